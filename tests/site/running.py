"""The real command in a child process, as a writer would run it, and each site built once for all workers.

A build is kept in the temporary folder that pytest-xdist's workers share: whoever comes first builds, the others wait.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "sitegen"]
PATIENCE = 120  # seconds that a worker waits for another one's build


def build(
    project: Path, out: Path, *options: str, environment: Mapping[str, str] | None = None, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    """`sitegen build` of the project into `out`, started in the folder beside them; -1 leaves the umask alone."""
    passed = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8", **(environment or {})}
    return subprocess.run(
        [*COMMAND, "build", "-C", str(project), "--out", str(out), *options],
        cwd=out.parent, env=passed, umask=umask, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def built(room: Path, name: str, content: Path, *options: str, **how: object) -> Path:
    """The folder of the site that `content` makes under these options, in `room`; fails with what the command said."""
    done, lock, failed = room / name, room / f"{name}.lock", room / f"{name}.failed"
    for _ in range(PATIENCE * 10):
        if done.is_dir():
            return done / "site"
        assert not failed.exists(), failed.read_text("utf-8")
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            time.sleep(0.1)
            continue
        aside = room / f"{name}.making"
        try:
            shutil.copytree(content, aside / "project" / "content")
            run = build(aside / "project", aside / "site", *options, **how)  # type: ignore[arg-type]
            if run.returncode == 0:
                aside.rename(done)
            else:
                said = f"the site {name} was not built (exit code {run.returncode}):\n{run.stderr}"
                failed.write_text(said, "utf-8")
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            lock.unlink()
    raise TimeoutError(f"another worker has been building {name} for {PATIENCE} seconds")
