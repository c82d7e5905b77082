"""`sitegen check` as a command: a real project on disk, what goes to which stream, what stays untouched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.checks import EVERY_BUILD
from sitegen.checks.thorough import CHECKS
from sitegen.cli.group import group
from tests.errors.change import REPOSITORY, project
from tests.errors.test_process import contents, write

Check = Callable[[str], Result]
ADDRESS = "--base-url https://harbor.city/ --today 2026-03-02"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    write(tmp_path, project())
    monkeypatch.chdir(tmp_path)
    return lambda line: CliRunner().invoke(group, ["check", *line.split()], prog_name="sitegen")


def test_nothing_is_written(check: Check, tmp_path: Path) -> None:
    write(tmp_path, {"build/index.html": b"the last good site"})
    before = contents(tmp_path)
    assert check(f"{ADDRESS} --strict").exit_code == 0
    assert contents(tmp_path) == before


def test_the_last_line_says_what_was_checked_and_the_verdict(check: Check) -> None:
    done = check(ADDRESS)
    assert not done.stdout
    *_, last = done.stderr.splitlines()
    assert last.startswith("Checked 12 pages, ") and last.endswith(" Nothing is wrong.")
    assert all(kind.name in last for kind in CHECKS)


def test_quietly_only_errors_are_told(check: Check, tmp_path: Path) -> None:
    write(tmp_path, {"content/notes.txt": b"x"})
    assert check(f"{ADDRESS} -q").stderr == ""
    assert "file-unknown" in check(ADDRESS).stderr
    assert check("-q --today 2026-03-02").stderr.startswith("content/site.yaml:2:6: error[address-missing]")


def test_json_has_stable_keys_and_nothing_else_is_on_stdout(check: Check, tmp_path: Path) -> None:
    write(tmp_path, {"content/pages/about.md": b"TKTK\n"})
    done = check(f"{ADDRESS} --format json")
    told = json.loads(done.stdout)
    assert list(told) == ["version", "ok", "diagnostics"] and told["ok"] is True
    rows = [row for row in told["diagnostics"] if row["severity"] != "note"]
    assert rows == [{
        "code": "placeholder-text", "severity": "warning", "file": "content/pages/about.md", "line": 1, "col": 1,
        "end_line": 1, "end_col": 5, "message": '"TKTK" was meant to be replaced, and readers will see it',
        "hint": "write what belongs here",
    }]  # fmt: skip
    strict = check(f"{ADDRESS} --format json --strict")
    assert strict.exit_code == 1 and json.loads(strict.stdout)["ok"] is False


def test_annotations_are_escaped_and_named_from_where_one_is(check: Check, tmp_path: Path) -> None:
    write(tmp_path, {"content/pages/about.md": b"[a, b: 100%](https://www.example.org/a:b,c%25)\n"})
    done = check(f"{ADDRESS} --format github -C content")
    line = next(line for line in done.stdout.splitlines() if "placeholder-link" in line)
    assert line.startswith("::warning ") and "file=content/pages/about.md,line=1," in line
    assert "https://www.example.org/a:b,c%2525 is a placeholder" in line


def test_today_is_rehearsed(check: Check) -> None:
    assert "fact-due" not in check(ADDRESS).stderr
    later = check("--base-url https://harbor.city/ --today 2027-06-02 --strict")
    assert later.exit_code == 1 and "warning[fact-due]" in later.stderr


@pytest.mark.parametrize("line", ["--base-url harbor", "--today tomorrow", "--format xml", "--drafts", "extra"])
def test_wrong_usage(check: Check, line: str) -> None:
    assert check(line).exit_code == 2


@pytest.mark.parametrize(("form", "stdout"), [
    ("text", ""), ("json", '"code": "project-missing"'), ("github", "::error title=project-missing::"),
])  # fmt: skip
def test_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, stdout: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(group, ["check", "--format", form], prog_name="sitegen")
    assert done.exit_code == 2
    assert stdout in done.stdout and "there is no content/site.yaml here or above" in done.stderr


def test_a_build_runs_the_cheap_ones_only() -> None:
    assert {kind.name for kind in EVERY_BUILD} < {kind.name for kind in CHECKS}


def test_the_explainer_passes_strictly_and_without_waivers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert "waive" not in (REPOSITORY / "content" / "site.yaml").read_text("utf-8")
    done = CliRunner().invoke(group, ["check", "--strict", "--base-url", "https://example.net/x/"], prog_name="sitegen")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.endswith("Nothing is wrong.\n")
