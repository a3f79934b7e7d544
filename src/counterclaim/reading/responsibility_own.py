"""Acts that the speaker takes on itself: claimed responsibility, "our forces struck"."""

from __future__ import annotations

from counterclaim.model import Responsibility
from counterclaim.reading.belligerents import (
    side_of,
    source_at,
)
from counterclaim.reading.event_clauses import (
    child,
    clause,
    is_fact,
    negated,
    noun_phrase,
    prep_object,
    subject,
    words_span,
)
from counterclaim.reading.event_heads import light_role, noun_word, verb_word
from counterclaim.reading.responsibility_book import Book, Frame

_FIRST = frozenset({"we", "our"})
# Under these cues "it carried out the raid" is an avowal, under "said" only a report.
_AVOWING = frozenset({"acknowledge", "admit", "confirm", "concede"})


def owning(book: Book, i: int) -> None:
    """ "X claimed responsibility for Z"; silence ("no group has claimed") is no claim."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i].head
    if tokens[i].dep not in ("dobj", "nsubjpass", "oprd", "attr") or tokens[verb].lemma not in (
        "claim",
        "take",
        "accept",
        "assume",
        "admit",
        "acknowledge",
    ):
        return
    if not is_fact(doc, verb):
        return
    passive = tokens[i].dep == "nsubjpass"
    agent = prep_object(doc, verb, "by") if passive else subject(doc, verb)
    if (
        agent is None
        or tokens[agent].lower in ("nobody", "none", "one", "group", "anyone")
        or any(tokens[c].lower in ("no", "any", "neither", "nor") for c in tokens[agent].children)
    ):
        return
    if tokens[agent].lemma in ("group", "side", "organisation", "organization") and negated(doc, verb):
        return
    act_head = prep_object(doc, i, "for") or prep_object(doc, verb, "for")
    act = words_span(ctx, tokens[act_head].left, tokens[act_head].right) if act_head is not None else None
    last = max(tokens[act_head].right if act_head is not None else i, i, verb)
    first, end = noun_phrase(doc, agent)
    source = source_at(ctx, agent)
    sides = source.side if source is not None and source.side else side_of(ctx, agent)
    frame: Frame = {"source": source, "cue": ctx.token_span(verb, verb), "stance": "asserts"}
    if negated(doc, verb):
        frame["stance"] = "does_not_confirm"
    if tokens[verb].lemma != "claim" and not sides:
        # Anybody may accept responsibility; only a side's counts without the word "claimed".
        return
    evidence = words_span(ctx, min(verb, i), last)
    book.add(
        "own",
        verb,
        evidence,
        Responsibility(ctx.token_span(first, end), sides, act, own=True),
        confidence=0.85,
        **frame,
    )


def claiming(book: Book, i: int) -> None:
    """ "X claimed the bombing", "the attack was claimed by X"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    passive = child(doc, i, "auxpass", "nsubjpass") is not None
    thing = child(doc, i, "nsubjpass") if passive else child(doc, i, "dobj")
    agent = prep_object(doc, i, "by") if passive else subject(doc, i)
    if thing is None or agent is None or not is_fact(doc, i) or child(doc, i, "ccomp") is not None:
        return
    word = noun_word(doc, thing, book.words)
    none = any(tokens[c].lower in ("no", "neither") for c in tokens[agent].children)
    if word is None or word.type != "ASSAULT" or none or tokens[agent].lower in ("nobody", "none", "one"):
        return
    if negated(doc, i):
        return
    sides = side_of(ctx, agent)
    act = ctx.token_span(*noun_phrase(doc, thing))
    start = min(noun_phrase(doc, thing)[0], i) if passive else i
    evidence = words_span(ctx, start, max(noun_phrase(doc, thing)[1], i))
    payload = Responsibility(ctx.token_span(*noun_phrase(doc, agent)), sides, act, own=True)
    cue = ctx.token_span(i, i)
    book.add(
        "own", i, evidence, payload, confidence=0.75, source=source_at(ctx, agent), cue=cue, stance="asserts"
    )


def _not_ours(book: Book, head: int, verb: int) -> None:
    """ "We did not target the hospital", "our boys did not do this": a denial of the act."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    around = ctx.attribution_over(tokens[verb].start, tokens[verb].end)
    if around is None or around.stance == "does_not_confirm" or not is_fact(doc, verb):
        return
    speaker = around.speaker
    if speaker is None or not (speaker.side or speaker.role or speaker.actor):
        return
    # "We do not target civilians" is a rule, "we did not target the hospital" a denial.
    past = any(tokens[c].lower in ("did", "have", "had", "was", "were") for c in tokens[verb].children)
    past = past or (
        tokens[verb].tag == "VBD" and any(tokens[c].lower == "never" for c in tokens[verb].children)
    )
    if not past:
        return
    thing = child(doc, verb, "dobj")
    doing = tokens[verb].lemma in ("do", "commit") and thing is not None
    if doing and thing is not None:
        fits = tokens[thing].lower in ("this", "it", "that", "so") or tokens[thing].lemma in (
            "crime",
            "massacre",
        )
    else:
        word = verb_word(doc, verb, book.words)
        fits = tokens[verb].lemma == "target" or (
            word is not None and word.type == "ASSAULT" and word.mode not in ("repulsed attack", "seizure")
        )
    if not fits:
        return
    evidence = clause(ctx, verb)
    last = max(min(tokens[verb].right, doc.token_at(max(evidence.end - 1, evidence.start))), verb)
    book.add(
        "deny",
        verb,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, head)), speaker.side, words_span(ctx, verb, last)),
        confidence=0.7,
        stance="denies",
        answers=book.answered(speaker.side, verb),
    )


def own_act(book: Book, i: int) -> None:
    """ "Our forces struck the depot", "admitted it carried out the raid": the speaker claims the act."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    head = i if tokens[i].dep == "nsubj" else tokens[i].head
    if tokens[head].dep != "nsubj":
        return
    verb = tokens[tokens[head].head]
    if tokens[i].lower in _FIRST and verb.pos in ("VERB", "AUX") and negated(doc, verb.i):
        _not_ours(book, head, verb.i)
        return
    if head != i and tokens[head].lemma not in book.words.groups["force"] | book.words.armed:
        return
    if (
        verb.pos != "VERB"
        or not is_fact(doc, verb.i)
        or negated(doc, verb.i)
        or verb.tag not in ("VBD", "VBN")
    ):
        return
    around = ctx.attribution_over(verb.start, verb.end)
    if around is None or around.stance != "asserts":
        return
    sides = around.speaker.side if around.speaker is not None else ()
    if tokens[i].lower not in _FIRST:
        armed = around.speaker is not None and any(
            m.actor == around.speaker.actor and m.kind == "armed group" for m in ctx.actors
        )
        owning = armed or (
            around.cue is not None and doc.tokens[doc.token_at(around.cue.end - 1)].lemma in _AVOWING
        )
        if not owning or not sides or set(side_of(ctx, head)) != set(sides):
            return
    word = verb_word(doc, verb.i, book.words)
    if word is None:
        thing = child(doc, verb.i, "dobj")
        named = (
            noun_word(doc, thing, book.words)
            if thing is not None and tokens[thing].lemma.lower() in book.words.nouns
            else None
        )
        if named is None or "does" not in light_role(doc, verb.i, book.words):
            return
        word = named
    if word.type != "ASSAULT" or word.mode in ("armed clash", "repulsed attack", "seizure"):
        return
    evidence = clause(ctx, verb.i)
    last = max(min(verb.right, doc.token_at(evidence.end - 1)), verb.i)
    act = words_span(ctx, verb.i, last)
    book.add(
        "own_act",
        verb.i,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, head)), sides, act, own=True),
        confidence=0.7,
    )
