"""The words that a reader is left to trust, each at the place where it is written."""

from __future__ import annotations

import pytest

from sitegen.content.languages import LANGUAGES
from sitegen.content.markdown import dialect, parse
from sitegen.content.yaml import parse as parse_yaml
from sitegen.core.located import Located
from sitegen.core.prose import Passage, Prose
from sitegen.core.record import replace

ENGLISH = LANGUAGES["en"]
DIALECT = replace(dialect(ENGLISH, html=False), quantities=str)  # every passage


def passages(source: str, path: str = "x.md") -> tuple[Passage, ...]:
    prose = parse(Located.of_body(source, path), DIALECT).value
    assert prose is not None
    return prose.passages


READ = [
    ("He sent **5** percent.", "He sent 5 percent."),
    ("Up to [155%](fact:x) and 20%.[](source:a)", "Up to ￼ and 20%."),
    ("[37%](plain:invented) of [rare *earths* 17](term:rare), `20 km`, 5[^a]\n\n[^a]: Of 6.",
     "￼ of rare earths 17, ￼, 5\nOf 6."),
    ("See [](section:x), [the 5](page:faq), [7 days](https://example.org/9) and <https://example.org/8>.",
     "See ￼, the 5, 7 days and ￼."),
    ("## The 5 of them {#five}\n\n- one\n- **two** &amp; \\*3\\*", "The 5 of them {#five}\none\ntwo & *3*"),
    ('"5 ships", she said\nin it\'s "6th"  \nyear', "“5 ships”, she said in it’s “6th” year"),
    ("| Country | Sum |\n|---|---|\n| Japan | **550** |", "Country\nSum\nJapan\n550"),
    ("![5 ships *at* anchor](images/a.jpg) and 6", "5 ships at anchor\n￼ and 6"),
    ("> 5 ships\n>\n> > 6 ships, said [Ann](person:ann)\n\nthen 7", "5 ships\n6 ships, said Ann\nthen 7"),
    ("::: note Title 5\nBody 6.\n:::\n\n```\n7\n```", "Body 6."),
    ("5 &copy; &#38; ~~6~~ <!-- 7 --> 8", "5 © & 6  8"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "read"), READ)
def test_what_is_read(source: str, read: str) -> None:
    found = passages(source)
    assert sorted("\n".join(passage.words.value for passage in found).split("\n")) == sorted(read.split("\n"))


@pytest.mark.parametrize(("source", "read"), READ)
def test_every_digit_stands_where_it_is_written(source: str, read: str) -> None:
    lines = source.split("\n")
    for passage in passages(source):
        for offset, sign in enumerate(passage.words.value):
            if sign.isalnum():
                at = passage.words.span(offset, offset + 1)
                assert lines[at.line - 1][at.column - 1 : at.end_column - 1] == sign, (passage, offset)


def test_in_yaml_too() -> None:
    text = '- a: >\n    folded 5\n    and **6** of\n- a: "b\\u00e4 \\"7\\" x"\n'
    tree = parse_yaml(text, "f.yaml").value
    assert tree is not None and isinstance(tree.data, list)
    places = {}
    for entry in tree.data:
        prose: Prose | None = parse(tree.located(entry["a"]), DIALECT, inline=True).value
        assert prose is not None
        for passage in prose.passages:
            for offset, sign in enumerate(passage.words.value):
                if sign.isdigit():
                    at = passage.words.span(offset, offset + 1)
                    places[sign] = (at.line, at.column)
    assert places == {"5": (2, 12), "6": (3, 11), "7": (4, 17)}


def test_whose_words_they_are() -> None:
    source = "> 5 ships\n\n> 6 ships[](source:a)\n>\n> > 7\n\n::: quote by=x\n8\n:::\n\n![9](images/a.jpg)"
    kinds = {passage.words.value: (passage.kind, passage.block) for passage in passages(source)}
    assert kinds == {
        "5 ships": ("prose", ""), "6 ships": ("quotation", ""), "7": ("quotation", ""), "8": ("prose", "quote"),
        "9": ("plain", ""), "￼": ("prose", ""),
    }  # fmt: skip


@pytest.mark.parametrize(("source", "read"), READ)
def test_only_what_holds_a_quantity_is_kept(source: str, read: str) -> None:
    told: list[str] = []

    def digits(words: str) -> list[str]:
        return [sign for sign in words if sign.isdigit()]

    def quantities(words: str) -> list[str]:
        told.append(words)
        return digits(words)

    prose = parse(Located.of_body(source, "x.md"), replace(DIALECT, quantities=quantities)).value
    assert prose is not None
    assert [passage.words.value for passage in prose.passages] == [words for words in told if digits(words)]
    assert [passage.words.value for passage in passages(source)] == [words for words in told if words]


def test_a_number_that_markup_divides_is_one_all_the_same() -> None:
    words = "f**i**ve ships"
    prose = parse(Located.of_body(words, "x.md"), dialect(ENGLISH, html=False)).value
    assert prose is not None and [passage.words.value for passage in prose.passages] == ["five ships"]
