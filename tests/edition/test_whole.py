"""The one-file edition beside the site that it was bound from: nothing lost, nothing asked for, every way leads on.

Read with the HTML standard's own parsing algorithm, which the binding does not use.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections import Counter
from urllib.parse import unquote, urljoin

import pytest
from bs4 import NavigableString, Tag

from tests.edition.conftest import SITES

pytestmark = pytest.mark.parametrize("name", SITES)
BASE = "https://elsewhere.invalid/"  # stands for the root of the site as a folder
LEFT = (".on-site", "#notes", "script")
MARKS = ("sup.note",)


@pytest.fixture
def here(bound, name):
    return bound(name)


def squeezed(element: Tag, *without: str) -> str:
    """The words of an element, without white space and without some of what is in it."""
    left = {id(one) for selector in without for one in element.select(selector)}
    words = (text for text in element.find_all(string=True) if type(text) is NavigableString)
    words = (text for text in words if left.isdisjoint(map(id, text.parents)))
    return re.sub(r"\s+", "", "".join(words))


def test_every_page_is_there_with_all_its_words(here):
    """But for the ways about the site and the pages' lists of notes, which are one list now."""
    parts = here.chapters
    assert sorted(parts) == sorted(here.pages)
    for path, page in here.pages.items():
        assert squeezed(page.select_one("main"), *LEFT, *MARKS) == squeezed(parts[path], *MARKS), path


def test_ids_are_unique_and_every_link_within_leads_somewhere(here):
    ids = Counter(element["id"] for element in here.page.select("[id]"))
    assert [id for id, count in ids.items() if count > 1] == []
    front = here.pages["index.html"].select("main [id]:not(#notes, #notes *)")
    assert ids.keys() >= {element["id"] for element in front}
    for attribute in ("href", "aria-labelledby", "aria-describedby"):
        for element in here.page.select(f"[{attribute}]"):
            value = element[attribute]
            if attribute == "href":
                assert value.startswith(("#", "https://", "mailto:", "data:")), value
                if value.startswith("#"):
                    assert unquote(value[1:]) in ids, value
            else:
                assert set(value.split()) <= ids.keys(), value
    for used in re.findall(r'url\(#([^)]+)\)', str(here.page)):
        assert used in ids


def test_a_link_from_page_to_page_leads_to_the_same_words(here):
    """What stands at the end of a link on the site stands at the end of the same link in the edition."""
    parts, compared = here.chapters, 0
    for path, page in here.pages.items():
        gone = {id(a) for a in page.select(".on-site a, #notes a")}
        links = [a for a in page.select("main a[href]") if id(a) not in gone]
        bound_links = parts[path].select("a[href]")
        assert len(links) == len(bound_links), path
        for link, other in zip(links, bound_links, strict=True):
            whole = urljoin(BASE + path, link["href"])
            if not whole.startswith(BASE) or link["href"].startswith("#note-") or link.has_attr("download"):
                continue
            address, _, fragment = whole.removeprefix(BASE).partition("#")
            target = here.pages[address if address.endswith(".html") else f"{address}index.html"]
            there = target.find(id=unquote(fragment)) if fragment else target.find("h1")
            found = here.page.find(id=unquote(other["href"][1:]))
            found = found if fragment else found.find(["h1", "h2"])
            assert squeezed(there, *MARKS) == squeezed(found, *MARKS), (path, link["href"], other["href"])
            compared += 1
    assert compared > 5


def test_headings_are_in_order_below_the_one_at_the_top(here):
    levels = [int(heading.name[1]) for heading in here.page.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    for path, part in here.chapters.items():
        if path != "index.html":
            first, *others = (int(heading.name[1]) for heading in part.select("h1, h2, h3, h4, h5, h6"))
            assert first == 2 and all(level > 2 for level in others), path


def test_it_asks_for_nothing_and_its_policy_lets_it(here):
    text, page = here.file.read_text("utf-8"), here.page
    for element in page.select("[src], [srcset], [poster], image[href], link[href]"):
        if element.name == "link" and element["rel"] in (["canonical"], ["alternate"]):
            continue
        assert not element.has_attr("srcset")
        address = element.get("src") or element.get("poster") or element.get("href")
        assert address.startswith("data:"), element
    assert page.select("link[rel=stylesheet], script[src], source, base, iframe") == []
    assert all(url.startswith(("#", "data:")) for url in re.findall(r"url\([\"']?([^)\"']+)", text))
    [policy] = page.select('meta[http-equiv="Content-Security-Policy"]')
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert rules["default-src"] == "'none'" and "unsafe" not in policy["content"] and "http" not in policy["content"]
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", text, re.DOTALL)
    for kind, texts in (("style-src", styles), ("script-src", scripts)):
        digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in texts]
        assert rules[kind] == (" ".join(f"'sha256-{digest}'" for digest in digests) or "'none'")
    assert page.select("[style]") == [] and not re.search(r"\son[a-z]+=", text)


def test_downloads_and_pictures_are_in_it_byte_for_byte(here):
    """Of a picture that has several forms, one."""
    held = {base64.b64decode(data) for data in re.findall(r"data:[^\"',]+;base64,([A-Za-z0-9+/=]+)", str(here.page))}
    files = {file for path in here.pages.values() for file in path.select("main a[download]")}
    for link in files:
        name = link["href"].rpartition("/")[2]
        assert (here.folder / name).read_bytes() in held, name
        assert here.page.select(f'a[download="{name}"]')
    published = {file.read_bytes() for file in here.folder.rglob("*") if file.is_file()}
    assert held <= published
    assert len(here.page.select("img")) == sum(len(page.select("img")) for page in here.pages.values())


def test_structured_data_stands_once_and_is_that_of_the_front(here):
    [block] = here.page.select('script[type="application/ld+json"]')
    [front] = here.pages["index.html"].select('script[type="application/ld+json"]')
    assert json.loads(block.string) == json.loads(front.string)


def test_notes_take_the_numbers_of_the_one_list_of_sources(here):
    numbers = {entry["id"]: entry["value"] for entry in here.page.select(".bibliography > li")}
    marks = here.page.select("sup.note a")
    assert marks and here.page.select(".notes#notes") == []
    for mark in marks:
        number = numbers[mark["href"][1:]]
        assert mark.get_text() == number and re.search(rf"\b{number}\b", mark["aria-label"])
    for path, page in here.pages.items():
        part = here.chapters[path]
        pairs = zip(page.select("sup.note a"), part.select("sup.note a"), strict=True)
        for before, after in pairs:
            source = page.find(id=before["href"][1:]).select_one(".note-text a")["href"].partition("#")[2]
            assert after["href"] == f"#{source}"
