"""A site small enough to read, and a Reader of it: what a recipe may ask, answered from memory."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

import pytest

from sitegen.core import model
from sitegen.core.artifact import Options, Snapshot
from sitegen.core.kinds import Card, Planned
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.web import urls

HERE = Span("content/x")


def tiny_site(**changes: object) -> model.Site:
    """`changes` go to the explainer, the site's configuration or the site, whichever has a field of that name."""
    explainer = {
        "headline": "What is planned, what is open", "dek": Prose(), "byline": "InfoFinance",
        "published": date(2025, 10, 26), "updated": date(2025, 10, 27), "as_of": None, "key_points": (),
        "body": Prose(), "at": HERE,
    }  # fmt: skip
    config = {
        "title": "Asia tour 2025", "url": "https://infofinance.example/r/", "time_zone": "Asia/Ho_Chi_Minh",
        "publisher": model.Publisher("InfoFinance", url="https://infofinance.example/"),
    }  # fmt: skip
    rest = {}
    for name, value in changes.items():
        parts = explainer if name in explainer else config if name in model.SiteConfig.__slots__ else rest
        parts[name] = value
    return model.Site(model.SiteConfig(**config), model.Explainer(**explainer), **rest)


class MemoryReader:
    """Answers from a Site; the cards are given, since making them is the pages' own business."""

    def __init__(self, site: model.Site, cards: tuple[Card, ...], options: Options) -> None:
        self._site, self._cards, self._options = site, cards, options

    def config(self) -> model.SiteConfig:
        return self._site.config

    def options(self) -> Options:
        return self._options

    def explainer(self) -> model.Explainer:
        return self._site.explainer

    def corrections(self) -> tuple[model.Correction, ...] | None:
        return self._site.corrections

    def cards(self) -> tuple[Card, ...]:
        return self._cards

    def masthead(self) -> model.Explainer:
        return self._site.explainer

    def card(self, id: str) -> Card | None:
        return next((card for card in self._cards if card.id == id), None)

    def translations(self, id: str) -> tuple[Card, ...]:
        return tuple(card for card in self._cards if card.id == id)

    def address(self, scheme: str, id: str) -> str:
        return urls.address(self._site.config.sections, scheme, id)


CARDS = (
    Card("home", "index.html", "What is planned, what is open", "The tour in short.", "en"),
    Card("faq", "faq/index.html", "Questions", "", "en"),
    Card("at-stake", "at-stake/index.html", "At stake", "", "en", listed=False),
    Card("notfound", "404.html", "Page not found", "", "en", indexed=False),
)


def made_from(kind, site: model.Site, cards: tuple[Card, ...] = CARDS, base_url: str = "") -> dict[str, bytes]:
    """Plans and makes every artifact of one kind: path -> bytes."""
    options = Options(base_url=base_url)
    snapshot = Snapshot(content={}, templates={}, assets={}, now=None, options=options)
    planned: list[Planned] = list(kind.plan(site, snapshot))
    assert all(one.artifact.kind == kind.name for one in planned)
    assert not any(PurePosixPath(one.artifact.path).is_absolute() for one in planned)
    reader = MemoryReader(site, cards, options)
    return {one.artifact.path: kind.make(one.artifact, reader).data for one in planned}


@pytest.fixture
def site() -> Callable[..., model.Site]:
    return tiny_site


@pytest.fixture
def made() -> Callable[..., dict[str, bytes]]:
    return made_from
