"""Whose dead: the side, the actor and the kind of the people a casualty figure counts.

Evidence is weighed from the nearest to the farthest: the words of the phrase itself ("Pakistani troops"),
"its" and "our", the side named after it ("on the Armenian side"), the loser of "lost 23 soldiers", the
whole that a part is taken from, the force that counts its own, and last the country where they died.
The attacker is never the owner of the dead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Sentence
from counterclaim.model import VictimGroup
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.victim_attackers import WEAPONS, agents, attackers, strikers
from counterclaim.reading.victim_evidence import (
    ARMED,
    HELD,
    POSSESSIVES,
    PRONOUNS,
    SHOWN,
    STATE,
    Whose,
    sides_of,
    speaker_sides,
    usable,
)
from counterclaim.reading.victim_places import located, place_side

_BOTH_NOUNS = word_set("sides side countries nations armies parties camps neighbours neighbors states")


_SUFFERS = word_set(
    "suffer suffered suffering suffers sustain sustained incur incurred mourn mourned mourning mourns "
    "bury buried admitted acknowledged acknowledge admit"
)


def pronoun_side(ctx: Context, sentence: Sentence, at: int, word: str, finding: Finding) -> tuple[str, ...]:
    """The side that "its", "our", "they" stands for, at token ``at``."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    speaker = speaker_sides(ctx, finding)
    if word in ("our", "we", "my"):
        return speaker
    harm = (
        set(attackers(ctx, sentence, finding))
        if finding.trigger.role == "active" and not finding.trigger.loss
        else set()
    )
    begin = tokens[sentence.first].start
    over = ctx.attribution_over(tokens[at].start, tokens[at].end)
    if over is not None and over.source is not None:
        # Another speaker's words earlier in the sentence name nobody here.
        told = [c.start for c in over.content if c.start <= tokens[at].start < c.end]
        begin = max(begin, min([over.source.start, *told]))
    before = usable(ctx, begin, tokens[at].start)
    before = [m for m in before if m.kind not in ("international",)]
    # What stands inside the attacker's own noun phrase cannot own the dead.
    nearest = [m.side for m in before if m.side not in harm and m.side]
    if speaker and word in ("their", "they", "its", "it"):
        source = ctx.attribution_over(tokens[at].start, tokens[at].end)
        own = not nearest or speaker[0] in nearest or len(speaker) > 1
        if source is not None and own and speaker[0] not in harm:
            return speaker[:1]
    if nearest:
        subject = [
            m
            for m in before
            if m.side in nearest
            and tokens[doc.token_at(m.span.start)].dep
            in ("nsubj", "poss", "nsubjpass", "pobj", "compound", "amod")
        ]
        return ((subject or [m for m in before if m.side in nearest])[-1].side or "",)
    if speaker and speaker[0] not in harm:
        return speaker[:1]
    if sentence.i > 0 and word in ("its", "their", "it", "they"):
        previous = doc.sentences[sentence.i - 1]
        names = sides_of(usable(ctx, previous.start, previous.end))
        names = tuple(n for n in names if n not in harm)
        if len(names) == 1:
            return names
    return ()


@dataclass(frozen=True, slots=True)
class Apart:
    """An owner named after the count, apart from it."""

    side: tuple[str, ...] = ()
    mention: ActorMention | None = None
    rule: str = ""
    words: tuple[int, int] | None = None


def named_apart(ctx: Context, sentence: Sentence, finding: Finding, pair: tuple[str, ...]) -> Apart:
    """The side named after the phrase: "members of X", "soldiers from Y", "on the Z side"."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    phrase, trigger = finding.phrase, finding.trigger
    start = phrase.last
    stop = min(max(phrase.last, trigger.last) + 14, sentence.last)
    for k in range(start + 1, stop + 1):
        word = tokens[k].lower
        if word in (";", "but", "while", "whereas") or (
            k > trigger.last and tokens[k].pos in ("NUM", "VERB")
        ):
            break
        if word not in _BOTH_NOUNS:
            continue
        lead = [tokens[j].lower for j in range(max(start, k - 4), k)]
        if "both" in lead or "either" in lead or ("two" in lead and "the" in lead):
            return Apart(pair if len(pair) == 2 else (), None, "both sides")
        if word in ("side", "sides") and "on" in lead:
            begin = next(j for j in range(k - 1, -1, -1) if tokens[j].lower == "on") + 1
            for j in range(begin, k):
                if tokens[j].lower in POSSESSIVES:
                    side = pronoun_side(ctx, sentence, j, tokens[j].lower, finding)
                    return Apart(side, None, "own side", (begin, k))
            inside = usable(ctx, tokens[begin].start, tokens[k].end)
            if inside:
                return Apart((inside[-1].side or "",), None, "named side", (begin, k))
    k = start + 1
    gap_stop = min(start + 6, sentence.last)
    while k <= gap_stop and (tokens[k].lower in ("were", "”", '"') or trigger.first <= k <= trigger.last):
        k += 1
    if k <= gap_stop and tokens[k].lower in ("of", "from", "among", "belonging", "within", "amongst", "in"):
        own_ranks = tokens[k].lower in ("in", "within")
        for j in range(k + 1, min(k + 7, sentence.last) + 1):
            if tokens[j].pos in ("VERB", "AUX") or tokens[j].lower in (",", ";", "at", "by", "when"):
                break
            if own_ranks and not any(
                tokens[z].lower in ("ranks", "forces") for z in range(j, min(j + 4, sentence.last + 1))
            ):
                break
            if tokens[j].lower in POSSESSIVES:
                if tokens[k].lower == "from":
                    break
                side = pronoun_side(ctx, sentence, j, tokens[j].lower, finding)
                return Apart(side, None, "own", (j, min(j + 1, sentence.last)))
            inside = usable(ctx, tokens[j].start, tokens[min(j + 5, sentence.last)].end)
            hit = [m for m in inside if doc.token_at(m.span.start) == j]
            if hit:
                z = doc.token_at(hit[0].span.end - 1)
                while z < sentence.last and tokens[z + 1].pos == "NOUN" and z - j < 6:
                    z += 1
                return Apart((hit[0].side or "",), hit[0], "after", (j, z))
    return Apart()


def whose(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    pair: tuple[str, ...] = (),
    before: tuple[Finding, Whose] | None = None,
    whole: Whose | None = None,
) -> Whose:
    """Whose people the finding counts; empty where the text does not say.

    ``pair`` are the two sides at war in the report (`belligerents`), ``whole`` the owner of the count
    that this is a part of, ``before`` the finding just before it in the sentence with its owner, from
    which a bare "30 wounded" goes on.
    """
    found = _named(ctx, sentence, finding, pair, before, whole)
    group = _group(ctx, finding, found, before)
    return replace(found, group=group)


def _named(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    pair: tuple[str, ...],
    before: tuple[Finding, Whose] | None,
    whole: Whose | None,
) -> Whose:
    doc, tokens = ctx.doc, ctx.doc.tokens
    phrase, trigger = finding.people or finding.phrase, finding.trigger
    start, end = tokens[phrase.first].start, tokens[phrase.last].end
    if phrase.kind == "name":
        return _named_person(ctx, sentence, finding)
    inside = usable(ctx, start, end)
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
    apart = named_apart(ctx, sentence, finding, pair)
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
        names = usable(ctx, sentence.start, start)
        near = [m for m in names if phrase.first - doc.token_at(m.span.end - 1) <= 6]
        if near:
            return Whose((near[-1].side or "",), None, confidence=0.6, rule="antecedent")
    if whole is not None and whole.side:
        return replace(whole, actor=None, confidence=whole.confidence * 0.95, rule="whole")
    if (
        before is not None
        and before[1].side
        and before[1].confidence >= 0.5
        and _goes_on(ctx, finding, before[0])
    ):
        sure = before[1].confidence * 0.92
        sure = max(sure, SHOWN) if before[1].shown else sure
        return replace(before[1], actor=None, confidence=sure, rule="goes on")
    return _circumstances(ctx, sentence, finding, pair)


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


#: Who counts "soldiers" and means its own; an armed group that counts soldiers means the state's.
_GOVERNS = frozenset(
    {"state", "territory", "government", "ministry", "military", "police", "intelligence", ""}
)


def _speaker_kind(ctx: Context, finding: Finding) -> str:
    """The registry kind of whoever speaks of the finding, or ""."""
    head = ctx.doc.tokens[finding.phrase.head]
    over = ctx.attribution_over(head.start, head.end)
    if over is None or over.speaker is None:
        return ""
    actor = actors().get(over.speaker.actor) if over.speaker.actor else None
    return actor.kind if actor is not None else ""


def _circumstances(ctx: Context, sentence: Sentence, finding: Finding, pair: tuple[str, ...]) -> Whose:
    """The owner by who counts them, who struck, and where they died."""
    phrase = finding.people or finding.phrase
    if phrase.hostile or ctx.doc.tokens[phrase.head].lower in HELD:
        return Whose()
    harm = attackers(ctx, sentence, finding)
    speaker = speaker_sides(ctx, finding)
    kind = _speaker_kind(ctx, finding)
    if phrase.own and len(speaker) == 1 and speaker[0] not in harm and kind in _GOVERNS:
        named = sides_of(
            m
            for m in usable(ctx, sentence.start, sentence.end)
            if m.kind in STATE and not located(ctx, sentence, m.span.start, m.span.end)
        )
        if not [n for n in named if n != speaker[0] and n not in harm]:
            return Whose(speaker, None, confidence=0.65, rule="counts its own")
    place = place_side(ctx, sentence, finding, harm)
    if place is not None and phrase.own and speaker and place.side != speaker and kind in _GOVERNS:
        # A state that counts soldiers fallen abroad hardly counts that country's.
        place = None
    if place is not None and place.side[0] not in harm and place.confidence >= SHOWN:
        return place
    if _counts_its_people(ctx, sentence, finding, speaker, harm, pair):
        return Whose(speaker, None, confidence=0.58, rule="counts its people")
    if not harm and sentence.i > 0:
        harm = strikers(ctx, ctx.doc.sentences[sentence.i - 1])
    against = len(pair) == 2 and len(harm) == 1 and harm[0] in pair
    if against and phrase.group in ("civilians", "unknown"):
        other = pair[0] if pair[1] == harm[0] else pair[1]
        if speaker == (other,) and phrase.who is not None:
            return Whose(speaker, None, confidence=0.6, rule="counts its people")
        return Whose((other,), None, confidence=0.5, rule="not the attacker")
    if place is not None and place.side[0] not in harm:
        return place
    if against:
        return Whose(
            (pair[0] if pair[1] == harm[0] else pair[1],), None, confidence=0.45, rule="not the attacker"
        )
    return Whose()


_OTHERS = frozenset(("others", "other", "more"))


#: Offices that count the dead of their own country, and verbs with which a side owns up to its losses.
_CARERS = word_set(
    "health hospital hospitals medical medics ambulance rescue emergency governor mayor civil interior"
)
_OWNS_UP = word_set("confirmed acknowledged admitted confirms acknowledges admits conceded")


def _counts_its_people(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    speaker: tuple[str, ...],
    harm: tuple[str, ...],
    pair: tuple[str, ...],
) -> bool:
    """Whether a side counts its own people: a health ministry, a mayor, or a side that owns up to deaths.

    A side says of civilians only that its own died; of "soldiers" and "people" it may mean the other's.
    """
    phrase, tokens = finding.people or finding.phrase, ctx.doc.tokens
    if len(speaker) != 1 or speaker[0] in harm or phrase.group not in ("civilians", "unknown"):
        return False
    if speaker[0] not in pair and len(pair) == 2:
        return False
    named = sides_of(usable(ctx, sentence.start, sentence.end))
    if [side for side in named if side != speaker[0] and side not in harm]:
        return False
    for k in range(sentence.first, sentence.last):
        if tokens[k].lower in POSSESSIVES and tokens[k + 1].lower in WEAPONS:
            return False
    over = ctx.attribution_over(tokens[finding.phrase.head].start, tokens[finding.phrase.head].end)
    if over is None or over.source is None or over.speaker is None:
        return False
    if _speaker_kind(ctx, finding) in ("international", "bloc", "coalition", "monitor", "ngo"):
        return False
    if over.cue is not None and over.cue.text.lower() in _OWNS_UP:
        return True
    words = set(f"{over.source.text} {over.speaker.role or ''}".lower().split())
    return phrase.group == "civilians" or not words.isdisjoint(_CARERS)


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
    if found.actor is not None:
        named = actors().get(found.actor)
        if named is not None and named.kind in ARMED:
            return "combatants"
    if before is not None and _goes_on(ctx, finding, before[0]):
        return before[1].group
    return "unknown"
