"""CSV (RFC 4180) as a tree of the same kind as YAML, so that a fault in a cell is told at its line and column.

The first row names the columns. A cell that reads as a number is one; an empty cell counts as left out. Semicolons and
tabs are known too, since spreadsheets write them where the comma is the decimal sign; the first row decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.content.tree import Kind, Node, Path, Scalar, Stretch, Tree
from sitegen.core.problem import Problem, Result

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
MOST = 2000
"""Rows: more than any chart on a page shows."""


def parse(text: str, path: str) -> Result[Tree]:
    """`data` is a list with a mapping for each row."""
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    mark = max(",;\t", key=source.partition("\n")[0].count)
    rows = [row for row in _rows(source, mark) if any(cell.text for cell in row)]
    tree = Tree(path, source, 1, [], {(): (0, 0)}, {})
    if not rows:
        hint = "its first row names the columns, such as: label,value"
        return Result(None, (Problem("chart-data", "this file has no rows", tree.at(), hint),))
    head, *body = rows
    problems = [*_judged(head, body, mark, tree)]
    values: dict[Path, Stretch] = {(): (head[0].start, head[-1].end)}
    keys: dict[Path, Stretch] = {}
    data: list[Node] = []
    for number, row in enumerate(body[:MOST]):
        values[(number,)] = (row[0].start, row[-1].end)
        entry: dict[str, Node] = {}
        for name, cell in zip(head, row, strict=False):
            entry[name.text] = cell
            values[(number, name.text)] = (cell.start, cell.end)
            keys[(number, name.text)] = (name.start, name.end)
        data.append(entry)
    return Result(Tree(path, source, 1, data, values, keys), tuple(problems))


def _judged(head: list[Scalar], body: list[list[Scalar]], mark: str, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in head:
        if name.text in seen:
            message = f'the column "{name.text}" stands here twice'
            yield Problem("chart-data", message, tree.span(name), "name it otherwise")
        seen.add(name.text)
    for row in body:
        if len(row) > len(head):
            extra, shown = row[len(head)], {"\t": "a tab"}.get(mark, f'"{mark}"')
            message = f"this row has {len(row)} cells and the first row names {len(head)}"
            hint = f"put a cell that holds {shown} into quotation marks"
            yield Problem("chart-data", message, tree.span(extra), hint)
    if len(body) > MOST:
        yield Problem("chart-data", f"this file has {len(body)} rows; {MOST} are the most", tree.span(body[MOST][0]),
                      "give the chart what it shows")  # fmt: skip


def _rows(source: str, mark: str) -> Iterator[list[Scalar]]:
    """Cells with their places; quotation marks hold marks, line ends and doubled quotation marks."""
    row: list[Scalar] = []
    at = 0
    while at < len(source):
        start = at
        if source[at] == '"':
            end = _closed(source, at + 1)
            text, at, style = source[at + 1 : end].replace('""', '"'), min(end + 1, len(source)), '"'
            rest = _bare(source, at, mark)
            text, at = text + source[at:rest], rest
        else:
            at, style = _bare(source, at, mark), ""
            text = source[start:at]
        row.append(_scalar(text, style, start, at))
        if at >= len(source) or source[at] == "\n":
            yield row
            row = []
        elif at + 1 == len(source):
            row.append(_scalar("", "", at + 1, at + 1))
            yield row
            return
        at += 1


def _closed(source: str, at: int) -> int:
    """Where the quotation mark is that ends a cell."""
    while (at := source.find('"', at)) >= 0:
        if source[at + 1 : at + 2] != '"':
            return at
        at += 2
    return len(source)


def _bare(source: str, at: int, mark: str) -> int:
    while at < len(source) and source[at] not in (mark, "\n"):
        at += 1
    return at


def _scalar(text: str, style: str, start: int, end: int) -> Scalar:
    inner = text.strip()
    lead = len(text) - len(text.lstrip()) if not style else 0
    kind: Kind = "nothing" if not inner else "number" if _NUMBER.match(inner) else "text"
    return Scalar(inner, kind, "", start + lead, start + lead + len(inner) if not style else end)
