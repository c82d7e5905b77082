"""Every kind of output. The order of pages here is the order of the navigation; a new one is a file and a line."""

from sitegen.core.kinds import OutputKind
from sitegen.outputs import (
    calendar,
    corrections,
    facts,
    faq,
    feeds,
    files,
    geojson,
    glossary,
    gpx,
    home,
    itinerary,
    ledger_files,
    manifest,
    nojekyll,
    not_found,
    own_pages,
    people,
    section,
    sitemap,
    sources,
    stylesheets,
    timeline,
)  # fmt: skip

OUTPUTS: dict[str, OutputKind] = {
    kind.name: kind
    for kind in (
        home.KIND,
        section.KIND,
        itinerary.KIND,
        faq.KIND,
        timeline.KIND,
        glossary.KIND,
        people.KIND,
        facts.KIND,
        sources.KIND,
        corrections.KIND,
        own_pages.KIND,
        not_found.KIND,
        stylesheets.KIND,
        files.KIND,
        calendar.KIND,
        geojson.KIND,
        gpx.KIND,
        ledger_files.CSV,
        ledger_files.JSON,
        feeds.ATOM,
        feeds.JSON,
        manifest.KIND,
        sitemap.SITEMAP,
        sitemap.ROBOTS,
        nojekyll.KIND,
    )
}
