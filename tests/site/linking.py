"""Rules for links: everything on a page that names another thing finds it, wherever the site stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from reading import NOT_FOUND, Site, addresses

WHOLE = {"canonical", "alternate"}  # rel of links in the head that carry the whole address
DEEP = "no/such/page/"  # below the base: where a wrong address may be


def links_and_anchors_are_found(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        shown = (site.base + DEEP, site.base + "nowhere") if page.path == NOT_FOUND else ("",)
        for _, name, address in addresses(page.soup):
            if outside(site, address):
                continue
            for at in shown if not address.startswith("#") else ("",):
                if not site.lands(page.path, address, at=at):
                    yield f"{page.path}: {name}={address!r} finds nothing{f' from {at}' if at else ''}"


def outside(site: Site, address: str) -> bool:
    """A link to somewhere else: with a scheme, and not below this site's base."""
    return bool(urlsplit(address).scheme) and not address.startswith(site.base)


def only_the_page_for_wrong_addresses_counts_from_the_root(site: Site) -> Iterator[str]:
    """Relative links work at a host's root and below a path alike; 404.html is shown at any depth, so not there."""
    root = urlsplit(site.base).path
    for page in site.pages.values():
        for tag, name, address in addresses(page.soup):
            if tag.name == "link" and set(tag.get("rel") or ()) & WHOLE and urlsplit(address).scheme:
                continue
            if page.path == NOT_FOUND:
                if not address.startswith((root, "#")) and not outside(site, address):
                    yield f"{page.path}: {name}={address!r} depends on where it is shown"
            elif address.startswith("/") or address.startswith(site.base):
                yield f"{page.path}: {name}={address!r} does not move with the site"


def links_to_elsewhere_say_so(site: Site) -> Iterator[str]:
    """In the text they carry rel=external; the footer's are the publisher's own. Nothing is fetched from elsewhere."""
    for page in site.pages.values():
        for tag, name, address in addresses(page.soup):
            if not outside(site, address):
                continue
            scheme = urlsplit(address).scheme
            if tag.name != "a" or scheme not in ("http", "https", "mailto", "tel"):
                yield f"{page.path}: {tag.name} {name}={address!r} is fetched from elsewhere"
            elif scheme in ("http", "https") and "external" not in (tag.get("rel") or ()) and tag.find_parent("main"):
                yield f"{page.path}: {address} does not say that it leads away"
            if tag.get("target"):
                yield f"{page.path}: {address} opens a window"


def links_name_folders_and_not_their_index(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for _, name, address in addresses(page.soup):
            if urlsplit(address).path.endswith("index.html"):
                yield f"{page.path}: {name}={address!r} is a second address of one page"


def every_page_is_reached_from_home(site: Site) -> Iterator[str]:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = site.pages[waiting.pop()]
        for link in page.soup.select("a[href]"):
            target = site.follow(page.path, str(link["href"]))
            if target and target[0] in site.pages and target[0] not in reached:
                reached.add(target[0])
                waiting.append(target[0])
    for page in site.indexed:
        if page.path not in reached:
            yield f"{page.path}: nothing leads there from the home page"


def every_file_is_used(site: Site) -> Iterator[str]:
    """No style sheet, script or picture is published that neither a page nor the manifest names, nor a page's head as
    its picture."""
    used = {target[0] for page in site.pages.values() for _, _, address in addresses(page.soup)
            if (target := site.follow(page.path, address))}  # fmt: skip
    cards = {str(tag["content"]) for page in site.pages.values()
             for tag in page.soup.select('meta[property="og:image"]')}  # fmt: skip
    used |= {path for path in site.files if any(card.endswith(f"/{path}") for card in cards)}
    for path in [path for path in used if path.endswith(".webmanifest")]:
        icons = json.loads(site.files[path]).get("icons", ())
        used |= {target[0] for icon in icons if (target := site.follow(path, icon["src"]))}
    for path in site.files:
        if path.endswith((".css", ".js", ".jpg", ".png", ".webp", ".avif", ".svg")) and path not in used:
            yield f"{path}: published and never used"


RULES = (
    links_and_anchors_are_found,
    only_the_page_for_wrong_addresses_counts_from_the_root,
    links_to_elsewhere_say_so,
    links_name_folders_and_not_their_index,
    every_page_is_reached_from_home,
    every_file_is_used,
)

ABOUT = "about/index.html"
SLIPS = (
    (links_and_anchors_are_found, ABOUT, 'href="../faq/"', 'href="../fag/"'),
    (links_and_anchors_are_found, ABOUT, 'href="../faq/"', 'href="../faq/#q-nobody"'),
    (links_and_anchors_are_found, ABOUT, 'href="../faq/"', 'href="../../faq/"'),
    (links_and_anchors_are_found, ABOUT, 'href="../assets/', 'href="assets/'),
    (links_and_anchors_are_found, NOT_FOUND, 'href="/[^"]*faq/"', 'href="faq/"'),
    (only_the_page_for_wrong_addresses_counts_from_the_root, ABOUT, 'href="../faq/"', 'href="/faq/"'),
    (only_the_page_for_wrong_addresses_counts_from_the_root, NOT_FOUND, 'href="/[^"]*faq/"', 'href="faq/"'),
    (links_to_elsewhere_say_so, ABOUT, "<h1>", '<a href="https://www.iana.org/">IANA</a><h1>'),
    (links_to_elsewhere_say_so, ABOUT, "</head>", '<link rel="stylesheet" href="https://cdn.example/x.css"></head>'),
    (links_to_elsewhere_say_so, ABOUT, "<h1>", '<a href="javascript:x()">x</a><h1>'),
    (links_name_folders_and_not_their_index, ABOUT, 'href="../faq/"', 'href="../faq/index.html"'),
    (every_file_is_used, "itinerary/index.html", r'href="../assets/[^"]*\.css"', 'href="../feed.xml"'),
)
"""(rule, page of the explainer, what is there, what comes in its place): the rule must notice."""
