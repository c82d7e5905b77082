"""The real explainer with a slip or three anywhere: a build never falls over, every problem has a place that exists.

A slip is what a hand does: a character or a stretch too many, too few or another one, a line lost, doubled or moved.
What comes out is a site without an error or errors without a site, in words that can be shown.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import report
from sitegen.build import build
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem, Span, errors, in_order
from tests.errors.change import REPOSITORY, read, theme
from tests.fakes import FakeWorld, MemoryFiles

CONTENT = read(REPOSITORY / "content")
JUNK = (
    *"\"'[](){}:#-*_`~!|<>&%@\\^=+ \n\t,.0129aZé中\u0301\u200d\ufeff\x85\u2028\x00$€",
    "---\n", ":::\n", "::: note\n", "](fact:", "[^1]", "[^1]: x\n", "- ", "  ", "\n\n", "{#x}", "{.a b=c}", "&a ", "*a",
    "!!t ", "|\n", ">-\n", "null", "true", "1e999", "0x1F", ".nan", "2025-13-01", "<b>", "![](x)", "|a|b|\n|-|-|\n",
    "# ", "#### ", "> ", "\r\n", "draft: true\n", "id: a\n",
)  # fmt: skip
PLACE = st.floats(0, 1, exclude_max=True)
SLIP = st.tuples(st.sampled_from(["drop", "double", "insert", "replace", "swap lines", "drop line", "double line"]),
                 PLACE, PLACE, st.integers(1, 30), st.sampled_from(JUNK))  # fmt: skip


def slipped(text: str, slip: tuple[str, float, float, int, str]) -> str:
    kind, one, other, length, junk = slip
    lines, at = text.split("\n"), int(one * len(text))
    i, j = (int(place * len(lines)) for place in (one, other))
    match kind:
        case "drop":
            return text[:at] + text[at + length :]
        case "double":
            return text[:at] + text[at : at + length] + text[at:]
        case "insert":
            return text[:at] + junk + text[at:]
        case "replace":
            return text[:at] + junk + text[at + 1 :]
        case "swap lines":
            lines[i], lines[j] = lines[j], lines[i]
        case "drop line":
            del lines[i]
        case _:
            lines.insert(i, lines[i])
    return "\n".join(lines)


def holds(problem: Problem, files: dict[str, bytes]) -> bool:
    """Whether the place of a problem is one of its file."""
    at = problem.at
    if at is None or at.path not in files:
        return at is None or problem.code == "file-missing"
    lines = files[at.path].decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = Span("", at.end_line or at.line, at.end_column or at.column)
    return (
        1 <= at.line <= end.line <= len(lines)
        and 1 <= at.column <= len(lines[at.line - 1]) + 1
        and end.column <= len(lines[end.line - 1]) + 1
        and (at.line, at.column) <= (end.line, end.column)
    )


def judge(name: str, slips: list[tuple[str, float, float, int, str]], drafts: bool) -> None:
    text = CONTENT[name].decode()
    for slip in slips:
        text = slipped(text, slip)
    files = {**CONTENT, name: text.encode()}
    world = FakeWorld(MemoryFiles(files), MemoryFiles(theme()))
    built = build(world, Options(today=date(2025, 10, 26), drafts=drafts))
    assert (built.published is None) == bool(errors(built.problems))
    assert bool(world.shelf.made) == (built.published is not None)
    assert built.problems == in_order(built.problems)
    assert len(set(built.problems)) == len(built.problems)
    assert [problem for problem in built.problems if not holds(problem, files)] == []
    view = report.View(sources=report.sources(built.snapshot), notes=True, limit=None)
    assert report.as_text(built.problems, view).count("[") >= len(built.problems)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(CONTENT)), st.lists(SLIP, min_size=1, max_size=3), st.booleans())
def test_no_slip_brings_a_build_down(name: str, slips: list[tuple[str, float, float, int, str]], drafts: bool) -> None:
    judge(name, slips, drafts)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(CONTENT)), st.lists(SLIP, min_size=1, max_size=4), st.booleans())
def test_nor_do_many(name: str, slips: list[tuple[str, float, float, int, str]], drafts: bool) -> None:
    judge(name, slips, drafts)
