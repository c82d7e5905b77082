"""`::: map`: the itinerary where the story travels: its stops in order, with a way to the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from sitegen.content import block_use, language
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site, Stop
from sitegen.core.problem import Problem
from sitegen.core.prose import Block
from sitegen.web.moments import begins, offset


def when(stop: Stop, page: Page) -> Markup:
    """The stop's day or days; words where the day is not given."""
    if stop.days is None:
        return escape(page.text("itinerary.no_day"))
    first, last = stop.days
    day = escape(language.format_range(first, last, page.catalogue)) if first < last else Markup(page.day(first))
    moment = begins(stop, page.reader.config().time_zone)
    if moment is None:
        return day
    words = page.text("itinerary.time", day=day.striptags(), time=moment.strftime("%H:%M"), zone=offset(moment))
    if first < last:
        return escape(words)
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="minutes"), words)


def route(page: Page) -> dict[str, Any]:
    """The itinerary in short, for this block and for a home page that has no such block."""
    itinerary = page.reader.itinerary()
    assert itinerary is not None, "inspected: a map block needs an itinerary"
    return {
        "title": page.typeset(itinerary.title),
        "stops": [
            {"number": stop.number, "name": stop.name, "when": when(stop, page), "status": page.status(stop.status),
             "href": page.href("stop", stop.id)}
            for stop in itinerary.stops
        ],
        "href": page.href("page", "itinerary"),
        "caption": page.text("itinerary.illustrative") if itinerary.illustrative else "",
        "svg": Markup(""),
    }  # fmt: skip


def view(block: Block, page: Page) -> dict[str, Any]:
    return route(page)


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, "write only ::: map")
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    if site.itinerary is None:
        yield Problem("block-empty", "there is no itinerary to show", block.at, "write it in content/itinerary.yaml")


KIND = BlockKind("map", view, inspect, shows="stop")
