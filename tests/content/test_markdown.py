"""Markdown into parts: what a writer may write, what is refused, and where the finger points."""

from __future__ import annotations

import pytest

from sitegen.content.markdown import MAX_NESTING, Dialect, parse
from sitegen.core.located import Located
from sitegen.core.problem import Problem
from sitegen.core.prose import Block, FootnoteMark, Heading, Image, Link, Prose, Raw, Reference, walk


def read(text: str, **how: object) -> tuple[Prose, tuple[Problem, ...]]:
    dialect = how.pop("dialect", Dialect())
    result = parse(Located.of_body(text, "content/x.md"), dialect, **how)  # type: ignore[arg-type]
    assert result.value is not None
    return result.value, result.problems


def html(text: str, **how: object) -> str:
    prose, problems = read(text, **how)
    assert not problems
    return "".join(part.html if isinstance(part, Raw) else part for part in prose.parts if isinstance(part, str | Raw))


def under(problem: Problem, text: str) -> str:
    """What the problem's span underlines."""
    assert problem.at is not None
    line = text.split("\n")[problem.at.line - 1]
    return line[problem.at.column - 1 : problem.at.end_column - 1]


@pytest.mark.parametrize(("source", "wanted"), [
    ("a *b* **c** `d` ~~e~~", "<p>a <em>b</em> <strong>c</strong> <code>d</code> <s>e</s></p>\n"),
    ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>\n"),
    ("3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li>\n</ol>\n'),
    ("> said", "<blockquote><p>said</p>\n</blockquote>\n"),
    ("Term\n: Meaning", "<dl><dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n"),
    ("    x < y", "<pre><code>x &lt; y\n</code></pre>\n"),
    ("```py\na & b\n```", '<pre><code class="language-py">a &amp; b\n</code></pre>\n'),
    ("***", "<hr>\n"),
    ("a\\\nb", "<p>a<br>\nb</p>\n"),
    ('"It\'s" said', "<p>“It’s” said</p>\n"),
    ("{.lead #top}\nHello", '<p id="top" class="lead">Hello</p>\n'),
    ("4 < 5 & 6 &copy;", "<p>4 &lt; 5 &amp; 6 ©</p>\n"),
    ("<!-- for my eyes only -->", ""),
])  # fmt: skip
def test_plain_markdown(source: str, wanted: str) -> None:
    assert html(source) == wanted


def test_a_table_scrolls_by_itself_and_aligns_without_style() -> None:
    table = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<div class="table" tabindex="0"' in table and '<td class="right">2</td>' in table
    assert "style=" not in table


def test_references_know_their_place() -> None:
    source = "One.\n\n- Two [*as high* as 155%](fact:tariff),\n  three [x](term:t) and [](fact:u).\n"
    prose, problems = read(source)
    assert not problems
    references = [part for part in walk(prose.parts) if isinstance(part, Reference)]
    assert [(r.scheme, r.target, r.text, r.at.line, r.at.column) for r in references] == [
        ("fact", "tariff", "as high as 155%", 3, 27),
        ("term", "t", "x", 4, 13),
        ("fact", "u", "", 4, 28),
    ]
    assert [(r.text_at.column, r.text_at.end_column) for r in references] == [(8, 25), (10, 11), (26, 0)]


def test_references_in_table_cells_footnotes_and_blocks_know_their_place() -> None:
    source = (
        "| [x](fact:a) | [x](fact:a) |\n|---|---|\n| y | [x](fact:b) |\n\nText[^n].\n\n[^n]: A [z](source:c).\n\n"
        "::: note\n> inner [w](stop:d)\n:::\n"
    )
    prose, problems = read(source)
    assert not problems
    found = [part for part in [*walk(prose.parts), *walk(prose.footnotes[0][1])] if isinstance(part, Reference)]
    assert [(r.target, r.at.line, r.at.column) for r in found] == [
        ("a", 1, 7), ("a", 1, 21), ("b", 3, 11), ("d", 10, 13), ("c", 7, 13),
    ]  # fmt: skip


def test_every_reference_scheme_is_read() -> None:
    prose, problems = read("[a](fact:x) [a](term:x) [a](person:x) [a](stop:x) [a](page:x) [a](section:x) [a](source:x) "
                           "[37%](plain:an%20invented%20example)")  # fmt: skip
    assert not problems
    references = [part for part in walk(prose.parts) if isinstance(part, Reference)]
    assert len(references) == 8 and references[-1].target == "an invented example"
    assert prose.plain == "a a a a a a a 37%"


def test_headings_take_ids_and_count_from_one() -> None:
    prose, problems = read("## Điểm dừng {#stops}\n\n### Next\n")
    assert not problems
    assert [(h.level, h.id, h.text) for h in prose.parts if isinstance(h, Heading)] == [
        (1, "stops", "Điểm dừng"), (2, "", "Next"),
    ]  # fmt: skip


def test_headings_take_classes_before_and_behind() -> None:
    prose, problems = read("{.wide}\n## One {#one .loud}\n")
    assert not problems
    heading = prose.parts[0]
    assert isinstance(heading, Heading)
    assert (heading.id, heading.classes, heading.text) == ("one", "wide loud", "One")


def test_blocks_nest_by_longer_fences_and_by_counting() -> None:
    for outer in (":::", "::::"):
        prose, problems = read(f"{outer} positions\n## A\n::: note T\nin\n:::\n## B\nx\n{outer}\nafter\n")
        assert not problems
        block = prose.parts[0]
        assert isinstance(block, Block) and block.kind == "positions"
        assert [part.kind for part in block.body if isinstance(part, Block)] == ["note"]
        assert [part.text for part in block.body if isinstance(part, Heading)] == ["A", "B"]
        assert prose.plain.endswith("after")


def test_a_fence_of_code_hides_colons() -> None:
    prose, problems = read("::: note\n```\n:::\n```\nstill inside\n:::\n")
    assert not problems
    assert len(prose.parts) == 1 and "still inside" in prose.plain


def test_the_opening_line_is_words_and_options_with_places() -> None:
    source = '::: figure images/x.jpg alt="A ship, at sea" credit=us\n:::\n'
    prose, problems = read(source)
    assert not problems
    block = prose.parts[0]
    assert isinstance(block, Block)
    assert [word.text for word in block.words] == ["images/x.jpg"]
    assert [(name, word.text, word.at.column) for name, word in block.options] == [
        ("alt", "A ship, at sea", 30), ("credit", "us", 53),
    ]  # fmt: skip


def test_footnotes_come_in_the_order_of_their_marks() -> None:
    prose, problems = read("[^b]: Bee.\n\n[^a]: Ay.\n\nFirst[^a], second[^b], again[^a].\n")
    assert not problems
    assert [label for label, _ in prose.footnotes] == ["a", "b"]
    assert [part.label for part in prose.parts if isinstance(part, FootnoteMark)] == ["a", "b", "a"]


REFUSED = [
    ("[x](javascript:alert(1))", "link-scheme", "javascript:alert(1)"),
    ("[x](JaVaScRiPt:alert(1))", "link-scheme", "JaVaScRiPt:alert(1)"),
    ("[x](java&#115;cript:alert(1))", "link-scheme", "java&#115;cript:alert(1)"),
    ("[x](java%0ascript:alert(1))", "link-scheme", "java%0ascript:alert(1)"),
    ("[x](data:text/html,y)", "link-scheme", "data:text/html,y"),
    ("[x](file:///etc/passwd)", "link-scheme", "file:///etc/passwd"),
    ("[x](facts:y)", "link-scheme", "facts:y"),
    ("[a [b](c) d](fact:e)", "reference-form", "](fact:e)"),
    ("[a](fact:has space)", "reference-form", "](fact:has space)"),
    ("[](plain:why)", "reference-empty", "plain:why"),
    ("text[^gone]", "footnote-unknown", "[^gone]"),
    ("text\n\n[^unused]: lost words", "footnote-unused", "[^unused]: lost words"),
    ("![](images/a.jpg)", "image-alt", "images/a.jpg"),
    ("a <b>c</b>", "markdown-html", "<b>"),
    ("{onclick=x}\nHi", "attribute-refused", "onclick"),
    ("One\n\ntwo [x](y){onclick=z}", "attribute-refused", "onclick"),
    ("One\n\n:::\n\ntwo", "block-close", ":::"),
    ("## A {#a}\n\n`b`{#a}", "anchor-twice", "a"),
    ("## A\n\n#### B", "heading-level", "#### B"),
    ("::: note\nnever closed", "block-open", "::: note"),
]


@pytest.mark.parametrize(
    ("source", "code", "underlined"), REFUSED, ids=[f"{row[1]}-{i}" for i, row in enumerate(REFUSED)]
)
def test_what_is_refused_and_where(source: str, code: str, underlined: str) -> None:
    _, problems = read(source)
    assert [problem.code for problem in problems] == [code]
    assert under(problems[0], source) == underlined
    assert problems[0].hint


def test_html_is_text_unless_allowed() -> None:
    prose, _ = read("<script>alert(1)</script>")
    assert "<script" not in "".join(part for part in prose.parts if isinstance(part, str))
    assert html("a <b>c</b>", dialect=Dialect(html=True)) == "<p>a <b>c</b></p>\n"


def test_blocks_have_no_place_in_yaml_texts() -> None:
    _, problems = read("::: note\nx\n:::\n", blocks=False)
    assert [problem.code for problem in problems] == ["block-place"]


def test_inline_texts_hold_no_blocks() -> None:
    prose, problems = read("- not a *list*", inline=True)
    assert not problems and prose.parts == ("- not a <em>list</em>",)


@pytest.mark.parametrize("deep", [
    "> " * (MAX_NESTING + 5) + "lost words",
    "\n".join("  " * n + "- item" for n in range(MAX_NESTING)),
    "".join(f"{':' * (MAX_NESTING + 5 - n)} note\n" for n in range(MAX_NESTING)) + "lost",
])  # fmt: skip
def test_text_nested_too_deep_is_an_error_not_lost(deep: str) -> None:
    _, problems = read(deep)
    assert "markdown-depth" in [problem.code for problem in problems]


def test_links_and_images_are_parts() -> None:
    prose, problems = read('[out](https://e.org/?a=1&b=2 "T") ![A ship](images/a.jpg){.wide}')
    assert not problems
    link, image = (part for part in prose.parts if isinstance(part, Link | Image))
    assert isinstance(link, Link) and (link.href, link.title) == ("https://e.org/?a=1&b=2", "T")
    assert isinstance(image, Image) and (image.alt, image.attributes) == ("A ship", (("class", "wide"),))
