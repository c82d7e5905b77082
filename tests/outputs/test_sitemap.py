"""sitemap.xml, robots.txt and .nojekyll."""

from datetime import datetime, timedelta, timezone
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from sitegen.core.kinds import Card
from sitegen.outputs import nojekyll, sitemap

BASES = ["https://infofinance.example/", "https://infofinance.example/r/"]


def read(data: bytes) -> list[tuple[str, str]]:
    root = ElementTree.fromstring(data)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return [(url.findtext("{*}loc"), url.findtext("{*}lastmod")) for url in root]


@pytest.mark.parametrize("base", BASES)
def test_the_sitemap_lists_the_pages_that_are_open_to_search_engines(site, made, base):
    day = "2025-10-27"
    assert read(made(sitemap.SITEMAP, site(), base_url=base)["sitemap.xml"]) == [
        (base, day),
        (f"{base}faq/", day),
        (f"{base}at-stake/", day),
    ]


def test_the_date_is_the_editors(site, made):
    moment = datetime(2025, 10, 27, 9, 30, tzinfo=timezone(timedelta(hours=7)))
    locations = read(made(sitemap.SITEMAP, site(updated=moment))["sitemap.xml"])
    assert {changed for _, changed in locations} == {"2025-10-27T09:30:00+07:00"}


def test_an_address_is_a_url_whatever_the_file_is_called(site, made):
    cards = (Card("a&b", "a&b <đ>/index.html", "x", "", "en"),)
    assert read(made(sitemap.SITEMAP, site(), cards)["sitemap.xml"])[0][0] == (
        "https://infofinance.example/r/a%26b%20%3C%C4%91%3E/"
    )


def test_robots_lets_everybody_in_and_names_the_sitemap(site, made):
    robots = RobotFileParser()
    robots.parse(made(sitemap.ROBOTS, site(), base_url=BASES[0])["robots.txt"].decode().splitlines())
    assert robots.can_fetch("*", f"{BASES[0]}faq/")
    assert robots.site_maps() == [f"{BASES[0]}sitemap.xml"]


def test_below_a_path_nobody_reads_robots_so_there_is_none(site, made):
    assert made(sitemap.ROBOTS, site(), base_url=BASES[1]) == {}


def test_jekyll_is_kept_out(site, made):
    assert made(nojekyll.KIND, site()) == {".nojekyll": b""}
