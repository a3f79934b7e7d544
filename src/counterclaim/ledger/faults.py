"""What a database says when something is wrong, told as a person needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.address import Address

#: A database's refusal of one statement: nothing is wrong with the ledger as a whole.
UNEXPECTED = "CC607"


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turn a database's failure inside the block into a `CounterclaimError`; others pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error, address) from error


def explain(error: DBAPIError, address: Address) -> CounterclaimError:
    """The failure in three parts. What was committed before it stands; the batch it hit is lost."""
    words = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    low = words.lower()
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or ""
    if _full(low, code):
        return CounterclaimError(
            "CC605",
            f"There is no room left to write to {address}.",
            "What was added before is safe; the last few reports are not in it.",
            "Free some space and run the same command again: nothing will be added twice.",
        )
    if code.startswith("SQLITE_BUSY") or "is locked" in low or code in ("55P03", "57014"):
        return CounterclaimError(
            "CC604",
            f"Another program has been writing to {address} for too long.",
            f"The database says: {words}.",
            "Wait until it is done and run the same command again: nothing will be added twice.",
        )
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or "malformed" in low or "not a database" in low:
        return damaged(address, words)
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM")) or code == "42501" or "readonly" in low:
        return CounterclaimError(
            "CC606",
            f"{address} may only be read.",
            f"The database says: {words}.",
            "Give yourself the right to write to it (and to its folder), or use --ledger with another.",
        )
    if isinstance(error, OperationalError) and address.path is None:
        return unreachable(address, words)
    return CounterclaimError(
        "CC607",
        f"The ledger {address} could not do what was asked.",
        f"The database says: {words}.",
        "Run `counterclaim check`; if it finds nothing, please tell us what you ran.",
    )


def _full(words: str, code: str) -> bool:
    return (
        "disk is full" in words
        or "disk full" in words
        or "no space left" in words
        or "file too large" in words
        or code in ("SQLITE_FULL", "53100")
        # A write that the file system refuses (a quota, a limit on file sizes) is an i/o error to SQLite.
        or (
            code.startswith("SQLITE_IOERR") and any(part in code for part in ("WRITE", "SHMSIZE", "TRUNCATE"))
        )
    )


def damaged(address: Address, words: str) -> CounterclaimError:
    """The file is no ledger, or is broken."""
    return CounterclaimError(
        "CC602",
        f"{address} is no ledger, or it is damaged.",
        f"The database says: {words}.",
        "Name another file with --ledger, or restore a backup with `counterclaim restore`.",
    )


def unreachable(address: Address, words: str) -> CounterclaimError:
    """The server does not answer, or does not let us in."""
    return CounterclaimError(
        "CC603",
        f"{address} cannot be reached.",
        f"The server or the driver says: {words}.",
        "Check that the server runs, and the host, database, user and password of the address.",
    )
