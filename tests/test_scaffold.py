"""`sitegen new`: the example is sound, says what it promises, and nothing of the writer's is in danger."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import sitegen.cli.new
from sitegen.build import make
from sitegen.cli.group import group
from sitegen.content.languages import LANGUAGES
from sitegen.content.schema_json import patterns
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem
from sitegen.effects.disk import Disk
from sitegen.effects.plant import plant
from sitegen.scaffold import Answers, project
from tests.errors.change import theme
from tests.fakes import FakeWorld, MemoryFiles

TODAY = date(2026, 3, 2)
URL = "https://port.github.io/harbor/"


def answers(**more: Any) -> Answers:
    return Answers(**{"title": "The harbor", "url": URL, "language": "en", "today": TODAY, **more})


def problems(files: dict[str, str], today: date, url: str = "") -> tuple[Problem, ...]:
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), Options(base_url=url, today=today))
    assert built.manifest is not None
    return built.problems


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("title", ["The harbor", 'A: "quoted" #1 – @TODAY@ {x}', "1977", "Đà Nẵng & co.\\n"])
def test_a_new_project_builds_without_a_word(blank: bool, title: str) -> None:
    files = project(answers(blank=blank, title=title), {})
    assert problems(files, TODAY) == ()
    assert yaml.safe_load(files["content/site.yaml"])["title"] == title


@pytest.mark.parametrize("today", [date(2024, 1, 31), date(2024, 2, 29), date(2025, 12, 31), date(2026, 3, 2)])
def test_one_claim_falls_due_after_thirty_days_and_no_other_word_is_said(today: date) -> None:
    files = project(answers(today=today), {})
    due = today + timedelta(days=30)
    assert problems(files, due - timedelta(days=1)) == ()
    [problem] = problems(files, due)
    assert problem.code == "fact-due" and problem.at is not None
    assert f"--today {due.isoformat()}" in files["content/sections/03-light.md"]


def test_the_example_has_one_of_each() -> None:
    files = project(answers(), {})
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), Options(today=TODAY))
    assert built.manifest is not None
    wanted = ("itinerary", "faq", "timeline", "glossary", "people", "facts", "sources", "corrections", "disclaimer")
    assert {f"{page}/index.html" for page in wanted} <= built.manifest.outputs.keys()
    text = " ".join(files[path] for path in files if path.startswith("content/"))
    assert not re.search(r"lorem|ipsum|TODO|XXX|@[A-Z_]+@", text)
    for name in ("content/facts.yaml", "content/sources.yaml"):
        assert len(yaml.safe_load(files[name])) >= 5


def test_every_fact_of_the_example_has_a_source_but_its_own_promise() -> None:
    facts = yaml.safe_load(project(answers(), {})["content/facts.yaml"])
    assert [fact["id"] for fact in facts if not fact["sources"]] == ["review"]


def test_editors_find_a_schema_for_every_yaml_file() -> None:
    files = project(answers(), {})
    for path in files:
        if path.startswith("content/") and path.endswith(".yaml"):
            match = re.match(r"# yaml-language-server: \$schema=\.\./(schemas/\S+)\n", files[path])
            assert match and match[1] in files, path
    told = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert told == {f"./schemas/{file}": globs[0] for file, globs in patterns().items()}
    assert json.loads(files[".vscode/extensions.json"])["recommendations"]


def test_every_known_language_can_be_begun_in() -> None:
    for language in LANGUAGES:
        files = project(answers(language=language, blank=True), {})
        assert problems(files, TODAY) == ()


# --- the command


def type_(line: str, **more: Any) -> Result:
    return CliRunner().invoke(group, line.split(), prog_name="sitegen", **more)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772452800")  # 2026-03-02
    monkeypatch.setattr(sitegen.cli.new, "installation", lambda: None)
    return tmp_path


def test_the_next_commands_are_printed(desk: Path) -> None:
    done = type_(f"new harbor --base-url {URL}")
    assert (done.exit_code, done.stdout) == (0, "harbor\n")
    said = done.stderr.splitlines()
    assert re.fullmatch(r"\d+ files in harbor/. Next:", said[0])
    assert said[2] == "  cd harbor"
    assert said[3].startswith("  sitegen serve --open  ")
    assert said[4].startswith("  sitegen check --today 2026-04-01  ")
    assert (desk / "harbor/.gitignore").read_text().splitlines()[1:] == ["/build/", "/.sitegen/"]
    assert "sitegen check --strict" in (desk / "harbor/.github/workflows/pages.yml").read_text()
    assert (desk / "harbor/README.md").read_text().startswith("# What is a metre?\n")
    assert "sitegen==" in (desk / "harbor/requirements.txt").read_text()


def test_without_an_address_the_rehearsal_brings_one(desk: Path) -> None:
    assert "--today 2026-04-01 --base-url https://" in type_("new The_Harbor").stderr
    assert "url: https://example.org/the-harbor/\n" in (desk / "The_Harbor/content/site.yaml").read_text()


def test_blank_is_the_bare_minimum(desk: Path) -> None:
    done = type_("new harbor --blank")
    assert "sitegen check " in done.stderr and "--today" not in done.stderr
    written = {path.name for path in (desk / "harbor/content").rglob("*") if path.is_file()}
    assert written == {"site.yaml", "explainer.md", "01-first.md"}


def test_c_is_where_the_folder_is_made(desk: Path) -> None:
    (desk / "below").mkdir()
    assert type_("-C below new harbor").stdout.strip().replace("\\", "/") == "below/harbor"
    assert (desk / "below/harbor/content/site.yaml").exists()


@pytest.mark.parametrize("made", ["x.txt", "content/site.yaml", ".env"])
def test_a_folder_with_something_in_it_is_refused(desk: Path, made: str) -> None:
    (desk / "harbor" / made).parent.mkdir(parents=True)
    (desk / "harbor" / made).write_text("mine")
    done = type_("new harbor")
    assert done.exit_code == 2 and f"it holds {made.split('/')[0]}" in done.stderr
    assert [p for p in (desk / "harbor").rglob("*") if p.is_file()] == [desk / "harbor" / made]


def test_a_file_in_the_place_of_the_folder_is_refused(desk: Path) -> None:
    (desk / "harbor").write_text("mine")
    assert type_("new harbor").exit_code == 2
    assert (desk / "harbor").read_text() == "mine"


def test_a_fresh_clone_knows_its_address_and_branch(desk: Path) -> None:
    folder = desk / "clone"
    for command in (f"init --quiet --initial-branch=trunk {folder}",
                    f"-C {folder} remote add origin git@github.com:Port/harbor.git"):  # fmt: skip
        subprocess.run(["git", *command.split()], check=True)
    assert type_("new clone").exit_code == 0
    assert "url: https://port.github.io/harbor/\n" in (folder / "content/site.yaml").read_text()
    assert "branches: [trunk]" in (folder / ".github/workflows/pages.yml").read_text()


def test_a_wrong_address_is_told_before_anything_is_made(desk: Path) -> None:
    assert type_("new harbor --base-url harbor").exit_code == 2
    assert not (desk / "harbor").exists()


def test_a_full_disk_leaves_no_half_project(desk: Path) -> None:
    def before(call: str, path: str) -> None:
        if path.endswith("c.txt"):
            raise OSError(28, "No space left on device", path)

    (desk / "there").mkdir()
    with pytest.raises(OSError, match="No space"):
        plant(desk / "there" / "new", {"a.txt": "a", "b/b.txt": "b", "c.txt": "c"}, Disk(before))
    assert list((desk / "there").iterdir()) == []


def test_nothing_that_is_there_is_written_over(desk: Path) -> None:
    (desk / "b.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        plant(desk, {"a.txt": "a", "b.txt": "b"})
    assert {path.name: path.read_text() for path in desk.iterdir()} == {"b.txt": "mine"}


def test_on_a_terminal_it_asks_what_no_option_says(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitegen.cli.new, "on_terminal", lambda: True)
    done = type_("new harbor", input="The new harbor\nnonsense\nhttps://harbor.city\n")
    assert done.exit_code == 0, done.output
    assert "is no address of a site" in done.stderr
    text = (desk / "harbor/content/site.yaml").read_text()
    assert 'title: "The new harbor"\nurl: https://harbor.city/\n' in text
