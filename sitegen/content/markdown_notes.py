"""The footnotes of one text: each is written once, marked in the text, and holds no footnote of its own.

Whatever is otherwise would be lost or printed nowhere, so it is an error here. Letters are given by the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sitegen.content.markdown_tokens import closing
from sitegen.core.problem import Problem, Span, near_name
from sitegen.core.prose import FootnoteMark, Parts, walk
from sitegen.core.record import record

if TYPE_CHECKING:
    from markdown_it.token import Token

OPEN = "footnote_reference_open"


@record
class Written:
    """A footnote as it stands in a text; `at` is its first line."""

    label: str
    parts: Parts
    at: Span


def taken_out(tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[Token, list[Token]]]]:
    """The tokens outside of footnotes, and each footnote's opening token with those inside it: one that is written
    inside another comes after it, by itself."""
    rest: list[Token] = []
    notes: list[tuple[Token, list[Token]]] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type == OPEN:
            close = closing(tokens, index)
            inner, inside = taken_out(tokens[index + 1 : close])
            notes += [(tokens[index], inner), *inside]
            index = close + 1
        else:
            rest.append(tokens[index])
            index += 1
    return rest, notes


def marks(parts: Parts) -> list[FootnoteMark]:
    """Those of a text, in its order."""
    return [part for part in walk(parts) if isinstance(part, FootnoteMark)]


def in_order(found: Sequence[FootnoteMark], written: Sequence[Written]) -> tuple[tuple[str, Parts], ...]:
    """Labels and texts in the order of their first marks, `found` in the text around."""
    notes = {note.label: note.parts for note in reversed(written)}
    return tuple((label, notes[label]) for label in dict.fromkeys(mark.label for mark in found) if label in notes)


def faults(found: Sequence[FootnoteMark], written: Sequence[Written]) -> Iterator[Problem]:
    """`found` are the marks of the text around."""
    labels = {note.label for note in written}
    marked = {mark.label for mark in found}
    meant = set()
    for mark in found:
        if mark.label not in labels:
            near = near_name(mark.label, labels - marked)
            meant.add(near)
            hint = f"did you mean [^{near}]?" if near else f"add a line: [^{mark.label}]: The text."
            message = f"the footnote [^{mark.label}] is not written anywhere"
            yield Problem("footnote-unknown", message, mark.at, hint)
    first: set[str] = set()
    for note in written:
        if note.label in first:
            yield Problem("footnote-twice", f"the footnote [^{note.label}] is written already", note.at,
                          "give one of the two another name, or delete it")  # fmt: skip
        elif note.label not in marked | meant:
            yield Problem("footnote-unused", f"nothing in the text points to the footnote [^{note.label}]", note.at,
                          f"put [^{note.label}] where it belongs, or delete it")  # fmt: skip
        first.add(note.label)
        for mark in marks(note.parts):
            yield Problem("footnote-inside", f"a footnote cannot have the footnote [^{mark.label}] of its own", mark.at,
                          "put both into one, or the mark into the text")  # fmt: skip
