"""The changes of a case: how a sound project becomes a broken one. The form is told in test_errors.py."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.fakes import MemoryFiles

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
COMMAND = "$ sitegen build --today 2026-03-02"

NOT_BY_CONTENT = {
    "project-missing": "nothing to change: tests/errors/test_process.py",
    "name-twice": "names that only some disks keep apart: tests/hostile/test_names.py",
    "name-long": "too long to be written out: tests/hostile/test_names.py",
    "file-size": "too long to be written out: tests/stages/test_load.py",
    "map-data": "sitegen's own files: tests/atlas/test_data.py",
    "card-letters": "the extra `images`: tests/outputs/test_share_card.py",
    "icon-broken": "the extra `images`: tests/outputs/test_icons.py",
    "clock-value": "the environment: tests/stages/test_load.py",
    "translation-unknown": "a site in two languages: tests/site/test_languages.py",
    "translation-value": "a site in two languages: tests/site/test_languages.py",
    "translation-missing": "a site in two languages: tests/site/test_languages.py",
    "output-refused": "the output folder: tests/stages/test_publish.py, tests/errors/test_process.py",
    "output-foreign": "the output folder: tests/stages/test_publish.py",
    "output-failed": "the disk: tests/stages/test_publish.py",
    "link-dead": "the network: tests/external",
    "link-unsure": "the network: tests/external",
    "output-busy": "another build: tests/stages/test_publish.py",
    "git-missing": "git around a deploy: tests/deploy/test_faults.py",
    "git-repository": "git around a deploy: tests/deploy/test_faults.py",
    "git-remote": "git around a deploy: tests/deploy/test_faults.py",
    "git-identity": "git around a deploy: tests/deploy/test_faults.py",
    "git-failed": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-branch": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-dirty": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-address": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-size": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-removal": "git around a deploy: tests/deploy/test_faults.py",
    "deploy-rejected": "git around a deploy: tests/deploy/test_faults.py",
}
"""Codes that no change of content brings about, and where they are met."""


def read(*folders: Path) -> dict[str, bytes]:
    return {file.relative_to(folder.parent).as_posix(): file.read_bytes()
            for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()}  # fmt: skip


@cache
def project() -> dict[str, bytes]:
    return read(HERE / "project" / "content")


@cache
def theme() -> dict[str, bytes]:
    return read(REPOSITORY / "templates", REPOSITORY / "assets")


def changed(given: str, files: dict[str, bytes]) -> tuple[str, MemoryFiles]:
    """The command line, and the project after the changes."""
    head, *pieces = re.split(r"^== ", given, flags=re.M)
    files, unreadable = dict(files), set()
    for piece in pieces:
        title, _, text = piece.partition("\n")
        path, _, how = title.partition(", ")
        assert path in files or how in ("", "in bytes", "unreadable"), f"there is no {path}"
        if how == "gone":
            del files[path]
        elif how == "unreadable":
            files.setdefault(path, b"")
            unreadable.add(path)
        elif how == "in bytes":
            files[path] = re.sub(rb"\\x([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())
        elif how == "with":
            files[path] = _edited(files[path].decode(), text, path).encode()
        else:
            assert not how, f"{how!r} is no way to change a file"
            files[path] = text.encode()
    command = head.strip() or COMMAND
    if "--today" not in command:
        command = f"{command} --today 2026-03-02"
    return command, MemoryFiles(files, denied=unreadable)


def _edited(text: str, edits: str, path: str) -> str:
    """Lines marked `<` are replaced by the lines marked `>` that follow them; a line begins after a space."""
    pairs: list[tuple[list[str], list[str]]] = []
    for line in edits.splitlines():
        if not line:
            continue
        mark, rest = line[0], line[2:]
        assert mark in "<>", f"{line!r} begins neither with < nor with >"
        if mark == "<" and (not pairs or pairs[-1][1]):
            pairs.append(([], []))
        pairs[-1][mark == ">"].append(rest)
    for old, new in pairs:
        before = "".join(f"{line}\n" for line in old)
        assert ("\n" + text).count("\n" + before) == 1, f"these lines do not stand once in {path}:\n{before}"
        text = ("\n" + text).replace("\n" + before, "\n" + "".join(f"{line}\n" for line in new), 1)[1:]
    return text
