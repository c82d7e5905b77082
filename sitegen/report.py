"""Problems for people and for machines: text with excerpts, JSON, GitHub annotations, and whether to colour.

Pure: nothing here prints, reads a file or looks at the environment. Paths are shown as they are seen from the working
directory, so that an editor or a terminal can make a link of them. Whatever comes from a file is shown with control
characters replaced: a text must not be able to steer the terminal that reports a fault in it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from sitegen.content.coverage import Coverage
from sitegen.core.artifact import Manifest, Reason, Snapshot, Source
from sitegen.core.codes import Severity
from sitegen.core.problem import Problem, Span, in_order
from sitegen.core.record import field, record

TAB = 4
COLUMNS = 120  # the width of a log that nobody can scroll sideways
JSON_VERSION = 1
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PAINT = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@record
class View:
    """How problems are shown. `locate` makes of a path below the project one from the working directory."""

    locate: Callable[[str], str] = str
    sources: Mapping[str, Source] = field(default_factory=dict)
    colour: bool = False
    notes: bool = False
    limit: int | None = 20
    columns: int = COLUMNS

    def path(self, path: str) -> str:
        """A file of the theme has no place below the project and keeps the name that the report gives it."""
        source = self.sources.get(path)
        if not path or (source is not None and source.origin == "theme"):
            return path
        return self.locate(path)


def sources(snapshot: Snapshot | None) -> dict[str, Source]:
    """The files that excerpts are taken from, by the path that problems call them."""
    if snapshot is None:
        return {}
    return {s.path: s for files in (snapshot.content, snapshot.templates, snapshot.assets) for s in files.values()}


def use_colour(choice: Literal["auto", "always", "never"], environ: Mapping[str, str], terminal: bool) -> bool:
    """`--color` beats NO_COLOR (no-color.org), which beats FORCE_COLOR and CLICOLOR_FORCE, which beat the terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environ.get("TERM") != "dumb"


# --- text


def as_text(problems: Iterable[Problem], view: View) -> str:
    """Every problem with its excerpt, sorted by place; "" when there is nothing to show.

    Beyond `view.limit` the gravest are shown, so that one error is not lost behind a hundred warnings.
    """
    shown = [p for p in in_order(problems) if view.notes or p.severity is not Severity.NOTE]
    left = 0
    if view.limit is not None and len(shown) > view.limit:
        left = len(shown) - view.limit
        chosen = sorted(shown, key=lambda p: -p.severity)[: view.limit]
        shown = [p for p in shown if p in chosen]
    parts = [_one(problem, view) for problem in shown]
    if left:
        parts.append(f"… and {left} more (-v shows all)")
    return "\n\n".join(parts)


def counts(problems: Iterable[Problem]) -> str:
    """ "2 errors, 1 warning"; notes are not counted, "" when there is nothing else."""
    number = Counter(p.severity for p in in_order(problems))
    return ", ".join(
        f"{number[s]} {s.word}{'' if number[s] == 1 else 's'}"
        for s in (Severity.ERROR, Severity.WARNING)
        if number[s]
    )


def size(manifest: Manifest | None) -> str:
    """ "12 pages, 34 files" """
    paths = manifest.outputs.keys() if manifest is not None else ()
    pages = sum(path.endswith(".html") for path in paths)
    return f"{pages} page{'' if pages == 1 else 's'}, {len(paths)} file{'' if len(paths) == 1 else 's'}"


def reasons(found: Iterable[Reason]) -> tuple[str, ...]:
    """One line for each file that was made: "faq/index.html: questions() has another answer"."""
    return tuple(f"{reason.path}: {_reason(reason)}" for reason in sorted(found, key=lambda reason: reason.path))


def _reason(reason: Reason) -> str:
    match reason.why:
        case "new":
            return "was not made before"
        case "place":
            return "what is complained of on it stands elsewhere now"
        case "output":
            return "its file was not in the output as it was left"
    language, method, *arguments = reason.question
    return f"{method.replace('_', ' ')}{' ' if arguments else ''}{' '.join(arguments)} ({language}) has another answer"


def refusal(problems: Iterable[Problem], *, kept: str) -> str:
    """The last line of a build that published nothing. `kept` is the folder of the last good site, or ""."""
    found = in_order(problems)
    what = counts(found)
    if not any(p.severity is Severity.ERROR for p in found):
        what += ", which --strict does not let pass"
    return f"{what}. Nothing was written" + (f"; the last good site is still in {kept}." if kept else ".")


def judgement(problems: Iterable[Problem], checked: Iterable[str], manifest: Manifest | None, *, strict: bool) -> str:
    """The last line of a check: what is wrong, what was looked at, and what that means. `checked` are the checks that
    ran; without any, an error came before them."""
    found = in_order(problems)
    what, names = counts(found), ", ".join(checked)
    wrong = any(p.severity is Severity.ERROR for p in found)
    if not names:
        return f"{what}. The pages were not checked yet: mend the errors first."
    looked = f"Checked {size(manifest)}: {names}"
    if wrong:
        return f"{what}. {looked}. It cannot be published like this."
    if what and strict:
        return f"{what}, which --strict does not let pass. {looked}."
    return f"{what}. {looked}. It can be published, but not with --strict." if what else f"{looked}. Nothing is wrong."


def as_coverage(rows: Iterable[Coverage]) -> str:
    """A line for each part of the text: how many of its paragraphs name a fact or a source, and what they name."""
    shown = [(row.id, f"{row.sourced} of {row.paragraphs}", _counted(row.figures, "figure"),
              _counted(row.claims, "claim")) for row in rows if row.paragraphs]  # fmt: skip
    widths = [max((len(row[column]) for row in shown), default=0) for column in range(3)]
    lines = [f"  {id:<{widths[0]}}  {share:>{widths[1]}}  {figures:>{widths[2]}}, {claims}"
             for id, share, figures, claims in shown]  # fmt: skip
    return "\n".join(["Paragraphs that name a fact or a source, by part:", *lines])


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _one(problem: Problem, view: View) -> str:
    paint = _PAINT[problem.severity]
    kind = _painted(f"{problem.severity.word}[{problem.code}]", paint, view)
    place = _place(problem.at, view)
    lines = [(f"{_painted(place, '1', view)}: " if place else "") + f"{kind}: {_safe(problem.message)}"]
    margin = "  "
    if problem.at is not None and (marked := _marked_line(problem.at, view)) is not None:
        number = str(problem.at.line)
        margin = " " * (len(number) + 1)
        marks = " " * marked.indent + _painted("^" * marked.width, paint, view)
        lines += [f"{number} | {marked.text}".rstrip(), f"{margin}| {marks}"]
    lines += [f"{margin}= {_safe(problem.context)}"] if problem.context else []
    lines += [f"{margin}= help: {_safe(problem.hint)}"] if problem.hint else []
    return "\n".join(lines)


def _place(at: Span | None, view: View) -> str:
    return f"{_safe(view.path(at.path))}:{at.line}:{at.column}" if at is not None and at.path else ""


def _painted(text: str, code: str, view: View) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.colour else text


def _safe(text: str) -> str:
    return "".join(_visible(c) for c in text.replace("\n", " "))


def _visible(character: str) -> str:
    return "\ufffd" if unicodedata.category(character) == "Cc" or character in _BIDI else character


# --- the excerpt


class Marked(NamedTuple):
    """A source line as shown, and which of its cells are underlined: `indent` cells in, `width` cells wide."""

    text: str
    indent: int
    width: int


def _marked_line(at: Span, view: View) -> Marked | None:
    source = view.sources.get(at.path)
    if source is None or b"\0" in source.data[:1024]:  # a picture has no lines
        return None
    lines = re.split(r"\r\n|\r|\n", source.data.decode("utf-8-sig", "replace"))
    if not 1 <= at.line <= len(lines) or not lines[at.line - 1].strip():
        return None
    line = lines[at.line - 1]
    goes_on = at.end_line > at.line  # then it is underlined to the end of its first line
    end = len(line.rstrip()) + 1 if goes_on else at.end_column
    return mark(line, at.column, end, view.columns - len(str(at.line)) - 3)


def cells(character: str) -> int:
    """Columns of a terminal that a character takes (Unicode Standard Annex 11, and nothing for combining marks)."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def mark(line: str, column: int, end: int, columns: int) -> Marked:
    """Underlines characters `column` to `end` (from 1, exclusive; 0 for a point); cuts a long line around them."""
    shown: list[str] = []
    starts: list[int] = []  # the cell at which each character begins; a combining mark begins with its letter
    at = 0
    for character in line.rstrip():
        piece = " " * (TAB - at % TAB) if character == "\t" else _visible(character)
        width = len(piece) if character == "\t" else cells(piece)
        starts.append(at if width or not starts else starts[-1])
        shown.append(piece)
        at += width
    starts.append(at)
    first, last = (min(max(c, 1), len(starts)) - 1 for c in (column, end))
    left, right = _window(starts, first, columns)
    text = ("… " if left else "") + "".join(shown[left:right]) + (" …" if right < len(shown) else "")
    indent = starts[first] - starts[left] + (2 if left else 0)
    width = min(starts[last], starts[right]) - starts[first]
    return Marked(text, indent, max(1, width))


def _window(starts: list[int], first: int, columns: int) -> tuple[int, int]:
    """The characters shown: all when they fit, else as many as fit, a third of the room before the mark."""
    size = len(starts) - 1
    if starts[-1] <= columns:
        return 0, size
    room = max(columns - 4, 1)  # two cells at each cut
    begin = min(max(0, starts[first] - room // 3), starts[-1] - room)
    left = next(i for i, start in enumerate(starts) if start >= begin)
    right = next((i for i in range(left, size + 1) if starts[i] - starts[left] > room), size + 1) - 1
    return left, max(right, left)


# --- for machines


def as_rows(problems: Iterable[Problem], view: View) -> list[dict[str, object]]:
    """What a page shows of each problem, the gravest first. `excerpt` is a line and the one below that marks it, as a
    terminal has them; paths are as `view` locates them, and a problem without a place has "" for its file."""
    rows: list[dict[str, object]] = []
    for p in sorted(in_order(problems), key=lambda p: -p.severity):
        marked = _marked_line(p.at, view) if p.at is not None else None
        rows.append({
            "code": p.code, "severity": p.severity.word, "due": p.code.endswith("-due"),
            "message": _safe(p.message), "context": _safe(p.context), "hint": _safe(p.hint),
            "file": _safe(view.path(p.at.path)) if p.at else "",
            "line": p.at.line if p.at else 0, "column": p.at.column if p.at else 0,
            "excerpt": [marked.text, " " * marked.indent + "^" * marked.width] if marked else None,
        })  # fmt: skip
    return rows


def as_json(problems: Iterable[Problem], view: View, *, ok: bool) -> str:
    """All problems, notes included, whatever the limit. What has no place has null for it; ends are exclusive."""
    rows = [
        {
            "code": p.code,
            "severity": p.severity.word,
            "file": view.path(p.at.path) if p.at and p.at.path else None,
            "line": p.at.line if p.at else None,
            "col": p.at.column if p.at else None,
            "end_line": (p.at.end_line or p.at.line) if p.at else None,
            "end_col": (p.at.end_column or p.at.column) if p.at else None,
            "message": p.message + (f" ({p.context})" if p.context else ""),
            "hint": p.hint or None,
        }
        for p in in_order(problems)
    ]
    return json.dumps({"version": JSON_VERSION, "ok": ok, "diagnostics": rows}, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], view: View) -> str:
    """Workflow commands that GitHub Actions turns into annotations beside the lines, one a problem."""
    lines = []
    for p in in_order(problems):
        fields = {"title": p.code}
        if p.at and p.at.path:
            at = p.at
            fields |= {"file": view.path(at.path), "line": str(at.line), "endLine": str(at.end_line or at.line)}
            if at.end_line in (0, at.line):  # GitHub takes columns within one line only
                fields |= {"col": str(at.column), "endColumn": str(at.end_column or at.column)}
        words = "\n".join(filter(None, (p.message, p.context, p.hint and f"help: {p.hint}")))
        level = "notice" if p.severity is Severity.NOTE else p.severity.word
        listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in fields.items())
        lines.append(f"::{level} {listed}::{_escaped(words)}")
    return "\n".join(lines)


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)
