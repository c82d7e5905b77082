"""feed.xml (Atom, RFC 4287) and feed.json (JSON Feed 1.1): one entry for the explainer, one for each correction.

Both are written from the same entries, so their ids and dates agree. All dates come from the content; a day without an
hour is written as the midnight that begins it in the site's time zone, because Atom has no bare days. The entries hold
text, not pages: who wants the explainer follows the link.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sitegen.content import language
from sitegen.core import model
from sitegen.core.artifact import Artifact, Card, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.record import record
from sitegen.web import urls
from sitegen.web.moments import instant
from sitegen.web.xml import document, element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@record
class Entry:
    """`id` and `link` are URLs; the id never changes while the thing is the same."""

    id: str
    link: str
    title: str
    text: str
    published: str  # RFC 3339
    updated: str


@record
class Feed:
    """`updated` is that of the newest entry; entries are sorted, the newest first."""

    title: str
    subtitle: str
    language: str
    author: str
    author_url: str
    home: str
    self: str
    updated: str
    entries: tuple[Entry, ...]


def plan_atom(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    yield _planned("feed.xml", "atom-feed", site)


def plan_json(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    yield _planned("feed.json", "json-feed", site)


def _planned(name: str, kind: str, site: model.Site) -> Planned:
    prefix = urls.language_prefix(site.config, site.language)
    return Planned(Artifact(prefix + name, kind, (site.language,), rank=2, language=site.language))


def make_atom(artifact: Artifact, reader: Reader) -> Made:
    feed = _feed(artifact, reader)
    author = element("author", element("name", feed.author))
    if feed.author_url:
        author.append(element("uri", feed.author_url))
    root = element(
        "feed",
        element("id", feed.home),
        element("title", feed.title),
        element("updated", feed.updated),
        element("link", rel="self", type="application/atom+xml", href=feed.self),
        element("link", rel="alternate", type="text/html", href=feed.home),
        author,
        **{"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language},
    )
    if feed.subtitle:
        root.append(element("subtitle", feed.subtitle))
    root.extend(map(_atom_entry, feed.entries))
    return Made(document(root))


def _atom_entry(entry: Entry) -> Element:
    return element(
        "entry",
        element("id", entry.id),
        element("title", entry.title),
        element("published", entry.published),
        element("updated", entry.updated),
        element("link", rel="alternate", type="text/html", href=entry.link),
        element("summary", entry.text),
    )


def make_json(artifact: Artifact, reader: Reader) -> Made:
    feed = _feed(artifact, reader)
    author = {"name": feed.author} | ({"url": feed.author_url} if feed.author_url else {})
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **({"description": feed.subtitle} if feed.subtitle else {}),
        "home_page_url": feed.home,
        "feed_url": feed.self,
        "language": feed.language,
        "authors": [author],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return Made((json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode())


def _json_item(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.published,
        "date_modified": entry.updated,
    }


# what both say


def _feed(artifact: Artifact, reader: Reader) -> Feed:
    config, explainer = reader.config(), reader.masthead()
    (lang,) = artifact.subject
    where = urls.Locator(urls.base_url(config, reader.options()), reader.address)
    home = reader.card("home")
    assert home is not None, "every site has one"
    entries = (_publication(home, config, explainer, where), *_corrections(reader, lang, where))
    # Python's sort is stable: entries of one moment keep the order of the content.
    ordered = sorted(entries, key=lambda entry: datetime.fromisoformat(entry.updated), reverse=True)
    publisher = config.publisher
    return Feed(
        title=config.title,
        subtitle=config.description,
        language=lang,
        author=publisher.name if publisher else explainer.byline or config.title,
        author_url=publisher.url if publisher else "",
        home=where.file(home.path),
        self=where.file(artifact.path),
        updated=ordered[0].updated,
        entries=tuple(ordered),
    )


def _publication(home: Card, config: model.SiteConfig, explainer: model.Explainer, where: urls.Locator) -> Entry:
    url = where.file(home.path)
    return Entry(
        id=f"{url}#article",
        link=url,
        title=explainer.headline,
        text=home.summary,
        published=_moment(explainer.published, config),
        updated=_moment(explainer.updated, config),
    )


def _corrections(reader: Reader, lang: str, where: urls.Locator) -> Iterable[Entry]:
    log, config, words = reader.corrections() or (), reader.config(), language.LANGUAGES[lang]
    for id, entry in zip(urls.correction_ids(log), log, strict=True):
        kind = language.text(words, f"corrections.kind.{entry.kind}")
        was, now = (language.text(words, f"corrections.{key}") for key in ("was", "now"))
        said = [f"{name}: {text}" for name, text in ((was, entry.was), (now, entry.now)) if text]
        url, moment = where.url("correction", id), _moment(entry.date, config)
        yield Entry(
            id=url,
            link=url,
            title=f"{kind}: {entry.now or entry.reason}",
            text="\n".join((*said, entry.reason)),
            published=moment,
            updated=moment,
        )


def _moment(value: datetime | date, config: model.SiteConfig) -> str:
    return instant(value, config.time_zone).isoformat(timespec="seconds")


ATOM = OutputKind("atom-feed", plan_atom, make_atom, every_language=True)
JSON = OutputKind("json-feed", plan_json, make_json, every_language=True)
