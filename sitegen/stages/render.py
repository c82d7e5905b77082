"""Plan -> Manifest: each artifact by its recipe, through a `Reader` that is all the recipe may ask.

Ranks in order; within a rank no recipe needs another's output, so they are made on all cores where there are many. A
recipe that fails takes only its own artifact down: its problem says which page was being rendered, and the others go
on. What a recipe asked is remembered, also of one that failed; as long as the answers stay, nothing is made, the
artifact's problems are repeated, and its bytes are those that lie in the output.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from sitegen.core import model
from sitegen.core.artifact import Artifact, Fingerprint, LateOutput, Manifest, Output, Plan, Reason, Snapshot, digest
from sitegen.core.codes import PASSING
from sitegen.core.kinds import Unmade
from sitegen.core.problem import Problem
from sitegen.core.record import record, replace
from sitegen.core.world import GivenUp, Nobody, Onlooker, Pieces
from sitegen.engine.encoding import dump
from sitegen.engine.memory import Memory
from sitegen.engine.trace import Comparison, Question, Recorder, first_difference, numbered
from sitegen.outputs import OUTPUTS
from sitegen.page.answers import ALIKE, UNANSWERED, Answers

ROOM, ASKED = "made", "asked"
_GAP = "\0"  # between words that are kept as one, which is read more quickly than a list
LEAST = 16
"""Artifacts that a process of its own is worth."""

Look = Callable[[Output], Any]
"""What else is to be found out about a file while it is at hand: plain lists and words, remembered with it."""


@record
class Outcome:
    """What became of a recipe. `output` is None where there is nothing to publish, because it was not worth it or, with
    `failed`, because of the one thing in `problems`."""

    output: Output | None
    problems: tuple[Problem, ...]
    asked: tuple[Question, ...]
    looks: Any = None
    failed: bool = False


def render(
    plan: Plan, site: model.Site, snapshot: Snapshot, memory: Memory | None = None, look: Look = lambda output: None,
    onlooker: Onlooker | None = None,
) -> Manifest:  # fmt: skip
    """Raises GivenUp from the onlooker; what was made until then is remembered."""
    memory, onlooker = memory or Memory(), onlooker or Nobody()
    room = _Room(plan, site, snapshot, memory, look)
    outcomes = room.outcomes
    try:
        for rank, late in ((0, False), (1, False), (2, False), (0, True)):
            artifacts = [artifact for artifact in plan.rank(rank) if artifact.late is late]
            first = room.stale([artifact for artifact in artifacts if artifact.path in onlooker.first])
            for artifact in first:
                room.note(artifact, room.make(artifact))
            if first and not room.failed:
                onlooker.ready(site, room.outputs)
            rest = room.stale([artifact for artifact in artifacts if artifact.path not in onlooker.first])
            if late and rest and not room.failed:
                onlooker.ready(site, room.outputs)
            made = room.make_apart(rest) if memory.parallel(rest, LEAST) else map(room.make, rest)
            shown = ((artifact, outcomes[artifact.path]) for artifact in first)
            for artifact, outcome in chain(shown, zip(rest, made, strict=True)):
                room.note(artifact, room.looked(outcome))
                onlooker.see(outcome.output)
    except GivenUp:
        room.stale([artifact for artifact in plan.artifacts if artifact.path not in outcomes])
        room.remember(plan)
        raise
    room.remember(plan)
    problems: list[Problem] = []
    failed: dict[Problem, list[str]] = {}
    ordered = sorted(plan.artifacts, key=lambda artifact: artifact.rank)
    for artifact in ordered:
        outcome = outcomes[artifact.path]
        if outcome.failed:
            failed.setdefault(outcome.problems[0], []).append(artifact.at.path if artifact.at else artifact.path)
        else:
            problems += outcome.problems
    outputs = {artifact.path: output for artifact in ordered if (output := outcomes[artifact.path].output) is not None}
    told = (_while_rendering(problem, pages) for problem, pages in failed.items())
    return Manifest(outputs, (*problems, *told), tuple(room.reasons))


def _while_rendering(problem: Problem, pages: list[str]) -> Problem:
    """One slip in a template breaks every page that uses it, and is told once."""
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return replace(problem, context=f"while rendering {pages[0]}{more}")


class _Room:
    """The answers in every language, and what the last build remembers of its artifacts."""

    def __init__(self, plan: Plan, site: model.Site, snapshot: Snapshot, memory: Memory, look: Look) -> None:
        self._memory = memory
        self._look = look
        self._first = site.language
        self.outcomes: dict[str, Outcome] = {}
        self.failed = False  # whether one of them has
        self.reasons: list[Reason] = []
        self.outputs: dict[str, Output] = {}
        self._answers = {
            version.language: Answers(plan, version, snapshot, memory, self.outputs) for version in site.versions
        }
        self._notes = memory.then(ROOM)
        asked = memory.then(ASKED)
        self._questions: list[Question] = [tuple(words.split(_GAP)) for words in asked.get("questions", ())]
        told = zip(self._questions, asked.get("answers", ()), strict=True)
        self._bases: dict[Question, str] = {}
        if memory.remembers:
            for answers in self._answers.values():
                self._bases.update(answers.bases())
        then = {question: Fingerprint(*answer.split(_GAP)) for question, answer in told}
        bases_then = {tuple(family): basis for *family, basis in asked.get("bases", ())}
        self._compared: set[int] = set()
        self._differ: set[int] = set()  # numbers of questions that are not answered as before
        self._comparison = Comparison(then, self._ask, bases_then, self._bases)

    def _ask(self, question: Question) -> Any:
        answers = self._answers.get(question[0])
        return UNANSWERED if answers is None else answers.fingerprint(question)

    def note(self, artifact: Artifact, outcome: Outcome) -> None:
        self.outcomes[artifact.path] = outcome
        self.failed = self.failed or outcome.failed
        if outcome.output is not None:
            self.outputs[artifact.path] = outcome.output

    def stale(self, artifacts: Sequence[Artifact]) -> list[Artifact]:
        """Those that have to be made, each with its reason; of the others it is noted what they were."""
        self._compare(artifacts)
        found = []
        for artifact in artifacts:
            known = self.remembered(artifact)
            if isinstance(known, Outcome):
                self.note(artifact, known)
            else:
                self.reasons.append(known)
                found.append(artifact)
        return found

    def _compare(self, artifacts: Sequence[Artifact]) -> None:
        """Asks again what these asked, each question once: most pages asked nothing that has another answer now."""
        asked: set[int] = set()
        for artifact in artifacts:
            if (note := self._notes.get(artifact.path)) is not None:
                asked.update(note[1])
        fresh = asked - self._compared
        self._compared |= fresh
        self._differ.update(number for number in fresh if self._comparison.state(self._questions[number]) != "same")

    def remembered(self, artifact: Artifact) -> Outcome | Reason:
        note = self._notes.get(artifact.path)
        if note is None or note[0] != self._identity(artifact):
            return Reason(artifact.path, "new")
        asked = tuple(map(self._questions.__getitem__, note[1]))
        question, moved = None, False
        if not self._differ.isdisjoint(note[1]):
            question, moved = first_difference(asked, self._comparison)
        if question is not None:
            return Reason(artifact.path, "answer", question)
        problems: tuple[Problem, ...] = self._memory.encoding.take(note[3])
        if moved and (problems or (note[4] and note[4][0])):
            return Reason(artifact.path, "place")
        output = LateOutput(artifact.path, note[2], partial(self._again, artifact)) if note[2] else None
        return Outcome(output, problems, asked, note[4], note[5])

    def _again(self, artifact: Artifact) -> Output:
        output = self.make(artifact).output
        assert output is not None, "it was made before, from the same answers"
        return output

    def make(self, artifact: Artifact) -> Outcome:
        language = artifact.language or self._first
        recorder: Any = Recorder(self._answers[language], language, ALIKE)
        try:
            made = OUTPUTS[artifact.kind].make(artifact, recorder)
        except Unmade as fault:
            return Outcome(None, (fault.problem,), tuple(recorder.asked), failed=True)
        if made.data is None:
            return Outcome(None, made.problems, tuple(recorder.asked))
        output = Output(artifact.path, made.data, digest(made.data), made.origins)
        return Outcome(output, made.problems, tuple(recorder.asked))

    def looked(self, outcome: Outcome) -> Outcome:
        """With what is found on the file."""
        if outcome.output is None or outcome.looks is not None:
            return outcome
        return replace(outcome, looks=self._look(outcome.output))

    def make_apart(self, artifacts: list[Artifact]) -> list[Outcome]:
        made = self._memory.each(self._made_apart, artifacts, LEAST)
        return [self._unpacked(artifact, pieces) for artifact, pieces in zip(artifacts, made, strict=True)]

    def _made_apart(self, artifact: Artifact) -> Pieces:
        """In a process of its own: what is to be known of the file, the file."""
        outcome = self.looked(self.make(artifact))
        output = outcome.output
        head = dump([self._memory.encoding.put(outcome.problems), outcome.asked, outcome.looks,
                     output.digest if output else "", outcome.failed])  # fmt: skip
        return head, output.data if output else b""

    def _unpacked(self, artifact: Artifact, pieces: Pieces) -> Outcome:
        head, data = pieces
        problems, asked, looks, told, failed = json.loads(head)
        output = _Made(artifact.path, data, told, partial(self._again, artifact)) if told else None
        return Outcome(output, self._memory.encoding.take(problems), tuple(map(tuple, asked)), looks, failed)

    def remember(self, plan: Plan) -> None:
        if not self._memory.remembers:
            return
        known = [artifact for artifact in plan.artifacts if artifact.path in self.outcomes]
        questions, traces = numbered(self.outcomes[artifact.path].asked for artifact in known)
        answers = [_GAP.join(self._comparison.answer(question)) for question in questions]
        bases = [[*family, basis] for family, basis in self._bases.items()]
        words = [_GAP.join(question) for question in questions]
        torn = {number for number, question in enumerate(questions) if _GAP in "".join(question)}
        self._memory.now(ASKED).update({"questions": words, "answers": answers, "bases": bases})
        notes = self._memory.now(ROOM)
        for artifact, trace in zip(known, traces, strict=True):
            outcome = self.outcomes[artifact.path]
            if not torn.isdisjoint(trace) or (outcome.failed and outcome.problems[0].code in PASSING):
                continue
            told = outcome.output.digest if outcome.output else ""
            problems = self._memory.encoding.put(outcome.problems)
            notes[artifact.path] = [self._identity(artifact), trace, told, problems, outcome.looks, outcome.failed]

    def _identity(self, artifact: Artifact) -> str:
        """What has no language asks the first of the site, which may be another one next time."""
        language = artifact.language or self._first
        return repr((artifact.kind, artifact.subject, artifact.rank, artifact.names, language))


class _Made(LateOutput):
    """One that came from another process: its bytes are here, its origins are where it was made."""

    __slots__ = ("_data",)
    _data: bytes

    def __init__(self, path: str, data: bytes, told: str, make: Callable[[], Output]) -> None:
        super().__init__(path, told, make)
        object.__setattr__(self, "_data", data)

    data = property(lambda self: self._data)
