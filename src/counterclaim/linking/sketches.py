"""Short samples of a text's word sequences, by which copies find and measure each other.

The one place that hashes words: plain CRC-32 and integer mixing, so that a sketch is the same on every
machine, in every process and for good (golden-tested). Nothing else may make sketches.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

#: Words in a shingle, as copy detection in news commonly takes them (four to eight); the issue names six.
SHINGLE = 6
#: Shingles kept of one text. Up to this many a comparison is exact; beyond it, it rests on the lowest
#: hashes, with a standard error of 3 points at a containment of 0.5. 256 keep 1.5 kB a report.
KEPT = 256
#: One shingle in this many becomes a key that copies find each other by, at least `KEYS_LEAST` (all of a
#: flash of two sentences) and at most `KEYS_MOST`. Of two reports of 400 words with 48 words in common, the
#: length of a paragraph, one pair in 42 is then missed, with two paragraphs one in 2,000.
KEY_SHARE, KEYS_LEAST, KEYS_MOST = 12, 24, 64
#: Bands of three for reports without a date, which no day can narrow down: with 80 words in 100 sequences
#: in common 0.94 of pairs share a band, while a paragraph of boilerplate hardly ever makes one.
_BANDS, _ROWS = 4, 3

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]{1,1200}[”\n]|(?<!\w)\"[^\"\n]{1,1200}(?:\"|\n|\Z)|«[^»]{1,1200}[»\n]")
_MASK = (1 << 32) - 1

Hashes = npt.NDArray[np.uint64]

_SALTS: Hashes = np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64)[:, None] << np.uint64(33)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The lowest hashes of a text's shingles with the places (word numbers) where they stand.

    ``low`` holds the hashes, ascending, four bytes each, ``at`` their places, two bytes each (little-endian:
    objects would take ten times the room). ``total`` counts all distinct shingles.

    >>> made = Sketch.of((3, 9), (0, 4), 2)
    >>> made.hashes, made.places, made.whole
    ((3, 9), (0, 4), True)
    """

    low: bytes
    at: bytes
    total: int

    @classmethod
    def of(cls, hashes: Sequence[int], places: Sequence[int], total: int) -> Sketch:
        """A sketch of hashes below 2**32 that ascend, and places below 2**16."""
        return cls(np.array(hashes, "<u4").tobytes(), np.array(places, "<u2").tobytes(), total)

    @property
    def hashes(self) -> tuple[int, ...]:
        """The hashes kept."""
        return tuple(np.frombuffer(self.low, "<u4").tolist())

    @property
    def places(self) -> tuple[int, ...]:
        """Where their shingles stand."""
        return tuple(np.frombuffer(self.at, "<u2").tolist())

    @property
    def kept(self) -> int:
        """How many shingles are kept."""
        return len(self.low) // 4

    @property
    def whole(self) -> bool:
        """Whether every shingle of the text is kept."""
        return self.kept == self.total


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common: shares of each one's shingles (0..1), the longest run in words, and the
    word at which the common part begins in each.

    >>> Overlap(0.5, 0.25, 40, 31).most
    0.5
    """

    of_first: float
    of_second: float
    shared: int
    run: int
    begins: tuple[int, int] = (0, 0)

    @property
    def most(self) -> float:
        """Containment: the share of the text that has more of itself in the other."""
        return max(self.of_first, self.of_second)

    @property
    def least(self) -> float:
        """The share of the other one."""
        return min(self.of_first, self.of_second)


def words(text: str) -> list[str]:
    """The words of a text, case and accents folded; marks between words are dropped.

    >>> words("At Spīn Bōldak, 1,200 fled – the army’s word.")
    ['at', 'spin', 'boldak', '1200', 'fled', 'the', "army's", 'word']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(c for c in text if not unicodedata.combining(c))
    found: list[str] = _WORD.findall(text.casefold())
    return [w if w.isalnum() else w.replace(",", "").replace(".", "") for w in found]


def unquoted(text: str) -> str:
    """The text with quotations cut out: two papers may quote one statement and still be two voices.

    >>> unquoted("He said “we fired back” and left.")
    'He said  ¶  and left.'
    """
    return _QUOTED.sub(" ¶ ", text)


def sketch(text: str) -> Sketch:
    """The sketch of a text's own words, quotations left out. Linear in the text.

    >>> sketch("one two three four five six seven").total
    2
    """
    hashes, places = _shingles([words(part) for part in unquoted(text).split("¶")])
    if not len(hashes):
        return Sketch(b"", b"", 0)
    distinct, first = np.unique(hashes, return_index=True)
    kept = distinct[:KEPT].astype("<u4")
    at = np.minimum(places[first[: len(kept)]], 65_535).astype("<u2")
    return Sketch(kept.tobytes(), at.tobytes(), len(distinct))


def keys_of(made: Sketch) -> tuple[int, ...]:
    """The hashes that copies of the text find it by.

    >>> keys_of(Sketch.of((3, 9), (0, 4), 2))
    (3, 9)
    """
    count = max(KEYS_LEAST, min(KEYS_MOST, -(-made.total // KEY_SHARE)))
    return tuple(np.frombuffer(made.low, "<u4", min(count, made.kept)).tolist())


def bands_of(made: Sketch) -> tuple[int, ...]:
    """MinHash bands: two texts that share one are nearly the same text.

    >>> len(bands_of(sketch("one two three four five six seven")))
    4
    """
    if not made.low:
        return ()
    base = np.frombuffer(made.low, "<u4").astype(np.uint64)
    lows = _mix(base + _SALTS).min(axis=1).tolist()
    return tuple(
        crc32(",".join(map(str, lows[at : at + _ROWS])).encode()) for at in range(0, len(lows), _ROWS)
    )


_NOTHING = Overlap(0.0, 0.0, 0, 0)


def overlap(first: Sketch, second: Sketch) -> Overlap:
    """How much two sketched texts share: exact when both are whole, else estimated from the lowest hashes.

    >>> a = sketch("one two three four five six seven")
    >>> overlap(a, sketch("then one two three four five six came"))
    Overlap(of_first=0.5, of_second=0.3333333333333333, shared=1, run=6, begins=(0, 1))
    """
    if not first.low or not second.low:
        return _NOTHING
    one, two = np.frombuffer(first.low, "<u4"), np.frombuffer(second.low, "<u4")
    of_first, of_second = len(one), len(two)
    if not (first.whole and second.whole):
        bound = min(_MASK if first.whole else int(one[-1]), _MASK if second.whole else int(two[-1]))
        of_first = int(one.searchsorted(bound, "right"))
        of_second = int(two.searchsorted(bound, "right"))
    where = one[:of_first].searchsorted(two[:of_second])
    where[where == of_first] = 0
    there = (one[where] == two[:of_second]).nonzero()[0]
    if not len(there):
        return _NOTHING
    shared = len(there)
    here_at = np.frombuffer(first.at, "<u2")[where[there]].tolist()
    there_at = np.frombuffer(second.at, "<u2")[there].tolist()
    places = sorted(zip(here_at, there_at, strict=True))
    # A sample of one shingle in n shows a common run with gaps of about n; eight times that is one run yet
    # (a longer gap inside a run comes once in 3,000).
    share = min(1.0, of_first / first.total, of_second / second.total)
    run = _longest(places, 1 if share == 1 else round(8 / share))
    begins = (places[0][0], min(there_at))
    return Overlap(shared / of_first, shared / of_second, shared, run, begins)


def _longest(places: Sequence[tuple[int, int]], gap: int) -> int:
    """The longest common run in words: places that keep step in both texts, at most ``gap`` apart."""
    open_runs: dict[int, tuple[int, int]] = {}
    longest = 0
    for here, there in places:
        shift = there - here
        run = open_runs.get(shift)
        start = run[0] if run is not None and here - run[1] <= gap else here
        open_runs[shift] = (start, here)
        if here - start > longest:
            longest = here - start
    return longest + SHINGLE


def pack(made: Sketch) -> str:
    """The sketch as base64, six bytes a shingle.

    >>> unpack(pack(Sketch.of((3, 9), (0, 4), 2))).hashes
    (3, 9)
    """
    return b64encode(made.total.to_bytes(4, "little") + made.low + made.at).decode("ascii")


def unpack(packed: str) -> Sketch:
    """The inverse of `pack`. Raises ``ValueError`` on anything else."""
    raw = b64decode(packed, validate=True)
    count, rest = divmod(len(raw) - 4, 6)
    if count < 0 or rest:
        raise ValueError("not a packed sketch")
    return Sketch(raw[4 : 4 + 4 * count], raw[4 + 4 * count :], int.from_bytes(raw[:4], "little"))


def _mix(values: Hashes) -> Hashes:
    """SplitMix64's finaliser (Steele, Lea and Flood 2014): every bit of the result hangs on every bit."""
    z = values * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = z ^ (z >> np.uint64(31))
    return mixed


def _shingles(parts: Sequence[Sequence[str]]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """32-bit hashes of all shingles and the word number each starts at; none runs across parts."""
    found: list[Hashes] = []
    places: list[npt.NDArray[np.int64]] = []
    at = 0
    for part in parts:
        count = len(part) - SHINGLE + 1
        if count > 0:
            codes = np.fromiter((crc32(w.encode()) for w in part), dtype=np.uint64, count=len(part))
            rolled = codes[:count].copy()
            for step in range(1, SHINGLE):
                rolled = rolled * np.uint64(0x100000001B3) + codes[step : step + count]
            found.append(_mix(rolled) >> np.uint64(32))
            places.append(np.arange(at, at + count))
        at += len(part) + 1
    if not found:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    return np.concatenate(found), np.concatenate(places)
