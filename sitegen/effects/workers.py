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

from sitegen.core.world import Pieces

T = TypeVar("T")


class Forks:
    def __init__(self, cores: int | None = None) -> None:
        self._cores = cores or _cores()

    def worth(self, items: int, least: int) -> bool:
        return self._processes(items, least) > 1

    def each(self, work: Callable[[T], Pieces], items: Sequence[T], *, least: int) -> list[Pieces]:
        count = self._processes(len(items), least)
        shares = [items[start::count] for start in range(count)]
        made = self._apart(work, shares) if count > 1 else [None]
        found: list[Pieces] = [()] * len(items)
        for start, (share, done) in enumerate(zip(shares, made, strict=True)):
            found[start::count] = done if done is not None else [work(item) for item in share]
        return found

    def _processes(self, items: int, least: int) -> int:
        if not hasattr(os, "fork") or sys.platform == "darwin":  # its frameworks do not survive a copy
            return 1
        return max(1, min(self._cores, items // least))

    def _apart(self, work: Callable[[T], Pieces], shares: list[Sequence[T]]) -> list[list[Pieces] | None]:
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
            inboxes = _received(running)
        finally:
            gc.unfreeze()
            for reader in running:
                with suppress(OSError):
                    os.close(reader)
            for child in children:
                with suppress(ChildProcessError):
                    os.waitpid(child, 0)
        return [inboxes[place].all(len(share)) if place in inboxes else None for place, share in enumerate(shares)]


def _serve(work: Callable[[T], Pieces], share: Sequence[T], writer: int) -> None:
    """In the copy: never returns, and leaves nothing of this process's own business done twice."""
    code = 1
    try:
        with open(writer, "wb", buffering=1 << 16) as out:
            for item in share:
                *others, last = work(item)
                for piece in others:
                    out.write((len(piece) << 1).to_bytes(_HEADER, "big"))
                    out.write(piece)
                out.write((len(last) << 1 | 1).to_bytes(_HEADER, "big"))
                out.write(last)
        code = 0
    finally:
        os._exit(code)


_HEADER = 8
"""Bytes before each piece: its length, doubled, and one more where it is the last of its item."""


class _Inbox:
    """What a copy has sent. Cut up as it comes: tens of megabytes that are put together first are touched twice, and
    memory that nobody had before takes longer than copying."""

    def __init__(self) -> None:
        self._items: list[Pieces] = []
        self._pieces: list[bytes] = []
        self._rest = bytearray()

    def add(self, data: bytes) -> None:
        self._rest += data
        at = 0
        with memoryview(self._rest) as view:
            while (start := at + _HEADER) <= len(view):
                told = int.from_bytes(view[at:start], "big")
                if (end := start + (told >> 1)) > len(view):
                    break
                self._pieces.append(bytes(view[start:end]))
                if told & 1:
                    self._items.append(tuple(self._pieces))
                    self._pieces.clear()
                at = end
        del self._rest[:at]

    def all(self, count: int) -> list[Pieces] | None:
        """The items, None where something is missing."""
        return self._items if len(self._items) == count and not self._pieces and not self._rest else None


def _received(running: dict[int, int]) -> dict[int, _Inbox]:
    from selectors import EVENT_READ, DefaultSelector  # loaded when there is more than one

    inboxes = {place: _Inbox() for place in running.values()}
    with DefaultSelector() as selector:
        for reader in running:
            selector.register(reader, EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 16)  # what a pipe holds
                if data:
                    inboxes[running[key.fd]].add(data)
                else:
                    selector.unregister(key.fd)
    return inboxes


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
