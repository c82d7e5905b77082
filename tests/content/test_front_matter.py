"""A Markdown file in two: its front matter and its body, each with the lines of the file."""

from __future__ import annotations

import pytest

from sitegen.content.front_matter import front_matter


@pytest.mark.parametrize(
    ("text", "keys", "body", "first_line"),
    [
        ("---\ntitle: A\n---\nBody.\n", ["title"], "Body.\n", 4),
        ("---\r\ntitle: A\r\n---\r\n\r\nBody.\r\n", ["title"], "\nBody.\n", 4),
        ("\ufeff---\ntitle: A\n---\nBody.", ["title"], "Body.", 4),
        ("---  \ntitle: A\n--- \nBody.", ["title"], "Body.", 4),
        ("---\n---\nBody.", [], "Body.", 3),
        ("---\n# nothing yet\n---\nBody.", [], "Body.", 4),
        ("---\ntitle: A\n---", ["title"], "", 4),
        ("---\ntitle: A\n---\nOne.\n\n---\n\nTwo.", ["title"], "One.\n\n---\n\nTwo.", 4),
        ("Only a body.\n", [], "Only a body.\n", 1),
        ("----\nNo front matter.\n", [], "----\nNo front matter.\n", 1),
        ("\n \n---\na: b\n---\nBody.", ["a"], "Body.", 6),
        ("\n---\nA rule above.\n\n---\n", [], "\n---\nA rule above.\n\n---\n", 1),
        ("", [], "", 1),
    ],
)
def test_parting(text: str, keys: list[str], body: str, first_line: int) -> None:
    result = front_matter(text, "a.md")
    assert result.value is not None, result.problems
    tree, located = result.value
    assert tree is not None
    assert (list(tree.data) if isinstance(tree.data, dict) else []) == keys
    assert located.value == body
    assert located.span(0, 0).line == first_line


def test_front_matter_that_is_never_closed_is_told_at_its_beginning() -> None:
    result = front_matter("---\ntitle: A\n\nBody: with a colon.\n", "a.md")
    assert result.value is None
    problem = result.problems[0]
    assert (problem.code, problem.at.line if problem.at else 0) == ("front-matter-open", 1)
    assert "---" in problem.hint


def test_the_body_is_there_although_the_front_matter_cannot_be_read() -> None:
    result = front_matter("---\ntitle: 'A\n---\n\nBody.\n", "a.md")
    assert result.value is not None
    tree, body = result.value
    assert tree is None
    assert (body.value, body.span(1, 1).line) == ("\nBody.\n", 5)


def test_faults_inside_count_their_lines_in_the_file() -> None:
    (problem,) = front_matter("---\ntitle: A\ndek: one: two\n---\nBody.\n", "a.md").problems
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("yaml-syntax", 3, 9)


def test_a_duplicate_key_leaves_the_rest_readable() -> None:
    result = front_matter("---\ntitle: A\ntitle: B\n---\nBody.\n", "a.md")
    assert [p.code for p in result.problems] == ["yaml-duplicate"]
    assert result.value is not None
