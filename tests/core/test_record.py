"""A record does what a frozen dataclass with slots does: the same classes are made both ways and held side by side."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from dataclasses import replace as dataclass_replace
from typing import Any, Generic, TypeVar

import pytest

from sitegen.core.record import FrozenError, field, fields, record, replace

T = TypeVar("T")
frozen = dataclass(frozen=True, slots=True)
BOTH = pytest.mark.parametrize(
    ("make", "field", "replace"), [(record, field, replace), (frozen, dataclass_field, dataclass_replace)]
)


@record
class Stop:
    id: str
    name: str = ""
    tags: list[str] = field(default_factory=list)
    line: int = field(default=0, compare=False)
    data: bytes = field(default=b"", repr=False)

    @property
    def title(self) -> str:
        return self.name or self.id


def stops(make: Callable[[type], Any], field: Any) -> Any:
    """The same class, made in either way."""

    @make
    class Stop:
        id: str
        name: str = ""
        line: int = field(default=0, compare=False)
        data: bytes = field(default=b"", repr=False)

    return Stop


@BOTH
def test_values_are_compared_by_what_they_hold(make: Any, field: Any, replace: Any) -> None:
    kind = stops(make, field)
    assert kind("a", "A") == kind(id="a", name="A")
    assert kind("a", "A") != kind("a", "B")
    assert kind("a", line=1) == kind("a", line=2)
    assert hash(kind("a", line=1)) == hash(kind("a", line=2))
    assert len({kind("a"), kind("a"), kind("b")}) == 2
    assert kind("a") != ("a", "", 0, b"")
    assert kind("a") != stops(make, field)("a"), "another class, though it has the same fields"


@BOTH
def test_a_value_shows_what_it_holds(make: Any, field: Any, replace: Any) -> None:
    kind = stops(make, field)
    assert repr(kind("a", 'the "A"', 3, b"...")) == f"{kind.__qualname__}(id='a', name='the \"A\"', line=3)"


@BOTH
def test_nothing_can_be_changed_added_or_taken_away(make: Any, field: Any, replace: Any) -> None:
    stop = stops(make, field)("a")
    with pytest.raises(AttributeError):
        stop.name = "B"
    with pytest.raises(AttributeError):
        del stop.name
    with pytest.raises((AttributeError, TypeError)):  # Python 3.11's own stumbles here
        stop.other = 1
    assert not hasattr(stop, "__dict__")
    assert stop.name == ""


def test_who_tries_is_told_what_to_do() -> None:
    with pytest.raises(FrozenError, match=r"^Stop is frozen: make another with `replace` for another name$"):
        Stop("a").name = "B"  # type: ignore[misc]


@BOTH
def test_another_is_made_from_one(make: Any, field: Any, replace: Any) -> None:
    kind = stops(make, field)
    old = kind("a", "A", line=3)
    new = replace(old, name="B")
    assert (new.id, new.name, new.line, old.name) == ("a", "B", 3, "A")
    with pytest.raises(TypeError, match="unexpected keyword argument 'nam'"):
        replace(old, nam="B")


@BOTH
def test_wrong_calls_are_told_as_ever(make: Any, field: Any, replace: Any) -> None:
    kind = stops(make, field)
    for _ in range(2):  # the first call is the one that compiles
        with pytest.raises(TypeError, match=r"Stop\.__init__\(\) missing 1 required positional argument: 'id'"):
            kind()
        with pytest.raises(TypeError, match=r"Stop\.__init__\(\) got an unexpected keyword argument 'nme'"):
            kind("a", nme="A")


@BOTH
def test_a_default_that_is_made_is_made_anew(make: Any, field: Any, replace: Any) -> None:
    @make
    class Bag:
        things: list[int] = field(default_factory=list)
        size: int = 0

    assert Bag().things == []
    assert Bag().things is not Bag().things
    assert Bag([1]).things == [1]
    assert Bag(size=2) == Bag([], 2)


@BOTH
def test_a_default_that_values_would_share_is_refused(make: Any, field: Any, replace: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="default_factory"):

        @make
        class Bag:
            things: list[int] = []  # noqa: RUF012


@BOTH
def test_what_has_no_default_stands_first(make: Any, field: Any, replace: Any) -> None:
    with pytest.raises(TypeError, match="later"):

        @make
        class Wrong:
            first: int = 0
            later: int


@BOTH
def test_a_class_may_have_methods_of_its_own(make: Any, field: Any, replace: Any) -> None:
    @make
    class Day:
        year: int
        month: int = 0

        def __lt__(self, other: Any) -> bool:
            return (self.year, self.month) < (other.year, other.month)

        def __bool__(self) -> bool:
            return bool(self.month)

        def __repr__(self) -> str:
            return f"{self.year}-{self.month}"

        @property
        def next(self) -> Any:
            return Day(self.year, self.month + 1)

    assert sorted([Day(3), Day(1, 2), Day(1)]) == [Day(1), Day(1, 2), Day(3)]
    assert not Day(1)
    assert repr(Day(1).next) == "1-1"


def test_a_class_that_says_so_is_compared_by_identity() -> None:
    @record
    class Table:
        __eq__ = object.__eq__
        __hash__ = object.__hash__
        rows: dict[str, int]

    one = Table({"a": 1})
    assert one == one
    assert one != Table({"a": 1})
    assert len({one, Table({"a": 1})}) == 2


@BOTH
def test_fields_are_inherited(make: Any, field: Any, replace: Any) -> None:
    @make
    class Place:
        lat: float
        lon: float

        def turned(self) -> tuple[float, float]:
            return self.lon, self.lat

    @make
    class Town(Place):
        name: str

    town = Town(1, 2, "A")
    assert town.turned() == (2, 1)
    assert town == Town(lat=1, lon=2, name="A") != Town(3, 2, "A")
    assert Place(1, 2) != town
    assert replace(town, lat=5) == Town(5, 2, "A")
    assert not hasattr(town, "__dict__")
    assert repr(town) == f"{Town.__qualname__}(lat=1, lon=2, name='A')"


def test_a_generic_class_stays_one() -> None:
    @record
    class Result(Generic[T]):
        value: T
        problems: tuple[str, ...] = ()

    assert Result[int](3) == Result(3)
    assert Result[int](3).problems == ()


@BOTH
def test_a_value_is_matched_by_its_class_and_the_names_of_its_fields(make: Any, field: Any, replace: Any) -> None:
    kind = stops(make, field)
    match kind("a", "A"):
        case kind(id=id, name="A"):
            assert id == "a"
        case _:
            raise AssertionError


@BOTH
def test_any_name_will_do_for_a_field(make: Any, field: Any, replace: Any) -> None:
    @make
    class Link:
        self: str
        type: str = "html"
        kind: str = field(default="x")
        value: int = 0

    assert Link("/a").self == "/a"
    assert replace(Link(self="/a"), value=1, kind="y") == Link("/a", "html", "y", 1)


@BOTH
def test_a_class_without_fields(make: Any, field: Any, replace: Any) -> None:
    @make
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert repr(Nothing()) == f"{Nothing.__qualname__}()"


def test_fields_are_told_in_order() -> None:
    assert [(each.name, each.type, each.compare) for each in fields(Stop)] == [
        ("id", "str", True), ("name", "str", True), ("tags", "list[str]", True), ("line", "int", False),
        ("data", "bytes", True),
    ]  # fmt: skip
    assert fields(int) == ()


def test_a_value_that_holds_what_has_no_hash_has_none() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Stop("a"))


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = "import sys, sitegen.core.model; sys.exit(bool({'dataclasses', 'inspect'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
