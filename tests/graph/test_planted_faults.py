"""Faults planted in good data, one at a time: the judges must notice each, and the table says which of them does.

The twenty are those of the study of validators (research, "The experiment"); what follows them was found on the way.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.graph.judges import judgement
from tests.graph.sites import site

Document = dict[str, Any]
BASE = site("small").base
HOME, FAQ, ROUTE, GLOSSARY, ABOUT = "", "faq/", "itinerary/", "glossary/", "method/"


def put(kind: str, name: str, value: object) -> Callable[[Document], None]:
    """Sets a property of the first node of this type; None takes it away."""

    def plant(document: Document) -> None:
        node = first(document, kind)
        if value is None:
            del node[name]
        else:
            node[name] = value

    return plant


def rename(kind: str, old: str, new: str) -> Callable[[Document], None]:
    def plant(document: Document) -> None:
        node = first(document, kind)
        node[new] = node.pop(old)

    return plant


def first(document: Document, kind: str) -> Document:
    return next(node for node in document["@graph"] if kind in [node["@type"], *node["@type"]])


def same_id_two_names(document: Document) -> None:
    document["@graph"].append({**first(document, "Person"), "name": "Somebody else"})


def two_answers(document: Document) -> None:
    question = first(document, "Question")
    question["acceptedAnswer"] = [question["acceptedAnswer"]] * 2


def latitude(document: Document) -> None:
    first(document, "Place")["geo"]["latitude"] = 190


def position_twice(document: Document) -> None:
    first(document, "BreadcrumbList")["itemListElement"][1]["position"] = 1


def one_stop_more(document: Document) -> None:
    first(document, "Trip")["itinerary"]["numberOfItems"] += 1


def a_place(document: Document) -> None:
    first(document, "NewsArticle")["author"] = [{"@id": f"{BASE}#place-porto"}]


NOBODY = {"@id": f"{BASE}#nobody"}
FAULTS: tuple[tuple[str, str, Callable[[Document], None], set[str]], ...] = (
    ("misspelt property", HOME, rename("NewsArticle", "headline", "headlin"), {"vocabulary", "schema"}),
    ("property on the wrong type", ROUTE, put("Trip", "startDate", "2026-03-01"), {"vocabulary"}),
    ("author as plain text", HOME, put("NewsArticle", "author", "Ana Reis"), {"vocabulary", "schema"}),
    ("unknown type", ROUTE, put("Place", "@type", "Spot"), {"vocabulary", "schema"}),
    ("date not ISO", HOME, put("NewsArticle", "datePublished", "1 March 2026"), {"vocabulary", "schema"}),
    ("time without zone", HOME, put("NewsArticle", "dateModified", "2026-03-05T09:30:00"), {"vocabulary", "schema"}),
    ("dangling reference", HOME, put("NewsArticle", "mentions", [NOBODY]), {"rules"}),
    ("relative id", GLOSSARY, put("DefinedTerm", "@id", "#term-treaty"), {"schema", "rules"}),
    ("superseded property", ROUTE, put("Event", "subEvents", [{"@id": f"{BASE}#event-home"}]), {"vocabulary"}),
    ("no member of the enumeration", ROUTE, put("Event", "eventStatus", "https://schema.org/EventOver"),
     {"vocabulary", "schema"}),
    ("a place as author", HOME, a_place, {"vocabulary"}),
    ("one id, two names", HOME, same_id_two_names, {"rules"}),
    ("http in the context", HOME, lambda document: document.update({"@context": "http://schema.org"}), {"schema"}),
    ("no headline", HOME, put("NewsArticle", "headline", None), {"schema"}),
    ("latitude 190", ROUTE, latitude, {"schema", "rules"}),
    ("question without an answer", FAQ, put("Question", "acceptedAnswer", None), {"schema"}),
    ("two accepted answers", FAQ, two_answers, {"schema"}),
    ("event without a place", ROUTE, put("Event", "location", None), {"schema"}),
    ("no language tag", HOME, put("NewsArticle", "inLanguage", "vietnamese"), {"schema"}),
    ("position twice", FAQ, position_twice, {"rules"}),
    # beyond the study
    ("more stops than there are", ROUTE, one_stop_more, {"rules"}),
    ("stay that ends before it begins", ROUTE, put("Event", "endDate", "2025-12-31"), {"rules"}),
    ("changed before it was published", HOME, put("NewsArticle", "dateModified", "2026-02-01"), {"rules"}),
    ("quotation of nobody", ABOUT, put("Quotation", "creator", None), {"schema"}),
    ("question on another page", ABOUT, put("WebPage", "@type", "FAQPage"), {"schema"}),
    ("nobody wrote it", HOME, put("NewsArticle", "author", None), {"rules"}),
    ("source on a thing that is no work", GLOSSARY, put("DefinedTerm", "citation", "The treaty"), {"vocabulary"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "path", "plant", "judges"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_planted_fault_is_noticed(name: str, path: str, plant: Callable[[Document], None], judges: set[str]) -> None:
    file = f"{path}index.html"
    page = site("small").pages[file]
    document = copy.deepcopy(page.document)
    plant(document)
    assert {judge for judge, faults in judgement(page.kind, document, BASE).items() if faults} == judges
