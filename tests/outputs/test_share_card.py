"""The share card: one a page, in its head and its graph, drawn with the site's colours and named by what shapes it."""

from __future__ import annotations

import io
import json
import time
from datetime import date
from functools import cache

from bs4 import BeautifulSoup
from PIL import Image

from sitegen.build import Built, make
from sitegen.core.artifact import Options
from sitegen.effects.surroundings import picture_makers
from sitegen.web import images
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles

BASE = "https://harbor.example.net/"


def site(changed: dict[str, bytes] | None = None, extra: str | None = None) -> Built:
    world = FakeWorld(MemoryFiles({**project(), **(changed or {})}), MemoryFiles(theme()))
    world.images = picture_makers() if extra is None else extra
    return make(world, Options(today=date(2026, 3, 2)))


@cache
def outputs(extra: str | None = None) -> dict[str, bytes]:
    made = site(extra=extra)
    assert made.manifest is not None, made.problems
    return {output.path: output.data for output in made.manifest.outputs.values()}


def meta(page: str, files: dict[str, bytes]) -> dict[str, str]:
    soup = BeautifulSoup(files[page], "html5lib")
    return {tag.get("property") or tag.get("name"): tag["content"] for tag in soup.select("meta[content]")}


def named(files: dict[str, bytes], page: str) -> str:
    return meta(page, files)["og:image"].removeprefix(BASE)


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    text = project()[name].decode()
    assert old in text
    return {name: text.replace(old, new).encode()}


def test_every_page_that_is_found_has_a_card_of_its_own() -> None:
    files = outputs()
    pages = [path for path in files if path.endswith(".html") and path != "404.html"]
    cards = [named(files, page) for page in pages]
    assert len(set(cards)) == len(pages) > 5
    assert {path for path in files if "/cards/" in path} == set(cards)
    assert "og:image" not in meta("404.html", files)
    for card in cards:
        picture = Image.open(io.BytesIO(files[card]))
        assert (picture.format, picture.size) == ("PNG", (1200, 630)) and len(files[card]) < 100_000


def test_the_head_says_what_the_card_shows() -> None:
    head = meta("index.html", outputs())
    assert (head["og:image:width"], head["og:image:height"], head["og:image:type"]) == ("1200", "630", "image/png")
    assert head["twitter:card"] == "summary_large_image" and head["twitter:image"] == head["og:image"]
    assert head["og:title"] in head["og:image:alt"] and head["og:image:alt"] == head["twitter:image:alt"]
    assert head["og:image"].startswith(BASE)


def test_the_graph_names_the_card_and_the_mark_of_the_publisher() -> None:
    [script] = BeautifulSoup(outputs()["index.html"], "html5lib").select("script[type*=json]")
    nodes = {node["@id"]: node for node in json.loads(str(script.string))["@graph"]}
    card = next(node["primaryImageOfPage"] for node in nodes.values() if "primaryImageOfPage" in node)
    assert (card["contentUrl"], card["width"]) == (meta("index.html", outputs())["og:image"], 1200)
    article = next(node for id, node in nodes.items() if id.endswith("#article"))
    assert article["image"] == {"@id": card["@id"]}
    logo = nodes[f"{BASE}#org"]["logo"]
    mark = outputs()[logo["contentUrl"].removeprefix(BASE)]
    assert Image.open(io.BytesIO(mark)).size == (logo["width"], logo["height"]) == (512, 512)


def test_it_is_drawn_in_the_colours_of_the_site() -> None:
    made = site(edited("content/site.yaml", "title: The harbor\n", "title: The harbor\ntheme: {accent: '#00695c'}\n"))
    assert made.manifest is not None, made.problems
    files = {output.path: output.data for output in made.manifest.outputs.values()}
    picture = Image.open(io.BytesIO(files[named(files, "index.html")])).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20)}
    assert {(0x00, 0x69, 0x5C), (0xFA, 0xF7, 0xF2), (0x21, 0x1D, 0x18)} <= colours
    assert picture.getpixel((5, 5)) == picture.getpixel((1195, 625)) == (0xFA, 0xF7, 0xF2)


def test_its_name_changes_with_its_words_and_with_nothing_else() -> None:
    before = outputs()
    for change, pages in (
        (edited("content/sections/01-plan.md", "It is", "It will be"), 0),
        (edited("content/explainer.md", "headline: ", "headline: New "), None),
    ):
        made = site(change)
        assert made.manifest is not None, made.problems
        after = {output.path: output.data for output in made.manifest.outputs.values()}
        moved = [page for page in before if page.endswith("index.html") and named(before, page) != named(after, page)]
        assert len(moved) == 0 if pages == 0 else "index.html" in moved


def test_a_page_in_letters_that_the_fonts_lack_has_no_card_and_says_so() -> None:
    made = site(edited("content/explainer.md", "headline: ", "headline: 習 "))
    told = [p for p in made.problems if p.code == "card-letters"]
    assert told and "習" in told[0].message and made.manifest is not None
    files = {output.path: output.data for output in made.manifest.outputs.values()}
    head = meta("index.html", files)
    assert "og:image" not in head and head["twitter:card"] == "summary"


def test_without_the_extra_nobody_speaks_of_a_card() -> None:
    files = outputs(extra="")
    assert "og:image" not in meta("index.html", files) and not [path for path in files if "card" in path]
    assert b"primaryImageOfPage" not in files["index.html"]


def test_a_dozen_cards_are_drawn_in_little_time() -> None:
    """Under a second and a half on a quiet machine; the processor's time, with room for a slow one."""
    images.drawn.cache_clear()
    started = time.process_time()
    cards = len([path for path in outputs.__wrapped__() if "/cards/" in path])
    drawing = time.process_time() - started
    assert drawing / cards < 0.4, f"{drawing:.1f} s for {cards} cards and all else of the site"


def test_a_card_shows_the_figure_of_the_fact_that_its_page_names() -> None:
    """In the ledger's own form, with its statement and how firm it is; it changes with the ledger."""
    named_fact = edited("content/explainer.md", "headline: ", "card: cost\nheadline: ")
    first = site(named_fact)
    assert first.manifest is not None, first.problems
    files = {output.path: output.data for output in first.manifest.outputs.values()}
    told = meta("index.html", files)["og:image:alt"]
    assert "Up to €40 million: " in told and "(planned)" in told
    assert named(files, "index.html") != named(outputs(), "index.html")
    assert named(files, "faq/index.html") == named(outputs(), "faq/index.html")
    picture = Image.open(io.BytesIO(files[named(files, "index.html")])).convert("L")
    ink = [picture.crop((0, y, 1200, y + 1)).point(lambda value: value < 90 and 255).getbbox() for y in range(170, 330)]
    assert sum(row is not None and row[2] - row[0] > 300 for row in ink) > 100  # large enough for a thumbnail
    files_with = {name: data.replace(b"40000000", b"41000000").replace("€40 million".encode(), "€41 million".encode())
                  for name, data in {**project(), **named_fact}.items() if b"40" in data}  # fmt: skip
    dearer = site(files_with)
    assert dearer.manifest is not None, dearer.problems
    after = {output.path: output.data for output in dearer.manifest.outputs.values()}
    assert "€41 million" in meta("index.html", after)["og:image:alt"]
    assert named(after, "index.html") != named(files, "index.html")
