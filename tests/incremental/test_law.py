"""Incremental equals clean, over random sequences of edits; and six faults in the engine, each of which must be caught.

100 short sequences here; `SITEGEN_SEQUENCES=2000 SITEGEN_STEPS=6` for the long run, `SITEGEN_SEED` for others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sitegen.engine import store, trace
from sitegen.engine.encoding import Encoding
from sitegen.page import answers, closures, parses
from sitegen.stages import render
from tests.incremental.edits import Bench, Step, forget, sequence, shortened, verdict, way

SEQUENCES = int(os.environ.get("SITEGEN_SEQUENCES", "100"))
SEED = int(os.environ.get("SITEGEN_SEED", "20251026"))
SHARES = 10
LENGTH = int(os.environ.get("SITEGEN_STEPS", "3"))


@pytest.mark.parametrize("share", range(SHARES))
def test_incremental_equals_clean(share: int) -> None:
    for number in range(share, SEQUENCES, SHARES):
        steps, how = sequence(SEED + number, LENGTH), way(number)
        if verdict(steps, how):
            raise AssertionError(verdict(shortened(steps, how), how))


def a_question_is_not_recorded(patch: pytest.MonkeyPatch) -> None:
    ask = trace.Recorder.__getattr__

    def forgetful(self: Any, method: str) -> Callable[..., Any]:
        return getattr(self._answers, method) if method == "fact" else ask(self, method)  # type: ignore[no-any-return]

    patch.setattr(trace.Recorder, "__getattr__", forgetful)


def a_digest_leaves_a_field_out(patch: pytest.MonkeyPatch) -> None:
    made = Encoding.__init__

    def short(self: Any, *given: Any) -> None:
        made(self, *given)
        for kind, names in self._compared.items():
            self._compared[kind] = tuple(pair for pair in names if pair[0] != "status")

    patch.setattr(Encoding, "__init__", short)


def what_has_moved_counts_as_the_same(patch: pytest.MonkeyPatch) -> None:
    compare = trace.first_difference
    patch.setattr(render, "first_difference", lambda *given: (compare(*given)[0], False))


def a_failed_artifact_forgets_what_it_asked(patch: pytest.MonkeyPatch) -> None:
    make = render._Room.make

    def forgetful(self: Any, artifact: Any) -> render.Outcome:
        outcome = make(self, artifact)
        return outcome if outcome.output else render.Outcome(None, outcome.problems, ())

    patch.setattr(render._Room, "make", forgetful)


def an_included_template_is_no_part_of_a_closure(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closures, "referenced", lambda text: ())


def a_parse_is_kept_by_its_name_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(parses, "repr", lambda manner: "", raising=False)


def a_judgement_outlives_what_it_rests_on(patch: pytest.MonkeyPatch) -> None:
    judged = parses.Parses.judged
    patch.setattr(parses.Parses, "judged", lambda self, name, context, judge: judged(self, name, "", judge))


def a_basis_lacks_the_titles(patch: pytest.MonkeyPatch) -> None:
    bases = answers.Answers.bases
    patch.setattr(answers.Answers, "bases", lambda self: dict.fromkeys(bases(self), ""))


def objects_are_believed(patch: pytest.MonkeyPatch) -> None:
    """Whatever lies where an object should lie is taken for it, and an index for a sound one."""
    patch.setattr(store, "name_of", lambda data: "0" * 32)


FAULTS: dict[Callable[[pytest.MonkeyPatch], None], tuple[str, ...]] = {
    a_question_is_not_recorded: ("data", "body"),
    a_digest_leaves_a_field_out: ("data",),
    what_has_moved_counts_as_the_same: ("slip", "shifted"),
    a_failed_artifact_forgets_what_it_asked: ("template",),
    an_included_template_is_no_part_of_a_closure: ("template",),
    a_parse_is_kept_by_its_name_alone: ("draft", "option"),
    a_judgement_outlives_what_it_rests_on: (),
    a_basis_lacks_the_titles: (),
    objects_are_believed: (),
}
"""Fault -> the kinds of edits that it is about; of all kinds where it is about everything."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.replace("_", " "))
def test_a_fault_in_the_engine_is_caught(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    forget()
    try:
        caught = any(_broken(sequence(SEED + seed, 2 * LENGTH, FAULTS[fault])) for seed in range(100))
    finally:
        forget()
    assert caught, "no sequence of edits shows this fault"


def _broken(steps: Sequence[Step]) -> bool:
    try:
        return bool(verdict(steps))
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):  # what is believed may be anything
        return True


def test_a_build_with_nothing_to_do_makes_nothing() -> None:
    bench = Bench()
    first, second = bench.incremental(), bench.incremental()
    assert first.manifest and second.manifest and second.published
    assert first.manifest.reasons and not second.manifest.reasons
    assert second.published.unchanged
