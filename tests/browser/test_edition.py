"""The one-file edition, opened from the disk: it asks for nothing, looks like the site, and every way leads on."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.browser.access import violations
from tests.browser.test_pages import READABLE, TOO_WIDE
from tests.browser.test_ways import LANDS

pytestmark = pytest.mark.browser

LOOKS = """root => [...root.querySelectorAll(
    'h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figcaption, summary, .status')]
  .filter(e => e.checkVisibility() && !e.closest('#notes, .on-site, svg') && e.textContent.trim())
  .map(e => {
    const s = getComputedStyle(e);
    return [s.fontSize, s.fontWeight, s.fontFamily, s.lineHeight, s.color, s.display, s.textTransform, s.letterSpacing,
            s.listStyleType, s.borderTopWidth].join(' ') + ' ' + Math.round(e.getBoundingClientRect().width);
  })"""
"""How each piece of text is set, and how wide."""

WITHIN = """[...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))"""


@pytest.fixture
def opened(edition, window):
    """A window without a network; its `requests` are all that the file asked for."""

    def make(width=1280, **settings):
        shown = window(width, offline=True, **settings)
        shown.requests = []
        shown.tab.on("request", lambda request: shown.requests.append(request.url))
        shown.tab.goto(edition.as_uri())
        shown.complaints += shown.tab.evaluate("window.__complaints ?? []")
        return shown

    return make


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_asks_for_nothing_and_is_as_readable_as_the_site(edition, opened, width, scheme):
    shown = opened(width, color_scheme=scheme)
    assert [url for url in shown.requests if not url.startswith("data:")] == [edition.as_uri()]
    assert [told for told in shown.complaints if not told.startswith("elsewhere: file:")] == []
    assert shown.tab.evaluate(READABLE) == [] and shown.tab.evaluate(TOO_WIDE) == []
    assert violations(shown.tab, colours=scheme == "dark") == []


def test_every_anchor_leads_to_something_in_sight(opened):
    shown = opened(360)
    links = shown.tab.evaluate(WITHIN)
    assert len(set(links)) > 40
    assert shown.tab.evaluate(LANDS, sorted(set(links))) == []
    assert unquote(shown.tab.url.partition("#")[2]) in map(unquote, links)


def test_each_page_looks_in_it_as_it_does_on_the_site(site, window, opened):
    """Piece by piece, in the same order: sizes, weights, colours, widths."""
    whole, single = opened(), window()
    chapters = whole.tab.locator("main > .chapter")
    assert chapters.count() == len(site.pages) - 2  # the front, and the page that is not there
    for path in site.pages:
        if path in ("", "no/such/page/"):
            continue
        single.go(path)
        there = single.tab.locator("main").evaluate(LOOKS)
        here = whole.tab.locator(f"#page-{path.strip('/')}").evaluate(LOOKS)
        assert here == there, path


def test_a_file_for_machines_is_saved_from_it(site, opened, tmp_path):
    shown = opened()
    names = shown.tab.evaluate("[...document.querySelectorAll('a[download]')].map(a => a.download)")
    assert {"itinerary.ics", "facts.csv"} <= set(names)
    for name in names:
        with shown.tab.expect_download() as saved:
            shown.tab.locator(f'a[download="{name}"]').click()
        saved.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == (site.folder / name).read_bytes()


def test_the_map_and_its_list_point_at_each_other_in_it_too(opened):
    shown = opened()
    mark = shown.tab.locator("#page-itinerary .map-sheet.wide .s2 > :is(circle, rect)").first
    ring = "e => getComputedStyle(e).strokeWidth"
    before = mark.evaluate(ring)
    shown.tab.locator("#page-itinerary :is(button.show, .show a)").nth(1).click()
    shown.tab.mouse.move(0, 0)
    assert mark.evaluate(ring) == "4px" != before
    assert mark.evaluate("e => (box => box.top >= 0 && box.bottom <= innerHeight)(e.getBoundingClientRect())")
