"""One publisher at a time: a lock that the system itself lets go of when its holder dies, however it dies.

The file says who holds it, for the message alone. It is deleted on the way out, so the folder is left as it was;
hence a lock counts only if the file locked is still the one that bears the name.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sitegen.core.world import Busy
from sitegen.effects.disk import Disk

_PAUSE = 0.05  # seconds between two attempts


@contextmanager
def held(path: str, disk: Disk, patience: float) -> Iterator[None]:
    """Holds the lock file at `path`, `…/.sitegen/publish/<name>/lock`; folders that it made or finds empty go again.

    Raises Busy after `patience` seconds, OSError where the folder cannot be written.
    """
    until = time.monotonic() + patience
    made: list[str] = []
    try:
        while (handle := _take(path, disk, made)) is None:
            if time.monotonic() >= until:
                raise Busy(_holder(path))
            time.sleep(_PAUSE)
        try:
            disk.rewrite(handle, f"{os.getpid()} {_host()}\n".encode())
            yield
        finally:
            try:
                with suppress(OSError):
                    disk.unlink(path)
            finally:  # even if interrupted: a process that lives on must not go on holding it
                os.close(handle)
    finally:
        room = os.path.dirname(path)
        own = {room, os.path.dirname(room), os.path.dirname(os.path.dirname(room))}
        for folder in sorted({*own, *made}, key=len, reverse=True):
            with suppress(OSError):
                disk.rmdir(folder)


def _make_folders(folder: str, disk: Disk, made: list[str]) -> None:
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        with suppress(FileExistsError):
            disk.mkdir(each)
            made.append(each)


def _take(path: str, disk: Disk, made: list[str]) -> int | None:
    """One attempt: the locked file's handle, or None when another has it or has just removed it."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        _make_folders(os.path.dirname(path), disk, made)
        handle = os.open(path, flags, 0o644)
    except FileNotFoundError:  # the last holder removed a folder between two of our calls
        return None
    try:
        _lock(handle)
        if os.path.samestat(os.fstat(handle), os.stat(path)):
            return handle
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # far behind the text, which others must be able to read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket  # some milliseconds that only Windows needs

    return socket.gethostname()


def _holder(path: str) -> str:
    with suppress(OSError, ValueError, IndexError), open(path, encoding="utf-8") as file:
        process, host = file.read().split()
        return f"process {process} on {host}"
    return "another process"
