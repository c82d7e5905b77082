"""The shapes of `site.yaml` and of the front matter of Markdown files. As in `shapes`, only what one key may hold."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, PlainValidator, WithJsonSchema

from sitegen.content.schema_fields import (
    Country,
    Form,
    FullDate,
    Id,
    Moment,
    Text,
    Truth,
    Url,
    Words,
    id_refusal,
    web_address,
)
from sitegen.content.schema_refusal import read_text, refusal
from sitegen.content.shapes import LISTED, Shape
from sitegen.content.siblings import TAG
from sitegen.core.codes import CODES, Severity
from sitegen.core.problem import near_name, nearest

_COLOR = re.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _base(value: object) -> str:
    text = web_address(read_text(value))
    parts = urlsplit(text)
    if parts.query or parts.fragment or parts.username is not None:
        raise refusal(
            "field-value",
            f'"{text}" is more than a folder\'s address',
            "the base URL has no ?query, no #fragment and no user name",
        )
    return text if text.endswith("/") else text + "/"


def _zone(value: object) -> str:
    text = read_text(value)
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):  # a path, a folder of zones, a name that nobody knows
        cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones())}
        near = cities.get(text.lower().replace(" ", "_")) or near_name(text, cities.values())
        hint = f"did you mean {near}?" if near else "such as Europe/Berlin or Asia/Ho_Chi_Minh"
        raise refusal("field-value", f'"{text}" is not a time zone', hint) from None
    return text


def _policy(value: object) -> str:
    text = read_text(value)
    return text if text.startswith("page:") and len(text) > 5 else web_address(text)


def _waivable(value: object) -> str:
    text = read_text(value)
    if text not in CODES:
        raise refusal("waiver-unknown", f'no problem has the code "{text}"', nearest(text, CODES))
    if CODES[text].severity is Severity.ERROR:
        raise refusal(
            "waiver-refused",
            f'"{text}" is an error, and errors cannot be waived',
            "a reader would meet something false or broken: mend it",
        )
    return text


def _accent(value: object) -> str:
    if getattr(value, "kind", "") == "nothing":
        raise refusal("field-value", "there is no color here: # begins a comment", 'in quotation marks: "#b3261e"')
    text = read_text(value)
    if not _COLOR.fullmatch(text):
        raise refusal("field-value", f'"{text}" is not a color', 'six hexadecimal digits: "#b3261e"')
    return text


def _side(value: str) -> str:
    """A key, so it comes as plain text."""
    if wrong := id_refusal(value):
        raise refusal("id-form", *wrong)
    return value


SiteUrl = Annotated[str, PlainValidator(_base), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
TimeZone = Annotated[str, PlainValidator(_zone), WithJsonSchema({"type": "string"})]
PolicyPlace = Annotated[
    str, PlainValidator(_policy), WithJsonSchema({"type": "string", "pattern": "^(page:.|https?://)"})
]
WaivableCode = Annotated[str, PlainValidator(_waivable), WithJsonSchema({"type": "string"})]
Accent = Annotated[str, PlainValidator(_accent), WithJsonSchema({"type": "string", "pattern": f"^{_COLOR.pattern}$"})]
Side = Annotated[str, PlainValidator(_side), WithJsonSchema({"type": "string"})]
Language = Annotated[str, Form(TAG, "a language code", "such as en, vi or pt-BR")]
Email = Annotated[str, Form(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", "an e-mail address", "such as desk@example.org")]


class Address(Shape):
    called: ClassVar[str] = "an address"
    street: Text = Field(default="", description="street and number", examples=["1 Street 10"])
    city: Text = Field(default="", description="town or city", examples=["Ho Chi Minh City"])
    region: Text = Field(default="", description="state or province", examples=["Bavaria"])
    postal_code: Text = Field(default="", description="as written on letters", examples=["80331"])
    country: Country = Field(default="", description="two capital letters (ISO 3166)", examples=["VN"])


def _policy_field(what: str, alias: str | None = None) -> str:
    text: str = Field(default="", alias=alias, description=f"{what}: page:id or a web address", examples=["page:about"])
    return text


class Policies(Shape):
    called: ClassVar[str] = "the policies"
    principles: PolicyPlace = _policy_field("how the publisher works")
    corrections: PolicyPlace = _policy_field("how mistakes are mended")
    ethics: PolicyPlace = _policy_field("what is done and not done")
    feedback: PolicyPlace = _policy_field("how readers are heard")
    ownership: PolicyPlace = _policy_field("who owns and pays")
    unnamed_sources: PolicyPlace = _policy_field("when sources stay unnamed", "unnamed-sources")
    diversity: PolicyPlace = _policy_field("who works and is heard here")
    masthead: PolicyPlace = _policy_field("who works here (news organizations only)")
    fact_checking: PolicyPlace = _policy_field("how facts are checked (news organizations only)", "fact-checking")
    priorities: PolicyPlace = _policy_field("what is covered (news organizations only)")
    no_bylines: PolicyPlace = _policy_field("why texts are unsigned (news organizations only)", "no-bylines")


class Publisher(Shape):
    called: ClassVar[str] = "the publisher"
    name: Text = Field(description="as it is printed", examples=["InfoFinance"])
    type: Annotated[
        Literal[
            "Organization",
            "NewsMediaOrganization",
            "Person",
            "Corporation",
            "EducationalOrganization",
            "GovernmentOrganization",
            "NGO",
            "ResearchOrganization",
        ],
        LISTED,
    ] = Field(default="Organization", description="what it is, in schema.org's words", examples=["Person"])
    url: Url = Field(default="", description="its own site", examples=["https://example.org"])
    email: Email = Field(default="", description="for readers", examples=["desk@example.org"])
    address: Address | None = Field(default=None, description="where it sits", examples=[{"city": "Hanoi"}])
    policies: Policies = Field(
        default=Policies(), description="where its policies stand", examples=[{"corrections": "page:corrections"}]
    )


class Theme(Shape):
    called: ClassVar[str] = "the theme"
    keeps_empty: ClassVar[frozenset[str]] = frozenset({"accent"})
    accent: Accent = Field(default="#b3261e", description="the one color of the site", examples=["#b3261e"])


class Waiver(Shape):
    called: ClassVar[str] = "a waiver"
    code: WaivableCode = Field(description="of a warning", examples=["fact-due"])
    until: FullDate = Field(description="the last day on which it holds", examples=["2026-01-01"])
    reason: Text = Field(description="why it is right to wait", examples=["the ministry answers in December"])


class Checks(Shape):
    called: ClassVar[str] = "the checks"
    waive: tuple[Waiver, ...] = Field(default=(), description="warnings that may stand for a while", examples=[[]])


class Site(Shape):
    called: ClassVar[str] = "site.yaml"
    title: Text = Field(description="the name of the site", examples=["Asia tour 2025"])
    url: SiteUrl = Field(description="the address at which it is published", examples=["https://example.org/tour/"])
    languages: tuple[Language, ...] = Field(
        default=("en",), description="the first is that of files without a language in their names", examples=[["en"]]
    )
    time_zone: TimeZone = Field(default="UTC", description="of times without a zone", examples=["Asia/Ho_Chi_Minh"])
    publisher: Publisher | None = Field(default=None, description="who answers for it", examples=[{"name": "A. Lee"}])
    short_title: Text = Field(default="", description="the name where room is short", examples=["Asia tour"])
    description: Text = Field(default="", description="the site in a sentence", examples=["The tour, explained."])
    dollar: Annotated[Literal["$", "US$"], LISTED] | None = Field(
        default=None, description="how US dollars are written; US$ when the ledger has another dollar too",
        examples=["US$"],
    )  # fmt: skip
    snapshot: FullDate | None = Field(
        default=None, description="the site describes this day and is not kept up", examples=["2025-10-26"]
    )
    sections: Annotated[Literal["one-page", "pages"], LISTED] = Field(
        default="one-page", description="all sections on the home page, or each on its own", examples=["pages"]
    )
    theme: Theme = Field(default=Theme(), description="the look", examples=[{"accent": "#b3261e"}])
    html: Truth = Field(default=False, description="whether raw HTML in texts is let through", examples=[True])
    sides: dict[Side, Text] = Field(default={}, description="sides of the story: id and name", examples=[{"us": "US"}])
    checks: Checks = Field(default=Checks(), description="what the checks should know", examples=[{"waive": []}])


class ExplainerHead(Shape):
    called: ClassVar[str] = "the front matter of explainer.md"
    headline: Text = Field(description="of the whole explainer", examples=["What the tour is about"])
    dek: Words | None = Field(
        default=None, description="the sentence or two below the headline", examples=["A tour, a meeting, a threat."]
    )
    byline: Text = Field(default="", description="who wrote it", examples=["InfoFinance"])
    published: Moment = Field(description="a day, or a day with a time", examples=["2025-10-26"])
    updated: Moment | None = Field(default=None, description="published, when left out", examples=["2025-10-27 09:30"])
    as_of: FullDate | None = Field(default=None, description="the day of which it speaks", examples=["2025-10-26"])
    key_points: tuple[Words, ...] = Field(default=(), description="for readers in a hurry", examples=[["It is on."]])
    card: Id = Field(default="", description="the fact whose figure the share card shows", examples=["tariff-threat"])


class SectionHead(Shape):
    called: ClassVar[str] = "the front matter of a section"
    title: Text = Field(description="the heading", examples=["What the trip is for"])
    summary: Words | None = Field(default=None, description="in a sentence", examples=["Trade and minerals."])
    key_points: tuple[Words, ...] = Field(default=(), description="for readers in a hurry", examples=[["It is on."]])
    id: Id = Field(default="", description="the file's name without its number, when left out", examples=["purpose"])
    card: Id = Field(default="", description="the fact whose figure the share card shows", examples=["tariff-threat"])
    draft: Truth = Field(default=False, description="left out until built with --drafts", examples=[True])


class PageHead(Shape):
    called: ClassVar[str] = "the front matter of a page"
    title: Text = Field(default="", description="the first heading, when left out", examples=["About us"])
    summary: Words | None = Field(default=None, description="in a sentence", examples=["Who we are."])
    card: Id = Field(default="", description="the fact whose figure the share card shows", examples=["tariff-threat"])
    draft: Truth = Field(default=False, description="left out until built with --drafts", examples=[True])
