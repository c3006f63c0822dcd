"""What was found in a slice as JSON and back, losing nothing.

The shapes are read off the dataclasses. What does not have the shape is refused with a ValueError, and nothing in
it can run: there are only texts, numbers, lists and tables.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def to_data(value: Any) -> Any:
    """Dataclasses as lists of their fields, sets sorted, tables as they are."""
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case Mapping():
            return {name: to_data(each) for name, each in value.items()}
        case frozenset():
            return sorted(to_data(each) for each in value)
        case tuple() | list():
            return [to_data(each) for each in value]
        case _ if is_dataclass(value):
            return [to_data(getattr(value, name)) for name in _names(cast(Any, type(value)))]
    raise TypeError(f"{type(value).__name__} is not stored")


def from_data(kind: type[T], data: object) -> T:
    """The value of a type that `to_data` made these data from. Raises ValueError for any other data."""
    read: T = _reader(cast(Any, kind))(data)
    return read


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _reader(kind: Any) -> Reader:
    origin, given = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        [inner] = [each for each in given if each is not type(None)]
        read = _reader(inner)
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        return _tuple_reader(given)
    if origin is frozenset:
        member = _reader(given[0])
        return lambda data: frozenset(map(member, _list(data)))
    if origin is not None and issubclass(origin, Mapping):
        return _table_reader(_reader(given[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    return _plain_reader(kind)


def _plain_reader(kind: Any) -> Reader:
    def read(data: Any) -> Any:
        if kind is not object and type(data) is not kind:
            raise ValueError("not of the type that is stored")
        return data

    return read


def _tuple_reader(given: tuple[Any, ...]) -> Reader:
    members = [_reader(each) for each in given if each is not Ellipsis]
    if Ellipsis in given:
        return lambda data: tuple(map(members[0], _list(data)))

    def read(data: Any) -> Any:
        return tuple(member(each) for member, each in zip(members, _list(data), strict=True))

    return read


def _table_reader(read_each: Reader) -> Reader:
    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError("not a table")
        return {name: read_each(each) for name, each in data.items()}

    return read


def _dataclass_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[name]) for name in _names(kind)]

    def read(data: Any) -> Any:
        return kind(*(member(each) for member, each in zip(readers, _list(data), strict=True)))

    return read


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError("not a list")
    return data
