"""What every HTML page has around its main part: head, navigation, notices, notes, structured data.

A page's recipe gives a `Body`; `page` puts the frame around it and renders the page's template. Addresses inside a page
are relative, so that one build works at a host root and below a path; what leaves the page (canonical, Open Graph,
structured data) carries the base URL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sitegen.blocks import BLOCKS
from sitegen.core import model
from sitegen.core.kinds import Card, Made, Reader
from sitegen.page.writer import Note, Writer
from sitegen.web import jsonld, urls

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""connect-src is for tools that read robots.txt through the page (research/quality.md); nothing of ours connects."""


@dataclass(frozen=True, slots=True)
class Body:
    """The part of a page that is its own. `nodes` joins the page's graph after the common ones."""

    template: str
    context: Mapping[str, Any]
    nodes: Iterable[Mapping[str, Any]] = ()
    type: str = "WebPage"
    og_type: str = "website"


def writer(reader: Reader, card: Card) -> Writer:
    return Writer(reader, BLOCKS, card.path, card.language)


def page(reader: Reader, card: Card, writer: Writer, body: Body) -> Made:
    config, explainer = reader.config(), reader.explainer()
    footnotes = writer.footnotes()
    context = {
        **body.context,
        "page": _page(reader, card, writer, body, footnotes),
        "site": _site(reader, card, writer, config, explainer),
        "t": writer.text,
        "day": writer.day,
    }
    html = reader.template(f"pages/{body.template}.html", context)
    return Made(html.encode("utf-8"), origins=tuple(writer.origins))


def _page(reader: Reader, card: Card, writer: Writer, body: Body, footnotes: tuple[Note, ...]) -> dict[str, Any]:
    config = reader.config()
    base = urls.base_url(config, reader.options())
    home = card.id == "home"
    trail = _trail(reader, card, writer)
    locator = urls.Locator(base, reader.address)
    canonical = urls.absolute(base, card.path) if card.indexed else ""
    return {
        "id": card.id,
        "language": card.language,
        "direction": writer.catalogue.direction,
        "title": card.title,
        "head_title": card.title if home else f"{card.title} · {config.title}",
        "description": card.summary,
        "canonical": canonical,
        "robots": "max-image-preview:large" if card.indexed else "noindex",
        "csp": CSP,
        "meta": _meta(reader, card, body, canonical, writer),
        "links": _links(reader, card, writer),
        "stylesheet": writer.link(reader.asset(f"css/{card.id}")),
        "scripts": [],
        "graph": _graph(reader, card, body, locator, trail) if card.indexed else Markup(""),
        "home": writer.href("page", "home"),
        "breadcrumb": [] if home or not card.indexed else trail,
        "notes": [_note(note) for note in writer.sources()],
        "footnotes": [_note(note) for note in footnotes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"number": note.mark, "letter": note.mark, "id": note.id, "html": note.html,
            "back": [f"#{back}" for back in note.back]}  # fmt: skip


def _trail(reader: Reader, card: Card, writer: Writer) -> list[dict[str, str]]:
    """Home, then the page itself, which has no link."""
    return [{"name": writer.text("home.breadcrumb"), "href": writer.href("page", "home")},
            {"name": card.title, "href": ""}]  # fmt: skip


def _site(reader: Reader, card: Card, writer: Writer, config: model.SiteConfig,
          explainer: model.Explainer) -> dict[str, Any]:  # fmt: skip
    publisher = config.publisher
    address = publisher.address if publisher else None
    lines = [] if address is None else [
        part for part in (address.street, " ".join(p for p in (address.postal_code, address.city) if p), address.region) if part
    ]  # fmt: skip
    return {
        "title": config.title,
        "publisher": publisher.name if publisher else "",
        "publisher_url": publisher.url if publisher else "",
        "address": lines,
        "nav": [{"id": other.id, "label": _label(other, writer), "href": writer.link(other.path),
                 "current": other.id == card.id} for other in reader.cards() if other.indexed and _listed(other)],
        "as_of": explainer.as_of,
        "snapshot": config.snapshot,
        "updated": explainer.updated,
    }  # fmt: skip


def _listed(card: Card) -> bool:
    return card.listed


def _label(card: Card, writer: Writer) -> str:
    """Pages of ours have a short name in the catalogue; a writer's own page goes by its title."""
    return writer.text(f"nav.{card.id}") if card.id in urls.RESERVED_PAGES else card.title


def _meta(reader: Reader, card: Card, body: Body, canonical: str, writer: Writer) -> list[tuple[str, str, str]]:
    if not card.indexed:
        return []
    config, explainer = reader.config(), reader.explainer()
    rows = [
        ("property", "og:title", card.title),
        ("property", "og:type", body.og_type),
        ("property", "og:url", canonical),
        ("property", "og:description", card.summary),
        ("property", "og:site_name", config.title),
        ("property", "og:locale", writer.catalogue.locale),
        ("name", "twitter:card", "summary"),
    ]
    if body.og_type == "article":
        rows += [
            ("property", "article:published_time", explainer.published.isoformat()),
            ("property", "article:modified_time", explainer.updated.isoformat()),
        ]
    return [row for row in rows if row[2]]


def _links(reader: Reader, card: Card, writer: Writer) -> list[dict[str, str]]:
    links = [
        {"rel": "icon", "href": writer.link(reader.asset("icons/favicon.ico")), "sizes": "32x32"},
        {"rel": "icon", "href": writer.link(reader.asset("icons/icon.svg")), "type": "image/svg+xml"},
        {"rel": "apple-touch-icon", "href": writer.link(reader.asset("icons/apple-touch-icon.png"))},
    ]
    if card.indexed:
        links.append({"rel": "alternate", "href": writer.link("feed.xml"), "type": "application/atom+xml",
                      "title": reader.config().title})  # fmt: skip
    return links


def _graph(reader: Reader, card: Card, body: Body, locator: urls.Locator, trail: list[dict[str, str]]) -> Markup:
    raise NotImplementedError
