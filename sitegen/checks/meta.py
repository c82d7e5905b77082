"""What a page says of itself to those who find it or share it: one title, one description, one address, its languages.

The address is that under which the file is published: base URL and path. A page that asks not to be found (404.html)
claims none.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document, Pages
from sitegen.core.problem import Problem
from sitegen.web import targets, urls
from sitegen.web.elements import every, told


def page(document: Document, base: str) -> Iterator[Problem]:
    meta: dict[str, list[str]] = {}
    for element in every(document, "meta"):
        if name := element.attributes.get("property") or element.attributes.get("name"):
            meta.setdefault(name, []).append(element.attributes.get("content", "").strip())
    own = [e.attributes.get("href", "") for e in every(document, "link", rel="canonical")]
    if "noindex" in ",".join(meta.get("robots", [])):
        if own or "og:url" in meta:
            yield told(document, "meta-differs", "the page asks not to be found, and yet gives its address")
        return
    address = urls.absolute(base, document.path)
    for what, values in (("canonical link", own), ("og:url", meta.get("og:url", []))):
        if not values:
            yield told(document, "meta-missing", f"the page has no {what}", hint=f"it is {address}")
        for value in values:
            if value != address:
                yield told(document, "meta-differs", f'the {what} is "{value}", the page lies at "{address}"')
        if len(values) > 1:
            yield told(document, "meta-differs", f"the page has {len(values)} of {what}")
    for name in ("description", "og:title"):
        values = meta.get(name, [])
        if not values or not values[0]:
            yield told(document, "meta-missing", f"the page has no {name}")
        elif len(values) > 1:
            yield told(document, "meta-differs", f"the page has {len(values)} of {name}")


def run(pages: Pages) -> Iterator[Problem]:
    """Pages in several languages name each other, and themselves, and all the same ones."""
    named = {document.path: _languages(document) for document in pages.documents}
    for document in pages.documents:
        mine = named[document.path]
        if not mine:
            continue
        address = urls.absolute(pages.base, document.path)
        if address not in mine.values():
            yield told(document, "meta-differs", "the page is not among the languages that it names")
        for language, url in mine.items():
            landing = targets.landing(url, pages.base)
            if landing is None or landing[0] not in named:
                yield told(document, "meta-differs", f'hreflang="{language}" leads to no page of the site: "{url}"')
            elif address not in named[landing[0]].values():
                message = f'hreflang="{language}" leads to "{url}", which does not lead back'
                yield told(document, "meta-differs", message)


def _languages(document: Document) -> dict[str, str]:
    return {e.attributes["hreflang"]: e.attributes.get("href", "") for e in every(document, "link", rel="alternate")
            if "hreflang" in e.attributes}  # fmt: skip


KIND = CheckKind("meta", run, page=page)
