"""What is shown now, and how it comes to be: the only place where that changes, on the event loop.

A good build takes the place of the last. A bad one leaves it and changes only what is said about it. A page that was
ready ahead of the rest of its build stands over the site until that build is done, whichever way it ends.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from tornado import locks
from tornado.ioloop import IOLoop

from sitegen.build import Built
from sitegen.core.artifact import Output
from sitegen.core.model import Site
from sitegen.core.record import field, record
from sitegen.core.world import Onlooker
from sitegen.serve import answers
from sitegen.serve.door import Door
from sitegen.serve.watch import follow
from sitegen.serve.workshop import Attempt, Workshop

Row = Mapping[str, Any]
"""A problem as `report.as_rows` gives it."""


@record
class Voice:
    """What the preview says, through `cli`. `rows` and `text` describe the problems of a build for a page, `bug` keeps
    a trace and names it. `edit` opens a file of the project at a line and column in the writer's editor, whose name is
    `editor`, "" where none is known."""

    tell: Callable[[Built, float], None]
    rows: Callable[[Built], list[dict[str, Any]]]
    text: Callable[[Built], str]
    bug: Callable[[Exception], str]
    complain: Callable[[str], None]
    editor: str = ""
    edit: Callable[[str, int, int], None] = lambda path, line, column: None


@record
class Word:
    """What is said about the last build: `text` is the same as the rows in plain words, for a page without scripts."""

    broken: bool = False
    rows: tuple[Row, ...] = ()
    text: str = field(default="", compare=False)


class Browser(Protocol):
    """An open page. `page` is the path that it was asked for by."""

    page: str

    def renew(self) -> None: ...


class Preview:
    """`number` counts what was shown; whoever shows another one has something to fetch."""

    def __init__(
        self, door: Door, make: Callable[[Onlooker], Built], voice: Voice, folders: Iterable[Path],
        base: Callable[[Site], str] = lambda site: "/",
    ) -> None:  # fmt: skip
        """`base`: the path below which the site stands."""
        self.door = door
        self.base = "/"
        self.word = Word()
        self.number = 0
        self.begun = locks.Event()
        self.browsers: set[Browser] = set()
        self.voice = voice
        self.workshop = Workshop(make, self._done, self._early, lambda: self._looked_at)
        self._site: Mapping[str, Output] = {}
        self.was_good = False
        self._ahead: Mapping[str, Output] = {}
        self._base = base
        self._looked_at: frozenset[str] = frozenset()
        self._folders = tuple(folders)
        self._stop = Event()
        self._loop: IOLoop | None = None

    @property
    def outputs(self) -> Mapping[str, Output]:
        return ChainMap(dict(self._ahead), dict(self._site)) if self._ahead else self._site

    def start(self) -> None:
        """Called on the event loop as soon as requests can be answered."""
        self._loop = IOLoop.current()
        follow(self._folders, self.workshop.ask, self._stop, self.voice.complain)
        self.workshop.open()

    def stop(self) -> None:
        """From any thread."""
        if self._loop is not None:
            self._loop.add_callback(self._loop.stop)

    def close(self) -> None:
        self._stop.set()
        self.workshop.close()
        for each in self.door.sockets:
            each.close()

    def answer(self, path: str) -> answers.Answer:
        return answers.answer(self.outputs, path, self.base)

    def looked_at(self) -> None:
        """Takes note of the pages that are open."""
        found = (self.answer(browser.page).output for browser in self.browsers)
        self._looked_at = frozenset(output.path for output in found if output is not None)

    # -- from the worker's thread, which must outlive whatever happens here

    def _early(self, site: Site, outputs: Mapping[str, Output]) -> None:
        base = self._base(site)
        self._on_loop(lambda: self._show(self._site, outputs, self.word, base))

    def _done(self, attempt: Attempt) -> None:
        """The browser hears of it first."""
        word = self._word(attempt)
        base = self._base(attempt.built.site) if attempt.built.site else ""
        self._on_loop(lambda: self.show(attempt, word, base))
        try:
            if attempt.bug is None:
                self.voice.tell(attempt.built, attempt.seconds)
            else:
                self.voice.complain(word.text)
        except Exception as error:
            self.voice.complain(self.voice.bug(error))

    def _on_loop(self, work: Callable[[], None]) -> None:
        if self._loop is not None and not self._stop.is_set():
            self._loop.add_callback(work)

    def _word(self, attempt: Attempt) -> Word:
        try:
            if attempt.bug is None:
                rows = self.voice.rows(attempt.built)
                return Word(not attempt.good, tuple(rows), self.voice.text(attempt.built) if not attempt.good else "")
            told = self.voice.bug(attempt.bug)
        except Exception as error:
            told = self.voice.bug(error)
        return Word(True, ({"severity": "error", "message": told},), told)

    # -- on the event loop

    def show(self, attempt: Attempt, word: Word, base: str = "") -> None:
        """Until there has been a good build, what was made of a bad one is better than nothing."""
        self.was_good = self.was_good or attempt.good
        if attempt.good or not self.was_good:
            self._show(attempt.outputs, {}, word, base)
        else:
            self._show(self._site, {}, word, "")

    def _show(self, site: Mapping[str, Output], ahead: Mapping[str, Output], word: Word, base: str) -> None:
        before = _digests(self.outputs), self.word
        self._site, self._ahead, self.word = site, ahead, word
        self.base = base or self.base
        self.begun.set()
        if (_digests(self.outputs), word) != before:
            self.number += 1
            self.looked_at()
            for browser in tuple(self.browsers):
                browser.renew()


def _digests(outputs: Mapping[str, Output]) -> dict[str, str]:
    return {path: output.digest for path, output in outputs.items()}
