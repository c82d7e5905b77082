"""Sources, people, glossary, timeline, corrections, questions: a good entry of each, and what is wrong with others."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.core.model import Day
from tests.content.reading import LISTS, one, read

GOOD = {
    "facts": "- {id: a, statement: A., status: standing, sources: [s]}",
    "sources": "- {id: a, title: T}",
    "people": "- {id: a, name: N, role: R}",
    "glossary": "- {id: a, term: t, definition: D.}",
    "timeline": "- {date: 2025-10-24, title: T}",
    "corrections": "- {date: 2025-10-27, kind: correction, where: fact:a, was: x, now: y, reason: z}",
    "faq": "- {id: a, question: Q?, answer: A.}",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_good_entry_with_only_what_is_needed(kind: str) -> None:
    found = read(kind, GOOD[kind])
    assert found.problems == ()
    assert len(found.value) == 1


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "---\n"])
def test_an_empty_file_is_an_empty_list(kind: str, text: str) -> None:
    found = read(kind, text)
    assert (found.value, found.ids, found.problems) == ((), frozenset(), ())


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    ("text", "hint"), [("entries: []", 'outermost key, "entries:"'), ("a: b", '"- a: …"'), ("some words", "hyphen")]
)
def test_a_file_that_is_no_list(kind: str, text: str, hint: str) -> None:
    problem = one(read(kind, text))
    assert problem.code == "field-value"
    assert "must be a list" in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("kind", LISTS)
def test_every_key_that_is_needed_is_missed_at_its_entry(kind: str) -> None:
    found = read(kind, "- {nothing: known}")
    needed = {"field-missing", "field-unknown"}
    assert {problem.code for problem in found.problems} == needed
    assert all((problem.at.line, problem.at.column) in ((1, 3), (1, 4)) for problem in found.problems if problem.at)
    assert all("such as: " in problem.hint for problem in found.problems if problem.code == "field-missing")


def test_a_source() -> None:
    (source,) = read("sources", """\
        - id: a
          title: 1984
          author: N
          publisher: P
          published: 1977
          accessed: 1977-05
          url: https://example.org/x
          archived: http://web.example.org/x
          kind: news
          language: vi
          note: See it.
        """).value  # fmt: skip
    assert (source.title, source.published, source.accessed) == ("1984", Day(1977), Day(1977, 5))
    assert (source.url, source.kind, source.note.plain) == ("https://example.org/x", "news", "See it.")


def test_the_other_lists() -> None:
    (person,) = read("people", "- {id: a, name: N, role: R, side: us}").value
    assert (person.name, person.role.plain, person.side) == ("N", "R", "us")
    (term,) = read("glossary", "- {id: a, term: t, forms: [one, 2], definition: D., draft: true}").value
    assert (term.forms, term.draft) == (("one", "2"), True)
    (moment,) = read("timeline", "- {date: 2025-10, title: T, text: X., status: past, facts: [a]}").value
    assert (moment.date, moment.text.plain, moment.facts) == (Day(2025, 10), "X.", ("a",))
    (correction,) = read("corrections", GOOD["corrections"]).value
    assert (correction.date, correction.where, correction.was) == (date(2025, 10, 27), "fact:a", "x")
    (question,) = read("faq", "- {id: a, question: Q?, answer: A.}").value
    assert (question.question.plain, question.answer.plain) == ("Q?", "A.")


def test_a_text_keeps_its_place_for_the_references_in_it() -> None:
    (question,) = read("faq", "- id: a\n  question: Q?\n  answer: >-\n    Some words\n    here.\n").value
    assert (question.answer.at.line, question.answer.at.column) == (4, 5)


@pytest.mark.parametrize(
    ("kind", "entry", "code", "column", "message", "hint"),
    [
        ("sources", "- {id: a, title: T, url: example.org}", "field-value", 26, "not a web address", "https://"),
        ("sources", "- {id: a, title: T, url: 'ftp://a.b'}", "field-value", 26, "not a web address", "https://"),
        ("sources", "- {id: a, title: T, url: 'javascript:x'}", "field-value", 26, "not a web address", "https://"),
        ("sources", "- {id: a, title: T, url: 'https://a.b/c d'}", "field-value", 26, "not a web address", "https://"),
        ("sources", "- {id: a, title: T, url: 'https://['}", "field-value", 26, "not a web address", "https://"),
        ("sources", "- {id: a, title: T, kind: blog}", "field-value", 27, '"blog"', "primary, official, news"),
        ("sources", "- {id: a, title: T, published: 1977-13}", "date-value", 32, "not a month", "2025-10"),
        ("sources", "- {id: a, title: T, published: '0000'}", "date-value", 32, "not a month", "2025-10"),
        ("sources", "- {id: a, title: T, published: 77}", "date-value", 32, "not a date", "2025-10-26"),
        ("sources", "- {id: a, title: ''}", "field-value", 18, "empty", "write a text"),
        ("sources", "- {id: a, title: }", "field-missing", 11, 'the key "title" of a source is empty', "such as"),
        ("sources", "- {id: a, title: [T]}", "field-value", 18, "not a list", "quotation marks"),
        ("sources", "- {id: a, title: {T: x}}", "field-value", 18, "not keys and values", "quotation marks"),
        ("people", "- {id: a_b, name: N, role: R}", "id-form", 8, '"a_b" is not an id', "write it a-b"),
        ("people", "- {id: Été, name: N, role: R}", "id-form", 8, "is not an id", "write it ete"),
        (
            "glossary",
            "- {id: a, term: t, forms: b, definition: D.}",
            "field-value",
            27,
            "must hold a list",
            "write forms: [b]",
        ),
        ("timeline", "- {date: yesterday, title: T}", "date-value", 10, "not a date", "2025-10-26"),
        ("timeline", "- {date: 2025-10, title: T, happens: 2025-10}", "date-value", 38, "names no day", "full"),
        ("timeline", "- {date: 2025-10, title: T, facts: [A]}", "id-form", 37, '"A" is not an id', "write it a"),
        ("corrections", GOOD["corrections"].replace("fact:a", "nowhere"), "field-value", 47, "not a place", "fact:"),
        (
            "corrections",
            GOOD["corrections"].replace("correction,", "mistake,"),
            "field-value",
            28,
            '"mistake"',
            "update",
        ),
    ],
)
def test_a_fault(kind: str, entry: str, code: str, column: int, message: str, hint: str) -> None:
    problem = one(read(kind, entry))
    assert problem.at is not None
    assert (problem.code, problem.at.column) == (code, column), problem
    assert message in problem.message
    assert hint in problem.hint


def test_the_hint_for_a_missing_key_says_what_it_is_and_shows_one() -> None:
    problem = one(read("people", "- {id: a, name: N}"))
    assert problem.message == 'a person needs the key "role"'
    assert problem.hint == "the office or part in the story, such as: role: US Treasury Secretary"
