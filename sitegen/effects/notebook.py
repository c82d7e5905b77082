"""A small file below `.sitegen/` that may be lost at any time: what was found out about links."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


class DiskNotebook:
    """Exchanged whole. A disk that refuses costs only the memory, never the run."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                os.replace(name, self._path)
            except OSError:
                with suppress(OSError):
                    os.unlink(name)
