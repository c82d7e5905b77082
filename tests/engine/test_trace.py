"""What is written down of a question, and which difference is told."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.core.artifact import Fingerprint
from sitegen.engine.trace import Comparison, Recorder, first_difference, numbered


class Answers:
    def fact(self, id: str) -> str:
        return f"the fact {id}"

    def template(self, name: str, context: dict[str, str]) -> str:
        return name.format(**context)

    def part(self, number: object) -> object:
        return number


class Word(str):
    """Such as a text that is marked as finished HTML."""

    __slots__ = ()


def recorder() -> Any:
    return Recorder(Answers(), "en")


def test_every_question_is_written_down_once_in_its_order() -> None:
    ask = recorder()
    assert ask.fact("lines") == "the fact lines"
    ask.template("{a}", {"a": "b"})
    ask.fact(Word("cost"))
    ask.fact("lines")
    assert list(ask.asked) == [("en", "fact", "lines"), ("en", "template", "{a}"), ("en", "fact", "cost")]


def test_questions_that_are_alike_are_one() -> None:
    ask: Any = Recorder(Answers(), "en", alike={"fact"})
    assert (ask.fact("lines"), ask.fact("cost")) == ("the fact lines", "the fact cost")
    ask.template("{a}", {"a": "b"})
    assert list(ask.asked) == [("en", "fact"), ("en", "template", "{a}")]


@pytest.mark.parametrize("argument", [1, None, ("a", "b"), ["a"]])
def test_what_cannot_be_written_down_cannot_be_asked(argument: object) -> None:
    with pytest.raises(TypeError, match="part is asked with what cannot be written down"):
        recorder().part(argument)


ONE, OTHER, MOVED = Fingerprint("1", "here"), Fingerprint("2", "here"), Fingerprint("1", "there")
A, B, C = ("en", "fact", "a"), ("en", "fact", "b"), ("en", "card", "c")


def compared(now: dict[Any, Fingerprint], then: dict[Any, Fingerprint], **bases: str) -> Comparison:
    return Comparison(then, now.__getitem__, {("en", "card"): "then"}, {("en", "card"): bases.get("card", "now")})


@pytest.mark.parametrize(
    ("now", "difference"),
    [
        ({A: ONE, B: ONE, C: ONE}, (None, False)),
        ({A: MOVED, B: ONE, C: ONE}, (None, True)),
        ({A: MOVED, B: OTHER, C: OTHER}, (B, True)),
        ({A: ONE, B: ONE, C: OTHER}, (C, False)),
    ],
)
def test_the_first_difference_is_told(now: dict[Any, Fingerprint], difference: object) -> None:
    assert first_difference([A, B, C], compared(now, dict.fromkeys((A, B, C), ONE))) == difference


def test_a_question_that_was_never_asked_is_another() -> None:
    assert first_difference([A], compared({A: ONE}, {})) == (A, False)


def test_a_family_is_not_asked_while_its_basis_is_the_same() -> None:
    comparison = compared({}, {C: ONE}, card="then")
    assert first_difference([C], comparison) == (None, False)
    assert comparison.answer(C) == ONE


def test_questions_are_numbered_once() -> None:
    assert numbered([(A, B), (B, C)]) == ([A, B, C], [[0, 1], [1, 2]])
