"""A text cut where the evidence of its claims begins and ends, so that overlapping marks can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.model import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with the numbers (from 1) of the claims that stand on them and of those that end with them.

    >>> Piece("nine", (1,), (1,)).live
    (1,)
    """

    words: str
    live: tuple[int, ...]
    ending: tuple[int, ...]


def pieces(text: str, claims: Sequence[Claim]) -> Iterator[Piece]:
    """The whole text in order. ``live`` has the claim that began last at its end.

    >>> from counterclaim.model import Event, Span
    >>> two = [Claim("a", "event", "asserts", (Span(0, 8, "Nine men"),), Event("ASSAULT")),
    ...        Claim("b", "event", "asserts", (Span(5, 14, "men fled."),), Event("ASSAULT"))]
    >>> [(p.words, p.live, p.ending) for p in pieces("Nine men fled.", two)]
    [('Nine ', (1,), ()), ('men', (1, 2), (1,)), (' fled.', (2,), (2,))]
    """
    spans = [(e.start, e.end, at) for at, claim in enumerate(claims, start=1) for e in claim.evidence]
    edges = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    ends: dict[int, set[int]] = {}
    for _, end, at in spans:
        ends.setdefault(end, set()).add(at)
    live: list[tuple[int, int, int]] = []
    spans.sort(key=lambda s: s[0])
    upcoming = 0
    for start, end in pairwise(edges):
        while upcoming < len(spans) and spans[upcoming][0] <= start:
            live.append(spans[upcoming])
            upcoming += 1
        live = [s for s in live if s[1] > start]
        yield Piece(text[start:end], tuple(s[2] for s in live), tuple(sorted(ends.get(end, ()))))
