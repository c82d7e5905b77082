"""Binding, over pages of a few lines: names that meet, notes that stay, pictures, scripts and sheets of every kind."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from bs4 import BeautifulSoup

from sitegen.core.artifact import Card, Output, digest
from sitegen.edition.binding import bind

BASE = "https://x.org/r/"
HEAD = '<meta http-equiv="Content-Security-Policy" content="x">'


def page(main: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head>{HEAD}{head}</head><body><main id="main">{main}</main></body></html>'


def bound(pages: dict[str, str], files: dict[str, bytes] | None = None, look: str = "") -> BeautifulSoup:
    """`pages` by id, the front first."""
    paths = {id: "index.html" if not n else f"{id}/index.html" for n, id in enumerate(pages)}
    cards = [Card(id, path, id.title(), "", "en") for id, path in paths.items()]
    data = {paths[id]: text.encode() for id, text in pages.items()} | (files or {})
    outputs = {path: Output(path, bytes_, digest(bytes_)) for path, bytes_ in data.items()}
    return BeautifulSoup(bind(cards, outputs, BASE, look), "html5lib")


def test_an_id_that_is_taken_gets_its_page_in_front_and_so_does_all_that_names_it():
    shared = '<h1 id="a">A</h1><p id="b" aria-labelledby="a">B</p><svg><use href="#a"/><path fill="url(#b)"/></svg>'
    whole = bound({"home": page(shared + '<a href="faq/#b">b</a>'), "faq": page(shared + '<a href="#b">b</a>'),
                   "faq-b": page('<p id="faq-b">mine</p><a href="#faq-b">x</a>')})  # fmt: skip
    ids = [element["id"] for element in whole.select("[id]")]
    assert ids == ["main", "a", "b", "page-faq", "faq-a", "faq-b", "page-faq-b", "faq-b-faq-b"]
    assert [a["href"] for a in whole.select("a")] == ["#faq-b", "#faq-b", "#faq-b-faq-b"]
    second = whole.find(id="page-faq")
    assert second.p["aria-labelledby"] == "faq-a" and second.use["href"] == "#faq-a"
    assert second.path["fill"] == "url(#faq-b)"


NOTES = '<section id="notes"><ol><li id="note-1"><a href="{to}">S</a></li></ol></section>'
MARK = ('<sup class="note" data-beside="{text} S, 1">'
        '<a href="#note-1" id="cite-1-1" aria-label="Source 1">{text}</a></sup>')  # fmt: skip
SOURCES = page('<ol><li id="src-s" value="7">S</li></ol>')


@pytest.mark.parametrize(
    ("text", "to", "lost"),
    [("1", "sources/#src-s", True), ("*", "sources/#src-s", False), ("1", "https://y.org/", False)],
)
def test_notes_that_cannot_be_told_by_the_one_list_stay_where_they_are(text, to, lost):
    whole = bound({"home": page(MARK.format(text=text) + NOTES.format(to=to)), "sources": SOURCES})
    mark = whole.select_one("sup a")
    if lost:
        assert (mark["href"], mark.text, mark["aria-label"]) == ("#src-s", "7", "Source 7")
        assert mark.parent["data-beside"] == "7 S, 1"
        assert whole.find(id="notes") is None
    else:
        assert (mark["href"], mark.text, mark["aria-label"]) == ("#note-1", text, "Source 1")
        assert mark.parent["data-beside"] == f"{text} S, 1"
        assert whole.find(id="note-1") is not None


def test_a_picture_of_many_forms_becomes_one_that_every_browser_shows():
    forms = {f"{name}": name.encode() for name in ("a.jpg", "s.webp", "m.webp", "l.webp", "s.avif", "b.png")}
    picture = (
        '<picture><source type="image/avif" srcset="s.avif 800w" sizes="9px">'
        '<source type="image/webp" srcset="s.webp 800w, m.webp 1600w, l.webp 3200w" sizes="9px">'
        '<img src="a.jpg" alt="A" width="32" height="18" loading="lazy" decoding="async"></picture>'
        '<img srcset="b.png 2x" src="b.png" alt="B">'
    )
    whole = bound({"home": page(picture)}, forms)
    assert whole.select("picture, source") == []
    first, second = whole.select("img")
    assert first["src"] == "data:image/webp;base64,bS53ZWJw" and "loading" not in first.attrs
    assert (first["alt"], first["width"], first["decoding"]) == ("A", "32", "async")
    assert second["src"] == "data:image/png;base64,Yi5wbmc=" and "srcset" not in second.attrs


def test_scripts_and_sheets_of_all_pages_stand_in_it_once_and_in_order():
    head = ('<link rel="stylesheet" href="{0}a.css"><link rel="stylesheet" media="print" href="{0}p.css">'
            '<script src="{0}early.js"></script><script src="{0}late.js" defer></script>')  # fmt: skip
    files = {"a.css": b"@font-face{src:url(f.woff2)}p{b:c}", "p.css": b"p{d:e}", "f.woff2": b"f", "early.js": b"1<!--2",
             "late.js": b'"</script>"', "more.js": b"3", "b.css": b"p{b:c}q{f:g}"}  # fmt: skip
    more = '<link rel="stylesheet" href="../b.css"><script src="../more.js" type="module"></script>'
    icon = '<link rel="icon" href="f.woff2"><link rel="manifest" href="m"><link rel="alternate" href="feed.xml">'
    front, behind = page("", head.format("") + icon), page("", head.format("../") + more)
    whole = bound({"home": front, "faq": behind}, files, "r{h:i}")
    font = '@font-face{src:url("data:font/woff2;base64,Zg==")}'
    assert whole.style.string == f"{font}\np{{b:c}}\nq{{f:g}}\n@media print{{p{{d:e}}}}\nr{{h:i}}"
    assert [(script.parent.name, script.string) for script in whole.select("script")] == [
        ("head", "1<\\!--2"), ("body", '"<\\/script>"'), ("body", "3"),
    ]  # fmt: skip
    assert whole.select("script")[2]["type"] == "module"
    assert [link["href"] for link in whole.select("link")] == [f"{BASE}feed.xml"]
    policy = whole.find("meta", {"http-equiv": True})["content"]
    assert len(re.findall("sha256-", policy)) == 4


def test_a_script_on_the_page_acts_if_it_did_on_the_site_and_no_other():
    """Wherever it stands, and although all pages have it; styles come first, which it may look at."""
    named = base64.b64encode(hashlib.sha256(b"named").digest()).decode()
    head = f'<meta http-equiv="Content-Security-Policy" content="script-src \'sha256-{named}\'">'
    rest = '<link rel="stylesheet" href="/r/a.css"><script>named</script><script>dead</script>'
    body = "<body><main><script>dead</script></main></body>"
    text = f'<!doctype html><html lang="en"><head>{head}{rest}</head>{body}</html>'
    whole = bound({"home": text, "faq": text}, {"a.css": b"p{b:c}"})
    assert [script.string for script in whole.select("script")] == ["named"]
    assert whole.script.find_previous("style") is not None
    assert named in whole.find("meta", {"http-equiv": True})["content"]


def test_what_belongs_to_pages_is_left_out_and_the_rest_keeps_its_place():
    ways = '<nav class="on-site"><a href="../">Home</a></nav>'
    faq = ways + '<h1>F</h1><h6>deep</h6><a aria-current="page" href="./">F</a>'
    whole = bound({"home": page("<h1>H</h1><h2>I</h2>"), "faq": page(faq)})
    assert [(heading.name, heading.text) for heading in whole.find_all(re.compile(r"h\d"))] == [
        ("h1", "H"), ("h2", "I"), ("h2", "F"), ("h6", "deep"),
    ]  # fmt: skip
    [link] = whole.select("a")
    assert link.attrs == {"href": "#page-faq"} and link.parent["id"] == "page-faq"


def test_a_theme_without_a_main_is_bound_by_its_body():
    faq = '<!doctype html><html lang="en"><head><title>F</title></head><body><p>F</p></body></html>'
    assert bound({"home": page("H"), "faq": faq}).find(id="page-faq").text.strip() == "F"
