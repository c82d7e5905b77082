"""The colours of the look stand far enough apart to be read, by light and in the dark, with the site's own accent.

Judged are the pairs that the default theme prints on each other, in the published style sheets: WCAG 2.2, 4.5:1 for
text (1.4.3), 3:1 for lines that mean something (1.4.11). A theme of one's own that has other tokens is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.web import colour
from sitegen.web.tokens import resolved, tokens

TEXT, LINE = 4.5, 3.0
GIVEN = "--accent-given"
PAIRS = (
    (":root", "--ink", "--paper", TEXT),
    (":root", "--ink-2", "--paper", TEXT),
    (":root", "--ink", "--tint", TEXT),
    (":root", "--ink-2", "--tint", TEXT),
    (":root", "--live", "--paper", TEXT),  # both ways: labels on the paper, and the link that skips to the text
    *((".map", text, ground, TEXT) for text in ("--map-ink", "--map-note") for ground in ("--map-land", "--map-sea")),
    *((".map", line, ground, LINE) for line in ("--map-route", "--map-off") for ground in ("--map-land", "--map-sea")),
    (".map", "--map-ocean", "--map-sea", TEXT),
    (".map", "--map-land", "--map-route", TEXT),  # the number in a badge
)
"""Where it holds, what is printed, on what, and how far apart they have to be."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_WHEN = {"light": "by light", "dark": "in the dark"}


class _Close(NamedTuple):
    ratio: float
    least: float
    above: str
    below: str
    when: str
    by_accent: bool

    @property
    def message(self) -> str:
        return f"{self.above} on {self.below} is at {self.ratio:.1f}:1 {self.when}; it needs {self.least:g}:1"


def run(pages: Pages) -> Iterator[Problem]:
    config = pages.site.config
    told: set[str] = set()
    accent_told = False
    for path in sorted(path for path in pages.paths if path.endswith(".css")):
        css = pages.outputs[path].data.decode("utf-8")
        close = list(_too_close(css))
        for fault in close:
            if not fault.by_accent and fault.message not in told:
                told.add(fault.message)
                yield Problem("contrast-low", fault.message, hint="set the one darker or the other lighter",
                              context="in the style sheets of the theme")  # fmt: skip
        blamed = [fault for fault in close if fault.by_accent]
        if blamed and not accent_told:
            accent_told = True
            worst = min(blamed, key=lambda fault: fault.ratio / fault.least)
            ground = "on the map" if "--map-" in worst.above else "on the page"
            ratio = f"{worst.ratio:.1f}:1 {ground} {worst.when}; it needs {worst.least:g}:1"
            message = f'the accent "{config.accent}" is at {ratio}'
            yield Problem("contrast-low", message, config.accent_at, _nearest(css, config.accent))


def _too_close(css: str, accent: str = "") -> Iterator[_Close]:
    """`accent` in place of the site's own."""
    for scheme in SCHEMES:
        for scope in (":root", ".map"):
            known = tokens(css, scheme, scope)
            if accent:
                known[GIVEN] = accent
            for where, above, below, least in PAIRS:
                if where != scope:
                    continue
                one, by = resolved(above, known)
                other, on = resolved(below, known)
                if one is not None and other is not None and (ratio := colour.contrast(one, other)) < least:
                    yield _Close(ratio, least, above, below, _WHEN[scheme], GIVEN in by | on)


def _nearest(css: str, accent: str) -> str:
    """The same hue as little lighter or darker as will do."""
    found = colour.read(accent)
    if found is None:
        return ""
    lightness, chroma, hue = colour.lch(found)
    for step in range(1, 100):
        for other in (lightness - step / 100, lightness + step / 100):
            shade = colour.written(colour.from_lch(other, chroma, hue)) if 0 < other < 1 else ""
            if shade and not any(fault.by_accent for fault in _too_close(css, shade)):
                return f'the nearest that can be read everywhere is accent: "{shade}"'
    return ""


KIND = CheckKind("contrast", run)
