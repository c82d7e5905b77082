"""Explanations for a terminal, without Markdown's marks, and as the page docs/errors.md. Nothing is printed here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from sitegen.core.codes import CODES, Severity
from sitegen.explain import Entry, Example, Family

WIDTH = 88  # characters: as wide as a text is pleasant to read
_PAINT = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_SIDE = {"-": "31", "+": "32"}
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


_INTRODUCTION = """
# Errors, warnings and notes

<!-- Made by tools/errors_page.py from sitegen/explain/: change it there. -->

Every problem that sitegen reports has a code in brackets, as in `error[fact-unknown]`. This page says of each what it
means, why it matters to a reader, and how to mend it; `sitegen explain CODE` says the same in the terminal. In the
examples a line with `-` is the slip and a line with `+` the mend.

An **error** is something false or broken for a reader, and nothing is published. A **warning** is everything else:
`--strict` lets none pass, and `site.yaml` can waive one by its code, with a reason and a last day. A **note** never
fails a build; `-v` shows it.
"""


def in_terminal(entry: Entry, *, colour: bool, columns: int = WIDTH) -> str:
    """What it is, why it matters, how to mend it, with the example below. No line is longer than `columns`, but for
    the example's, which are shown as they have to be written."""
    code = CODES[entry.code]
    kind = f"{code.severity.word}[{entry.code}]"
    first, *more = wrap(f"{kind}: {code.meaning}", min(columns, WIDTH))
    head = "\n".join([_painted(kind, _PAINT[code.severity], colour) + first.removeprefix(kind), *more])
    parts = [head, *(_filled(text, colour, columns) for text in entry.paragraphs)]
    if entry.example is not None:
        parts.append("\n".join(_shown(entry.example, colour)))
    return "\n\n".join([*parts, "\n".join(wrap(_waivable(code.severity), min(columns, WIDTH)))])


def listing(families: Iterable[Family], *, colour: bool, columns: int = WIDTH) -> str:
    """Every code with its severity and its meaning, by family."""
    families = tuple(families)
    longest = max(len(entry.code) for family in families for entry in family.entries)
    parts = []
    for family in families:
        rows = [_painted(family.title, "1", colour)]
        for entry in family.entries:
            code = CODES[entry.code]
            margin = " " * (longest + 13)
            text = wrap(code.meaning, max(24, columns - len(margin)))
            word = _painted(f"{code.severity.word:<8}", _PAINT[code.severity], colour)
            rows += [f"  {entry.code:<{longest}}  {word} {text[0]}", *(margin + line for line in text[1:])]
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def as_page(families: Iterable[Family]) -> str:
    """docs/errors.md: all of it, with a link for each code."""
    families = tuple(families)
    parts = [_INTRODUCTION.strip()]
    for family in families:
        rows = [_row(entry.code) for entry in family.entries]
        parts.append(f"## {family.title}")
        parts.append("\n".join(["| code | | what it means |", "|---|---|---|", *rows]))
        for entry in family.entries:
            parts += [f"### {entry.code}", *entry.paragraphs]
            if entry.example is not None:
                parts.append("\n".join(["```diff", *_plain(entry.example), "```"]))
    return "\n\n".join(parts) + "\n"


def _row(code: str) -> str:
    meaning = CODES[code].meaning.replace("<!--", "`<!--`")  # or the rest of the page would be a comment
    return f"| [`{code}`](#{code}) | {CODES[code].severity.word} | {meaning} |"


def _waivable(severity: Severity) -> str:
    if severity is Severity.ERROR:
        return "An error: nothing is published until it is mended."
    if severity is Severity.WARNING:
        return "A warning: --strict does not let it pass; site.yaml can waive it, with a reason and a last day."
    return "A note: it never fails a build."


def _plain(example: Example) -> Iterator[str]:
    yield f"{example.was} -> {example.path}" if example.was else example.path
    for line in example.lines:
        yield f"{line.mark} {line.text}".rstrip()


def _shown(example: Example, colour: bool) -> Iterator[str]:
    head, *lines = _plain(example)
    yield f"  {head}"
    for line in lines:
        yield "  " + _painted(line, _SIDE.get(line[:1], ""), colour)


def _filled(text: str, colour: bool, columns: int) -> str:
    """A paragraph in lines. Code is bold where there are colours, and else stands as plain words."""
    lines = wrap(text, min(columns, WIDTH), break_long_words=False, break_on_hyphens=False)
    whole = "\n".join(lines)
    return _MARKED.sub(lambda found: _painted(found[1] or found[2], "1", colour), whole)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code else text
