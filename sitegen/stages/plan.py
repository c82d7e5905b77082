"""Site -> Plan: every file of the output with its path, before the first byte is made.

Two things that ask for one address are found here, where both can be named; "last one wins" does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from sitegen.core.artifact import Artifact, Plan, Snapshot
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Result, Span
from sitegen.outputs import OUTPUTS

LONGEST_NAME = 255
"""Bytes of a file's or a folder's name: what Linux, macOS and Windows take."""


def plan(site: Site, snapshot: Snapshot) -> Result[Plan]:
    planned = [
        entry
        for kind in OUTPUTS.values()
        for version in (site.versions if kind.every_language else (site,))
        for entry in kind.plan(version, snapshot)
    ]
    cards = tuple(entry.card for entry in planned if entry.card)
    planned += [
        beside
        for kind in OUTPUTS.values()
        for version in site.versions
        for beside in kind.beside([card for card in cards if card.language == version.language], version, snapshot)
    ]
    artifacts = tuple(entry.artifact for entry in planned)
    problems = (*_twice(artifacts), *_too_long(artifacts))
    return Result(None if problems else Plan(artifacts, cards), problems)


def _twice(artifacts: tuple[Artifact, ...]) -> Iterator[Problem]:
    """Paths that are one on a file system that folds case or composes letters are one here too."""
    taken: dict[str, Artifact] = {}
    for artifact in artifacts:
        key = normalize("NFC", artifact.path).casefold()
        first = taken.setdefault(key, artifact)
        if first is artifact:
            continue
        other = first.at or Span(first.subject[-1] if first.subject else first.path)
        yield Problem("path-twice", f'"{artifact.path}" is also asked for by {_called(other)}', artifact.at or first.at,
                      "rename one of the two")  # fmt: skip


def _too_long(artifacts: tuple[Artifact, ...]) -> Iterator[Problem]:
    """Said here with the source, or the disk would say it at the last moment of the file that was to be."""
    for artifact in artifacts:
        if len(artifact.path) * 4 <= LONGEST_NAME:  # no letter takes more bytes
            continue
        over = max(len(name.encode()) for name in artifact.path.split("/")) - LONGEST_NAME
        if over > 0:
            message = f"its name in the site would be {LONGEST_NAME + over} bytes long; {LONGEST_NAME} are the most"
            yield Problem("name-long", message, artifact.at, f"shorten it by {over} byte{'s' if over > 1 else ''}")


def _called(at: Span) -> str:
    return f"{at.path}:{at.line}" if at.line > 1 else at.path
