"""What the data says is what the page shows: both read from the same HTML, in every shape of site.

The questions have their own such test (tests/site). `words` reads an element as a reader does.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import Tag

from tests.graph.sites import SHAPES, Page, Site, site, words

everywhere = pytest.mark.parametrize("shape", [*SHAPES, "everything"])  # the last is one of tests/sites
STATUSES = {"(past)": "Scheduled", "(under way)": "Scheduled", "(withdrawn)": "Cancelled"}


def of(shape: str, name: str) -> tuple[Site, Page]:
    whole = site(shape)
    return whole, whole.pages[f"{name}/index.html" if name else "index.html"]


def anchor(whole: Site, page: Page, element: Tag) -> str:
    return f"{whole.address(page.path)}#{element['id']}"


def by_id(page: Page, kind: str) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in page.nodes(kind)}


@everywhere
def test_terms(shape: str) -> None:
    whole, page = of(shape, "glossary")
    shown = [
        (anchor(whole, page, entry.dt), words(entry.dfn), words(entry.dd))
        for entry in page.soup.select("dl.glossary > div")
    ]
    told = [(term["@id"], term["name"], term["description"]) for term in page.nodes("DefinedTerm")]
    assert told == shown and shown
    for entry, term in zip(page.soup.select("dl.glossary > div"), page.nodes("DefinedTerm"), strict=True):
        assert all(form in words(entry.select_one(".forms")) for form in term.get("alternateName", ()))
        assert bool(entry.select_one(".forms")) == ("alternateName" in term)
    [terms] = page.nodes("DefinedTermSet")
    assert terms["name"] == words(page.soup.h1)
    assert [term["@id"] for term in terms["hasDefinedTerm"]] == [id for id, *_ in shown]
    assert all(term["inDefinedTermSet"] == {"@id": terms["@id"]} for term in page.nodes("DefinedTerm"))


@everywhere
def test_people(shape: str) -> None:
    whole, page = of(shape, "people")
    shown = [
        (anchor(whole, page, entry), words(entry.select_one(".name")), words(entry.select_one(".role")))
        for entry in page.soup.select("ul.people > li")
    ]
    [itself] = page.nodes("CollectionPage")
    people = by_id(page, "Person")
    listed = [people[ref["@id"]] for ref in itself["mainEntity"]]
    assert [(person["url"], person["name"], person["description"]) for person in listed] == shown and shown


@everywhere
def test_quotations_stand_where_they_are_printed(shape: str) -> None:
    found = 0
    for page in site(shape).pages.values():
        figures = page.soup.select("figure.quote")
        nodes, people = page.nodes("Quotation"), by_id(page, "Person")
        assert [node["url"] for node in nodes] == [anchor(site(shape), page, figure) for figure in figures], page.path
        for node, figure in zip(nodes, figures, strict=True):
            speaker = people[node["creator"]["@id"]]["name"] if "creator" in node else node["creditText"]
            assert (node["text"], speaker) == (words(figure.blockquote), words(figure.cite))
            assert ("creator" in node) == bool(figure.cite.a), "who has an entry is a person, others are credited"
            assert len(node.get("citation", [])) == len(figure.select("figcaption sup.note"))
            found += 1
    assert found


@everywhere
def test_stops_are_places_in_the_order_of_the_page(shape: str) -> None:
    whole, page = of(shape, "itinerary")
    [route] = [trip["itinerary"] for trip in page.nodes("Trip")] or page.nodes("ItemList")
    assert route["name"] == words(page.soup.h1)
    places = by_id(page, "Place")
    stops = page.soup.select("ol.stops > li")
    assert [(item["position"], item["name"]) for item in route["itemListElement"]] == [
        (int(words(stop.select_one(".number"))), words(stop.h2, leaving=".number")) for stop in stops
    ]
    firsts = [stop for stop in stops if "again" not in words(stop.select_one(".aside"))]
    assert [(place["url"], place["name"]) for place in places.values()] == [
        (anchor(whole, page, stop), words(stop.h2, leaving=".number")) for stop in firsts
    ]
    for stop, item in zip(stops, route["itemListElement"], strict=True):
        place = places[item["item"]["@id"]]
        vague = "approximate" in words(stop.select_one(".aside"))
        assert ("geo" in place) != vague, "a point that stands for a region is no position"


@everywhere
def test_a_day_makes_a_stop_an_event_and_nothing_else_does(shape: str) -> None:
    whole, page = of(shape, "itinerary")
    events = {event["url"]: event for event in page.nodes("Event")}
    title = words(page.soup.select_one(".site-title"))
    stops = {anchor(whole, page, stop): stop for stop in page.soup.select("ol.stops > li")}
    if shape == "illustrative":
        assert not events and not page.nodes("Trip")
        assert any("illustration" in words(text) for text in page.soup.select(".text"))
        return
    dated = [url for url, stop in stops.items() if "not given" not in words(stop.select_one(".when"))]
    assert list(events) == dated and dated
    for url, event in events.items():
        stop, when = stops[url], stops[url].select_one(".when")
        assert event["name"] == f"{words(stop.h2, leaving='.number')} ({title})"
        moments = [str(time["datetime"]) for time in when.find_all("time")]
        if moments:  # the page leaves out seconds
            assert [re.sub(r"(T\d\d:\d\d):00", r"\1", event["startDate"])] == moments and "endDate" not in event
        else:
            first, last = (date.fromisoformat(event[name]) for name in ("startDate", "endDate"))
            assert words(when, leaving=".status") == f"{first.day}–{last.day} {last:%B %Y}"
        story = " ".join(words(part) for part in stop.select("p") if not part.get("class"))
        assert event.get("description", "") == story
        status = words(stop.select_one(".when .status"))
        settled = STATUSES.get(status)
        assert event.get("eventStatus") == (settled and f"https://schema.org/Event{settled}")


@everywhere
def test_an_article_mentions_what_its_page_names_and_links(shape: str) -> None:
    for page in site(shape).pages.values():
        known = {node["@id"]: node for node in page.graph}
        links: dict[str, str] = {}
        for link in page.soup.select("main a[href]"):
            links[str(link["href"]).split("#")[-1]] = links.get(str(link["href"]).split("#")[-1], "") + words(link)
        for article in (*page.nodes("NewsArticle"), *page.nodes("Article")):
            for ref in article.get("mentions", []):
                assert links[known[ref["@id"]]["url"].split("#")[1]], ref
            assert len(article.get("mentions", [])) == len({r["@id"] for r in article.get("mentions", [])})
            named = {node["@id"] for node in page.nodes("Person") if "people/#" in node.get("url", "")}
            assert named == {ref["@id"] for ref in article.get("mentions", []) if "#person-" in ref["@id"]}
            about = [known[ref["@id"]]["@type"] for ref in article.get("about", [])]
            whole = "NewsArticle" in article["@type"] and shape != "illustrative"
            assert about == (["Trip"] if whole else [])


@everywhere
def test_sources_are_cited_as_the_notes_number_them(shape: str) -> None:
    found = 0
    for page in site(shape).pages.values():
        holders = [node for node in page.graph if node.get("@id", "").endswith(("#article", "#webpage"))]
        told = [source["@id"].split("#")[1] for node in holders for source in node.get("citation", [])]
        shown = [str(link["href"]).split("#")[1] for link in page.soup.select("#notes > ol > li .note-text > a")]
        assert told == shown, page.path
        found += len(told)
    assert found


@everywhere
def test_the_bibliography(shape: str) -> None:
    whole, page = of(shape, "sources")
    entries = {anchor(whole, page, entry): entry for entry in page.soup.select("ol.bibliography > li")}
    assert [node["@id"] for node in page.nodes("CreativeWork")] == list(entries)
    for node in page.nodes("CreativeWork"):
        entry = entries[node["@id"]]
        assert node["name"] == words(entry.cite)
        address = entry.select_one(".address")
        assert node["url"] == (words(address) if address else node["@id"])
        days = [str(time["datetime"]) for time in entry.select(".entry time")]
        assert node.get("datePublished") == next((day for day in days if len(day) == 10), None)


@everywhere
def test_corrections_are_those_of_the_log(shape: str) -> None:
    whole = site(shape)
    page = whole.pages.get("corrections/index.html")
    log = page.soup.select("ol.corrections > li") if page else []
    shown = [
        (
            anchor(whole, page, entry),
            words(entry.strong),
            str(entry.time["datetime"]),
            "\n".join([
                *(f"{words(line.dt)}: {words(line.dd)}" for line in entry.select("dl > div")),
                *(words(text) for text in entry.select("dl ~ p")),
            ]),
        )
        for entry in log
    ]  # fmt: skip
    [article] = whole.pages["index.html"].nodes("NewsArticle")
    for nodes in (article.get("correction", []), page.nodes("CorrectionComment") if page else []):
        assert [(node["@id"], node["name"], node["datePublished"], node["text"]) for node in nodes] == shown
    assert all(day <= article["dateModified"][:10] for _, _, day, _ in shown)
    assert bool(shown) == (shape not in ("explainer", "without a log"))


def test_a_part_on_a_page_of_its_own_tells_the_corrections_that_it_shows() -> None:
    whole = site("sections on pages")
    log = {node["@id"]: node for node in whole.pages["corrections/index.html"].nodes("CorrectionComment")}
    told = 0
    for name, page in whole.pages.items():
        shown = [urljoin(whole.address(name), str(link["href"])) for link in page.soup.select("article .changed a")]
        assert len(shown) == len(set(shown)), name
        parts = [node for node in page.nodes("Article") if node.get("position")]
        if not parts:
            continue
        assert [node["@id"] for node in parts[0].get("correction", [])] == shown, name
        assert all(node == log[node["@id"]] for node in parts[0].get("correction", []))
        told += len(shown)
    assert told


@everywhere
def test_people_in_the_byline_have_a_node_each(shape: str) -> None:
    page = site(shape).pages["index.html"]
    [article] = page.nodes("NewsArticle")
    known = {node["@id"]: node["name"] for node in page.graph if "name" in node}
    shown = re.split(r", | and ", words(page.soup.select_one(".byline .p-author")).removeprefix("By "))
    assert [known[author["@id"]] for author in article["author"]] == shown


@everywhere
def test_the_home_page_is_an_h_entry_that_agrees_with_its_data(shape: str) -> None:
    """Read as microformats say: text of p-, `datetime` of dt- on a time, `href` of u- on a link."""
    page = site(shape).pages["index.html"]
    [article] = page.nodes("NewsArticle")
    [entry] = page.soup.select(".h-entry")
    assert words(entry.select_one(".p-name")) == article["headline"]
    assert entry.select_one(".dt-published")["datetime"] == article["datePublished"]
    assert entry.select_one(".dt-updated")["datetime"] == article["dateModified"]
    assert entry.select_one("link.u-url")["href"] == article["url"]
    summary = words(entry.select_one(".p-summary"), leaving=".status")
    assert re.sub(" (?=[.,])", "", summary) == " ".join(article["description"].split())  # a mark takes its place along
    assert words(entry.select_one(".p-author.h-card")) in words(entry.select_one(".byline"))
    assert entry.select_one(".e-content").find("p")
    for name in ("p-name", "dt-published", "dt-updated", "u-url", "p-summary", "p-author", "e-content"):
        assert len(entry.select(f".{name}")) == 1, name
    assert not [
        other.path for other in site(shape).pages.values() if other is not page and other.soup.select(".h-entry")
    ]
