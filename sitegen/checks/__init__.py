"""Every check of what was made; a new one is a file and a line."""

from sitegen.checks import (
    accessibility,
    anchors,
    budgets,
    contrast,
    headings,
    html,
    itinerary,
    jsonld,
    jsonld_visible,
    links,
    meta,
    pictures,
)
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    links.KIND,
    anchors.KIND,
    itinerary.KIND,
    html.KIND,
    headings.KIND,
    accessibility.KIND,
    contrast.KIND,
    pictures.KIND,
    budgets.KIND,
    meta.KIND,
    jsonld.KIND,
    jsonld_visible.KIND,
)
