"""Ways through the site: by keyboard, by anchors, and from an address that leads nowhere."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urldefrag

import pytest

from tests.browser.conftest import MISSING

pytestmark = pytest.mark.browser

FOCUSABLE = """() =>
  [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter(e => e.checkVisibility()).length"""

WATCH = """() => {
  window.__seen = []; window.__stops = new Set();
  document.addEventListener('focusin', event => {
    const e = event.target, style = getComputedStyle(e), box = e.getClientRects()[0];
    __stops.add(e);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1;
    const x = Math.max(box.left + 1, Math.min(box.left + box.width / 2, innerWidth - 1));
    const y = Math.max(0, Math.min(box.top + box.height / 2, innerHeight - 1));
    const top = document.elementFromPoint(x, y);
    const free = !top || top === e || e.contains(top) || top.contains(e);
    if (!ring || !inside || !free)
      __seen.push(`${e.outerHTML.slice(0, 90)} ring ${ring} in view ${inside} free ${free}`);
  });
}"""

LANDS = """ids => {
  const lost = [];
  for (const id of ids) {
    location.hash = id;
    const e = document.getElementById(decodeURIComponent(id)), box = e?.getBoundingClientRect();
    if (!e?.checkVisibility() || box.height < 1 || box.top < -1 || box.top > innerHeight - 8) lost.push(id);
  }
  return lost;
}"""

LINKS = "[...document.querySelectorAll('a[href]:not(.shut)')].map(a => a.href)"
"""But for those that close a note: they lead nowhere."""


@pytest.mark.parametrize(("width", "pages"), [(360, None), (1280, ["", MISSING])])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(site, window, width, pages):
    """A wide window differs in its frame alone: two pages will do."""
    shown = window(width)
    for path in pages or site.pages:
        shown.go(path)
        shown.tab.evaluate(WATCH)
        count = shown.tab.evaluate(FOCUSABLE)
        for _ in range(count):
            shown.tab.keyboard.press("Tab")
        assert shown.tab.evaluate("__seen") == [], path
        assert shown.tab.evaluate("__stops.size") == count, path


def test_the_first_tab_offers_to_skip_to_the_text(site, window):
    shown = window(360)
    for path in ("", "faq/", MISSING):
        shown.go(path)
        shown.tab.keyboard.press("Tab")
        skip = shown.tab.locator(".skip:focus")
        assert skip.evaluate("e => getComputedStyle(e).clipPath") == "none", path
        shown.tab.keyboard.press("Enter")
        assert urldefrag(shown.tab.url).fragment == "main", path
        shown.tab.keyboard.press("Tab")
        assert shown.tab.evaluate("!document.activeElement.closest('.masthead')"), path


def test_every_anchor_leads_to_something_in_sight(site, window):
    """Those within a page and those from page to page, notes and terms and stops."""
    shown = window(360)
    wanted: dict[str, set[str]] = defaultdict(set)
    for path in site.pages:
        shown.go(path)
        for href in shown.tab.evaluate(LINKS):
            url, fragment = urldefrag(href)
            if fragment and url.startswith(site.base):
                wanted[url.removeprefix(site.base)].add(fragment)
    assert sum(map(len, wanted.values())) > 100
    for path, fragments in wanted.items():
        shown.go(path)
        assert shown.tab.evaluate(LANDS, sorted(fragments)) == [], path


def test_a_wrong_address_at_any_depth_shows_the_way_back(site, window):
    """404.html is shown in place of the missing page: its style sheet and all its links must hold from there."""
    shown = window()
    assert shown.go(MISSING + "deeper/") == 404
    assert shown.tab.locator("h1").inner_text()
    assert shown.tab.evaluate("document.styleSheets[0].cssRules.length") > 50
    links = set(shown.tab.evaluate(LINKS))
    assert {site.base + path for path in site.pages if path != MISSING} <= links
    for link in links:
        assert link.startswith(site.base)
        page, fragment = urldefrag(link)
        assert fragment or shown.tab.request.get(page).status == 200, link
