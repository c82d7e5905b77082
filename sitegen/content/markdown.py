"""Markdown set up for explainers: CommonMark, tables, footnotes, definition lists, attributes, ::: blocks.

Text in, typed parts and problems out (`core.prose`); nothing here knows which ids exist. markdown-it accepts any text,
so faults are what it would print as text or drop without a word: rules of ours, placed around its own, catch those.
Links and images remember where they were written; blocks nest by counting their fences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.content import markdown_limits as limits
from sitegen.content.catalogue import Catalogue
from sitegen.content.figures import quantities
from sitegen.content.language import typeset
from sitegen.content.markdown_parts import ATTRIBUTES, Converter
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Result, Span
from sitegen.core.prose import Prose
from sitegen.core.record import record

MAX_NESTING = 60
"""Levels of nesting that markdown-it follows (a list level takes two). Beyond it the library drops text silently, so
reaching it is an error. Python's recursion limit of 1000 is met at about 150 levels."""

_OPENING = re.compile(r"(:{3,})[ \t]*([A-Za-z][A-Za-z0-9-]*)?[ \t]*(.*?)[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


@record
class Dialect:
    """What a text may do. `quotes`: opening and closing double, then single quotation marks. `quantities`: what of
    words could be wrong; only passages with something are kept."""

    quotes: str = "“”‘’"
    html: bool = False
    typeset: Callable[[str], str] = str
    quantities: Callable[[str], Sequence[object]] = str


def dialect(catalogue: Catalogue, html: bool) -> Dialect:
    """That of a language; `html` as in site.yaml."""
    return Dialect("".join(catalogue.quotes), html, partial(typeset, catalogue=catalogue),
                   partial(quantities, catalogue=catalogue))  # fmt: skip


def parse(text: Located, dialect: Dialect, *, inline: bool = False, blocks: bool = True) -> Result[Prose]:
    """`inline`: one paragraph's inside, without block structure. `blocks`: whether ::: may stand here."""
    if len(text.value) > limits.MAX_LENGTH:
        message = f"this text has {len(text.value):,} characters; {limits.MAX_LENGTH:,} are the most that is read"
        return Result(Prose(), (Problem("file-size", message, text.span(0, 0), "divide it into several pages"),))
    parser = _parser(dialect.quotes)
    env: dict[str, Any] = {"too_deep": set(), "open_blocks": [], "too_much": [], "long_rows": [], "cells": 0}
    env["references"] = definitions = _Definitions()
    tokens = parser.parseInline(text.value, env) if inline else parser.parse(text.value, env)
    converter = Converter(text, html=dialect.html, typeset=dialect.typeset,
                          quantities=dialect.quantities, blocks=blocks and not inline)  # fmt: skip
    parts, footnotes = converter.convert(tokens)
    problems = [*converter.problems]
    lines = text.value.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if env["too_deep"]:
        number = min(env["too_deep"])
        at = text.span(starts[number], starts[number] + len(lines[number]))
        problems.append(Problem(
            "markdown-depth", "this text is nested too deeply to be read", at,
            f"use fewer levels of lists, quotes or brackets (at most {MAX_NESTING // 2})",
        ))  # fmt: skip

    def line_at(number: int) -> Span:
        return text.span(starts[number], starts[number] + len(lines[number].rstrip()))

    for number, (message, hint) in {number: said for number, *said in reversed(env["too_much"])}.items():
        problems.append(Problem("markdown-size", message, line_at(number), hint))
    for number, found, columns in env["long_rows"]:
        message = f"this row has {found} cells and the head of its table {columns}; the rest would be lost"
        hint = "take the | too many out, or write it as \\| where it belongs to the text"
        problems.append(Problem("table-cells", message, line_at(number), hint))
    for label, found in definitions.items():
        if label not in definitions.asked:
            problems.append(Problem(
                "definition-unused", "no link uses this definition, so nothing of it would be printed",
                line_at(found["map"][0]), "delete it, or write \\[words]: where it is meant as text",
            ))  # fmt: skip
    for again in env.get("duplicate_refs", ()):
        problems.append(Problem(
            "definition-unused", "this link is defined already; the first definition counts", line_at(again["map"][0]),
            "keep one of the two",
        ))  # fmt: skip
    for number in env["open_blocks"]:
        at = line_at(number)
        problems.append(Problem("block-open", "this block is never closed", at, "end it with a line of its own: :::"))
    prose = Prose(parts, footnotes, text.span(0, len(text.value.rstrip())), passages=tuple(converter.passages))
    return Result(prose, tuple(problems))


class _Definitions(dict[str, Any]):
    """`[label]: address` as the parser collects them, with the labels that links asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.asked.add(label)
        return super().get(label, default)


@lru_cache(maxsize=8)
def _parser(quotes: str) -> MarkdownIt:
    """HTML is parsed so that it can be refused where it stands; the converter decides what becomes of it."""
    parser = MarkdownIt("commonmark", {"typographer": True, "html": True, "maxNesting": MAX_NESTING, "quotes": quotes})
    parser.enable(["table", "strikethrough", "smartquotes"])
    # Definitions stay where they are written and marks without one are kept: both are ours to judge.
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(deflist_plugin)
    parser.use(attrs_plugin, allowed=sorted(ATTRIBUTES)).use(attrs_block_plugin, allowed=sorted(ATTRIBUTES))
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # refused by scheme in the converter, with a place
    parser.block.ruler.at("table", limits.limit_tables(table), {"alt": ["paragraph", "reference"]})
    parser.core.ruler.after("block", "limits", limits.limit_paragraphs)
    parser.core.ruler.at("inline", _inline)
    parser.block.ruler.before("table", "depth", _block_depth)
    parser.block.ruler.before(
        "fence", "container", _container, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("text", "depth", _inline_depth)
    parser.inline.ruler.at("link", _placed(link, "link_open"))
    parser.inline.ruler.at("image", _placed(image, "image"))
    return parser


def _inline(state: StateCore) -> None:
    """The parser's own rule, but that a text without any mark, as most headings and cells are, is not searched for
    some."""
    parser = state.md.inline
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if parser.terminator_re.search(token.content):
                parser.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def _block_depth(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Notes the line at which the next level would be dropped; no rule adds more than two levels at once."""
    if state.level >= MAX_NESTING - 2:
        state.env["too_deep"].add(line)
    return False


def _inline_depth(state: StateInline, silent: bool) -> bool:
    if state.level >= MAX_NESTING - 2:
        state.env["too_deep"].add(0)
    return False


def _placed(rule: Callable[[StateInline, bool], bool], token_type: str) -> Callable[[StateInline, bool], bool]:
    """A rule that leaves in its token where in the inline text it began and ended."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next(t for t in state.tokens[first:] if t.type == token_type)
            token.meta = {**(token.meta or {}), "start": start, "end": state.pos}
        return True

    return wrapped


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: kind words` … `:::`. A longer fence holds shorter ones; equal ones nest by counting."""
    if state.is_code_block(start):
        return False
    begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not state.src.startswith(":::", begin):
        return False
    opening = _OPENING.match(state.src[begin:stop])
    if opening is None or not opening[2]:
        return False
    if silent:
        return True
    width, closing = len(opening[1]), None
    depth, code = 1, ""
    line = start
    while (line := line + 1) < end:
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if text and state.sCount[line] < state.blkIndent:
            break
        if fence := _FENCE.match(text):
            code = "" if code and fence[1].startswith(code) else code or fence[1]
        if code:
            continue
        marker = _OPENING.match(text)
        if marker is None or len(marker[1]) < width:
            continue
        if marker[2]:
            depth += len(marker[1]) == width
        elif not marker[3]:
            depth -= 1
            if depth == 0:
                closing = line
                break
    if closing is None:
        state.env["open_blocks"].append(start)
    token = state.push("container_open", "", 1)
    token.block, token.info = True, opening[2]
    token.map = [start, line]
    token.meta = {"start": begin, "line": opening[3], "line_start": begin + opening.start(3)}
    former, former_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", line
    state.md.block.tokenize(state, start + 1, line)
    state.parentType, state.lineMax = former, former_max
    state.push("container_close", "", -1).block = True
    state.line = line + 1 if closing is not None else line
    return True
