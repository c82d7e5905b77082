"""Where a character of a Markdown body stands in its file."""

from __future__ import annotations

import pytest

from sitegen.core.located import Located
from sitegen.core.problem import Span

BODY = "First line.\n\nA [link](fact:x) here.\n"


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("First", Span("a.md", 5, 1, 5, 6)),
        ("fact:x", Span("a.md", 7, 10, 7, 16)),
        ("line.\n\nA", Span("a.md", 5, 7, 7, 2)),
        ("", Span("a.md", 5, 1)),
    ],
)
def test_a_piece_of_a_body_is_found_in_the_file(piece: str, expected: Span) -> None:
    start = BODY.index(piece)
    assert Located.of_body(BODY, "a.md", 5).span(start, start + len(piece)) == expected


def test_the_end_of_a_text_has_a_place() -> None:
    assert Located.of_body("ab", "a.md").span(2, 2) == Span("a.md", 1, 3)
    assert Located.of_body("", "a.md").span(0, 0) == Span("a.md", 1, 1)
    assert Located.of_body("ab\n", "a.md").span(3, 3) == Span("a.md", 2, 1)
