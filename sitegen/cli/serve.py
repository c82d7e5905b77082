"""`sitegen serve`: the preview that follows every save."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from sitegen import report
from sitegen.build import Built, make
from sitegen.cli.faults import bug, trace_of
from sitegen.cli.project import missing
from sitegen.cli.settings import ENVIRONMENT, INTERRUPTED, USAGE, Day, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.core.artifact import Options
from sitegen.core.model import Site
from sitegen.core.problem import errors
from sitegen.core.record import replace
from sitegen.core.world import Onlooker, World
from sitegen.effects import find_project, real_world
from sitegen.effects.surroundings import environment
from sitegen.page import kept
from sitegen.serve import editor
from sitegen.serve.door import DEFAULT_PORT, take
from sitegen.serve.preview import Preview, Voice
from sitegen.serve.server import run
from sitegen.web.urls import base_url

WATCHED = ("content", "templates", "assets")


@click.command("serve", context_settings={"max_content_width": 100})
@click.option("--port", type=click.IntRange(0, 65535), help=f"Answer at this port; else at {DEFAULT_PORT} or the next.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Answer at this address or name.")
@click.option("--allow", metavar="NAME", multiple=True, help="With --host: answer to this name of the machine too.")
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@click.option("--today", type=Day(), metavar="DATE", help="Show the site as of this day (2025-10-26).")
@click.option("--drafts", is_flag=True, help="Show what is marked draft: true.")
@shared
@click.pass_context
def command(
    ctx: click.Context, port: int | None, host: str, allow: tuple[str, ...], browse: bool, today: date | None,
    drafts: bool,
) -> None:  # fmt: skip
    """Show the site live in a browser while you write.

    Every save in content/, templates/ or assets/ is built in memory, and open pages become the new ones in place: they
    stay where they are scrolled, what is open stays open. After a save with an error the last good site stays, and the
    errors are shown here and over the page until they are mended. build/ is neither read nor written.

    The site stands at the path of its url: in site.yaml, as it will when it is published. An error's place opens in
    your editor if VISUAL or EDITOR names one with a window of its own, or if this is its terminal.

    \b
      sitegen serve --open
      sitegen serve --drafts --port 8080
      sitegen serve --today 2025-11-02               what will be due by then?
      sitegen serve --host 0.0.0.0 --allow desk.lan  for a phone in the same network

    Ctrl-C ends it. Exit codes: 2 wrong usage, 3 the port or address cannot be used, 130 ended.
    """
    how = settings(ctx)
    terminal = Terminal.of(how)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        terminal.complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    door = take(host, port, allow)
    if isinstance(door, str):
        terminal.complain(door)
        ctx.exit(ENVIRONMENT)
    options = Options(origin=door.url.rstrip("/"), drafts=drafts, today=today)
    terminal.say(f"{door.url}" + (f"   (port {door.passed} is in use)" if door.passed else ""))
    terminal.say(f"watching {', '.join(f'{name}/' for name in WATCHED)}; Ctrl-C ends")
    if door.open_to_others:
        where = "any address of this machine" if door.everywhere else door.host
        names = f"{where}, {', '.join(allow)}" if allow else f"{where} and no other name (--allow NAME adds one)"
        terminal.complain(f"--host {host}: whoever reaches this machine can read the site, drafts included; "
                          f"it answers to {names}")  # fmt: skip
    if browse:
        click.launch(door.url)
    preview = Preview(
        door, maker(real_world(root, root / "build", again_and_again=True), options), _voice(terminal, root),
        [root / name for name in WATCHED], lambda site: site_path(site, options),
    )  # fmt: skip
    run(preview)
    gc.freeze()  # or Python would search the whole of the site for circles before it leaves
    terminal.say("\nstopped")
    ctx.exit(INTERRUPTED)


def maker(world: World, options: Options) -> Callable[[Onlooker], Built]:
    """Each build remembers those before it, also one that was given up."""
    following = kept.recent()

    def build(onlooker: Onlooker) -> Built:
        memory, built = following(), Built()
        try:
            built = make(world, options, memory=memory, onlooker=onlooker)
        finally:
            memory.save(whole=bool(built.checked))
        return built

    return build


def site_path(site: Site, options: Options) -> str:
    return urlsplit(base_url(site.config, options)).path


def _voice(terminal: Terminal, root: Path) -> Voice:
    speech = _Speech(terminal, root)
    opener = editor.known(environment(), shutil.which)
    if opener is None:
        return Voice(speech.tell, speech.rows, speech.text, speech.bug, terminal.complain)

    def edit(path: str, line: int, column: int) -> None:
        opener.open(root / path, line, column)

    return Voice(speech.tell, speech.rows, speech.text, speech.bug, terminal.complain, opener.name, edit)


class _Speech:
    """What is said of every build. Remembers the last, so that the same warnings are not told at every save."""

    def __init__(self, terminal: Terminal, root: Path) -> None:
        self.terminal = terminal
        self.root = root
        self.last = ""
        self.good = False

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
            made, of = (len(built.manifest.reasons), len(built.manifest.outputs)) if built.manifest else (0, 0)
            said = f"made {made} of {of} files in {seconds:.2f} s"
            self.terminal.say(f"{counted}; {said}" if counted else said)

    def rows(self, built: Built) -> list[dict[str, Any]]:
        """For a page: by paths below the project, however the terminal sees them."""
        return report.as_rows(built.problems, report.View(sources=report.sources(built.snapshot)))

    def text(self, built: Built) -> str:
        return self._text(built, colour=False)

    def bug(self, error: Exception) -> str:
        return bug(error) + (f"\n{trace_of(error)}" if self.terminal.settings.debug else "")

    def _text(self, built: Built, *, colour: bool) -> str:
        view = replace(self.terminal.view(self.root), sources=report.sources(built.snapshot), colour=colour)
        return report.as_text(built.problems, view)
