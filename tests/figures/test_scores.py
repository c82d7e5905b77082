"""The figure finder finds what the labelled sentences mark, and little else; and the counting is right."""

from __future__ import annotations

import pytest

from tests.figures.score import Score, Sentence, read, report, score

ENOUGH = 0.95


@pytest.mark.parametrize("exact", [True, False], ids=["exact", "overlap"])
@pytest.mark.parametrize("name", ["tuning", "held", "fresh"])
def test_the_finder_is_right_often_enough(name: str, exact: bool) -> None:
    reached = score(read(name), exact)
    assert reached.precision >= ENOUGH and reached.recall >= ENOUGH, report(name)


def test_how_right_is_counted() -> None:
    sentence = Sentence("5 of 6 and 7 or 8 km", ((0, 1), (5, 6), (11, 20)), ((0, 1), (11, 12), (16, 20)))
    assert score([sentence], exact=True) == Score(1, 3, 3)
    assert score([sentence], exact=False) == Score(2, 3, 3)
    one_for_two = Sentence("5 6 7", ((0, 1), (2, 3)), ((0, 5),))
    assert one_for_two.right(exact=False) == 1


def test_marks_are_taken_away_and_what_no_tuning_saw_keeps_its_misses() -> None:
    marked = {s.text[start:end] for s in read("tuning") for start, end in s.marked}
    assert {"640", "one in eight", "a quarter of a century"} <= marked
    assert not any("⟦" in s.text or "⟧" in s.text for s in read("tuning"))
    assert len(report("fresh").splitlines()) == 2
