"""`sitegen correct`: what was published and has changed gets its entry in the log, and the baseline moves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sitegen import report
from sitegen.cli.project import missing
from sitegen.cli.settings import ENVIRONMENT, PROJECT, USAGE, Day, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.content.changes import Change
from sitegen.content.corrections import as_yaml, one_line
from sitegen.content.published import exists
from sitegen.core.artifact import Options
from sitegen.core.problem import errors, near_name
from sitegen.core.record import replace
from sitegen.core.world import Stale
from sitegen.correct import BASELINE, KINDS, LOG, Decision, Kind, Record, State, look, refusal, settle, told_already
from sitegen.effects import find_project, real_world
from sitegen.effects.pen import DiskPen
from sitegen.effects.surroundings import from_here

SKIP = "skip"
_LEGEND = """\
  correction     readers were told something wrong
  clarification  it was right, and could be misunderstood
  update         it was right, and things have moved on
  none           no entry: the same was said in other words
  skip           leave it for another time"""


@click.command("correct", context_settings={"max_content_width": 100})
@click.argument("places", metavar="[PLACE]...", nargs=-1)
@click.option("--kind", type=click.Choice(KINDS), help="What sort of change it is; none: no entry, only words differ.")
@click.option("--reason", metavar="TEXT", help="Why it was changed, in a sentence that readers will see.")
@click.option("--all", "every", is_flag=True, help="One kind and one reason for all that changed.")
@click.option("--date", "--today", "day", type=Day(), metavar="DATE", help="Date the entries so, instead of today.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@shared
@click.pass_context
def command(
    ctx: click.Context, places: tuple[str, ...], kind: Kind | None, reason: str | None, every: bool, day: date | None,
    dry_run: bool,
) -> None:  # fmt: skip
    """Record what changed since publication, and why.

    The first run writes content/published.json: the values, statuses and wording of facts, the quotations, headlines
    and stops as they are published. Commit it. From then on a build warns when one of them has changed, and this
    command asks of each change what kind it is and why, adds an entry to content/corrections.yaml and moves
    content/published.json. What is new is taken over without a question. PLACE picks out changes, such as
    fact:tariff-threat or section:at-stake.

    \b
      sitegen correct --dry-run            what has changed?
      sitegen correct                      asks about each change
      sitegen correct fact:tariff-threat --kind correction --reason "We had misread it."
      sitegen correct --all --kind update --reason "The meeting has taken place."

    \b
      correction       readers were told something wrong
      clarification    it was right, and could be misunderstood
      update           it was right, and things have moved on
      none             no entry: the same was said in other words

    Exit codes: 0 done or nothing to do, 1 the project has errors or there are changes and nobody to ask, 2 wrong
    usage, 3 disk or permission.
    """
    how = settings(ctx)
    terminal = Terminal.of(how)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        terminal.complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    if reason is not None and not one_line(reason):
        raise click.BadParameter("it is empty.", ctx, param_hint="--reason")
    pen = DiskPen(root)
    with terminal.working("building"):
        built, state = look(real_world(root, root / "build"), pen, Options(today=day))
    if state is None:
        view = replace(terminal.view(root), sources=report.sources(built.snapshot))
        found = errors(built.problems)
        terminal.block(report.as_text(found, view))
        terminal.complain(f"{report.counts(found)}. Nothing was written.")
        ctx.exit(PROJECT)
    chosen = _chosen(ctx, places, state)
    decisions: list[Decision] = []
    if state.then is not None and state.changes.changed:
        decisions = _decisions(ctx, terminal, state, chosen, kind, reason, every=every, dry_run=dry_run, root=root)
    made = settle(state, decisions)
    if made.files is None:
        terminal.complain(f"{_here(root, LOG)} cannot be added to without changing what is there; nothing was written.")
        terminal.complain("Put this into it yourself, then run sitegen correct again:\n")
        terminal.data(as_yaml(made.entries))
        ctx.exit(PROJECT)
    if dry_run:
        _rehearse(terminal, state, made, root)
        return
    try:
        pen.rewrite(made.files)
    except Stale as stale:
        terminal.complain(f"{_here(root, str(stale))} was saved by somebody else in the meantime. Nothing was written; "
                          "run it again.")  # fmt: skip
        ctx.exit(ENVIRONMENT)
    except OSError as error:
        name = _here(root, str(error.filename)) if error.filename else "content/"
        terminal.complain(f"error: {name} could not be written: {(error.strerror or str(error)).lower()}. "
                          "Everything is as it was.")  # fmt: skip
        ctx.exit(ENVIRONMENT)
    for line in _outcome(state, made, decisions, root):
        terminal.say(line)


# what is asked


def asks() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _chosen(ctx: click.Context, places: tuple[str, ...], state: State) -> list[Change]:
    if not places:
        return list(state.changes.changed)
    found: list[Change] = []
    for place in places:
        here = [c for c in state.changes.changed if place in (c.where, c.where.partition(":")[2])]
        if not here:
            raise click.UsageError(_not_changed(place, state), ctx)
        found += [change for change in here if change not in found]
    return found


def _not_changed(place: str, state: State) -> str:
    if state.then is None:
        return "there is no content/published.json yet, so nothing can have changed; sitegen correct writes the first"
    if any(place in (where, where.partition(":")[2]) for where in state.now.said):
        return f"{place} is as it was published"
    if ":" in place and exists(place, state.site):
        return f"content/published.json keeps nothing of {place}"
    changed = [change.where for change in state.changes.changed]
    near = near_name(place, [*changed, *(where.partition(":")[2] for where in changed)])
    listed = f"what changed: {', '.join(dict.fromkeys(changed))}" if changed else "nothing has changed"
    return f'nothing that was published is called "{place}"; ' + (f"did you mean {near}?" if near else listed)


def _decisions(
    ctx: click.Context, terminal: Terminal, state: State, chosen: list[Change], kind: Kind | None, reason: str | None,
    *, every: bool, dry_run: bool, root: Path,
) -> list[Decision]:  # fmt: skip
    """One for each of the chosen changes, but for those that were skipped."""
    known = [change for change in chosen if told_already(state, change)]
    open_ = [change for change in chosen if change not in known]
    decided = [Decision(change, "none") for change in known]
    told = kind is not None and (reason is not None or kind == "none")
    named = len(chosen) < len(state.changes.changed) or every or len(open_) == 1
    if told and named:
        assert kind is not None
        for change in open_:
            if fault := refusal(state, change, kind):
                raise click.UsageError(f"{change.where}: {fault}", ctx)
        return decided + [Decision(change, kind, reason or "") for change in open_]
    count = len(open_)
    if count:
        terminal.complain(f"{count} thing{'' if count == 1 else 's'} changed since publication:\n")
    asking = asks() and not dry_run
    if asking and count and kind is None:
        terminal.complain(f"{_LEGEND}\n")
    for number, change in enumerate(open_):
        terminal.block(("\n" if asking and number else "") + "\n".join(_shown(change, state, root)))
        if asking:
            decision = _asked(change, state, kind, reason)
            decided += [decision] if decision is not None else []
        elif dry_run:
            decided.append(Decision(change, kind or change.suggested, reason or "…"))
    if open_ and not asking and not dry_run:
        terminal.complain(_how_to_say(open_, told=told))
        ctx.exit(PROJECT)
    return decided


def _how_to_say(open_: list[Change], *, told: bool) -> str:
    first = open_[0]
    if told:
        return "One kind and one reason for all of them? Say so with --all, or name places. Nothing was written."
    line = f'sitegen correct {first.where} --kind {first.suggested} --reason "…"'
    return f"Nobody can be asked here, so say what they are. Nothing was written.\n  {line}"


class _Answer(click.ParamType):  # type: ignore[type-arg]
    """A kind by its first letters."""

    name = "kind"

    def __init__(self, change: Change, state: State) -> None:
        self.change, self.state = change, state

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = str(value).strip().lower()
        found = [name for name in (*KINDS, SKIP) if word and name.startswith(word)]
        if len(found) != 1:
            self.fail(f"{'more than one begins so' if found else 'one of these'}: {', '.join(found or (*KINDS, SKIP))}")
        if found[0] != SKIP and (fault := refusal(self.state, self.change, found[0])):  # type: ignore[arg-type]
            self.fail(fault)
        return found[0]


def _reason(text: str) -> str:
    if not one_line(text):
        raise click.BadParameter("readers will want to know")
    return one_line(text)


def _asked(change: Change, state: State, kind: Kind | None, reason: str | None) -> Decision | None:
    answer = _Answer(change, state)
    if kind is None or refusal(state, change, kind):
        said = click.prompt("  kind: correction, clarification, update, none, skip", default=change.suggested,
                            type=answer, err=True)  # fmt: skip
        if said == SKIP:
            return None
        kind = said
    assert kind is not None
    if kind == "none":
        return Decision(change, kind)
    if reason is None:
        reason = click.prompt("  why, for readers", value_proc=_reason, err=True)
    return Decision(change, kind, reason)


# what is said


def _shown(change: Change, state: State, root: Path) -> Iterator[str]:
    """The place, then each field as it was and as it is."""
    at = change.at
    yield f"{change.where}  ({_here(root, at.path)}:{at.line})"
    width = max(map(len, change.fields))
    for name in change.fields:
        was, now = (_plain(side.get(name, "")) for side in (change.was, change.now))
        yield f"  {name:{width}}  {was or '(nothing)'}"
        yield f"  {'->':>{width}}  {now or ('(gone)' if change.sort == 'removed' else '(nothing)')}"
    if change.sort == "lost":
        yield "  A forecast keeps its words when it is settled: put them back, and write what came of it as outcome:."


def _plain(text: str) -> str:
    return one_line(text)


def _rehearse(terminal: Terminal, state: State, made: Record, root: Path) -> None:
    if made.entries:
        terminal.say(f"{_here(root, LOG)} would get:\n")
        terminal.data(as_yaml(made.entries))
    files = [_here(root, path) for path in made.files or ()]
    terminal.say(f"would write {' and '.join(files)}" if files else "nothing that was published has changed")


def _outcome(state: State, made: Record, decisions: list[Decision], root: Path) -> Iterator[str]:
    here = _here(root, BASELINE)
    if state.then is None:
        yield f"{here} now holds what is published: {_held(state)}."
        yield "Commit it: from now on a build warns when one of these changes."
        return
    for entry in made.known:
        yield f"{entry.where}: the log tells of it already ({entry.date.isoformat()})"
    if made.entries:
        count = len(made.entries)
        yield f"recorded {count} {'entry' if count == 1 else 'entries'} in {_here(root, LOG)}"
    for old, new in state.changes.renamed:
        yield f"{old} is called {new} now"
    if state.changes.added:
        count = len(state.changes.added)
        yield f"{count} new {'thing is' if count == 1 else 'things are'} part of what is published: " + _few(state)
    left = len(state.changes.changed) - len(decisions)
    if left:
        yield f"{left} change{'' if left == 1 else 's'} left as published; a build goes on warning of it"
    if BASELINE in (made.files or {}):
        yield f"{here} has moved; commit it with the content"
    elif not left:
        yield "nothing that was published has changed"
    yield from _updated(state, made, root)


def _updated(state: State, made: Record, root: Path) -> Iterator[str]:
    explainer = state.site.explainer
    updated = explainer.updated.date() if isinstance(explainer.updated, datetime) else explainer.updated
    if made.entries and updated < state.day:
        yield (f"{_here(root, explainer.at.path)} says that it was updated on {updated.isoformat()}: "
               f"write updated: {state.day.isoformat()}")  # fmt: skip


def _held(state: State) -> str:
    """48 facts, 7 headlines, 3 stops, 2 quotations"""
    schemes = [where.partition(":")[0] for where in state.now.said]
    counts = {"fact": schemes.count("fact"), "headline": schemes.count("page") + schemes.count("section"),
              "stop": schemes.count("stop"), "quotation": len(state.now.quotations)}  # fmt: skip
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts.items() if n)


def _few(state: State) -> str:
    added = state.changes.added
    return ", ".join(added[:5]) + (f" and {len(added) - 5} more" if len(added) > 5 else "")


def _here(root: Path, path: str) -> str:
    return from_here(root / path)
