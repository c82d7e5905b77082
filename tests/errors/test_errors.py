"""Broken sites as documents: what a writer changes in a sound project, and every word that the command then says.

The cases lie beside this, in files by subject. A case is a title, a line with a dot, the changes, a dot, the output, a
dot. Changes are files below `project/`: a line `== path` and the whole new text; or `== path, with` and, in pairs,
lines to be replaced (`<`) and their replacement (`>`); `== path, gone`; `== path, unreadable`; `== path, in bytes`,
where \\xE9 is the byte E9. A first line `$ sitegen build …` or `$ sitegen check …` gives the command and its options.
Everything runs as the command does but for disk and clock, so hundreds of cases take seconds; `test_process.py` runs
some of them with a real disk.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import sitegen.cli.build
import sitegen.cli.check
from sitegen.cli.group import group
from sitegen.core.codes import CODES
from tests.cases import cases
from tests.errors.change import COMMAND, NOT_BY_CONTENT, changed, project, theme
from tests.fakes import FakeWorld, MemoryFiles

HERE = Path(__file__).parent
CASES = cases(HERE)
LAST_GOOD = {"index.html": b"the last good site"}


def run(given: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, bool]:
    """The exit code, what is said on stderr, and whether anything was published."""
    line, files = changed(given, project())
    world = FakeWorld(files, MemoryFiles(theme()))
    world.shelf.made = dict(LAST_GOOD)
    for command in (sitegen.cli.build, sitegen.cli.check):
        monkeypatch.setattr(command, "find_project", lambda start: Path.cwd())
        monkeypatch.setattr(command, "real_world", lambda root, out: world)
    done = CliRunner().invoke(group, line.split()[2:], prog_name="sitegen", env={"COLUMNS": "120"})
    assert not done.stdout or "--format" in line, "what is said to people goes to stderr"
    said = re.sub(r"built \d+ pages, \d+ files in .* s -> build/", "built", (done.stdout + done.stderr).strip())
    said = re.sub(r"Checked \d+ pages, \d+ files: [\w, -]+\.", "Checked.", said)
    return done.exit_code, said, world.shelf.made != LAST_GOOD


@pytest.mark.parametrize(("name", "given", "wanted"), CASES)
def test_a_broken_site_is_told_in_these_words(
    name: str, given: str, wanted: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, published = run(given, monkeypatch)
    assert said == wanted
    broken = "error[" in wanted or "::error " in wanted or "--strict does not let pass" in wanted
    assert (code, published) == ((1, False) if broken else (0, "$ sitegen check" not in given))


def test_the_project_is_sound_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, published = run(f"{COMMAND} -v", monkeypatch)
    assert (code, published) == (0, True)
    assert "error" not in said and "warning" not in said


def test_every_code_has_a_case_or_a_reason() -> None:
    told = "".join(case.values[2] for case in CASES)  # type: ignore[attr-defined]
    checked = "".join(case.values[2] for case in cases(HERE.parent / "checks"))  # type: ignore[attr-defined]
    met = {code for code in CODES if f"[{code}]" in told or f" {code}: " in checked}
    assert set(CODES) - met == set(NOT_BY_CONTENT)
