"""Users, sessions, tokens and the audit log, in a small SQLite file of their own.

They stand beside the ledger and not in it: a ledger is copied, backed up and handed on, and must carry no
password's hash with it; and a person can sign in while a batch of reports holds the ledger's write lock.
Passwords are kept as argon2id, session marks and tokens (256 random bits) as SHA-256.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from platformdirs import user_data_path

from counterclaim.desk.accounts.who import ROLES, Role, Who
from counterclaim.errors import CounterclaimError
from counterclaim.ledger.address import Address

#: A session ends after this long without a request, and in any case after the second figure (seconds): a
#: working day, and a week.
IDLE_S, SESSION_S = 12 * 3600, 7 * 24 * 3600
#: Wrong passwords within the window after which no further one is looked at: by name, and by address. A
#: person mistypes a few; a newsroom behind one address has several such people.
WRONG_BY_NAME, WRONG_BY_ADDRESS, WINDOW_S = 8, 24, 15 * 60
#: Shortest and longest password: below, guessing is cheap; above, hashing is work for nothing.
SHORTEST, LONGEST = 12, 1024
#: Passwords hashed at once: each takes 64 MiB and a core for a moment.
_AT_ONCE = 2
#: Entries of the audit log that are kept.
_AUDITED = 100_000
#: A session's last use is written down at most this often (seconds): every page would be a write otherwise.
_TOUCH_S = 60

_NAME = re.compile(r"[^\W_][\w.@-]{0,63}")

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, made TEXT NOT NULL
);
CREATE TABLE sessions (
  mark TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  made INTEGER NOT NULL, seen INTEGER NOT NULL
);
CREATE TABLE tokens (
  mark TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  note TEXT NOT NULL, made TEXT NOT NULL
);
CREATE TABLE wrong (at INTEGER NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL);
CREATE INDEX wrong_at ON wrong (at);
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL,
  about TEXT NOT NULL, address TEXT NOT NULL
);
"""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class User:
    """A user as lists show it.

    >>> User("mira", "admin", "2025-10-12T08:00:00Z").tokens
    0
    """

    name: str
    role: Role
    made: str
    sessions: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log: when, who, what was done, about what, from which address.

    >>> Entry(1, "2025-10-12T08:00:00Z", "mira", "signed in", "", "192.0.2.7").who
    'mira'
    """

    number: int
    at: str
    who: str
    did: str
    about: str
    address: str


def accounts_path(ledger: Address) -> Path:
    """Where the accounts of a ledger stand: beside its file, or in the data folder for a database server.

    >>> from counterclaim.ledger.address import address
    >>> accounts_path(address("reports.db")).name
    'reports.db.accounts'
    """
    if ledger.path is not None:
        return ledger.path.with_name(ledger.path.name + ".accounts")
    digest = hashlib.sha256(str(ledger).encode()).hexdigest()[:16]
    return user_data_path("counterclaim", appauthor=False) / f"{digest}.accounts"


class Accounts:
    """The file of accounts at ``path``, made when it does not exist; CC712 where that cannot be.

    ``clock`` gives seconds since 1970.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     accounts = Accounts(Path(folder) / "a.accounts")
    ...     made = accounts.add("Mira", "a long enough phrase", "reviewer")
    ...     mark = accounts.sign_in("mira", "a long enough phrase", "192.0.2.7")
    ...     who = accounts.session(mark)
    >>> who.name, who.role
    ('mira', 'reviewer')
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC).timestamp())
        self._hasher = PasswordHasher()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            with self._open() as db:
                self._bring_up(db)
                self.key = bytes.fromhex(
                    db.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()[0]
                )
        except (OSError, sqlite3.DatabaseError) as error:
            raise CounterclaimError(
                "CC712",
                f"The accounts at {path} cannot be used.",
                f"{getattr(error, 'strerror', None) or error}.",
                "Name another file with --accounts.",
            ) from error
        # An unknown name must take as long as a wrong password, or names could be found by trying.
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def _bring_up(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found > _VERSION:
            raise CounterclaimError(
                "CC608",
                f"{self.path} was made by a newer counterclaim.",
                f"Its schema is {found}; this version knows {_VERSION}.",
                "Install the newer version.",
            )
        if found == 0:
            for statement in _SCHEMA.split(";\n"):
                if statement.strip():
                    db.execute(statement)
            db.execute("INSERT INTO meta VALUES ('key', ?)", (secrets.token_hex(32),))
            db.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA journal_mode = WAL")
            try:
                yield db
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            if db.in_transaction:
                db.execute("COMMIT")

    def _now(self) -> int:
        return int(self._clock())

    def _moment(self) -> str:
        return datetime.fromtimestamp(self._now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # Users

    def add(self, name: str, password: str, role: str) -> User:
        """A new user; CC710 where the name stands already or cannot be, or the password is too short."""
        name = _plain_name(name)
        hashed = self._hash(password)
        made = self._moment()
        with self._open() as db:
            try:
                db.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (name, _role(role), hashed, made))
            except sqlite3.IntegrityError as error:
                raise _cannot(
                    f"{name} stands already", "Every name is one user's", "Choose another name."
                ) from error
            self._log(db, "", "user added", f"{name} as {role}", "")
        return User(name, _role(role), made)

    def change(self, name: str, *, password: str | None = None, role: str | None = None) -> None:
        """Set a user's password or role; a new password ends the sessions. CC710 where there is none."""
        name = _plain_name(name)
        hashed = None if password is None else self._hash(password)
        with self._open() as db:
            self._known(db, name)
            if role is not None:
                self._keep_an_admin(db, name, role)
                db.execute("UPDATE users SET role = ? WHERE name = ?", (_role(role), name))
                self._log(db, "", "role set", f"{name} to {role}", "")
            if hashed is not None:
                db.execute("UPDATE users SET password = ? WHERE name = ?", (hashed, name))
                db.execute("DELETE FROM sessions WHERE user = ?", (name,))
                self._log(db, "", "password set", name, "")

    def remove(self, name: str) -> None:
        """Take a user away with its sessions and tokens; what it judged stays. CC710 where there is none."""
        name = _plain_name(name)
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            self._known(db, name)
            self._keep_an_admin(db, name, None)
            db.execute("DELETE FROM users WHERE name = ?", (name,))
            self._log(db, "", "user removed", name, "")

    def users(self) -> tuple[User, ...]:
        """Every user, by name."""
        query = (
            "SELECT name, role, made, (SELECT count(*) FROM sessions WHERE user = name), "
            "(SELECT count(*) FROM tokens WHERE user = name) FROM users ORDER BY name"
        )
        with self._open() as db:
            return tuple(User(*row) for row in db.execute(query))

    @property
    def has_admin(self) -> bool:
        """Whether somebody may see and do everything."""
        with self._open() as db:
            return db.execute("SELECT 1 FROM users WHERE role = 'admin'").fetchone() is not None

    def _known(self, db: sqlite3.Connection, name: str) -> None:
        if db.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone() is None:
            raise _cannot(f"there is no user {name}", "Nobody has that name", "See `counterclaim user list`.")

    def _keep_an_admin(self, db: sqlite3.Connection, name: str, role: str | None) -> None:
        others = db.execute("SELECT 1 FROM users WHERE role = 'admin' AND name <> ?", (name,)).fetchone()
        own = db.execute("SELECT role FROM users WHERE name = ?", (name,)).fetchone()
        if role != "admin" and others is None and own == ("admin",):
            raise _cannot(
                f"{name} is the only admin", "A desk without one cannot be run", "Make another admin first."
            )

    def _hash(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise _cannot(
                f"a password has {SHORTEST} to {LONGEST} characters",
                f"This one has {len(password)}",
                "A phrase of several words is easy to keep in mind.",
            )
        with self._turns:
            return self._hasher.hash(_plain_password(password))

    # Sessions

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The mark of a new session; CC708 where name and password do not fit, CC707 after too many tries."""
        name = unicodedata.normalize("NFKC", name)[:64].casefold()
        now = self._now()
        with self._open() as db:
            db.execute("DELETE FROM wrong WHERE at < ?", (now - WINDOW_S,))
            for column, value, most in (
                ("name", name, WRONG_BY_NAME),
                ("address", address, WRONG_BY_ADDRESS),
            ):
                # column is one of the two literals above.
                query = f"SELECT count(*) FROM wrong WHERE {column} = ?"  # noqa: S608
                if db.execute(query, (value,)).fetchone()[0] >= most:
                    raise CounterclaimError(
                        "CC707",
                        "Too many wrong passwords.",
                        f"After {most} within {WINDOW_S // 60} minutes no further one is looked at.",
                        "Wait, or ask an admin for `counterclaim user password`.",
                        exit_code=2,
                    )
            # Written down before it is checked, so that many tries at once cannot slip under the limit.
            tried = db.execute("INSERT INTO wrong VALUES (?, ?, ?)", (now, name, address)).lastrowid
            row = db.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
        right = self._fits(row[0] if row else self._nobody, password) and row is not None
        with self._open() as db:
            if not right:
                self._log(db, "", "wrong password", name, address)
                raise CounterclaimError(
                    "CC708",
                    "Name and password do not fit.",
                    "Either may be misspelt.",
                    "Try again; an admin can set a new password.",
                    exit_code=2,
                )
            mark = secrets.token_urlsafe(32)
            db.execute("DELETE FROM wrong WHERE rowid = ?", (tried,))
            db.execute("DELETE FROM sessions WHERE seen < ? OR made < ?", (now - IDLE_S, now - SESSION_S))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_mark(mark), name, now, now))
            self._log(db, name, "signed in", "", address)
        return mark

    def _fits(self, hashed: str, password: str) -> bool:
        if len(password) > LONGEST:
            return False
        try:
            with self._turns:
                return self._hasher.verify(hashed, _plain_password(password))
        except (VerificationError, InvalidHashError):
            return False

    def session(self, mark: str) -> Who | None:
        """The user of a session that has not ended."""
        now = self._now()
        query = (
            "SELECT mark, user, role, seen FROM sessions JOIN users ON name = user "
            "WHERE mark = ? AND seen >= ? AND sessions.made >= ?"
        )
        with self._open() as db:
            row = db.execute(query, (_mark(mark), now - IDLE_S, now - SESSION_S)).fetchone()
            if row is not None and row[3] < now - _TOUCH_S:
                db.execute("UPDATE sessions SET seen = ? WHERE mark = ?", (now, row[0]))
        return Who(row[1], row[2], row[0]) if row else None

    def sign_out(self, who: Who, address: str) -> None:
        """End a session."""
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE mark = ?", (who.session,))
            self._log(db, who.name, "signed out", "", address)

    # Tokens

    def make_token(self, name: str, note: str = "") -> str:
        """A new token with which programs speak for a user; it is shown once and kept as a hash."""
        name = _plain_name(name)
        token, number = "cc_" + secrets.token_urlsafe(32), "t_" + secrets.token_hex(4)
        with self._open() as db:
            self._known(db, name)
            values = (_mark(token), number, name, note[:200], self._moment())
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", values)
            self._log(db, "", "token made", f"{number} for {name}", "")
        return token

    def drop_tokens(self, name: str) -> int:
        """Take away every token of a user; how many there were."""
        name = _plain_name(name)
        with self._open() as db:
            self._known(db, name)
            count = db.execute("DELETE FROM tokens WHERE user = ?", (name,)).rowcount
            self._log(db, "", "tokens removed", f"{count} of {name}", "")
        return count

    def token(self, given: str) -> Who | None:
        """The user for whom a token speaks."""
        query = "SELECT user, role FROM tokens JOIN users ON name = user WHERE mark = ?"
        with self._open() as db:
            row = db.execute(query, (_mark(given),)).fetchone()
        return Who(row[0], row[1]) if row else None

    # Audit

    def record(self, who: str, did: str, about: str, address: str) -> None:
        """Write a line of the audit log."""
        with self._open() as db:
            self._log(db, who, did, about, address)

    def audit(self, *, before: int | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """The latest lines of the audit log, newest first."""
        query = "SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?"
        with self._open() as db:
            return tuple(Entry(*row) for row in db.execute(query, (before or 2**62, limit)))

    def _log(self, db: sqlite3.Connection, who: str, did: str, about: str, address: str) -> None:
        values = (self._moment(), who, did[:100], about[:500], address[:100])
        number = db.execute(
            "INSERT INTO audit (at, who, did, about, address) VALUES (?, ?, ?, ?, ?)", values
        ).lastrowid
        db.execute("DELETE FROM audit WHERE number <= ?", ((number or 0) - _AUDITED,))


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _plain_password(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")


def _plain_name(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    if not _NAME.fullmatch(plain):
        raise _cannot(
            f"{name[:80]!r} is no name",
            "It begins with a letter or digit and has letters, digits, dots, hyphens, @ or _, 64 at most",
            "Choose such a one.",
        )
    return plain


def _role(role: str) -> Role:
    if role not in ROLES:
        raise _cannot(f"{role!r} is no role", f"There are: {', '.join(ROLES)}", "Choose one of them.")
    return role


def _cannot(what: str, why: str, do: str) -> CounterclaimError:
    return CounterclaimError("CC710", f"Nothing was changed: {what}.", f"{why}.", do, exit_code=2)
