"""The map as a browser sets it: whatever the font, no name touches another, leaves the frame or gets too small.

A dozen of the hard cases on one page of our own with the theme's sheets, measured at the widths between which the map
changes; then the itinerary page of the explainer: the list and the map point at each other.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urldefrag

import pytest

from sitegen.atlas.layout import panels
from sitegen.atlas.svg import Naming, figure
from tests.atlas.hard_cases import CASES, words

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parents[2] / "assets"
SHEETS = ("css/tokens.css", "css/base.css", "css/blocks/map.css")
CHOSEN = ("00", "01", "04", "05", "09", "13", "15", "16", "19", "20b", "22", "23", "24")
FONTS = ("var(--label)", '"DejaVu Sans"')

FAULTS = """() => {
  const faults = [];
  for (const sheet of document.querySelectorAll('.map-sheet')) {
    if (!sheet.checkVisibility()) continue;
    const where = sheet.closest('figure').id, frame = sheet.getBoundingClientRect();
    const names = [...sheet.querySelectorAll('.name')].map(e => [e.textContent, e.getBoundingClientRect()]);
    const scale = frame.width / sheet.viewBox.baseVal.width;
    for (const e of sheet.querySelectorAll('text, tspan'))
      if (parseFloat(getComputedStyle(e).fontSize) * scale < 11.5) faults.push(`${where}: small ${e.textContent}`);
    names.forEach(([text, a], i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 2 || a.bottom > frame.bottom + 2)
        faults.push(`${where}: ${text} leaves the frame`);
      for (const [other, b] of names.slice(0, i))
        if (a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)
          faults.push(`${where}: ${text} touches ${other}`);
    });
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def page() -> str:
    css = "".join((ASSETS / name).read_text("utf-8") for name in SHEETS)
    figures = []
    for name, itinerary in CASES.items():
        if name.startswith(CHOSEN):
            drawn = panels(itinerary, words(itinerary))
            inside = "".join(figure(p, f"m{len(figures)}-{n}", Naming(name, name)) for n, p in enumerate(drawn))
            figures.append(f'<figure class="map" id="{name}">{inside}</figure>')
    css += "body{margin:0}figure{margin:0!important}"
    return f"<!doctype html><meta charset=utf-8><style>{css}</style>{''.join(figures)}"


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", [328, 360, 600, 640, 832])
def test_names_keep_apart_and_inside(launch, page, width, font):
    tab = launch().new_page(viewport={"width": width, "height": 800})
    tab.set_content(page.replace("body{margin:0}", f"body{{margin:0}}.map-sheet{{font-family:{font}!important}}"))
    assert tab.evaluate(FAULTS) == []
    shown = tab.evaluate("[...document.querySelectorAll('.map-sheet')].filter(e => e.checkVisibility()).length")
    assert shown * 2 == tab.evaluate("document.querySelectorAll('.map-sheet').length")
    tab.close()


THICK = "n => getComputedStyle(document.querySelector(`.map-sheet.wide .s${n} > :is(circle, rect)`)).strokeWidth"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_list_points_at_the_map_and_back(window, scripts):
    shown = window(1280, java_script_enabled=scripts)
    shown.go("itinerary/")
    before = shown.tab.evaluate(THICK, 2)
    shown.tab.hover(".stops > :nth-child(2) h2")
    assert shown.tab.evaluate(THICK, 2) == "4px" != before
    shown.tab.hover(".map-sheet.wide .s1 > .figure")
    assert shown.tab.evaluate(THICK, 2) == before
    line = "getComputedStyle(document.querySelector('.stops > :nth-child(1) h2')).textDecorationLine"
    assert shown.tab.evaluate(line) == "underline"
    assert shown.complaints == []


@pytest.mark.parametrize("address", ["itinerary/#stop-busan", "itinerary/#spot-busan"])
def test_a_link_to_a_stop_marks_it_on_the_map(window, address):
    """From elsewhere, and without a script from the list."""
    shown = window(1280, java_script_enabled=False)
    shown.go(address)
    assert shown.tab.evaluate(THICK, 4) == "4px"


def test_without_a_script_the_list_leads_to_the_map(window):
    shown = window(360, java_script_enabled=False)
    shown.go("itinerary/")
    shown.tab.locator(".show a").nth(3).click()
    assert urldefrag(shown.tab.url).fragment == "spot-busan"
    top = "document.querySelector('.map-sheet.narrow').getBoundingClientRect().top"
    assert 0 <= shown.tab.evaluate(top) < 400


def test_a_chosen_stop_stays_chosen_until_escape(window):
    shown = window(1280)
    shown.go("itinerary/")
    link = shown.tab.locator(".show a").nth(1)
    link.focus()
    shown.tab.keyboard.press("Enter")
    assert link.get_attribute("aria-current") == "true"
    shown.tab.locator("h1").click()
    assert shown.tab.evaluate(THICK, 2) == "4px"
    shown.tab.locator(".map-sheet.wide .s1 > .figure").click()
    assert [link.get_attribute("aria-current"), shown.tab.evaluate(THICK, 1)] == [None, "4px"]
    shown.tab.mouse.move(0, 0)
    shown.tab.keyboard.press("Escape")
    assert shown.tab.evaluate(THICK, 1) != "4px"
    assert shown.complaints == []
