"""For whom a speaker speaks: the actor that governs a source phrase, and the state meant by a bare office."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.model import Span
from counterclaim.reading import source_words as words
from counterclaim.reading.belligerents import belligerents
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.source_mentions import Mention, usable
from counterclaim.reading.source_phrases import core_end

_JOINED = re.compile(r"\s*(?:,|and|&|/|, and|as well as|or|nor)\s*(?:the\s+)?", re.IGNORECASE)
STATES = frozenset({"state", "territory"})
_OF = frozenset({"of", "for", "from", "at", "with"})
_IN = frozenset({"in", "inside"})
#: Heads that speak for the power that sits where they are: "officials in X", "the ministry in X".
_SEATED = words.word_set("""
    official authority government ministry military army police force administration command spokesman
    spokeswoman spokesperson leadership office presidency
""")
#: Actors that can be one of two sides.
_PARTIES = STATES | {"government", "military", "armed group", "de facto authority", "ministry", "coalition"}
_HELD_BY = re.compile(r"[-‐‑–](?:held|backed|hit|aligned|allied|linked)\b", re.IGNORECASE)
#: Words that make a medium somebody's own.
_ORGAN = re.compile(r"\bstate\b|[-‐‑–](?:run|controlled|owned)\b|\bofficial\b", re.IGNORECASE)
_ANYBODYS = frozenset({"local", "social", "foreign", "international", "regional"})
#: "On the X side," opens what X's people say of their own part of a front.
_ASIDE = re.compile(r"(?:On|From) the ([^,.;\n]{2,30}) side(?: of the \w+)?,")
_AND = re.compile(r"(?:n|s|['’]s)?\s*(?:,? and|-|/|,? as well as|&)\s*(?:the\s+)?", re.IGNORECASE)
_MEDIATES = re.compile(
    r"(?:['’]s)?[\w ]{0,12}\b(?:mediat|broker|as go-between|facilitat|host)", re.IGNORECASE
)
_THIRD = frozenset({"international", "monitor", "ngo"})
_LEADS = frozenset({"head", "lead", "command", "represent", "chair", "run", "govern"})
FIGHTERS = frozenset({"military", "ministry", "government", "police", "intelligence"})


@dataclass(frozen=True, slots=True)
class Allegiance:
    """The actor spoken for and the sides; both empty when the phrase does not say."""

    actor: str | None = None
    side: tuple[str, ...] = ()
    kind: str = ""


NOBODY = Allegiance()


def spoken_for(mention: ActorMention) -> Allegiance:
    """What naming this actor says of the one who speaks for it."""
    return Allegiance(mention.actor, (mention.side,) if mention.side else (), mention.kind)


def allegiance(ctx: Context, mention: Mention) -> Allegiance:
    """The actor and sides that the phrase itself names as the speaker's own.

    People who speak for themselves (residents, analysts) and former officials have none, whatever
    their nationality; a nation that only backs, borders or opposes the speaker is not theirs.
    """
    if mention.person is not None:
        people = [a for a in ctx.actors_in(mention.span.start, mention.span.end) if a.form == "person"]
        sides = tuple(dict.fromkeys(a.side for a in people if a.side))
        return Allegiance(None, sides, people[0].kind) if len(sides) > 1 else spoken_for(mention.person)
    if mention.kind in ("outlet", "media", "pronoun", "both sides"):
        return NOBODY
    role = set((mention.role or "").split())
    private = bool(mention.lemma in words.BYSTANDERS or role & words.BYSTANDERS)
    civil = bool(mention.modifiers & (words.PRIVATE if mention.lemma == "source" else words.CIVIL))
    rebel = bool((mention.modifiers | role | {mention.lemma}) & words.NOT_FOR_STATE) or civil
    if mention.lemma not in words.REPRESENTATIVES and any(
        t.lower in words.MEDIA for t in ctx.doc.tokens[mention.first : mention.last + 1]
    ):
        return organ_of(ctx, mention)
    tokens = ctx.doc.tokens
    found = _phrase(ctx, mention, mention.first, mention.last, mention.end, rebel)
    if private:
        # "UN experts" speak for the UN; "Kenyan experts" speak for nobody but themselves.
        return found if found.kind in _THIRD else NOBODY
    if found is not NOBODY:
        return found
    for first, last in mention.asides:
        texts = {tokens[i].lower for i in range(first, last + 1)}
        if texts & words.BYSTANDERS or texts & {"former", "ex"}:
            continue
        if tokens[first].lower in ("who", "which"):
            if any(
                tokens[i].lemma in _LEADS
                or (tokens[i].lemma == "speak" and i < last and tokens[i + 1].lower == "for")
                for i in range(first, last)
            ):
                inside = [a for a in ctx.actors_in(tokens[first].start, tokens[last].end) if usable(ctx, a)]
                if inside:
                    return spoken_for(inside[0])
            continue
        stop = first
        while stop < last and tokens[stop + 1].lower not in _OF | _IN | {"to", "on", ","}:
            stop += 1
        # An apposition speaks of the speaker only when it names an office or a body.
        if not texts & (words.REPRESENTATIVES | words.INSTITUTIONS | {"number"}):
            continue
        found = _phrase(ctx, mention, first, stop, last, bool(texts & words.NOT_FOR_STATE))
        if found is not NOBODY:
            return found
    return NOBODY


def _phrase(ctx: Context, mention: Mention, first: int, last: int, end: int, rebel: bool) -> Allegiance:
    tokens = ctx.doc.tokens
    left, right, limit = tokens[first].start, tokens[last].end, tokens[end].end
    inside = [a for a in ctx.actors_in(left, limit) if usable(ctx, a)]
    if rebel or (mention.kind == "institution" and mention.lemma in words.NOT_OF_STATE):
        inside = [a for a in inside if a.kind not in STATES and a.kind not in FIGHTERS]
    if not inside:
        return NOBODY
    core = [a for a in inside if a.span.start < right]
    if core:
        joined = _coordinated(ctx, inside)
        if len(joined) > 1:
            sides = tuple(dict.fromkeys(a.side for a in joined if a.side))
            if len(sides) > 1:
                return Allegiance(None, sides, joined[0].kind)
        over = [a for a in core if a.span.start <= tokens[last].start < a.span.end and a.kind not in STATES]
        if mention.kind == "institution" and over and over[0].side:
            # "the Xish-led Y Forces": a body named whole outranks the nation before it.
            return spoken_for(over[0])
        lead = core[0]
        same = [a for a in core if a.side == lead.side and a.kind not in STATES]
        return spoken_for(same[-1] if same else lead)
    after = inside[0]
    before = ctx.doc.token_at(after.span.start) - 1
    steps = 0
    # Back over "the", "country's", adjectives and body words to the preposition that ties it on.
    while before > last and tokens[before].lower not in _OF | _IN | {
        "to",
        "on",
        "by",
        ",",
        "against",
        "about",
        "near",
        "who",
        "which",
        "that",
        "and",
    }:
        before -= 1
        steps += 1
    if before < first or steps > 4:
        return NOBODY
    tie = tokens[before].lower
    if tie in ("of", "for", "from", "with", "at"):
        joined = _coordinated(ctx, inside)
        sides = tuple(dict.fromkeys(a.side for a in joined if a.side))
        if len(sides) > 1:
            return Allegiance(None, sides, joined[0].kind)
        return spoken_for(after)
    if tie in _IN and mention.lemma in _SEATED and (after.form == "capital" or after.kind in STATES):
        return spoken_for(after)
    if tie == "by" and mention.kind == "document":
        return spoken_for(after)
    if tie == "to" and any(tokens[i].lower in words.AIDES for i in range(first, before)):
        return spoken_for(after)
    return NOBODY


def organ_of(ctx: Context, mention: Mention) -> Allegiance:
    """The power whose organ a medium is by its own phrase: "Laotian state radio", "X-run television".

    An outlet that merely is printed in a country speaks for nobody; nor does a title, whoever owns it.
    """
    tokens = ctx.doc.tokens
    if mention.lemma in words.DOCUMENTS:
        return NOBODY
    left, right = tokens[mention.first].start, tokens[mention.last].end
    inside = [a for a in ctx.actors_in(left, right) if a.side and usable(ctx, a)]
    if not inside or len({a.side for a in inside}) > 1:
        return NOBODY
    near = ctx.report.text[inside[-1].span.end : right]
    group = inside[0].kind == "armed group" and ")" not in near and not mention.modifiers & _ANYBODYS
    organ = _ORGAN.search(ctx.report.text, left, right) is not None
    return spoken_for(inside[0]) if organ or group else NOBODY


def governing(mention: Mention) -> bool:
    """Whether the phrase is about people who speak for someone, or about a body: officials, rebels, forces.

    >>> governing(Mention(Span(0, 9, "Residents"), 0, 0, 0, 0, "people", "resident"))
    False
    """
    return mention.lemma in words.REPRESENTATIVES or mention.lemma in words.INSTITUTIONS


def qualified(ctx: Context, mention: Mention) -> bool:
    """Whether words after the noun say which one it is ("the governor of the province")."""
    after = mention.last + 1
    return after <= mention.end and ctx.doc.tokens[after].lower in _OF | {"by"}


def bodies_within(ctx: Context, mention: Mention) -> list[Span]:
    """The bodies named as the speaker's own: "the ministry" in "a source in the ministry"."""
    tokens = ctx.doc.tokens
    found = []
    for first, last in [(mention.last + 1, mention.end), *mention.asides]:
        for i in range(first + 2, last):
            if tokens[first].lower == "the" and tokens[i].lower in ("'s", "’s"):
                found.append(ctx.token_span(first, i - 1))
        for i in range(first, min(last, first + 6)):
            if tokens[i].lower in _OF | _IN and tokens[i + 1].lower == "the":
                found.append(ctx.token_span(i + 1, core_end(tokens, i + 1, last)))
                break
    for i in range(mention.first + 2, mention.last):
        if tokens[i].lower in ("'s", "’s") and tokens[mention.first].lower == "the":
            found.append(ctx.token_span(mention.first, i - 1))
    return found


def seated(ctx: Context, at: int) -> Allegiance:
    """The power whose seat opens the clause of a source at character ``at``: "In Khartoum, the army said".

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> seated(Context(Report("Calm."), annotator().annotate("Calm.")), 0).side
    ()
    """
    text = ctx.report.text
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(at)) if ctx.doc.tokens else None
    if sentence is not None and (opening := _ASIDE.match(text, sentence.start)) and opening.end() <= at:
        sides = {a.side for a in ctx.actors_in(opening.start(), opening.end())}
        found = [a for a in ctx.actors_in(opening.start(), opening.end()) if a.side]
        return spoken_for(found[0]) if found and len(sides) == 1 else NOBODY
    for mention in ctx.actors_in(max(0, at - 40), at):
        if (mention.form == "capital" or mention.kind in STATES) and at - mention.span.end <= 3:
            before = text[max(0, mention.span.start - 4) : mention.span.start]
            comma = mention.span.start - 3
            starts = before.endswith(("In ", "From ")) or text[max(0, comma - 2) : comma].strip() in (
                ";",
                ":",
                "–",
                "—",
            )
            if (
                starts
                and before.lower().endswith(("in ", "from "))
                and text[mention.span.end : at].strip() in ("", ",")
            ):
                return spoken_for(mention)
    return NOBODY


def _coordinated(ctx: Context, inside: list[ActorMention]) -> list[ActorMention]:
    """The first mention and those joined to it by commas and "and"."""
    joined = inside[:1]
    closed = False
    for other in inside[1:]:
        between = ctx.report.text[joined[-1].span.end : other.span.start]
        if not _JOINED.fullmatch(between):
            break
        closed = closed or between.strip().lower().removesuffix("the").strip() != ","
        joined.append(other)
    # "A, the B affiliate": a comma alone adds an apposition, not a second speaker.
    return joined if closed else joined[:1]


def both_sides(ctx: Context, span: Span) -> tuple[str, ...]:
    """The two sides that "both sides", "the two countries" stands for; empty when the report names no pair.

    Those in the phrase itself, else the pair of states or groups that the report names and joins most
    often ("between X and Y"); where two pairs are level, its two belligerents.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> both_sides(Context(Report("Both"), annotator().annotate("Both")), Span(0, 4, "Both"))
    ()
    """
    own = tuple(dict.fromkeys(a.side for a in ctx.actors_in(span.start, span.end) if a.side))
    if len(own) > 1:
        return own
    noun = span.text.lower()
    kinds = _PARTIES
    if any(w in noun for w in ("group", "faction", "militia", "rebel")):
        kinds = frozenset({"armed group"})
    elif any(w in noun for w in ("countr", "nation", "government", "states", "capitals")):
        kinds = _PARTIES - {"armed group"}
    sides = [a for a in ctx.actors if a.side and a.kind in kinds]
    named = Counter(a.side for a in sides if a.side)
    score = {(a, b): min(named[a], named[b]) for a in named for b in named if a < b}
    text = ctx.report.text
    for left, right in pairwise(sides):
        if not left.side or not right.side or left.side == right.side:
            continue
        between = text[left.span.end : right.span.start]
        if len(between) <= 12 and _AND.fullmatch(between) and not _MEDIATES.match(text, right.span.end):
            pair = (min(left.side, right.side), max(left.side, right.side))
            opens = text[max(0, left.span.start - 12) : left.span.start].lower()
            score[pair] += 1 + opens.endswith(("between ", "between the "))
    if not score:
        return ()
    best = max(score.values())
    top = [pair for pair, points in score.items() if points == best]
    # Two pairs equally often: the one that fights, if it is one of them, and otherwise nobody.
    if len(top) == 1:
        return top[0]
    fighting = tuple(sorted(belligerents(ctx)))
    return fighting if fighting in top else ()


def last_actor(ctx: Context, at: int, here: int, kinds: frozenset[str]) -> ActorMention | None:
    """The one actor of those kinds in the nearest sentence that names any; None when it has two sides.

    ``here`` is the number of the sentence that holds character ``at``.
    """
    doc = ctx.doc
    # An armed group stays "the group" longer than a state's army stays "the army" of a passage.
    for back in range(4 if "armed group" in kinds else 3):
        if here < back:
            return None
        sentence = doc.sentences[here - back]
        found = [a for a in ctx.actors_in(sentence.start, min(sentence.end, at)) if a.kind in kinds]
        if not found:
            continue
        if len({a.side for a in found}) == 1:
            return found[-1]
        acting = [a for a in found if doc.tokens[doc.token_at(a.span.end - 1)].dep == "nsubj"]
        return acting[0] if len(acting) == 1 else None
    return None


def only_actor(ctx: Context, at: int, kinds: frozenset[str]) -> ActorMention | None:
    """The one actor of those kinds that the report names before character ``at``; None where it names two."""
    found = [a for a in ctx.actors_in(0, at) if a.kind in kinds]
    return found[-1] if len({a.side for a in found}) == 1 else None


def sole_group(ctx: Context, mention: Mention) -> Allegiance:
    """The armed group of a "rebel commander", "the rebel-run ministry": the only one the report names.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> sole_group(Context(Report("Rebels"), annotator().annotate("Rebels")), Mention(
    ...     Span(0, 6, "Rebels"), 0, 0, 0, 0, "people", "rebel"))
    Allegiance(actor=None, side=(), kind='')
    """
    tokens = ctx.doc.tokens
    if mention.plural and mention.lemma in ("group", "faction", "militia", "outfit", "movement"):
        return NOBODY
    if any(
        tokens[i].lower in words.REBELS and _HELD_BY.match(ctx.report.text, tokens[i].end)
        for i in range(mention.first, mention.last + 1)
    ):
        return NOBODY
    groups = [a for a in ctx.actors if a.side and a.kind in ("armed group", "de facto authority")]
    # A group without a country of its own is seldom the one a country's rebels are called after.
    one = len({a.side for a in groups}) == 1 and groups[0].country is not None
    return spoken_for(groups[0]) if one else NOBODY


def last_state(ctx: Context, at: int, here: int) -> ActorMention | None:
    """The state "the country" means: the last in its sentence, else the only one in the one before."""
    doc = ctx.doc
    states = [a for a in ctx.actors_in(doc.sentences[here].start, at) if a.kind in STATES]
    if states:
        return states[-1]
    if not here:
        return None
    before = doc.sentences[here - 1]
    states = [a for a in ctx.actors_in(before.start, before.end) if a.kind in STATES]
    return states[-1] if len({a.side for a in states}) == 1 else None
