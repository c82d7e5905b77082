"""English as the site writes it: numbers, dates, plurals, typesetting, ids, and a catalogue that is whole."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import language
from sitegen.content.language import LANGUAGES
from sitegen.core.model import Day, Qualifier, Status

ENGLISH = LANGUAGES["en"]
NB = "\u00a0"


@pytest.mark.parametrize(
    ("number", "written"),
    [("0", "0"), ("7", "7"), ("999", "999"), ("1000", "1,000"), ("15376", "15,376"), ("1234567.5", "1,234,567.5"),
     ("3.20", "3.20"), ("-40", "−40"), ("-1234.5", "−1,234.5"), ("5E+3", "5,000"), ("0.001", "0.001")],
)  # fmt: skip
def test_numbers(number: str, written: str) -> None:
    assert language.format_number(Decimal(number), ENGLISH) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2025, 10, 30), "30 October 2025"),
        (datetime(2025, 10, 30, 23, 59), "30 October 2025"),
        (Day(2025, 3, 1), "1 March 2025"),
        (Day(2025, 10), "October 2025"),
        (Day(1977), "1977"),
    ],
)
def test_days(day: Day | date, written: str) -> None:
    assert language.format_day(day, ENGLISH) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (Day(2025, 10, 24), Day(2025, 10, 30), "24–30 October 2025"),
        (Day(2025, 10, 30), Day(2025, 11, 2), "30 October – 2 November 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        (Day(2025, 3), Day(2025, 5), "March–May 2025"),
        (Day(2025, 11), Day(2026, 2), "November 2025 – February 2026"),
        (Day(1977), Day(1980), "1977–1980"),
        (Day(1977), Day(1977), "1977"),
        (date(2025, 1, 1), Day(2025, 1, 1), "1 January 2025"),
        (Day(1977), Day(1980, 5, 4), "1977 to 4 May 1980"),
    ],
)
def test_ranges_say_once_what_both_ends_share(start: Day, end: Day, written: str) -> None:
    assert language.format_range(start, end, ENGLISH) == written


def test_lists() -> None:
    assert [language.join(items, ENGLISH) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_text_fills_placeholders_and_chooses_the_plural() -> None:
    assert language.text(ENGLISH, "home.byline", name="A. Writer") == "By A. Writer"
    assert language.text(ENGLISH, "notes.cited", count=1) == "Cited in 1 place"
    assert language.text(ENGLISH, "notes.cited", count=1200) == "Cited in 1,200 places"
    assert language.text(ENGLISH, "notes.cited", count=Decimal("1.0")) == "Cited in 1.0 places"


@pytest.mark.parametrize(("key", "values"), [("no.such.key", {}), ("home.byline", {}), ("notes.cited", {})])
def test_a_missing_key_or_placeholder_is_a_bug(key: str, values: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        language.text(ENGLISH, key, **values)


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert language.text(ENGLISH, "home.byline", name="{name} {x}") == "By {name} {x}"


@pytest.mark.parametrize("catalogue", LANGUAGES.values(), ids=LANGUAGES)
def test_every_catalogue_is_whole(catalogue: language.Catalogue) -> None:
    assert set(catalogue.strings) == set(ENGLISH.strings)
    assert set(catalogue.statuses) == set(get_args(Status))
    assert set(catalogue.qualifiers) == set(get_args(Qualifier)) == set(catalogue.date_qualifiers)
    assert set(catalogue.units) == set(ENGLISH.units)
    assert len(catalogue.months) == 12
    for text in catalogue.strings.values():
        assert isinstance(text, str) or "other" in text
        assert "!" not in str(text)
    for word, qualifier in ((catalogue.qualifiers[q], q) for q in get_args(Qualifier) if q != "exact"):
        assert catalogue.words.before[word] == qualifier, "the site's own word must be one that the finder knows"
    for status in catalogue.statuses.values():
        assert re.fullmatch(r"[^.]+\.", status.meaning), "one plain sentence"


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("5 km", f"5{NB}km"),
        ("$550 billion", f"$550{NB}billion"),
        ("CHF 3.2 million", f"CHF{NB}3.2{NB}million"),
        ("20 EUR", f"20{NB}EUR"),
        ("-12 °C", f"-12{NB}°C"),
        ("7 %", f"7{NB}%"),
        ("10 percentage points", f"10{NB}percentage points"),
        ("on 30 October 2025", f"on 30{NB}October 2025"),
        ("on October 30, 2025", f"on October{NB}30, 2025"),
        ("No. 5 and p. 7", f"No.{NB}5 and p.{NB}7"),
        ("wait...", "wait…"),
        ("a -- b", "a – b"),
        ("a---b", "a—b"),
        # left alone
        ("5 ships in 2025 sailed", "5 ships in 2025 sailed"),
        ("in 2025 October came", "in 2025 October came"),
        ("five km", "five km"),
        ("see .... or --base-url or a--b or ----", "see .... or --base-url or a--b or ----"),
        ("the Mayor may 5", "the Mayor may 5"),
        ("", ""),
    ],
)
def test_typeset(text: str, set_: str) -> None:
    assert language.typeset(text, ENGLISH) == set_


PIECES = "5 km 30 October 2025 No. p. ... .... -- --- ---- million CHF $ % a . - 12"


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES.split())).map(" ".join)))
def test_typesetting_is_done_once_and_changes_only_spaces_dashes_and_dots(text: str) -> None:
    once = language.typeset(text, ENGLISH)
    assert language.typeset(once, ENGLISH) == once

    def bare(part: str) -> str:
        part = part.replace("…", "...").replace(NB, " ").replace("—", "---")
        return re.sub(r"(?<=\s)–(?=\s)", "--", part)

    assert bare(once) == bare(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [("What is at stake?", "what-is-at-stake"), ("China's role", "chinas-role"), ("Đà Nẵng và Huế", "da-nang-va-hue"),
     ("Nguyễn Ái Quốc", "nguyen-ai-quoc"), ("Ærø & Łódź", "aero-lodz"), ("straße 5", "strasse-5"),
      ("½ ﬁsh", "1-2-fish"),
     ("a_b.c", "a-b-c")],
)  # fmt: skip
def test_slugs(text: str, id: str) -> None:
    assert language.slug(text) == id


@given(st.text(max_size=40))
def test_a_slug_is_an_id_and_its_own_slug(text: str) -> None:
    made = language.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert language.slug(made) == made


def test_texts_without_latin_letters_get_ids_of_their_own() -> None:
    made = [language.slug(text) for text in ("贸易", "矿产", "—", "")]
    assert len(set(made)) == 4 and all(re.fullmatch("s[0-9a-f]{8}", id) for id in made)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('A "long" night', "A “long” night"),
        ("The mayor's ship", "The mayor’s ship"),
        ("'Twas (\"so\") said", "‘Twas (“so”) said"),
        ('"Why?" – "Because"', "“Why?” – “Because”"),
        ("no quotes", "no quotes"),
    ],
)
def test_straight_quotes_of_plain_texts_are_curled(typed: str, printed: str) -> None:
    assert language.curl(typed, ENGLISH) == printed
