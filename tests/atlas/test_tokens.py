"""The map's colours in the light, in the dark and on paper: WCAG 2.2, 1.4.3 for text, 1.4.11 for what means something.

Read from the style sheet; the accent and the inks of the page are those of tokens.css.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "assets/css/blocks/map.css").read_text("utf-8")
PAGE = {"light": {"ink": "#211d18", "live": "#b3261e"}, "dark": {"ink": "#e6dfd3", "live": "#f28b7d"}, "print": {}}


def tokens(scheme: str) -> dict[str, str]:
    opening = {
        "light": r"^\.map \{",
        "dark": r"prefers-color-scheme: dark\) \{\s*\.map \{",
        "print": r"@media print \{\s*\.map \{",
    }
    found = re.search(rf"{opening[scheme]}(.*?)\}}", CSS, flags=re.S | re.M)
    assert found
    given = dict(re.findall(r"--map-([a-z]+): ([^;]+);", found[1]))
    own = tokens("light") | given if scheme == "dark" else given
    return {name: PAGE[scheme].get(value.removeprefix("var(--").removesuffix(")"), value) for name, value in
            {**own, **({"route": "var(--live)", "ink": "var(--ink)"} if scheme == "dark" else {})}.items()}  # fmt: skip


def light(colour: str) -> float:
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
    parts = [int(whole[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_colours_read(scheme: str) -> None:
    colour = tokens(scheme)
    for ground in ("land", "sea"):
        for text in ("ink", "note"):
            assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
        for line in ("route", "off"):
            assert contrast(colour[line], colour[ground]) >= 3, (line, ground)
    assert contrast(colour["ocean"], colour["sea"]) >= 4.5
    assert contrast(colour["land"], colour["route"]) >= 4.5  # the number in a badge
    assert contrast(colour["route"], colour["coast"]) >= 1.5
