"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import (
    accent,
    accessibility,
    addresses,
    anchors,
    budgets,
    contrast,
    corrections,
    drafts,
    figures,
    headings,
    html,
    itinerary,
    jsonld,
    jsonld_visible,
    ledger,
    links,
    meta,
    names,
    pictures,
    placeholders,
    policy,
    published,
    secrets,
    site_address,
)
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    addresses.KIND,
    policy.KIND,
    itinerary.KIND,
    figures.KIND,
    ledger.KIND,
    published.KIND,
    corrections.KIND,
    placeholders.KIND,
    secrets.KIND,
    drafts.KIND,
    names.KIND,
    site_address.KIND,
    html.KIND,
    headings.KIND,
    accessibility.KIND,
    contrast.KIND,
    accent.KIND,
    pictures.KIND,
    budgets.KIND,
    meta.KIND,
    jsonld.KIND,
    jsonld_visible.KIND,
)

EVERY_BUILD = tuple(kind for kind in CHECKS if kind.every_build)
"""The cheap ones; `sitegen check` runs all."""
