"""Every node of every page: the vocabulary of schema.org, the schema of the page's kind, and the rules of a graph."""

from __future__ import annotations

import hashlib

import pytest

from tests.graph.judges import SCHEMAS, judgement
from tests.graph.rules import site_faults
from tests.graph.sites import SHAPES, TINY, site
from tests.graph.vocabulary import FILE, Vocabulary, every_node


def test_the_vocabulary_is_the_release_it_says() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == (
        "949680709df5d3459a362e194fa06eeb34faccae1145aaf3138d22c0596d0d9c"
    )
    known = Vocabulary.vendored()
    assert (len(known.parents), len(known.properties)) == (933, 1521)  # without what was given up ("attic")
    assert "Thing" in known.ancestors("BackgroundNewsArticle") and "CreativeWork" not in known.ancestors("Trip")


@pytest.mark.parametrize("shape", [*SHAPES, *sorted(TINY)])
def test_every_node_is_well_formed_and_known(shape: str) -> None:
    whole = site(shape)
    for path, page in whole.pages.items():
        assert judgement(page.kind, page.document, whole.base) == {"vocabulary": [], "schema": [], "rules": []}, path


@pytest.mark.parametrize("shape", [*SHAPES, *sorted(TINY)])
def test_a_thing_is_the_same_on_all_pages(shape: str) -> None:
    assert site_faults({path: page.graph for path, page in site(shape).pages.items()}) == []


def test_every_schema_has_met_its_page() -> None:
    met = {page.kind for shape in SHAPES for page in site(shape).pages.values()}
    assert met == {file.stem for file in SCHEMAS.glob("*.json")} - {"common"}


def test_every_kind_of_thing_has_been_there() -> None:
    """Else the tests above would say nothing about it."""
    kinds = {str(node["@type"]) for shape in SHAPES for page in site(shape).pages.values()
             for node in every_node(page.graph) if "@type" in node}  # fmt: skip
    assert kinds >= {
        "Place", "GeoCoordinates", "Event", "Trip", "ItemList", "DefinedTermSet", "DefinedTerm", "Person", "Quotation",
        "CorrectionComment", "CreativeWork", "Question", "BreadcrumbList", "WebPageElement", "Article",
        "['NewsArticle', 'BackgroundNewsArticle']",
    }  # fmt: skip


def test_two_pages_that_differ_about_a_thing_are_noticed() -> None:
    pages = {path: page.graph for path, page in site("small").pages.items()}
    [busy] = [node for node in pages["index.html"] if node["@id"].endswith("#place-porto")]
    told = {**pages, "index.html": [{**busy, "name": "Oporto"}]}
    assert any("place-porto: name" in fault for fault in site_faults(told))
    other = {name: value for name, value in busy.items() if name != "geo"} | {"telephone": "1"}
    assert any("place-porto" in fault for fault in site_faults({**pages, "index.html": [other]}))
