"""What shapes an output besides the project: the code of sitegen, the Python, the packages. Any change, and nothing
that was kept before counts.

Packages are known by the names of their `.dist-info` folders, which hold their versions, so that nothing has to be
imported to know them. `mark` is a quick look at the same things, good on this machine and until a file is touched;
`identity` reads the code and is the same wherever the same things are installed.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sitegen.core.world import Drawer

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SHAPING = ("jinja2", "markdown_it_py", "markupsafe", "mdit_py_plugins", "mdurl", "pillow", "pydantic", "pydantic_core",
            "pyyaml", "resvg_py", "tzdata", "sitegen")  # fmt: skip

_KEPT = "identity"


def identity() -> str:
    """32 hex digits."""
    told = sha256(f"{sys.version_info[:2]} {sys.implementation.name} {packages()}".encode())
    for path, _ in _code():
        with open(path, "rb") as file:
            told.update(os.path.relpath(path, _PACKAGE).encode())
            told.update(sha256(file.read()).digest())
    return told.hexdigest()[:32]


def mark() -> str:
    """The same by the files' sizes and times."""
    code = [(path, status.st_size, status.st_mtime_ns) for path, status in _code()]
    return sha256(repr((sys.version, packages(), code)).encode()).hexdigest()[:32]


def remembered(drawer: Drawer, now: str) -> str:
    """`identity`, kept under the mark `now`: all the code is read once and not at every build."""
    then, _, told = (drawer.read(_KEPT) or b"").partition(b" ")
    if then == now.encode():
        return told.decode("ascii", "replace")
    told_now = identity()
    try:  # noqa: SIM105 - `contextlib` would cost a build with nothing to do 4 ms
        drawer.write(_KEPT, f"{now} {told_now}".encode())
    except OSError:
        pass  # then it is read again the next time
    return told_now


def packages() -> list[str]:
    found: set[str] = set()
    for place in sys.path:
        try:
            names = os.listdir(place or ".") if os.path.isdir(place or ".") else []
        except OSError:
            continue
        found.update(name for name in names
                     if name.endswith(".dist-info") and name.partition("-")[0].lower() in _SHAPING)  # fmt: skip
    return sorted(found)


def _code() -> list[tuple[str, os.stat_result]]:
    found: list[tuple[str, os.stat_result]] = []
    waiting = [_PACKAGE]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in ("__pycache__", "_theme"):
                        waiting.append(entry.path)
                else:  # code, catalogues, fonts, the map's data
                    found.append((entry.path, entry.stat()))
    return sorted(found, key=lambda each: each[0])
