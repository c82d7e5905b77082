"""Entries whose day has passed while their status still speaks of something to come: facts, stops, timeline entries.

What `happens` or is to be looked at again (`review_by`) on a day is due the day after it, unless it is settled. A stop
or a timeline entry is also due by its own day, if it has a status and that looks ahead: one that is reported,
unconfirmed or disputed may speak of the past.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.core.model import SETTLED, Day, Fact, Moment, Site, Stop
from sitegen.core.problem import Problem, Span
from sitegen.core.record import record

_AHEAD = frozenset({"announced", "under-way", "planned", "expected", "possible", "threatened"})


@record
class Waiting:
    """An unsettled entry: `day` is the last on which it may stay so, `review` if that was set for looking again."""

    entry: Fact | Stop | Moment
    day: date
    review: bool
    at: Span


def waiting(site: Site) -> Iterator[Waiting]:
    """Every entry that is or will be due, each by the first of its days."""
    for fact in site.facts.values():
        yield from _first(fact, fact.happens, fact.review_by)
    for stop in site.itinerary.stops if site.itinerary else ():
        own = stop.days[1] if stop.days and stop.status in _AHEAD else None
        yield from _first(stop, own, stop.review_by)
    for moment in site.timeline:
        own = _last_day(moment.date) if moment.status in _AHEAD else None
        yield from _first(moment, moment.happens or own, moment.review_by)


def _first(entry: Fact | Stop | Moment, happens: date | None, review: date | None) -> Iterator[Waiting]:
    found = [(day, is_review) for day, is_review in ((happens, False), (review, True)) if day]
    if found and entry.status not in SETTLED:
        day, is_review = min(found)
        yield Waiting(entry, day, is_review, entry.at)


def _last_day(day: Day) -> date:
    """The last day of a month or a year that stands for a day in it."""
    month = day.month or 12
    return date(day.year, month, day.day or monthrange(day.year, month)[1])


def due(site: Site, today: date) -> Iterator[Problem]:
    """A warning for each; a snapshot describes its own day, so there they are one note."""
    late = [entry for entry in waiting(site) if entry.day < today]
    if site.config.snapshot and late:
        message = f"the days of {_counted(late)} have passed; the site describes {site.config.snapshot.isoformat()}"
        if len(late) == 1:
            message = message.replace("the days of", "the day of").replace("have passed", "has passed")
        yield Problem("snapshot-due", message, Span(site.config.at.path))
        return
    for entry in late:
        yield _problem(entry)


def without_outcome(site: Site) -> Iterator[Problem]:
    """Forecasts that are settled and do not say what came of them. That a fact was a forecast is told by its days: it
    speaks as of one on which it still lay ahead. So its wording of that day stays, and the outcome stands beside it."""
    for fact in site.facts.values():
        ahead = fact.as_of and fact.happens and fact.as_of < fact.happens
        if ahead and fact.status in SETTLED - {"standing"} and not fact.outcome:
            settled = f'"{fact.id}" was a forecast as of {fact.as_of} and is {fact.status}'
            yield Problem("fact-outcome", f"{settled}, and nothing says what came of it", fact.at,
                          "leave the statement as it was and add outcome: with what came of it")  # fmt: skip


def next_day(site: Site, today: date) -> date:
    """The first day after today on which another entry becomes due: until then a rebuild says the same of them.
    `date.max` where there is none."""
    later = (entry.day + timedelta(days=1) for entry in waiting(site) if today <= entry.day < date.max)
    return min(later, default=date.max)


_WHAT = ((Fact, "fact", "facts"), (Stop, "stop", "stops"), (Moment, "timeline entry", "timeline entries"))


def _counted(late: list[Waiting]) -> str:
    numbers = [(sum(isinstance(w.entry, kind) for w in late), one, many) for kind, one, many in _WHAT]
    said = [f"{number} {one if number == 1 else many}" for number, one, many in numbers if number]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _problem(late: Waiting) -> Problem:
    day, entry = late.day.isoformat(), late.entry
    match entry:
        case Fact():
            code, name, change = "fact-due", entry.id, "change its status (and outcome:)"
        case Stop():
            code, name, change = "stop-due", entry.name, "change its status and summary"
        case Moment():
            code, name, change = "moment-due", entry.title, "change its status and text"
    if late.review:
        still = f"is still {entry.status} and " if entry.status else ""
        message = f'"{name}" {still}was to be looked at again by {day}'
        return Problem(code, message, late.at, f"say what is known now: {change}, or move review_by")
    message = f'"{name}" is still {entry.status}, but its day was {day}'
    return Problem(code, message, late.at, f"say what came of it: {change}, or move its day")
