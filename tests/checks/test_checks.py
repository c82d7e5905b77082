"""Each check as documents: pages in, problems out.

The cases lie beside this in one file a check: a title, a dot, what was published, a dot, the problems expected (`place
code: message`), a dot. Nothing else may be found.

What was published is `== path` and the text of the file below it, with lines `origin address line` for what comes from
the content. After `, whole` the text stands in a sound page, from its second line on; `, png 640 x 480` makes a picture
of that size, `, 600000 bytes` makes it that heavy. After `, with` the file is that of a whole site,
tests/sites/everything, with one slip: `<` and what is there, `>` and what comes in its place; `, gone` takes it away.
A path below content/ is a file of the content, which says what the site is: an itinerary alone, or files that come to
those that every site needs. A first line `$ --drafts --base-url …` gives options.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sitegen.build import make
from sitegen.checks.thorough import CHECKS
from sitegen.content import schema_route
from sitegen.content.languages import LANGUAGES
from sitegen.content.yaml import parse
from sitegen.core.artifact import Manifest, Options, Output, Source, digest
from sitegen.core.model import Explainer, Site, SiteConfig
from sitegen.core.problem import Problem, Span, errors
from sitegen.core.prose import Prose
from sitegen.core.record import replace
from sitegen.stages.check import check
from sitegen.stages.load import load
from sitegen.stages.validate import validate
from tests.cases import cases
from tests.errors.change import REPOSITORY, read, theme
from tests.fakes import FakeWorld, MemoryFiles
from tests.site.vietnamese import VIETNAMESE

HERE = Path(__file__).parent
BASE = "https://example.net/harbor/"
SITE = Site(
    SiteConfig("Harbor", BASE),
    Explainer(
        "Harbor", Prose(), "", date(2026, 3, 2), date(2026, 3, 2), None, (), Prose(), Span("content/explainer.md")
    ),
)
FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbor</title>'
    '<meta name="viewport" content="width=device-width"></head><body><main><h1>Harbor</h1>\n%s</main></body></html>\n'
)


@cache
def everything() -> Mapping[str, Output]:
    """A whole site that the checks find nothing in."""
    made = make(world(REPOSITORY / "tests/sites/everything/content"), Options(base_url=BASE, today=date(2026, 3, 6)))
    assert made.manifest is not None
    return made.manifest.outputs


def world(content: Path) -> FakeWorld:
    return FakeWorld(MemoryFiles(read(content)), MemoryFiles(theme()))


CONTENT = {
    "content/site.yaml": "title: Harbor\nurl: https://example.net/harbor/\n",
    "content/explainer.md": "---\nheadline: Harbor\npublished: 2026-03-02\n---\n",
    "content/sections/01-plan.md": "---\ntitle: The plan\n---\n",
    "content/sources.yaml": "- {id: council, title: Minutes of the 14 members, publisher: The city}\n",
}
"""What every site needs, for cases that are about one file of it."""


def outputs(source: str) -> dict[str, Output]:
    found = dict(everything()) if re.search(r"^== .*, (with|gone)$", source, flags=re.M) else {}
    for piece in re.split(r"^== ", source, flags=re.M)[1:]:
        head, _, text = piece.partition("\n")
        path, _, form = head.partition(", ")
        if path.startswith("content/"):
            continue
        if form == "gone":
            del found[path]
            continue
        if form == "with":
            former = found[path]
            found[path] = Output(path, slipped(former.data.decode(), text).encode(), "", former.origins)
            continue
        origins = re.findall(r"^origin (\S+) (\d+)\n", text, flags=re.M)
        text = re.sub(r"^origin .*\n", "", text, flags=re.M)
        data = picture(form) if re.match(r"[a-z]+ \d", form) else (FRAME % text if form else text).encode()
        places = tuple((address, Span("content/a.md", int(line))) for address, line in origins)
        found[path] = Output(path, data, digest(data), places)
    return found


def content(source: str) -> dict[str, Source]:
    pieces = (piece.partition("\n") for piece in re.split(r"^== content/", source, flags=re.M)[1:])
    files = {name: re.split(r"^== ", text, flags=re.M)[0].encode() for name, _, text in pieces}
    return {name: Source(f"content/{name}", data, digest(data)) for name, data in files.items()}


def options(source: str) -> Options:
    words = source.partition("\n")[0].split() if source.startswith("$ ") else []
    return Options(words[words.index("--base-url") + 1] if "--base-url" in words else "",
                   drafts="--drafts" in words)  # fmt: skip


def slipped(text: str, changes: str) -> str:
    pairs = re.findall(r"^< (.*)\n> ?(.*)$", changes, flags=re.M)
    assert pairs, changes
    for old, new in pairs:
        assert old in text, f"there is no {old}"
        text = text.replace(old, new, 1)
    return text


def picture(form: str) -> bytes:
    found = re.fullmatch(r"(\w+) (\d+) x (\d+)(?:, (\d+) bytes)?", form)
    assert found, form
    width, height = int(found[2]), int(found[3])
    match found[1]:
        case "png":
            head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
        case "gif":
            head = b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little")
        case "jpeg":
            head = b"\xff\xd8\xff\xc0\0\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
        case "webp":
            sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
            head = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + sides
        case other:
            raise AssertionError(f"no picture of the kind {other}")
    return head.ljust(int(found[4] or 64), b"\0")


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
    assert sorted(said(problems, ", with\n" in source)) == sorted(wanted.splitlines())


def said(problems: tuple[Problem, ...], built: bool) -> list[str]:
    """In a page that was built, lines are those of templates, which may change: there the page is place enough."""
    places = (f"{p.at.path}:{p.at.line}" if p.at else p.context for p in problems)
    return [f"{re.sub(r', line [0-9]+', '', place) if built else place} {p.code}: {p.message}"
            for place, p in zip(places, problems, strict=True)]  # fmt: skip


SITES = sorted(path.parent for path in REPOSITORY.glob("tests/site*/*/content"))
BY_CONTENT = {
    "fact-due", "fact-single-source", "fact-unsourced", "fact-unused", "moment-due", "placeholder-link",
    "placeholder-url", "stop-due", "stop-nowhere", "translation-missing", "updated-old",
}  # fmt: skip
"""What these sites say of themselves: days are past, outside links are examples, one stop lies where nothing is, and
their ledgers are as small as their cases."""


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_no_check_finds_anything_in_a_whole_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "vi", VIETNAMESE)  # type: ignore[arg-type]
    made = make(world(folder / "content"), Options(base_url=BASE, today=date(2026, 3, 6)), CHECKS)
    assert made.manifest is not None
    assert not [problem for problem in made.problems if problem.code not in BY_CONTENT]


def test_a_base_path_is_the_same_path_however_its_letters_are_written() -> None:
    html = '== index.html\n== 404.html\n<a href="/b%E1%BA%BFn/">home</a>'
    kinds = tuple(kind for kind in CHECKS if kind.name == "links")
    assert not check(Manifest(outputs(html)), SITE, Options(base_url="https://example.org/bến/"), kinds)


def test_every_check_has_cases() -> None:
    assert {path.stem for path in HERE.glob("*.md")} == {kind.name for kind in CHECKS}
