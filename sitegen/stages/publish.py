"""The last stage: a complete site onto the shelf, or nothing at all.

All that can go wrong here belongs to the surroundings (the folder, the disk, another build) and becomes a problem
without a place in the content. How the exchange is done is the door's business (`effects.shelf`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.core.artifact import Output, digest
from sitegen.core.problem import Problem, Result
from sitegen.core.world import Busy, Published, Shelf
from sitegen.engine.memory import Memory

ROOM = "output"


def prepare(shelf: Shelf) -> tuple[Problem, ...]:
    """Before a build begins: is this a folder to publish into? Mends what a killed build left half switched."""
    try:
        if reason := shelf.refusal():
            hint = "name a new or empty folder with --out, or move away what lies there"
            return (Problem("output-refused", f"the output folder is refused: {reason}", hint=hint),)
        shelf.mend()
    except OSError as error:
        return (_failed(error),)
    return ()


def publish(outputs: Mapping[str, Output | bytes], shelf: Shelf, memory: Memory | None = None) -> Result[Published]:
    """Puts `outputs` (path below the output folder -> file) in the place of the site that is there.

    With a value the folder holds exactly these files and the foreign ones; with problems it is as it was.
    """
    if problems := prepare(shelf):
        return Result(None, problems)
    files = {path: file if isinstance(file, Output) else Output(path, file, digest(file))
             for path, file in outputs.items()}  # fmt: skip
    then = memory.then(ROOM) if memory else {}
    known = then.get("stamps", {}) if then.get("place") == shelf.place else {}
    try:
        with shelf.lock():
            if met := shelf.foreign(files):
                return Result(None, tuple(_foreign(path) for path in met))
            published = shelf.replace(files, {path: tuple(stamp) for path, stamp in known.items()})
    except Busy as busy:
        message = f"{busy} is publishing into the same folder"
        return Result(None, (Problem("output-busy", message, hint="wait until it is done, then build again"),))
    except OSError as error:
        return Result(None, (_failed(error),))
    if memory:
        memory.now(ROOM).update({"place": shelf.place, "stamps": dict(published.stamps)})
    return Result(published)


def _foreign(path: str) -> Problem:
    message = f"{path} in the output folder was not made by sitegen and lies where the site needs the place"
    return Problem("output-foreign", message, hint="move it away, or rename the page that needs its place")


def _failed(error: OSError) -> Problem:
    what = (error.strerror or str(error)).lower()
    where = f" at {error.filename}" if error.filename else ""
    return Problem("output-failed", f"the output could not be written: {what}{where}", hint="nothing was published")
