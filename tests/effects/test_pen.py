"""Writing into content/ on a real disk: all files or none, whatever fails, and over nothing that was not seen."""

from __future__ import annotations

import errno
import os
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from sitegen.core.world import Stale
from sitegen.effects.disk import Disk
from sitegen.effects.pen import DiskPen
from tests.effects.test_crashes import At, in_child, kill

LOG, BASE = "content/corrections.yaml", "content/published.json"
FILES = {LOG: (b"old log", b"new log"), BASE: (None, b"new base")}
OLD = {"corrections.yaml": b"old log"}
NEW = {"corrections.yaml": b"new log", "published.json": b"new base"}
BETWEEN = {"corrections.yaml": b"new log"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # only the process dies here
    (tmp_path / "content").mkdir()
    again(tmp_path)
    return tmp_path


def again(root: Path) -> None:
    for file in (root / "content").iterdir():
        file.unlink()
    for name, data in OLD.items():
        (root / "content" / name).write_bytes(data)


def found(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "content").iterdir()}


def shown(root: Path) -> dict[str, bytes]:
    """What load sees: a leading dot hides what a dead process left."""
    return {name: data for name, data in found(root).items() if not name.startswith(".")}


def pen(root: Path, fault: At | None = None) -> DiskPen:
    return DiskPen(root, disk=Disk(fault))


def test_files_are_read_and_written_whole(root: Path) -> None:
    assert pen(root).read(LOG) == b"old log" and pen(root).read(BASE) is None
    pen(root).rewrite(FILES)
    assert found(root) == NEW
    assert (root / BASE).stat().st_mode & 0o777 == 0o644


def test_a_file_keeps_its_mode_and_a_link_stays_one(root: Path) -> None:
    (root / "shared.yaml").write_bytes(b"old log")
    (root / "shared.yaml").chmod(0o600)
    (root / LOG).unlink()
    (root / LOG).symlink_to("../shared.yaml")
    pen(root).rewrite(FILES)
    assert (root / LOG).is_symlink() and (root / "shared.yaml").read_bytes() == b"new log"
    assert (root / "shared.yaml").stat().st_mode & 0o777 == 0o600


def test_a_link_out_of_the_project_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "log.yaml"
    other.write_bytes(b"old log")
    (root / LOG).unlink()
    (root / LOG).symlink_to(other)
    with pytest.raises(OSError, match="leaves the project"):
        pen(root).rewrite(FILES)
    assert other.read_bytes() == b"old log"


@pytest.mark.parametrize(("path", "data"), [(LOG, b"saved by hand"), (BASE, b"{}")])
def test_what_was_saved_meanwhile_is_not_overwritten(root: Path, path: str, data: bytes) -> None:
    (root / path).write_bytes(data)
    before = found(root)
    with pytest.raises(Stale, match=path):
        pen(root).rewrite(FILES)
    assert found(root) == before


def test_killed_at_any_call_the_log_is_never_behind_the_baseline(root: Path) -> None:
    seen = []
    for place in count():
        again(root)
        code = in_child(partial(pen(root, At(place, kill)).rewrite, FILES))
        state = shown(root)
        assert state in (OLD, BETWEEN, NEW), place
        if state not in seen:
            seen.append(state)
        if code == 0:
            break
        pen(root).rewrite({name: (pen(root).read(name), data) for name, (_, data) in FILES.items()})
        assert found(root) == NEW, place  # what the dead one left beside the files is swept away
    assert seen == [OLD, BETWEEN, NEW]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_call_that_fails_leaves_everything_as_it_was(root: Path, number: int) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    failed = 0
    for place in count():
        again(root)
        fault = At(place, fail)
        try:
            pen(root, fault).rewrite(FILES)
            assert found(root) == NEW, place
        except OSError as error:
            failed += 1
            assert found(root) == OLD, place
            assert error.errno == number and error.filename in FILES
        if not fault.met:
            break
    assert failed > 5


def test_a_folder_that_may_not_be_written(root: Path) -> None:
    def refused() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)  # root may write anywhere: nobody else
        with pytest.raises(PermissionError):
            DiskPen(root).rewrite(FILES)

    above = {folder: folder.stat().st_mode for folder in root.parents if folder.stat().st_mode & 0o005 != 0o005}
    try:
        for folder in (root, *above):
            folder.chmod(0o755)  # for whoever is nobody to find the way
        (root / "content").chmod(0o555)
        assert in_child(refused) == 0
        assert found(root) == OLD
    finally:
        (root / "content").chmod(0o755)
        for folder, mode in above.items():
            folder.chmod(mode)
