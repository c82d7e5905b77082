"""Widths and lines of names, before any browser has seen them."""

from __future__ import annotations

import pytest

from sitegen.atlas.lettering import broken, em, is_rtl, shortened


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("i", 0.28), ("Hà Nội", em("Ha Noi")), ("東京", 2.2), ("서울", 2.2), ("e\u0301", em("e")), ("🚢", 1.1)],
)
def test_widths_in_em(text, width):
    assert em(text) == pytest.approx(width)


@pytest.mark.parametrize(
    ("name", "most", "lines", "wanted"),
    [
        ("Kuala Lumpur", 11, 2, ("Kuala Lumpur",)),
        ("San Fernando del Valle de Catamarca", 11, 2, ("San Fernando del", "Valle de Catamarca")),
        ("Thành phố Hồ Chí Minh", 8, 2, ("Thành phố", "Hồ Chí Minh")),
        ("Stoke-on-Trent", 5, 3, ("Stoke-", "on-Trent")),
        ("東京都千代田区", 4.5, 2, ("東京都千", "代田区")),
        ("Llanfairpwllgwyngyllgogerych", 8, 3, None),
    ],
)
def test_names_break_where_a_reader_would(name, most, lines, wanted):
    assert broken(name, most, lines) == wanted


def test_a_name_that_cannot_be_broken_is_shortened():
    assert shortened("Llanfairpwllgwyngyllgogerych", 6).endswith("…")
    assert em(shortened("Llanfairpwllgwyngyllgogerych", 6)) <= 6
    assert shortened("Rome", 6) == "Rome"


def test_which_way_a_text_runs():
    assert is_rtl("القاهرة") and is_rtl("תל אביב") and not is_rtl("Roma 東京")
