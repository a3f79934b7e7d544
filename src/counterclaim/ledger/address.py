"""Where a ledger lies: a file or a database address, and how to show it without its password."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from counterclaim.errors import CounterclaimError

#: The environment variable that names the ledger where the command line does not.
VARIABLE = "COUNTERCLAIM_LEDGER"

_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True)
class Address:
    """A ledger's place: ``path`` for a SQLite file, None for a PostgreSQL database.

    >>> str(Address(make_url("postgresql+psycopg://desk:secret@db.example/ledger")))
    'postgresql://desk:***@db.example/ledger'
    """

    url: URL
    path: Path | None = None

    def __str__(self) -> str:
        if self.path is not None:
            return str(self.path)
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)


def default_path() -> Path:
    """``counterclaim.db`` in the user's data folder."""
    return user_data_path("counterclaim", appauthor=False) / "counterclaim.db"


def address(where: str | Path | None = None) -> Address:
    """The address that ``where`` means; None asks ``COUNTERCLAIM_LEDGER`` and then takes the default.

    Raises CC601 for an address that is neither a file nor a PostgreSQL database.

    >>> address("reports.db").path.name
    'reports.db'
    >>> address("postgresql://localhost/ledger").path is None
    True
    """
    where = where if where is not None else os.environ.get(VARIABLE) or default_path()
    if isinstance(where, Path) or "://" not in where:
        path = Path(where).expanduser()
        return Address(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise _unknown(where.split("://")[0]) from error
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return address(Path(str(url.database)))
    if url.drivername in _POSTGRES:
        return Address(url.set(drivername="postgresql+psycopg"))
    raise _unknown(url.drivername)


def _unknown(scheme: str) -> CounterclaimError:
    return CounterclaimError(
        "CC601",
        f"There can be no ledger at an address that begins with {scheme}://.",
        "A ledger is a file or a PostgreSQL database.",
        "Give a path, or postgresql://USER@HOST/DATABASE.",
        exit_code=2,
    )
