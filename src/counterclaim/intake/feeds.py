"""RSS and Atom: a report an entry, under the name of its real publisher.

feedparser reads them in the sandbox: it falls back to regular expressions on broken XML, which hostile feeds
can make slow. Entities are cut by feedparser, and expat bounds what is left of them.
"""

from __future__ import annotations

import io
import time
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from counterclaim.intake.dates import iso_date
from counterclaim.intake.inputs import Desk, Outcome, Source
from counterclaim.intake.pages import looks_like_markup, plain_of_markup
from counterclaim.intake.problem import Problem
from counterclaim.model import Report

#: Entries of one feed. Archives of outlets have up to 5,000.
_ENTRIES = 20_000


def read_feed(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Every entry's report: its full text, else its summary, else its headline."""
    found = desk.sandbox.run("feed", source.whole())
    entries = found["entries"]
    if found["broken"]:
        yield Problem(
            source.where,
            "CC159",
            "is a feed that is not written as one should be",
            "It was read as far as it goes.",
            lost=False,
        )
    if not entries:
        yield Problem(source.where, "CC157", "is a feed without entries", "Nothing to read.")
        return
    for number, entry in enumerate(entries, start=1):
        text = entry["text"] or entry["title"]
        if not text:
            yield Problem(
                f"{source.where} entry {number}", "CC106", "has no text", "Read the page it links to."
            )
            continue
        yield report_of_entry(entry, text, found["title"])
    if found["more"]:
        more = found["more"]
        yield Problem(
            source.where, "CC152", f"has {more} entries beyond those read", "Split the feed.", count=more
        )


def report_of_entry(entry: dict[str, str], text: str, feed_title: str) -> Report:
    """The report that an entry of a feed is, with the fields as `feed_content` gives them.

    >>> fields = dict.fromkeys(("title", "source", "author", "link", "id", "published"), "")
    >>> report_of_entry(fields | {"source": "East Herald"}, "The gate was shut.", "All News").outlet
    'East Herald'
    """
    outlet = entry["source"] or feed_title or None
    title = entry["title"] or None
    # News aggregators hang the publisher's name onto every headline.
    if title and outlet and title.endswith(f" - {outlet}"):
        title = title[: -len(outlet) - 3].rstrip()
        text = title if text == entry["title"] else text
    return Report(
        text=text,
        title=None if text == title else title,
        outlet=outlet,
        byline=entry["author"] or None,
        published=entry["published"] or None,
        url=entry["link"] or None,
        ref=entry["id"] or None,
        published_from="feed" if entry["published"] else None,
    )


def feed_content(data: bytes) -> dict[str, Any]:
    """What the sandbox gives back of a feed: its title and the entries' fields as text.

    >>> feed_content(b"<rss><channel><title>V</title><item><title>A</title></item></channel></rss>")["title"]
    'V'
    """
    import feedparser

    # Bytes in a file object: a string would be taken for an address and fetched.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = [_entry(entry) for entry in parsed.entries[:_ENTRIES]]
    return {
        "title": _plain(parsed.feed.get("title")),
        "broken": bool(parsed.bozo) and "Encoding" not in type(parsed.get("bozo_exception")).__name__,
        "entries": entries,
        "more": max(0, len(parsed.entries) - _ENTRIES),
    }


def _entry(entry: Any) -> dict[str, str]:
    bodies = [part.get("value") for part in entry.get("content") or () if isinstance(part, dict)]
    bodies.append(entry.get("summary"))
    texts = [_plain(body) for body in bodies if isinstance(body, str)]
    origin = entry.get("source")
    return {
        "title": _plain(entry.get("title")),
        "text": max(texts, key=len, default=""),
        "source": _plain(origin.get("title")) if isinstance(origin, dict) else "",
        "author": _plain(entry.get("author")),
        "link": str(entry.get("link") or ""),
        "id": str(entry.get("id") or ""),
        "published": _published(entry),
    }


def _published(entry: Any) -> str:
    """The entry's date with its own zone; ``updated`` where Atom gives nothing else."""
    for name in ("published", "updated"):
        given = entry.get(name)
        if isinstance(given, str) and (iso := iso_date(given)):
            return iso
        parsed = entry.get(f"{name}_parsed")
        if isinstance(parsed, time.struct_time):
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
            except (ValueError, OverflowError, OSError):
                continue
    return ""


def _plain(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return plain_of_markup(value) if looks_like_markup(value) else " ".join(value.split())
