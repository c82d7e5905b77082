"""Entries for the log: what they say of a change, and how they get into a file that somebody else has written.

How a file looks before and after is told in corrections/*.md, always with the same entry.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import schema
from sitegen.content.corrections import inserted, one_line, recorded
from sitegen.content.yaml import parse
from sitegen.core.model import Correction
from sitegen.core.prose import Prose
from tests.cases import cases

ENTRY = Correction(date(2026, 3, 5), "correction", "fact:cost", "€30 million", '€40 million: "up to"',
                   "The minutes were misread.")  # fmt: skip
OLD = "- {date: 2026-03-02, kind: update, where: page:home, was: x, now: y, reason: z}\n"


def read(data: bytes | None) -> list[Correction]:
    assert data is not None
    tree = parse(data.decode(), "corrections.yaml")
    assert tree.value is not None and not tree.problems, tree.problems
    found = schema.read_corrections(tree.value, lambda *_: Prose())
    assert not found.problems, found.problems
    return list(found.value or ())


@pytest.mark.parametrize(("name", "given", "wanted"), cases(Path(__file__).parent / "corrections"))
def test_a_file_gets_its_entry_and_keeps_all_else(name: str, given: str, wanted: str) -> None:
    made = inserted(given.encode(), [ENTRY])
    assert (made.decode().rstrip("\n") if made else "(nothing)") == wanted


def test_a_file_that_is_not_there_is_made() -> None:
    made = inserted(None, [ENTRY])
    assert made is not None and made.startswith(b"# What was changed after publication")
    assert read(made) == [ENTRY]
    assert read(inserted(b"", [ENTRY])) == [ENTRY]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_ends_of_lines_and_a_byte_order_mark_stay(end: str, mark: str, last: str) -> None:
    for first, text in ((True, OLD), (False, OLD.replace("-02", "-01") + OLD)):
        before = (mark + "# Heading\n" + text.rstrip("\n") + last).replace("\n", end).encode()
        made = inserted(before, [ENTRY])
        assert made is not None
        assert len(read(made)) == len(read(before)) + 1
        rest = [line for line in made.decode().split(end) if line in before.decode().split(end)]
        assert end.join(rest).rstrip() == before.decode().rstrip()
        assert made.decode().replace(end, "").count("\n") == made.decode().replace(end, "").count("\r") == 0
        assert (read(made)[0] == ENTRY) is first


def test_several_entries_come_in_their_order() -> None:
    later = Correction(date(2026, 3, 6), "update", "page:home", "a", "", "b")
    assert [e.date.day for e in read(inserted(OLD.encode(), [ENTRY, later]))] == [6, 5, 2]
    growing = (OLD.replace("-02", "-01") + OLD).encode()
    assert [e.date.day for e in read(inserted(growing, [ENTRY, later]))] == [1, 2, 5, 6]


TEXTS = st.text(max_size=60) | st.sampled_from(
    ['"', "\\", "\\n", "- a: b", "{}", "#", "a #b", "'", "null", "~", "2026-03-02", "\x85", "\u2028", "\ufeff",
     "\ud800", "\u202e", "€ — “x”", "\r\n", "\t", "%", "@a", "`", "*a", "&a", "!a", "a: ", "…" * 200, "\U0001f600",
     "\x00", "\x7f"]
)  # fmt: skip
FILES = st.sampled_from([None, b"", b"[]", b"[ ]\n# x", OLD.encode(),
                         b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode(),
                         b"[{date: 2026-03-02, kind: update, where: page:home, was: x, now: y, reason: z}]",
                         (OLD.replace("-02", "-01") + OLD).encode()])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TEXTS, FILES)
def test_any_text_is_read_back_as_it_was_meant(was: str, now: str, reason: str, before: bytes | None) -> None:
    was, now, reason = one_line(was) or "x", one_line(now), one_line(reason) or "y"
    entry = Correction(date(2026, 3, 5), "correction", "fact:a", was, now, reason)
    found = read(inserted(before, [entry]))
    assert entry in found
    assert len(found) == 1 + (len(read(before)) if before and b"date" in before else 0)


@given(TEXTS)
def test_one_line_changes_nothing_but_what_no_line_can_hold(text: str) -> None:
    no_text = [c for c in text if c.isspace() or unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff"]
    kept = [c for c in text if c not in no_text]
    assert [c for c in one_line(text) if c != " "] == kept
    assert one_line(one_line(text)) == one_line(text)


def test_an_entry_is_known_unless_things_were_put_back_since() -> None:
    back = Correction(date(2026, 3, 6), "correction", "fact:cost", ENTRY.now, ENTRY.was, "It was right.")
    same = (ENTRY.where, ENTRY.was, ENTRY.now)
    assert recorded([ENTRY], *same) is ENTRY
    assert recorded([back, ENTRY], *same) is None
    assert recorded([back], *same) is None
    assert recorded([ENTRY], "fact:other", ENTRY.was, ENTRY.now) is None
