"""Sees that something was saved. watchfiles tells when; which folders there are is looked at again and again, so that a
folder may be deleted, moved away and made anew while the preview runs.

Where the system tells nothing (network drives, folders shared into a container) nobody is told of that either, so the
files are also looked at in quiet moments. A change of which there was no word means that events cannot be relied upon
here; from then on they are polled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from watchfiles import watch

QUIET = 2  # ms without a further event that end a batch; with 1, a file that is written in two goes is two batches
JOIN = 50  # ms after which a batch ends anyway
LOOK = 500  # ms of quiet between two looks at folders and files
COST = 100  # a look takes at most one part in so many of the time between two
AGAIN = 0.05  # seconds in which a file that went may come back: an editor may save by deleting and writing anew
POLL = 200  # ms between two polls

Stamps = Mapping[str, tuple[int, ...]]


def follow(
    folders: Iterable[Path], changed: Callable[[], None], stop: Event, complain: Callable[[str], None]
) -> Thread:
    """Calls `changed` from a thread of its own after every batch of events, until `stop` is set."""
    eyes = _Eyes(tuple(folders), changed, stop, complain)
    thread = Thread(target=eyes.run, name="sitegen-watch", daemon=True)
    thread.start()
    return thread


class _Eyes:
    def __init__(
        self, folders: tuple[Path, ...], changed: Callable[[], None], stop: Event, complain: Callable[[str], None]
    ) -> None:
        self._folders = folders
        self._changed = changed
        self._stop = stop
        self._complain = complain
        self._polling: bool | None = None  # None: as watchfiles and its environment variables see fit
        self._stamps: Stamps = {}
        self._told: set[str] = set()  # paths of events since the last look
        self._missed: set[str] = set()  # what changed without one
        self._next_look = 0.0

    def run(self) -> None:
        self._stamps = stamps(self._folders)
        known, again = self._there(), False
        while not self._stop.is_set():
            if not known:
                self._stop.wait(LOOK / 1000)
            else:
                try:
                    self._until_they_change(known, again)
                except OSError as error:
                    if known == self._there() and not self._polling:
                        self._poll(f"the system cannot watch the files ({error})")
                    else:
                        self._stop.wait(LOOK / 1000)
            now = self._there()
            if now != known:
                self._changed()
            known, again = now, True

    def _poll(self, why: str) -> None:
        self._polling = True
        self._missed.clear()
        self._complain(f"{why}; they are looked at over and over")

    def _until_they_change(self, known: dict[Path, tuple[int, int]], again: bool) -> None:
        """`again`: the first word is a change, for what happened while nobody looked."""
        batches = watch(
            *known,
            step=QUIET,
            debounce=JOIN,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            force_polling=self._polling,
            poll_delay_ms=POLL,
            ignore_permission_denied=True,
        )
        for batch in batches:
            paths = {path for _, path in batch}
            if any(path in self._stamps and not os.path.lexists(path) for path in paths):
                self._stop.wait(AGAIN)
            if batch or again:
                self._changed()
                again = False
            self._told |= paths
            if not batch and monotonic() >= self._next_look and self._blind():
                self._poll("the system does not tell of changes here (a network drive, a container's folder?)")
                return
            if self._there() != known or any(Path(path) in known for path in paths):
                return  # a folder that was deleted and made anew has the same name and no watch

    def _blind(self) -> bool:
        """Looks at the files. What has changed without a word is built; if there is still none at the next look, none
        will ever come. With the first look alone it might have been on its way."""
        began = monotonic()
        now, then = stamps(self._folders), self._stamps
        unheard = {path for path in self._missed if not self._heard(path)}
        differ = (path for path in now.keys() | then.keys() if now.get(path) != then.get(path))
        silent = {path for path in differ if not self._heard(path)}
        if silent:
            self._changed()
        self._stamps, self._missed, self._told = now, silent, set()
        self._next_look = monotonic() + max(LOOK / 1000, COST * (monotonic() - began))
        return bool(unheard) and not self._polling

    def _heard(self, path: str) -> bool:
        """Of a folder that was moved in, the folder is told and not what is in it."""
        return path in self._told or any(str(parent) in self._told for parent in Path(path).parents)

    def _there(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for folder in self._folders:
            try:
                status = folder.stat()
            except OSError:
                continue
            found[folder] = (status.st_dev, status.st_ino)
        return found


def stamps(folders: Iterable[Path]) -> dict[str, tuple[int, ...]]:
    """Every file below the folders, and by what it can be told from another state of itself."""
    return {path: stamp for folder in folders for path, stamp in _files(str(folder))}


def _files(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                status = entry.stat()
                yield entry.path, (status.st_size, status.st_mtime_ns, status.st_ino)
        except OSError:
            continue
