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


def plan(site: Site, snapshot: Snapshot) -> Result[Plan]:
    planned = [
        entry
        for kind in OUTPUTS.values()
        for version in (site.versions if kind.every_language else (site,))
        for entry in kind.plan(version, snapshot)
    ]
    versions = {version.language: version for version in site.versions}
    planned += [
        beside
        for card in [entry.card for entry in planned if entry.card]
        for kind in OUTPUTS.values()
        for beside in kind.beside(card, versions[card.language], snapshot)
    ]
    artifacts = tuple(entry.artifact for entry in planned)
    problems = tuple(_twice(artifacts))
    cards = tuple(entry.card for entry in planned if entry.card)
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


def _called(at: Span) -> str:
    return f"{at.path}:{at.line}" if at.line > 1 else at.path
