"""One work in several languages: the page and the article on it, joined to their twins (schema.org: workTranslation).

Only works have twins. People, places and the publisher are the same things in every language and have one id.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.core.artifact import Card
from sitegen.web.jsonld import Node
from sitegen.web.urls import Locator

_WORKS = ("#webpage", "#article")


def works_in_languages(graph: Sequence[Node], card: Card, pages: Sequence[Card], where: Locator) -> list[Node]:
    """The graph of the page of `card`; `pages` are the same page in every language, the first language first."""
    return [_joined(node, card, pages, where) for node in graph]


def _joined(node: Node, card: Card, pages: Sequence[Card], where: Locator) -> Node:
    suffix = next((suffix for suffix in _WORKS if node["@id"] == where.file(card.path) + suffix), "")
    if not suffix or len(pages) < 2:
        return node
    if card.language != pages[0].language:
        return {**node, "translationOfWork": _twin(node, suffix, pages[0], where)}
    return {**node, "workTranslation": [_twin(node, suffix, page, where) for page in pages[1:]]}


def _twin(node: Node, suffix: str, page: Card, where: Locator) -> Node:
    url = where.file(page.path)
    return {"@type": node["@type"], "@id": url + suffix, "name": page.title, "url": url, "inLanguage": page.language}
