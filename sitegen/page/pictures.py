"""A page's pictures: the elements of those in its text, and what its head and its graph say of its share card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from sitegen.core.artifact import Card
from sitegen.core.kinds import Picture, Reader
from sitegen.core.problem import Problem
from sitegen.page import share
from sitegen.web.jsonld import Node, node
from sitegen.web.urls import Locator

SIZES = "(min-width: 42rem) 38rem, calc(100vw - 2rem)"
"""How wide a picture in the text is: --page and --gutter of assets/css/tokens.css."""


def element(picture: Picture, src: str, forms: Iterable[tuple[str, str]], alt: str, *, first: bool,
            attributes: Iterable[tuple[str, str]] = ()) -> Markup:  # fmt: skip
    """`src` and `forms` (media type, srcset) are addresses as the page writes them.

    The first picture of a page is loaded at once, since it may be the first thing seen; all others when they are near.
    """
    size = [("width", str(picture.width)), ("height", str(picture.height))] if picture.width else []
    late = [] if first else [("loading", "lazy")]
    rows = [("src", src), ("alt", alt), *size, *attributes, *late, ("decoding", "async")]
    image = Markup("<img{}>").format(Markup("").join(Markup(' {}="{}"').format(*row) for row in rows))
    sources = Markup("").join(
        Markup('<source type="{}" srcset="{}" sizes="{}">').format(type, srcset, SIZES) for type, srcset in forms
    )
    return Markup("<picture>{}{}</picture>").format(sources, image) if sources else image


# --- the share card


def card_path(reader: Reader, card: Card) -> str:
    """Where the page's share card is published, "" where it has none."""
    return reader.asset(f"card {card.path}") if card.indexed else ""


def card_words(reader: Reader, card: Card) -> share.Words:
    fact = reader.fact(card.figure) if card.figure else None
    return share.words(card, reader.config(), reader.masthead(), fact, reader.dollar() if fact else "")


def card_meta(reader: Reader, card: Card, where: Locator) -> Iterator[tuple[str, str, str]]:
    """(attribute, name, content) of the head's elements, Open Graph's and X's."""
    path = card_path(reader, card)
    yield "name", "twitter:card", "summary_large_image" if path else "summary"
    if path:
        url = where.file(path)
        text = card_words(reader, card).text
        yield "property", "og:image", url
        yield "property", "og:image:type", "image/png"
        yield "property", "og:image:width", str(share.WIDTH)
        yield "property", "og:image:height", str(share.HEIGHT)
        yield "property", "og:image:alt", text
        yield "name", "twitter:image", url
        yield "name", "twitter:image:alt", text


def card_node(reader: Reader, card: Card, where: Locator) -> Node | None:
    """The share card in the page's graph; the publisher, or the site itself, is named as whose it is."""
    path = card_path(reader, card)
    if not path:
        return None
    config = reader.config()
    credit = config.publisher.name if config.publisher else config.title
    return _object(where.file(path), share.WIDTH, share.HEIGHT, credit)


def cardless(reader: Reader, card: Card) -> Iterator[Problem]:
    """Words that the card's fonts cannot write are told: else nobody would know why one page has no card."""
    if not card.indexed or card_path(reader, card) or not reader.options().images:
        return
    if letter := share.lacking(card_words(reader, card)):
        message = f'the page "{card.title}" has no share card: its fonts have no letter "{letter}"'
        yield Problem("card-letters", message, hint="the card is written in Latin, Vietnamese, Greek and Cyrillic")


LOGO = ("icons/icon-512.png", 512)
"""Name in assets/, and width and height in pixels, of the mark that stands for the publisher."""


def logo(reader: Reader, where: Locator) -> Node | None:
    name, size = LOGO
    path = reader.asset(name)
    return _object(where.file(path), size, size) if path else None


def _object(url: str, width: int, height: int, credit: str = "") -> Node:
    """A picture of ours by its address; width and height in pixels."""
    return node("ImageObject", url, url=url, contentUrl=url, width=width, height=height, creditText=credit)
