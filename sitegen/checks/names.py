"""Every path of the site can be a file on every system: no reserved name, no twins, nothing too long.

`stages.load` says this of the content's own files. Here it is said of what is made of them: a section's id becomes a
folder, and a site is copied, zipped and unpacked on systems that its writer never sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem, Span

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
LONGEST_NAME = 143
"""Bytes: what an encrypted home folder of Linux takes (eCryptfs); others take 255."""
LONGEST_PATH = 200
"""Characters: Windows takes 260 with the drive and the folders above (MAX_PATH)."""


def run(pages: Pages) -> Iterator[Problem]:
    told: set[str] = set()
    seen: dict[str, str] = {}
    for path in sorted(pages.paths):
        twin = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if twin != path:
            message = f"{path} and {twin} are one file on some systems"
            yield _problem(message, path, "give one of them another name", pages)
        if len(path) > LONGEST_PATH:
            message = f"a path of {len(path)} characters is too long for some systems: {path[:60]}…"
            yield _problem(message, path, "shorten the name", pages)
        for part in path.split("/"):
            if part not in told and (fault := _fault(part)):
                told.add(part)
                if not _told_by_load(part, pages):
                    yield _problem(fault, path, "give it another id or name", pages)


def _fault(part: str) -> str:
    if _DEVICE.fullmatch(part) or part[-1:] in (".", " ") or _FORBIDDEN.search(part):
        return f'"{part}" is no name for a file on Windows, and the site would have one'
    if len(part.encode()) > LONGEST_NAME:
        return f'a name of {len(part.encode())} bytes is too long for some systems: "{part[:60]}…"'
    return ""


def _told_by_load(part: str, pages: Pages) -> bool:
    """Whether the content has a file of that name, of which this was said when it was read."""
    names = {name for path in pages.content for name in (*path.split("/"), path.rpartition("/")[2].partition(".")[0])}
    return part in names and len(part.encode()) <= LONGEST_NAME


def _problem(message: str, path: str, hint: str, pages: Pages) -> Problem:
    at = _origin(path, pages)
    return Problem("name-unportable", message, at, hint, "" if at else f"in the file {path[:LONGEST_PATH]}")


def _origin(path: str, pages: Pages) -> Span | None:
    """The section, page or picture that a path was made of."""
    parts = path.split("/")
    for version in pages.site.versions:
        places = {page.id: page.at for page in version.pages} | {part.id: part.at for part in version.sections}
        if here := next((places[part] for part in parts if part in places), None):
            return here
    return next((Span(source.path) for name, source in sorted(pages.content.items()) if path == name), None)


KIND = CheckKind("names", run)
