"""The shapes of the YAML files and of front matter, field by field: what may stand where, said for writers and editors.

Only form is judged here; what fields mean together (a range and a value, a status and a day) is judged in
`content.schema`, which turns shapes into the model. The editors' JSON Schemas are made from these classes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sitegen.content.shape_types import (
    AsWord,
    Color,
    Country,
    Currency,
    DayOrMoment,
    Id,
    Latitude,
    Longitude,
    Number,
    NumberOrDay,
    PartialDay,
    Prose,
    Text,
    Time,
    Truth,
    Url,
    WholeDay,
)  # fmt: skip
from sitegen.core import model

Status = Annotated[model.Status, AsWord]
Unit = Annotated[
    Literal["percent", "money", "m", "km", "kg", "t", "°C", "hours", "days", "weeks", "months", "years", "people",
            "count", "date"], AsWord,
]  # fmt: skip


def _field(description: str, example: Any, default: Any = ..., **more: Any) -> Any:
    """`default` given: the field may be left out."""
    return Field(default, description=description, examples=[example], **more)


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=False)


class AddressShape(Shape):
    street: Text = _field("Street and number.", "1 Harbor Street", "")
    city: Text = _field("City, with its district if it matters.", "Lisbon", "")
    region: Text = _field("State or province.", "Estremadura", "")
    postal_code: Text = _field("Postal code.", "1100-001", "")
    country: Country = _field("Two-letter code of the country (ISO 3166-1).", "PT", "")


class PublisherShape(Shape):
    name: Text = _field("Name as printed on every page.", "Harbor Desk")
    type: Annotated[Literal["Organization", "NewsMediaOrganization", "Person"], AsWord] = _field(
        "What the publisher is, for structured data.", "Organization", "Organization"
    )
    url: Url = _field("The publisher's own site.", "https://desk.example.net/", "")
    email: Text = _field("Address for readers' mail.", "desk@desk.example.net", "")
    address: AddressShape | None = _field("Postal address.", {"city": "Lisbon"}, None)
    policies: dict[str, Text] = _field(
        "Where a policy stands: page:id or an address.", {"corrections": "page:corrections"}, {}
    )


class ThemeShape(Shape):
    accent: Color = _field("The one colour for what is live.", "#b3261e", "#b3261e")


class WaiverShape(Shape):
    code: Text = _field("Code of the warning to waive.", "fact-due")
    until: WholeDay = _field("Last day on which the waiver holds.", "2026-01-01")
    reason: Text = _field("Why it may be waived.", "The hearing was moved.")


class ChecksShape(Shape):
    waive: list[WaiverShape] = _field("Warnings that may pass for a while.", [], [])


class SiteShape(Shape):
    title: Text = _field("Short name of the site.", "Asia tour 2025")
    url: Url = _field("Where the site will stand.", "https://desk.example.net/tour/")
    description: Text = _field("One sentence for search engines.", "What the tour is about.", "")
    languages: list[Text] = _field("Languages of the site, the main one first.", ["en"], ["en"])
    time_zone: Text = _field("Zone of the dates (IANA name).", "Europe/Lisbon", "UTC")
    publisher: PublisherShape | None = _field("Who publishes this.", {"name": "Harbor Desk"}, None)
    snapshot: WholeDay | None = _field("The site describes this day and is not kept up.", "2025-10-26", None)
    sections: Annotated[Literal["one-page", "pages"], AsWord] = _field(
        "All parts on one page, or a page each.", "one-page", "one-page"
    )
    theme: ThemeShape = _field("The look.", {"accent": "#b3261e"}, ThemeShape())
    html: Truth = _field("Whether Markdown may hold raw HTML.", False, False)
    sides: dict[str, Text] = _field("Names of the sides that people stand on.", {"us": "United States"}, {})
    checks: ChecksShape = _field("What the checks let pass.", {"waive": []}, ChecksShape())


class ExplainerShape(Shape):
    headline: Text = _field("The headline.", "The bridge that nobody crosses")
    dek: Prose | None = _field("One or two sentences below the headline.", "What is planned, and what is open.", None)
    byline: Text = _field("Who wrote this.", "Ana Reis", "")
    published: DayOrMoment = _field("When it was first published.", "2026-03-02")
    updated: DayOrMoment | None = _field("When its substance last changed.", "2026-03-09", None)
    as_of: WholeDay | None = _field("The day it speaks of.", "2026-03-02", None)
    key_points: list[Prose] = _field("Three to five sentences for busy readers.", ["It is planned."], [])


class SectionShape(Shape):
    title: Text = _field("Title of the part.", "What is at stake")
    summary: Prose | None = _field("One sentence below the title.", "Two dates decide it.", None)
    key_points: list[Prose] = _field("Sentences for busy readers.", ["It is planned."], [])
    id: Id | None = _field("Its id, if not the file's name.", "at-stake", None)
    draft: Truth = _field("Left out but with --drafts.", True, False)


class PageShape(Shape):
    title: Text = _field("Title; else the first heading.", "About", "")
    summary: Prose | None = _field("One sentence below the title.", "How this is made.", None)
    draft: Truth = _field("Left out but with --drafts.", True, False)


class QuestionShape(Shape):
    id: Id = _field("Its id.", "toll")
    question: Prose = _field("The question.", "Is there a toll?")
    answer: Prose = _field("The answer, in Markdown with references.", "No.")
    draft: Truth = _field("Left out but with --drafts.", True, False)


class FactShape(Shape):
    id: Id = _field("Its id, named in texts as fact:id.", "bridge-cost")
    statement: Prose = _field("The fact as one sentence.", "The bridge is to cost up to €40 million.")
    value: NumberOrDay | None = _field("The figure, or a date with unit: date.", 40000000, None)
    low: Number | None = _field("Lower end of a range.", 5, None)
    high: Number | None = _field("Upper end of a range.", 10, None)
    unit: Unit | None = _field("What the figure counts.", "percent", None)
    currency: Currency | None = _field("Currency of unit: money (ISO 4217).", "EUR", None)
    noun: dict[str, Text] = _field("What unit: count counts, by plural form.", {"one": "ship", "other": "ships"}, {})
    per: Annotated[Literal["hour", "day", "week", "month", "year", "person"], AsWord] | None = _field(
        "Makes it a rate.", "day", None
    )
    qualifier: Annotated[model.Qualifier, AsWord] = _field("How exact the figure is.", "up-to", "exact")
    quote: Text = _field("Somebody's exact words.", "Nobody will pay", "")
    status: Status = _field("How firm it is.", "planned")
    as_of: WholeDay | None = _field("The day on which it was true.", "2026-03-01", None)
    happens: WholeDay | None = _field("The day on which it comes about.", "2027-06-01", None)
    review_by: WholeDay | None = _field("The day by which it must be looked at again.", "2026-06-01", None)
    sources: list[Id] = _field("Ids of sources.yaml.", ["council"])
    unsourced: Text = _field("Why there is no source.", "arithmetic on the entries above", "")
    outcome: Prose | None = _field("What came of it.", "The vote was put off.", None)
    draft: Truth = _field("Left out but with --drafts.", True, False)


class SourceShape(Shape):
    id: Id = _field("Its id, named in texts as source:id.", "council")
    title: Text = _field("Title as printed.", "Minutes of the council")
    author: Text = _field("Who wrote it.", "Ana Reis", "")
    publisher: Text = _field("Who published it.", "City council", "")
    published: PartialDay | None = _field("When; a year or a month will do.", "2026-03", None)
    url: Url = _field("Where it can be read.", "https://council.example.net/minutes", "")
    accessed: PartialDay | None = _field("When it was read there.", "2026-03-02", None)
    archived: Url = _field("Address of an archived copy.", "https://archive.example.net/1", "")
    kind: Annotated[Literal["primary", "official", "news", "analysis", "reference"], AsWord] | None = _field(
        "What it is.", "official", None
    )
    language: Text = _field("Its language, if not the site's.", "pt", "")
    note: Prose | None = _field("What a reader should know of it.", "In Portuguese.", None)


class PersonShape(Shape):
    id: Id = _field("Their id, named in texts as person:id.", "mayor")
    name: Text = _field("Name.", "Ana Reis")
    role: Prose = _field("What they are here.", "mayor of the city")
    side: Text = _field("A side of site.yaml.", "city", "")
    draft: Truth = _field("Left out but with --drafts.", True, False)


class TermShape(Shape):
    id: Id = _field("Its id, named in texts as term:id.", "pylon")
    term: Text = _field("The term.", "pylon")
    forms: list[Text] = _field("Other forms of it.", ["pylons"], [])
    definition: Prose = _field("Its meaning, in Markdown.", "A tower that carries cables.")
    draft: Truth = _field("Left out but with --drafts.", True, False)


class MomentShape(Shape):
    date: PartialDay = _field("When; a year or a month will do.", "2026-03-01")
    title: Text = _field("What happened, in a few words.", "The vote")
    text: Prose = _field("What happened, in Markdown.", "The council votes.")
    status: Status | None = _field("How firm it is.", "past", None)
    facts: list[Id] = _field("Facts that this rests on.", ["bridge-cost"], [])
    happens: WholeDay | None = _field("The day on which it comes about.", "2027-06-01", None)
    review_by: WholeDay | None = _field("The day by which it must be looked at again.", "2026-06-01", None)
    draft: Truth = _field("Left out but with --drafts.", True, False)


class CorrectionShape(Shape):
    date: WholeDay = _field("When it was corrected.", "2026-03-09")
    kind: Annotated[Literal["correction", "clarification", "update"], AsWord] = _field("What it is.", "correction")
    where: Text = _field("What was changed: fact:id, section:id, page:id …", "fact:bridge-cost")
    was: Text = _field("What it said.", "€30 million")
    now: Text = _field("What it says.", "€40 million")
    reason: Text = _field("Why.", "The minutes were misread.")


class LabelShape(Shape):
    side: Annotated[Literal["n", "ne", "e", "se", "s", "sw", "w", "nw"], AsWord] | None = _field(
        "Where the label stands.", "ne", None
    )
    text: Text = _field("Label, if not the name.", "D.C.", "")


class StopShape(Shape):
    id: Id = _field("Its id, named in texts as stop:id.", "lisbon")
    name: Text = _field("Name of the place; may be left out with same_as.", "Lisbon", "")
    country: Country = _field("Two-letter code of the country (ISO 3166-1).", "PT", "")
    lat: Latitude | None = _field("Degrees north; south is negative.", 38.72, None)
    lon: Longitude | None = _field("Degrees east; west is negative.", -9.14, None)
    precision: Annotated[Literal["exact", "city", "region", "country"], AsWord] = _field(
        "How exact the place is.", "city", "exact"
    )
    date: WholeDay | None = _field("The day, if it is known.", "2026-03-01", None)
    from_: WholeDay | None = _field("First day of a longer stay.", "2026-03-01", None, alias="from")
    to: WholeDay | None = _field("Last day of it.", "2026-03-03", None)
    time: Time = _field("Time of day, if it is known.", "10:00", "")
    status: Status | None = _field("How firm it is.", "planned", None)
    summary: Prose | None = _field("What happens there, in Markdown.", "Talks with the mayor.", None)
    label: LabelShape | None = _field("How the map names it.", {"side": "ne"}, None)
    group: Text = _field("Stops of one group are drawn together.", "coast", "")
    same_as: Id | None = _field("Repeats an earlier stop.", "lisbon", None)
    review_by: WholeDay | None = _field("The day by which it must be looked at again.", "2026-06-01", None)
    draft: Truth = _field("Left out but with --drafts.", True, False)


class LegShape(Shape):
    from_: Id = _field("Id of the stop where it begins.", "lisbon", alias="from")
    to: Id = _field("Id of the stop where it ends.", "porto")
    mode: Annotated[Literal["flight", "train", "ship", "bus", "car", "walk"], AsWord] | None = _field(
        "How.", "train", None
    )
    status: Status | None = _field("How firm it is.", "planned", None)
    path: Annotated[Literal["auto", "geodesic", "arc", "straight"], AsWord] = _field("How it is drawn.", "auto", "auto")


class CenterShape(Shape):
    lat: Latitude = _field("Degrees north.", 20)
    lon: Longitude = _field("Degrees east.", 160)


class MapShape(Shape):
    projection: Annotated[Literal["auto", "azimuthal", "equal-earth"], AsWord] = _field("Projection.", "auto", "auto")
    center: CenterShape | None = _field("Centre of the map.", {"lat": 20, "lon": 160}, None)
    detail: Annotated[Literal["auto", "110m", "50m"], AsWord] = _field("How detailed the coast is.", "auto", "auto")


class ItineraryShape(Shape):
    title: Text = _field("Title of the page and the map.", "The route")
    summary: Prose | None = _field("One sentence below the title.", "Three cities in five days.", None)
    illustrative: Truth = _field("Nobody announced this route.", False, False)
    stops: list[StopShape] = _field("The stops, in order.", [])
    legs: list[LegShape] = _field("What is known of the way between them.", [], [])
    map: MapShape = _field("How the map is drawn.", {"projection": "auto"}, MapShape())
