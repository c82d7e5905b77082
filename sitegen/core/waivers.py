"""Which problems `site.yaml` waives, and what is to be said of the waivers themselves.

A waiver holds to the end of its last day, for every problem of its code but never for an error. That it names a code
which exists and may be waived is seen to where `site.yaml` is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sitegen.core.codes import OUTSIDE, Severity
from sitegen.core.config import Waiver
from sitegen.core.problem import Problem, in_order


def unwaived(problems: Iterable[Problem], waivers: Iterable[Waiver], day: date) -> tuple[Problem, ...]:
    """Without the warnings and notes that are waived on this day; sorted."""
    waived = {w.code for w in waivers if day <= w.until}
    return in_order(p for p in problems if p.code not in waived or p.severity is Severity.ERROR)


def ended(waivers: Iterable[Waiver], day: date) -> tuple[Problem, ...]:
    """A waiver whose last day has passed: somebody promised to have mended it by then."""
    return tuple(
        Problem("waiver-ended", f"this waiver of {w.code} ended on {w.until.isoformat()}", w.at,
                "mend what it waived and take it out, or give it a later day and say why")
        for w in waivers if w.until < day
    )  # fmt: skip


def next_day(waivers: Iterable[Waiver], day: date) -> date:
    """The first day after this one on which another waiver has ended; `date.max` where none will."""
    return min((w.until + timedelta(days=1) for w in waivers if day <= w.until < date.max), default=date.max)


def unused(problems: Iterable[Problem], waivers: Iterable[Waiver], day: date) -> tuple[Problem, ...]:
    """A waiver that still holds and has nothing to waive; `problems` are those of a run that left no check out, but
    for the network, which is asked only now and then."""
    met = {p.code for p in problems}
    return tuple(
        Problem("waiver-unused", f"there is nothing of {w.code} to waive", w.at, "take it out, unless it is for later")
        for w in waivers if day <= w.until and w.code not in met | OUTSIDE
    )  # fmt: skip
