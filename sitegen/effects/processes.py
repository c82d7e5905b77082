"""Other programs, run to their end. They never see a terminal: what would ask for a password fails instead of waiting.

On POSIX a program gets a session of its own. That takes the terminal from its children too (ssh asks on /dev/tty,
whatever its input is), and makes a group of them all that can be ended together.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.core.world import Ran

TOO_LONG, FORBIDDEN, MISSING = 124, 126, 127
_GRACE = 2.0  # seconds that an ended program has to remove its own temporary files


class SystemProcesses:
    def run(
        self, command: Sequence[str], environment: Mapping[str, str], *, input: bytes = b"", seconds: float = 60
    ) -> Ran:
        program = shutil.which(command[0], path=environment.get("PATH", os.defpath))
        if program is None:
            return Ran(MISSING, err=f"{command[0]}: not found")
        try:
            process = subprocess.Popen(
                [program, *command[1:]],
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            return Ran(FORBIDDEN, err=f"{command[0]}: {error.strerror or error}")
        with process:
            try:
                out, err = process.communicate(input, timeout=seconds)
            except subprocess.TimeoutExpired:
                _end(process)
                return Ran(TOO_LONG, err=f"{command[0]}: no answer in {seconds:.0f} seconds")
            except BaseException:
                _end(process)
                raise
        return Ran(process.returncode, out, err.decode("utf-8", "backslashreplace"))

    @contextmanager
    def scratch(self, files: Mapping[str, bytes]) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="sitegen-", ignore_cleanup_errors=True) as name:
            folder = Path(os.path.realpath(name))
            for path, data in files.items():
                place = folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            yield folder


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and whatever it started: asks first, and then does not ask."""
    for sign in ("SIGTERM", "SIGKILL"):
        with suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, getattr(signal, sign))
            else:
                process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
