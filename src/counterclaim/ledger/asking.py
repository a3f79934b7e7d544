"""What every query is asked with: the moment of knowing, the day, and the place in a list."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.rows import moment

#: Places are two or three short values; what is longer was not written by `cursor`.
_LONGEST_PLACE = 500
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """``until`` is the last moment of knowing that counts (UTC, to the second), ``day`` the day asked about.

    >>> Asked.of("2025-10-12").until, Asked.of("2025-10-12T06:30+04:30").until
    ('2025-10-12T23:59:59Z', '2025-10-12T02:00:00Z')
    """

    until: str | None = None
    day: str | None = None

    @classmethod
    def of(cls, as_of: str | None = None, on: str | None = None) -> Asked:
        """Read what a person gave; CC615 where it is no date."""
        return cls(None if as_of is None else end_of(as_of), None if on is None else day_of(on))


def end_of(given: str) -> str:
    """The last second of a day, or the second of a moment."""
    if _DAY.fullmatch(given):
        return f"{day_of(given)}T23:59:59Z"
    found = moment(given)
    if found is None:
        raise _no_date(given)
    return found


def day_of(given: str) -> str:
    """An ISO day; CC615 where it is none that can be.

    >>> day_of("2025-10-12")
    '2025-10-12'
    """
    try:
        if not _DAY.fullmatch(given):
            raise ValueError
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise _no_date(given) from error


def _no_date(given: str) -> CounterclaimError:
    return CounterclaimError(
        "CC615",
        f"{given!r} is no date.",
        "It must be one that exists.",
        "Write it as 2025-10-12, or with a time as 2025-10-12T06:30+00:00.",
        exit_code=2,
    )


#: The code of `unknown`.
UNKNOWN = "CC612"


def unknown(what: str, which: str) -> CounterclaimError:
    """There is no such thing in the ledger."""
    return CounterclaimError(
        UNKNOWN,
        f"The ledger has no {what} {which!r}.",
        "It may be in another ledger, or be misspelt.",
        "Look it up in the lists, or name another ledger with --ledger.",
        exit_code=2,
    )


def cursor(*values: Any) -> str:
    """A place in a list, for `Page.next`."""
    return json.dumps(values, separators=(",", ":"))


def _askable(value: Any) -> bool:
    """Whether a database can be asked with it: whole numbers of 64 bits, text that can be encoded."""
    if isinstance(value, str):
        return "\0" not in value and value.encode("utf-8", "ignore").decode() == value
    return not isinstance(value, bool) and abs(value) < 2**63


def place_in_list(after: str | None, *kinds: type) -> list[Any] | None:
    """The place that `cursor` wrote; CC616 for anything else."""
    if after is None:
        return None
    try:
        found = json.loads(after) if len(after) <= _LONGEST_PLACE else None
    except (ValueError, RecursionError):
        found = None
    if (
        isinstance(found, list)
        and len(found) == len(kinds)
        and all(isinstance(v, kind) and _askable(v) for v, kind in zip(found, kinds, strict=True))
    ):
        return found
    raise CounterclaimError(
        "CC616",
        f"{after!r} is no place in this list.",
        "Only what the page before gave as `next` is.",
        "Start from the first page.",
        exit_code=2,
    )
