"""Some broken sites through the command itself, in a process of its own: disk, exit code, the last good site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.errors.change import COMMAND, REPOSITORY, changed, project
from tests.errors.test_errors import CASES

CHOSEN = (
    "yaml: Front matter that never closes",
    "facts: A text that says another number",
    "templates: A tag that never closes",
    "several: Slips in several files are told in one run",
    "files: A section has Latin-1 in it",
)
GIVEN = {case.id: case.values[1:] for case in CASES}  # type: ignore[attr-defined]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    here = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "SOURCE_DATE_EPOCH")}
    return subprocess.run([sys.executable, "-m", "sitegen", *words], cwd=folder, text=True, encoding="utf-8",
                          capture_output=True, check=False, env=here | {"PYTHONPATH": str(REPOSITORY)})  # fmt: skip


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
            for file in folder.rglob("*") if file.is_file()}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its last good site."""
    folder = tmp_path_factory.mktemp("harbor")
    write(folder, project())
    done = run(folder, *COMMAND.split()[2:])
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("title", CHOSEN)
def test_an_error_leaves_the_last_good_site_byte_for_byte(built: Path, title: str) -> None:
    given, wanted = GIVEN[title]
    command, files = changed(given, project())
    before = contents(built / "build")
    templates = built / "templates"
    write(built, files.files)
    try:
        done = run(built, *command.split()[2:])
    finally:
        write(built, project())
        for file in templates.rglob("*.html"):
            file.unlink()
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == f"{wanted.removesuffix('.')}; the last good site is still in build/."
    assert contents(built / "build") == before


def test_without_a_project_one_sentence_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("there is no content/site.yaml here or above;")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_project_with_another_ending_is_told_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"content/site.yml": b"title: The harbor\n"})
    done = run(tmp_path, "build")
    assert (done.returncode, done.stderr) == (2, "sitegen does not read content/site.yml; rename it to site.yaml\n")


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, {**project(), "content/facts.yaml": b"- [", "elsewhere/diary.txt": b"mine"})
    done = run(tmp_path, "build", "--out", "elsewhere")
    assert done.returncode == 2
    assert "error[output-refused]" in done.stderr and "yaml-syntax" not in done.stderr
    assert contents(tmp_path / "elsewhere").keys() == {"diary.txt"}


def test_a_link_that_leaves_the_project_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, project())
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("Not for print.")
    (tmp_path / "content" / "pages" / "more.md").symlink_to(outside)
    done = run(tmp_path, "build")
    assert done.returncode == 1
    told = "content/pages/more.md:1:1: error[file-unreadable]: this is not read: a link that leaves the project"
    assert told in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(tmp_path: Path, closed: str) -> None:
    write(tmp_path, project())
    for code in (0, 0, 2):
        words = "build" if code == 0 else "build --no-such-word"
        done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m sitegen {words} {closed}'], cwd=tmp_path, text=True,
                              capture_output=True, env=os.environ | {"PYTHONPATH": str(REPOSITORY)})  # fmt: skip
        assert done.returncode == code
        assert "Traceback" not in done.stdout + done.stderr
    assert (tmp_path / "build/index.html").is_file()
