"""Whatever colour a site is given, what is published can be read on the theme's papers, and is that colour still."""

from __future__ import annotations

from math import cos

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.web import colour
from sitegen.web.accent import SCHEMES, fitted, too_close, worst
from tests.errors.change import theme

CSS = "\n".join(theme()[f"assets/css/{name}.css"].decode() for name in ("tokens", "blocks/map"))


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_any_colour_can_be_read_by_light_and_in_the_dark(accent: str) -> None:
    made = fitted(CSS, accent)
    for scheme, shade in zip(SCHEMES, made, strict=True):
        assert not list(too_close(CSS, scheme, shade))
    assert (made.light == accent) == (worst(CSS, accent) is None)
    before, after = colour.read(accent), colour.read(made.light)
    assert before is not None and after is not None
    (_, strong, hue), (_, left, turned) = colour.lch(before), colour.lch(after)
    assert left <= strong + 0.01
    assert min(left, strong) < 0.05 or cos(hue - turned) > 0.95


@pytest.mark.parametrize(("accent", "light", "dark"), [
    ("#b3261e", "#b3261e", "#f29487"), ("#fc0", "#826700", "#cdae54"), ("#000000", "#000000", "#b1b1b1"),
])  # fmt: skip
def test_it_is_changed_no_more_than_it_must(accent: str, light: str, dark: str) -> None:
    assert fitted(CSS, accent) == (light, dark)
