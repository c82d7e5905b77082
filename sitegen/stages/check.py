"""Manifest -> Problems: each page read when a check asks for it, and once. What is made is not changed here.

What has no place in the content and is found on page after page is a matter of the theme, and is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from sitegen.checks import CHECKS
from sitegen.core.artifact import Manifest, Options, Output
from sitegen.core.kinds import CheckKind, Element, Flaw, Pages
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Span
from sitegen.web import document, urls

EVERY_BUILD = tuple(kind for kind in CHECKS if kind.every_build)


def check(
    manifest: Manifest, site: Site, options: Options, kinds: tuple[CheckKind, ...] = EVERY_BUILD
) -> tuple[Problem, ...]:
    documents = tuple(_Page(output) for output in manifest.outputs.values() if output.path.endswith(".html"))
    base = urls.base_url(site.config, options)
    pages = Pages(documents, manifest.outputs, frozenset(manifest.outputs), base, site)
    found: list[Problem] = []
    for kind in kinds:
        for page in documents:
            found += kind.page(page, base)
        found += kind.run(pages)
    return tuple(_told_once(found))


class _Page:
    """A page as `kinds.Document` promises it."""

    def __init__(self, output: Output) -> None:
        self.path = output.path
        self._output = output

    @cached_property
    def html(self) -> str:
        return self._output.data.decode("utf-8")

    @cached_property
    def origins(self) -> Mapping[str, Span]:
        return dict(self._output.origins)

    @property
    def elements(self) -> tuple[Element, ...]:
        return self._reading.elements

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        return self._reading.flaws

    @cached_property
    def _reading(self) -> document.Reading:
        return document.read(self.html)


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
