"""Jinja over the templates of a snapshot: the site's own files on top of the theme's.

Autoescape is always on and an unknown name is always a fault. Every way in which a template can fail comes out as a
`TemplateFault` with the template's file and line; Jinja hides the line of a run-time fault in the traceback, so it is
dug out there. Templates may name others only literally, so that what a page depends on can be told from its files.
What a template may spend is `templates_guard`'s business, where it may print `templates_lint`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import meta, nodes

from sitegen.core.artifact import Source
from sitegen.core.problem import Problem, Span, nearest
from sitegen.web.templates_guard import GuardedEnvironment, Runaway
from sitegen.web.templates_lint import unsafe


class TemplateFault(Exception):
    """Raised while a page is rendered; whoever runs the recipe adds the page to `problem` and returns it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Templates:
    """`check` judges every template, before anything is rendered. What it found is kept, as the compiled ones are."""

    environment: GuardedEnvironment
    sources: Mapping[str, Source]
    _trees: dict[str, nodes.Template | Problem] = field(default_factory=dict)
    _found: dict[str, list[Problem]] = field(default_factory=dict)

    def check(self) -> tuple[Problem, ...]:
        for name in sorted(self.sources):
            if name not in self._found and name.endswith((".html", ".xml")):
                self._found[name] = self._judge(name)
        return tuple(problem for found in self._found.values() for problem in found)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return self.environment.render(name, context)
        except TemplateFault:
            raise
        except Exception as fault:  # whatever a template does wrong is the template's fault, not ours
            raise TemplateFault(self._problem(name, fault)) from fault

    def closure(self, name: str) -> tuple[str, ...]:
        """The template and everything that it extends, includes or imports, sorted. A broken one names none."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in seen or current not in self.sources:
                continue
            seen.add(current)
            if isinstance(tree := self._tree(current), nodes.Template):
                waiting.extend(n for n in meta.find_referenced_templates(tree) if n)
        return tuple(sorted(seen))

    def _tree(self, name: str) -> nodes.Template | Problem:
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, name: str) -> nodes.Template | Problem:
        source = self.sources[name]
        try:
            tree = self.environment.parse(source.text, name, source.path)
            for _ in tree.find_all(nodes.Node):  # recursive, as all that will be asked of the tree
                pass
            return tree
        except jinja2.TemplateSyntaxError as fault:
            return self._problem(name, fault)
        except RecursionError:
            return Problem("template-syntax", "this template nests deeper than Jinja can read", Span(source.path))

    def _judge(self, name: str) -> list[Problem]:
        source = self.sources[name]
        tree = self._tree(name)
        if isinstance(tree, Problem):
            return [tree]
        found = list(unsafe(source, tree, self.environment))
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            wanted = node.template  # type: ignore[attr-defined]
            at = Span(source.path, node.lineno)
            if not isinstance(wanted, nodes.Const):
                found.append(Problem("template-missing", "a template must be named by a literal text here", at))
            elif wanted.value not in self.sources:
                found.append(Problem("template-missing", f'there is no template "{wanted.value}"', at,
                                     nearest(str(wanted.value), self.sources)))  # fmt: skip
            elif wanted.value == name or name in self.closure(wanted.value):
                found.append(Problem("template-loop", f'"{name}" and "{wanted.value}" name each other', at,
                                     "take one of the two out"))  # fmt: skip
        return found

    def _problem(self, name: str, fault: BaseException) -> Problem:
        place = self._place(name, fault)
        if isinstance(fault, jinja2.TemplateSyntaxError):
            return Problem("template-syntax", fault.message or "cannot be parsed", place)
        if isinstance(fault, jinja2.UndefinedError):
            return Problem("template-undefined", fault.message or "an undefined name", place,
                           "the names a template gets are listed in docs/templates.md")  # fmt: skip
        if isinstance(fault, jinja2.TemplateNotFound):
            return Problem("template-missing", f'there is no template "{fault.name}"', place,
                           nearest(str(fault.name or ""), self.sources))  # fmt: skip
        if isinstance(fault, RecursionError):
            return Problem("template-loop", "the template calls itself without end, or nests too deeply", place)
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

    def _line(self, name: str, number: int) -> Span:
        source = self.sources.get(name)
        if source is None:
            return Span(f"templates/{name}", number)
        lines = source.text.split("\n")
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        return Span(source.path, number, len(line) - len(line.lstrip()) + 1, number, len(line.rstrip()) + 1)


def templates(sources: Mapping[str, Source], filters: Mapping[str, Callable[..., Any]]) -> Templates:
    """For the same files and filters the same as before: a preview compiles its theme once, not at every save."""
    return _templates(tuple(sorted(sources.items())), tuple(sorted(filters.items())))


@lru_cache(maxsize=2)
def _templates(files: tuple[tuple[str, Source], ...], filters: tuple[tuple[str, Callable[..., Any]], ...]) -> Templates:
    sources = dict(files)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = sources.get(name)
        return None if source is None else (source.text, source.path, lambda: True)

    environment = GuardedEnvironment(
        loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
    )  # fmt: skip
    environment.filters.update(filters)
    return Templates(environment, sources)
