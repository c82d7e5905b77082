"""The folder of what is kept: whole files, nothing through a link, no litter of dead builds."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from sitegen.effects import DiskDrawer
from sitegen.effects.disk import Disk


@pytest.mark.parametrize("link", [".sitegen", ".sitegen/cache"])
def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path, link: str) -> None:
    """A project from elsewhere may hold a link to where an `index` is git's."""
    elsewhere, root = tmp_path / "elsewhere", tmp_path / "site"
    (elsewhere / "cache").mkdir(parents=True)
    for folder in (elsewhere, elsewhere / "cache"):
        (folder / "index").write_text("theirs")
        (folder / "pack-1").write_text("theirs")
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(elsewhere)
    drawer = DiskDrawer(root)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        drawer.write("index", b"ours")
    assert drawer.names() == ()
    assert {path.read_text() for path in elsewhere.rglob("*") if path.is_file()} == {"theirs"}


def test_drafts_of_dead_builds_go_and_those_of_others_at_work_stay(tmp_path: Path) -> None:
    drawer, room = DiskDrawer(tmp_path), tmp_path / ".sitegen/cache"
    drawer.write("index", b"1")
    for name, age in (("draft-dead", 7200), ("draft-live", 10)):
        (room / name).write_text("x")
        os.utime(room / name, (time.time() - age,) * 2)
    assert drawer.names() == ("index",)
    assert sorted(os.listdir(room)) == ["draft-live", "index"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def full(call: str, path: str) -> None:
        if call == "rename":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    DiskDrawer(tmp_path).write("index", b"1")
    drawer = DiskDrawer(tmp_path, disk=Disk(full))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        drawer.write("index", b"2")
    assert drawer.read("index") == b"1"
    assert os.listdir(tmp_path / ".sitegen/cache") == ["index"]


def test_a_part_of_a_file_is_read_and_what_is_not_there_is_none(tmp_path: Path) -> None:
    drawer = DiskDrawer(tmp_path)
    drawer.write("pack-1", b"abcdef")
    assert drawer.read("pack-1", 2, 3) == b"cde"
    assert drawer.read("pack-1", 4, 9) == b"ef"
    assert drawer.read("pack-2") is None
    (tmp_path / ".sitegen/cache/folder").mkdir()
    assert drawer.read("folder") is None
