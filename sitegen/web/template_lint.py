"""Where a template may print: escaping holds in text and in quoted attributes, and nowhere else.

Read from Jinja's own tokens with a small HTML reader between the prints, since Jinja does not know what HTML is.
A branch counts as if both ways were taken, one after the other: templates that open a tag in one `{% if %}` and close
it in another are read as a browser would read the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
from jinja2 import nodes

from sitegen.core.artifact import Source
from sitegen.core.problem import Problem, Span

_TAG = re.compile(r"<(/?[A-Za-z][^\s/>]*)")
_RAW = re.compile(r"script|style|textarea|title", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s*([^\s"'>/=]+)\s*=\s*\Z""")
_NAME_GOES_ON = re.compile(r"[\w-]*\s*=")


def unsafe(source: Source, tree: nodes.Template, environment: jinja2.Environment) -> Iterator[Problem]:
    """Prints that escaping does not protect, and where escaping is switched off."""
    for line, where in _prints(source.text, environment):
        yield Problem("template-unsafe", f"this prints {where}, where escaping does not hold", Span(source.path, line),
                      "print into text, or into an attribute in quotation marks")  # fmt: skip
    for filter in tree.find_all(nodes.Filter):
        if filter.name == "safe":
            yield Problem("template-raw", "|safe prints a text as HTML, whoever wrote it",
                          Span(source.path, filter.lineno), "what may stand as HTML comes as HTML")  # fmt: skip
    for node in tree.find_all(nodes.ScopedEvalContextModifier):
        if any(option.key == "autoescape" and not _is_true(option.value) for option in node.options):
            yield Problem("template-raw", "escaping is switched off here", Span(source.path, node.lineno),
                          "take {% autoescape %} out")  # fmt: skip


def _is_true(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and node.value is True


def _prints(text: str, environment: jinja2.Environment) -> Iterator[tuple[int, str]]:
    """Line and place of each print that is not in text or in a quoted attribute."""
    reader = _Html()
    inside: list[str] = []
    begun = 1
    for line, kind, value in environment.lex(text):
        if kind == "data":
            if reader.loose and not _NAME_GOES_ON.match(value):
                yield begun, "whole attributes"
            reader.feed(value)
        elif kind == "variable_begin":
            inside, begun = [], line
        elif kind == "variable_end":
            if (where := reader.where()) and not (reader.raw == "script" and inside[-2:] == ["|", "tojson"]):
                yield begun, where
            reader.printed()
        elif kind not in ("whitespace", "comment"):
            inside.append(value)


class _Html:
    """How far an HTML text has come: in text, in a tag, in an attribute's value, in a script or a style."""

    def __init__(self) -> None:
        self.raw = ""  # the element whose text is not read as HTML
        self.tag = ""  # the tag that is open, "" in text
        self.quote = ""  # of the attribute's value that is open; " " for one without quotes
        self.attribute = ""
        self.comment = False
        self.loose = False  # whether a print stands in a tag where a name would
        self._before = ""  # of the tag, what came since the last value

    def where(self) -> str:
        """What is unsafe about a print here, or ""."""
        if self.comment:
            return "in a comment"
        if self.raw and not self.tag:
            return {"script": "in a script", "style": "in a style"}.get(self.raw, "")
        if not self.tag:
            return ""
        if self.quote in ("'", '"'):
            name = self.attribute.lower()
            if name.startswith("on"):
                return f"in the script of {name}"
            return "in a style" if name == "style" else "as a whole document" if name == "srcdoc" else ""
        unquoted = self.quote == " " or _ATTRIBUTE.search(self._before)
        return "in an attribute without quotation marks" if unquoted else ""

    def printed(self) -> None:
        if not self.tag or self.quote:
            return
        if _ATTRIBUTE.search(self._before):
            self.attribute, self.quote = "", " "
        else:
            self.loose = self._before != ""  # else it is a part of the tag's own name
            self._before += "x"

    def feed(self, text: str) -> None:
        at = 0
        self.loose = False
        while at < len(text):
            if self.comment:
                end = text.find("-->", at)
                if end < 0:
                    return
                self.comment, at = False, end + 3
            elif not self.tag:
                at = self._text(text, at)
            elif self.quote:
                at = self._value(text, at)
            else:
                at = self._inside_tag(text, at)

    def _text(self, text: str, at: int) -> int:
        if self.raw:
            closing = re.compile(rf"</{self.raw}(?=[\s/>])", re.IGNORECASE).search(text, at)
            if closing is None:
                return len(text)
            self.tag, self.raw, self._before = "/", "", ""
            return closing.end()
        comment, tag = text.find("<!--", at), _TAG.search(text, at)
        if comment >= 0 and (tag is None or comment < tag.start()):
            self.comment = True
            return comment + 4
        if tag is None:
            return len(text)
        self.tag, self._before = tag[1].lower(), ""
        return tag.end()

    def _value(self, text: str, at: int) -> int:
        if self.quote == " ":
            end = re.compile(r"[\s>]").search(text, at)
            if end is None:
                return len(text)
            self.quote, self._before = "", ""
            return end.start()
        end_at = text.find(self.quote, at)
        if end_at < 0:
            return len(text)
        self.quote, self._before = "", ""
        return end_at + 1

    def _inside_tag(self, text: str, at: int) -> int:
        letter = text[at]
        if letter == ">":
            if _RAW.fullmatch(self.tag):
                self.raw = self.tag
            self.tag = self._before = ""
        elif found := _ATTRIBUTE.search(self._before) if not letter.isspace() else None:
            self.attribute = found[1]
            self.quote = letter if letter in ("'", '"') else " "
        else:
            self._before += letter
        return at + 1
