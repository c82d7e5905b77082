"""Tokens of the Markdown parser -> the parts of `core.prose`, with a place for everything that can be wrong.

The parser's own renderer is not used: half of what it would print depends on the page. What depends on the text alone
is written here, once, as HTML. Anything that could carry script or style is refused at this one gate: attributes by an
allow-list, addresses by their scheme, raw HTML unless the site allows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from sitegen.content import markdown_notes
from sitegen.content.markdown_notes import Written
from sitegen.content.markdown_passages import pieces, read_aloud
from sitegen.content.markdown_places import Lines, Place
from sitegen.content.markdown_tokens import PartWriter, closing
from sitegen.core.links import SCHEMES as LINK_SCHEMES
from sitegen.core.links import may_stand
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span, near_name
from sitegen.core.prose import (
    SCHEMES,
    Block,
    FootnoteMark,
    Heading,
    Image,
    Link,
    Paragraph,
    Parts,
    Passage,
    PassageKind,
    Raw,
    Reference,
    Word,
    plain,
)  # fmt: skip

if TYPE_CHECKING:
    from markdown_it.token import Token

ATTRIBUTES = frozenset({"id", "class", "lang", "dir", "title"})
"""What `{…}` may set: names and language, nothing that acts or paints."""

_LEFTOVER = re.compile(r"\]\((" + "|".join(SCHEMES) + r"):(?:[^)\n]*\)|[^)\s]*)")
_STRAY_FENCE = re.compile(r"^[ \t]*:{3,}.*$", re.MULTILINE)
_TRAILING = re.compile(r"\{((?:[#.][A-Za-z0-9_-]+[ \t]*)+)\}[ \t]*$")
_WORD = re.compile(r"""(?:([a-z][a-z-]*)=)?(?:"([^"]*)"|“([^”]*)”|([^\s"]+))""")
_PARAGRAPHS = frozenset({"paragraph_open", "list_item_open", "td_open", "dd_open"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = frozenset({"html_block", "html_inline"})


class Converter:
    """One text's conversion: holds the problems and the places already given away on each line."""

    def __init__(self, text: Located, *, html: bool, typeset: Callable[[str], str],
                 quantities: Callable[[str], Sequence[object]], blocks: bool) -> None:  # fmt: skip
        self.text = text
        self.html = html
        self.typeset = typeset
        self.quantities = quantities
        self.blocks = blocks
        self.problems: list[Problem] = []
        self.passages: list[Passage] = []
        self._block_kind = ""
        self._quotations: list[bool] = []  # those around, and whether they say whose words they are
        self._lines = Lines(text)
        self._ids: dict[str, Span] = {}

    def convert(self, tokens: Sequence[Token]) -> tuple[Parts, tuple[tuple[str, Parts], ...]]:
        """The text's parts and its footnotes in the order of their first marks."""
        rest, notes = markdown_notes.taken_out(tokens)
        written = [Written(str(token.meta["label"]), self._parts(inside), self._lines.span(token))
                   for token, inside in notes]  # fmt: skip
        parts = self._parts(rest)
        marks = markdown_notes.marks(parts)
        self.problems += markdown_notes.faults(marks, written)
        return parts, markdown_notes.in_order(marks, written)

    # -- blocks -------------------------------------------------------------------------------------------------

    def _parts(self, tokens: Sequence[Token]) -> Parts:
        out = PartWriter()
        index, last_level = 0, 0
        while index < len(tokens):
            token = tokens[index]
            kind = token.type
            if kind == "inline":
                self._inline(token, out)
            elif kind == "heading_open":
                heading = self._heading(token, tokens[index + 1], last_level)
                last_level = heading.level
                out.part(heading)
                index += 2
            elif kind == "container_open":
                close = closing(tokens, index)
                self._block(token, tokens[index + 1 : close], out)
                index = close
            elif kind in ("fence", "code_block"):
                language = token.info.split()[0] if token.info.split() else ""
                cls = f' class="language-{escape(language)}"' if language else ""
                out.html(
                    f"<pre{self._attributes(token)}><code{cls}>{escape(token.content, quote=False)}</code></pre>\n"
                )
            elif kind == "hr":
                out.html("<hr>\n")
            elif kind in _RAW:
                self._raw_html(token.content, self._lines.span(token), out, block=True)
            elif token.hidden:
                pass  # the paragraph of a tight list item
            elif token.nesting == 1:
                if kind == "blockquote_open":
                    self._quotations.append(_attributed(tokens[index : closing(tokens, index)]))
                if kind == "table_open":
                    out.html('<div class="table" tabindex="0">')  # scrolls by itself on a phone, by keyboard too
                out.html(f"<{token.tag}{self._attributes(token)}>")
                if kind in _PARAGRAPHS:
                    out.part(Paragraph())
            elif token.nesting == -1:
                out.html(f"</{token.tag}>" + ("</div>" if kind == "table_close" else ""))
                if kind == "blockquote_close":
                    self._quotations.pop()
                out.html("\n" if token.block else "")
            else:
                raise AssertionError(f"no rule for the Markdown token {kind}")
            index += 1
        return out.parts()

    def _heading(self, token: Token, inline: Token, last: int) -> Heading:
        written = int(token.tag[1])
        level = max(written - 1, 1)
        given, classes = str(token.attrs.get("id", "")), str(token.attrs.get("class", ""))
        at = self._lines.span(token)
        if last and level > last + 1:
            self._problem("heading-level", f"this heading skips from level {last + 1} to {written}", at,
                          f"write {'#' * (last + 2)} instead of {'#' * written}")  # fmt: skip
        writer = PartWriter()
        self._inline(inline, writer)
        parts = writer.parts()
        if parts and isinstance(parts[-1], str) and (match := _TRAILING.search(parts[-1])):
            names = match[1].split()
            given = next((name[1:] for name in names if name[0] == "#"), given)
            classes = " ".join([classes, *(name[1:] for name in names if name[0] == ".")]).strip()
            parts = (*parts[:-1], parts[-1][: match.start()].rstrip(" \t"))
        if given:
            self._given(given, at)
        return Heading(level, given, classes, plain(parts), parts, at)

    def _block(self, token: Token, body: Sequence[Token], out: PartWriter) -> None:
        start, line_start = token.meta["start"], token.meta["line_start"]
        line: str = token.meta["line"]
        at = self.text.span(start, line_start + len(line))
        if not self.blocks:
            self._problem("block-place", "a ::: block cannot stand in this text", at,
                          "blocks belong into explainer.md, sections/ and pages/")  # fmt: skip
            return
        words: list[Word] = []
        options: list[tuple[str, Word]] = []
        for match in _WORD.finditer(line):
            group = next(g for g in (2, 3, 4) if match[g] is not None)
            word = Word(match[group], self.text.span(line_start + match.start(group), line_start + match.end(group)))
            if match[1]:
                options.append((match[1], word))
            else:
                words.append(word)
        around, self._block_kind = self._block_kind, token.info
        out.part(Block(token.info, tuple(words), tuple(options), line, self._parts(body), at))
        self._block_kind = around

    # -- running text -------------------------------------------------------------------------------------------

    def _inline(self, token: Token, out: PartWriter) -> None:
        place = self._lines.place(token)
        children = token.children or []
        for match in _STRAY_FENCE.finditer(token.content) if ":::" in token.content else ():
            hint = "a block begins with ::: and its kind, and ends with :::"
            self._problem("block-close", "this line neither opens nor closes a block, and would be printed",
                          place.span(*match.span()), hint)  # fmt: skip
        for child in children:
            if child.type == "text" and "](" in child.content:
                for match in _LEFTOVER.finditer(child.content):
                    self._leftover(match, token, place)
        self._run(children, place, out)
        self._passage(children, token.content, place, "quotation" if any(self._quotations) else "prose")

    def _passage(self, tokens: Sequence[Token], source: str, place: Place, kind: PassageKind, at: int = 0) -> None:
        """Most paragraphs hold no quantity, and finding places costs more than finding that out."""
        if self.quantities(read_aloud(tokens)):
            self.passages.append(Passage(place.read(pieces(tokens, source, at)), kind, self._block_kind))

    def _run(self, tokens: Sequence[Token], place: Place, out: PartWriter) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            kind = token.type
            if kind in ("text", "text_special"):
                out.html(escape(self.typeset(token.content), quote=False))
            elif kind == "softbreak":
                out.html("\n")
            elif kind == "hardbreak":
                out.html("<br>\n")
            elif kind == "code_inline":
                out.html(f"<code{self._attributes(token, place)}>{escape(token.content, quote=False)}</code>")
            elif kind == "link_open":
                close = closing(tokens, index)
                self._link(token, tokens[index + 1 : close], place, out)
                index = close
            elif kind == "image":
                out.part(self._image(token, place))
            elif kind == "footnote_ref":
                label = str(token.meta["label"])
                out.part(FootnoteMark(label, place.find(f"[^{label}]")))
            elif kind == "html_inline":
                self._raw_html(token.content, place.find(token.content), out, block=False)
            elif token.nesting == 1:
                out.html(f"<{token.tag}{self._attributes(token, place)}>")
            elif token.nesting == -1:
                out.html(f"</{token.tag}>")
            else:
                raise AssertionError(f"no rule for the Markdown token {kind}")
            index += 1

    def _link(self, token: Token, inside: Sequence[Token], place: Place, out: PartWriter) -> None:
        writer = PartWriter()
        self._run(inside, place, writer)
        parts = writer.parts()
        href = str(token.attrs["href"])
        at, text_at = place.link(token)
        scheme, _, target = href.partition(":")
        if scheme in SCHEMES and "(" not in scheme:
            text = plain(parts)
            target = unquote(target)
            if scheme == "plain" and not (text and target):
                self._problem("reference-empty", "an escape needs the text it excuses and a reason", at,
                              "write it as [37%](plain:the-reason)")  # fmt: skip
            out.part(Reference(scheme, target, parts, text, at, text_at))
            return
        self._check_address(href, at)
        attributes = self._attributes(token, place, skip=("href", "title"))
        title = str(token.attrs.get("title") or "")
        if attributes:
            parts = (f"<span{attributes}>", *parts, "</span>")
        out.part(Link(href, title, parts, at))

    def _image(self, token: Token, place: Place) -> Image:
        at, _ = place.link(token)
        alt = plain(tuple(escape(c.content, quote=False) for c in token.children or [] if c.content))
        if not alt:
            self._problem("image-alt", "this picture has no text for readers who do not see it", at,
                          "say in the brackets what it shows: ![A cargo ship](images/ship.jpg)")  # fmt: skip
        start = (token.meta or {}).get("start", 0)
        self._passage(token.children or [], place.content, place, "plain", start)
        self._attributes(token, place, skip=("src", "alt", "title"))
        attributes = tuple((k, str(v)) for k, v in token.attrs.items() if k in ATTRIBUTES and k != "title")
        return Image(_file_name(str(token.attrs["src"])), alt, str(token.attrs.get("title") or ""), attributes, at)

    def _check_address(self, href: str, at: Span) -> None:
        """Percent signs are read too, which is stricter than browsers are."""
        if may_stand(href) and may_stand(unquote(href)):
            return
        scheme = href.partition(":")[0]
        near = near_name(scheme, (*SCHEMES, *LINK_SCHEMES))
        if scheme.lower() in LINK_SCHEMES:
            self._problem("link-scheme", "this address cannot be read", at, "compare it with the browser's")
            return
        known = f"links begin with {', '.join(LINK_SCHEMES)} or a path, references with {', '.join(SCHEMES)}"
        self._problem("link-scheme", f'links may not begin with "{scheme}:"' if ":" in href else "this is no address",
                      at, f"did you mean {near}:?" if near else known)  # fmt: skip

    def _raw_html(self, html: str, at: Span, out: PartWriter, *, block: bool) -> None:
        html = _COMMENT.sub("", html)  # a writer's note to herself is nobody else's business
        if not html.strip():
            return
        if "<!--" in html:
            self._problem("comment-open", "this comment is never closed, so all that follows would be lost", at,
                          "end it with -->")  # fmt: skip
            return
        if self.html:
            out.part(Raw(html, at))
            return
        out.html(f"<p>{escape(html.strip(), quote=False)}</p>\n" if block else escape(html, quote=False))
        if block or not html.startswith("</"):
            self._problem("markdown-html", "raw HTML is off, so this is shown as text", at,
                          "write it in Markdown, or set html: true in site.yaml")  # fmt: skip

    def _attributes(self, token: Token, place: Place | None = None, skip: tuple[str, ...] = ()) -> str:
        """` id="…" class="…"`; a table cell's alignment, a style in the parser, becomes a class."""
        if not token.attrs and not token.meta:
            return ""
        out = []
        for name in (token.meta or {}).get("insecure_attrs", ()):  # what the plugin took away
            self._problem("attribute-refused", f'the attribute "{name}" cannot be set in content',
                          place.attribute(name) if place else self._lines.braces(token, name),
                          f"allowed are {', '.join(sorted(ATTRIBUTES))}")  # fmt: skip
        for name, value in token.attrs.items():
            if name == "style" and token.type in ("td_open", "th_open"):
                out.append(f' class="{str(value).removeprefix("text-align:")}"')
            elif name not in skip:
                if name == "id":
                    at = place.attribute(str(value)) if place else self._lines.braces(token, str(value))
                    self._given(str(value), at)
                out.append(f' {name}="{escape(str(value))}"')
        return "".join(out)

    def _leftover(self, match: re.Match[str], token: Token, place: Place) -> None:
        at = place.find(match[0]) if match[0] in token.content else self._lines.span(token)
        self._problem("reference-form", "this is no reference, and would be printed as it stands", at,
                      "a reference is [text](scheme:id): no space in the id, no link inside the text")  # fmt: skip

    # -- places -------------------------------------------------------------------------------------------------

    def _given(self, id: str, at: Span) -> None:
        """Notes an id that the writer gives; a second one of the name would be out of reach."""
        if id in self._ids:
            self._problem("anchor-twice", f'the id "{id}" is given on line {self._ids[id].line} already', at,
                          "give one of the two another id")  # fmt: skip
        self._ids.setdefault(id, at)

    def _problem(self, code: str, message: str, at: Span, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at, hint))


def _attributed(tokens: Sequence[Token]) -> bool:
    """Whether a quotation names the person or the source that it is from."""
    links = (child for token in tokens for child in token.children or [] if child.type == "link_open")
    return any(str(link.attrs["href"]).startswith(("person:", "source:")) for link in links)


def _file_name(src: str) -> str:
    """An address is percent-encoded, by the writer or the parser; a file's name is not, and composes its letters."""
    name = unquote(src)
    return src if re.search(r"[\x00-\x1f\x7f]", name) else normalize("NFC", name)
