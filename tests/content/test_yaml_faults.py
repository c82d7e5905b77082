"""What a writer is told about YAML that cannot be read: the place, and words of our own with a remedy."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml as library

from sitegen.content import yaml
from sitegen.core.problem import Problem

LOADERS = [name for name in ("CSafeLoader", "SafeLoader") if hasattr(library, name)]


def problems(text: str) -> tuple[Problem, ...]:
    return yaml.parse(text, "f.yaml").problems


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


# (the file, line, column, part of the message, part of the hint)
FAULTS = [
    ("title: Trade: the end", 1, 13, 'holds ": "', 'title: "Trade: the end"'),
    ("title: The end:", 1, 15, "ends with a colon", 'title: "The end:"'),
    ('title: He said "no": twice', 1, 20, 'holds ": "', "title: 'He said \"no\": twice'"),
    ("- a: x\n- a: y: z", 2, 7, 'holds ": "', 'a: "y: z"'),
    ("title: 😀 a: b", 1, 11, 'holds ": "', '"😀 a: b"'),
    ("title: @home", 1, 8, 'begin with "@"', 'title: "@home"'),
    ("title: `code`", 1, 8, 'begin with "`"', 'title: "`code`"'),
    ("title: %5", 1, 8, 'begin with "%"', 'title: "%5"'),
    ("title: *bold* words", 1, 8, 'begin with "*"', 'title: "*bold* words"'),
    ("title: & more", 1, 8, 'begin with "&"', 'title: "& more"'),
    ("title: > 5", 1, 8, 'begin with ">"', 'title: "> 5"'),
    ("title: ? why", 1, 8, 'begin with "?"', 'title: "? why"'),
    ("title: ]x", 1, 8, 'begin with "]"', 'title: "]x"'),
    ("title: !<x", 1, 8, 'begin with "!"', 'title: "!<x"'),
    ("dek: [Words](fact:x) and more", 1, 6, 'begin with "["', 'dek: "[Words](fact:x) and more"'),
    ("- [Words](fact:x) and more", 1, 3, 'begin with "["', '- "[Words](fact:x) and more"'),
    ("title: 'It's here'", 1, 12, "after its closing quotation mark", 'title: "It\'s here"'),
    ('title: "A" and "B"', 1, 12, "after its closing quotation mark", "whole text"),
    ("title: 'open\nb: c\n", 1, 8, "never closed", "close it with '"),
    ('title: "open\nb: c\n', 1, 8, "never closed", 'close it with "'),
    ('title: "a \\q b"', 1, 11, "\\q means nothing", "backslash"),
    ('title: "\\uzz"', 1, 9, "no number of a character", "the character itself"),
    ("a: [b, c\nd: e\n", 1, 4, '"[" that opens here is never closed', "close it with ]"),
    ("a: {b: c\nd: e\n", 1, 4, '"{" that opens here is never closed', "close it with }"),
    ("a: [b c: d: e]", 1, 11, 'inside the "["', "quotation marks"),
    ("a: {{ x }}", 1, 5, "a key must be a word", "quotation marks"),
    ("a:\n\t- b", 2, 1, "a tab", "spaces"),
    ("a: b\n\tc: d", 2, 1, "a tab", "spaces"),
    ("a: - b", 1, 4, "a list", "a line of its own"),
    ("a: x\n-b\n", 2, 1, "no key", '"- "'),
    ("a:b\nc: d", 1, 1, "no key", "a space"),
    ("words\nc: d", 1, 1, "no key", "key: value"),
    ("a: 1\nwords\nc: d", 2, 1, "no key", "key: value"),
    ("a: 1\n b: 2", 2, 3, "value that began on line 1", "lined up with the key on line 1"),
    ("a: one\n  two\n  three: four", 3, 8, "value that began on line 1", "quotation marks"),
    ("# c\n\na: one\n\n  b: two", 5, 4, "value that began on line 3", "line 3"),
    ("- id: a\n  x: y\n z: 1", 3, 2, "indented like no line above", "line up"),
    ("- a\nb: c", 2, 1, "indented like no line above", "line up"),
    ("%YAML 9.9\n---\na: b", 1, 1, "begin with %", "remove"),
    ("%YAML 1.2\n---\na: b", 1, 1, "begin with %", "remove"),
    ("%TAG ! x\n---\na: b", 1, 1, "begin with %", "remove"),
    ("a: b\n---\nc: d", 2, 1, "second document", "---"),
    ("a: b\n...\nc: d", 3, 1, "outside of the file's one", "key: value"),
    ("a: !!python/object:os.system x", 1, 4, "!!python/object:os.system is a tag", "leave it out"),
    ("a: !!binary eA==", 1, 4, "!!binary is a tag", "leave it out"),
    ("a: !!str 1", 1, 4, "!!str is a tag", "leave it out"),
    ("a: ! 1", 1, 4, "! is a tag", "leave it out"),
    ("[a, b]: c", 1, 1, "a key must be a word", "quotation marks"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), FAULTS)
def test_a_fault_of_form(
    text: str, line: int, column: int, message: str, hint: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "_LOADER", getattr(library, loader))
    problem = only(text)
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("yaml-syntax", line, column)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message"),
    [
        ("a: *b", "yaml-alias", 1, 4, "*b is an alias"),
        ("a: &b c", "yaml-alias", 1, 4, "&b is an anchor"),
        ("- &a [*a]", "yaml-alias", 1, 3, "&a is an anchor"),
        ("a: b\x00", "file-control", 1, 5, "NUL"),
        ("a: b\n\x07", "file-control", 2, 1, "U+0007"),
        ("a: \ud800", "file-control", 1, 4, "U+D800"),
        ('a: "x\\0"', "file-control", 1, 4, "NUL"),
        ('a: "\\e"', "file-control", 1, 4, "U+001B"),
        ("a: " + "[" * 30, "yaml-depth", 1, 23, "more than 20 levels"),
    ],
)
def test_what_is_refused(text: str, code: str, line: int, column: int, message: str) -> None:
    result = yaml.parse(text, "f.yaml")
    first = result.problems[0]
    assert result.value is None
    assert first.at is not None
    assert (first.code, first.at.line, first.at.column) == (code, line, column)
    assert message in first.message


@pytest.mark.parametrize("loader", LOADERS)
def test_half_a_character_is_refused_wherever_the_parser_notices_it(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "_LOADER", getattr(library, loader))
    result = yaml.parse('a: "\\ud800"', "f.yaml")
    assert result.value is None
    assert only('a: "\\ud800"').at.line == 1  # type: ignore[union-attr]


def test_a_key_that_stands_twice_names_both_lines_and_keeps_the_first() -> None:
    text = dedent("""\
        a: 1
        b: {c: 1, c: 2}
        a: {x: 3}
        """)
    result = yaml.parse(text, "f.yaml")
    assert [(p.code, p.at.line, p.at.column) for p in result.problems if p.at] == [
        ("yaml-duplicate", 2, 11),
        ("yaml-duplicate", 3, 1),
    ]
    assert result.problems[1].message == 'the key "a" stands here a second time, after line 1'
    assert result.value is not None
    assert isinstance(result.value.data, dict)
    assert result.value.data["a"].text == "1"  # type: ignore[union-attr]


def test_two_lists_of_equal_keys_under_a_key_that_stands_twice_are_one_fault() -> None:
    assert len(problems("a: {b: 1}\na: {b: 1}\n")) == 1


def test_every_alias_and_anchor_of_a_file_is_told_at_once() -> None:
    assert [p.at.line for p in problems("- &a x\n- *a\n- &b y\n- *b\n") if p.at] == [1, 2, 3, 4]


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "[{a: "])
def test_a_file_as_deep_as_a_file_can_be_neither_crashes_nor_takes_long(piece: str) -> None:
    """30,000 brackets end a process whose tree builder recurses in C."""
    assert only(piece * 200_000).code == "yaml-depth"


@pytest.mark.parametrize("piece", ["{", "? "])
def test_keys_within_keys_end_at_the_first(piece: str) -> None:
    assert "a key must be a word" in only(piece * 200_000).message


def test_twenty_levels_are_read() -> None:
    assert yaml.parse("[" * 20 + "]" * 20, "f.yaml").value is not None


def test_brackets_in_texts_are_no_levels() -> None:
    text = "a: |\n  " + "[" * 100 + '\nb: "' + "{[" * 100 + '"\nc: x' + "[" * 100
    assert yaml.parse(text, "f.yaml").value is not None


def test_a_file_larger_than_any_ledger_is_not_parsed() -> None:
    problem = only("a: " + "x" * 1_000_000)
    assert problem.code == "file-size"
    assert "1,000,003 characters" in problem.message


def test_lines_count_in_the_file_that_the_text_is_part_of() -> None:
    problem = yaml.parse("a: 1\na: 2\n", "f.md", line_offset=3).problems[0]
    assert problem.at is not None
    assert (problem.at.path, problem.at.line) == ("f.md", 5)
    assert "after line 4" in problem.message
