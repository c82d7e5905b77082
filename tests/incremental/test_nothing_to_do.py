"""The list that a build leaves, so that the same command is answered at once while nothing changes (`cli.repeat`).

Whatever happens to the project, the output, the list or the clock: either a build looks for itself, or the answer is
the one that it would give.
"""

from __future__ import annotations

import errno
import os
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.cli import build as command
from sitegen.cli import repeat
from sitegen.cli.group import main
from sitegen.core.artifact import Options
from sitegen.effects import DiskFiles
from sitegen.effects.stamps import trusted
from tests.fakes import FixedClock
from tests.incremental.edits import EDITS, SITE, Bench, Way, sequence

NORTH, FACTS = "content/sections/01-north.md", "content/facts.yaml"


@dataclass
class Desk:
    """A project, and somebody who calls the command in it. Words of the day keep the clock out."""

    root: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    words: tuple[str, ...] = ("build", "--today", "2026-02-01")

    def build(self) -> tuple[int, str]:
        """The answer of a build that looks for itself."""
        self.patch.setattr(sys, "argv", ["sitegen", *self.words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), self.said()

    def repeat(self) -> tuple[int, str] | None:
        """The answer without one."""
        self.patch.setattr(sys, "argv", ["sitegen", *self.words])
        code = repeat.repeated()
        said = self.said()
        return None if code is None else (code, said)

    def said(self) -> str:
        caught = self.capture.readouterr()
        return re.sub(r"\d+\.\d\d s", "some time", caught.out + caught.err)

    @property
    def list(self) -> Path:
        (found,) = (self.root / ".sitegen/cache").glob("said-*")
        return found

    def rest(self, seconds: float = 10) -> None:
        """As if everything had lain still for a while: a moment that a clock tells later is as good."""
        now, later = time.time(), time.time_ns
        self.patch.setattr(time, "time_ns", lambda: later() + int(seconds * 1e9))
        self.patch.setattr(command, "time_ns", lambda: int((now + seconds) * 1e9))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    root = tmp_path / "site"
    for path, text in SITE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(root)
    return Desk(root, capsys, monkeypatch)


def _edited(root: Path) -> None:
    path = root / NORTH
    status = path.stat()
    path.write_text(path.read_text().replace("And more", "And less"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _linked(root: Path) -> None:
    path = root / NORTH
    path.rename(root / "elsewhere.md")
    path.symlink_to(root / "elsewhere.md")


def _put(name: str, data: bytes = b"x") -> Callable[[Path], object]:
    def put(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

    return put


def _crlf(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes((root / name).read_bytes().replace(b"\n", b"\r\n"))


MATTERS: dict[str, Callable[[Path], object]] = {
    "an edit of the same size that kept its time": _edited,
    "a new page": _put("content/pages/more.md", b"---\ntitle: More\n---\n\nWords.\n"),
    "a new template": _put("templates/parts/own.html"),
    "a file where a folder may be": _put("templates"),
    "a file that no build reads": _put("content/notes.txt"),
    "a page that went": lambda root: (root / "content/pages/about.md").unlink(),
    "a page of another name": lambda root: (root / NORTH).rename(root / "content/sections/09-north.md"),
    "a link among the sources": _linked,
    "an asset with other ends of lines": _crlf("assets/notes.txt"),
    "an output that went": lambda root: (root / "build/faq/index.html").unlink(),
    "an output by hand": _put("build/faq/index.html"),
    "an output with another mode": lambda root: (root / "build/faq/index.html").chmod(0o600),
    "a record that went": lambda root: (root / "build/.sitegen-files").unlink(),
    "a record by hand": _put("build/.sitegen-files"),
    "a publication that died": _put(".sitegen/publish/build/stage-0123abcd/x"),
}


@pytest.mark.parametrize("rested", [True, False], ids=["stamps", "bytes"])
@pytest.mark.parametrize("change", MATTERS.values(), ids=MATTERS)
def test_whatever_matters_is_seen(desk: Desk, change: Callable[[Path], object], rested: bool) -> None:
    _put("assets/notes.txt", b"one\ntwo\n")(desk.root)
    if rested:
        desk.rest()
    desk.build()
    assert desk.repeat()
    change(desk.root)
    assert desk.repeat() is None


@pytest.mark.parametrize("rested", [True, False], ids=["stamps", "bytes"])
def test_what_does_not_matter_is_no_reason_to_build(desk: Desk, rested: bool) -> None:
    if rested:
        desk.rest()
    desk.build()
    told = desk.build()
    assert told[1].endswith("nothing changed (some time)\n")
    os.utime(desk.root / NORTH)
    _put("build/CNAME")(desk.root)
    _put("drafts/of-mine.txt")(desk.root)
    assert desk.repeat() == told
    assert desk.repeat() == told, "with the list that was written anew"


def test_an_error_is_told_again_unless_the_folder_is_another(desk: Desk) -> None:
    _put("content/pages/more.md", b"[x](fact:lime)\n")(desk.root)
    told = desk.build()
    assert told[0] == 1
    assert desk.repeat() == told
    _put("build/mine.txt")(desk.root)
    assert desk.repeat() is None
    assert desk.build()[0] == 2, "a folder that sitegen did not make is refused first"


def test_a_file_that_could_not_be_read_is_tried_again(desk: Desk) -> None:
    """Too many open files: the next build may have better luck, and nothing on the disk tells that."""
    read = DiskFiles.read

    def refuse(files: DiskFiles, path: str) -> bytes:
        if path == NORTH:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), path)
        return read(files, path)

    desk.rest()
    desk.patch.setattr(DiskFiles, "read", refuse)
    code, said = desk.build()
    assert code == 1 and "too many open files" in said
    desk.patch.setattr(DiskFiles, "read", read)
    assert desk.repeat() is None
    assert desk.build()[0] == 0


def test_where_nobody_can_tell_what_sitegen_is_nothing_is_remembered(desk: Desk) -> None:
    def refuse(*told: object) -> str:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    desk.patch.setattr(command, "remembered", refuse)
    assert desk.build()[0] == 0
    assert not (desk.root / ".sitegen/cache/index").exists()


def test_a_change_while_the_build_reads_is_seen_however_long_the_build_takes(desk: Desk) -> None:
    """Also where a clock of whole seconds gives the first and the second edit the same time."""

    def coarse(status: os.stat_result) -> tuple[int, ...]:
        return status.st_size, status.st_ino

    def slow(*given: object, **more: object) -> object:
        made = build(*given, **more)  # type: ignore[arg-type]
        _edited(desk.root)
        desk.patch.setattr(time, "time_ns", lambda ask=time.time_ns: ask() + 60_000_000_000)
        return made

    desk.patch.setattr(repeat, "identity", coarse)
    desk.patch.setattr(command, "build", slow)
    desk.build()
    assert desk.repeat() is None


def test_a_time_to_come_is_never_trusted(desk: Desk) -> None:
    """The clock went back, or another machine's is ahead: such a file is read each time."""
    ahead = time.time() + 1000
    os.utime(desk.root / NORTH, (ahead, ahead))
    desk.rest()
    told = desk.build()
    (row,) = (row for row in desk.list.read_text().split("\n") if row.startswith(NORTH))
    assert row.endswith("\t0")
    assert desk.repeat() == (0, told[1].replace(re.search("built .*", told[1])[0], "nothing changed (some time)"))  # type: ignore[index]
    assert not trusted((desk.root / NORTH).stat(), time.time_ns())


def test_a_clock_that_went_back_beyond_the_day_is_no_day_of_the_list(desk: Desk) -> None:
    desk.words = ("build",)
    desk.build()
    assert desk.repeat()
    now = time.time()
    desk.patch.setattr(time, "time", lambda: now - 2 * 86400)
    assert desk.repeat() is None


def test_it_holds_until_the_next_day_on_which_something_is_due(desk: Desk) -> None:
    """A fact is due the day after its own; a waiver ends with its last day."""
    desk.words = ("build",)
    today = datetime.now(UTC).date()
    site, facts = desk.root / "content/site.yaml", desk.root / FACTS
    site.write_text(site.read_text().replace("2026-06-01", "9999-12-31"))
    facts.write_text(facts.read_text().replace("2026-03-01", str(today + timedelta(days=5)))
                     .replace("2026-02-10", str(today + timedelta(days=9))))  # fmt: skip
    desk.build()
    now = time.time()
    for later, holds in ((0, True), (5, True), (6, False)):
        desk.patch.setattr(time, "time", lambda later=later: now + later * 86400)
        assert (desk.repeat() is not None) == holds, later
    desk.patch.setattr(time, "time", lambda: now)
    site.write_text(site.read_text().replace("9999-12-31", str(today + timedelta(days=2))))
    desk.build()
    for later, holds in ((2, True), (3, False)):
        desk.patch.setattr(time, "time", lambda later=later: now + later * 86400)
        assert (desk.repeat() is not None) == holds, later


def test_no_bit_of_the_list_is_believed_that_was_not_written(desk: Desk) -> None:
    _put("content/extra.txt")(desk.root)
    desk.rest()
    desk.build()
    told, path, chance = desk.build(), desk.list, random.Random(3)
    good = path.read_bytes()
    for _ in range(300):
        hurt = bytearray(good)
        if chance.random() < 0.7:
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        else:
            del hurt[chance.randrange(len(hurt)) :]
        path.write_bytes(hurt)
        assert desk.repeat() is None
    path.write_bytes(good)
    assert desk.repeat() == told


@pytest.mark.parametrize("seed", range(6))
def test_between_two_days_that_matter_every_moment_is_the_same(seed: int) -> None:
    """What the list relies on, for sites in random states, from span to span."""
    chance = random.Random(seed)
    bench = Bench(Way("pages"))
    for name, number in sequence(seed, 3, ("data", "body", "delete", "draft")):
        EDITS[name](bench, random.Random(number))
    bench.options = Options()
    said = set()

    def told(moment: int) -> tuple[object, tuple[int, int]]:
        bench.world.clock = FixedClock(datetime.fromtimestamp(moment, UTC))
        built, made = bench.clean()
        assert built.span
        said.add(built.problems)
        return (built.problems, made), built.span

    moment = round(datetime(2026, 1, 20, 5, tzinfo=UTC).timestamp())
    while moment < datetime(2100, 1, 1, tzinfo=UTC).timestamp():
        first, (begin, end) = told(moment)
        latest = min(end, 4_000_000_000)
        for other in (begin, chance.randrange(begin, latest), latest - 1):
            assert told(other)[0] == first
        moment = end
    assert len(said) > 1
