"""`sitegen explain`: what a code means, in the terminal."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

import click

from sitegen.cli.settings import settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.core.codes import CODES
from sitegen.core.problem import near_names
from sitegen.effects.surroundings import environment
from sitegen.explain import entry, families
from sitegen.explain.show import WIDTH, in_terminal, listing
from sitegen.report import use_colour


@click.command("explain", context_settings={"max_content_width": 100})
@click.argument("code", required=False, metavar="[CODE]")
@shared
@click.pass_context
def command(ctx: click.Context, code: str | None) -> None:
    """Tell what an error or warning means, and how to mend it.

    CODE is the word in brackets after "error" or "warning". Without one, all codes are listed. No project is needed.

    \b
      sitegen explain fact-due
      sitegen explain | grep image

    Exit codes: 0 done, 2 there is no such code.
    """
    how = settings(ctx)
    terminal = Terminal.of(how)
    stdout = sys.stdout.isatty()
    colour = use_colour(how.color, environment(), stdout)
    columns = get_terminal_size().columns if stdout else WIDTH
    if code is None:
        terminal.data(listing(families(), colour=colour, columns=max(columns, 60)))
        return
    name = code.strip().strip("[]").lower()
    name = name.rpartition("[")[2]  # "error[fact-due]" as copied from a message
    found = entry(name)
    if found is None:
        near = near_names(name, CODES)
        either = " or ".join(filter(None, (", ".join(near[:-1]), *near[-1:])))
        hint = f"did you mean {either}?" if near else "sitegen explain lists them all"
        raise click.UsageError(f"no problem has the code {code!r}; {hint}", ctx)
    terminal.data(in_terminal(found, colour=colour, columns=max(columns, 40)))
