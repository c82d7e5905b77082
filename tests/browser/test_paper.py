"""What comes out of the printer, read from the PDF: words in order, a head on every sheet, nothing to press."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
pdfium = pytest.importorskip("pypdfium2", reason="the tests of paper need the pypdfium2 package")

SIZES = {"A4": (595, 842), "Letter": (612, 792)}  # points


def paper(tab, size: str = "A4"):
    """The document that a printer gets."""
    document = pdfium.PdfDocument(tab.pdf(format=size))
    assert document[0].get_size() == pytest.approx(SIZES[size], abs=1.5)
    return document


def words(sheet) -> str:
    return squeezed(sheet.get_textpage().get_text_range())


def last_line(sheet) -> str:
    """What stands lowest on a sheet, from left to right."""
    text = sheet.get_textpage()
    marks = [(*text.get_charbox(at)[:2], text.get_text_range(at, 1)) for at in range(text.count_chars())]
    marks = [mark for mark in marks if mark[2].strip()]
    lowest = min(bottom for _, bottom, _ in marks)
    return squeezed("".join(mark for _, bottom, mark in sorted(marks) if bottom < lowest + 5))


def follow(headings: list[str], sheets: list[str]) -> list[str]:
    """Those that are missing, or stand ahead of one that they should follow; a sheet has an order of its own."""
    at, lost = 0, []
    for heading in map(squeezed, headings):
        found = next((number for number in range(at, len(sheets)) if heading in sheets[number]), None)
        if found is None:
            lost.append(heading)
        else:
            at = found
    return lost


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\u2010-]+", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬃ", "ffi"))


def headings(tab) -> list[str]:
    return tab.evaluate("""[...document.querySelectorAll('main :is(h1, h2, h3)')].filter(e => e.checkVisibility())
      .map(e => e.innerText)""")


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_printed_whole_with_a_head_on_every_sheet(site, window, size):
    shown = window(color_scheme="dark")
    title = None
    for path in site.pages[:-1]:
        shown.go(path)
        title = squeezed(shown.tab.locator(".site-title").inner_text())
        address = shown.tab.locator("link[rel=canonical]").get_attribute("href")
        shown.tab.emulate_media(media="print")
        expected = headings(shown.tab)
        sheets = [words(sheet) for sheet in paper(shown.tab, size)]
        shown.tab.emulate_media(media="screen")
        assert follow(expected, sheets) == [], path
        assert squeezed(address) in sheets[0], path
        for number, sheet in enumerate(sheets, 1):
            assert f"{number}/{len(sheets)}" in sheet, (path, number)
            assert number == 1 or title in sheet, (path, number)
        for control in ("Showonthemap", "Downloads:", "↑"):
            assert control not in "".join(sheets), (path, control)


def test_the_whole_explainer_is_printed_from_its_one_file(edition, window):
    shown = window()
    shown.tab.goto(edition.as_uri())
    shown.tab.emulate_media(media="print")
    expected = headings(shown.tab)
    sheets = [words(sheet) for sheet in paper(shown.tab)]
    assert len(expected) > 50 and follow(expected, sheets) == []
    assert len(sheets) < 35  # a ledger that spreads would double them
    assert all(f"{number}/{len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))


@pytest.mark.parametrize("size", SIZES)
def test_no_heading_ends_a_sheet(edition, window, size):
    shown = window()
    shown.tab.goto(edition.as_uri())
    shown.tab.emulate_media(media="print")
    found = [squeezed(heading) for heading in headings(shown.tab)]
    for number, sheet in enumerate(paper(shown.tab, size), 1):
        last = last_line(sheet)
        assert last and not any(heading.endswith(last) for heading in found), (number, last)


def test_the_map_is_ink_on_white(site, window):
    """Nothing on it is told by a colour: greys alone, and the route stands out."""
    shown = window(color_scheme="dark")
    shown.go("itinerary/")
    picture = paper(shown.tab)[0].render(scale=1).to_pil().convert("RGB")
    colours = picture.getcolors(1 << 24)
    vivid = sum(count for count, (r, g, b) in colours if max(r, g, b) - min(r, g, b) > 24)
    dark = sum(count for count, (r, g, b) in colours if max(r, g, b) < 80)
    assert vivid == 0 and dark > 1000
