"""`content/published.json`: written with one text on a line, so that git shows a change as a line; read strictly.

A file that cannot be read as it was written is an error and never replaced: what was published would be forgotten. The
places of faults come from the YAML parser, which reads JSON too and knows where things stand; a sound file never needs
it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from sitegen.content.tree import Path
from sitegen.content.yaml import one_kind_of_line, parse
from sitegen.core import model
from sitegen.core.problem import Problem, Result, Span, nearest
from sitegen.core.published import FIELDS, Baseline, Quoted

VERSION = 1
_QUOTED = ("where", "by", "words", "fact")
_RESTORE = "bring it back as it was committed: git checkout -- content/published.json"
_ID = re.compile(r"[a-z0-9-]+")
_ENTRY = re.compile(r'    "([^"\\]+)": \{|  "(\w+)": [{\[]')


def write(baseline: Baseline) -> str:
    groups: dict[str, Any] = {"version": VERSION}
    for scheme in FIELDS:
        found = {where.partition(":")[2]: {name: fields[name] for name in FIELDS[scheme] if name in fields}
                 for where, fields in baseline.said.items() if where.partition(":")[0] == scheme}  # fmt: skip
        if found:
            groups[f"{scheme}s"] = dict(sorted(found.items()))
    if baseline.quotations:
        groups["quotations"] = [{name: getattr(quoted, name) for name in _QUOTED if getattr(quoted, name)}
                                for quoted in baseline.quotations]  # fmt: skip
    return json.dumps(groups, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def read(text: str, path: str) -> Result[Baseline]:
    """baseline-invalid or baseline-newer where there is no value."""
    source = one_kind_of_line(text)
    if fault := _not_json(source, path):
        return Result(None, (fault,))
    data = json.loads(source)
    faults = list(_faults(data))
    if faults:
        tree = parse(source, path).value
        places = [(tree.key(where) if key else tree.at(where)) if tree else Span(path) for where, key, *_ in faults]
        return Result(None, tuple(Problem(code, message, at, hint)
                                  for at, (_, _, code, message, hint) in zip(places, faults, strict=True)))  # fmt: skip
    said = {f"{scheme}:{id}": fields for scheme in FIELDS for id, fields in data.get(f"{scheme}s", {}).items()}
    quotations = tuple(Quoted(q["where"], q.get("by", ""), q.get("words", ""), q.get("fact", ""))
                       for q in data.get("quotations", ()))  # fmt: skip
    return Result(Baseline(dict(sorted(said.items())), quotations, _places(source, path)))


class _Twice(ValueError):
    pass


def _not_json(source: str, path: str) -> Problem | None:
    try:
        json.loads(source, object_pairs_hook=_once)
    except _Twice:
        told = parse(source, path).problems
        at = next((p.at for p in told if p.code == "yaml-duplicate"), None) or Span(path)
        message = next((p.message for p in told if p.code == "yaml-duplicate"), "a key stands here twice")
        return Problem("baseline-invalid", message, at, _RESTORE)
    except RecursionError:
        return Problem("baseline-invalid", "this nests deeper than sitegen ever writes it", Span(path), _RESTORE)
    except json.JSONDecodeError as error:
        if merge := re.search(r"^(?:<{7}|={7}|>{7})(?:[ ].*)?$", source, re.M):
            at = Span(path, source.count("\n", 0, merge.start()) + 1, 1, 0, len(merge[0]) + 1)
            return Problem("baseline-invalid", "a merge left its marks here", at,
                           "keep the side that is published, then run sitegen correct")  # fmt: skip
        if not source.strip():
            return Problem("baseline-invalid", "this is empty", Span(path), _RESTORE)
        reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        return Problem("baseline-invalid", f"this is no JSON: {reason}",
                       Span(path, error.lineno, error.colno), _RESTORE)  # fmt: skip
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


_Fault = tuple[Path, bool, str, str, str]
"""Where, whether at the key, code, message, hint."""


def _faults(data: Any) -> Iterator[_Fault]:
    if not isinstance(data, dict):
        yield _invalid((), "this holds no object with a version")
        return
    version = data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        yield (("version",), False, "baseline-newer",
               f"this was written by a newer sitegen (version {version} of the file; this one reads {VERSION})",
               "install the newer sitegen; nothing is compared and nothing overwritten until then")  # fmt: skip
        return
    if version != VERSION or isinstance(version, bool):
        yield _invalid(("version",), f"the version is {VERSION} in every file that sitegen has written so far")
    groups = {f"{scheme}s": scheme for scheme in FIELDS}
    for name, group in data.items():
        if name == "quotations":
            yield from _quotation_faults(group)
        elif name in groups:
            yield from _group_faults(name, groups[name], group)
        elif name != "version":
            yield _unknown((name,), name, [*groups, "quotations", "version"])


def _group_faults(name: str, scheme: str, group: Any) -> Iterator[_Fault]:
    if not isinstance(group, dict):
        yield _invalid((name,), f"{name} is an object of ids")
        return
    for id, fields in group.items():
        where = (name, id)
        if not _ID.fullmatch(id):
            yield _invalid(where, f'"{id}" is no id', key=True)
        if not isinstance(fields, dict):
            yield _invalid(where, "an entry is an object of texts")
            continue
        for key, text in fields.items():
            if key not in FIELDS[scheme]:
                yield _unknown((*where, key), key, FIELDS[scheme])
            elif reason := _refusal(key, text):
                yield _invalid((*where, key), reason)
        needed = {"fact": ("statement", "status"), "stop": ("name",)}.get(scheme, ("headline",))
        for key in needed:
            if key not in fields:
                yield _invalid(where, f'"{id}" has no {key}', key=True)


def _quotation_faults(group: Any) -> Iterator[_Fault]:
    if not isinstance(group, list):
        yield _invalid(("quotations",), "quotations is a list")
        return
    for index, quoted in enumerate(group):
        where: Path = ("quotations", index)
        if not isinstance(quoted, dict) or "where" not in quoted or not ("words" in quoted or "fact" in quoted):
            yield _invalid(where, "a quotation is an object with where and words")
            continue
        for key, text in quoted.items():
            if key not in _QUOTED:
                yield _unknown((*where, key), key, _QUOTED)
            elif not isinstance(text, str) or not text:
                yield _invalid((*where, key), f"{key} is a text")


_STATUSES = frozenset(get_args(model.Status))


def _refusal(key: str, text: Any) -> str:
    if not isinstance(text, str):
        return f"{key} is written as a text, in quotation marks"
    if not text:
        return f"{key} is empty"
    try:
        if key in ("value", "low", "high") and not Decimal(text).is_finite():
            return f'"{text}" is no number'
        if key == "day":
            date.fromisoformat(text)
    except InvalidOperation:
        return f'"{text}" is no number'
    except ValueError:
        return f'"{text}" is no day'
    if key == "status" and text not in _STATUSES:
        return f'"{text}" is no status'
    if key == "qualifier" and text not in get_args(model.Qualifier):
        return f'"{text}" is no qualifier'
    return ""


def _invalid(where: Path, message: str, *, key: bool = False) -> _Fault:
    return where, key, "baseline-invalid", message, _RESTORE


def _unknown(where: Path, name: str, known: Any) -> _Fault:
    return where, True, "baseline-invalid", f'there is no key "{name}" here', nearest(name, known)


def _places(source: str, path: str) -> Mapping[str, Span]:
    """The lines of the entries, as `write` sets them; none for a file that somebody has set otherwise."""
    found: dict[str, Span] = {}
    group = ""
    for number, line in enumerate(source.split("\n"), 1):
        if match := _ENTRY.match(line):
            group = match[2] or group
            if match[1]:
                start = line.index('"') + 1
                found[f"{group.removesuffix('s')}:{match[1]}"] = Span(path, number, start, 0, start + len(match[1]) + 2)
    return found
