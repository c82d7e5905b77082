"""The contracts of whoever adds a block, a check or an output: one file of the kind, one line in its table.

A recipe may ask the `Reader` and nothing else: every method is one question whose answer can be written down beside
the artifact, so that a later build can tell what has to be made again. A question is a method's name and its arguments
that are words (a template's context is made of other answers); ask for no more than is printed, or an edit somewhere
else makes the file again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from sitegen.core import model
from sitegen.core.artifact import Artifact, Card, Options, Output, Planned, Snapshot, Source
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Block, Parts, Prose, Word
from sitegen.core.record import field, record


class Unmade(Exception):
    """Raised by a recipe that cannot make its file through no bug of its own; whoever runs it reports `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@record
class Form:
    """A content picture in one format: media type, and the published files with their widths in pixels."""

    type: str
    files: tuple[tuple[str, int], ...]


@record
class Picture:
    """A content picture as published. `path` is what every browser can show, `forms` are lighter, the lightest first;
    width and height are in pixels, 0 where it has none of its own (SVG)."""

    path: str
    width: int = 0
    height: int = 0
    forms: tuple[Form, ...] = ()


@record
class Use:
    """One place where a source, a fact, a term or a person is named."""

    scheme: str  # section, page, question, fact, stop …
    id: str


class Reader(Protocol):
    """What a recipe may ask. Ids are known to exist: `validate` has resolved every reference. The day cannot be asked:
    a page says the same on any, and a build that has nothing to do relies on that (`build.make`)."""

    def config(self) -> model.SiteConfig: ...
    def options(self) -> Options: ...
    def explainer(self) -> model.Explainer: ...
    def masthead(self) -> model.Explainer:
        """The explainer without its texts: what every page says of it."""

    def outline(self) -> tuple[model.Section, ...]:
        """All sections in order, without bodies and key points."""

    def section(self, id: str) -> model.Section: ...
    def part(self, id: str) -> model.Section:
        """A section's number and title alone."""

    def neighbours(self, id: str) -> tuple[model.Section | None, model.Section | None]:
        """The parts before and after a section."""

    def questions(self) -> tuple[model.Question, ...]: ...
    def itinerary(self) -> model.Itinerary | None: ...
    def own_page(self, id: str) -> model.OwnPage: ...
    def fact_ids(self) -> tuple[str, ...]: ...
    def fact(self, id: str) -> model.Fact: ...
    def dollar(self) -> str:
        """How the site writes US dollars: "US$" as soon as one fact is in another dollar."""

    def citation_ids(self) -> tuple[str, ...]: ...
    def citation(self, id: str) -> model.Citation: ...
    def people(self) -> tuple[model.Person, ...]: ...
    def terms(self) -> tuple[model.Term, ...]: ...
    def timeline(self) -> tuple[model.Moment, ...]: ...
    def corrections(self) -> tuple[model.Correction, ...] | None: ...

    def uses(self, scheme: str, id: str) -> tuple[Use, ...]:
        """Where the content names this thing, in reading order."""

    def cards(self) -> tuple[Card, ...]:
        """Every page of the site in this language, in the order of the navigation."""

    def navigation(self) -> tuple[Card, ...]:
        """The pages among them that the navigation lists."""

    def card(self, id: str) -> Card | None:
        """The card of the page with this id, if there is such a page."""

    def is_page(self, path: str) -> bool:
        """Whether a page of this language is published at that path."""

    def translations(self, id: str) -> tuple[Card, ...]:
        """The same page in every language that has it, this one included, in the order of `languages:`."""

    def chart(self, id: str) -> model.Chart: ...

    def address(self, scheme: str, id: str) -> str:
        """Where this thing is published: "faq/index.html#q-purpose", below the output folder."""

    def asset(self, name: str) -> str:
        """The published path of a rank 0 output: "css/home" -> "assets/3f9a1c2b.css"; "" if there is none."""

    def image(self, src: str) -> Picture:
        """A content picture, as it was made."""

    def source(self, folder: str, path: str) -> bytes:
        """A file of `content`, `templates` or `assets`."""

    def template(self, name: str, context: Mapping[str, Any]) -> str:
        """Renders; raises `TemplateFault` (web.templates) with the place in the template."""


@record
class Quotation:
    """Somebody's words as a block has printed them; `person` is an id, "" where `by` describes a speaker."""

    id: str  # of the element on the page
    html: str
    by: str
    person: str
    sources: tuple[str, ...]


class Page(Protocol):
    """What a block may ask of the page that it stands on: the only way to number notes and print references."""

    reader: Reader
    language: str
    catalogue: Any  # content.language.Catalogue; the ground floor cannot name it

    def prose(self, parts: Parts | Prose, *, level: int | None = None) -> Any:
        """Finished HTML (markupsafe). `level` is the level of the text's first rank of headings."""

    def inline(self, prose: Prose) -> Any:
        """Finished HTML of a text without paragraphs."""

    def figure(self, fact: model.Fact) -> str:
        """The fact's own formatted value in the page's language: "up to 155%"."""

    def key_figure(self, fact: model.Fact) -> Any:
        """The same in its two sizes: `qualifier` "up to", `number` "155%"."""

    def status(self, status: model.Status | Literal[""]) -> Any: ...
    def notes(self, sources: Iterable[str]) -> Any:
        """Numbered source notes."""

    def href(self, scheme: str, id: str) -> str: ...
    def link(self, address: str) -> str:
        """To an address below the output folder, from this page."""

    def day(self, value: Any) -> Any:
        """A `<time>` element."""

    def typeset(self, text: str) -> str:
        """Plain text with the spaces, dashes and quotes of the language."""

    def text(self, key: str, **values: object) -> str:
        """A string of the interface from the page's catalogue."""

    def picture(self, src: str, alt: str) -> Any:
        """A content picture as an element (markupsafe): the lightest form a browser takes, loaded when it is near."""

    def unique_id(self, wanted: str) -> str: ...
    def quotes(self, quotation: Quotation) -> None:
        """To be told of words that a block prints, for the page's structured data."""

    @property
    def level(self) -> int:
        """The heading level of the place where the block stands: its own headings are one below."""


@record
class BlockKind:
    """`inspect` finds what is wrong with a use, against the whole site; `view` gives the template its context;
    `names` tells what the opening line names: ("fact", id), ("image", path) …; `shows` is the scheme of the things that
    a use without names shows all of, so that one error in their file does not make every such block look wrong.
    `says` tells the words of the opening line that are printed; `quotation`: the body is somebody's own words."""

    name: str
    view: Callable[[Block, Page], Mapping[str, Any]]
    inspect: Callable[[Block, model.Site], Iterable[Problem]]
    names: Callable[[Block], Iterable[tuple[str, str]]] = lambda block: ()
    shows: str = ""
    says: Callable[[Block], Iterable[Word]] = lambda block: ()
    quotation: bool = False

    @property
    def template(self) -> str:
        return f"blocks/{self.name}.html"

    @property
    def stylesheet(self) -> str:
        return f"css/blocks/{self.name}.css"


@record
class Made:
    """What a recipe gives back. `origins` tells where in the content an address, an id or a piece of
    the writer's own HTML on the page comes from.

    None for `data`: the file turned out not to be worth publishing, and whoever would name it is not to.
    """

    data: bytes | None
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, Span], ...] = field(default=())


@record
class OutputKind:
    """`plan` names every artifact of this kind, with the cards of pages; `make` is the recipe of one.

    Planned once, for the site in its first language; `every_language`: for each of `Site.versions` by itself.
    `beside` names what belongs to a page of whatever kind: planned for each card.
    """

    name: str
    plan: Callable[[model.Site, Snapshot], Iterable[Planned]]
    make: Callable[[Artifact, Reader], Made]
    every_language: bool = False
    beside: Callable[[Card, model.Site, Snapshot], Iterable[Planned]] = lambda card, site, snapshot: ()


class Element(NamedTuple):
    """An element as published; a plain tuple, since a page has hundreds. Offsets count characters of the page."""

    tag: str  # in lower case
    attributes: Mapping[str, str]
    line: int
    parent: int  # place among the page's elements of the one that it stands in; -1 for none
    end: int  # place after its last descendant
    at: int  # offset of the `<` of its start tag
    start: int  # offset of its content
    stop: int  # offset after its content, where the end tag is or would have to be


class Flaw(NamedTuple):
    """What a browser would have to mend: the document does not say it in a way that can only mean one thing."""

    line: int
    message: str
    at: int  # offset


class Document(Protocol):
    """One made page as a check sees it: read when first asked, and once."""

    @property
    def path(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def origins(self) -> Mapping[str, Span]:
        """From an address, a `#id` or a piece of the writer's own HTML back to the content that it comes from."""

    @property
    def elements(self) -> tuple[Element, ...]:
        """In the order of their start tags: what an element holds stands from behind it to its `end`."""

    @property
    def flaws(self) -> tuple[Flaw, ...]: ...

    # These two are remembered with an unchanged page; whoever asks for no more does not read it.

    @property
    def anchors(self) -> frozenset[str]:
        """The ids on the page."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """What the page asks for of its own site: links, pictures, scripts, style sheets; each address once."""


NO_OPTIONS = Options()


Words = Prose | Located


def _now(
    texts: Sequence[Words], rests_on: str, judge: Callable[[int], tuple[Problem, ...]]
) -> list[tuple[Problem, ...]]:
    return [judge(place) for place in range(len(texts))]


@record
class Pages:
    """A whole build as a check sees it: `outputs` by path, `paths` are theirs, `base` is the base URL. `content` are
    the files of the content by their path below it, `options` what the build was told, `blocks` the kinds of ::: blocks
    by name. `anchors` gives those of a page by its path, None for a file that is no page. `remembered` gives what
    `judge` finds about each of some texts, by its place: what was found before, as long as `rests_on`, a digest of all
    else that counts, is the same."""

    documents: tuple[Document, ...]
    outputs: Mapping[str, Output]
    paths: frozenset[str]
    base: str
    site: model.Site
    anchors: Callable[[str], frozenset[str] | None]
    content: Mapping[str, Source] = field(default_factory=dict)
    options: Options = NO_OPTIONS
    blocks: Mapping[str, BlockKind] = field(default_factory=dict)
    remembered: Callable[[Sequence[Words], str, Callable[[int], tuple[Problem, ...]]], list[tuple[Problem, ...]]] = _now


def _nothing(*asked: object) -> Iterable[Problem]:
    return ()


@record
class CheckKind:
    """`run` looks at the whole site. `page` looks at one page by itself and knows the base URL besides: its answer
    holds as long as the page does. `among` looks at one page among the others and may ask for their `paths` and
    `anchors` alone: its answer holds as long as these do too. What `run` asks of pages is asked in each build anew."""

    name: str
    run: Callable[[Pages], Iterable[Problem]] = _nothing
    page: Callable[[Document, str], Iterable[Problem]] = _nothing
    among: Callable[[Document, Pages], Iterable[Problem]] = _nothing
