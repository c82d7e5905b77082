"""Every code a problem can carry, with its severity and its meaning in a sentence.

The rule: an error is something false or broken for a reader, everything else is a warning that `site.yaml` can waive;
a note never fails a build. Codes are stable: scripts and waivers name them.
"""

from __future__ import annotations

from enum import IntEnum

from sitegen.core.record import record


class Severity(IntEnum):
    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@record
class Code:
    severity: Severity
    meaning: str


def _table(**rows: tuple[str, str]) -> dict[str, Code]:
    return {name.replace("_", "-"): Code(Severity[level.upper()], text) for name, (level, text) in rows.items()}


OUTSIDE = frozenset({"link-dead", "link-unsure"})
"""Codes that only a check with --external can meet."""

PASSING = frozenset({"file-unreadable", "map-data"})
"""Codes of what the surroundings refused, which no edit of the project mends: tried again in every build."""

CODES: dict[str, Code] = _table(
    # files
    project_missing=("error", "no content/site.yaml was found here or in a folder above"),
    file_missing=("error", "a file that every explainer needs is not there"),
    file_unreadable=("error", "a file or folder could not be read"),
    file_encoding=("error", "a text file is not UTF-8"),
    file_control=("error", "a text file holds a character that no text has, such as NUL"),
    file_size=("error", "a text file is larger than a text can be"),
    file_ending=("error", "a file is left out because its name ends otherwise than sitegen's files do"),
    file_unknown=("warning", "a file that sitegen does not know, or takes for private, is left out"),
    clock_value=("error", "SOURCE_DATE_EPOCH is set to something that is not a number of seconds"),
    name_unportable=("warning", "a file's name cannot exist, or means another file, on some system"),
    name_twice=("error", "two files have one name, with its letters composed in one and apart in the other"),
    section_number=("error", "a section's file name does not begin with its number"),
    # YAML
    yaml_syntax=("error", "a YAML file cannot be parsed"),
    yaml_duplicate=("error", "a key stands twice in one mapping"),
    yaml_alias=("error", "anchors and aliases are refused: a value stands where it is used"),
    yaml_depth=("error", "a YAML file nests deeper than any of our files do"),
    front_matter_open=("error", "front matter begins with --- and is never closed"),
    # shapes
    field_unknown=("error", "a key that this place does not have"),
    field_missing=("error", "a key that this place needs"),
    field_value=("error", "a value of the wrong kind"),
    date_value=("error", "not a day in the calendar"),
    id_form=("error", "ids are written with a-z, 0-9 and hyphens"),
    id_reserved=("error", "a section takes an id that the pages need for themselves"),
    id_duplicate=("error", "two things of one kind share an id"),
    # translations
    translation_language=("warning", "a file looks like a translation, but not into a further language of the site"),
    translation_unknown=("error", "a translation of something that is not there"),
    translation_value=("error", "a translation repeats a value; it carries words only"),
    translation_missing=("note", "words that are not translated stay in the first language"),
    # Markdown
    markdown_depth=("error", "text is nested deeper than the parser follows; beyond it text would be lost"),
    markdown_size=("error", "a paragraph or a table is larger than any that is meant to be read"),
    table_cells=("error", "a table's row has more cells than its head; the rest would be lost"),
    markdown_html=("warning", "raw HTML is shown as text unless site.yaml allows it"),
    definition_unused=("error", "a link definition that no link uses: it is not printed, and perhaps it was a text"),
    comment_open=("error", "a comment begins with <!-- and is never closed"),
    block_unknown=("error", "a ::: block of a kind that does not exist"),
    block_open=("error", "a ::: block is never closed"),
    block_close=("error", "a line of ::: that neither opens nor closes a block would be printed"),
    block_empty=("error", "a block shows things of which the content has none"),
    block_use=("error", "a block's words, options or body are not what its kind takes"),
    block_place=("error", "a ::: block stands where only running text can"),
    attribute_refused=("error", "an attribute in braces that content may not set"),
    footnote_unknown=("error", "a footnote mark without its footnote"),
    footnote_unused=("error", "a footnote that nothing points to would not be printed"),
    footnote_twice=("error", "two footnotes of one text have the same name, so only one would be printed"),
    footnote_inside=("error", "a footnote's text has a footnote of its own"),
    heading_level=("warning", "a heading skips a level"),
    link_scheme=("error", "a link with a scheme that is not on the allow-list"),
    anchor_twice=("error", "two things on one page share an id, so links reach only the first"),
    link_broken=("error", "a link inside the site leads nowhere"),
    # references
    reference_form=("error", "a reference that Markdown did not understand and would print as text"),
    fact_unknown=("error", "no fact has this id"),
    term_unknown=("error", "no glossary term has this id"),
    person_unknown=("error", "no person has this id"),
    stop_unknown=("error", "no stop of the itinerary has this id"),
    page_unknown=("error", "no page has this id"),
    section_unknown=("error", "no section has this id"),
    source_unknown=("error", "no source has this id"),
    side_unknown=("error", "a person stands on a side that site.yaml does not name"),
    question_unknown=("error", "no question has this id"),
    reference_empty=("error", "this kind of reference needs a text to stand on"),
    # the ledger
    fact_disagrees=("error", "a text says something else than the fact it is bound to"),
    fact_no_value=("error", "the text bound to a fact names a figure, but the fact has no value"),
    fact_shape=("error", "a fact's value, range, unit or currency do not fit together"),
    fact_derived=("error", "a fact does not follow from the facts that it is derived from"),
    figure_unbound=("warning", "a figure that is bound to no fact, so nobody can check it or keep it right"),
    figure_stray=("warning", "a copy of a fact's value that would not follow when the fact changes"),
    snapshot_due=("note", "forecasts of a snapshot lie in the past of today"),
    fact_due=("warning", "a forecast's day has passed"),
    stop_due=("warning", "a stop's day has passed and it is still said to be ahead"),
    moment_due=("warning", "the day of a timeline entry has passed and it is still said to be ahead"),
    fact_outcome=("warning", "a forecast is settled without a word on what came of it"),
    fact_order=("error", "a fact happens before the day as of which it speaks"),
    as_of_newer=("warning", "the explainer would speak of a later day than one of its facts"),
    fact_unused=("warning", "a fact that no text names"),
    fact_unsourced=("note", "a fact without a source"),
    fact_single_source=("note", "facts that rest on one source alone"),
    source_unused=("warning", "a source on which nothing rests"),
    quote_differs=("error", "a quotation in the text differs from the fact's own words"),
    # what was published
    baseline_invalid=("error", "content/published.json is not as sitegen wrote it, so nothing can be compared with it"),
    baseline_newer=("error", "content/published.json was written by a newer sitegen"),
    published_changed=("warning", "something that was published has changed, and no correction tells of it"),
    published_resolved=("note", "a published forecast was settled, and the log does not tell of it yet"),
    wording_lost=("warning", "a published forecast was settled and no longer says what had been forecast"),
    updated_old=("warning", "the date of the last update lies before a correction"),
    # the itinerary
    leg_unknown=("error", "a leg names a stop that is not in the list"),
    map_data=("error", "the map's land, a file of sitegen itself, cannot be read"),
    stop_nowhere=("warning", "a stop lies at latitude 0 and longitude 0, where nothing is"),
    stop_outside=("warning", "a stop lies outside of the country that it names"),
    stop_order=("warning", "a stop's day lies before that of the stop before it"),
    leg_speed=("warning", "a leg would have to be faster than anything that moves that way"),
    coordinates=("error", "a latitude or longitude that does not exist"),
    # charts
    chart_unknown=("error", "no chart has this name"),
    chart_data=("error", "a chart's figures are not what its kind draws, or not of one unit"),
    # pictures
    image_missing=("error", "a picture that is not there"),
    image_alt=("error", "a picture without a text for those who do not see it"),
    image_outside=("error", "a picture from another host; every picture of a page comes with it"),
    image_broken=("error", "a picture that cannot be read, or is none that browsers show"),
    image_size=("error", "a picture has more pixels than can be decoded safely"),
    image_unsafe=("error", "an SVG carries a script, or fetches something"),
    image_metadata=("warning", "a picture may tell where and by whom it was made"),
    images_extra=("note", "what needs the extra `images` is left out: share cards, icons, lighter pictures"),
    card_letters=("warning", "a page has no share card, because its fonts lack a letter"),
    icon_broken=("error", "the site's mark, icons/icon.svg, cannot be drawn"),
    # templates
    template_syntax=("error", "a template cannot be parsed"),
    template_undefined=("error", "a template uses a name that does not exist"),
    template_missing=("error", "a template that is included or extended does not exist"),
    template_failed=("error", "a template failed while it rendered a page"),
    template_loop=("error", "templates include or extend each other in a circle"),
    template_runaway=("error", "a template takes more turns, or prints more, than any page needs"),
    template_unsafe=("error", "a template prints where escaping does not hold: in a script, a style or without quotes"),
    template_raw=("warning", "a template switches escaping off"),
    # made pages
    html_broken=("error", "a page's HTML is written so that browsers have to guess what it means"),
    html_misuse=("warning", "an element stands where HTML has no place for it"),
    head_missing=("error", "a page does not say what every page has to: doctype, language, title, charset, viewport"),
    heading_outline=("warning", "a page's headings make no outline: none at the top, an empty one, a level left out"),
    heading_twice=("warning", "two headings side by side say the same"),
    name_missing=("error", "a link, a button, a field or a drawing has no words that a screen reader could say"),
    aria_reference=("error", "an attribute for screen readers names an id that is not on the page"),
    landmark=("warning", "the parts of a page cannot be told apart by who jumps from one to the next"),
    table_head=("warning", "a table has no heading cells"),
    tab_order=("warning", "an element takes the focus out of the order of the page"),
    lang_invalid=("warning", "the language of a part is not one"),
    link_ambiguous=("warning", "two links side by side say the same and lead to different places"),
    contrast_low=("warning", "two colors of the look are too close for a text to be read"),
    accent_changed=("warning", "the site's color cannot be read as given, and readers see the nearest that can"),
    picture_heavy=("warning", "a picture is heavier, or has more pixels, than any screen needs"),
    picture_size=("warning", "a picture has no width and height, so the text jumps when it comes"),
    picture_ending=("warning", "a picture is of another format than its name says"),
    picture_unreadable=("error", "a picture is none that a browser can show"),
    page_heavy=("warning", "a page asks for more bytes or more files than it should on a bad phone"),
    jsonld_invalid=("error", "a page's structured data is not what its readers can take"),
    jsonld_differs=("error", "a page's structured data says something else than the page"),
    meta_missing=("warning", "a page does not say what it is to search engines and where it is shared"),
    meta_differs=("error", "a page gives itself two addresses, or one that is not its own"),
    # the output
    load_outside=("error", "a page loads a file from another host; everything of a page comes with it"),
    policy_missing=("warning", "a page does not carry the content security policy"),
    policy_inert=("error", "a page holds a script, a style or a frame that its own security policy keeps from acting"),
    path_twice=("error", "two sources ask for one address"),
    page_reserved=("error", "a page of your own takes the name of a page that sitegen makes"),
    output_refused=("error", "the output folder is not one that sitegen may replace"),
    output_foreign=("error", "a file that sitegen did not make lies where it must write"),
    output_failed=("error", "the output could not be written"),
    output_busy=("error", "another build is publishing into the same output folder"),
    name_long=("error", "a file of the site would have a longer name than any disk takes"),
    # git and GitHub Pages
    git_missing=("error", "git is not installed, or too old"),
    git_repository=("error", "the project lies in no git repository, or in one that git does not read"),
    git_remote=("error", "there is no remote to publish to, or it does not answer"),
    git_identity=("error", "git does not know in whose name to commit"),
    git_failed=("error", "git refused something that a deploy needs"),
    deploy_branch=("error", "the branch to publish to is none, or is the one that holds the sources"),
    deploy_dirty=("error", "the project has changes that are not committed, so nobody could tell what was published"),
    deploy_address=("error", "the address of the site is a placeholder, or is not where the repository publishes"),
    deploy_size=("error", "a file, or the site, is larger than GitHub Pages takes"),
    deploy_removal=("error", "a deploy would remove a large part of what is published"),
    deploy_rejected=("error", "the remote did not take the new state of the branch"),
    # publishing
    placeholder_url=("note", "the site's address is still a placeholder; sitegen deploy refuses it"),
    waiver_unknown=("error", "a waiver names a code that does not exist"),
    address_missing=("error", "check judges the site as published, and its address is still a placeholder"),
    placeholder_text=("warning", "a note to the writer, such as TODO, stands where readers see it"),
    placeholder_link=("warning", "a link leads to a placeholder, such as example.org"),
    draft_published=("error", "words that are marked as a draft stand in what would be published"),
    secret_published=("error", "a key, a token or a password stands in what would be published"),
    link_dead=("warning", "an outside link leads to nothing any more"),
    link_unsure=("note", "whether an outside link still leads somewhere could not be found out"),
    waiver_ended=("warning", "the last day of a waiver has passed"),
    waiver_unused=("note", "a waiver has nothing to waive"),
    waiver_refused=("error", "a waiver names an error; errors cannot be waived"),
)
