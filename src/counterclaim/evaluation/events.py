"""Scoring events against the PLOVER gold standard records: type, and who is taken for the actor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from counterclaim.knowledge.actors import actors
from counterclaim.model import Claim, Event, Position, Reading, Responsibility

#: Names of older PLOVER codebooks and what the set of 2021 calls them.
RENAMED = {"FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
#: What a position amounts to as a PLOVER event.
POSITION_TYPES = {
    "condemn": "ACCUSE",
    "urge": "REQUEST",
    "demand": "REQUEST",
    "threaten": "THREATEN",
    "warn": "THREATEN",
    "support": "SUPPORT",
    "welcome": "SUPPORT",
    "recognise": "SUPPORT",
    "reject": "REJECT",
}


def score_plover(path: str | Path, read: Callable[[str], Reading | Iterable[Claim]]) -> dict[str, Any]:
    """Compare the claims that ``read`` finds in each gold sentence with its PLOVER coding.

    ``path`` is a JSON list of PLOVER records (old names ``source`` and ``target`` or new ones
    ``actor`` and ``recipient``); ``read`` takes a text. Returned: ``records``, ``emitted`` (records with
    a typed claim), ``type_right`` (one of the claims has the gold type), ``first_right`` (the first one
    has), ``actor_given``, ``actor_right``, ``reporter_as_actor`` (the actor is a name outside the gold
    actor and recipient, and the claim's source), and ``missed`` and ``confused`` counts by type.
    Rates lie between 0 and 1; None where nothing was counted.

    >>> import tempfile, pathlib
    >>> gold = pathlib.Path(tempfile.mkdtemp()) / "gold.json"
    >>> _ = gold.write_text('[{"event": "FIGHT", "text": "Oruk shelled Bal.", "actor": [], "recipient": []}]')
    >>> from counterclaim.model import Claim, Span
    >>> claim = Claim("c", "event", "asserts", (Span(0, 4, "Oruk"),), Event("ASSAULT"))
    >>> score_plover(gold, lambda text: [claim])["type_accuracy"]
    1.0
    """
    records = [r for r in json.loads(Path(path).read_text("utf-8")) if r.get("text")]
    total = emitted = right = first = given = actor_right = reporter = 0
    missed: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for record in records:
        gold = gold_type(record)
        if gold is None:
            continue
        total += 1
        found = read(record["text"])
        claims = list(found.claims) if isinstance(found, Reading) else list(found)
        typed = [(plover_type(c), c) for c in claims]
        kinds = [kind for kind, _ in typed if kind is not None]
        if not kinds:
            missed[gold] += 1
            continue
        emitted += 1
        right += gold in kinds
        first += kinds[0] == gold
        if gold not in kinds:
            confused[(gold, kinds[0])] += 1
        for kind, claim in typed:
            actor = _actor(claim)
            if kind is None or actor is None or not isinstance(claim.payload, Event):
                continue
            given += 1
            if _named(actor, record, "actor", "source"):
                actor_right += 1
            elif not _named(actor, record, "recipient", "target") and actor in claim.side:
                reporter += 1
    return {
        "records": total,
        "emitted": emitted,
        "type_accuracy": round(right / emitted, 3) if emitted else None,
        "first_type_accuracy": round(first / emitted, 3) if emitted else None,
        "actor_given": given,
        "actor_accuracy": round(actor_right / given, 3) if given else None,
        "reporter_as_actor": reporter,
        "missed": dict(missed.most_common()),
        "confused": {f"{a} as {b}": n for (a, b), n in confused.most_common()},
    }


def gold_type(record: dict[str, Any]) -> str | None:
    """The record's category in the set of 2021, or None for a record that codes no event.

    >>> gold_type({"event": "FIGHT"})
    'ASSAULT'
    """
    event = record.get("event")
    if isinstance(event, list):
        event = event[0] if event else None
    if not isinstance(event, str) or event == "DOCUMENT":
        return None
    return RENAMED.get(event, event)


def plover_type(claim: Claim) -> str | None:
    """The PLOVER category a claim amounts to, or None (casualties, status).

    >>> from counterclaim.model import Span
    >>> plover_type(Claim("c", "position", "asserts", (Span(0, 1, "a"),), Position("demand")))
    'REQUEST'
    """
    match claim.payload:
        case Event(type=kind):
            return kind
        case Position(type=kind):
            return POSITION_TYPES.get(kind)
        case Responsibility(own=own):
            return None if own else ("REJECT" if claim.stance == "denies" else "ACCUSE")
    return None


def _actor(claim: Claim) -> str | None:
    return claim.payload.actor if isinstance(claim.payload, Event) else None


def _named(side: str, record: dict[str, Any], *keys: str) -> bool:
    """Whether the side is one of the record's actors: by its name, its words, its first letters, or by
    another spelling of it that the registry knows ("Hizbollah")."""
    sides = {side.lower(), side.lower()[:4]}
    for key in keys:
        for entry in record.get(key) or []:
            words = str(entry.get("actorText") or entry.get("entity_text") or "")
            text = words.lower()
            code = str(entry.get("code") or "").lower()
            if (
                side.lower() in text
                or any(len(s) > 2 and s in text for s in sides)
                or code.startswith(side.lower()[:3])
                or any(
                    actors().side(r.actor.id) == side for hit in actors().find(words) for r in hit.readings
                )
            ):
                return True
    return False
