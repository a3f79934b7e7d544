"""Moments as places on a line."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(at: str) -> float:
    """A day or moment (ISO 8601; UTC where it names no zone) as seconds since 1970.

    >>> seconds("1970-01-02"), seconds("1970-01-01T00:01:00Z")
    (86400.0, 60.0)
    """
    found = datetime.fromisoformat(at.replace("Z", "+00:00"))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def day_of(at: float) -> str:
    """The day of a number of seconds, for an axis.

    >>> day_of(86400.0)
    '2 Jan 1970'
    """
    return datetime.fromtimestamp(at, tz=UTC).strftime("%-d %b %Y")
