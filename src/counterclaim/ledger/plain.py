"""Frozen records as JSON and back, by their own fields: for what linking gives and the ledger keeps."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Dataclasses as objects of their fields (defaults that are None or empty left out), tuples as lists.

    >>> from counterclaim.model import Join
    >>> to_plain(Join("m_1", 1.0, "its first report"))
    {'mention': 'm_1', 'score': 1.0, 'reason': 'its first report'}
    """
    kind = type(value)
    if kind is str or value is None or kind is int or kind is float or kind is bool:
        return value
    if kind is tuple or kind is list:
        return [to_plain(v) for v in value]
    if kind is dict:
        return {k: to_plain(v) for k, v in value.items()}
    out = {}
    for name in _names(cast(Hashable, kind)):
        inner = getattr(value, name)
        if inner is None or inner is False or inner == ():
            continue
        out[name] = to_plain(inner)
    return out


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_plain(kind: type[T], data: Any) -> T:
    """A record of ``kind`` from what `to_plain` made of it.

    >>> from counterclaim.model import Answer
    >>> answer = Answer("r_b:c_2", "r_a:c_1", "denies the same deed", 0.8)
    >>> from_plain(Answer, to_plain(answer)) == answer
    True
    """
    made: T = _reader(cast(Hashable, kind))(data)
    return made


#: Kept records are read again while their list is looked at: 4,000 take some 40 MB.
@lru_cache(maxsize=4_000)
def decoded(kind: type[T], record: str) -> T:
    """The record that was kept as JSON text.

    >>> from counterclaim.model import Join
    >>> decoded(Join, '{"mention":"m_1","score":1.0,"reason":"its first report"}').score
    1.0
    """
    return from_plain(kind, json.loads(record))


Read = Callable[[Any], Any]


def _same(data: Any) -> Any:
    return data


@cache
def _reader(hint: Any) -> Read:
    """What reads a value of a type, made once for each type."""
    origin = get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_reader(hint)
    if origin is tuple:
        inner = _reader(get_args(hint)[0])
        if inner is _same:
            return lambda data: tuple(data or ())
        return lambda data: tuple([inner(value) for value in data or ()])
    if origin in (Union, types.UnionType):
        kinds = [a for a in get_args(hint) if a is not type(None)]
        inner = _reader(kinds[0]) if len(kinds) == 1 else _same
        return inner if inner is _same else lambda data: None if data is None else inner(data)
    return bool if hint is bool else _same


def _record_reader(kind: Any) -> Read:
    hints = get_type_hints(kind)
    # A record may hold itself no deeper than its types say, so that this ends.
    named = [(name, _reader(hints[name])) for name in _names(kind)]

    def read(data: Any) -> Any:
        return kind(*[inner(data.get(name)) for name, inner in named])

    return read
