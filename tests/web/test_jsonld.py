"""The data block as browsers and strict readers see it, and the graph in it."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sitegen.web.jsonld import filled, graph, moment, node, ref, script


def read_back(block: str) -> dict:
    """As a browser parses a page: one script, the page after it still there, the JSON without doubtful liberties."""
    soup = BeautifulSoup(f"<!doctype html><html><head>{block}</head><body><p>after</p></body></html>", "html5lib")
    (found,) = soup.find_all("script")
    assert found["type"] == "application/ld+json"
    assert soup.body.get_text() == "after"

    def once(pairs):
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    def never(constant):
        raise AssertionError(constant)

    return json.loads(found.string, object_pairs_hook=once, parse_constant=never)


TEXTS = [
    "</script>",
    "</SCRIPT ><script>alert(1)</script>",
    "<!--<script>",
    "<!-- <script> </script",
    "-->",
    "]]>",
    "&lt;b&gt; &amp; &quot;",
    'quotes " and \\ and \\u003c',
    "line\u2028and\u2029paragraph",
    "controls \x00 \x0b \x1f tab\t",
    "Thảo Điền, 中文, 🌏",
    "</title></head><body>",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_back_as_it_went_in(text):
    block = script([node("Thing", "https://example.org/#x", name=text)])
    assert read_back(block)["@graph"][0]["name"] == text


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_in_the_block_means_anything_to_html(text):
    inside = script([node("Thing", "https://example.org/#x", name=text)]).partition(">")[2].rpartition("<")[0]
    assert not set("<>&\u2028\u2029") & set(inside)


@given(st.text(st.one_of(st.sampled_from("<>/!-&scriptSCRIPT \"\\"), st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back(text):
    assert read_back(script([node("Thing", "https://example.org/#x", name=text)]))["@graph"][0].get("name", "") == text


def test_the_block_is_html_already():
    block = script([])
    assert block.__html__() == block
    assert read_back(block) == {"@context": "https://schema.org", "@graph": []}
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><html><head><title>t</title>{block}</head><body></body>")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_json_is_refused(number):
    with pytest.raises(ValueError):
        script([node("Thing", "https://example.org/#x", value=number)])


def test_missing_values_are_left_out_and_zero_and_false_are_values():
    given_values = {"a": None, "b": "", "c": [], "d": 0, "e": False, "f": "x"}
    assert filled(given_values) == {"d": 0, "e": False, "f": "x"}


def test_a_node_given_twice_stands_once():
    a = node("Thing", "https://example.org/#a", name="A")
    assert graph(a, None, dict(a)) == [a]


def test_two_nodes_with_one_id_are_a_fault():
    with pytest.raises(ValueError, match="#a"):
        graph(node("Thing", "https://example.org/#a", name="A"), node("Thing", "https://example.org/#a", name="B"))


def test_references_to_nodes_that_are_not_there_go_with_them():
    inner = {"@type": "Thing", "@id": "https://example.org/#inner", "name": "Inner"}
    made = graph(
        node("Thing", "https://example.org/#a", gone=ref("https://example.org/#gone"), inner=inner),
        node("Thing", "https://example.org/#b", some=[ref("https://example.org/#gone"), ref("https://example.org/#a")]),
        node("Thing", "https://example.org/#c", none=[ref("https://example.org/#gone")]),
        node("Thing", "https://example.org/#d", nested=ref("https://example.org/#inner")),
    )
    assert made == [
        {"@type": "Thing", "@id": "https://example.org/#a", "inner": inner},
        {"@type": "Thing", "@id": "https://example.org/#b", "some": [{"@id": "https://example.org/#a"}]},
        {"@type": "Thing", "@id": "https://example.org/#c"},
        {"@type": "Thing", "@id": "https://example.org/#d", "nested": {"@id": "https://example.org/#inner"}},
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2025, 10, 26), "2025-10-26"),
        (datetime(2025, 10, 26, 8, 0, tzinfo=timezone(timedelta(hours=7))), "2025-10-26T08:00:00+07:00"),
        (datetime(2025, 10, 26, 8, 0, 0, 5, tzinfo=UTC), "2025-10-26T08:00:00+00:00"),
    ],
)
def test_moment(value, written):
    assert moment(value) == written


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        moment(datetime(2025, 10, 26, 8, 0))
