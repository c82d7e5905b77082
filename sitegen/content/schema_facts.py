"""The sense of a fact: a value, a range or a claim in words, with the unit that belongs to it and days in order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic_core import PydanticCustomError

from sitegen.content import shapes
from sitegen.content.schema_entry import Entry
from sitegen.content.schema_fields import full_date
from sitegen.content.schema_numbers import decimal
from sitegen.core import model
from sitegen.core.problem import Problem

_MAY_PRECEDE = frozenset({"past", "confirmed", "withdrawn"})


def fact(shape: shapes.Fact, entry: Entry) -> model.Fact:
    _figure(shape, entry)
    _belongings(shape, entry)
    _days(shape, entry)
    if not shape.sources and not shape.unsourced and shape.derive is None:
        entry.fault(
            "field-missing",
            "a fact needs a source",
            ("sources",),
            "name ids of sources.yaml: sources: [infofinance]; or say why there is none: unsourced: …",
        )
    if shape.sources and shape.unsourced:
        entry.fault(
            "field-value", "this fact has sources, so it is not unsourced", ("unsourced",), "keep one of the two"
        )
    value, day = _value(shape, entry)
    sources: dict[str, int] = {}
    for index, id in enumerate(shape.sources):
        sources.setdefault(id, index)
    return model.Fact(
        id=shape.id,
        statement=entry.inline(shape.statement),
        status=shape.status,
        value=value,
        low=shape.low,
        high=shape.high,
        day=day,
        unit=shape.unit or "",
        currency=shape.currency,
        noun=(("one", shape.noun.one), ("other", shape.noun.other)) if shape.noun else (),
        per=shape.per or "",
        qualifier=shape.qualifier or "exact",
        qualifier_given=shape.qualifier is not None,
        derivation=_derivation(shape.derive, entry) if shape.derive else None,
        quote=shape.quote,
        as_of=shape.as_of,
        happens=shape.happens,
        review_by=shape.review_by,
        sources=tuple(sources),
        unsourced=shape.unsourced,
        outcome=entry.block(shape.outcome),
        draft=shape.draft,
        at=entry.place,
        value_at=entry.at("value") if shape.value is not None else entry.at("low"),
        quote_at=entry.at("quote"),
        sources_at=tuple(entry.tree.at((*entry.path, "sources", index)) for index in sources.values()),
    )


def _value(shape: shapes.Fact, entry: Entry) -> tuple[Decimal | None, date | None]:
    """A number, or a date where the unit says so."""
    if shape.value is None:
        return None, None
    try:
        if shape.unit == "date":
            return None, full_date(shape.value)
        return decimal(shape.value), None
    except PydanticCustomError as error:
        words = error.context or {}
        hint = str(words["hint"])
        if shape.unit != "date" and _is_date(shape):
            hint = "a date needs unit: date"
        entry.fault(error.type, str(words["message"]), ("value",), hint)
        return None, None


def _is_date(shape: shapes.Fact) -> bool:
    try:
        return shape.value is not None and bool(full_date(shape.value))
    except PydanticCustomError:
        return False


def _derivation(shape: shapes.Derive, entry: Entry) -> model.Derivation | None:
    given = {how: ids for how in _DERIVATIONS if (ids := getattr(shape, how))}
    if len(given) != 1:
        what = "names nothing that it follows from" if not given else f"follows from {' and '.join(given)} at once"
        entry.fault("fact-shape", f"this fact {what}", ("derive",), "write one of them: derive: {sum: [one, other]}")
        return None
    how, ids = next(iter(given.items()))
    path = (*entry.path, "derive", how)
    most = "two facts or more" if how == "sum" else "two facts"
    if len(ids) < 2 or (len(ids) > 2 and how != "sum"):
        entry.problems.append(Problem("fact-shape", f"a {how} is of {most}; here {_count(len(ids))}",
                                      entry.tree.at(path), f"write {how}: [one, other]"))  # fmt: skip
        return None
    return model.Derivation(how, ids, entry.tree.at(path), tuple(entry.tree.at((*path, n)) for n in range(len(ids))))


_DERIVATIONS: tuple[Literal["sum", "difference", "ratio", "share"], ...] = ("sum", "difference", "ratio", "share")


def _count(number: int) -> str:
    return "is one" if number == 1 else f"are {number}"


def _figure(shape: shapes.Fact, entry: Entry) -> None:
    single, ranged = shape.value is not None, shape.low is not None or shape.high is not None
    if shape.derive is not None:
        if single or ranged:
            entry.fault("fact-shape", "a fact has a value or follows from others, not both", ("value", "low", "high"),
                        "keep one of the two")  # fmt: skip
        return
    if single and ranged:
        entry.fault(
            "fact-shape", "a fact has a value or a range, not both", ("low", "high"), "keep value:, or low: and high:"
        )
    elif ranged and (shape.low is None or shape.high is None):
        there, absent = ("low", "high") if shape.high is None else ("high", "low")
        entry.fault(
            "fact-shape",
            f"a range needs low and high; {absent} is not there",
            (there,),
            f"add {absent}:, or write value: with a qualifier",
        )
    elif shape.low is not None and shape.high is not None and shape.low > shape.high:
        entry.fault("fact-shape", f"low ({shape.low}) is more than high ({shape.high})", ("low",), "swap them")
    if (single or ranged) and shape.unit is None:
        entry.fault(
            "fact-shape",
            "a figure needs a unit",
            ("value", "low", "high"),
            "add unit:, such as percent, people, or count with noun: {one: ship, other: ships}",
        )
    if ranged and shape.unit == "date":
        entry.fault("fact-shape", "a range of dates is not known here", ("unit",), "write one date as value:")
    if not (single or ranged):
        for key, present in (("unit", shape.unit), ("per", shape.per), ("qualifier", shape.qualifier)):
            if present:
                entry.fault(
                    "fact-shape",
                    f"{key} belongs to a figure, and this fact has none",
                    (key,),
                    f"add value:, or leave {key} out",
                )


def _belongings(shape: shapes.Fact, entry: Entry) -> None:
    """What only some units have."""
    if shape.unit == "money" and not shape.currency and shape.derive is None:
        entry.fault(
            "fact-shape", "money needs a currency", ("unit",), "add currency: USD, or another code of three letters"
        )
    if shape.currency and shape.unit != "money":
        entry.fault("fact-shape", "a currency belongs to money", ("currency",), "write unit: money, or leave it out")
    if shape.unit == "count" and shape.noun is None and shape.derive is None:
        entry.fault(
            "fact-shape", "a count needs the noun that is counted", ("unit",), "add noun: {one: ship, other: ships}"
        )
    if shape.noun is not None and shape.unit != "count" and (shape.unit or shape.derive is None):
        entry.fault("fact-shape", "a noun belongs to a count", ("noun",), "write unit: count, or leave it out")
    if shape.unit == "date" and shape.per:
        entry.fault("fact-shape", "a date is no rate", ("per",), "leave it out")


def _days(shape: shapes.Fact, entry: Entry) -> None:
    if shape.as_of is None:
        if shape.status != "standing" and shape.derive is None:
            entry.fault(
                "field-missing",
                f'a fact that is {shape.status} needs the key "as_of"',
                (),
                "the day of which it speaks, such as: as_of: 2025-10-26",
            )
    elif shape.happens is not None and shape.happens < shape.as_of and shape.status not in _MAY_PRECEDE:
        entry.fault(
            "fact-order",
            f"it happens on {shape.happens}, before the day of which it speaks ({shape.as_of})",
            ("happens",),
            "check both days; what has happened is past, confirmed or withdrawn",
        )
