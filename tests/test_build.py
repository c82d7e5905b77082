"""The order of a build and where it ends early, over stages that do nothing but say that they were called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sitegen import build as room
from sitegen.build import Built, build, make, stops
from sitegen.core.artifact import Manifest, Options, Output, Plan, Snapshot, digest
from sitegen.core.model import Explainer, Site, SiteConfig, Waiver
from sitegen.core.problem import Problem, Result, Span
from sitegen.core.prose import Prose
from sitegen.core.waivers import unwaived
from sitegen.core.world import Published, Shelf
from sitegen.engine.memory import Memory

DAY = date(2025, 10, 26)
OPTIONS = Options(today=DAY)
ERROR = Problem("id-form", "wrong")
OTHER = Problem("fact-unknown", "unknown")
WARNING = Problem("fact-due", "due")
NOTE = Problem("placeholder-url", "a placeholder")
SNAPSHOT = Snapshot({}, {}, {}, None, OPTIONS)
SITE = Site(
    SiteConfig("Tour", "https://example.org/", waivers=(Waiver("heading-level", DAY, "to be mended"),)),
    Explainer("Tour", Prose(), "", DAY, DAY, DAY, (), Prose(), Span("")),
)
OUTPUTS = {"index.html": Output("index.html", b"<p>", digest(b"<p>"))}


@dataclass(frozen=True)
class World:
    """No stage of these tests looks inside."""

    root: Path = Path()
    files: None = None
    theme: None = None
    shelf: None = None
    clock: None = None
    images: str = "made up"


class Stages:
    """Each gives a value, and the problems that the test laid in its way; an error laid with `.dead` gives none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.called: list[str] = []
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self.dead: set[str] = set()
        self.written: Mapping[str, Output] | None = None
        for name in ("load", "validate", "plan"):
            value = {"load": SNAPSHOT, "validate": SITE, "plan": Plan((), ())}[name]
            monkeypatch.setattr(room, name, self._stage(name, value))
        monkeypatch.setattr(room, "prepare", lambda shelf: self._met("prepare"))
        monkeypatch.setattr(room, "render", lambda *_: Manifest(OUTPUTS, self._met("render")))
        monkeypatch.setattr(room, "check", lambda *_: self._met("check"))
        monkeypatch.setattr(room, "looker", lambda *_: None)
        monkeypatch.setattr(room, "publish", self._publish)

    def _met(self, name: str) -> tuple[Problem, ...]:
        self.called.append(name)
        return self.problems.get(name, ())

    def _stage(self, name: str, value: object):  # type: ignore[no-untyped-def]
        return lambda *_: Result(None if name in self.dead else value, self._met(name))

    def _publish(self, outputs: Mapping[str, Output], shelf: Shelf, memory: Memory) -> Result[Published]:
        self.written = outputs
        return Result(Published(tuple(outputs), (), len(outputs)), self._met("publish"))


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    return Stages(monkeypatch)


def run(*, strict: bool = False) -> Built:
    return build(World(), OPTIONS, strict=strict)  # type: ignore[arg-type]


ALL = ["prepare", "load", "validate", "plan", "render", "check", "publish"]


def test_a_site_without_fault_goes_all_the_way(stages: Stages) -> None:
    built = run()
    assert stages.called == ALL
    assert stages.written == OUTPUTS
    assert built.published is not None and built.problems == () and built.snapshot is SNAPSHOT


@pytest.mark.parametrize(
    ("fails", "last"),
    [("prepare", "prepare"), ("load", "load"), ("validate", "validate"), ("plan", "plan"), ("render", "render"),
     ("check", "check")],
)  # fmt: skip
def test_where_a_stage_fails_nothing_is_published(stages: Stages, fails: str, last: str) -> None:
    stages.problems[fails] = (ERROR,)
    stages.dead.add(fails)
    built = run()
    assert stages.called[-1] == last
    assert stages.written is None and built.published is None
    assert built.problems == (ERROR,)


def test_errors_of_a_stage_that_still_gives_a_value_are_joined_by_those_of_the_next(stages: Stages) -> None:
    stages.problems = {"plan": (ERROR,), "render": (OTHER,)}
    built = run()
    assert built.problems == (OTHER, ERROR)
    assert "check" not in stages.called  # links to the page that failed would be called broken
    assert stages.written is None


@pytest.mark.parametrize(("strict", "problem", "published"), [
    (False, WARNING, True), (True, WARNING, False), (True, NOTE, True), (False, ERROR, False),
])  # fmt: skip
def test_what_strictness_lets_pass(stages: Stages, strict: bool, problem: Problem, published: bool) -> None:
    stages.problems["check"] = (problem,)
    assert (run(strict=strict).published is not None) is published
    assert stops([problem], strict=strict) is not published


def test_what_the_disk_refuses_is_among_the_problems(stages: Stages) -> None:
    full = Problem("output-failed", "no space left on device")
    stages.problems["publish"] = (full,)
    assert run().problems == (full,)


def test_make_touches_no_shelf(stages: Stages) -> None:
    made = make(World(), OPTIONS)  # type: ignore[arg-type]
    assert stages.called == ["load", "validate", "plan", "render", "check"]
    assert made.manifest is not None and made.published is None


def test_a_waived_warning_is_gone_and_stops_no_strict_build(stages: Stages) -> None:
    stages.problems["check"] = (Problem("heading-level", "skips a level"),)
    built = run(strict=True)
    assert built.problems == () and built.published is not None


@pytest.mark.parametrize(
    ("code", "until", "holds"),
    [
        ("fact-due", date(2025, 10, 26), True),  # to the end of its last day
        ("fact-due", date(2025, 10, 25), False),
        ("heading-level", date(2025, 12, 31), False),  # another code
        ("id-form", date(2025, 12, 31), False),  # errors cannot be waived
    ],
)
def test_when_a_waiver_holds(code: str, until: date, holds: bool) -> None:
    left = unwaived([WARNING, ERROR], [Waiver(code, until, "because")], DAY)
    assert left == ((ERROR,) if holds else (WARNING, ERROR))
