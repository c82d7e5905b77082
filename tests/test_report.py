"""What a fault looks like to the person who has to mend it. Each case: a line, a span, the picture."""

from __future__ import annotations

import json
from datetime import date
from textwrap import dedent

import pytest

from sitegen import report
from sitegen.core.artifact import Options, Snapshot, Source, digest
from sitegen.core.problem import Problem, Span
from sitegen.report import View


def snapshot(theme: dict[str, str] | None = None, **content: str) -> Snapshot:
    def source(path: str, text: str, origin: str = "site") -> Source:
        return Source(path, text.encode(), digest(text.encode()), origin)  # type: ignore[arg-type]

    return Snapshot(
        {name: source(f"content/{name}", text) for name, text in content.items()},
        {name: source(f"theme/templates/{name}", text, "theme") for name, text in (theme or {}).items()},
        {},
        None,
        Options(today=date(2025, 10, 26)),
    )


def view(snap: Snapshot | None = None, **more: object) -> View:
    return View(sources=report.sources(snap), **more)  # type: ignore[arg-type]


def drawn(line: str, column: int, end: int = 0, columns: int = 120) -> tuple[str, str]:
    marked = report.mark(line, column, end, columns)
    return marked.text, " " * marked.indent + "^" * marked.width


def picture(text: str) -> str:
    return dedent(text).strip("\n")


def test_the_example_of_the_contract() -> None:
    text = "\n" * 11 + "Tariffs could rise [as high as 155%](fact:tarif-threat) from November.\n"
    problem = Problem(
        "fact-unknown",
        'no fact has the id "tarif-threat"',
        Span("content/at-stake.md", 12, 38, 12, 55),
        "did you mean fact:tariff-threat?",
    )
    assert report.as_text([problem], view(snapshot(**{"at-stake.md": text}))) == picture("""
        content/at-stake.md:12:38: error[fact-unknown]: no fact has the id "tarif-threat"
        12 | Tariffs could rise [as high as 155%](fact:tarif-threat) from November.
           |                                      ^^^^^^^^^^^^^^^^^
           = help: did you mean fact:tariff-threat?
        """)


def test_the_gutter_is_as_wide_as_the_number() -> None:
    snap = snapshot(**{"faq.yaml": "- id: Why\n"})
    problem = Problem("id-form", "no capitals", Span("content/faq.yaml", 1, 7, 1, 10), "write why")
    assert report.as_text([problem], view(snap)) == picture("""
        content/faq.yaml:1:7: error[id-form]: no capitals
        1 | - id: Why
          |       ^^^
          = help: write why
        """)


def test_a_problem_without_a_place_and_one_whose_file_was_never_read() -> None:
    nowhere = Problem("output-refused", "build/ holds files of somebody else", hint="choose another folder with --out")
    unread = Problem("file-missing", "there is no explainer.md", Span("content/explainer.md"))
    assert report.as_text([unread, nowhere], view()) == picture("""
        error[output-refused]: build/ holds files of somebody else
          = help: choose another folder with --out

        content/explainer.md:1:1: error[file-missing]: there is no explainer.md
        """)


def test_context_says_what_was_being_made_and_the_theme_keeps_its_name() -> None:
    snap = snapshot(theme={"faq.html": "<h1>{{ page.titel }}</h1>\n"})
    problem = Problem(
        "template-undefined",
        '"page" has no "titel"',
        Span("theme/templates/faq.html", 1, 8),
        "did you mean page.title?",
        "while rendering content/faq.yaml",
    )
    assert report.as_text([problem], view(snap, locate="../site/{}".format)) == picture("""
        theme/templates/faq.html:1:8: error[template-undefined]: "page" has no "titel"
        1 | <h1>{{ page.titel }}</h1>
          |        ^
          = while rendering content/faq.yaml
          = help: did you mean page.title?
        """)


@pytest.mark.parametrize(
    ("place", "shown"), [("{}", "content/faq.yaml"), ("../tour/{}", "../tour/content/faq.yaml")]
)
def test_paths_lead_from_the_working_directory(place: str, shown: str) -> None:
    here = view(locate=place.format)
    problem = Problem("file-encoding", "not UTF-8", Span("content/faq.yaml", 3, 1))
    assert report.as_text([problem], here).startswith(f"{shown}:3:1: error[file-encoding]")
    assert json.loads(report.as_json([problem], here, ok=False))["diagnostics"][0]["file"] == shown
    assert f"file={shown}," in report.as_github([problem], here)


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "marks"),
    [
        ("a fact here", 3, 7, "a fact here", "  ^^^^"),
        ("a fact here", 3, 0, "a fact here", "  ^"),  # a point
        ("a fact", 7, 0, "a fact", "      ^"),  # just behind the end
        ("a fact", 40, 50, "a fact", "      ^"),  # a place that is not there any more
        ("訪問 fact", 4, 8, "訪問 fact", "     ^^^^"),  # two cells a character
        ("訪問 fact", 1, 3, "訪問 fact", "^^^^"),
        ("Vie\u0323\u0302t Nam", 8, 11, "Vie\u0323\u0302t Nam", "     ^^^"),  # decomposed: marks take no cell
        ("Vie\u0323\u0302t Nam", 1, 7, "Vie\u0323\u0302t Nam", "^^^^"),
        ("\tkey: x", 2, 5, "    key: x", "    ^^^"),  # a tab leads to the next stop of four
        ("ab\tkey", 4, 7, "ab  key", "    ^^^"),
        ("trailing   ", 1, 9, "trailing", "^^^^^^^^"),
        ("esc \x1b[31m red", 11, 14, "esc \ufffd[31m red", "          ^^^"),  # no file may colour our report
        ("bidi \u202e x", 8, 9, "bidi \ufffd x", "       ^"),
    ],
)
def test_marks_stand_under_what_they_mean(line: str, column: int, end: int, shown: str, marks: str) -> None:
    assert drawn(line, column, end) == (shown, marks)


@pytest.mark.parametrize(
    ("column", "end", "shown", "marks"),
    [
        (1, 4, "abcdefghijklmnop …", "^^^"),
        (29, 32, "… xyzABCDEFGHIJKLM …", "       ^^^"),
        (60, 63, "… UVWXYZ0123456789", "               ^^^"),
        (23, 99, "… rstuvwxyzABCDEFG …", "       ^^^^^^^^^^^"),
    ],
)
def test_a_long_line_is_cut_around_the_mark(column: int, end: int, shown: str, marks: str) -> None:
    line = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    assert drawn(line, column, min(end, len(line) + 1), 20) == (shown, marks)


def test_a_cut_line_of_wide_characters_stays_within_its_columns() -> None:
    for column in range(1, 81):
        text, marks = drawn("訪" * 80, column, column + 1, 30)
        assert sum(map(report.cells, text)) <= 30
        assert text[0] == "訪" or text.startswith("… 訪")
        assert len(marks) - len(marks.lstrip()) < 30


def test_a_span_over_lines_is_underlined_to_the_end_of_its_first() -> None:
    snap = snapshot(**{"a.md": "one\ntwo [open  \nclosed](fact:x)\n"})
    problem = Problem("reference-form", "never closed", Span("content/a.md", 2, 5, 3, 16))
    assert report.as_text([problem], view(snap)).splitlines()[1:] == ["2 | two [open", "  |     ^^^^^"]


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    snap = snapshot(**{"a.md": "\ufeffone\u2028still one\r\ntwo\rthree\n"})
    problem = Problem("markdown-html", "x", Span("content/a.md", 3, 1, 3, 6))
    assert "3 | three" in report.as_text([problem], view(snap))


def test_sorted_by_place_each_once() -> None:
    late = Problem("id-form", "late", Span("content/b.md", 1, 1))
    early = Problem("id-form", "early", Span("content/a.md", 9, 1))
    first = Problem("id-form", "first", Span("content/a.md", 9, 1))
    text = report.as_text([late, first, early, late], view())
    assert [line.rsplit(": ")[-1] for line in text.split("\n\n")] == ["early", "first", "late"]


def test_the_cap_keeps_what_is_grave_and_says_what_is_left() -> None:
    warnings = [Problem("fact-due", f"{n:02}", Span("content/a.md", n + 1, 1)) for n in range(50)]
    error = Problem("id-form", "the one error", Span("content/z.md", 1, 1))
    text = report.as_text([*warnings, error], view())
    assert len(text.split("\n\n")) == 21
    assert "the one error" in text
    assert text.endswith("… and 31 more (-v shows all)")
    assert "more" not in report.as_text([*warnings, error], view(limit=None))


def test_notes_are_shown_only_when_asked_for() -> None:
    note = Problem("placeholder-url", "example.org is a placeholder", Span("content/site.yaml", 2, 6))
    assert report.as_text([note], view()) == ""
    assert "note[placeholder-url]" in report.as_text([note], view(notes=True))
    assert report.counts([note]) == ""


ERROR = Problem("id-form", "e", Span("content/a.md", 1, 1))
OTHER = Problem("id-form", "f", Span("content/a.md", 1, 1))
WARNING = Problem("fact-due", "w", Span("content/a.md", 2, 1))


@pytest.mark.parametrize(
    ("problems", "kept", "line"),
    [
        (
            [ERROR, OTHER, WARNING],
            "build/",
            "2 errors, 1 warning. Nothing was written; the last good site is still in build/.",
        ),
        ([ERROR, ERROR], "", "1 error. Nothing was written."),
        ([WARNING], "", "1 warning, which --strict does not let pass. Nothing was written."),
    ],
)
def test_the_last_line(problems: list[Problem], kept: str, line: str) -> None:
    assert report.refusal(problems, kept=kept) == line


def test_colour_marks_severity_and_place_and_changes_no_word() -> None:
    snap = snapshot(**{"a.md": "some text\n"})
    plain = report.as_text([ERROR], view(snap))
    coloured = report.as_text([ERROR], view(snap, colour=True))
    assert "\x1b[1;31merror[id-form]\x1b[0m" in coloured
    assert plain == "".join(part.split("m", 1)[-1] if n else part for n, part in enumerate(coloured.split("\x1b[")))


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),  # no-color.org: only when not empty
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_about_colour(choice: str, environ: dict[str, str], terminal: bool, colour: bool) -> None:
    assert report.use_colour(choice, environ, terminal) is colour  # type: ignore[arg-type]


def test_json_holds_everything_and_null_where_there_is_no_place() -> None:
    placed = Problem("fact-unknown", "no “x”", Span("content/a.md", 1, 3, 1, 9), "did you mean y?", "while rendering b")
    note = Problem("placeholder-url", "example.org")
    data = json.loads(report.as_json([placed, note], view(limit=1), ok=False))
    assert data == {
        "version": 1,
        "ok": False,
        "diagnostics": [
            {
                "code": "placeholder-url", "severity": "note", "file": None, "line": None, "col": None,
                "end_line": None, "end_col": None, "message": "example.org", "hint": None,
            },
            {
                "code": "fact-unknown", "severity": "error", "file": "content/a.md", "line": 1, "col": 3,
                "end_line": 1, "end_col": 9, "message": "no “x” (while rendering b)", "hint": "did you mean y?",
            },
        ],
    }  # fmt: skip


def test_github_annotations() -> None:
    placed = Problem("fact-unknown", "100% wrong", Span("content/a,b.md", 1, 3, 1, 9), "look: there")
    long = Problem("fact-due", "over", Span("content/a.md", 1, 3, 2, 9))
    note = Problem("placeholder-url", "example.org")
    assert report.as_github([placed, long, note], view()).splitlines() == [
        "::notice title=placeholder-url::example.org",
        "::error title=fact-unknown,file=content/a%2Cb.md,line=1,endLine=1,col=3,endColumn=9"
        "::100%25 wrong%0Ahelp: look: there",
        "::warning title=fact-due,file=content/a.md,line=1,endLine=2::over",
    ]
