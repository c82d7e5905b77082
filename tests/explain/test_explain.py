"""Every code has its explanation, every example is true, and the terminal and the docs tell the same.

An example is proved in a sound project: that of tests/errors with what lies in project/ here on top, or one that
speaks of what it cannot have, a second language or no itinerary. Its right lines are in that project; with the wrong
ones in their place a check finds this code, at least once, and no other.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.build import make
from sitegen.checks import EVERY_BUILD
from sitegen.checks.thorough import CHECKS
from sitegen.cli.group import group
from sitegen.content.languages import LANGUAGES
from sitegen.core.artifact import Options
from sitegen.core.codes import CODES, Severity
from sitegen.core.kinds import CheckKind
from sitegen.core.problem import Problem
from sitegen.explain import Entry, Example, families, parse
from sitegen.explain.show import WIDTH, as_page, in_terminal, listing
from tests.errors.change import REPOSITORY, project, read, theme
from tests.fakes import FakeWorld, MemoryFiles
from tests.site.vietnamese import VIETNAMESE

HERE = Path(__file__).parent
ENTRIES = {entry.code: entry for family in families() for entry in family.entries}

WITHOUT_EXAMPLE = {
    "project-missing": "nothing to change",
    "file-missing": "a whole file",
    "file-unreadable": "the disk",
    "file-encoding": "bytes that no text shows",
    "file-control": "bytes that no text shows",
    "file-size": "too long to be written out",
    "name-twice": "names that look the same",
    "name-long": "too long to be written out",
    "policy-missing": "a whole template",
    "clock-value": "the environment",
    "markdown-size": "too long to be written out",
    "snapshot-due": "the day after the site's own",
    "fact-unsourced": "changes a count as well",
    "fact-single-source": "a count",
    "map-data": "sitegen's own files",
    "head-missing": "a template of the whole page",
    "picture-heavy": "a picture",
    "picture-size": "a picture of a theme",
    "picture-ending": "a picture",
    "picture-unreadable": "a picture",
    "page-heavy": "too long to be written out",
    "jsonld-invalid": "a template of the whole page, or a fault of ours",
    "jsonld-differs": "a template of the whole page, or a fault of ours",
    "meta-missing": "a template of the whole page",
    "meta-differs": "a template of the whole page",
    "image-broken": "bytes that no text shows",
    "image-size": "bytes that no text shows",
    "image-metadata": "bytes that no text shows",
    "images-extra": "what is installed",
    "card-letters": "what is installed",
    "icon-broken": "what is installed",
    "baseline-newer": "a newer sitegen",
    "published-resolved": "nothing to mend in the content",
    "output-refused": "the output folder",
    "output-foreign": "the output folder",
    "output-failed": "the disk",
    "output-busy": "another build",
    "draft-published": "a fault of a template, or of ours",
    "link-dead": "the network",
    "link-unsure": "the network",
    "git-missing": "git and its remote",
    "git-repository": "git and its remote",
    "git-remote": "git and its remote",
    "git-identity": "git and its remote",
    "git-failed": "git and its remote",
    "deploy-branch": "git and its remote",
    "deploy-dirty": "git and its remote",
    "deploy-address": "git and its remote",
    "deploy-size": "git and its remote",
    "deploy-removal": "git and its remote",
    "deploy-rejected": "git and its remote",
}


@cache
def sound() -> tuple[dict[str, bytes], ...]:
    """The projects in which examples are looked for, in this order."""
    return (
        {**project(), **read(*(HERE / "project" / folder for folder in ("content", "templates", "assets")))},
        read(HERE.parent / "site" / "two-languages" / "content"),
        read(HERE.parent / "sites" / "minimal" / "content"),
    )


OPTIONS = (
    Options(today=date(2026, 3, 2)),
    Options("https://ferry.city/", today=date(2025, 10, 26)),
    Options("https://trains.city/", today=date(2026, 3, 2)),
)
"""Of the builds: only the first project has an address of its own that is real."""
OF_A_BUILD = {"placeholder-url"}
"""A check has a graver word for it, address-missing, and `sitegen check` shows that one only."""


def found(number: int, files: dict[str, bytes], kinds: tuple[CheckKind, ...] = CHECKS) -> list[Problem]:
    made = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), OPTIONS[number], kinds)
    return list(made.problems)


@cache
def known(number: int) -> frozenset[tuple[str, str]]:
    """What is said of a sound project: notes, no more."""
    problems = found(number, sound()[number])
    assert all(p.severity is Severity.NOTE for p in problems), problems
    return frozenset((p.code, p.message) for p in problems)


def spoilt(example: Example) -> tuple[int, dict[str, bytes]]:
    """The number of the sound project that the example speaks of, and that project with the slip."""
    right = "".join(f"{line}\n" for line in example.side("+"))
    wrong = "".join(f"{line}\n" for line in example.side("-"))
    for number, files in enumerate(sound()):
        text = "\n" + files.get(example.path, b"\0").decode()
        if text.count("\n" + right) == 1 or (example.was and not right and example.path in files):
            changed = text.replace("\n" + right, "\n" + wrong, 1)[1:]
            others = {path: data for path, data in files.items() if path != example.path}
            return number, {**others, example.was or example.path: changed.encode()}
    raise AssertionError(f"no sound project has in {example.path}, once:\n{right}")


@pytest.fixture(autouse=True)
def second_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "vi", VIETNAMESE)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", [e for e in ENTRIES.values() if e.example], ids=lambda e: e.code)
def test_the_slip_brings_this_code_and_no_other(entry: Entry) -> None:
    assert entry.example is not None
    number, files = spoilt(entry.example)
    kinds = EVERY_BUILD if entry.code in OF_A_BUILD else CHECKS
    told = [p for p in found(number, files, kinds) if (p.code, p.message) not in known(number)]
    assert {p.code for p in told} - (OF_A_BUILD - {entry.code}) == {entry.code}, told


def test_every_code_is_explained_and_nothing_else_is() -> None:
    told = [entry.code for family in families() for entry in family.entries]
    assert sorted(told) == sorted(CODES)
    assert {e.code for e in ENTRIES.values() if e.example is None} == set(WITHOUT_EXAMPLE)


def test_an_explanation_is_as_long_as_one_is_read() -> None:
    for entry in ENTRIES.values():
        words = " ".join(entry.paragraphs)
        assert 2 <= len(re.findall(r"[.?!](?=\s|$)", words)) <= 7, entry.code
        assert 20 <= len(words.split()) <= 110, entry.code


def test_families_follow_the_table_of_codes() -> None:
    order = list(CODES)
    firsts = [order.index(family.entries[0].code) for family in families()]
    assert firsts == sorted(firsts)
    assert all([e.code for e in f.entries] == sorted((e.code for e in f.entries), key=order.index) for f in families())


@pytest.mark.parametrize("text", [
    "no title\n## id-form\nWords.\n", "# Title\n", "# T\n## id-form\nWords.\n```diff\na.md\nx y\n```\n",
    "# T\n## id-form\nWords.\n```diff\na.md\n- x\n```\nMore words.\n", "# T\n## id-form\n```\ncode\n```\n",
])  # fmt: skip
def test_a_text_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"x\.md: "):
        parse("x", text)


# --- the docs and the terminal


def test_the_page_in_docs_is_made_of_the_same_texts() -> None:
    page = (REPOSITORY / "docs" / "errors.md").read_text("utf-8")
    assert page == as_page(families()), "run: .venv/bin/python tools/errors_page.py"


def test_the_terminal_shows_words_without_marks() -> None:
    for entry in ENTRIES.values():
        text = in_terminal(entry, colour=False, columns=80)
        assert text.startswith(f"{CODES[entry.code].severity.word}[{entry.code}]: ")
        words, _, _ = text.partition("\n\n  content/")
        assert "**" not in words and "\x1b" not in text and "## " not in words.replace("## Costs {", "")
        assert all(len(line) <= 80 for line in words.splitlines()), entry.code
    assert "\x1b[31m-   status: planned\x1b[0m" in in_terminal(ENTRIES["fact-due"], colour=True)


def test_the_list_names_every_code_once_and_fits_a_terminal() -> None:
    text = listing(families(), colour=False, columns=80)
    assert all(len(line) <= 80 for line in text.splitlines())
    assert [word for word in text.split() if word in CODES] == [e.code for f in families() for e in f.entries]


@pytest.mark.parametrize(("typed", "code", "told"), [
    ("explain fact-due", 0, "warning[fact-due]: a forecast's day has passed"),
    ("explain WARNING[fact-due]", 0, "warning[fact-due]: a forecast's day has passed"),
    ("explain", 0, "Files and folders"),
    ("explain fact-dua", 2, "did you mean fact-due"),
    ("explain zzz", 2, "sitegen explain lists them all"),
    ("explain fact-due more", 2, "unexpected extra argument"),
])  # fmt: skip
def test_the_command(typed: str, code: int, told: str) -> None:
    done = CliRunner().invoke(group, typed.split(), prog_name="sitegen")
    assert done.exit_code == code
    assert told in (done.stderr if code else done.stdout)
    assert not (done.stdout if code else done.stderr)


def test_colours_follow_the_same_rules_as_everywhere() -> None:
    def shown(typed: str, **environment: str) -> str:
        return CliRunner().invoke(group, typed.split(), prog_name="sitegen", env=environment).stdout

    assert "\x1b" not in shown("explain fact-due")
    assert "\x1b" in shown("explain fact-due", FORCE_COLOR="1")
    assert "\x1b" in shown("explain fact-due --color always", NO_COLOR="1")


def test_the_width_is_one_that_is_pleasant_to_read() -> None:
    wide = in_terminal(ENTRIES["fact-due"], colour=False, columns=300)
    assert max(map(len, wide.splitlines())) <= WIDTH
