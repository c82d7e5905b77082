"""Each check as documents: pages in, problems out.

The cases lie beside this in one file a check: a title, a dot, pages (`== path` above each, `origin address line` for
what the content says), a dot, the problems expected (`place code: message`), a dot. Nothing else may be found. A path
below content/ is a file of the content; a first line `$ --drafts --base-url …` gives options.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.checks import CHECKS
from sitegen.content import schema_route
from sitegen.content.yaml import parse
from sitegen.core.artifact import Manifest, Options, Output, Source, digest
from sitegen.core.model import Explainer, Site, SiteConfig
from sitegen.core.problem import Span, errors
from sitegen.core.prose import Prose
from sitegen.stages.check import check
from sitegen.stages.load import load
from sitegen.stages.validate import validate
from tests.cases import cases
from tests.fakes import FakeWorld, MemoryFiles

HERE = Path(__file__).parent
SITE = Site(
    SiteConfig("Harbor", "https://example.net/harbor/"),
    Explainer(
        "Harbor", Prose(), "", date(2026, 3, 2), date(2026, 3, 2), None, (), Prose(), Span("content/explainer.md")
    ),
)
CONTENT = {
    "content/site.yaml": "title: Harbor\nurl: https://example.net/harbor/\n",
    "content/explainer.md": "---\nheadline: Harbor\npublished: 2026-03-02\n---\n",
    "content/sections/01-plan.md": "---\ntitle: The plan\n---\n",
    "content/sources.yaml": "- {id: council, title: Minutes of the 14 members, publisher: The city}\n",
}
"""What every site needs, for cases that are about one file of it."""


def outputs(source: str) -> dict[str, Output]:
    found = {}
    for piece in re.split(r"^== ", source, flags=re.M)[1:]:
        path, _, html = piece.partition("\n")
        origins = re.findall(r"^origin (\S+) (\d+)\n", html, flags=re.M)
        if path.startswith("content/"):
            continue
        data = re.sub(r"^origin .*\n", "", html, flags=re.M).encode()
        places = tuple((address, Span("content/a.md", int(line))) for address, line in origins)
        found[path] = Output(path, data, digest(data), places)
    return found


def content(source: str) -> dict[str, Source]:
    pieces = (piece.partition("\n") for piece in re.split(r"^== content/", source, flags=re.M)[1:])
    files = {name: re.split(r"^== ", text, flags=re.M)[0].encode() for name, _, text in pieces}
    return {name: Source(f"content/{name}", data, digest(data)) for name, data in files.items()}


def options(source: str) -> Options:
    words = source.partition("\n")[0].split() if source.startswith("$ ") else []
    return Options(words[words.index("--base-url") + 1] if "--base-url" in words else "", "--drafts" in words)


def site(source: str) -> Site:
    """A case may be about what the content says, not about pages: an itinerary alone, or files for a whole site."""
    files = dict(re.findall(r"^== (content/\S+)\n(.*?)(?=^== |\Z)", source, flags=re.M | re.S))
    if not files:
        return SITE
    if set(files) != {"content/itinerary.yaml"}:
        world = FakeWorld(MemoryFiles({**CONTENT, **files}))
        read = validate(load(world.files, world.theme, world.clock, Options()).value)
        assert not errors(read.problems), read.problems
        return read.value
    tree = parse(source.partition("\n")[2], "itinerary.yaml").value
    found = schema_route.itinerary(tree, lambda text, kind: Prose(), True)
    assert not found.problems, found.problems
    return replace(SITE, itinerary=found.value)


@pytest.mark.parametrize(("name", "source", "wanted"), cases(HERE))
def test_a_check_finds_this_and_nothing_else(name: str, source: str, wanted: str) -> None:
    kinds = tuple(kind for kind in CHECKS if kind.name == name)
    assert kinds, f"no check is called {name}"
    problems = check(Manifest(outputs(source)), site(source), options(source), kinds, content(source))
    shown = [f"{f'{p.at.path}:{p.at.line}' if p.at else p.context} {p.code}: {p.message}" for p in problems]
    assert "\n".join(shown) == wanted


def test_a_base_path_is_the_same_path_however_its_letters_are_written() -> None:
    html = '== index.html\n== 404.html\n<a href="/b%E1%BA%BFn/">home</a>'
    kinds = tuple(kind for kind in CHECKS if kind.name == "links")
    assert not check(Manifest(outputs(html)), SITE, Options(base_url="https://example.org/bến/"), kinds)


def test_every_check_has_cases() -> None:
    assert {path.stem for path in HERE.glob("*.md")} == {kind.name for kind in CHECKS}
