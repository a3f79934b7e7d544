"""One thing to be read, and what every reader is handed beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from counterclaim.intake.budget import Budget, Limits, Refusal
from counterclaim.intake.problem import Problem
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.streams import Peekable, Readable
from counterclaim.model import Report

Outcome = Report | Problem

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the person says about inputs that do not say it themselves, and how far to go with them.

    ``columns`` maps a field of the report (text, title, outlet, byline, dateline, published, url, id) to the
    column or key that holds it; ``fetch`` allows addresses found in a list to be fetched.

    >>> Defaults(published="2025-10-12").outlet is None
    True
    """

    published: str | None = None
    outlet: str | None = None
    allow_hosts: frozenset[str] = frozenset()
    columns: tuple[tuple[str, str], ...] = ()
    fetch: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with what is known of them. ``where`` is for people, ``container`` goes into the report.

    ``file`` is the open file itself where the bytes are a whole file that can be sought in.
    """

    where: str
    stream: Peekable
    budget: Budget
    name: str = ""
    url: str | None = None
    charset: str | None = None
    container: str | None = None
    depth: int = 0
    file: BinaryIO | None = None

    def inside(
        self,
        name: str,
        stream: Readable,
        *,
        url: str | None = None,
        charset: str | None = None,
    ) -> Source:
        """A member of this container; `Refusal` when archives are nested too deep."""
        if self.depth >= self.budget.limits.depth:
            raise Refusal(
                "CC146",
                f"lies more than {self.budget.limits.depth} archives deep",
                "Unpack the outer archives and read what is in them.",
            )
        shown = label(name)
        return Source(
            f"{self.where}!{shown}",
            Peekable(stream),
            self.budget,
            name=f"{self.name}!{shown}",
            url=url,
            charset=charset,
            container=f"{self.name}!{shown}",
            depth=self.depth + 1,
        )

    def unpacked(self, stream: Readable) -> Source:
        """The same thing without its packing (gzip, bzip2, xz)."""
        if self.depth >= self.budget.limits.depth:
            raise Refusal(
                "CC146",
                f"is packed more than {self.budget.limits.depth} times",
                "Unpack it and read what is in it.",
            )
        return Source(
            self.where,
            Peekable(stream),
            self.budget,
            name=self.name,
            url=self.url,
            charset=self.charset,
            container=self.container,
            depth=self.depth + 1,
        )

    def with_charset(self, charset: str | None) -> Source:
        """The same with the encoding its server named."""
        return replace(self, charset=charset)

    def whole(self) -> bytes:
        """All of it; `Refusal` CC108 when it is more than is parsed at once."""
        limit = self.budget.limits.document
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise Refusal(
                "CC108",
                f"is too large to be read at once (more than {limit // 1_000_000} MB)",
                "Split it into smaller files.",
            )
        return data


@dataclass(frozen=True, slots=True)
class Desk:
    """What readers share in one run: the person's word, the killable parser, and the way back to the door."""

    defaults: Defaults
    sandbox: Sandbox
    read: Callable[[Source, Desk], Iterator[Outcome]]
    taken: Callable[[int], None] | None = None


def of_bytes(where: str, data: bytes, budget: Budget, *, name: str = "", url: str | None = None) -> Source:
    """A source over bytes already held.

    >>> of_bytes("a.txt", b"Quiet.", Budget()).whole()
    b'Quiet.'
    """
    return Source(where, Peekable(io.BytesIO(data)), budget, name=name or where, url=url)


def label(name: str) -> str:
    """A name from an archive as it can be shown: no control characters, at most 300 characters.

    >>> label("a/\\x1b[2Jb.txt")
    'a/?[2Jb.txt'
    """
    shown = _UNPRINTABLE.sub("?", name)
    return shown if len(shown) <= 300 else shown[:140] + "…" + shown[-140:]
