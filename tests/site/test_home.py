"""The home page is the whole explainer, in the order in which a busy reader needs it."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag
from reading import Page, Site, words

SECTIONS = 7
LENGTH = range(130, 251)  # words of running text in a section


@pytest.fixture(scope="module")
def home(site: Site) -> Page:
    return site.home


def running_text(section: Tag) -> int:
    """Words of a section's own paragraphs and lists. Its heading and summary do not count, nor what stands in a block
    (those have a class, or stand in an element that has one), nor the words and numbers of marks."""
    own = [child for child in section.find_all(["p", "ul", "ol"], recursive=False) if not child.get("class")]
    return sum(len(words(child, leaving=".status").split()) for child in own)


def test_the_head_says_what_when_and_by_whom(home: Page) -> None:
    head = home.one("main header.head")
    assert words(head.select_one("h1"))
    assert 20 <= len(words(head.select_one(".dek"), leaving=".status").split()) <= 60
    assert words(head.select_one(".byline")).startswith("By ")
    published = home.nodes("NewsArticle")[0]["datePublished"]
    assert head.select(".byline time")[0]["datetime"] == published
    assert home.one("main .kicker").find("time"), "as of which day?"


def test_the_snapshot_is_told_on_every_page(site: Site) -> None:
    """The explainer describes one day, and says so where a reader comes in and where they leave."""
    days = set()
    for page in site.pages.values():
        notices = page.soup.select("main .state, footer p")
        told = [notice for notice in notices if "not kept up" in words(notice)]
        places = {"main" if notice.find_parent("main") else "footer" for notice in told}
        assert places == ({"footer"} if page.path == "404.html" else {"main", "footer"}), page.path
        days |= {str(notice.find("time")["datetime"]) for notice in told}  # type: ignore[index]
    assert len(days) == 1


def test_three_to_five_key_points_are_sentences(home: Page) -> None:
    points = home.soup.select("section.key-points li")
    assert 3 <= len(points) <= 5
    for point in points:
        assert re.search(r"[.?!]$", words(point, leaving=".status")), words(point)


def test_the_contents_list_is_the_sections_in_order(home: Page) -> None:
    sections = home.soup.select("section.part")
    assert len(sections) == SECTIONS
    assert [int(words(section.select_one("h2 .number"))) for section in sections] == list(range(1, SECTIONS + 1))
    shown = [(words(section.find("h2")), f"#{section['id']}") for section in sections]  # type: ignore[arg-type]
    listed = [(words(line.find("a")), line.find("a")["href"]) for line in home.soup.select("nav.contents li")]
    assert listed == shown


def test_the_contents_list_stands_before_what_it_lists(home: Page) -> None:
    parts = home.soup.select("main header.head, section.key-points, nav.contents, section.part")
    order = [(part.get("class") or [""])[0] for part in parts]
    assert order == ["head", "key-points", "contents", *["part"] * SECTIONS]


@pytest.mark.parametrize("number", range(1, SECTIONS + 1))
def test_a_section_is_neither_a_note_nor_an_essay(home: Page, number: int) -> None:
    section = home.soup.select("section.part")[number - 1]
    assert running_text(section) in LENGTH, f"{section['id']}: {running_text(section)} words"
    assert 5 <= len(words(section.select_one("p.summary")).split()) <= 30


def test_words_of_blocks_and_marks_are_not_counted() -> None:
    page = Page(
        "x",
        b"""<section><h2>One two</h2><p class="summary">One.</p>
        <p>One <span class="status">(two)</span><sup class="note"><a>3</a></sup> two.</p>
        <ul><li>Three</li><li>four</li></ul>
        <div class="positions"><p>Five six seven.</p></div><ul class="people"><li>Eight</li></ul></section>""",
    )
    assert running_text(page.one("section")) == 4


def test_both_sides_say_what_they_want(home: Page) -> None:
    positions = home.soup.select(".positions")
    assert positions
    for block in positions:
        sides = block.select(".position")
        assert len(sides) >= 2
        names = [words(side.find(re.compile("^h[3-6]$"))) for side in sides]  # type: ignore[arg-type]
        assert len(set(names)) == len(names) and all(names)
        for side in sides:
            assert side.select("li .fact"), f"{words(side)[:40]} is bound to nothing"


def test_two_quotations_name_their_speaker(home: Page) -> None:
    quotes = home.soup.select("figure.quote")
    assert len(quotes) >= 2
    for quote in quotes:
        assert words(quote.select_one("blockquote")) and words(quote.select_one("figcaption cite"))
        assert quote.select("figcaption sup.note"), "without a source"
        assert not re.match("[“\"'‘]", words(quote.select_one("blockquote"))), "the stylesheet sets the marks"


def test_what_is_known_and_what_is_not_stand_apart(home: Page) -> None:
    assert home.soup.select(".known li") and home.soup.select(".unknown li")


def test_the_whole_leads_on(site: Site, home: Page) -> None:
    """To the itinerary, the questions and the notice, from the text itself."""
    targets = {site.follow(home.path, str(link["href"])) for link in home.soup.select("main a[href]")}
    for path in ("itinerary/index.html", "faq/index.html", "disclaimer/index.html", "facts/index.html"):
        assert any(target and target[0] == path for target in targets), path


def test_eight_questions_are_answered(site: Site) -> None:
    page = site.pages["faq/index.html"]
    questions = page.soup.select(".question")
    assert len(questions) >= 8
    for question in questions:
        assert words(question.find("h2")).endswith("?") and words(question.select_one(".answer"))  # type: ignore[arg-type]
