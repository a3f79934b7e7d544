"""A publication date as given by people and pages, to ISO 8601, or nothing."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_SLASHED = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")


def iso_date(words: str) -> str | None:
    """The date or datetime in ISO 8601, or None when it is not one or cannot be.

    Reads ISO dates and datetimes, ``2025/10/12`` and mail dates. Day-first and month-first dates with
    figures alone are refused: nobody can tell them apart.

    >>> iso_date("2025-10-12T09:30:00Z"), iso_date("Sun, 12 Oct 2025 09:30:00 +0000"), iso_date("2025-02-30")
    ('2025-10-12T09:30:00+00:00', '2025-10-12T09:30:00+00:00', None)
    """
    words = words.strip()
    if found := _ISO.match(words):
        try:
            if found.group(4) is None:
                return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
            zone = (found.group(5) or "").replace("Z", "+00:00")
            return datetime.fromisoformat(f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{zone}").isoformat()
        except ValueError:
            return None
    if found := _SLASHED.match(words):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError):
        return None
