"""The folder of what is kept between builds, `.sitegen/cache` of a project. All of it may be deleted at any time.

Nothing here waits for the disk: what a power cut tears is found out by its digest. A file appears whole, under a name
of its own first, so builds at the same time never write into one another's.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from sitegen.effects.disk import Disk

_DRAFT = "draft-"


class DiskDrawer:
    def __init__(self, root: Path, *, disk: Disk | None = None) -> None:
        self._folder = os.path.join(root, ".sitegen", "cache")
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
        for folder in (os.path.dirname(self._folder), self._folder):
            if not os.path.isdir(folder):
                with suppress(FileExistsError):
                    self._disk.mkdir(folder)
        draft = os.path.join(self._folder, f"{_DRAFT}{secrets.token_hex(4)}")
        try:
            self._disk.write(draft, data)
            self._disk.rename(draft, os.path.join(self._folder, name))
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise

    def names(self) -> tuple[str, ...]:
        try:
            return tuple(sorted(os.listdir(self._folder)))
        except OSError:
            return ()

    def remove(self, name: str) -> None:
        with suppress(OSError):
            self._disk.unlink(os.path.join(self._folder, name))
