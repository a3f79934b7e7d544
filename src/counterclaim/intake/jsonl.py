"""JSON Lines: a report a line, with ``text`` and any of id, title, outlet, published, url, dateline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from counterclaim.intake.dates import iso_date
from counterclaim.intake.problem import Problem
from counterclaim.model import Report


def looks_like_jsonl(text: str) -> bool:
    """Whether the first line is a JSON object.

    >>> looks_like_jsonl('{"text": "Kabul said no."}'), looks_like_jsonl("{braces} in prose")
    (True, False)
    """
    line = text.lstrip("\ufeff \r\n\t").split("\n", 1)[0].strip()
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return line.startswith('{"')


def read_jsonl(text: str, where: str) -> Iterator[Report | Problem]:
    """A report a line; a bad line is a `Problem` with its number, the others are read."""
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip("\ufeff\r\t ")
        if not line:
            continue
        place = f"{where} line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield Problem(place, "CC105", "is not JSON", "Mend that line; the other lines were read.")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            yield Problem(place, "CC106", "has no text", 'Each line needs a "text" that is not empty.')
            continue
        published, problem = checked_date(row.get("published"), place)
        if problem:
            yield problem
        yield Report(
            text=row["text"],
            title=_words(row, "title"),
            outlet=_words(row, "outlet"),
            byline=_words(row, "byline"),
            dateline=_words(row, "dateline"),
            published=published,
            url=_words(row, "url"),
            ref=_words(row, "id"),
        )


def checked_date(given: Any, where: str) -> tuple[str | None, Problem | None]:
    """The date in ISO, or None with a `Problem` when it is none that can be.

    >>> checked_date("2025-02-30", "a")[1].code
    'CC107'
    """
    if given is None or given == "":
        return None, None
    iso = iso_date(given) if isinstance(given, str) else None
    if iso is None:
        return None, Problem(
            where,
            "CC107",
            f"gives the date {given!r}, which is no date",
            "It was read without a date, so that words like 'on Sunday' stay open. Give it as 2025-10-12.",
            lost=False,
        )
    return iso, None


def _words(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value.strip() or None if isinstance(value, str) else None
