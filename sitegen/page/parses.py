"""The parses of a build: those of files that have not changed come from memory, the others are made, on all cores where
there are many of them.

Kept beside the parse of a file is what was judged of its texts, for as long as all that the judgement rests on stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.content.parsed import LateProse, Manner, Names, Parsed, gist, joined, parted
from sitegen.core.artifact import Source, digest
from sitegen.core.late import late
from sitegen.core.model import NO_WORDS, Section
from sitegen.core.problem import Problem
from sitegen.core.prose import Prose
from sitegen.core.record import replace
from sitegen.core.world import Pieces
from sitegen.engine.memory import Memory

if TYPE_CHECKING:
    from sitegen.content import bodies, parsing
else:
    bodies = late("sitegen.content.bodies")
    parsing = late("sitegen.content.parsing")

ROOM, JUDGED = "parses", "judged"
LEAST = 12
"""Files that a process of its own is worth: starting one takes about as long as reading these."""


class Parses:
    """By the path below content/. `names` tells what a block's opening line names."""

    def __init__(self, memory: Memory, names: Names) -> None:
        self._memory = memory
        self._names = names
        self._found: dict[str, Parsed] = {}
        self._keys: dict[str, str] = {}

    def __getitem__(self, name: str) -> Parsed:
        return self._found[name]

    def get(self, name: str) -> Parsed | None:
        return self._found.get(name)

    def read(self, sources: Mapping[str, Source], manner: Manner) -> None:
        memory = self._memory
        if not memory.remembers:
            self._found.update((name, parsing.read(name, source, manner)) for name, source in sources.items())
            return
        then, now = memory.then(ROOM), memory.now(ROOM)
        missing = []
        how = repr(manner)
        for name, source in sources.items():
            key = self._keys[name] = digest(f"{source.digest} {how} {source.path}".encode())
            note = then.get(name)
            if note is None or note[0] != key or not self._remembered(name, source, manner, note):
                missing.append(name)
            else:
                now[name] = note
        if missing and memory.parallel(missing, LEAST):
            made = memory.each(lambda name: self._read_apart(name, sources[name], manner), missing, LEAST)
            for name, (head, *body) in zip(missing, made, strict=True):
                for each in body:
                    memory.keep(each)
                note = now[name] = [self._keys[name], memory.plain(head)]
                self._remembered(name, sources[name], manner, note)
            return
        for name in missing:
            parsed = self._made(name, sources[name], manner, then.get(name))
            kept = self._parted(parsed, sources[name], manner, lambda body: memory.keep(memory.encode(body)))
            now[name] = [self._keys[name], memory.encoding.put(kept)]
            text = getattr(kept.value, "body", None)
            if isinstance(text, LateProse):
                text.fetched_by(partial(getattr, parsed.value, "body"))
            self._found[name] = kept

    def texts(self, name: str) -> tuple[Prose, ...]:
        """All that were met in a file."""
        parsed = self._found[name]
        return joined(parsed) if self._memory.remembers else parsed.texts

    def names_something(self, text: Prose) -> bool:
        """Whether there is anything in it that could be wrong about the rest of the site."""
        return bool(gist(text, self._names))

    def judged(self, name: str, context: str, judge: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
        key = self._keys.get(name, "") + context
        found: tuple[Problem, ...] = self._memory.value(JUDGED, name, key, judge)
        return found

    def _remembered(self, name: str, source: Source, manner: Manner, note: Any) -> bool:
        kept: Parsed = self._memory.encoding.take(note[1])
        body = getattr(kept.value, "body", None)
        if isinstance(body, LateProse):
            if not self._memory.want(body.name):
                return False
            body.fetched_by(partial(self._fetch, body.name, name, source, manner))
        self._found[name] = kept
        return True

    def _made(self, name: str, source: Source, manner: Manner, note: Any) -> Parsed:
        """Where only a section's body is another than last time, its head is not read again."""
        if note is not None and name.startswith("sections/"):
            kept: Parsed = self._memory.encoding.take(note[1])
            if kept.head and kept.head == bodies.head_key(source, manner):
                return replace(bodies.read_again(kept.value, source, manner), head=kept.head)
        parsed: Parsed = parsing.read(name, source, manner)
        return parsed

    def _parted(self, parsed: Parsed, source: Source, manner: Manner, keep: Callable[[Prose], str]) -> Parsed:
        kept = parted(parsed, self._names, bodies.fingerprint(source, manner, parsed.value), keep)
        if isinstance(kept.value, Section):
            head = replace(kept.value, number=0, body=NO_WORDS)
            told = self._memory.fingerprint(head)
            kept = replace(kept, told=(told.value, told.places))
        return kept

    def _fetch(self, kept: str, name: str, source: Source, manner: Manner) -> Prose:
        """The body from the store; from its file where the store has lost it."""
        found: Prose | None = self._memory.recall(kept)
        return found if found is not None else parsing.read(name, source, manner).value.body

    def _read_apart(self, name: str, source: Source, manner: Manner) -> Pieces:
        """In a process of its own: the head, and the body where there is one."""
        apart: list[bytes] = []

        def keep(body: Prose) -> str:
            apart.append(self._memory.encode(body))
            return self._memory.keep(apart[-1])

        parsed = parsing.read(name, source, manner)
        kept = self._parted(parsed, source, manner, keep)
        return self._memory.encode(kept), *apart


