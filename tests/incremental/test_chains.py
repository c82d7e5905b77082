"""Take a tiny site, build, change, build: which files are made again, and for which question."""

from __future__ import annotations

import errno
import os
import pkgutil
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from sitegen import report
from sitegen.atlas import data
from sitegen.core.artifact import Artifact, Planned, Reason
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.record import replace
from sitegen.outputs import OUTPUTS
from tests.incremental.edits import Bench, Way, begun

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


def test_a_question_that_cannot_be_kept_is_asked_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are kept as one, with a NUL between them; texts and addresses have none, but a recipe may ask anything."""

    def make(artifact: Artifact, reader: Reader) -> Made:
        return Made(str(reader.is_page("north\0/index.html")).encode())

    kind = OutputKind("own", lambda site, snapshot: [Planned(Artifact("own.txt", "own", rank=2))], make)
    monkeypatch.setitem(OUTPUTS, "own", kind)
    bench = begun()
    edit(bench, SOUTH, "title: South", "title: The south")  # whereupon questions about pages are asked one by one
    found = made(bench)
    assert found["own.txt"] == Reason("own.txt", "new")
    assert "north/index.html" in found


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


def test_a_slip_that_stops_a_build_costs_nothing_afterwards(bench: Bench) -> None:
    """What a build never came to, because of an error, is remembered from the one before."""
    good = bench.files[SOUTH]
    for slip in ("[x](fact:lime)", "[x](/nowhere/)"):  # one is found before anything is made, one after
        edit(bench, SOUTH, "Here it is", f"{slip} Here it is")
        assert bench.incremental().published is None
        assert not bench.difference()
        bench.files[SOUTH] = good
        assert set(made(bench)) <= {"south/index.html"}
    edit(bench, SOUTH, "Here it is", "There it is")
    assert set(made(bench)) == {"south/index.html"}


def test_nothing_is_kept_for_ever(bench: Bench) -> None:
    made(bench)
    least = sum(map(len, bench.drawer.files.values()))
    for number in range(16):
        edit(bench, SOUTH, "Here it is", f"[x](fact:lime) {number} Here it is" if number % 2 else "Here it is")
        bench.incremental()
    bench.files[SOUTH] = begun().files[SOUTH]
    made(bench)
    made(bench)
    assert sum(map(len, bench.drawer.files.values())) < 1.5 * least


def test_a_renamed_page_is_another_page_and_the_lists(bench: Bench) -> None:
    bench.files["content/sections/02-seaside.md"] = bench.files.pop(SOUTH)
    edit(bench, NORTH, "(section:south)", "(section:seaside)")
    found = made(bench)
    assert found["seaside/index.html"].why == "new"
    assert found["index.html"].question[1] in ("outline", "navigation", "cards")
    assert {"north/index.html", "east/index.html", "sitemap.xml"} <= set(found)
    assert not {"about/index.html", "facts/index.html"} & set(found)
    assert "south/index.html" not in bench.world.shelf.made


def test_a_part_that_moves_is_those_that_tell_its_number(bench: Bench) -> None:
    bench.files["content/sections/00-east.md"] = bench.files.pop("content/sections/03-east.md")
    found = set(made(bench))
    assert {"index.html", "east/index.html", "north/index.html", "south/index.html", "facts/index.html"} <= found
    assert not {"about/index.html", "people/index.html"} & found


def test_only_ours_is_removed(bench: Bench) -> None:
    bench.world.shelf.others = {"CNAME": b"example.net", "about/photo.jpg": b"theirs"}
    del bench.files["content/pages/about.md"]
    made(bench)
    there = bench.world.shelf.files
    assert "about/index.html" not in there
    assert there["CNAME"] == b"example.net" and there["about/photo.jpg"] == b"theirs"


def test_a_file_that_moves_to_another_spelling_of_its_name_is_told_by_it(bench: Bench) -> None:
    """Letters apart or composed are one name to a site and two to a disk."""
    composed = "content/pages/caf\u00e9.md"
    bench.files[unicodedata.normalize("NFD", composed)] = b"---\ntitle: X\n---\n\n[x](/nowhere/)\n"
    assert not bench.difference()
    bench.files[composed] = bench.files.pop(unicodedata.normalize("NFD", composed))
    assert not bench.difference()


def test_a_translation_is_its_language_alone() -> None:
    bench = begun(Way("two"))
    edit(bench, "content/sections/01-crossing.vi.md", "phà.", "phà này.")
    assert set(made(bench)) == {"vi/index.html"}


def test_a_page_whose_translation_has_no_text_keeps_its_own_and_its_title() -> None:
    bench = begun(Way("two"))
    bench.files["content/pages/about.md"] = b"# Who we are\n\nWords.\n\n## What we do\n\nMore.\n"
    bench.files["content/pages/about.vi.md"] = "---\nsummary: Chúng tôi.\n---\n".encode()
    for _ in range(2):  # as read, and as kept
        assert not bench.difference()
        page = bench.world.shelf.made["vi/about/index.html"].decode()
        assert "Who we are</h1>" in page and "What we do</h2>" in page


def test_a_figure_of_a_chart_is_the_page_that_shows_it() -> None:
    bench = begun(Way("two"))
    edit(bench, "content/charts/fares.csv", "2024,5.5", "2024,5.75")
    assert set(made(bench)) == {"index.html", "vi/index.html"}


def test_what_has_no_language_is_made_again_when_the_first_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its recipe asks the first language, whichever that is."""

    def make(artifact: Artifact, reader: Reader) -> Made:
        return Made(reader.template("own.txt", {"when": date(2026, 2, 1)}).encode())

    kind = OutputKind("own", lambda site, snapshot: [Planned(Artifact("own.txt", "own", rank=2))], make)
    monkeypatch.setitem(OUTPUTS, "own", kind)
    bench = Bench()
    bench.files["templates/own.txt"] = b"{{ when|day }}"
    edit(bench, "content/site.yaml", "title: Trains\n", "title: Trains\nlanguages: [en, vi]\n")
    assert not bench.difference()
    edit(bench, "content/site.yaml", "[en, vi]", "[vi, en]")
    assert not bench.difference()
    assert "tháng" in bench.world.shelf.made["own.txt"].decode()


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (Reason("a.html", "new"), "a.html: "),
        (Reason("a.html", "answer", ("en", "fact", "lines")), "fact lines"),
        (Reason("a.html", "place"), "a.html: "),
        (Reason("a.html", "output"), "a.html: "),
    ],
)
def test_every_reason_has_words(reason: Reason, line: str) -> None:
    (said,) = report.reasons((reason,))
    assert said.startswith("a.html") and line in said and len(said) > len("a.html: ") + 3


def test_what_the_surroundings_refused_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """No edit mends it, so no answer tells when it is mended."""
    bench = begun(Way("two"))
    good = pkgutil.get_data

    def refuse(package: str, name: str) -> bytes | None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), name)

    monkeypatch.setattr(pkgutil, "get_data", refuse)
    data.land.cache_clear()
    edit(bench, "content/itinerary.yaml", "name: The island", "name: An island")
    built = bench.incremental()
    assert "map-data" in {problem.code for problem in built.problems}
    assert built.published is None
    monkeypatch.setattr(pkgutil, "get_data", good)
    assert not bench.difference()
    assert bench.incremental().published


def test_other_options_are_told(bench: Bench) -> None:
    bench.options = replace(bench.options, base_url="https://other.example.net/x/")
    found = made(bench)
    assert {reason.question[1] for reason in found.values() if reason.why == "answer"} <= {"options", "asset"}
    assert {"index.html", "feed.xml", "sitemap.xml"} <= set(found)
