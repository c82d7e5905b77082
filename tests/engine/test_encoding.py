"""What is kept comes back as it was, and a fingerprint tells a change of words from a change of places."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from sitegen.core import model
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Prose, Reference
from sitegen.core.record import fields, replace
from sitegen.page.kept import encoding

AT = Span("content/facts.yaml", 3, 5, 3, 9)
REFERENCE = Reference("fact", "lines", ("12 ", "lines"), "12 lines", AT, AT)
TEXT = Prose(("<p>", REFERENCE, "\u2028\ud800</p>"), (("a", ("note",)),), AT, "en")
FACT = model.Fact(
    "lines", TEXT, "planned", value=Decimal("12.50"), noun=(("one", "line"),), as_of=date(2026, 1, 2), at=AT
)
VALUES = (
    FACT, (), ("a", None, True, 1, -0.5), {"b": 1, "a": (2,)}, frozenset({"y", "x"}), Problem("fact-due", "late", AT),
    datetime(2026, 1, 2, 3, 4, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), datetime(2026, 1, 2, tzinfo=UTC),
    datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=-5, minutes=-30))), datetime(2026, 1, 2, 3),
    datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")), date(1, 1, 1), model.Day(1977, 5),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back(value: object) -> None:
    kept = encoding()
    again = kept.decode(kept.encode(value))
    assert again == value and (repr(again) == repr(value) or isinstance(value, frozenset))  # whose order is nobody's


@pytest.mark.parametrize(
    ("value", "length"),
    [
        (Span("a"), 2), (Span("a", 1, 1, 0, 0), 2), (Span("a", 1, 2), 4), (Span("a", 1, 1, 2), 5),
        (Problem("fact-due", "late", None, "", ""), 3), (Problem("fact-due", "late", None, "hint"), 5),
        (Prose(("a",), (), AT, "", ()), 4), (Prose(at=Span("")), 4), (Span("a", True), 3),
    ],
)  # fmt: skip
def test_what_is_as_usual_at_the_end_is_left_out(value: object, length: int) -> None:
    """1 is no True, and a place that is not compared may be another though it compares equal."""
    kept = encoding()
    assert len(kept.put(value)) == length
    assert repr(kept.take(kept.put(value))) == repr(value)


def test_places_are_no_part_of_what_is_said() -> None:
    told, moved = encoding().fingerprint(FACT), encoding().fingerprint(replace(FACT, at=Span("content/facts.yaml", 9)))
    assert told.value == moved.value
    assert told.places != moved.places


@pytest.mark.parametrize("name", [field.name for field in fields(model.Fact) if field.compare])
def test_every_field_counts(name: str) -> None:
    other = replace(FACT, **{name: ("another",)})
    assert encoding().fingerprint(other).value != encoding().fingerprint(FACT).value


def test_what_was_never_handed_over_is_not_kept() -> None:
    with pytest.raises(TypeError, match="set cannot be kept"):
        encoding().encode({1, 2})
