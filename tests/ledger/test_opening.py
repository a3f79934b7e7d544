"""Opening: where a ledger lies, schemas old and new, and files that are none."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger, opening
from counterclaim.ledger.address import VARIABLE, address
from counterclaim.ledger.opening import migrate, schema_of, writing
from counterclaim.ledger.tables import METADATA
from counterclaim.model import Reading

VERSIONS = Path(opening.__file__).parent / "migrations" / "versions"


def test_the_schema_of_the_migrations_is_that_of_the_tables(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, METADATA)
    # The search index and Alembic's own table are made by hand and stand in no metadata.
    ours = [d for d in found if not (d[0] in ("remove_table", "remove_index") and "search_" in _name(d[1]))]
    assert ours == []


def _name(thing: Any) -> str:
    return str(getattr(thing, "table", thing).name)


@pytest.mark.parametrize("released", sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py")))
def test_every_released_schema_comes_forward(
    released: str, where: str, night: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = address(where)
    monkeypatch.setattr(opening, "HEAD", released)
    opening.open_engine(at).dispose()
    monkeypatch.undo()
    with Ledger.open(where) as ledger:
        assert schema_of(ledger._engine) == opening.HEAD
        ledger.add(night)
        assert ledger.check(deep=True).sound


def test_head_is_the_last_migration() -> None:
    assert sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))[-1] == opening.HEAD


def test_a_ledger_of_a_newer_version_is_left_alone(where: str) -> None:
    Ledger.open(where).close()
    engine = opening._engine(address(where))
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(CounterclaimError, match="CC608"):
        Ledger.open(where)


def test_tables_of_another_program_are_left_alone(where: str) -> None:
    engine = opening._engine(address(where))
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    engine.dispose()
    with pytest.raises(CounterclaimError, match="CC602"):
        Ledger.open(where)


def test_a_migration_broken_off_leaves_nothing(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: object, target: str) -> None:
        migrate(connection, target)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr(opening, "migrate", broken)
    with pytest.raises(RuntimeError):
        Ledger.open(where)
    monkeypatch.undo()
    with Ledger.open(where) as ledger:
        assert ledger.check().sound


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear colleagues, " * 100, "utf-8")
    for path in (tmp_path / "letter.db", tmp_path):
        with pytest.raises(CounterclaimError, match="CC602"):
            Ledger.open(path)
    with pytest.raises(CounterclaimError, match="CC609"):
        Ledger.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(CounterclaimError, match="CC610"):
        Ledger.open(tmp_path / "letter.db" / "inside.db")
    with pytest.raises(CounterclaimError, match="CC610"):
        Ledger.open(tmp_path / ("x" * 300))


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with Ledger.open(tmp_path / "empty.db") as ledger:
        assert ledger.check().sound


def test_a_new_ledger_is_its_owners_alone(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "deep" / "er" / "mine.db").close()
    assert (tmp_path / "deep" / "er" / "mine.db").stat().st_mode & 0o077 == 0


def test_a_damaged_ledger_says_so(tmp_path: Path, night: list[Reading]) -> None:
    path = tmp_path / "broken.db"
    with Ledger.open(path) as ledger:
        ledger.add(night)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[8192 : len(data) // 2] = os.urandom(len(data) // 2 - 8192)
    path.write_bytes(data)
    with pytest.raises(CounterclaimError, match="CC602"):
        _use(path, night)


def _use(path: Path, night: list[Reading]) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(night)
        ledger.check()
        ledger.claims()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_that_may_only_be_read(tmp_path: Path, night: list[Reading]) -> None:
    path = tmp_path / "theirs.db"
    Ledger.open(path).close()
    path.chmod(0o400)
    with pytest.raises(CounterclaimError, match="CC606"), Ledger.open(path) as ledger:
        ledger.add(night)


@pytest.mark.parametrize(
    "where", ["mysql://localhost/x", "http://example.org/x", "://", "sqlite://", "sqlite:///:memory:"]
)
def test_addresses_that_cannot_be(where: str) -> None:
    with pytest.raises(CounterclaimError, match="CC601"):
        Ledger.open(where)


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://desk:s3cret@localhost:1/none",
        "postgresql://desk:s3cret@/none?host=/nonexistent",
    ],
)
def test_a_server_that_does_not_answer(where: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(CounterclaimError, match="CC603") as told:
        Ledger.open(where)
    assert "s3cret" not in str(told.value)


def test_the_variable_names_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named.db"))
    with Ledger.open() as ledger:
        assert ledger.address.path == tmp_path / "named.db"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert address().path == tmp_path / "data" / "counterclaim" / "counterclaim.db"


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one.db") as ledger, ledger._engine.connect() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA foreign_keys").scalar() == 1


def test_nothing_of_ours_holds_a_plain_sqlite_open(tmp_path: Path) -> None:
    """Another program may read the file with plain SQL while we have it open."""
    with Ledger.open(tmp_path / "one.db"):
        engine = create_engine(f"sqlite:///{tmp_path / 'one.db'}")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM reports").scalar() == 0
        engine.dispose()
