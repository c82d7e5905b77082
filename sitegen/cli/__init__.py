"""Arguments -> World -> one call -> problems printed -> exit code: the only room that prints and that opens doors.

`group` is the command itself, `settings` what every command takes, `terminal` the two streams; each further module is
one command. `group` loads a command by its name in a string, when it is called: that is the one import of our own that
is not at the head of a module, so that `--help` and `--version` do without the packages that only building needs.
"""

from sitegen.cli.group import main

__all__ = ["main"]
