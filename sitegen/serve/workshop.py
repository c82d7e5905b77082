"""One worker that builds when asked: asks that arrive during a build become one more build, so the last state wins.

A daemon thread and no executor: Python waits for an executor's threads when it leaves, and Ctrl-C should not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event, Thread
from time import perf_counter

from sitegen.build import Built
from sitegen.core.artifact import Output
from sitegen.core.problem import errors

SECOND_THOUGHT = 0.05  # seconds for bad news to be overtaken: an editor may save by deleting and writing anew


@dataclass(frozen=True, slots=True)
class Attempt:
    """A build that was made, or the exception that it died of."""

    built: Built
    seconds: float
    bug: Exception | None = None

    @property
    def good(self) -> bool:
        return self.bug is None and self.built.manifest is not None and not errors(self.built.problems)

    @property
    def outputs(self) -> Mapping[str, Output]:
        return self.built.manifest.outputs if self.good and self.built.manifest is not None else {}


class Workshop:
    """`make` builds, `done` is told of every attempt that counts; both are called in the worker's thread."""

    def __init__(self, make: Callable[[], Built], done: Callable[[Attempt], None]) -> None:
        self._make = make
        self._done = done
        self._asked = Event()
        self._closed = False
        self._shown: frozenset[str] = frozenset()

    def open(self) -> None:
        """Starts with a build at once."""
        self._asked.set()
        Thread(target=self._work, name="sitegen-build", daemon=True).start()

    def ask(self) -> None:
        self._asked.set()

    def close(self) -> None:
        self._closed = True
        self._asked.set()

    def _work(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            if self._closed:
                return
            attempt = self._attempt()
            bad_news = not attempt.good or not self._shown <= attempt.outputs.keys()
            if bad_news and self._asked.wait(SECOND_THOUGHT):
                continue
            if attempt.good:
                self._shown = frozenset(attempt.outputs)
            self._done(attempt)

    def _attempt(self) -> Attempt:
        started = perf_counter()
        try:
            built, bug = self._make(), None
        except Exception as error:
            built, bug = Built(), error
        return Attempt(built, perf_counter() - started, bug)
