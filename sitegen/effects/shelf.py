"""The output folder, replaced whole or not at all.

The new tree is built aside, reaches the disk, and changes places with the old one in one step. Where the system has
no such step, a journal and two renames do it, which the next build mends if the process dies between them. Stage and
lock live in `.sitegen/publish/<name of the output>/` beside the output: the same file system as the output by
construction, and in the default case the folder that git ignores. Nothing of them is left afterwards, but for one: of
a large site in its project the tree that was replaced stays as a spare, and beside the first one a tree of second names
for its files. The next stage is made of it by what differs, and a file counts as there only if it is the very file that
the output has (the same inode), so whatever became of the spare meanwhile does no harm.

What sitegen made is listed in `.sitegen-files` inside the output, not in `.sitegen/`: the list is exchanged together
with the files it lists, so no crash parts them; it travels with a copied or moved project; and `.sitegen/` may be
deleted at any time. It is no `Output`, so nothing that works from the manifest (serve, deploy) ever sees it. Whether a
file is ours is a question of its path alone: edited by hand it is still replaced, as the site is made of its sources.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.core.artifact import Output, digest
from sitegen.core.world import Busy, Published, Stamp
from sitegen.effects.disk import FILE_MODE, FOLDER_MODE, Disk, NoExchange
from sitegen.effects.ground import unfit
from sitegen.effects.lock import held
from sitegen.effects.stamps import identity, trusted
from sitegen.effects.survey import Tree, foreign_folders, obstacles, parents, survey

RECORD = ".sitegen-files"
_HEADING = "# What sitegen made in this folder. It replaces and deletes these files and no others."
_LEFTOVER = re.compile(r"(stage|old)-[0-9a-f]{8}")
SPARE_FROM = 200  # files of a site; below that a new tree is made as quickly as an old one is looked through
_HARMLESS = frozenset({".DS_Store"})  # the desktop's, in any folder that was looked at


class DiskShelf:
    """The folder `out` of the project at `root`; `patience` in seconds is how long to wait for another build."""

    def __init__(self, out: Path, root: Path, *, disk: Disk | None = None, patience: float = 10.0) -> None:
        self._asked = out
        self._path = Path(os.path.realpath(out))
        self._root = root.resolve()
        self._out = str(self._path)
        self._room = str(self._path.parent / ".sitegen" / "publish" / self._path.name)
        self._journal = os.path.join(self._room, "journal")
        self._spare = os.path.join(self._room, "spare")
        self._seen: tuple[int, Tree] | None = None
        self._disk = disk or Disk()
        self._patience = patience

    def refusal(self) -> str:
        """Why this folder must not be replaced, or ""."""
        reason = unfit(self._path, self._root)
        if not reason and self._path.is_dir() and not self._recorded():
            strange = sorted(set(os.listdir(self._out)) - _HARMLESS)
            if strange:
                reason = f"it holds files that sitegen did not make, such as {_printable(strange[0])}"
        return f"{self._asked}: {reason}" if reason else ""

    def mend(self) -> None:
        """Finishes or sweeps away what a killed build left. Raises OSError."""
        if os.path.isdir(self._room):
            with suppress(Busy), held(os.path.join(self._room, "lock"), self._disk, 0):
                self._tidy()

    @contextmanager
    def lock(self) -> Iterator[None]:
        with held(os.path.join(self._room, "lock"), self._disk, self._patience):
            self._tidy()
            yield

    def foreign(self, paths: Iterable[str]) -> tuple[str, ...]:
        self._seen = time.time_ns(), survey(self._out)
        return tuple(map(_printable, obstacles(self._seen[1], self._recorded(), paths)))

    @property
    def place(self) -> str:
        return os.path.relpath(self._out, self._root).replace(os.sep, "/")

    def replace(self, outputs: Mapping[str, Output], known: Mapping[str, Stamp]) -> Published:
        for path in outputs:
            if not _is_plain(path) or path == RECORD:
                raise ValueError(f"not a path below the output: {path!r}")
        now, found = self._seen or (time.time_ns(), survey(self._out))
        self._seen, ours = None, self._recorded()
        listed = listing(outputs)
        wanted = {**outputs, RECORD: Output(RECORD, listed, digest(listed))}
        same = {path for path, file in wanted.items() if self._holds(found, path, file, known.get(path))}
        written = tuple(sorted(outputs.keys() - same))
        removed = tuple(sorted((ours & found.files.keys()) - wanted.keys()))
        if len(same) < len(wanted) or removed:
            run = os.urandom(4).hex()
            stage, old = (os.path.join(self._room, f"{name}-{run}") for name in ("stage", "old"))
            try:
                untouched = self._build(stage, wanted, same, found, ours)
                old = self._switch(stage, old)
                self._keep_late(old, found, ours)
                self._put_by(old, wanted, found.files.keys() - ours)
            except OSError as error:
                # The writer knows the output, not the stage.
                place = str(error.filename or self._out).replace(stage, self._out)
                raise OSError(error.errno, error.strerror or str(error), place) from error
            finally:
                self._tidy()
            # All others were written or linked just now, and a stamp so young proves nothing later.
            found = Tree({path: found.files[path] for path in untouched}, {})
        stamps = {path: stamp for path, file in wanted.items()
                  if (stamp := _stamp(file.digest, found.files.get(path), now))}  # fmt: skip
        return Published(written, removed, len(outputs), stamps)

    def _put_by(self, old: str, files: Collection[str], theirs: Iterable[str]) -> None:
        """Keeps the replaced tree as the spare, without what is not ours: deleted in the output, it shall be gone."""
        if len(files) < SPARE_FROM or self._path.parent != self._root:
            return
        with suppress(OSError):  # without a spare the next stage is made anew
            if not os.path.isdir(old):  # there was none: the edit after the first build shall be quick too
                self._double(files)
                return
            for path in theirs:
                self._disk.unlink(os.path.join(old, path))
            self._disk.rename(old, self._spare)

    def _double(self, files: Collection[str]) -> None:
        """A spare of second names for the files of the output."""
        for folder in ("", *sorted({parent for path in files for parent in parents(path)})):
            self._disk.mkdir(os.path.join(self._spare, folder))
        for path in files:
            self._disk.link(os.path.join(self._out, path), os.path.join(self._spare, path))

    def _recorded(self) -> frozenset[str]:
        """Paths of what sitegen made here; empty when it made nothing. The record itself is one of them."""
        place = os.path.join(self._out, RECORD)
        if os.path.islink(place) or not os.path.isfile(place):
            return frozenset()
        try:
            with open(place, encoding="utf-8", newline="\n") as file:
                lines = file.read().split("\n")
        except (OSError, UnicodeDecodeError):
            return frozenset()
        return frozenset([RECORD, *lines[1:]]) if lines[0] == _HEADING else frozenset()

    def _holds(self, found: Tree, path: str, file: Output, known: Stamp | None) -> bool:
        """Whether the output has this very file already."""
        status = found.files.get(path)
        if status is None or not stat.S_ISREG(status.st_mode):
            return False
        if os.name == "posix" and stat.S_IMODE(status.st_mode) != FILE_MODE:
            return False
        if known is not None and known == (file.digest, *identity(status)):
            return True
        try:
            with open(os.path.join(self._out, path), "rb") as there:
                return digest(there.read()) == file.digest
        except OSError:
            return False

    def _build(
        self, stage: str, wanted: Mapping[str, Output], same: set[str], found: Tree, ours: frozenset[str]
    ) -> list[str]:
        """The new tree, complete and on the disk: our files, new or linked, and everything foreign as it lies.

        Gives the paths at which nothing had to be done.
        """
        if os.path.isdir(self._spare):
            self._disk.rename(self._spare, stage)
        have = survey(stage)
        theirs = found.files.keys() - ours
        kept = {path: stat.S_IMODE(found.folders[path].st_mode) for path in foreign_folders(found, ours)}
        if "" in found.folders:
            kept[""] = stat.S_IMODE(found.folders[""].st_mode)
        folders = sorted({"", *kept, *(parent for path in (*wanted, *theirs) for parent in parents(path))})
        files = {*wanted, *theirs}
        touched = {folder: None for folder in folders if folder not in have.folders}
        for path in sorted(have.files.keys() - files):
            self._disk.unlink(os.path.join(stage, path))
        for folder in sorted(have.folders.keys() - {*folders}, reverse=True):
            self._disk.rmdir(os.path.join(stage, folder))
        for path in (*sorted(have.files.keys() - files), *sorted(have.folders.keys() - {*folders})):
            touched.update(dict.fromkeys(parent for parent in ("", *parents(path)) if parent in folders))
        for folder in folders:
            place = os.path.join(stage, folder) if folder else stage
            if folder not in have.folders:
                self._disk.mkdir(place)
            elif stat.S_IMODE(have.folders[folder].st_mode) != FOLDER_MODE:
                self._disk.chmod(place, FOLDER_MODE)
        fresh, untouched = [], []
        for path in sorted(files):
            new, old = os.path.join(stage, path), os.path.join(self._out, path)
            stays = path in theirs or path in same
            if path in have.files:
                if stays and os.path.samestat(have.files[path], found.files[path]):
                    untouched.append(path)
                    continue
                self._disk.unlink(new)
            touched[path.rpartition("/")[0]] = None
            if stays:
                try:
                    self._disk.link(old, new)
                    continue
                except OSError:
                    if path in theirs:
                        self._disk.copy(old, new)
                        fresh.append(new)
                        continue
            self._disk.write(new, wanted[path].data)
            fresh.append(new)
        places = [os.path.join(stage, folder) if folder else stage for folder in sorted(touched, reverse=True)]
        self._disk.sync_all([*(place for place in fresh if not os.path.islink(place)), *places])
        # A folder after those in it: its mode may forbid to go on writing.
        for folder in reversed(folders):
            if kept.get(folder, FOLDER_MODE) != FOLDER_MODE:
                self._disk.chmod(os.path.join(stage, folder) if folder else stage, kept[folder])
        return untouched

    def _switch(self, stage: str, spare: str) -> str:
        """The step between old and new. Gives the place of the old tree, if there is one."""
        old = stage
        if not os.path.lexists(self._out):
            self._disk.rename(stage, self._out)
        else:
            try:
                self._disk.exchange(stage, self._out)
            except NoExchange:
                self._switch_by_journal(stage, spare)
                old = spare
        with suppress(OSError):  # published it is, whatever the disk says now
            self._disk.sync(os.path.dirname(self._out))
        return old

    def _switch_by_journal(self, stage: str, old: str) -> None:
        draft = self._journal + ".new"
        self._disk.write(draft, f"{os.path.basename(stage)}\n{os.path.basename(old)}\n".encode())
        self._disk.sync(draft)
        self._disk.rename(draft, self._journal)
        self._disk.sync(self._room)
        self._disk.rename(self._out, old)
        try:
            self._disk.rename(stage, self._out)
        except OSError:
            self._disk.rename(old, self._out)
            raise

    def _keep_late(self, old: str, found: Tree, ours: frozenset[str]) -> None:
        """Brings over what others put into the output between our look at it and the switch."""
        with suppress(OSError):
            for path, status in survey(old, ours).files.items():
                before = found.files.get(path)
                if before and os.path.samestat(before, status):
                    continue
                place = os.path.join(self._out, path)
                if before or not os.path.lexists(place):
                    for folder in (os.path.join(self._out, parent) for parent in parents(path)):
                        if not os.path.isdir(folder):
                            self._disk.mkdir(folder)
                    self._disk.rename(os.path.join(old, path), place)

    def _tidy(self) -> None:
        """Finishes a switch that the journal tells of, then removes every tree that is not the output."""
        if os.path.lexists(self._journal):
            with open(self._journal, encoding="utf-8", errors="replace") as file:
                names = [name for name in file.read().split() if _LEFTOVER.fullmatch(name)]
            for place in (os.path.join(self._room, name) for name in names):
                if not os.path.lexists(self._out) and os.path.isdir(place):
                    self._disk.rename(place, self._out)
            with suppress(OSError):  # a journal does no harm once there is an output
                self._disk.sync(os.path.dirname(self._out))
                self._disk.unlink(self._journal)
        for name in os.listdir(self._room):
            with suppress(OSError):  # what cannot be removed now is removed by a later build
                if _LEFTOVER.fullmatch(name):
                    self._disk.remove(os.path.join(self._room, name))
                elif name == "journal.new":
                    self._disk.unlink(os.path.join(self._room, name))


def _stamp(told: str, status: os.stat_result | None, now: int) -> Stamp | None:
    """`now`: a moment before anything was read, so that no later change can have this stamp."""
    return (told, *identity(status)) if status is not None and trusted(status, now) else None


def _is_plain(path: str) -> bool:
    """Whether a path can only mean a place below the output."""
    return not re.search(r"[\\\0\n]|^[A-Za-z]:", path) and all(part not in ("", ".", "..") for part in path.split("/"))


def listing(outputs: Iterable[str]) -> bytes:
    """What stands in the output's list of its files."""
    return "".join(f"{line}\n" for line in (_HEADING, *sorted(outputs))).encode()


def _printable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
