"""A site's one colour, made fit to be read: by light as given or as little darker as will do, in the dark its lighter
kin. And the pairs of colours that the theme prints on each other, with how far apart they have to be (WCAG 2.2: 4.5:1
for text, 1.4.3; 3:1 for lines that mean something, 1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sitegen.web import colour
from sitegen.web.tokens import Scheme, resolved, tokens

TEXT, LINE = 4.5, 3.0
PAIRS = (
    (":root", "--ink", "--paper", TEXT),
    (":root", "--ink-2", "--paper", TEXT),
    (":root", "--ink", "--tint", TEXT),
    (":root", "--ink-2", "--tint", TEXT),
    (":root", "--live", "--paper", TEXT),  # both ways: labels on the paper, and the link that skips to the text
    (":root", "--live", "--tint", TEXT),  # the number of the note that a reader came from
    *((".map", text, ground, TEXT) for text in ("--map-ink", "--map-note") for ground in ("--map-land", "--map-sea")),
    *((".map", line, ground, LINE) for line in ("--map-route", "--map-off") for ground in ("--map-land", "--map-sea")),
    (".map", "--map-ocean", "--map-sea", TEXT),
    (".map", "--map-land", "--map-route", TEXT),  # the number in a badge
)
"""Where it holds, what is printed, on what, and how far apart they have to be."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
GIVEN: dict[Scheme, str] = {"light": "--accent-given", "dark": "--accent-dark"}
"""The properties in which a style sheet is handed the accent."""
LIFTED, FADED = 0.76, 0.65
"""The accent in the dark, before anything is measured: its lightness, and the part that is left of its chroma. The same
strength on a dark ground glows; chosen by eye."""


class Close(NamedTuple):
    """Two colours that are too close, with what they are called in the style sheet."""

    ratio: float
    least: float
    above: str
    below: str


class Accent(NamedTuple):
    """As #rrggbb."""

    light: str
    dark: str


@lru_cache(maxsize=8)
def fitted(css: str, given: str) -> Accent:
    """The nearest to `given`, of its hue, that the pairs in these sheets allow; `given` itself where none would do."""
    origin = colour.read(given)
    if origin is None:
        return Accent(given, given)
    _, chroma, hue = colour.lch(origin)
    lifted = colour.written(colour.from_lch(LIFTED, chroma * FADED, hue))
    return Accent(_nearest(css, "light", given), _nearest(css, "dark", lifted))


def worst(css: str, given: str) -> Close | None:
    """Where `given`, unchanged, would be the hardest to see by light."""
    return min(too_close(css, "light", given), key=lambda close: close.ratio / close.least, default=None)


def too_close(css: str, scheme: Scheme, accent: str = "") -> Iterator[Close]:
    """All pairs of the sheets; with `accent` in the place of theirs, only those that rest on it."""
    for scope in dict.fromkeys(scope for scope, *_ in PAIRS):
        known = tokens(css, scheme, scope)
        if accent:
            known[GIVEN[scheme]] = accent
        for where, above, below, least in PAIRS:
            if where != scope:
                continue
            one, by = resolved(above, known)
            other, on = resolved(below, known)
            if one is None or other is None or (accent and GIVEN[scheme] not in by | on):
                continue
            if (ratio := colour.contrast(one, other)) < least:
                yield Close(ratio, least, above, below)


def _nearest(css: str, scheme: Scheme, start: str) -> str:
    """`start`, or the same hue as little lighter or darker as will do."""
    found = colour.read(start)
    if found is None or not any(too_close(css, scheme, start)):
        return start
    lightness, chroma, hue = colour.lch(found)
    for step in range(1, 100):
        for other in (lightness - step / 100, lightness + step / 100):
            shade = colour.written(colour.from_lch(other, chroma, hue)) if 0 < other < 1 else ""
            if shade and not any(too_close(css, scheme, shade)):
                return shade
    return start
