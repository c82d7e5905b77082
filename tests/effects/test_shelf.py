"""The output folder on a real disk: what is replaced, what stays, what is refused. Crashes are in test_crashes.py."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.core.artifact import Output, digest
from sitegen.core.world import Busy, Shelf
from sitegen.effects import DiskShelf, lock
from sitegen.effects.disk import Disk
from sitegen.effects.shelf import RECORD
from sitegen.stages.publish import publish
from tests.fakes import MemoryShelf

SITE = {"index.html": b"home", "faq/index.html": b"faq", "assets/a.css": b"a{}"}


def tree(folder: Path) -> dict[str, str]:
    """All below a folder: bytes of files, targets of links, "/" for folders; without sitegen's own record."""
    found = {}
    for place in sorted(folder.rglob("*")):
        name = place.relative_to(folder).as_posix()
        if place.is_symlink():
            found[name] = "-> " + os.readlink(place)
        elif name != RECORD:
            found[name] = "/" if place.is_dir() else place.read_text()
    return found


def files(folder: Path) -> dict[str, str]:
    return {name: text for name, text in tree(folder).items() if text != "/"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "project/content").mkdir(parents=True)
    return tmp_path / "project"


@pytest.fixture
def shelf(root: Path) -> DiskShelf:
    return DiskShelf(root / "build", root)


def put(shelf: Shelf, site: dict[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Publishes, and gives what was written and removed."""
    result = publish(site, shelf)
    assert result.value, result.problems
    return result.value.written, result.value.removed


def refused(shelf: Shelf, site: dict[str, bytes] = SITE) -> list[str]:
    result = publish(site, shelf)
    assert result.value is None
    return [f"{p.code} {p.message}" for p in result.problems]


# What both the real shelf and its twin promise


def in_memory(root: Path) -> tuple[Shelf, Callable[[], dict[str, str]]]:
    twin = MemoryShelf({"CNAME": b"example.org"})
    return twin, lambda: {path: data.decode() for path, data in twin.files.items()}


def on_disk(root: Path) -> tuple[Shelf, Callable[[], dict[str, str]]]:
    real = DiskShelf(root / "build", root)
    with real.lock():
        real.replace({}, {})
    (root / "build/CNAME").write_text("example.org")
    return real, lambda: files(root / "build")


@pytest.mark.parametrize("make", [in_memory, on_disk])
def test_a_chain_of_builds(make: Callable[[Path], tuple[Shelf, Callable[[], dict[str, str]]]], root: Path) -> None:
    shelf, now = make(root)
    domain = {"CNAME": "example.org"}
    assert put(shelf, {"a.html": b"1", "b/c.html": b"2"}) == (("a.html", "b/c.html"), ())
    assert now() == {"a.html": "1", "b/c.html": "2", **domain}
    assert put(shelf, {"a.html": b"1", "b/c.html": b"2"}) == ((), ())
    assert put(shelf, {"a.html": b"3", "b/d.html": b"2"}) == (("a.html", "b/d.html"), ("b/c.html",))
    assert now() == {"a.html": "3", "b/d.html": "2", **domain}
    assert [said.split()[1] for said in refused(shelf, {"CNAME/index.html": b"", "a.html": b""})] == ["CNAME"]
    assert put(shelf, {}) == ((), ("a.html", "b/d.html"))
    assert now() == domain


# What is left on the disk


def test_a_first_build_makes_the_folder_and_nothing_else(shelf: DiskShelf, root: Path) -> None:
    assert put(shelf, SITE) == (tuple(sorted(SITE)), ())
    assert files(root / "build") == {path: data.decode() for path, data in SITE.items()}
    assert sorted(os.listdir(root)) == ["build", "content"]


def test_folders_above_a_far_output_are_made(root: Path, tmp_path: Path) -> None:
    put(DiskShelf(tmp_path / "srv/www/site", root), SITE)
    assert os.listdir(tmp_path / "srv/www") == ["site"]


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_modes_do_not_depend_on_the_umask(shelf: DiskShelf, root: Path) -> None:
    before = os.umask(0o077)
    try:
        put(shelf, SITE)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (root / "build").rglob("*") if p.is_file()}
    folders = {stat.S_IMODE(p.stat().st_mode) for p in [root / "build", root / "build/faq"]}
    assert (modes, folders) == ({0o644}, {0o755})


def test_a_build_without_a_change_touches_nothing(shelf: DiskShelf, root: Path) -> None:
    put(shelf, SITE)
    places = [root / "build", *(root / "build").rglob("*")]
    before = [(p, p.stat()) for p in places]
    assert put(shelf, SITE) == ((), ())
    assert [(p, p.stat()) for p in places] == before


def test_an_unchanged_file_keeps_its_time(shelf: DiskShelf, root: Path) -> None:
    put(shelf, SITE)
    os.utime(root / "build/index.html", (1, 1))
    put(shelf, {**SITE, "faq/index.html": b"new"})
    assert (root / "build/index.html").stat().st_mtime == 1


def test_what_was_deleted_damaged_or_closed_by_hand_is_made_good(shelf: DiskShelf, root: Path) -> None:
    put(shelf, SITE)
    whole = tree(root / "build")
    (root / "build/index.html").unlink()
    (root / "build/faq/index.html").write_text("by hand")
    (root / "build/assets/a.css").chmod(0o600)
    written, _ = put(shelf, SITE)
    assert {"index.html", "faq/index.html"} <= set(written)
    assert tree(root / "build") == whole
    assert os.name == "nt" or stat.S_IMODE((root / "build/assets/a.css").stat().st_mode) == 0o644


def test_what_left_the_site_leaves_the_folder_with_its_empty_folders(shelf: DiskShelf, root: Path) -> None:
    put(shelf, {**SITE, "old/deep/index.html": b"x"})
    assert put(shelf, SITE) == ((), ("old/deep/index.html",))
    assert not (root / "build/old").exists()


def test_a_file_becomes_a_folder_and_back(shelf: DiskShelf, root: Path) -> None:
    put(shelf, {"a": b"1"})
    put(shelf, {"a/index.html": b"2"})
    put(shelf, {"a": b"3"})
    assert tree(root / "build") == {"a": "3"}


def test_what_others_put_there_stays_as_it_is(shelf: DiskShelf, root: Path) -> None:
    put(shelf, {**SITE, "old/index.html": b"x"})
    build = root / "build"
    (build / ".git").mkdir()
    (build / ".git/HEAD").write_text("ref")
    (build / "old/photo.jpg").write_text("photo")
    (build / "empty").mkdir(mode=0o700)
    (build / "link").symlink_to("../content")
    (build / "closed").write_text("closed")
    (build / "closed").chmod(0o400)
    kept = (build / "closed").stat()
    put(shelf, {"index.html": b"other"})
    assert tree(build) == {
        "index.html": "other", ".git": "/", ".git/HEAD": "ref", "old": "/", "old/photo.jpg": "photo", "empty": "/",
        "link": "-> ../content", "closed": "closed",
    }  # fmt: skip
    assert (build / "closed").stat().st_ino == kept.st_ino
    assert os.name == "nt" or stat.S_IMODE((build / "empty").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("plant", "named"),
    [
        ("faq", "faq"),  # a file where a folder has to be
        ("robots.txt", "robots.txt"),
        ("method/photo.jpg", "method/photo.jpg"),  # a folder with a file in it where a file has to be
    ],
)
def test_a_foreign_file_in_the_way_is_named_and_nothing_changes(root: Path, plant: str, named: str) -> None:
    shelf = DiskShelf(root / "build", root)
    put(shelf, {"index.html": b"old"})
    (root / "build" / plant).parent.mkdir(exist_ok=True)
    (root / "build" / plant).write_text("mine")
    before = tree(root / "build")
    (said,) = refused(shelf, {"index.html": b"new", "faq/index.html": b"", "robots.txt": b"", "method": b""})
    assert said.startswith(f"output-foreign {named} ")
    assert tree(root / "build") == before


def test_a_link_in_the_output_is_never_written_through(shelf: DiskShelf, root: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/index.html").write_text("precious")
    put(shelf, {"index.html": b"old"})
    (root / "build/faq").symlink_to(tmp_path / "home")
    assert refused(shelf)[0].startswith("output-foreign faq ")
    (root / "build/faq").unlink()
    (root / "build/index.html").unlink()
    (root / "build/index.html").symlink_to(tmp_path / "home/index.html")
    put(shelf, SITE)
    assert (root / "build/index.html").read_text() == "home" and not (root / "build/index.html").is_symlink()
    assert tree(tmp_path / "home") == {"index.html": "precious"}


def test_an_output_that_is_a_link_is_replaced_where_it_leads(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (root / "build").symlink_to(tmp_path / "www")
    shelf = DiskShelf(root / "build", root)
    put(shelf, SITE)
    put(shelf, {"index.html": b"2"})
    assert os.readlink(root / "build") == str(tmp_path / "www")
    assert tree(tmp_path / "www") == {"index.html": "2"}


# Whose folder it is


def test_our_own_folder_is_known_without_the_cache_elsewhere_and_after_a_copy(shelf: DiskShelf, root: Path) -> None:
    put(shelf, SITE)
    root.rename(root.parent / "moved")
    moved = root.parent / "moved"
    assert put(DiskShelf(moved / "build", moved), {"index.html": b"2"})[1] == ("assets/a.css", "faq/index.html")


def test_a_folder_of_others_is_refused_and_left_alone(root: Path) -> None:
    (root / "build").mkdir()
    (root / "build/thesis.txt").write_text("years of work")
    (said,) = refused(DiskShelf(root / "build", root))
    assert said.startswith("output-refused") and "thesis.txt" in said
    assert tree(root) == {"content": "/", "build": "/", "build/thesis.txt": "years of work"}


@pytest.mark.parametrize("record", ["", "index.html\n", "# other\nindex.html\n", "\udcff"])
def test_a_record_that_is_not_ours_makes_no_folder_ours(root: Path, record: str) -> None:
    (root / "build").mkdir()
    (root / "build/index.html").write_text("theirs")
    (root / "build" / RECORD).write_bytes(record.encode(errors="surrogateescape"))
    assert refused(DiskShelf(root / "build", root))[0].startswith("output-refused")


def test_a_record_cannot_name_what_lies_outside(shelf: DiskShelf, root: Path) -> None:
    put(shelf, SITE)
    with open(root / "build" / RECORD, "a", encoding="utf-8") as record:
        record.write("../content/site.yaml\n/etc/passwd\n")
    (root / "content/site.yaml").write_text("title")
    put(shelf, {"index.html": b"2"})
    assert (root / "content/site.yaml").read_text() == "title"


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a/../b", "", "a\\b", "c:x", "a\nb", RECORD])
def test_an_output_that_would_leave_the_folder_is_a_bug(shelf: DiskShelf, path: str) -> None:
    with shelf.lock(), pytest.raises(ValueError, match="not a path below the output"):
        shelf.replace({path: Output(path, b"", digest(b""))}, {})


def test_a_record_that_is_a_link_makes_no_folder_ours(shelf: DiskShelf, root: Path, tmp_path: Path) -> None:
    put(shelf, SITE)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / RECORD).symlink_to(root / "build" / RECORD)
    (tmp_path / "other/index.html").write_text("theirs")
    assert refused(DiskShelf(tmp_path / "other", root))[0].startswith("output-refused")


def test_a_disk_mounted_inside_the_output_is_not_torn_from_it(
    shelf: DiskShelf, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, SITE)
    lstat = os.lstat

    def mounted(place: str) -> os.stat_result:
        status = lstat(place)
        return os.stat_result((*status[:2], 0, *status[3:10])) if str(place).endswith("faq") else status

    monkeypatch.setattr(os, "lstat", mounted)
    before = tree(root)
    (said,) = refused(shelf, {"index.html": b"new"})
    assert said.startswith("output-failed") and f"mounted inside the output at {root / 'build/faq'}" in said
    assert tree(root) == before


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("/", "root of the file system"),
        ("~", "your home folder"),
        (".", "project's own folder"),
        ("..", "project's own folder"),
        ("content", "it is content/"),
        ("content/build", "lies inside it"),
        ("templates/x", "lies inside it"),
        ("assets", "assets/ is for what the site is made from"),  # not there yet, and must not come this way
        (".git/site", "in .git or .sitegen"),
        (".sitegen/site", "in .git or .sitegen"),
        ("to-content", "it is content/"),
        ("to-content/x", "lies inside it"),
        ("content/../content", "it is content/"),
        ("shared", "it holds templates/"),
        ("notes.txt", "it is a file"),
        ("to-notes", "it is a file"),
        ("mounted", "another file system is mounted"),
    ],
)
def test_folders_that_are_never_an_output(root: Path, out: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root.parent / "home"))
    monkeypatch.setenv("USERPROFILE", str(root.parent / "home"))
    for folder in ("../home", ".git", "shared/theme", "mounted"):
        (root / folder).mkdir(parents=True)
    (root / "templates").symlink_to("shared/theme")
    (root / "to-content").symlink_to("content")
    (root / "to-notes").symlink_to("notes.txt")
    (root / "notes.txt").write_text("mine")
    (root / "content/site.yaml").write_text("title")
    ismount = os.path.ismount
    monkeypatch.setattr(os.path, "ismount", lambda place: Path(place).name == "mounted" or ismount(place))
    before = tree(root.parent)
    (said,) = refused(DiskShelf(root / Path(out).expanduser(), root))
    assert said.startswith("output-refused") and reason in said
    assert tree(root.parent) == before


def test_the_home_folder_itself_may_be_a_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root))
    put(DiskShelf(root / "build", root), SITE)


@pytest.mark.parametrize("content", [[], [".DS_Store"]])
def test_an_empty_folder_may_be_taken(root: Path, content: list[str]) -> None:
    (root / "build").mkdir()
    for name in content:
        (root / "build" / name).write_text("")
    put(DiskShelf(root / "build", root), SITE)
    assert set(content) < set(os.listdir(root / "build"))


# One at a time

HOLDER = """
import sys
from pathlib import Path
from sitegen.effects import DiskShelf
root = Path(sys.argv[1])
with DiskShelf(root / "build", root).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(root: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(root)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=os.getcwd())
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_a_second_build_waits_and_then_says_who_is_at_work(root: Path) -> None:
    shelf = DiskShelf(root / "build", root, patience=0)
    other = hold(root)
    try:
        (said,) = refused(shelf)
        assert said.startswith(f"output-busy process {other.pid} on ")
        assert not (root / "build").exists()
    finally:
        other.communicate("")
    put(shelf, SITE)


def test_the_lock_of_a_dead_process_holds_nobody_up(root: Path) -> None:
    other = hold(root)
    other.kill()
    other.communicate()
    assert (root / ".sitegen/publish/build/lock").exists()
    put(DiskShelf(root / "build", root, patience=0), SITE)
    assert sorted(os.listdir(root)) == ["build", "content"]


def test_the_lock_counts_within_one_process_too(root: Path) -> None:
    one, two = (DiskShelf(root / "build", root, patience=0) for _ in range(2))
    with one.lock(), pytest.raises(Busy), two.lock():
        pass
    with two.lock():
        pass


def test_a_lock_that_its_holder_has_just_deleted_does_not_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, take = root / ".sitegen/publish/build/lock", lock._lock
    deleted: list[int] = []

    def late(handle: int) -> None:
        if not deleted:
            place.unlink()
            deleted.append(handle)
        take(handle)

    monkeypatch.setattr(lock, "_lock", late)
    with DiskShelf(root / "build", root).lock():
        assert place.exists()


def test_a_new_file_is_never_written_over_another_or_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("precious")
    (tmp_path / "b").symlink_to("a")
    for name in "ab":
        with pytest.raises(FileExistsError):
            Disk().write(str(tmp_path / name), b"new")
    assert (tmp_path / "a").read_text() == "precious"


def test_builds_at_once_come_one_after_the_other(root: Path) -> None:
    script = """
    import sys
    from pathlib import Path
    from sitegen.effects import DiskShelf
    from sitegen.stages.publish import publish
    root, name = Path(sys.argv[1]), sys.argv[2]
    site = {f"{n}.html": name.encode() for n in range(20)} | {f"{name}.html": b""}
    for _ in range(3):
        assert publish(site, DiskShelf(root / "build", root)).value
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(root)]
    running = [subprocess.Popen([*command, name], cwd=os.getcwd()) for name in "abcd"]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    found = files(root / "build")
    (name,) = {text for text in found.values() if text}
    assert found == {**{f"{n}.html": name for n in range(20)}, f"{name}.html": ""}
    assert sorted(os.listdir(root)) == ["build", "content"]
