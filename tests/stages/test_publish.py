"""What `publish` says; that the folder behind it is whole or untouched is shown in tests/effects/."""

from __future__ import annotations

import errno

import pytest

from sitegen.core.codes import CODES, Severity
from sitegen.stages.publish import prepare, publish
from tests.fakes import MemoryShelf

SITE = {"index.html": b"home", "faq/index.html": b"faq"}


def test_a_site_is_published_and_the_change_told() -> None:
    shelf = MemoryShelf({"CNAME": b"example.org"})
    first = publish(SITE, shelf).value
    assert first and (first.written, first.removed, first.total) == (("faq/index.html", "index.html"), (), 2)
    second = publish({"index.html": b"home"}, shelf).value
    assert second and (second.written, second.removed) == ((), ("faq/index.html",))
    third = publish({"index.html": b"home"}, shelf).value
    assert third and third.unchanged
    assert shelf.files == {"index.html": b"home", "CNAME": b"example.org"}


def test_a_refused_folder_is_refused_before_and_at_publishing() -> None:
    shelf = MemoryShelf()
    shelf.refused = "build: it is a file"
    said = prepare(shelf)
    assert [p.code for p in said] == ["output-refused"] and "build: it is a file" in said[0].message and said[0].hint
    assert publish(SITE, shelf).problems == said
    assert shelf.files == {}


def test_every_foreign_file_in_the_way_is_named() -> None:
    shelf = MemoryShelf({"faq": b"mine", "index.html": b"mine", "CNAME": b"x"})
    result = publish(SITE, shelf)
    assert result.value is None
    assert [(p.code, p.message.split()[0]) for p in result.problems] == [
        ("output-foreign", "faq"), ("output-foreign", "index.html"),
    ]  # fmt: skip
    assert shelf.files == {"faq": b"mine", "index.html": b"mine", "CNAME": b"x"}


def test_another_build_at_work_is_named() -> None:
    shelf = MemoryShelf()
    shelf.busy = "process 7 on host"
    result = publish(SITE, shelf)
    assert [p.code for p in result.problems] == ["output-busy"]
    assert "process 7 on host" in result.problems[0].message


@pytest.mark.parametrize("door", ["refusal", "mend", "replace"])
def test_a_fault_of_the_disk_is_a_problem_with_its_place(door: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "build/index.html")

    shelf = MemoryShelf()
    setattr(shelf, door, fail)
    result = publish(SITE, shelf)
    assert [p.code for p in result.problems] == ["output-failed"]
    assert "no space left on device at build/index.html" in result.problems[0].message
    assert shelf.files == {}


def test_nothing_that_keeps_a_site_from_being_published_is_less_than_an_error() -> None:
    assert {CODES[f"output-{name}"].severity for name in ("refused", "foreign", "busy", "failed")} == {Severity.ERROR}
