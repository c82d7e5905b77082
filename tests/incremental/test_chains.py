"""Take a tiny site, build, change, build: which files are made again, and for which question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.core.artifact import Reason
from tests.incremental.edits import Bench, begun

NORTH, SOUTH = "content/sections/01-north.md", "content/sections/02-south.md"


@pytest.fixture
def bench() -> Bench:
    return begun()


def edit(bench: Bench, path: str, old: str, new: str) -> None:
    text = bench.files[path].decode()
    assert old in text
    bench.files[path] = text.replace(old, new).encode()


def made(bench: Bench) -> dict[str, Reason]:
    """What the next build makes; afterwards the law holds."""
    built = bench.incremental()
    assert built.manifest is not None, built.problems
    assert not bench.difference()
    return {reason.path: reason for reason in built.manifest.reasons}


def test_a_body_is_its_page_alone(bench: Bench) -> None:
    edit(bench, SOUTH, "Here it is", "There it is")
    found = made(bench)
    assert list(found) == ["south/index.html"]
    assert found["south/index.html"] == Reason("south/index.html", "answer", ("en", "section", "south"))


def test_a_title_is_also_those_that_list_it(bench: Bench) -> None:
    edit(bench, SOUTH, "title: South", "title: The south")
    found = set(made(bench))
    assert {"south/index.html", "index.html", "north/index.html", "east/index.html", "sitemap.xml"} <= found
    assert not {"about/index.html", "facts/index.html", "feed.xml", "people/index.html"} & found


def test_a_summary_is_the_page_and_the_contents_list(bench: Bench) -> None:
    edit(bench, SOUTH, "Of the south", "All about the south")
    assert {"south/index.html", "index.html"} <= set(made(bench))


def test_a_fact_is_its_users(bench: Bench) -> None:
    edit(bench, "content/facts.yaml", "status: planned", "status: possible")
    assert set(made(bench)) == {"index.html", "north/index.html", "faq/index.html", "facts/index.html", "facts.csv",
                                "facts.json"}  # fmt: skip


def test_a_line_above_everything_is_nothing(bench: Bench) -> None:
    edit(bench, "content/facts.yaml", "- id: lines", "# a line\n- id: lines")
    assert made(bench) == {}


def test_a_template_is_its_closure(bench: Bench) -> None:
    bench.files["templates/pages/faq.html"] = bench.world.theme.files["templates/pages/faq.html"] + b"<!-- x -->"
    assert list(made(bench)) == ["faq/index.html"]
    bench.files["templates/blocks/note.html"] = bench.world.theme.files["templates/blocks/note.html"] + b"<!-- x -->"
    assert list(made(bench)) == ["north/index.html"]
    bench.files["templates/base.html"] = bench.world.theme.files["templates/base.html"] + b"<!-- x -->"
    assert len([path for path in made(bench) if path.endswith(".html")]) == 11


def test_new_and_deleted_pages_are_the_lists(bench: Bench) -> None:
    bench.files["content/sections/04-west.md"] = b"---\ntitle: West\n---\n\nWords.\n"
    found = made(bench)
    assert found["west/index.html"].why == "new"
    assert {"index.html", "east/index.html", "sitemap.xml"} <= set(found)
    assert not {"about/index.html", "facts/index.html"} & set(found)
    del bench.files["content/sections/04-west.md"]
    made(bench)
    assert "west/index.html" not in bench.world.shelf.made


@pytest.mark.parametrize(
    "hurt", [lambda made: made.pop("faq/index.html"), lambda made: made.update({"faq/index.html": b"x"})]
)
def test_an_output_that_was_touched_is_restored(bench: Bench, hurt: Callable[[dict[str, bytes]], object]) -> None:
    good = bench.world.shelf.made["faq/index.html"]
    hurt(bench.world.shelf.made)
    built = bench.incremental()
    assert bench.world.shelf.made["faq/index.html"] == good
    assert built.manifest and built.manifest.reasons == (Reason("faq/index.html", "output"),)


def test_what_failed_is_woken_by_the_edit_that_mends_it(bench: Bench) -> None:
    path = "templates/parts/own.html"
    page = bench.world.theme.files["templates/pages/faq.html"]
    bench.files["templates/pages/faq.html"] = page + b'{% include "parts/own.html" %}'
    bench.files[path] = b"{{ nonsense }}"
    assert not bench.difference()
    bench.files[path] = b"<p>sense</p>"
    found = made(bench)
    assert found["faq/index.html"].question == ("en", "template", "pages/faq.html")
