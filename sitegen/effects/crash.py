"""Where the trace of a bug is kept: the temporary folder, since the project's own may be what is broken."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def keep_trace(text: str) -> Path | None:
    """Saves a trace, readable to its owner alone; None where even that cannot be written."""
    try:
        handle, path = tempfile.mkstemp(prefix="sitegen-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return None
    return Path(path)
