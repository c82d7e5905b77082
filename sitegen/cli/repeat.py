"""A build that has nothing to do: what the last one said is said again, before anything else is loaded.

The last build with the same words on the command line left a list: every file it read and every file it made, with
stamp and digest, the days for which it holds, what it would say if nothing changed, and its exit code. If a look at the
disk finds the same, that is the answer; whatever is unusual (a link among the sources, a half-done publication, a
damaged list) is left to a real build. Only what Python has loaded anyway is used here, besides `hashlib`.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from sitegen.effects.identity import mark
from sitegen.effects.stamps import identity, trusted

FORM = "sitegen answer 2"
RECORD = ".sitegen-files"  # of `effects.shelf`, which is too much to load here
SECONDS = "\x01"  # stands in what is said for how long it took
FOLDERS = ("content", "templates", "assets")
_SHAPING = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "HOME")

Line = tuple[str, str, os.stat_result]
"""Which folder, the path below it, what the disk says of the file."""


def repeated() -> int | None:
    """Says again what the last build said, and gives its exit code; None where a build has to look for itself."""
    began = time.perf_counter()
    words = sys.argv[1:]
    if "build" not in words or not {"--clean", "-h", "--help", "--debug"}.isdisjoint(words):
        return None
    try:
        return _repeated(words, began)
    except (OSError, ValueError, LookupError):
        return None


def _repeated(words: list[str], began: float) -> int | None:
    root = _root(words)
    if root is None:
        return None
    path = os.path.join(root, ".sitegen", "cache", name_of(words, root))
    with open(path, "rb") as file:
        told, _, body = file.read().partition(b"\n")
    if told.decode("ascii") != _digest(body):
        return None
    head, inputs, outputs, out, err = (part.decode("utf-8", "surrogateescape") for part in body.split(b"\0\0\n"))
    form, marked, begin, end, code, place, theme, stands = head.split("\n")
    folder = os.path.normpath(os.path.join(root, place))
    if form != FORM or marked != marked_now() or not _in_time(begin, end) or theme != own_theme(root):
        return None
    if under_way(folder) or not stands or stands != standing(folder):
        return None
    now = time.time_ns()
    found = looked(root)
    if found is None or (read := _same(inputs, found)) is None:
        return None
    made = _same(outputs, _there(folder, outputs))
    if made is None:
        return None
    if read or made:
        _refresh(path, body, now, found, _there(folder, outputs))
    sys.stdout.write(out)
    sys.stderr.write(err.replace(SECONDS, f"{time.perf_counter() - began:.2f}"))
    sys.stdout.flush()
    return int(code)


def marked_now() -> str:
    """`mark` as it was when this process first asked: what it runs is the code of then."""
    if not _marked:
        _marked.append(mark())
    return _marked[0]


_marked: list[str] = []


# -- what the list holds ------------------------------------------------------------------------------------------


def name_of(words: list[str], root: str) -> str:
    """The name of the list: a digest of all that shapes what a build says besides the project."""
    here = os.path.relpath(os.getcwd(), root)
    streams = [(stream.isatty(), stream.encoding) for stream in (sys.stdout, sys.stderr)]
    columns = os.get_terminal_size(sys.stderr.fileno()).columns if streams[1][0] else 0
    shaping = [os.environ.get(name) for name in _SHAPING]
    return f"said-{_digest(repr((words, here, streams, columns, shaping)).encode('utf-8', 'surrogatepass'))[:16]}"


def looked(root: str) -> list[tuple[str, Line]] | None:
    """Every file that a build of this project could read, by a key; None where something is no plain file or folder."""
    found: list[tuple[str, Line]] = []
    theme = theme_place(root)
    try:
        for base in (root, *([theme] if theme else [])):
            for name in FOLDERS if base == root else FOLDERS[1:]:
                top = os.path.join(base, name)
                if not os.path.lexists(top):
                    continue
                if os.path.islink(top) or not _walk(top, f"{'' if base == root else 'theme/'}{name}", found):
                    return None
    except OSError:
        return None
    return found


def _walk(top: str, name: str, found: list[tuple[str, Line]]) -> bool:
    with os.scandir(top) as entries:
        for entry in entries:
            key = f"{name}/{entry.name}"
            if entry.is_file(follow_symlinks=False):
                found.append((key, (entry.path, key, entry.stat(follow_symlinks=False))))
            elif not entry.is_dir(follow_symlinks=False) or not _walk(entry.path, key, found):
                return False
    return True


def lines(found: list[tuple[str, str, os.stat_result]], now: int) -> str:
    """(key, digest, what the disk says) -> the list: stamps that can be trusted later, a 0 for the others. `now`, in
    nanoseconds since 1970, is a moment before the disk was asked: what was changed between that and the reading of the
    file, or after, has a stamp that is too young."""
    return "\n".join(_line(key, told, status, now) for key, told, status in sorted(found, key=lambda row: row[0]))


def _line(key: str, told: str, status: os.stat_result, now: int) -> str:
    stamp = ",".join(map(str, identity(status))) if trusted(status, now) else "0"
    return f"{key}\t{told}\t{stamp}"


def answer(head: list[str], inputs: str, outputs: str, out: str, err: str) -> bytes:
    """The whole list as it is kept."""
    parts = ("\n".join([FORM, *head]), inputs, outputs, out, err)
    body = b"\0\0\n".join(part.encode("utf-8", "surrogateescape") for part in parts)
    return _digest(body).encode() + b"\n" + body


def theme_place(root: str) -> str:
    """Where the default theme lies; "" where it is the project's own."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packaged = os.path.join(package, "_theme")
    place = packaged if os.path.isdir(packaged) else os.path.dirname(package)
    return "" if os.path.isdir(place) and os.path.samefile(place, root) else place


def own_theme(root: str) -> str:
    """Whether the project is the theme's own, for the list."""
    return "" if theme_place(root) else "own"


def standing(folder: str) -> str:
    """Whether there is an output and a site in it, for the list; nothing where a build has to judge the folder."""
    if not os.path.lexists(folder):
        return "none"
    if not os.path.isfile(os.path.join(folder, RECORD)):
        return ""
    return "site" if os.path.isfile(os.path.join(folder, "index.html")) else "folder"


def under_way(folder: str) -> bool:
    """Whether a publication into this folder is under way, or was when it died."""
    room = os.path.join(os.path.dirname(folder), ".sitegen", "publish", os.path.basename(folder))
    return os.path.lexists(room) and os.listdir(room) != ["spare"]


# -- comparing ------------------------------------------------------------------------------------------------------


def _same(listed: str, there: list[tuple[str, Line]] | None) -> bool | None:
    """Whether these are the files of the list; True if a stamp was of no use and the file was read instead."""
    rows = listed.split("\n") if listed else []
    if there is None or len(rows) != len(there):
        return None
    known = dict(row.split("\t", 1) for row in rows)
    read = False
    for key, (path, _, status) in there:
        told, _, stamp = known[key].partition("\t")
        if stamp == ",".join(map(str, identity(status))):
            continue
        if not told or not stat.S_ISREG(status.st_mode):
            return None
        with open(path, "rb") as file:
            data = file.read()
        if _digest(data) != told:
            return None
        read = True
    return read


def _there(folder: str, outputs: str) -> list[tuple[str, Line]] | None:
    """The output's files as they lie there; None if one is missing or not as a build leaves it."""
    found: list[tuple[str, Line]] = []
    for row in outputs.split("\n") if outputs else ():
        key = row.partition("\t")[0]
        path = os.path.join(folder, key)
        status = os.lstat(path)
        if os.name == "posix" and status.st_mode != stat.S_IFREG | 0o644:
            return None
        found.append((key, (path, key, status)))
    return found


def _refresh(
    path: str, body: bytes, now: int, inputs: list[tuple[str, Line]], outputs: list[tuple[str, Line]] | None
) -> None:
    """Files that had to be read have been left alone for a while by now: their stamps will do the next time."""
    parts = body.split(b"\0\0\n")
    for number, there in ((1, inputs), (2, outputs or [])):
        told = {row.partition("\t")[0]: row.split("\t")[1] for row in _text(parts[number]).split("\n") if row}
        fresh = lines([(key, told[key], line[2]) for key, line in there], now)
        parts[number] = fresh.encode("utf-8", "surrogateescape")
    body = b"\0\0\n".join(parts)
    draft = os.path.join(os.path.dirname(path), f"draft-{os.getpid()}")
    try:
        with open(draft, "xb") as file:
            file.write(_digest(body).encode() + b"\n" + body)
        os.replace(draft, path)
    except OSError:
        return


def _text(part: bytes) -> str:
    return part.decode("utf-8", "surrogateescape")


def _in_time(begin: str, end: str) -> bool:
    """Whether now is within the days for which the list holds, in seconds since 1970; "" for all days."""
    return not begin or int(begin) <= time.time() < int(end)


def _root(words: list[str]) -> str | None:
    """The project, as `effects.files.find_project` finds it."""
    start = os.path.realpath(words[words.index("-C") + 1] if "-C" in words else os.getcwd())
    while not os.path.isfile(os.path.join(start, "content", "site.yaml")):
        above = os.path.dirname(start)
        if above == start or os.path.exists(os.path.join(start, ".git")):
            return None
        start = above
    return start


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()[:32]
