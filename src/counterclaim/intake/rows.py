"""A row of a table or an object of JSON to a report: by the person's map, else by what fields are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.intake.dates import iso_date
from counterclaim.intake.pages import looks_like_markup, plain_of_markup
from counterclaim.intake.problem import Problem
from counterclaim.model import Report

#: What fields of a report are called in news APIs, scrapers' files and event databases, the surest first.
#: Only letters and digits count, in lower case.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "fulltext", "bodytext", "articletext", "articlebody", "articlecontent", "maintext"),
        *("contenttext", "plaintext", "cleantext", "rawtext", "content", "story", "article", "notes"),
        *("narrative", "bodyhtml", "contenthtml", "html", "description", "summary", "abstract", "snippet"),
        *("excerpt", "message"),
    ),
    "title": ("title", "headline", "headlinetext", "webtitle", "articletitle", "subject", "sourceheadline"),
    "published": (
        *("published", "publishedat", "publishedon", "datepublished", "publicationdate", "publishdate"),
        *(
            "pubdate",
            "publishedtime",
            "publishedtimeutc",
            "webpublicationdate",
            "date",
            "datetime",
            "pubtime",
        ),
        *("dateoriginal", "datecreated", "eventdate", "sourcedate", "day", "timestamp", "createdat"),
    ),
    "outlet": (
        *("outlet", "publisher", "publishername", "newspaper", "sitename", "sourcename", "source", "media"),
        *("publication", "sourcetitle", "sourceoffice", "domain", "site"),
    ),
    "byline": ("byline", "author", "authors", "creator", "journalist", "writer"),
    "dateline": ("dateline", "locationline"),
    "url": ("url", "link", "sourceurl", "articleurl", "weburl", "href", "uri", "permalink", "address"),
    "id": ("id", "ref", "docid", "articleid", "uuid", "guid", "eventidcnty", "key", "recordid"),
}
FIELDS = tuple(NAMES)
#: Objects that wrap the fields of a report in answers of APIs and dumps of search engines.
_WRAPPERS = ("fields", "attributes", "_source", "article", "doc", "document")
_OTHER_DATES = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y", "%d-%B-%Y", "%d %B, %Y")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?$")


def columns_of(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The map that a person writes as ``FIELD=NAME``; raises `CounterclaimError` CC160 where it is none.

    >>> columns_of(["text=body", "published = day"])
    (('text', 'body'), ('published', 'day'))
    """
    pairs = []
    for words in given:
        field, equals, name = (part.strip() for part in words.partition("="))
        if field not in NAMES or not equals or not name:
            raise CounterclaimError(
                "CC160",
                f"--column {words} names no column for a field.",
                f"The fields are {', '.join(FIELDS)}.",
                "Write it as --column text=NAME.",
                exit_code=2,
            )
        pairs.append((field, name))
    return tuple(pairs)


def plain_name(name: str) -> str:
    """A field's name with only what counts.

    >>> plain_name("Published_At ")
    'publishedat'
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def report_of_row(
    row: Mapping[str, Any], where: str, columns: tuple[tuple[str, str], ...] = ()
) -> Iterator[Report | Problem]:
    """The row's report, or why it is none; a date that cannot be is a note beside it.

    >>> next(report_of_row({"headline": "Gate shut", "body": "The gate was shut."}, "a")).title
    'Gate shut'
    """
    found = fields_of(row, columns)
    text = found.get("text", "")
    if not text.strip():
        yield Problem(
            where, "CC106", "has no text", 'It needs a "text" that is not empty; or say --column text=NAME.'
        )
        return
    if looks_like_markup(text):
        text = plain_of_markup(text)
    published, problem = checked_date(found.get("published"), where)
    if problem:
        yield problem
    yield Report(
        text=text,
        title=found.get("title"),
        outlet=found.get("outlet"),
        byline=found.get("byline"),
        dateline=found.get("dateline"),
        published=published,
        url=found.get("url"),
        ref=found.get("id"),
        published_from="field" if published else None,
    )


def fields_of(row: Mapping[str, Any], columns: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """The report's fields in a row, as text; a field named by the person is looked for nowhere else.

    >>> fields_of({"title": "A", "source": {"name": "Valley Post"}, "content": " "})
    {'title': 'A', 'outlet': 'Valley Post'}
    """
    flat = _flat(row)
    chosen = dict(columns)
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        for name in (plain_name(chosen[field]),) if field in chosen else names:
            if (value := _words(flat.get(name))) is not None:
                found[field] = value
                break
    return found


def has_text(row: Mapping[str, Any], columns: tuple[tuple[str, str], ...] = ()) -> bool:
    """Whether a row carries the text of a report.

    >>> has_text({"body": "It was shut."}), has_text({"data": []})
    (True, False)
    """
    return "text" in fields_of(row, columns)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for wrapper in (*_WRAPPERS, None):
        inner = row if wrapper is None else row.get(wrapper)
        if isinstance(inner, Mapping):
            for name, value in inner.items():
                wraps = wrapper is None and name in _WRAPPERS and isinstance(value, Mapping)
                if isinstance(name, str) and not wraps and value not in (None, "", [], {}):
                    flat[plain_name(name)] = value
    return flat


def _words(value: Any) -> str | None:
    """A value as text: a name in an object, the names of a list, a number as it is written."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        names = ("name", "title", "shortname", "original", "created", "text", "url")
        return next((v for name in names if isinstance(v := value.get(name), str) and v.strip()), None)
    if isinstance(value, list) and value:
        parts = [v for item in value[:20] if isinstance(item, str | Mapping) and (v := _words(item))]
        return ", ".join(parts) or None
    return None


def checked_date(given: str | None, where: str) -> tuple[str | None, Problem | None]:
    """The date in ISO, or None with a `Problem` when it is none that can be.

    >>> checked_date("2025-02-30", "a")[1].code, checked_date("12 October 2025", "a")[0]
    ('CC107', '2025-10-12')
    """
    if given is None or not given.strip():
        return None, None
    iso = iso_date(given) or _other_date(given.strip())
    if iso is None:
        return None, Problem(
            where,
            "CC107",
            f"gives the date {given[:60]!r}, which is no date",
            "It was read without a date, so that words like 'on Sunday' stay open. Give it as 2025-10-12.",
            lost=False,
        )
    return iso, None


def _other_date(given: str) -> str | None:
    """Dates of databases: ``20251012``, ``20251012093000``, seconds since 1970, ``12 October 2025``."""
    try:
        if found := _COMPACT.match(given):
            year, month, day = int(found[1]), int(found[2]), int(found[3])
            if 1900 <= year <= 2100 and 1 <= month <= 12:
                if found[4] is None:
                    return datetime(year, month, day, tzinfo=UTC).date().isoformat()
                clock = int(found[4]), int(found[5]), int(found[6])
                return datetime(year, month, day, *clock, tzinfo=UTC).isoformat()
        if _EPOCH.match(given):
            number = float(given)
            return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
    for form in _OTHER_DATES:
        try:
            return datetime.strptime(given, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None
