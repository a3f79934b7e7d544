"""Who did the harm: the attacker is never the owner of the dead."""

from __future__ import annotations

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.victim_evidence import POSSESSIVES, PRONOUNS, speaker_sides, usable

WEAPONS = word_set(
    "aircraft planes warplane gunships helicopters strike strikes airstrike airstrikes attack attacks "
    "bombing bombings bombardment shelling raid raids drone drones missile missiles rocket rockets "
    "fire gunfire artillery air assault offensive forces troops soldiers army jets warplanes bombs "
    "shells operation invasion incursion gunmen militants fighters rampage massacre mortar bombs "
    "counterattack campaign aggression police settlers snipers retaliation terrorists attackers "
    "assailants operatives incursion commandos infiltrators pilots navy warriors rampage onslaught "
    "atrocities slaughter"
)


_STRUCK = word_set("on against into")


_HARMED = word_set("killed killing wounded wounding injured injuring")
_PEERS = word_set("of with between")


#: "By X" after these names a speaker or a holder, not a striker.
_SAID_BY = word_set(
    "accused said claimed reported announced released published told cited quoted denied confirmed "
    "condemned described led backed run controlled held occupied administered supported governed "
    "owned documented recorded counted verified shared seen viewed made given followed joined treated "
    "mediated brokered"
)


_BACKED = word_set("backed supported aided assisted joined accompanied")

_STRIKE_VERBS = word_set(
    "attack attacked attacking attacks bomb bombed bombing struck strike strikes striking shell "
    "shelled shelling hit hits raid raided raiding stormed storming invaded invade fired firing "
    "pounded targeted ambushed overran overrunning infiltrated pummeled pummeling pounding bombarded "
    "bombarding"
)


_LAUNCH_VERBS = word_set(
    "carried carry launched launch launching conducted conducting staged staging mounted unleashed"
)


#: "X-led fighters killed": who leads them strikes with them.
_LED = frozenset(("-led", "–led", "‑led"))

TARGETS = word_set("on against in near at into inside from across")


def attackers(ctx: Context, sentence: Sentence, finding: Finding) -> tuple[str, ...]:
    """The sides named as doing the harm: subject of the verb, "by X", or the nationality of the weapon."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    trigger, phrase = finding.trigger, finding.phrase
    found: list[str] = []
    if trigger.role == "active" and not trigger.loss:
        doers = agents(ctx, trigger.i)
        told = tokens[trigger.i].dep != "pcomp" and any(
            tokens[head].lower in PRONOUNS
            or any(tokens[c].lower in POSSESSIVES for c in tokens[head].children)
            for head in doers
        )
        if told or (not doers and tokens[trigger.i].tag in ("VBN", "VB")):
            # "It had killed 70", "claimed to have killed 70", "our men killed 70": the speaker's own deed.
            found.extend(speaker_sides(ctx, finding)[:1])
        for head in doers:
            token = tokens[head]
            span = (tokens[token.left].start, tokens[min(token.right, trigger.i - 1)].end)
            inside = usable(ctx, *span) if span[0] < span[1] else []
            # "Israeli strikes on Gaza killed": the one named first does it, the rest is where and on whom.
            inside = [m for m in inside if not _dateline(ctx, sentence, m)]
            if not inside and span[0] < span[1]:
                inside = [
                    m for m in ctx.actors_in(*span) if ctx.report.text[m.span.end : m.span.end + 4] in _LED
                ]
            for mention in inside[:1]:
                k = doc.token_at(mention.span.start)
                lead = {tokens[j].lower for j in range(max(sentence.first, k - 3), k)}
                if lead.isdisjoint(TARGETS):
                    found.append(mention.side or "")
    if found:
        # The doer is named: who else strikes in the sentence does so elsewhere.
        return tuple(dict.fromkeys(f for f in found if f))
    found.extend(strikers(ctx, sentence, (tokens[phrase.first].start, tokens[phrase.last].end)))
    if not found:
        found.extend(_own_strike(ctx, sentence))
    return tuple(dict.fromkeys(f for f in found if f))


#: A dateline's country stands within so many characters of the sentence's start, and its dash soon after.
_HEAD = 40
_DASHES = (" - ", " – ", " — ")


def _dateline(ctx: Context, sentence: Sentence, mention: ActorMention) -> bool:
    """Whether the name stands in a dateline, as in "ODESA, Ukraine, Nov 18 - A missile"."""
    after = ctx.report.text[mention.span.end : min(mention.span.end + 20, sentence.end)]
    return mention.span.start - sentence.start < _HEAD and any(dash in after for dash in _DASHES)


def strikers(ctx: Context, sentence: Sentence, skip: tuple[int, int] = (-1, -1)) -> tuple[str, ...]:
    """The sides that a sentence names as striking: "by X", "X airstrikes", "X gunmen"; not in ``skip``."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    found: list[str] = []
    for mention in usable(ctx, sentence.start, sentence.end):
        if skip[0] <= mention.span.start < skip[1]:
            continue
        if _dateline(ctx, sentence, mention):
            continue
        k = doc.token_at(mention.span.start)
        after = doc.token_at(mention.span.end - 1) + 1
        lead = [tokens[j].lower for j in range(max(sentence.first, k - 3), k)]
        ahead = [tokens[j].lower for j in range(after, min(after + 4, sentence.last + 1))]
        if ahead and ahead[0] in ("'s", "’s"):
            ahead = ahead[1:]
        by = (
            k - 1
            if lead and lead[-1] == "by"
            else k - 2
            if lead[-2:-1] == ["by"] and lead[-1] in ("the", "an", "a")
            else -1
        )
        if by > sentence.first and tokens[by - 1].lower in _BACKED:
            # "its troops, backed by Rwandan soldiers": an ally of the doer is nobody's assailant
            continue
        if (by > sentence.first and tokens[by - 1].lower not in _SAID_BY) or (
            tokens[k].dep in ("nsubj", "compound", "poss", "amod") and _strikes(ctx, sentence, k)
        ):
            found.append(mention.side or "")
        elif (
            not WEAPONS.isdisjoint(ahead[:2])
            and ahead[0] not in ("by", "from")
            and not _at_peace(tokens, after, sentence.last)
            and _STRUCK.isdisjoint(lead[-2:])
            and _PEERS.isdisjoint(lead[-2:])
            and _HARMED.isdisjoint(lead[-1:])
        ):
            # A nationality on a weapon or a force names who struck, unless it is what was struck.
            found.append(mention.side or "")
    return tuple(dict.fromkeys(f for f in found if f))


#: What a force does that harms nobody: "Tunisian soldiers closed the road after shells landed".
_PEACEFUL = word_set(
    "closed shut sealed reopened opened evacuated rescued treated helped guarded cordoned blocked escorted "
    "searched inspected said told reported"
)


def _at_peace(tokens: list[Token], after: int, stop: int) -> bool:
    """Whether the force named up to token ``after`` is only said to do what harms nobody."""
    return any(tokens[j].lower in _PEACEFUL for j in range(after + 1, min(after + 3, stop + 1)))


def _strikes(ctx: Context, sentence: Sentence, k: int) -> bool:
    """Whether token ``k`` stands in the subject of a verb of striking ("Pakistani aircraft hit ...")."""
    tokens = ctx.doc.tokens
    i = k
    for _ in range(3):
        token = tokens[i]
        if token.dep == "nsubj":
            verb = tokens[token.head]
            if verb.lower in _STRIKE_VERBS:
                return True
            return verb.lower in _LAUNCH_VERBS and any(
                tokens[j].lower in WEAPONS for j in range(verb.i + 1, min(verb.i + 7, sentence.last + 1))
            )
        if token.head == i or token.dep not in ("compound", "poss", "amod", "nmod"):
            return False
        i = token.head
    return False


def _own_strike(ctx: Context, sentence: Sentence) -> tuple[str, ...]:
    """The speaker's side where it tells of its own strike ("confirmed that it carried out the raid")."""
    tokens = ctx.doc.tokens
    for k in range(sentence.first, sentence.last + 1):
        if tokens[k].lower in ("it", "they", "we") and _strikes(ctx, sentence, k):
            over = ctx.attribution_over(tokens[k].start, tokens[k].end)
            if over is not None and over.speaker is not None and len(over.speaker.side) == 1:
                return over.speaker.side
    return ()


def agents(ctx: Context, i: int) -> list[int]:
    """The tokens that head the doer of the verb at ``i``: its subject, or whoever is accused of it."""
    tokens = ctx.doc.tokens
    start = i
    for _ in range(5):
        token = tokens[i]
        passive = token.lower in ("accused", "suspected", "blamed", "charged", "convicted", "guilty")
        if i != start and token.lemma in ("accuse", "blame", "suspect", "charge"):
            # "X accuses Y of killing": Y does it.
            accused = [c for c in token.children if tokens[c].dep == "dobj"]
            if accused:
                return accused
        subjects = [
            c
            for c in token.children
            if c < i and (tokens[c].dep == "nsubj" or (passive and tokens[c].dep == "nsubjpass"))
        ]
        if subjects:
            if tokens[subjects[-1]].lower in ("who", "which", "that") and token.dep == "relcl":
                return [token.head]
            return subjects
        if token.dep in ("acl", "relcl"):
            return [token.head]
        if token.head == i or token.dep not in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "prep"):
            return []
        i = token.head
    return []
