"""Blame laid by a deed: "a Turkish shell fell on the house", "rebel gunmen shot dead three farmers"."""

from __future__ import annotations

from counterclaim.model import Responsibility
from counterclaim.reading.belligerents import side_of
from counterclaim.reading.event_clauses import (
    child,
    clause,
    content_around,
    is_fact,
    negated,
    noun_phrase,
    prep_object,
    subject,
    words_span,
)
from counterclaim.reading.event_heads import noun_word
from counterclaim.reading.responsibility_book import Book

#: Cues whose content is told as a stand, which `accusation` and `act` read.
_STANDS = frozenset({"accuse", "blame", "urge", "demand", "threaten", "promise"})

#: What a weapon, or who fires it, does to what should not have been struck.
STRUCK = frozenset(
    {
        "hit", "strike", "fall", "land", "crash", "slam", "destroy", "kill", "wound", "injure", "go", "bomb",
        "shell", "bombard", "blow", "shoot", "attack", "target", "strafe", "ambush", "die", "massacre",
    }
)  # fmt: skip
_HARM = frozenset({"kill", "wound", "injure", "shoot", "hurt", "massacre"})
_RANKS = frozenset(
    {"commander", "officer", "chief", "member", "operative", "conscript", "servicemen", "general"}
)
_ANYTHING = frozenset({"fall", "land", "crash", "slam", "go", "destroy", "die"})
_FIRED = frozenset({"fire", "launch", "drop", "send"})
_PIECES = frozenset({"fragment", "debris", "wreckage", "piece", "part", "shrapnel"})
# Fire named by what makes it ("killed by army shellfire"), beside the weapons of word_groups.toml.
_FIRES = frozenset(
    {"shellfire", "fire", "shelling", "gunfire", "rocketfire", "strike", "airstrike", "attack"}
)


def weapon(book: Book, i: int) -> None:
    """A reported clause in which one side strikes people, or what is theirs, or the speaker's own.

    Left alone where the speaker's own side fired, where the outlet itself tells it, and where what was
    struck is not civil: a depot hit by a missile is an event of the war and no reproach.
    """
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i]
    if verb.pos != "VERB" or not is_fact(doc, i) or negated(doc, i):
        return
    content = content_around(ctx, verb.start, verb.end)
    if content is None:
        return
    around = ctx.attribution_over(verb.start, verb.end)
    if around is None or around.stance != "asserts" or around.hypothetical or around.cue_class in _STANDS:
        return
    if any(d.evidence[0].start <= verb.start < d.evidence[0].end for d in book.found):
        return
    if verb.tag == "VBG" and any(
        d.rule == "responsibility.weapon" and d.anchor == verb.head for d in book.found
    ):
        # ", killing 12 people" is what the strike just read has done.
        return
    passive = child(doc, i, "auxpass") is not None or verb.lemma == "die"
    head = _struck_by(book, i) if passive else subject(doc, i)
    arm = head
    if arm is not None and tokens[arm].lemma in _PIECES:
        arm = prep_object(doc, arm, "of", "from")
    if arm is None or head is None:
        return
    doer = _doer(book, arm)
    sides = side_of(ctx, doer, speaker=False)
    speaker = around.speaker.side if around.speaker is not None else ()
    if doer is None or len(sides) != 1 or set(sides) & set(speaker):
        return
    groups = book.words.groups
    lemma = tokens[arm].lemma.lower()
    fires = lemma in groups["projectile"] | groups["aircraft"] | _FIRES
    fighters = lemma in groups["force"] | groups["armed"]
    # A name alone may fall, land or go anywhere; what it kills or shells is its own doing.
    if not (fires or fighters or (tokens[arm].pos == "PROPN" and verb.lemma not in _ANYTHING)):
        return
    if not (_civil(book, i, passive) or _astray(book, i) or _harmed(book, i, passive, speaker)):
        return
    evidence = clause(ctx, i)
    named = tokens[noun_phrase(doc, head)[0]].start
    if named < evidence.start and named >= content.start:
        # "fragments of a missile, shot down on approach, fell on …": the weapon belongs to the words.
        evidence = ctx.span(named, evidence.end)
    if tokens[arm].end > evidence.end and tokens[arm].end <= content.end:
        # "Nine were killed and two wounded in a strike": the strike hangs on the second verb.
        evidence = ctx.span(evidence.start, tokens[noun_phrase(doc, arm)[1]].end)
    last = max(min(verb.right, doc.token_at(max(evidence.end - 1, evidence.start))), i)
    book.add(
        "weapon",
        i,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, doer)), sides, words_span(ctx, i, last)),
        confidence=0.6,
    )


def _struck_by(book: Book, i: int) -> int | None:
    """Who or what struck in a passive clause: "by shellfire", "in a missile attack"."""
    doc = book.doc
    by = prep_object(doc, i, "by")
    if by is not None:
        return by
    # "Was killed and 18 injured in an attack": the parser hangs the attack on the second verb.
    for c in range(i + 1, min(doc.sentence_of(i).last, i + 12) + 1):
        if doc.tokens[c].text in (",", ";") or doc.tokens[c].tag in ("VBD", "VBZ", "VBP"):
            break
        above = doc.tokens[doc.tokens[c].head]
        on_harm = above.i == i or (above.i > i and above.tag == "VBN" and above.lemma in _HARM)
        if on_harm and doc.tokens[c].lower in ("in", "during") and doc.tokens[c].dep == "prep":
            thing = child(doc, c, "pobj")
            word = noun_word(doc, thing, book.words) if thing is not None else None
            if thing is not None and word is not None and word.type == "ASSAULT":
                if word.mode in ("armed clash", "repulsed attack", "seizure"):
                    return None
                return thing
    return None


def _doer(book: Book, arm: int) -> int | None:
    """Whose arm it is: named with it, or by "fired by", "an attack by"; a town it fell on is no doer."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    fired = next(
        (c for c in tokens[arm].children if tokens[c].dep == "acl" and tokens[c].lemma in _FIRED), None
    )
    if fired is not None:
        return prep_object(doc, fired, "by", "from")
    by = prep_object(doc, arm, "by")
    if by is not None:
        return by
    if any(m.span.start <= tokens[arm].start < m.span.end for m in ctx.actors):
        return arm
    first = tokens[noun_phrase(doc, arm)[0]].start
    named = [m for m in ctx.actors_in(first, tokens[arm].start) if m.side]
    # "The Kabul bombing" says where, "an Iraqi bombing" who.
    return arm if any(m.form == "demonym" or m.kind != "state" for m in named) else None


def _harmed(book: Book, i: int, passive: bool, speaker: tuple[str, ...]) -> bool:
    """Whether the clause, or the one it explains, tells of people hurt, not fighters or the speaker's own."""
    doc = book.doc
    tokens = doc.tokens
    hurt: list[int | None] = []
    if tokens[i].lemma in _HARM or tokens[i].lemma == "die":
        hurt.append(subject(doc, i) if passive else child(doc, i, "dobj"))
    hurt += [
        child(doc, c, "dobj")
        for c in tokens[i].children
        if tokens[c].tag == "VBG" and tokens[c].lemma in _HARM and tokens[c].dep in ("advcl", "conj", "xcomp")
    ]
    above = tokens[tokens[i].head]
    if tokens[i].dep == "advcl" and above.lemma in _HARM:
        # "Two soldiers were killed and four wounded when rebels blew up …": the parser hangs it on the last.
        for k in (above.i, above.head):
            if tokens[k].lemma in _HARM and child(doc, k, "auxpass") is not None:
                hurt.append(subject(doc, k))
    return any(_not_fighters(book, h, speaker) for h in hurt if h is not None)


def _not_fighters(book: Book, i: int, speaker: tuple[str, ...]) -> bool:
    """Whether those at noun ``i`` do not fight, or fight on the speaker's side ("two of its soldiers")."""
    tokens = book.doc.tokens
    if tokens[i].pos == "NUM":
        of = prep_object(book.doc, i, "of")
        if of is None:
            return False
        i = of
    groups = book.words.groups
    lemma = tokens[i].lemma.lower()
    fighting = groups["force"] | groups["armed"] | groups["fighter"] | groups["leader"] | groups["suspect"]
    if tokens[i].tag == "NNPS" and not book.ctx.actors_in(tokens[i].start, tokens[i].end):
        return True
    if any(m.form == "demonym" for m in book.ctx.actors_in(tokens[i].start, tokens[i].end)):
        # "Twelve Yazidis", "40 Sudanese".
        return True
    if tokens[i].pos == "NOUN" and (
        lemma in ("people", "man") or (lemma not in fighting and lemma not in _RANKS)
    ):
        return True
    return bool(speaker) and set(side_of(book.ctx, i)) == set(speaker)


def _astray(book: Book, i: int) -> bool:
    tokens = book.doc.tokens
    near = {tokens[c].lower for c in tokens[i].children}
    return bool(near & {"astray", "short", "wide"})


def _civil(book: Book, i: int, passive: bool) -> bool:
    """Whether what was struck is people's: a home, a market."""
    doc = book.doc
    tokens = doc.tokens
    if tokens[i].lemma == "go" or tokens[i].lemma in _HARM:
        return False
    struck = child(doc, i, "nsubjpass") if passive else child(doc, i, "dobj")
    if struck is None:
        struck = prep_object(doc, i, "on", "into", "in", "onto")
    if struck is None:
        return False
    first = noun_phrase(doc, struck)[0]
    kinds = {tokens[k].lemma.lower() for k in range(first, struck)}
    return tokens[struck].lemma.lower() in book.words.groups["civil"] or bool(
        kinds & {"residential", "civilian"}
    )
