"""Ctrl-C while a server keeps the command waiting: a process of its own, a real signal, a server that never answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from tests.errors.change import REPOSITORY, project
from tests.errors.test_process import write
from tests.external.servers import serving

COMMAND = """
import sitegen.cli.check
from sitegen.cli import main
from sitegen.effects.net import SystemNet

sitegen.cli.check.SystemNet = lambda: SystemNet(private=True)
main()
"""


def test_ctrl_c_is_heard_at_once(tmp_path: Path) -> None:
    with serving() as server:
        links = "".join(f"[{n}]({server.url('/hang')}?{n}) " for n in range(3))
        write(tmp_path, {**project(), "content/pages/about.md": links.encode()})
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "check", "--external"], cwd=tmp_path, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        waited = monotonic()
        while not server.asked and monotonic() - waited < 30:
            sleep(0.05)
        assert server.asked, "nothing was asked"
        process.send_signal(signal.SIGINT)
        pressed = monotonic()
        _, said = process.communicate(timeout=20)
    assert monotonic() - pressed < 5
    assert process.returncode == 130
    assert said.strip().endswith("interrupted") and "Traceback" not in said
