"""Parts in, HTML out: everything about prose that depends on the page it stands on.

One `Writer` serves one page, in reading order: it numbers source notes (a source keeps its number), letters footnotes,
marks a term's first use and a fact's status once a section, gives out ids and heading levels, and remembers which
address on the page came from which place in the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any, Literal
from urllib.parse import unquote

from markupsafe import Markup

from sitegen.content import language, ledger
from sitegen.content.languages import LANGUAGES
from sitegen.core import model
from sitegen.core.kinds import BlockKind, Quotation, Reader
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Block, FootnoteMark, Heading, Image, Link, Paragraph, Parts, Prose, Raw, Reference
from sitegen.page import pictures
from sitegen.page.naming import RESERVED_IDS, Note, citation, letter_of, name, time_element
from sitegen.web import urls


class Writer:
    def __init__(self, reader: Reader, blocks: Mapping[str, BlockKind], path: str, lang: str) -> None:
        self.reader = reader
        self.language = self._page_language = lang
        self.catalogue = LANGUAGES[lang]
        self.path = path
        self.origins: list[tuple[str, Span]] = []
        self.problems: list[Problem] = []
        self.quotations: list[Quotation] = []
        self.named: dict[tuple[str, str], None] = {}  # what the page links to, scheme and id, in the order of the text
        self.told: dict[str, None] = {}  # entries of the log that the page has told of
        self._blocks = blocks
        self._level = 2
        self._pictures = False  # whether one was printed
        self._ids: set[str] = set(RESERVED_IDS)
        self._counted: dict[str, int] = {}  # wanted id -> the number tried last, or many equal ones take forever
        self._cited: set[str] = set()
        self._gathered: list[str] | None = None
        self._marked: set[str] = set()
        self._beside: set[str] | None = None  # sources told in the margin of this part; None where there is no margin
        self._terms: set[str] = set()
        self._numbers: dict[str, tuple[int, list[str]]] = {}
        self._footnotes: dict[tuple[int, str], tuple[str, Parts, list[str]]] = {}  # letter, text, marks
        self._finished: tuple[Note, ...] | None = None
        self._scope: tuple[int, Mapping[str, Parts]] = (0, {})
        self._scopes = 0

    # -- what templates and blocks ask --------------------------------------------------------------------------

    @property
    def level(self) -> int:
        return self._level

    def text(self, key: str, **values: object) -> str:
        return language.text(self.catalogue, key, **values)

    def phrase(self, key: str, **values: object) -> str:
        """`text` for templates, where a value may be HTML, such as a date in its `<time>`."""
        if not any(isinstance(value, Markup) for value in values.values()):
            return self.text(key, **values)
        return Markup(escape(language.pattern(self.catalogue, key), quote=False)).format(**values)

    def typeset(self, text: str) -> str:
        return language.typeset(language.curl(text, self.catalogue), self.catalogue)

    def day(self, value: Any) -> Markup:
        return time_element(value, self.catalogue)

    def href(self, scheme: str, id: str) -> str:
        self.named.setdefault((scheme, id))
        return self.link(self.reader.address(scheme, id))

    def link(self, address: str) -> str:
        """To an address below the output folder, from this page. 404.html is shown at any depth: absolute there."""
        if self.path == urls.page_path(urls.NOT_FOUND):
            return urls.root_absolute(urls.base_url(self.reader.config(), self.reader.options()), address)
        return urls.relative(self.path, address)

    def figure(self, fact: model.Fact) -> str:
        return ledger.format_fact(fact, self.catalogue, dollar=self.reader.dollar())

    def key_figure(self, fact: model.Fact) -> ledger.KeyFigure:
        return ledger.parts(fact, self.catalogue, dollar=self.reader.dollar())

    def unique_id(self, wanted: str) -> str:
        """`wanted`, or `wanted-2` … when the page has it already."""
        id, number = wanted, self._counted.get(wanted, 1)
        while id in self._ids:
            number += 1
            id = f"{wanted}-{number}"
        self._counted[wanted] = number
        self._ids.add(id)
        return id

    def quotes(self, quotation: Quotation) -> None:
        self.quotations.append(quotation)

    @contextmanager
    def part(self, id: str) -> Iterator[None]:
        """A section of the page: its id is taken, and statuses are marked afresh inside."""
        self._ids |= {id, f"{id}-heading"}
        self._marked = set()
        yield
        self._marked = set()

    def status(self, status: model.Status | Literal[""]) -> Markup:
        """The brackets are there for ears, plain text and paper; the style sheet hides them."""
        if not status or status == "standing":
            return Markup("")
        name, word = escape(status), escape(self.catalogue.statuses[status].word)
        word = f'<span class="unseen">(</span>{word}<span class="unseen">)</span>'
        return Markup(f'<span class="status status-{name}">{word}</span>')

    @contextmanager
    def gathering(self) -> Iterator[list[str]]:
        """Inside, texts print no source notes; what they cite is in the list, each source once, to be noted below."""
        former, self._gathered = self._gathered, []
        yield self._gathered
        self._gathered, self._cited = former, set()

    def notes(self, sources: Iterable[str]) -> Markup:
        """Numbered notes for those not yet cited in this paragraph."""
        marks = []
        for source in sources:
            if self._gathered is not None:
                self._gathered += [source] if source not in self._gathered else []
                continue
            if source in self._cited:
                continue
            self._cited.add(source)
            number, backs = self._numbers.setdefault(source, (len(self._numbers) + 1, []))
            back = self.unique_id(f"cite-{number}-{len(backs) + 1}")
            backs.append(back)
            label, beside = escape(self.text("notes.mark", number=number)), self._told_beside(source, number)
            mark = f'<a href="#note-{number}" id="{back}" aria-label="{label}">{number}</a>'
            marks.append(f'<sup class="note"{beside}>{mark}</sup>')
        return Markup("".join(marks))

    def _told_beside(self, source: str, number: int) -> Markup:
        """What a wide screen prints in the margin, at a source's first mark in each part: the words of its entry below.

        An attribute, for the style sheet alone: no ear, copy or feed meets the same words twice."""
        if self._beside is None or source in self._beside:
            return Markup("")
        self._beside.add(source)
        said = citation(self, source, LANGUAGES[self._page_language])
        return Markup(' data-beside="{}"').format(f"{number} {said.striptags()}")

    # -- prose --------------------------------------------------------------------------------------------------

    def main(self, text: Prose, *, level: int | None = None) -> Markup:
        """`prose` that stands in the measure of a page, with a margin beside it that tells what it rests on."""
        self._beside = set()
        html = self.prose(text, level=level)
        self._beside = None
        return html

    def prose(self, text: Parts | Prose, *, level: int | None = None) -> Markup:
        """Finished HTML; `level` is that of the text's first rank of headings, kept for the blocks inside."""
        return self._in_its_language(text, "div", level)

    def inline(self, text: Prose) -> Markup:
        """A text without paragraphs is a paragraph by itself: its sources are cited anew."""
        self._cited = set()
        html = self._in_its_language(text, "span", None)
        self._cited = set()
        return html

    def _in_its_language(self, text: Parts | Prose, tag: str, level: int | None) -> Markup:
        """A text that is not translated says so to whoever reads it aloud, and its figures are in its own language."""
        lang = text.language if isinstance(text, Prose) else ""
        if not text or lang in ("", self.language):
            return self._written(text, level)
        former, former_catalogue = self.language, self.catalogue
        self.language, self.catalogue = lang, LANGUAGES[lang]
        html, direction = self._written(text, level), self.catalogue.direction
        self.language, self.catalogue = former, former_catalogue
        turned = Markup(' dir="{}"').format(direction) if direction != former_catalogue.direction else ""
        return Markup('<{0} lang="{1}"{2}>{3}</{0}>').format(tag, lang, turned, html)

    def _written(self, text: Parts | Prose, level: int | None) -> Markup:
        former, former_scope = self._level, self._scope
        self._level = level or self._level
        if isinstance(text, Prose):
            self._scopes += 1
            self._scope = (self._scopes, dict(text.footnotes))
        html = "".join(self._render(text.parts if isinstance(text, Prose) else text))
        self._level, self._scope = former, former_scope
        return Markup(html)

    def _render(self, parts: Parts) -> Iterator[str]:
        for part in parts:
            match part:
                case str():
                    yield part
                case Raw():
                    self.origins.append((part.html.strip(), part.at))
                    yield part.html
                case Paragraph():
                    self._cited = set()
                case Reference():
                    yield self._reference(part)
                case Heading():
                    yield self._heading(part)
                case Block():
                    yield self._block(part)
                case Link():
                    yield self._link(part)
                case Image():
                    yield self._image(part)
                case FootnoteMark():
                    yield self._footnote(part)

    def _reference(self, ref: Reference) -> str:
        inside = "".join(self._render(ref.parts))
        match ref.scheme:
            case "fact":
                return self._fact(ref.target, inside)
            case "plain":
                return inside
            case "source":
                return f"{inside}{self.notes([ref.target])}"
            case "term":
                return self._term(ref, inside)
            case scheme:
                href = self.href(scheme, ref.target)
                self.origins.append((href, ref.at))
                return f'<a class="{scheme}" href="{escape(href)}">{inside or self.name(scheme, ref.target)}</a>'

    def _fact(self, id: str, inside: str) -> str:
        fact = self.reader.fact(id)
        html = f'<span class="fact">{inside or escape(self.figure(fact))}</span>'
        if id not in self._marked and (mark := self.status(fact.status)):
            self._marked.add(id)
            html += f"{language.NBSP}{mark}"  # a mark that began a line would seem to speak of what follows
        return f"{html}{self.notes(fact.sources)}"

    def _term(self, ref: Reference, inside: str) -> str:
        href = self.href("term", ref.target)
        self.origins.append((href, ref.at))
        inside = inside or self.name("term", ref.target)
        if ref.target in self._terms:
            return f'<a class="term" href="{escape(href)}">{inside}</a>'
        self._terms.add(ref.target)
        return f'<dfn class="term"><a href="{escape(href)}">{inside}</a></dfn>'

    def name(self, scheme: str, id: str) -> str:
        """What an empty reference says, escaped."""
        if scheme == "section":
            return escape(self.text("text.part", number=self.reader.part(id).number))
        return escape(name(self, scheme, id))

    def _heading(self, heading: Heading) -> str:
        level = min(self._level + heading.level - 1, 6)
        id = self.unique_id(heading.id or language.slug(heading.text))
        if heading.id and id != heading.id:
            self.problems.append(Problem("anchor-twice", f'the id "{heading.id}" stands twice on this page', heading.at,
                                         "give one of the two another id", f"on the page {self.path}"))  # fmt: skip
        self.origins.append((f"#{id}", heading.at))
        look = f' class="{escape(heading.classes)}"' if heading.classes else ""
        return f'<h{level} id="{escape(id)}"{look}>{"".join(self._render(heading.parts))}</h{level}>\n'

    def _block(self, block: Block) -> str:
        kind = self._blocks[block.kind]
        former, self._beside = (self._level, self._beside), None
        context = {**kind.view(block, self), "level": self._level, "t": self.phrase}
        self._level, self._beside = former
        self._cited = set()
        return self.reader.template(kind.template, context)

    def _link(self, link: Link) -> str:
        href = link.href
        outside = "://" in href or href.startswith(("mailto:", "tel:", "//"))
        if not outside and not href.startswith("#"):
            href = self._inside(href)
        self.origins.append((href, link.at))
        title = f' title="{escape(link.title)}"' if link.title else ""
        rel = ' rel="external"' if outside and "://" in href else ""
        return f'<a href="{escape(href)}"{title}{rel}>{"".join(self._render(link.parts))}</a>'

    def _inside(self, href: str) -> str:
        """An ordinary link within the site counts from the site's own root, wherever the text is printed.

        It comes percent-encoded, by the writer or the parser; addresses are not.
        """
        path, mark, fragment = href.lstrip("/").partition("#")
        path, fragment = unquote(path).removeprefix("./"), unquote(fragment)
        if path == "" or path.endswith("/"):
            path += "index.html"
        own = urls.language_prefix(self.reader.config(), self._page_language) + path
        path = own if self.reader.is_page(own) else path
        return self.link(path + mark + fragment)

    def _image(self, image: Image) -> str:
        title = [("title", image.title)] if image.title else []
        src, html = self._pictured(image.src, image.alt, [*title, *image.attributes])
        self.origins.append((src, image.at))
        return str(html)

    def picture(self, src: str, alt: str) -> Markup:
        return self._pictured(src, alt, ())[1]

    def _pictured(self, name: str, alt: str, attributes: Iterable[tuple[str, str]]) -> tuple[str, Markup]:
        picture = self.reader.image(name)
        src, first = self.link(picture.path), not self._pictures
        self._pictures = True
        forms = [(form.type, ", ".join(f"{self.link(path)} {width}w" for path, width in form.files))
                 for form in picture.forms]  # fmt: skip
        return src, pictures.element(picture, src, forms, alt, first=first, attributes=attributes)

    def _footnote(self, mark: FootnoteMark) -> str:
        scope, texts = self._scope
        first: tuple[str, Parts, list[str]] = (letter_of(len(self._footnotes)), texts[mark.label], [])
        letter, _, backs = self._footnotes.setdefault((scope, mark.label), first)
        back = self.unique_id(f"fnref-{letter}" if not backs else f"fnref-{letter}-{len(backs) + 1}")
        backs.append(back)
        label = escape(self.text("footnotes.mark", letter=letter))
        return f'<sup class="footnote-mark"><a href="#fn-{letter}" id="{back}" aria-label="{label}">{letter}</a></sup>'

    # -- the page's end -----------------------------------------------------------------------------------------

    def footnotes(self) -> tuple[Note, ...]:
        """Their texts, which may cite sources: all else is to be printed before this, and `sources` asked after."""
        if self._finished is None:
            self._finished = tuple(self._footnote_texts())
        return self._finished

    def _footnote_texts(self) -> Iterator[Note]:
        for letter, texts, backs in list(self._footnotes.values()):
            self._cited = set()
            yield Note(letter, f"fn-{letter}", self.prose(texts), tuple(backs))

    def sources(self) -> tuple[Note, ...]:
        """The page's sources by their numbers."""
        return tuple(Note(str(number), f"note-{number}", citation(self, id, self.catalogue), tuple(backs),
                          self.reader.citation(id).url)
                     for id, (number, backs) in self._numbers.items())

    def cited(self) -> tuple[str, ...]:
        """The ids of the page's sources, by their numbers, those of its footnotes among them."""
        self.footnotes()
        return tuple(self._numbers)
