"""Rules for what stands beside the words: source notes and footnotes lead there and back, statuses are words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from reading import Page, Site, words

STATUS = re.compile(r"\((\S.*\S)\)")  # the word in its brackets


def notes_lead_there_and_back(site: Site) -> Iterator[str]:
    """Every mark leads to an entry of its list, every entry back to all its marks; numbered as first cited."""
    for page in site.pages.values():
        yield from both_ways(page, "sup.note", "#notes > ol > li", "note-")
        yield from both_ways(page, "sup.footnote-mark", "#footnotes > ol > li", "fn-")


def both_ways(page: Page, mark: str, entry: str, prefix: str) -> Iterator[str]:
    marks = page.soup.select(f"{mark} > a")
    entries = page.soup.select(entry)
    ids = [str(item.get("id")) for item in entries]
    cited: dict[str, list[str]] = {}
    for link in marks:
        target = str(link["href"]).removeprefix("#")
        if target not in ids or page.ids[target].name != "li":
            yield f"{page.path}: {link} leads to no note"
        elif target != prefix + words(link):
            yield f"{page.path}: {link} shows another number than that of its note"
        if not link.get("id") or not link.get("aria-label"):
            yield f"{page.path}: {link} has no id to come back to, or no name"
        cited.setdefault(target, []).append(str(link.get("id")))
    if list(cited) != ids:
        yield f"{page.path}: the notes are {ids}, in the order of the text {list(cited)}"
    for item in entries:
        back = [str(link["href"])[1:] for link in item.select(".back a")]
        if back != cited.get(str(item["id"]), []):
            yield f"{page.path}: {item['id']} leads back to {back}, and is cited in {cited.get(str(item['id']))}"


def notes_lead_to_the_sources(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for item in page.soup.select("#notes > ol > li"):
            targets = [site.follow(page.path, str(link["href"])) for link in item.select(".note-text a")]
            if not any(t and t[0] == "sources/index.html" and t[1].startswith("src-") for t in targets):
                yield f"{page.path}: {item.get('id')} does not lead to its source"


def a_source_is_told_beside_the_text_once_a_part(site: Site) -> Iterator[str]:
    """With the words of its entry; where there is no measure with a margin, such as in a block, not at all."""
    for page in site.pages.values():
        told = page.soup.select("[data-beside]")
        for mark in told:
            number, link = words(mark), mark.select_one("a[href]")
            entry = link and page.soup.find(id=str(link["href"])[1:])
            said = entry.select_one(".note-text") if isinstance(entry, Tag) else None
            if said is None or str(mark["data-beside"]) != f"{number} {words(said)}":
                yield f"{page.path}: {mark['data-beside']} stands beside {mark}, not the words of its entry"
        measures = ":is(.part, .opening, .text)"
        for part in page.soup.select(f"{measures}:not(:has(> div[lang])), {measures} > div[lang]"):
            marks = part.select(":scope > :is(p, ul, ol):not([class]) .note")
            beside = [words(mark) for mark in marks if mark.has_attr("data-beside")]
            if beside != list(dict.fromkeys(words(mark) for mark in marks)):
                yield f"{page.path}: beside a part stand {beside}"
        if len(told) != len(page.soup.select(":is(.part, .opening, .text, [lang]) > :is(p, ul, ol) [data-beside]")):
            yield f"{page.path}: a source is told beside a text that has no margin"


def sources_lead_to_where_they_are_used(site: Site) -> Iterator[str]:
    """Both ways: what a source's entry names does cite it, and each page that cites it is named.

    The list of facts shows the source of each entry by its nature, and need not be named.
    """
    page = site.pages.get("sources/index.html")
    if page is None:
        return
    for item in page.soup.select("[id^=src-]"):
        address = (page.path, str(item["id"]))
        links = [site.follow(page.path, str(link["href"])) for link in item.select(".uses a")]
        named = [target for target in links if target]  # an archived copy lies elsewhere
        citing = cites(site, address)
        for target in named:
            if target not in citing:
                yield f"{item['id']}: {target} does not cite it"
        for file in {file for file, _ in citing} - {file for file, _ in named} - {"facts/index.html"}:
            yield f"{item['id']}: {file} cites it and is not named"


def cites(site: Site, source: tuple[str, str]) -> set[tuple[str, str]]:
    """Pages, and sections of pages, with a mark whose note leads to this source."""
    found: set[tuple[str, str]] = set()
    for page in site.pages.values():
        for item in page.soup.select("#notes > ol > li"):
            if any(site.follow(page.path, str(link["href"])) == source for link in item.select(".note-text a")):
                for mark in page.soup.select(f'sup.note > a[href="#{item["id"]}"]'):
                    found.add((page.path, ""))
                    found.update((page.path, str(part["id"])) for part in mark.find_parents("section", id=True))
    return found


def a_paragraph_cites_a_source_once(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for part in page.soup.select("main p, main li, main td, main dd"):
            targets = [str(link["href"]) for link in part.select("sup.note > a") if nearest(link) is part]
            if len(set(targets)) < len(targets):
                yield f"{page.path}: a source is cited twice in {words(part)[:60]!r}"


def nearest(tag: Tag) -> Tag | None:
    return tag.find_parent(["p", "li", "td", "dd"])


def statuses_are_words_in_brackets(site: Site) -> Iterator[str]:
    """Not by colour alone: the word is there, in brackets for whoever listens; and each status has one word."""
    said: dict[str, str] = {}
    for page in site.pages.values():
        for mark in page.soup.select(".status"):
            kinds = [name.removeprefix("status-") for name in mark.get("class") or () if name.startswith("status-")]
            word = STATUS.fullmatch(words(mark))
            hidden = "".join(piece.get_text() for piece in mark.select(".unseen"))
            if len(kinds) != 1 or word is None or hidden != "()":
                yield f"{page.path}: {mark} is no word in brackets"
            elif said.setdefault(kinds[0], word[1]) != word[1]:
                yield f"{page.path}: {kinds[0]} is called {word[1]!r} and {said[kinds[0]]!r}"
    for kind in said:
        if list(said.values()).count(said[kind]) > 1:
            yield f"two statuses are called {said[kind]!r}"


def what_stands_carries_no_mark_in_the_text(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        if page.path != "facts/index.html" and (marks := page.soup.select(".status-standing")):
            yield f"{page.path}: {len(marks)} marks say that something stands"


RULES = (
    notes_lead_there_and_back,
    notes_lead_to_the_sources,
    a_source_is_told_beside_the_text_once_a_part,
    sources_lead_to_where_they_are_used,
    a_paragraph_cites_a_source_once,
    statuses_are_words_in_brackets,
    what_stands_carries_no_mark_in_the_text,
)

HOME, ROUTE, SOURCES, FAQ = "index.html", "itinerary/index.html", "sources/index.html", "faq/index.html"
SLIPS = (
    (notes_lead_there_and_back, ROUTE, 'href="#note-1"', 'href="#note-2"'),
    (notes_lead_there_and_back, ROUTE, 'href="#note-1"([^>]*)>1<', r'href="#note-1"\1>2<'),
    (notes_lead_there_and_back, ROUTE, 'href="#cite-1-2"', 'href="#cite-1-1"'),
    (notes_lead_there_and_back, ROUTE, '<li id="note-1">', '<li id="note-2"><li id="note-1">'),
    (notes_lead_to_the_sources, ROUTE, 'href="../sources/#src-', 'href="../sources/#source-'),
    (a_source_is_told_beside_the_text_once_a_part, HOME, 'data-beside="1 [A-Z]', 'data-beside="2 T'),
    (a_source_is_told_beside_the_text_once_a_part, HOME, ' data-beside="[^"]*"', ""),
    (a_source_is_told_beside_the_text_once_a_part, ROUTE, 'class="note"', 'class="note" data-beside="1"'),
    (sources_lead_to_where_they_are_used, SOURCES, 'Used in: <a href="../"', 'Used in: <a href="../people/"'),
    (sources_lead_to_where_they_are_used, SOURCES, ', <a href="../faq/">[^<]*</a>', ""),
    (sources_lead_to_where_they_are_used, SOURCES, "#purpose", "#nowhere"),
    (a_paragraph_cites_a_source_once, FAQ, '(<sup class="note">.*?</sup>)', r"\1\1"),
    (statuses_are_words_in_brackets, ROUTE, '(class="status [^>]*>).*?</span>.*?</span></span>', r"\1</span>"),
    (statuses_are_words_in_brackets, ROUTE, '<span class="unseen">[(]</span>', ""),
    (statuses_are_words_in_brackets, ROUTE, "</span>past<", "</span>over<"),
    (what_stands_carries_no_mark_in_the_text, ROUTE, "status-past", "status-standing"),
)
"""(rule, page of the explainer, what is there, what comes in its place): the rule must notice."""
