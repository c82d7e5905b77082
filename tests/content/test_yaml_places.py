"""Where things stand: keys, values, and each character of a text that is parsed as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.content import yaml
from sitegen.content.tree import Scalar, Tree
from sitegen.core.located import Located
from sitegen.core.problem import Span


def tree(text: str) -> Tree:
    result = yaml.parse(text, "f.yaml")
    assert result.value is not None, result.problems
    return result.value


def located(text: str) -> Located:
    """The text of the key `t`."""
    parsed = tree(text)
    assert isinstance(parsed.data, dict)
    scalar = parsed.data["t"]
    assert isinstance(scalar, Scalar)
    return parsed.located(scalar)


def at(text: str, span: Span) -> str:
    """What stands at a span of one line."""
    assert span.line == span.end_line
    return text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


def test_keys_and_values() -> None:
    parsed = tree("# c\n- id: a\n  name: 'A b'\n- {id: b, list: [1, 22]}\n")
    assert parsed.key((0, "name")) == Span("f.yaml", 3, 3, 3, 7)
    assert parsed.at((0, "name")) == Span("f.yaml", 3, 9, 3, 14)
    assert parsed.at((1,)) == Span("f.yaml", 4, 3)
    assert parsed.at((1, "list", 1)) == Span("f.yaml", 4, 21, 4, 23)
    assert parsed.key((1, "list", 1)) == parsed.at((1, "list", 1))


def test_a_path_that_is_not_there_leads_to_the_nearest_place_above() -> None:
    parsed = tree("a:\n  b: 1\n")
    assert parsed.at(("a", "c", 3)) == parsed.at(("a",)) == Span("f.yaml", 2, 3)


# The needle must be found in the value and again, letter by letter, at its place in the file.
EXACT = [
    "t: some [words](fact:x) here",
    "t: 'some [words](fact:x) here'",
    't: "some [words](fact:x) here"',
    "t: 'it''s some [words](fact:x)'",
    't: "a \\"quoted\\" \\u00e9 some [words](fact:x)"',
    "t: |\n  First.\n\n    some code\n  some [words](fact:x)\n",
    "t: |-\n\n\n  some [words](fact:x)",
    "t: |2\n    some\n  some [words](fact:x)",
    "t: >-\n  A folded text\n  of lines, some [words](fact:x)\n  and more.\n",
    "t: >\n  A folded text\n\n  of paragraphs,\n    some code\n  some [words](fact:x)\n",
    "t: plain over\n  lines with some [words](fact:x)\n  and more",
    "t: plain\n\n  after a blank line some [words](fact:x)",
    "t: 'quoted over\n\n  lines, it''s some [words](fact:x)'",
    't: "quoted over \\\n   lines, \\\n   some [words](fact:x)"',
    "t: ü😀 some [words](fact:x)",
    "a: b\nt: >-\n   a\n   a some [words](fact:x)\n",
    "x: some [words](fact:x)\nt: some [words](fact:x) # some comment",
    "{a: 1, t: some words (fact:x)}",
]


@pytest.mark.parametrize("text", EXACT)
@pytest.mark.parametrize("needle", ["fact:x", "words", "some"])
def test_a_word_inside_a_text_is_found_in_the_file(text: str, needle: str) -> None:
    value = located(text)
    start = value.value.rindex(needle)
    span = value.span(start, start + len(needle))
    assert at(text, span) == needle
    if text.count(needle) == 1:
        assert text.split("\n")[span.line - 1].count(needle) == 1


def test_the_second_of_two_equal_words_is_not_taken_for_the_first() -> None:
    value = located("t: >-\n  no word\n  no word\n")
    assert value.span(8, 10).line == 3
    assert value.span(0, 2).line == 2


LETTERS = st.text(st.sampled_from("ab '\"\\[]():#é😀\n"), min_size=1, max_size=30)


@given(LETTERS)
@example("a\n\n b")
@example("'\n'")
def test_every_character_of_a_literal_block_stands_at_its_place(words: str) -> None:
    body = "x" + words
    text = "t: |\n" + "".join(f"  {line}\n" for line in body.split("\n"))
    value = located(text)
    for index, character in enumerate(value.value):
        if character != "\n":
            assert at(text, value.span(index, index + 1)) == character


@given(LETTERS.filter(lambda words: "\n" not in words))
def test_every_character_of_a_text_in_apostrophes_stands_at_its_place(words: str) -> None:
    text = "t: '" + words.replace("'", "''") + "'"
    value = located(text)
    assert value.value == words
    for index, character in enumerate(words):
        assert at(text, value.span(index, index + 1)) == character


@given(st.lists(st.sampled_from(["a", "bb", "a b", "it's", "c,"]), min_size=1, max_size=6))
def test_every_word_of_a_folded_text_stands_at_its_place(lines: list[str]) -> None:
    for opening in ("t: >-", "t:"):
        text = opening + "".join(f"\n   {line}" for line in lines)
        value = located(text)
        assert value.value == " ".join(lines)
        for index, character in enumerate(value.value):
            if character != " ":
                assert at(text, value.span(index, index + 1)) == character


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "  ", "'", '"', "[", "]", "{", "}", ",", ":", "#", "&a ", "*a", "!", "|", ">", "%", "@",
     "\\", "\\u", "---\n", "...\n", "? ", "\t", "1", "~", "\u2028", "\ufeff", "\x85", "é"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
@example('"\\UFFFFFFFF"')
@example("\ud800")
def test_any_text_gives_a_tree_or_problems_in_the_file(text: str) -> None:
    result = yaml.parse(text, "f.yaml")
    assert (result.value is None) <= bool(result.problems)
    lines = yaml.one_kind_of_line(text).split("\n")
    for problem in result.problems:
        assert problem.at is not None
        assert 1 <= problem.at.line <= len(lines)
        assert 1 <= problem.at.column <= len(lines[problem.at.line - 1]) + 1
    if result.value is not None:
        for scalar in scalars(result.value.data):
            result.value.located(scalar).span(0, len(scalar.text))


def scalars(node: object) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [scalar for child in children for scalar in scalars(child)]
