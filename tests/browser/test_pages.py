"""Every page in every light: quiet, at home, no wider than its screen, easy to read, and nothing lost.

What a test reads in the page is written as a small script beside it.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

VARIANTS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]

READABLE = """() => {
  const ink = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = color => {
    ink.clearRect(0, 0, 1, 1); ink.fillStyle = color; ink.fillRect(0, 0, 1, 1);
    return [...ink.getImageData(0, 0, 1, 1).data];
  };
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const ground = e => {
    for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; }
    return rgb('white');
  };
  const hard = [];
  for (const e of document.querySelectorAll('body *')) {
    const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim();
    if (!text || !e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(rgb(style.color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5) || size < 12)
      hard.push(`${e.tagName}.${e.className} "${text.slice(0, 30)}" ${ratio.toFixed(2)} ${size}px`);
  }
  return hard;
}"""
"""WCAG 2.2, 1.4.3: contrast of text and what lies behind it; and no letter smaller than 12 px."""

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
    .map(e => `${e.tagName}.${e.className}`)"""


ALONE = """() => [...document.querySelectorAll('.fact + .status')].filter(mark => {
  const word = mark.previousElementSibling.getClientRects(), here = mark.getClientRects();
  return here[0].top > word[word.length - 1].bottom;
}).map(mark => mark.previousElementSibling.textContent + mark.textContent)"""
"""A status at the start of a line would seem to speak of what follows."""


def rgb(color: str) -> str:
    """#faf7f2 as a browser computes it."""
    return f"rgb({', '.join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize(("width", "scheme"), VARIANTS)
def test_a_page_is_quiet_readable_and_at_home(site, window, width, scheme):
    """Nothing in the console, no request elsewhere; text stands out; the browser's frame has the paper's colour."""
    shown = window(width, color_scheme=scheme)
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    frame = f"document.querySelector('meta[name=theme-color][media*={scheme}]').content"
    for path in site.pages:
        assert shown.go(path) == (404 if path.startswith("no/") else 200)
        assert shown.complaints == [], path
        assert shown.tab.evaluate(READABLE) == [], path
        assert shown.tab.evaluate(ALONE) == [], path
        assert shown.tab.evaluate(paper) == rgb(shown.tab.evaluate(frame)), path
    assert shown.tab.context.cookies() == []


def test_nothing_is_wider_than_a_narrow_screen(site, window):
    """320 px is a page at 400 % (WCAG 2.2, 1.4.10)."""
    shown = window(320)
    for path in site.pages:
        shown.go(path)
        assert shown.tab.evaluate(TOO_WIDE) == [], path


def test_nothing_is_too_wide_with_text_at_twice_its_size(site, window):
    """The reader's own font size doubled on a phone (WCAG 2.2, 1.4.4): text grows with it, and stays on the screen."""
    shown = window(360, "--blink-settings=defaultFontSize=32")
    for path in site.pages:
        shown.go(path)
        assert shown.tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 36
        assert shown.tab.evaluate(TOO_WIDE) == [], path


def test_without_scripts_every_word_is_there(site, window):
    """All but the scripts' own controls, which would do nothing without them: those are not there to be pressed."""
    plain, full = window(java_script_enabled=False), window()
    for path in site.pages:
        plain.go(path)
        full.go(path)
        assert plain.tab.locator("button").count() == 0, path
        full.tab.evaluate("document.querySelectorAll('button').forEach((button) => button.remove())")
        assert plain.tab.inner_text("body") == full.tab.inner_text("body"), path


def test_on_paper_the_ways_about_are_gone_and_statuses_stand_in_brackets(site, window):
    """Whatever the screen was: ink on white."""
    shown = window(color_scheme="dark")
    shown.tab.emulate_media(media="print")
    brackets = 0
    for path in site.pages:
        shown.go(path)
        for gone in (".skip", ".site-nav", ".to-pages", "#site-pages", ".breadcrumb", ".contents", ".back"):
            assert shown.tab.locator(gone).filter(visible=True).count() == 0, f"{path}: {gone}"
        hidden = shown.tab.evaluate("""() => [...document.querySelectorAll('.unseen')].filter(e =>
          getComputedStyle(e).clipPath !== 'none' || e.getBoundingClientRect().width === 0).length""")
        assert hidden == 0, path
        brackets += shown.tab.locator(".unseen").count()
        assert shown.tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert shown.tab.evaluate(READABLE.replace("size < 12", "size < 8")) == [], path
    assert brackets > 100
