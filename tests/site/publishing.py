"""Rules for the files beside the pages: sitemap, robots, feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import feedparser
from reading import NOT_FOUND, Site, words

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def the_sitemap_lists_every_page_by_its_address(site: Site) -> Iterator[str]:
    rows = ElementTree.fromstring(site.files["sitemap.xml"]).findall("s:url", SITEMAP)
    told = [row.findtext("s:loc", "", SITEMAP) for row in rows]
    pages = {str(link["href"]): page for page in site.pages.values() for link in page.soup.select("link[rel=canonical]")
             if "noindex" not in page.meta("robots")}  # fmt: skip
    if sorted(told) != sorted(pages):
        yield f"the sitemap lists {sorted(told)}, the pages' own addresses are {sorted(pages)}"
    for row, address in zip(rows, told, strict=True):
        graph = pages[address].graph if address in pages else []
        changed = [node["dateModified"] for node in graph if node["@id"] == f"{address}#webpage"]
        if (lastmod := row.findtext("s:lastmod", "", SITEMAP)) not in changed:
            yield f"{address}: the sitemap says it changed on {lastmod}, the page {changed}"


def robots_are_told_at_a_hosts_root_only(site: Site) -> Iterator[str]:
    told = site.files.get("robots.txt")
    if urlsplit(site.base).path != "/":
        if told is not None:
            yield "robots.txt lies below a path, where nobody asks for it"
        return
    if told is None:
        yield "there is no robots.txt"
        return
    robots = RobotFileParser()
    robots.parse(told.decode("utf-8").splitlines())
    for page in site.indexed:
        if not robots.can_fetch("anybody", site.address(page.path)):
            yield f"robots.txt forbids {page.path}"
    if robots.site_maps() != [site.base + "sitemap.xml"]:
        yield f"robots.txt names {robots.site_maps()} as the sitemap"


def both_feeds_tell_the_same(site: Site) -> Iterator[str]:
    atom = feedparser.parse(site.files["feed.xml"])
    if atom.bozo:
        yield f"feed.xml is not well formed: {atom.bozo_exception}"
    feed = json.loads(site.files["feed.json"])
    for name in ("version", "title", "home_page_url", "feed_url", "items", "language"):
        if not feed.get(name):
            yield f"feed.json has no {name}"
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"feed.json is of version {feed.get('version')}"
    if (feed.get("home_page_url"), feed.get("feed_url")) != (site.base, site.base + "feed.json"):
        yield "feed.json does not say where it lies"
    selves = [link.href for link in atom.feed.get("links", ()) if link.rel == "self"]
    if selves != [site.base + "feed.xml"] or atom.feed.get("id") != site.base:
        yield f"feed.xml says that it lies at {selves}"
    if not atom.entries:
        yield "the feed is empty"
    if not atom.feed.get("author") and not all(entry.get("author") for entry in atom.entries):
        yield "feed.xml has no author, which Atom asks for (RFC 4287, 4.1.1)"
    for entry, item in zip(atom.entries, feed["items"], strict=False):
        yield from one_entry(site, entry, item)
    if len(atom.entries) != len(feed["items"]):
        yield f"{len(atom.entries)} entries in feed.xml, {len(feed['items'])} in feed.json"
    ids = [entry.id for entry in atom.entries]
    if len(set(ids)) < len(ids):
        yield f"an id stands for two entries: {ids}"
    if atom.entries and atom.feed.get("updated") != max(entry.updated for entry in atom.entries):
        yield "feed.xml was not changed when its newest entry was"


def one_entry(site: Site, entry: Any, item: dict[str, Any]) -> Iterator[str]:
    pairs = (("id", entry.id, item.get("id")), ("address", entry.link, item.get("url")),
             ("title", entry.title, item.get("title")), ("day", entry.updated, item.get("date_modified")))  # fmt: skip
    for name, told, other in pairs:
        if told != other or not told:
            yield f"the {name} of an entry is {told!r} in feed.xml and {other!r} in feed.json"
    if not site.lands("index.html", entry.link):
        yield f"{entry.link} in the feed finds nothing"
    if not (item.get("content_text") or item.get("content_html")):
        yield f"{item.get('id')} in feed.json says nothing"


def the_first_entry_is_the_explainer(site: Site) -> Iterator[str]:
    entries = [item for item in json.loads(site.files["feed.json"])["items"] if item["url"] == site.base]
    if [item["title"] for item in entries] != [words(site.home.one("h1"))]:
        yield f"the feed calls the explainer {[item['title'] for item in entries]}"


def github_pages_takes_the_files_as_they_are(site: Site) -> Iterator[str]:
    """Without .nojekyll, what begins with an underscore would vanish; 404.html answers wrong addresses."""
    for path in (".nojekyll", NOT_FOUND, "index.html"):
        if path not in site.files:
            yield f"{path} is missing"
    for path in site.files:
        if path.startswith(".") and path not in (".nojekyll", ".sitegen-files"):
            yield f"{path} is published"


RULES = (
    the_sitemap_lists_every_page_by_its_address,
    robots_are_told_at_a_hosts_root_only,
    both_feeds_tell_the_same,
    the_first_entry_is_the_explainer,
    github_pages_takes_the_files_as_they_are,
)

SLIPS = (
    (the_sitemap_lists_every_page_by_its_address, "sitemap.xml", "<url>.*?</url>", ""),
    (the_sitemap_lists_every_page_by_its_address, "sitemap.xml", "faq/<", "fag/<"),
    (the_sitemap_lists_every_page_by_its_address, "sitemap.xml", "<lastmod>[^<]*", "<lastmod>2031-01-01"),
    (the_sitemap_lists_every_page_by_its_address, "about/index.html", "max-image-preview:large", "noindex"),
    (both_feeds_tell_the_same, "feed.xml", "</entry>", ""),
    (both_feeds_tell_the_same, "feed.xml", "<author>.*?</author>", ""),
    (both_feeds_tell_the_same, "feed.xml", "<entry>.*</entry>", ""),
    (both_feeds_tell_the_same, "feed.xml", "<updated>[^<]*", "<updated>2031-01-01T00:00:00Z"),
    (both_feeds_tell_the_same, "feed.xml", '<link rel="self"', '<link rel="via"'),
    (both_feeds_tell_the_same, "feed.json", '"url": "[^"]*"', '"url": "https://example.org/asia-tour/gone/"'),
    (both_feeds_tell_the_same, "feed.json", '"version"', '"form"'),
    (both_feeds_tell_the_same, "feed.json", '"content_text"', '"content"'),
    (the_first_entry_is_the_explainer, "feed.json", '("items".*?"title": ")', r"\1Breaking: "),
)
"""(rule, file of the explainer, what is there, what comes in its place): the rule must notice."""
