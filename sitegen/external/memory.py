"""What was found out about links, kept between runs: the less certain, the sooner it is asked again.

A file that is damaged, or of a later version, is as good as none: everything in it can be asked again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sitegen.core.record import record
from sitegen.external.verdict import Finding, Verdict

VERSION = 1
AGE: dict[Verdict, timedelta] = {"ok": timedelta(days=7), "broken": timedelta(days=1), "unsure": timedelta(hours=1)}
FORGOTTEN = timedelta(days=60)
"""After which an address leaves the file, so that it does not grow for ever."""


@record
class Kept:
    finding: Finding
    asked: datetime  # UTC


def read(data: bytes) -> dict[str, Kept]:
    try:
        whole = json.loads(data)
        if whole["version"] != VERSION:
            return {}
        return {url: _kept(row) for url, row in whole["links"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write(known: Mapping[str, Kept], now: datetime) -> bytes:
    links = {
        url: {"verdict": kept.finding.verdict, "reason": kept.finding.reason, "asked": kept.asked.isoformat()}
        for url, kept in sorted(known.items()) if now - kept.asked < FORGOTTEN
    }  # fmt: skip
    return (json.dumps({"version": VERSION, "links": links}, ensure_ascii=False, indent=1) + "\n").encode()


def fresh(kept: Kept | None, now: datetime) -> bool:
    """Whether it need not be asked again. What was asked in the future was asked by a clock that was wrong."""
    return kept is not None and timedelta(0) <= now - kept.asked < AGE[kept.finding.verdict]


def _kept(row: Mapping[str, str]) -> Kept:
    verdict, reason = row["verdict"], row["reason"]
    asked = datetime.fromisoformat(row["asked"])
    if verdict not in AGE or not isinstance(reason, str) or asked.tzinfo is None:
        raise ValueError
    return Kept(Finding(verdict, reason), asked)
