"""Entries of `corrections.yaml`: what one says of a change, and how it gets into the file without touching the rest.

Every byte that was there stays: comments, order, the ends of lines, a byte order mark. Only `[]`, the sign that there
are no entries, gives way to the first. What was put in is read back before anybody writes it to the disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sitegen.content import language, ledger, schema
from sitegen.content.catalogue import Catalogue
from sitegen.content.changes import Change, Kind
from sitegen.content.published import figure, shown, status_word
from sitegen.content.tree import Scalar, Tree
from sitegen.content.yaml import parse
from sitegen.core import model
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.core.published import FIGURE

FILE = "content/corrections.yaml"
_HEADING = "# What was changed after publication and why, newest first. `sitegen correct` writes the entries.\n"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DASH = re.compile(r" *-(?=\s|$)")
_ESCAPED = re.compile("[\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What a reader of the file would not see, or a YAML parser would take for a line's end: written as an escape."""
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")


def entry(change: Change, site: model.Site, catalogue: Catalogue, kind: Kind, reason: str,
          day: date) -> model.Correction:  # fmt: skip
    was, now = said(change, site, catalogue)
    return model.Correction(day, kind, change.entry_where, was, now, one_line(reason))


def one_line(text: str) -> str:
    """A text as it can stand in an entry: on one line, without characters that no text has."""
    return " ".join(_NO_TEXT.sub(" ", text).split())


def said(change: Change, site: model.Site, catalogue: Catalogue) -> tuple[str, str]:
    """What readers read before and what they read now, of the fields that differ; "" for what was not or is not."""
    return one_line(_side(change, change.was, site, catalogue)), one_line(_side(change, change.now, site, catalogue))


def _side(change: Change, fields: Mapping[str, str], site: model.Site, catalogue: Catalogue) -> str:
    if change.quoted and fields:
        return _quotation(change, fields, site, catalogue)
    names = [name for name in change.fields if name in fields]
    if change.sort == "removed":
        names = names[:1]  # a statement, a headline, a name: it says what was taken out
    parts = [_part(name, shown(fields[name], site, catalogue), catalogue) for name in names if name not in FIGURE]
    if FIGURE.intersection(change.fields) and FIGURE.intersection(fields) and change.sort != "removed":
        number = figure(fields, catalogue, ledger.dollar_sign(site.facts.values()))
        if "statement" not in names or number not in parts[0]:
            parts.append(number)
    return "; ".join(part for part in parts if part)


def _part(name: str, text: str, catalogue: Catalogue) -> str:
    match name:
        case "status":
            return status_word(text, catalogue)
        case "quote":
            return catalogue.quotes[0] + text + catalogue.quotes[1]
        case "days":
            days = [language.format_day(date.fromisoformat(day), catalogue) for day in text.split("/")]
            return days[0] if len(days) == 1 else catalogue.range_apart.format(low=days[0], high=days[-1])
    return text


def _quotation(change: Change, fields: Mapping[str, str], site: model.Site, catalogue: Catalogue) -> str:
    """The speaker is named where it is the speaker that changed."""
    person = site.people.get(fields.get("by", ""))
    by = person.name if person else fields.get("by", "")
    fact = site.facts.get(change.quoted[0].fact) if change.quoted else None
    words = catalogue.quotes[0] + (fields.get("words") or (fact.quote if fact else "")) + catalogue.quotes[1]
    return f"{words} ({by})" if "by" in change.fields and by else words


# into the file


def recorded(log: Iterable[model.Correction], where: str, was: str, now: str) -> model.Correction | None:
    """The entry that tells of the same change already, if the log has one: written by hand, or before a crash."""
    here = [entry for entry in log if entry.where == where]
    same = [entry for entry in here if (entry.was, entry.now) == (was, now)]
    newest = max(same, key=lambda entry: entry.date, default=None)
    if newest is None or any(entry.was == now and entry.date >= newest.date for entry in here):
        return None  # or it told of an earlier time, and things were put back since
    return newest


def inserted(data: bytes | None, entries: Sequence[model.Correction]) -> bytes | None:
    """The file with these entries where it has its newest, given the oldest first; None where that cannot be done
    without changing what is there. `data` is None when there is no file yet."""
    raw = (data or b"").decode("utf-8")
    mark, text = ("\ufeff", raw[1:]) if raw.startswith("\ufeff") else ("", raw)
    end = found[0] if (found := re.search(r"\r\n|\r|\n", text)) else "\n"
    parsed = parse(text, FILE).value
    if parsed is None or not isinstance(parsed.data, list | Scalar | None):
        return None
    made = mark + _put(_HEADING if data is None else text, parsed, entries, end)
    before, after = _read(text), _read(made)
    if before is None or after is None or sorted(map(_key, after)) != sorted(map(_key, [*before, *entries])):
        return None
    return made.encode("utf-8")


def _put(text: str, tree: Tree, entries: Sequence[model.Correction], end: str) -> str:
    lines: list[str] = _LINE.findall(text)
    found = tree.data if isinstance(tree.data, list) else []
    if not found:
        if not isinstance(tree.data, list):
            return _closed(text, end) + _block(reversed(entries), "", end)
        start = tree.at()
        rest = lines[start.line - 1][start.column - 1 :]
        if not re.match(r"\[ *\]", rest):
            return text  # a list in which there are only comments: hardly anybody's, and left to its writer
        head = "".join(lines[: start.line - 1]) + lines[start.line - 1][: start.column - 1]
        tail = rest[rest.index("]") + 1 :] + "".join(lines[start.line :])
        return head + _block(reversed(entries), "", end).removesuffix(end) + (tail or end)
    newest_last = _day(found[0]) < _day(found[-1])
    ordered = list(entries) if newest_last else list(reversed(entries))
    first = tree.at((0,))
    begin = tree.at()
    if lines[begin.line - 1][begin.column - 1 : begin.column] == "[":
        if newest_last:
            return _after_last(text, tree, ordered)
        return _cut(lines, begin, 1, "".join(_flow(made) + ", " for made in ordered))
    at = next(n for n in range(first.line - 1, -1, -1) if _DASH.match(lines[n]))
    indent = lines[at][: lines[at].index("-")]
    if newest_last:
        return _closed(text, end) + _block(ordered, indent, end)
    at = _above_comments(lines, at)
    return "".join([*lines[:at], _block(ordered, indent, end), *lines[at:]])


def _above_comments(lines: list[str], at: int) -> int:
    """Comments right above the first entry belong to it where a blank line parts them from the heading of the file."""
    top = at
    while top and lines[top - 1].lstrip().startswith("#"):
        top -= 1
    parted = top < at and top > 0 and not lines[top - 1].strip() and any(line.strip() for line in lines[:top])
    return top if parted else at


def _after_last(text: str, tree: Tree, entries: Sequence[model.Correction]) -> str:
    """Before the bracket that ends a flow list; a comma may stand there already."""
    close = text.rstrip().rfind("]")
    head = text[:close]
    trailing = head.rstrip().endswith(",")
    return head + ("" if trailing else ", ") + ", ".join(map(_flow, entries)) + text[close:]


def _cut(lines: list[str], at: Span, width: int, text: str) -> str:
    line = lines[at.line - 1]
    column = at.column - 1 + width
    return "".join([*lines[: at.line - 1], line[:column], text, line[column:], *lines[at.line :]])


def _closed(text: str, end: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + end


def _pairs(made: model.Correction) -> list[tuple[str, str]]:
    pairs = [("date", made.date.isoformat()), ("kind", made.kind), ("where", made.where)]
    return pairs + [(name, quoted(text)) for name, text in (("was", made.was), ("now", made.now),
                                                           ("reason", made.reason)) if text]  # fmt: skip


def _block(entries: Iterable[model.Correction], indent: str, end: str) -> str:
    blocks = []
    for made in entries:
        lines = [f"{name}: {text}" for name, text in _pairs(made)]
        blocks.append("".join(f"{indent}{'- ' if n == 0 else '  '}{line}{end}" for n, line in enumerate(lines)))
    return "".join(blocks)


def _flow(made: model.Correction) -> str:
    return "{" + ", ".join(f"{name}: {text}" for name, text in _pairs(made)) + "}"


def as_yaml(entries: Iterable[model.Correction]) -> str:
    """For showing, and for whoever has to paste them by hand."""
    return _block(entries, "", "\n")


def quoted(text: str) -> str:
    """A double-quoted scalar, which JSON's strings are too; what cannot be seen is escaped."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _day(node: object) -> str:
    day = node.get("date") if isinstance(node, dict) else None
    return day.text if isinstance(day, Scalar) else ""


def _read(text: str) -> list[model.Correction] | None:
    """None where the file does not read without a fault."""
    parsed = parse(text, FILE)
    if parsed.value is None or parsed.problems:
        return None
    found = schema.read_corrections(parsed.value, lambda *_: Prose())
    return list(found.value or ()) if not found.problems else None


def _key(made: model.Correction) -> tuple[str, ...]:
    return (made.date.isoformat(), made.kind, made.where, made.was, made.now, made.reason, made.id)
