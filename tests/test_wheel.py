"""The package as others get it: an sdist, the wheel built from that sdist, a site built by that wheel far from here.

Nothing is fetched: the build backend is the pinned one of this environment, and the bare environment sees this one's
packages through a .pth file. sitegen and its theme come from the wheel alone, which the tests check.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
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
    made = {".venv", "build", "dist", ".sitegen", "__pycache__", ".pytest_cache", ".hypothesis"}
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


def test_a_site_is_built_far_from_the_repository(bare, tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "site" / "content")
    run(bare / "sitegen", "build", cwd=tmp_path / "site")
    assert (tmp_path / "site/build/index.html").stat().st_size > 1000
    assert run(bare / "sitegen", "explain", "fact-due", cwd=tmp_path).startswith("warning[fact-due]: ")
