"""People, terms, quotations and corrections in schema.org's words: the entries of the smaller files of content.

Texts are read from the HTML that the page prints, so that both say the same. A role is a `description`, not a job: it
may be "mother of the victim". A speaker without an entry among the people is credited as the page credits them, since
"a senior trade analyst" is nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.core import model
from sitegen.core.artifact import Card
from sitegen.core.kinds import Quotation
from sitegen.web.jsonld import Node, node, ref
from sitegen.web.markup import text_of
from sitegen.web.urls import Locator


def person_id(id: str, where: Locator) -> str:
    return f"{where.base}#person-{id}"


def person(entry: model.Person, where: Locator, role_html: str = "") -> Node:
    """With its role on the people page; without, as other pages name somebody."""
    return node(
        "Person",
        person_id(entry.id, where),
        name=entry.name,
        description=text_of(role_html),
        url=where.url("person", entry.id),
    )


def glossary(card: Card, terms: Sequence[tuple[model.Term, str]], where: Locator) -> list[Node]:
    """The set, then its terms, each with the HTML of its definition, in the order of the page."""
    url = where.file(card.path)
    whole = f"{url}#terms"
    defined = [
        node(
            "DefinedTerm",
            where.url("term", term.id),
            name=term.term,
            alternateName=list(term.forms),
            description=text_of(definition),
            url=where.url("term", term.id),
            inDefinedTermSet=ref(whole),
        )
        for term, definition in terms
    ]
    terms_set = node("DefinedTermSet", whole, name=card.title, url=url, inLanguage=card.language,
                     hasDefinedTerm=[ref(term["@id"]) for term in defined])  # fmt: skip
    return [terms_set, *defined]


def quotation(said: Quotation, card: Card, where: Locator) -> Node:
    """Somebody's words as the page prints them. Its sources are the page's: they are cited there in full."""
    url = where.file(card.path)
    anchor = f"{url}#{said.id}"
    return node(
        "Quotation",
        anchor,
        text=text_of(said.html),
        url=anchor,
        creator=ref(person_id(said.person, where)) if said.person else None,
        creditText="" if said.person else said.by,
        citation=[ref(where.url("source", source)) for source in said.sources],
        isPartOf=ref(f"{url}#webpage"),
    )


def correction(id: str, entry: model.Correction, kind: str, text: str, where: Locator) -> Node:
    """An entry of the log: `id` as in `urls.correction_ids`, `kind` its visible word, `text` what the log says."""
    url = where.url("correction", id)
    return node("CorrectionComment", url, name=kind, text=text, datePublished=entry.date.isoformat(), url=url)
