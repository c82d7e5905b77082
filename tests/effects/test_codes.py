"""Compiled templates are found again by the same sitegen and the same Python, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.effects import codes
from tests.bench.workload import project
from tests.errors.change import REPOSITORY

CODE = {"page": compile("answer = 6 * 7", "theme/templates/page.html", "exec")}


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    codes.write("one", CODE, str(tmp_path))
    found: dict[str, int] = {}
    exec(codes.read("one", str(tmp_path))["page"], found)
    assert found["answer"] == 42
    assert codes.read("another", str(tmp_path)) == {}


def test_those_of_another_sitegen_go(tmp_path: Path) -> None:
    (tmp_path / "module.cpython-311.pyc").write_bytes(b"Python's own")
    codes.write("one", CODE, str(tmp_path))
    codes.write("two", CODE, str(tmp_path))
    assert codes.read("one", str(tmp_path)) == {} and codes.read("two", str(tmp_path))
    assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize("hurt", [lambda data: data[:-1], lambda data: data[:40], lambda data: b"",
                                  lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:]])  # fmt: skip
def test_what_is_cut_or_changed_is_nothing(tmp_path: Path, hurt) -> None:  # type: ignore[no-untyped-def]
    codes.write("one", CODE, str(tmp_path))
    (place,) = tmp_path.iterdir()
    place.write_bytes(hurt(place.read_bytes()))
    assert codes.read("one", str(tmp_path)) == {}


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes.write("one", CODE, str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    codes.write("one", CODE, str(tmp_path))
    assert os.listdir(tmp_path) == []


TWICE = """
import sys, sitegen.effects.codes as codes
sys.dont_write_bytecode = False
codes.read.__defaults__ = codes.write.__defaults__ = (sys.argv[1],)
if sys.argv[2] == "again":
    import jinja2
    def never(*told, **more): raise AssertionError("compiled again")
    jinja2.Environment._generate = never
sys.argv[1:] = ["build", "--clean"]
from sitegen.cli import run
run()
"""


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    project(tmp_path / "site", 1)
    said = []
    for time in ("first", "again"):
        ran = subprocess.run([sys.executable, "-c", TWICE, str(tmp_path), time], cwd=tmp_path / "site", text=True,
                             capture_output=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)})  # fmt: skip
        said.append((ran.returncode, ran.stderr.partition("(")[0].partition(" in ")[0]))
    assert said == [(0, "built 3 pages, 20 files"), (0, "nothing changed ")]
    assert any(name.startswith("templates-") for name in os.listdir(tmp_path))
