"""Sees that something was saved. watchfiles tells when; which folders there are is looked at again and again, so that a
folder may be deleted, moved away and made anew while the preview runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

QUIET = 5  # ms without a further event that end a batch: 10 ms from save to call in the median (95th percentile 18)
JOIN = 50  # ms after which a batch ends anyway
LOOK = 500  # ms between two looks for folders that came or went


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

    def run(self) -> None:
        known, again = self._there(), False
        while not self._stop.is_set():
            if not known:
                self._stop.wait(LOOK / 1000)
            else:
                try:
                    self._until_they_change(known, again)
                except OSError as error:
                    if known == self._there() and not self._polling:
                        self._polling = True
                        self._complain(f"the system cannot watch the files ({error}); they are looked at over and over")
                    else:
                        self._stop.wait(LOOK / 1000)
            now = self._there()
            if now != known:
                self._changed()
            known, again = now, True

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
            ignore_permission_denied=True,
        )
        for batch in batches:
            if batch or again:
                self._changed()
                again = False
            if self._there() != known or any(Path(path) in known for _, path in batch):
                return  # a folder that was deleted and made anew has the same name and no watch

    def _there(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for folder in self._folders:
            try:
                status = folder.stat()
            except OSError:
                continue
            found[folder] = (status.st_dev, status.st_ino)
        return found
