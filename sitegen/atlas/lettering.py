"""How wide a text will be, and how a name is broken into lines: before any browser has seen it.

Nobody knows the reader's font here. Advance widths are those of Arial Bold (equal to Liberation Sans Bold, from whose
tables they were read), times COLLISION between labels and SAFETY against the frame: DejaVu Sans Bold, the widest
usual fallback, is 16 % wider.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

COLLISION = 1.18
SAFETY = 1.2

_WIDTHS = {
    0.24: "'", 0.28: " ,./I\\ijlłı·‘’|\u00a0", 0.34: "!()-:;[]`ft¡•", 0.39: "*r{}", 0.42: "°", 0.48: '"',
    0.5: "z“”", 0.56: "#$0123456789J_aceksvxyå–«»", 0.61: "?FLTZbdghnopqußøđþðŁ¿+<=>^~", 0.67: "EPSVXYÞ",
    0.72: "&ABCDHKNRUĐ", 0.78: "GOQwØ", 0.83: "M", 0.89: "%mæ", 0.95: "Wœ", 1.0: "@ÆŒ…—",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.72
"""Arabic, Hebrew, Indic, Greek, Cyrillic … in em, on the wide side."""


@lru_cache(maxsize=4096)
def em(text: str) -> float:
    """Width in em, before any factor. Accents add nothing; ideographs, Hangul and emoji are square."""
    whole = 0.0
    for letter in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", letter)[0]
        if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            continue
        if letter in _WIDTH or base in _WIDTH:
            whole += _WIDTH.get(letter, _WIDTH.get(base, 0))
        else:
            whole += 1.1 if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _OTHER
    return whole


def is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def broken(name: str, most: float, lines: int) -> tuple[str, ...] | None:
    """The name on as few lines as `most` em allow, evenly filled; None when it does not go into `lines`.

    Breaks at spaces, after hyphens and slashes, and between ideographs.
    """
    pieces = _pieces(name)
    for count in range(1, lines + 1):
        found = _filled(pieces, most, count)
        if found:
            return found
    return None


def _filled(pieces: list[str], most: float, count: int) -> tuple[str, ...] | None:
    low = max(em(piece.strip()) for piece in pieces)
    if low > most:
        return None
    limit = min(most, max(low, em("".join(pieces)) / count))
    while True:
        rows, row = [], ""
        for piece in pieces:
            if row and em((row + piece).strip()) > limit:
                rows.append(row.strip())
                row = ""
            row += piece
        rows.append(row.strip())
        if len(rows) <= count:
            return tuple(rows)
        if limit >= most:
            return None
        limit = min(limit + 0.4, most)


def _pieces(name: str) -> list[str]:
    pieces = [""]
    for letter in name:
        wide = unicodedata.east_asian_width(letter) in "WF"
        if pieces[-1] and (pieces[-1][-1] in " -/" or (wide and len(pieces[-1]) > 1)) and letter != " ":
            pieces.append("")
        pieces[-1] += letter
    return pieces


def shortened(name: str, most: float) -> str:
    """Its beginning and an ellipsis, within `most` em; the list has it in full."""
    if em(name) <= most:
        return name
    end = len(name) - 1
    while end > 1 and em(name[:end] + "…") > most:
        end -= 1
    while end > 1 and unicodedata.combining(name[end]):
        end -= 1
    return name[:end].rstrip(" ,-") + "…"
