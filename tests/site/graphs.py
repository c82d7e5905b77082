"""Rules for the data block of a page: strict JSON, stable ids, and nothing in it that the page does not say itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from reading import NOT_FOUND, Page, Site, listed, words

ANSWER_TAGS = {"p", "br", "ul", "ol", "li", "a", "strong", "em"}
ARTICLES = {"Article", "NewsArticle", "BackgroundNewsArticle"}
UNFIT = re.compile("[<>&\u2028\u2029]")  # written as \u003c in the block, so that no parser of HTML stumbles over them


def the_block_is_one_and_strict(site: Site) -> Iterator[str]:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            raise ValueError(f"a name is there twice: {names}")
        return dict(pairs)

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    for page in site.pages.values():
        blocks = page.soup.select('script[type="application/ld+json"]')
        if len(blocks) != 1:
            yield f"{page.path}: {len(blocks)} data blocks"
            continue
        text = str(blocks[0].string)
        if found := UNFIT.search(text):
            yield f"{page.path}: the data block holds a raw {found[0]!r}"
        try:
            data = json.loads(text, object_pairs_hook=once, parse_constant=refuse)
        except ValueError as error:
            yield f"{page.path}: {error}"
            continue
        if set(data) != {"@context", "@graph"} or data["@context"] != "https://schema.org":
            yield f"{page.path}: the data block is no graph of schema.org"


def ids_are_absolute_and_defined_once(site: Site) -> Iterator[str]:
    for page in with_graph(site):
        defined: list[str] = []
        for node in nodes(page.graph):
            id = node.get("@id")
            if id is None:
                continue
            if not id.startswith("https://"):
                yield f"{page.path}: the id {id} is not absolute"
            if set(node) == {"@id"}:
                continue
            if "@type" not in node:
                yield f"{page.path}: {id} has no type"
            defined.append(id)
        for id in sorted({id for id in defined if defined.count(id) > 1}):
            yield f"{page.path}: {id} is defined {defined.count(id)} times"
        for node in nodes(page.graph):
            if set(node) == {"@id"} and node["@id"] not in defined:
                yield f"{page.path}: nothing on the page is {node['@id']}"
        for node in page.graph:
            if "@id" not in node:
                yield f"{page.path}: {node.get('@type')} has no id"


def nothing_is_empty(site: Site) -> Iterator[str]:
    for page in with_graph(site):
        for node in nodes(page.graph):
            for name, value in node.items():
                if value in ("", None, [], {}):
                    yield f"{page.path}: {name} of {node.get('@id') or node.get('@type')} is empty"


def publisher_and_site_are_the_same_everywhere(site: Site) -> Iterator[str]:
    seen: dict[str, tuple[str, str]] = {}
    for page in with_graph(site):
        publishers = [node for node in page.graph if node.get("@id") in publisher_ids(page)]
        if len(page.nodes("WebSite")) != 1:
            yield f"{page.path}: {len(page.nodes('WebSite'))} nodes are the site"
        for node in [*publishers, *page.nodes("WebSite")]:
            text = json.dumps(node)
            first, told = seen.setdefault(node["@id"], (page.path, text))
            if told != text:
                yield f"{page.path}: {node['@id']} is not the same as on {first}"


def publisher_ids(page: Page) -> set[str]:
    return {site["publisher"]["@id"] for site in page.nodes("WebSite") if "publisher" in site}


def the_page_node_is_this_page(site: Site) -> Iterator[str]:
    for page in in_index(site):
        address = site.address(page.path)
        found = [node for node in page.graph if node.get("@id") == f"{address}#webpage"]
        if len(found) != 1:
            yield f"{page.path}: {len(found)} nodes are the page"
            continue
        node = found[0]
        expected = {"url": address, "name": words(page.one("h1")), "description": page.meta("description"),
                    "inLanguage": page.one("html")["lang"]}  # fmt: skip
        for name, value in expected.items():
            if node.get(name) != value:
                yield f"{page.path}: {name} of the page is {node.get(name)!r}, the page says {value!r}"
        for other in page.graph:
            if other is not node and other.get("url") == address and "Page" in str(other["@type"]):
                yield f"{page.path}: {other['@id']} is a second node for the page"


def addresses_lead_somewhere(site: Site) -> Iterator[str]:
    """Whatever the block says lies on this site is there, with its anchor."""
    for page in with_graph(site):
        for node in nodes(page.graph):
            for name, value in node.items():
                for address in listed(value):
                    if name == "@id" or not isinstance(address, str) or not address.startswith(site.base):
                        continue
                    if not site.lands(page.path, address):
                        yield f"{page.path}: {name} {address} finds nothing"
                    if urlsplit(address).path.endswith("index.html"):
                        yield f"{page.path}: {name} {address} is a second address of one page"


def the_breadcrumb_is_the_visible_one(site: Site) -> Iterator[str]:
    for page in in_index(site):
        seen = [(words(step), site.address(site.follow(page.path, str(link["href"]) if link else "")[0]))  # type: ignore[index]
                for step in page.soup.select("nav.breadcrumb li") for link in [step.find("a")]]  # fmt: skip
        lists = page.nodes("BreadcrumbList")
        told = [(item["name"], item["item"]) for item in lists[0]["itemListElement"]] if lists else []
        if told != seen:
            yield f"{page.path}: the breadcrumb shows {seen}, the data block says {told}"
        places = [item["position"] for item in lists[0]["itemListElement"]] if lists else []
        if places != list(range(1, len(places) + 1)):
            yield f"{page.path}: the positions of the breadcrumb are {places}"


def articles_say_what_the_page_says(site: Site) -> Iterator[str]:
    for page in in_index(site):
        mine = [node for node in page.graph if set(listed(node.get("@type"))) & ARTICLES]
        if (len(mine) == 1) != (page.meta("og:type") == "article"):
            yield f"{page.path}: {len(mine)} articles, and og:type is {page.meta('og:type')}"
        for node in mine:
            if node.get("headline") != words(page.one("h1")):
                yield f"{page.path}: the headline of the article is {node.get('headline')!r}"
            if publisher_ids(page) and not (node.get("author") and node.get("publisher")):
                yield f"{page.path}: the site has a publisher, the article no author or no publisher"
            if "NewsArticle" in listed(node["@type"]):
                yield from dates_are_shown(page, node)
            for name, other in (("datePublished", "published_time"), ("dateModified", "modified_time")):
                if page.meta(f"article:{other}") != node.get(name):
                    yield f"{page.path}: {name} is {node.get(name)}, Open Graph says {page.meta(f'article:{other}')!r}"
            if not str(node.get("datePublished")) <= str(node.get("dateModified")):
                yield f"{page.path}: changed before it was published"


def dates_are_shown(page: Page, node: dict[str, Any]) -> Iterator[str]:
    shown = {str(time["datetime"])[:10] for time in page.soup.select("main header time, footer time")}
    for name in ("datePublished", "dateModified"):
        if str(node.get(name))[:10] not in shown:
            yield f"{page.path}: {name} {node.get(name)} is not to be seen on the page"


def parts_are_the_numbered_sections(site: Site) -> Iterator[str]:
    """The home page's article lists what its contents list shows: number, title, address."""
    page = site.home
    told = [(part["position"], part["name"], part["url"])
            for node in page.nodes("NewsArticle") for part in listed(node.get("hasPart"))]  # fmt: skip
    seen = []
    for line in page.soup.select("nav.contents li"):
        number, target = line.select_one(".number"), site.follow(page.path, str(line.select_one("a[href]")["href"]))  # type: ignore[index]
        address = site.address(target[0]) + (f"#{target[1]}" if target[1] else "")  # type: ignore[index]
        seen.append((int(words(number)), words(line.find("a"), leaving=".number"), address))  # type: ignore[arg-type]
    if told != seen or not seen:
        yield f"the contents list shows {seen}, the data block says {told}"


def citations_are_the_notes_of_the_page(site: Site) -> Iterator[str]:
    for page in in_index(site):
        for node in page.graph:
            if not set(listed(node.get("@type"))) & ARTICLES:
                continue
            told = [(source["@id"], source["name"]) for source in listed(node.get("citation"))]
            seen = []
            for link in page.soup.select("#notes > ol > li .note-text > a:first-child"):
                file, fragment = site.follow(page.path, str(link["href"])) or ("", "")
                seen.append((f"{site.address(file)}#{fragment}", words(link)))
            if told != seen:
                yield f"{page.path}: the notes show {seen}, the data block says {told}"


def questions_are_those_of_the_faq_page(site: Site) -> Iterator[str]:
    """Word for word, without the numbers of notes; on the FAQ page and nowhere else."""
    for page in in_index(site):
        shown = {f"{site.address(page.path)}#{heading['id']}": (words(heading), words(answer))
                 for heading in page.soup.select(".question > [id^=q-]")
                 for answer in [heading.find_next(class_="answer")] if answer}  # fmt: skip
        told = {}
        for question in page.nodes("Question"):
            answer = question["acceptedAnswer"]
            told[question["@id"]] = (question["name"], words(answer["text"]))
            yield from answer_is_plain(page, site, answer)
        if told != shown:
            for id in sorted({*told, *shown}):
                if told.get(id) != shown.get(id):
                    yield f"{page.path}: {id} shows {shown.get(id)}, the data block says {told.get(id)}"
        entities = [ref["@id"] for node in page.nodes("FAQPage") for ref in listed(node.get("mainEntity"))]
        if entities != list(shown):
            yield f"{page.path}: the questions on the page are {list(shown)}, those of the FAQPage {entities}"
        if bool(page.nodes("FAQPage")) != (page.path == "faq/index.html"):
            yield f"{page.path}: {len(page.nodes('FAQPage'))} FAQPage"


def answer_is_plain(page: Page, site: Site, answer: dict[str, Any]) -> Iterator[str]:
    soup = BeautifulSoup(answer["text"], "html5lib")
    assert soup.body is not None
    for tag in soup.body.find_all(True):
        if tag.name not in ANSWER_TAGS or set(tag.attrs) - {"href"}:
            yield f"{page.path}: an answer in the data block holds {tag}"
        if tag.name == "a":
            href = str(tag.get("href"))
            if not href.startswith(("https://", "http://", "mailto:")):
                yield f"{page.path}: {href} in an answer is not absolute"
            elif href.startswith(site.base) and not site.lands(page.path, href):
                yield f"{page.path}: {href} in an answer finds nothing"
    answered = {words(link) for link in soup.body.find_all("a")}
    visible = {words(link) for link in page.soup.select(".answer a") if not link.find_parent("sup")}
    if not answered <= visible:
        yield f"{page.path}: an answer in the data block has links that the page has not: {answered - visible}"


def with_graph(site: Site) -> list[Page]:
    """Pages that have the data block; that all have one is a rule of its own."""
    return [page for page in site.pages.values() if page.soup.select('script[type="application/ld+json"]')]


def in_index(site: Site) -> list[Page]:
    return [page for page in with_graph(site) if page.path != NOT_FOUND]


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """All objects of the graph, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)


RULES = (
    the_block_is_one_and_strict,
    ids_are_absolute_and_defined_once,
    nothing_is_empty,
    publisher_and_site_are_the_same_everywhere,
    the_page_node_is_this_page,
    addresses_lead_somewhere,
    the_breadcrumb_is_the_visible_one,
    articles_say_what_the_page_says,
    parts_are_the_numbered_sections,
    citations_are_the_notes_of_the_page,
    questions_are_those_of_the_faq_page,
)

ABOUT, HOME, FAQ = "about/index.html", "index.html", "faq/index.html"
SLIPS = (
    (the_block_is_one_and_strict, ABOUT, "<script type.*?</script>", ""),
    (the_block_is_one_and_strict, ABOUT, '"@context":"https://schema.org"', '"@context":"https://schema.org","@context":"x"'),
    (the_block_is_one_and_strict, ABOUT, '"position":1', '"position":NaN'),
    (the_block_is_one_and_strict, ABOUT, '"name":"', '"name":"a & b'),
    (ids_are_absolute_and_defined_once, ABOUT, '"@id":"[^"]*#org"', '"@id":"#org"'),
    (ids_are_absolute_and_defined_once, ABOUT, '"publisher":{"@id":"[^"]*"', '"publisher":{"@id":"https://example.org/#nobody"'),
    (ids_are_absolute_and_defined_once, ABOUT, '("@type":"AboutPage","@id":"[^"]*#)webpage"', r'\1webpage"},{"@type":"WebPage","@id":"https://example.org/asia-tour/#website"'),
    (nothing_is_empty, ABOUT, '"description":"[^"]*"', '"description":""'),
    (publisher_and_site_are_the_same_everywhere, ABOUT, '("@type":"WebSite".*?"name":")', r"\1The "),
    (the_page_node_is_this_page, ABOUT, '("@type":"AboutPage".*?"name":")', r"\1More "),
    (the_page_node_is_this_page, ABOUT, '("@type":"AboutPage".*?"inLanguage":)"en"', r'\1"vi"'),
    (the_page_node_is_this_page, ABOUT, "#webpage", "#page"),
    (addresses_lead_somewhere, ABOUT, '"item":"', '"item":"https://example.org/asia-tour/gone/","also":"'),
    (the_breadcrumb_is_the_visible_one, ABOUT, '"position":1,"name":"', '"position":1,"name":"The '),
    (the_breadcrumb_is_the_visible_one, ABOUT, '"position":2', '"position":3'),
    (articles_say_what_the_page_says, HOME, '"headline":"', '"headline":"Breaking: '),
    (articles_say_what_the_page_says, HOME, '("datePublished":)"[^"]*"(,"dateModified")', r'\1"2025-10-25"\2'),
    (articles_say_what_the_page_says, HOME, 'modified_time" content="[^"]*"', 'modified_time" content="2031"'),
    (articles_say_what_the_page_says, ABOUT, 'og:type" content="website"', 'og:type" content="article"'),
    (parts_are_the_numbered_sections, HOME, '"position":2', '"position":9'),
    (parts_are_the_numbered_sections, HOME, '(<a href="#[^"]*"><span class="number">1</span> <span>)', r"\1Once: "),
    (citations_are_the_notes_of_the_page, HOME, '("@type":"CreativeWork".*?"name":")', r"\1Not "),
    (citations_are_the_notes_of_the_page, HOME, 'class="note-text"', 'class="text"'),
    (questions_are_those_of_the_faq_page, FAQ, '("@type":"Question".*?"name":")', r"\1So: "),
    (questions_are_those_of_the_faq_page, FAQ, '("@type":"Answer","text":".*?\\\\u003e)', r"\1Perhaps. "),
    (questions_are_those_of_the_faq_page, FAQ, '<div class="answer"><p>', '<div class="answer"><p>Perhaps. '),
    (questions_are_those_of_the_faq_page, FAQ, '("@type":"Answer","text":")', r"\1\\u003cb\\u003e\\u003c/b\\u003e"),
    (questions_are_those_of_the_faq_page, FAQ, '"@type":"FAQPage"', '"@type":"WebPage"'),
    (questions_are_those_of_the_faq_page, ABOUT, '"@type":"AboutPage"', '"@type":"FAQPage"'),
)  # fmt: skip
"""(rule, page of the explainer, what is there, what comes in its place): the rule must notice."""
