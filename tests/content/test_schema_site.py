"""site.yaml, and the front matter of Markdown files."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.content.reading import one, read, read_markdown, told

START = "title: T\nurl: https://tour.org/\n"


def test_a_whole_site() -> None:
    found = read("site", """\
        title: Asia tour 2025
        url: https://tour.org/asia
        languages: [en]
        time_zone: Asia/Ho_Chi_Minh
        publisher:
          name: InfoFinance
          type: NewsMediaOrganization
          url: https://infofinance.com
          email: desk@infofinance.com
          address: {street: 1 Street 10, city: Hanoi, postal_code: 01234, country: VN}
          policies: {corrections: page:corrections, no-bylines: "https://a.b/c"}
        description: The tour.
        snapshot: 2025-10-26
        sections: pages
        theme: {accent: "#123abc"}
        html: true
        sides: {us: United States, china: China}
        checks: {waive: [{code: fact-due, until: 2026-01-01, reason: waiting}]}
        """)  # fmt: skip
    assert found.problems == ()
    site = found.value
    assert (site.title, site.url, site.languages, site.time_zone) == (
        "Asia tour 2025", "https://tour.org/asia/", ("en",), "Asia/Ho_Chi_Minh",
    )  # fmt: skip
    assert (site.snapshot, site.sections, site.accent, site.html) == (date(2025, 10, 26), "pages", "#123abc", True)
    assert site.sides == (("us", "United States"), ("china", "China"))
    assert (site.publisher.type, site.publisher.email) == ("NewsMediaOrganization", "desk@infofinance.com")
    assert (site.publisher.address.postal_code, site.publisher.address.region) == ("01234", "")
    assert site.publisher.policies == (("corrections", "page:corrections"), ("no-bylines", "https://a.b/c"))
    (waiver,) = site.waivers
    assert (waiver.code, waiver.until, waiver.reason, waiver.at.line) == ("fact-due", date(2026, 1, 1), "waiting", 18)


def test_a_site_with_only_what_is_needed() -> None:
    found = read("site", START)
    assert found.problems == ()
    assert (found.value.language, found.value.time_zone, found.value.accent) == ("en", "UTC", "#b3261e")
    assert found.value.publisher is None


def test_an_empty_file_misses_what_every_site_needs() -> None:
    assert {p.message for p in read("site", "").problems} == {
        'site.yaml needs the key "title"', 'site.yaml needs the key "url"',
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "column", "message", "hint"),
    [
        ("langauges: [en]", "field-unknown", 1, 'site.yaml has no key "langauges"', "did you mean languages?"),
        ("languages: en", "field-value", 12, '"languages" must hold a list', "write languages: [en]"),
        ("languages: [english]", "field-value", 13, "not a language code", "pt-BR"),
        ("time_zone: Asia/Saigoon", "field-value", 12, "not a time zone", "did you mean Asia/Saigon?"),
        ("time_zone: ../etc", "field-value", 12, "not a time zone", ""),
        ("time_zone: Europe", "field-value", 12, "not a time zone", ""),
        ("theme: {accent: red}", "field-value", 17, '"red" is not a color', "#b3261e"),
        ("theme: {accent: '#12'}", "field-value", 17, "not a color", "#b3261e"),
        ("theme: {acent: '#123'}", "field-unknown", 9, "the theme has no key", "did you mean accent?"),
        ("theme: red", "field-value", 8, '"theme" must hold keys and values', 'theme: {accent: "#b3261e"}'),
        ("sections: page", "field-value", 11, '"page"', "did you mean pages?"),
        ("html: 1", "field-value", 7, "neither true nor false", "true or false"),
        ("snapshot: 2025-10", "date-value", 11, "names no day", "in full"),
        ("sides: {US: United States}", "id-form", 9, '"US" is not an id', "write it us"),
        ("sides: [us]", "field-value", 8, '"sides" must hold keys and values', "sides: {us: US}"),
        ("publisher: {type: Person}", "field-missing", 12, 'the publisher needs the key "name"', "name: InfoFinance"),
        ("publisher: {name: N, type: Company}", "field-value", 28, '"Company"', "Corporation"),
        ("publisher: {name: N, email: at home}", "field-value", 29, "not an e-mail", "desk@"),
        ("publisher: {name: N, address: {country: vn}}", "field-value", 41, "not a country code", "write VN"),
        ("publisher: {name: N, policies: {ethic: page:a}}", "field-unknown", 33, 'no key "ethic"', "mean ethics?"),
        ("publisher: {name: N, policies: {ethics: a}}", "field-value", 41, "not a web address", "https://"),
        (
            "checks: {waive: [{code: fact-dew, until: 2026-01-01, reason: r}]}",
            "waiver-unknown",
            25,
            "fact-dew",
            "fact-due",
        ),
        (
            "checks: {waive: [{code: fact-order, until: 2026-01-01, reason: r}]}",
            "waiver-refused",
            25,
            "an error",
            "mend",
        ),
        ("checks: {waive: [{code: fact-due, reason: r}]}", "field-missing", 18, 'needs the key "until"', "2026-01-01"),
    ],
)
def test_a_fault(line: str, code: str, column: int, message: str, hint: str) -> None:
    problem = one(read("site", START + line + "\n"))
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == (code, 3, column), problem
    assert message in problem.message
    assert hint in problem.hint


def test_a_color_without_quotation_marks_is_a_comment_and_is_not_passed_over() -> None:
    problem = one(read("site", START + "theme:\n  accent: #b3261e\n"))
    assert (problem.code, problem.at.line if problem.at else 0) == ("field-value", 4)
    assert '"#b3261e"' in problem.hint


@pytest.mark.parametrize(
    "url", ["tour.org", "https://", "https://tour.org/?a=b", "https://tour.org/#a", "https://me@tour.org/"]
)
def test_a_base_url_is_the_address_of_a_folder(url: str) -> None:
    problem = one(read("site", f"title: T\nurl: {url}\n"))
    assert (problem.code, problem.at.line if problem.at else 0) == ("field-value", 2)


# front matter

EXPLAINER = """\
---
headline: 1977
dek: A dek.
published: {published}
{more}---
The body.
"""


def explainer(published: str = "2025-10-26", more: str = ""):
    text = EXPLAINER.format(published=published, more=more)
    return read_markdown("explainer", text, time_zone="Asia/Ho_Chi_Minh")


def test_an_explainer() -> None:
    found = explainer(more="byline: N\nupdated: 2025-10-27\nas_of: 2025-10-26\nkey_points:\n  - One.\n  - Two.\n")
    assert found.problems == ()
    value = found.value
    assert (value.headline, value.dek.plain, value.byline) == ("1977", "A dek.", "N")
    assert (value.published, value.updated, value.as_of) == (date(2025, 10, 26), date(2025, 10, 27), date(2025, 10, 26))
    assert [point.plain for point in value.key_points] == ["One.", "Two."]
    assert value.body.plain == "The body."
    assert value.body.at.line == 12


def test_updated_is_published_when_left_out() -> None:
    assert explainer().value.updated == date(2025, 10, 26)


SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-10-26", date(2025, 10, 26)),
        ("2025-10-26 14:30", datetime(2025, 10, 26, 14, 30, tzinfo=SAIGON)),
        ("2025-10-26T14:30:05", datetime(2025, 10, 26, 14, 30, 5, tzinfo=SAIGON)),
        ("2025-10-26T14:30Z", datetime(2025, 10, 26, 14, 30, tzinfo=UTC)),
        ("2025-10-26 14:30 +02:00", datetime(2025, 10, 26, 14, 30, tzinfo=timezone(timedelta(hours=2)))),
    ],
)
def test_a_time_carries_a_zone_or_takes_that_of_the_site(written: str, expected: date) -> None:
    found = explainer(written)
    assert found.problems == ()
    assert found.value.published == expected
    if isinstance(expected, datetime):
        assert found.value.published.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize("written", ["2025-10-26 25:00", "2025-02-30 10:00", "2025-10", "noon", "2025-10-26 10"])
def test_a_day_or_time_that_is_none(written: str) -> None:
    problem = one(explainer(written))
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("date-value", 4, 12)


def test_updated_does_not_lie_before_published() -> None:
    problem = one(explainer(more="updated: 2025-10-25\n"))
    assert (problem.code, problem.at.line if problem.at else 0) == ("field-value", 5)
    assert explainer("2025-10-26 10:00", "updated: 2025-10-26\n").problems == ()


def test_a_file_without_front_matter_misses_it_at_the_beginning() -> None:
    found = read_markdown("explainer", "Only words.\n")
    assert told(found.problems) == [("field-missing", 1, 1)] * 2
    assert 'the front matter of explainer.md needs the key "headline"' in {p.message for p in found.problems}


def test_a_section() -> None:
    found = read_markdown("section", "---\ntitle: T\nsummary: S.\nkey_points: [One.]\ndraft: true\n---\nBody.\n")
    assert found.problems == ()
    section = found.value
    assert (section.id, section.title, section.summary.plain, section.draft) == ("an-id", "T", "S.", True)
    assert (section.body.plain, section.key_points[0].plain) == ("Body.", "One.")
    assert found.ids == {"an-id"}


def test_a_section_may_name_itself() -> None:
    found = read_markdown("section", "---\ntitle: T\nid: other\n---\n", id="Not An Id")
    assert (found.value.id, found.ids, found.problems) == ("other", {"other"}, ())
    assert found.value.at.line == 3


@pytest.mark.parametrize("kind", ["section", "page"])
def test_a_file_name_that_is_no_id(kind: str) -> None:
    problem = one(read_markdown(kind, "---\ntitle: T\n---\n", id="My page"))
    assert (problem.code, problem.at.line if problem.at else 0) == ("id-form", 1)
    assert "rename the file: my-page" in problem.hint


def test_a_page_needs_nothing() -> None:
    found = read_markdown("page", "# About\n\nWords.\n", id="about")
    assert found.problems == ()
    assert (found.value.id, found.value.title, found.value.summary.plain) == ("about", "", "")


def test_an_unknown_key_of_front_matter_stands_at_its_line() -> None:
    problem = one(read_markdown("page", "---\ntitle: T\nsumary: S\n---\n"))
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("field-unknown", 3, 1)
    assert "did you mean summary?" in problem.hint
