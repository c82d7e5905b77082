"""What a page says of itself in schema.org's words: one pure function for each kind of thing, model values -> node.

A thing's node is made here the same way for whichever page it stands on. Ids of the publisher and the site hang on
the base URL, those of works on their page, those of entries on their visible anchor; a part of the home page has one of
its own, since a section may be called "article" or "trip". Types and properties follow
schema.org 30.0; what the content does not say is left out, never guessed. No ClaimReview and no SearchAction: the first
is not for a site's own statements, the second is read by nobody any more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from sitegen.core import model
from sitegen.core.artifact import Card
from sitegen.web.jsonld import Node, filled, graph, moment, node, ref
from sitegen.web.markup import subset, text_of
from sitegen.web.urls import Locator

_PAGE_TYPES = {
    "faq": "FAQPage", "sources": "CollectionPage", "glossary": "CollectionPage", "people": "CollectionPage",
    "about": "AboutPage", "contact": "ContactPage",
}  # fmt: skip

_POLICIES = {
    "principles": "publishingPrinciples",
    "corrections": "correctionsPolicy",
    "ethics": "ethicsPolicy",
    "feedback": "actionableFeedbackPolicy",
    "ownership": "ownershipFundingInfo",
    "unnamed-sources": "unnamedSourcesPolicy",
    "diversity": "diversityPolicy",
}
_NEWS_POLICIES = {
    "masthead": "masthead",
    "fact-checking": "verificationFactCheckingPolicy",
    "priorities": "missionCoveragePrioritiesPolicy",
    "no-bylines": "noBylinesPolicy",
}
"""Only a NewsMediaOrganization may carry these; on another they would claim an affiliation that is not there."""

_EXPLAINER = ["NewsArticle", "BackgroundNewsArticle"]


def page_graph(
    card: Card,
    config: model.SiteConfig,
    explainer: model.Explainer,
    where: Locator,
    trail: Sequence[tuple[str, str]] = (),
    *,
    main: Sequence[Node] = (),
    others: Sequence[Node] = (),
    citations: Sequence[Node] = (),
    logo: Node | None = None,
    image: Node | None = None,
) -> list[Node]:
    """The graph of one page: publisher, site, page and trail, and what the page is about.

    `trail` is the visible breadcrumb, (name, address) from the home page to this one; `main` are the nodes of the
    page's main entity (the article, the questions), `others` what these refer to, `citations` the sources that the
    page cites and not an article on it; `logo` and `image` are pictures of the publisher and of the page.
    """
    entities = [entity["@id"] for entity in main]
    sources = [ref(source["@id"]) if source["@id"] in entities else source for source in citations]
    return graph(
        organization(config, where, logo),
        website(config, where),
        webpage(card, config, explainer, where, main=entities, citations=sources, image=image),
        breadcrumb(card, trail, where),
        *main,
        *others,
    )


# the publisher and the site


def publisher_id(config: model.SiteConfig, where: Locator) -> str:
    person = config.publisher is not None and config.publisher.type == "Person"
    return where.base + ("#publisher" if person else "#org")


def organization(config: model.SiteConfig, where: Locator, logo: Node | None = None) -> Node | None:
    """The publisher in full, the same on every page; none when the site names none."""
    publisher = config.publisher
    if publisher is None:
        return None
    return node(
        publisher.type,
        publisher_id(config, where),
        name=publisher.name,
        url=publisher.url or where.base,
        email=publisher.email,
        address=_postal(publisher.address),
        **{"image" if publisher.type == "Person" else "logo": logo},
        **_policies(publisher, where),
    )


def website(config: model.SiteConfig, where: Locator) -> Node:
    return node(
        "WebSite",
        f"{where.base}#website",
        url=where.base,
        name=config.title,
        alternateName=config.short_title,
        description=config.description,
        inLanguage=list(config.languages),
        publisher=ref(publisher_id(config, where)),
    )


def _postal(address: model.Address | None) -> Node | None:
    if address is None:
        return None
    lines = {
        "streetAddress": address.street,
        "addressLocality": address.city,
        "addressRegion": address.region,
        "postalCode": address.postal_code,
        "addressCountry": address.country,
    }
    return {"@type": "PostalAddress", **filled(lines)} if any(lines.values()) else None


def _policies(publisher: model.Publisher, where: Locator) -> dict[str, str]:
    known = {"principles": "publishingPrinciples"} if publisher.type == "Person" else dict(_POLICIES)
    if publisher.type == "NewsMediaOrganization":
        known |= _NEWS_POLICIES
    return {known[kind]: _policy(target, where) for kind, target in publisher.policies if kind in known}


def _policy(target: str, where: Locator) -> str:
    scheme, _, id = target.partition(":")
    return where.url("page", id) if scheme == "page" else target


# pages


def webpage(
    card: Card,
    config: model.SiteConfig,
    explainer: model.Explainer,
    where: Locator,
    *,
    main: Sequence[str] = (),
    citations: Sequence[Node] = (),
    image: Node | None = None,
) -> Node:
    """The page itself, `main` the ids of what it is about. The FAQ page *is* its FAQPage, not a second node beside."""
    kind = _PAGE_TYPES.get(card.id, "WebPage")
    entities = [ref(id) for id in main]
    url = where.file(card.path)
    return node(
        kind,
        f"{url}#webpage",
        url=url,
        name=card.title,
        description=card.summary,
        isPartOf=ref(f"{where.base}#website"),
        inLanguage=card.language,
        dateModified=moment(explainer.updated),
        publisher=ref(publisher_id(config, where)),
        breadcrumb=ref(f"{url}#breadcrumb"),
        mainEntity=entities[0] if len(entities) == 1 and kind != "FAQPage" else entities,
        citation=list(citations),
        primaryImageOfPage=image,
    )


def breadcrumb(card: Card, trail: Sequence[tuple[str, str]], where: Locator) -> Node | None:
    """The visible trail, (name, address) from the home page to this one; none on the home page, which has no trail."""
    if len(trail) < 2:
        return None
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": where.file(to)}
        for position, (name, to) in enumerate(trail, start=1)
    ]
    return node("BreadcrumbList", where.file(card.path) + "#breadcrumb", itemListElement=items)


# the article


def article(
    card: Card,
    config: model.SiteConfig,
    explainer: model.Explainer,
    sections: Sequence[model.Section],
    citations: Sequence[model.Citation],
    where: Locator,
    *,
    label: str = "",
    image: Node | None = None,
    words: int | None = None,
    about: Sequence[str] = (),
    mentions: Sequence[str] = (),
    corrections: Sequence[Node] = (),
) -> list[Node]:
    """The explainer, then its authors: `page_graph(…, main=nodes[:1], others=nodes[1:])`.

    `card` is that of the home page, its summary the description; `label` is the visible word for the kind of work
    ("Explainer"), `image` a picture of it, `words` how many the article has; `about` and `mentions`
    are ids of nodes that the caller puts beside it, `corrections` the entries of the log.
    """
    authors = _authors(config, explainer, where)
    whole = node(
        _EXPLAINER,
        where.file(card.path) + "#article",
        name=explainer.headline,
        headline=explainer.headline,
        articleSection=label,
        image=_again(image),
        wordCount=words,
        about=[ref(id) for id in about],
        mentions=[ref(id) for id in mentions],
        correction=list(corrections),
        hasPart=[_part(section, config, card, where) for section in sections],
        **_editorial(card, config, explainer, authors, citations, where),
    )
    return [whole, *authors]


def section_article(
    section: model.Section,
    card: Card,
    home: Card,
    config: model.SiteConfig,
    explainer: model.Explainer,
    citations: Sequence[model.Citation],
    where: Locator,
    *,
    image: Node | None = None,
    mentions: Sequence[str] = (),
    corrections: Sequence[Node] = (),
) -> list[Node]:
    """The same for a section that has a page of its own (`sections: pages`); `home` is the card of the home page."""
    authors = _authors(config, explainer, where)
    url = where.file(home.path)
    whole = {
        "@type": _EXPLAINER, "@id": f"{url}#article", "name": explainer.headline, "url": url,
    }  # fmt: skip
    work = node(
        "Article",
        where.url("section", section.id) + "#article",
        name=section.title,
        headline=section.title,
        position=section.number,
        image=_again(image),
        mentions=[ref(id) for id in mentions],
        correction=list(corrections),
        **_editorial(card, config, explainer, authors, citations, where) | {"isPartOf": whole},
    )
    return [work, *authors]


def _again(image: Node | None) -> Node | None:
    """What the page's own node says in full is named here."""
    return ref(image["@id"]) if image else None


def _editorial(
    card: Card,
    config: model.SiteConfig,
    explainer: model.Explainer,
    authors: Sequence[Node],
    citations: Sequence[model.Citation],
    where: Locator,
) -> Node:
    """What an article says whichever it is. Dates are the author's, never those of the build."""
    page, publisher = ref(where.file(card.path) + "#webpage"), ref(publisher_id(config, where))
    return {
        "description": card.summary,
        "url": where.file(card.path),
        "datePublished": moment(explainer.published),
        "dateModified": moment(explainer.updated),
        "inLanguage": card.language,
        "isAccessibleForFree": True,
        "author": [ref(author["@id"]) for author in authors] or [publisher],
        "publisher": publisher,
        "mainEntityOfPage": page,
        "isPartOf": page,
        "citation": [citation(source, where) for source in citations],
    }


def _part(section: model.Section, config: model.SiteConfig, home: Card, where: Locator) -> Node:
    """A numbered part as the whole names it: an element of the same page, or the article on a page of its own."""
    url = where.url("section", section.id)
    if config.sections == "pages":
        return node("Article", f"{url}#article", name=section.title, url=url, position=section.number)
    whole, id = ref(where.file(home.path) + "#article"), where.file(home.path) + f"#part-{section.id}"
    return node("WebPageElement", id, name=section.title, url=url, position=section.number, isPartOf=whole)


def _authors(config: model.SiteConfig, explainer: model.Explainer, where: Locator) -> list[Node]:
    """People named in the byline. One that is empty or names the publisher ("InfoFinance desk") means the publisher."""
    byline = re.sub(r"^by\s+", "", explainer.byline.strip(), flags=re.IGNORECASE)
    publisher = config.publisher.name if config.publisher else ""
    if not byline or (publisher and publisher.casefold() in byline.casefold()):
        return []
    names = dict.fromkeys(filter(None, (name.strip() for name in re.split(r",|;|&|\sand\s|\svà\s", byline))))
    authors: dict[str, str] = {}  # two names may come to one slug: José and Jose
    for name in names:
        slugs = (_slug(name) if n == 1 else f"{_slug(name)}-{n}" for n in count(1))
        authors[next(slug for slug in slugs if slug not in authors)] = name
    return [node("Person", f"{where.base}#author-{slug}", name=name) for slug, name in authors.items()]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d")).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "-".join(f"{ord(char):x}" for char in name)


# sources and questions


def citation(source: model.Citation, where: Locator) -> Node:
    """A source, under the anchor of its entry on the sources page; the same wherever it is cited.

    Its author is left out: a byline does not say whether it is a person, and schema.org wants to know. So is a
    date of publication that is not known to the day.
    """
    anchor = where.url("source", source.id)
    exact = source.published.exact if source.published else None
    return node(
        "CreativeWork",
        anchor,
        name=source.title,
        url=source.url or anchor,
        datePublished=exact.isoformat() if exact else "",
        inLanguage=source.language,
        publisher={"@type": "Organization", "name": source.publisher} if source.publisher else None,
        archivedAt=source.archived,
    )


def question(id: str, question_html: str, answer_html: str, where: Locator) -> Node:
    """A question under its anchor on the FAQ page, made from the very HTML that the page shows."""
    url = where.url("question", id)
    answer = {"@type": "Answer", "text": subset(answer_html, url.partition("#")[0]), "url": url}
    return node("Question", url, name=text_of(question_html), url=url, acceptedAnswer=answer)
