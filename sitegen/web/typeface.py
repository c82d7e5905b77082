"""The faces of the share card: how wide a text is in them, which letters they have, how it breaks into lines.

Widths are the fonts' own advances (`cmap` and `hmtx` of OpenType 1.9); kerning is left out, which only ever draws a
line a little narrower than measured. The files are made by tools/card_fonts.py and, like the map's land, are part of
the program: read through the import system, so no door to the disk is needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from struct import unpack_from

from sitegen.core.artifact import digest
from sitegen.core.record import record

FILES = ("serif-semibold.ttf", "label-regular.ttf", "label-bold.ttf")


@record
class Face:
    """`advances`: of each character the font has, in units of which `em` make one."""

    em: int
    advances: Mapping[str, int]

    def width(self, text: str, size: float) -> float:
        """In pixels at a size in pixels, before kerning. A combining mark takes no room."""
        return sum(self.advances.get(letter, self.em) for letter in _composed(text)) * size / self.em

    def lacks(self, text: str) -> str:
        """The first character that this face cannot draw, or ""."""
        return next((letter for letter in _composed(text) if letter not in self.advances), "")


@lru_cache(maxsize=len(FILES))
def face(name: str) -> Face:
    data = _file(name)
    tables = {data[at : at + 4].decode(): unpack_from(">I", data, at + 8)[0]
              for at in range(12, 12 + 16 * unpack_from(">H", data, 4)[0], 16)}  # fmt: skip
    em = unpack_from(">H", data, tables["head"] + 18)[0]
    wide = unpack_from(">H", data, tables["hhea"] + 34)[0]  # glyphs with an advance of their own; later ones repeat it
    advances = unpack_from(">" + "Hh" * wide, data, tables["hmtx"])[::2]
    glyphs = dict(_segments(data, tables["cmap"]))
    return Face(em, {letter: advances[min(glyph, wide - 1)] for letter, glyph in glyphs.items()})


@lru_cache(maxsize=1)
def version() -> str:
    """Changes with the letters of any face."""
    return digest(b"".join(map(_file, FILES)))


def paths() -> list[str]:
    """Where the files lie, for a library that opens them itself."""
    return [str(Path(__file__).with_name("fonts") / name) for name in FILES]


def _file(name: str) -> bytes:
    import pkgutil  # loaded when letters are measured

    data = pkgutil.get_data(__package__, f"fonts/{name}")
    assert data is not None, "the fonts are installed with this package"
    return data


def _segments(data: bytes, cmap: int) -> Iterator[tuple[str, int]]:
    """Character and glyph, from the format 4 subtable (the Basic Multilingual Plane)."""
    entries = (unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(unpack_from(">H", data, cmap + 2)[0]))
    at = next(cmap + offset for _, _, offset in entries if unpack_from(">H", data, cmap + offset)[0] == 4)
    count = unpack_from(">H", data, at + 6)[0] // 2
    ends, starts = at + 14, at + 16 + 2 * count
    for n in range(count):
        end, start = unpack_from(">H", data, ends + 2 * n)[0], unpack_from(">H", data, starts + 2 * n)[0]
        delta = unpack_from(">H", data, starts + 2 * count + 2 * n)[0]
        place = starts + 4 * count + 2 * n
        offset = unpack_from(">H", data, place)[0]
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = unpack_from(">H", data, place + offset + 2 * (code - start))[0] if offset else code
            if glyph and (glyph := (glyph + delta) & 0xFFFF):
                yield chr(code), glyph


def _composed(text: str) -> str:
    """As it will be drawn: composed, without what has no shape (soft hyphens, joiners, marks of direction)."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")


# --- lines


@record
class Setting:
    """A text set: its size in pixels and its lines."""

    size: int
    lines: tuple[str, ...]


def fitted(text: str, face: Face, width: float, sizes: tuple[tuple[int, int], ...]) -> Setting:
    """The text at the one of `sizes` (pixels, most lines) at which it stands best, its lines even and broken by sense.

    Where it fits in none, the last size is used and what is too much gives way to an ellipsis: nothing ever
    stands outside of `width`.
    """
    best: tuple[float, Setting] | None = None
    for size, most in sizes:
        row = _Row.of(text, face, size)
        least = row.least(width)
        for count in range(least, min(least + 1, most, len(row.words)) + 1) if least else ():
            cost, lines = row.broken(count, width)
            cost += _SMALLER * (1 - size / sizes[0][0]) + _FURTHER * (count - least)
            if lines and (best is None or cost < best[0]):
                best = cost, Setting(size, lines)
    if best is not None:
        return best[1]
    size, most = sizes[-1]
    return Setting(size, _cut(text, face, width, size, most))


def balanced(text: str, face: Face, width: float, size: int) -> tuple[str, ...]:
    """As few lines as `width` allows, as even as they can be; () if a word is too wide for a line."""
    row = _Row.of(text, face, size)
    least = row.least(width)
    return row.broken(least, width)[1] if least else ()


_SMALLER, _FURTHER, _PAUSE, _HANGING = 0.5, 0.1, -0.09, 0.08
"""What counts against a setting: letters smaller than the largest, a line more than it needs, a line that ends in a
word that leans on the next. A line that ends where a speaker would pause counts for it. Chosen by eye."""
_PAUSES = ",;:.!?…—–"
_LEANS = 3
"""Letters: words as short as articles and prepositions belong to what follows."""


@record
class _Row:
    """A text's words on one endless line: where each begins and ends, in pixels."""

    words: tuple[str, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]

    @classmethod
    def of(cls, text: str, face: Face, size: int) -> _Row:
        words = tuple(text.split(" "))
        space, at = face.width(" ", size), 0.0
        starts, ends = [], []
        for word in words:
            starts.append(at)
            ends.append(at + face.width(word, size))
            at = ends[-1] + space
        return cls(words, tuple(starts), tuple(ends))

    def least(self, width: float) -> int:
        """How many lines there must be; 0 if one word is too wide."""
        lines, first = 1, 0
        for n in range(len(self.words)):
            if self.ends[n] - self.starts[n] > width:
                return 0
            if self.ends[n] - self.starts[first] > width:
                lines, first = lines + 1, n
        return lines

    def broken(self, count: int, width: float) -> tuple[float, tuple[str, ...]]:
        """The best way to break into exactly this many lines, with what counts against it; no lines if there is none.

        Best[k][n] is the best way to set the first n words on k lines (Knuth and Plass, without the stretching).
        """
        if count == 1 and self.ends[-1] <= width:
            return 0.0, (" ".join(self.words),)
        even, total = self.ends[-1] / count, len(self.words)
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for _ in range(count):
            ahead: dict[int, tuple[float, tuple[int, ...]]] = {}
            for first, (cost, breaks) in best.items():
                for n in range(first + 1, total + 1):
                    wide = self.ends[n - 1] - self.starts[first]
                    if wide > width:
                        break
                    now = cost + 2 * ((wide - even) / width) ** 2 + (self._sense(n) if n < total else 0)
                    if n not in ahead or now < ahead[n][0]:
                        ahead[n] = now, (*breaks, n)
            best = ahead
        if total not in best:
            return 0.0, ()
        cost, breaks = best[total]
        return cost, tuple(" ".join(self.words[i:j]) for i, j in zip((0, *breaks), breaks, strict=False))

    def _sense(self, n: int) -> float:
        """Of a break before word `n`."""
        word = self.words[n - 1]
        if word[-1:] and word[-1] in _PAUSES:
            return _PAUSE
        return _HANGING if len(word) <= _LEANS else 0.0


def _cut(text: str, face: Face, width: float, size: int, most: int) -> tuple[str, ...]:
    """The first `most` lines, ending in an ellipsis; a word that is wider than a line is cut in it."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, size) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            kept = lines[-1].split(" ")
            while len(kept) > 1 and face.width(" ".join(kept) + "…", size) > width:
                kept.pop()
            lines[-1] = _shortened(" ".join(kept).rstrip(",;:–—-") + "…", face, width, size)
            break
        else:
            lines.append(_shortened(word, face, width, size))
    return tuple(lines)


def _shortened(text: str, face: Face, width: float, size: int) -> str:
    while face.width(text, size) > width:
        text = text.rstrip("…")[:-1].rstrip(" ,;:–-") + "…"
    return text
