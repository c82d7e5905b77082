"""Paths, addresses, links, base URLs: tables of what goes in and what comes out."""

from datetime import date
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core import model
from sitegen.core.artifact import Options
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.web import urls

HERE = Span("content/x")


def site(**parts: object) -> model.Site:
    day = date(2025, 10, 26)
    explainer = model.Explainer("Headline", Prose(), "", day, day, None, (), Prose(), HERE)
    return model.Site(model.SiteConfig("Tour", "https://example.org/"), explainer, **parts)


def own(id: str) -> model.OwnPage:
    return model.OwnPage(id, id, Prose(), Prose(), False, HERE)


def test_only_the_home_page_needs_no_content():
    assert urls.page_ids(site()) == ("home",)


def test_a_page_exists_when_its_content_does_in_the_order_of_the_navigation():
    whole = site(
        pages=(own("method"), own("about")),
        disclaimer=own("disclaimer"),
        corrections=(),
        sources={"s": model.Citation("s", "S")},
        facts={"f": model.Fact("f", Prose(), "planned")},
        people={"p": model.Person("p", "P", Prose())},
        terms={"t": model.Term("t", "t", (), Prose())},
        timeline=(model.Moment(model.Day(2025), "M", Prose()),),
        questions=(model.Question("q", Prose(), Prose(), False, HERE),),
        itinerary=model.Itinerary("Route", ()),
    )
    assert urls.page_ids(whole) == (*urls.RESERVED_PAGES, "about", "method")


@pytest.mark.parametrize(
    ("id", "prefix", "path"),
    [
        ("home", "", "index.html"),
        ("faq", "", "faq/index.html"),
        ("home", "vi/", "vi/index.html"),
        ("faq", "vi/", "vi/faq/index.html"),
        ("notfound", "", "404.html"),
        ("notfound", "vi/", "404.html"),
        ("cafe\u0301", "", "caf\u00e9/index.html"),  # one spelling in the address, whichever the disk has
    ],
)
def test_page_path(id, prefix, path):
    assert urls.page_path(id, prefix) == path


@pytest.mark.parametrize(
    ("shape", "scheme", "id", "address"),
    [
        ("one-page", "page", "home", "index.html"),
        ("one-page", "page", "about", "about/index.html"),
        ("one-page", "section", "at-stake", "index.html#at-stake"),
        ("pages", "section", "at-stake", "at-stake/index.html"),
        ("one-page", "source", "infofinance", "sources/index.html#src-infofinance"),
        ("one-page", "question", "purpose", "faq/index.html#q-purpose"),
        ("one-page", "term", "tariff", "glossary/index.html#term-tariff"),
        ("one-page", "stop", "busan", "itinerary/index.html#stop-busan"),
        ("one-page", "fact", "tariff-threat", "facts/index.html#fact-tariff-threat"),
        ("one-page", "person", "xi", "people/index.html#person-xi"),
        ("one-page", "moment", "3", "timeline/index.html#moment-3"),
    ],
)
def test_address(shape, scheme, id, address):
    assert urls.address(shape, scheme, id) == address
    assert urls.address(shape, scheme, id, "vi/") == f"vi/{address}"


def test_what_is_not_published_has_no_address():
    with pytest.raises(KeyError):
        urls.address("one-page", "plain", "x")


LINKS = [
    # from, to, href
    ("index.html", "index.html", "./"),
    ("index.html", "faq/index.html", "faq/"),
    ("index.html", "faq/index.html#q-purpose", "faq/#q-purpose"),
    ("index.html", "index.html#at-stake", "#at-stake"),
    ("faq/index.html", "index.html", "../"),
    ("faq/index.html", "index.html#at-stake", "../#at-stake"),
    ("faq/index.html", "faq/index.html", "./"),
    ("faq/index.html", "sources/index.html#src-a", "../sources/#src-a"),
    ("vi/faq/index.html", "faq/index.html", "../../faq/"),
    ("vi/faq/index.html", "vi/index.html", "../"),
    ("faq/index.html", "assets/home.3f9a.css", "../assets/home.3f9a.css"),
    ("index.html", "feed.xml", "feed.xml"),
    ("index.html", "images/a b#1?.jpg", "images/a%20b%231%3F.jpg"),
    ("index.html", "100%.png", "100%25.png"),
    ("index.html", "javascript:x.png", "javascript%3Ax.png"),
    ("index.html", "images/thủ đô.jpg", "images/th%E1%BB%A7%20%C4%91%C3%B4.jpg"),
]


@pytest.mark.parametrize(("origin", "to", "href"), LINKS)
def test_relative(origin, to, href):
    assert urls.relative(origin, to) == href


@pytest.mark.parametrize("base", ["https://infofinance.example/", "https://infofinance.example/asia-tour/"])
@pytest.mark.parametrize(("origin", "to", "href"), LINKS)
def test_a_browser_arrives_at_the_same_place_by_the_relative_link_and_by_the_full_url(base, origin, to, href):
    """Under a host root and under a path: only then does one build work in both places."""
    assert urljoin(urls.absolute(base, origin), href) == urls.absolute(base, to)
    assert urljoin(base, urls.root_absolute(base, to)) == urls.absolute(base, to)


NAMES = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in (".", "..", "index.html") and ".html#" not in name
)


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_any_file_name_survives_the_way_through_a_link(names):
    path = "/".join(names)
    link = urlsplit(urljoin("https://example.org/r/faq/", urls.relative("faq/index.html", path)))
    assert unquote(link.path) == f"/r/{path}"
    assert (link.query, link.fragment) == ("", "")


def test_root_absolute_carries_the_base_path_for_404():
    assert urls.root_absolute("https://example.org/repo/", "faq/index.html") == "/repo/faq/"
    assert urls.root_absolute("https://example.org/", "index.html") == "/"


def test_a_locator_gives_full_urls():
    where = urls.Locator("https://example.org/r/", lambda scheme, id: urls.address("one-page", scheme, id))
    assert where.url("question", "a") == "https://example.org/r/faq/#q-a"
    assert where.file("feed.xml") == "https://example.org/r/feed.xml"


def correction(day: int, where: str, now: str) -> model.Correction:
    return model.Correction(date(2025, 10, day), "correction", where, "was", now, "reason")


def test_a_correction_keeps_its_id_when_others_are_logged_above_it():
    old = (correction(27, "fact:tariff", "b"), correction(27, "fact:tariff", "a"), correction(26, "page:faq", "c"))
    ids = ("2025-10-27-fact-tariff-2", "2025-10-27-fact-tariff", "2025-10-26-page-faq")
    assert urls.correction_ids(old) == ids
    grown = (correction(28, "fact:tariff", "d"), correction(27, "fact:tariff-2", "e"), *old)
    assert urls.correction_ids(grown)[2:] == ids
    assert len(set(urls.correction_ids(grown))) == 5


@pytest.mark.parametrize(
    ("given_url", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/repo", "https://example.org/repo/"),
        ("https://example.org/repo//", "https://example.org/repo/"),
        ("HTTPS://Owner.GitHub.io/Repo", "https://owner.github.io/Repo/"),
        ("https://example.org/đô?x=1#y", "https://example.org/%C4%91%C3%B4/"),
        ("https://example.org/a%20b/", "https://example.org/a%20b/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_normal_base(given_url, base):
    assert urls.normal_base(given_url) == base
    assert urls.normal_base(base) == base


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "/repo/", "ftp://example.org/", "https://", "https://me:secret@example.org/", "https://a:b/",
     "https://[::1/", "https://exa mple.org/", "javascript:alert(1)", "https://example.org/a\\b"],
)  # fmt: skip
def test_what_cannot_be_a_base_url_is_said_in_words(url):
    assert urls.base_fault(url)


def test_the_command_line_goes_before_the_file():
    config = model.SiteConfig("Tour", "https://example.org/a")
    assert urls.base_url(config, Options()) == "https://example.org/a/"
    assert urls.base_url(config, Options(base_url="https://tour.org")) == "https://tour.org/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/asia-tour/", True),
        ("https://www.example.com/", True),
        ("https://tour.example/", True),
        ("https://tour.test/", True),
        ("https://tour.invalid/", True),
        ("http://localhost:8000/", True),
        ("https://EXAMPLE.ORG./", True),
        ("https://owner.github.io/example/", False),
        ("https://example-news.org/", False),
        ("https://example.github.io/", False),
        ("https://test.org/", False),
        ("https://[::1/", False),
    ],
)
def test_is_placeholder(url, expected):
    assert urls.is_placeholder(url) is expected


@pytest.mark.parametrize(("base", "root"), [("https://a.org/", True), ("https://a.org/r/", False)])
def test_is_host_root(base, root):
    assert urls.is_host_root(base) is root
