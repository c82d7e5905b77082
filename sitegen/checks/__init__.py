"""Every check of what was made; a new one is a file and a line, here if each build can afford it."""

from sitegen.checks import (
    accent,
    addresses,
    anchors,
    corrections,
    figures,
    itinerary,
    links,
    policy,
    published,
)
from sitegen.core.kinds import CheckKind

EVERY_BUILD: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    addresses.KIND,
    policy.KIND,
    itinerary.KIND,
    figures.KIND,
    published.KIND,
    corrections.KIND,
    accent.KIND,
)
"""The cheap ones; `sitegen check` runs all (`sitegen.checks.thorough`)."""
