"""`sitegen serve` at the command line: what the first screenful says, and what its options come to."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import sitegen.cli.serve
from sitegen.cli.group import group
from sitegen.core.artifact import Options
from sitegen.serve.preview import Preview


class Desk:
    """A project, and the command with the preview ended as soon as it begins."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.previews: list[Preview] = []
        self.options: list[Options] = []
        self.opened: list[str] = []
        (root / "content").mkdir()
        (root / "content/site.yaml").write_text("title: Tour\nurl: https://night-trains.press/\n")
        monkeypatch.chdir(root)
        monkeypatch.setattr("click.launch", self.opened.append)
        monkeypatch.setattr(sitegen.cli.serve, "run", self._ended)
        monkeypatch.setattr(sitegen.cli.serve, "maker", lambda world, options: self.options.append(options))

    def _ended(self, preview: Preview) -> None:
        self.previews.append(preview)
        preview.close()

    def type(self, line: str) -> Result:
        return CliRunner().invoke(group, ["serve", *line.split()], prog_name="sitegen")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_the_first_screenful_says_where_to_look_and_what_is_watched(desk: Desk) -> None:
    done = desk.type("--port 0")
    port = desk.previews[0].door.port
    assert done.exit_code == 130
    assert done.stderr.splitlines()[:2] == [
        f"http://127.0.0.1:{port}/",
        "watching content/, templates/, assets/; Ctrl-C ends",
    ]
    assert desk.options == [Options(origin=f"http://127.0.0.1:{port}")]


def test_a_day_drafts_and_a_browser(desk: Desk) -> None:
    desk.type("--port 0 --today 2025-11-02 --drafts --open")
    assert desk.options[0].today == date(2025, 11, 2) and desk.options[0].drafts
    assert desk.opened == [desk.previews[0].door.url]


def test_a_port_that_was_named_and_is_taken_is_refused(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = desk.type(f"--port {other.getsockname()[1]}")
    assert done.exit_code == 3 and "is in use" in done.stderr
    assert desk.previews == []


def test_the_next_port_is_taken_and_the_one_that_was_not_free_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr("sitegen.serve.door.DEFAULT_PORT", taken)
        done = desk.type("")
    port = desk.previews[0].door.port
    assert done.stderr.splitlines()[0] == f"http://127.0.0.1:{port}/   (port {taken} is in use)"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--host 0.0.0.0", "it answers to any address of this machine and no other name (--allow NAME adds one)"),
        ("--host 0.0.0.0 --allow desk.lan", "it answers to any address of this machine, desk.lan"),
    ],
)
def test_a_preview_that_is_open_to_others_says_so(desk: Desk, line: str, said: str) -> None:
    done = desk.type(f"{line} --port 0")
    assert "whoever reaches this machine can read the site, drafts included" in done.stderr
    assert said in done.stderr
    assert desk.previews[0].door.answers_to("desk.lan") is ("desk.lan" in line)


def test_without_a_project_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done: Any = CliRunner().invoke(group, ["serve"], prog_name="sitegen")
    assert done.exit_code == 2 and "there is no content/site.yaml" in done.stderr
