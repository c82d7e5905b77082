"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import anchors, figures, itinerary, ledger, links
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    itinerary.KIND,
    figures.KIND,
    ledger.KIND,
)
