"""`sitegen deploy --branch` as it is typed, over a real project, a real git and a bare repository that stands in for
GitHub (`url.….insteadOf`): what is said, on which stream, with which code, and what then stands on the branch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli.group import group
from tests.deploy.bench import Bench, put

GITHUB = "https://github.com/port/harbor.git"


@pytest.fixture
def harbor(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench.git("remote", "set-url", "origin", GITHUB)
    bench.git("config", "--global", f"url.{bench.bare}.insteadOf", GITHUB)
    put(bench.work, "content/site.yaml", "title: Harbor\nurl: https://port.github.io/harbor/\n")
    put(bench.work, "content/explainer.md", "---\nheadline: The harbor\npublished: 2026-01-01\n---\nIt opens.\n")
    put(bench.work, "content/sections/01-plan.md", "---\ntitle: The plan\n---\nA pier.\n")
    put(bench.work, "content/sections/02-secret.md", "---\ntitle: Later\ndraft: true\n---\nUnripe words.\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Write")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", bench.variables["HOME"])
    monkeypatch.chdir(bench.work)
    return bench


def type_(line: str) -> Result:
    return CliRunner().invoke(group, line.split(), prog_name="sitegen")


def test_from_the_first_deploy_to_the_one_with_nothing_to_do(harbor: Bench) -> None:
    before = harbor.picture()
    first = type_("deploy --branch gh-pages")
    assert (first.exit_code, first.stdout) == (0, "")
    said = first.stderr.splitlines()
    assert said[0].startswith("published 2 pages, ") and said[0].endswith(" added")
    assert "to gh-pages of github.com/port/harbor: " in said[0]
    assert said[1] == "in a minute or two it stands at https://port.github.io/harbor/"
    assert said[2].startswith("the first time, switch it on at https://github.com/port/harbor/settings/pages")
    files = harbor.published()
    assert files[".nojekyll"] == "" and "CNAME" not in files and ".sitegen-files" not in files
    assert 'href="https://port.github.io/harbor/"' in files["index.html"]
    assert not any("Unripe" in text for text in files.values())
    again = type_("deploy --branch gh-pages")
    assert again.exit_code == 0 and again.stderr.startswith("nothing changed: gh-pages of github.com/port/harbor is up")
    assert len(harbor.history()) == 1
    assert harbor.picture() == before


def test_a_rehearsal_lists_what_would_change_on_stdout(harbor: Bench) -> None:
    assert type_("deploy --branch gh-pages -q").output == ""
    put(harbor.work, "content/sections/03-day.md", "---\ntitle: The day\n---\nSoon.\n")
    before, refs = harbor.picture(), harbor.refs()
    done = type_("deploy --branch gh-pages --dry-run --allow-dirty --base-url https://harbor-story.org/")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "+ CNAME" in lines and "~ index.html" in lines
    assert done.stderr.endswith("Nothing was published.\n")
    assert (harbor.picture(), harbor.refs()) == (before, refs)


def test_a_domain_of_ones_own_comes_with_cname_and_a_note_of_uncommitted_work(harbor: Bench) -> None:
    put(harbor.work, "content/sections/03-day.md", "---\ntitle: The day\n---\nSoon.\n")
    assert type_("deploy --branch site --allow-dirty --base-url https://harbor-story.org").exit_code == 0
    assert harbor.published("site")["CNAME"] == "harbor-story.org"
    words = harbor.git("log", "-1", "--format=%B", "site", at=harbor.bare)
    source = harbor.git("rev-parse", "HEAD")
    assert words.startswith(f"Publish {source[:12]} with changes that were not committed")
    assert f"Source: {source}" in words


def test_history_is_kept_or_not_as_asked(harbor: Bench) -> None:
    type_("deploy --branch gh-pages")
    put(harbor.work, "content/sections/01-plan.md", "---\ntitle: The plan\n---\nTwo piers.\n")
    type_("deploy --branch gh-pages --allow-dirty")
    assert len(harbor.history()) == 2
    same = type_("deploy --branch gh-pages --allow-dirty --orphan")
    assert same.exit_code == 0 and len(harbor.history()) == 1
    assert "Two piers" in harbor.published()["index.html"]


@pytest.mark.parametrize(
    ("change", "line", "code", "said"),
    [
        ({}, "deploy", 2, "--branch gh-pages"),
        ({}, "deploy --branch main", 2, "error[deploy-branch]"),
        ({}, "deploy --branch gh-pages --remote nope", 3, "error[git-remote]"),
        ({}, "deploy --branch gh-pages --base-url nonsense", 2, "no address of a site"),
        ({}, "deploy --branch gh-pages --base-url https://else.github.io/harbor/", 1, "error[deploy-address]"),
        ({}, "deploy --branch gh-pages --base-url https://example.org/x/", 1, "write url: https://port.github.io/harbor/"),
        ({"content/faq.yaml": "- id: x\n"}, "deploy --branch gh-pages", 1, "error[deploy-dirty]"),
        ({"content/faq.yaml": "- id: x\n"}, "deploy --branch gh-pages --allow-dirty", 1, "error[field-missing]"),
        ({"content/pages/a.md": "ghp_" + "a1" * 18}, "deploy --branch gh-pages --allow-dirty", 1, "[secret-published]"),
        ({"content/odd.txt": "x"}, "deploy --branch gh-pages --allow-dirty --strict", 1, "warning[file-unknown]"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_and_nothing_is_published(
    harbor: Bench, change: dict[str, str], line: str, code: int, said: str
) -> None:
    for name, text in change.items():
        put(harbor.work, name, text)
    before, refs = harbor.picture(), harbor.refs()
    done = type_(line)
    assert done.exit_code == code and done.stdout == ""
    assert said in done.stderr and "[address-missing]" not in done.stderr
    assert (harbor.picture(), harbor.refs()) == (before, refs)


def test_refusals_are_there_for_machines_too(harbor: Bench) -> None:
    put(harbor.work, "content/odd.txt", "x")
    done = type_("deploy --branch main --format json")
    told = json.loads(done.stdout)
    assert told["ok"] is False
    assert [row["code"] for row in told["diagnostics"]] == ["deploy-branch", "deploy-dirty"]


def test_without_a_project_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = type_("deploy --branch gh-pages")
    assert done.exit_code == 2 and done.stderr.startswith("there is no content/site.yaml")


def test_another_host_gets_a_note(bench: Bench, harbor: Bench) -> None:
    harbor.git("remote", "set-url", "origin", str(harbor.bare))
    done = type_("deploy --branch pages --base-url https://harbor-story.org/")
    assert done.exit_code == 0 and "note: this is not GitHub" in done.stderr
    assert "CNAME" not in harbor.published("pages")
