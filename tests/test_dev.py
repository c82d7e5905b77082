"""dev.py in the states it has to survive.

The fast tests run the real dev.py as a user does, on a tiny repository whose sitegen says what it was asked, with a
`uv` that makes real environments but fetches nothing. The slow ones use pip itself.
"""

import ast
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
POSIX = pytest.mark.skipif(os.name == "nt", reason="stands in for uv and python by shell scripts")

SITEGEN = """\
import json, os, sys, time
if sys.argv[1:2] == ["sleep"]:
    print("asleep", flush=True)
    time.sleep(60)
print(json.dumps({"argv": sys.argv[1:], "cwd": os.getcwd(), "python": sys.version.split()[0], "file": __file__}))
sys.exit(7 if "fail" in sys.argv else 0)
"""

# `uv venv ... DIR` and `uv pip install --python PY ...`, told to a log; UV_FAILS names a step that finds no network
UV = """\
#!{python}
import os, pathlib, subprocess, sys, time
words = sys.argv[1:]
step = "venv" if words[0] == "venv" else "sitegen" if "-e" in words else pathlib.Path(words[-1]).stem
with open({log!r}, "a") as log:
    log.write(step + "\\n")
if os.environ.get("UV_SLOW") == step:
    time.sleep(float(os.environ.get("UV_SECONDS", "1")))
if os.environ.get("UV_FAILS") == step:
    sys.exit("error: Failed to fetch\\n  Caused by: dns error: failed to lookup address information")
if step == "venv":
    sys.exit(subprocess.call([{python!r}, "-m", "venv", "--without-pip", words[-1]]))
if step == "sitegen":
    home = pathlib.Path(words[words.index("--python") + 1]).parent.parent
    next(home.glob("lib/python*/site-packages")).joinpath("_sitegen.pth").write_text(words[-1])
"""


class Repository:
    """A tiny checkout with dev.py in it."""

    def __init__(self, root: Path, log: Path, tools: Path):
        self.root, self.log, self.tools = root, log, tools

    def dev(self, *arguments, cwd=None, path=None, python=BASE_PYTHON, **environment):
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("UV_", "PYTHON"))}
        variables["PATH"] = path or f"{self.tools}{os.pathsep}/usr/bin{os.pathsep}/bin"
        variables.update(environment)
        command = [str(python), str(self.root / "dev.py"), *arguments]
        return subprocess.run(command, cwd=cwd or self.root, env=variables, capture_output=True, text=True, timeout=300)

    def start(self, *arguments, **environment):
        variables = {**os.environ, "PATH": f"{self.tools}{os.pathsep}/usr/bin{os.pathsep}/bin", **environment}
        command = [BASE_PYTHON, str(self.root / "dev.py"), *arguments]
        return subprocess.Popen(
            command, cwd=self.root, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def steps(self) -> list[str]:
        """What the installer was asked since the last call."""
        told = self.log.read_text().split() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return told


def make_repository(root: Path) -> Path:
    (root / "sitegen").mkdir(parents=True)
    (root / "sitegen/__init__.py").write_text("")
    (root / "sitegen/__main__.py").write_text(SITEGEN)
    shutil.copy(ROOT / "dev.py", root)
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    for name in ("templates", "assets"):
        (root / name).mkdir()
    for name in ("README.md", "LICENSE", "NOTICE"):
        (root / name).write_text(name)
    return root


@pytest.fixture
def repository(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    log = tmp_path / "log"
    (tools / "uv").write_text(UV.format(python=BASE_PYTHON, log=str(log)))
    (tools / "uv").chmod(0o755)
    return Repository(make_repository(tmp_path / "a clone"), log, tools)


@pytest.fixture
def module(tmp_path):
    """dev.py as a module of a tiny repository, for what cannot be staged from outside."""
    root = make_repository(tmp_path / "module")
    spec = importlib.util.spec_from_file_location("dev_under_test", root / "dev.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


# --- old Pythons ----------------------------------------------------------------------------------------------------


def test_python_3_6_can_read_it():
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 6))


def old_pythons() -> list[str]:
    """Every older Python of this machine that starts."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    found = [p for minor in range(6, 11) for p in sorted(pyenv.glob(f"3.{minor}.*/bin/python"))]
    found += [Path(p) for minor in range(6, 11) if (p := shutil.which(f"python3.{minor}"))]
    works = [str(p) for p in found if subprocess.run([p, "-c", ""], capture_output=True).returncode == 0]
    return works or [""]


@pytest.mark.parametrize("python", old_pythons(), ids=lambda p: Path(p).parent.parent.name)
def test_an_old_python_gets_a_sentence(repository, python):
    if not python:
        pytest.skip("no Python before 3.11 on this machine")
    done = repository.dev("build", python=python)
    assert done.returncode == 3
    assert done.stderr.startswith("Python 3.11 or newer is needed; this is 3.")
    assert python in done.stderr or os.path.realpath(python) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (repository.root / ".venv").exists()


# --- a fresh clone --------------------------------------------------------------------------------------------------


@POSIX
def test_first_run_makes_the_environment_and_the_second_does_not(repository):
    first = repository.dev("build", "--strict")
    assert first.returncode == 0, first.stderr
    assert repository.steps() == ["venv", "base", "sitegen"]
    assert json.loads(first.stdout)["argv"] == ["build", "--strict"]
    told = first.stderr.splitlines()
    assert told[0] == "making the virtual environment ..."
    assert "packages ... (once" in told[1] and told[-1].startswith("ready in ")

    second = repository.dev("build")
    assert (second.returncode, second.stderr) == (0, "")
    assert repository.steps() == []


@POSIX
def test_exit_code_and_unknown_commands_are_sitegen_s(repository):
    assert repository.dev("nonsense", "fail").returncode == 7


@POSIX
def test_the_tests_tools_are_added_to_what_is_there(repository):
    repository.dev("build")
    repository.steps()
    done = repository.dev("test", "--version")
    assert repository.steps() == ["test"]
    assert "No module named pytest" in done.stderr  # this uv installs nothing, but pytest is what was run
    repository.dev("build")
    repository.dev("test")
    assert repository.steps() == []
    repository.dev("test", "--all")
    assert repository.steps() == ["browser"]


@POSIX
def test_from_another_folder(repository, tmp_path):
    """This repository's site is meant, unless one stands in a project of one's own or makes a new one."""
    here = tmp_path / "elsewhere"
    own = tmp_path / "own"
    (own / "content" / "sections").mkdir(parents=True)
    here.mkdir()
    (own / "content/site.yaml").write_text("title: own")

    def folder(*arguments, cwd):
        return Path(json.loads(repository.dev(*arguments, cwd=cwd).stdout)["cwd"]).resolve()

    assert folder("build", cwd=here) == repository.root.resolve()
    assert folder("new", "my-site", cwd=here) == here.resolve()
    assert folder("build", "-C", "x", cwd=here) == here.resolve()
    assert folder("build", cwd=own / "content/sections") == (own / "content/sections").resolve()
    assert folder("build", cwd=repository.root / "sitegen") == (repository.root / "sitegen").resolve()


@POSIX
def test_variables_of_the_caller_do_not_leak_in(repository, tmp_path):
    (tmp_path / "other/sitegen").mkdir(parents=True)
    (tmp_path / "other/sitegen/__init__.py").write_text("")
    (tmp_path / "other/sitegen/__main__.py").write_text("print('the wrong one')")
    done = repository.dev("build", PYTHONPATH=str(tmp_path / "other"))
    assert Path(json.loads(done.stdout)["file"]).parent.parent == repository.root.resolve()


def test_help_needs_nothing(repository):
    done = repository.dev("--help")
    assert done.returncode == 0 and "python3 dev.py build" in done.stdout
    assert repository.dev().returncode == 2
    assert not (repository.root / ".venv").exists()


# --- environments gone wrong ----------------------------------------------------------------------------------------


@POSIX
def test_a_half_made_environment_is_made_again(repository):
    (repository.root / ".venv/bin").mkdir(parents=True)
    (repository.root / ".venv/bin/python").symlink_to(BASE_PYTHON)
    done = repository.dev("build")
    assert done.returncode == 0, done.stderr
    assert "making .venv again: the virtual environment is unfinished" in done.stderr
    assert repository.steps() == ["venv", "base", "sitegen"]


@POSIX
@pytest.mark.parametrize("stamp", ["", "{", "[]", "null", '{"root": 1}'])
def test_a_damaged_stamp_counts_as_none(repository, stamp):
    repository.dev("build")
    (repository.root / ".venv/ready.json").write_text(stamp)
    repository.steps()
    assert repository.dev("build").returncode == 0
    assert repository.steps() == ["venv", "base", "sitegen"]


@POSIX
def test_a_vanished_python_is_noticed(repository):
    repository.dev("build")
    python = repository.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to(repository.root / "gone")
    repository.steps()
    assert repository.dev("build").returncode == 0
    assert repository.steps() == ["venv", "base", "sitegen"]


@POSIX
def test_a_moved_folder_is_noticed(repository):
    repository.dev("build")
    repository.steps()
    repository.root = repository.root.rename(repository.root.with_name("moved"))
    done = repository.dev("build")
    assert "the folder was moved or copied" in done.stderr
    assert Path(json.loads(done.stdout)["file"]).parent.parent == repository.root.resolve()
    assert repository.steps() == ["venv", "base", "sitegen"]


@POSIX
@pytest.mark.parametrize(
    ("file", "old", "new", "steps"),
    [
        ("requirements/base.txt", "click==", "# another\nclick==", ["venv", "base", "sitegen"]),
        ("requirements/test.txt", "click==", "# another\nclick==", []),
        ("pyproject.toml", 'version = "0.1.0"', 'version = "0.1.1"', ["sitegen"]),
        ("pyproject.toml", "line-length = 120", "line-length = 121", []),
    ],
)
def test_a_change_costs_what_it_must(repository, file, old, new, steps):
    repository.dev("build")
    repository.steps()
    path = repository.root / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert repository.dev("build").returncode == 0
    assert repository.steps() == steps


@POSIX
def test_another_python_is_noticed(repository):
    repository.dev("build")
    stamp = repository.root / ".venv/ready.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "python": "3.11.0"}))
    done = repository.dev("build")
    assert "another Python (3.11.0, now " in done.stderr and done.returncode == 0


@POSIX
@pytest.mark.parametrize("step", ["base", "sitegen"])
def test_no_network_is_one_sentence_and_the_next_run_heals(repository, step):
    done = repository.dev("build", UV_FAILS=step)
    assert done.returncode == 3 and done.stdout == ""
    said = done.stderr.splitlines()[-1]
    assert said == "Could not fetch the packages: is there no network? Nothing is broken; run the same command again."
    assert repository.dev("build").returncode == 0


@POSIX
def test_no_network_for_the_tests_leaves_the_build_working(repository):
    repository.dev("build")
    assert repository.dev("test", UV_FAILS="test").returncode == 3
    repository.steps()
    assert repository.dev("build").returncode == 0
    assert repository.steps() == []


@POSIX
def test_a_uv_that_cannot_make_environments_is_passed_over(repository):
    """Then Python's own venv is used; without the packages' installer here, that is as far as it goes."""
    done = repository.dev("build", UV_FAILS="venv")
    assert done.returncode == 0, done.stderr
    assert json.loads((repository.root / ".venv/ready.json").read_text())["uv"] is False


@POSIX
def test_two_at_once_make_one_environment(repository):
    runs = [repository.start("build", UV_SLOW="base") for _ in range(3)]
    ends = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], ends
    assert repository.steps() == ["venv", "base", "sitegen"]
    assert sum("another dev.py is making the environment" in err for _, err in ends) == 2


@POSIX
def test_ctrl_c_while_installing(repository):
    run = repository.start("build", UV_SLOW="base", UV_SECONDS="30")
    while not (repository.log.exists() and "base" in repository.log.read_text()):
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=20)
    assert run.returncode == 130 and err.endswith("interrupted\n") and "Traceback" not in err
    assert repository.dev("build").returncode == 0  # the half-made environment is no obstacle


@POSIX
def test_signals_reach_sitegen_itself(repository):
    repository.dev("build")
    run = repository.start("sleep")
    assert run.stdout.readline() == "asleep\n"
    run.terminate()
    run.communicate(timeout=10)
    assert run.returncode == -signal.SIGTERM


@POSIX
def test_no_venv_module_names_the_package_to_install(module, tmp_path, monkeypatch, capsys):
    """Debian without python3-venv: the try leaves a folder with a python and no pip, which must not stay."""
    debian = tmp_path / "python3"
    debian.write_text(
        '#!/bin/sh\nmkdir -p "$4/bin"; touch "$4/bin/python"\n'
        'echo "The virtual environment was not created successfully because ensurepip is not available."\nexit 1\n'
    )
    debian.chmod(0o755)
    monkeypatch.setattr(module, "BASE_PYTHON", str(debian))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    assert module.main(["build"]) == 3
    err = capsys.readouterr().err
    assert "On Debian or Ubuntu run:  sudo apt install python3" in err and "-venv\n" in err
    assert not module.VENV.exists()


def test_a_folder_that_cannot_be_written(module, monkeypatch, capsys):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.Path, "mkdir", refuse)
    assert module.main(["build"]) == 3
    assert capsys.readouterr().err.splitlines()[-1] == f"Cannot write in {module.ROOT}: Permission denied"


def test_an_incomplete_copy(module, capsys):
    (module.ROOT / "requirements/base.txt").unlink()
    assert module.main(["build"]) == 3
    assert "this is not a whole copy of the repository" in capsys.readouterr().err


# --- pytest's arguments ---------------------------------------------------------------------------------------------

WORKERS = ["-n", "auto", "--maxprocesses", "8", "--dist", "loadfile"]


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ([], WORKERS),
        (["-x", "tests/test_dev.py"], [*WORKERS, "-x", "tests/test_dev.py"]),
        (["--all"], ["-m", "", *WORKERS]),
        (["--all", "-m", "browser"], ["-m", "", *WORKERS, "-m", "browser"]),
        (["--pdb"], ["--pdb"]),
        (["-n0", "-k", "url"], ["-n0", "-k", "url"]),
        (["-n", "3"], ["-n", "3"]),
    ],
    ids=" ".join,
)
def test_what_pytest_is_told(module, given, passed):
    assert module.pytest_arguments(given) == passed


# --- with pip itself ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_pip_installs_the_pins(repository):
    done = repository.dev("build", path="/usr/bin:/bin" if os.name != "nt" else os.environ["PATH"])
    assert done.returncode == 0, done.stderr
    python = repository.root / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    names = "jinja2, markdown_it, mdit_py_plugins, yaml, pydantic, click, livereload, tornado, watchfiles, tzdata"
    subprocess.run([python, "-c", f"import {names}, sitegen"], check=True, cwd=repository.root.parent)


@pytest.mark.slow
@POSIX
def test_pip_without_a_network(repository, tmp_path):
    closed = "http://127.0.0.1:9/simple"
    done = repository.dev(
        "build",
        path="/usr/bin:/bin",
        PIP_INDEX_URL=closed,
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_CACHE_DIR="1",
    )
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("Could not fetch the packages: is there no network?")
