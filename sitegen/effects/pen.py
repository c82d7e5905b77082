"""Writing into `content/`, which belongs to the writer: whole files, all or none, and over nothing that was not seen.

Each new text is written beside its file and takes its place in one step. If a later file cannot be written, those
before it get their old text back. A process that dies between two files leaves the first new and the second old: the
order is the caller's, and `sitegen.correct` chooses one that the next run understands.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.core.world import Stale
from sitegen.effects.disk import FILE_MODE, Disk

_LEFTOVER = re.compile(r"\.[^/]+\.sitegen-[0-9a-f]{8}")


class DiskPen:
    def __init__(self, root: Path, *, disk: Disk | None = None) -> None:
        self._root = os.path.realpath(root)
        self._disk = disk or Disk()

    def read(self, path: str) -> bytes | None:
        """The bytes of a file as they are on the disk; None when there is none. Raises OSError."""
        try:
            with open(self._place(path), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def rewrite(self, files: Mapping[str, tuple[bytes | None, bytes]]) -> None:
        """Path -> (what was read there, what shall be there), written in this order. Raises Stale, OSError."""
        for path, (seen, _) in files.items():
            if self.read(path) != seen:
                raise Stale(path)
        done: list[str] = []
        try:
            for path, (_, new) in files.items():
                self._replace(path, new)
                done.append(path)
        except BaseException:
            for path in reversed(done):
                with suppress(OSError):
                    self._restore(path, files[path][0])
            raise

    def _place(self, path: str) -> str:
        """Where a file really is: a link is followed, but not out of the project."""
        place = os.path.realpath(os.path.join(self._root, path))
        if not place.startswith(self._root.rstrip(os.sep) + os.sep):
            raise OSError(errno.EPERM, "a link that leaves the project", path)
        return place

    def _replace(self, path: str, data: bytes) -> None:
        place = self._place(path)
        folder, name = os.path.split(place)
        self._sweep(folder, name)
        spare = os.path.join(folder, f".{name}.sitegen-{os.urandom(4).hex()}")
        try:
            mode = stat.S_IMODE(os.stat(place).st_mode) if os.path.exists(place) else FILE_MODE
            self._disk.write(spare, data)
            if mode != FILE_MODE:
                self._disk.chmod(spare, mode)
            self._disk.sync(spare)
            self._disk.replace(spare, place)
        except OSError as error:
            raise OSError(error.errno, error.strerror or str(error), path) from error
        finally:
            with suppress(OSError):
                if os.path.lexists(spare):
                    self._disk.unlink(spare)
        with suppress(OSError):  # written it is, whatever the disk says now
            self._disk.sync(folder)

    def _restore(self, path: str, old: bytes | None) -> None:
        if old is None:
            self._disk.unlink(self._place(path))
        else:
            self._replace(path, old)

    def _sweep(self, folder: str, name: str) -> None:
        """Takes away what a killed run left beside the file."""
        with suppress(OSError):
            for other in os.listdir(folder):
                if _LEFTOVER.fullmatch(other) and other.startswith(f".{name}."):
                    self._disk.unlink(os.path.join(folder, other))
