"""What every rule about the owner of the dead starts from: names with a side, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.casualty_words import word_set
from counterclaim.model import VictimGroup
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import ActorMention, Context

#: A side is shown at this confidence or above. Chosen so that a country's people are shown as its own
#: when they died in it by someone else's hand, and a guess from the opponent alone is not.
SHOWN = 0.55


@dataclass(frozen=True, slots=True)
class Whose:
    """The owner of the dead; ``confidence`` is how sure, ``rule`` the evidence it rests on.

    ``words`` are the tokens that name the owner where they stand apart from the count ("their side").
    """

    side: tuple[str, ...] = ()
    actor: str | None = None
    group: VictimGroup = "unknown"
    confidence: float = 0.0
    rule: str = ""
    words: tuple[int, int] | None = None

    @property
    def shown(self) -> bool:
        """Whether the side is sure enough to be shown."""
        return bool(self.side) and self.confidence >= SHOWN


ARMED = frozenset({"armed group", "military", "de facto authority"})


STATE = frozenset(
    {"state", "territory", "government", "ministry", "military", "police", "de facto authority"}
)


POSSESSIVES = word_set("its their our his her my")


PRONOUNS = word_set("it they we he she")


_QUALIFIES = word_set("backed led allied linked aligned supported occupied controlled held trained run made")


HELD = word_set("hostage hostages captive captives prisoner prisoners detainee detainees")


def usable(ctx: Context, start: int, end: int) -> list[ActorMention]:
    """Mentions with a side in a stretch, less those that only qualify ("Iran-backed", "US-led")."""
    text = ctx.report.text
    found = []
    for mention in ctx.actors_in(start, end):
        if mention.side is None or mention.kind in ("news agency", "monitor", "ngo", "court"):
            continue
        tail = text[mention.span.end : mention.span.end + 12]
        if tail[:1] in ("-", "–", "‑") and tail[1:].split(" ")[0].rstrip(".,").lower() in _QUALIFIES:
            continue
        lead = text[max(0, mention.span.start - 5) : mention.span.start].lower()
        if lead.endswith(("anti-", "pro-", "anti ", "non-", "ex-")):
            continue
        found.append(mention)
    return found


def sides_of(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.side for m in mentions if m.side))


def speaker_sides(ctx: Context, finding: Finding) -> tuple[str, ...]:
    tokens = ctx.doc.tokens
    first = min(finding.phrase.first, finding.trigger.first)
    last = max(finding.phrase.last, finding.trigger.last)
    found = ctx.attribution_over(tokens[first].start, tokens[last].end)
    if found is None:
        found = ctx.attribution_over(tokens[finding.phrase.head].start, tokens[finding.phrase.head].end)
    if found is not None and found.speaker is not None:
        return found.speaker.side
    return ()


#: Who counts "soldiers" and means its own; an armed group that counts soldiers means the state's.
GOVERNS = frozenset(
    {"state", "territory", "government", "ministry", "military", "police", "intelligence", ""}
)


def speaker_kind(ctx: Context, finding: Finding) -> str:
    """The registry kind of whoever speaks of the finding, or ""."""
    head = ctx.doc.tokens[finding.phrase.head]
    over = ctx.attribution_over(head.start, head.end)
    if over is None or over.speaker is None:
        return ""
    actor = actors().get(over.speaker.actor) if over.speaker.actor else None
    return actor.kind if actor is not None else ""


#: Speakers who count everyone's dead.
BYSTANDERS = frozenset({"international", "bloc", "coalition", "monitor", "ngo", "court", "news agency"})
