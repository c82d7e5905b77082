"""The folder of what is kept between builds, `.sitegen/cache` of a project. All of it may be deleted at any time.

Nothing here waits for the disk: what a power cut tears is found out by its digest. A file appears whole, under a name
of its own first, so builds at the same time never write into one another's. A link in the place of the folder is not
followed: it may lead to where an `index` is somebody else's.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from sitegen.effects.disk import Disk

_DRAFT = "draft-"
_DEAD = 3600  # seconds after which nobody is still writing a draft


class DiskDrawer:
    def __init__(self, root: Path, *, disk: Disk | None = None) -> None:
        self._above = os.path.join(root, ".sitegen")
        self._folder = os.path.join(self._above, "cache")
        self._disk = disk or Disk()

    def read(self, name: str, offset: int = 0, length: int = -1) -> bytes | None:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(os.path.join(self._folder, name), flags)
        except (OSError, ValueError):
            return None
        try:
            if length < 0:
                with open(handle, "rb", closefd=False) as file:
                    return file.read()
            os.lseek(handle, offset, os.SEEK_SET)
            return os.read(handle, length)
        except OSError:
            return None
        finally:
            os.close(handle)

    def write(self, name: str, data: bytes) -> None:
        for folder in (self._above, self._folder):
            if os.path.islink(folder):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), folder)
            if not os.path.isdir(folder):
                with suppress(FileExistsError):
                    self._disk.mkdir(folder)
        draft = os.path.join(self._folder, f"{_DRAFT}{os.urandom(4).hex()}")
        try:
            self._disk.write(draft, data)
            self._disk.rename(draft, os.path.join(self._folder, name))
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise

    def names(self) -> tuple[str, ...]:
        """Without the drafts; those of builds that died long ago go."""
        if os.path.islink(self._above) or os.path.islink(self._folder):
            return ()
        try:
            names = sorted(os.listdir(self._folder))
        except OSError:
            return ()
        for name in names:
            if name.startswith(_DRAFT):
                with suppress(OSError):
                    if os.lstat(os.path.join(self._folder, name)).st_mtime < time.time() - _DEAD:
                        self.remove(name)
        return tuple(name for name in names if not name.startswith(_DRAFT))

    def remove(self, name: str) -> None:
        with suppress(OSError):
            self._disk.unlink(os.path.join(self._folder, name))
