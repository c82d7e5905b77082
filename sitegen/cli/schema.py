"""`sitegen schema`: what an editor needs to complete keys and to underline slips in the YAML files."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.project import missing
from sitegen.cli.settings import USAGE, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.content.schema_json import NAMES, place_of, schemas, written
from sitegen.core.problem import nearest
from sitegen.effects import find_project
from sitegen.effects.plant import renew
from sitegen.effects.surroundings import from_here


@click.command("schema", context_settings={"max_content_width": 100})
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Write all schemas into the folder schemas/ of the project.")
@click.option("--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write them to DIR.")
@shared
@click.pass_context
def command(ctx: click.Context, name: str | None, write: bool, out: Path | None) -> None:
    """Give editors the JSON Schemas of the YAML files.

    NAME is that of a file without its ending, such as facts, or facts.words for its translations: its schema goes to
    stdout. Without NAME the names are listed.

    \b
      sitegen schema --write         brings schemas/ up to date after an update of sitegen
      sitegen schema facts > facts.json

    An editor with the YAML language server finds a schema by the first line of a file:

    \b
      # yaml-language-server: $schema=../schemas/facts.json
    """
    how = settings(ctx)
    terminal = Terminal.of(how)
    made = schemas()
    if name is not None:
        if write or out:
            raise click.UsageError("NAME prints one schema, --write and --out write them all.", ctx)
        file = f"{name.removesuffix('.json').removesuffix('.yaml')}.json"
        if file not in made:
            hint = nearest(name, [known.removesuffix(".json") for known in made])
            raise click.BadParameter(f"there is no schema {name!r}; {hint}", ctx, param_hint="NAME")
        terminal.data(written(made[file]).removesuffix("\n"))
        return
    if not write and out is None:
        terminal.data("\n".join(f"{name:12} {place_of(name)}.yaml" for name in NAMES))
        return
    if out is None:
        root = find_project(how.directory)
        if root is None:
            none = missing(how.directory)
            terminal.complain(f"{none.message}; {none.hint}")
            ctx.exit(USAGE)
        out = root / "schemas"
    changed = renew(out, {file: written(schema) for file, schema in made.items()})
    place = f"{from_here(out) or '.'}/"
    terminal.say(f"wrote {len(changed)} of {len(made)} schemas to {place}" if changed else f"{place} is up to date")
