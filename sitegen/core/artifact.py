"""What the machine handles: files as read, what is to be made, what was made.

`Snapshot` is the whole input of a build, the moment included; after `load` nobody reads the disk or the clock.
`Artifact` is a promise with a path, `Output` the bytes that kept it. Digests are SHA-256, the first 32 hex digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from sitegen.core.model import SiteConfig
from sitegen.core.problem import Problem, Span
from sitegen.core.record import field, record

Digest = str


def digest(data: bytes) -> Digest:
    return sha256(data).hexdigest()[:32]


class Fingerprint(NamedTuple):
    """Digests of a value, 32 hex digits each: of what it says, and of where in the files its parts stand."""

    value: str
    places: str


@record
class Source:
    """One input file. `path` is what problems call it; a theme's file is called `theme/…`."""

    path: str
    data: bytes = field(repr=False)
    digest: Digest
    origin: Literal["site", "theme"] = "site"

    @property
    def text(self) -> str:
        """UTF-8 was checked by `load`."""
        return self.data.decode("utf-8")


@record
class Options:
    """What a build may be told; everything that shapes the output is here and nowhere else."""

    base_url: str = ""  # "" for the one of site.yaml
    drafts: bool = False
    today: date | None = None  # None for the clock's
    images: str = ""  # names and versions of what makes pictures here; "" without the extra `images`
    origin: str = ""  # "http://127.0.0.1:8000": takes the place of scheme and host of the base URL


@record
class Snapshot:
    """`content`, `templates` and `assets` map the path below their folder to the file that counts."""

    content: Mapping[str, Source]
    templates: Mapping[str, Source]
    assets: Mapping[str, Source]
    now: datetime | None  # UTC; None when `options.today` is given, so that the clock cannot matter
    options: Options
    unread: frozenset[str] = frozenset()  # files of `content` that are there and could not be read: errors name them


def today(snapshot: Snapshot, config: SiteConfig) -> date:
    """The day of the build in the site's time zone: known only once `site.yaml` is read, hence not in the Snapshot."""
    if snapshot.options.today is not None:
        return snapshot.options.today
    assert snapshot.now is not None, "load gives one of the two"
    return snapshot.now.astimezone(ZoneInfo(config.time_zone)).date()


def span_of_today(snapshot: Snapshot, time_zone: str, next_day: date) -> tuple[int, int] | None:
    """The seconds since 1970 at which the day of the build begins there, and the next that matters; None where the day
    was given."""
    if snapshot.now is None:
        return None
    zone = ZoneInfo(time_zone)
    day = snapshot.now.astimezone(zone).date()
    ends = (datetime.combine(each, time.min, zone) for each in (day, next_day))
    begin, end = (int(each.timestamp()) for each in ends)
    return begin, end


@record
class Artifact:
    """One file of the site. `rank` 0 is named by others through its fingerprint, 1 are documents, 2 lists outputs.
    `late`: of rank 0, and no other file needs to have seen its bytes, so it is made when all others are.

    `names` are those by which recipes ask for it: a stylesheet is "css/home" to the home page, whatever its path.
    `language` is that of its words; "" for what all languages of a site share.
    """

    path: str
    kind: str
    subject: tuple[str, ...] = ()
    rank: Literal[0, 1, 2] = 1
    names: tuple[str, ...] = ()
    at: Span | None = field(default=None, compare=False)
    language: str = ""
    late: bool = False


@record
class Output:
    """A made file: `path` below the output folder, forward slashes."""

    path: str
    data: bytes = field(repr=False)
    digest: Digest
    origins: tuple[tuple[str, Span], ...] = ()  # address or id on the page -> the content it comes from


class LateOutput(Output):
    """One that was made by an earlier build and still holds: made again only if more than its digest is asked."""

    __slots__ = ("_made", "_make")
    _make: Callable[[], Output]
    _made: Output | None

    def __init__(self, path: str, digest: Digest, make: Callable[[], Output]) -> None:
        for slot, value in (("path", path), ("digest", digest), ("_make", make), ("_made", None)):
            object.__setattr__(self, slot, value)

    @property
    def whole(self) -> Output:
        if self._made is None:
            object.__setattr__(self, "_made", self._make())
        assert self._made is not None
        return self._made

    data = property(lambda self: self.whole.data)
    origins = property(lambda self: self.whole.origins)


@record
class Reason:
    """Why an artifact was made again: it is new to this store, a question has another answer, something on it that is
    complained of stands elsewhere now, or its file is not in the output as it was left."""

    path: str
    why: Literal["new", "answer", "place", "output"]
    question: tuple[str, ...] = ()  # language, method, its arguments


@record
class Card:
    """What other pages may know of a page: enough to link to it, nothing that an edit in its body changes."""

    id: str
    path: str  # of the file below the output folder: "faq/index.html"
    title: str
    summary: str  # plain text
    language: str
    indexed: bool = True  # in the sitemap and open to search engines
    listed: bool = True  # in the navigation
    figure: str = ""  # the fact that its share card shows


@record
class Planned:
    artifact: Artifact
    card: Card | None = None


@record
class Plan:
    """Everything that will be made, before anything is. `cards` are in the order of the navigation, all languages."""

    artifacts: tuple[Artifact, ...]
    cards: tuple[Card, ...]

    def rank(self, rank: int) -> tuple[Artifact, ...]:
        return tuple(artifact for artifact in self.artifacts if artifact.rank == rank)


@record
class Manifest:
    """Every output of a build by path; what `publish` writes and `serve` answers from."""

    outputs: Mapping[str, Output]
    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
