"""Work on all cores: copies of this process, made after everything is imported and compiled, each with its share.

Where processes cannot be copied (Windows), where there is one core or little to do, the work is done here; and if
anything at all goes wrong in a copy, its share is done again here, so that a fault shows as it would have without.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Forks:
    def __init__(self, cores: int | None = None) -> None:
        self._cores = cores or _cores()

    def worth(self, items: int, least: int) -> bool:
        return self._processes(items, least) > 1

    def each(self, work: Callable[[T], bytes], items: Sequence[T], *, least: int) -> list[bytes]:
        count = self._processes(len(items), least)
        shares = [items[start::count] for start in range(count)]
        made = self._apart(work, shares) if count > 1 else [None]
        found: list[bytes] = [b""] * len(items)
        for start, (share, done) in enumerate(zip(shares, made, strict=True)):
            found[start::count] = done if done is not None else [work(item) for item in share]
        return found

    def _processes(self, items: int, least: int) -> int:
        if not hasattr(os, "fork") or sys.platform == "darwin":  # its frameworks do not survive a copy
            return 1
        return max(1, min(self._cores, items // least))

    def _apart(self, work: Callable[[T], bytes], shares: list[Sequence[T]]) -> list[list[bytes] | None]:
        """What each copy sent, None where it did not send all of it."""
        gc.freeze()  # pages of memory that are not touched stay shared
        running: dict[int, int] = {}  # what is read from -> the place of the share
        children: list[int] = []
        try:
            for place, share in enumerate(shares):
                try:
                    reader, writer = os.pipe()
                except OSError:
                    break
                try:
                    child = os.fork()
                except OSError:
                    os.close(reader)
                    os.close(writer)
                    break
                if child == 0:
                    os.close(reader)
                    _serve(work, share, writer)
                os.close(writer)
                running[reader] = place
                children.append(child)
            received = _received(running)
        finally:
            gc.unfreeze()
            for reader in running:
                with suppress(OSError):
                    os.close(reader)
            for child in children:
                with suppress(ChildProcessError):
                    os.waitpid(child, 0)
        return [_messages(received.get(place, b""), len(share)) for place, share in enumerate(shares)]


def _serve(work: Callable[[T], bytes], share: Sequence[T], writer: int) -> None:
    """In the copy: never returns, and leaves nothing of this process's own business done twice."""
    code = 1
    try:
        with open(writer, "wb", buffering=1 << 16) as out:
            for item in share:
                data = work(item)
                out.write(len(data).to_bytes(8, "big"))
                out.write(data)
        code = 0
    finally:
        os._exit(code)


def _received(running: dict[int, int]) -> dict[int, bytes]:
    from selectors import EVENT_READ, DefaultSelector  # loaded when there is more than one

    parts: dict[int, list[bytes]] = {place: [] for place in running.values()}
    with DefaultSelector() as selector:
        for reader in running:
            selector.register(reader, EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                if data:
                    parts[running[key.fd]].append(data)
                else:
                    selector.unregister(key.fd)
    return {place: b"".join(found) for place, found in parts.items()}


def _messages(data: bytes, count: int) -> list[bytes] | None:
    found: list[bytes] = []
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 8], "big")
        found.append(data[at + 8 : at + 8 + length])
        at += 8 + length
    return found if at == len(data) and len(found) == count else None


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
