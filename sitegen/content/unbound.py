"""Figures that no reference vouches for: found in running words, and compared with the ledger.

A figure that equals a fact's value is a copy that would stay behind when the fact changes; any other is a number whose
source nobody has named. What is a figure at all, `content.figures` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.content.agreement import quantity_fault, same_value
from sitegen.content.catalogue import Catalogue
from sitegen.content.figures import Figure, quantities
from sitegen.core.model import Fact
from sitegen.core.record import record

_WORD = re.compile(r"\w+")
_NOUN_WITHIN = 3
"""Words behind a bare number among which the counted noun is looked for: "five empty cargo ships"."""


@record
class Unbound:
    """`fact` is the one whose value it is, if there is one; it `agrees` when the words that bound it fit too."""

    figure: Figure
    fact: Fact | None
    agrees: bool = False


def unbound(words: str, facts: Iterable[Fact], catalogue: Catalogue) -> Iterator[Unbound]:
    """The quantities of a text without references, in its order."""
    found = quantities(words, catalogue)
    known = [fact for fact in facts if fact.has_figure] if found else ()
    for figure in found:
        yield _compared(figure, words, known, catalogue)


def _compared(figure: Figure, words: str, known: Iterable[Fact], catalogue: Catalogue) -> Unbound:
    """The fact that it agrees with, else one of which it has only the value."""
    copy: Fact | None = None
    for fact in known:
        if not _about_the_same(figure, fact, words):
            continue
        if not quantity_fault(fact, figure, words, catalogue):
            return Unbound(figure, fact, True)
        copy = copy or (fact if same_value(fact, figure) else None)
    return Unbound(figure, copy)


def _about_the_same(figure: Figure, fact: Fact, words: str) -> bool:
    """A number without a unit is a fact's only with what the fact counts: there are five of many things."""
    if figure.unit not in ("", "score"):
        return True
    nouns = {word for _, noun in fact.noun for word in _WORD.findall(noun.lower())}
    following = _WORD.findall(words[figure.end : figure.end + 60].lower())[:_NOUN_WITHIN]
    return not nouns.isdisjoint(following)
