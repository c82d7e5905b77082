"""What a template stands for: its own file and all that it extends, includes and imports, as one digest.

Which files these are is remembered as long as every one of them is the same; a file that was looked for in vain is one.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.core.artifact import Source, digest
from sitegen.engine.memory import Memory
from sitegen.web.templates import referenced

ROOM = "closures"


def closure(name: str, sources: Mapping[str, Source], memory: Memory) -> str:
    now = memory.now(ROOM)
    note = now.get(name) or memory.then(ROOM).get(name)
    if note is None or any(_state(each, sources) != state for each, state in note.items()):
        found = {name: ""}
        waiting = [name]
        while waiting:
            for other in referenced(sources[at].text) if (at := waiting.pop()) in sources else ():
                if other not in found:
                    found[other] = ""
                    waiting.append(other)
        note = {each: _state(each, sources) for each in sorted(found)}
    now[name] = note
    return digest(repr(sorted(note.items())).encode())


def _state(name: str, sources: Mapping[str, Source]) -> str:
    """Its path too: faults and excerpts name it."""
    return f"{sources[name].path} {sources[name].digest}" if name in sources else ""
