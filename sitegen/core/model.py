"""What an author means: the content of one site, read and joined, without a trace of files or HTML.

Everything is frozen. `at` is the place of the thing's id (or of its first line), `printed` are its plain titles as they
are written; both are left out of comparison, so that a line added above does not make a thing different. Numbers are
decimals, days are `Day`s, coordinates are degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sitegen.core.chart import Chart as Chart
from sitegen.core.chart import Point as Point
from sitegen.core.config import Address as Address
from sitegen.core.config import Publisher as Publisher
from sitegen.core.config import SiteConfig as SiteConfig
from sitegen.core.config import Waiver as Waiver
from sitegen.core.located import Located
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.core.published import Baseline
from sitegen.core.record import field, record

Status = Literal[
    "announced", "under-way", "planned", "expected", "possible", "threatened", "reported", "unconfirmed", "disputed",
    "past", "confirmed", "withdrawn", "standing",
]
Qualifier = Literal["exact", "up-to", "at-least", "about"]
SETTLED: frozenset[str] = frozenset({"past", "confirmed", "withdrawn", "standing"})
"""Statuses that no later day can make stale: every other entry is due once its day has passed."""

NOWHERE = Span("")
NO_WORDS = Prose()
Date = date
"""For classes that have a field called `date`."""


@record
class Day:
    """A date as exact as it is known: a year, a month or a day. Sorts by its first day."""

    year: int
    month: int = 0
    day: int = 0

    def __lt__(self, other: Day) -> bool:
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)

    @property
    def iso(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n)])

    @property
    def exact(self) -> date | None:
        return date(self.year, self.month, self.day) if self.day else None


@record
class Explainer:
    headline: str
    dek: Prose
    byline: str
    published: datetime | date
    updated: datetime | date
    as_of: date | None
    key_points: tuple[Prose, ...]
    body: Prose
    at: Span = field(compare=False)
    printed: tuple[Located, ...] = field(default=(), compare=False)
    as_of_at: Span = field(default=NOWHERE, compare=False)
    updated_at: Span = field(default=NOWHERE, compare=False)  # its key's value, or that of published
    card: str = ""  # the fact whose figure its share card shows
    card_at: Span = field(default=NOWHERE, compare=False)


@record
class Section:
    number: int
    id: str
    title: str
    summary: Prose
    key_points: tuple[Prose, ...]
    body: Prose
    draft: bool
    at: Span = field(compare=False)
    printed: tuple[Located, ...] = field(default=(), compare=False)
    card: str = ""  # as of the explainer
    card_at: Span = field(default=NOWHERE, compare=False)


@record
class OwnPage:
    """`disclaimer.md` and `pages/*.md`: the id is the file's name."""

    id: str
    title: str
    summary: Prose
    body: Prose
    draft: bool
    at: Span = field(compare=False)
    printed: tuple[Located, ...] = field(default=(), compare=False)
    card: str = ""  # as of the explainer
    card_at: Span = field(default=NOWHERE, compare=False)


@record
class Question:
    id: str
    question: Prose
    answer: Prose
    draft: bool
    at: Span = field(compare=False)


@record
class Derivation:
    """How a fact follows from others, named by their ids; `content.derivation` has the rules."""

    how: Literal["sum", "difference", "ratio", "share"]
    of: tuple[str, ...]
    at: Span = field(default=NOWHERE, compare=False)
    of_at: tuple[Span, ...] = field(default=(), compare=False)


@record
class Fact:
    """One entry of the ledger. `low`/`high` are set for a range, `value` for a number, `day` for `unit: date`.

    A derived fact has its value, and all that follows from its parts, once the whole ledger is read.
    """

    id: str
    statement: Prose
    status: Status
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    day: date | None = None
    unit: str = ""  # percent, money, m, km, …, people, count, date; "" for a claim in words
    currency: str = ""  # ISO 4217
    noun: tuple[tuple[str, str], ...] = ()  # plural category -> word, for unit: count
    per: str = ""  # "day" makes a rate
    qualifier: Qualifier = "exact"
    quote: str = ""
    as_of: date | None = None
    happens: date | None = None
    review_by: date | None = None
    sources: tuple[str, ...] = ()
    unsourced: str = ""  # why there is no source
    outcome: Prose = NO_WORDS
    draft: bool = False
    derivation: Derivation | None = None
    qualifier_given: bool = True  # whether the writer chose the qualifier
    at: Span = field(default=NOWHERE, compare=False)
    value_at: Span = field(default=NOWHERE, compare=False)
    quote_at: Span = field(default=NOWHERE, compare=False)
    sources_at: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def has_figure(self) -> bool:
        return self.value is not None or self.low is not None or self.high is not None


@record
class Citation:
    """An entry of `sources.yaml` (named so because `Source` is a file, in `core.artifact`)."""

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    published: Day | None = None
    accessed: Day | None = None
    url: str = ""
    archived: str = ""
    kind: str = ""  # primary, official, news, analysis, reference
    language: str = ""
    note: Prose = NO_WORDS
    at: Span = field(default=NOWHERE, compare=False)


@record
class Person:
    id: str
    name: str
    role: Prose
    side: str = ""
    draft: bool = False
    at: Span = field(default=NOWHERE, compare=False)
    side_at: Span = field(default=NOWHERE, compare=False)


@record
class Term:
    id: str
    term: str
    forms: tuple[str, ...]
    definition: Prose
    draft: bool = False
    at: Span = field(default=NOWHERE, compare=False)


@record
class Moment:
    """An entry of `timeline.yaml`; `number` is its place in the published list, from 1."""

    date: Day
    title: str
    text: Prose
    status: Status | Literal[""] = ""
    facts: tuple[str, ...] = ()
    happens: Date | None = None
    review_by: Date | None = None
    draft: bool = False
    at: Span = field(default=NOWHERE, compare=False)
    facts_at: tuple[Span, ...] = field(default=(), compare=False)
    id: str = ""  # only translations ask for it
    printed: tuple[Located, ...] = field(default=(), compare=False)


@record
class Correction:
    date: Date
    kind: Literal["correction", "clarification", "update"]
    where: str  # fact:id, section:id, page:id …
    was: str
    now: str
    reason: str
    at: Span = field(default=NOWHERE, compare=False)
    where_at: Span = field(default=NOWHERE, compare=False)
    id: str = ""  # only translations ask for it


@record
class Label:
    side: str = ""  # n ne e se s sw w nw
    text: str = ""


@record
class Stop:
    """Degrees, north and east positive. `number` is the place in the published order, from 1."""

    id: str
    name: str
    lat: float
    lon: float
    number: int = 0
    country: str = ""  # ISO 3166-1 alpha-2
    precision: Literal["exact", "city", "region", "country"] = "exact"
    date: Date | None = None
    start: Date | None = None  # from:
    end: Date | None = None  # to:
    time: str = ""  # when it begins: "10:00", or with an offset from UTC "10:00+09:00"
    status: Status | Literal[""] = ""
    summary: Prose = NO_WORDS
    label: Label | None = None
    group: str = ""
    same_as: str = ""
    review_by: Date | None = None
    draft: bool = False
    at: Span = field(default=NOWHERE, compare=False)

    @property
    def approximate(self) -> bool:
        return self.precision in ("region", "country")

    @property
    def days(self) -> tuple[Date, Date] | None:
        """The first and the last day there, both included; None when the day is not given."""
        first, last = self.date or self.start, self.date or self.end
        return (first, last) if first and last else None


@record
class Leg:
    origin: str  # from:
    destination: str  # to:
    mode: str = ""  # flight train ship bus car walk; "" when not given
    status: Status | Literal[""] = ""
    path: Literal["auto", "geodesic", "arc", "straight"] = "auto"
    at: Span = field(default=NOWHERE, compare=False)


@record
class MapOptions:
    projection: Literal["auto", "azimuthal", "equal-earth"] = "auto"
    center: tuple[float, float] | None = None  # lat, lon in degrees
    detail: str = "auto"  # auto, 110m, 50m


@record
class Itinerary:
    title: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...] = ()
    summary: Prose = NO_WORDS
    illustrative: bool = False
    map: MapOptions = MapOptions()
    at: Span = field(default=NOWHERE, compare=False)
    printed: tuple[Located, ...] = field(default=(), compare=False)

    @property
    def events(self) -> tuple[Stop, ...]:
        """The stops that a calendar can hold: those with a day, and none of a route that nobody has announced."""
        return () if self.illustrative else tuple(stop for stop in self.stops if stop.days)


@record
class Site:
    """One explainer, whole: every id in it is unique among its kind and every reference resolves.

    `translations` are the same site in its further languages: other words, shared values, no translations of their own.
    """

    config: SiteConfig
    explainer: Explainer
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    itinerary: Itinerary | None = None
    disclaimer: OwnPage | None = None
    pages: tuple[OwnPage, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Citation] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    timeline: tuple[Moment, ...] = ()
    corrections: tuple[Correction, ...] | None = None  # None: no corrections.yaml, so no page
    charts: Mapping[str, Chart] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)  # path below content/ -> path of the source
    published: Baseline | None = None  # as it last went out; None: no published.json
    language: str = "en"  # the one that these words are in
    translations: tuple[Site, ...] = ()
    # id of a section -> digests of what all of it but its number and body says, and of where that stands
    heads: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)

    @property
    def versions(self) -> tuple[Site, ...]:
        """The site in each of its languages, the first one first."""
        return (self, *self.translations)
