"""What an artifact asked while it was made, and whether it would still get the same answers.

No graph: an artifact is still good if its questions, asked again in their order, are answered as before; the first that
is not is the reason to make it again. A question is a row of words (a language, a method, its arguments). Its answer is
remembered as a fingerprint, so that a change of places alone is told apart from a change of what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Literal

from sitegen.core.artifact import Fingerprint

Question = tuple[str, ...]
State = Literal["same", "moved", "changed"]


class Recorder:
    """Stands before whoever answers and writes down every question with its arguments that are words. A mapping is
    made of other answers and is passed on unwritten; anything else is TypeError, or a question would be lost.

    `alike`: methods whose answers rest on one thing, whatever is asked for: they are written down without it."""

    def __init__(self, answers: Any, name: str, alike: Container[str] = ()) -> None:
        self._answers = answers
        self._name = name
        self._alike = alike
        self.asked: dict[Question, None] = {}

    def __getattr__(self, method: str) -> Callable[..., Any]:
        answer = getattr(self._answers, method)
        name, asked, alike = self._name, self.asked, method in self._alike

        def ask(*arguments: Any) -> Any:
            words = [each for each in arguments if isinstance(each, str)]
            if len(words) < len(arguments) and not all(isinstance(each, str | Mapping) for each in arguments):
                raise TypeError(f"{method} is asked with what cannot be written down: {arguments!r}")
            asked[(name, method) if alike else (name, method, *words)] = None
            return answer(*arguments)

        setattr(self, method, ask)
        return ask


class Comparison:
    """Answers of the last build against those of this one; each question is asked again at most once.

    `bases`: for families of questions (language, method), a digest of all that their answers are made of; where it is
    as before, no question of the family is asked at all.
    """

    def __init__(
        self,
        then: Mapping[Question, Fingerprint],
        now: Callable[[Question], Fingerprint],
        bases_then: Mapping[Question, str],
        bases_now: Mapping[Question, str],
    ) -> None:
        self._then = then
        self._now = now
        self._settled = {family for family, basis in bases_now.items() if bases_then.get(family) == basis}
        self._known: dict[Question, State] = {}

    def state(self, question: Question) -> State:
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = self._compare(question)
        return known

    def answer(self, question: Question) -> Fingerprint:
        """That of this build."""
        if question[:2] in self._settled and question in self._then:
            return self._then[question]
        return self._now(question)

    def _compare(self, question: Question) -> State:
        then = self._then.get(question)
        if then is None:
            return "changed"
        if question[:2] in self._settled:
            return "same"
        now = self._now(question)
        if now.value != then.value:
            return "changed"
        return "same" if now.places == then.places else "moved"


def first_difference(asked: Sequence[Question], comparison: Comparison) -> tuple[Question | None, bool]:
    """The first question that is answered otherwise than before, if any; and whether an answer has moved."""
    moved = False
    for question in asked:
        state = comparison.state(question)
        if state == "changed":
            return question, moved
        moved = moved or state == "moved"
    return None, moved


def numbered(traces: Iterable[Iterable[Question]]) -> tuple[list[Question], list[list[int]]]:
    """Questions once each, and every trace as their numbers: thousands of pages ask the same."""
    numbers: dict[Question, int] = {}
    rows = [[numbers.setdefault(question, len(numbers)) for question in trace] for trace in traces]
    return list(numbers), rows
