"""What a later version of a report claims that the earlier did not, and what it claims no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields, is_dataclass

from counterclaim.model import Claim, Span

#: Fields whose words are their meaning. Elsewhere a span only shows where a value was read.
_WORDS = frozenset({"act", "topic", "accused"})
#: Fields that hold ids of other claims, which count from one in each version.
_IDS = frozenset({"subset_of", "adds_to", "supersedes"})


@dataclass(frozen=True, slots=True)
class Difference:
    """The claims that appeared with a version and those that vanished, in the order of their texts.

    >>> Difference().same
    True
    """

    appeared: tuple[Claim, ...] = ()
    vanished: tuple[Claim, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing that is claimed changed."""
        return not self.appeared and not self.vanished


def difference(before: Sequence[Claim], after: Sequence[Claim]) -> Difference:
    """The claims without a partner in the other version.

    Partners say the same in the same words, wherever these stand now; else the same (kind, stance, speaker,
    values, time, place) in other words. A claim whose figure changed has vanished, and another appeared.

    >>> from counterclaim.model import Event
    >>> shelled = Claim("c_1", "event", "asserts", (Span(0, 7, "shelled"),), Event("ASSAULT"))
    >>> moved = Claim("c_9", "event", "asserts", (Span(30, 37, "shelled"),), Event("ASSAULT"))
    >>> difference([shelled], [moved]).same, len(difference([shelled], []).vanished)
    (True, 1)
    """
    left, right = list(before), list(after)
    for likeness in (_in_words, _in_sense):
        left, right = _unpaired(left, right, likeness)
    return Difference(tuple(sorted(right, key=_place)), tuple(sorted(left, key=_place)))


def _unpaired(
    left: list[Claim], right: list[Claim], likeness: Callable[[Claim], Hashable]
) -> tuple[list[Claim], list[Claim]]:
    waiting: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in reversed(left):
        waiting[likeness(claim)].append(claim)
    alone = []
    for claim in right:
        partners = waiting[likeness(claim)]
        if partners:
            partners.pop()
        else:
            alone.append(claim)
    kept = {id(claim) for some in waiting.values() for claim in some}
    return [claim for claim in left if id(claim) in kept], alone


def _in_words(claim: Claim) -> Hashable:
    return (_in_sense(claim), tuple(_plain(span.text) for span in claim.evidence))


def _in_sense(claim: Claim) -> Hashable:
    source = claim.source
    when = (claim.when.start, claim.when.end) if claim.when else None
    who = (source.actor or _plain(source.name or ""), tuple(sorted(source.side))) if source else None
    where = tuple(sorted(place.name for place in claim.where))
    return (claim.kind, claim.stance, who, when, where, claim.background, _sense(claim.payload))


def _sense(value: object) -> Hashable:
    if is_dataclass(value):
        return tuple(
            (part.name, _plain(inner.text) if isinstance(inner, Span) else _sense(inner))
            for part in fields(value)
            if part.name not in _IDS
            and (not isinstance(inner := getattr(value, part.name), Span) or part.name in _WORDS)
        )
    if isinstance(value, tuple):
        return tuple(_sense(inner) for inner in value)
    return value if isinstance(value, Hashable) else repr(value)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _place(claim: Claim) -> tuple[int, str]:
    return (claim.evidence[0].start if claim.evidence else 0, claim.id)
