"""Every call of a whole build that changes the disk, those of the cache among them, is a place to die or to fail at.

`Disk` tells of each before it is made. Afterwards the output holds the old site or the new one, and the next build,
with whatever is left in the cache, comes to the new one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.core.artifact import Options
from sitegen.effects import DiskDrawer, DiskFiles, DiskShelf, PackagedTheme, RealWorld, SystemClock
from sitegen.effects.disk import Before, Disk
from sitegen.page import kept
from tests.effects.test_crashes import At, in_child, kill
from tests.incremental.edits import SITE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in a forked process")]
FEW = ("content/site.yaml", "content/explainer.md", "content/sections/03-east.md", "content/images/dot.png")


def make(root: Path, before: Before | None = None) -> bool:
    """One build, as the command does it; whether it published."""
    disk = Disk(before)
    shelf = DiskShelf(root / "build", root, disk=disk, patience=0)
    world = RealWorld(root, DiskFiles(root), PackagedTheme(root), shelf, SystemClock())
    memory = kept.memory(DiskDrawer(root, disk=disk), "1")
    built = build(world, Options(today=date(2026, 2, 1)), memory=memory)
    with suppress(OSError):
        memory.save(whole=built.published is not None)
    return built.published is not None


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its old site published, and an edit that waits."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    root = tmp_path / "site"
    for path in FEW:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = SITE[path]
        data = text if isinstance(text, bytes) else text.encode()
        (root / path).write_bytes(re.sub(rb"\[([^]]*)\]\((?:fact|section|source):[^)]*\)", rb"\1", data))
    assert make(root)
    with (root / "content/sections/03-east.md").open("a") as file:
        file.write("\nOther words.\n")
    shutil.copytree(root, tmp_path / "kept")
    return root


def again(root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(root.parent / "kept", root)


def test_killed_at_any_call_of_a_build(root: Path) -> None:
    old = files(root / "build")
    again(root)
    assert make(root)
    new = files(root / "build")
    assert old != new
    seen = set()
    for place in count():
        again(root)
        if in_child(partial(make, root, At(place, kill))) == 0:
            break
        there = files(root / "build")
        assert there in (old, new), place
        seen.add(there == new)
        assert make(root)
        assert files(root / "build") == new, place
    assert place > 60
    assert seen == {True, False}
    print(f"killed at {place} places")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.EINTR], ids=errno.errorcode.get)
def test_every_call_of_a_build_fails_in_turn(root: Path, number: int) -> None:
    old = files(root / "build")
    again(root)
    assert make(root)
    new = files(root / "build")

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for place in count():
        again(root)
        ask = At(place, fail)
        published = make(root, ask)
        assert files(root / "build") == (new if published else old), place
        assert make(root)
        assert files(root / "build") == new, place
        if not ask.met:
            break
    assert place > 60
    print(f"failed at {place} places")


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace")
def test_no_call_goes_past_the_counted_ones(root: Path, tmp_path: Path) -> None:
    """What strace sees of a build's calls below the project is what `Disk` told of."""
    told: list[str] = []
    again(root)
    make(root, lambda call, path: told.append(call))
    again(root)
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); from pathlib import Path\n" \
        f"from tests.incremental.test_every_call import make; make(Path({str(root)!r}))"  # fmt: skip
    log = tmp_path / "log"
    calls = "openat,fsync,syncfs,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat," \
        "chmod,fchmodat"
    watch = ["strace", "-f", "-qq", "-y", "-e", f"trace={calls}", "-e", "signal=none", "-o", str(log)]
    subprocess.run([*watch, sys.executable, "-B", "-c", script], check=True)
    seen = [line for line in log.read_text().splitlines() if str(root) in line]
    counted: dict[str, Callable[[str], bool]] = {
        "create": lambda line: "openat(" in line and "O_EXCL" in line,
        "rewrite": lambda line: "ftruncate(" in line,
        "sync": lambda line: re.search(r"\b(fsync|syncfs)\(", line) is not None,
        "mkdir": lambda line: "mkdir" in line,
        "link": lambda line: re.search(r"\blink(at)?\(", line) is not None,
        "chmod": lambda line: "chmod" in line,
        "unlink": lambda line: "unlink" in line and "AT_REMOVEDIR" not in line,
        "rmdir": lambda line: "rmdir(" in line or "AT_REMOVEDIR" in line,
        "rename": lambda line: re.search(r"\brename(at)?\(", line) is not None,
        "exchange": lambda line: "RENAME_EXCHANGE" in line,
    }
    for call, is_one in counted.items():
        assert sum(map(is_one, seen)) == told.count(call), call
    # The writing of a file is told apart from its making, so that a disk can be full in between.
    assert {*counted, "write"} >= {*told}
    assert told.count("write") == told.count("create")
    opened = [line for line in seen if "openat(" in line and re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line)]
    assert [line for line in opened if "O_EXCL" not in line and "/lock" not in line] == []
