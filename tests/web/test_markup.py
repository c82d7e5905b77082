"""HTML -> text, HTML -> the small HTML of answers: tables, then anything at all."""

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sitegen.web.markup import subset, text_of

FAQ = "https://example.org/r/faq/"

TABLE = [
    # as printed, as marked up, as read
    ("<p>Plain.</p>", "<p>Plain.</p>", "Plain."),
    (
        '<p>Up to <span class="fact">155%</span> <span class="status status-threatened">threatened</span>.'
        '<sup class="note"><a href="#note-1" id="cite-1-1" aria-label="Source 1">1</a></sup></p>',
        "<p>Up to 155% threatened.</p>",
        "Up to 155% threatened.",
    ),
    (
        '<p>So<sup class="footnote-mark"><a href="#fn-a">a</a></sup> x<sup>2</sup></p>',
        "<p>So x2</p>",
        "So x2",
    ),
    (
        '<p><dfn class="term"><a class="term" title="t" href="../glossary/#term-a">rare earths</a></dfn></p>',
        '<p><a href="https://example.org/r/glossary/#term-a">rare earths</a></p>',
        "rare earths",
    ),
    ('<p><a href="#q-b">b</a></p>', '<p><a href="https://example.org/r/faq/#q-b">b</a></p>', "b"),
    ('<p><a href="https://a.org/?x=1&amp;y=%22">b</a></p>', '<p><a href="https://a.org/?x=1&amp;y=%22">b</a></p>', "b"),
    ("<ul>\n<li>a</li>\n<li><p>b</p></li>\n</ul>", "<ul> <li>a</li> <li><p>b</p></li> </ul>", "a b"),
    ("<p>a<br>b</p>", "<p>a<br>b</p>", "a b"),
    ("<p><b>a</b><i>b</i><u>c</u></p>", "<p><strong>a</strong><em>b</em>c</p>", "abc"),
    ("<h3 id=x>Title</h3><p>a</p>", "<p>Title</p><p>a</p>", "Title a"),
    (
        '<div class="table"><table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table></div>',
        "<p>A 1</p><p>B 2</p>",
        "A 1 B 2",
    ),
    ("<p>a &lt;b&gt; &amp; c&nbsp;d</p>", "<p>a &lt;b&gt; &amp; c d</p>", "a <b> & c d"),
    ("<p>a<p>b", "<p>a b</p>", "a b"),
    ("", "", ""),
]


@pytest.mark.parametrize(("printed", "marked_up", "read"), TABLE)
def test_what_stays(printed, marked_up, read):
    assert (subset(printed, FAQ), text_of(printed)) == (marked_up, read)


HOSTILE = [
    "<p>a<script>alert(1)</script></p>",
    "<p>a<style>p{}</style><svg><script>x</script></svg><iframe src=x>y</iframe></p>",
    '<p onclick="x" style="y" class="z" id="w">a</p>',
    '<p><a href="javascript:alert(1)" onclick="x">a</a></p>',
    '<p><a href="java&#9;script:alert(1)">a</a></p>',
    '<p><a href="&#1;javascript:alert(1)">a</a></p>',
    '<p><a href="//evil.org">a</a></p>',
    '<p><a href="http://[">a</a></p>',
    '<p><a href="x" href="javascript:alert(1)">a</a></p>',
    "<p>a<img src=x onerror=alert(1)></p>",
    "<p>a<!-- <script>alert(1)</script> --></p>",
    "<p>a<![CDATA[<script>]]><![foo[<b>]]><!doctype x><?php x ?></p>",
    "<p>a<span hidden>secret</span><input type=text value=x></p>",
    "</p></div>a<p",
    "<p>a<template><p>b</template>",
    "<a href=x><a href=y>a</a></a>",
    "<strong><p>a</p></strong>",
    "<li>a</li>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]

ALLOWED = {"p", "br", "ul", "ol", "li", "a", "strong", "em"}


def harmless(small):
    """Only the allowed tags, on `a` an absolute href of a known scheme, on the others nothing at all."""
    for tag in BeautifulSoup(small, "html5lib").body.find_all(True):
        assert tag.name in ALLOWED
        assert set(tag.attrs) == ({"href"} if tag.name == "a" else set())
        assert tag.get("href", "https://").startswith(("https://", "http://", "mailto:", "tel:"))


@pytest.mark.parametrize("printed", HOSTILE)
def test_hostile_html_leaves_nothing_that_acts(printed):
    small = subset(printed, FAQ)
    harmless(small)
    assert "secret" not in small and "evil" not in small
    assert text_of(small) == text_of(printed)


@pytest.mark.parametrize("printed", [printed for printed, _, _ in TABLE] + HOSTILE)
def test_what_is_marked_up_nests_as_html_wants_it(printed):
    """Parsed as a browser does, nothing has to be moved or closed: the tree is written back the same."""
    small = subset(printed, FAQ)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(small)
    assert parser.errors == []


TAGS = (
    "p", "div", "ul", "ol", "li", "a", "strong", "em", "b", "h3", "table", "tr", "td", "sup", "span", "script", "svg",
    "br", "pre", "dl", "dd", "template", "textarea",
)  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(['<sup class="note">', '<a href="javascript:x">', '<a href="../x/#y">', "<p hidden>", "<!--", "-->",
                     "<![", "<?", "]]>", "&lt;", "&#60;script&#62;", "<", ">", '"', "&", " ", "\n"]),
    st.text(max_size=5),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_comes_in_the_text_is_the_same_on_both_sides_and_nothing_acts(printed):
    small = subset(printed, FAQ)
    harmless(small)
    assert text_of(small) == text_of(printed)
