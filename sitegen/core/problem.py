"""A fault, its place and its remedy: what every stage returns instead of raising.

Lines and columns count from 1 and columns count characters, not bytes or display cells; the end column is
exclusive. A problem's severity is not chosen where it is found: it belongs to its code (`core.codes`), so that one
kind of fault can never be an error here and a warning there. Excerpts are not stored: whoever prints has the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from sitegen.core.codes import CODES, Severity
from sitegen.core.record import record

T = TypeVar("T")


@record
class Span:
    """A stretch of one file: `path` is relative to the project, with forward slashes."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0  # 0: same as line
    end_column: int = 0  # 0: nothing to underline but the place itself


@record
class Problem:
    code: str
    message: str
    at: Span | None = None
    hint: str = ""
    context: str = ""  # e.g. "while rendering content/pages/about.md"

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def order(self) -> tuple[object, ...]:
        """Sorted by file, line and column; what has no place comes first. All of a problem counts, so that the order
        never depends on which was found first."""
        at = self.at or Span("", 0, 0)
        said = (self.code, self.message, self.hint, self.context)
        return (at.path, at.line, at.column, *said, at.end_line, at.end_column)


@record
class Result(Generic[T]):
    """A value, the problems met on the way to it, or problems alone."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(p for p in problems if p.severity is Severity.ERROR)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted for people."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: p.order))


def nearest(word: str, known: Iterable[str], prefix: str = "") -> str:
    """The hint "did you mean …?" for a mistyped name, or a list of what there is when nothing is near."""
    names = sorted(known)
    if near := near_name(word, names):
        return f"did you mean {prefix}{near}?"
    if not names:
        return ""
    shown = ", ".join(prefix + name for name in names[:8])
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"there is only {shown}" if len(names) == 1 else f"there are {shown}{more}"


def near_name(word: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or ""."""
    near = near_names(word, known, most=1)
    return near[0] if near else ""


def near_names(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names that were perhaps meant, the likeliest first."""
    from difflib import get_close_matches  # loaded by the first slip

    names = sorted(known)
    word = word[:80]  # comparing takes the product of the lengths
    return tuple(get_close_matches(word, names, n=most) or get_close_matches(word.lower(), names, n=most))
