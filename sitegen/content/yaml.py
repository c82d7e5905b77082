"""YAML text -> `Tree`; the only owner of the yaml package, and of it only the events.

Events instead of PyYAML's own trees, because its tree builder recurses in C and dies on deep nesting: counting
levels here stops the parser before it matters. Scalars follow the 1.2 core rules (`no` and `9:30` are text, `0123` is
no octal); anchors, aliases, tags, directives and second documents are refused, so that a value stands where it is used.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sitegen.content.tree import Kind, Node, Path, Scalar, Stretch, Style, Tree
from sitegen.content.yaml_faults import Fault, explain, line_of
from sitegen.core.problem import Problem, Result, Span

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000
"""Characters. The largest ledger we can imagine has a tenth of it; a parse of this much takes about a second."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Rules of the YAML 1.2 core schema (spec 10.3.2), tried in this order on plain scalars.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("nothing", re.compile(r"(?:~|null|Null|NULL|)\Z")),
    ("truth", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
    ("number", re.compile(r"(?:[-+]?(?:[0-9]+|\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?)\Z")),
    ("number", re.compile(r"(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")),
)
_FIRST = frozenset("~nNtTfF.+-0123456789")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Line breaks in YAML 1.1 and so for the parser, but neither in 1.2 nor in any editor: they read as a space.
_NO_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


def parse(text: str, path: str, line_offset: int = 0) -> Result[Tree]:
    """One document. `line_offset`: lines of the file before `text`.

    Without a tree: yaml-syntax, yaml-alias, yaml-depth, file-size, file-control. With one: yaml-duplicate (the
    first value counts), so that the faults of its fields can be told in the same run.
    """
    source = one_kind_of_line(text).translate(_NO_BREAKS)
    if len(source) > MAX_LENGTH:
        message = f"this YAML has {len(source):,} characters; {MAX_LENGTH:,} is the most that is read"
        hint = "split the file, or move text to .md files"
        return Result(None, (Problem("file-size", message, Span(path, line_offset + 1), hint),))
    builder = _Builder(source, line_offset + 1)
    builder.run()
    tree = Tree(path, source, line_offset + 1, builder.root, builder.values, builder.keys)
    problems = tuple(
        Problem(code, fault.message, tree.stretch(fault.start, fault.end), fault.hint) for code, fault in builder.faults
    )
    whole = all(problem.code == "yaml-duplicate" for problem in problems)
    return Result(tree if whole else None, problems)


def one_kind_of_line(text: str) -> str:
    """Without a byte order mark, every line ended by \\n; lines and columns stay those of the file."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("key", "node", "path", "twice")

    def __init__(self, node: list[Node] | dict[str, Node], path: Path) -> None:
        self.node = node
        self.path = path
        self.key: str | None = None  # of a mapping: the key that waits for its value
        self.twice = False  # … and has had one already


class _Builder:
    """Grows data from events. Faults are collected until one of them makes going on pointless."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.root: Node | None = None
        self.values: dict[Path, Stretch] = {}
        self.keys: dict[Path, Stretch] = {}
        self.faults: list[tuple[str, Fault]] = []
        self._open: list[_Open] = []
        self._documents = 0

    def run(self) -> None:
        if forbidden := _FORBIDDEN.search(self.source):
            message = f"the file holds {_named(forbidden[0])}, which no text has"
            self._fault("file-control", *forbidden.span(), message, "remove it")
            return
        reached = 0
        try:
            event: Any
            for event in yaml.parse(self.source, Loader=_LOADER):
                reached = event.end_mark.index
                if not self._take(event):
                    return
        except yaml.MarkedYAMLError as error:
            context = error.context_mark.index if error.context_mark else None
            at = error.problem_mark.index if error.problem_mark else reached
            fault = explain(error.problem or "", error.context or "", context, at, self.source, self.first_line)
            self.faults.append(("yaml-syntax", fault))
        except (ValueError, OverflowError):  # PyYAML without its C half, on \UFFFFFFFF and %YAML 1.<many digits>
            self.faults.append(("yaml-syntax", explain("", "", None, reached, self.source, self.first_line)))

    def _take(self, event: Any) -> bool:
        """Whether to go on."""
        kind = type(event)
        start, end = event.start_mark.index, event.end_mark.index
        if kind is yaml.ScalarEvent:
            self._refuse_marks(event, start)
            self._scalar(event, start, end)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._refuse_marks(event, start)
            node: dict[str, Node] | list[Node] = {} if kind is yaml.MappingStartEvent else []
            if (path := self._place(node, start, start)) is None:
                return False
            if len(self._open) == MAX_DEPTH:
                self._fault(
                    "yaml-depth",
                    start,
                    start + 1,
                    f"this is nested more than {MAX_DEPTH} levels deep",
                    "put texts that hold [ or { in quotation marks, and check the indentation",
                )
                return False
            self._open.append(_Open(node, path))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            message = f"*{event.anchor} is an alias, and aliases are refused"
            hint = "write the value here once more; a text that begins with * goes in quotation marks"
            self._fault("yaml-alias", start, end, message, hint)
            self._place(Scalar("", "nothing", "", start, end), start, end)
        elif kind is yaml.DocumentStartEvent:
            return self._document(event, start)
        return True

    def _document(self, event: Any, start: int) -> bool:
        if event.version or event.tags:
            self._fault(
                "yaml-syntax",
                start,
                start + 1,
                "lines that begin with % are not used here",
                "remove the line, or put the text in quotation marks",
            )
        self._documents += 1
        if self._documents == 2:
            self._fault(
                "yaml-syntax",
                start,
                start + 3,
                "a second document begins here, and a file holds one",
                "remove the line with ---",
            )
        return self._documents < 2

    def _refuse_marks(self, event: Any, start: int) -> None:
        if event.anchor:
            message = f"&{event.anchor} is an anchor, and anchors are refused"
            hint = "write each value where it is used; a text that begins with & goes in quotation marks"
            self._fault("yaml-alias", start, start + 1 + len(event.anchor), message, hint)
        if event.tag:
            written = self.source[start:].split(maxsplit=1)[0][:40]
            self._fault(
                "yaml-syntax",
                start,
                start + len(written),
                f"{written} is a tag, and tags are refused",
                "leave it out; a text that begins with ! goes in quotation marks",
            )

    def _scalar(self, event: Any, start: int, end: int) -> None:
        text: str = event.value
        style: Style = event.style or ""
        if style in ("|", ">"):
            end = start + len(self.source[start:end].rstrip())
        if (style == '"') and (forbidden := _FORBIDDEN.search(text)):
            self._fault(
                "file-control",
                start,
                end,
                f"this text holds {_named(forbidden[0])}, written as an escape",
                "write the character itself, or leave it out",
            )
        kind: Kind = "text"
        if not style and (not text or text[0] in _FIRST):
            kind = next((kind for kind, rule in _KINDS if rule.match(text)), "text")
        self._place(Scalar(text, kind, style, start, end), start, end)

    def _place(self, node: Node, start: int, end: int) -> Path | None:
        """Puts a node where it belongs and returns its path; None where a key should be and something else is."""
        if not self._open:
            self.root = node
            self.values[()] = (start, end)
            return ()
        top = self._open[-1]
        if isinstance(top.node, list):
            path: Path = (*top.path, len(top.node))
            top.node.append(node)
        elif top.key is None:
            if not isinstance(node, Scalar):
                self._fault(
                    "yaml-syntax",
                    start,
                    start + 1,
                    "a key must be a word, not a list or a mapping",
                    "put a text that begins with { or [ in quotation marks",
                )
                return None
            path = (*top.path, node.text)
            top.key, top.twice = node.text, node.text in top.node
            if top.twice:
                first = line_of(self.source, self.keys[path][0]) + self.first_line
                self._fault(
                    "yaml-duplicate",
                    start,
                    end,
                    f'the key "{node.text}" stands here a second time, after line {first}',
                    "keep one of the two",
                )
            self.keys.setdefault(path, (start, end))
            return path
        else:
            path = (*top.path, top.key)
            if not top.twice:
                top.node[top.key] = node
            top.key = None
        self.values.setdefault(path, (start, end))
        return path

    def _fault(self, code: str, start: int, end: int, message: str, hint: str) -> None:
        self.faults.append((code, Fault(start, end, message, hint)))


def _named(character: str) -> str:
    return {"\0": "NUL"}.get(character, f"the character U+{ord(character):04X}")
