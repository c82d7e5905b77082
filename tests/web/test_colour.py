"""Colours as numbers: known contrasts, known lightnesses, and ways there and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.web import colour
from sitegen.web.tokens import resolved, tokens

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("one", "other", "ratio"), [
    ("#000", "#fff", 21), ("#fff", "#ffffff", 1), ("#767676", "white", 4.54), ("#777", "white", 4.48),
    ("#f00", "#fff", 4.0), ("rgb(0, 0, 255)", "#fff", 8.59), ("#b3261e", "#faf7f2", 6.12),
])  # fmt: skip
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    a, b = colour.read(one), colour.read(other)
    assert a is not None and b is not None
    assert colour.contrast(a, b) == pytest.approx(ratio, abs=0.01) == colour.contrast(b, a)


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345678", "color-mix(in srgb, red, blue)", "rgb(0 0 0 / 50%)"])
def test_what_is_not_read_is_no_colour(text: str) -> None:
    assert colour.read(text) is None


@pytest.mark.parametrize(("text", "lightness", "chroma"), [
    ("#fff", 1, 0), ("#f00", 0.628, 0.2577), ("#00f", 0.452, 0.3132),
])  # fmt: skip
def test_lightness_and_chroma_are_those_of_oklch(text: str, lightness: float, chroma: float) -> None:
    found = colour.read(text)
    assert found is not None
    assert colour.lch(found)[:2] == pytest.approx((lightness, chroma), abs=0.001)


@settings(deadline=None)
@given(HEX)
def test_a_colour_comes_back(text: str) -> None:
    found = colour.read(text)
    assert found is not None
    assert colour.written(found) == text == colour.written(colour.from_lch(*colour.lch(found)))


@settings(deadline=None)
@given(HEX, st.floats(0.1, 0.95))
def test_the_same_colour_lighter_or_darker_can_be_shown(text: str, lightness: float) -> None:
    found = colour.read(text)
    assert found is not None
    _, chroma, hue = colour.lch(found)
    other = colour.from_lch(lightness, chroma, hue)
    assert all(0 <= part <= 1 for part in other)
    assert colour.lch(other)[0] == pytest.approx(lightness, abs=0.01)


SHEET = """
:root{--a:#111;--b:var(--a);--c:var(--none,var(--b));--round:var(--round);--given:var(--none)}
.x{--a:#222}
@media (min-width:40em){:root{--d:#333}}
@media (prefers-color-scheme:dark){:root{--a:#444}@supports (color:red){:root{--e:var(--a)}}}
@media print{:root{--a:#555}}
/* :root{--a:#666} */
:root{--text:"};{--a:#777"}
"""


@pytest.mark.parametrize(("scheme", "scope", "name", "wanted"), [
    ("light", ":root", "--a", "#111111"), ("dark", ":root", "--a", "#444444"), ("light", ".x", "--a", "#222222"),
    ("light", ":root", "--c", "#111111"), ("light", ":root", "--d", "#333333"), ("light", ":root", "--e", None),
    ("dark", ":root", "--e", "#444444"), ("light", ":root", "--round", None), ("light", ":root", "--given", None),
    ("light", ":root", "--text", None),
])  # fmt: skip
def test_tokens_come_to_what_a_browser_makes_of_them(scheme, scope, name, wanted) -> None:  # type: ignore[no-untyped-def]
    found, _ = resolved(name, tokens(SHEET, scheme, scope))
    assert (colour.written(found) if found else None) == wanted
