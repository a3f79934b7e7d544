"""Owners named apart from the count: "on the X side", "members of Y", "put its own losses at two"."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.victim_attackers import agents
from counterclaim.reading.victim_evidence import POSSESSIVES, PRONOUNS, Whose, speaker_sides, usable
from counterclaim.reading.victim_pronouns import pronoun_side
from counterclaim.reading.victim_stage import Stage

_SHOTS = word_set("fire gunfire shelling rocket missile shell mine drone bullet bomb strike raid attack")
_BOTH_NOUNS = word_set("sides side countries nations armies parties camps neighbours neighbors states")


@dataclass(frozen=True, slots=True)
class Apart:
    """An owner named after the count, apart from it."""

    side: tuple[str, ...] = ()
    mention: ActorMention | None = None
    rule: str = ""
    words: tuple[int, int] | None = None


def named_apart(ctx: Context, sentence: Sentence, finding: Finding, stage: Stage) -> Apart:
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
            return Apart(stage.pair if len(stage.pair) == 2 else (), None, "both sides")
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
            if tokens[j].lower in _SHOTS or tokens[j].lower in casualty_words().things:
                # "Died from a rocket of X".
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


_ENEMY = word_set("enemy enemies enemy's adversary foe opponent occupiers aggressor")


def of_the_enemy(ctx: Context, finding: Finding) -> bool:
    """Whether the speaker counts "the enemy's" losses, "enemy soldiers", or says what "the enemy lost"."""
    tokens, phrase, trigger = ctx.doc.tokens, finding.phrase, finding.trigger
    if any(tokens[k].lower in _ENEMY for k in range(phrase.first, phrase.last + 1)):
        return True
    if trigger.loss:
        return any(tokens[head].lower in _ENEMY for head in agents(ctx, trigger.i))
    start = ctx.doc.sentence_of(trigger.i).first
    return finding.slot == "toll" and any(
        tokens[k].lower in _ENEMY for k in range(max(start, trigger.i - 3), trigger.i)
    )


_LOSS_NOUNS = word_set("losses dead casualties deaths toll ranks")
_OWN_FORCES = word_set("forces troops losses side men ranks personnel casualties soldiers")
_LOYAL = word_set("loyalist government regular national army own friendly")


def own_losses(ctx: Context, sentence: Sentence, finding: Finding) -> Whose | None:
    """The owner that the words before a bare count name: "put its own losses at two", "on our side, three
    dead", "it left with nine wounded"."""
    tokens, phrase = ctx.doc.tokens, finding.phrase
    if phrase.own or phrase.hostile or (phrase.known and phrase.inner is None):
        return None
    first = max(sentence.first, phrase.first - 14)
    for k in range(phrase.first - 1, first - 1, -1):
        word = tokens[k].lower
        if word in (";", "while", "but", "that", "and") and k < phrase.first - 1:
            break
        owned = k > sentence.first and (
            tokens[k - 1].lower in POSSESSIVES
            or (tokens[k - 1].lower in ("own", "civilian") and k - 1 > sentence.first)
        )
        if word in _LOSS_NOUNS and owned and phrase.first - k <= 8:
            at = k - 1 if tokens[k - 1].lower in POSSESSIVES else k - 2
            if at >= sentence.first and tokens[at].lower in POSSESSIVES:
                side = pronoun_side(ctx, sentence, at, tokens[at].lower, finding)
                return Whose(side, None, confidence=0.75 if side else 0.0, rule="own losses")
        if word in ("side", "ranks") and k - 1 > sentence.first and _near(tokens, k, sentence.first):
            at = next(
                (
                    j
                    for j in range(k - 1, max(sentence.first, k - 4) - 1, -1)
                    if tokens[j].lower in POSSESSIVES
                ),
                -1,
            )
            if at >= 0:
                side = pronoun_side(ctx, sentence, at, tokens[at].lower, finding)
                return Whose(side, None, confidence=0.75 if side else 0.0, rule="own side")
            names = usable(
                ctx, tokens[max(sentence.first, k - 4)].start, tokens[min(k + 6, phrase.first - 1)].end
            )
            if names:
                return Whose((names[0].side or "",), None, confidence=0.75, rule="named side")
            if any(tokens[j].lower in _LOYAL for j in range(k + 1, min(k + 5, phrase.first))):
                side = speaker_sides(ctx, finding)
                if len(side) == 1:
                    return Whose(side, None, "combatants", 0.7, "loyal side")
            return None
    after = max(phrase.last, finding.trigger.last)
    for k in range(after + 1, min(after + 8, sentence.last)):
        if tokens[k].lower in (";", "while", "but") or (tokens[k].pos == "VERB" and tokens[k].tag == "VBD"):
            break
        if tokens[k].lower == "own" and tokens[k + 1].lower in _OWN_FORCES:
            # "General Staff: 74 killed, 171 wounded, own forces".
            side = speaker_sides(ctx, finding)
            if len(side) == 1:
                return Whose(side, None, "combatants", 0.75, "own forces")
    lead = tokens[phrase.first - 1].lower if phrase.first > sentence.first else ""
    if lead == "with" and phrase.who is None and finding.slot == "beside":
        verb = tokens[tokens[phrase.first - 1].head]
        if verb.lemma in _RETURNS:
            for head in agents(ctx, verb.i):
                if tokens[head].lower in PRONOUNS:
                    side = pronoun_side(ctx, sentence, head, tokens[head].lower, finding)
                    return Whose(side, None, confidence=0.7 if side else 0.0, rule="came away with")
                names = usable(ctx, tokens[tokens[head].left].start, tokens[head].end)
                if names:
                    return Whose((names[-1].side or "",), None, confidence=0.7, rule="came away with")
    return None


_RETURNS = word_set("leave withdraw return retreat escape come emerge end finish")


def _near(tokens: list[Token], k: int, start: int) -> bool:
    return any(tokens[j].lower in ("on", "from", "in", "among") for j in range(max(start, k - 4), k))
