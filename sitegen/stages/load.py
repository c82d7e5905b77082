"""The first stage: every file of a project, read once, into a Snapshot. Later stages never see the disk.

What a file means is not asked here, only whether it is one: present, readable, a text where a text belongs, known by
its name. Texts of content and templates are handed on with `\\n` line ends and without a byte order mark, so that the
same words give the same digest whatever editor saved them. A text of content/ that cannot be read is left out and named
in the Snapshot, so that the others are judged in the same run; with any other error there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sitegen.content.originals import ORIGINAL, imported
from sitegen.content.siblings import parted
from sitegen.core.artifact import Options, Snapshot, Source, digest
from sitegen.core.problem import Problem, Result, Span, errors, in_order, near_name, nearest
from sitegen.core.world import Clock, Entry, Files

KNOWN = (
    "site.yaml", "explainer.md", "faq.yaml", "disclaimer.md", "itinerary.yaml", "facts.yaml", "sources.yaml",
    "people.yaml", "glossary.yaml", "timeline.yaml", "corrections.yaml",
    "published.json",
)  # fmt: skip
FOLDERS = ("sections", "pages", "charts", "images")
TEXT = frozenset({"md", "yaml", "html", "css", "js", "mjs", "svg", "xml", "txt", "json", "csv"})
LARGEST_TEXT = 5 * 1024 * 1024  # bytes; the longest novels are shorter

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What neither XML 1.0 nor HTML takes as text."""
_CONTROL_BYTES = bytes(byte for byte in range(128) if _CONTROL.match(chr(byte)))
_DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)
_LITTER = re.compile(r"\..*|.*~|#.*#|Thumbs\.db|desktop\.ini")
"""Names that editors, desktops and version control leave behind; a leading dot hides a file from us too."""

_PRIVATE = re.compile(r"/_|\.(bak|orig|rej|swp|tmp|old|map|pem|key|p12|pfx|log|sqlite|db)$", re.IGNORECASE)
"""What nobody means to publish: private by a leading underscore, backups, source maps, keys, logs, databases."""


def load(files: Files, theme: Files, clock: Clock, options: Options) -> Result[Snapshot]:
    """Reads `content/`, and `templates/` and `assets/` on top of the theme's, file by file; all problems at once."""
    content = _entries(files, "content")
    problems = [*_unportable(content)]
    forgiven = [*_unknown(content), *_missing(content)]
    known = [entry for entry in content if _is_known(entry)]
    sources, faults = _read(files, "content", known)
    forgiven += faults
    unread = frozenset(_nfc(entry.path).removeprefix("content/") for entry in known) - sources.keys()
    misnamed = {right for entry in content if (right := _right_name(entry.path)) and right not in sources}
    unread |= {right.removeprefix("content/") for right in misnamed}
    layers: dict[str, Mapping[str, Source]] = {}
    for folder in ("templates", "assets"):
        own = _entries(files, folder)
        if folder == "assets":
            problems += _private(own)
            own = [entry for entry in own if not _PRIVATE.search(entry.path)]
        taken = {_nfc(entry.path) for entry in own}
        mine, faults = _read(files, folder, own)
        problems += faults
        shipped = _entries(theme, folder)
        below, faults = _read(theme, folder, [e for e in shipped if _nfc(e.path) not in taken], theme=True)
        problems += faults
        if any(ORIGINAL.encode() in source.data for source in mine.values()):
            hidden, faults = _read(theme, folder, [e for e in shipped if _nfc(e.path) in taken], theme=True)
            problems += faults
            if folder == "templates":
                below |= {ORIGINAL + path: source for path, source in hidden.items()}
            else:
                mine, faults = imported(mine, {**below, **hidden})
                problems += faults
        layers[folder] = dict(sorted({**below, **mine}.items()))
    now, faults = _moment(clock, options)
    problems += faults
    told = in_order([*problems, *forgiven])
    nothing = "site.yaml" not in sources and "site.yaml" not in unread
    if nothing or errors(problems) or any("." not in name for name in unread):  # a folder: who knows what is in it
        return Result(None, told)
    return Result(Snapshot(sources, layers["templates"], layers["assets"], now, options, unread), told)


def _moment(clock: Clock, options: Options) -> tuple[datetime | None, list[Problem]]:
    if options.today is not None:
        return None, []
    try:
        return clock.now(), []
    except ValueError as error:
        return None, [Problem("clock-value", str(error), hint="unset it, or set it to seconds since 1970")]


def _entries(files: Files, folder: str) -> list[Entry]:
    """What lies in a folder, by the path below the project, without litter."""
    return [entry for entry in files.walk(folder) if not any(_LITTER.fullmatch(part) for part in entry.path.split("/"))]


def _read(
    files: Files, folder: str, entries: Iterable[Entry], theme: bool = False
) -> tuple[dict[str, Source], list[Problem]]:
    """Sources by their path below `folder`, its letters composed: a disk may hold them apart, an address never does."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for entry in entries:
        shown = f"theme/{entry.path}" if theme else entry.path
        suffix = entry.path.rpartition("/")[2].rpartition(".")[2].lower()
        is_text = suffix in TEXT
        if entry.fault:
            hint = "rename it" if "its name" in entry.fault else "put the file itself here, or take it away"
            problems.append(Problem("file-unreadable", f"this is not read: {entry.fault}", Span(shown), hint))
            continue
        if is_text and entry.size > LARGEST_TEXT:
            problems.append(_too_large(shown, entry.size))
            continue
        try:
            data = files.read(entry.path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problems.append(Problem("file-unreadable", f"this could not be read: {reason}", Span(shown),
                                    "see to it that you may read it, or take it away"))  # fmt: skip
            continue
        if is_text:
            fault = _text_fault(shown, data)
            if fault:
                problems.append(fault)
                continue
            if folder == "templates" or suffix in ("md", "yaml", "csv"):
                data = _unified(data)
        path = _nfc(entry.path)[len(folder) + 1 :]
        if path in sources:
            message = f"this and {ascii(sources[path].path)[1:-1]} have the same name, spelled with other characters"
            problems.append(Problem("name-twice", message, Span(shown), "rename one of them"))
        sources[path] = Source(shown, data, digest(data), "theme" if theme else "site")
    return sources, problems


def _unified(data: bytes) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _text_fault(path: str, data: bytes) -> Problem | None:
    """The first thing that keeps a file from being a text, at its line and column."""
    if len(data) > LARGEST_TEXT:
        return _too_large(path, len(data))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem("file-encoding", "this is UTF-16, not UTF-8", Span(path), hint="save it as UTF-8")
    data = _unified(data)
    if data.isascii() and len(data.translate(None, _CONTROL_BYTES)) == len(data):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        after = f' after "{words}"' if (words := before.rpartition("\n")[2][-24:].strip()) else ""
        message = f"the byte 0x{data[error.start]:02X}{after} is not UTF-8"
        return Problem("file-encoding", message, _place(path, before), hint="save the file as UTF-8 in your editor")
    found = _CONTROL.search(text)
    if found is None:
        return None
    more = len(_CONTROL.findall(text)) - 1
    before = text[: found.start()]
    after = f' after "{words}"' if (words := before.rpartition("\n")[2][-24:].strip()) else ""
    message = f"the control character U+{ord(found[0]):04X}{after} is no text" + (f", and {more} more" if more else "")
    return Problem("file-control", message, _place(path, before), hint="delete it")


def _too_large(path: str, size: int) -> Problem:
    message = f"{size / 1024 / 1024:.1f} MB are too much for a text; {LARGEST_TEXT // 1024 // 1024} MB are the most"
    return Problem("file-size", message, Span(path), hint="divide it, or keep data out of content/")


def _place(path: str, before: str) -> Span:
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(path, before.count("\n") + 1, column, 0, column + 1)


def _is_known(entry: Entry) -> bool:
    """Whether content/ has a place for it. A folder comes as an entry only when it cannot be read."""
    folders = entry.path.split("/")[1:-1]
    name = entry.path.rpartition("/")[2]
    if not folders:
        translated = parted(name)
        known = name in KNOWN or (translated is not None and translated[0] in KNOWN)
        return known or bool(entry.fault and name in ("content", *FOLDERS))
    if folders == ["charts"]:
        return name.endswith((".yaml", ".csv"))
    return folders[0] == "images" or (folders in (["sections"], ["pages"]) and name.endswith(".md"))


def _missing(content: list[Entry]) -> Iterator[Problem]:
    paths = {entry.path for entry in content}
    if "content" in paths:  # there, but unreadable: said where it is read
        return
    paths |= {_right_name(path) for path in paths}
    if "content/site.yaml" not in paths:
        hint = "it holds at least title: and url:"
        yield Problem("project-missing", "there is no project here: content/site.yaml is missing", hint=hint)
        if not paths:
            return
    if "content/explainer.md" not in paths:
        hint = "write it: front matter with headline:, dek: and published:, then the opening text"
        yield Problem("file-missing", "content/explainer.md is missing", Span("content/explainer.md"), hint=hint)
    if not any(path.startswith("content/sections") and path.endswith((".md", "/sections")) for path in paths):
        hint = "write the first one as content/sections/01-name.md"
        yield Problem("file-missing", "an explainer needs at least one section", Span("content/sections"), hint=hint)


def _unknown(content: list[Entry]) -> Iterator[Problem]:
    for entry in content:
        path = entry.path.removeprefix("content/")
        if _is_known(entry):
            continue
        if right := _right_name(entry.path):
            message = f"sitegen does not read {path}, because of its ending"
            yield Problem("file-ending", message, Span(entry.path), hint=f"rename it to {right.rpartition('/')[2]}")
        else:
            message = f"sitegen does not know {path} and leaves it out"
            yield Problem("file-unknown", message, Span(entry.path), hint=_advice(path))


def _private(assets: list[Entry]) -> Iterator[Problem]:
    """All else in assets/ goes out as it is, so what is left out there is said."""
    for entry in assets:
        if _PRIVATE.search(entry.path):
            message = f"{entry.path} looks like nobody's to read and is left out"
            yield Problem("file-unknown", message, Span(entry.path), hint="rename it if readers are to have it")


def _right_name(path: str) -> str:
    """What a file should be called that has another of the usual endings of its kind: facts.yml, 01-one.markdown."""
    folder, _, name = path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    if folder == "content" and suffix.lower() in ("yml", "yaml", "markdown"):
        right = f"{stem}.md" if suffix.lower() == "markdown" else f"{stem}.yaml"
        return f"{folder}/{right}" if right in KNOWN and right != name else ""
    if folder == "content/charts" and suffix.lower() in ("yml", "yaml") and suffix != "yaml":
        return f"{folder}/{stem}.yaml"
    if folder in ("content/sections", "content/pages") and suffix.lower() in ("markdown", "mdown", "mkd"):
        return f"{folder}/{stem}.md"
    return ""


def _advice(path: str) -> str:
    """Where a file was perhaps meant to lie."""
    folder, _, name = path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    if suffix.lower() in ("jpg", "jpeg", "png", "gif", "webp", "avif", "svg"):
        return "pictures lie in content/images/"
    if folder in ("sections", "pages"):
        return f"did you mean {folder}/{stem}.md?" if suffix.lower() == "txt" else f"{folder}/ holds .md files"
    if folder == "charts":
        known = "charts/ holds .yaml and .csv files"
        return f"did you mean {folder}/{stem}.yaml?" if suffix.lower() == "yml" else known
    if folder.startswith(("sections/", "pages/", "charts/")):
        return f"{folder.split('/')[0]}/ has no further folders"
    if folder:
        return nearest(folder.split("/")[0], FOLDERS, "content/")
    if near := near_name(name.lower(), KNOWN):
        return f"did you mean {near}?"
    return f"a page of your own lies in content/pages/{name}" if suffix == "md" else "keep it outside of content/"


def _unportable(content: list[Entry]) -> Iterator[Problem]:
    """Names that mean one file here and another, or none, on some other system."""
    seen: dict[str, str] = {}
    for path in (entry.path for entry in content if not entry.fault):
        at = Span(path)
        twin = seen.setdefault(_nfc(path).casefold(), path)
        if _nfc(twin) != _nfc(path):
            message = f"this and {twin} differ only by letters of another case, and are one file on some systems"
            yield Problem("name-unportable", message, at, hint="rename one of them")
        for part in path.split("/"):
            if _DEVICE.fullmatch(part) or part[-1] in ". " or re.search(r'[<>:"|?*\\]', part):
                message = f"{part!r} is no name for a file on Windows"
                yield Problem("name-unportable", message, at, hint="rename it with letters, digits and hyphens")


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)
