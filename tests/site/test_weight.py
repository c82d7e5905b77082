"""What the explainer makes a reader fetch before a word shows: page and style sheet, packed as servers pack them.

14,000 bytes are what a server may send before it has to wait for the first answer (ten segments of 1,460 bytes, less
their headers). The two pages that carry the map may need a second round.
"""

from __future__ import annotations

import gzip

from reading import NOT_FOUND, Site

FIRST_WINDOW, WITH_MAP = 14_000, 26_000
MAP = ("index.html", "itinerary/index.html")


def packed(site: Site, path: str) -> int:
    return len(gzip.compress(site.files[path], 6, mtime=0))


def test_a_page_and_all_it_waits_for_come_in_the_first_window(site: Site) -> None:
    for path, page in site.pages.items():
        awaited = [str(link["href"]) for link in page.soup.select("link[rel=stylesheet]")]
        assert len(awaited) == 1 and not page.soup.select("script[src]:not([defer])")
        sheet = f"assets/{awaited[0].rpartition('/')[2]}"
        weight = packed(site, path) + packed(site, sheet)
        assert weight <= (WITH_MAP if path in MAP else FIRST_WINDOW), path


def test_the_home_page_asks_for_two_files_and_for_no_font(site: Site) -> None:
    home = site.pages["index.html"]
    fetched = home.soup.select("link[rel=stylesheet], link[rel=icon][type], script[src], img, iframe, video, audio")
    assert [tag.name for tag in fetched] == ["link", "link"]
    assert not [path for path in site.files if path.endswith((".woff2", ".woff", ".ttf", ".otf"))]
    assert NOT_FOUND in site.pages
