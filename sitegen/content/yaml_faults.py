"""What a YAML parser's complaint means to somebody who writes: a place, a sentence and a remedy.

No parser in here. libyaml and PyYAML's own parser word the same faults differently and place some of them late (at
the colon, at the end of the file), so each rule reads the text around the place instead of repeating the complaint.
The commonest fault by far is a text that needs quotation marks; the remedy then shows it in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.core.record import record

QUOTES = "put the whole text in quotation marks"


@record
class Fault:
    """`start` and `end` are offsets in the source."""

    start: int
    end: int
    message: str
    hint: str


@record
class _Complaint:
    """`context` is where the parser was when it began what failed at `at`."""

    at: int
    context: int
    source: str
    first_line: int

    @property
    def character(self) -> str:
        return self.source[self.at : self.at + 1]

    def number(self, offset: int) -> int:
        return line_of(self.source, offset) + self.first_line


def explain(problem: str, context: str, context_at: int | None, at: int, source: str, first_line: int) -> Fault:
    at = min(at, len(source))
    complaint = _Complaint(at, at if context_at is None else context_at, source, first_line)
    said = f"{context}: {problem}"
    for pattern, rule in _RULES:
        if re.search(pattern, said):
            return rule(complaint)
    return _unknown(complaint)


def line_of(source: str, offset: int) -> int:
    """Lines before the one that holds `offset`."""
    return source.count("\n", 0, offset)


def _colon(c: _Complaint) -> Fault:
    """A colon with a space where no key can be: in an unquoted text, or after a line that lacks its own colon."""
    begin, line = _line(c.source, c.at)
    before = line[: c.at - begin]
    if key := re.match(r"\s*(?:- +)*[^\s:][^:]*:\s+(?=\S)", before):
        value = line[key.end() :].rstrip()
        end = "ends with a colon" if value.endswith(":") and c.at - begin == len(line.rstrip()) - 1 else 'holds ": "'
        return Fault(c.at, c.at + 1, f"this text {end}, which begins a new key", _quoted(key[0].strip(), value))
    indent = _indent(line)
    keyless: tuple[int, str] | None = None
    offset = begin
    while offset > 0:
        offset, above = _line(c.source, offset - 1)
        if not above.strip() or above.lstrip().startswith("#"):
            continue
        if not re.search(r":(\s|$)", above):
            keyless = keyless or (offset, above)
        elif re.match(r"\s*-[^\s-]", above):
            start = offset + _indent(above)
            hint = 'an entry of a list begins with a hyphen and a space: "- "'
            return Fault(start, start + 1, "after this hyphen a space is missing", hint)
        elif keyless is None or _indent(above) < indent:
            number = c.number(offset)
            return Fault(
                c.at,
                c.at + 1,
                f'this ": " stands inside the value that began on line {number}',
                f"a key is lined up with the key on line {number}; a text of several lines goes in quotation marks",
            )
        else:
            break
    return _no_key(*keyless) if keyless else Fault(c.at, c.at + 1, 'a ": " cannot stand here', QUOTES)


def _no_key(begin: int, line: str) -> Fault:
    text = line.strip()
    start = begin + len(line) - len(line.lstrip())
    if re.match(r"-[^\s-]", text):
        hint = 'an entry of a list begins with a hyphen and a space: "- "'
    elif ":" in text:
        hint = 'after the colon of a key comes a space: "key: value"'
    else:
        hint = 'write "key: value"; a text of several lines is indented below its key'
    return Fault(start, start + len(text), "this line has no key", hint)


def _missing_colon(c: _Complaint) -> Fault:
    return _no_key(*_line(c.source, c.context))


def _first_character(c: _Complaint) -> Fault:
    if "\t" in c.source[c.at : c.at + 1]:
        return _tab(c)
    if not c.source[c.at :].strip():
        return _bracket(_Complaint(c.at, _last_open(c.source), c.source, c.first_line))
    begin, line = _line(c.source, c.at)
    value = line[c.at - begin :].rstrip()
    key = line[: c.at - begin].strip()
    message = f'a text without quotation marks cannot begin with "{c.character}"'
    return Fault(c.at, c.at + 1, message, _quoted(key, value) if key.endswith((":", "-")) else QUOTES)


def _first_of_context(c: _Complaint) -> Fault:
    return _first_character(_Complaint(c.context, c.context, c.source, c.first_line))


def _tab(c: _Complaint) -> Fault:
    return Fault(c.at, c.at + 1, "a tab where YAML wants spaces", "indent with spaces")


def _open_quote(c: _Complaint) -> Fault:
    mark = c.source[c.context : c.context + 1]
    inside = 'a " inside it is written \\"' if mark == '"' else "an apostrophe inside it is written twice: ''"
    return Fault(
        c.context,
        c.context + 1,
        "the quotation mark that opens here is never closed",
        f"close it with {mark}; {inside}",
    )


def _escape(c: _Complaint) -> Fault:
    at = c.source.rfind("\\", c.context, c.at + 1)
    at = c.at if at < 0 else at
    written = c.source[at : at + 2]
    if written[1:] in ("x", "u", "U"):
        return Fault(at, at + 2, f"after {written} there is no number of a character", "write the character itself")
    return Fault(at, at + 2, f'{written} means nothing in "…"', "write \\\\ for a backslash, or use '…' instead")


def _list_here(c: _Complaint) -> Fault:
    hint = "begin the list on a line of its own; put a text that begins with a hyphen in quotation marks"
    return Fault(c.at, c.at + 1, 'a list ("- ") cannot begin here', hint)


def _bracket(c: _Complaint) -> Fault:
    opener = c.source[c.context : c.context + 1]
    if not opener:
        return _unknown(c)
    rest = c.source[c.at :]
    if not rest.strip() or line_of(c.source, c.at) > line_of(c.source, c.context):
        closer = {"[": "]", "{": "}"}.get(opener, "]")
        hint = f"close it with {closer}, or put a text that begins with {opener} in quotation marks"
        return Fault(c.context, c.context + 1, f'the "{opener}" that opens here is never closed', hint)
    hint = f'put commas between entries; a text that holds ": " or begins with "{opener}" goes in quotation marks'
    return Fault(c.at, c.at + 1, f'this cannot stand inside the "{opener}" of line {c.number(c.context)}', hint)


def _unexpected(c: _Complaint) -> Fault:
    """Something after a complete value: on its line, the rest of a text; on a new one, a wrong indentation."""
    begin, line = _line(c.source, c.at)
    before = line[: c.at - begin].rstrip()
    if before.endswith(("'", '"')):
        key = re.match(r"\s*(?:- +)*(?:[^\s:\"'][^:]*:\s+)?", line)
        begin_value = key.end() if key else 0
        value = line[begin_value:].rstrip()
        inside = value[1:-1] if value[0] == value[-1] and value[0] in "'\"" else value
        hint = _quoted(line[:begin_value].strip(), inside)
        if inside is not value and hint.startswith(QUOTES + ", or"):
            hint = "an apostrophe inside '…' is written twice: ''; a quotation mark inside \"…\" is written \\\""
        return Fault(c.at, c.at + 1, "the text goes on after its closing quotation mark", hint)
    if before.endswith(("]", "}")) and (start := _opening(before)) is not None:
        value = line[start:].rstrip()
        message = f'a text without quotation marks cannot begin with "{value[0]}"'
        return Fault(begin + start, begin + start + 1, message, _quoted(before[:start].strip(), value))
    if before.strip():
        return _unknown(c)
    stop = c.at + len(line[c.at - begin :].rstrip())
    return Fault(
        c.at,
        max(stop, c.at + 1),
        "this line is indented like no line above it",
        'the keys of one entry line up with each other, and so do the hyphens of one list ("- ")',
    )


def _last_open(source: str) -> int:
    """Where the last bracket stands that has no partner; quotation marks are not looked at."""
    depth = 0
    for index in range(len(source) - 1, -1, -1):
        depth += (source[index] in "]}") - (source[index] in "[{")
        if depth < 0:
            return index
    return len(source)


def _opening(text: str) -> int | None:
    """Where the bracket opens that the last character closes."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] in "]}") - (text[index] in "[{")
        if depth == 0:
            return index
    return None


def _directive(c: _Complaint) -> Fault:
    return Fault(
        c.context,
        c.context + 1,
        "lines that begin with % are not used here",
        "remove the line, or put the text in quotation marks",
    )


def _after_end(c: _Complaint) -> Fault:
    return Fault(
        c.at,
        c.at + 1,
        "this stands outside of the file's one list or mapping",
        'a file is either a list ("- …") or keys ("key: value")',
    )


def _unknown(c: _Complaint) -> Fault:
    return Fault(
        c.at,
        c.at + 1,
        "this cannot be read as YAML",
        "compare indentation, colons and quotation marks with the lines above",
    )


# Patterns over "context: problem" in the words of both parsers.
_RULES: tuple[tuple[str, Callable[[_Complaint], Fault]], ...] = (
    ("mapping values are not allowed", _colon),
    (r"quoted scalar: found unexpected (end of stream|document)", _open_quote),
    ("escape|hexdecimal", _escape),  # libyaml's spelling
    ("tab character", _tab),
    ("while scanning (an alias|an anchor|a block scalar)|while (parsing|scanning) a tag", _first_of_context),
    ("cannot start any token|mapping keys are not allowed", _first_character),
    ("could not find expected ':'", _missing_colon),
    ("sequence entries are not allowed", _list_here),
    ("expected ',' or", _bracket),
    ("expected (the )?node content", _first_character),
    ("expected key|block end|'-' indicator", _unexpected),
    ("directive|incompatible YAML", _directive),
    ("document start", _after_end),
)


def _line(source: str, offset: int) -> tuple[int, str]:
    begin = source.rfind("\n", 0, offset) + 1
    end = source.find("\n", offset)
    return begin, source[begin : len(source) if end < 0 else end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _quoted(key: str, value: str) -> str:
    """The remedy with the text itself where it is short enough to be shown."""
    mark = '"' if '"' not in value and "\\" not in value else "'"
    if len(value) > 60 or mark in value:
        return QUOTES + ", or write it below the key after >-"
    return f"{QUOTES}: {key} {mark}{value}{mark}"
