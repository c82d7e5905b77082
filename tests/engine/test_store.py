"""Objects and notes across builds, and every way in which a store can be damaged: nothing of it is ever believed."""

from __future__ import annotations

import random

import pytest

from sitegen.engine.store import INDEX, Store
from tests.fakes import MemoryDrawer


def filled() -> tuple[MemoryDrawer, str]:
    drawer = MemoryDrawer()
    store = Store(drawer, "1")
    name = store.keep(b"an object" * 30)
    store.save({"room": {"note": [1, "ä"]}})
    return drawer, name


def test_what_is_wanted_is_kept_and_the_rest_forgotten() -> None:
    drawer, name = filled()
    store = Store(drawer, "1")
    assert store.notes == {"room": {"note": [1, "ä"]}}
    assert store.recall(name) == b"an object" * 30
    assert store.want(name)
    other = store.keep(b"another")
    store.save({})
    store = Store(drawer, "1")
    assert store.recall(name) and store.recall(other)
    store.want(other)
    store.save({})
    assert Store(drawer, "1").recall(name) is None
    assert len([each for each in drawer.files if each.startswith("pack-")]) == 1


def test_many_builds_leave_few_packs() -> None:
    drawer = MemoryDrawer()
    names: list[str] = []
    for number in range(40):
        store = Store(drawer, "1")
        assert all(store.want(name) for name in names)
        names.append(store.keep(str(number).encode()))
        store.save({})
    assert [Store(drawer, "1").recall(name) for name in names] == [str(number).encode() for number in range(40)]
    assert len(drawer.files) < 15


@pytest.mark.parametrize("again", [{"key": "2"}, {"key": "1", "empty": True}])
def test_another_version_begins_anew(again: dict[str, object]) -> None:
    drawer, name = filled()
    store = Store(drawer, **again)  # type: ignore[arg-type]
    assert store.notes == {} and store.recall(name) is None and not store.want(name)


def test_no_flipped_bit_and_no_cut_is_believed() -> None:
    chance = random.Random(7)
    drawer, name = filled()
    for file in list(drawer.files):
        good = drawer.files[file]
        for _ in range(300):
            hurt = bytearray(good)
            if chance.random() < 0.5:
                hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
            else:
                del hurt[chance.randrange(len(hurt)) :]
            drawer.files[file] = bytes(hurt)
            store = Store(drawer, "1")
            assert store.notes == ({} if file == INDEX else {"room": {"note": [1, "ä"]}})
            assert store.recall(name) in (None, b"an object" * 30)
        drawer.files[file] = good
    assert Store(drawer, "1").recall(name)


def test_what_is_not_wanted_stays_when_a_build_was_cut_short() -> None:
    drawer, name = filled()
    store = Store(drawer, "1")
    store.save(store.notes, whole=False)
    assert Store(drawer, "1").recall(name) == b"an object" * 30
