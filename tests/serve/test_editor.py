"""Which editor is known, and what opens it at a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.serve.editor import known


@pytest.mark.parametrize(
    ("environment", "name", "command"),
    [
        ({"EDITOR": "code --wait"}, "VS Code", ["/bin/code", "--goto", "/p/a b.md:3:5"]),
        ({"VISUAL": "/opt/zed", "EDITOR": "code"}, "Zed", ["/bin//opt/zed", "/p/a b.md:3:5"]),
        ({"EDITOR": "vim", "TERM_PROGRAM": "vscode"}, "VS Code", ["/bin/code", "--goto", "/p/a b.md:3:5"]),
        ({"EDITOR": "'unclosed", "VISUAL": "kate"}, "Kate", ["/bin/kate", "--line", "3", "--column", "5", "/p/a b.md"]),
        ({"EDITOR": "subl -n -w"}, "Sublime Text", ["/bin/subl", "-n", "/p/a b.md:3:5"]),
    ],
)
def test_an_editor_with_a_window_is_known(environment: dict[str, str], name: str, command: list[str]) -> None:
    editor = known(environment, lambda program: f"/bin/{program}")
    assert editor is not None
    assert (editor.name, editor.command(Path("/p/a b.md"), 3, 5)) == (name, command)


@pytest.mark.parametrize(
    "environment", [{}, {"EDITOR": "vim"}, {"EDITOR": "  "}, {"VISUAL": "nano", "TERM_PROGRAM": "x"}]
)
def test_others_are_not(environment: dict[str, str]) -> None:
    assert known(environment, lambda program: f"/bin/{program}") is None


def test_one_that_is_not_installed_is_not_either() -> None:
    assert known({"EDITOR": "code"}, lambda program: None) is None


def test_one_that_cannot_be_started_does_no_harm(tmp_path: Path) -> None:
    editor = known({"EDITOR": "code"}, lambda program: str(tmp_path / "gone"))
    assert editor is not None
    editor.open(tmp_path, 1, 1)
