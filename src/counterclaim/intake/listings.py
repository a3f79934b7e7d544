"""What a feed lists: RSS, Atom or JSON Feed, as entries with their links, for a watch to follow."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from counterclaim.intake.addresses import plain_address
from counterclaim.intake.dates import iso_date
from counterclaim.intake.encoding import decode
from counterclaim.intake.feeds import report_of_entry
from counterclaim.intake.pages import looks_like_markup, plain_of_markup
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.sniff import HEAD, sniff
from counterclaim.model import Report

_JSON_FEED = "https://jsonfeed.org/version/"
#: Items of a JSON Feed, as many as entries of an RSS file (`counterclaim.intake.feeds`).
_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: the report that its own words are, perhaps none, and whether it names its publisher.

    >>> Listed(Report("", url="https://a.example/1", ref="1")).digest == Listed(Report("More.")).digest
    False
    """

    report: Report
    sourced: bool = False

    @property
    def digest(self) -> str:
        """What tells another wording of the entry; its date is left out, for some feeds give the hour."""
        words = f"{self.report.title}\0{self.report.text}"
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a feed; ``whole`` is False where the feed broke off or was written wrongly."""

    entries: tuple[Listed, ...]
    whole: bool = True


def read_listing(data: bytes, url: str, sandbox: Sandbox) -> Listing | None:
    """What a feed lists, its links made whole by its own address ``url``; None where it is no feed.

    `Refusal` where it cannot be parsed in the time and memory that one document may take.
    """
    kind = sniff(data[:HEAD])
    if kind == "feed":
        found = sandbox.run("feed", data)
        entries = [_listed(entry, found["title"], url) for entry in found["entries"]]
        return Listing(tuple(entries), not found["broken"])
    return _json_feed(data, url) if kind in ("json", "jsonl") else None


def _listed(entry: dict[str, str], title: str, base: str) -> Listed:
    link = plain_address(entry["link"], base) if entry["link"] else None
    report = report_of_entry({**entry, "link": link or ""}, entry["text"] or entry["title"], title)
    return Listed(report, bool(entry["source"]))


def _json_feed(data: bytes, url: str) -> Listing | None:
    try:
        feed = json.loads(decode(data)[0])
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        return None
    items = feed.get("items")
    title = _words(feed.get("title"))
    found = (
        [_item(item) for item in items[:_ITEMS] if isinstance(item, dict)] if isinstance(items, list) else []
    )
    return Listing(tuple(_listed(entry, title, url) for entry in found))


def _item(item: dict[str, Any]) -> dict[str, str]:
    texts = [_words(item.get(name)) for name in ("content_text", "content_html", "summary")]
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_words(a.get("name")) for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    )
    dates = [_words(item.get(name)) for name in ("date_published", "date_modified")]
    identity = item.get("id")
    return {
        "title": _words(item.get("title")),
        "text": max(texts, key=len),
        "source": "",
        "author": ", ".join(name for name in names if name),
        "link": _words(item.get("url")),
        "id": str(identity) if isinstance(identity, str | int) else "",
        "published": next((iso for date in dates if (iso := iso_date(date))), ""),
    }


def _words(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return plain_of_markup(value) if looks_like_markup(value) else value.strip()
