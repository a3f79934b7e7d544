"""Readings worth checking: the machine's words, what people decided, and what may be decided now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from counterclaim.desk.asked import Page
from counterclaim.desk.views.naming import Heading, heading_of_listed
from counterclaim.exports.wording import (
    claim_words,
    interval_words,
    sentence_around,
    speaker_words,
    where_words,
)
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import Doubt, Listed
from counterclaim.model import Judgement, Told

#: Readings of one page: some minutes of work.
ITEMS = 25
#: Decisions of one page of the history.
HISTORY = 100
DOUBT_WORDS = MappingProxyType[Doubt, str](
    {
        "unsure": "the reader was unsure",
        "contested": "its incident is contested",
        "side": "the speaker's side is open",
        "place": "its incident has no place",
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """One reading with its sentence (before, the claim's words, after), its doubts and its decisions."""

    key: str
    told: Told
    who: str
    what: str
    details: tuple[str, ...]
    before: str
    words: str
    after: str
    doubts: tuple[str, ...]
    incident: str | None
    decisions: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two incidents that may be one."""

    one: Listed
    other: Listed
    headings: tuple[Heading, Heading]
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """A queue: readings, or pairs of incidents where ``why`` is ``links``."""

    why: str
    items: tuple[Item, ...]
    pairs: tuple[Pair, ...]


def review(ledger: Ledger, page: Page) -> tuple[Review, str | None]:
    """The queue that the page asks for (``why``: a doubt, ``links``, or all doubts), or its one ``claim``."""
    if key := page.get("claim"):
        judged = ledger.claim(key)
        of = ledger.incidents_of([key])
        history = ledger.decisions(claims=[key], limit=HISTORY)
        return Review("one", (_item(judged.told, (), of.get(key), history),), ()), None
    why = page.get("why") or "all"
    after = page.get("after")
    if why == "links":
        pairs = ledger.suggested(after=after, limit=ITEMS)
        return Review(why, (), tuple(_pair(p.one, p.other, p.reason) for p in pairs.items)), pairs.next
    found = ledger.questioned(() if why == "all" else (why,), after=after, limit=ITEMS)
    decided = ledger.decisions(claims=[q.told.key for q in found.items], limit=ITEMS * 20)
    items = (
        _item(
            q.told,
            q.doubts,
            q.incident,
            tuple(j for j in decided if q.told.key in (j.subject, j.other)),
        )
        for q in found.items
    )
    return Review(why, tuple(items), ()), found.next


def _item(
    told: Told, doubts: Iterable[Doubt], incident: str | None, decisions: tuple[Judgement, ...]
) -> Item:
    text, claim = told.report.text, told.claim
    first, last = claim.evidence[0], claim.evidence[-1]
    start, end = sentence_around(text, first.start, last.end)
    details = (
        f"when: {interval_words(claim.when)}" if claim.when else "when: not told",
        f"where: {where_words(claim)}" if claim.where else "where: not told",
        f"side that speaks: {', '.join(claim.side)}" if claim.side else "side that speaks: open",
        "background: an earlier time" if claim.background else "",
        f"hedged: “{claim.hedge.text}”" if claim.hedge else "",
        f"confidence {claim.confidence:.2f}, read by {claim.rule}",
    )
    return Item(
        told.key,
        told,
        speaker_words(claim),
        claim_words(claim),
        tuple(d for d in details if d),
        text[start : first.start],
        text[first.start : last.end],
        text[last.end : end],
        tuple(DOUBT_WORDS[doubt] for doubt in doubts),
        incident,
        decisions,
    )


def _pair(one: Listed, other: Listed, reason: str) -> Pair:
    return Pair(one, other, (heading_of_listed(one), heading_of_listed(other)), reason)


def review_rows(view: Review) -> Iterator[dict[str, Any]]:
    """One row a reading, or a pair."""
    for item in view.items:
        yield {
            "claim": item.key,
            "kind": item.told.claim.kind,
            "who": item.who,
            "stance": item.told.claim.stance,
            "what": item.what,
            "words": item.words,
            "doubts": item.doubts,
            "confidence": item.told.claim.confidence,
            "incident": item.incident,
            "outlet": item.told.report.outlet,
            "decisions": [f"{j.verb} {j.at}" for j in item.decisions],
        }
    for pair in view.pairs:
        yield {
            "one": pair.one.id,
            "one_title": pair.headings[0].words,
            "other": pair.other.id,
            "other_title": pair.headings[1].words,
            "why": pair.reason,
        }


def decision_rows(decisions: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """One row a decision."""
    for one in decisions:
        yield {
            "id": one.id,
            "verb": one.verb,
            "subject": one.subject,
            "other": one.other,
            "value": one.value,
            "note": one.note,
            "who": one.who,
            "at": one.at,
            "undone": one.undone,
        }
