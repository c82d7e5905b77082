"""An exception that nobody foresaw: one sentence to the user, the trace to a file."""

from __future__ import annotations

import sys
import traceback

from sitegen import __version__
from sitegen.effects.surroundings import keep_trace


def trace_of(error: Exception) -> str:
    return "".join(traceback.format_exception(error))


def bug(error: Exception) -> str:
    """The sentence, with the name of the file that now holds the trace and what a report of it needs."""
    about = f"sitegen {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{' '.join(sys.argv)}"
    place = keep_trace(f"{about}\n\n{trace_of(error)}")
    where = f"its trace is in {place}" if place else "run it again with --debug to see its trace"
    return f"this is a bug in sitegen ({type(error).__name__}: {error}); {where}"
