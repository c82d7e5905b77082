"""Every call that changes the disk is a place to die or to fail at, and each is tried (the method is SQLite's).

`Disk` tells of each call before it is made. A run is repeated with the fault at the first call, at the second, and so
on, until a run ends without meeting it: no place can be forgotten, however the shelf comes to be written.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from sitegen.core.problem import Result
from sitegen.core.world import Published
from sitegen.effects import DiskShelf
from sitegen.effects import shelf as shelves
from sitegen.effects.disk import Before, Disk, NoExchange
from sitegen.stages.publish import prepare, publish
from tests.effects.test_shelf import tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in a forked process")

OLD = {"index.html": b"old", "faq/index.html": b"old", "same.css": b"a{}", "gone/index.html": b"old"}
NEW = {"index.html": b"new", "faq/index.html": b"new", "same.css": b"a{}", "about/index.html": b"new"}
THEIRS = {"CNAME": "example.org", "gone/photo.jpg": "photo", "link": "-> nowhere"}


class OldDisk(Disk):
    """That of a system which cannot exchange two folders."""

    def exchange(self, one: str, other: str) -> None:
        raise NoExchange


DISKS = {"exchange": Disk, "journal": OldDisk}
every_way = pytest.mark.parametrize("way", DISKS)


def shelf(root: Path, way: str = "exchange", before: Before | None = None) -> DiskShelf:
    return DiskShelf(root / "build", root, disk=DISKS[way](before), patience=0)


def whole(site: dict[str, bytes], theirs: dict[str, str] = THEIRS) -> dict[str, str]:
    """The tree of an output that holds a site and what others put there."""
    found = {**{path: data.decode() for path, data in site.items()}, **theirs}
    folders = {parent.as_posix() for path in found for parent in Path(path).parents} - {"."}
    return {**found, **dict.fromkeys(folders, "/")}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose output holds the old site. Only the process dies here, so nobody waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    assert publish(OLD, shelf(root)).value
    for name in ("CNAME", "gone/photo.jpg"):
        (root / "build" / name).write_text(THEIRS[name])
    (root / "build/link").symlink_to("nowhere")
    assert tree(root / "build") == whole(OLD)
    shutil.copytree(root, tmp_path / "kept", symlinks=True)
    return root


def again(root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(root.parent / "kept", root, symlinks=True)


def litter(root: Path) -> list[Path]:
    """Files left behind; an empty `.sitegen` folder may stay."""
    return [place for place in (root / ".sitegen").rglob("*") if not place.is_dir()]


def in_child(action: Callable[[], object]) -> int:
    """Runs it in a process of its own; gives the exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            action()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class At:
    """A fault at the call of that number, counted from 0, or at it and all after it; `met` when a run came so far."""

    def __init__(self, place: int, fault: Callable[[], None], *, for_good: bool = False) -> None:
        self.place, self.fault, self.for_good = place, fault, for_good
        self.calls = 0

    def __call__(self, call: str, path: str) -> None:
        number, self.calls = self.calls, self.calls + 1
        if number == self.place or (self.for_good and number > self.place):
            self.fault()

    @property
    def met(self) -> bool:
        return self.calls > self.place


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@every_way
def test_killed_at_any_call_leaves_the_old_site_or_the_new(root: Path, way: str) -> None:
    seen = set()
    for place in count():
        again(root)
        code = in_child(partial(publish, NEW, shelf(root, way, At(place, kill))))
        if code == 0:
            break
        assert code == -signal.SIGKILL
        if (root / "build").exists() or way == "exchange":
            state = tree(root / "build")
            assert state in (whole(OLD), whole(NEW)), place
            seen.add("old" if state == whole(OLD) else "new")
        else:
            seen.add("between")
        assert prepare(shelf(root, way)) == ()  # the start of the next build, which may then fail in the content
        assert tree(root / "build") in (whole(OLD), whole(NEW)), place
        assert not litter(root), place
        assert publish(NEW, shelf(root, way)).value
        assert tree(root / "build") == whole(NEW), place
        assert sorted(os.listdir(root)) == ["build", "content"], place
    assert place > 30
    assert seen == {"old", "new"} | ({"between"} if way == "journal" else set())


def test_killed_in_the_first_build_leaves_nothing_or_the_site(root: Path) -> None:
    for place in count():
        again(root)
        shutil.rmtree(root / "build")
        if in_child(partial(publish, NEW, shelf(root, before=At(place, kill)))) == 0:
            break
        assert tree(root / "build") in ({}, whole(NEW, {})), place
        assert publish(NEW, shelf(root)).value
        assert tree(root / "build") == whole(NEW, {}), place
        assert sorted(os.listdir(root)) == ["build", "content"], place
    assert place > 20


def test_killed_again_while_it_mends(root: Path) -> None:
    def between(call: str, path: str) -> None:
        if call == "rename" and path.endswith("build"):
            kill()

    for place in count():
        again(root)
        assert in_child(partial(publish, NEW, shelf(root, "journal", between))) == -signal.SIGKILL
        assert not (root / "build").exists()
        code = in_child(partial(prepare, shelf(root, "journal", At(place, kill))))
        assert prepare(shelf(root, "journal")) == ()
        assert tree(root / "build") == whole(NEW), place
        assert not litter(root), place
        if code == 0:
            break
    assert place > 5


def test_who_waited_for_a_build_that_died_mends_first(root: Path) -> None:
    def between(call: str, path: str) -> None:
        if call == "rename" and path.endswith("build"):
            kill()

    assert in_child(partial(publish, NEW, shelf(root, "journal", between))) == -signal.SIGKILL
    with shelf(root).lock():
        assert tree(root / "build") == whole(NEW)


@pytest.mark.parametrize(
    ("way", "number"), [("exchange", errno.ENOSPC), ("exchange", errno.EMFILE), ("journal", errno.EACCES)]
)
def test_a_call_that_fails_leaves_the_old_site_and_no_litter(root: Path, way: str, number: int) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    failed = 0
    for place in count():
        again(root)
        ask = At(place, fail)
        result = publish(NEW, shelf(root, way, ask))
        expected = NEW if result.value else OLD
        assert tree(root / "build") == whole(expected), place
        if not result.value:
            failed += 1
            assert [p.code for p in result.problems] == ["output-failed"], place
            assert os.strerror(number).lower() in result.problems[0].message
            assert "stage-" not in result.problems[0].message
        assert publish(NEW, shelf(root, way)).value
        assert sorted(os.listdir(root)) == ["build", "content"], place
        if not ask.met:
            break
    assert failed > 20


@every_way
def test_a_disk_that_fails_for_good_leaves_a_whole_site_after_the_next_start(root: Path, way: str) -> None:
    def fail() -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    for place in count():
        again(root)
        ask = At(place, fail, for_good=True)
        result = publish(NEW, shelf(root, way, ask))
        if way == "exchange":
            assert tree(root / "build") == whole(NEW if result.value else OLD), place
        assert prepare(shelf(root, way)) == ()
        assert tree(root / "build") in (whole(OLD), whole(NEW)), place
        if not ask.met:
            break


@every_way
def test_an_interrupt_at_any_call_leaves_a_whole_site(root: Path, way: str) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    for place in count():
        again(root)
        ask = At(place, interrupt)
        with suppress(KeyboardInterrupt):
            publish(NEW, shelf(root, way, ask))
        assert tree(root / "build") in (whole(OLD), whole(NEW)), place
        assert prepare(shelf(root, way)) == ()
        assert not litter(root), place
        if not ask.met:
            break


def test_an_interrupt_while_it_writes_leaves_no_litter(root: Path) -> None:
    def interrupt(call: str, path: str) -> None:
        if call == "write" and path.endswith("index.html"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(NEW, shelf(root, before=interrupt))
    assert tree(root / "build") == whole(OLD)
    assert sorted(os.listdir(root)) == ["build", "content"]


def test_a_disk_that_is_full_in_the_middle_of_a_file(root: Path) -> None:
    resource = pytest.importorskip("resource")

    def build() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        result: Result[Published] = publish({**NEW, "z.html": b"x" * 300_000}, shelf(root))
        assert [p.code for p in result.problems] == ["output-failed"]
        assert result.problems[0].message.endswith(f"file too large at {root}/build/z.html")

    assert in_child(build) == 0
    assert tree(root / "build") == whole(OLD)
    assert sorted(os.listdir(root)) == ["build", "content"]


@every_way
def test_what_others_put_there_during_the_build_is_kept(root: Path, way: str) -> None:
    def meddle(call: str, path: str) -> None:
        if call != "link" or not path.endswith("same.css"):
            return
        (root / "build/late").mkdir()
        (root / "build/late/photo.jpg").write_text("late")
        (root / "build/CNAME.new").write_text("example.net")
        (root / "build/CNAME.new").rename(root / "build/CNAME")

    assert publish(NEW, shelf(root, way, meddle)).value
    late = {**THEIRS, "CNAME": "example.net", "late/photo.jpg": "late"}
    assert tree(root / "build") == whole(NEW, late)


def test_where_files_cannot_be_linked_they_are_copied(root: Path) -> None:
    def refuse(call: str, path: str) -> None:
        if call == "link":
            raise OSError(errno.EMLINK, os.strerror(errno.EMLINK))

    os.utime(root / "build/CNAME", (1, 1))
    assert publish(NEW, shelf(root, before=refuse)).value
    assert tree(root / "build") == whole(NEW)
    assert (root / "build/CNAME").stat().st_mtime == 1


def test_leftovers_of_others_are_none_of_ours(root: Path) -> None:
    room = root / ".sitegen/publish/build"
    for name in ("stage-0123abcd/x", "old-0123abcd/x", "stage-mine/x", "notes"):
        (room / name).parent.mkdir(parents=True, exist_ok=True)
        (room / name).write_text("x")
    assert prepare(shelf(root)) == ()
    assert sorted(os.listdir(room)) == ["notes", "stage-mine"]


@pytest.mark.parametrize("journal", ["", "stage-0123abcd", "../../../content\n../../../content\n", "stage-ffffffff\n"])
def test_a_journal_that_leads_nowhere_is_dropped(root: Path, journal: str) -> None:
    shutil.rmtree(root / "build")
    (root / ".sitegen/publish/build").mkdir(parents=True)
    (root / ".sitegen/publish/build/journal").write_text(journal)
    assert publish(NEW, shelf(root)).value
    assert tree(root / "build") == whole(NEW, {})
    assert sorted(os.listdir(root)) == ["build", "content"]


# a large site keeps the tree that was replaced, and makes the next one of it

BEFORE = {**OLD, "index.html": b"older", "about": b"a file where a folder will be", "more/x/index.html": b"more"}
SPARE = Path(".sitegen/publish/build/spare")


@pytest.fixture
def spared(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same project, and beside its output the tree that was there before, most of whose files are the output's."""
    monkeypatch.setattr(shelves, "SPARE_FROM", 1)
    assert publish(BEFORE, shelf(root)).value
    assert publish(OLD, shelf(root)).value
    assert (root / SPARE / "same.css").samefile(root / "build/same.css")
    assert not (root / SPARE / "CNAME").exists()
    assert tree(root / "build") == whole(OLD)
    shutil.rmtree(root.parent / "kept")
    _copy(root, root.parent / "kept")
    return root


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", source, target], check=True)  # which keeps files one that have two names


def back(root: Path) -> None:
    shutil.rmtree(root)
    _copy(root.parent / "kept", root)


@every_way
def test_killed_at_any_call_with_a_spare(spared: Path, way: str) -> None:
    for place in count():
        back(spared)
        code = in_child(partial(publish, NEW, shelf(spared, way, At(place, kill))))
        assert prepare(shelf(spared, way)) == ()
        assert tree(spared / "build") in (whole(OLD), whole(NEW)), place
        assert set(os.listdir(spared / ".sitegen/publish/build") if litter(spared) else ()) <= {"spare"}
        assert publish(NEW, shelf(spared, way)).value
        assert tree(spared / "build") == whole(NEW), place
        if code == 0:
            break
    assert place > 30


@every_way
def test_killed_at_any_call_of_a_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """It makes itself a spare, of second names."""
    monkeypatch.setattr(shelves, "SPARE_FROM", 1)
    for place in count():
        root = tmp_path / str(place)
        root.mkdir()
        code = in_child(partial(publish, OLD, shelf(root, way, At(place, kill))))
        assert prepare(shelf(root, way)) == ()
        if (root / "build").exists():
            assert tree(root / "build") == whole(OLD, {}), place
        assert publish(NEW, shelf(root, way)).value
        assert tree(root / "build") == whole(NEW, {}), place
        if code == 0:
            break
    assert place > 20


def test_the_edit_after_a_first_build_does_only_what_differs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SPARE_FROM", 1)
    shutil.rmtree(root / "build")
    assert publish(OLD, shelf(root)).value
    for path in OLD:
        assert (root / SPARE / path).samefile(root / "build" / path)
    calls: list[str] = []
    changed = {**OLD, "index.html": b"newer"}
    assert publish(changed, shelf(root, before=lambda call, path: calls.append(call))).value
    assert tree(root / "build") == whole(changed, {})
    assert (calls.count("create"), calls.count("link")) == (1, 0)


@every_way
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_call_that_fails_with_a_spare(spared: Path, way: str, number: int) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for place in count():
        back(spared)
        ask = At(place, fail)
        result = publish(NEW, shelf(spared, way, ask))
        assert tree(spared / "build") == whole(NEW if result.value else OLD), place
        assert publish(NEW, shelf(spared, way)).value
        assert tree(spared / "build") == whole(NEW), place
        if not ask.met:
            break
    assert place > 30


def test_only_what_differs_is_done_with_a_spare(spared: Path) -> None:
    assert publish(NEW, shelf(spared)).value
    calls: list[str] = []
    changed = {**NEW, "faq/index.html": b"newer"}
    assert publish(changed, shelf(spared, before=lambda call, path: calls.append(call))).value
    assert tree(spared / "build") == whole(changed)
    assert calls.count("create") == 1  # the list of files is as it was
    assert calls.count("link") == 3 + len(THEIRS)  # index, about and the list: new in the build before


@pytest.mark.parametrize("harm", ["edited", "gone", "link", "folder", "modes"])
def test_whatever_became_of_the_spare_does_no_harm(spared: Path, harm: str, tmp_path: Path) -> None:
    spare = spared / SPARE
    if harm == "edited":
        (spare / "index.html").unlink()
        (spare / "index.html").write_text("a stranger's")
        (spare / "faq/more.html").write_text("a stranger's")
    elif harm == "gone":
        shutil.rmtree(spare / "faq")
    elif harm == "link":
        shutil.rmtree(spare / "faq")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/index.html").write_text("outside")
        (spare / "faq").symlink_to(tmp_path / "elsewhere")
    elif harm == "folder":
        (spare / "same.css").unlink()
        (spare / "same.css/deep").mkdir(parents=True)
    else:
        (spare / "faq").chmod(0o500)
        (spare / "faq/index.html").chmod(0o600)
    result = publish(NEW, shelf(spared))
    assert result.value, result.problems
    assert tree(spared / "build") == whole(NEW)
    if harm == "link":
        assert (tmp_path / "elsewhere/index.html").read_text() == "outside"


def test_beside_a_folder_elsewhere_nothing_is_left(spared: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    assert publish(OLD, DiskShelf(away / "site", spared)).value
    assert publish(NEW, DiskShelf(away / "site", spared)).value
    assert os.listdir(away) == ["site"]
