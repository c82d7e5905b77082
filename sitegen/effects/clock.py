"""The clock. `SOURCE_DATE_EPOCH` (reproducible-builds.org) stands in for it, so that a build can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        """The moment in UTC. Raises ValueError when SOURCE_DATE_EPOCH is not a number of seconds since 1970."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not epoch:
            return datetime.now(UTC)
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is not a number of seconds")
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise ValueError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is beyond the calendar") from None
