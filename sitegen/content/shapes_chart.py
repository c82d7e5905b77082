"""The shapes of a chart's file: content/charts/<id>.yaml, and the rows of the CSV that may stand beside it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sitegen.content.schema_fields import AnyDay, Form, Id, Number, Text
from sitegen.content.shapes import LISTED, Noun, Shape
from sitegen.core import chart

Unit = Literal[
    "percent", "money", "m", "km", "kg", "t", "°C", "hours", "days", "weeks", "months", "years", "people", "count",
]  # fmt: skip
"""Those of the ledger that have a size."""


class Point(Shape):
    called: ClassVar[str] = "a value of a chart"
    label: Text = Field(default="", description="what the figure is of", examples=["Japan"])
    date: AnyDay | None = Field(default=None, description="in a line: a year, a month or a day", examples=["2025-10"])
    value: Number | None = Field(default=None, description="the figure", examples=[155])
    low: Number | None = Field(default=None, description="with high: a range", examples=[5])
    high: Number | None = Field(default=None, description="with low: a range", examples=[10])
    fact: Id = Field(default="", description="the fact that says the figure", examples=["tariff-threat"])
    series: Text = Field(default="", description="in a line: which of several lines it is on", examples=["Exports"])


class Chart(Shape):
    called: ClassVar[str] = "a chart"
    title: Text = Field(description="what the chart shows, in a sentence without a full stop", examples=["Two sums"])
    kind: Annotated[chart.Kind, LISTED] = Field(description="how it is drawn", examples=["bar"])
    unit: Annotated[Unit, LISTED] | None = Field(
        default=None, description="of the figures; not needed where all are facts", examples=["percent"]
    )
    currency: Annotated[str, Form("[A-Z]{3}", "a currency code", "three capital letters, such as USD, EUR or GBP")] = (
        Field(default="", description="ISO 4217 code, with unit: money", examples=["USD"])
    )
    noun: Noun | None = Field(
        default=None, description="what is counted, with unit: count", examples=[{"one": "ship", "other": "ships"}]
    )
    sources: tuple[Id, ...] = Field(default=(), description="ids of sources.yaml", examples=[["infofinance"]])
    values: tuple[Point, ...] = Field(
        default=(), description="in order; or rows of a .csv of the same name", examples=[[{"label": "A", "value": 5}]]
    )
