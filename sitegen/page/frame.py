"""What every HTML page has around its main part: head, navigation, notices, notes, structured data.

A page's recipe gives a `Body`; `page` puts the frame around it and renders the page's template. Addresses inside a page
are relative, so that one build works at a host root and below a path; what leaves the page (canonical, Open Graph,
structured data) carries the base URL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from sitegen.blocks import BLOCKS
from sitegen.content import language, ledger
from sitegen.content.catalogue import Catalogue
from sitegen.content.languages import LANGUAGES
from sitegen.core import model
from sitegen.core.artifact import Artifact, Card, Planned
from sitegen.core.kinds import Made, Reader
from sitegen.core.model import Site
from sitegen.core.problem import Span
from sitegen.core.prose import Prose, Reference, plain
from sitegen.core.record import record
from sitegen.page import changes, downloads, graphs, pictures, theme
from sitegen.page.downloads import Download
from sitegen.page.naming import Note
from sitegen.page.writer import Writer
from sitegen.web import jsonld, nodes, urls
from sitegen.web.nodes_languages import works_in_languages
from sitegen.web.policy import policy

NOTHING = Prose()


@record
class Body:
    """The part of a page that is its own: `main` is what the page is about in its graph, `others` what that names."""

    template: str
    context: Mapping[str, Any]
    main: Sequence[jsonld.Node] = ()
    others: Sequence[jsonld.Node] = ()
    article: bool = False
    downloads: Sequence[Download] = ()
    scripts: Sequence[str] = ()  # files of the theme; nothing on the page may need them


def planned(site: Site, id: str, title: str = "", about: Prose = NOTHING, *, kind: str = "", indexed: bool = True,
            listed: bool = True, at: Span | None = None, figure: str = "") -> Planned:  # fmt: skip
    """A page's promise and its card. Without a title, the catalogue names the page; the same for what it is about."""
    lang = site.language
    catalogue = LANGUAGES[lang]
    headline = site.explainer.headline
    title = title or language.text(catalogue, f"{id}.title")
    fallback = f"{id}.summary" if f"{id}.summary" in catalogue.strings else "own.summary"
    summary = _words(about, site, catalogue) or language.text(catalogue, fallback, headline=headline, title=title)
    path = urls.page_path(id, urls.language_prefix(site.config, lang))
    card = Card(
        id, path, _fine(title, catalogue), _fine(summary, catalogue), lang, indexed, listed, figure
    )
    kind = kind or ("not-found" if id == urls.NOT_FOUND else id)
    return Planned(Artifact(path, kind, (id,), at=at, language=lang), card)


@lru_cache(maxsize=8192)
def _fine(text: str, catalogue: Catalogue) -> str:
    return language.typeset(language.curl(text, catalogue), catalogue)


def _words(prose: Prose, site: Site, catalogue: Catalogue) -> str:
    """A text for machines and lists: values filled in, no marks."""

    def fill(reference: Reference) -> str:
        fact = site.facts.get(reference.target) if reference.scheme == "fact" else None
        return ledger.format_fact(fact, catalogue) if fact else ""

    return " ".join(plain(prose.parts, fill).split())


def card(reader: Reader, artifact: Artifact) -> Card:
    """The card of the page that this artifact is."""
    found = reader.card(artifact.subject[0])
    assert found is not None, "planned together"
    return found


def locator(reader: Reader) -> urls.Locator:
    return urls.Locator(urls.base_url(reader.config(), reader.options()), reader.address)


def writer(reader: Reader, card: Card) -> Writer:
    return Writer(reader, BLOCKS, card.path, card.language)


def plain_writer(reader: Reader, artifact: Artifact) -> Writer:
    """For a file that is no page; its subject begins with its language."""
    return Writer(reader, BLOCKS, artifact.path, artifact.subject[0])


def page(reader: Reader, card: Card, writer: Writer, body: Body) -> Made:
    config, explainer = reader.config(), reader.masthead()
    footnotes = writer.footnotes()
    context = {
        **body.context,
        "downloads": _downloads(reader, writer, body),
        "page": _page(reader, card, writer, body, footnotes),
        "site": _site(reader, card, writer, config, explainer),
        "t": writer.phrase,
    }
    html = reader.template(f"pages/{body.template}.html", context)
    problems = (*writer.problems, *pictures.cardless(reader, card))
    return Made(html.encode("utf-8"), problems, tuple(writer.origins))


def _page(reader: Reader, card: Card, writer: Writer, body: Body, footnotes: tuple[Note, ...]) -> dict[str, Any]:
    config = reader.config()
    where = locator(reader)
    home = card.id == "home"
    trail = [] if home or not card.indexed else [
        (writer.text("nav.home"), reader.address("page", "home")), (card.title, card.path)
    ]  # fmt: skip
    canonical = where.file(card.path) if card.indexed else ""
    script = theme.script(reader)
    return {
        "id": card.id,
        "language": card.language,
        "languages": _languages(reader, card, writer),
        "direction": writer.catalogue.direction,
        "title": card.title,
        "head_title": card.title if home else f"{card.title} · {config.title}",
        "description": card.summary,
        "canonical": canonical,
        "robots": "max-image-preview:large" if card.indexed else "noindex",
        "csp": policy([script] if script else []),
        "script": Markup(f"<script>{script}</script>") if script else "",
        "papers": theme.papers(reader),
        "meta": _meta(reader, card, body, canonical, writer),
        "links": _links(reader, card, writer, body),
        "stylesheet": writer.link(reader.asset(f"css/{card.id}")),
        "scripts": [writer.link(path) for name in body.scripts if (path := reader.asset(name))],
        "graph": _graph(reader, card, writer, body, where, trail),
        "home": writer.href("page", "home"),
        "breadcrumb": [
            {"name": name, "href": "" if address == card.path else writer.link(address)} for name, address in trail
        ],
        "notes": [_note(note) for note in writer.sources()],
        "footnotes": [_note(note) for note in footnotes],
        "changes": changes.on_page(writer, card.id) if card.indexed else [],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"number": note.mark, "letter": note.mark, "id": note.id, "html": note.html,
            "address": note.address, "back": [f"#{back}" for back in note.back]}  # fmt: skip


def _site(reader: Reader, card: Card, writer: Writer, config: model.SiteConfig,
          explainer: model.Explainer) -> dict[str, Any]:  # fmt: skip
    publisher = config.publisher
    address = publisher.address if publisher else None
    lines: list[str] = []
    if address is not None:
        city = f"{address.postal_code} {address.city}".strip()
        lines = [line for line in (address.street, city, address.region) if line]
    return {
        "title": config.title,
        "publisher": publisher.name if publisher else "",
        "publisher_url": publisher.url if publisher else "",
        "address": lines,
        "nav": [{"id": other.id, "label": _label(other, writer), "href": writer.link(other.path),
                 "current": other.id == card.id} for other in reader.navigation()],
        "as_of": explainer.as_of,
        "snapshot": config.snapshot,
        "updated": explainer.updated,
    }  # fmt: skip


def _languages(reader: Reader, card: Card, writer: Writer) -> list[dict[str, Any]]:
    """The way from this page to the same one in another language; none on a site that speaks only one."""
    pages = reader.translations(card.id)
    return [
        {"language": other.language, "name": LANGUAGES[other.language].name, "href": writer.link(other.path),
         "current": other.language == card.language}
        for other in (pages if len(pages) > 1 else ())
    ]  # fmt: skip


def _label(card: Card, writer: Writer) -> str:
    """Pages of ours have a short name in the catalogue; a writer's own page goes by its title."""
    return writer.text(f"nav.{card.id}") if card.id in urls.RESERVED_PAGES else card.title


def _meta(reader: Reader, card: Card, body: Body, canonical: str, writer: Writer) -> list[tuple[str, str, str]]:
    if not card.indexed:
        return []
    config, explainer = reader.config(), reader.masthead()
    rows = [
        ("property", "og:title", card.title),
        ("property", "og:type", "article" if body.article else "website"),
        ("property", "og:url", canonical),
        ("property", "og:description", card.summary),
        ("property", "og:site_name", config.title),
        ("property", "og:locale", writer.catalogue.locale),
        *(("property", "og:locale:alternate", LANGUAGES[other.language].locale)
          for other in reader.translations(card.id) if other.language != card.language),
        *pictures.card_meta(reader, card, locator(reader)),
    ]  # fmt: skip
    if body.article:
        rows += [
            ("property", "article:published_time", jsonld.moment(explainer.published)),
            ("property", "article:modified_time", jsonld.moment(explainer.updated)),
            ("property", "article:section", writer.text("home.label")),
            ("name", "author", explainer.byline or (config.publisher.name if config.publisher else "")),
        ]
    return [row for row in rows if row[2]]


def _downloads(reader: Reader, writer: Writer, body: Body) -> list[dict[str, str]]:
    return [
        {"label": writer.text(file.label), "type": file.media_type,
         "href": writer.link(downloads.path(file, reader.config(), writer.language))}
        for file in body.downloads
    ]  # fmt: skip


def _links(reader: Reader, card: Card, writer: Writer, body: Body) -> list[dict[str, str]]:
    """What the page names for browsers and readers of feeds; icons as far as the theme has them."""
    icons = (
        {"rel": "icon", "name": "icons/favicon.ico", "sizes": "32x32"},
        {"rel": "icon", "name": "icons/icon.svg", "type": "image/svg+xml"},
        {"rel": "apple-touch-icon", "name": "icons/apple-touch-icon.png"},
    )
    links = []
    for icon in icons:
        name = icon.pop("name")
        if path := reader.asset(name):
            links.append({**icon, "href": writer.link(path)})
    links.append({"rel": "manifest", "href": writer.link("site.webmanifest")})
    title = reader.config().title
    pages = reader.translations(card.id)
    if card.indexed and len(pages) > 1:
        where = locator(reader)
        for code, other in (*((page.language, page) for page in pages), ("x-default", pages[0])):
            links.append({"rel": "alternate", "hreflang": code, "href": where.file(other.path)})
    prefix = urls.language_prefix(reader.config(), card.language)
    for name, kind in (("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")):
        if card.indexed:
            links.append({"rel": "alternate", "type": kind, "title": title, "href": writer.link(prefix + name)})
    for file in _downloads(reader, writer, body):
        if file["type"] != "application/json":  # JSON Feed 1.0 had this type: readers would take the file for a feed
            links.append({"rel": "alternate", "type": file["type"], "title": file["label"], "href": file["href"]})
    return links


def _graph(reader: Reader, card: Card, writer: Writer, body: Body, where: urls.Locator,
           trail: list[tuple[str, str]]) -> Markup:  # fmt: skip
    """An article cites its sources itself; on another page the page does."""
    config = reader.config()
    if not card.indexed:  # 404.html stands at no address of its own: it only says whose it is
        return jsonld.script(jsonld.graph(nodes.organization(config, where, pictures.logo(reader, where)),
                                          nodes.website(config, where)))  # fmt: skip
    cited = () if body.article else writer.cited()
    made = nodes.page_graph(
        card, config, reader.masthead(), where, trail,
        main=body.main, others=[*body.others, *graphs.quotations(reader, writer, card, where)],
        citations=[nodes.citation(reader.citation(id), where) for id in cited],
        logo=pictures.logo(reader, where), image=pictures.card_node(reader, card, where),
    )  # fmt: skip
    return jsonld.script(works_in_languages(made, card, reader.translations(card.id), where))
