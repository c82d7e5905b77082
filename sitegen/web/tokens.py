"""The custom properties of a published style sheet, by light and in the dark, and the colours that they come to.

As much of CSS as tokens need: rules in order, conditions around them, `var()` with its fallback. What is for print, for
more contrast or for forced colours is left to those who ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from sitegen.web import colour
from sitegen.web.colour import Colour

Scheme = Literal["light", "dark"]
_PART = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]|[^{};\"'/]+|.", re.DOTALL)
_ELSEWHERE = re.compile(r"\bprint\b|prefers-contrast|forced-colors|not\s+\(?\s*color")


class _Rule(NamedTuple):
    conditions: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def _rules(css: str) -> tuple[_Rule, ...]:
    """In their order; the same sheet is asked by light and in the dark."""
    return tuple(_read(css))


def _read(css: str) -> Iterator[_Rule]:
    around: list[str] = []  # conditions and the selector of the rule that is open
    prelude = ""
    declarations: list[tuple[str, str]] = []
    for part in _PART.findall(css):
        if part.startswith("/*"):
            continue
        if part == "{":
            around.append(" ".join(prelude.split()))
            prelude = ""
        elif part in (";", "}"):
            name, colon, value = prelude.partition(":")
            if colon:
                declarations.append((name.strip(), value.strip()))
            prelude = ""
            if part == "}" and around:
                selector = around.pop()
                if not selector.startswith("@"):
                    yield _Rule(tuple(around), selector, tuple(declarations))
                declarations = []
        else:
            prelude += part


def tokens(css: str, scheme: Scheme, scope: str = ":root") -> dict[str, str]:
    """Custom properties as the last rule for this selector sets them; other selectors see what `:root` sets, too."""
    found: dict[str, str] = {}
    rules = [rule for rule in _rules(css) if _holds(rule.conditions, scheme)]
    for selector in dict.fromkeys((":root", scope)):
        for rule in rules:
            if selector in (one.strip() for one in rule.selector.split(",")):
                found.update((name, value) for name, value in rule.declarations if name.startswith("--"))
    return found


def _holds(conditions: tuple[str, ...], scheme: Scheme) -> bool:
    text = " ".join(conditions).lower()
    asked = re.search(r"prefers-color-scheme:\s*(light|dark)", text)
    return not _ELSEWHERE.search(text) and (asked is None or asked[1] == scheme)


def resolved(name: str, known: Mapping[str, str]) -> tuple[Colour | None, frozenset[str]]:
    """The colour that this property comes to, None where it is none or not read; and the properties it comes from."""
    asked: set[str] = set()
    text = _filled(known.get(name, ""), known, asked, 0)
    return colour.read(text), frozenset((name, *asked))


def _filled(text: str, known: Mapping[str, str], asked: set[str], depth: int) -> str:
    """Without `var()`; one that is not known and has no fallback makes the whole unreadable, as in a browser."""
    while found := re.search(r"var\(\s*(--[\w-]+)\s*(,|\))", text):
        name, end = found[1], found.end()
        fallback = ""
        if found[2] == ",":
            start, open_brackets = end, 1
            while end < len(text) and open_brackets:
                open_brackets += {"(": 1, ")": -1}.get(text[end], 0)
                end += 1
            fallback = text[start : end - 1].strip()
        if depth > 20:  # a circle
            return ""
        asked.add(name)
        value = known.get(name, fallback)
        text = text[: found.start()] + _filled(value, known, asked, depth + 1) + text[end:]
    return text.strip()
