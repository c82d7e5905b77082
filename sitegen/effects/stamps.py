"""When a file need not be read to know that it is the same: git's rule for entries that are "racily clean".

A file that was changed a moment before it was looked at can change again within the same tick of its clock; such a
stamp proves nothing later. Times of some file systems are even seconds (FAT), hence the two.
"""

from __future__ import annotations

import os

_RACY = 2_000_000_000  # ns


def identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def trusted(status: os.stat_result, now: int) -> bool:
    """Whether a file with these times can be recognised by them afterwards. `now`, in nanoseconds since 1970, is a
    moment before it was read: a change after that bears another time."""
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - _RACY
