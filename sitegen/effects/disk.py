"""Every call that changes the file system: one method each, in one place, so that a test can count them all.

`before` is asked ahead of each call with its name and path. A test raises in it (the disk is full), kills the process
in it (the power is gone) or changes the disk (somebody else is at work); the product never passes one.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

Before = Callable[[str, str], None]

FILE_MODE = 0o644
FOLDER_MODE = 0o755


class NoExchange(Exception):
    """This system or file system cannot exchange two folders in one step."""


class Disk:
    def __init__(self, before: Before | None = None) -> None:
        self._before: Before = before or (lambda call, path: None)

    def write(self, path: str, data: bytes) -> None:
        """Makes a new file; an existing one, or a link, is FileExistsError and never written through."""
        self._before("create", path)
        try:
            with open(path, "xb") as file:
                self._before("write", path)
                file.write(data)
            self.chmod(path, FILE_MODE)
        except OSError as error:
            raise _named(error, path) from error

    def rewrite(self, handle: int, data: bytes) -> None:
        """The whole of a small file that is open already."""
        self._before("rewrite", "")
        os.ftruncate(handle, 0)
        os.write(handle, data)

    def link(self, old: str, new: str) -> None:
        """A second name for a file or link. Raises OSError, also where the system cannot."""
        self._before("link", new)
        if os.link in os.supports_follow_symlinks:
            os.link(old, new, follow_symlinks=False)
        elif os.path.islink(old):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), new)
        else:
            os.link(old, new)

    def copy(self, old: str, new: str) -> None:
        """A file or link with its times and mode, for where `link` cannot."""
        self._before("copy", new)
        shutil.copy2(old, new, follow_symlinks=False)

    def mkdir(self, path: str, mode: int = FOLDER_MODE) -> None:
        self._before("mkdir", path)
        os.mkdir(path)
        self.chmod(path, mode)

    def chmod(self, path: str, mode: int) -> None:
        """Sets the mode whatever the umask says; a file system without modes keeps its own."""
        self._before("chmod", path)
        with suppress(PermissionError):
            os.chmod(path, mode)

    def sync(self, path: str) -> None:
        """Waits until a file or a folder's names have reached the disk."""
        self._before("sync", path)
        if os.name == "nt":  # knows no such thing for folders, and for files only with a handle open for writing
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems refuse it for folders
                raise _named(error, path) from error
        finally:
            os.close(handle)

    def sync_all(self, paths: Sequence[str]) -> None:
        """Waits until all of these have reached the disk: one call for their whole file system where there is such a
        call, since each file by itself is a turn of the disk's journal."""
        if len(paths) > 4 and sys.platform == "linux":
            self._before("sync", paths[-1])
            if _sync_whole(paths[-1]):
                return
        for path in paths:
            self.sync(path)

    def rename(self, old: str, new: str) -> None:
        self._before("rename", new)
        os.rename(old, new)

    def replace(self, old: str, new: str) -> None:
        """A file takes the place of another in one step."""
        self._before("replace", new)
        os.replace(old, new)

    def exchange(self, one: str, other: str) -> None:
        """Two folders change places in one step: nobody ever sees neither. Raises NoExchange, OSError."""
        self._before("exchange", other)
        _exchange(os.fsencode(one), os.fsencode(other))

    def unlink(self, path: str) -> None:
        self._before("unlink", path)
        os.unlink(path)

    def rmdir(self, path: str) -> None:
        self._before("rmdir", path)
        os.rmdir(path)

    def remove(self, path: str) -> None:
        """A folder and all below it; links are removed, not followed."""
        with suppress(PermissionError):
            if os.stat(path).st_mode & stat.S_IRWXU != stat.S_IRWXU:  # a foreign one: ours can be emptied
                self.chmod(path, 0o700)
        with os.scandir(path) as found:
            entries = list(found)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                self.remove(entry.path)
            else:
                self.unlink(entry.path)
        self.rmdir(path)


def _named(error: OSError, path: str) -> OSError:
    return OSError(error.errno, error.strerror, error.filename or path)


def _sync_whole(path: str) -> bool:
    """Since Linux 5.8 this tells of files that could not be written."""
    import ctypes  # 10 ms that only a build with something to publish pays

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    handle = os.open(path, os.O_RDONLY)
    try:
        failed = library.syncfs(handle)
    finally:
        os.close(handle)
    if failed and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)
    return not failed


def _exchange(one: bytes, other: bytes) -> None:
    import ctypes  # 10 ms that only a build with something to publish pays

    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        current_folder, exchange_flag = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: linux/fcntl.h, linux/fs.h
        failed = library.renameat2(current_folder, one, current_folder, other, exchange_flag)  # type: ignore[union-attr]
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(one, other, 2)  # RENAME_SWAP: sys/stdio.h
    else:
        raise NoExchange
    if failed:
        number = ctypes.get_errno()
        # EPERM is what an old container's system call filter says of a call it does not know.
        if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM):
            raise NoExchange
        raise OSError(number, os.strerror(number), os.fsdecode(other))
