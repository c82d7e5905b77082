"""Every page for everybody: without eyes, in other colours, at rest, with letters set wider.

By axe in eight variants, and by what axe does not look at. Keyboard and small screens: test_ways, test_pages.
"""

from __future__ import annotations

import pytest

from tests.browser.access import violations
from tests.browser.test_pages import READABLE, TOO_WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(site, window, width, scripts):
    """In light all its rules, in the dark those about colours. "Without scripts" means that none arrives: axe itself
    is one."""
    shown = window(width)
    if not scripts:
        shown.tab.context.route("**/*.js", lambda route: route.abort())
    for path in site.pages:
        shown.go(path)
        for scheme in ("light", "dark"):
            shown.tab.emulate_media(color_scheme=scheme)
            assert violations(shown.tab, colours=scheme == "dark") == [], f"{path} {scheme}"


def test_axe_notices_what_is_planted(window):
    """Rules run, in both ways of asking."""
    shown = window()
    shown.go("faq/")
    shown.tab.evaluate("""() => {
      document.querySelector('h1').outerHTML = '<p>gone</p>';
      const pale = document.querySelector('.answer p');
      pale.attributeStyleMap.set('color', '#ccc');
      document.querySelector('nav ul').append(document.createElement('div'));
    }""")
    rules = {found.split(":")[0] for found in violations(shown.tab)}
    assert rules >= {"page-has-heading-one", "list", "color-contrast"}
    assert {found.split(":")[0] for found in violations(shown.tab, colours=True)} == {"color-contrast"}


SEEN = """() => {
  const system = color => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.attributeStyleMap.set('color', color);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const ground = system('Canvas'), lost = [];
  const marks = '.map-sheet :is(circle, rect, .line, .name), .plot :is(.bar, .dot, .line)';
  for (const mark of document.querySelectorAll(marks)) {
    if (!mark.checkVisibility() || mark.closest('defs')) continue;
    const style = getComputedStyle(mark);
    const clear = 'rgba(0, 0, 0, 0)';
    const drawn = [style.fill, style.stroke].filter(color => color !== 'none' && color !== ground && color !== clear);
    if (!drawn.length) lost.push(mark.outerHTML.slice(0, 80));
  }
  return lost;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_everything_is_there(site, window, scheme):
    """Text against its ground, what is drawn on maps and in charts, and where the keyboard is."""
    shown = window(1280, color_scheme=scheme, forced_colors="active")
    drawn = 0
    for path in site.pages:
        shown.go(path)
        assert shown.tab.evaluate("matchMedia('(forced-colors: active)').matches")
        assert shown.tab.evaluate(READABLE) == [], path
        assert shown.tab.evaluate(SEEN) == [], path
        drawn += shown.tab.locator(".map-sheet, .plot").count()
        shown.tab.keyboard.press("Tab")
        assert violations(shown.tab, colours=True) == [], path
        ring = shown.tab.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
        assert ring == ["solid", "3px"], path
    assert drawn > 0


AT_REST = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  const seconds = [style.transitionDuration, style.animationDuration].flatMap(list => list.split(',')).map(parseFloat);
  return seconds.some(s => s > 0.01) || style.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 80))"""


def test_nothing_moves_for_those_who_asked_for_rest(site, window):
    shown = window(1280, reduced_motion="reduce")
    for path in site.pages:
        shown.go(path)
        assert shown.tab.evaluate(AT_REST) == [], path
        assert shown.tab.evaluate("document.getAnimations().length") == 0, path


SET_WIDER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
      line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important
    }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""WCAG 2.2, 1.4.12: a reader's own setting of text."""

CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  if (!e.checkVisibility() || !e.textContent.trim() || e.closest('svg') || style.clipPath !== 'none') return false;
  const across = style.overflowX === 'hidden' || style.overflowX === 'clip';
  const down = style.overflowY === 'hidden' || style.overflowY === 'clip';
  return (across && e.scrollWidth > e.clientWidth + 1) || (down && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [360, 1280])
def test_text_set_wider_is_not_cut_off_and_pushes_nothing_out(site, window, width):
    shown = window(width)
    for path in site.pages:
        shown.go(path)
        shown.tab.evaluate(SET_WIDER)
        assert shown.tab.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") != "normal"
        assert shown.tab.evaluate(TOO_WIDE) == [], path
        assert shown.tab.evaluate(CUT) == [], path
