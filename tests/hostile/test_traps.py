"""Texts that parsers fall over, hang on or lose words of: each case is laid into a whole site and built.

What matters: the build ends, says what is wrong at its line, and without an error every word is on the page.
Slowness is counted in executed lines of Python, never in seconds: the count is the same on every machine.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import html5lib
import pytest

from sitegen.content import markdown
from sitegen.content import markdown_limits as limits
from sitegen.content.yaml import parse
from sitegen.core.located import Located
from sitegen.core.problem import errors
from tests.hostile.sites import SECTION, SITE, built, outputs, said, with_section

HEAD = 5
"""Lines before the body of the section."""


def faults(body: str) -> list[str]:
    """`line code` of what is said about a section with this body, lines counted in the body."""
    found = [fault.removeprefix(SECTION + ":").split() for fault in said(built(with_section(body)))]
    return [f"{int(line) - HEAD} {code}" for line, code in found]


# -- encodings and line ends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "data", "fault"),
    [
        (SECTION, b"---\ntitle: a\n---\nfine\n\xff", ":5 file-encoding"),
        (SECTION, "---\ntitle: a\n---\nText".encode("utf-16"), ":1 file-encoding"),
        (SECTION, "---\ntitle: a\n---\nText".encode("utf-16-be"), ":1 file-control"),
        (SECTION, b"---\ntitle: a\n---\n\xed\xa0\x80", ":4 file-encoding"),  # a surrogate, as CESU-8 has them
        (SECTION, b"---\ntitle: a\n---\na\n\x00b", ":5 file-control"),
        (SECTION, b"---\ntitle: a\x00\n---\na\n", ":2 file-control"),
        (SECTION, b"---\r\ntitle: a\r\n---\r\na\r\n\x1bb", ":5 file-control"),
        (SECTION, b"---\rtitle: a\r---\ra\r\x1bb", ":5 file-control"),
        ("content/people.yaml", b'- {id: a, name: "\\ud800", role: b}', ":1 yaml-syntax"),
        ("content/people.yaml", b'- {id: a, name: "\\x00", role: b}', ":1 file-control"),
        ("content/people.yaml", b'- {id: a, name: "\\uFFFE", role: b}', ":1 file-control"),
        ("content/people.yaml", b'- {id: a, name: "\\U00110000", role: b}', ":1 yaml-syntax"),
        ("content/people.yaml", b"- {id: a, name: b\x7f, role: c}", ":1 file-control"),
    ],
)
def test_what_is_no_text_is_refused_at_its_line(path: str, data: bytes, fault: str) -> None:
    found = said(built({path: data}))
    assert found[0] == path + fault
    assert all(other.startswith(path) or "-unknown" in other for other in found)


def in_other_forms(text: str) -> list[bytes]:
    return [
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        ("\ufeff" + text).encode(),
        ("\ufeff" + text.replace("\n", "\r\n")).encode(),
        text.rstrip("\n").encode(),
    ]


@pytest.mark.parametrize("path", [path for path, data in SITE.items() if isinstance(data, str)])
def test_the_same_words_in_any_form_of_file_give_the_same_bytes(path: str) -> None:
    text = str(SITE[path])
    first = outputs(built({}))
    for data in in_other_forms(text):
        assert outputs(built({path: data})) == first


def test_the_same_words_with_every_file_in_another_form_give_the_same_bytes() -> None:
    texts = {path: data for path, data in SITE.items() if isinstance(data, str)}
    first = outputs(built({}))
    for number in range(4):
        assert outputs(built({path: in_other_forms(data)[number] for path, data in texts.items()})) == first


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert faults(f"A.{end}{end}B \u2028 c.{end}{end}[x](fact:nobody){end}") == ["5 fact-unknown"]


def test_a_separator_of_lines_that_no_editor_knows_is_a_character() -> None:
    page = outputs(built(with_section("one\u2028two\u2029three\n")))["index.html"].decode()
    assert "one\u2028two\u2029three" in page


# -- size, depth, slowness --------------------------------------------------------------------------------------


def test_a_huge_text_is_refused_before_it_is_parsed() -> None:
    assert faults("a\n\n" * (limits.MAX_LENGTH // 3 + 1)) == ["0 file-size"]


@pytest.mark.parametrize(
    "body",
    [
        "a " * 10_001,
        "![" * 1000,
        "[" * 1000,
        "[^" * 1000,
        "*_" * 1000,
        '"a" ' * 1000,
        "'" * 1000,
        "a `" + "``" * 1000,
        "a<b " * 1000,
        "&a" * 1000,
        "[a](b) " * 1000,
        "# " + "[" * 1000,
        "- " + "[" * 1000,
        "> " + "[" * 1000,
        "| a |\n|---|\n| " + "[" * 1000 + " |",
        "|" + " a |" * 60 + "\n|" + "---|" * 60 + "\n| b |",
        "|" + " a |" * 40 + "\n|" + "---|" * 40 + "\n" + "|\n" * 1000,
        "|" + " a |" * 3000 + "\n|" + "---|" * 3000 + "\n| b |",
    ],
)
def test_a_paragraph_or_a_table_that_nobody_reads_is_refused_at_its_line(body: str) -> None:
    found = faults("First.\n\n" + body + "\n\nLast.\n")
    assert found[0] in ("3 markdown-size", "5 markdown-size")
    assert {fault.split()[1] for fault in found} <= {"markdown-size", "table-cells"}


def test_brackets_are_counted_over_the_whole_text_and_said_once() -> None:
    assert faults(("[" * 40 + "\n\n") * 600) == [f"{limits.MAX_ALL_MARKS // 40 * 2 + 1} markdown-size"]


@pytest.mark.parametrize(
    "body",
    [
        ">" * 100_000 + " deep",
        "> " * 500 + "deep",
        "- " * 200 + "deep",
        "".join("  " * n + "- deep\n" for n in range(400)),
        "[" * 200 + "deep" + "](x)" * 200,
        "![" * 200 + "deep" + "](x)" * 200,
        "::: note\n" * 200 + "deep\n" + ":::\n" * 200,
        "".join(":" * (300 - n) + " note\n" for n in range(200)) + "deep\n",
        "- > " * 100 + "deep",
        "1. " * 100 + "deep",
        "[^a]: " * 100 + "deep",
    ],
)
def test_text_that_is_nested_too_deeply_is_refused_not_lost(body: str) -> None:
    codes = {fault.split()[1] for fault in faults(body)}
    assert codes & {"markdown-depth", "markdown-size"}


def test_text_that_is_nested_as_deeply_as_may_be_is_read() -> None:
    for body in ("- " * 20 + "deep", "> " * 25 + "deep", "*" * 20 + "deep" + "*" * 20, "[*" * 5 + "deep" + "*](x)" * 5):
        build = built(with_section(body))
        assert errors(build.problems) or b"deep" in outputs(build)["index.html"]


LINES = 2000
"""Executed lines of Python for a character, at most. Plain words take some tens, nothing but brackets most."""


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "a\n\n",
        "![",
        "[",
        "[^",
        "*_",
        "**a* ",
        "*a **b ",
        '"',
        "'",
        "`",
        "[a](",
        "[a](b) ",
        "a<!--",
        "a<?",
        "<a ",
        "{.a ",
        "{",
        "&",
        "_a ",
        "~~",
        "<http:",
        "a\n",
        "[^a]",
        "[^a]: b\n\n",
        "[a]: b\n",
        "- ",
        "- a\n",
        "> a\n",
        "# a\n\n",
        "|a",
        "\\",
        ":::\n",
        "::: note\n:::\n",
        "::: note a=b c\n",
        "a\n: b\n\n",
        "    a\n",
        "```\n",
        "[x](fact:y) ",
        "a" * 50,
        " ",
        "\t",
        "a" + " " * 50,
        "1.1 ",
        "9",
        "9,",
        "€9 ",
        "-",
        "=\n",
        "|---\n",
    ],
)
def test_the_work_for_a_text_grows_with_its_length_alone(unit: str) -> None:
    """At a length that a square would show: paragraphs just below the limits, and one that is over them."""
    allowed = [most // unit.count(mark) for mark, most in limits.MOST.items() if mark in unit]
    fill = min([4000 // len(unit), *allowed])
    text = (unit * fill + "\n\n") * (4000 // (fill * len(unit)) + 1) + unit * (4000 // len(unit))
    assert steps(text) / len(text) < LINES


def steps(text: str) -> int:
    """Lines of Python executed for the parse of a text."""
    located = Located.of_body(text, "x.md")
    markdown.parse(Located.of_body("a", "x.md"), markdown.Dialect())
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        markdown.parse(located, markdown.Dialect())
    finally:
        sys.settrace(former)
    return count


# -- nothing is lost without a word -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("| a | b |\n|---|---|\n| c | d | lost |\n", "3 table-cells"),
        ("| a | b |\n|---|---|\n| c | d | lost |\n| e |\n| f | g | lost |\n", "3 table-cells"),
        ("Text.\n\n<!-- never closed\n\nlost\n", "3 comment-open"),
        ("Text <!-- never closed\nlost\n\nmore\n", ""),
        ("<!-- note --> kept\n", "1 markdown-html"),
        ("<!-- a\nb -->\nkept\n", ""),
        ("<!-- a\nb --> kept\n", "1 markdown-html"),
        ("[lost]: words\n", "1 definition-unused"),
        ("[a]: x\n[a]: lost\n\n[a]\n", "2 definition-unused"),
        ("[^a]: lost\n", "1 footnote-unused"),
        ("Text[^lost]\n", "1 footnote-unknown"),
        ("Text[^a]\n\n[^a]: one\n[^a]: lost\n", "4 footnote-twice"),
        ("Text[^a]\n\n[^a]: one[^b]\n[^b]: lost\n", "3 footnote-inside"),
        ("Text[^a]\n\n[^a]: one[^a]\n", "3 footnote-inside"),
        ("Text[^a]\n\n[^a]: [^b]: lost\n", "3 footnote-unused"),
        ("::: note\nlost\n", "1 block-open"),
        ("::: unheard-of\nlost\n:::\n", "1 block-unknown"),
        ("[a](fact: lost)\n", "1 reference-form"),
    ],
)
def test_what_would_be_lost_is_a_fault(body: str, fault: str) -> None:
    found = faults(body)
    assert found[:1] == [fault] if fault else True
    if not [f for f in found if "html" not in f]:
        page = html5lib.parse(outputs(built(with_section(body)))["index.html"].decode())
        text = "".join(page.itertext())
        assert "kept" in text or "lost" in text


def test_a_comment_is_nobody_elses_business() -> None:
    build = built(with_section("First <!-- secret --> second.\n\n<!-- secret\nsecret -->\n\nThird.\n"))
    assert not said(build)
    assert not [path for path, data in outputs(build).items() if b"secret" in data]


# -- YAML -------------------------------------------------------------------------------------------------------


def yaml_faults(text: str) -> list[str]:
    return [f"{p.at.line} {p.code}" for p in parse(text, "x.yaml").problems if p.at]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &a [1]\nb: *a\n", "1 yaml-alias"),
        ("- &a [*a]\n", "1 yaml-alias"),
        ("a: &a [l, o, l]\n" + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdefghij"), "1 yaml-alias"),
        ("a:\n  <<: {b: c}\n", ""),
        ("[" * 21, "1 yaml-depth"),
        ("[" * 100_000, "1 yaml-depth"),
        ("[" * 100_000 + "]" * 100_000, "1 yaml-depth"),
        ("{a: " * 100_000, "1 yaml-depth"),
        ("- " * 100_000, "1 yaml-depth"),
        ("? " * 100_000, "1 yaml-syntax"),
        ("".join(" " * n + "a:\n" for n in range(500)), "21 yaml-depth"),
        ("a: 1\nb: 2\na: 3\n", "3 yaml-duplicate"),
        ('a: 1\n"a": 3\n', "2 yaml-duplicate"),
        ("a: !!python/object/apply:os.system [x]\n", "1 yaml-syntax"),
        ("a: !!binary aGk=\n", "1 yaml-syntax"),
        ("a: !!set {b}\n", "1 yaml-syntax"),
        ("a: !mine b\n", "1 yaml-syntax"),
        ("%YAML 9.9\n---\na: b\n", "1 yaml-syntax"),
        ("%TAG ! x\n---\na: b\n", "1 yaml-syntax"),
        ("a: b\n---\nc: d\n", "2 yaml-syntax"),
        ("a:\n\tb: c\n", "2 yaml-syntax"),
        ("a: @b\n", "1 yaml-syntax"),
        ("a: `b`\n", "1 yaml-syntax"),
        ("a: %b\n", "1 yaml-syntax"),
        ("a: b: c\n", "1 yaml-syntax"),
        ("{a: b}: c\n", "1 yaml-syntax"),
        ("[a]: b\n", "1 yaml-syntax"),
        ("? {a: b}\n: c\n", "1 yaml-syntax"),
        ("a: 'b\n", "1 yaml-syntax"),
        ("a: [b\n", "1 yaml-syntax"),
        ("a: b ]\n", ""),
        ("a: |9\n b\n", "2 yaml-syntax"),
        ("a: x" + "y" * 1_000_000, "1 file-size"),
    ],
)
def test_yaml_that_is_a_trap_is_refused_at_its_line(text: str, fault: str) -> None:
    found = yaml_faults(text)
    assert found[:1] == ([fault] if fault else [])


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "on",
        "yes",
        "Off",
        "y",
        "010",
        "0o10",
        "0x10",
        "1:30",
        "12:30:45",
        "3.10",
        "1_000",
        "1e3",
        "true",
        "null",
        "~",
        ".inf",
        ".nan",
        "2024-13-01",
        "2024-01-01 10:00",
        "=",
        "<<",
        "1977",
        "2.0",
        "+1",
        "1,000",
        "é",
        "٣",
        "🙂",
    ],
)
def test_a_title_is_what_was_written(written: str) -> None:
    """`~` and `null` are nothing, so the key is empty; all else is text where a text belongs."""
    build = built({"content/people.yaml": f"- id: one\n  name: {written}\n  role: r\n"})
    if written in ("~", "null"):
        assert errors(build.problems)
        return
    assert not said(build)
    page = html5lib.parse(outputs(build)["people/index.html"].decode(), namespaceHTMLElements=False)
    assert written in "".join(page.itertext())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("happens", "2024-13-01"),
        ("happens", "2025-02-30"),
        ("happens", "0000-00-00"),
        ("happens", "tomorrow"),
        ("happens", "2025-10-26 10:00"),
        ("happens", "[2025-10-26]"),
        ("happens", "1:30"),
        ("value", "no"),
        ("value", "1_0"),
        ("value", ".nan"),
        ("value", ".inf"),
        ("value", "1e999999999"),
        ("value", "9" * 5000),
        ("value", "[1]"),
        ("value", "{a: 1}"),
        ("status", "true"),
        ("unit", "1"),
        ("sources", "paper"),
        ("sources", "{a: b}"),
        ("statement", "[a]"),
        ("statement", "~"),
        ("as_of", "10-26"),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_at_its_line(field: str, value: str) -> None:
    lines = str(SITE["content/facts.yaml"]).split("\n")
    number = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{field}:"))
    lines[number] = f"  {field}: {value}"
    build = built({"content/facts.yaml": "\n".join(lines)})
    found = [p for p in errors(build.problems) if p.at and p.at.path == "content/facts.yaml"]
    assert found and found[0].at is not None and found[0].at.line == number + 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\ntitle: a\n\nText.\n", ":1 front-matter-open"),
        ("---\n", ":1 front-matter-open"),
        ("---\ntitle: [\n---\nText.\n", ":2 yaml-syntax"),
        ("---\ntitle: a\ntitle: b\n---\nText.\n", ":3 yaml-duplicate"),
        ("---\ntitle: *a\n---\nText.\n", ":2 yaml-alias"),
        ("---\ntitle: " + "[" * 50 + "\n---\nText.\n", ":2 yaml-depth"),
        ("---\n- a\n---\nText.\n", ":2 field-value"),
        ("---\ntitle: a\n...\nText.\n", ":1 front-matter-open"),
        (" ---\ntitle: a\n---\nText.\n", ":1 field-missing"),
        ("", ":1 field-missing"),
        ("\n", ":1 field-missing"),
        ("---\n---\n", ":2 field-missing"),
        ("Text.\n", ":1 field-missing"),
    ],
)
def test_front_matter_that_is_none(text: str, fault: str) -> None:
    assert said(built({SECTION: text}))[0] == SECTION + fault


def test_three_dashes_in_the_body_are_a_line_across_the_page() -> None:
    build = built({SECTION: "---\ntitle: a\nsummary: b\n---\n\nAbove.\n\n---\n\nBelow.\n"})
    assert not said(build)
    page = outputs(build)["index.html"]
    assert page.index(b"Above.") < page.index(b"<hr>") < page.index(b"Below.")


def test_a_page_of_front_matter_alone_is_an_empty_page() -> None:
    build = built({"content/pages/about.md": "---\ntitle: About\n---\n"})
    assert not said(build)
    assert b"About" in outputs(build)["about/index.html"]
