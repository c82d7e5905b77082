"""The shapes of the lists: facts, sources, people, glossary, timeline, corrections, questions and the itinerary.

Only what one key may hold; how keys of an entry fit together is `schema_facts` and `schema_route`. Descriptions and
examples are the documentation that an editor shows, and the hints of our own errors: JSON Schema comes from here.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sitegen.content.schema_fields import (
    AnyDay,
    Clock,
    Country,
    Figure,
    Form,
    FullDate,
    Id,
    Latitude,
    Listed,
    Longitude,
    Number,
    Passage,
    Text,
    Truth,
    Url,
    Words,
)
from sitegen.content.tree import Scalar
from sitegen.core import model

LISTED = Listed()
Unit = Literal[
    "percent",
    "money",
    "m",
    "km",
    "kg",
    "t",
    "°C",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "people",
    "count",
    "date",
    "points",
    "times",
]
Status = Annotated[model.Status, LISTED]
CORRECTABLE = ("fact", "section", "page", "question", "stop")


class Shape(BaseModel):
    """Keys and values. A key that is left empty counts as left out, but where an empty value betrays a slip."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # most files need few of them
    called: ClassVar[str]
    """What an entry is called in a sentence: "a stop"."""
    keeps_empty: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def keys(cls) -> dict[str, Any]:
        """Every key as it is written -> its field."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        empty = [key for key, value in data.items() if isinstance(value, Scalar) and value.kind == "nothing"]
        if not empty:
            return data
        known = cls.keys().keys() - cls.keeps_empty
        return {key: value for key, value in data.items() if key not in empty or key not in known}


def _draft() -> Any:
    return Field(default=False, description="left out of the site until it is built with --drafts", examples=[True])


def _id(example: str, use: str) -> Any:
    return Field(description=f"a-z, 0-9 and hyphens; {use}", examples=[example])


class Noun(Shape):
    called: ClassVar[str] = "the noun of a count"
    one: Text = Field(description="the word after 1", examples=["ship"])
    other: Text = Field(description="the word after any other number", examples=["ships"])


class Derive(Shape):
    """Exactly one of them, which `schema_facts` sees to."""

    called: ClassVar[str] = "a derivation"
    sum: tuple[Id, ...] = Field(default=(), description="ids of facts to be added up", examples=[["cost", "toll"]])
    difference: tuple[Id, ...] = Field(default=(), description="the first less the second", examples=[["cost", "toll"]])
    ratio: tuple[Id, ...] = Field(
        default=(), description="how many times the second the first is", examples=[["cost", "toll"]]
    )
    share: tuple[Id, ...] = Field(
        default=(), description="how many percent of the second the first is", examples=[["toll", "cost"]]
    )


class Fact(Shape):
    called: ClassVar[str] = "a fact"
    id: Id = _id("tariff-threat", "texts point here with [words](fact:id)")
    statement: Words = Field(description="the claim in a sentence", examples=["Tariffs could rise to 155%."])
    value: Figure | None = Field(
        default=None, description="a number; with unit: date a date; left out for a claim in words", examples=[155]
    )
    low: Number | None = Field(default=None, description="with high: a range", examples=[5])
    high: Number | None = Field(default=None, description="with low: a range", examples=[10])
    derive: Derive | None = Field(
        default=None, description="from other facts, instead of value", examples=[{"sum": ["cost", "toll"]}]
    )
    unit: Annotated[Unit, LISTED] | None = Field(
        default=None,
        description="of value, or of low and high; count needs noun, money needs currency",
        examples=["percent"],
    )
    currency: Annotated[str, Form("[A-Z]{3}", "a currency code", "three capital letters, such as USD, EUR or GBP")] = (
        Field(default="", description="ISO 4217 code, with unit: money", examples=["USD"])
    )
    noun: Noun | None = Field(
        default=None, description="what is counted, with unit: count", examples=[{"one": "ship", "other": "ships"}]
    )
    per: Annotated[Literal["hour", "day", "week", "month", "year"], LISTED] | None = Field(
        default=None, description="makes the value a rate", examples=["day"]
    )
    qualifier: Annotated[model.Qualifier, LISTED] | None = Field(
        default=None, description="how the figure is meant; exact when left out", examples=["up-to"]
    )
    status: Status = Field(description="how firm the claim is", examples=["planned"])
    as_of: FullDate | None = Field(
        default=None, description="the day of which the claim speaks; needed but for standing", examples=["2025-10-26"]
    )
    happens: FullDate | None = Field(
        default=None, description="the day it comes about; once it has passed, the build asks", examples=["2025-11-01"]
    )
    review_by: FullDate | None = Field(
        default=None, description="the day after which the build asks whether this still holds", examples=["2026-01-31"]
    )
    sources: tuple[Id, ...] = Field(default=(), description="ids of sources.yaml", examples=[["infofinance"]])
    unsourced: Text = Field(default="", description="why there is no source", examples=["our own count"])
    quote: Text = Field(default="", description="the words of somebody, letter by letter", examples=["managed tension"])
    outcome: Passage | None = Field(default=None, description="what came of it", examples=["No tariff was raised."])
    draft: Truth = _draft()


class Source(Shape):
    called: ClassVar[str] = "a source"
    id: Id = _id("infofinance", "texts point here with [](source:id), facts with sources: [id]")
    title: Text = Field(description="as printed on it", examples=["Trump Meets Xi"])
    author: Text = Field(default="", description="who wrote it", examples=["A. Nguyen"])
    publisher: Text = Field(default="", description="who published it", examples=["InfoFinance"])
    published: AnyDay | None = Field(default=None, description="a year, a month or a day", examples=["2025-10-26"])
    accessed: AnyDay | None = Field(default=None, description="when it was read", examples=["2025-10-27"])
    url: Url = Field(default="", description="its address", examples=["https://example.org/article"])
    archived: Url = Field(default="", description="the address of a kept copy", examples=["https://web.archive.org/…"])
    kind: Annotated[Literal["primary", "official", "news", "analysis", "reference"], LISTED] | None = Field(
        default=None, description="what sort of source it is", examples=["news"]
    )
    language: Text = Field(default="", description="its language, where it is not the site's", examples=["vi"])
    note: Passage | None = Field(default=None, description="what a reader should know of it", examples=["Paywalled."])
    draft: Truth = _draft()


class Person(Shape):
    called: ClassVar[str] = "a person"
    id: Id = _id("bessent", "texts point here with [name](person:id)")
    name: Text = Field(description="as it is printed", examples=["Scott Bessent"])
    role: Words = Field(description="the office or part in the story", examples=["US Treasury Secretary"])
    side: Id = Field(default="", description="a key of sides: in site.yaml", examples=["us"])
    draft: Truth = _draft()


class Term(Shape):
    called: ClassVar[str] = "a glossary term"
    id: Id = _id("rare-earths", "texts point here with [words](term:id)")
    term: Text = Field(description="the word itself", examples=["rare earths"])
    forms: tuple[Text, ...] = Field(default=(), description="other spellings in the texts", examples=[["rare earth"]])
    definition: Passage = Field(description="its plain meaning, in Markdown", examples=["A group of metals."])
    draft: Truth = _draft()


class Moment(Shape):
    called: ClassVar[str] = "a timeline entry"
    id: Id = Field(default="", description="for translations, which name entries by id", examples=["departure"])
    date: AnyDay = Field(description="a year, a month or a day", examples=["2025-10-24"])
    title: Text = Field(description="what happened, in a few words", examples=["Departure"])
    text: Passage | None = Field(default=None, description="more of it, in Markdown", examples=["Trump leaves."])
    status: Status | None = Field(default=None, description="how firm it is", examples=["past"])
    facts: tuple[Id, ...] = Field(default=(), description="ids of facts.yaml behind it", examples=[["departure"]])
    happens: FullDate | None = Field(default=None, description="the day it comes about", examples=["2025-11-01"])
    review_by: FullDate | None = Field(default=None, description="the day to look again", examples=["2026-01-31"])
    draft: Truth = _draft()


class Correction(Shape):
    called: ClassVar[str] = "a correction"
    id: Id = Field(default="", description="for translations, which name entries by id", examples=["tariff-day"])
    date: FullDate = Field(description="the day it was made", examples=["2025-10-27"])
    kind: Annotated[Literal["correction", "clarification", "update"], LISTED] = Field(
        description="what sort of change it is", examples=["correction"]
    )
    where: Annotated[
        str,
        Form(
            f"(?:{'|'.join(CORRECTABLE)}):[a-z0-9-]+",
            "a place in the site",
            f"such as fact:tariff-threat; it begins with one of {', '.join(CORRECTABLE)}",
        ),
    ] = Field(description="what was changed", examples=["fact:tariff-threat"])
    was: Text = Field(default="", description="the words before; none when something was missing",
                      examples=["from 10 November"])  # fmt: skip
    now: Text = Field(default="", description="the words since; none when something was taken out",
                      examples=["from 1 November"])  # fmt: skip
    reason: Text = Field(description="why it was changed", examples=["We had misread the source."])
    draft: Truth = _draft()


class Question(Shape):
    called: ClassVar[str] = "a question"
    id: Id = _id("purpose", "the question's anchor is #q-<id>")
    question: Words = Field(description="as a reader would ask it", examples=["What is the trip for?"])
    answer: Passage = Field(description="in Markdown, with references", examples=["It is [announced](fact:purpose)."])
    draft: Truth = _draft()


class Label(Shape):
    called: ClassVar[str] = "the label of a stop"
    side: Annotated[Literal["n", "ne", "e", "se", "s", "sw", "w", "nw"], LISTED] | None = Field(
        default=None, description="where the label stands, seen from the stop", examples=["ne"]
    )
    text: Text = Field(default="", description="the label, where it is not the name", examples=["Washington"])


class Stop(Shape):
    called: ClassVar[str] = "a stop"
    id: Id = _id("busan", "texts point here with [name](stop:id)")
    name: Text = Field(default="", description="of the place; not needed with same_as", examples=["Busan"])
    country: Country = Field(default="", description="two capital letters (ISO 3166)", examples=["KR"])
    lat: Latitude | None = Field(default=None, description="degrees, south negative", examples=[35.1796])
    lon: Longitude | None = Field(default=None, description="degrees, west negative", examples=[129.0756])
    precision: Annotated[Literal["exact", "city", "region", "country"], LISTED] = Field(
        default="exact", description="how exactly the place is known", examples=["country"]
    )
    date: FullDate | None = Field(default=None, description="the day there", examples=["2025-10-30"])
    start: FullDate | None = Field(default=None, alias="from", description="the first day", examples=["2025-10-29"])
    end: FullDate | None = Field(default=None, alias="to", description="the last day", examples=["2025-10-30"])
    time: Clock = Field(
        default="", description="of the day, in the site's time zone unless it names one", examples=["10:00 UTC+9"]
    )
    status: Status | None = Field(default=None, description="how firm it is", examples=["planned"])
    summary: Passage | None = Field(
        default=None, description="what happens there, in Markdown", examples=["A meeting."]
    )
    label: Label | None = Field(default=None, description="of the point on the map", examples=[{"side": "ne"}])
    group: Text = Field(default="", description="stops of one group stand together", examples=["Japan"])
    same_as: Id = Field(default="", description="the id of an earlier stop at the same place", examples=["dc"])
    review_by: FullDate | None = Field(default=None, description="the day to look again", examples=["2026-01-31"])
    draft: Truth = _draft()


class Leg(Shape):
    called: ClassVar[str] = "a leg"
    origin: Id = Field(alias="from", description="the id of a stop", examples=["dc"])
    destination: Id = Field(alias="to", description="the id of a stop", examples=["japan"])
    mode: Annotated[Literal["flight", "train", "ship", "bus", "car", "walk"], LISTED] | None = Field(
        default=None, description="how the way is travelled", examples=["flight"]
    )
    status: Status | None = Field(default=None, description="how firm it is", examples=["planned"])
    path: Annotated[Literal["auto", "geodesic", "arc", "straight"], LISTED] = Field(
        default="auto", description="how the line is drawn", examples=["geodesic"]
    )


class Center(Shape):
    called: ClassVar[str] = "the centre of the map"
    lat: Latitude = Field(description="degrees, south negative", examples=[20])
    lon: Longitude = Field(description="degrees, west negative", examples=[160])


class Map(Shape):
    called: ClassVar[str] = "the map"
    projection: Annotated[Literal["auto", "azimuthal", "equal-earth"], LISTED] = Field(
        default="auto", description="how the globe is flattened", examples=["equal-earth"]
    )
    center: Center | None = Field(default=None, description="the middle", examples=[{"lat": 20, "lon": 160}])
    detail: Annotated[Literal["auto", "110m", "50m"], LISTED] = Field(
        default="auto", description="how fine the coastlines are", examples=["50m"]
    )


class Itinerary(Shape):
    called: ClassVar[str] = "itinerary.yaml"
    title: Text = Field(description="the heading of the map page", examples=["The route"])
    summary: Words | None = Field(default=None, description="a sentence or two on the route", examples=["Three stops."])
    illustrative: Truth = Field(default=False, description="true for a route that nobody announced", examples=[True])
    stops: tuple[Stop, ...] = Field(
        description="in order", examples=[[{"id": "busan", "name": "Busan", "lat": 35.1796, "lon": 129.0756}]]
    )
    legs: tuple[Leg, ...] = Field(default=(), description="ways between stops that need more said", examples=[[]])
    map: Map = Field(default_factory=Map, description="options of the map", examples=[{"projection": "auto"}])
