"""A theme of one token, a template around the theme's own: `!theme/` from the file to the page."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.build import Built, make
from sitegen.core.artifact import Options
from sitegen.page.theme import papers_of
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles


def built(**files: str) -> Built:
    own = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in files.items()}
    world = FakeWorld(MemoryFiles({**project(), **own}), MemoryFiles(theme()))
    return make(world, Options("https://a.city/", today=date(2026, 3, 2)))


def page(found: Built, name: str = "index.html") -> str:
    assert found.manifest is not None and not found.problems, found.problems
    return found.manifest.outputs[name].data.decode()


def sheet(found: Built) -> str:
    assert found.manifest is not None
    return next(o.data.decode() for path, o in sorted(found.manifest.outputs.items()) if path.endswith(".css"))


def test_one_token_is_a_file_of_two_lines() -> None:
    plain = built()
    found = built(assets__css__tokens_css='@import "!theme/css/tokens.css";\n:root { --measure: 30rem; }\n')
    page(found)
    for rule in ("--measure: 37rem", "--measure: 30rem", "--size-1"):
        assert rule in sheet(found)
    assert "--measure: 30rem" not in sheet(plain) and "!theme" not in sheet(found)


def test_a_template_goes_around_the_one_whose_place_it_takes() -> None:
    found = built(templates__base_html='{% extends "!theme/base.html" %}\n')
    assert page(found) == page(built())
    block = '<div class="mine">{% include "!theme/blocks/note.html" %}</div>\n'
    text = "\n::: note Mind\nThe gap.\n:::\n"
    about = "---\ntitle: About\n---\nWords.\n" + text
    found = built(templates__blocks__note_html=block, content__pages__extra_md=about)
    assert '<div class="mine">' in page(found, "extra/index.html") and "The gap." in page(found, "extra/index.html")


@pytest.mark.parametrize(("files", "place", "hint"), [
    ({"assets__css__base_css": '\n@import "!theme/css/bsae.css";\n'}, ("assets/css/base.css", 2), "css/base.css"),
    ({"templates__base_html": '{% extends "!theme/bsae.html" %}\n'}, ("templates/base.html", 1), "base.html"),
])  # fmt: skip
def test_what_the_theme_does_not_have_is_told(files: dict[str, str], place: tuple[str, int], hint: str) -> None:
    [problem] = built(**files).problems
    assert problem.code == "template-missing" and problem.at is not None and hint in problem.hint
    assert (problem.at.path, problem.at.line) == place


@pytest.mark.parametrize(("tokens", "papers"), [
    (":root { --paper: #ffffff; }", ("#ffffff", "#ffffff")),
    (":root { --paper: #ffffff; }\n@media (prefers-color-scheme: dark) { :root { --paper: #000000; } }",
     ("#ffffff", "#000000")),
    (":root{--paper:#ffffff;}@media (prefers-color-scheme: dark){:root{--paper:#000000;}}:root{--paper:#eeeeee;}",
     ("#eeeeee", "#000000")),
    ("@media print { :root { --paper: #ffffff; } }", ("#ffffff", "#ffffff")),
    (":root { --ink: #000000; }", ("", "")),
])  # fmt: skip
def test_the_colour_of_the_paper_is_the_last_word(tokens: str, papers: tuple[str, str]) -> None:
    assert papers_of(tokens) == papers
