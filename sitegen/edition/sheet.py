"""Several style sheets -> the one of the edition.

The sheets of a site share most of their rules, so a rule counts where it stands first and is left out afterwards. In
the edition the headings of all pages but the first stand one level lower; the rules are told so, or a question of the
FAQ would look like a paragraph's heading. What the look of the theme needs stays as specific as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

_TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\(\s*[^\"'\s)][^)]*\)|[{};]|[^{};\"'/u]+|.", re.DOTALL
)
_HEADING = re.compile(r"(?<![\w.#:\-\[=])h([1-5])(?![\w-])")
_ADDRESS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\s)]*))\s*\)")


def merged(sheets: Iterable[str]) -> str:
    """Their top-level rules, each once, in the order in which they are first met."""
    rules = dict.fromkeys(rule for sheet in sheets for rule in _rules(sheet))
    return "\n".join(_lowered(rule) for rule in rules)


def loaded(css: str, resolve: Callable[[str], str]) -> str:
    """The same with every `url()` passed through `resolve`."""

    def address(found: re.Match[str]) -> str:
        given = next((value for value in found.groups() if value is not None), "")
        return f'url("{resolve(given)}")'

    return _ADDRESS.sub(address, css)


def _rules(css: str) -> Iterator[str]:
    depth, pieces = 0, []
    for token in _TOKEN.findall(css):
        if token.startswith("/*"):
            continue
        pieces.append(token)
        depth += (token == "{") - (token == "}")
        if depth <= 0 and token in ("}", ";"):
            depth = 0
            if rule := "".join(pieces).strip():
                yield rule
            pieces = []
    if rule := "".join(pieces).strip():
        yield rule


def _lowered(rule: str) -> str:
    """`h2` means the second level of the first page, and what stands a level lower in the pages behind it."""
    pieces: list[str] = []
    since = 0  # where the selector or the declaration at hand begins
    for token in _TOKEN.findall(rule):
        if token == "{" and not (selector := "".join(pieces[since:])).lstrip().startswith("@"):
            pieces[since:] = [_HEADING.sub(_either, selector)]
        pieces.append(token)
        if token in ("{", "}", ";"):
            since = len(pieces)
    return "".join(pieces)


def _either(found: re.Match[str]) -> str:
    level = int(found[1])
    return f":is(h{level}:where(:not(.chapter *)),h{level + 1}:where(.chapter *))"
