"""What a build leaves behind so that the same command can be answered at once (`repeat`) while nothing changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sitegen.build import Built
from sitegen.cli import repeat
from sitegen.core.artifact import Snapshot, digest
from sitegen.core.codes import PASSING
from sitegen.core.world import Drawer
from sitegen.effects.shelf import RECORD, listing
from sitegen.effects.stamps import trusted

MOST = 8  # lists that are kept: one for each way in which the command is called


def leave(drawer: Drawer, marked: str, root: Path, folder: Path, began: int, before: list[tuple[str, repeat.Line]],
          built: Built, code: int, out: str, err: str) -> None:  # fmt: skip
    """`marked`: the `mark` of what built it. `before`: the sources as they were found ahead of the build, so that an
    edit during it is seen the next time, and `began` the moment of that. `err` holds `repeat.SECONDS`.

    Raises OSError."""
    top = os.path.realpath(root)
    target = os.path.realpath(folder)
    digests = _digests(built.snapshot)
    read = [(key, digests.get(key, ""), status) for key, (_, _, status) in before]
    if built.snapshot is None or any(not told and not trusted(status, began) for _, told, status in read):
        return  # a file that no build reads and that may still be under somebody's hands
    if any(problem.code in PASSING for problem in built.problems):
        return
    stands = repeat.standing(target)
    if not stands:
        return
    made = []
    if built.published is not None and built.manifest is not None:
        outputs = {path: output.digest for path, output in built.manifest.outputs.items()}
        outputs[RECORD] = digest(listing(outputs))
        made = [(path, told, os.lstat(os.path.join(target, path))) for path, told in outputs.items()]
    begin, end = built.span or ("", "")
    if os.environ.get("SOURCE_DATE_EPOCH"):  # it is part of the list's name
        begin, end = "", ""
    place = os.path.relpath(target, top)
    head = [marked, str(begin), str(end), str(code), place, repeat.own_theme(top), stands]
    body = repeat.answer(head, repeat.lines(read, began), repeat.lines(made, began), out, err)
    for name in [name for name in drawer.names() if name.startswith("said-")][MOST - 1 :]:
        drawer.remove(name)
    drawer.write(repeat.name_of(sys.argv[1:], top), body)


def _digests(snapshot: Snapshot | None) -> dict[str, str]:
    """Of what was read, by its path below the project or, for the theme's, below theme/."""
    found: dict[str, str] = {}
    if snapshot is not None:
        for folder in repeat.FOLDERS:
            for name, source in getattr(snapshot, folder).items():
                found[f"{'theme/' if source.origin == 'theme' else ''}{folder}/{name}"] = source.digest
    return found
