"""Tiny whole sites: what is written in tests/sites/<name>/content/, and what expected.txt beside it says of the result.

expected.txt is made for reading. `== files` is followed by every published file but those of the theme and pictures,
`== path` by pieces that this file must hold, in any order; a piece after `not:` must not be there. White space counts
as one space, and a line that begins with `# ` is a remark. To add a site, make a folder; to add a case, add lines. The
rules of `test_rules.py` hold on these sites too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reading import Site
from running import REPOSITORY, build
from structure import ids_are_unique_and_found

SITES = REPOSITORY / "tests" / "sites"
OURS = re.compile(r"assets/|images/|\.sitegen-files$")


def expectations() -> Iterator[object]:
    """(site, file, its pieces)"""
    for expected in sorted(SITES.glob("*/expected.txt")):
        text = re.sub(r"^# .*\n", "", expected.read_text("utf-8"), flags=re.M)
        for part in re.split(r"^== ", text, flags=re.M)[1:]:
            path, *pieces = (line.strip() for line in part.splitlines() if line.strip())
            name = expected.parent.name
            yield pytest.param(name, path, pieces, id=f"{name}: {path}")


def faults(site: Site, path: str, pieces: list[str]) -> list[str]:
    """Pieces that are missing from the file, and those that must not be there and are."""
    if path == "files":
        found = {file for file in site.files if not OURS.match(file)}
        return sorted(found ^ set(pieces))
    text = flat(site.files[path].decode("utf-8"))
    return [piece for piece in pieces if (flat(piece.removeprefix("not:")) in text) == piece.startswith("not:")]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_tiny_site_is_tested() -> None:
    assert {path.parent for path in SITES.glob("*/content")} == {path.parent for path in SITES.glob("*/expected.txt")}


@pytest.mark.parametrize(("name", "path", "pieces"), list(expectations()))
def test_a_tiny_site_is_made_as_told(tiny: Callable[[str], Site], name: str, path: str, pieces: list[str]) -> None:
    assert pieces and faults(tiny(name), path, pieces) == []


def test_what_is_missing_or_too_much_is_noticed(tiny: Callable[[str], Site]) -> None:
    site = tiny("minimal")
    assert faults(site, "index.html", ["<h2  id", "<h1>Another", "not: <h2 id", "not: <h1>Another"]) == [
        "<h1>Another", "not: <h2 id",
    ]  # fmt: skip
    assert faults(site.changed({"lost.txt": b"", "feed.xml": None}), "files", sorted(
        {file for file in site.files if not OURS.match(file)})) == ["feed.xml", "lost.txt"]  # fmt: skip


@pytest.mark.parametrize("id", ["notes", "main", "contents", "purpose-heading"])
def test_a_section_called_like_a_part_of_the_page(tmp_path: Path, id: str) -> None:
    """Sections have their anchors to themselves: the frame gives way, or the writer is told to choose another name."""
    files = {
        "site.yaml": "title: T\nurl: https://t.example.net/\n",
        "explainer.md": "---\nheadline: H\ndek: D\npublished: 2026-03-02\n---\n",
        "sources.yaml": "- {id: s, title: S}\n",
        "sections/01-purpose.md": "---\ntitle: Purpose\n---\n\nText.[](source:s)[^f]\n\n[^f]: Foot.\n",
        f"sections/02-{id}.md": "---\ntitle: Another\n---\n\nText.\n",
    }
    for name, text in files.items():
        path = tmp_path / "project" / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    run = build(tmp_path / "project", tmp_path / "site")
    if run.returncode:
        assert run.returncode == 1 and f"02-{id}.md" in run.stderr, run.stderr
    else:
        site = Site.of(tmp_path / "site", "https://t.example.net/")
        assert list(ids_are_unique_and_found(site)) == []
        assert site.home.ids[id].name == "section"
