"""`sitegen build`: the content becomes the site in the output folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from time import perf_counter, time_ns
from typing import Literal

import click

from sitegen import report
from sitegen.build import Built, build, stops
from sitegen.cli import answers, repeat
from sitegen.cli.project import missing
from sitegen.cli.settings import ENVIRONMENT, OK, PROJECT, USAGE, Day, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem, errors
from sitegen.core.record import replace
from sitegen.effects import DiskDrawer, Forks, codes, find_project, real_world
from sitegen.effects.identity import identity, remembered
from sitegen.effects.surroundings import from_here, holds_site
from sitegen.engine.memory import Memory
from sitegen.page import kept
from sitegen.web.templates import shipped
from sitegen.web.urls import base_fault, normal_base

EXIT = {
    "output-refused": USAGE,
    "output-foreign": USAGE,
    "clock-value": ENVIRONMENT,
    "output-failed": ENVIRONMENT,
    "output-busy": ENVIRONMENT,
}
"""Errors that the words of the project cannot mend; all others are the project's own."""


@click.command("build", context_settings={"max_content_width": 100})
@click.option("--strict", is_flag=True, help="Let no warning pass.")
@click.option("--base-url", metavar="URL", default="", help="Publish under URL instead of the url of site.yaml.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Write to DIR instead of build/.")
@click.option("--single", metavar="FILE", type=click.Path(path_type=Path), help="Write the whole site as one file.")
@click.option("--today", type=Day(), metavar="DATE", help="Build as if it were this day (2025-10-26).")
@click.option("--drafts", is_flag=True, help="Show what is marked draft: true.")
@click.option("--clean", is_flag=True, help="Make everything, remember nothing of earlier builds.")
@click.option("--why", is_flag=True, help="Say of each file that was made why it was.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report problems.")
@shared
@click.pass_context
def command(
    ctx: click.Context,
    strict: bool,
    base_url: str,
    out: Path | None,
    single: Path | None,
    today: date | None,
    drafts: bool,
    clean: bool,
    why: bool,
    form: Literal["text", "json"],
) -> None:
    """Make the site: content/ becomes build/, whole or not at all.

    All problems are reported at once, each with its file, line and remedy. If there is an error, nothing is written
    and the last good site stays where it is. DIR and FILE are taken from where you are, not from the project.

    --single binds all pages into one document instead, to send, to keep or to print: pictures, styles and downloads
    stand in it, it loads nothing, and opens from the disk. build/ stays as it is. FILE is replaced if an earlier
    --single made it; any other file is refused. FILE.vi.html is the Vietnamese one of a site that speaks it.

    \b
      sitegen build --strict --base-url https://example.org/tour/
      sitegen build --single tour.html      the whole explainer in one file
      sitegen build --today 2025-11-02      which claims are due on that day?
      sitegen build --format json | jq -r '.diagnostics[] | "\\(.file):\\(.line)"'

    Exit codes: 0 done, 1 the project has errors, 2 wrong usage or a folder that must not be replaced, 3 disk,
    permission or another build at work, 70 a bug in sitegen, 130 interrupted.
    """
    if base_url and (fault := base_fault(base_url)):
        raise click.BadParameter(f"{base_url!r} is no address of a site: {fault}.", ctx, param_hint="--base-url")
    if single is not None and (out is not None or why):
        what = "--out names a folder" if out is not None else "--why tells of files"
        raise click.UsageError(f"--single writes one file and {what}: take one of the two.", ctx)
    how = settings(ctx)
    terminal = Terminal.of(how)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        if form == "json":
            terminal.data(report.as_json([none], terminal.view(how.directory), ok=False))
        terminal.complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    options = Options(base_url=normal_base(base_url) if base_url else "", drafts=drafts, today=today)
    if single is not None:
        from sitegen.cli.single import single as bind

        ctx.exit(exit_code(bind(how, root, single, options, form, strict=strict, clean=clean), strict=strict))
    folder = out or root / "build"
    started = perf_counter()
    began, before = time_ns(), repeat.looked(str(root.resolve()))
    with terminal.working("building"):
        drawer = DiskDrawer(root)
        try:
            marked = repeat.marked_now()
            told = identity() if clean else remembered(drawer, marked)
            memory = kept.memory(drawer, told, Forks(), empty=clean)
        except OSError:  # nobody can tell whether what is kept still counts
            marked, told, memory = "", "", Memory()
        with _compiled(told):
            built = build(real_world(root, folder), options, strict=strict, memory=memory)
        with suppress(OSError):  # without it the next build is slower and as right
            memory.save(whole=built.published is not None)
    seconds = f"{perf_counter() - started:.2f}"
    place = f"{from_here(folder) or '.'}/"
    code = exit_code(built.problems, strict=strict)
    view = replace(terminal.view(root), sources=report.sources(built.snapshot))
    data = report.as_json(built.problems, view, ok=code == OK) if form == "json" else ""
    worth = errors(built.problems) if how.quiet and not strict else built.problems
    block = "" if form == "json" else report.as_text(worth, view)
    stays = code not in (OK, USAGE) and holds_site(folder)

    def last(unchanged: bool, seconds: str) -> str:
        if code != OK:
            return report.refusal(built.problems, kept=place if stays else "")
        warnings = report.counts(built.problems)
        return (f"{warnings}; " if warnings else "") + _outcome(built, place, seconds, unchanged=unchanged)

    if form == "json":
        terminal.data(data)
    if why and built.manifest is not None:
        for line in report.reasons(built.manifest.reasons):
            terminal.complain(line)
    terminal.block(block)
    unchanged = built.published is not None and built.published.unchanged
    terminal.say(last(unchanged, seconds))
    again = terminal.spoken(block, last(True, repeat.SECONDS))
    if code in (OK, PROJECT) and before is not None and marked and not clean:
        printed = f"{data}\n" if data else ""
        with suppress(OSError):
            answers.leave(drawer, marked, root, folder, began, before, built, code, printed, again)
    ctx.exit(code)


@contextmanager
def _compiled(identity: str) -> Iterator[None]:
    """The default theme's templates need not be compiled, if an earlier build by the same sitegen has."""
    known = codes.read(identity) if identity else {}
    shipped().update(known)
    yield
    if identity and shipped().keys() - known.keys():
        codes.write(identity, shipped())


def exit_code(problems: Iterable[Problem], *, strict: bool) -> int:
    """0, or the code of what stopped the build; the project's own faults come first."""
    found = tuple(problems)
    if not stops(found, strict=strict):
        return OK
    codes = {EXIT.get(p.code, PROJECT) for p in errors(found)} or {PROJECT}
    return min(codes)


def _outcome(built: Built, folder: str, seconds: str, *, unchanged: bool) -> str:
    if unchanged:
        return f"nothing changed ({seconds} s)"
    return f"built {report.size(built.manifest)} in {seconds} s -> {folder}"
