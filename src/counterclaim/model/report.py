"""One published news item."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Report:
    """A news item as read: its text and what is known of its publication.

    ``published`` is an ISO date, or a datetime with offset, or None; ``dateline`` the place it was
    filed from. A changed text at the same address is a new ``version``. ``ref`` is the id its collection
    gives it, kept as found. ``published_from`` says what gave the date ("json-ld", "meta", "time", "url",
    "text", "feed", "mail", "pdf", "field" of a table or JSON, "given" by the person); ``container`` the
    archive and the place in it, or the WARC record, that the report was taken from.

    >>> Report("Torkham was closed.", outlet="Example Daily").id[:2]
    'r_'
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    version: int = 1
    ref: str | None = None
    published_from: str | None = None
    container: str | None = None

    @property
    def id(self) -> str:
        """Stable id: a hash of the text and the address."""
        return _id(self.url or "", self.text)


#: A report's id is asked for once a claim; hashing its text each time took a fifth of the accounts' time.
@lru_cache(maxsize=4096)
def _id(url: str, text: str) -> str:
    seen = hashlib.sha256(f"{url}\0{text}".encode("utf-8", "surrogatepass"))
    return "r_" + seen.hexdigest()[:20]
