"""One worker that builds when asked: asks that arrive during a build become one more build, so the last state wins.

A build that was overtaken is given up between two files; what it had made is remembered. The page that is looked at is
handed out before the rest of the site is made. A daemon thread and no executor: Python waits for an executor's threads
when it leaves, and Ctrl-C should not.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from threading import Event, Thread
from time import perf_counter

from sitegen.build import Built
from sitegen.core.artifact import LateOutput, Output
from sitegen.core.model import Site
from sitegen.core.problem import errors
from sitegen.core.record import field, record
from sitegen.core.world import GivenUp, Onlooker

SECOND_THOUGHT = 0.05  # seconds for bad news to be overtaken: an editor may save by deleting and writing anew
COURTESY = 0.05  # seconds for which the rest of a build waits until the browser has fetched what was handed out
IDLE = 2.0  # seconds without a save after which there is time to tidy up


@record
class Attempt:
    """A build that was made, or the exception that it died of. `outputs`: what it made, as bytes; whole if it is good,
    nothing if it did not come so far."""

    built: Built
    seconds: float
    bug: Exception | None = None
    outputs: Mapping[str, Output] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return self.bug is None and self.built.manifest is not None and not errors(self.built.problems)


class Workshop:
    """`make` builds, `early` gets pages that are ready ahead of the rest, `done` is told of every attempt that counts;
    all are called in the worker's thread. `looked_at`: the paths of outputs that browsers show."""

    def __init__(
        self,
        make: Callable[[Onlooker], Built],
        done: Callable[[Attempt], None],
        early: Callable[[Site, Mapping[str, Output]], None],
        looked_at: Callable[[], frozenset[str]],
    ) -> None:
        self._make = make
        self._done = done
        self._early = early
        self._looked_at = looked_at
        self._asked = Event()
        self._fetched = Event()
        self._closed = False
        self._good = False
        self._site: Mapping[str, Output] = {}
        self._made: dict[str, Output] = {}  # the newest bytes of every file

    def open(self) -> None:
        """Starts with a build at once."""
        self._asked.set()
        Thread(target=self._work, name="sitegen-build", daemon=True).start()

    def ask(self) -> None:
        self._asked.set()

    def fetched(self) -> None:
        """Says that a browser has what was handed out early."""
        self._fetched.set()

    def close(self) -> None:
        self._closed = True
        self._asked.set()

    def _work(self) -> None:
        tidy = True
        while True:
            if not tidy and not self._asked.wait(IDLE):
                _tidy_up()
                tidy = True
            self._asked.wait()
            self._asked.clear()
            tidy = False
            if self._closed:
                return
            attempt = self._attempt()
            if attempt is None:
                continue
            if not attempt.good and self._asked.wait(SECOND_THOUGHT):
                continue
            self._good = attempt.good
            if attempt.good:
                self._site = attempt.outputs
                self._made = dict(attempt.outputs)
            self._done(attempt)

    def _attempt(self) -> Attempt | None:
        """None for one that was given up."""
        started = perf_counter()
        try:
            built = self._make(_Glance(self, self._looked_at()))
            attempt = Attempt(built, perf_counter() - started)
            if built.manifest is not None:
                outputs = {path: self._bytes(output) for path, output in built.manifest.outputs.items()}
                return Attempt(built, perf_counter() - started, outputs=outputs)
            return attempt
        except GivenUp:
            return None
        except Exception as error:
            return Attempt(Built(), perf_counter() - started, error)

    def _bytes(self, output: Output) -> Output:
        """Without what made it: a promise of an earlier build holds on to all of that build."""
        known = self._made.get(output.path)
        if known is None or known.digest != output.digest:
            known = self._made[output.path] = Output(output.path, output.data, output.digest)
        return known

    def see(self, output: Output) -> None:
        if not isinstance(output, LateOutput):
            self._bytes(output)

    def ready(self, site: Site, outputs: Mapping[str, Output], first: frozenset[str]) -> None:
        """Over a site with an error the last good page stays, so only where all is well so far, or nothing was yet."""
        if (self._site and not self._good) or not first <= outputs.keys():
            return
        changed = {path: output for path, output in outputs.items()
                   if path not in self._site or self._site[path].digest != output.digest}  # fmt: skip
        self._fetched.clear()
        self._early(site, {path: self._bytes(output) for path, output in changed.items()})
        if first:
            self._fetched.wait(COURTESY)

    @property
    def overtaken(self) -> bool:
        return self._asked.is_set()


def _tidy_up() -> None:
    """What is left after a pause will be there for long: the collector need not look at it during the next build."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _Glance:
    """The onlooker of one build."""

    def __init__(self, workshop: Workshop, first: frozenset[str]) -> None:
        self._workshop = workshop
        self.first = first

    def ready(self, site: Site, outputs: Mapping[str, Output]) -> None:
        self._workshop.ready(site, outputs, self.first)

    def see(self, output: Output | None) -> None:
        if output is not None:
            self._workshop.see(output)
        if self._workshop.overtaken and (output is None or output.path not in self.first):
            raise GivenUp
