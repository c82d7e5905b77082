"""Jinja held to a budget: an endless template ends with a fault at its line instead of hanging the build.

Nothing is computed while a template is compiled (Jinja folds constants there: `9**(9**9)` never comes back), loops,
macros and blocks are counted in steps, never in seconds, so that a slow machine builds what a fast one does, and what
grows a text is asked for its size before it is done. Not covered: a long row of costly filters over the same list in
each of the steps is slow and ends late; templates are code of the project, only hands that slip are caught.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import wraps
from types import BuiltinMethodType
from typing import Any, TypeVar

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context, Macro
from jinja2.sandbox import SandboxedEnvironment

STEPS = 300_000
"""Turns of loops, calls of macros and prints of blocks in one page. The largest page of a real site takes some
thousand; this many take about a second."""

LENGTH = 20_000_000
"""Characters that the expressions of one page may print, and that a text made by an expression may have."""

_WIDTH = 10_000
"""The largest number that a text is padded, repeated or indented by; a page is not wider."""

_GROWING = ("center", "format", "indent", "batch", "slice", "truncate", "wordwrap", "round", "replace", "join")
_NOT_OURS = ("random", "pprint", "xmlattr", "urlize")
"""Filters left out: chance, the inside of Python, attribute names and links from text nobody has checked."""


N = TypeVar("N", bound=nodes.Node)


class Runaway(Exception):
    """A template asks for more than any page needs; the text says of what."""


class GuardedEnvironment(SandboxedEnvironment):
    """The sandbox besides keeps templates away from names with an underscore, behind which all of Python lies."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, optimized=False, finalize=_finalize)
        self.steps = 0
        self.printed = 0
        self._depth = 0
        for name in _NOT_OURS:
            del self.filters[name]
        for name in _GROWING:
            self.filters[name] = _bounded(self.filters[name])
        self.filters[_STEP] = _step
        self.filters[_TURNS] = _turns
        self.filters[_LONG] = _not_too_long
        self.globals["range"] = _range
        del self.globals["lipsum"]

    def render(self, name: str, context: Any) -> str:
        """One page. What a block or a macro of the page renders in turn spends from the same budget."""
        if self._depth == 0:
            self.steps = self.printed = 0
        self._depth += 1
        try:
            return self.get_template(name).render(context)
        finally:
            self._depth -= 1

    def spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > STEPS:
            raise Runaway(f"this page takes more than {STEPS:,} turns of loops and macros")

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(_counted(source), name, filename, defer_init)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            _check_format(left)
        elif operator == "+" and _is_long(left, right):
            raise _too_long()
        elif operator == "*" and (hasattr(left, "__len__") or hasattr(right, "__len__")):
            sized, times = (left, right) if hasattr(left, "__len__") else (right, left)
            if isinstance(times, int) and times > 0 and len(sized) * times > LENGTH:
                raise _too_long()
        elif isinstance(left, int) and isinstance(right, int) and _digits(operator, left, right) > 10_000:
            raise Runaway("this number has more than 3,000 digits")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(__obj, Macro):
            __self.spend(1)
        elif isinstance(__obj, BuiltinMethodType) and isinstance(__obj.__self__, str):
            _check_growth(__obj.__name__, (__obj.__self__, *args), kwargs.values())
        return super().call(__context, __obj, *args, **kwargs)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _check_format(value.__self__)
        return wrapped


# what the compiled template asks on its way; the names cannot be written in a template

_STEP, _TURNS, _LONG = "step.", "turns.", "long."


@jinja2.pass_context
def _finalize(context: Context, value: Any) -> Any:
    """Asked of everything that an expression prints. Wanting the context keeps Jinja from printing at compile time."""
    if isinstance(value, str):
        environment: Any = context.environment
        environment.printed += len(value)
        if environment.printed > LENGTH:
            raise Runaway(f"this page prints more than {LENGTH // 1_000_000} million characters")
    return value


@jinja2.pass_context
def _step(context: Context, value: str) -> str:
    environment: Any = context.environment
    environment.spend(1)
    return value


@jinja2.pass_context
def _turns(context: Context, values: Iterable[Any]) -> Iterable[Any]:
    """The same values; one with a length keeps it, since `loop.last` and `loop.length` ask for it."""
    environment: Any = context.environment
    if isinstance(values, Sized):
        environment.spend(len(values))
        return values
    return _each(environment, values)


def _each(environment: Any, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        environment.spend(1)
        yield value


@jinja2.pass_context
def _not_too_long(context: Context, value: str) -> str:
    if len(value) > LENGTH // 20:  # the next doubling costs nothing yet
        raise _too_long()
    return value


def _counted(node: N) -> N:
    """With a step at the head of every macro, block and turn below, and a size asked of every `~`. One walk: it is
    taken of each template of a build."""
    for field in node.fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            value[:] = map(_asked, value)
        elif isinstance(value, nodes.Node):
            setattr(node, field, _asked(value))
    if isinstance(node, nodes.For):
        node.iter = _filtered(node.iter, _TURNS)
        if node.recursive:
            node.body.insert(0, _counting(node))
    elif isinstance(node, nodes.Macro | nodes.Block | nodes.CallBlock):
        node.body.insert(0, _counting(node))
    return node


def _asked(item: Any) -> Any:
    if not isinstance(item, nodes.Node):
        return item
    counted = _counted(item)
    return _filtered(counted, _LONG) if isinstance(item, nodes.Concat) else counted


def _counting(node: nodes.Node) -> nodes.Node:
    const = nodes.Const("")
    const.lineno, const.environment = node.lineno, node.environment
    step = nodes.ExprStmt(_filtered(const, _STEP))
    step.lineno, step.environment = node.lineno, node.environment
    return step


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    made = nodes.Filter(node, name, [], [], None, None)
    made.lineno, made.environment = node.lineno, node.environment
    return made


# what makes a text long

_BIG = re.compile(r"[0-9]{5,}")


def _range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > 100_000:
        raise Runaway(f"a range of {len(found):,} is more than any page needs")
    return found


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at its arguments first. Jinja passes the context before them where the filter wants it."""
    name = function.__name__.removeprefix("do_").removeprefix("sync_do_")

    @wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        given = [value for value in args if not isinstance(value, jinja2.Environment | nodes.EvalContext | Context)]
        _check_growth(name, given, kwargs.values())
        return function(*args, **kwargs)

    return bounded


def _check_growth(name: str, args: Iterable[Any], named: Iterable[Any]) -> None:
    values = [*args, *named]
    if any(isinstance(value, int) and abs(value) > _WIDTH for value in values[1:]):
        raise Runaway(f"a number above {_WIDTH:,} is no width of a text")
    texts = [value for value in values if isinstance(value, str)]
    if name == "format" and texts:
        _check_format(texts[0])
    if name in ("replace", "join", "indent", "expandtabs", "translate") and texts:
        count = 1
        for value in values:
            count *= len(value) + 1 if hasattr(value, "__len__") else 1
        if count > LENGTH * 10:
            raise _too_long()


def _check_format(pattern: str) -> None:
    if _BIG.search(pattern) or ("*" in pattern and "%" in pattern):
        raise Runaway("a width of five digits is no width of a text")


def _digits(operator: str, left: int, right: int) -> int:
    """Binary digits of a product or a power, at most."""
    both = left.bit_length() + right.bit_length()
    return left.bit_length() * max(right, 0) if operator == "**" else both


def _is_long(*values: Any) -> bool:
    """A list's entry takes the room of some twenty characters."""
    return sum(len(v) * (1 if isinstance(v, str) else 20) for v in values if hasattr(v, "__len__")) > LENGTH


def _too_long() -> Runaway:
    return Runaway("an expression makes a text longer than any page is")
