"""The two streams: data on stdout, everything said to a person on stderr. Nothing else in sitegen prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from threading import Timer

import click

from sitegen.cli.settings import Settings
from sitegen.core.record import record, replace
from sitegen.effects.surroundings import environment, from_here
from sitegen.report import COLUMNS, View, use_colour

PATIENCE = 1.0  # seconds before a terminal hears that work is going on: below that, it would only flicker


@record
class Terminal:
    settings: Settings
    colour: bool
    interactive: bool

    @classmethod
    def of(cls, settings: Settings) -> Terminal:
        interactive = sys.stderr.isatty()
        return cls(settings, use_colour(settings.color, environment(), interactive), interactive)

    def view(self, root: Path) -> View:
        """How problems of the project at `root` are shown here, without the sources for excerpts."""
        columns = get_terminal_size().columns if self.interactive else COLUMNS
        view = View(lambda path: from_here(root / path), colour=self.colour, columns=columns)
        return replace(view, notes=True, limit=None) if self.settings.verbose else view

    def data(self, text: str) -> None:
        click.echo(text, color=True)  # as in `complain`

    def say(self, text: str) -> None:
        """Kept back by -q."""
        if not self.settings.quiet:
            self.complain(text)

    def block(self, text: str) -> None:
        """Several lines that belong together, set off from what follows."""
        self.complain(f"{text}\n" if text else "")

    def spoken(self, block: str, last: str) -> str:
        """All of what `block` and `say` would print of these, as one text."""
        said = f"{block}\n\n" if block else ""
        return said if self.settings.quiet or not last else f"{said}{last}\n"

    def complain(self, text: str) -> None:
        """Said whatever was asked for. Colours are in the text or they are not: click must not judge again."""
        if text:
            click.echo(text, err=True, color=True)

    def passing(self, text: str) -> None:
        """On a terminal, a line that the next one takes the place of; "" leaves none."""
        if self.interactive and not self.settings.quiet:
            click.echo(f"\r\x1b[K{text}", err=True, nl=False, color=True)

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Says on a terminal, after a second, that work is going on, and wipes it away at the end."""
        if not self.interactive or self.settings.quiet:
            yield
            return
        said: list[str] = []

        def speak() -> None:
            said.append(what)
            click.echo(f"{what} …", err=True, nl=False)

        timer = Timer(PATIENCE, speak)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if said:
                click.echo("\r\x1b[K", err=True, nl=False, color=True)
