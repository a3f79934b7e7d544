"""Whose side a phrase speaks of: the two belligerents of a report, and the side of one noun or pronoun."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from counterclaim.model import Attribution, Source, Span
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.event_clauses import noun_phrase, subject

# Actors of these kinds speak about wars and seldom fight them; a war with one is found by the armed words.
_BYSTANDERS = frozenset({"international", "ngo", "monitor", "news agency", "court", "bloc"})
# "Between A and B" names a pair outright; it outweighs one sentence with a word of fighting (6).
_BETWEEN = 8
_FIGHTING = frozenset(
    {
        "attack", "strike", "kill", "fight", "clash", "accuse", "blame", "shell", "bomb", "fire", "war",
        "assault", "raid", "battle", "offensive", "ceasefire", "truce", "border", "fighting", "conflict",
        "against", "airstrike", "invade", "invasion", "hostility", "shelling", "missile", "drone",
    }
)  # fmt: skip
_NO_STATE = frozenset(
    {
        "rebel", "guerrilla", "militant", "insurgent", "separatist", "jihadist", "jihadi", "gunman",
        "extremist", "terrorist", "gang", "bandit", "protester", "demonstrator", "dissident",
        "opposition", "trafficker", "smuggler", "mercenary", "hacker", "activist",
    }
)  # fmt: skip
_SEATED = frozenset(
    {
        "authority", "government", "official", "ministry", "minister", "leader", "leadership", "ruler",
        "parliament", "administration", "president", "regime", "junta", "officer", "spokesman",
        "spokesperson", "police", "court", "embassy", "side",
    }
)  # fmt: skip
_OWN = frozenset({"its", "their", "our", "his", "her"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "them", "us", "i"})
_BOTH = frozenset(
    {
        "side",
        "country",
        "party",
        "neighbour",
        "neighbor",
        "nation",
        "army",
        "state",
        "force",
        "government",
        "rival",
        "foe",
        "enemy",
        "capital",
    }
)


def belligerents(ctx: Context) -> tuple[str, ...]:
    """The two sides that the report sets against each other, the more named first; empty when unclear.

    Counted over sentences: a pair named together counts, thrice beside a word of fighting, most in
    "between A and B". The weights were set by eye on the sample newsroom's reports of two-sided wars.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> belligerents(Context(Report("Calm."), annotator().annotate("Calm.")))
    ()
    """
    by_sentence: dict[int, set[str]] = {}
    named: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    acting: set[tuple[int, str]] = set()
    # Who merely speaks is seldom a party to the fighting, and counts half; who accuses counts in full.
    voices = [
        a.source
        for a in ctx.attributions
        if a.source is not None and a.cue_class not in ("accuse", "blame", "deny")
    ]
    before: ActorMention | None = None
    for mention in ctx.actors:
        if mention.side is None or mention.kind in _BYSTANDERS:
            continue
        named[mention.side] += 1
        at = ctx.doc.token_at(mention.span.start)
        if before is not None and before.side is not None and before.side != mention.side:
            opening = ctx.report.text[max(0, before.span.start - 12) : before.span.start].lower()
            joint = ctx.report.text[before.span.end : mention.span.start].lower()
            if "between" in opening and joint.strip() in ("and", "and the"):
                pairs[_pair(before.side, mention.side)] += _BETWEEN
        before = mention
        number = ctx.doc.tokens[at].sentence
        by_sentence.setdefault(number, set()).add(mention.side)
        if not any(voice.covers(mention.span) for voice in voices):
            acting.add((number, mention.side))
    if len(named) < 2:
        return ()
    for number, sides in by_sentence.items():
        if len(sides) < 2 or len(sides) > 6:
            continue
        sentence = ctx.doc.sentences[number]
        weight = 1
        for k in range(sentence.first, sentence.last + 1):
            if ctx.doc.tokens[k].lemma in _FIGHTING:
                weight = 3
                break
        for one, other in combinations(sorted(sides), 2):
            both = (number, one) in acting and (number, other) in acting
            pairs[_pair(one, other)] += 2 * weight if both else weight
    if pairs:
        # Ties fall to the pair named more often over all, then to the alphabet: the order never wavers.
        best = max(
            pairs, key=lambda p: (pairs[p], min(named[p[0]], named[p[1]]), named[p[0]] + named[p[1]], p)
        )
    else:
        top = sorted(named, key=lambda side: (-named[side], side))
        best = (top[0], top[1])
    return tuple(sorted(best, key=lambda side: (-named[side], side)))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def side_of(
    ctx: Context, head: int | None, *, speaker: bool = True, located: bool = False
) -> tuple[str, ...]:
    """The sides that the noun or pronoun at token ``head`` stands for; empty when the text does not say.

    ``speaker`` lets "its forces" and "we" stand for the side of the attribution around them;
    ``located`` lets a place do: "targets in X", which is right for what is struck and wrong for who strikes.
    """
    if head is None:
        return ()
    doc = ctx.doc
    noun = doc.tokens[head]
    if noun.lower in _PRONOUNS:
        return _pronoun(ctx, head) if speaker else ()
    first, last = noun_phrase(doc, head)
    start, end = doc.tokens[first].start, doc.tokens[last].end
    inside = ctx.actors_in(start, end)
    if not inside:
        # "SPLM-IO" is three tokens, and the parser may head the name by any of them.
        inside = [m for m in ctx.actors if m.span.start <= noun.start and noun.end <= m.span.end]
    pooled = _pooled(ctx, first, head) or _listed(ctx, head)
    if pooled:
        return pooled
    if inside:
        best = _nearest(ctx, inside, head, located=located)
        if best is not None and best.side:
            if noun.lemma in _NO_STATE and best.form == "demonym" and best.kind == "state":
                # "Colombian guerrillas" are not Colombia's.
                return ()
            return (best.side,)
    for k in range(first, head):
        if doc.tokens[k].lower in _OWN:
            return _pronoun(ctx, k) if speaker else ()
    if (
        speaker
        and noun.lemma in ("country", "nation")
        and doc.tokens[first].lower == "the"
        and head - first == 1
    ):
        # "The ministry said the country shelters nobody": its own.
        around = ctx.attribution_over(noun.start, noun.end)
        if around is not None and around.speaker is not None:
            return around.speaker.side
    return ()


def other_side(ctx: Context, known: tuple[str, ...]) -> tuple[str, ...]:
    """The belligerent that is not ``known``, when ``known`` is one of the two."""
    pair = belligerents(ctx)
    return tuple(s for s in pair if s not in known) if set(known) & set(pair) else ()


def _listed(ctx: Context, head: int) -> tuple[str, ...]:
    """Both sides of "Chadian and Sudanese troops": two names before one noun, joined by "and"."""
    noun = ctx.doc.tokens[head]
    text = ctx.report.text
    start = ctx.doc.tokens[min(noun.left, head)].start
    left = [m for m in ctx.actors_in(start, noun.start) if m.side]
    if len(left) < 2 or left[-2].side == left[-1].side:
        return ()
    between = text[left[-2].span.end : left[-1].span.start].strip().lower()
    if between in ("and", "and the", ", and", "and both"):
        return (left[-2].side or "", left[-1].side or "")
    return ()


def _nearest(
    ctx: Context, inside: list[ActorMention], head: int, *, located: bool = False
) -> ActorMention | None:
    """The mention that names the noun's own side: on the noun, then left of it, then after "of" or "from"."""
    doc = ctx.doc
    noun = doc.tokens[head]
    for mention in inside:
        if mention.span.start <= noun.start < mention.span.end:
            return mention
    left = [m for m in inside if m.span.end <= noun.start and m.side]
    if left:
        return left[-1]
    right = [m for m in inside if m.span.start >= noun.end and m.side]
    if right and not located and noun.lemma not in _SEATED:
        # "Opposition forces in Syria" are there, and need not be Syria's; "officials in Juba" are Juba's.
        before = doc.tokens[doc.token_at(right[0].span.start) - 1]
        near = before if before.pos == "ADP" else doc.tokens[max(before.i - 1, 0)]
        if near.lower in ("in", "at", "on", "near"):
            return None
    return right[0] if right else None


def _pooled(ctx: Context, first: int, head: int) -> tuple[str, ...]:
    """Both belligerents for "both sides", "the two countries"."""
    tokens = ctx.doc.tokens
    lemma = tokens[head].lemma
    before = {tokens[k].lower for k in range(first, head)}
    if tokens[head].lower == "both" or (lemma in _BOTH and before & {"both", "two"}):
        return belligerents(ctx)
    plural = tokens[head].tag == "NNS"
    if lemma in ("side", "party") and plural and before & {"all", "the", "warring"} and "other" not in before:
        # "All sides", "the parties": of a report with two belligerents, those two.
        return belligerents(ctx)
    if "other" in before and lemma in ("side", "party", "army", "camp"):
        around = ctx.attribution_over(tokens[head].start, tokens[head].end)
        return (
            other_side(ctx, around.speaker.side) if around is not None and around.speaker is not None else ()
        )
    if lemma in ("neighbour", "neighbor", "rival", "foe") and tokens[head].tag == "NNS":
        return belligerents(ctx)
    return ()


def _pronoun(ctx: Context, i: int) -> tuple[str, ...]:
    """The side a pronoun stands for: the subject above it, the speaker around it, or the last subject."""
    doc = ctx.doc
    t = doc.tokens[i]
    around = ctx.attribution_over(t.start, t.end)
    if t.lower in ("we", "our", "us", "i"):
        return around.speaker.side if around is not None and around.speaker is not None else ()
    # "Juba said its forces had left": the subject of a verb above is the likeliest owner.
    at = i
    for above in doc.ancestors(i):
        if above.pos in ("VERB", "AUX"):
            owner = subject(doc, above.i)
            if owner is not None and owner != i and owner < i and doc.tokens[owner].lower not in _PRONOUNS:
                first, last = noun_phrase(doc, owner)
                if not first <= i <= last:
                    sides = side_of(ctx, owner, speaker=False)
                    if sides:
                        return sides
        at = above.i
    if around is not None and around.speaker is not None and around.speaker.side:
        return around.speaker.side
    # The subject of the sentence before, when it is named and the pronoun opens its sentence.
    sentence = doc.sentence_of(at)
    if sentence.i and i - sentence.first < 4:
        before = doc.sentences[sentence.i - 1]
        owner = subject(doc, before.root)
        if owner is not None and doc.tokens[owner].lower not in _PRONOUNS:
            return side_of(ctx, owner, speaker=False)
    return ()


def attribution_with_cue(ctx: Context, i: int) -> Attribution | None:
    """The attribution whose cue holds token ``i``, or None."""
    t = ctx.doc.tokens[i]
    for attribution in ctx.attributions:
        cue = attribution.cue
        if cue is not None and cue.start <= t.start and t.end <= cue.end:
            return attribution
    return None


def source_at(ctx: Context, head: int | None) -> Source | None:
    """The source that the noun at token ``head`` is: as resolved elsewhere in the report, else its side."""
    if head is None:
        return None
    doc = ctx.doc
    t = doc.tokens[head]
    first, last = noun_phrase(doc, head)
    span = ctx.token_span(first, last)
    for attribution in ctx.attributions:
        if attribution.source is not None and attribution.speaker is not None:
            start, end = attribution.source.start, attribution.source.end
            if start <= t.start and t.end <= end and "," not in ctx.report.text[start : t.start]:
                return attribution.speaker
    if t.lower in _PRONOUNS or t.lower in _OWN:
        previous = None
        for attribution in ctx.attributions:
            if (
                attribution.speaker is not None
                and attribution.source is not None
                and attribution.source.end <= t.start
            ):
                previous = attribution.speaker
        if previous is not None:
            return Source(
                span, previous.name, previous.role, previous.actor, previous.side, previous.anonymous
            )
    inside = ctx.actors_in(span.start, span.end)
    best = _nearest(ctx, inside, head) if inside else None
    return Source(
        span,
        name=span.text,
        actor=best.actor if best is not None else None,
        side=side_of(ctx, head),
    )


def conjuncts(ctx: Context, head: int) -> list[int]:
    """The nouns coordinated with ``head``, itself first: "A, B and C". The small model often calls the
    members of a list appositions, so a proper noun in apposition counts when an "and" closes the list."""
    doc = ctx.doc
    tokens = doc.tokens
    found = [head]
    todo = [head]
    while todo:
        at = todo.pop(0)
        kids = tokens[at].children
        for c in kids:
            if c <= at:
                continue
            listed = tokens[c].dep == "appos" and tokens[c].pos == "PROPN" and _list_closes(ctx, c)
            if (
                (tokens[c].dep == "conj" or listed)
                and c not in found
                and tokens[c].pos in ("PROPN", "NOUN", "PRON")
            ):
                found.append(c)
                todo.append(c)
    return sorted(found)


def _list_closes(ctx: Context, i: int) -> bool:
    tokens = ctx.doc.tokens
    return any(tokens[c].dep in ("cc", "conj") for c in tokens[i].children)


def span_side(ctx: Context, span: Span) -> tuple[str, ...]:
    """Every side named in a span, in order, once each."""
    found: list[str] = []
    for mention in ctx.actors_in(span.start, span.end):
        if mention.side and mention.side not in found:
            found.append(mention.side)
    return tuple(found)
