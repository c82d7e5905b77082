"""Where a thing is used, as links with words: "the introduction", "part 4", "Timeline"."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.core.kinds import Reader, Use
from sitegen.page.writer import Writer

PAGE_OF = {"stop": "itinerary", "question": "faq", "moment": "timeline", "term": "glossary", "person": "people",
            "fact": "facts", "source": "sources"}  # fmt: skip


def places(uses: Iterable[Use], reader: Reader, writer: Writer) -> list[dict[str, str]]:
    """Sections and pages by name, each once; the many small things on one page are named by that page."""
    found: dict[str, str] = {}
    for use in uses:
        if use.scheme == "section":
            number = reader.part(use.id).number
            found.setdefault(writer.href("section", use.id), writer.text("text.part", number=number))
        elif use == Use("page", "home"):
            found.setdefault(writer.href("page", "home"), writer.text("uses.opening"))
        else:
            id = PAGE_OF.get(use.scheme, use.id)
            card = reader.card(id)
            assert card is not None, "what is used stands on a page"
            found.setdefault(writer.href("page", id), card.title)
    return [{"label": label, "href": href} for href, label in found.items() if href != writer.link(writer.path)]
