"""All checks: what every build runs, and what only `sitegen check` and `deploy` do. A build never loads this."""

from sitegen.checks import (
    EVERY_BUILD,
    accessibility,
    budgets,
    contrast,
    drafts,
    headings,
    html,
    jsonld,
    jsonld_visible,
    ledger,
    meta,
    names,
    pictures,
    placeholders,
    secrets,
    site_address,
)
from sitegen.core.kinds import CheckKind

CHECKS: tuple[CheckKind, ...] = (
    *EVERY_BUILD,
    ledger.KIND,
    placeholders.KIND,
    secrets.KIND,
    drafts.KIND,
    names.KIND,
    site_address.KIND,
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
