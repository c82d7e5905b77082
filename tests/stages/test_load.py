"""What `load` makes of the files of a project: each case is a handful of files and what is said about them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sitegen.core.artifact import Options, Snapshot, digest, today
from sitegen.core.model import SiteConfig
from sitegen.core.problem import Problem
from sitegen.stages.load import LARGEST_TEXT, load
from tests.fakes import FixedClock, MemoryFiles

PROJECT: dict[str, bytes | str] = {
    "content/site.yaml": "title: T\n",
    "content/explainer.md": "Opening.\n",
    "content/sections/01-one.md": "One.\n",
}
SHIPPED = {"templates/page.html": "theirs", "templates/blocks/map.html": "map", "assets/css/base.css": "a{}"}
THEME = MemoryFiles(SHIPPED)


def read(extra: dict[str, bytes | str], **doors: object) -> tuple[Snapshot | None, list[Problem]]:
    files = MemoryFiles({**PROJECT, **extra}, **doors)  # type: ignore[arg-type]
    result = load(files, THEME, FixedClock(), Options())
    return result.value, list(result.problems)


def shown(problems: list[Problem]) -> list[str]:
    return [f"{p.at.path}:{p.at.line}:{p.at.column} {p.code}" if p.at else p.code for p in problems]


def test_the_smallest_project_is_a_snapshot() -> None:
    snapshot, problems = read({})
    assert snapshot and not problems
    assert set(snapshot.content) == {"site.yaml", "explainer.md", "sections/01-one.md"}
    section = snapshot.content["sections/01-one.md"]
    assert (section.path, section.text, section.origin) == ("content/sections/01-one.md", "One.\n", "site")
    assert section.digest == digest(b"One.\n")


def test_a_site_lies_on_top_of_the_theme_file_by_file() -> None:
    theme = MemoryFiles(SHIPPED)
    files = MemoryFiles({**PROJECT, "templates/page.html": "mine", "assets/a.svg": "<svg/>"})
    snapshot = load(files, theme, FixedClock(), Options()).value
    assert snapshot
    found = {name: (s.path, s.origin) for name, s in {**snapshot.templates, **snapshot.assets}.items()}
    assert found == {
        "page.html": ("templates/page.html", "site"),
        "blocks/map.html": ("theme/templates/blocks/map.html", "theme"),
        "css/base.css": ("theme/assets/css/base.css", "theme"),
        "a.svg": ("assets/a.svg", "site"),
    }
    assert "templates/page.html" not in theme.reads


def test_every_file_is_read_once() -> None:
    files = MemoryFiles({**PROJECT, "content/images/a.jpg": b"\xff\xd8", "templates/page.html": "x"})
    load(files, THEME, FixedClock(), Options())
    assert sorted(files.reads) == sorted(files.files)


@pytest.mark.parametrize(
    ("path", "data", "kept"),
    [
        ("content/explainer.md", b"\xef\xbb\xbfA\r\nB\rC\n", b"A\nB\nC\n"),
        ("templates/page.html", b"A\r\nB", b"A\nB"),
        ("content/images/map.svg", b"<svg>\r\n", b"<svg>\r\n"),
        ("assets/css/mine.css", b"\xef\xbb\xbfa{}\r\n", b"\xef\xbb\xbfa{}\r\n"),
        ("content/images/a.jpg", b"\xff\x00\r\n", b"\xff\x00\r\n"),
    ],
)
def test_line_ends_are_made_one_kind_in_content_and_templates_only(path: str, data: bytes, kept: bytes) -> None:
    snapshot, problems = read({path: data})
    assert snapshot and not problems
    folder, _, name = path.partition("/")
    source = getattr(snapshot, folder)[name]
    assert (source.data, source.digest) == (kept, digest(kept))


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("content/faq.yaml", b"a: 1\nb: caf\xe9", ":2:7 file-encoding"),
        ("content/faq.yaml", "à: é\r\nß: ".encode() + b"\xff", ":2:4 file-encoding"),
        ("content/faq.yaml", "a: b".encode("utf-16"), ":1:1 file-encoding"),
        ("content/explainer.md", b"a\rb\x00c\x00", ":2:2 file-control"),
        ("content/explainer.md", "a\u0085b".encode(), ":1:2 file-control"),
        ("content/images/map.svg", b"<svg>\x1b</svg>", ":1:6 file-control"),
        ("templates/page.html", b"\n\n  \xc3(", ":3:3 file-encoding"),
        ("assets/css/x.css", b"\x00", ":1:1 file-control"),
        ("content/sections/01-one.md", b"x" * (LARGEST_TEXT + 1), ":1:1 file-size"),
    ],
)
def test_a_text_that_is_none_is_refused_at_its_place(path: str, data: bytes, said: str) -> None:
    snapshot, problems = read({path: data})
    assert shown(problems) == [path + said]
    if path.startswith("content/"):  # the other texts are judged in the same run
        assert snapshot and snapshot.unread == {path.removeprefix("content/")}
    else:
        assert snapshot is None
    assert problems[0].hint


def test_a_tab_a_no_break_space_and_a_picture_are_no_faults() -> None:
    snapshot, problems = read({"content/explainer.md": "a\tb\u00a0c\u200b\n", "content/images/a.png": b"\x89\x00"})
    assert snapshot and not problems


def test_a_huge_text_is_not_even_read() -> None:
    files = MemoryFiles({**PROJECT, "content/faq.yaml": b"x" * (LARGEST_TEXT + 1)})
    load(files, THEME, FixedClock(), Options())
    assert "content/faq.yaml" not in files.reads


def test_what_cannot_be_read_is_named_all_at_once() -> None:
    faults = {"content/images/pipe": "a named pipe", "content/faq.yaml": "a link that leaves the project"}
    snapshot, problems = read({"content/facts.yaml": b"\xff"}, faults=faults, denied=["content/site.yaml"])
    assert snapshot is None
    assert shown(problems) == [
        "content/facts.yaml:1:1 file-encoding",
        "content/faq.yaml:1:1 file-unreadable",
        "content/images/pipe:1:1 file-unreadable",
        "content/site.yaml:1:1 file-unreadable",
    ]
    assert "permission denied" in problems[-1].message


def test_a_fault_of_the_theme_is_said_to_be_the_themes() -> None:
    theme = MemoryFiles({}, faults={"templates": "the default theme is missing"})
    result = load(MemoryFiles(PROJECT), theme, FixedClock(), Options())
    assert shown(list(result.problems)) == ["theme/templates:1:1 file-unreadable"]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ({"content/site.yaml"}, ["project-missing"]),
        ({"content/explainer.md"}, ["content/explainer.md:1:1 file-missing"]),
        ({"content/sections/01-one.md"}, ["content/sections:1:1 file-missing"]),
        (set(PROJECT), ["project-missing"]),
    ],
)
def test_what_every_explainer_needs(gone: set[str], said: list[str]) -> None:
    files = MemoryFiles({path: data for path, data in PROJECT.items() if path not in gone})
    result = load(files, THEME, FixedClock(), Options())
    assert (result.value is None) == ("project-missing" in said)
    assert shown(list(result.problems)) == said


def test_a_file_that_cannot_be_read_is_not_also_called_missing() -> None:
    for path in ("content", "content/sections", "content/explainer.md"):
        files = MemoryFiles({p: d for p, d in PROJECT.items() if not p.startswith(path)}, faults={path: "no"})
        assert shown(list(load(files, THEME, FixedClock(), Options()).problems)) == [f"{path}:1:1 file-unreadable"]


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("fact.yaml", "did you mean facts.yaml?"),
        ("Itinerary.yaml", "did you mean itinerary.yaml?"),
        ("about.md", "a page of your own lies in content/pages/about.md"),
        ("photo.jpg", "pictures lie in content/images/"),
        ("sections/photo.jpg", "pictures lie in content/images/"),
        ("sections/02-two.txt", "did you mean sections/02-two.md?"),
        ("sections/old/02-two.md", "sections/ has no further folders"),
        ("section/02-two.md", "did you mean content/sections?"),
        ("notes.docx", "keep it outside of content/"),
        ("sections", "keep it outside of content/"),
    ],
)
def test_an_unknown_file_is_left_out_and_said_so(path: str, advice: str) -> None:
    snapshot, problems = read({f"content/{path}": b"x"})
    assert snapshot and path not in snapshot.content
    assert shown(problems) == [f"content/{path}:1:1 file-unknown"]
    assert problems[0].hint == advice


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("facts.yml", "facts.yaml"),
        ("explainer.markdown", "explainer.md"),
        ("sections/02-two.markdown", "sections/02-two.md"),
    ],
)
def test_a_file_with_another_ending_is_an_error_and_what_it_holds_is_not_called_unknown(path: str, right: str) -> None:
    snapshot, problems = read({f"content/{path}": b"x"})
    assert shown(problems) == [f"content/{path}:1:1 file-ending"]
    assert problems[0].hint == f"rename it to {right.rpartition('/')[2]}"
    assert snapshot and (right in snapshot.unread or right in snapshot.content)


@pytest.mark.parametrize(
    "path",
    ["content/.DS_Store", "content/.obsidian/app.json", "content/sections/01-one.md~", "content/sections/.#01-one.md",
     "content/#faq.yaml#", "content/images/Thumbs.db", "templates/.page.html.swp"],
)  # fmt: skip
def test_litter_is_passed_over_in_silence(path: str) -> None:
    snapshot, problems = read({path: b"\xff\x00"})
    assert snapshot and not problems
    assert not any(s.path == path for layer in (snapshot.content, snapshot.templates) for s in layer.values())


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["content/images/A.jpg", "content/images/a.jpg"], "letters of another case"),
        (["content/pages/aux.md"], "no name for a file on Windows"),
        (["content/images/a:b.jpg"], "no name for a file on Windows"),
        (["content/images/a./b.jpg"], "no name for a file on Windows"),
    ],
)
def test_names_that_another_system_cannot_keep_apart(extra: list[str], said: str) -> None:
    snapshot, problems = read({path: b"" for path in extra})
    assert snapshot
    assert [p.code for p in problems] == ["name-unportable"]
    assert said in problems[0].message


def test_the_day_is_that_of_the_sites_zone() -> None:
    clock = FixedClock(datetime(2025, 10, 26, 20, tzinfo=UTC))
    snapshot = load(MemoryFiles(PROJECT), THEME, clock, Options()).value
    assert snapshot
    hanoi, lima = (SiteConfig("T", "https://a.org/", time_zone=z) for z in ("Asia/Ho_Chi_Minh", "America/Lima"))
    assert (today(snapshot, hanoi), today(snapshot, lima)) == (date(2025, 10, 27), date(2025, 10, 26))


def test_a_day_that_is_given_keeps_the_clock_out_of_the_build() -> None:
    class Broken:
        def now(self) -> datetime:
            raise ValueError("SOURCE_DATE_EPOCH is 'x'")

    given = load(MemoryFiles(PROJECT), THEME, Broken(), Options(today=date(2025, 1, 2)))
    assert given.value and given.value.now is None
    assert today(given.value, SiteConfig("T", "https://a.org/")) == date(2025, 1, 2)
    asked = load(MemoryFiles(PROJECT), THEME, Broken(), Options())
    assert asked.value is None and [p.code for p in asked.problems] == ["clock-value"]
