"""The parts of which the binding is made: start tags, style sheets, addresses."""

from __future__ import annotations

import pytest

from sitegen.core.artifact import Output, digest
from sitegen.edition.addresses import Places
from sitegen.edition.sheet import loaded, merged
from sitegen.edition.tags import changed


@pytest.mark.parametrize(
    ("tag", "changes", "called", "becomes"),
    [
        ('<a href="x/">', {"href": "#x"}, "", '<a href="#x">'),
        ("<a href=x/ class=y>", {"href": "#x"}, "", '<a href="#x" class=y>'),
        ("<a href='x/'>", {"href": 'a"b&c'}, "", '<a href="a&quot;b&amp;c">'),
        ('<svg viewBox="0 0 1 1" id="m"/>', {"id": "n"}, "", '<svg viewBox="0 0 1 1" id="n"/>'),
        ('<linearGradient ID="m">', {"id": "n"}, "", '<linearGradient ID="n">'),
        ('<h2 id="a" title="id=b">', {}, "h3", '<h3 id="a" title="id=b">'),
        ("<h2>", {"id": "a"}, "h3", '<h3 id="a">'),
        ("<img srcset='a 1w, b 2w' alt hidden>", {"srcset": None}, "", "<img alt hidden>"),
        ("<a\n  href='x'\n>", {"href": "#x"}, "", '<a\n  href="#x"\n>'),
        ('<a data-href="x" href="y">', {"href": "#y"}, "", '<a data-href="x" href="#y">'),
        ('<a title="href=\'z\'" href="y">', {"href": "#y"}, "", '<a title="href=\'z\'" href="#y">'),
    ],
)
def test_a_start_tag_keeps_all_but_what_changes(tag, changes, called, becomes):
    assert changed(tag, changes, called) == becomes


def either(level: int) -> str:
    return f":is(h{level}:where(:not(.chapter *)),h{level + 1}:where(.chapter *))"


@pytest.mark.parametrize(
    ("sheets", "whole"),
    [
        (["a{b:c}\nd{e:f}", "a{b:c}\ng{h:i}"], "a{b:c}\nd{e:f}\ng{h:i}"),
        (["@media print{a{b:c}d{e:f}}", "@media print{a{b:c}}"], "@media print{a{b:c}d{e:f}}\n@media print{a{b:c}}"),
        (['@charset "utf-8";a{content:"}{"}'], '@charset "utf-8";\na{content:"}{"}'),
        (["a{b:url(data:x;y)}/* h2 { */ c{d:e}"], "a{b:url(data:x;y)}\nc{d:e}"),
        (["h2{font:h2}"], either(2) + "{font:h2}"),
        ([".a h2,h3+p{b:c}"], f".a {either(2)},{either(3)}+p{{b:c}}"),
        (["@media print{h1{b:c}.h1,#h2,th3,h2-x,[a=h2]{d:e}}"],
         f"@media print{{{either(1)}{{b:c}}.h1,#h2,th3,h2-x,[a=h2]{{d:e}}}}"),
        (["h6{b:c}"], "h6{b:c}"),
        (['a{b:"h2{"}h4>b{c:d}'], f'a{{b:"h2{{"}}\n{either(4)}>b{{c:d}}'),
    ],
)  # fmt: skip
def test_sheets_become_one_in_which_headings_know_how_deep_they_stand(sheets, whole):
    assert merged(sheets) == whole


def test_what_a_sheet_loads_is_told_from_the_sheet():
    css = "a{b:url(x.woff2)}c{d:url( \"y z.svg#i\" )}e{f:url('data:k')}"
    assert loaded(css, str.upper) == 'a{b:url("X.WOFF2")}c{d:url("Y Z.SVG#I")}e{f:url("DATA:K")}'


@pytest.mark.parametrize(
    ("href", "page", "anchor", "living"),
    [
        ("../", "faq/index.html", "main", "https://x.org/r/"),
        ("../#part", "faq/index.html", "part", "https://x.org/r/#part"),
        ("#q-a", "faq/index.html", "faq-q-a", "https://x.org/r/faq/#q-a"),
        ("./", "faq/index.html", "page-faq", "https://x.org/r/faq/"),
        ("faq/#gone", "index.html", "page-faq", "https://x.org/r/faq/#gone"),
        ("feed.xml", "index.html", None, "https://x.org/r/feed.xml"),
        ("vi/", "index.html", None, "https://x.org/r/vi/"),
        ("https://y.org/#q-a", "index.html", None, "https://y.org/#q-a"),
        ("mailto:a@y.org", "index.html", None, "mailto:a@y.org"),
    ],
)
def test_where_addresses_lead(href, page, anchor, living):
    ics = Output("a.ics", b"BEGIN", digest(b"BEGIN"))
    places = Places({"a.ics": ics}, "https://x.org/r/")
    places.chapters["index.html"] = "main", {"part": "part"}
    places.chapters["faq/index.html"] = "page-faq", {"q-a": "faq-q-a"}
    assert places.anchor(href, page) == anchor
    assert places.living(href, page) == living
    assert places.inside("../a.ics", "faq/index.html") == "data:text/calendar;charset=utf-8;base64,QkVHSU4="
    assert places.inside(href, page) is None
