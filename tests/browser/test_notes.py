"""Source notes: beside the text where there is room, in front of it where a mark is pressed, below it on paper."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

BESIDE = """() => [...document.querySelectorAll('[data-beside]')].map(mark => {
  const style = getComputedStyle(mark, '::after');
  return style.content !== 'none' && style.float !== 'none' && parseFloat(style.marginRight) < 0;
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mark_shows_its_note_and_nobody_loses_the_place(window, width):
    """Without a script: the note comes to the reader, the Tab key goes on in it, and closing it moves nothing."""
    shown = window(width, java_script_enabled=False)
    shown.go("")
    mark = shown.tab.locator(".part > p > .note a").nth(5)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.click()
    note = shown.tab.locator("#notes li:target")
    box = note.bounding_box()
    assert mark.bounding_box() == before
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800 and box["x"] + box["width"] <= width
    shown.tab.keyboard.press("Tab")
    assert note.locator("a:focus").count() == 1
    if width < 1000:
        shown.tab.mouse.click(width / 2, 100)  # anywhere
    else:
        note.locator(".shut").click()
    assert note.count() == 0
    assert mark.bounding_box() == before
    assert shown.complaints == []


def test_a_wide_screen_tells_the_sources_beside_the_text(window):
    narrow, wide = window(360), window(1280)
    for shown, seen in ((narrow, False), (wide, True)):
        shown.go("")
        told = shown.tab.evaluate(BESIDE)
        assert len(told) > 3 and set(told) == {seen}
    assert wide.tab.evaluate("document.documentElement.scrollWidth") == 1280


def test_on_paper_a_note_stands_in_its_list(window):
    shown = window(1280)
    shown.go("#note-1")
    shown.tab.emulate_media(media="print")
    assert shown.tab.evaluate("getComputedStyle(document.getElementById('note-1')).position") == "static"
    assert shown.tab.locator(".shut").filter(visible=True).count() == 0
    assert shown.tab.evaluate("getComputedStyle(document.querySelector('[data-beside]'), '::after').content") == "none"
