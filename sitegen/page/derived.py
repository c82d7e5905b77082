"""How a fact follows from others, in words: "sum of $550 billion and $350 billion"."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from sitegen.content import language
from sitegen.core.model import Fact
from sitegen.page.writer import Writer


def calculation(fact: Fact, writer: Writer, shown: Callable[[Fact], str]) -> str:
    """`shown` gives each of its facts as text or as HTML; "" for a fact that stands for itself."""
    if fact.derivation is None:
        return ""
    parts = [shown(writer.reader.fact(id)) for id in fact.derivation.of]
    key = f"facts.derived.{fact.derivation.how}"
    if fact.derivation.how != "sum":
        return writer.phrase(key, first=parts[0], second=parts[1])
    joined = language.join(parts, writer.catalogue)
    if isinstance(parts[0], Markup):
        joined = Markup(language.join([str(escape(part)) for part in parts], writer.catalogue))
    return writer.phrase(key, parts=joined)
