"""Whose dead: the side, the actor and the kind of the people a casualty figure counts.

Evidence is weighed from the nearest to the farthest: the words of the phrase itself ("Pakistani troops"),
"its" and "our", the side named after it ("on the Armenian side"), the loser of "lost 23 soldiers", the
whole that a part is taken from, the force that counts its own, and last the country where they died.
The attacker is never the owner of the dead.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Sentence
from counterclaim.model import VictimGroup
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.victim_apart import named_apart, of_the_enemy, own_losses
from counterclaim.reading.victim_attackers import agents, attackers
from counterclaim.reading.victim_circumstances import circumstances
from counterclaim.reading.victim_evidence import (
    ARMED,
    BYSTANDERS,
    HELD,
    POSSESSIVES,
    PRONOUNS,
    SHOWN,
    Whose,
    sides_of,
    speaker_kind,
    speaker_sides,
    usable,
)
from counterclaim.reading.victim_places import located
from counterclaim.reading.victim_pronouns import pronoun_side
from counterclaim.reading.victim_stage import Stage, misnamed

_NO_STAGE = Stage()

_SUFFERS = word_set(
    "suffer suffered suffering suffers sustain sustained incur incurred mourn mourned mourning mourns "
    "bury buried admitted acknowledged acknowledge admit"
)


def whose(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    stage: Stage = _NO_STAGE,
    before: tuple[Finding, Whose] | None = None,
    whole: Whose | None = None,
) -> Whose:
    """Whose people the finding counts; empty where the text does not say.

    ``stage`` says who is at war in the report (`stage_of`), ``whole`` the owner of the count
    that this is a part of, ``before`` the finding just before it in the sentence with its owner, from
    which a bare "30 wounded" goes on.
    """
    found = _named(ctx, sentence, finding, stage, before, whole)
    group = _group(ctx, finding, found, before)
    if group == "unknown":
        group = found.group
    return replace(found, group=group)


def _named(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    stage: Stage,
    before: tuple[Finding, Whose] | None,
    whole: Whose | None,
) -> Whose:
    doc, tokens = ctx.doc, ctx.doc.tokens
    phrase, trigger = finding.people or finding.phrase, finding.trigger
    start, end = tokens[phrase.first].start, tokens[phrase.last].end
    if phrase.kind == "name":
        return _named_person(ctx, sentence, finding)
    inside = [m for m in usable(ctx, start, end) if not misnamed(m, stage.home)]
    if inside and tokens[phrase.head].lower in HELD:
        # "Hamas's hostages" are not Hamas's people; "Israeli hostages" are Israelis.
        inside = [m for m in inside if m.form == "demonym"]
    if inside:
        own = inside[-1]
        extra: list[ActorMention] = []
        if phrase.last + 2 <= sentence.last and tokens[phrase.last + 1].lower in ("and", "or"):
            extra = [
                m
                for m in usable(
                    ctx, tokens[phrase.last + 2].start, tokens[min(phrase.last + 4, sentence.last)].end
                )
                if doc.token_at(m.span.start) == phrase.last + 2 and finding.phrase.kind != "one"
            ]
            if (
                extra
                and doc.token_at(extra[0].span.end - 1) + 1 <= sentence.last
                and tokens[doc.token_at(extra[0].span.end - 1) + 1].pos in ("NUM",)
            ):
                extra = []
        if extra and extra[0].side and extra[0].side != own.side:
            return Whose((own.side or "", extra[0].side), None, confidence=0.85, rule="named both")
        if phrase.hostile and own.form == "demonym" and own.kind in ("state", "territory"):
            # "Syrian rebels" are Syrians, not Syria's own.
            return Whose((own.side or "",), None, confidence=0.45, rule="hostile demonym")
        return Whose((own.side or "",), own.actor, confidence=0.9, rule="named")
    if (short := _short_name(ctx, sentence, finding)) is not None:
        return short
    if of_the_enemy(ctx, finding):
        speaker = speaker_sides(ctx, finding)
        foe = stage.foe(speaker[0]) if len(speaker) == 1 else ""
        return Whose((foe,) if foe else (), None, "combatants", 0.6 if foe else 0.0, "the enemy")
    for k in range(phrase.first, phrase.last + 1):
        if tokens[phrase.head].lower in HELD:
            break
        if tokens[k].lower in POSSESSIVES and (k == phrase.who or k == phrase.first):
            if tokens[k].lower in ("his", "her", "my"):
                break
            side = pronoun_side(ctx, sentence, k, tokens[k].lower, finding)
            return Whose(side, None, confidence=0.75 if side else 0.0, rule="own")
    if finding.slot == "toll" and trigger.i > sentence.first and tokens[trigger.i - 1].lower in POSSESSIVES:
        side = pronoun_side(ctx, sentence, trigger.i - 1, tokens[trigger.i - 1].lower, finding)
        return Whose(side, None, confidence=0.7 if side else 0.0, rule="own toll")
    if finding.slot == "toll" and finding.people is None:
        first = max(sentence.first, trigger.i - 3)
        names = usable(ctx, tokens[first].start, tokens[trigger.last].end)
        if names:
            return Whose((names[-1].side or "",), None, confidence=0.7, rule="named toll")
    losses = own_losses(ctx, sentence, finding)
    if losses is not None:
        return losses
    apart = named_apart(ctx, sentence, finding, stage)
    if apart.rule:
        actor = apart.mention.actor if apart.mention else None
        return Whose(
            apart.side, actor, confidence=0.8 if apart.side else 0.0, rule=apart.rule, words=apart.words
        )
    if trigger.loss or (finding.slot == "inner" and tokens[tokens[phrase.head].head].lower in _SUFFERS):
        verb = trigger.i if trigger.loss else tokens[phrase.head].head
        for head in agents(ctx, verb):
            if tokens[head].lower in PRONOUNS:
                side = pronoun_side(ctx, sentence, head, tokens[head].lower, finding)
                return Whose(side, None, confidence=0.75 if side else 0.0, rule="loser")
            token = tokens[head]
            for c in token.children:
                if tokens[c].lower in POSSESSIVES:
                    side = pronoun_side(ctx, sentence, c, tokens[c].lower, finding)
                    return Whose(side, None, confidence=0.75 if side else 0.0, rule="loser")
            names = usable(
                ctx, tokens[token.left].start, tokens[max(token.left, min(token.right, verb - 1))].end
            )
            if names:
                return Whose((names[0].side or "",), None, confidence=0.85, rule="loser")
    if phrase.of_them and whole is None and not phrase.hostile:
        names = [
            m
            for m in usable(ctx, sentence.start, start)
            if m.form == "demonym"
            or not (
                located(ctx, sentence, m.span.start, m.span.end)
                or tokens[doc.token_at(m.span.start) - 1].lower in ("into", "to", "from", "towards")
            )
        ]
        near = [m for m in names if phrase.first - doc.token_at(m.span.end - 1) <= 6]
        if near:
            return Whose((near[-1].side or "",), None, confidence=0.6, rule="antecedent")
        people = casualty_words().people
        counted = [
            m
            for m in names
            if any(tokens[k].lower in people for k in _following(ctx, m.span.end, sentence.last))
        ]
        if len(sides_of(counted)) == 1:
            return Whose(sides_of(counted), None, confidence=0.6, rule="antecedent")
        return Whose()
    if whole is not None and whole.side:
        sure = max(whole.confidence * 0.95, SHOWN) if whole.shown else whole.confidence * 0.95
        return replace(whole, actor=None, confidence=sure, rule="whole")
    if (
        before is not None
        and before[1].side
        and before[1].confidence >= 0.5
        and _goes_on(ctx, finding, before[0])
    ):
        sure = before[1].confidence * 0.92
        sure = max(sure, SHOWN) if before[1].shown else sure
        return replace(before[1], actor=None, confidence=sure, rule="goes on")
    return circumstances(ctx, sentence, finding, stage)


#: Last words of many groups' names (less their "s"), which name none of them alone.
_COMMON = word_set(
    "state army front movement party force force group brigade union resistance council alliance militia "
    "command guard people worker unit defence defense coalition organization organisation network jihad "
    "rebel fighter militant faction committee province congress republic youth sharia islam caliphate"
)


def _short_name(ctx: Context, sentence: Sentence, finding: Finding) -> Whose | None:
    """The armed group of which the phrase has one capitalised word: "60 Tiger dead" of the Tamil Tigers."""
    tokens, phrase = ctx.doc.tokens, finding.people or finding.phrase
    for k in range(phrase.first, min(phrase.last + 1, sentence.last) + 1):
        word = tokens[k].text.rstrip("s")
        if k == sentence.first or len(word) < 4 or not word[0].isupper() or word.isupper():
            continue
        if word.lower() in _COMMON:
            continue
        sides = {
            m.side
            for m in ctx.actors
            if m.kind == "armed group"
            and m.side
            and word in [w.rstrip("s") for w in m.span.text.split()[1:]][-1:]
        }
        if len(sides) == 1:
            return Whose((sides.pop(),), None, "combatants", 0.6, "short name")
    return None


def _named_person(ctx: Context, sentence: Sentence, finding: Finding) -> Whose:
    """The side of a named victim, by the words right before or after the name ("a Hamas commander")."""
    tokens, phrase = ctx.doc.tokens, finding.phrase
    first = max(sentence.first, phrase.first - 5)
    while first < phrase.first and any(
        tokens[k].lower in (",", "killed", "killing", "by", ";") for k in range(first, phrase.first)
    ):
        first += 1
    before = usable(ctx, tokens[first].start, tokens[phrase.last].end)
    if before:
        return Whose((before[-1].side or "",), before[-1].actor, confidence=0.75, rule="title")
    apposed = phrase.last + 2 <= sentence.last and tokens[phrase.last + 1].lower == ","
    if apposed and tokens[phrase.last + 2].lower in ("a", "an", "the", "one"):
        stop = phrase.last + 2
        while stop < min(sentence.last, phrase.last + 9) and tokens[stop].lower not in (",", "was", "were"):
            stop += 1
        after = usable(ctx, tokens[phrase.last + 2].start, tokens[stop].end)
        if after:
            return Whose((after[0].side or "",), after[0].actor, confidence=0.7, rule="title")
    return Whose()


def _following(ctx: Context, end: int, stop: int) -> range:
    """The three tokens after offset ``end``."""
    k = ctx.doc.token_at(end - 1) + 1
    return range(k, min(k + 3, stop + 1))


#: "Twelve others" and "31 dead" go on from a count at most this many sentences back.
_BACK = 2


def continued(
    ctx: Context, sentence: Sentence, finding: Finding, found: Whose, last: tuple[Finding, Whose, int]
) -> Whose:
    """The owner taken over from a sentence before by "17 other soldiers", "another nine", "49 dead".

    Only where nobody else is named between, and never from whoever struck.
    """
    phrase, (before, owner, number) = finding.phrase, last
    if not owner.shown or sentence.i - number > _BACK or finding.slot in ("elided", "list"):
        return found
    if (
        phrase.kind not in ("figure", "one")
        or phrase.hostile != before.phrase.hostile
        or (finding.people and not phrase.of_dead)
    ):
        return found
    more = phrase.more or phrase.of_dead
    bare = phrase.who is None and not phrase.known
    if not more and not bare:
        return found
    if phrase.group != "unknown" and owner.group not in ("unknown", phrase.group):
        return found
    over = ctx.attribution_over(ctx.doc.tokens[phrase.head].start, ctx.doc.tokens[phrase.head].end)
    named = [
        m.side
        for m in usable(ctx, sentence.start, sentence.end)
        if not (over is not None and over.source is not None and over.source.covers(m.span))
    ]
    if any(side not in owner.side for side in named) and not (more and found.side == owner.side):
        return found
    speaker = speaker_sides(ctx, finding)
    party = bool(speaker) and speaker_kind(ctx, finding) not in BYSTANDERS
    if party and speaker != speaker_sides(ctx, before) and speaker != owner.side:
        return found
    if attackers(ctx, sentence, finding) == owner.side:
        return found
    sure = max(min(0.65, owner.confidence * 0.9), SHOWN)
    group = phrase.group if phrase.group != "unknown" else owner.group if bare or more else "unknown"
    return replace(owner, actor=None, group=group, confidence=sure, rule="goes on from before", words=None)


_OTHERS = frozenset(("others", "other", "more"))


def _goes_on(ctx: Context, finding: Finding, before: Finding) -> bool:
    """Whether a count with no people of its own goes on from the one before ("58 died and 30 were hurt")."""
    tokens, phrase = ctx.doc.tokens, finding.phrase
    others = tokens[phrase.head].lower in _OTHERS
    if phrase.who is not None and not others and not (finding.slot == "list" and phrase.kind == "plain"):
        return False
    if finding.slot == "elided" or finding.people is not None:
        return False
    end = (
        max(before.phrase.last, before.trigger.last)
        if before.trigger.first < phrase.first
        else before.phrase.last
    )
    gap = [tokens[k].lower for k in range(end + 1, phrase.first)]
    if gap[:2] == ["and", "that"]:
        # "Said that five died and that 14 were hurt".
        gap = gap[2:]
    if any(word in ("which", "that", "when", "where", "whom", ";", "against", "while") for word in gap):
        return False
    return len(gap) <= (12 if others else 5)


def _group(
    ctx: Context,
    finding: Finding,
    found: Whose,
    before: tuple[Finding, Whose] | None,
) -> VictimGroup:
    phrase = finding.people or finding.phrase
    if phrase.group != "unknown":
        return phrase.group
    at = finding.trigger.i
    if finding.slot == "toll" and at and ctx.doc.tokens[at - 1].lower == "civilian":
        return "civilians"
    men = ctx.doc.tokens[phrase.head].lower == "men"
    if men and (finding.trigger.loss or found.rule in ("own", "loser")):
        # "It lost 14 men", "16 of its men".
        return "combatants"
    if found.actor is not None:
        named = actors().get(found.actor)
        if named is not None and named.kind in ARMED:
            return "combatants"
    if before is not None and _goes_on(ctx, finding, before[0]):
        return before[1].group
    return "unknown"
