"""Frozen values as JSON and back, and their digests: the one form in which anything is kept between builds.

Only classes that were handed over by name are ever made: a kept file can hold words, numbers and values of those
classes, never code. A class is written as its place in that table and its fields in order; the table is part of what
the whole store is keyed by (`store`), so an older form is never read. A *fingerprint* has two halves: what a thing
says, and where it stands in the files (fields that are left out of comparison). A line added at the top of a file moves
everything below it and changes none of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from itertools import takewhile
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sitegen.core.artifact import Fingerprint
from sitegen.core.record import fields

_ATOMS = frozenset({str, int, bool, float, type(None)})

_TUPLE, _MAPPING, _DECIMAL, _DATE, _MOMENT, _SET, _OWN = range(7)
FIRST = 10  # the number of the first class of a table


def digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Encoding:
    """`classes`: the records that may be kept. `own`: a class that is kept in a way of its own -> how it is put
    into and taken out of plain lists; such a value tells its fingerprint itself (`fingerprint`), and it is that of the
    `sealed` value that it stands for: values of that class count in others by their fingerprints alone."""

    def __init__(
        self,
        classes: Sequence[type],
        own: Mapping[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]] | None = None,
        sealed: type | None = None,
    ) -> None:
        self.sealed = sealed
        self.classes = tuple(classes)
        self.own = dict(own or {})
        self._owners = tuple(self.own)
        self._last: tuple[Any, Fingerprint] = (None, Fingerprint("", ""))
        self._numbers = {kind: number for number, kind in enumerate(self.classes, FIRST)}
        self._values = {kind: _row_of(tuple(field.name for field in fields(kind))) for kind in self.classes}
        self._tails = {kind: _tail(kind) for kind in self.classes}
        self._compared = {
            kind: tuple((field.name, field.compare) for field in fields(kind)) for kind in self.classes
        }  # fmt: skip

    def put(self, value: Any) -> Any:
        """As lists, words and numbers. TypeError for what cannot be kept."""
        return self._put(value)

    def take(self, shape: Any) -> Any:
        """The value again. Raises ValueError, TypeError, LookupError for a shape that `put` never gives."""
        return self._take(shape) if type(shape) is list else shape

    def _put(self, value: Any) -> Any:
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind is tuple:
            return [_TUPLE, *value] if _ATOMS.issuperset(map(type, value)) else [_TUPLE, *map(self._put, value)]
        number = self._numbers.get(kind)
        if number is not None:
            row = self._values[kind](value)
            end = len(row)
            for default in self._tails[kind]:
                if not _same(row[end - 1], default):
                    break
                end -= 1
            row = row[:end]
            return [number, *row] if _ATOMS.issuperset(map(type, row)) else [number, *map(self._put, row)]
        if kind in self.own:
            return [_OWN, self._owners.index(kind), self.own[kind][0](value)]
        if kind is dict:
            return [_MAPPING, *(self._put(each) for pair in value.items() for each in pair)]
        return _plain(value, self._put)

    def _take(self, shape: list[Any]) -> Any:
        number = shape[0]
        if number == _OWN:
            return self.own[self._owners[shape[1]]][1](shape[2])
        take = self._take
        rest = [take(each) if type(each) is list else each for each in shape]
        del rest[0]
        if number >= FIRST:
            return self.classes[number - FIRST](*rest)
        if number == _TUPLE:
            return tuple(rest)
        if number == _MAPPING:
            return dict(zip(rest[::2], rest[1::2], strict=True))
        if number == _DECIMAL:
            return Decimal(rest[0])
        if number == _DATE:
            return date.fromisoformat(rest[0])
        if number == _MOMENT:
            return datetime.fromisoformat(rest[0]).replace(tzinfo=_zone(rest[1]), fold=rest[2])
        if number == _SET:
            return frozenset(rest)
        raise ValueError("no such shape")

    def encode(self, value: Any) -> bytes:
        return dump(self._put(value))

    def decode(self, data: bytes) -> Any:
        return self.take(json.loads(data))

    def fingerprint(self, value: Any) -> Fingerprint:
        places: list[Any] = []
        said = self._fields(value, places) if type(value) is self.sealed else self._said(value, places)
        return Fingerprint(_digest(said), _digest(places) if places else "")

    def _said(self, value: Any, places: list[Any]) -> Any:
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind is tuple:
            if _ATOMS.issuperset(map(type, value)):
                return [_TUPLE, *value]
            return [_TUPLE, *(self._said(each, places) for each in value)]
        if kind is self.sealed or kind in self.own:
            told: Fingerprint = self._of_sealed(value) if kind is self.sealed else value.fingerprint
            places.append(told.places)
            return [_OWN, told.value]
        if kind in self._numbers:
            return self._fields(value, places)
        if kind is dict:
            return [_MAPPING, *(self._said(each, places) for pair in value.items() for each in pair)]
        return _plain(value, lambda each: self._said(each, places))

    def _of_sealed(self, value: Any) -> Fingerprint:
        """Several in a row are often the very same: no words at all."""
        if value is not self._last[0]:
            self._last = (value, self.fingerprint(value))
        return self._last[1]

    def _fields(self, value: Any, places: list[Any]) -> Any:
        kind = type(value)
        said: list[Any] = [self._numbers[kind]]
        for name, compared in self._compared[kind]:
            each = getattr(value, name)
            if compared:
                said.append(each if type(each) in _ATOMS else self._said(each, places))
            else:
                places.append(self._put(each))
        return said


def _row_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these attributes; `attrgetter` alone gives no row for fewer than two."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _tail(kind: type) -> tuple[Any, ...]:
    """The defaults of the last fields of a class, from the end: where a value has them, they need not be kept."""
    given = [field.default for field in fields(kind)]
    plain = takewhile(lambda default: type(default) in _ATOMS or default in ((), frozenset()), reversed(given))
    return tuple(plain)


def _same(value: Any, default: Any) -> bool:
    """True and 1 are equal and not the same."""
    return type(value) is type(default) and bool(value == default)


def dump(shape: Any) -> bytes:
    return _JSON.encode(shape).encode("utf-8", "surrogatepass")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def table(classes: Sequence[type]) -> str:
    """The names and fields of classes, for a store's key: a class that changes its fields is another class."""
    return ";".join(f"{kind.__qualname__}({','.join(field.name for field in fields(kind))})" for kind in classes)


def records_of(*modules: Any) -> tuple[type, ...]:
    """Every record that these modules define, by name."""
    found = {
        f"{kind.__module__}.{kind.__qualname__}": kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and "__record__" in vars(kind) and kind.__module__ == module.__name__
    }
    return tuple(found[name] for name in sorted(found))


def _digest(shape: Any) -> str:
    return sha256(dump(shape)).hexdigest()[:32]


def _plain(value: Any, put: Callable[[Any], Any]) -> Any:
    if isinstance(value, datetime):
        naive = value.replace(tzinfo=None)
        return [_MOMENT, naive.isoformat(), _zone_name(value), value.fold]
    if isinstance(value, date):
        return [_DATE, value.isoformat()]
    if isinstance(value, Decimal):
        return [_DECIMAL, str(value)]
    if isinstance(value, frozenset):
        return [_SET, *map(put, sorted(value))]
    raise TypeError(f"{type(value).__qualname__} cannot be kept")


def _zone_name(moment: datetime) -> str | int | None:
    """A zone by its name, an offset in seconds, or nothing for a moment without either."""
    if moment.tzinfo is None:
        return None
    if isinstance(moment.tzinfo, ZoneInfo):
        return moment.tzinfo.key
    offset = moment.utcoffset() or timedelta()
    return round(offset.total_seconds())


def _zone(name: str | int | None) -> ZoneInfo | timezone | None:
    if name is None:
        return None
    return timezone(timedelta(seconds=name)) if isinstance(name, int) else ZoneInfo(name)
