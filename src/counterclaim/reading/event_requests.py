"""Who asked for the truce: the counter-narrative of every ceasefire."""

from __future__ import annotations

from counterclaim.model import Event
from counterclaim.reading.belligerents import side_of
from counterclaim.reading.context import Context, Draft
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

_TRUCE = frozenset({"truce", "ceasefire", "cease-fire", "armistice", "pause", "halt", "cessation"})
_ASKING = frozenset({"ask", "request", "seek", "propose", "beg", "plead", "solicit"})
_NOUNS = frozenset({"request", "appeal", "plea", "insistence", "initiative", "behest"})


def read_requests(ctx: Context) -> list[Draft]:
    """Drafts of REQUEST events: a side asked for a truce ("X sought the ceasefire", "at X's request").

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Oruk asked for a ceasefire, the ministry said."
    >>> [d.payload.mode for d in read_requests(Context(Report(text), annotator().annotate(text)))]
    ['truce']
    """
    doc = ctx.doc
    found: list[Draft] = []
    truces = {t.sentence for t in doc.tokens if t.lemma.lower() in _TRUCE}
    if not truces:
        return found
    for t in doc.tokens:
        near = t.sentence in truces or t.sentence - 1 in truces
        if not near:
            continue
        if t.lemma in _ASKING and t.pos == "VERB" and is_fact(doc, t.i) and not _only_urges(ctx, t.i):
            draft = _asked(ctx, t.i)
        elif t.lemma in _NOUNS and t.pos == "NOUN" and t.sentence in truces:
            draft = _at_request(ctx, t.i)
        else:
            continue
        if draft is not None and all(d.evidence != draft.evidence for d in found):
            found.append(draft)
    return found


def _only_urges(ctx: Context, i: int) -> bool:
    """Whether someone is asked to do something: that is an appeal, read by `positions`."""
    return child(ctx.doc, i, "xcomp") is not None


def _asked(ctx: Context, i: int) -> Draft | None:
    """ "X requested the truce", "the truce was requested by X", "it had been requested by X"."""
    doc = ctx.doc
    tokens = doc.tokens
    passive = child(doc, i, "auxpass") is not None
    thing = child(doc, i, "nsubjpass") if passive else child(doc, i, "dobj")
    if thing is None and not passive:
        thing = prep_object(doc, i, "for")
    if thing is None:
        return None
    noun = tokens[thing]
    if noun.lemma.lower() not in _TRUCE and not (passive and noun.lower == "it"):
        return None
    who = prep_object(doc, i, "by") if passive else subject(doc, i)
    if who is None:
        return None
    side = side_of(ctx, who)
    return _draft(ctx, i, i, side)


def _at_request(ctx: Context, i: int) -> Draft | None:
    """ "... at the request of X", "... at X's request", "followed a request by X"."""
    doc = ctx.doc
    tokens = doc.tokens
    noun = tokens[i]
    owner = child(doc, i, "poss")
    if owner is None:
        owner = prep_object(doc, i, "of", "by", "from")
    if owner is None:
        return None
    side = side_of(ctx, owner)
    if not side:
        return None
    verb = next((a for a in doc.ancestors(i) if a.pos == "VERB"), None)
    if verb is None or not is_fact(doc, verb.i):
        return None
    truce = any(tokens[k].lemma.lower() in _TRUCE for k in range(verb.left, verb.right + 1))
    if not truce or (noun.dep == "dobj" and verb.lemma not in ("follow", "accept", "make", "receive")):
        return None
    return _draft(ctx, verb.i, i, side)


def _draft(ctx: Context, verb: int, anchor: int, side: tuple[str, ...]) -> Draft:
    evidence = clause(ctx, verb)
    if not evidence.start <= ctx.doc.tokens[anchor].start < evidence.end:
        evidence = words_span(ctx, *noun_phrase(ctx.doc, anchor))
    opening = evidence.text.split(" ", 1)[0]
    if opening.lower() in ("when", "after", "as", "because", "since"):
        evidence = ctx.span(evidence.start + len(opening) + 1, evidence.end)
    return Draft(
        f"event:{evidence.start}:request:{anchor}",
        Event("REQUEST", "truce", side[0] if len(side) == 1 else None),
        (evidence,),
        anchor,
        "event.request",
        stance="denies" if negated(ctx.doc, verb) else None,
        confidence=0.7,
    )
