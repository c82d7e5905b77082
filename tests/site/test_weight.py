"""What a reader on a bad phone has to fetch before anything shows. Sizes, not seconds: they are the same anywhere."""

from __future__ import annotations

import gzip

import pytest
from reading import Page, Site

MAP_PAGES = {"index.html", "itinerary/index.html"}
WITH_MAP, OTHERS = 26_000, 14_000  # bytes by gzip: the home page and the itinerary carry the map, the others text alone
REQUESTS = 3  # the page, its sheet, an icon


def first_paint(site: Site, page: Page) -> int:
    """Bytes of the page and of whatever it waits for before it shows, each packed by itself as a server does."""
    waits = page.soup.select("link[rel=stylesheet], script[src]:not([defer]):not([async])")
    targets = [site.follow(page.path, str(tag.get("href") or tag.get("src"))) for tag in waits]
    files = [page.data, *(site.files[target[0]] for target in targets if target)]
    return sum(len(gzip.compress(data, 9, mtime=0)) for data in files)


def test_every_page_is_light(site: Site) -> None:
    sizes = {page.path: first_paint(site, page) for page in site.pages.values()}
    heavy = {path: size for path, size in sizes.items() if size > (WITH_MAP if path in MAP_PAGES else OTHERS)}
    assert not heavy


def test_weight_counts_the_sheet_too(site: Site) -> None:
    page = site.pages["about/index.html"]
    sheet = site.follow(page.path, str(page.one("link[rel=stylesheet]")["href"]))
    assert sheet is not None
    assert first_paint(site, page) > len(gzip.compress(site.files[sheet[0]], 9, mtime=0)) + 500


def test_few_requests_and_one_sheet(site: Site) -> None:
    for page in site.pages.values():
        assert len(page.soup.select("link[rel=stylesheet]")) == 1, page.path
        fetched = page.soup.select("script[src], img:not([loading=lazy]), link[rel=stylesheet]")
        assert 1 + len(fetched) <= REQUESTS, page.path


@pytest.mark.parametrize("part", ["@import", "url(http", "url(//", "@font-face"])
def test_a_sheet_fetches_nothing_more(site: Site, part: str) -> None:
    sheets = [data.decode("utf-8") for path, data in site.files.items() if path.endswith(".css")]
    assert sheets and not [sheet for sheet in sheets if part in sheet]
