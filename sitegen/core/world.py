"""The doors to the outside, as narrow as their users need them. The real ones are in `effects`, the twins in tests.

What a door cannot hand over is a value too (`Entry.fault`), so that one bad file does not hide the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from sitegen.core.artifact import Output
from sitegen.core.model import Site
from sitegen.core.record import field, record


@record
class Entry:
    """A file found below a folder. `path` is relative to the door, with forward slashes and printable; `size` in bytes.

    `fault` says why it must not be read ("a link that leaves the project"); then `path` may be a folder or escaped.
    """

    path: str
    size: int = 0
    fault: str = ""


class Files(Protocol):
    """Reading below one folder: a project, or the default theme."""

    def walk(self, folder: str) -> Iterable[Entry]:
        """Every file below `folder`, sorted by path; nothing when the folder is not there. Never raises OSError."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment in UTC. Raises ValueError when the environment sets a moment that is none."""


class Drawer(Protocol):
    """A folder of our own for what is kept between builds; nothing in it is needed. Names are plain."""

    def read(self, name: str, offset: int = 0, length: int = -1) -> bytes | None:
        """The bytes there, or None where they cannot be had, for whatever reason."""

    def write(self, name: str, data: bytes) -> None:
        """A whole file in one step: a reader finds the old one or the new one. Raises OSError."""

    def names(self) -> tuple[str, ...]: ...
    def remove(self, name: str) -> None:
        """It may be gone already, or refuse to go: it is not missed."""


T = TypeVar("T")


Pieces = tuple[bytes, ...]
"""What comes of an item of work, at least one piece: bytes are what goes from one process to another."""


class Workers(Protocol):
    """Other processors, where there are any and the work is worth it."""

    def worth(self, items: int, least: int) -> bool:
        """Whether so many items go to other processes, each with at least `least` of them."""

    def each(self, work: Callable[[T], Pieces], items: Sequence[T], *, least: int) -> list[Pieces]:
        """`work` on every item, in their order. The items may be worked on in copies of this process, so nothing that
        `work` changes is seen afterwards."""


Stamp = tuple[str, int, int, int, int]
"""What a file was when it was last looked at: digest, size, time of change, of change of its entry (both in ns), and
number. With all five the same it is the same file, provided it had been left alone for a while before."""


@record
class Published:
    """What changed in the output: paths below it, sorted. `total` counts the files of the site. `stamps` are those of
    its files now, as far as they can be trusted later."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    total: int
    stamps: Mapping[str, Stamp] = field(default_factory=dict, compare=False)

    @property
    def unchanged(self) -> bool:
        return not self.written and not self.removed


class Shelf(Protocol):
    """The output folder, replaced whole or not at all. What sitegen did not put there stays."""

    def refusal(self) -> str:
        """Why this folder must not be replaced, or "" (it is ours, empty, or not there yet). Writes nothing."""

    def mend(self) -> None:
        """Finishes or sweeps away what a killed build left; nothing while another is at work. Raises OSError."""

    def lock(self) -> AbstractContextManager[None]:
        """Held by one build at a time; mends first. Raises Busy, OSError."""

    def foreign(self, paths: Iterable[str]) -> tuple[str, ...]:
        """What sitegen did not make and what lies in the way of a file at one of `paths`. Raises OSError."""

    @property
    def place(self) -> str:
        """Where the folder lies, as seen from the project: whose stamps are whose."""

    def replace(self, outputs: Mapping[str, Output], known: Mapping[str, Stamp]) -> Published:
        """Afterwards the folder holds these files and the foreign ones it held before.

        Only under `lock`, only when nothing is `foreign`. Raises OSError, and then the folder is as it was. A file that
        is there already is not asked for its bytes; `known` are the stamps of last time, by which it is recognised.
        """


class Busy(Exception):
    """Another process publishes into the same folder; `str()` says which. `stages.publish` makes it a problem."""


@record
class Ran:
    """What came of a program: its exit code and what it wrote.

    As in a shell, 127 is a program that is not there, 126 one that may not be run, 124 one that took too long.
    """

    code: int
    out: bytes = b""
    err: str = ""

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "surrogateescape")


class Processes(Protocol):
    """Running other programs; `deploy` runs git."""

    def run(
        self, command: Sequence[str], environment: Mapping[str, str], *, input: bytes = b"", seconds: float = 60
    ) -> Ran:
        """Runs `command` to its end, without a shell and without a terminal to ask on. Never raises OSError.

        `environment` is all that the program gets. Interrupted, it takes the program and its children with it.
        """

    def scratch(self, files: Mapping[str, bytes]) -> AbstractContextManager[Path]:
        """A new folder outside of every project that holds these files, gone at the end. Raises OSError."""


class Pen(Protocol):
    """Writing into the project: `sitegen correct` alone holds one."""

    def read(self, path: str) -> bytes | None:
        """A file as it is, ends of lines and all; None when there is none. Raises OSError."""

    def rewrite(self, files: Mapping[str, tuple[bytes | None, bytes]]) -> None:
        """Path -> (what was read there, what shall be there), in this order, all or none.

        Raises Stale when a file is no longer what was read, OSError; in both cases everything is as it was.
        """


class Stale(Exception):
    """A file was changed by somebody else since it was read; `str()` is its path."""
Method = Literal["HEAD", "GET"]


@record
class Reply:
    """What came back from a server: a status, with the `location` of a redirect; or `fault`, why none came.

    name: there is no such host. private: an address of the own computer or network, and inside: a name that leads to
    one; neither is asked. refused, timeout, tls, closed: the connection. answer: no HTTP. address: it cannot be asked.
    """

    status: int = 0
    location: str = ""
    fault: Literal["", "name", "private", "inside", "refused", "timeout", "tls", "closed", "answer", "address"] = ""


class Net(Protocol):
    def ask(self, method: Method, url: str, seconds: float) -> Reply:
        """One question without a body; redirects are not followed. Never raises, and takes at most `seconds`, but for
        the lookup of a name, which the system decides on."""

    def seconds(self) -> float:
        """A clock that only goes forward."""

    def wait(self, seconds: float) -> None: ...


class Notebook(Protocol):
    """A memory that may be lost at any time."""

    def read(self) -> bytes:
        """What was written last, or nothing. Never raises."""

    def write(self, data: bytes) -> None:
        """Never raises."""


class Onlooker(Protocol):
    """Who watches a site come into being: the live preview, which shows the page that is looked at before the rest of
    the site is made, and gives a build up when there is something newer to build."""

    @property
    def first(self) -> frozenset[str]:
        """The files that are looked at: made before others of their rank."""

    def ready(self, site: Site, outputs: Mapping[str, Output]) -> None:
        """So far the site has these files, and nothing has failed. Told when `first` is made, if there was something to
        make of it, and when only late files are left to make."""

    def see(self, output: Output | None) -> None:
        """Told of every file that is made, None for one that is not to be. Raises GivenUp."""


class Nobody:
    """Looks at nothing."""

    first: frozenset[str] = frozenset()

    def ready(self, site: Site, outputs: Mapping[str, Output]) -> None:
        pass

    def see(self, output: Output | None) -> None:
        pass


class GivenUp(Exception):
    """Raised through a build by its onlooker."""


class World(Protocol):
    @property
    def root(self) -> Path: ...
    @property
    def files(self) -> Files: ...
    @property
    def theme(self) -> Files: ...
    @property
    def shelf(self) -> Shelf: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def images(self) -> str:
        """Names and versions of the libraries that make pictures, "" where they are not installed."""
