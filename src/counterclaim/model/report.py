"""One published news item."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A news item as read: its text and what is known of its publication.

    ``published`` is an ISO date, or a datetime with offset, or None; ``dateline`` the place it was
    filed from. A changed text at the same address is a new ``version``. ``ref`` is the id its collection
    gives it, kept as found.

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

    @property
    def id(self) -> str:
        """Stable id: a hash of the text and the address."""
        seen = hashlib.sha256(f"{self.url or ''}\0{self.text}".encode("utf-8", "surrogatepass"))
        return "r_" + seen.hexdigest()[:20]
