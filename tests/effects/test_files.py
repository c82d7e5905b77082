"""The reading doors, on a real disk: what is walked, what is refused, where a project and the theme lie."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.core.world import Entry
from sitegen.effects import DiskFiles, PackagedTheme, SystemClock, find_project, real_world
from sitegen.effects import files as door


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode())


def faults(root: Path) -> dict[str, str]:
    return {entry.path: entry.fault for entry in DiskFiles(root).walk("content")}


def test_files_come_sorted_with_their_size(tmp_path: Path) -> None:
    put(tmp_path, "content/b.md", "content/x/01-a.md", "content/a.md", "content/Ä.md")
    found = list(DiskFiles(tmp_path).walk("content"))
    assert [entry.path for entry in found] == ["content/a.md", "content/b.md", "content/x/01-a.md", "content/Ä.md"]
    assert found[0] == Entry("content/a.md", 12)
    assert DiskFiles(tmp_path).read("content/a.md") == b"content/a.md"


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(DiskFiles(tmp_path).walk("content")) == []


def test_links_inside_the_project_are_followed(tmp_path: Path) -> None:
    put(tmp_path, "shared/a.md", "content/b.md")
    (tmp_path / "content/a.md").symlink_to("../shared/a.md")
    (tmp_path / "content/more").symlink_to(tmp_path / "shared")
    assert faults(tmp_path) == {"content/a.md": "", "content/b.md": "", "content/more/a.md": ""}
    assert DiskFiles(tmp_path).read("content/more/a.md") == b"shared/a.md"


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "secret/key", "project/content/b.md", "project-b/c.md")
    project = tmp_path / "project"
    (project / "content/a.md").symlink_to(tmp_path / "secret/key")
    (project / "content/chain.md").symlink_to("a.md")
    (project / "content/folder").symlink_to(tmp_path / "secret")
    (project / "content/neighbour.md").symlink_to(tmp_path / "project-b/c.md")
    said = "a link that leaves the project"
    assert faults(project) == {
        "content/a.md": said, "content/b.md": "", "content/chain.md": said, "content/folder": said,
        "content/neighbour.md": said,
    }  # fmt: skip
    for path in ("content/a.md", "content/folder/key", "../secret/key"):
        with pytest.raises(OSError, match="leaves the project"):
            DiskFiles(project).read(path)


def test_a_content_folder_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "notes/a.md", "project/x")
    (tmp_path / "project/content").symlink_to(tmp_path / "notes")
    assert faults(tmp_path / "project") == {"content": "a link that leaves the project"}


def test_links_that_lead_nowhere_or_back(tmp_path: Path) -> None:
    put(tmp_path, "content/deep/a.md")
    (tmp_path / "content/none.md").symlink_to("gone.md")
    (tmp_path / "content/self.md").symlink_to("self.md")
    (tmp_path / "content/deep/up").symlink_to("..")
    assert faults(tmp_path) == {
        "content/deep/a.md": "",
        "content/deep/up": "a link that leads back to a folder that holds it",
        "content/none.md": "a link that leads nowhere",
        "content/self.md": "a link that leads in a circle",
    }


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names")
def test_what_is_no_file_is_named_and_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "content/a.md")
    os.mkfifo(tmp_path / "content/pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(tmp_path / "content")  # the path of a socket is short
        try:
            server.bind("plug.md")
        finally:
            os.chdir(here)
        named = {"content/a.md": "", "content/pipe.md": "a named pipe", "content/plug.md": "a socket"}
        assert faults(tmp_path) == named
    with pytest.raises(OSError, match="not a regular file"):
        DiskFiles(tmp_path).read("content/pipe.md")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_cannot_be_printed_are_refused_and_escaped(tmp_path: Path) -> None:
    put(tmp_path, "content/a.md", "content/two\nlines.md")
    bad = os.path.join(os.fsencode(tmp_path), b"content", b"caf\xe9.md")
    try:
        os.close(os.open(bad, os.O_CREAT))
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert faults(tmp_path) == {
        "content/a.md": "",
        "content/caf\\xe9.md": "its name is not UTF-8",
        "content/two\\x0alines.md": "its name holds a control character",
    }


def test_a_folder_that_cannot_be_listed_is_one_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "content/a.md", "content/closed/b.md")
    listdir = os.listdir

    def deny(place: str) -> list[str]:
        if place.endswith("closed"):
            raise PermissionError(13, "Permission denied", place)
        return listdir(place)

    monkeypatch.setattr(os, "listdir", deny)
    assert faults(tmp_path) == {"content/a.md": "", "content/closed": "permission denied"}


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("site", "site"), ("site/content/sections", "site"), ("site/nested/deep", "site"),
        ("site/repository/inner", None), (".", None),
    ],
)  # fmt: skip
def test_the_project_is_here_or_above_within_the_repository(tmp_path: Path, start: str, found: str | None) -> None:
    put(tmp_path, "site/content/site.yaml", "site/content/sections/x", "site/nested/deep/x", "site/repository/inner/x")
    (tmp_path / ".git").mkdir()
    (tmp_path / "site/repository/.git").mkdir()
    assert find_project(tmp_path / start) == (tmp_path / found if found else None)


def test_a_repository_can_be_a_project_itself(tmp_path: Path) -> None:
    put(tmp_path, "content/site.yaml", ".git/HEAD")
    assert find_project(tmp_path / "content") == tmp_path


def package(at: Path, monkeypatch: pytest.MonkeyPatch, *theme: str) -> None:
    put(at, "sitegen/effects/files.py", *theme)
    monkeypatch.setattr(door, "__file__", str(at / "sitegen/effects/files.py"))


def test_the_theme_of_a_wheel_lies_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, monkeypatch, "sitegen/_theme/templates/page.html", "templates/not-this.html")
    theme = PackagedTheme(tmp_path / "elsewhere")
    assert [entry.path for entry in theme.walk("templates")] == ["templates/page.html"]
    assert theme.read("templates/page.html") == b"sitegen/_theme/templates/page.html"


def test_the_theme_of_a_checkout_lies_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, monkeypatch, "templates/page.html")
    assert [entry.path for entry in PackagedTheme(tmp_path / "tests/site").walk("templates")] == ["templates/page.html"]


def test_a_project_that_is_the_theme_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path / "here", monkeypatch, "templates/page.html")
    (tmp_path / "also").symlink_to(tmp_path / "here")
    assert list(PackagedTheme(tmp_path / "here").walk("templates")) == []
    assert list(PackagedTheme(tmp_path / "also").walk("templates")) == []


def test_a_theme_of_links_into_a_store_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "store/page.html")
    package(tmp_path / "env", monkeypatch, "sitegen/_theme/templates/other.html")
    (tmp_path / "env/sitegen/_theme/templates/page.html").symlink_to(tmp_path / "store/page.html")
    theme = PackagedTheme(tmp_path)
    assert [entry.fault for entry in theme.walk("templates")] == ["", ""]
    assert theme.read("templates/page.html") == b"store/page.html"


def test_a_theme_that_is_missing_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, monkeypatch)
    (entry,) = PackagedTheme(tmp_path / "site").walk("templates")
    assert "the default theme is missing" in entry.fault


def test_the_clock_is_in_utc_and_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert SystemClock().now().utcoffset() == datetime.now(UTC).utcoffset()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert SystemClock().now() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("value", ["tomorrow", "-1", "1.5", "٣", "9" * 30])
def test_a_moment_that_is_none_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        SystemClock().now()


def test_the_real_world_opens_all_doors_on_one_project(tmp_path: Path) -> None:
    put(tmp_path, "content/site.yaml")
    world = real_world(tmp_path, tmp_path / "build")
    assert [entry.path for entry in world.files.walk("content")] == ["content/site.yaml"]
    assert world.shelf.refusal() == ""
