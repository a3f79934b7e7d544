"""What a watch remembers between rounds, in one file that survives a stop at any moment.

What a feed lists is written down together with the feed's validators (ETag, Last-Modified): from then on the
feed may answer "nothing new", for nothing that it listed can be lost. An entry counts as done only when
the ledger holds its report.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError

_SCHEMA = 1
_TABLES = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL, tries INTEGER NOT NULL,
    whole REAL NOT NULL
);
CREATE TABLE entries (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, feed TEXT NOT NULL, listed TEXT NOT NULL, digest TEXT NOT NULL,
    waiting INTEGER NOT NULL, due REAL, tries INTEGER NOT NULL, etag TEXT, modified TEXT,
    report TEXT, looked INTEGER NOT NULL, ref TEXT
);
CREATE INDEX entries_ref ON entries (feed, ref);
CREATE INDEX entries_due ON entries (due);
CREATE TABLE hosts (host TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched REAL NOT NULL, body TEXT);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's validators, when it is due, how often in a row it failed, when it was last sent in full."""

    url: str
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    tries: int = 0
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: where it was listed and with what, when it is due, and the report last made of it.

    ``listed`` holds the fields of the report that the feed itself gives, ``digest`` what tells another
    listing of it; ``waiting`` until the ledger holds its report; ``looked`` counts later looks. ``ref`` is
    the id that the feed gives it.

    >>> Entry("a.example/1", "https://a.example/1", "https://a.example/rss").waiting
    True
    """

    key: str
    url: str
    feed: str
    listed: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    waiting: bool = True
    due: float | None = 0.0
    tries: int = 0
    etag: str | None = None
    modified: str | None = None
    report: str | None = None
    looked: int = 0
    ref: str | None = None


class WatchState:
    """The file, held by one watch at a time; CC410 while another holds it, CC409 where it cannot be used.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, WatchState(Path(folder) / "a.watch") as state:
    ...     entry = Entry("k", "https://a.example/1", "https://a.example/f")
    ...     state.list_entries(Feed("https://a.example/f", etag='"1"'), [entry])
    ...     [entry.key for entry in state.due_entries(1.0)], state.feed("https://a.example/f").etag
    (['k'], '"1"')
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Addresses of feeds may hold keys.
            path.touch(mode=0o600)
            self._base = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        try:
            # The lock is the process's: it goes with it, however it ends.
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("BEGIN EXCLUSIVE")
            found = self._base.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for statement in _TABLES.split(";"):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version = {_SCHEMA}")
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            self._base.close()
            if "locked" in str(error):
                raise CounterclaimError(
                    "CC410",
                    f"{path} is in use.",
                    "Another watch is running on this ledger.",
                    "Stop it, or wait until its round is over.",
                ) from error
            raise _unusable(path, error) from error
        if found not in (0, _SCHEMA):
            self._base.close()
            raise CounterclaimError(
                "CC409",
                f"{path} cannot be used.",
                "A newer counterclaim made it.",
                "Install the newer version, or name another file with --state.",
            )

    def __enter__(self) -> WatchState:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error

    def _rows(self, query: str, *given: Any) -> list[Any]:
        try:
            return self._base.execute(query, given).fetchall()
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error

    # Feeds and entries

    def feed(self, url: str) -> Feed:
        """What is remembered of a feed; one that was never asked is due."""
        rows = self._rows("SELECT * FROM feeds WHERE url = ?", url)
        return Feed(*rows[0]) if rows else Feed(url)

    def list_entries(self, feed: Feed, entries: Iterable[Entry]) -> None:
        """Write down a feed's answer at once: its validators, and the entries that are new or changed."""
        with self._changing() as base:
            base.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)",
                (feed.url, feed.etag, feed.modified, feed.due, feed.tries, feed.whole),
            )
            for entry in entries:
                _put(base, entry)

    def entry(self, key: str) -> Entry | None:
        """One entry, or None where it was never listed."""
        rows = self._rows("SELECT * FROM entries WHERE key = ?", key)
        return _entry(rows[0]) if rows else None

    def entry_of(self, feed: str, ref: str) -> Entry | None:
        """The entry that a feed listed under an id of its own, or None."""
        rows = self._rows("SELECT * FROM entries WHERE feed = ? AND ref = ? LIMIT 1", feed, ref)
        return _entry(rows[0]) if rows else None

    def put(self, entry: Entry) -> None:
        """Write down how an entry stands."""
        with self._changing() as base:
            _put(base, entry)

    def due_entries(self, now: float) -> Iterator[Entry]:
        """The entries to be fetched by now: those that wait first, each group by when it was due."""
        query = "SELECT key FROM entries WHERE due <= ? ORDER BY waiting DESC, due, rowid"
        for (key,) in self._rows(query, now):
            if (entry := self.entry(key)) is not None:
                yield entry

    def waiting(self) -> int:
        """How many entries wait to be read."""
        return int(self._rows("SELECT count(*) FROM entries WHERE waiting")[0][0])

    # Hosts and their robots.txt

    def host_until(self, host: str) -> float:
        """The moment before which the host asked not to be called; 0 where it did not."""
        rows = self._rows("SELECT until FROM hosts WHERE host = ?", host)
        return float(rows[0][0]) if rows else 0.0

    def hold_host(self, host: str, until: float) -> None:
        """Write down that a host is not to be called before a moment."""
        with self._changing() as base:
            base.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until))

    def robots(self, origin: str) -> tuple[float, str | None] | None:
        """When a site's robots.txt was fetched and what it says (None: there is none), or None."""
        rows = self._rows("SELECT fetched, body FROM robots WHERE origin = ?", origin)
        return (float(rows[0][0]), rows[0][1]) if rows else None

    def keep_robots(self, origin: str, fetched: float, body: str | None) -> None:
        """Keep a site's robots.txt."""
        with self._changing() as base:
            base.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, fetched, body))

    # The ledger it belongs to

    def belongs_to(self) -> tuple[int, str] | None:
        """The number and the start of the run in which the last round was kept, or None."""
        rows = self._rows("SELECT value FROM about WHERE name = 'run'")
        if not rows:
            return None
        number, started = json.loads(rows[0][0])
        return int(number), str(started)

    def kept_in(self, number: int, started: str) -> None:
        """Write down the run of a round."""
        with self._changing() as base:
            base.execute("INSERT OR REPLACE INTO about VALUES ('run', ?)", (json.dumps([number, started]),))

    def forget(self) -> None:
        """Forget feeds and entries: the ledger is another one, or an older state of it."""
        with self._changing() as base:
            for table in ("feeds", "entries", "about"):
                base.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above


def _put(base: sqlite3.Connection, entry: Entry) -> None:
    base.execute(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
        "url = excluded.url, feed = excluded.feed, listed = excluded.listed, digest = excluded.digest, "
        "waiting = excluded.waiting, due = excluded.due, tries = excluded.tries, etag = excluded.etag, "
        "modified = excluded.modified, report = excluded.report, looked = excluded.looked, "
        "ref = excluded.ref",
        (
            entry.key,
            entry.url,
            entry.feed,
            json.dumps(entry.listed),
            entry.digest,
            entry.waiting,
            entry.due,
            entry.tries,
            entry.etag,
            entry.modified,
            entry.report,
            entry.looked,
            entry.ref,
        ),
    )


def _entry(row: Any) -> Entry:
    key, url, feed, listed, digest, waiting, *rest = row
    return Entry(key, url, feed, json.loads(listed), digest, bool(waiting), *rest)


def _unusable(path: Path, error: Exception) -> CounterclaimError:
    return CounterclaimError(
        "CC409",
        f"{path} cannot be used.",
        f"{getattr(error, 'strerror', None) or error}.",
        "Free some space or check its permissions; if it is damaged, remove it: what the ledger holds is not "
        "added twice.",
    )
