"""What counts as a figure and what it is worth. The sentences are in figures.txt; add one with what you expect."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.content.catalogue import Words
from sitegen.content.figures import Figure, find
from sitegen.content.language import LANGUAGES
from sitegen.content.tokens import may_count
from sitegen.core.record import fields

ENGLISH = LANGUAGES["en"]
TESTS = Path(__file__).parents[1]


def vars_of(words: Words) -> list[Iterable[str]]:
    """The tables of a catalogue that are keyed by words or made of them."""
    tables = [getattr(words, field.name) for field in fields(words)]
    return [table for table in tables if all(isinstance(each, str) for each in table)]


def sentences() -> list[tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "figures.txt").read_text(encoding="utf-8").splitlines()
    table: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("    "):
            table[-1][1].append(line.strip())
        elif line.strip() and not line.startswith("#"):
            table.append((line, []))
    return table


def described(text: str, figure: Figure) -> str:
    """`words = meaning`, as figures.txt writes it."""
    words = text[figure.start : figure.end]
    if figure.day is not None:
        weekday = ("", " Mon", " Tue", " Wed", " Thu", " Fri", " Sat", " Sun")[figure.weekday + 1]
        shown = f"{figure.day.year or '?'}-{figure.day.month or '?'}-{figure.day.day or '?'}"
        return f"{words} = {figure.kind} {figure.day.year if figure.kind == 'year' else shown}{weekday}"
    number = plain(figure.low) if figure.low == figure.high else f"{plain(figure.low)}..{plain(figure.high)}"
    codes = figure.currencies[0] + ("…" if len(figure.currencies) > 1 else "") if figure.currencies else ""
    per = f"per {figure.per}" if figure.per else ""
    bound = "" if figure.qualifier == "exact" else figure.qualifier
    return f"{words} = " + " ".join(part for part in (bound, number, figure.unit, codes, per) if part)


def plain(number: Decimal) -> str:
    rounded = f"{number:.4f}"
    return rounded.rstrip("0").rstrip(".")


@pytest.mark.parametrize(("sentence", "expected"), sentences(), ids=[s for s, _ in sentences()])
def test_figures_of_a_sentence(sentence: str, expected: list[str]) -> None:
    assert [described(sentence, figure) for figure in find(sentence, ENGLISH)] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rose to as high as 12%", "as high as 12%"),
        ("12% at most were ill", "12% at most"),
        ("five ships or more left", "five ships or more"),
        ("between 5 and 10 wells", "between 5 and 10"),
        ("up to about 50 wells", "up to about 50"),
        ("12 wells", "12"),
    ],
)
def test_the_words_that_bound_a_figure_belong_to_what_is_said(text: str, said: str) -> None:
    (figure,) = find(text, ENGLISH)
    assert text[figure.said_start : figure.said_end] == said


@pytest.mark.parametrize(
    ("text", "step"),
    [("15,376", "1"), ("550", "10"), ("500", "100"), ("3.20 kg", "0.01"), ("1.5 million", "100000"),
     ("half a million", "100000"),
     ("€5–10m", "1000000"), ("36 cents", "0.01")],
)  # fmt: skip
def test_the_last_digit_written_says_how_exact_a_figure_is(text: str, step: str) -> None:
    assert find(text, ENGLISH)[0].step == Decimal(step)


def test_unbreakable_spaces_and_capitals_change_nothing() -> None:
    plain_text = "At least 5 million people on 24–30 October 2025, or 3 per cent"
    other = plain_text.replace(" ", "\u00a0")
    shouted = plain_text.upper()
    expected = [(f.low, f.unit, f.qualifier, f.day) for f in find(plain_text, ENGLISH)]
    assert [(f.low, f.unit, f.qualifier, f.day) for f in find(other, ENGLISH)] == expected
    assert [(f.low, f.unit, f.qualifier, f.day) for f in find(shouted, ENGLISH)] == expected


VOCABULARY = (
    "5 10 1,500 3.5 2025 0 007 a an one two twenty hundred million dozen half third quarters and to or of in out "
    "between from up at least most about per day days % $ US$ € EUR cents °C km m - – − / . , : ( ) [ ] October May "
    "Monday 30th 5G G20 COVID chapter no No. bn k + ½ ' times fold o'clock am BC"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).flatmap(
    lambda words: st.sampled_from((" ", "", "-")).map(lambda gap: gap.join(words))
)))  # fmt: skip
@example("million " * 60)
@example("9" * 60)
def test_any_text_gives_figures_in_order_and_inside_it(text: str) -> None:
    place = 0
    for figure in find(text, ENGLISH):
        assert place <= figure.start < figure.end <= len(text)
        assert figure.said_start <= figure.start and figure.end <= figure.said_end <= len(text)
        assert figure.low <= figure.high
        assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]
        place = figure.end


def test_a_long_text_is_read_in_one_pass() -> None:
    """Twice the text takes twice the tokens: the work is counted, not timed."""
    from sitegen.content import tokens

    def looked_up(text: str) -> int:
        count = 0
        original = tokens.match

        def counting(*args: object) -> object:
            nonlocal count
            count += 1
            return original(*args)  # type: ignore[arg-type]

        from sitegen.content import dates, figures, not_figures

        modules = (tokens, dates, figures, not_figures)
        with pytest.MonkeyPatch.context() as patch:
            for module in modules:
                patch.setattr(module, "match", counting)
            find(text, ENGLISH)
        return count

    for hard in ("two hundred and ", "5 to ", "1,234", "chapter 3, ", "one in ", "5-"):
        assert looked_up(hard * 400) <= 2.2 * looked_up(hard * 200)


def test_a_text_without_a_numeral_holds_no_quantity() -> None:
    """`may_count` passes over most paragraphs: nothing may be a figure that it calls free of them."""
    corpus = [sentence for sentence, _ in sentences()]
    for name in ("tuning", "held", "fresh"):
        corpus += (TESTS / "figures" / f"{name}.txt").read_text("utf-8").replace("⟦", "").replace("⟧", "").split("\n")
    passed = [text for text in corpus if not may_count(text, ENGLISH)]
    assert len(passed) > 30
    assert [text for text in passed if any(figure.kind == "quantity" for figure in find(text, ENGLISH))] == []


VOCABULARY = sorted(
    {word for table in vars_of(ENGLISH.words) for phrase in table for word in (*phrase.split(), phrase + "s")}
)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8), st.sampled_from((" ", "-", " – ", ", ")))
def test_no_other_words_of_the_catalogue_make_one(words: list[str], between: str) -> None:
    text = between.join(words)
    if not may_count(text, ENGLISH):
        assert [figure for figure in find(text, ENGLISH) if figure.kind == "quantity"] == []
