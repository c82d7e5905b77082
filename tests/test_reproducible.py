"""The same input makes the same bytes, whoever builds, where, in which order files are met and on how many cores.

`tests/site/test_same_bytes.py` builds this repository's explainer in two surroundings that differ in everything; here
one thing differs at a time, so a failure names its cause. Site and problems are compared, and the modes of all files.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import build
from sitegen.core.artifact import Options
from sitegen.core.world import Entry
from sitegen.effects import DiskDrawer, Forks, real_world
from sitegen.page import kept
from tests.fakes import MemoryFiles
from tests.incremental.edits import SITE, Bench, Copies, Way

REPOSITORY = Path(__file__).resolve().parents[1]
EVERYTHING = REPOSITORY / "tests/sites/everything"
EPOCH = "1772445600"  # 2026-03-02

Made = tuple[str, dict[str, bytes], dict[str, int]]
"""What was said, the files, the modes of files and folders."""


def put(root: Path, order: Callable[[list[str]], list[str]] = sorted) -> Path:
    """Two whole sites below `root`: all kinds of content on one page, and sections with pages of their own."""
    files = {f"pages/{path}": text if isinstance(text, bytes) else text.encode() for path, text in SITE.items()}
    files |= {f"everything/{path.relative_to(EVERYTHING).as_posix()}": path.read_bytes()
              for path in (EVERYTHING / "content").rglob("*") if path.is_file()}  # fmt: skip
    for name in order(list(files)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(files[name])
    return root


def made(root: Path, *command: str, before: tuple[str, ...] = (), umask: int = -1, **environment: str) -> list[Made]:
    """Both sites as the command makes them; `before` is put ahead of it."""
    base = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    given = {**base, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": EPOCH,
             **environment}  # fmt: skip
    found = []
    for site in ("pages", "everything"):
        run = subprocess.run(
            [*before, *(command or (sys.executable,)), "-m", "sitegen", "build", "--clean"],
            cwd=root / site, env=given, umask=umask, capture_output=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr.decode()
        found.append(read(root / site / "build", run.stderr.decode()))
    return found


def read(folder: Path, said: str) -> Made:
    every = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    modes = {name: stat.S_IMODE(path.stat().st_mode) for name, path in every.items()}
    lines = said.splitlines()
    return "\n".join(lines[:-1]), {name: path.read_bytes() for name, path in every.items() if path.is_file()}, modes


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    return made(put(tmp_path_factory.mktemp("plain")), PYTHONHASHSEED="0", TZ="UTC")


SURROUNDINGS: dict[str, dict[str, Any]] = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third": {"PYTHONHASHSEED": "987654321"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "a locale that is not there": {"LC_ALL": "tr_TR.UTF-8"},
    "the bare locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"},
    "a mask that hides all": {"umask": 0o077},
    "a mask that hides nothing": {"umask": 0},
    "without assertions": {"PYTHONOPTIMIZE": "1"},
    "no home": {"HOME": "/nonexistent"},
}


@pytest.mark.slow
@pytest.mark.parametrize("how", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_other_surroundings_make_the_same(plain: list[Made], tmp_path: Path, how: dict[str, Any]) -> None:
    assert made(put(tmp_path / "a longer way, with spaces & such" / "ü"), **how) == plain


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("taskset") is None, reason="there is no taskset")
def test_one_core_makes_the_same(plain: list[Made], tmp_path: Path) -> None:
    assert made(put(tmp_path), before=("taskset", "-c", str(min(os.sched_getaffinity(0))))) == plain


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("setpriv") is None or os.name != "posix" or os.getuid() != 0, reason="takes root")
def test_another_user_makes_the_same(plain: list[Made], tmp_path_factory: pytest.TempPathFactory) -> None:
    """One who owns nothing but the project. The folders on the way to it are opened for the while."""
    root = put(tmp_path_factory.mktemp("other"))
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534)
    closed = [path for path in root.parents if not stat.S_IMODE(path.stat().st_mode) & 1 and path.stat().st_uid == 0]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in closed if path.is_relative_to("/tmp")}
    for path, mode in modes.items():
        path.chmod(mode | 0o011)
    before = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    try:
        probe = subprocess.run([*before, sys.executable, "-c", "import sitegen.cli.group"], cwd=root, check=False,
                               env={"PYTHONPATH": str(REPOSITORY)}, capture_output=True)  # fmt: skip
        if probe.returncode:
            pytest.skip(f"that user cannot read Python or sitegen here: {probe.stderr.decode().splitlines()[-1]}")
        assert made(root, before=before, HOME="/nonexistent") == plain
        assert {path.stat().st_uid for path in (root / "pages/build").rglob("*")} == {65534}
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@pytest.mark.slow
def test_another_python_makes_the_same(plain: list[Made], tmp_path: Path) -> None:
    """Every minor version that is on the PATH, or that pyenv has, with the pinned packages."""
    tried, skipped = [], []
    for minor in range(11, 16):
        python = interpreter(minor)
        if minor == sys.version_info[1] or python is None:
            skipped.append(f"3.{minor} ({'this one' if minor == sys.version_info[1] else 'not here'})")
            continue
        home = tmp_path / f"env{minor}"
        subprocess.run([python, "-m", "venv", str(home)], check=True, capture_output=True)
        pins = ["--require-hashes", "--only-binary", ":all:", "-r", str(REPOSITORY / "requirements/base.txt")]
        done = subprocess.run([str(home / "bin/python"), "-m", "pip", "install", "-q", *pins], check=False,
                              capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            skipped.append(f"3.{minor} (its packages: {done.stderr.strip().splitlines()[-1]})")
            continue
        # With the name of its packages' folder the extra `images` is known to be there, as with an installed sitegen.
        assert made(put(tmp_path / str(minor)), str(home / "bin/python")) == plain, f"3.{minor}"
        tried.append(f"3.{minor}")
    print(f"tried {', '.join(tried) or 'none'}; skipped {', '.join(skipped)}")
    if not tried:
        pytest.skip(f"no other Python: {', '.join(skipped)}")


def interpreter(minor: int) -> str | None:
    places = [shutil.which(f"python3.{minor}"),
              *sorted(map(str, Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python")))]  # fmt: skip
    for place in filter(None, places):
        told = subprocess.run([place, "-c", "import sys; print(sys.version_info[1])"], capture_output=True, text=True,
                              check=False)  # fmt: skip
        if told.returncode == 0 and told.stdout.strip() == str(minor):
            return place
    return None


# -- the order of files and the number of cores, in this process -----------------------------------------------------

ORDERS: dict[str, Callable[[list[Any]], list[Any]]] = {
    "backwards": lambda names: sorted(names, reverse=True),
    "at random": lambda names: random.Random(5).sample(names, len(names)),
    "by length": lambda names: sorted(names, key=len),
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_disk_that_lists_in_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Callable[[list[Any]], list[Any]]
) -> None:
    """Files created in another order, and every folder listed in another one."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)

    def whole(root: Path) -> tuple[Any, ...]:
        world = real_world(root, root / "build")
        built = build(world, Options(today=None), memory=kept.memory(DiskDrawer(root), "1"))
        assert built.published
        return built.problems, read(root / "build", "")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    sorted_ = [whole(put(tmp_path / "sorted") / site) for site in ("pages", "everything")]
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path=".": order(listdir(path)))
    assert [whole(put(tmp_path / "other", order) / site) for site in ("pages", "everything")] == sorted_


class Shuffled(MemoryFiles):
    """A door that knows no order, though it has promised one."""

    def walk(self, folder: str) -> Iterable[Entry]:
        found = list(super().walk(folder))
        return random.Random(len(found)).sample(found, len(found))


def as_written(bench: Bench, files: type[MemoryFiles], workers: Forks | None) -> tuple[Any, ...]:
    bench.world.files, bench.world.theme = files(bench.files), files(bench.world.theme.files)
    memory = kept.memory(bench.drawer, "1", workers)
    built = bench.speaking(lambda: build(bench.world, bench.options, memory=memory))
    assert built.published
    memory.save()
    return built.problems, bench.world.shelf.made


@pytest.mark.parametrize("site", ["pages", "two"])
def test_a_door_that_hands_over_files_in_another_order(site: str) -> None:
    way = Way(site)
    assert as_written(Bench(way), Shuffled, None) == as_written(Bench(way), MemoryFiles, None)


@pytest.mark.parametrize("cores", [2, 8])
@pytest.mark.parametrize("site", ["pages", "two"])
def test_any_number_of_cores_makes_and_remembers_the_same(site: str, cores: int) -> None:
    one, many = Bench(Way(site, images=True)), Bench(Way(site, images=True))
    assert as_written(many, MemoryFiles, Copies(cores)) == as_written(one, MemoryFiles, Forks(1))
    assert as_written(one, MemoryFiles, Forks(1)) == as_written(many, MemoryFiles, Copies(cores))
    assert one.difference() == many.difference() == ""
