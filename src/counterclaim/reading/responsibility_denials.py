"""Denials: of a charge, of a role, of having done it."""

from __future__ import annotations

from counterclaim.model import Responsibility, Span
from counterclaim.reading.belligerents import side_of, source_at
from counterclaim.reading.context import Context
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
from counterclaim.reading.event_heads import noun_word, verb_word
from counterclaim.reading.responsibility_book import CHARGES, STRONG_CHARGES, Book, Frame

_POINTING = frozenset({"it", "this", "that", "these", "them", "both"})
#: Words that call a charge untrue.
FALSE = frozenset(
    {
        "absurd", "false", "baseless", "nonsense", "fantasy", "lie", "fabricated", "unfounded", "ludicrous",
        "ridiculous", "propaganda", "fiction", "misinformation", "disinformation", "invention", "untrue",
        "groundless", "preposterous", "fabrication", "slander",
    }
)  # fmt: skip
_NAMING = frozenset({"call", "describe", "term", "label", "brand", "deem", "denounce"})
_ROLE = frozenset(
    {
        "involvement",
        "role",
        "responsibility",
        "part",
        "link",
        "connection",
        "complicity",
        "support",
        "hand",
        "wrongdoing",
        "presence",
        "tie",
    }
)


def denial(book: Book, i: int) -> None:
    """ "Y denies Z", "a charge Y rejects", "Y dismissed the allegation"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i]
    if not is_fact(doc, i) or negated(doc, i):
        return
    if any(tokens[k].lower in ("nor", "neither") for k in range(max(0, i - 3), i)):
        # "Neither confirmed nor denied": no denial; `events` reads what is left open.
        return
    agent = subject(doc, i)
    passive = child(doc, i, "auxpass") is not None
    # "a charge that Kigali rejects", "which Kigali denies"
    if verb.dep == "relcl" and not passive:
        noun = tokens[verb.head]
        own = next(
            (
                c
                for c in verb.children
                if tokens[c].dep == "nsubj" and tokens[c].lower not in ("who", "which", "that")
            ),
            None,
        )
        if own is None and verb.pos == "NOUN" and i > 0 and tokens[i - 1].pos == "PROPN":
            # "A charge that Kigali rejects", with "rejects" taken for a noun.
            own = i - 1
        if own is not None:
            pronoun = next((k for k in range(verb.left, own) if tokens[k].lower in ("which", "that")), None)
            if noun.lemma in CHARGES or noun.lemma in (
                "something",
                "view",
                "version",
                "account",
                "finding",
            ):
                first = noun_phrase(doc, noun.i)[0]
                deny(book, i, own, words_span(ctx, first, max(i, verb.right)), None)
            elif pronoun is not None and tokens[pronoun].lower == "which":
                deny(book, i, own, words_span(ctx, pronoun, max(i, verb.right)), None, answering=True)
            return
    charge = _charge_before(book, agent) if agent is not None and agent < i and not passive else None
    if charge is not None and agent is not None:
        deny(book, i, agent, words_span(ctx, charge, max(i, verb.right)), None, answering=True)
        return
    if agent is None and not passive:
        return
    thing = child(doc, i, "dobj")
    gerund = next(
        (c for c in verb.children if c > i and tokens[c].dep in ("xcomp", "pcomp", "ccomp", "advcl")),
        None,
    )
    if passive:
        thing = child(doc, i, "nsubjpass")
        by = prep_object(doc, i, "by")
        if by is None or thing is None or tokens[thing].lemma not in CHARGES:
            return
        weak = tokens[thing].lemma not in STRONG_CHARGES
        deny(book, i, by, words_span(ctx, verb.left, verb.right), None, answering=True, weak=weak)
        return
    if agent is None:
        return
    ahead = i + 1
    gerundive = thing is not None and ahead < thing and tokens[ahead].lower.endswith("ing")
    if thing is not None and gerundive and tokens[ahead].dep in ("amod", "compound") and verb.lemma == "deny":
        # "Denied harbouring rebels", with the gerund taken for an adjective.
        last = max(tokens[thing].right, thing)
        deny(book, i, agent, words_span(ctx, i, last), words_span(ctx, ahead, last))
        return
    if thing is not None:
        noun = tokens[thing]
        lemma = noun.lemma
        last = max(noun.right, thing)
        if lemma in _ROLE and verb.lemma in ("deny", "reject", "dismiss", "disavow", "refute", "dispute"):
            what = prep_object(doc, thing, "in", "for", "to", "of", "with")
            act = (
                words_span(ctx, tokens[what].left, tokens[what].right)
                if what is not None
                else words_span(ctx, noun.left, last)
            )
            deny(book, i, agent, words_span(ctx, i, last), act)
        elif lemma in CHARGES or (noun.lower in _POINTING and book.recent(i)):
            inner = child(doc, thing, "acl", "ccomp", "relcl")
            what = inner if inner is not None else prep_object(doc, thing, "of")
            told = words_span(ctx, tokens[what].left, tokens[what].right) if what is not None else None
            evidence = words_span(ctx, i, _object_end(book, i, last))
            deny(book, i, agent, evidence, told, answering=True, weak=lemma not in STRONG_CHARGES)
        elif verb.lemma == "deny" and noun_word(doc, thing, book.words) is not None:
            deny(book, i, agent, words_span(ctx, i, last), words_span(ctx, noun.left, last))
        elif noun.lower == "doing":
            deny(book, i, agent, words_span(ctx, i, last), None, answering=True)
        elif noun.tag == "VBG" and lemma in book.words.acts:
            deny(book, i, agent, words_span(ctx, i, last), words_span(ctx, noun.left, last))
        return
    if (
        gerund is not None
        and tokens[gerund].tag == "VBG"
        and _own_gerund(ctx, gerund, i)
        and verb.lemma == "deny"
    ):
        last = max(tokens[gerund].right, gerund)
        if tokens[gerund].lemma == "do" and tokens[min(gerund + 1, len(tokens) - 1)].lower in (
            "so",
            "this",
            "it",
            "that",
        ):
            deny(book, i, agent, words_span(ctx, i, last), None, answering=True)
            return
        deny(book, i, agent, words_span(ctx, i, last), words_span(ctx, gerund, last))
        return
    if gerund is not None and verb.lemma == "deny" and _own_attack(book, gerund, agent):
        last = max(min(tokens[gerund].right, doc.token_at(clause(ctx, gerund).end - 1)), gerund)
        deny(book, i, agent, words_span(ctx, i, last), words_span(ctx, gerund, last))


def _own_attack(book: Book, verb: int, denier: int) -> bool:
    """Whether a denied clause says that the denier's own side attacked: "denied that it had hit a clinic"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    who = child(doc, verb, "nsubj")
    if who is None or who < denier or tokens[verb].dep != "ccomp" or negated(doc, verb):
        return False
    word = verb_word(doc, verb, book.words)
    blow = word is not None and word.type == "ASSAULT" and word.mode not in ("repulsed attack", "seizure")
    if not (blow or tokens[verb].lemma in ("hit", "target", "strike", "shell", "bomb")):
        return False
    if tokens[who].lower in ("it", "they", "he", "we"):
        return True
    own = side_of(ctx, denier)
    if own and set(side_of(ctx, who)) == set(own):
        return True
    # "The spokesman denied that the army was shelling homes": his own army, when no other is named.
    first = tokens[noun_phrase(doc, who)[0]]
    return (
        bool(own)
        and first.lower in ("the", "our")
        and tokens[who].i - first.i == 1
        and tokens[who].lemma in ("army", "military", "navy", "government")
    )


def _charge_before(book: Book, agent: int) -> int | None:
    """First token of ", an allegation Kigali denies", ", something Kigali denies", ", claims Kigali denies".

    The parser seldom sees the relative clause; the words before the denier's name tell.
    """
    tokens = book.doc.tokens
    opening = book.doc.sentence_of(agent).first
    for k in range(agent - 1, max(agent - 6, opening), -1):
        if tokens[k].lemma in CHARGES or tokens[k].lower == "something":
            first = k
            while first > 0 and tokens[first - 1].pos in ("DET", "ADJ") and first > k - 3:
                first -= 1
            return first if first > 0 and tokens[first - 1].text in (",", "—", "–", "-", ";") else None
        if tokens[k].text in (",", ";"):
            return None
    return None


def _object_end(book: Book, i: int, last: int) -> int:
    tokens = book.doc.tokens
    for k in range(i + 1, last + 1):
        if tokens[k].text == "," and k + 1 <= last and tokens[k + 1].tag in ("VBG", "IN", "CC"):
            return k - 1
    return last


def deny(
    book: Book,
    i: int,
    agent: int,
    evidence: Span,
    act: Span | None,
    *,
    answering: bool = False,
    weak: bool = False,
) -> None:
    """Keep a denial by the noun at ``agent``, with the accusation it answers."""
    doc, ctx = book.doc, book.ctx
    source = source_at(ctx, agent)
    frame = book.frame(i, agent)
    attribution = frame.get("attribution")
    if attribution is not None and attribution.speaker is not None:
        source = attribution.speaker
    sides = source.side if source is not None else ()
    answers = book.answered(sides, i)
    first, last = noun_phrase(doc, agent)
    if ctx.doc.tokens[first].start < evidence.start + 1 and evidence.start < ctx.doc.tokens[agent].start:
        # ", an allegation Kigali denies": the charge is no part of the name.
        first = next((k + 1 for k in range(first, agent) if doc.tokens[k].lemma in CHARGES), first)
    accused = ctx.token_span(first, last)
    if answers is not None:
        before = next(d for d in book.found if d.key == answers)
        if act is None and isinstance(before.payload, Responsibility):
            act = before.payload.act
    elif act is None and (weak or (answering and not sides)):
        # "Rejected the report": of what, the text does not say, and no charge stands before it.
        return
    frame["stance"] = "denies"
    frame["answers"] = answers
    book.add("deny", i, evidence, Responsibility(accused, sides, act), confidence=0.8, **frame)


def _own_gerund(ctx: Context, gerund: int, verb: int) -> bool:
    """Whether a gerund belongs to "deny" itself ("denied backing"), not ", saying" after it."""
    return not any(ctx.doc.tokens[k].text == "," for k in range(verb + 1, gerund))


def untrue(book: Book, i: int) -> None:
    """ "An accusation Moscow called absurd", "the Kremlin said the claim was nonsense"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = next((a for a in doc.ancestors(i) if a.pos in ("VERB", "AUX")), None)
    if verb is None or not is_fact(doc, verb.i) or negated(doc, verb.i):
        return
    agent = subject(doc, verb.i)
    if agent is None:
        return
    if verb.lemma in _NAMING:
        charge = _charge_before(book, agent)
        between = [tokens[k] for k in range(verb.i + 1, i)]
        pointed = book.recent(i) and any(t.lower in _POINTING for t in between)
        if charge is not None:
            evidence = words_span(ctx, charge, max(i, verb.right))
            deny(book, verb.i, agent, evidence, None, answering=True, weak=True)
        elif pointed or any(t.lemma in CHARGES for t in between):
            weak = not any(t.lemma in STRONG_CHARGES for t in between)
            deny(book, verb.i, agent, words_span(ctx, verb.i, i), None, answering=True, weak=weak)
    elif verb.lemma == "be" and verb.dep == "ccomp" and tokens[verb.head].lemma in book.words.saying:
        speaker = subject(doc, verb.head)
        charged = tokens[agent].lemma in CHARGES or (tokens[agent].lower in _POINTING and book.recent(i))
        if speaker is not None and charged:
            deny(book, verb.i, speaker, words_span(ctx, agent, i), None, answering=True, weak=True)


def nothing_to_do(book: Book, i: int) -> None:
    """ "Y had nothing to do with the attack"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    words = [t.lower for t in tokens[i + 1 : i + 4]]
    verb = tokens[tokens[i].head]
    if words != ["to", "do", "with"] or verb.lemma != "have" or not is_fact(doc, verb.i):
        return
    who = subject(doc, verb.i)
    around = ctx.attribution_over(verb.start, verb.end)
    last = max(tokens[i].right, i + 3)
    if who is None:
        return
    sides = side_of(ctx, who)
    evidence = words_span(ctx, min(noun_phrase(doc, who)[0], verb.i), last)
    act = words_span(ctx, i + 4, last) if last > i + 3 else None
    frame: Frame = {"stance": "denies", "answers": book.answered(sides, i)}
    if around is None:
        frame["source"] = source_at(ctx, who)
    payload = Responsibility(ctx.token_span(*noun_phrase(doc, who)), sides, act)
    book.add("deny", verb.i, evidence, payload, confidence=0.75, **frame)
