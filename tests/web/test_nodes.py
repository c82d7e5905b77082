"""The graphs of whole pages, as a reader of one page alone and as a reader of the whole site would check them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest
from bs4 import BeautifulSoup

from sitegen.core import model
from sitegen.core.kinds import Card
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.core.record import replace
from sitegen.web import nodes, urls

HERE = Span("content/x")
CONFIG = model.SiteConfig(
    "Asia tour 2025",
    "https://example.org/r/",
    description="Before the meeting in Busan",
    publisher=model.Publisher(
        "InfoFinance",
        address=model.Address(street="1 Street 10", city="Ho Chi Minh City", country="VN"),
        policies=(("corrections", "page:corrections"), ("ethics", "https://infofinance.example/ethics")),
    ),
)
EXPLAINER = model.Explainer(
    headline="What is planned, what is open", dek=Prose(), byline="InfoFinance", published=date(2025, 10, 26),
    updated=datetime(2025, 10, 27, 9, 30, tzinfo=timezone(timedelta(hours=7))), as_of=None, key_points=(),
    body=Prose(), at=HERE,
)  # fmt: skip
SECTIONS = tuple(
    model.Section(number, id, title, Prose(), (), Prose(), False, HERE)
    for number, id, title in ((1, "purpose", "What the trip is for"), (2, "at-stake", "What is at stake"))
)
SOURCES = (
    model.Citation("infofinance", "Article", "A. Writer", "InfoFinance", model.Day(2025, 10, 26), url="https://a.org/x"),
    model.Citation("treaty", "Treaty", published=model.Day(1977), archived="https://archive.org/treaty"),
)
HOME = Card("home", "index.html", EXPLAINER.headline, "The tour in short.", "en")
FAQ = Card("faq", "faq/index.html", "Questions and answers", "", "en")
TRAIL = (("Explainer", "index.html"), (FAQ.title, FAQ.path))
QUESTION = "What is the <em>trip</em> for?"
ANSWER = (
    '<p>For <a class="term" href="../glossary/#term-a">trade</a>, up to 155%'
    '<sup class="note"><a href="#note-1">1</a></sup> <span class="status">(threatened)</span> &amp; talks.</p>\n'
)


def where(config: model.SiteConfig = CONFIG) -> urls.Locator:
    base = urls.normal_base(config.url)
    return urls.Locator(base, lambda scheme, id: urls.address(config.sections, scheme, id))


def home_graph(config: model.SiteConfig = CONFIG, explainer: model.Explainer = EXPLAINER) -> list[dict]:
    made = nodes.article(HOME, config, explainer, SECTIONS, SOURCES, where(config), label="Explainer", words=900)
    return nodes.page_graph(HOME, config, explainer, where(config), main=made[:1], others=made[1:])


def faq_graph() -> list[dict]:
    asked = [nodes.question("purpose", QUESTION, ANSWER, where())]
    return nodes.page_graph(FAQ, CONFIG, EXPLAINER, where(), TRAIL, main=asked)


def sources_graph() -> list[dict]:
    card = Card("sources", "sources/index.html", "Sources", "", "en")
    trail = (TRAIL[0], (card.title, card.path))
    return nodes.page_graph(
        card, CONFIG, EXPLAINER, where(), trail, main=[nodes.citation(source, where()) for source in SOURCES]
    )


def section_graph() -> list[dict]:
    config = replace(CONFIG, sections="pages")
    card = Card("at-stake", "at-stake/index.html", "What is at stake", "Summary.", "en", listed=False)
    made = nodes.section_article(SECTIONS[1], card, HOME, config, EXPLAINER, SOURCES[:1], where(config))
    return nodes.page_graph(card, config, EXPLAINER, where(config), TRAIL, main=made[:1], others=made[1:])


PAGES = {
    "home": home_graph,
    "home of sections on pages": lambda: home_graph(replace(CONFIG, sections="pages")),
    "home without a publisher": lambda: home_graph(replace(CONFIG, publisher=None)),
    "faq": faq_graph,
    "sources": sources_graph,
    "section": section_graph,
}


def dicts(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from dicts(item)


def one(made: list[dict], kind: str) -> dict:
    (found,) = [node for node in made if kind in node["@type"]]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_absolute_unique_and_lead_somewhere(page):
    made = PAGES[page]()
    every = [node for node in dicts(made) if "@id" in node]
    defined = [node["@id"] for node in every if len(node) > 1]
    assert all(node["@id"].startswith("https://example.org/r/") for node in every)
    assert len(defined) == len(set(defined))
    assert {node["@id"] for node in every if len(node) == 1} <= set(defined)


@pytest.mark.parametrize("page", PAGES)
def test_what_belongs_to_another_page_comes_with_type_name_and_url(page):
    """So that a tool which sees one page alone can still say what is meant."""
    made = PAGES[page]()
    here = one(made, "Page")["url"]
    for node in dicts(made):
        id = node.get("@id", "")
        if len(node) > 1 and id.partition("#")[0] not in ("", here, "https://example.org/r/"):
            assert {"@type", "name", "url"} <= node.keys()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_empty_and_nothing_is_promised_that_is_not_there(page):
    for node in dicts(PAGES[page]()):
        assert None not in node.values() and "" not in node.values() and [] not in node.values()
        assert "potentialAction" not in node
        assert "ClaimReview" not in str(node.get("@type"))


def test_publisher_and_site_are_the_same_on_every_page():
    for kind in ("Organization", "WebSite"):
        assert one(home_graph(), kind) == one(faq_graph(), kind) == one(sources_graph(), kind)


def test_a_source_is_the_same_where_it_is_cited_and_where_it_is_listed():
    listed = {node["@id"]: node for node in sources_graph()}
    assert all(listed[cited["@id"]] == cited for cited in one(home_graph(), "NewsArticle")["citation"])


def test_the_publisher():
    assert one(home_graph(), "Organization") == {
        "@type": "Organization",
        "@id": "https://example.org/r/#org",
        "name": "InfoFinance",
        "url": "https://example.org/r/",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 Street 10",
            "addressLocality": "Ho Chi Minh City",
            "addressCountry": "VN",
        },
        "correctionsPolicy": "https://example.org/r/corrections/",
        "ethicsPolicy": "https://infofinance.example/ethics",
    }


@pytest.mark.parametrize(
    ("kind", "carried"),
    [
        ("Organization", {"correctionsPolicy"}),
        ("NewsMediaOrganization", {"correctionsPolicy", "masthead"}),
        ("Person", set()),
    ],
)
def test_a_policy_is_only_claimed_by_whom_schema_org_lets_claim_it(kind, carried):
    policies = (("corrections", "page:corrections"), ("masthead", "page:about"))
    config = replace(CONFIG, publisher=model.Publisher("P", type=kind, policies=policies))
    made = nodes.organization(config, where(config))
    assert made.keys() & {"correctionsPolicy", "masthead"} == carried


def test_the_article():
    article = one(home_graph(), "NewsArticle")
    assert article["@type"] == ["NewsArticle", "BackgroundNewsArticle"]
    assert article["headline"] == EXPLAINER.headline
    assert article["description"] == HOME.summary
    assert (article["datePublished"], article["dateModified"]) == ("2025-10-26", "2025-10-27T09:30:00+07:00")
    assert article["author"] == [{"@id": "https://example.org/r/#org"}]
    assert article["publisher"] == {"@id": "https://example.org/r/#org"}
    assert article["mainEntityOfPage"] == {"@id": "https://example.org/r/#webpage"}
    assert article["articleSection"] == "Explainer"
    assert article["isAccessibleForFree"] is True
    assert article["wordCount"] == 900
    assert "image" not in article


@pytest.mark.parametrize(
    ("shape", "kind", "ids"),
    [
        ("one-page", "WebPageElement", ["https://example.org/r/#part-purpose", "https://example.org/r/#part-at-stake"]),
        ("pages", "Article", ["https://example.org/r/purpose/#article", "https://example.org/r/at-stake/#article"]),
    ],
)
def test_the_numbered_parts(shape, kind, ids):
    parts = one(home_graph(replace(CONFIG, sections=shape)), "NewsArticle")["hasPart"]
    assert [(part["@type"], part["@id"], part["position"]) for part in parts] == [(kind, ids[0], 1), (kind, ids[1], 2)]


def test_a_section_on_its_own_page_is_the_part_that_the_home_page_names():
    part = one(home_graph(replace(CONFIG, sections="pages")), "NewsArticle")["hasPart"][1]
    own = one(section_graph(), "Article")
    assert {key: own[key] for key in part} == part
    assert own["isPartOf"]["@id"] == one(home_graph(), "NewsArticle")["@id"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("InfoFinance", ["InfoFinance"]),
        ("", ["InfoFinance"]),
        ("the InfoFinance desk", ["InfoFinance"]),
        ("By Jane Doe", ["Jane Doe"]),
        ("Jane Doe and Đỗ Thị Hà", ["Jane Doe", "Đỗ Thị Hà"]),
        ("李明", ["李明"]),
        ("José Lee, Jose Lee and José Lee", ["José Lee", "Jose Lee"]),
    ],
)
def test_the_byline(byline, authors):
    made = home_graph(explainer=replace(EXPLAINER, byline=byline))
    named = {node["@id"]: node for node in made}
    written = [named[author["@id"]] for author in one(made, "NewsArticle")["author"]]
    assert [author["name"] for author in written] == authors
    assert all(author["@type"] in ("Person", "Organization") for author in written)


def test_what_is_not_known_about_a_source_is_not_said():
    known, vague = (nodes.citation(source, where()) for source in SOURCES)
    assert known["datePublished"] == "2025-10-26" and known["url"] == "https://a.org/x"
    assert "datePublished" not in vague and vague["url"] == "https://example.org/r/sources/#src-treaty"
    assert vague["archivedAt"] == "https://archive.org/treaty"


def test_the_faq_page_is_one_node_with_its_questions():
    made = faq_graph()
    page, question = one(made, "FAQPage"), one(made, "Question")
    assert [node for node in made if node.get("url") == page["url"]] == [page]
    assert page["mainEntity"] == [{"@id": question["@id"]}]
    assert question["@id"] == "https://example.org/r/faq/#q-purpose"
    assert question["name"] == "What is the trip for?"
    assert question["acceptedAnswer"]["@type"] == "Answer"
    assert question["acceptedAnswer"]["text"] == (
        '<p>For <a href="https://example.org/r/glossary/#term-a">trade</a>, up to 155% (threatened) &amp; talks.</p>'
    )


def test_the_marked_up_answer_reads_as_the_visible_one_without_its_note_marks():
    visible = BeautifulSoup(ANSWER, "html5lib")
    for mark in visible.select("sup.note"):
        mark.decompose()
    marked_up = BeautifulSoup(one(faq_graph(), "Question")["acceptedAnswer"]["text"], "html5lib")
    assert marked_up.get_text().split() == visible.get_text().split()


def test_no_question_is_marked_up_anywhere_but_on_the_faq_page():
    assert not [node for node in dicts(home_graph()) if node.get("@type") in ("Question", "FAQPage")]


def test_the_breadcrumb_is_the_visible_one_and_the_home_page_has_none():
    items = one(faq_graph(), "BreadcrumbList")["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Explainer", "https://example.org/r/"),
        (2, "Questions and answers", "https://example.org/r/faq/"),
    ]
    assert not [node for node in home_graph() if node["@type"] == "BreadcrumbList"]
    assert "breadcrumb" not in one(home_graph(), "WebPage")
