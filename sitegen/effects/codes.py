"""The Python that Jinja makes of the default theme's templates, kept where Python keeps its own compiled files: to make
it anew took a tenth of a small build.

It lies in the package and not in a project's `.sitegen/`, because it is code: whoever can write here can change sitegen
itself, while a project may come from anybody. It is left out wherever Python leaves out its own.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from types import CodeType

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "__pycache__")
_PREFIX = "templates-"


def read(identity: str, folder: str = _FOLDER) -> dict[str, CodeType]:
    """What `write` kept for this `identity` and this Python; nothing where it is cut or changed."""
    try:
        with open(os.path.join(folder, _name(identity)), "rb") as file:
            told, data = file.read(32), file.read()
    except OSError:
        return {}
    if sha256(data).digest() != told:
        return {}
    found: dict[str, CodeType] = marshal.loads(data)
    return found


def write(identity: str, codes: Mapping[str, CodeType], folder: str = _FOLDER) -> None:
    """In the place of those of another identity. Where that cannot be, nothing happens."""
    if sys.dont_write_bytecode or sys.pycache_prefix:
        return
    data = marshal.dumps(dict(codes))
    place, draft = (os.path.join(folder, name) for name in (_name(identity), f"{_PREFIX}{os.getpid()}.draft"))
    with suppress(OSError):
        with open(draft, "xb") as file:
            file.write(sha256(data).digest() + data)
        os.replace(draft, place)
        for name in os.listdir(folder):
            if name.startswith(_PREFIX) and name != os.path.basename(place):
                os.unlink(os.path.join(folder, name))


def _name(identity: str) -> str:
    return f"{_PREFIX}{identity}.{sys.implementation.cache_tag}-{sys.hexversion:x}"
