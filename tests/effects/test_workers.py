"""Work in copies of the process: the same as here, in order, also when a copy dies or cannot be made."""

from __future__ import annotations

import os

import pytest

from sitegen.effects.workers import Forks

HERE = os.getpid()


def test_the_same_as_here_in_the_same_order() -> None:
    items = list(range(101))
    wanted = [b"%d " % item * item for item in items]
    for cores in (1, 3):
        assert Forks(cores).each(lambda item: b"%d " % item * item, items, least=5) == wanted


def test_it_is_done_elsewhere() -> None:
    pids = set(Forks(2).each(lambda item: str(os.getpid()).encode(), range(20), least=5))
    assert str(HERE).encode() not in pids and len(pids) == 2


def test_a_copy_that_dies_has_its_share_done_here() -> None:
    def work(item: int) -> bytes:
        if os.getpid() != HERE and item == 7:
            os._exit(9)
        return str(item).encode()

    assert Forks(2).each(work, range(20), least=5) == [str(item).encode() for item in range(20)]


def test_a_fault_shows_as_it_would_have() -> None:
    def work(item: int) -> bytes:
        raise LookupError(item)

    with pytest.raises(LookupError, match="0"):
        Forks(2).each(work, range(20), least=5)


def test_where_no_copy_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert Forks(2).each(lambda item: str(item).encode(), range(20), least=5) == [str(i).encode() for i in range(20)]
