"""CSV: the same cells as Python's own reader finds, and each with its place."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.rows import MOST, parse

CELL = st.text(st.sampled_from('ab ,;"\n0.5é'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_cells_are_those_that_another_reader_finds(body: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["label", "value"], *body])
    wanted = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(out.getvalue()))][1:]
    tree = parse(out.getvalue(), "x.csv").value
    assert tree is not None and isinstance(tree.data, list)
    assert [[entry["label"].text, entry["value"].text] for entry in tree.data] == [row for row in wanted if any(row)]


def test_places_count_from_one_and_cover_the_cell() -> None:
    tree = parse("label,value\n  Exports ,12\n\"Soy, beans\",x\n", "x.csv").value
    assert tree is not None
    places = [tree.at((row, key)) for row in (0, 1) for key in ("label", "value")]
    assert [(at.line, at.column, at.end_column) for at in places] == [(2, 3, 10), (2, 12, 14), (3, 1, 13), (3, 14, 15)]


def test_semicolons_tabs_windows_and_a_byte_order_mark() -> None:
    for text in ("a;b\n1,5;2\n", "a\tb\n1,5\t2\n", "\ufeffa;b\r\n1,5;2\r\n"):
        tree = parse(text, "x.csv").value
        assert tree is not None and isinstance(tree.data, list)
        [entry] = tree.data
        assert isinstance(entry, dict) and [entry["a"].text, entry["b"].kind] == ["1,5", "number"]


def test_an_open_quotation_mark_and_too_many_rows_end_in_words() -> None:
    assert parse('a,b\n"x,y\nz', "x.csv").value is not None
    problems = parse("a,b\n" + "1,2\n" * (MOST + 1), "x.csv").problems
    assert [p.code for p in problems] == ["chart-data"]
    assert [p.code for p in parse("\n\n", "x.csv").problems] == ["chart-data"]
    assert [p.message for p in parse("a,a\n", "x.csv").problems] == ['the column "a" stands here twice']
