"""Holds `catalogue.md` to the tests: every trouble has its tests, every test named there is there, runs and says so.

"Is there" is asked of the sources, so that the answer is the same whichever tests are being run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (Path(__file__).parent / "catalogue.md").read_text("utf-8")
ROWS = {"Names of files": 8, "Texts, Markdown, YAML": 14, "Templates and what they print": 13}
"""Troubles in each list: who takes one out has to say so here."""

_TEST = re.compile(r"(?<![\w/])([\w/]+\.py)::(\w+)|(?<![\w/])([\w/]+\.md): (.+)$")
_QUOTED = re.compile(r"`` (.+?) ``|``(.+?) ``|`([^`]+)`")


@dataclass(frozen=True)
class Trouble:
    part: str
    name: str
    lines: tuple[str, ...]

    def told(self, word: str) -> list[str]:
        return [line.removeprefix(f"{word}: ") for line in self.lines if line.startswith(f"{word}: ")]

    @property
    def triggers(self) -> list[str]:
        return [line.removeprefix("- ") for line in self.lines if line.startswith("- ")]


def troubles() -> Iterator[Trouble]:
    for part in re.split(r"^# ", PAGE, flags=re.M)[2:]:
        title, _, rest = part.partition("\n")
        for row in re.split(r"^## ", rest, flags=re.M)[1:]:
            name, *lines = row.strip().split("\n")
            yield Trouble(title.strip(), name, tuple(line for line in lines if line))


ALL = list(troubles())


@cache
def functions(path: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file that pytest collects by itself, in the plain run."""
    file = TESTS / path
    assert file.name.startswith("test_"), f"{path} is no file that pytest reads"
    tree = ast.parse(file.read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {node.name: node for node in found}


@cache
def titles(path: str) -> frozenset[str]:
    pieces = re.split(r"^\.\n", (TESTS / path).read_text("utf-8"), flags=re.M)
    return frozenset(title.strip() for title in pieces[0::3])


def named(trigger: str) -> tuple[str, list[tuple[str, str]]]:
    """What a line says of the trigger, and its tests as (file, name)."""
    found = list(_TEST.finditer(trigger))
    assert found, f"no test is named: {trigger}"
    tests = [(match[1] or match[3], match[2] or match[4]) for match in found]
    return trigger[: found[0].start()], tests


@pytest.mark.parametrize("trouble", ALL, ids=lambda trouble: trouble.name)
def test_every_trouble_has_tests_that_are_there_and_run(trouble: Trouble) -> None:
    assert len(trouble.told("must")) == 1 and trouble.triggers
    assert all(line.startswith(("must: ", "otherwise: ", "- ")) for line in trouble.lines)
    for trigger in trouble.triggers:
        said, tests = named(trigger)
        for path, name in tests:
            if path.endswith(".md"):
                assert name in titles(path), f"{path} has no case {name!r}"
                continue
            assert name in functions(path), f"{path} has no {name}"
            marks = " ".join(ast.unparse(mark) for mark in functions(path)[name].decorator_list)
            assert not re.search(r"\b(slow|browser|skip|xfail)\b", marks), f"{name} is not in the plain run"
        sources = "".join((TESTS / path).read_text("utf-8") for path, _ in tests)
        for quoted in ("".join(groups) for groups in _QUOTED.findall(said)):
            assert quoted in sources, f"{quoted!r} does not stand in {tests}"


def test_no_trouble_is_missing() -> None:
    assert {part: sum(trouble.part == part for trouble in ALL) for part in ROWS} == ROWS
    assert len({trouble.name for trouble in ALL}) == sum(ROWS.values()) == len(ALL)


def test_every_test_of_this_folder_is_named_or_watches_others() -> None:
    """A new trap belongs to a trouble; the few besides are about the tests themselves."""
    told = {test for trouble in ALL for trigger in trouble.triggers for test in named(trigger)[1]}
    here = {(f"hostile/{file.name}", name) for file in Path(__file__).parent.glob("test_*.py")
            if file != Path(__file__) for name in functions(f"hostile/{file.name}")}  # fmt: skip
    assert {name for _, name in here - told} == BESIDES


BESIDES = {
    "test_the_oracle_for_scripts_is_awake",
    "test_a_loop_that_is_left_alone_is_a_loop_still",
    "test_a_template_with_a_warning_is_still_rendered",
    "test_what_would_be_lost_is_a_fault",
    "test_a_reference_to_a_draft_is_an_error_and_publishes_nothing",
    "test_the_same_files_on_another_day_leak_nothing_new",
    "test_the_same_site_on_another_day_is_the_same_to_the_byte",
}
