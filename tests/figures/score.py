"""How well the figure finder keeps to the labelled sentences: `python -m tests.figures.score tuning`.

Prints precision and recall by exact extent and by overlap (README.md here says how they are counted), then every miss.
None of `fresh.txt` is shown: what the finder is tuned on must not be read off that file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.content.figures import find
from sitegen.content.languages import LANGUAGES

HERE = Path(__file__).parent
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, where they were, and where the finder sees figures."""

    text: str
    marked: tuple[Extent, ...]
    found: tuple[Extent, ...]

    def right(self, exact: bool) -> int:
        """Pairs of a mark and a found figure, each used once."""
        if exact:
            return len(set(self.marked) & set(self.found))
        pairs, left = 0, list(self.found)
        for start, end in self.marked:
            touching = next((other for other in left if other[0] < end and start < other[1]), None)
            if touching is not None:
                left.remove(touching)
                pairs += 1
        return pairs


@dataclass(frozen=True, slots=True)
class Score:
    right: int
    marked: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 1.0


def read(name: str) -> tuple[Sentence, ...]:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(_sentence(line) for line in lines if line.strip() and not line.startswith("#"))


def _sentence(line: str) -> Sentence:
    text, marked = "", []
    for piece in re.split(r"(⟦[^⟧]*⟧)", line):
        words = piece.strip("⟦⟧")
        if words != piece:
            marked.append(_trimmed(words, len(text), len(text) + len(words), len(text)))
        text += words
    found = (f for f in find(text, LANGUAGES["en"]) if f.kind == "quantity")
    return Sentence(text, tuple(marked), tuple(_trimmed(text, f.start, f.end) for f in found))


def _trimmed(text: str, start: int, end: int, offset: int = 0) -> Extent:
    words = text[start - offset : end - offset]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def score(sentences: Iterable[Sentence], exact: bool) -> Score:
    rows = [(s.right(exact), len(s.marked), len(s.found)) for s in sentences]
    return Score(*(sum(column) for column in zip(*rows, strict=True)))


def misses(sentences: Iterable[Sentence]) -> Iterator[str]:
    """What was not found (-) and what should not have been (+), above its sentence."""
    for sentence in sentences:
        lost, extra = set(sentence.marked) - set(sentence.found), set(sentence.found) - set(sentence.marked)
        signs = [("-", extent) for extent in sorted(lost)] + [("+", extent) for extent in sorted(extra)]
        if signs:
            yield "\n".join([*(f"{sign} {sentence.text[start:end]}" for sign, (start, end) in signs),
                             f"    {sentence.text}"])  # fmt: skip


def report(name: str) -> str:
    sentences = read(name)
    lines = []
    for way, exact in (("exact", True), ("overlap", False)):
        s = score(sentences, exact)
        lines.append(f"{name}, {way}: precision {s.precision:.3f}, recall {s.recall:.3f} "
                     f"({s.right} right, {s.found} found, {s.marked} marked)")  # fmt: skip
    return "\n".join([*lines, *(misses(sentences) if name != "fresh" else ())])


if __name__ == "__main__":
    print(report(sys.argv[1]))
