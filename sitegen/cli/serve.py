"""`sitegen serve`: the preview that follows every save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from sitegen import report
from sitegen.build import Built, make
from sitegen.cli.faults import bug, trace_of
from sitegen.cli.project import missing
from sitegen.cli.settings import ENVIRONMENT, INTERRUPTED, USAGE, Day, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.core.artifact import Options
from sitegen.core.problem import errors
from sitegen.effects import find_project, real_world
from sitegen.serve.door import DEFAULT_PORT, take
from sitegen.serve.server import Preview, Voice

WATCHED = ("content", "templates", "assets")


@click.command("serve", context_settings={"max_content_width": 100})
@click.option("--port", type=click.IntRange(0, 65535), help=f"Answer at this port; else at {DEFAULT_PORT} or the next.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Answer at this address or name.")
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@click.option("--today", type=Day(), metavar="DATE", help="Show the site as of this day (2025-10-26).")
@click.option("--drafts", is_flag=True, help="Show what is marked draft: true.")
@shared
@click.pass_context
def command(
    ctx: click.Context, port: int | None, host: str, browse: bool, today: date | None, drafts: bool
) -> None:
    """Show the site live in a browser while you write.

    Every save in content/, templates/ or assets/ is built in memory and the open pages renew themselves. After a save
    with an error the last good site stays, and the error is printed here. build/ is neither read nor written.

    \b
      sitegen serve --open
      sitegen serve --drafts --port 8080

    Ctrl-C ends it.
    """
    how = settings(ctx)
    terminal = Terminal.of(how)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        terminal.complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    door = take(host, port)
    if isinstance(door, str):
        terminal.complain(door)
        ctx.exit(ENVIRONMENT)
    world = real_world(root, root / "build")
    options = Options(base_url=door.url, drafts=drafts, today=today)
    terminal.say(f"{door.url}" + (f"   (port {door.passed} is in use)" if door.passed else ""))
    terminal.say(f"watching {', '.join(f'{name}/' for name in WATCHED)}; Ctrl-C ends")
    if door.open_to_others:
        terminal.complain(f"--host {host}: whoever reaches this address can read the site, drafts included")
    if browse:
        click.launch(door.url)
    speech = _Speech(terminal, root)
    voice = Voice(speech.tell, speech.describe, speech.bug, terminal.complain)
    Preview(door, lambda: make(world, options), voice, [root / name for name in WATCHED]).run()
    terminal.say("\nstopped")
    ctx.exit(INTERRUPTED)


@dataclass(slots=True)
class _Speech:
    """What is said of every build. Remembers the last, so that the same warnings are not told at every save."""

    terminal: Terminal
    root: Path
    last: str = ""
    good: bool = False

    def tell(self, built: Built, seconds: float) -> None:
        wrong = errors(built.problems)
        text = self._text(built, colour=self.terminal.colour)
        if wrong or (text != self.last and not self.terminal.settings.quiet):
            self.terminal.block(text)
        self.last = text
        self.good = self.good or not wrong
        counted = report.counts(built.problems)
        if wrong:
            self.terminal.say(f"{counted}; " + ("the last good site stays" if self.good else "nothing to show yet"))
        else:
            said = f"built {report.size(built.manifest)} in {seconds:.2f} s"
            self.terminal.say(f"{counted}; {said}" if counted else said)

    def describe(self, built: Built) -> str:
        return self._text(built, colour=False)

    def bug(self, error: Exception) -> str:
        return bug(error) + (f"\n{trace_of(error)}" if self.terminal.settings.debug else "")

    def _text(self, built: Built, *, colour: bool) -> str:
        view = replace(self.terminal.view(self.root), sources=report.sources(built.snapshot), colour=colour)
        return report.as_text(built.problems, view)
