"""Facts that follow from others: `derive: {sum: [a, b]}` gets its value here, in exact decimals, before all else.

- `sum` (two facts or more) and `difference` keep the unit, currency, noun and period of their facts, which must be the
  same; the difference of two percentages is in percentage points. `ratio` says how many times the second the first is,
  `share` what percentage of the second it is: of two facts of one unit.
- Ranges: the ends of the result are the least and the most that the ends of its facts allow.
- Qualifiers: exact facts give an exact result; one kind of bound among exact facts is handed on, turned round where its
  fact is taken away or divided by; where bounds of several kinds meet, the writer says what the result is.
- A quotient has three significant digits, or all before the point if there are more, rounded half to even; fewer if it
  comes out even. Sums and differences are never rounded.
- It is as old as the oldest of its facts, and rests on their sources unless it names its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from itertools import product

from sitegen.content.ledger import ends_of
from sitegen.core.model import Fact, Qualifier
from sitegen.core.problem import Problem
from sitegen.core.record import record, replace

DIGITS = 3
"""Of a quotient: what a reader keeps of "1.57 times", and no more than the figures of most sources carry."""
_EXACT = Context(prec=200)  # the longest ledger value has 60 digits, and a sum adds at most a few

_TURNED: Mapping[Qualifier, Qualifier] = {"exact": "exact", "up-to": "at-least", "at-least": "up-to", "about": "about"}
_DIVIDES = ("ratio", "share")


@record
class Derived:
    """Every fact with its value, in the order given; `failed` are the ids of those that could not get one."""

    facts: tuple[Fact, ...]
    failed: frozenset[str]
    problems: tuple[Problem, ...]


def derived(facts: Iterable[Fact]) -> Derived:
    """A fact that names one that is not there fails without a problem: unknown ids are told with all others."""
    run = _Run({fact.id: fact for fact in facts})
    for id in run.read:
        run.resolve(id, ())
    found = tuple(run.done[id] for id in run.read if id not in run.failed)
    return Derived(found, frozenset(run.failed), tuple(run.problems))


class _Run:
    """One resolution: facts as read, those that are done, and those that failed."""

    def __init__(self, read: Mapping[str, Fact]) -> None:
        self.read = read
        self.done = {id: fact for id, fact in read.items() if fact.derivation is None}
        self.failed: set[str] = set()
        self.problems: list[Problem] = []

    def resolve(self, id: str, way: tuple[str, ...]) -> Fact | None:
        """`way`: the facts that wait for this one. A circle is told once, at the first of its facts in the file."""
        if id in self.done or id in self.failed or id not in self.read:
            return self.done.get(id)
        if id in way:
            circle = way[way.index(id) :]
            self.failed |= set(circle)
            self._tell(self.read[circle[0]], f'"{circle[0]}" would follow from itself: {" → ".join([*circle, id])}',
                       "give one of these facts a value of its own")  # fmt: skip
            return None
        fact = self.read[id]
        assert fact.derivation is not None, "all others are done from the start"
        parts = [self.resolve(part, (*way, id)) for part in fact.derivation.of]
        ready = [part for part in parts if part is not None]
        made = self._made(fact, ready) if id not in self.failed and len(ready) == len(parts) else None
        if made is None:
            self.failed.add(id)
            return None
        self.done[id] = made
        return made

    def _tell(self, fact: Fact, message: str, hint: str) -> None:
        assert fact.derivation is not None
        self.problems.append(Problem("fact-derived", message, fact.derivation.at, hint))

    def _made(self, fact: Fact, parts: list[Fact]) -> Fact | None:
        derivation = fact.derivation
        assert derivation is not None
        for part, at in zip(parts, derivation.of_at, strict=True):
            if not part.has_figure:
                what = "is a date" if part.day else "is a claim in words"
                message = f'"{part.id}" {what}, so nothing can be calculated from it'
                self.problems.append(Problem("fact-derived", message, at, "name facts with a value or a range"))
                return None
        fault = _unlike(fact, parts) or _no_divisor(derivation.how, parts)
        bound = handed_on(derivation.how, parts)
        if not fault and fact.qualifier_given and bound and fact.qualifier not in (bound, "about"):
            shown = " and ".join(f'"{part.id}" is {part.qualifier}' for part in parts)
            fault = f"this cannot be {fact.qualifier}: {shown}", f"leave qualifier: out; it is {bound} by itself"
        elif not fault and not bound and not fact.qualifier_given:
            shown = " and ".join(f'"{part.id}" is {part.qualifier}' for part in parts)
            fault = f"nobody can tell how the result is meant: {shown}", "say it: qualifier: about"
        oldest = min((part.as_of for part in parts if part.as_of), default=None)
        if fault:
            self._tell(fact, *fault)
        elif fact.as_of and oldest and fact.as_of > oldest:
            self._tell(fact, f"as_of ({fact.as_of}) is newer than that of a fact it follows from ({oldest})",
                       "leave as_of: out; it is that of the oldest")  # fmt: skip
        elif fact.as_of is None and oldest is None and fact.status != "standing":
            self._tell(fact, f'a fact that is {fact.status} needs the key "as_of", and those it follows from have none',
                       "add it, such as: as_of: 2025-10-26")  # fmt: skip
        else:
            low, high = _calculated(derivation.how, parts)
            like = parts[0] if derivation.how not in _DIVIDES else fact
            sources = fact.sources or tuple(dict.fromkeys(id for part in parts for id in part.sources))
            named = {id: at for one in (*parts, fact) for id, at in zip(one.sources, one.sources_at, strict=False)}
            qualifier = fact.qualifier if fact.qualifier_given else bound or "exact"
            return replace(
                fact, value=low if low == high else None, low=None if low == high else low,
                high=None if low == high else high, unit=_unit(derivation.how, parts[0]), currency=like.currency,
                noun=fact.noun or like.noun, per=like.per, qualifier=qualifier,
                as_of=fact.as_of or oldest,
                sources=sources, sources_at=tuple(named[id] for id in sources if id in named),
            )  # fmt: skip
        return None


def _unit(how: str, first: Fact) -> str:
    if how in _DIVIDES:
        return "times" if how == "ratio" else "percent"
    return "points" if how == "difference" and first.unit == "percent" else first.unit


def _unlike(fact: Fact, parts: list[Fact]) -> tuple[str, str] | None:
    """Message and hint when the facts are not of one kind, or not of the kind that the writer names."""
    assert fact.derivation is not None
    first, how = parts[0], fact.derivation.how
    for other in parts[1:]:
        if (first.unit, first.currency, first.per) != (other.unit, other.currency, other.per):
            message = f'"{first.id}" is in {_kind(first)}, "{other.id}" in {_kind(other)}'
            return message, "name facts of one unit, currency and period"
        if first.unit == "count" and first.noun != other.noun and how not in _DIVIDES and not fact.noun:
            message = f'"{first.id}" counts {_kind(first)}, "{other.id}" {_kind(other)}'
            return message, "say what both are: unit: count and noun: {one: vessel, other: vessels}"
    made = replace(first, unit=_unit(how, first))
    if how in _DIVIDES:
        made = replace(made, currency="", noun=(), per="")
    said = (fact.unit or made.unit, fact.currency or made.currency, fact.per or made.per)
    if said != (made.unit, made.currency, made.per):
        return f"the {how} is in {_kind(made)}, not in {_kind(fact)}", "leave the unit out; it follows from the facts"
    return None


def _kind(fact: Fact) -> str:
    name = fact.currency or dict(fact.noun).get("other") or fact.unit
    return f"{name} per {fact.per}".strip() if fact.per else name


def _no_divisor(how: str, parts: list[Fact]) -> tuple[str, str] | None:
    low, high = _range(parts[-1])
    if how in _DIVIDES and low <= 0 <= high:
        what = "is 0" if low == high else "may be 0"
        return f'"{parts[-1].id}" {what}, and nothing can be divided by that', f"a {how} is of the first in the second"
    return None


def _range(fact: Fact) -> tuple[Decimal, Decimal]:
    low, high = ends_of(fact)
    assert low is not None and high is not None, "facts without a figure are told apart before"
    return low, high


def _calculated(how: str, parts: list[Fact]) -> tuple[Decimal, Decimal]:
    ranges = [_range(part) for part in parts]
    with localcontext(_EXACT):
        if how == "sum":
            low, high = sum((r[0] for r in ranges), Decimal(0)), sum((r[1] for r in ranges), Decimal(0))
        elif how == "difference":
            low, high = ranges[0][0] - ranges[1][1], ranges[0][1] - ranges[1][0]
        else:
            factor = 100 if how == "share" else 1
            ends = [_rounded(top * factor / bottom) for top, bottom in product(*ranges)]
            low, high = min(ends), max(ends)
    return low, high


def _rounded(quotient: Decimal) -> Decimal:
    exponent = min(quotient.adjusted() - DIGITS + 1, 0) if quotient else 0
    short = quotient.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_EVEN, context=_EXACT)
    whole = short == short.to_integral_value()
    return short.quantize(Decimal(1), context=_EXACT) if whole else short.normalize(_EXACT)


def handed_on(how: str, parts: Iterable[Fact]) -> Qualifier | None:
    """How the result is meant when its facts are meant so; None when they pull in different directions."""
    parts = list(parts)
    turned = how != "sum"
    if how in _DIVIDES and any(_range(part)[0] < 0 for part in parts):
        return "exact" if all(part.qualifier == "exact" for part in parts) else None
    said = {_TURNED[part.qualifier] if turned and place else part.qualifier for place, part in enumerate(parts)}
    said.discard("exact")
    return said.pop() if len(said) == 1 else None if said else "exact"
