"""Every kind of ::: block, in the order of the handbook. A new one is a file beside this and a line here."""

from sitegen.blocks import (
    chart,
    faq,
    figure,
    key_figures,
    known_unknown,
    map,
    note,
    people,
    positions,
    quote,
    scenarios,
    timeline,
    warning,
)  # fmt: skip
from sitegen.core.kinds import BlockKind

BLOCKS: dict[str, BlockKind] = {
    kind.name: kind
    for kind in (
        key_figures.KIND,
        quote.KIND,
        positions.KIND,
        known_unknown.KIND,
        scenarios.KIND,
        timeline.KIND,
        people.KIND,
        map.KIND,
        faq.KIND,
        figure.KIND,
        chart.KIND,
        note.KIND,
        warning.KIND,
    )
}
