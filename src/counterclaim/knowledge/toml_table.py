"""Reading a knowledge table: TOML, one row a thing, checked row by row."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any, TypeVar

from counterclaim.errors import CounterclaimError

T = TypeVar("T")


class BadRow(ValueError):
    """A row that cannot be used; the message says why in plain words."""


def rows(
    table: str, key: str, make: Callable[[dict[str, Any]], T], *, text: str | None = None
) -> Iterator[T]:
    """Yield ``make(row)`` for each ``[[key]]`` row of ``tables/<table>.toml``.

    ``text`` replaces the packaged file (for tests and a user's own table). Raises `CounterclaimError`
    CC201 when the file is not TOML and CC202, with the row's number and its id or name, when ``make``
    raises `BadRow`, ``KeyError``, ``TypeError`` or ``ValueError``.

    >>> list(rows("x", "thing", lambda row: row["name"], text='[[thing]]\\nname = "a"'))
    ['a']
    """
    if text is None:
        text = (
            resources.files("counterclaim.knowledge").joinpath("tables", f"{table}.toml").read_text("utf-8")
        )
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CounterclaimError(
            "CC201",
            f"The table {table}.toml cannot be read.",
            f"It is not valid TOML: {error}.",
            "Mend that line.",
        ) from error
    for number, row in enumerate(data.get(key, []), start=1):
        try:
            yield make(row)
        except (BadRow, KeyError, TypeError, ValueError) as error:
            label = (
                row.get("id") or row.get("name") or row.get("lemma") or "unnamed"
                if isinstance(row, dict)
                else row
            )
            why = f"missing {error}" if isinstance(error, KeyError) else str(error)
            raise CounterclaimError(
                "CC202",
                f"Row {number} ({label}) of {table}.toml cannot be used.",
                f"Reason: {why}.",
                "Mend that row.",
            ) from error
