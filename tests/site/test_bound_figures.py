"""Every figure that a reader meets is bound to the ledger, found by a reading of the pages that knows nothing of it.

A figure here is a run of digits, a currency or percent sign, or a number word, in the running text of a page. What is
no figure is taken out first: what stands in a fact's own markup, dates and years, times, the numbering of parts, notes
and stops, what sitegen works out itself (distances, counts), attributed quotations, titles of sources.
"""

from __future__ import annotations

import re

import pytest
from bs4 import Comment
from reading import Page, Site
from running import REPOSITORY

BOUND = (
    ".fact", "time", "sup", ".number", ".stop-number", ".qualifier", ".figure-number", ".value", "blockquote", "cite",
    ".back", ".uses", ".leg", ".total", "address", "nav", ".status", ".kicker", "svg",
)  # fmt: skip
"""Where the figure comes from the ledger, or is none."""

LEDGER = (".statement", ".figure-statement")
"""A fact's own sentence: the ledger itself, held to its own value by the build."""

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_FIGURES = re.compile(
    rf"""\b(?:\d{{1,2}}[ ]{MONTH}(?:[ ]\d{{4}})? | {MONTH}[ ]\d{{4}} | (?:19|20)\d\d)\b
    | \b[Pp]arts?[ ]\d+\b
    | \bG20\b""",
    re.X,
)
WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundred|hundreds|thousand|thousands|million|millions|billion|billions|trillion|percent|half|"
    "halves|thirds|quarters"
)
FIGURE = re.compile(rf"[$€£¥%]|\d[\d.,]*|\b(?:{WORDS})\b|\bper cent\b", re.I)


def unbound(page: Page) -> list[str]:
    """Figures in the page's text that nothing vouches for, each with the words around it."""
    main = page.one("main")
    out = {id(tag) for selector in (*BOUND, *LEDGER) for tag in main.select(selector)}
    address = [line for line in page.soup.select("footer address") for line in line.stripped_strings]
    found = []
    for node in main.find_all(string=True):
        if isinstance(node, Comment) or any(id(parent) in out for parent in node.parents):
            continue
        text = " ".join(node.split())
        for line in address:
            text = text.replace(line, "·")
        text = NO_FIGURES.sub("·", text)
        found += [text[max(0, m.start() - 25) : m.end() + 25] for m in FIGURE.finditer(text)]
    return found


def test_every_figure_of_the_explainer_is_bound(site: Site) -> None:
    assert {page.path: figures for page in site.pages.values() if (figures := unbound(page))} == {}


@pytest.mark.parametrize(("html", "figures"), [
    ("Tariffs of 155% follow.", 2),
    ("It cost $550 billion.", 3),
    ("Five ships and half of the crew.", 2),
    ("Some 36 cents, 3.5 per cent, 10-year plans.", 4),
    ('As high as <span class="fact">155%</span><sup class="note"><a>1</a></sup>.', 0),
    ("On 30 October 2025, in October 2025, by 2026, on 1 November.", 0),
    ("See part 4.", 0),
    ("On 30 October 2025 they sent 30 ships.", 1),
    ("<blockquote>We have 200 of them.</blockquote>", 0),
    ("The meeting is planned.", 0),
    ("1 Long Road, 20 Hue", 0),
    ("Someone often attends a weighty tenth session.", 0),
])  # fmt: skip
def test_what_the_finder_takes_for_a_figure(html: str, figures: int) -> None:
    page = f"<main><p>{html}</p></main><footer><address>1 Long Road, 20 Hue</address></footer>"
    assert len(unbound(Page("x", page.encode()))) == figures


def test_a_figure_that_loses_its_fact_is_found(site: Site) -> None:
    page = site.damaged("index.html", '<span class="fact">as high as 155%</span>', "as high as 155%").home
    assert any("155" in figure for figure in unbound(page))


def test_the_content_has_few_escapes_and_no_waiver() -> None:
    """`[37%](plain:reason)` is for what no source could settle, a waiver for a day: this explainer hardly needs any."""
    texts = {path.relative_to(REPOSITORY).as_posix(): path.read_text("utf-8")
             for path in sorted((REPOSITORY / "content").rglob("*")) if path.suffix in (".md", ".yaml")}  # fmt: skip
    assert len(texts) > 10
    escapes = [(path, reason) for path, text in texts.items() for reason in re.findall(r"\]\(plain:([^)]*)\)", text)]
    assert len(escapes) <= 5 and all(reason.strip() for _, reason in escapes)
    assert not [path for path, text in texts.items() if re.search(r"^\s*waive:", text, re.M)]
