"""`facts.yaml` -> the ledger: what a value, a range, a unit, a status and the days of an entry mean together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sitegen.content.reading import ProseParser, Read, Reading
from sitegen.content.shapes import FactShape
from sitegen.content.tree import Path, Tree
from sitegen.core import model
from sitegen.core.problem import Problem
from sitegen.core.prose import Prose

_HAPPENED = frozenset({"past", "confirmed", "withdrawn"})
"""Statuses under which a fact may have happened before the day of which it speaks."""


def read_facts(tree: Tree, prose: ProseParser) -> Read[tuple[model.Fact, ...]]:
    file = Reading(tree, prose)
    facts = []
    entries = file.entries(FactShape, "fact")
    file.once(entries, "fact")
    for shape, path in entries:
        statement, outcome = file.prose(shape.statement), file.prose(shape.outcome)
        faults = list(_faults(shape, tree, path))
        file.problems += faults
        if not faults:
            facts.append(_fact(shape, statement, outcome, tree, path))
    return file.read(tuple(facts), file.ids())


def _fact(shape: FactShape, statement: Prose, outcome: Prose, tree: Tree, path: Path) -> model.Fact:
    day = shape.value if isinstance(shape.value, date) else None
    return model.Fact(
        id=shape.id, statement=statement, status=shape.status,
        value=shape.value if isinstance(shape.value, Decimal) else None,
        low=shape.low, high=shape.high, day=day, unit=shape.unit or "", currency=shape.currency or "",
        noun=tuple(shape.noun.items()), per=shape.per or "", qualifier=shape.qualifier, quote=shape.quote,
        as_of=shape.as_of, happens=shape.happens, review_by=shape.review_by, sources=tuple(shape.sources),
        unsourced=shape.unsourced, outcome=outcome, draft=shape.draft, at=tree.at((*path, "id")),
        value_at=tree.at((*path, "value")), quote_at=tree.at((*path, "quote")),
    )  # fmt: skip


def _faults(shape: FactShape, tree: Tree, path: Path) -> Iterator[Problem]:
    def fault(code: str, message: str, field: str, hint: str) -> Problem:
        return Problem(code, message, tree.at((*path, field)), hint)

    ranged = shape.low is not None or shape.high is not None
    if shape.value is not None and ranged:
        yield fault("fact-shape", "a fact has a value or a range, not both", "value", "keep value:, or low: and high:")
    elif ranged and (shape.low is None or shape.high is None):
        there = "low" if shape.high is None else "high"
        yield fault(
            "fact-shape", "a range has two ends", there, "give low: and high:, or value: with a qualifier such as up-to"
        )
    elif shape.low is not None and shape.high is not None and shape.low > shape.high:
        yield fault(
            "fact-shape", f"the range ends at {shape.high}, below {shape.low} where it begins", "low", "swap the two"
        )
    figure = shape.value is not None or ranged
    if figure and shape.unit is None:
        yield fault("fact-shape", "this figure has no unit", "value" if shape.value is not None else "low",
                    "add unit: percent, money, km, people, days, count …")  # fmt: skip
    if shape.unit and not figure:
        yield fault("fact-shape", "this unit has no figure", "unit", "add value:, or take the unit away")
    if shape.unit == "date" and figure and not isinstance(shape.value, date):
        yield fault("fact-shape", "the value of unit: date is a date", "value" if shape.value is not None else "low",
                    "write it like 2026-03-31")  # fmt: skip
    if isinstance(shape.value, date) and shape.unit not in (None, "date"):
        yield fault("fact-shape", f"a date is not counted in {shape.unit}", "unit", "write unit: date")
    if shape.unit == "money" and shape.currency is None:
        yield fault("fact-shape", "money has a currency", "unit", "add currency: USD, EUR …")
    if shape.currency and shape.unit != "money":
        yield fault("fact-shape", "a currency belongs to unit: money", "currency", "add unit: money")
    if shape.unit == "count" and "other" not in shape.noun:
        yield fault("fact-shape", "a count says what it counts", "unit", "add noun: {one: ship, other: ships}")
    if shape.noun and shape.unit != "count":
        yield fault("fact-shape", "a noun belongs to unit: count", "noun", "add unit: count")
    if shape.as_of is None and shape.status != "standing":
        yield fault(
            "field-missing",
            'a fact needs "as_of", the day on which it was true',
            "id",
            "for example: as_of: 2026-03-01",
        )
    if shape.as_of and shape.happens and shape.happens < shape.as_of and shape.status not in _HAPPENED:
        message = f"this is {shape.status} as of {shape.as_of}, but happens before that, on {shape.happens}"
        yield fault("fact-order", message, "happens", "is it past? Then say status: past")
    if not shape.sources and not shape.unsourced:
        yield fault("field-missing", "a fact without a source says why", "sources", "add unsourced: with the reason")
    if shape.sources and shape.unsourced:
        yield fault(
            "fact-shape", "this fact has a source and says why it has none", "unsourced", "take one of the two away"
        )
