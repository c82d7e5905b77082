"""The docs are true: every command runs, every example of a block builds, every YAML example is valid, every link leads
somewhere.

Lines of a ```sh block run in their order, in a project made by `sitegen new` whose remote is a bare repository in the
place of GitHub. Commands inside of sentences run after them. `serve` begins and is ended at once, by a fake door; what
`new` makes it makes in a folder of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import sitegen.cli.serve
from sitegen.build import make
from sitegen.cli.group import COMMANDS, group
from sitegen.content.schema_json import schemas
from sitegen.core.artifact import Options
from sitegen.scaffold import project
from sitegen.serve.preview import Preview
from tests.errors.change import theme
from tests.fakes import FakeWorld, MemoryFiles
from tests.test_scaffold import TODAY, answers
from tests.test_schemas import core

ROOT = Path(__file__).resolve().parent.parent
PAGES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")) if path.stem != "errors"}
PAGES["README.md"] = (ROOT / "README.md").read_text("utf-8")
PAGES["the README of a new project"] = (ROOT / "sitegen/starter/both/README.md").read_text("utf-8")
HELP = {f"{name} --help": CliRunner().invoke(group, [name, "--help"]).stdout for name in COMMANDS}

MEANT = {"CODE": "fact-due", "DIR": "elsewhere", "NAME": "origin", "URL": "https://owner.github.io/name/"}
"""What stands for a word in capitals."""
CHANGED = "fact:survey-years"
FINE = (0, 1, 130)  # done; warnings or errors, as in a rehearsal of a later day; ended by hand


def fences(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


def spoken(text: str) -> list[str]:
    """Commands inside of sentences and tables, and those of a help text's examples."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    found = re.findall(r"`(sitegen [^`]+)`", prose)
    return [*found, *(line.split("  ")[0] for line in re.findall(r"^ {4}(sitegen .+)$", text, re.M))]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `work`, a project as after `sitegen new`, committed and pushed to `remote.git`."""
    top = tmp_path_factory.mktemp("docs")
    assert CliRunner().invoke(group, ["new", str(top / "work")]).exit_code == 0
    (top / "work" / ".github" / "workflows" / "pages.yml").unlink()  # the docs tell how it is written
    home(top)
    environment = {"PATH": os.environ["PATH"], "HOME": str(top / "home")}
    for command in (
        f"init --quiet --bare {top}/remote.git",
        "init --quiet",
        "remote add origin https://github.com/owner/name.git",
        "add --all",
        "commit --quiet -m Begin",
        "push --quiet origin main",
    ):
        subprocess.run(["git", *command.split()], cwd=top / "work", env=environment, check=True)
    return top


def home(top: Path) -> None:
    (top / "home").mkdir()
    (top / "home" / ".gitconfig").write_text(
        "[user]\n\tname = A. Writer\n\temail = writer@harbor-story.org\n[init]\n\tdefaultBranch = main\n"
        f'[url "{top}/remote.git"]\n\tinsteadOf = https://github.com/owner/name.git\n'
    )


@pytest.fixture
def desk(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same at a place of this test's own; the tester's own git is not seen."""
    for name in ("work", "remote.git"):
        shutil.copytree(first / name, tmp_path / name)
    home(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sitegen.cli.serve, "run", ended)
    monkeypatch.setattr("click.launch", lambda url: 0)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def ended(preview: Preview) -> None:
    """Somebody ended it at once."""
    preview.close()


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line.partition(" > ")[0].partition(" | ")[0], comments=True)
    if words[0] == "cd":
        monkeypatch.chdir(words[1])
    elif words[0] == "git":
        subprocess.run(words, check=True, capture_output=True)
    else:
        assert words[0] == "sitegen", line
        words = [MEANT.get(word, word) for word in words[1:]]
        if words == words[:1]:  # a mention of a command, with or without what it needs
            assert words[0] in COMMANDS or words[0].startswith("--"), line
            if words[0] in ("new", "completion", "deploy"):
                return
        if words[0] == "correct" and any(":" in word for word in words):
            words = [CHANGED if re.fullmatch("[a-z]+:[a-z-]+", word) else word for word in words]
            publish_and_change()
        if words[0] == "new":
            monkeypatch.chdir(tempfile.mkdtemp(dir=Path.cwd().parent))
        done = CliRunner().invoke(group, words, prog_name="sitegen")
        assert done.exit_code in FINE, f"{line}: {done.exit_code}\n{done.output}"


def publish_and_change() -> None:
    """What `sitegen correct PLACE` is for: the fact CHANGED says something else than when it was published."""
    assert CliRunner().invoke(group, ["correct"], prog_name="sitegen").exit_code == 0
    facts = Path("content/facts.yaml")
    text = facts.read_text("utf-8")
    assert "took about seven years" in text
    facts.write_text(text.replace("took about seven years", "lasted about seven years"), encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if fences(text, "sh") or spoken(text)])
def test_every_command_of_the_docs_runs(name: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in "".join(fences(PAGES[name], "sh")).splitlines():
        run(line, monkeypatch)
    for line in spoken(PAGES[name]):
        monkeypatch.chdir(desk)
        run(line, monkeypatch)


@pytest.mark.parametrize("name", HELP)
def test_every_command_of_the_help_runs(name: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in spoken(HELP[name]):
        run(line, monkeypatch)


def test_every_command_is_documented() -> None:
    lines = [line for text in PAGES.values() for line in spoken(text) + "".join(fences(text, "sh")).splitlines()]
    told = {line.split()[1] for line in lines if line.startswith("sitegen ")}
    assert set(COMMANDS) <= told


def test_every_block_of_the_docs_builds() -> None:
    blocks = fences(PAGES["blocks.md"], "markdown")
    assert len(blocks) >= 6
    files = project(answers(), {})
    files["content/sections/04-blocks.md"] = "---\ntitle: Blocks\n---\n" + "\n".join(blocks)
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), Options(today=TODAY))
    assert built.problems == () and built.manifest is not None
    kinds = set(re.findall(r"^::: (\S+)", "\n".join(blocks), re.M))
    assert {path.stem for path in (ROOT / "sitegen" / "blocks").glob("[a-z]*.py")} - {"figure", "chart"} == {
        kind.replace("-", "_") for kind in kinds
    }


def test_every_reference_of_the_docs_is_right() -> None:
    table = PAGES["writing.md"].partition("## References")[2]
    rows = [row for row in re.findall(r"^\| (`.+`) \| .+ \|$", table, re.M)]
    assert len(rows) >= 6
    text = "\n\n".join(row.replace("`", "") for row in rows)
    files = project(answers(), {})
    files["content/sections/04-references.md"] = f"---\ntitle: References\n---\n{text}\n"
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), Options(today=TODAY))
    assert built.problems == ()


@pytest.mark.parametrize(("page", "text"), [(n, t) for n, text in PAGES.items() for t in fences(text, "yaml")])
def test_every_yaml_example_is_valid(page: str, text: str) -> None:
    for piece in re.split(r"^(?=# \w+(?:\.\w\w)?\.yaml$)", text, flags=re.M):
        head = re.match(r"# (\w+)(\.\w\w)?\.yaml\n", piece)
        assert head or not piece.strip(), f"{page}: the first line of an example names its file\n{piece}"
        if head:
            name = f"{head[1]}.words.json" if head[2] else f"{head[1]}.json"
            jsonschema.Draft7Validator(schemas()[name]).validate(core(piece))


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_every_link_of_the_docs_leads_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", (ROOT / "docs" / page).read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / "docs" / target).exists(), target
