"""The writer's editor, where it is one that can be told a line and has a window of its own: a command to open a place.

Known by what the environment names, VISUAL before EDITOR, or by the editor whose terminal this is. An editor that lives
in a terminal cannot be opened from a page.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from shlex import split

from sitegen.core.record import record

_GOTO = ("--goto", "{path}:{line}:{column}")
_COLON = ("{path}:{line}:{column}",)
_LINE = ("--line", "{line}", "--column", "{column}", "{path}")
_KNOWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "code": ("VS Code", _GOTO),
    "code-insiders": ("VS Code", _GOTO),
    "codium": ("VSCodium", _GOTO),
    "cursor": ("Cursor", _GOTO),
    "windsurf": ("Windsurf", _GOTO),
    "subl": ("Sublime Text", _COLON),
    "zed": ("Zed", _COLON),
    "mate": ("TextMate", ("--line", "{line}:{column}", "{path}")),
    "kate": ("Kate", _LINE),
    "gedit": ("gedit", ("+{line}:{column}", "{path}")),
    "gvim": ("GVim", ("+{line}", "{path}")),
    "mvim": ("MacVim", ("+{line}", "{path}")),
    "idea": ("IntelliJ IDEA", _LINE),
    "pycharm": ("PyCharm", _LINE),
    "webstorm": ("WebStorm", _LINE),
}
_TERMINALS = {"vscode": "code", "zed": "zed"}
"""TERM_PROGRAM as editors set it for the terminals inside them."""


@record
class Editor:
    name: str
    program: tuple[str, ...]
    place: tuple[str, ...]

    def command(self, path: Path, line: int, column: int) -> list[str]:
        return [*self.program, *(part.format(path=path, line=line, column=column) for part in self.place)]

    def open(self, path: Path, line: int, column: int) -> None:
        """Does not wait, and does not end with us. Nothing happens where the editor cannot be started."""
        nothing = subprocess.DEVNULL
        with suppress(OSError):
            subprocess.Popen(
                self.command(path, line, column), stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )


def known(environment: Mapping[str, str], find: Callable[[str], str | None]) -> Editor | None:
    """`find`: where a program lies, as `shutil.which` tells it."""
    named = [environment.get("VISUAL", ""), environment.get("EDITOR", "")]
    named.append(_TERMINALS.get(environment.get("TERM_PROGRAM", ""), ""))
    for words in named:
        try:
            program = split(words)
        except ValueError:
            continue
        stem = Path(program[0]).name.lower().removesuffix(".exe").removesuffix(".cmd") if program else ""
        if stem in _KNOWN and (place := find(program[0])):
            name, form = _KNOWN[stem]
            options = [word for word in program[1:] if word not in ("-w", "--wait", "-f")]
            return Editor(name, (place, *options), form)
    return None
