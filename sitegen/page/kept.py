"""Which values may be kept between builds, and how: the model, its prose, problems, parses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sitegen.content import parsed
from sitegen.content.parsed import LateProse
from sitegen.core import artifact, chart, config, kinds, located, model, problem, prose, published
from sitegen.core.world import Drawer, Workers
from sitegen.engine.encoding import Encoding, digest, records_of, table
from sitegen.engine.memory import Memory
from sitegen.engine.recent import AsTheyAre, Recent
from sitegen.engine.store import Store

_CLASSES = (
    *records_of(problem, located, prose, config, chart, model, published, parsed),
    artifact.Card, artifact.Options, kinds.Use, kinds.Form, kinds.Picture,
)  # fmt: skip


def memory(drawer: Drawer, identity: str, workers: Workers | None = None, *, empty: bool = False) -> Memory:
    """Of the builds whose things are kept in `drawer`; `identity` names all that shapes them besides the project.
    `empty`: nothing is remembered, but what this build makes is kept."""
    store = Store(drawer, digest(f"{identity} {table(_CLASSES)}"), empty=empty)
    return Memory(store, encoding(), workers)


def recent() -> Callable[[], Memory]:
    """Makes the memory of each of the builds of one process, which remembers those before it once they were saved."""
    store, values = Recent(), AsTheyAre(encoding())

    def following() -> Memory:
        values.turn()
        return Memory(store, values)

    return following


def encoding() -> Encoding:
    made: Encoding

    def put(late: LateProse) -> Any:
        plain = (late.name, bool(late), late.language, late.at, tuple(late.fingerprint), late.gist)
        return made.put(plain)

    def take(shape: Any) -> LateProse:
        name, full, language, at, told, gist = made.take(shape)
        return LateProse(name, full, language, at, artifact.Fingerprint(*told), gist)

    made = Encoding(_CLASSES, {LateProse: (put, take)}, prose.Prose)
    return made
