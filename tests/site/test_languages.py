"""A tiny site in English and in a second language: what lies in two-languages/content/, built in memory.

The second language needs content and a catalogue and nothing else: `vietnamese` is put into the table of languages and
the ordinary build does the rest. Changes to files are made as a translator would make them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import graphs
import linking
import notes
import publishing
import pytest
import structure
from bs4 import BeautifulSoup, NavigableString
from reading import Page, Site
from running import REPOSITORY
from vietnamese import VIETNAMESE

from sitegen.build import Built, make
from sitegen.content import agreement, language
from sitegen.content.languages import LANGUAGES
from sitegen.content.languages.en import ENGLISH
from sitegen.core.artifact import Options
from sitegen.core.model import Day, Fact
from sitegen.core.prose import Prose
from sitegen.edition.run import run as edition
from tests.fakes import FakeWorld, MemoryFiles

BASE = "https://ferry.example.net/paper/"
PAGES = {"", "itinerary/", "faq/", "timeline/", "glossary/", "people/", "facts/", "sources/", "corrections/",
         "disclaimer/", "about/"}  # fmt: skip
RULES = [rule for module in (structure, linking, graphs, notes, publishing) for rule in module.RULES]
OF_ONE_LANGUAGE = {
    structure.the_breadcrumb_leads_home, graphs.publisher_and_site_are_the_same_everywhere,
    graphs.questions_are_those_of_the_faq_page, notes.notes_lead_to_the_sources, notes.statuses_are_words_in_brackets,
}  # fmt: skip
"""Rules that know one home page, one FAQ page, one word for a status: they hold among pages of the first language."""


def read(root: Path, *folders: str) -> dict[str, bytes]:
    paths = (path for folder in folders for path in sorted((root / folder).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


CONTENT = read(Path(__file__).parent / "two-languages", "content")
THEME = read(REPOSITORY, "templates", "assets")


@pytest.fixture(autouse=True)
def second_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "vi", VIETNAMESE)  # type: ignore[arg-type]


def built(changes: Mapping[str, str | None] | None = None) -> Built:
    """`changes`: name below content/ -> its text, or None for a file that is not there."""
    files: dict[str, bytes | str | None] = {**CONTENT, **{f"content/{name}": t for name, t in (changes or {}).items()}}
    kept = {path: data for path, data in files.items() if data is not None}
    return make(FakeWorld(MemoryFiles(kept), MemoryFiles(THEME)), Options(today=date(2025, 10, 26)))


def site_of(made: Built) -> Site:
    assert made.manifest is not None, [problem.message for problem in made.problems]
    return Site(BASE, {path: output.data for path, output in made.manifest.outputs.items()})


def told(made: Built) -> list[str]:
    """Everything about translations, and every error, as "place code: message"."""
    return [
        f"{p.at.path.removeprefix('content/')}:{p.at.line}:{p.at.column} {p.code}: {p.message}"
        for p in made.problems
        if p.at and (p.severity.word == "error" or p.code.startswith("translation"))
    ]


_SITE: list[Site] = []


@pytest.fixture
def both(second_language: None) -> Site:
    if not _SITE:
        _SITE.append(site_of(built()))
    return _SITE[0]


def pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    for name in sorted(PAGES):
        yield site.pages[f"{name}index.html"], site.pages[f"vi/{name}index.html"]


# what is made


def test_every_page_is_there_in_both_languages_and_what_they_share_once(both: Site) -> None:
    pages = {path.removesuffix("index.html") for path in both.pages}
    assert pages == {*PAGES, *(f"vi/{name}" for name in PAGES), "404.html"}
    files = {path for path in both.files if not path.endswith(".html") and not path.startswith("assets/")}
    each = {"feed.xml", "feed.json", "facts.csv", "facts.json", "itinerary.ics", "itinerary.geojson", "itinerary.gpx"}
    assert files == {*each, *(f"vi/{name}" for name in each), ".nojekyll", "sitemap.xml", "site.webmanifest"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_site_in_two_languages_keeps_the_rules(both: Site, rule) -> None:  # type: ignore[no-untyped-def]
    first = both.changed({path: None for path in both.files if path.startswith("vi/")})
    assert list(rule(first if rule in OF_ONE_LANGUAGE else both)) == []


def test_pages_say_their_language_and_speak_it(both: Site) -> None:
    for english, other in pairs(both):
        assert (english.one("html")["lang"], other.one("html")["lang"]) == ("en", "vi")
        assert (english.meta("og:locale"), english.meta("og:locale:alternate")) == ("en_US", "vi_VN")
        assert (other.meta("og:locale"), other.meta("og:locale:alternate")) == ("vi_VN", "en_US")
    assert both.pages["404.html"].one("html")["lang"] == "en"
    assert "‹" not in "".join(str(english.one("body")) for english, _ in pairs(both))


def test_every_string_of_the_interface_is_the_catalogues(both: Site) -> None:
    ours = {text for text in ENGLISH.strings.values() if isinstance(text, str) and "{" not in text}
    for _, page in pairs(both):
        said = {text.strip() for text in page.soup.find_all(string=True) if type(text) is NavigableString}
        said |= {str(tag["aria-label"]) for tag in page.soup.select("[aria-label]")}
        said |= {str(tag["content"]) for tag in page.soup.select("meta[content]")}
        assert not said & ours, page.path


def test_links_stay_within_the_language(both: Site) -> None:
    for english, other in pairs(both):
        for page, inside in ((english, False), (other, True)):
            for link in page.soup.select("a[href]:not([hreflang])"):
                target = both.follow(page.path, str(link["href"]))
                assert target is None or target[0].startswith("vi/") is inside, f"{page.path}: {link}"


def test_the_way_to_the_other_language_and_back(both: Site) -> None:
    for english, other in pairs(both):
        addresses = {"en": both.address(english.path), "vi": both.address(other.path)}
        for page, code in ((english, "en"), (other, "vi")):
            alternates = [(str(link["hreflang"]), link["href"]) for link in page.soup.select("link[hreflang]")]
            assert alternates == [*addresses.items(), ("x-default", addresses["en"])]
            assert page.one("link[rel=canonical]")["href"] == addresses[code]
            switch = {str(link["hreflang"]): link for link in page.soup.select(".languages a")}
            assert {key: link.get_text() for key, link in switch.items()} == {"en": "English", "vi": "Tiếng Việt"}
            assert all(link["lang"] == key for key, link in switch.items())
            assert [key for key, link in switch.items() if link.get("aria-current")] == [code]
            found = {key: both.follow(page.path, str(link["href"])) for key, link in switch.items()}
            assert found == {"en": (english.path, ""), "vi": (other.path, "")}
    assert not both.pages["404.html"].soup.select(".languages, link[hreflang]")


def test_the_sitemap_lists_every_language(both: Site) -> None:
    listed = re.findall("<loc>(.*?)</loc>", both.files["sitemap.xml"].decode())
    assert sorted(listed) == sorted([BASE + name for name in PAGES] + [f"{BASE}vi/{name}" for name in PAGES])


# what is shared


def test_values_are_the_same_in_both(both: Site) -> None:
    for english, other in pairs(both):
        days = [[tag["datetime"] for tag in page.soup.select("main time")] for page in (english, other)]
        assert days[0] == days[1], english.path
        anchors = [{id for id in page.ids if re.match("fact-|src-|q-|stop-|person-|term-|moment-|correction-", id)}
                   for page in (english, other)]  # fmt: skip
        assert anchors[0] == anchors[1], english.path


def test_figures_are_written_as_each_language_does(both: Site) -> None:
    english, other = (
        {str(tag["id"]): tag.select_one(".value").get_text() for tag in both.pages[path].soup.select("li[id^=fact-]")}
        for path in ("facts/index.html", "vi/facts/index.html")
    )
    assert english["fact-seats"].replace("\xa0", " ") == "up to 150 people"
    assert other["fact-seats"].replace("\xa0", " ") == "tới 150 người"
    assert english["fact-cost"].replace("\xa0", " ") == "$2.5 million per day"
    assert other["fact-cost"].replace("\xa0", " ") == "$2,5 triệu mỗi ngày"
    assert other["fact-start"].replace("\xa0", " ") == "30 tháng 10 năm 2025"


def test_quotation_marks_are_each_languages(both: Site) -> None:
    assert "“wide”" in both.pages["index.html"].html and "«rộng»" in both.pages["vi/index.html"].html


def test_a_stop_that_repeats_another_goes_by_its_translated_name(both: Site) -> None:
    names = [tag.get_text() for tag in both.pages["vi/index.html"].soup.select(".route .place")]
    assert names == ["Bến tàu", "Hòn đảo", "Bến tàu"]


def test_things_keep_one_id_and_works_have_one_in_each_language(both: Site) -> None:
    for english, other in pairs(both):
        ids = [{node["@id"] for node in page.graph} for page in (english, other)]
        things = {f"{BASE}#org", f"{BASE}#website"}
        assert things <= ids[0] & ids[1] and all(id.startswith(f"{BASE}#") for id in ids[0] & ids[1])
        first, second = (next(node for node in page.graph if node["@id"].endswith("#webpage"))
                         for page in (english, other))  # fmt: skip
        assert (first["inLanguage"], second["inLanguage"]) == ("en", "vi")
        assert [twin["@id"] for twin in first["workTranslation"]] == [second["@id"]]
        assert second["translationOfWork"]["@id"] == first["@id"]
        assert second["translationOfWork"]["name"] == first["name"]


# what is not translated


def test_what_is_not_translated_stays_in_the_first_language_and_gives_one_note(both: Site) -> None:
    assert told(built()) == [
        'facts.yaml:4:8 translation-missing: "boats" is not translated into vi',
        'faq.yaml:2:8 translation-missing: "price" is not translated into vi',
        "sections/02-outlook.md:1:1 translation-missing: sections/02-outlook.md is not translated into vi",
        "timeline.yaml:2:3 translation-missing: an entry without an id cannot be translated into vi",
    ]
    assert {p.severity.word for p in built().problems} == {"note"}
    answer = both.pages["vi/faq/index.html"].ids["q-price"]
    assert answer.select_one("[lang=en]") and "What does it cost?" in answer.get_text()
    outlook = both.pages["vi/index.html"].ids["outlook"].select_one("div[lang=en]")
    assert outlook and "$2.5 million per day" in outlook.get_text().replace("\xa0", " ")
    assert "‹" not in outlook.get_text()
    assert not both.pages["index.html"].soup.select("main [lang]")


@pytest.mark.parametrize(("changes", "messages"), [
    ({"people.vi.yaml": None}, ["people.yaml:1:1 translation-missing: people.yaml is not translated into vi"]),
    ({"sources.vi.yaml": None, "sources.yaml": "- {id: notice, title: Notice}\n"}, []),  # nothing there to translate
    ({"faq.vi.yaml": "- {id: when, question: Khi nào?}\n"},
     ['faq.yaml:1:8 translation-missing: "when" has no answer in vi']),
    ({"disclaimer.vi.md": "---\ntitle: Lưu ý\n---\n"},
     ["disclaimer.vi.md:1:1 translation-missing: disclaimer.vi.md has no text"]),
    ({"pages/about.vi.md": ""}, ["pages/about.vi.md:1:1 translation-missing: pages/about.vi.md has no text"]),
    ({"site.vi.yaml": None}, ["site.yaml:1:1 translation-missing: site.yaml is not translated into vi"]),
])  # fmt: skip
def test_a_file_or_an_entry_without_its_words_gives_a_note(changes: dict[str, str | None], messages: list[str]) -> None:
    made, usual = built(changes), told(built())
    assert [line for line in told(made) if line not in usual] == messages
    site_of(made)


# what is wrong in a translation


@pytest.mark.parametrize(("name", "text", "expected"), [
    ("facts.vi.yaml", "- {id: seats, statement: Phà chở tới 150 người., value: 150}\n",
     'facts.vi.yaml:1:50 translation-value: a translation carries words only, and "value" is a value'),
    ("itinerary.vi.yaml", "stops:\n  - {id: pier, name: Bến tàu, lat: 10.77}\n",
     'itinerary.vi.yaml:2:31 translation-value: a translation carries words only, and "lat" is a value'),
    ("faq.vi.yaml", "- {id: whn, question: Khi nào?, answer: Mai.}\n",
     'faq.vi.yaml:1:8 translation-unknown: there is no question "whn" to translate'),
    ("faq.vi.yaml", "- {id: when, question: A, answer: B}\n- {id: when, question: A, answer: B}\n",
     'faq.vi.yaml:2:8 id-duplicate: the id "when" stands on line 1 already and here on line 2'),
    ("faq.vi.yaml", "- {id: when, question: Khi nào?, anser: Mai.}\n",
     'faq.vi.yaml:1:34 field-unknown: a translated question has no key "anser"'),
    ("faq.vi.yaml", "id: when\n",
     "faq.vi.yaml:1:1 field-value: this file must be a list; each entry is a translated question"),
    ("site.vi.yaml", "sides: {twn: Thị trấn}\n", 'site.vi.yaml:1:9 translation-unknown: site.yaml names no side "twn"'),
    ("sections/01-crossing.vi.md", "---\ntitle: Qua sông\nid: crossing\n---\nĐi.\n",
     'sections/01-crossing.vi.md:3:1 translation-value: a translation carries words only, and "id" is a value'),
    ("sections/01-crossing.vi.md", "---\ntitle: Qua sông\n---\nPhà chở [tới 140 người](fact:seats).\n",
     'sections/01-crossing.vi.md:4:10 fact-disagrees: the ledger says "tới 150 người", the text says "tới 140 người"'),
    ("sections/01-crossing.vi.md", "---\ntitle: Qua sông\n---\nĐọc [thêm](fact:seat).\n",
     'sections/01-crossing.vi.md:4:12 fact-unknown: no fact has the id "seat"'),
    ("facts.vi.yaml", "- {id: seats, statement: Phà chở tới 140 người.}\n",
     'facts.vi.yaml:1:34 fact-disagrees: the ledger says "tới 150 người", the text says "tới 140 người"'),
    ("sections/03-more.vi.md", "---\ntitle: Thêm\n---\nThêm.\n",
     "sections/03-more.vi.md:1:1 translation-unknown: there is no sections/03-more.md that this translates"),
    ("pages/about.vn.md", "Ai.\n",
     'pages/about.vn.md:1:1 translation-language: "vn" is none of the site\'s languages (en, vi), so this is left out'),
    ("faq.en.yaml", "- {id: when, question: When?}\n",
     'faq.en.yaml:1:1 translation-language: "en" is the first language of the site: '
     "its words stand in faq.yaml, and this is left out"),
    ("pages/v1.2.md", "A page.\n", 'pages/v1.2.md:1:1 id-form: "v1.2" is not an id: a-z, 0-9 and hyphens (taken from '
     "the file's name)"),
    ("pages/vi.md", "A page.\n", 'pages/vi.md:1:1 page-reserved: "vi" is a page that sitegen makes'),
    ("site.yaml", CONTENT["content/site.yaml"].decode().replace("[en, vi]", "[en, fr]"),
     'site.yaml:3:17 field-value: sitegen does not write "fr" yet'),
])  # fmt: skip
def test_a_fault_in_a_translation_is_told_at_its_place(name: str, text: str, expected: str) -> None:
    assert expected in told(built({name: text}))


def test_a_translation_of_a_draft_or_of_an_entry_with_a_fault_is_not_called_unknown() -> None:
    faulty = CONTENT["content/faq.yaml"].decode().replace("answer: Nothing yet.", "anser: Nothing yet.")
    words = "- {id: price, question: Bao nhiêu?, answer: Chưa.}\n- {id: secret, question: Gì?, answer: Này.}\n"
    made = told(built({"faq.yaml": faulty, "faq.vi.yaml": words}))
    assert [line for line in made if "error" in line or "unknown" in line] == [
        'faq.yaml:2:45 field-unknown: a question has no key "anser"'
    ]


# a site that speaks one language, and rules of the second


def test_a_site_in_one_language_shows_no_trace_of_others() -> None:
    site = site_of(built({
        "site.yaml": CONTENT["content/site.yaml"].decode().replace("[en, vi]", "[en]"),
        **{path.removeprefix("content/"): None for path in CONTENT if ".vi." in path},
    }))  # fmt: skip
    whole = b"".join(data for path, data in site.files.items() if not path.startswith("assets/icons/")).decode()
    assert not re.search('hreflang|locale:alternate|[tT]ranslation|languages[" ]|x-default|/vi/', whole)


def test_dates_and_digits_of_the_second_language() -> None:
    assert language.format_day(Day(2025, 10, 26), VIETNAMESE) == "26 tháng 10 năm 2025"
    assert language.format_range(Day(2025, 10, 24), Day(2025, 11, 1), VIETNAMESE) == "24 tháng 10 – 1 tháng 11 năm 2025"
    assert language.format_number(Decimal("15376.5"), VIETNAMESE) == "15.376,5"
    assert language.text(VIETNAMESE, "notes.cited", count=1) == "‹Cited in 1 places›"  # one form for every number


@pytest.mark.parametrize(("text", "agrees"), [
    ("tới 150 người", True), ("150 người", False), ("ít nhất 150 người", False), ("tới 151 người", False),
])  # fmt: skip
def test_bound_texts_are_held_to_the_ledger_in_the_second_language(text: str, agrees: bool) -> None:
    fact = Fact("seats", Prose(), "planned", value=Decimal(150), unit="people", qualifier="up-to")
    assert (agreement.disagreements(fact, text, VIETNAMESE) == ()) is agrees


# the one-file edition


class Sheet:
    """A pen that holds one file."""

    written = b""

    def read(self, path: str) -> bytes | None:
        return None

    def rewrite(self, files: Mapping[str, tuple[bytes | None, bytes]]) -> None:
        [(_, self.written)] = files.values()


@pytest.mark.parametrize(("name", "language"), [("ferry.html", "en"), ("ferry.vi.html", "vi"), ("ferry.fr.html", "en")])
def test_an_edition_is_in_the_language_of_its_name(name: str, language: str) -> None:
    """And leads to the other language where the site stands."""
    pen, world = Sheet(), FakeWorld(MemoryFiles(CONTENT), MemoryFiles(THEME))
    made = edition(world, Options(today=date(2025, 10, 26)), pen, name)
    page = BeautifulSoup(pen.written.decode(), "html5lib")
    assert made.pages == len(PAGES) and page.html is not None and page.html["lang"] == language
    assert len(page.select(".chapter")) == len(PAGES) - 1
    there = {link["lang"]: link["href"] for link in page.select(".languages a")}
    assert there == {"en": "#main", "vi": f"{BASE}vi/"} if language == "en" else {"en": BASE, "vi": "#main"}
