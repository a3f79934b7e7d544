"""The country where people died, as evidence of whose they were."""

from __future__ import annotations

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Sentence
from counterclaim.model import Attribution
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import Context
from counterclaim.reading.victim_evidence import HELD, Whose, usable
from counterclaim.reading.victim_stage import Stage

_LOCATIVE = word_set("in at near across inside on throughout around within")


_LOCATIVE_NOUNS = word_set(
    "city town village district province strip region camp area suburb hospital market school "
    "neighbourhood neighborhood mosque church valley airport governorate kibbutz county state capital "
    "territory peninsula refugee port highway road coast oblast prefecture"
)


_INTERVENING = word_set(
    "the a an town city village towns villages district province region camp of southern northern "
    "eastern western central south north east west northeastern northwestern southeastern "
    "southwestern occupied besieged country capital coastal border nearby and , neighboring "
    "neighbouring state area areas suburb part parts refugee rebel-held government-held"
)


def located(ctx: Context, sentence: Sentence, start: int, end: int) -> str:
    """The preposition that makes the name at ``[start, end)`` a place where something happened, or ""."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    k, after = doc.token_at(start), doc.token_at(end - 1) + 1
    if after <= sentence.last:
        follow = tokens[after]
        if follow.lower in ("border", "frontier", "crossing", "checkpoint", "fence"):
            return ""
        if follow.lower in ("'s", "’s", "'", "’", "-"):
            return ""
        if (
            follow.pos in ("NOUN", "PROPN")
            and follow.lower not in _LOCATIVE_NOUNS
            and tokens[k].dep
            in (
                "compound",
                "amod",
                "nmod",
            )
        ):
            return ""
    j = k - 1
    while j >= sentence.first and k - j < 7:
        token = tokens[j]
        if token.lower in _LOCATIVE:
            return token.lower
        if token.lower not in _INTERVENING and token.pos not in ("ADJ", "PROPN"):
            return ""
        j -= 1
    return ""


#: Words (with the weights below) beyond which a place belongs to another event; chosen on the
#: whose-dead sentences: 12 loses places told at the end of a clause, 24 takes those of other clauses.
_FAR = 18


def place_side(
    ctx: Context, sentence: Sentence, finding: Finding, harm: tuple[str, ...], stage: Stage
) -> Whose | None:
    """The side of the country where they died, unless its own people fight each other there.

    Where the living were taken to or held is no sign of whose they are. Where the report is
    known to be set in a country, a village that the gazetteer puts elsewhere is a namesake.
    """
    if finding.outcome == "captured" or ctx.doc.tokens[finding.phrase.head].lower in HELD:
        return None
    near = stage.home.countries if stage.home.country else frozenset()
    doc, tokens = ctx.doc, ctx.doc.tokens
    first = max(sentence.first, min(finding.phrase.first, finding.trigger.first))
    last = max(finding.phrase.last, finding.trigger.last)
    over = ctx.attribution_over(tokens[first].start, tokens[last].end)
    source = over.source if over is not None else None
    names = [
        (p.span.start, p.span.end, p.country)
        for p in ctx.places
        if p.country is not None
        and p.role in ("location", "actor")
        and (not near or p.country in near or p.precision == "country")
        and sentence.start <= p.span.start < sentence.end
    ]
    names += [
        (m.span.start, m.span.end, m.country)
        for m in ctx.actors_in(sentence.start, sentence.end)
        if m.country is not None and m.form in ("name", "capital") and m.kind in ("state", "territory")
    ]
    # "Near Gaza" is outside it; "near Kupiansk" is in the same country as Kupiansk.
    wide = {
        p.span.start: (p.country,) for p in ctx.places if p.precision in ("country", "region", "admin1")
    } | {m.span.start: (m.country,) for m in ctx.actors}
    best: tuple[int, str] | None = None
    for start, end, country in names:
        if source is not None and source.start <= start < source.end:
            continue
        lead = located(ctx, sentence, start, end)
        if not lead or (lead in ("near", "around") and country in wide.get(start, ())):
            continue
        k = doc.token_at(start)
        if _in_source(ctx, k) or (
            over is not None and source is not None and start < source.start and not _told(over, start)
        ):
            # "In Paris, the minister said ...": where it was said.
            continue
        between = range(last + 1, k) if k > last else range(doc.token_at(end - 1) + 1, first)
        distance = len(between) + (0 if k > last else 2)
        distance += sum(
            6
            for j in between
            if tokens[j].lower in (";", "while", "after", "when", "but", "as", "said", "since", "before")
        )
        distance += sum(
            3 for j in between if tokens[j].pos in ("VERB", "AUX") and tokens[j].tag in ("VBD", "VBZ", "VBP")
        )
        if distance <= _FAR and (best is None or distance < best[0]):
            best = (distance, country or "")
    if best is None:
        return None
    table = actors()
    state = table.state(best[1])
    side = table.side(state.id, ctx.report.published) if state else None
    if side is None:
        return None
    if best[1] in stage.broken and side not in stage.breakaways:
        # A breakaway region speaks for itself in the report: the map does not say whose they were.
        return Whose((side,), None, confidence=0.4, rule="place in a broken country")
    foreign = [h for h in harm if h != side]
    civil = _own_war(ctx, best[1], side)
    phrase = finding.phrase
    if phrase.group in ("combatants", "police", "mixed"):
        # Both armies fall on one side's soil; its own fall there when the foe is its own armed group.
        if phrase.own and (foreign or civil):
            return Whose((side,), None, confidence=0.6, rule="place, own force")
        return Whose((side,), None, confidence=0.45, rule="place, some force")
    if civil and not foreign:
        return Whose((side,), None, confidence=0.45, rule="place of a civil war")
    if not foreign and _state_acts(ctx, sentence, side):
        return Whose((side,), None, confidence=0.45, rule="place of a state's own act")
    return Whose((side,), None, confidence=(0.6 if civil else 0.68) if foreign else 0.58, rule="place")


_SAYS = word_set("say tell report claim announce confirm add estimate count insist state declare warn")


def _in_source(ctx: Context, k: int) -> bool:
    """Whether the name at token ``k`` tells where a speaker is: "officials in Goma said"."""
    tokens = ctx.doc.tokens
    i = k
    for _ in range(4):
        token = tokens[i]
        if token.dep == "nsubj":
            return tokens[token.head].lemma in _SAYS
        if token.head == i or token.dep not in ("pobj", "prep", "compound", "nmod", "conj", "appos"):
            return False
        i = token.head
    return False


def _told(over: Attribution, start: int) -> bool:
    return any(content.start <= start < content.end for content in over.content)


def _state_acts(ctx: Context, sentence: Sentence, side: str) -> bool:
    """Whether the sentence has that side's own forces fight or fire."""
    sources = [a.source for a in ctx.attributions if a.source is not None]
    return any(
        m.side == side
        and m.kind in ("military", "police", "ministry")
        and m.form != "person"
        and not any(source.covers(m.span) for source in sources)
        for m in usable(ctx, sentence.start, sentence.end)
    )


def _own_war(ctx: Context, country: str, side: str) -> bool:
    """Whether an armed group of that country, on another side than its state, is in the report."""
    return any(
        m.kind in ("armed group", "de facto authority") and m.country == country and m.side != side
        for m in ctx.actors
    )
