"""facts.csv and facts.json: the published ledger as a table and as a list of objects, one row a fact.

Both are written from the same rows. Numbers are the ledger's decimals digit by digit (3.20 stays 3.20), a value that
is a date is written as one. In the table a text that begins like a formula gets an apostrophe before it, because
spreadsheets would run it; the JSON has every text as it is. No byte order mark: it would become part of a name.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Fact, Site
from sitegen.page import downloads, frame
from sitegen.page.derived import calculation
from sitegen.page.words import words
from sitegen.page.writer import Writer
from sitegen.web.urls import Locator

Cell: TypeAlias = str | Decimal | date | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, Cell]

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−")
_WRITTEN_BY_PEOPLE = ("statement", "noun", "outcome")
"""The columns in which a text may begin with anything; ids, words of ours and numbers cannot be formulas."""


def plan_csv(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.facts:
        yield downloads.planned(site, downloads.CSV, "facts-csv")


def plan_json(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.facts:
        yield downloads.planned(site, downloads.JSON, "facts-json")


def make_csv(artifact: Artifact, reader: Reader) -> Made:
    """RFC 4180: CRLF, quotes doubled, a header line. Sources are ids with a space between."""
    import csv  # loaded when there is a table

    rows = list(_rows(artifact, reader))
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(rows[0])
    table.writerows([_cell(name, value) for name, value in row.items()] for row in rows)
    return Made(text.getvalue().encode())


def make_json(artifact: Artifact, reader: Reader) -> Made:
    """Every object has every key; what a fact does not have is null."""
    objects = (",\n".join(f"  {json.dumps(name)}: {_json(value)}" for name, value in row.items())
               for row in _rows(artifact, reader))  # fmt: skip
    return Made(("[\n" + ",\n".join(f" {{\n{body}\n }}" for body in objects) + "\n]\n").encode())


def _rows(artifact: Artifact, reader: Reader) -> Iterator[Row]:
    writer, where = frame.plain_writer(reader, artifact), frame.locator(reader)
    return (_row(reader.fact(id), writer, where) for id in reader.fact_ids())


def _row(fact: Fact, writer: Writer, where: Locator) -> Row:
    said = fact.has_figure or fact.day is not None
    return {
        "id": fact.id,
        "statement": words(fact.statement, writer),
        "value": fact.value if fact.day is None else fact.day,
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit or None,
        "noun": dict(fact.noun).get("other"),
        "per": fact.per or None,
        "currency": fact.currency or None,
        "qualifier": fact.qualifier if said else None,
        "derived": calculation(fact, writer, lambda part: part.id) or None,
        "status": fact.status,
        "as_of": fact.as_of,
        "happens": fact.happens,
        "review_by": fact.review_by,
        "outcome": words(fact.outcome, writer) or None,
        "sources": fact.sources,
        "url": where.url("fact", fact.id),
    }


def _cell(name: str, value: Cell) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return " ".join(value)
    risky = name in _WRITTEN_BY_PEOPLE and value.startswith(_FORMULA)
    return f"'{value}" if risky else value


def _json(value: Cell) -> str:
    """Written here and not by `json`, which has no way to give a decimal its own digits."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


CSV = OutputKind("facts-csv", plan_csv, make_csv, every_language=True)
JSON = OutputKind("facts-json", plan_json, make_json, every_language=True)
