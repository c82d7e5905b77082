"""Reading from disk: a project's folders, and the default theme that comes with the package.

Nothing outside the project is ever read and nothing but regular files is ever opened: a link may point anywhere
inside the project, a pipe would hang the build, a device has no end. What is refused comes back as an `Entry` with
its fault, because whoever wrote the file wants to be told.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.core.world import Entry
from sitegen.effects.stamps import identity, trusted

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none
_READING = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SPECIAL = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


def find_project(start: Path) -> Path | None:
    """The folder with `content/site.yaml`: `start` or the nearest above it, not looking beyond a repository's root."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "content" / "site.yaml").is_file():
            return folder
        if (folder / ".git").exists():
            return None
    return None


def theme_root() -> Path:
    """Where the default theme's `templates` and `assets` lie: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_theme"
    return packaged if packaged.is_dir() else package.parent


class DiskFiles:
    """The files below `root`, by relative path. `confined`: links must not leave it."""

    def __init__(self, root: Path, *, confined: bool = True) -> None:
        self._root = os.path.realpath(root)
        self._confined = confined
        self._folders: dict[str, str] = {}  # as they are called -> where they lie, links followed; since the last walk

    def walk(self, folder: str) -> Iterable[Entry]:
        """Every file below `folder`, sorted; a file that must not be read carries its fault."""
        self._folders.clear()
        return sorted(self._visit(folder, ()), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of a regular file inside the project. Raises OSError."""
        # The kind is asked of the open file: the one that `walk` saw may have been exchanged since.
        with open(self._open(path), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, "not a regular file", path)
            return file.read()

    def _open(self, path: str) -> int:
        """Links are followed here, never by the system. The folder of a file is looked up once for all that are in it,
        the file itself where the system finds it to be a link."""
        folder, _, name = path.rpartition("/")
        above = self._folders.get(folder)
        if above is None:
            above = self._folders[folder] = os.path.realpath(os.path.join(self._root, folder))
        place = os.path.join(above, name)
        if _NO_LINK:
            try:
                return os.open(self._inside(place, path), _READING)
            except OSError as fault:
                if fault.errno != errno.ELOOP:
                    raise
        return os.open(self._inside(os.path.realpath(place), path), _READING)

    def _inside(self, place: str, path: str) -> str:
        if not self._allowed(place):
            raise OSError(errno.EPERM, "a link that leaves the project", path)
        return place

    def _file(self, path: str, status: os.stat_result) -> Entry:
        return Entry(path, status.st_size)

    def _allowed(self, place: str) -> bool:
        return not self._confined or place == self._root or place.startswith(self._root.rstrip(os.sep) + os.sep)

    def _visit(self, path: str, above: tuple[tuple[int, int], ...]) -> Iterator[Entry]:
        fault = _name_fault(path)
        if fault:
            yield Entry(_printable(path), fault=fault)
            return
        place = os.path.join(self._root, path)
        try:
            found = os.lstat(place)
            if stat.S_ISLNK(found.st_mode):
                if not self._allowed(os.path.realpath(place)):
                    yield Entry(path, fault="a link that leaves the project")
                    return
                found = os.stat(place)
            if stat.S_ISREG(found.st_mode):
                yield self._file(path, found)
            elif stat.S_ISDIR(found.st_mode):
                identity = (found.st_dev, found.st_ino)
                if identity in above:
                    yield Entry(path, fault="a link that leads back to a folder that holds it")
                    return
                for name in os.listdir(place):
                    yield from self._visit(f"{path}/{name}", (*above, identity))
            else:
                yield Entry(path, fault=_SPECIAL.get(stat.S_IFMT(found.st_mode), "not a regular file"))
        except FileNotFoundError:
            # Gone since its folder was listed, or the folder asked for was never there; a link still stands.
            if os.path.islink(place):
                yield Entry(path, fault="a link that leads nowhere")
        except OSError as error:
            circle = error.errno == errno.ELOOP
            yield Entry(path, fault="a link that leads in a circle" if circle else _reason(error))


class RememberedFiles(DiskFiles):
    """The same for a process that looks again and again: a file that was left alone since is not read again."""

    def __init__(self, root: Path, *, confined: bool = True) -> None:
        super().__init__(root, confined=confined)
        self._found: dict[str, tuple[int, ...]] = {}
        self._read: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def walk(self, folder: str) -> Iterable[Entry]:
        self._found = {path: found for path, found in self._found.items() if not path.startswith(folder + "/")}
        entries = super().walk(folder)
        self._read = {path: kept for path, kept in self._read.items()
                      if path in self._found or not path.startswith(folder + "/")}  # fmt: skip
        return entries

    def read(self, path: str) -> bytes:
        found, kept = self._found.get(path), self._read.get(path)
        if kept is not None and kept[0] == found:
            return kept[1]
        data = super().read(path)
        if found is not None:
            self._read[path] = (found, data)
        return data

    def _file(self, path: str, status: os.stat_result) -> Entry:
        """A stamp that proves nothing later (`stamps`) counts as none."""
        self._found.pop(path, None)
        if trusted(status, time.time_ns()):
            self._found[path] = (status.st_dev, *identity(status))
        return super()._file(path, status)


class PackagedTheme:
    """The default theme, empty where its folder is the project's own: this repository is both, and is read once."""

    def __init__(self, project: Path, files: type[DiskFiles] = DiskFiles) -> None:
        self._root = theme_root()
        self._project = project
        self._files = files(self._root, confined=False)  # some installers make packages of links into a store

    def walk(self, folder: str) -> Iterable[Entry]:
        shipped, own = self._root / folder, self._project / folder
        if not shipped.is_dir():
            return [Entry(folder, fault="the default theme is missing; sitegen has to be installed again")]
        if own.is_dir() and own.samefile(shipped):
            return []
        return self._files.walk(folder)

    def read(self, path: str) -> bytes:
        return self._files.read(path)


_ODD = re.compile("[\x00-\x1f\x7f\\\\\udc80-\udcff]")


def _name_fault(path: str) -> str:
    if not _ODD.search(path):
        return ""
    if any("\udc80" <= letter <= "\udcff" for letter in path):
        return "its name is not UTF-8"
    if any(letter < " " or letter == "\x7f" for letter in path):
        return "its name holds a control character"
    if "\\" in path:
        return "its name holds a backslash, which parts folders on other systems"
    return ""


def _printable(path: str) -> str:
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(letter if letter >= " " and letter != "\x7f" else f"\\x{ord(letter):02x}" for letter in text)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
