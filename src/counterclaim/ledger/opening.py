"""Opening a ledger: the engine, its settings, and the schema brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.pool import QueuePool

from counterclaim import __version__
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import faults
from counterclaim.ledger.address import Address
from counterclaim.ledger.tables import ABOUT

#: The schema this version writes: the last file in ``migrations/versions``.
HEAD = "0002"

#: How long a writer waits for another (seconds). Linking a batch holds the lock for a second or two at a
#: million claims, so a minute is a long queue of writers.
BUSY_S = 60.0

#: Page cache of one SQLite connection (KiB). 64 MiB keep the inner pages of every index at a million claims.
_CACHE_KIB = 65_536

#: Any number: the lock that PostgreSQL's writers of one ledger share.
_WRITERS = 4_202_510


def now() -> str:
    """The moment in UTC to the second, as the ledger writes it: ``2025-10-12T08:00:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_engine(address: Address, *, create: bool = True) -> Engine:
    """An engine on the ledger at ``address``, its schema current.

    A ledger that does not exist is made when ``create``. Raises CC602 (no ledger, damaged), CC603 (server not
    reached), CC608 (made by a newer version), CC609 (does not exist), CC610 (its folder cannot be made or
    written).
    """
    if address.path is not None:
        _check_path(address, create)
    engine = _engine(address)
    try:
        with faults.told(address):
            _bring_up(engine, address, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_path(address: Address, create: bool) -> None:
    path = address.path
    assert path is not None  # noqa: S101 - the caller asked
    try:
        if path.is_dir():
            raise CounterclaimError(
                "CC602", f"{path} is no ledger.", "It is a folder.", "Name a file with --ledger.", exit_code=2
            )
        if path.exists():
            return
        if not create:
            raise CounterclaimError(
                "CC609",
                f"There is no ledger at {path}.",
                "No such file exists.",
                "Make one with `counterclaim add`, or name another with --ledger.",
                exit_code=2,
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite makes a file with the process's mask; a ledger may hold names of sources.
        path.touch(mode=0o600)
    except (OSError, ValueError) as error:
        raise CounterclaimError(
            "CC610",
            f"No ledger can be made at {path}.",
            f"{getattr(error, 'strerror', None) or error}.",
            "Choose another place with --ledger.",
        ) from error


def _engine(address: Address) -> Engine:
    if address.path is not None:
        engine = create_engine(
            address.url,
            poolclass=QueuePool,
            pool_size=4,
            connect_args={"timeout": BUSY_S, "check_same_thread": False},
        )
        event.listen(engine, "connect", _set_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise CounterclaimError(
            "CC603",
            f"{address} cannot be reached.",
            "The driver for PostgreSQL is not installed.",
            "Install it: pip install 'counterclaim[pg]'.",
        ) from error
    return create_engine(
        address.url,
        poolclass=QueuePool,
        pool_size=4,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "counterclaim"},
    )


def _set_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # We begin transactions ourselves (`_begin_sqlite`): the driver would begin them late and never for reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(BUSY_S * 1000)}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("counterclaim_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the one writer: others that write wait, readers go on with what was there before."""
    with engine.connect().execution_options(counterclaim_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(BUSY_S * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the ledger throughout, whatever is written meanwhile."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _bring_up(engine: Engine, address: Address, create: bool) -> None:
    found = schema_of(engine)
    if found == HEAD:
        return
    if found is None:
        if not create:
            raise CounterclaimError(
                "CC609",
                f"There is no ledger at {address}.",
                "The database is empty.",
                "Make one with `counterclaim add`, or name another with --ledger.",
                exit_code=2,
            )
        if _foreign(engine):
            raise faults.damaged(address, "it holds tables of another program")
    elif found > HEAD:
        raise CounterclaimError(
            "CC608",
            f"{address} was made by a newer counterclaim.",
            f"Its schema is {found}; this version knows {HEAD}.",
            "Install the newer version.",
        )
    with writing(engine) as connection:
        if schema_of(connection) == HEAD:
            return  # another process was quicker
        migrate(connection, HEAD)
        if found is None:
            about = {"ledger": uuid4().hex, "made": now(), "by": __version__}
            connection.execute(ABOUT.insert(), [{"name": k, "value": v} for k, v in about.items()])


def migrate(connection: Connection, target: str) -> None:
    """Bring the schema forward to ``target`` inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "counterclaim.ledger:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def schema_of(where: Engine | Connection) -> str | None:
    """The schema's number, or None where there is none.

    Reading it is also how a file that is no database is found out.
    """
    if isinstance(where, Engine):
        with where.connect() as connection, connection.begin():
            return schema_of(connection)
    if "alembic_version" not in _tables(where):
        return None
    return where.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _tables(connection: Connection) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if connection.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return {row[0] for row in connection.exec_driver_sql(query)}


def _foreign(engine: Engine) -> bool:
    with engine.connect() as connection, connection.begin():
        return bool(_tables(connection) - {"alembic_version"})


def about(connection: Connection) -> dict[str, Any]:
    """What the ledger says of itself: its id, when it was made and by which version."""
    return dict(connection.execute(select(ABOUT.c.name, ABOUT.c.value)).tuples().all())
