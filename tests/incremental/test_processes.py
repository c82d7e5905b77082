"""The same with real processes: a build with nothing to do, many at once, killed ones, and other surroundings."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.incremental.edits import SITE

HEAVY = ("pydantic", "jinja2", "markdown_it", "yaml", "click", "livereload", "PIL", "dataclasses", "json")


def start(root: Path, *words: str, flags: tuple[str, ...] = (), **env: str) -> subprocess.Popen[str]:
    given = {**os.environ, "NO_COLOR": "1", **env}
    command = [sys.executable, *flags, "-m", "sitegen", "build", *words]
    return subprocess.Popen(command, cwd=root, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(root: Path, *words: str, flags: tuple[str, ...] = (), **env: str) -> tuple[int, str]:
    process = start(root, *words, flags=flags, **env)
    _, said = process.communicate()
    return process.returncode, said


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(root: Path) -> Path:
    for path, text in SITE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "site")


def test_nothing_to_do_is_told_without_the_packages_and_with_the_same_problems(root: Path) -> None:
    (root / "content/extra.txt").write_text("left out, which is told")
    time.sleep(2.1)  # what no build reads must have been left alone for a while
    today = ("--today", "2026-04-01")  # the day of a fact has passed, and is waived
    first = run(root, *today)
    again = run(root, *today, flags=("-X", "importtime"))
    loaded = re.findall(r"\| +(\S+)$", again[1], re.M)
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)
    said = re.sub(r"^import time:.*\n", "", again[1], flags=re.M)
    assert again[0] == first[0] == 0
    assert "file-unknown" in first[1]
    assert "fact-due" not in first[1], "waived"
    assert re.sub(r"\d+\.\d\d s", "", said) == re.sub(r"built .* -> build/", "nothing changed ()", first[1])


def test_a_failed_build_is_told_again_until_it_is_mended(root: Path) -> None:
    path = root / "content/pages/about.md"
    good = path.read_text()
    path.write_text(good + "\n[x](fact:lime)\n")
    code, said = run(root)
    assert code == 1
    assert "fact-unknown" in said
    assert run(root) == (code, said)
    path.write_text(good)
    assert run(root)[0] == 0


def test_a_day_that_matters_is_not_slept_through(root: Path) -> None:
    day = {"SOURCE_DATE_EPOCH": "1769904000"}  # 2026-02-01
    assert "warning" not in run(root, **day)[1].replace("placeholder", "")
    assert "nothing changed" in run(root, **day)[1]
    assert '"lines" is still planned' in run(root, SOURCE_DATE_EPOCH="1782000000")[1]


@pytest.mark.parametrize("words", [("--today", "2026-02-01"), ("--strict", "--today", "2026-02-01")])
def test_an_output_by_hand_is_restored(root: Path, words: tuple[str, ...]) -> None:
    run(root, *words)
    good = files(root / "build")
    (root / "build/faq/index.html").write_text("mine")
    (root / "build/index.html").unlink()
    (root / "build/CNAME").write_text("example.net")
    run(root, *words)
    assert files(root / "build") == {**good, "CNAME": b"example.net"}


def test_other_surroundings_same_bytes(root: Path, tmp_path: Path) -> None:
    epoch = {"SOURCE_DATE_EPOCH": "1769904000"}
    assert run(root, "--clean", **epoch)[0] == 0
    good = files(root / "build")
    other = put(tmp_path / "another folder with spaces")
    old = os.umask(0o077)
    try:
        env = {"TZ": "Etc/GMT-14", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "HOME": "/nonexistent", **epoch}
        assert run(other, **env)[0] == 0
    finally:
        os.umask(old)
    assert files(other / "build") == good
    assert {path.stat().st_mode & 0o777 for path in (other / "build").rglob("*") if path.is_file()} == {0o644}


def test_eight_at_once_leave_a_whole_site(root: Path) -> None:
    builds = [start(root) for _ in range(8)]
    codes = []
    for build in builds:
        build.communicate()
        codes.append(build.returncode)
    assert set(codes) <= {0, 3}
    assert 0 in codes
    made = files(root / "build")
    assert run(root)[0] == 0
    assert files(root / "build") == made
    assert run(root, "--clean")[0] == 0
    assert files(root / "build") == made


@pytest.mark.slow
def test_killed_at_any_moment_leaves_the_old_site_or_the_new(root: Path, tmp_path: Path) -> None:
    assert run(root)[0] == 0
    old, kept = files(root / "build"), tmp_path / "kept"
    for path in sorted((root / "content/sections").iterdir()):
        path.write_text(path.read_text() + "\nOther words.\n")
    shutil.copytree(root, kept)
    began = time.monotonic()
    assert run(root)[0] == 0
    length, new = time.monotonic() - began, files(root / "build")
    chance, seen = random.Random(1), set()
    for _ in range(60):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        process = start(root)
        time.sleep(chance.random() * length)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        there = files(root / "build")
        assert there in (old, new)
        seen.add(there == new)
        assert run(root)[0] == 0
        assert files(root / "build") == new
    assert False in seen
