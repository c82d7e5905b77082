"""The command `sitegen`: what there is, which module to load for it, and what becomes of everything that goes wrong."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click

from sitegen import __version__
from sitegen.cli.settings import BUG, ENVIRONMENT, INTERRUPTED, settings, shared

COMMANDS = {
    "new": "Start an explainer in a new folder.",
    "build": "Make the site: content/ becomes build/, whole or not at all.",
    "serve": "Show the site live in a browser while you write.",
    "check": "Check everything about the site without writing it.",
    "correct": "Record what changed since publication, and why.",
    "deploy": "Publish the site to GitHub Pages.",
    "explain": "Tell what an error or warning means, and how to mend it.",
    "schema": "Give editors the JSON Schemas of the YAML files.",
    "completion": "Print what a shell needs to complete sitegen's commands.",
}
"""Name, also of the module, -> the line in `sitegen --help`, which is the first of the command's own help."""

# What the machine refuses, as opposed to what sitegen does wrong; any other OSError here is a bug.
_REFUSALS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE}
)


class Commands(click.Group):
    """Knows its commands by name and line alone; loads one when it is called."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        for name, line in COMMANDS.items():
            self.add_command(click.Command(name, short_help=line))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        if name in COMMANDS:
            found = import_module(f"sitegen.cli.{name}").command
        return name, found, rest

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except (KeyboardInterrupt, click.Abort):
            click.echo("\ninterrupted", err=True)  # on a line of its own: the terminal has shown ^C
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno not in _REFUSALS:
                _own_up(ctx, error)
            name = f": {error.filename}" if error.filename else ""
            click.echo(f"error: {(error.strerror or str(error)).lower()}{name}", err=True)
            ctx.exit(ENVIRONMENT)
        except Exception as error:
            _own_up(ctx, error)


def _own_up(ctx: click.Context, error: Exception) -> None:
    faults = import_module("sitegen.cli.faults")
    click.echo(faults.bug(error), err=True)
    if settings(ctx).debug:
        click.echo(faults.trace_of(error), err=True, nl=False)
    ctx.exit(BUG)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Run sitegen COMMAND --help for its options and examples.",
)
@click.version_option(__version__, "--version", message="sitegen %(version)s")
@shared
def group() -> None:
    """Explainer microsites from Markdown and YAML.

    A project is a folder with content/ in it, which holds site.yaml, explainer.md and sections/. Work in that folder
    or anywhere below it.

    \b
      sitegen new harbor                starts one in the folder harbor/
      sitegen serve --open              shows it in a browser and follows every save
      sitegen check                     finds out everything that is wrong with it
      sitegen build                     makes the site in build/
      sitegen explain fact-due          tells what a code means and how to mend it
      sitegen deploy --branch gh-pages  publishes it on GitHub Pages
    """


def main() -> None:
    """The entry point of the package. Exits with a code of `settings`."""
    group(prog_name="sitegen")
