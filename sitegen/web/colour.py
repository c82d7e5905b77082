"""Colours as numbers: how light they are, how far two stand apart, the same colour lighter or darker.

A colour is three parts of linear light, red, green and blue, each 0 to 1. Contrast is that of WCAG 2.2 ("relative
luminance", "contrast ratio"); lightness, chroma and hue are those of OKLCH (CSS Color 4), so that a colour made darker
keeps its look.
"""

from __future__ import annotations

import re
from math import atan2, cos, hypot, sin
from typing import TypeAlias

Colour: TypeAlias = tuple[float, float, float]


def read(text: str) -> Colour | None:
    """`#rgb`, `#rrggbb`, `rgb(…)`, black and white; None for what is no colour, is seen through, or is not read."""
    text = {"black": "#000", "white": "#fff"}.get(text.strip().lower(), text.strip().lower())
    if re.fullmatch("#[0-9a-f]{3}", text):
        text = "#" + "".join(digit * 2 for digit in text[1:])
    if re.fullmatch("#[0-9a-f]{6}", text):
        red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    elif found := re.fullmatch(r"rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)", text):
        red, green, blue = (min(int(part), 255) for part in found.groups())
    else:
        return None
    return _linear(red / 255), _linear(green / 255), _linear(blue / 255)


def written(colour: Colour) -> str:
    """As #rrggbb."""
    return "#" + "".join(f"{round(255 * _encoded(min(max(part, 0), 1))):02x}" for part in colour)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (alike) to 21 (black on white)."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def lch(colour: Colour) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians."""
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, hypot(a, b), atan2(b, a)


def from_lch(lightness: float, chroma: float, hue: float) -> Colour:
    """The colour, or the strongest of this lightness and hue that a screen shows."""
    low, high = 0.0, chroma
    found = _from_lch(lightness, chroma, hue)
    for _ in range(20) if not _shown(found) else ():
        middle = (low + high) / 2
        if _shown(_from_lch(lightness, middle, hue)):
            low = middle
        else:
            high = middle
        found = _from_lch(lightness, low, hue)
    red, green, blue = (min(max(part, 0.0), 1.0) for part in found)
    return red, green, blue


def _shown(colour: Colour) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in colour)


def _from_lch(lightness: float, chroma: float, hue: float) -> Colour:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
