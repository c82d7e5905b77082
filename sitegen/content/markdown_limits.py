"""What a text may hold before the parser reads it: its length, that of a paragraph, the marks in one, a table's cells.

markdown-it is quadratic in places (`![![![`, `[^[^[^`, quotation marks) and a table of a few lines may stand for a
million cells. No paragraph that is meant to be read comes near these limits; below them the time for a text grows with
its length alone. What is over a limit is an error at its place and is not read further, so nothing of it is published.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_core import StateCore

Rule: TypeAlias = Callable[[StateBlock, int, int, bool], bool]

MAX_LENGTH = 400_000
"""Characters of one text: a book of 200 pages. At worst, nothing but marks, it takes some seconds."""

MAX_PARAGRAPH = 20_000
"""Characters of one paragraph, heading or cell: ten pages without a break."""

MAX_MARKS = 400
"""How often one and the same mark may stand in a paragraph."""

MAX_BRACKETS = 200
"""The same for the marks that cost most, `[` and `!`. A row of names with a note each has a hundred."""

MAX_ALL_MARKS = 10_000
"""Square brackets in one text: the kind of mark that costs most."""

MAX_COLUMNS = 50

MAX_CELLS = 20_000
"""Cells of all tables of a text; a table may be written short and stand for many."""

MOST = {mark: MAX_BRACKETS if mark in "[!" else MAX_MARKS for mark in "[]!*_~`<>&{}\"'\\|"}
"""Mark -> how often it may stand in a paragraph."""


def too_many_marks(text: str) -> str:
    """The mark that stands too often, or ""."""
    if len(text) > MAX_BRACKETS:
        for mark, most in MOST.items():
            if text.count(mark) > most:
                return mark
    return ""


def limit_paragraphs(state: StateCore) -> None:
    """A rule between blocks and running text: what is too much is noted in `env` by its line, and emptied."""
    brackets = 0
    for place, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        line = (token.map or [0])[0]
        brackets += token.content.count("[")
        if len(token.content) > MAX_PARAGRAPH:
            what = f"this paragraph has {len(token.content):,} characters; {MAX_PARAGRAPH:,} are the most that is read"
        elif mark := too_many_marks(token.content):
            what = f"{mark} stands {token.content.count(mark):,} times in this paragraph; {MOST[mark]} are the most"
        elif brackets > MAX_ALL_MARKS:
            what = f"with this paragraph the text has more than {MAX_ALL_MARKS:,} square brackets"
        else:
            continue
        state.env["too_much"].append((line, what, "divide it by empty lines"))
        token.content = ""
        if brackets > MAX_ALL_MARKS:  # said once, for all that follows
            for later in state.tokens[place:]:
                later.content = "" if later.type == "inline" else later.content
            return


def limit_tables(rule: Rule) -> Rule:
    """The rule for tables, until the text has had its cells. It also notes each row that is longer than the head: what
    is too much there is dropped by the parser without a word."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent or not rule(state, start, end, True):
            return silent and rule(state, start, end, True)
        columns, last = len(_cells(state, start)), start + 2
        while last < end and not state.isEmpty(last):
            last += 1
        state.env["cells"] += columns * (last - start - 1)
        if columns > MAX_COLUMNS or state.env["cells"] > MAX_CELLS:
            what = (
                f"this table has {columns:,} columns; {MAX_COLUMNS} are the most"
                if columns > MAX_COLUMNS
                else f"with this table the text has more than {MAX_CELLS:,} cells"
            )
            state.env["too_much"].append((start, what, "give data as a file, and show what matters of it"))
            return False
        rule(state, start, end, False)
        for line in range(start + 2, state.line):
            between = getLine(state, line).strip().removeprefix("|").removesuffix("|").count("|")  # at most: or escaped
            if between >= columns and (found := len(_cells(state, line))) > columns:
                state.env["long_rows"].append((line, found, columns))
        return True

    return wrapped


def _cells(state: StateBlock, line: int) -> list[str]:
    """As the rule itself divides a line."""
    cells = escapedSplit(getLine(state, line).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
