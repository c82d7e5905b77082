"""How headlines are set: the widths of the real fonts, lines that are even and broken by sense, nothing outside."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from sitegen.page.share import HEIGHT, MARGIN, SIZES, WIDTH, Words, context, lacking
from sitegen.web import images
from sitegen.web.typeface import FILES, balanced, face, fitted, paths

ROOM = WIDTH - 2 * MARGIN
SERIF = face("serif-semibold.ttf")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["Trump in Asia: what", "Chuyến công du châu Á", "€550 – “x”", "Ελλάδα, Київ"])
def test_widths_are_those_that_freetype_finds(name: str, text: str) -> None:
    path = next(path for path in paths() if path.endswith(name))
    font = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    drawn = sum(font.getlength(letter) for letter in text)
    assert face(name).width(text, 1000) == pytest.approx(drawn, rel=0.002)
    assert not face(name).lacks(text)


def test_every_letter_of_vietnamese_is_there_however_it_is_composed() -> None:
    marks = "\u0300\u0301\u0303\u0309\u0323"
    letters = "".join(base + mark for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in ("", *marks)) + "đĐ₫"
    assert all(not face(name).lacks(letters) for name in FILES)
    assert SERIF.width("Huế", 90) == SERIF.width("Hue\u0302\u0301", 90)


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("Trump in Asia: what is planned, what is threatened, what is still open",
         ("Trump in Asia:", "what is planned,", "what is threatened,", "what is still open")),
        ("Sources", ("Sources",)),
        ("Frequently asked questions", ("Frequently", "asked questions")),
        ("Trade, minerals", ("Trade, minerals",)),
    ],
)  # fmt: skip
def test_headlines_break_where_a_speaker_would_pause(headline: str, lines: tuple[str, ...]) -> None:
    assert fitted(headline, SERIF, ROOM, SIZES).lines == lines


def test_a_longer_headline_is_set_smaller() -> None:
    words = "what the summit in the south means for trade and for the region and for everybody else who lives there"
    sizes = [fitted(words[:length].strip(), SERIF, ROOM, SIZES).size for length in (10, 40, 70, 101)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == SIZES[0][0] and sizes[-1] < sizes[0]


def test_what_fits_nowhere_ends_in_an_ellipsis_at_a_word() -> None:
    setting = fitted("a long and winding headline " * 20, SERIF, ROOM, SIZES)
    assert (setting.size, len(setting.lines)) == SIZES[-1]
    assert setting.lines[-1].removesuffix("…").split(" ")[-1] in ["a", "long", "and", "winding", "headline"]


@given(st.text(st.sampled_from("aăWi .,:-–\u00a0ế…"), min_size=1, max_size=220))
def test_nothing_stands_outside_and_no_word_is_lost_silently(text: str) -> None:
    setting = fitted(text, SERIF, ROOM, SIZES)
    most = dict(SIZES)[setting.size]
    assert 1 <= len(setting.lines) <= most
    assert all(SERIF.width(line, setting.size) <= ROOM for line in setting.lines)
    assert " ".join(setting.lines) == text or any("…" in line for line in setting.lines)
    made = context(Words("Site", "", text, "", "Publisher", "As of 26 October 2025"), {}, "#b3261e")
    assert all(line["y"] + setting.size * 0.25 < 548 for line in made["title"])


def test_lines_are_even() -> None:
    lines = balanced("Every figure and claim of this explainer, with its source, its date and how firm it is.",
                     face("label-regular.ttf"), 700, 36)  # fmt: skip
    widths = [face("label-regular.ttf").width(line, 36) for line in lines]
    assert len(lines) == 2 and max(widths) < 1.25 * min(widths)


def test_what_is_drawn_is_not_wider_than_what_was_measured() -> None:
    """The line is drawn by another library, with kerning: the ink must end where the measure says."""
    line = "AVATAR Tông Wörld „Type“ ế"
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><text x="10" y="200" '
           f'font-family="Card Serif" font-weight="600" font-size="78">{line}</text></svg>')  # fmt: skip
    left, _, right, _ = Image.open(io.BytesIO(images.drawn(svg, WIDTH))).getbbox()
    assert 10 <= left < 16 and 0.93 * SERIF.width(line, 78) < right - 10 <= SERIF.width(line, 78) + 1


def test_a_letter_that_no_face_has_is_named() -> None:
    assert lacking(Words("Site", "", "Xi (习) in Busan", "", "", "")) == "习"
    assert lacking(Words("Site", "", "Xi in Busan", "", "", "")) == ""
