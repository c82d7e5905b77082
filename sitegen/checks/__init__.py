"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import anchors, corrections, itinerary, links, published
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    itinerary.KIND,
    published.KIND,
    corrections.KIND,
)
