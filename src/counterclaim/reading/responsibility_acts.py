"""Reported clauses that lay an act at a side's door, and the acts that are blameworthy."""

from __future__ import annotations

from counterclaim.model import Attribution, Responsibility, Source, Span
from counterclaim.reading.belligerents import (
    conjuncts,
    side_of,
    source_at,
)
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
from counterclaim.reading.responsibility_book import DENY, Book, Frame
from counterclaim.reading.responsibility_hosts import BASED, hosting


def responsible(book: Book, i: int) -> None:
    """ "Y was responsible for Z", "X holds Y responsible for Z"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i].head
    act_head = prep_object(doc, i, "for")
    last = tokens[i].right
    act = words_span(ctx, tokens[act_head].left, tokens[act_head].right) if act_head is not None else None
    holding = next((a for a in [tokens[verb], *doc.ancestors(verb)][:3] if a.lemma == "hold"), None)
    if holding is not None and is_fact(doc, holding.i) and not negated(doc, holding.i):
        passive = child(doc, holding.i, "auxpass") is not None
        accused = subject(doc, holding.i) if passive else child(doc, holding.i, "dobj", "nsubj")
        if not passive:
            between = [k for k in range(holding.i + 1, i) if tokens[k].pos in ("PROPN", "NOUN", "PRON")]
            accused = between[-1] if between else accused
        if accused is None:
            return
        agent = prep_object(doc, holding.i, "by") if passive else subject(doc, holding.i)
        first, end = noun_phrase(doc, accused)
        evidence = words_span(ctx, holding.i, max(last, i))
        book.add(
            "hold",
            holding.i,
            evidence,
            Responsibility(ctx.token_span(first, end), side_of(ctx, accused), act),
            confidence=0.85,
            **book.frame(holding.i, agent),
        )
        return
    if tokens[verb].lemma != "be" or act is None or not is_fact(doc, verb):
        return
    _blameworthy(book, verb, subject(doc, verb), act, "responsible")


def behind(book: Book, i: int) -> None:
    """ "Y was behind the attack", "was not behind the attack"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i].head
    what = child(doc, i, "pobj")
    if what is None or tokens[verb].lemma not in ("be", "stand") or not is_fact(doc, verb):
        return
    named = bool(side_of(ctx, subject(doc, verb)))
    if (
        not named
        and tokens[what].lemma.lower() not in book.words.nouns
        and tokens[what].lemma
        not in (
            "killing",
            "death",
            "plot",
            "incident",
            "violence",
            "blast",
        )
    ):
        return
    act = words_span(ctx, i, tokens[what].right)
    _blameworthy(book, verb, subject(doc, verb), act, "behind")


def _blameworthy(book: Book, verb: int, accused: int | None, act: Span, rule: str) -> None:
    """A reported clause that lays an act at someone's door: an accusation unless its own side says it."""
    doc, ctx = book.doc, book.ctx
    if accused is None:
        return
    head = doc.tokens[verb]
    if head.dep not in ("ccomp", "ROOT", "conj", "acl", "parataxis", "advcl"):
        return
    around = ctx.attribution_over(head.start, head.end)
    if around is None and not _reported(book, verb):
        return
    if around is not None and around.stance == "does_not_confirm":
        # What a side will not confirm is read as an event.
        return
    above = doc.tokens[head.head]
    if (
        head.dep == "ccomp"
        and above.lemma in ("confirm", "acknowledge", "say", "comment")
        and negated(doc, above.i)
    ):
        return
    if doc.tokens[accused].lower in ("who", "nobody", "what") or doc.tokens[accused].lemma in (
        "investigation",
        "someone",
    ):
        return
    sides = side_of(ctx, accused)
    speaker = around.speaker if around is not None else None
    own = bool(speaker and speaker.side and sides and set(sides) <= set(speaker.side))
    first, last = noun_phrase(doc, accused)
    frame: Frame = {}
    if negated(doc, verb) or (above.lemma in DENY and head.dep == "ccomp"):
        frame["stance"] = "denies"
        frame["answers"] = book.answered(sides, verb)
    denied = frame.get("stance") == "denies" or (around is not None and around.stance == "denies")
    if around is None and head.dep == "ccomp":
        frame["source"] = source_at(ctx, subject(doc, above.i))
    book.add(
        rule,
        verb,
        clause(ctx, verb),
        Responsibility(ctx.token_span(first, last), sides, act, own=own and (not denied)),
        confidence=0.75,
        **frame,
    )


def _reported(book: Book, verb: int) -> bool:
    head = book.doc.tokens[verb]
    return head.dep == "ccomp" and book.doc.tokens[head.head].lemma in book.words.saying


def alleged(book: Book, i: int) -> None:
    """ "X alleges that Y did Z": to allege is to accuse, whatever the act."""
    doc, ctx = book.doc, book.ctx
    said = child(doc, i, "ccomp")
    speaker = subject(doc, i)
    if (
        said is None
        or said < i
        or speaker is None
        or negated(doc, i)
        or not is_fact(doc, i)
        or not is_fact(doc, said)
    ):
        return
    if doc.tokens[said].lemma in BASED and hosting(book, said):
        return
    accused = subject(doc, said)
    if child(doc, said, "auxpass") is not None:
        accused = prep_object(doc, said, "by")
    if accused is None or doc.tokens[accused].pos not in ("NOUN", "PROPN"):
        return
    sides = side_of(ctx, accused)
    if not sides or set(sides) & set(side_of(ctx, speaker)):
        return
    evidence = clause(ctx, said)
    act = words_span(ctx, said, doc.token_at(max(evidence.end - 1, evidence.start)))
    book.add(
        "allege",
        said,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, accused)), sides, act),
        confidence=0.7,
        **book.frame(i, speaker),
    )


def act_heads(book: Book, verb: int) -> tuple[int, ...]:
    """``verb`` when it is a blameworthy act with an object that makes it one, else nothing."""
    lemma = book.doc.tokens[verb].lemma.lower()
    if lemma in book.words.acts and _fits(book, verb):
        return (verb,)
    return ()


def _fits(book: Book, i: int) -> bool:
    """Whether the act at ``i`` has the kind of object that makes it blameworthy."""
    doc = book.doc
    tokens = doc.tokens
    rule = book.words.acts[tokens[i].lemma.lower()]
    if rule.objects == ():
        return True
    heads: list[int] = []
    for c in tokens[i].children:
        if tokens[c].dep in ("dobj", "nsubjpass", "attr", "xcomp"):
            heads += conjuncts(book.ctx, c)
        elif rule.prep and tokens[c].lower in rule.prep:
            got = child(doc, c, "pobj")
            if got is not None:
                heads += conjuncts(book.ctx, got)
    for h in heads:
        t = tokens[h]
        first, last = noun_phrase(doc, h)
        lemmas = {tokens[k].lemma.lower() for k in range(first, last + 1)}
        if "armed" in rule.objects:
            if lemmas & book.words.armed:
                return True
            if (t.text.isupper() and len(t.text) > 1 and t.pos == "PROPN") or (
                any(ch.isdigit() for ch in t.text) and t.text[0].isupper()
            ):
                return True
            named = book.ctx.actors_in(tokens[first].start, tokens[last].end)
            if any(m.kind in book.words.armed_kinds for m in named):
                return True
        if lemmas & set(rule.objects):
            return True
    return any(
        tokens[c].lower in rule.objects and tokens[c].dep in ("advmod", "prt", "amod", "acomp")
        for c in tokens[i].children
    )


def act(book: Book, i: int) -> None:
    """A blameworthy act in a reported clause: "Y shelters the rebels", "Y broke the truce"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    t = tokens[i]
    if t.pos != "VERB" or not _fits(book, i):
        return
    if any(d.evidence[0].start <= t.start and t.end <= d.evidence[0].end for d in book.found):
        return
    rule = book.words.acts[t.lemma.lower()]
    content = content_around(ctx, t.start, t.end)
    top = _clause_head(book, i)
    if content is None and not _reported(book, top):
        return
    around = ctx.attribution_over(t.start, t.end)
    if around is not None and (
        around.hypothetical
        or around.cue_class in ("accuse", "blame", "urge", "demand", "threaten", "promise")
    ):
        return
    stopping = next(
        (
            a
            for a in doc.ancestors(i)
            if a.lemma in ("stop", "cease", "end", "halt", "quit", "continue", "keep")
        ),
        None,
    )
    if t.tag in ("VBG", "VB") and t.dep in ("xcomp", "pcomp", "dobj", "ccomp") and stopping is not None:
        accused = _made_to_stop(book, stopping.i)
        if accused is None:
            return
    elif (
        t.dep in ("ccomp", "ROOT", "conj", "acl", "parataxis")
        and t.tag not in ("VB", "VBG")
        and is_fact(doc, i)
    ):
        accused = subject(doc, i)
        if child(doc, i, "auxpass") is not None:
            accused = prep_object(doc, i, "by")
    elif t.tag == "VBG" and child(doc, i, "aux") is not None and is_fact(doc, i):
        accused = subject(doc, i)
    else:
        return
    if rule.accused == "from":
        accused = prep_object(doc, i, "from", "by")
        if accused is None:
            for c in t.children:
                if tokens[c].dep == "dobj":
                    accused = prep_object(doc, c, "from", "by")
    if accused is None or (tokens[accused].lower in ("who", "which", "that") and rule.accused != "from"):
        return
    around_sides = around.speaker.side if around is not None and around.speaker is not None else ()
    if len(around_sides) == 2 and _the_other(book, accused) and around is not None:
        _each_other(book, i, accused, around, _own_clause(book, i, top))
        return
    sides = side_of(ctx, accused) or _explained(book, accused) or book.described(accused, around_sides)
    if not sides and tokens[accused].pos == "PRON" and tokens[accused].lower not in ("we", "i"):
        return
    speaker = around.speaker if around is not None else None
    if (
        speaker is not None
        and speaker.side
        and sides
        and set(sides) <= set(speaker.side)
        and not negated(doc, i)
    ) and (around is None or around.stance == "asserts"):
        return
    frame: Frame = {}
    if negated(doc, i):
        frame["stance"] = "denies"
        frame["answers"] = book.answered(sides, i)
    elif around is None:
        above = tokens[tokens[top].head]
        frame["source"] = source_at(ctx, subject(doc, above.i))
        if above.lemma in DENY:
            frame["stance"] = "denies"
    first, last = noun_phrase(doc, accused)
    evidence = clause(ctx, _own_clause(book, i, top))
    end = t.right
    if rule.accused == "from" and accused > i:
        marker = tokens[accused].head
        end = marker - 1 if marker > i else end
        first, last = tokens[accused].left, noun_phrase(doc, accused)[1]
    while end > i and tokens[end].end > evidence.end:
        end -= 1
    act = words_span(ctx, i, max(end, i))
    book.add(
        "act", i, evidence, Responsibility(ctx.token_span(first, last), sides, act), confidence=0.65, **frame
    )


def _the_other(book: Book, accused: int) -> bool:
    tokens = book.doc.tokens
    first = noun_phrase(book.doc, accused)[0]
    return any(tokens[k].lower == "other" for k in range(first, accused + 1))


def _each_other(book: Book, i: int, accused: int, around: Attribution, head: int) -> None:
    """ "Both governments say the other side broke the truce": each says it of the other."""
    doc, ctx = book.doc, book.ctx
    if around.speaker is None or negated(doc, i):
        return
    evidence = clause(ctx, head)
    last = max(min(doc.tokens[i].right, doc.token_at(max(evidence.end - 1, evidence.start))), i)
    act = words_span(ctx, i, last)
    span = ctx.token_span(*noun_phrase(doc, accused))
    one, two = around.speaker.side
    for speaker, other in ((one, two), (two, one)):
        book.add(
            "mutual",
            i,
            evidence,
            Responsibility(span, (other,), act),
            source=Source(around.source, name=speaker, side=(speaker,)),
            cue=around.cue,
            stance="asserts",
            confidence=0.7,
        )


def _own_clause(book: Book, i: int, top: int) -> int:
    """The verb nearest above token ``i`` that has a subject of its own, up to ``top``."""
    tokens = book.doc.tokens
    at = i
    while at != top:
        own = any(tokens[c].dep in ("nsubj", "nsubjpass") for c in tokens[at].children)
        if own and tokens[at].dep == "conj":
            return at
        if tokens[at].head == at:
            return top
        at = tokens[at].head
    return top


def _explained(book: Book, accused: int) -> tuple[str, ...]:
    """The side the outlet itself gives after the quote: "..., referring to the government in X"."""
    doc = book.doc
    tokens = doc.tokens
    for k in range(accused + 1, doc.sentence_of(accused).last):
        if (tokens[k].lemma in ("refer", "allude") and tokens[k].tag == "VBG") or tokens[
            k
        ].lower == "reference":
            named = prep_object(doc, k, "to")
            return side_of(book.ctx, named, speaker=False)
    return ()


def _made_to_stop(book: Book, stop: int) -> int | None:
    """ "Convince Y to stop backing": Y, the object of the verb above, or the subject of stop."""
    doc = book.doc
    tokens = doc.tokens
    for above in doc.ancestors(stop):
        got = child(doc, above.i, "dobj", "nsubj")
        if got is not None and got < stop and tokens[got].pos in ("NOUN", "PROPN"):
            obj = child(doc, above.i, "dobj")
            if obj is not None and obj < stop:
                return obj
            for k in range(stop - 1, above.i, -1):
                if tokens[k].dep in ("dobj", "nsubj") and tokens[k].pos in ("NOUN", "PROPN"):
                    return k
            return got
        if above.pos != "VERB":
            for k in range(stop - 1, max(above.i, stop - 8), -1):
                if tokens[k].dep in ("dobj", "nsubj") and tokens[k].pos in ("NOUN", "PROPN"):
                    return k
            return None
    return None


def _clause_head(book: Book, i: int) -> int:
    """The verb that heads the reported clause around token ``i``."""
    doc = book.doc
    tokens = doc.tokens
    at = i
    content = content_around(book.ctx, tokens[i].start, tokens[i].end)
    for above in doc.ancestors(i):
        if tokens[at].dep == "ccomp" and above.lemma in book.words.saying:
            break
        if content is not None and not (content.start <= above.start and above.end <= content.end):
            break
        at = above.i
    return at
