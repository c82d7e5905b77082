"""Light or dark by the reader's own choice: worn by everything on a page, kept, and given back."""

from __future__ import annotations

import pytest

from tests.browser.test_pages import rgb

pytestmark = pytest.mark.browser

LOOK = """() => {
  const of = (selector, name) => {
    const e = [...document.querySelectorAll(selector)].find(e => e.checkVisibility());
    return e && getComputedStyle(e)[name];
  };
  const frame = [...document.querySelectorAll('meta[name=theme-color]')].find(e => matchMedia(e.media).matches);
  return {
    paper: of('html', 'backgroundColor'), ink: of('body', 'color'), note: of('.note a', 'color'), frame: frame.content,
    sea: of('.map-sheet .sea', 'fill'), land: of('.map-sheet .stop > circle', 'stroke'), bar: of('.chart .bar', 'fill'),
    field: of('.map', '--map-land'), canvas: document.querySelector('meta[name=color-scheme]').content === 'dark',
  };
}"""
STORED = "JSON.stringify(localStorage)"


@pytest.mark.parametrize(("device", "other"), [("light", "dark"), ("dark", "light")])
def test_a_choice_is_worn_kept_and_given_back(window, device, other):
    shown, like = window(color_scheme=device), window(color_scheme=other)
    shown.go("")
    like.go("")
    wanted, before = like.tab.evaluate(LOOK), shown.tab.evaluate(LOOK)
    assert shown.tab.evaluate(STORED) == "{}"
    button = shown.tab.locator(".masthead button")
    name = button.get_attribute("title")
    button.click()
    assert shown.tab.evaluate(LOOK) == {**wanted, "canvas": other == "dark"} != before
    assert button.get_attribute("title") not in ("", name)
    shown.go("itinerary/")
    like.go("itinerary/")
    assert shown.tab.evaluate(LOOK) == {**like.tab.evaluate(LOOK), "canvas": other == "dark"}
    assert shown.tab.evaluate(STORED) == f'{{"sitegen-scheme":"{other}"}}'
    shown.tab.emulate_media(media="print")
    assert shown.tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == rgb("#ffffff")
    shown.tab.emulate_media(media="screen")
    shown.tab.go_back()
    assert shown.tab.evaluate(LOOK)["paper"] == wanted["paper"]
    shown.tab.locator(".masthead button").click()
    assert shown.tab.evaluate(LOOK) == before
    assert shown.tab.evaluate(STORED) == "{}"
    assert shown.complaints == []


def test_a_page_is_in_the_chosen_light_before_anything_of_it_is_seen(window):
    """The script has run when the body begins: whatever is painted first is painted with the choice."""
    shown = window(color_scheme="light")
    shown.go("")
    shown.tab.locator(".masthead button").click()
    shown.tab.add_init_script("""
      new MutationObserver((_, self) => {
        if (!document.body) return;
        self.disconnect();
        window.__first = getComputedStyle(document.documentElement).backgroundColor;
      }).observe(document, { childList: true, subtree: true });
    """)
    shown.go("faq/")
    assert shown.tab.evaluate("__first") == rgb("#1b1916")


def test_a_browser_that_keeps_nothing_still_changes_the_light(window):
    shown = window(color_scheme="light")
    shown.tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    shown.go("")
    shown.tab.locator(".masthead button").click()
    assert shown.tab.evaluate(LOOK)["paper"] == rgb("#1b1916")
    assert shown.complaints == []
