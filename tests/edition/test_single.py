"""`sitegen build --single FILE` as its user meets it: what is written, what is refused, and what is said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sitegen.core.artifact import Options
from sitegen.edition.binding import MARK
from sitegen.edition.run import run
from sitegen.effects import real_world
from sitegen.effects.disk import Disk
from sitegen.effects.pen import DiskPen
from tests.edition.conftest import REPOSITORY, project, sitegen

MINIMAL = REPOSITORY / "tests" / "sites" / "minimal" / "content"


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    return project(tmp_path / "tour", MINIMAL)


def test_a_second_one_takes_the_place_of_the_first_and_says_when_nothing_changed(tour):
    file = tour / "tour.html"
    first = sitegen("build", "-C", tour, "--single", file)
    assert first.exit_code == 0 and "bound 1 page," in first.stderr and first.stdout == ""
    bytes_ = file.read_bytes()
    again = sitegen("build", "-C", tour, "--single", file)
    assert again.exit_code == 0 and "nothing changed" in again.stderr
    text = tour / "content" / "explainer.md"
    text.write_text(text.read_text("utf-8") + "\n\nOne more sentence.\n", "utf-8")
    assert sitegen("build", "-C", tour, "--single", file).exit_code == 0
    assert file.read_bytes() != bytes_ and b"One more sentence." in file.read_bytes()
    assert sorted(path.name for path in tour.iterdir()) == ["content", "tour.html"]  # no build/, no cache


def test_an_error_leaves_the_good_one_where_it_is(tour):
    file = tour / "tour.html"
    sitegen("build", "-C", tour, "--single", file)
    bytes_ = file.read_bytes()
    text = tour / "content" / "explainer.md"
    text.write_text(text.read_text("utf-8") + "\n\nSee [this](page:nowhere).\n", "utf-8")
    done = sitegen("build", "-C", tour, "--single", file)
    assert done.exit_code == 1 and "page-unknown" in done.stderr and "still in" in done.stderr
    assert file.read_bytes() == bytes_


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("mine.html", "was not made by sitegen"),
        ("folder.html", "it is a folder"),
        ("tour", "does not end in .html"),
        ("nowhere/tour.html", "there is no folder nowhere"),
        ("content/tour.html", "content/ is for what the site is made from"),
        ("assets/tour.html", "assets/ is for what the site is made from"),
        (".sitegen/tour.html", "belongs to somebody else"),
    ],
)
def test_what_is_not_ours_is_refused_in_words(tour, name, why):
    (tour / "mine.html").write_text("<p>Mine.", "utf-8")
    for folder in ("folder.html", "assets", ".sitegen"):
        (tour / folder).mkdir()
    before = {path: path.read_bytes() for path in tour.rglob("*") if path.is_file()}
    done = sitegen("build", "-C", tour, "--single", tour / name)
    assert done.exit_code == 2 and "error[output-refused]" in done.stderr and why in done.stderr, done.stderr
    assert done.stderr.endswith("1 error. Nothing was written.\n")
    assert {path: path.read_bytes() for path in tour.rglob("*") if path.is_file()} == before


def test_an_empty_file_is_nobodys(tour):
    (tour / "tour.html").touch()
    assert sitegen("build", "-C", tour, "--single", tour / "tour.html").exit_code == 0
    assert MARK in (tour / "tour.html").read_text("utf-8")


def test_the_disk_that_gives_out_at_any_call_leaves_the_file_as_it_was(tour):
    """Full, write-protected, gone: whole or not at all."""
    file = tour / "tour.html"
    world, options = real_world(tour, tour / "build"), Options()
    calls: list[str] = []
    counted = run(world, options, DiskPen(tour, disk=Disk(lambda call, path: calls.append(call))), file.name)
    assert counted.pages == 1 and len(calls) > 3
    old = file.read_bytes().replace(b"</body>", b"<!-- old --></body>")
    for fatal in range(len(calls)):
        file.write_bytes(old)
        met: list[str] = []

        def before(call: str, path: str, fatal: int = fatal, met: list[str] = met) -> None:
            met.append(call)
            if len(met) == fatal + 1:
                raise OSError(28, "No space left on device", path)

        made = run(world, options, DiskPen(tour, disk=Disk(before)), file.name)
        if made.pages:  # it had taken its place already
            assert file.read_bytes() != old and calls[fatal] == "sync"
        else:
            assert [p.code for p in made.built.problems if p.code == "output-failed"] and file.read_bytes() == old
        assert [path.name for path in tour.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_changes_meanwhile_is_not_written_over(tour):
    file = tour / "tour.html"

    class Hasty(DiskPen):
        def read(self, path: str) -> bytes | None:
            seen = super().read(path)
            file.write_text("somebody else's", "utf-8")
            return seen

    made = run(real_world(tour, tour / "build"), Options(), Hasty(tour), file.name)
    told = [problem.message for problem in made.built.problems if problem.code == "output-failed"]
    assert told == ["tour.html was changed by somebody else meanwhile"] and made.pages == 0
    assert file.read_text("utf-8") == "somebody else's"


def test_where_the_site_will_stand_changes_what_leads_there_and_nothing_else(tour):
    texts = []
    for base in ("https://harbor.city/", "https://harbor.city/repo/"):
        file = tour / "tour.html"
        assert sitegen("build", "-C", tour, "--single", file, "--base-url", base).exit_code == 0
        texts.append(file.read_text("utf-8").replace(base, "HERE/"))
    assert texts[0] == texts[1]


def test_the_same_input_gives_the_same_bytes_with_a_cache_and_without(tour):
    first, second = tour / "one.html", tour / "two.html"
    assert sitegen("build", "-C", tour, "--single", first).exit_code == 0
    assert sitegen("build", "-C", tour).exit_code == 0
    assert sitegen("build", "-C", tour, "--single", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    shutil.rmtree(tour / ".sitegen")


def test_options_that_do_not_go_together_are_told(tour):
    for more in (["--out", tour / "site"], ["--why"]):
        done = sitegen("build", "-C", tour, "--single", tour / "tour.html", *more)
        assert done.exit_code == 2 and "take one of the two" in done.stderr


def test_problems_as_data(tour):
    done = sitegen("build", "-C", tour, "--single", tour / "tour", "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 2 and not told["ok"] and told["diagnostics"][0]["code"] == "output-refused"
