"""What the interface says in English, by page. A value with plural forms is chosen by `count`.

Keys are `page.thing`; placeholders in braces are named in the template that uses the key. Sentences end with a full
stop, labels do not; capitals as in a sentence, the stylesheet makes the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

STRINGS: Mapping[str, str | Mapping[str, str]] = {
    # every page
    "page.skip": "Skip to the text",
    "page.title": "{page} – {site}",
    "nav.label": "Pages",
    "nav.more": "All pages",
    "nav.all": "All pages",
    "nav.home": "Explainer",
    "breadcrumb.label": "You are here",
    "state.as_of": "As of {date}",
    "state.snapshot": "Describes the state of {date} and is not kept up",
    "colophon.publisher": "Published by",
    "colophon.updated": "Last changed on {date}",
    "downloads.label": "Download:",
    "uses.label": "Named in:",
    # notes
    "notes.heading": "Sources on this page",
    "notes.mark": "Source {number}",
    "notes.back": "Back to where the text cites it, place {number}",
    "notes.cited": {"one": "Cited in {count} place", "other": "Cited in {count} places"},
    "footnotes.heading": "Footnotes",
    "footnotes.mark": "Footnote {letter}",
    "footnotes.back": "Back to the text, place {number}",
    "status.legend": "Small words after a claim, such as planned or threatened, say how firm it is.",
    "status.legend_link": "What they mean",
    # inside texts
    "text.part": "part {number}",
    "text.table": "Table",
    # home
    "home.label": "Explainer",
    "home.byline": "By {name}",
    "home.published": "Published {date}",
    "home.updated": "Updated {date}",
    "home.key_points": "Key points",
    "home.contents": "Contents",
    "home.questions": "Questions and answers",
    "home.more_questions": "All questions and answers",
    "home.read_disclaimer": "Read the full notice",
    # sections on pages of their own
    "section.part": "Part {number}",
    "section.turn": "Other parts",
    "section.previous": "Before this",
    "section.next": "After this",
    # itinerary
    "itinerary.title": "Itinerary",
    "itinerary.illustrative": "This route is an illustration. Nobody has announced it.",
    "itinerary.leg": "From here",
    "itinerary.total": {
        "one": "One measured stage: {distance}",
        "other": "{count} measured stages together: {distance}",
    },
    "itinerary.no_day": "day not given",
    "itinerary.approximate_country": "place approximate: the source names only the country",
    "itinerary.approximate_region": "place approximate: the source names only the region",
    "itinerary.repeat": "again the place of stop {number}",
    "itinerary.no_distance": "no distance: the place of {name} is only approximate",
    "itinerary.great_circle": "distances are great circles between the places shown",
    "itinerary.mode.flight": "flight",
    "itinerary.mode.train": "train",
    "itinerary.mode.ship": "ship",
    "itinerary.mode.bus": "bus",
    "itinerary.mode.car": "car",
    "itinerary.mode.walk": "on foot",
    # questions, sources, people, glossary, timeline
    "faq.title": "Questions and answers",
    "sources.title": "Sources",
    "sources.accessed": "read {date}",
    "sources.archived": "archived copy",
    "sources.kind.primary": "primary document",
    "sources.kind.official": "official statement",
    "sources.kind.news": "news",
    "sources.kind.analysis": "analysis",
    "sources.kind.reference": "reference",
    "people.title": "People",
    "people.others": "Others",
    "glossary.title": "Glossary",
    "glossary.forms": "also {forms}",
    "timeline.title": "Timeline",
    # facts
    "facts.title": "Facts and figures",
    "facts.standfirst": "Every figure and claim of this explainer, with its source, its date and how firm it is.",
    "facts.happens": "due {date}",
    "facts.outcome": "What came of it:",
    "facts.explanation": "What the status words mean",
    "facts.figures_label": "Figures",
    # corrections
    "corrections.title": "Corrections",
    "corrections.was": "It said",
    "corrections.now": "It says",
    "corrections.none": "None so far.",
    "corrections.kind.correction": "Correction",
    "corrections.kind.clarification": "Clarification",
    "corrections.kind.update": "Update",
    # disclaimer, not found
    "disclaimer.title": "Notice",
    "notfound.title": "Page not found",
    "notfound.help": "There is nothing at this address. These pages are here:",
    # blocks
    "key_figures.label": "Key figures",
    "known_unknown.known": "Known",
    "known_unknown.unknown": "Not known",
    "note.label": "Note",
    "warning.label": "Caution",
    "map.title": "The route",
    "map.more": "All stops in detail",
}
