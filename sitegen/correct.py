"""A run of `sitegen correct` as values: what changed since publication, what is decided of it, what is to be written.

The log is written before the baseline. A process that dies between the two has told readers of a change that the
baseline does not know yet: the build goes on warning, and the next run finds the entry and only moves the baseline.
The other order would lose the entry for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from sitegen.build import Built, make
from sitegen.content import changes, corrections, published, published_file
from sitegen.content.catalogue import Catalogue
from sitegen.content.changes import Change, Changes
from sitegen.content.languages import LANGUAGES
from sitegen.core import model
from sitegen.core.artifact import Options, today
from sitegen.core.problem import errors
from sitegen.core.published import FILE, Baseline
from sitegen.core.record import record
from sitegen.core.world import Pen, World

LOG, BASELINE = corrections.FILE, f"content/{FILE}"
Kind = Literal["correction", "clarification", "update", "none"]
KINDS: tuple[Kind, ...] = ("correction", "clarification", "update", "none")


@record
class State:
    """The site beside what was published. `then` is None before the first run; `files` are as they were read."""

    site: model.Site
    then: Baseline | None
    now: Baseline
    changes: Changes
    files: Mapping[str, bytes | None]
    day: date

    @property
    def catalogue(self) -> Catalogue:
        return LANGUAGES[self.site.language]

    @property
    def log(self) -> tuple[model.Correction, ...]:
        return self.site.corrections or ()


@record
class Decision:
    """What a person says of a change; `none`: no entry, readers were told nothing else than before."""

    change: Change
    kind: Kind
    reason: str = ""


@record
class Record:
    """`entries` are new, `known` were in the log already. `files` is None where the log cannot be added to."""

    entries: tuple[model.Correction, ...]
    known: tuple[model.Correction, ...]
    files: Mapping[str, tuple[bytes | None, bytes]] | None


def look(world: World, pen: Pen, options: Options) -> tuple[Built, State | None]:
    """No state where the site has an error: what is broken is not what will be published. Raises OSError."""
    files = {path: pen.read(path) for path in (LOG, BASELINE)}  # before the site: what is saved later is seen later
    built = make(world, options)
    if built.site is None or built.snapshot is None or errors(built.problems):
        return built, None
    site, then = built.site, built.site.published
    found = changes.compare(then, site) if then else Changes((), (), ())
    day = today(built.snapshot, site.config)
    return built, State(site, then, published.baseline(site), found, files, day)


def refusal(state: State, change: Change, kind: Kind) -> str:
    """Why a change cannot go without an entry, or "". One that was logged by hand, in other words, has its entry."""
    logged = any(entry.where == change.entry_where for entry in state.log)
    if kind != "none" or logged or change.only_words(state.catalogue):
        return ""
    return "none is for other words that say the same; here readers were told something else"


def entry(state: State, decision: Decision) -> model.Correction | None:
    if decision.kind == "none":
        return None
    return corrections.entry(decision.change, state.site, state.catalogue, decision.kind, decision.reason, state.day)


def told_already(state: State, change: Change) -> model.Correction | None:
    """The entry of the log that says of this change what a new one would say."""
    was, now = corrections.said(change, state.site, state.catalogue)
    return corrections.recorded(state.log, change.entry_where, was, now)


def settle(state: State, decisions: Iterable[Decision]) -> Record:
    """What is to be written. Changes that nobody decided on stay in the baseline as they were published."""
    decided = tuple(decisions)
    made = [(told_already(state, d.change), entry(state, d)) for d in decided]
    known = tuple(old for old, _ in made if old is not None)
    new = tuple(one for old, one in made if old is None and one is not None)
    left = [change for change in state.changes.changed if change not in [d.change for d in decided]]
    baseline = changes.moved(state.then, state.now, left) if state.then else state.now
    files: dict[str, tuple[bytes | None, bytes]] = {}
    if new:
        text = corrections.inserted(state.files[LOG], new)
        if text is None:
            return Record(new, known, None)
        files[LOG] = (state.files[LOG], text)
    if baseline != state.then:
        files[BASELINE] = (state.files[BASELINE], published_file.write(baseline).encode("utf-8"))
    return Record(new, known, files)
