"""What one input may cost, in bytes unpacked, members, nesting and work; shared by all that is inside."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one input. The defaults let every honest archive of ours through with room.

    ``document``: bytes of anything that is parsed whole. The longest report we know, a yearly review as
    PDF text, has 2 MB; a page of a live blog 4 MB. JSON takes up to 25 bytes of memory a byte.
    ``grace`` and ``ratio``: unpacked bytes that any input may have, and those allowed beyond it for each
    packed byte. News packs 4 to 10 times, a crawl with its repeated menus 25 (gzip) or 60 (xz), and a bomb
    1,000 and more. ``stream_grace`` is the grace of one stream alone, so that the next member is reached.
    ``depth``: WARC in TAR in gzip, holding a gzip-encoded PDF, is 4.
    ``members``: of one archive. ``list_bytes``: a ZIP's list of members, held whole by the reader.
    ``spool``: a ZIP inside another archive must lie somewhere; it is put on disk up to this size.
    ``seconds``: processor time that may pass without one report; news gives hundreds a second.
    ``fruitless``: problems one after another without a report between them.

    >>> Limits().depth
    6
    """

    document: int = 16_000_000
    grace: int = 256_000_000
    stream_grace: int = 64_000_000
    ratio: int = 100
    depth: int = 6
    members: int = 2_000_000
    list_bytes: int = 64_000_000
    spool: int = 1_000_000_000
    seconds: float = 4.0
    fruitless: int = 50_000


class Refusal(Exception):
    """Part of an input is not read, with the reason; ``whole`` when the rest of it is not either.

    It is always caught inside `intake` and told as a `Problem`.

    >>> Refusal("CC141", "unpacks to more than it may", "Unpack it yourself.").whole
    False
    """

    def __init__(self, code: str, what: str, do: str, *, whole: bool = False) -> None:
        super().__init__(code, what, do)
        self.code = code
        self.what = what
        self.do = do
        self.whole = whole


@dataclass(slots=True)
class Budget:
    """What is left to one input; passed down by every container to what it holds.

    >>> budget = Budget(Limits(grace=10, ratio=2))
    >>> budget.packed(5); budget.unpacked(20)
    >>> try:
    ...     budget.unpacked(1)
    ... except Refusal as refusal:
    ...     refusal.code
    'CC141'
    """

    limits: Limits = field(default_factory=Limits)
    taken_in: int = 0
    given_out: int = 0
    started: float = field(default_factory=time.process_time)

    def packed(self, count: int) -> None:
        """``count`` bytes were read from the input itself."""
        self.taken_in += count

    def unpacked(self, count: int) -> None:
        """``count`` bytes came out of a packed stream, at whatever depth."""
        self.given_out += count
        if self.given_out > self.limits.grace + self.limits.ratio * self.taken_in:
            raise Refusal("CC141", "unpacks to more than it may", UNPACK, whole=True)
        self.check_time()

    def check_time(self) -> None:
        """Refuse to go on when much work has given no report."""
        if time.process_time() - self.started > self.limits.seconds:
            raise Refusal(
                "CC142",
                f"gave no report in {self.limits.seconds:.0f} seconds of work; the rest was left",
                "Look at what it holds, and give the part with the reports alone.",
                whole=True,
            )

    def delivered(self) -> None:
        """A report came out, or the caller took its time: the clock starts again."""
        self.started = time.process_time()


UNPACK = "If you trust it, unpack it and read the files."
