"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import address, anchors, drafts, itinerary, links, names, placeholders, secrets
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    itinerary.KIND,
    placeholders.KIND,
    secrets.KIND,
    drafts.KIND,
    names.KIND,
    address.KIND,
)

EVERY_BUILD = tuple(kind for kind in CHECKS if kind.every_build)
"""The cheap ones; `sitegen check` runs all."""
