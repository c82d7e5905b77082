"""Work in copies of the process: the same as here, in order, also when a copy dies or cannot be made."""

from __future__ import annotations

import os

import pytest

from sitegen.core.world import Pieces
from sitegen.effects.workers import Forks

HERE = os.getpid()
WORDS: list[Pieces] = [(str(item).encode(),) for item in range(20)]


def said(item: int) -> Pieces:
    return WORDS[item]


def test_the_same_as_here_in_the_same_order() -> None:
    def work(item: int) -> Pieces:
        return tuple(b"%d " % item * size for size in range(item % 4 + 1)) if item % 7 else (b"x" * item * 9_999, b"")

    items = range(101)
    for cores in (1, 3):
        assert Forks(cores).each(work, items, least=5) == [work(item) for item in items]


def test_it_is_done_elsewhere() -> None:
    pids = {pid for (pid,) in Forks(2).each(lambda item: (str(os.getpid()).encode(),), range(20), least=5)}
    assert str(HERE).encode() not in pids and len(pids) == 2


def test_a_copy_that_dies_has_its_share_done_here() -> None:
    def work(item: int) -> Pieces:
        if os.getpid() != HERE and item == 7:
            os._exit(9)
        return said(item)

    assert Forks(2).each(work, range(20), least=5) == WORDS


@pytest.mark.parametrize("after", [1, 8, 9, 16, 17, 20])
def test_so_has_one_that_dies_in_the_middle_of_a_word(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the share, or of an item: what came of it is not taken for all."""

    def cut(descriptor: int, *args: object, **kwargs: object) -> Cut:
        return Cut(descriptor, after)

    monkeypatch.setattr("sitegen.effects.workers.open", cut, raising=False)
    assert Forks(2).each(lambda item: (*said(item), b"!"), range(20), least=5) == [(*word, b"!") for word in WORDS]


class Cut:
    """A pipe that is gone after so many bytes."""

    def __init__(self, descriptor: int, left: int) -> None:
        self._descriptor, self._left = descriptor, left

    def __enter__(self) -> Cut:
        return self

    def __exit__(self, *args: object) -> None: ...

    def write(self, data: bytes) -> None:
        os.write(self._descriptor, data[: self._left])
        self._left -= len(data)
        if self._left <= 0:
            os._exit(0)


def test_a_fault_shows_as_it_would_have() -> None:
    def work(item: int) -> Pieces:
        raise LookupError(item)

    with pytest.raises(LookupError, match="0"):
        Forks(2).each(work, range(20), least=5)


def test_where_no_copy_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert Forks(2).each(said, range(20), least=5) == WORDS
