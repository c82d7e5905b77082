"""`.nojekyll`: an empty file that keeps GitHub Pages from running Jekyll, which drops names that begin with `_`.

Pages published by a workflow never meet Jekyll, but the same site may be pushed to a branch one day.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.core import model
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader


def plan(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    yield Planned(Artifact(".nojekyll", "nojekyll"))


def make(artifact: Artifact, reader: Reader) -> Made:
    return Made(b"")


KIND = OutputKind("nojekyll", plan, make)
