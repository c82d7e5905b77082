"""Manifest -> Problems: each page read when a check asks for it, and once. What is made is not changed here.

What has no place in the content and is found on page after page is a matter of the theme, and is told once. What was
found on a page is remembered with it (`looker`, which `render` calls while the page is at hand), so an unchanged page
is neither made nor read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from sitegen.blocks import BLOCKS
from sitegen.checks import EVERY_BUILD
from sitegen.content.parsed import LateProse
from sitegen.core.artifact import Manifest, Options, Output, Source, digest
from sitegen.core.kinds import CheckKind, Element, Flaw, Pages, Words
from sitegen.core.links import may_stand
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Span
from sitegen.core.record import replace
from sitegen.engine.memory import Memory
from sitegen.web import document, urls

ROOM, AMONG, TEXTS = "made", "among", "texts"
LEAST = 40  # texts that a process of its own is worth
_LOOKS = 4  # where in the note of an artifact what was found on it stands
_ADDRESSES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "image": "href",
    "use": "href",
}


def looker(
    site: Site, options: Options, memory: Memory, kinds: tuple[CheckKind, ...] = EVERY_BUILD
) -> Callable[[Output], Any]:
    """For `render`: what a page says for itself, as plain lists: its problems by kind, the base URL and the kinds that
    they rest on, and its anchors and addresses as an object, with the digest of the anchors."""
    base, names = urls.base_url(site.config, options), " ".join(kind.name for kind in kinds)

    def look(output: Output) -> Any:
        if not output.path.endswith(".html") or not memory.remembers:
            return None
        page = _Page(output)
        found = [[kind.name, memory.encoding.put(problems)] for kind in kinds
                 if (problems := tuple(kind.page(page, base)))]  # fmt: skip
        anchors = sorted(page.anchors)
        ends = memory.encode((tuple(anchors), page.addresses))
        told = digest(repr(anchors).encode("utf-8", "surrogatepass"))
        return [found, base, names, memory.keep(ends), told, ends.decode("utf-8", "surrogatepass")]

    return look


def check(
    manifest: Manifest,
    site: Site,
    options: Options,
    kinds: tuple[CheckKind, ...] = EVERY_BUILD,
    content: Mapping[str, Source] = MappingProxyType({}),
    memory: Memory | None = None,
) -> tuple[Problem, ...]:
    memory = memory or Memory()
    base = urls.base_url(site.config, options)
    look, notes, names = looker(site, options, memory, kinds), memory.now(ROOM), " ".join(kind.name for kind in kinds)
    documents: list[_Page] = []
    for output in manifest.outputs.values():
        if not output.path.endswith(".html"):
            continue
        looks = notes[output.path][_LOOKS] if memory.remembers else None
        if looks and len(looks) > 5:  # made in another process, which has kept it for itself
            memory.keep(looks.pop().encode("utf-8", "surrogatepass"))
        elif looks and (looks[1:3] != [base, names] or not memory.want(looks[3])):
            looks = notes[output.path][_LOOKS] = look(output)[:5]
        documents.append(_Page(output, looks, memory))
    by_path = {page.path: page for page in documents}
    pages = Pages(
        tuple(documents), manifest.outputs, frozenset(manifest.outputs), base, site,
        lambda path: by_path[path].anchors if path in by_path else None, content, options, BLOCKS,
        partial(_remembered, memory, site),
    )  # fmt: skip
    quiet = _Quiet(documents, pages, names, memory)
    loud = [page for page in documents if not quiet.altogether(page)]
    found: list[Problem] = []
    for kind in kinds:
        for page in loud:
            found += page.said(kind.name) if page.looks else kind.page(page, base)
        for page in loud:
            if not quiet.was(kind.name, page):
                found += quiet.noted(kind.name, page, tuple(kind.among(page, pages)))
        found += kind.run(pages)
    return tuple(_told_once(found))


class _Page:
    """A page as `kinds.Document` promises it; `looks` is what `looker` found, where that is remembered."""

    def __init__(self, output: Output, looks: Any = None, memory: Memory | None = None) -> None:
        self.path = output.path
        self.output = output
        self.looks = looks
        self._memory = memory or Memory()

    @cached_property
    def html(self) -> str:
        return self.output.data.decode("utf-8")

    @cached_property
    def origins(self) -> Mapping[str, Span]:
        return dict(self.output.origins)

    @property
    def elements(self) -> tuple[Element, ...]:
        return self._reading.elements

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        return self._reading.flaws

    @cached_property
    def anchors(self) -> frozenset[str]:
        if self._ends is not None:
            return frozenset(self._ends[0])
        return frozenset(element.attributes["id"] for element in self.elements if "id" in element.attributes)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        if self._ends is not None:
            return self._ends[1]
        found = (_address(element) for element in self.elements)
        return tuple(dict.fromkeys(href for href in found if href is not None))

    def said(self, kind: str) -> tuple[Problem, ...]:
        """The problems that a kind of check has found on this page."""
        shapes = dict(self.looks[0])
        problems: tuple[Problem, ...] = self._memory.encoding.take(shapes[kind]) if kind in shapes else ()
        return problems

    @cached_property
    def _ends(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        return self._memory.recall(self.looks[3]) if self.looks else None

    @cached_property
    def _reading(self) -> document.Reading:
        return document.read(self.html)


def _remembered(
    memory: Memory, site: Site, texts: Sequence[Words], rests_on: str, judge: Callable[[int], tuple[Problem, ...]]
) -> list[tuple[Problem, ...]]:
    """By the texts themselves. Not in several languages: what is not translated stands in each and is told once."""
    if not memory.remembers or site.translations:
        return [judge(place) for place in range(len(texts))]
    then, now, names = memory.then(TEXTS), memory.now(TEXTS), []
    missing: dict[str, int] = {}
    for place, text in enumerate(texts):
        if isinstance(text, LateProse):
            name = f"{text.fingerprint.value}{text.fingerprint.places}"
        else:
            name = digest(memory.encode(text))
        names.append(name)
        if name in then and then[name][0] == rests_on:
            now[name] = then[name]
        else:
            missing.setdefault(name, place)
    made = memory.each(lambda place: (memory.encode(judge(place)),), list(missing.values()), LEAST)
    for name, (shape,) in zip(missing, made, strict=True):
        now[name] = [rests_on, memory.plain(shape)]
    return [memory.encoding.take(now[name][1]) for name in names]


def _address(element: Element) -> str | None:
    """The address that this element asks for, if it is one of the site's own; what is none is told in `addresses`."""
    href = element.attributes.get(_ADDRESSES.get(element.tag, ""))
    if href is None or not may_stand(href) or element.attributes.get("rel") in ("canonical", "alternate"):
        return None
    parts = urlsplit(href)
    return None if parts.scheme or parts.netloc else href


class _Quiet:
    """Pages about which a check had nothing to say among the same others. Where it had, it looks again: what it
    complains of may stand elsewhere now. Noted of a page is its digest, then the checks that were quiet about it."""

    def __init__(self, documents: list[_Page], pages: Pages, names: str, memory: Memory) -> None:
        self._all = names
        self._then: dict[str, str] = {}
        self._now: dict[str, str] = {}
        if memory.remembers:
            ends = [page.looks[4] for page in documents]
            basis = digest(repr((pages.base, sorted(pages.paths), ends)).encode("utf-8", "surrogatepass"))
            then, now = memory.then(AMONG), memory.now(AMONG)
            self._then = then["pages"] if then.get("basis") == basis else {}
            now["basis"], now["pages"] = basis, self._now

    def altogether(self, page: _Page) -> bool:
        """Whether no check had anything to say of this page, by itself or among the others."""
        about = f"{page.output.digest} {self._all}"
        quiet = self._then.get(page.path) == about and not page.looks[0]
        if quiet:
            self._now[page.path] = about
        return quiet

    def was(self, kind: str, page: _Page) -> bool:
        told, *kinds = self._then.get(page.path, "").split(" ")
        quiet = told == page.output.digest and kind in kinds
        if quiet:
            self.noted(kind, page, ())
        return quiet

    def noted(self, kind: str, page: _Page, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        if not problems:
            self._now[page.path] = f"{self._now.get(page.path, page.output.digest)} {kind}"
        return problems


def _told_once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """The same words about several pages become one problem that names the first and counts the others."""
    first: dict[tuple[str, str], Problem] = {}
    where: dict[tuple[str, str], dict[str, None]] = {}
    for problem in problems:
        if problem.at is not None or not problem.context.startswith("on the page "):
            yield problem
            continue
        key = (problem.code, problem.message)
        first.setdefault(key, problem)
        where.setdefault(key, {})[problem.context.partition(", line ")[0]] = None
    for key, problem in first.items():
        more = len(where[key]) - 1
        others = f" and {more} other{'s' if more > 1 else ''}" if more else ""
        yield replace(problem, context=problem.context + others)
