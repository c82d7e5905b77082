"""`sitegen check`: every check there is on a site in memory; the output folder is neither read nor written."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime
from time import monotonic
from typing import Literal

import click

from sitegen import report
from sitegen.blocks import BLOCKS
from sitegen.build import make
from sitegen.checks.thorough import CHECKS
from sitegen.cli.build import exit_code
from sitegen.cli.project import missing
from sitegen.cli.settings import OK, USAGE, Day, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.content.coverage import coverage
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem, errors
from sitegen.core.record import replace
from sitegen.effects import find_project, real_world
from sitegen.effects.net import SystemNet
from sitegen.effects.notebook import DiskNotebook
from sitegen.external.kind import external as external_kind
from sitegen.web.urls import base_fault, normal_base

STEP = 0.2
"""Seconds between two words of progress, so that a terminal does not flicker."""


@click.command("check", context_settings={"max_content_width": 100})
@click.option("--strict", is_flag=True, help="Let no warning pass.")
@click.option("--base-url", metavar="URL", default="", help="Check it as published under URL.")
@click.option("--today", type=Day(), metavar="DATE", help="Check as if it were this day (2025-10-26).")
@click.option("--external", is_flag=True, help="Ask the network whether outside links still work.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to report problems."
)
@shared
@click.pass_context
def command(
    ctx: click.Context,
    strict: bool,
    base_url: str,
    today: date | None,
    external: bool,
    form: Literal["text", "json", "github"],
) -> None:
    """Check everything about the site without writing it.

    The site is made in memory and looked at as a reader, a search engine and a screen reader would; build/ stays as it
    is. A build runs the quick ones of these checks, this runs all. It judges the site as it would be published, so an
    address that is still a placeholder is an error, unless --base-url names another. -v shows notes too.

    --external asks each outside link's server, at most one question a second to each host, five minutes at most in
    all. What is found is kept in .sitegen/ for a week, a broken link for a day, a doubtful one for an hour.

    \b
      sitegen check --strict                         what would stop a strict build?
      sitegen check --today 2025-12-24               which claims will be due by then?
      sitegen check --external                       which sources are gone?
      sitegen check --format github                  annotations in GitHub Actions

    Exit codes: 0 nothing wrong, 1 the project has errors (or warnings, with --strict), 2 wrong usage, 3 the machine
    refused something, 70 a bug in sitegen, 130 interrupted.
    """
    if base_url and (fault := base_fault(base_url)):
        raise click.BadParameter(f"{base_url!r} is no address of a site: {fault}.", ctx, param_hint="--base-url")
    how = settings(ctx)
    terminal = Terminal.of(how)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        if form != "text":
            terminal.data(_data([none], terminal.view(how.directory), form, ok=False))
        terminal.complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    options = Options(base_url=normal_base(base_url) if base_url else "", today=today)
    kinds = CHECKS
    if external:
        notebook = DiskNotebook(root / ".sitegen" / "links.json")
        kinds += (external_kind(SystemNet(), notebook, datetime.now(UTC), _Progress(terminal)),)
    with nullcontext() if external else terminal.working("checking"):  # the network tells of its own progress
        built = make(real_world(root, root / "build"), options, kinds)
    built = replace(built, problems=_once(built.problems))
    code = exit_code(built.problems, strict=strict)
    view = replace(terminal.view(root), sources=report.sources(built.snapshot))
    if form != "text":
        terminal.data(_data(built.problems, view, form, ok=code == OK))
    else:
        worth = errors(built.problems) if how.quiet and not strict else built.problems
        terminal.block(report.as_text(worth, view))
        if how.verbose and built.site:
            rows = coverage(built.site, lambda block: BLOCKS[block.kind].names(block))
            terminal.block(report.as_coverage(rows))
    terminal.say(report.judgement(built.problems, built.checked, built.manifest, strict=strict))
    ctx.exit(code)


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Without the note of a build about the address of which a check has a graver word."""
    graver = any(p.code == "address-missing" for p in problems)
    return tuple(p for p in problems if not (graver and p.code == "placeholder-url"))


def _data(problems: list[Problem] | tuple[Problem, ...], view: report.View, form: str, *, ok: bool) -> str:
    return report.as_github(problems, view) if form == "github" else report.as_json(problems, view, ok=ok)


class _Progress:
    """How many links were asked, on one line of a terminal, which is wiped away at the end."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._said = 0.0

    def __call__(self, done: int, of: int) -> None:
        now = monotonic()
        if done < of and now - self._said < STEP:
            return
        self._said = now
        self._terminal.passing("" if done == of else f"asking outside links: {done} of {of}")
