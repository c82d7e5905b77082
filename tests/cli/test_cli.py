"""The commands as they are typed: what they say, on which stream, and the code they leave behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import sitegen.cli.build
import sitegen.cli.serve
from sitegen import __version__
from sitegen.build import Built
from sitegen.cli.group import COMMANDS, group
from sitegen.core.artifact import Manifest, Options, Output, Snapshot, Source, digest
from sitegen.core.problem import Problem, Span
from sitegen.core.world import Published

OUTPUTS = {
    path: Output(path, b"x", digest(b"x")) for path in ("index.html", "faq/index.html", "assets/a.css")
}
GOOD = Built(Manifest(OUTPUTS), published=Published(tuple(OUTPUTS), (), 3))
ERROR = Problem("fact-unknown", 'no fact has the id "x"', Span("content/faq.yaml", 1, 6, 1, 9), "did you mean y?")
WARNING = Problem("fact-due", "its day has passed", Span("content/facts.yaml", 4, 3))
NOTE = Problem("placeholder-url", "example.org is a placeholder", Span("content/site.yaml", 2, 6))
CODE = {"project": 1, "usage": 2, "environment": 3, "bug": 70, "interrupted": 130}


@dataclass
class Desk:
    """A project, a working directory, and a build that gives what the test says."""

    root: Path
    gives: Built | BaseException = GOOD
    asked: list[tuple[Any, Options, bool]] = field(default_factory=list)

    def build(self, world: Any, options: Options, *, strict: bool = False, memory: Any = None) -> Built:
        self.asked.append((world, options, strict))
        if isinstance(self.gives, BaseException):
            raise self.gives
        return self.gives

    def type(self, line: str, **env: str) -> Result:
        clean = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"), "") | env
        return CliRunner().invoke(group, line.split(), prog_name="sitegen", env=clean)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    root = tmp_path / "tour"
    (root / "content" / "sections").mkdir(parents=True)
    (root / "content" / "site.yaml").write_text("title: Tour\n")
    made = Desk(root)
    monkeypatch.setattr(sitegen.cli.build, "build", made.build)
    monkeypatch.chdir(root)
    return made


def failing(*problems: Problem) -> Built:
    text = b"- x: fact:z\n"
    faq = Source("content/faq.yaml", text, digest(text))
    return Built(None, problems, Snapshot({"faq.yaml": faq}, {}, {}, None, Options()))


# --- build


def test_success_is_one_line_on_stderr(desk: Desk) -> None:
    done = desk.type("build")
    assert (done.exit_code, done.stdout) == (0, "")
    assert re.fullmatch(r"built 2 pages, 3 files in \d+\.\d\d s -> build/\n", done.stderr)


def test_nothing_to_do_is_said(desk: Desk) -> None:
    desk.gives = Built(Manifest(OUTPUTS), published=Published((), (), 3))
    assert desk.type("build").stderr.startswith("nothing changed")


def test_an_error_is_shown_with_its_line_and_what_became_of_the_site(desk: Desk) -> None:
    desk.gives = failing(ERROR, WARNING)
    (desk.root / "build").mkdir()
    (desk.root / "build" / "index.html").touch()
    done = desk.type("build")
    assert (done.exit_code, done.stdout) == (CODE["project"], "")
    assert done.stderr.splitlines() == [
        "content/facts.yaml:4:3: warning[fact-due]: its day has passed",
        "",
        'content/faq.yaml:1:6: error[fact-unknown]: no fact has the id "x"',
        "1 | - x: fact:z",
        "  |      ^^^",
        "  = help: did you mean y?",
        "",
        "1 error, 1 warning. Nothing was written; the last good site is still in build/.",
    ]


def test_no_last_good_site_is_promised_where_there_is_none(desk: Desk) -> None:
    desk.gives = failing(ERROR)
    assert desk.type("build").stderr.endswith("1 error. Nothing was written.\n")


def test_a_warning_is_shown_and_the_site_is_published(desk: Desk) -> None:
    desk.gives = Built(Manifest(OUTPUTS), (WARNING,), published=GOOD.published)
    done = desk.type("build")
    assert done.exit_code == 0
    assert "warning[fact-due]" in done.stderr and "\n1 warning; built 2 pages" in done.stderr


def test_strict_fails_on_a_warning_and_says_why(desk: Desk) -> None:
    desk.gives = Built(Manifest(OUTPUTS), (WARNING,))
    done = desk.type("build --strict")
    assert done.exit_code == CODE["project"]
    assert desk.asked[0][2] is True
    assert done.stderr.endswith("1 warning, which --strict does not let pass. Nothing was written.\n")


def test_notes_are_for_those_who_ask(desk: Desk) -> None:
    desk.gives = Built(Manifest(OUTPUTS), (NOTE,), published=GOOD.published)
    assert "placeholder" not in desk.type("build").stderr
    assert "note[placeholder-url]" in desk.type("build -v").stderr


@pytest.mark.parametrize("line", ["build -q", "-q build", "build --quiet"])
def test_quiet_says_nothing_but_errors(desk: Desk, line: str) -> None:
    assert desk.type(line).output == ""
    desk.gives = failing(ERROR, WARNING)
    said = desk.type(line).stderr
    assert "error[fact-unknown]" in said and "warning" not in said


def test_options_become_what_the_build_is_told(desk: Desk) -> None:
    desk.type("build --today 2025-11-02 --drafts --base-url https://Example.org/tour --out ../elsewhere")
    world, options, strict = desk.asked[0]
    assert options == Options("https://example.org/tour/", drafts=True, today=date(2025, 11, 2))
    assert world.root == desk.root and strict is False


def test_out_is_taken_from_where_the_user_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root.parent)
    assert desk.type("build -C tour --out public").stderr.endswith("-> public/\n")
    assert desk.type("build -C tour").stderr.endswith("-> tour/build/\n")


@pytest.mark.parametrize(
    "line", ["build -C tour", "-C tour build", "build -C tour/content/sections", "-C no build -C tour"]
)
def test_the_project_may_be_elsewhere_and_paths_say_so(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    (desk.root.parent / "no").mkdir()
    monkeypatch.chdir(desk.root.parent)
    desk.gives = failing(ERROR)
    assert "tour/content/faq.yaml:1:6: error[fact-unknown]" in desk.type(line).stderr


def test_the_project_is_found_from_below(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root / "content" / "sections")
    desk.gives = failing(ERROR)
    assert "../faq.yaml:1:6: error[fact-unknown]" in desk.type("build").stderr


@pytest.mark.parametrize(("problems", "ok", "code"), [((WARNING, NOTE), True, 0), ((ERROR, NOTE), False, 1)])
def test_json_is_all_of_stdout(desk: Desk, problems: tuple[Problem, ...], ok: bool, code: int) -> None:
    desk.gives = Built(Manifest(OUTPUTS) if ok else None, problems, published=GOOD.published if ok else None)
    done = desk.type("build --format json")
    assert done.exit_code == code
    found = json.loads(done.stdout)
    assert (found["version"], found["ok"]) == (1, ok)
    assert {d["code"] for d in found["diagnostics"]} == {p.code for p in problems}
    assert "[fact" not in done.stderr


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_a_project_one_sentence_says_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(group, [command])
    assert (done.exit_code, done.stdout) == (CODE["usage"], "")
    assert done.stderr.startswith("there is no content/site.yaml here or above; start an explainer with: sitegen new")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("[!.]*"))


def test_without_a_project_json_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(group, ["build", "--format", "json"])
    assert json.loads(done.stdout)["diagnostics"][0]["code"] == "project-missing"


# --- colours


@pytest.mark.parametrize(
    ("line", "env", "coloured"),
    [
        ("build", {}, False),  # a pipe
        ("build --color always", {}, True),
        ("--color always build", {"NO_COLOR": "1"}, True),
        ("build", {"FORCE_COLOR": "1"}, True),
        ("build --color never", {"FORCE_COLOR": "1"}, False),
        ("--color always build --color never", {}, False),  # what stands last counts
    ],
)
def test_colours(desk: Desk, line: str, env: dict[str, str], coloured: bool) -> None:
    desk.gives = failing(ERROR)
    assert ("\x1b[" in desk.type(line, **env).stderr) is coloured


# --- exit codes


@pytest.mark.parametrize(
    ("gives", "code"),
    [
        (GOOD, 0),
        (failing(ERROR), CODE["project"]),
        (Built(None, (Problem("output-refused", "not ours"),)), CODE["usage"]),
        (Built(None, (Problem("output-foreign", "in the way"),)), CODE["usage"]),
        (Built(None, (Problem("output-failed", "the disk is full"),)), CODE["environment"]),
        (Built(None, (Problem("output-busy", "another build"),)), CODE["environment"]),
        (Built(None, (ERROR, Problem("clock-value", "no moment"))), CODE["project"]),
        (PermissionError(13, "Permission denied", "build"), CODE["environment"]),
        (OSError(28, "No space left on device"), CODE["environment"]),
        (KeyboardInterrupt(), CODE["interrupted"]),
        (RuntimeError("burst"), CODE["bug"]),
        (FileNotFoundError(2, "No such file or directory", "x"), CODE["bug"]),
    ],
)
def test_exit_codes(desk: Desk, monkeypatch: pytest.MonkeyPatch, gives: Built | BaseException, code: int) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(desk.root))
    desk.gives = gives
    assert desk.type("build").exit_code == code


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("biuld", "Did you mean 'build'?"),
        ("build --strcit", "Did you mean '--strict'?"),
        ("build --today 2025-13-01", "'2025-13-01' is not a day of the calendar"),
        ("build --today 20251026", "is not a day of the calendar"),
        ("build --base-url example.org", "it does not begin with https:// or http://"),
        ("build -q -v", "-q and -v do not go together"),
        ("-C nowhere build", "'nowhere' does not exist"),
        ("build extra", "unexpected extra argument"),
        ("serve --port 99999", "--port"),
    ],
)
def test_wrong_usage(desk: Desk, line: str, says: str) -> None:
    done = desk.type(line)
    assert done.exit_code == CODE["usage"] and says in done.stderr
    assert desk.asked == []


def test_a_bug_is_owned_up_to_and_its_trace_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(desk.root))
    desk.gives = RuntimeError("burst")
    said = desk.type("build").stderr
    trace = re.fullmatch(r"this is a bug in sitegen \(RuntimeError: burst\); its trace is in (.+)\n", said)
    assert trace is not None
    kept = Path(trace[1]).read_text()
    assert f"sitegen {__version__}" in kept and "Traceback" in kept and "RuntimeError: burst" in kept
    assert "Traceback" in desk.type("build --debug").stderr


def test_a_bug_whose_trace_cannot_be_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(desk.root / "nowhere"))
    desk.gives = RuntimeError("burst")
    assert "run it again with --debug" in desk.type("build").stderr


# --- help


def test_help_has_a_line_for_every_command_and_it_is_the_commands_own(desk: Desk) -> None:
    listed = desk.type("--help").stdout
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", listed, re.M)
        assert desk.type(f"{name} --help").stdout.splitlines()[2].strip() == line


def test_help_keeps_within_a_narrow_terminal(desk: Desk) -> None:
    for line in ("--help", *(f"{name} --help" for name in COMMANDS)):
        assert max(map(len, desk.type(line).stdout.splitlines())) <= 90


def test_version(desk: Desk) -> None:
    assert desk.type("--version").stdout == f"sitegen {__version__}\n"


# --- a real process


def start(*arguments: str, cwd: Path, python: tuple[str, ...] = (), **how: Any) -> subprocess.Popen[str]:
    code = Path(sitegen.__file__).parents[1]
    env = os.environ | {"PYTHONPATH": str(code), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, *python, "-m", "sitegen", *arguments],
        cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how,
    )  # fmt: skip


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_load_nothing_that_only_a_build_needs(tmp_path: Path, flag: str) -> None:
    process = start(flag, cwd=tmp_path, python=("-X", "importtime"))
    out, trace = process.communicate(timeout=60)
    assert process.returncode == 0 and out
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in trace.splitlines()}
    assert "click" in loaded
    assert not loaded & {"pydantic", "jinja2", "markdown_it", "yaml", "livereload", "tornado", "watchfiles", "PIL"}


def test_a_closed_pipe_is_no_bug(tmp_path: Path) -> None:
    process = start("--help", cwd=tmp_path)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.wait(60)
    assert "Traceback" not in said and "bug" not in said


def test_serve_shows_a_broken_site_and_leaves_on_interrupt(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: Tour\n")
    process = start("serve", "--port", "0", cwd=tmp_path)
    assert process.stderr is not None
    try:
        address = re.match(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert address is not None
        connection = HTTPConnection("127.0.0.1", int(address[1]), timeout=60)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 503 and b"The site cannot be built yet" in answer.read()
        connection.close()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == CODE["interrupted"]
    assert "Traceback" not in said
    assert not (tmp_path / "build").exists()


# --- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_what_it_needs(desk: Desk, shell: str) -> None:
    done = desk.type(f"completion {shell}")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "_SITEGEN_COMPLETE" in done.stdout and f"{shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("words", "position", "offered"),
    [
        ("sitegen de", 1, "deploy"),
        ("sitegen build --str", 2, "--strict"),
        ("sitegen deploy --allow-d", 2, "--allow-dirty"),
        ("sitegen completion z", 2, "zsh"),
    ],
)
def test_words_are_completed(words: str, position: int, offered: str) -> None:
    asked = {"_SITEGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
    surroundings = {**os.environ, **asked}
    done = subprocess.run([sys.executable, "-m", "sitegen"], env=surroundings, capture_output=True, text=True)
    assert f",{offered}" in done.stdout.splitlines()[0], done.stdout


def test_bash_takes_the_script(desk: Desk) -> None:
    script = desk.type("completion bash").stdout
    assert subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0
