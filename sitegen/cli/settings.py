"""What every command takes, before or after its name: where the project is, how much to say, in which colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import click
from click.core import ParameterSource

from sitegen.core.record import fields, record

C = TypeVar("C", bound=Callable[..., Any])

OK = 0
PROJECT = 1  # the project has errors
USAGE = 2  # wrong usage, or an output folder that sitegen refuses
ENVIRONMENT = 3  # disk, permission, port, lock, git
BUG = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


@record
class Settings:
    directory: Path = Path()
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    color: Literal["auto", "always", "never"] = "auto"


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4, and older ones will do
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            if isinstance(value, str) and len(value) == len("2025-10-26"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(f"{value!r} is not a day of the calendar; write it like 2025-10-26.", param, ctx)


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """`meta` is shared by a command and its group, so what stands nearer to the end of the line wins."""
    if ctx.get_parameter_source(str(param.name)) is not ParameterSource.DEFAULT:
        ctx.meta[f"sitegen.{param.name}"] = value


def _option(*names: str, **how: Any) -> Callable[[C], C]:
    return click.option(*names, expose_value=False, callback=_keep, **how)


_SHARED = (
    _option(
        "-C", "directory", metavar="DIR", help="Work on the project in DIR, or above it, instead of here.",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
    ),
    _option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    _option("-v", "--verbose", is_flag=True, help="Show every problem, notes too."),
    _option("--debug", is_flag=True, help="Print the trace of a bug in sitegen."),
    _option("--color", type=click.Choice(["auto", "always", "never"]), help="Colours; auto: on a terminal."),
)  # fmt: skip


def shared(command: C) -> C:
    for option in reversed(_SHARED):
        command = option(command)
    return command


def settings(ctx: click.Context) -> Settings:
    given = {each.name: ctx.meta[key] for each in fields(Settings) if (key := f"sitegen.{each.name}") in ctx.meta}
    if given.get("quiet") and given.get("verbose"):
        raise click.UsageError("-q and -v do not go together.", ctx)
    return Settings(**given)
