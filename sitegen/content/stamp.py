"""The day that a site says it speaks of: never a newer one than that of any fact that it shows.

`explainer.md` names the day; a fact that was last looked at before it holds the stamp back, because a reader takes the
stamp for all of them. Facts that are true for the time being may have no day, and then hold nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sitegen.core.model import Explainer, Fact
from sitegen.core.problem import Problem
from sitegen.core.record import replace


def stamped(explainer: Explainer, facts: Iterable[Fact]) -> tuple[Explainer, tuple[Problem, ...]]:
    """The explainer with the day that may be shown, and a warning when that is not the one its writer gave."""
    oldest = min((fact for fact in facts if fact.as_of), key=_day, default=None)
    if explainer.as_of is None or oldest is None or oldest.as_of is None or explainer.as_of <= oldest.as_of:
        return explainer, ()
    message = f'this is newer than the fact "{oldest.id}", so the pages say: as of {oldest.as_of}'
    hint = "look at that fact again and give it this as_of, or write the older day here"
    return replace(explainer, as_of=oldest.as_of), (Problem("as-of-newer", message, explainer.as_of_at, hint),)


def _day(fact: Fact) -> date:
    return fact.as_of or date.max
