"""Arguments -> World -> one call -> problems printed -> exit code: the only room that prints and that opens doors.

`group` is the command itself, `settings` what every command takes, `terminal` the two streams; each further module is
one command. `group` loads a command by its name in a string, when it is called: with `main` here, these are the imports
of our own that are not at the head of a module, so that `--help` and `--version` do without the packages that only
building needs, and a build that has nothing to do (`repeat`) without nearly all of them.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """The entry point of the package. Exits with a code of `settings`."""
    from sitegen.cli.repeat import repeated

    code = repeated()
    if code is None:
        if "serve" not in sys.argv:
            gc.disable()  # a run is short and makes few circles; looking for them took a tenth of its time
        from sitegen.cli.group import main as command

        try:
            command()
        finally:
            gc.freeze()  # … and so did Python's own last look at everything, on its way out
    raise SystemExit(code)
