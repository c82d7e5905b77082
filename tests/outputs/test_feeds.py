"""feed.xml as feedparser reads it, feed.json as its specification has it, and that both say the same."""

import json
import re
from datetime import date, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest

from sitegen.core import model
from sitegen.outputs import feeds

CORRECTIONS = (
    model.Correction(date(2025, 10, 29), "correction", "fact:tariff", "150% <at most>", "155% & no more", "Misread."),
    model.Correction(date(2025, 10, 28), "update", "page:faq", "planned", "confirmed", "Beijing has confirmed it."),
)
BASE = "https://infofinance.example/r/"


@pytest.fixture
def atom(site, made):
    def read(**changes):
        return feedparser.parse(made(feeds.ATOM, site(**changes))["feed.xml"])

    return read


@pytest.fixture
def json_feed(site, made):
    def read(**changes):
        return json.loads(made(feeds.JSON, site(**changes))["feed.json"])

    return read


def test_a_feed_reader_finds_nothing_wrong(atom):
    feed = atom(corrections=CORRECTIONS, description="Before the meeting")
    assert feed.bozo == 0
    assert feed.version == "atom10"
    assert feed.feed.title == "Asia tour 2025"
    assert feed.feed.subtitle == "Before the meeting"
    assert feed.feed.id == BASE
    assert feed.feed.language == "en"
    assert feed.feed.author_detail == {"name": "InfoFinance", "href": "https://infofinance.example/"}
    assert {link.rel: link.href for link in feed.feed.links} == {"self": f"{BASE}feed.xml", "alternate": BASE}


def test_the_explainer_is_an_entry(atom):
    (entry,) = atom().entries
    assert (entry.id, entry.link) == (f"{BASE}#article", BASE)
    assert entry.title == "What is planned, what is open"
    assert entry.summary == "The tour in short."


def test_each_correction_is_an_entry_newest_first(atom):
    entries = atom(corrections=CORRECTIONS).entries
    assert [entry.id.removeprefix(BASE) for entry in entries] == [
        "corrections/#correction-2025-10-29-fact-tariff",
        "corrections/#correction-2025-10-28-page-faq",
        "#article",
    ]
    assert entries[0].title == "Correction: 155% & no more"
    assert "150% <at most>" in entries[0].summary and "Misread." in entries[0].summary


@pytest.mark.parametrize("log", [None, ()])
def test_without_corrections_there_is_the_explainer_alone(atom, log):
    assert len(atom(corrections=log).entries) == 1


def test_a_day_is_the_midnight_that_begins_it_where_the_site_is(atom):
    (entry,) = atom(published=date(2025, 10, 26), updated=date(2025, 10, 27)).entries
    assert entry.published == "2025-10-26T00:00:00+07:00"
    assert entry.updated == "2025-10-27T00:00:00+07:00"


def test_a_time_keeps_its_own_zone(atom):
    moment = datetime(2025, 10, 27, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
    assert atom(updated=moment).entries[0].updated == "2025-10-27T09:30:00-04:00"


def test_the_feed_is_as_new_as_its_newest_entry_by_the_clock_not_by_the_letters(atom):
    """23:30 in New York on the 28th is later than the midnight that begins the 29th in Ho Chi Minh City."""
    late = datetime(2025, 10, 28, 23, 30, tzinfo=timezone(timedelta(hours=-4)))
    feed = atom(updated=late, corrections=CORRECTIONS)
    assert feed.feed.updated == feed.entries[0].updated == "2025-10-28T23:30:00-04:00"


def test_without_a_publisher_the_byline_is_the_author(atom):
    assert atom(publisher=None, byline="Jane Doe").feed.author == "Jane Doe"


@pytest.mark.parametrize("title", ["]]>", "<b>&amp;</b>", "a\x0bb\x00c", "</title></feed>", "“đô” 🌏", "\ud800"])
def test_any_title_leaves_a_feed_that_parses_and_keeps_its_words(site, made, title):
    data = made(feeds.ATOM, site(headline=title))["feed.xml"]
    root = ElementTree.fromstring(data)  # expat: the strictest reader at hand
    found = root.find("{*}entry/{*}title").text or ""
    assert found == re.sub("[\x00\x0b\ud800]", "", title)


def test_both_feeds_agree(atom, json_feed):
    xml, value = atom(corrections=CORRECTIONS), json_feed(corrections=CORRECTIONS)
    assert [(item["id"], item["url"], item["title"], item["date_published"], item["date_modified"])
            for item in value["items"]] == [
        (entry.id, entry.link, entry.title, entry.published, entry.updated) for entry in xml.entries]  # fmt: skip


def test_the_json_feed_has_what_its_specification_asks_for(json_feed):
    value = json_feed()
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert value["title"] == "Asia tour 2025"
    assert value["feed_url"] == f"{BASE}feed.json"
    assert value["home_page_url"] == BASE
    assert value["authors"] == [{"name": "InfoFinance", "url": "https://infofinance.example/"}]
    assert all(isinstance(item["id"], str) and item["content_text"] for item in value["items"])


def test_the_base_url_of_the_command_line_counts(site, made):
    data = made(feeds.ATOM, site(), base_url="https://owner.github.io/tour")["feed.xml"]
    assert b"https://owner.github.io/tour/feed.xml" in data
    assert b"infofinance.example/r" not in data


def test_two_makings_give_the_same_bytes(site, made):
    for kind in (feeds.ATOM, feeds.JSON):
        assert made(kind, site(corrections=CORRECTIONS)) == made(kind, site(corrections=CORRECTIONS))
