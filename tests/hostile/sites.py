"""A small site with one of everything, and what a build makes of it once a hostile file is laid into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from sitegen.build import Built, make
from sitegen.core.artifact import Options
from tests.fakes import FakeWorld, MemoryFiles

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2025, 10, 26)

SECTION = "content/sections/01-part.md"
PNG = (REPOSITORY / "tests/blocks/project/content/images/bridge.png").read_bytes()

SITE: dict[str, bytes | str] = {
    "content/site.yaml": """\
title: The tour
url: https://example.org/tour/
time_zone: UTC
publisher: {name: Publisher, url: "https://example.org/"}
""",
    "content/explainer.md": """\
---
headline: What is planned
dek: The tour in short.
byline: A writer
published: 2025-10-20
updated: 2025-10-26
as_of: 2025-10-26
---

Opening with [155%](fact:rate) and a [rare earth](term:rare-earths).
""",
    SECTION: "---\ntitle: The part\nsummary: A part.\n---\n\nA part.\n",
    "content/facts.yaml": """\
- id: rate
  statement: The rate is 155%.
  value: 155
  unit: percent
  status: announced
  as_of: 2025-10-26
  happens: 2025-11-01
  sources: [paper]
""",
    "content/sources.yaml": "- {id: paper, title: A paper, url: 'https://example.org/paper', published: 2025-10-20}\n",
    "content/people.yaml": "- {id: one, name: One Person, role: Minister}\n",
    "content/glossary.yaml": "- {id: rare-earths, term: rare earths, forms: [rare earth], definition: Metals.}\n",
    "content/timeline.yaml": "- {date: 2025-10-24, title: Departure, text: They left., status: past}\n",
    "content/faq.yaml": "- {id: why, question: Why?, answer: Because.}\n",
    "content/corrections.yaml": "- {date: 2025-10-25, kind: correction, where: page:home, was: a, now: b, reason: c}\n",
    "content/itinerary.yaml": """\
title: The route
stops:
  - {id: dc, name: Washington, country: US, lat: 38.9, lon: -77.0, date: 2025-10-24, status: past}
  - {id: busan, name: Busan, country: KR, lat: 35.2, lon: 129.1, date: 2025-10-30, status: planned}
""",
    "content/disclaimer.md": "No warranty.\n",
    "content/pages/about.md": "# About\n\nUs.\n",
    "content/images/bridge.png": PNG,
}


@lru_cache(maxsize=1)
def theme() -> Mapping[str, bytes]:
    files = [path for folder in ("templates", "assets") for path in (REPOSITORY / folder).rglob("*")]
    return {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in files if path.is_file()}


def built(extra: Mapping[str, bytes | str], **options: object) -> Built:
    """The site with `extra` laid over it."""
    files = MemoryFiles({**SITE, **extra})
    return make(FakeWorld(files, MemoryFiles(theme())), Options(today=TODAY, **options))  # type: ignore[arg-type]


def with_section(body: str) -> dict[str, bytes | str]:
    """The section with another body; the body begins on line 6 of its file."""
    return {SECTION: "---\ntitle: The part\nsummary: A part.\n---\n\n" + body}


def outputs(build: Built) -> dict[str, bytes]:
    assert build.manifest is not None, build.problems
    return {path: output.data for path, output in build.manifest.outputs.items()}


def said(build: Built, *, but: tuple[str, ...] = ("placeholder-url",)) -> list[str]:
    """`file:line code` of every problem."""
    return [f"{p.at.path}:{p.at.line} {p.code}" if p.at else p.code for p in build.problems if p.code not in but]
