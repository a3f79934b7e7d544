"""Whose dead where nobody says it outright: by who counts them, who struck, and where they died."""

from __future__ import annotations

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Sentence
from counterclaim.reading.casualty_phrases import PeoplePhrase
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import Context
from counterclaim.reading.victim_attackers import WEAPONS, attackers, strikers
from counterclaim.reading.victim_evidence import (
    BYSTANDERS,
    GOVERNS,
    HELD,
    POSSESSIVES,
    SHOWN,
    STATE,
    Whose,
    sides_of,
    speaker_kind,
    speaker_sides,
    usable,
)
from counterclaim.reading.victim_places import located, place_side
from counterclaim.reading.victim_stage import Stage


def circumstances(ctx: Context, sentence: Sentence, finding: Finding, stage: Stage) -> Whose:
    """The owner by who counts them, who struck, and where they died."""
    phrase = finding.people or finding.phrase
    if ctx.doc.tokens[phrase.head].lower in HELD:
        return Whose()
    harm = attackers(ctx, sentence, finding)
    speaker = speaker_sides(ctx, finding)
    kind = speaker_kind(ctx, finding)
    single = speaker[0] if len(speaker) == 1 else ""
    if single and single not in harm and kind not in BYSTANDERS and _martyred(ctx, finding):
        return Whose(speaker, None, confidence=0.7, rule="calls them martyrs")
    if phrase.group == "combatants" and not phrase.own:
        if phrase.hostile and ctx.doc.tokens[phrase.head].lower in _ASSAILANTS:
            # "A Houthi assault ... 40 attackers were killed": those of the assault just told.
            storming = strikers(ctx, sentence) or _named_rebels(ctx, sentence, stage)
            if not storming and sentence.i > 0:
                earlier = ctx.doc.sentences[sentence.i - 1]
                storming = strikers(ctx, earlier) or _named_rebels(ctx, earlier, stage)
            if len(storming) == 1 and storming[0] != single:
                return Whose(storming, None, confidence=0.6, rule="the assailants")
        foe = _foe(phrase, harm, single, kind, stage)
        if foe:
            return foe
        if phrase.hostile:
            return Whose()
    if (
        phrase.group == "combatants"
        and not phrase.own
        and finding.slot in ("object", "list")
        and not stage.rebels
    ):
        two = len(harm) == 1 and len(stage.pair) == 2 and set(stage.pair) <= set(stage.states)
        if two and harm[0] in stage.pair:
            other = stage.pair[0] if stage.pair[1] == harm[0] else stage.pair[1]
            return Whose((other,), None, confidence=0.56, rule="two states")
    if phrase.own:
        forces = _forces(ctx, sentence, finding, harm, single, kind, stage)
        if forces is not None:
            return forces
    if (plain := _plainly(ctx, sentence, finding, harm, single, kind, stage)) is not None:
        return plain
    place = place_side(ctx, sentence, finding, harm, stage)

    if place is not None and phrase.own and speaker and place.side != speaker and kind in GOVERNS:
        # A state that counts soldiers fallen abroad hardly counts that country's.
        place = None
    if place is not None and place.side[0] not in harm and place.confidence >= SHOWN:
        return place
    if _counts_its_people(ctx, sentence, finding, speaker, harm, stage):
        sure = 0.5 if single == stage.home.side and _among_themselves(stage, harm) else 0.58
        return Whose(speaker, None, confidence=sure, rule="counts its people")
    if (local := _local_people(ctx, finding, harm, stage)) is not None:
        return local
    if phrase.own and (home_force := _home_force(ctx, sentence, harm, kind, stage)) is not None:
        return home_force
    pair = stage.pair
    if not harm and sentence.i > 0:
        harm = strikers(ctx, ctx.doc.sentences[sentence.i - 1])
    against = len(pair) == 2 and len(harm) == 1 and harm[0] in pair
    if against and phrase.group in ("civilians", "unknown"):
        other = pair[0] if pair[1] == harm[0] else pair[1]
        if speaker == (other,) and phrase.who is not None:
            return Whose(speaker, None, confidence=0.6, rule="counts its people")
        states = other in stage.states and harm[0] in stage.states and place is None
        # Two states at war, one of them named as the killer: the civilians are the other's.
        sure = SHOWN if states and phrase.group == "civilians" and finding.slot == "object" else 0.5
        return Whose((other,), None, confidence=sure, rule="not the attacker")
    if place is not None and place.side[0] not in harm:
        return place
    if against:
        return Whose(
            (pair[0] if pair[1] == harm[0] else pair[1],), None, confidence=0.45, rule="not the attacker"
        )
    return Whose()


_ASSAILANTS = word_set("attackers assailants raiders invaders infiltrators intruders aggressors")


def _named_rebels(ctx: Context, sentence: Sentence, stage: Stage) -> tuple[str, ...]:
    return sides_of(m for m in usable(ctx, sentence.start, sentence.end) if m.side in stage.rebels)


def _martyred(ctx: Context, finding: Finding) -> bool:
    """Whether they are called martyrs, which one says of one's own."""
    phrase, trigger = finding.phrase, finding.trigger
    reach = (*range(phrase.first, phrase.last + 1), *range(trigger.first, trigger.last + 1))
    return any(ctx.doc.tokens[k].lower.startswith("martyr") for k in reach)


def _foe(phrase: PeoplePhrase, harm: tuple[str, ...], single: str, kind: str, stage: Stage) -> Whose | None:
    """The armed group that "terrorists" or "fighters" must be, when only one is named in the report."""
    if not stage.sole or stage.sole in harm or single == stage.sole:
        return None
    own_rebels = stage.domestic and single == stage.home.side
    if len(stage.pair) == 2 and stage.sole not in stage.pair and not own_rebels:
        # Two others fight in this report; the group stands in the margin.
        return None
    governs = bool(single) and kind in GOVERNS and single in (*stage.states, stage.home.side)
    if phrase.hostile and (governs or not single):
        return Whose((stage.sole,), None, confidence=0.6 if governs else 0.56, rule="the only rebels")
    if not phrase.hostile and len(harm) == 1 and harm[0] in (*stage.states, stage.home.side):
        return Whose((stage.sole,), None, confidence=0.56, rule="the only rebels")
    return None


def _forces(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    harm: tuple[str, ...],
    single: str,
    kind: str,
    stage: Stage,
) -> Whose | None:
    """Whose "soldiers" a side counts: its own, or its enemy's where it killed them or is an armed group."""
    if not single:
        return None
    named = sides_of(
        m
        for m in usable(ctx, sentence.start, sentence.end)
        if m.kind in STATE and not located(ctx, sentence, m.span.start, m.span.end)
    )
    others = [n for n in named if n != single and n not in harm]
    if kind in GOVERNS and single not in harm and single not in stage.rebels and not others:
        return Whose((single,), None, confidence=0.65, rule="counts its own")
    if single in stage.rebels or kind == "armed group":
        state = stage.state_fought_by(single)
        if state and not [n for n in others if n != state]:
            return Whose((state,), None, confidence=0.6, rule="counts its enemy's")
    elif harm == (single,) and not others and (other := stage.foe(single)) in stage.states:
        return Whose((other,), None, confidence=0.6, rule="counts its enemy's")
    return None


def _home_force(
    ctx: Context, sentence: Sentence, harm: tuple[str, ...], kind: str, stage: Stage
) -> Whose | None:
    """The state at home, when it fights rebels and nobody else's force is in the sentence."""
    side = stage.home.side
    if side is None or not stage.civil or side in harm or kind in ("international", "bloc", "coalition"):
        return None
    foreign = [
        m.side
        for m in usable(ctx, sentence.start, sentence.end)
        if m.side != side and m.side in stage.states and m.side not in harm
    ]
    return None if foreign else Whose((side,), None, confidence=0.58, rule="the home force")


_OFFICE_HOLDERS = word_set(
    "officials ministers mps lawmakers parliamentarians senators deputies judges prosecutors functionaries "
    "bureaucrats officers policemen agents"
)
_BODIES = word_set("bodies corpses remains")
_HELD_BODIES = word_set("have has hold holds count counted recovered collected found captured")
_ALL_OVER = word_set("across in throughout around")


def _plainly(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    harm: tuple[str, ...],
    single: str,
    kind: str,
    stage: Stage,
) -> Whose | None:
    """The owner that the kind of count leaves no doubt of, or None.

    Rebels who kill officials kill the state's; an army that holds "the bodies of twelve" holds its
    enemy's; a state that counts the dead "across the country" or puts the toll of a war with another
    state counts its own people.
    """
    phrase, tokens = finding.people or finding.phrase, ctx.doc.tokens
    if harm and all(side in stage.rebels for side in harm) and tokens[phrase.head].lower in _OFFICE_HOLDERS:
        home_side = stage.home.side
        if home_side and home_side not in harm:
            return Whose((home_side,), None, confidence=0.6, rule="officials killed by rebels")
    if not single or single in harm or kind in BYSTANDERS:
        return None
    if phrase.who is None and finding.slot == "of" and tokens[finding.trigger.i].lower in _BODIES:
        first = max(sentence.first, finding.trigger.i - 4)
        lead = [tokens[k].lower for k in range(first, finding.trigger.i)]
        foe = stage.foe(single)
        holder = not {"we", "troops", "soldiers", "forces"}.isdisjoint(lead)
        if foe and holder and not _HELD_BODIES.isdisjoint(lead):
            return Whose((foe,), None, "combatants", 0.57, "the bodies it holds")
    if phrase.group not in ("civilians", "unknown") or phrase.hostile or single in stage.rebels:
        return None
    named = sides_of(usable(ctx, sentence.start, sentence.end))
    if any(side != single for side in named) or _among_themselves(stage, harm) or kind not in GOVERNS:
        return None
    last = max(finding.phrase.last, finding.trigger.last)
    for k in range(last + 1, min(last + 5, sentence.last - 1)):
        if (
            tokens[k].lower in _ALL_OVER
            and tokens[k + 1].lower == "the"
            and tokens[k + 2].lower in ("country", "nation")
        ):
            return Whose((single,), None, confidence=0.6, rule="across its country")
    two_states = len(stage.pair) == 2 and set(stage.pair) <= set(stage.states) and single in stage.pair
    if finding.slot == "toll" and two_states and phrase.who is None and phrase.inner is None:
        return Whose((single,), None, confidence=0.56, rule="its toll")
    return None


_LOCALS = word_set(
    "official officials governor mayor police hospital hospitals doctor doctors medics resident residents "
    "authorities administrator administration witnesses villagers council commissioner"
)


def _local_people(ctx: Context, finding: Finding, harm: tuple[str, ...], stage: Stage) -> Whose | None:
    """The people of the country where the one who counts them sits: "a doctor in Poipet said"."""
    phrase = finding.people or finding.phrase
    head = ctx.doc.tokens[phrase.head]
    over = ctx.attribution_over(head.start, head.end)
    if over is None or over.source is None or phrase.group not in ("civilians", "unknown"):
        return None
    if _LOCALS.isdisjoint(over.source.text.lower().split()):
        return None
    stop = over.cue.end if over.cue is not None and over.cue.start > over.source.start else over.source.end
    countries = {
        p.country
        for p in ctx.places
        if p.country and p.role == "location" and over.source.start <= p.span.start < stop
    }
    if len(countries) != 1 or (stage.domestic and not any(h in stage.states for h in harm)):
        return None
    country = countries.pop()
    state = actors().state(country)
    side = actors().side(state.id, ctx.report.published) if state else None
    if side is None or side in harm or (side == stage.home.side and _among_themselves(stage, harm)):
        return None
    if side not in stage.pair or country in stage.broken:
        return None
    return Whose((side,), None, confidence=0.57, rule="counted on the spot")


def _among_themselves(stage: Stage, harm: tuple[str, ...]) -> bool:
    """Whether the dead fell in a civil war, where a state's civilians may be either side's people."""
    if not stage.domestic:
        return False
    if harm:
        return all(side in stage.rebels or side == stage.home.side for side in harm)
    return not any(side in stage.states and side != stage.home.side for side in stage.pair)


#: Offices that count the dead of their own country, and verbs with which a side owns up to its losses.
_CARERS = word_set(
    "health hospital hospitals medical medics ambulance rescue emergency emergencies governor mayor civil "
    "interior internal provincial district municipal commissioner prefect"
)
#: Who rules a part of a country counts the civilians of that part, whoever else is at war in the report.
_LOCAL_RULERS = word_set("governor mayor prefect governors mayors commissioner")
_OWNS_UP = word_set("confirmed acknowledged admitted confirms acknowledges admits conceded")


def _counts_its_people(
    ctx: Context,
    sentence: Sentence,
    finding: Finding,
    speaker: tuple[str, ...],
    harm: tuple[str, ...],
    stage: Stage,
) -> bool:
    """Whether a side counts its own people: a health ministry, a mayor, or a side that owns up to deaths.

    A side says of civilians only that its own died; of "soldiers" and "people" it may mean the other's.
    """
    phrase, tokens = finding.people or finding.phrase, ctx.doc.tokens
    if len(speaker) != 1 or speaker[0] in harm or phrase.group not in ("civilians", "unknown"):
        return False
    over = ctx.attribution_over(tokens[finding.phrase.head].start, tokens[finding.phrase.head].end)
    if over is None or over.source is None or over.speaker is None:
        return False
    words = set(f"{over.source.text} {over.speaker.role or ''}".lower().split())
    local = phrase.group == "civilians" and not words.isdisjoint(_LOCAL_RULERS)
    if speaker[0] not in stage.pair and len(stage.pair) == 2 and speaker[0] != stage.home.side and not local:
        return False
    named = sides_of(usable(ctx, sentence.start, sentence.end))
    if [side for side in named if side != speaker[0] and side not in harm]:
        return False
    for k in range(sentence.first, sentence.last):
        if tokens[k].lower in POSSESSIVES and tokens[k + 1].lower in WEAPONS:
            return False
    if speaker_kind(ctx, finding) in BYSTANDERS:
        return False
    if over.cue is not None and over.cue.text.lower() in _OWNS_UP:
        return True
    return phrase.group == "civilians" or not words.isdisjoint(_CARERS)
