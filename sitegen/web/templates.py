"""Jinja over the templates of a snapshot: the site's own files on top of the theme's.

Autoescape is always on and an unknown name is always a fault. Every way in which a template can fail comes out as a
`TemplateFault` with the template's file and line; Jinja hides the line of a run-time fault in the traceback, so it is
dug out there. Templates may name others only literally, so that what a page depends on can be told from its files.
What a template may spend is `template_guard`'s business, where it may print `template_lint`'s.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.utils import missing

from sitegen.core.artifact import Source
from sitegen.core.kinds import Unmade
from sitegen.core.problem import Problem, Span, near_name, nearest
from sitegen.core.record import record, replace
from sitegen.web import template_lint, template_syntax
from sitegen.web.template_guard import GuardedEnvironment, Runaway


class TemplateFault(Unmade):
    """Raised while a page is rendered, with the place in the template."""


class UnknownName(jinja2.UndefinedError):
    """`known`: what there is in the place where `name` was looked for."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f'nothing here is called "{name}"')
        self.name = name
        self.known = tuple(known)


class Strict(jinja2.StrictUndefined):
    """Fails at any use, and says what there is instead."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc or jinja2.UndefinedError)
        if hint is None and isinstance(name, str):
            self._undefined_exception = lambda message: UnknownName(name, _names(obj))  # type: ignore[assignment]


@record
class Templates:
    """`check` judges every template, before anything is rendered."""

    environment: GuardedEnvironment
    sources: Mapping[str, Source]

    def check(self) -> tuple[Problem, ...]:
        """Every template is parsed once; what it names must be there, and no way may lead back to its start."""
        problems: list[Problem] = []
        ways: dict[str, dict[str, int]] = {}
        for name in sorted(self.sources):
            if not name.endswith((".html", ".xml", ".svg")):
                continue
            source = self.sources[name]
            looked = _looked_through(source)
            if isinstance(looked, jinja2.TemplateSyntaxError):
                problems.append(self._problem(name, looked))
                continue
            problems += (replace(found, at=self._line(name, found.at.line if found.at else 1))
                         for found in looked.unsafe)  # fmt: skip
            problems += self._called(name, looked)
            ways[name] = {}
            for wanted, line in looked.names:
                at = self._line(name, line)
                if wanted is None:
                    message = "a template is named by its file here, not by a value"
                    hint = 'such as {% include "parts/notes.html" %}'
                    problems.append(Problem("template-missing", message, at, hint))
                elif wanted not in self.sources:
                    problems.append(self._missing(wanted, at))
                else:
                    ways[name].setdefault(wanted, line)
        return (*problems, *self._circles(ways))

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return self.environment.render(name, context)
        except TemplateFault:
            raise
        except Exception as fault:  # whatever a template does wrong is the template's fault, not ours
            if isinstance(fault, UnknownName) and not fault.known:
                fault.known = tuple(context)
            raise TemplateFault(self._problem(name, fault)) from fault

    def _called(self, name: str, looked: _Looked) -> Iterator[Problem]:
        """Filters and tests are looked up when a template is compiled, so an unused one would hide its slip."""
        for kind, called, known in (("filter", looked.filters, self.environment.filters),
                                    ("test", looked.tests, self.environment.tests)):  # fmt: skip
            for word, line in called:
                if word not in known:
                    yield Problem("template-syntax", f'there is no {kind} "{word}"', self._line(name, line),
                                  nearest(word, known) if near_name(word, known) else "")  # fmt: skip

    def _circles(self, ways: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
        """Each circle once, at the line by which its first template, by name, leads into it."""
        told: set[str] = set()
        for name in ways:
            circle = [] if name in told else _way_back(name, ways)
            if circle:
                told.update(circle)
                message = f"templates lead in a circle: {' -> '.join(circle)}"
                at = self._line(name, ways[name][circle[1]])
                yield Problem("template-loop", message, at, "take one of the steps out")

    def _missing(self, name: str, at: Span) -> Problem:
        return Problem("template-missing", f'there is no template "{name}"', at, nearest(name, self.sources))

    def _problem(self, name: str, fault: BaseException) -> Problem:
        place = self._place(name, fault)
        if isinstance(fault, jinja2.TemplateSyntaxError):
            said = template_syntax.explain(fault.message or "", fault.source or "")
            at = self._line(fault.name or name, said.line or fault.lineno)
            return Problem("template-syntax", said.message, at, said.hint)
        if isinstance(fault, UnknownName):
            at = self._word(place, fault.name)
            return Problem("template-undefined", fault.message or "", at, nearest(fault.name, fault.known))
        if isinstance(fault, jinja2.UndefinedError):
            return Problem("template-undefined", fault.message or "an undefined name", place)
        if isinstance(fault, jinja2.TemplateNotFound):
            return self._missing(str(fault.name or ""), place)
        if isinstance(fault, RecursionError):
            return Problem("template-loop", "a macro calls itself without end", place, "give its calls an end")
        if isinstance(fault, Runaway):
            return Problem("template-runaway", str(fault), place, "no page needs that much; look for what never ends")
        return Problem("template-failed", f"{type(fault).__name__}: {fault}", place)

    def _place(self, name: str, fault: BaseException) -> Span:
        """The innermost frame of the traceback that lies in a template: the included file, not the page."""
        if isinstance(fault, jinja2.TemplateSyntaxError):
            return self._line(fault.name or name, fault.lineno)
        files = {source.path: key for key, source in self.sources.items()}
        place = Span(self.sources[name].path if name in self.sources else f"templates/{name}")
        trace: TracebackType | None = fault.__traceback__
        while trace is not None:
            if (key := files.get(trace.tb_frame.f_code.co_filename)) is not None:
                place = self._line(key, trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _word(self, line: Span, word: str) -> Span:
        """The place of a name on its line, where it stands there once."""
        source = next((source for source in self.sources.values() if source.path == line.path), None)
        text = source.text.split("\n")[line.line - 1] if source else ""
        found = list(re.finditer(rf"\b{re.escape(word)}\b", text))
        if len(found) != 1:
            return line
        return Span(line.path, line.line, found[0].start() + 1, line.line, found[0].end() + 1)

    def _line(self, name: str, number: int) -> Span:
        source = self.sources.get(name)
        if source is None:
            return Span(f"templates/{name}", number)
        lines = source.text.split("\n")
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        return Span(source.path, number, len(line) - len(line.lstrip()) + 1, number, len(line.rstrip()) + 1)


def _names(thing: Any) -> list[str]:
    """What a template may ask of a thing by name."""
    if thing is missing:
        return []
    return [str(key) for key in (thing if isinstance(thing, Mapping) else dir(thing)) if not str(key).startswith("_")]


def _way_back(start: str, ways: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The shortest way from a template to itself, both ends included; [] when there is none."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for other in ways.get(name, ()):
            if other == start:
                way = [name, start]
                while way[0] != start:
                    way.insert(0, came[way[0]])
                return way
            if other not in came:
                came[other] = name
                waiting.append(other)
    return []


_MANNER: dict[str, Any] = {
    "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True, "auto_reload": False,
}  # fmt: skip


@lru_cache(maxsize=256)
def _parsed(text: str) -> nodes.Template | jinja2.TemplateSyntaxError:
    """Kept from build to build: the live preview judges all templates after every save."""
    try:
        tree = jinja2.Environment(**_MANNER).parse(text)
        for _ in tree.find_all(nodes.Node):  # as deep as anything will go that is asked of the tree
            pass
        return tree
    except jinja2.TemplateSyntaxError as fault:
        return fault.with_traceback(None)
    except RecursionError:
        return jinja2.TemplateSyntaxError("this template nests deeper than Jinja can read", 1)


@record
class _Looked:
    """What a template says by itself: its unsafe prints; with their lines, the filters and tests that it calls and the
    templates that it names, None for one that is no literal name."""

    unsafe: tuple[Problem, ...]
    filters: tuple[tuple[str, int], ...]
    tests: tuple[tuple[str, int], ...]
    names: tuple[tuple[str | None, int], ...]


@lru_cache(maxsize=256)
def _looked_through(source: Source) -> _Looked | jinja2.TemplateSyntaxError:
    """Kept like the parse: of all templates, a save changes one."""
    tree = _parsed(source.text)
    if not isinstance(tree, nodes.Template):
        return tree
    names = ((node.template, node.lineno) for node in tree.find_all(_NAMING))  # type: ignore[attr-defined]
    return _Looked(
        tuple(template_lint.unsafe(source, tree, jinja2.Environment(**_MANNER))),
        tuple((node.name, node.lineno) for node in tree.find_all(nodes.Filter)),
        tuple((node.name, node.lineno) for node in tree.find_all(nodes.Test)),
        tuple((str(wanted.value) if isinstance(wanted, nodes.Const) else None, line) for wanted, line in names),
    )


_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def templates(sources: Mapping[str, Source], filters: Mapping[str, Callable[..., Any]]) -> Templates:
    """For the same files and filters the same as before: a preview compiles its theme once, not at every save."""
    return _templates(tuple(sorted(sources.items())), tuple(sorted(filters.items())))


@lru_cache(maxsize=2)
def _templates(files: tuple[tuple[str, Source], ...], filters: tuple[tuple[str, Callable[..., Any]], ...]) -> Templates:
    sources = dict(files)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = sources.get(name)
        return None if source is None else (source.text, source.path, lambda: True)

    environment = GuardedEnvironment(loader=jinja2.FunctionLoader(load), undefined=Strict,
                                     bytecode_cache=_COMPILED, **_MANNER)  # fmt: skip
    environment.filters.update(filters)
    return Templates(environment, sources)


class _Compiled(jinja2.BytecodeCache):
    """Compiling a template takes longer than rendering it, and of all templates a save changes one. Code is found again
    by the template's name, path and text; the filters that it calls are looked up when it runs."""

    def __init__(self) -> None:
        self.shipped: dict[str, CodeType] = {}
        self._own: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = f"{bucket.key} {bucket.checksum}"
        bucket.code = self.shipped.get(key) or self._own.get(key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None, "it was compiled just now"
        kept = self.shipped if bucket.code.co_filename.startswith("theme/") else self._own
        if len(kept) >= _MOST_CODES:
            kept.clear()
        kept[f"{bucket.key} {bucket.checksum}"] = bucket.code


_MOST_CODES = 512
_COMPILED = _Compiled()


def shipped() -> dict[str, CodeType]:
    """The code of the default theme's templates as far as it was made, or put here from an earlier process (`effects.
    codes`): it is the same for every project."""
    return _COMPILED.shipped


def referenced(text: str) -> tuple[str, ...]:
    """The templates that a template names; what cannot be parsed names none. Names are literal (`Templates.check`)."""
    tree = _parsed(text)
    if not isinstance(tree, nodes.Template):
        return ()
    wanted = (node.template for node in tree.find_all(_NAMING))  # type: ignore[attr-defined]
    return tuple(sorted({str(each.value) for each in wanted if isinstance(each, nodes.Const)}))
