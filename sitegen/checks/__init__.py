"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import (
    addresses,
    anchors,
    corrections,
    drafts,
    itinerary,
    links,
    names,
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
    published.KIND,
    corrections.KIND,
    placeholders.KIND,
    secrets.KIND,
    drafts.KIND,
    names.KIND,
    site_address.KIND,
)

EVERY_BUILD = tuple(kind for kind in CHECKS if kind.every_build)
"""The cheap ones; `sitegen check` runs all."""
