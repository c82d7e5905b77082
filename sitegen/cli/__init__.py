"""Arguments -> World -> one call -> problems printed -> exit code: the only room that prints and that opens doors.

`group` is the command itself, `settings` what every command takes, `terminal` the two streams; each further module is
one command. `group` loads a command by its name in a string, when it is called: with `main` here, these are the imports
of our own that are not at the head of a module, so that `--help` and `--version` do without the packages that only
building needs, and a build that has nothing to do (`repeat`) without nearly all of them.
"""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """The entry point of the package: `main`, and then the process is gone at once. To take a site of thousands of
    pages apart in memory, value by value, took a tenth of a build; all that is kept is on the disk by then."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this: what is said then goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    try:
        main()
    except SystemExit as end:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody reads any more, or the stream is closed: Python has its own words for it
            raise end from None
        if end.code is None or isinstance(end.code, int):
            os._exit(end.code or 0)
        raise


def main() -> None:
    """What is asked for on the command line. Exits with a code of `settings`."""
    from sitegen.cli.repeat import repeated

    code = repeated()
    if code is None:
        if "serve" not in sys.argv:
            gc.disable()  # a run is short and makes few circles; looking for them took a tenth of its time
        from sitegen.cli.group import main as command

        command()
    raise SystemExit(code)
