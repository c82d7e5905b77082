"""Whatever shapes an output besides the project makes another identity: code, data, packages."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from sitegen.effects import DiskDrawer, identity

PACKAGE = Path(identity.__file__).parents[1]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "sitegen"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "explain", "starter", "schemas"))
    monkeypatch.setattr(identity, "_PACKAGE", str(copy))
    return copy


@pytest.mark.parametrize("name", ["build.py", "web/fonts/serif-semibold.ttf", "atlas/land-50m.json.gz",
                                  "atlas/countries.json", "content/languages/en_words.py"])  # fmt: skip
def test_every_file_counts(package: Path, name: str) -> None:
    told, mark = identity.identity(), identity.mark()
    path = package / name
    data, status = path.read_bytes(), path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert identity.identity() == told, "a touch is no change"
    assert identity.mark() != mark
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert identity.identity() != told
    path.unlink()
    assert identity.identity() != told


@pytest.mark.parametrize("folder", ["jinja2-9.9.9.dist-info", "PyYAML-9.dist-info", "pillow-99.0.dist-info"])
def test_every_package_that_shapes_the_output_counts(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    told, mark = identity.identity(), identity.mark()
    (tmp_path / "more" / folder).mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "more"))
    assert identity.identity() != told
    assert identity.mark() != mark


def test_another_python_counts(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = identity.identity()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert identity.identity() != told


def test_where_it_lies_does_not(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = identity.identity()
    other = package.rename(package.with_name("elsewhere"))
    monkeypatch.setattr(identity, "_PACKAGE", str(other))
    assert identity.identity() == told


def test_it_is_kept_until_something_is_touched(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = DiskDrawer(tmp_path)
    told = identity.remembered(drawer, identity.mark())
    assert told == identity.identity()
    monkeypatch.setattr(identity, "identity", lambda: "read again")
    assert identity.remembered(drawer, identity.mark()) == told
    (package / "build.py").touch()
    assert identity.remembered(drawer, identity.mark()) == "read again"
    drawer.write("identity", b"cut")
    assert identity.remembered(drawer, identity.mark()) == "read again"
