"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import addresses, anchors, corrections, itinerary, links, policy, published
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    addresses.KIND,
    policy.KIND,
    itinerary.KIND,
    published.KIND,
    corrections.KIND,
)
