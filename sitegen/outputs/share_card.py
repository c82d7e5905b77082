"""A share card for each page that search engines may show: a PNG, named by the digest of all that shapes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.content import ledger
from sitegen.core import model
from sitegen.core.artifact import Artifact, Card, Planned, Snapshot, digest
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.page import pictures, share, theme
from sitegen.web import images, typeface


def plan(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    return ()


def beside(cards: Sequence[Card], site: model.Site, snapshot: Snapshot) -> Iterator[Planned]:
    """None without the extra, without the template, or for words that the fonts cannot write."""
    if not snapshot.options.images or share.TEMPLATE not in snapshot.templates:
        return
    dollar = ledger.dollar_sign(site.facts.values(), site.config.dollar)
    colours = share.colours(snapshot.assets[theme.TOKENS].text) if theme.TOKENS in snapshot.assets else {}
    accent = theme.accent_of(snapshot.assets, site.config.accent).light
    look = (sorted(colours.items()), accent, snapshot.templates[share.TEMPLATE].digest, typeface.version(),
            snapshot.options.images, share.SIZES)  # fmt: skip
    for card in cards:
        fact = site.facts[card.figure] if card.figure else None
        said = share.words(card, site.config, site.explainer, fact, dollar if fact else "")
        if not card.indexed or share.lacking(said):
            continue
        path = f"assets/cards/{_slug(card)}.{digest(repr((said, *look)).encode())[:12]}.png"
        yield Planned(Artifact(path, "share-card", (card.id,), rank=0, names=(f"card {card.path}",),
                               language=card.language, late=True))  # fmt: skip


def _slug(card: Card) -> str:
    """Enough of the page's name to know the file by."""
    return card.path.removesuffix("index.html").strip("/").replace("/", "-")[:40].rstrip(". ") or "home"


def make(artifact: Artifact, reader: Reader) -> Made:
    card = reader.card(artifact.subject[0])
    assert card is not None, "planned for a page"
    said = pictures.card_words(reader, card)
    colours = share.colours(reader.source("assets", theme.TOKENS).decode())
    svg = reader.template(share.TEMPLATE, share.context(said, colours, theme.accent(reader).light))
    return Made(images.drawn(svg, share.WIDTH))


KIND = OutputKind("share-card", plan, make, beside=beside)
