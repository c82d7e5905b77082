"""The shapes of translations: of each file the words alone. Values are the first language's, so they have no key here.

Fields are called as in the model, which is how `schema_words` lays them over the first language's entries. Nothing is
required: what is missing stays in the first language.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sitegen.content import shapes, shapes_site
from sitegen.content.schema_fields import Id, Passage, Text, Words
from sitegen.content.shapes import Shape
from sitegen.content.shapes_site import Side


class Translation(Shape):
    """`whole` is the shape in the first language; words that are often the same in both languages `may_stay`."""

    whole: ClassVar[type[Shape]]
    may_stay: ClassVar[frozenset[str]] = frozenset()


class EntryWords(Translation):
    id: Id = Field(description="of the entry in the first language", examples=["purpose"])


class Noun(Shape):
    called: ClassVar[str] = "the noun of a count"
    zero: Text = Field(default="", description="plural form, where the language has it", examples=["ships"])
    one: Text = Field(default="", description="plural form, where the language has it", examples=["ship"])
    two: Text = Field(default="", description="plural form, where the language has it", examples=["ships"])
    few: Text = Field(default="", description="plural form, where the language has it", examples=["ships"])
    many: Text = Field(default="", description="plural form, where the language has it", examples=["ships"])
    other: Text = Field(description="the word after any other number", examples=["ships"])


class Fact(EntryWords):
    called: ClassVar[str] = "a translated fact"
    whole = shapes.Fact
    may_stay = frozenset({"quote"})
    statement: Words | None = Field(default=None, description="the claim in a sentence", examples=["It may rise."])
    noun: Noun | None = Field(default=None, description="what is counted", examples=[{"other": "ships"}])
    quote: Text = Field(default="", description="the words of somebody, translated", examples=["managed tension"])
    unsourced: Text = Field(default="", description="why there is no source", examples=["our own count"])
    outcome: Passage | None = Field(default=None, description="what came of it", examples=["It was not raised."])


class Source(EntryWords):
    called: ClassVar[str] = "a translated source"
    whole = shapes.Source
    note: Passage | None = Field(default=None, description="what a reader should know of it", examples=["Paywalled."])


class Person(EntryWords):
    called: ClassVar[str] = "a translated person"
    whole = shapes.Person
    may_stay = frozenset({"name"})
    name: Text = Field(default="", description="where it is written otherwise", examples=["Xi Jinping"])
    role: Words | None = Field(default=None, description="the office or part in the story", examples=["minister"])


class Term(EntryWords):
    called: ClassVar[str] = "a translated term"
    whole = shapes.Term
    may_stay = frozenset({"forms"})
    term: Text = Field(default="", description="the word itself", examples=["rare earths"])
    forms: tuple[Text, ...] = Field(default=(), description="other spellings in the texts", examples=[["rare earth"]])
    definition: Passage | None = Field(default=None, description="its plain meaning", examples=["A group of metals."])


class Moment(EntryWords):
    called: ClassVar[str] = "a translated timeline entry"
    whole = shapes.Moment
    title: Text = Field(default="", description="what happened, in a few words", examples=["Departure"])
    text: Passage | None = Field(default=None, description="more of it", examples=["Trump leaves."])


class Correction(EntryWords):
    called: ClassVar[str] = "a translated correction"
    whole = shapes.Correction
    was: Text = Field(default="", description="the words before", examples=["from 10 November"])
    now: Text = Field(default="", description="the words since", examples=["from 1 November"])
    reason: Text = Field(default="", description="why it was changed", examples=["We had misread the source."])


class Question(EntryWords):
    called: ClassVar[str] = "a translated question"
    whole = shapes.Question
    question: Words | None = Field(default=None, description="as a reader would ask it", examples=["What for?"])
    answer: Passage | None = Field(default=None, description="in Markdown", examples=["It was announced."])


class Label(Shape):
    called: ClassVar[str] = "the label of a translated stop"
    text: Text = Field(description="the label, where it is not the name", examples=["Washington"])


class Stop(EntryWords):
    called: ClassVar[str] = "a translated stop"
    whole = shapes.Stop
    may_stay = frozenset({"name", "label", "group"})
    name: Text = Field(default="", description="of the place", examples=["Busan"])
    summary: Passage | None = Field(default=None, description="what happens there", examples=["A meeting."])
    label: Label | None = Field(default=None, description="on the map", examples=[{"text": "Busan"}])
    group: Text = Field(default="", description="stops of one group stand together", examples=["Japan"])


class Itinerary(Translation):
    called: ClassVar[str] = "a translated itinerary"
    whole = shapes.Itinerary
    title: Text = Field(default="", description="the heading of the map page", examples=["The route"])
    summary: Words | None = Field(default=None, description="a sentence or two", examples=["Three stops."])
    stops: tuple[Stop, ...] = Field(default=(), description="by id", examples=[[{"id": "busan", "name": "Busan"}]])


class Site(Translation):
    called: ClassVar[str] = "a translated site.yaml"
    whole = shapes_site.Site
    may_stay = frozenset({"title", "short_title"})
    title: Text = Field(default="", description="the name of the site", examples=["Asia tour 2025"])
    short_title: Text = Field(default="", description="where there is little room", examples=["Asia tour"])
    description: Text = Field(default="", description="the site in a sentence", examples=["The tour, explained."])
    sides: dict[Side, Text] = Field(default={}, description="sides of the story, by id", examples=[{"us": "US"}])


class ExplainerHead(Translation):
    called: ClassVar[str] = "the front matter of a translated explainer.md"
    whole = shapes_site.ExplainerHead
    may_stay = frozenset({"byline"})
    headline: Text = Field(default="", description="of the whole explainer", examples=["What the tour is about"])
    dek: Words | None = Field(default=None, description="the sentence or two below it", examples=["A tour, a threat."])
    byline: Text = Field(default="", description="who wrote it", examples=["InfoFinance"])
    key_points: tuple[Words, ...] = Field(default=(), description="for readers in a hurry", examples=[["It is on."]])


class SectionHead(Translation):
    called: ClassVar[str] = "the front matter of a translated section"
    whole = shapes_site.SectionHead
    title: Text = Field(default="", description="the heading", examples=["What the trip is for"])
    summary: Words | None = Field(default=None, description="in a sentence", examples=["Trade and minerals."])
    key_points: tuple[Words, ...] = Field(default=(), description="for readers in a hurry", examples=[["It is on."]])


class PageHead(Translation):
    called: ClassVar[str] = "the front matter of a translated page"
    whole = shapes_site.PageHead
    title: Text = Field(default="", description="the first heading, when left out", examples=["About us"])
    summary: Words | None = Field(default=None, description="in a sentence", examples=["Who we are."])
