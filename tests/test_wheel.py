"""The package as others get it: an sdist, the wheel built from that sdist, and far from here, by that wheel, a new
project from its first command to its branch on a remote.

Nothing is fetched: the build backend is the pinned one of this environment, and the bare environment sees this one's
packages through a .pth file. sitegen and its theme come from the wheel alone, which the tests check.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.request
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


def run(*command, cwd, **environment) -> str:
    variables = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")} | environment
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def tracked() -> list[str]:
    """The files a clone has; in an unpacked sdist, everything that git would not ignore."""
    if (ROOT / ".git").exists():
        listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
        return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    made = {".venv", "build", "dist", ".sitegen", "__pycache__", ".pytest_cache", ".hypothesis", ".npm"}
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [str(path) for path in files if not made & set(path.parts)]


def hatch(target: str, folder: Path, out: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", out, cwd=folder)
    [made] = out.iterdir()
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    clone = tmp_path_factory.mktemp("clone")
    for name in tracked():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, clone / name)
    return hatch("sdist", clone, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(place, filter="data")
    [folder] = place.iterdir()
    return folder


@pytest.fixture(scope="module")
def wheel(unpacked, tmp_path_factory) -> Path:
    return hatch("wheel", unpacked, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory) -> Path:
    """The scripts' folder of an environment that holds the wheel."""
    home = tmp_path_factory.mktemp("bare") / "env"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    if uv := shutil.which("uv"):
        run(uv, "pip", "install", "--no-deps", "--no-index", "--python", python, wheel, cwd=home)
    else:
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel]
        run(*pip, cwd=home, PIP_USER="0")
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    Path(site, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def below(folder: str) -> set[str]:
    return {name for name in tracked() if name.startswith(f"{folder}/")}


def test_the_sdist_is_the_repository_without_its_hosting(unpacked):
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    wanted = {"dev.py", "README.md", "LICENSE", "NOTICE", "pyproject.toml"}
    for folder in ("sitegen", "templates", "assets", "content", "docs", "tests", "requirements", "tools"):
        wanted |= below(folder)
    assert there - wanted <= {"PKG-INFO", ".gitignore"}
    assert wanted - there == set()


def test_the_wheel_holds_the_package_and_the_theme(wheel):
    with zipfile.ZipFile(wheel) as archive:
        there = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = below("sitegen") | {f"sitegen/_theme/{name}" for name in below("templates") | below("assets")}
    assert there == wanted


def test_the_wheel_carries_licence_and_notice(wheel):
    with zipfile.ZipFile(wheel) as archive:
        ends = {Path(name).name for name in archive.namelist() if ".dist-info/licenses/" in name}
    assert ends == {"LICENSE", "NOTICE"}


def test_sitegen_comes_from_the_wheel_alone(bare):
    told = run(bare / "python", "-c", "import sitegen; print(sitegen.__file__)", cwd=bare.parent).strip()
    assert Path(told).resolve().is_relative_to(bare.parent.resolve())
    assert (Path(told).parent / "_theme" / "templates").is_dir()


def test_the_core_stays_below_twenty_megabytes(wheel):
    """As installed, with all that it needs, without compiled bytecode."""

    def sizes(name: str, found: dict[str, int]) -> dict[str, int]:
        key = re.sub(r"[-_.]+", "-", name).lower()
        try:
            there = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another system
            return found
        if key not in found:
            files = (there.locate_file(file) for file in there.files or () if file.suffix != ".pyc")
            found[key] = sum(file.stat().st_size for file in files if file.is_file())
            for needed in there.requires or ():
                if "extra ==" not in needed:
                    sizes(re.match(r"[\w.-]+", needed)[0], found)
        return found

    with zipfile.ZipFile(wheel) as archive:
        own = sum(entry.file_size for entry in archive.infolist())
    needed = sizes("sitegen", {})
    assert len(needed) > 10
    assert own + sum(size for name, size in needed.items() if name != "sitegen") <= 20_000_000


def test_from_nothing_to_a_branch_on_a_remote(bare, tmp_path):
    """Ten minutes of somebody's life, in seconds: every command that `sitegen new` and the README tell."""
    home, remote = tmp_path / "home", tmp_path / "remote.git"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = A. Writer\n\temail = writer@harbor.city\n")

    def type_(*command, cwd):
        return run(*command, cwd=cwd, HOME=str(home), GIT_CONFIG_NOSYSTEM="1")

    sitegen, address = bare / "sitegen", "https://port.github.io/harbor/"
    told = type_(sitegen, "new", "harbor", "--base-url", address, cwd=tmp_path)
    assert told == "harbor\n"
    project = tmp_path / "harbor"
    type_(sitegen, "build", "--strict", cwd=project)
    assert "What is a metre?" in (project / "build/index.html").read_text("utf-8")
    type_(sitegen, "check", "--strict", cwd=project)
    assert "up to date" in type_("sh", "-c", f"{sitegen} schema --write 2>&1", cwd=project)
    type_("git", "init", "--quiet", "--bare", remote, cwd=tmp_path)
    type_("git", "init", "--quiet", "--initial-branch=main", cwd=project)
    type_("git", "add", "--all", cwd=project)
    type_("git", "commit", "--quiet", "-m", "Begin", cwd=project)
    type_("git", "remote", "add", "origin", remote, cwd=project)
    type_(sitegen, "deploy", "--branch", "gh-pages", "--dry-run", cwd=project)
    type_(sitegen, "deploy", "--branch", "gh-pages", cwd=project)
    there = type_("git", "ls-tree", "-r", "--name-only", "gh-pages", cwd=remote).splitlines()
    assert {"index.html", ".nojekyll", "404.html", "itinerary/index.html"} <= set(there)
    assert type_("git", "status", "--porcelain", cwd=project) == ""
    type_(sitegen, "new", "bare", "--blank", cwd=tmp_path)
    type_(bare / "python", "-m", "sitegen", "build", cwd=tmp_path / "bare")


def test_the_preview_answers_far_from_the_repository(bare, tmp_path):
    run(bare / "sitegen", "new", "harbor", cwd=tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(bare / "sitegen"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path / "harbor", stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    page = answer.read().decode()
                    if "What is a metre?" in page:
                        break
            except OSError:
                assert time.monotonic() < until and process.poll() is None
            time.sleep(0.2)
    finally:
        process.terminate()
        process.wait(20)


def test_a_site_is_built_far_from_the_repository(bare, tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "site" / "content")
    run(bare / "sitegen", "build", cwd=tmp_path / "site")
    assert (tmp_path / "site/build/index.html").stat().st_size > 1000
    assert run(bare / "sitegen", "explain", "fact-due", cwd=tmp_path).startswith("warning[fact-due]: ")
