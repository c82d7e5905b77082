"""A run of `sitegen build --single`: the site in memory, bound into one document, checked, and written.

The language of the edition is that in the file's name, as with files of the content: `tour.vi.html` is the Vietnamese
one, any other name the site's first language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.build import Built, make, stops
from sitegen.checks import accessibility, anchors, headings, html, jsonld, jsonld_visible, links
from sitegen.core import model
from sitegen.core.artifact import Manifest, Options, Output, digest
from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.problem import Problem, in_order
from sitegen.core.record import record, replace
from sitegen.core.world import Pen, Stale, World
from sitegen.edition.binding import MARK, bind
from sitegen.engine.memory import Memory
from sitegen.stages.check import check
from sitegen.web import urls
from sitegen.web.elements import told

LOOK = "css/edition.css"
"""Of the theme: rules that only the edition wears."""
_HINT = "name a file that is new, empty, or was made by sitegen build --single"


@record
class Edition:
    """`built` holds all problems, those of the edition too. `pages` and `size` (bytes) are 0 where none was made."""

    built: Built
    pages: int = 0
    size: int = 0
    unchanged: bool = False


def run(world: World, options: Options, pen: Pen, name: str, *, strict: bool = False,
        memory: Memory | None = None) -> Edition:  # fmt: skip
    """Writes the edition into the file `name` of the pen's folder, whole, or leaves what is there."""
    try:
        there = pen.read(name)
    except OSError as error:
        return Edition(Built(problems=(_failed(error),)))
    if there and MARK.encode() not in there:
        message = f"the output file is refused: {name} was not made by sitegen"
        return Edition(Built(problems=(Problem("output-refused", message, hint=_HINT),)))
    built = make(world, options, memory=memory)
    if built.manifest is None or built.site is None or stops(built.problems, strict=strict):
        return Edition(built)
    output, pages = _bound(built, built.site, options, name)
    problems = _checked(output, built.site, options, name)
    built = replace(built, problems=in_order((*built.problems, *problems)))
    if stops(built.problems, strict=strict):
        return Edition(built)
    try:
        if there != output.data:
            pen.rewrite({name: (there, output.data)})
    except Stale:
        problem = Problem("output-failed", f"{name} was changed by somebody else meanwhile", hint="build again")
        return Edition(replace(built, problems=in_order((*built.problems, problem))))
    except OSError as error:
        return Edition(replace(built, problems=in_order((*built.problems, _failed(error)))))
    return Edition(built, pages, len(output.data), there == output.data)


def language(name: str, config: model.SiteConfig) -> str:
    """The language that the name of the file asks for."""
    wanted = name.split(".")[-2:-1]
    return wanted[0] if wanted and wanted[0] in config.languages else config.language


def _bound(built: Built, site: model.Site, options: Options, name: str) -> tuple[Output, int]:
    """The edition under the path of the page that it begins with, so that checks see it where that page stands."""
    assert built.manifest is not None and built.snapshot is not None, "made"
    spoken = language(name, site.config)
    cards = [card for card in built.cards if card.language == spoken and card.id != urls.NOT_FOUND]
    look = built.snapshot.assets.get(LOOK)
    base = urls.base_url(site.config, options)
    data = bind(cards, built.manifest.outputs, base, look.text if look else "").encode("utf-8")
    return Output(cards[0].path, data, digest(data)), len(cards)


def _checked(output: Output, site: model.Site, options: Options, name: str) -> Iterator[Problem]:
    """What an edition can get wrong by being bound; what a page is by itself was asked of the pages."""
    asked = (anchors, html, headings, accessibility, jsonld, jsonld_visible)
    alone = (CheckKind(kind.KIND.name, page=kind.KIND.page) for kind in asked)
    kinds = (*alone, links.KIND, CheckKind("edition", page=_asks))
    for problem in check(Manifest({output.path: output}), site, options, kinds):
        yield replace(problem, context=problem.context.replace(f"on the page {output.path}", f"in {name}"))


def _asks(document: Document, base: str) -> Iterable[Problem]:
    """An edition asks for nothing, not even the living site."""
    for element in document.elements:
        for address in _loads(element):
            if not address.startswith(("data:", "#")):
                yield told(document, "load-outside", f'the edition would load "{address[:80]}"', element,
                           "keep the file in assets/ or content/images/")  # fmt: skip


def _loads(element: Element) -> Iterator[str]:
    given = element.attributes
    if element.tag == "link" and not {"canonical", "alternate"} & set(given.get("rel", "").split()):
        yield given.get("href", "")
    for name in ("src", "poster", "data", "background"):
        if name in given:
            yield given[name]
    if element.tag in ("image", "use"):
        yield given.get("href", given.get("xlink:href", "#"))
    if "srcset" in given:
        yield given["srcset"]


def _failed(error: OSError) -> Problem:
    what = (error.strerror or str(error)).lower()
    return Problem("output-failed", f"the output could not be written: {what} at {error.filename}",
                   hint="nothing was published")  # fmt: skip
