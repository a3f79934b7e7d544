"""Accusations made by a verb: accuse, blame, suspect, each other."""

from __future__ import annotations

from counterclaim.model import Responsibility, Source
from counterclaim.reading.belligerents import (
    belligerents,
    conjuncts,
    other_side,
    side_of,
)
from counterclaim.reading.event_clauses import (
    child,
    is_fact,
    negated,
    noun_phrase,
    prep_object,
    subject,
    words_span,
)
from counterclaim.reading.event_heads import noun_word
from counterclaim.reading.responsibility_book import CHARGES, HARMS, Book

# What may go on with the name of the accused, and what opens an aside after it.
_IN_NAME = frozenset({"of", "from", "at", "on", "in", "and", "'s", "’s", ",", "(", ")", "-"})
_NEXT = frozenset({"neighbour", "neighbor", "rival", "foe", "enemy", "adversary", "opponent"})
_ASIDE = frozenset({"both", "as", "who", "which", "in", "once", "its", "a", "the"})


def accusation(book: Book, i: int) -> None:
    """ "X accuses Y of Z", "Y is accused by X of Z", "X blames Y for Z", "X blames Z on Y"."""
    doc, ctx = book.doc, book.ctx
    verb = doc.tokens[i]
    if not is_fact(doc, i):
        return
    if negated(doc, i):
        return
    passive = child(doc, i, "auxpass", "nsubjpass") is not None or (
        verb.tag == "VBN" and child(doc, i, "aux") is None and child(doc, i, "dobj") is None
    )
    if verb.tag == "VBN" and verb.dep == "amod":
        return
    target = child(doc, i, "dobj", "dative")
    if not passive and target is None:
        target = _next_noun(book, i)
    agent = prep_object(doc, i, "by") if passive else subject(doc, i)
    if _mutual(book, i, target, agent, passive):
        return
    if verb.lemma == "blame" and _blame_on(book, i, target, passive, agent):
        return
    accused = subject(doc, i) if passive else target
    if accused is None:
        return
    if doc.tokens[accused].tag == "JJ":
        # "Blamed the paramilitary Desert Guard": the parser takes the adjective for the noun.
        name = child(doc, accused, "appos")
        accused = name if name is not None else accused
    marker = _act_marker(book, i, accused if not passive else i, ("of", "for", "in"))
    if marker is None and not passive and verb.lemma != "accuse" and verb.lemma != "blame":
        return
    after = i if passive else accused
    if marker is not None and marker < after:
        marker = None
    last = _act_end(book, i, marker if marker is not None else after)
    act = words_span(ctx, marker + 1, last) if marker is not None and marker < last else None
    if passive:
        first, end = noun_phrase(doc, accused)
        accused_span = ctx.token_span(first, end)
        evidence = words_span(ctx, i, last)
    else:
        first = noun_phrase(doc, accused)[0]
        end = _accused_end(book, accused, marker)
        accused_span = words_span(ctx, max(first, i + 1), max(end, accused))
        start = max(first, i + 1) if verb.tag == "VBG" and verb.dep in ("advcl", "acl", "conj") else i
        evidence = words_span(ctx, start, last)
    sides: tuple[str, ...] = ()
    for each in conjuncts(ctx, accused) if doc.tokens[accused].i != i else [accused]:
        for side in side_of(ctx, each, speaker=False) or (side_of(ctx, each) if each == accused else ()):
            if side not in sides:
                sides += (side,)
    accuser = book.subject_sides(agent)
    own = doc.tokens[accused].lemma in _NEXT and set(sides) <= set(accuser)
    if own or (doc.tokens[accused].pos == "PRON" and (not sides or set(sides) & set(accuser))):
        # "It" or "its neighbour" is nobody who accuses: the other belligerent, when the accuser is one.
        sides = other_side(ctx, accuser)
    thing = doc.tokens[accused].lemma.lower()
    if doc.tokens[accused].pos != "PROPN" and (thing in book.words.nouns or thing in HARMS):
        # "Blames a provocation by the other side": the thing is the act, its doer the accused.
        doer = prep_object(doc, accused, "by")
        act = accused_span
        if doer is not None:
            accused_span = ctx.token_span(*noun_phrase(doc, doer))
            sides = side_of(ctx, doer, speaker=False) or other_side(ctx, accuser)
        elif marker is not None or not _named_before(book, accused) or set(sides) & set(accuser):
            # "Blamed a Hutu car bomb" names whose it was; "blamed the bombing for the delay" does not.
            return
    if not sides:
        if verb.lemma == "blame" and not _can_be_blamed(book, accused):
            return
        if act is None or (passive and agent is None and verb.dep == "acl"):
            # "Blaming Muslims", "people accused of murder": nobody's claim about an act of a side.
            return
    if not sides:
        sides = book.described(accused, accuser)
    frame = book.frame(i, agent)
    frame["stance"] = "asserts"
    book.add(
        "accuse",
        i,
        evidence,
        Responsibility(accused_span, sides, act),
        confidence=0.85 if act else 0.7,
        **frame,
    )


def _named_before(book: Book, i: int) -> bool:
    """Whether a side is named before noun ``i``, in its phrase: "a Tutsi rebel mine"."""
    first = book.doc.tokens[noun_phrase(book.doc, i)[0]].start
    return any(m.side for m in book.ctx.actors_in(first, book.doc.tokens[i].start))


def _accused_end(book: Book, accused: int, marker: int | None) -> int:
    """Last token of who is accused: up to the "of" of the act, without asides and times."""
    doc = book.doc
    tokens = doc.tokens
    plain = noun_phrase(doc, accused)[1]
    if marker is None or marker - 1 <= plain:
        return plain if marker is None else marker - 1
    after = tokens[plain + 1]
    thing = child(doc, after.i, "pobj")
    if after.lower not in _IN_NAME or (thing is not None and _is_time(book, thing)):
        return plain
    for k in range(accused + 1, marker):
        if tokens[k].text == "," and tokens[k + 1].lower in _ASIDE:
            return k - 1
    return marker - 1


def _can_be_blamed(book: Book, i: int) -> bool:
    """Whether the noun is somebody: a name, a force, an armed group, people in office."""
    t = book.doc.tokens[i]
    somebody = book.words.armed | book.words.groups["force"] | book.words.groups["blameable"]
    return t.pos in ("PROPN", "PRON") or t.lemma.lower() in somebody


def _next_noun(book: Book, i: int) -> int | None:
    tokens = book.doc.tokens
    stop = book.doc.sentence_of(i).last
    for k in range(i + 1, min(i + 9, stop + 1)):
        if tokens[k].lower in ("of", "for", "on", "by") or tokens[k].text in (".", ";"):
            return None
        if tokens[k].pos in ("NOUN", "PROPN", "PRON") and (
            k + 1 > stop or tokens[k + 1].pos not in ("NOUN", "PROPN", "PART")
        ):
            return k
    return None


def _act_marker(book: Book, i: int, after: int, words: tuple[str, ...]) -> int | None:
    """The "of" or "for" that brings in the act: the verb's own, else one before a gerund."""
    tokens = book.doc.tokens
    stop = book.doc.sentence_of(i).last
    for c in tokens[i].children:
        if c > after and tokens[c].lower in words[:2] and tokens[c].dep in ("prep", "agent", "dative"):
            return c
    for k in range(after + 1, stop):
        if tokens[k].text in (".", ";", "”") and k > after + 12:
            break
        if tokens[k].lower in words and tokens[k + 1].tag == "VBG":
            return k
        if tokens[k].lower in words and tokens[k + 1].lower in (
            "not",
            "having",
            "being",
            "illegally",
            "repeatedly",
            "deliberately",
        ):
            return k
    nouns = book.words.nouns
    for k in range(after + 1, min(after + 18, stop)):
        if tokens[k].lower in words[:2]:
            thing = child(book.doc, k, "pobj")
            if tokens[k].head in (i, after) and k <= after + 6:
                return k
            if thing is not None and (tokens[thing].lemma.lower() in nouns or tokens[thing].lemma in HARMS):
                return k
    return None


def _act_end(book: Book, i: int, start: int) -> int:
    """Last token of the accusation: where its act's words end, before a clause on another matter."""
    doc = book.doc
    tokens = doc.tokens
    last = start
    marker = tokens[start]
    if marker.lower in ("of", "for", "in", "on", "over") and marker.right > start:
        last = marker.right
    else:
        last = max(noun_phrase(doc, start)[1], start)
    # "of sheltering A and of arming B": the second "of" hangs on the first or on the verb.
    for c in tokens[i].children:
        if (
            c > last
            and tokens[c].dep in ("prep", "conj")
            and tokens[c].lower in ("of", "for")
            and c - last <= 2
        ):
            last = tokens[c].right
    for k in range(start + 1, last + 1):
        t = tokens[k]
        if (
            t.tag == "VBD"
            and t.dep == "conj"
            and tokens[t.head].tag == "VBG"
            and tokens[k - 1].lower == "and"
        ):
            # "Accused X of arming rebels and recalled its envoy": the second verb is the accuser's own.
            return k - 2
        if (
            t.text == ","
            and k + 2 <= last
            and tokens[k + 1].lower in ("a", "an", "which", "something", "but")
        ) and (tokens[k + 1].lower in ("which", "something", "but") or _charge_ahead(book, k + 1, last)):
            return k - 1
        if t.text in (";", "—", "–"):
            return k - 1
    last = min(last, doc.sentence_of(i).last)
    while last > start + 1 and tokens[last].lower in ("which", "that", "who", ","):
        last -= 1
    return last


def _charge_ahead(book: Book, first: int, last: int) -> bool:
    return any(book.doc.tokens[k].lemma in CHARGES for k in range(first, min(first + 4, last + 1)))


def _mutual(book: Book, i: int, target: int | None, agent: int | None, passive: bool) -> bool:
    """ "Each accused the other of firing first", "traded accusations": one accusation from each side."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    sentence = doc.sentence_of(i)
    if passive or target is None:
        return False
    window = {tokens[k].lower for k in range(i + 1, min(i + 5, sentence.last + 1))}
    one_other = tokens[target].lower in ("other", "another", "others") or (
        "other" in window and "each" in window
    )
    if not one_other:
        return False
    sides = book.subject_sides(agent)
    if len(sides) < 2:
        sides = belligerents(ctx)
    marker = _act_marker(book, i, target, ("of", "for", "in"))
    last = _act_end(book, i, marker if marker is not None else target)
    act = words_span(ctx, marker + 1, last) if marker is not None else None
    start = agent if agent is not None and agent < i else i
    first = noun_phrase(doc, start)[0] if start != i else i
    evidence = words_span(ctx, min(first, i), last)
    other = ctx.token_span(noun_phrase(doc, target)[0], target)
    named = {s: k for k in (conjuncts(ctx, agent) if agent is not None else []) for s in side_of(ctx, k)}
    speakers: list[tuple[str, ...]] = [(s,) for s in sides[:2]]
    accused: list[tuple[str, ...]] = [(s,) for s in reversed(sides[:2])]
    if len(speakers) < 2:
        speakers, accused = [()], [()]
    for speaker, side in zip(speakers, accused, strict=True):
        who = named.get(speaker[0]) if len(named) == 2 and speaker else agent
        span = ctx.token_span(*noun_phrase(doc, who)) if who is not None else None
        source = Source(span, name=speaker[0] if speaker else None, side=speaker)
        book.add(
            "mutual",
            i,
            evidence,
            Responsibility(other, side, act),
            source=source,
            cue=ctx.token_span(i, i),
            stance="asserts",
            confidence=0.8,
        )
    return True


def _blame_on(book: Book, i: int, target: int | None, passive: bool, agent: int | None) -> bool:
    """ "Blame Z on Y": the object is the act and the accused stands after "on"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    accused: int | None = None
    act_last: int | None = None
    for c in tokens[i].children:
        if tokens[c].lower in ("on", "upon") and tokens[c].dep == "prep" and c > i:
            accused = child(doc, c, "pobj")
    if accused is not None and _is_time(book, accused):
        accused = None
    if accused is None and target is not None:
        for c in tokens[target].children:
            thing = child(doc, c, "pobj")
            if (
                tokens[c].lower == "on"
                and thing is not None
                and not _is_time(book, thing)
                and prep_object(doc, i, "for") is None
            ):
                accused = child(doc, c, "pobj")
    if accused is None and target is not None and not passive:
        # "Blamed the loss of the dam on X": the parser hangs "on" on the nearest noun.
        for k in range(target + 1, min(target + 12, doc.sentence_of(i).last)):
            if tokens[k].text in (",", ";") or tokens[k].lower == "for":
                break
            thing = child(doc, k, "pobj") if tokens[k].lower == "on" else None
            if thing is not None and not _is_time(book, thing) and side_of(ctx, thing, speaker=False):
                accused = thing
                act_last = k - 1
                break
    if accused is None:
        return False
    if passive and agent is not None and tokens[max(tokens[agent].left - 2, 0)].tag == "VBN":
        # "Blamed on the coalition led by X": the "by" is another verb's.
        agent = agent if tokens[agent].left - 2 == i else None
    act_head = subject(doc, i) if passive else target
    relative = act_head is not None and tokens[act_head].lower in ("which", "that")
    if relative and tokens[i].dep == "relcl":
        act_head = tokens[i].head
    if not passive and act_head is None and tokens[i].dep == "relcl":
        act_head = tokens[i].head
    act = ctx.token_span(*noun_phrase(doc, act_head)) if act_head is not None else None
    if act_last is not None and target is not None:
        act = words_span(ctx, tokens[target].left, act_last)
    first, last = noun_phrase(doc, accused)
    if passive and not relative and tokens[i].dep not in ("relcl", "acl"):
        start = act_head if act_head is not None else i
        evidence = words_span(ctx, min(noun_phrase(doc, start)[0], i), last)
    else:
        evidence = words_span(ctx, i, last)
    frame = book.frame(i, agent)
    book.add(
        "blame_on",
        i,
        evidence,
        Responsibility(
            ctx.token_span(first, last),
            side_of(ctx, accused) or book.described(accused, book.subject_sides(agent)),
            act,
        ),
        confidence=0.85,
        **frame,
    )
    return True


def attributing(book: Book, i: int) -> None:
    """ "X attributes the bombing to Y", "the bombing was attributed by X to Y"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    if not is_fact(doc, i) or negated(doc, i):
        return
    passive = child(doc, i, "auxpass", "nsubjpass") is not None
    thing = child(doc, i, "nsubjpass") if passive else child(doc, i, "dobj")
    accused = prep_object(doc, i, "to")
    if accused is None and thing is not None and not passive:
        accused = prep_object(doc, thing, "to")
    agent = prep_object(doc, i, "by") if passive else subject(doc, i)
    if thing is None or accused is None or agent is None:
        return
    lemma = tokens[thing].lemma.lower()
    sides = side_of(ctx, accused, speaker=False)
    harm = noun_word(doc, thing, book.words)
    harmful = (harm is not None and harm.type == "ASSAULT") or lemma in HARMS | book.words.groups[
        "projectile"
    ]
    if not sides or not harmful or set(sides) & set(book.subject_sides(agent)):
        return
    first, last = noun_phrase(doc, accused)
    start = min(noun_phrase(doc, thing)[0], i) if passive else i
    act = ctx.token_span(*noun_phrase(doc, thing))
    payload = Responsibility(ctx.token_span(first, last), sides, act)
    frame = book.frame(i, agent)
    frame["stance"] = "asserts"
    book.add("attribute", i, words_span(ctx, start, max(last, i)), payload, confidence=0.8, **frame)


def _is_time(book: Book, i: int) -> bool:
    t = book.doc.tokens[i]
    return t.entity in ("DATE", "TIME") or bool(book.ctx.times_in(t.start, t.end))
