"""The last update is not dated before the newest correction: readers and machines would be told two things."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem


def run(pages: Pages) -> Iterator[Problem]:
    log, explainer = pages.site.corrections or (), pages.site.explainer
    newest = max((entry.date for entry in log), default=date.min)
    updated = explainer.updated.date() if isinstance(explainer.updated, datetime) else explainer.updated
    if updated < newest:
        message = f"this says {updated.isoformat()}, but corrections.yaml tells of a change on {newest.isoformat()}"
        yield Problem("updated-old", message, explainer.updated_at, f"write updated: {newest.isoformat()}")


KIND = CheckKind("corrections", run)
