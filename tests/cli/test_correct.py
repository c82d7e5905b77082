"""`sitegen correct` as it is typed, on a real disk: what it asks, what it says, what it writes and what it leaves."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sitegen.cli.correct
from sitegen.cli.group import group
from sitegen.core.world import Stale
from sitegen.effects.pen import DiskPen

FILES = {
    "site.yaml": "title: Harbor\nurl: https://harbor.city/\ntime_zone: Europe/Lisbon\n",
    "explainer.md": "---\nheadline: The harbor\ndek: A bridge.\npublished: 2026-03-02\nupdated: 2026-03-09\n---\n",
    "sections/01-plan.md": "---\ntitle: The plan\n---\nIt costs [up to €40 million](fact:cost).\n",
    "facts.yaml": """\
- id: cost
  statement: The bridge costs up to €40 million.
  value: 40000000
  unit: money
  currency: EUR
  qualifier: up-to
  status: planned
  as_of: 2026-03-01
  sources: [council]
- {id: gulls, statement: The gulls leave., status: expected, as_of: 2026-03-01, sources: [council]}
""",
    "sources.yaml": "- {id: council, title: Minutes of the council}\n",
}
DATE = "--date 2026-03-05"
_KEPT: list[bytes] = []
WHY = ["--kind", "correction", "--reason", "We had misread it."]


class Project:
    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        for name, text in FILES.items():
            (self.content / name).parent.mkdir(parents=True, exist_ok=True)
            (self.content / name).write_text(text)

    def type(self, line: str, *more: str, answers: str | None = None) -> Result:
        words = [*line.split(), *more]
        return CliRunner().invoke(group, words, prog_name="sitegen", input=answers, env={"COLUMNS": "200"})

    def change(self, name: str, *pairs: tuple[str, str]) -> None:
        text = (self.content / name).read_text()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (self.content / name).write_text(text)

    def dearer(self) -> None:
        self.change("facts.yaml", ("€40 million", "€45 million"), ("40000000", "45000000"))
        self.change("sections/01-plan.md", ("€40 million", "€45 million"))

    def read(self, name: str) -> str:
        file = self.content / name
        return file.read_bytes().decode() if file.exists() else ""

    @property
    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.content).as_posix(): p.read_bytes() for p in self.content.rglob("*") if p.is_file()}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.fixture
def published(project: Project) -> Project:
    """After the first run, which the first test here is about; kept, since every test begins with it."""
    if not _KEPT:
        assert project.type("correct").exit_code == 0
        _KEPT.append((project.content / "published.json").read_bytes())
    (project.content / "published.json").write_bytes(_KEPT[0])
    return project


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitegen.cli.correct, "asks", lambda: True)


def test_the_first_run_writes_what_is_published_and_no_entry(project: Project) -> None:
    before = project.files
    assert "would write content/published.json" in project.type("correct --dry-run").stderr
    assert project.files == before
    done = project.type("correct")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "content/published.json now holds what is published: 2 facts, 2 headlines." in done.stderr
    kept = json.loads(project.read("published.json"))
    assert kept["version"] == 1 and list(kept["facts"]) == ["cost", "gulls"]
    assert project.files.keys() - before.keys() == {"published.json"}
    assert project.type("correct").stderr == "nothing that was published has changed\n"
    assert "warning" not in project.type("build --strict").stderr


def test_a_change_is_recorded_and_the_build_is_quiet_again(published: Project) -> None:
    published.dearer()
    built = published.type("build --strict")
    assert built.exit_code == 1 and "warning[published-changed]" in built.stderr
    kept = published.read("published.json")
    done = published.type(f"correct {DATE}", *WHY)
    assert done.exit_code == 0, done.stderr
    assert "recorded 1 entry in content/corrections.yaml" in done.stderr
    assert published.read("corrections.yaml").split("\n", 1)[1] == (
        "- date: 2026-03-05\n  kind: correction\n  where: fact:cost\n"
        '  was: "The bridge costs up to €40 million."\n  now: "The bridge costs up to €45 million."\n'
        '  reason: "We had misread it."\n'
    )
    assert published.read("published.json") == kept.replace("€40", "€45").replace("40000000", "45000000")
    assert published.type("build --strict").exit_code == 0
    assert published.type("correct").stderr == "nothing that was published has changed\n"


def test_what_is_new_moves_silently(published: Project) -> None:
    new = "- {id: terns, statement: New., status: standing, sources: [council]}\n"
    published.change("facts.yaml", ("- {id: gulls", new + "- {id: gulls"))
    done = published.type("correct")
    assert done.exit_code == 0 and "1 new thing is part of what is published: fact:terns" in done.stderr
    assert '"terns"' in published.read("published.json") and not published.read("corrections.yaml")


def test_where_nobody_can_be_asked_changes_are_listed_with_the_way_to_say_it(published: Project) -> None:
    published.dearer()
    before = published.files
    done = published.type("correct")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "1 thing changed since publication:",
        "",
        "fact:cost  (content/facts.yaml:2)",
        "  statement  The bridge costs up to €40 million.",
        "         ->  The bridge costs up to €45 million.",
        "  value      40000000",
        "         ->  45000000",
        "",
        "Nobody can be asked here, so say what they are. Nothing was written.",
        '  sitegen correct fact:cost --kind correction --reason "…"',
    ]
    assert published.files == before


def test_a_rehearsal_shows_the_entry_and_writes_nothing(published: Project) -> None:
    published.dearer()
    before = published.files
    done = published.type(f"correct --dry-run {DATE}")
    assert done.exit_code == 0
    assert done.stdout.startswith("- date: 2026-03-05\n  kind: correction\n  where: fact:cost\n")
    assert "would write content/corrections.yaml and content/published.json" in done.stderr
    assert published.files == before


def test_one_answer_for_several_changes_has_to_be_meant(published: Project) -> None:
    published.dearer()
    published.change("facts.yaml", ("The gulls leave.", "The gulls may leave."))
    before = published.files
    done = published.type("correct", *WHY)
    assert done.exit_code == 1 and "Say so with --all, or name places" in done.stderr and published.files == before
    done = published.type("correct gulls", *WHY)
    assert done.exit_code == 0 and "1 change left as published" in done.stderr
    kept = json.loads(published.read("published.json"))["facts"]
    assert (kept["gulls"]["statement"], kept["cost"]["value"]) == ("The gulls may leave.", "40000000")
    assert published.type("correct --all", *WHY).exit_code == 0
    assert published.read("corrections.yaml").count("- date:") == 2


@pytest.mark.parametrize(("place", "told"), [
    ("fact:cots", "did you mean fact:cost?"), ("gulls", "gulls is as it was published"),
    ("zzz", "what changed: fact:cost"), ("page:facts", "content/published.json keeps nothing of page:facts"),
])  # fmt: skip
def test_a_place_that_did_not_change(published: Project, place: str, told: str) -> None:
    published.dearer()
    before = published.files
    done = published.type("correct", place, *WHY)
    assert done.exit_code == 2 and told in done.stderr and published.files == before


@pytest.mark.usefixtures("somebody")
def test_each_change_is_asked_about(published: Project) -> None:
    published.dearer()
    published.change("facts.yaml", ("The gulls leave., status: expected", "The gulls leave., status: past"))
    published.change("explainer.md", ("A bridge.", "It is a bridge."))
    answers = "\n".join(["c", "cor", "", "   ", "  We had   misread it. ", "", "They left on Monday.", "none", ""])
    done = published.type(f"correct {DATE}", answers=answers)
    assert done.exit_code == 0, done.stderr
    assert "more than one begins so: correction, clarification" in done.stderr
    assert "readers will want to know" in done.stderr
    log = published.read("corrections.yaml")
    assert re.findall(r"kind: (\w+)\n  where: (\S+)", log) == [("update", "fact:gulls"), ("correction", "fact:cost")]
    assert '"We had misread it."' in log and '"They left on Monday."' in log
    assert published.type("correct").stderr == "nothing that was published has changed\n"


@pytest.mark.usefixtures("somebody")
def test_a_change_can_be_left_for_later_and_one_that_tells_otherwise_needs_an_entry(published: Project) -> None:
    published.dearer()
    before = published.files
    done = published.type("correct", answers="none\nskip\n")
    assert done.exit_code == 0 and "none is for other words that say the same" in done.stderr
    assert "1 change left as published; a build goes on warning of it" in done.stderr
    assert published.files == before
    assert published.type("correct --kind none").exit_code == 2


@pytest.mark.usefixtures("somebody")
def test_whoever_goes_away_has_written_nothing(published: Project) -> None:
    published.dearer()
    before = published.files
    done = published.type("correct", answers="correction\n")
    assert done.exit_code == 130 and "interrupted" in done.stderr and published.files == before


def test_an_error_in_the_site_comes_first(published: Project) -> None:
    published.change("facts.yaml", ("40000000", "45000000"))
    before = published.files
    done = published.type("correct", *WHY)
    assert done.exit_code == 1 and "error[fact-disagrees]" in done.stderr
    assert done.stderr.endswith(". Nothing was written.\n")
    assert published.files == before


@pytest.mark.parametrize(("data", "code"), [
    (b"{", "baseline-invalid"), (b'{"version": 9}', "baseline-newer"), (b'{"version": 1, "x": 1}', "baseline-invalid"),
    (b"\xff", "file-encoding"), (b"", "baseline-invalid"),
])  # fmt: skip
def test_a_baseline_that_cannot_be_read_is_never_replaced(published: Project, data: bytes, code: str) -> None:
    (published.content / "published.json").write_bytes(data)
    before = published.files
    for line in ("correct", "correct --dry-run", "build"):
        done = published.type(line)
        assert done.exit_code == 1 and f"error[{code}]" in done.stderr
    assert published.files == before


@pytest.mark.parametrize("log", [
    "# Newest first.\r\n- {date: 2026-03-02, kind: update, where: page:home, was: x, now: y, reason: z}",
    "[]", "[] # none\n",
    "# none yet\n[{date: 2026-03-02, kind: update, where: page:home, was: x, now: y, reason: z}]\n",
])  # fmt: skip
def test_the_log_keeps_every_byte(published: Project, log: str) -> None:
    (published.content / "corrections.yaml").write_bytes(log.encode())
    published.dearer()
    assert published.type(f"correct {DATE}", *WHY).exit_code == 0
    now = published.read("corrections.yaml")
    assert ("\r\n" in log) == ("\r\n" in now) and "\n" not in (now.replace("\r\n", "") if "\r\n" in log else "")
    lines = re.split(r"\r?\n", log.replace("[]", "").replace("[", ""))
    assert all(line in now for line in lines)
    assert published.type("build").exit_code == 0


def test_a_log_that_cannot_be_added_to_is_left_and_the_entry_is_shown(published: Project) -> None:
    log = "- {date: 2026-03-01, kind: update, where: page:home, was: x, now: y, reason: z}\n" \
          "- {date: 2026-03-02, kind: update, where: page:home, was: x, now: y, reason: z}\n...\n"  # fmt: skip
    (published.content / "corrections.yaml").write_text(log)
    published.dearer()
    before = published.files
    done = published.type(f"correct {DATE}", *WHY)
    assert done.exit_code == 1 and "cannot be added to" in done.stderr and "where: fact:cost" in done.stdout
    assert published.files == before
    (published.content / "corrections.yaml").write_text(log.replace("...\n", done.stdout))
    done = published.type("correct")
    assert done.exit_code == 0 and "fact:cost: the log tells of it already (2026-03-05)" in done.stderr
    assert published.read("corrections.yaml").count("fact:cost") == 1
    assert published.type("build --strict").exit_code == 0


def test_a_run_that_died_between_the_files_is_finished_by_the_next(published: Project) -> None:
    published.dearer()
    kept = (published.content / "published.json").read_bytes()
    assert published.type(f"correct {DATE}", *WHY).exit_code == 0
    log, base = published.read("corrections.yaml"), published.read("published.json")
    (published.content / "published.json").write_bytes(kept)
    assert "warning[published-changed]" in published.type("build").stderr
    assert "the log tells of it already" in published.type("correct").stderr
    assert (published.read("corrections.yaml"), published.read("published.json")) == (log, base)


def test_a_file_saved_while_somebody_thinks_is_not_overwritten(
    published: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(self: DiskPen, files: object) -> None:
        raise Stale("content/corrections.yaml")

    published.dearer()
    monkeypatch.setattr(DiskPen, "rewrite", stale)
    done = published.type("correct", *WHY)
    assert done.exit_code == 3 and "content/corrections.yaml was saved by somebody else" in done.stderr


def test_a_disk_that_refuses_is_told_in_a_sentence(published: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: DiskPen, files: object) -> None:
        raise OSError(28, "No space left on device", "content/published.json")

    published.dearer()
    monkeypatch.setattr(DiskPen, "rewrite", full)
    done = published.type("correct", *WHY)
    assert done.exit_code == 3
    assert done.stderr.endswith("content/published.json could not be written: no space left on device. "
                                "Everything is as it was.\n")  # fmt: skip


def test_the_day_of_the_update_is_called_to_mind(published: Project) -> None:
    published.dearer()
    done = published.type("correct --date 2026-03-12", *WHY)
    assert "content/explainer.md says that it was updated on 2026-03-09: write updated: 2026-03-12" in done.stderr
    assert "warning[updated-old]" in published.type("build").stderr


@pytest.mark.parametrize(("options", "told"), [
    (["--reason", " ", "--kind", "update"], "it is empty"), (["--kind", "mistake"], "'none'"),
    (["--date", "2026-13-01"], "not a day of the calendar"),
])  # fmt: skip
def test_wrong_usage(project: Project, options: list[str], told: str) -> None:
    done = project.type("correct", *options)
    assert done.exit_code == 2 and told in done.stderr


def test_on_a_real_terminal_it_asks_and_writes(published: Project) -> None:
    published.dearer()
    mine, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "correct", "--date", "2026-03-05"], cwd=published.content.parent,
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    said = ""
    for question, answer in (("[correction]: ", "\n"), ("why, for readers: ", "We had misread “it”.\n")):
        while question not in said:
            assert select.select([mine], [], [], 60)[0], said
            said += os.read(mine, 4096).decode(errors="replace")
        os.write(mine, answer.encode())
    assert run.wait(60) == 0
    os.close(mine)
    assert "We had misread “it”." in published.read("corrections.yaml")
