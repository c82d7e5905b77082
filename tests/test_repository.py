"""Promises about the repository itself: what its pins, its files and its workflow may hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PINS = ["base", "test", "browser", "dev"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def pins(name: str) -> dict[str, set[str]]:
    """Package -> its pinned versions (two where they differ by Python version)."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / f"requirements/{name}.txt").read_text("utf-8").splitlines():
        if match := re.match(r"([\w.-]+)==([^ ;]+)", line):
            found.setdefault(canonical(match[1]), set()).add(match[2])
    return found


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: git does not say which files are the repository's")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# --- pins -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PINS)
def test_every_pin_is_one_version_with_hashes_and_without_a_url(name):
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    entries = [e for e in re.split(r"\n(?=\S)", text) if not e.startswith("#")]
    assert entries
    for entry in entries:
        first, *hashes = (line.strip(" \\") for line in entry.strip().splitlines())
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", first)
        assert hashes and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes)


@pytest.mark.parametrize("name", PINS)
def test_each_list_holds_base_and_what_pyproject_asks(name):
    extras = ["images", *{"base": [], "test": ["test"], "browser": ["test", "browser"], "dev": ["dev"]}[name]]
    asked = list(PROJECT["project"]["dependencies"])
    for extra in extras:
        asked += PROJECT["project"]["optional-dependencies"][extra]
    have = pins(name)
    assert {canonical(a) for a in asked} <= set(have)
    assert pins("base").items() <= have.items()


def test_compiled_packages_are_pinned_for_every_system():
    """A wheel each for Linux, macOS and Windows and several Pythons: a few dozen hashes, not one."""
    text = (ROOT / "requirements/base.txt").read_text("utf-8")
    for package in ("pydantic-core", "pyyaml", "markupsafe", "watchfiles", "pillow", "resvg-py"):
        [entry] = [e for e in re.split(r"\n(?=\S)", text) if e.startswith(f"{package}==")]
        assert entry.count("sha256:") > 20


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lists = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    for requirement in (r for names in lists for r in names):
        [line] = [line for line in text.splitlines() if line.strip().startswith(f'"{requirement}"')]
        assert re.search(r'",\s+# \S.{9,}', line), f"{requirement} has no reason beside it"


# --- files ----------------------------------------------------------------------------------------------------------

# written so that this file does not match itself
FOREIGN = {
    "a registry's host": r"p[y]pi[.]org|p[y]thonhosted|registry[.]npm[j]s|(deb|security)[.]d[e]bian[.]org",
    "a path of somebody's machine": r"(?<![\w.])/(home|[U]sers)/[a-z]\w*/|[A-Z]:\\[U]sers|(?<![\w.])/(r[o]ot|w[o]rk)/",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what):
    hits = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data or "vendor" in path.parts:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if match := re.search(FOREIGN[what], line):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert hits == []


def test_names_of_files_work_on_every_system():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [n for n in names if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', n)] == []
    assert len({n.casefold() for n in names}) == len(names)


def test_dev_py_is_standard_library_only():
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


# --- hosting --------------------------------------------------------------------------------------------------------


# The workflow is judged where it is made: tests/deploy/test_workflow.py.


def test_ci_runs_what_the_readme_tells():
    path = ROOT / ".ci/run"
    if not path.exists():
        pytest.skip("no .ci here: an unpacked sdist")
    told = re.findall(r'^step "\$python" (dev\.py .+)$', path.read_text("utf-8"), re.M)
    assert told == ["dev.py build", "dev.py test --all"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"python3 {command}" in readme for command in told)
