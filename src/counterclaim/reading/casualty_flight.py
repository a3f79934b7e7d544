"""People on the move: "left the town", "crossed into", "moved to shelters", "hosts 700,000 refugees"."""

from __future__ import annotations

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.casualty_verbs import Trigger

#: Nouns for people who are displaced by what they are called.
DISPLACED = word_set("refugees evacuees arrivals returnees idps")
_HOSTS = word_set(
    "host hosts hosting hosted shelter shelters sheltering sheltered house houses housing housed register "
    "registers registered registering receive receives received receiving"
)
_MOVED = word_set("moved relocated transferred taken evacuated brought")
_SHELTERS = word_set("shelter shelters safety camp camps centres centers schools accommodation")
_LEFT = word_set("left")
_ENTERED = word_set("entered crossed crossing arrived streamed poured")
_TOWNS = word_set("town city area region village villages district country province territory camp enclave")
_THROUGH = word_set("by from through via at since over")

#: The words that may open such a phrase.
FLIGHT_HEADS = _HOSTS | _MOVED | _LEFT | _ENTERED


def flight_idiom(tokens: list[Token], i: int, sentence: Sentence) -> Trigger | None:
    """The displacement that token ``i`` heads, or None.

    Only civilians and people as such are counted, so every trigger is strict; a few people who leave or
    arrive are travellers (`casualty_slots.admits` asks for `FEW`).
    """
    word = tokens[i].lower
    ahead = [tokens[k].lower for k in range(i + 1, min(i + 10, sentence.last + 1))]
    if not ahead:
        return None
    counted = any(tokens[k].pos == "NUM" for k in range(i + 1, min(i + 5, sentence.last + 1)))
    if word in _HOSTS and (tokens[i].pos in ("VERB", "AUX") or counted):
        for k, other in enumerate(ahead):
            if other in DISPLACED:
                return Trigger(i, i, i, "displaced", "active", strict=True)
            if other in (",", ";", "from", "in", "and") or (k > 7):
                break
        return None
    if word in ("moved", "relocated") and ahead[0] == "from":
        return Trigger(i, i, i, "displaced", "passive", strict=True)
    if word in _MOVED and "to" in ahead[:3]:
        at = ahead.index("to")
        for k in range(at + 1, min(at + 6, len(ahead))):
            if ahead[k] in _SHELTERS:
                return Trigger(i, i, i + 1 + k, "displaced", "passive", strict=True)
            if ahead[k] in (",", ";", "and"):
                break
        return None
    if word in _LEFT and tokens[i].pos == "VERB":
        nxt = tokens[i + 1]
        if nxt.pos == "ADJ" and sentence.last > i + 1 and tokens[i + 2].pos == "PROPN":
            return Trigger(i, i, i + 2, "displaced", "passive", strict=True)
        if nxt.pos == "PROPN" or (ahead[0] in ("the", "this") and len(ahead) > 1 and ahead[1] in _TOWNS):
            return Trigger(i, i, i + (1 if nxt.pos == "PROPN" else 2), "displaced", "passive", strict=True)
        return None
    if word in ("crossed", "crossing"):
        if ahead[0] in ("into", "to", "over") or (ahead[0] in _THROUGH and "into" in ahead[:6]):
            return Trigger(i, i, i, "displaced", "passive", strict=True)
        if ahead[:2] == ["the", "border"] or ahead[:2] == ["the", "frontier"]:
            return Trigger(i, i, i + 2, "displaced", "passive", strict=True)
        return None
    if word == "entered" and tokens[i + 1].pos == "PROPN" and not _THROUGH.isdisjoint(ahead[1:5]):
        return Trigger(i, i, i + 1, "displaced", "passive", strict=True)
    if word in ("streamed", "poured") and ahead[0] in ("into", "across", "over"):
        return Trigger(i, i, i, "displaced", "passive", strict=True)
    return None
