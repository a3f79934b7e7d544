"""Answers and silences: "a charge Kigali denies", "no immediate comment", "could not be verified"."""

from __future__ import annotations

import re

from counterclaim.knowledge.cues import cues
from counterclaim.reading.attribution_spans import Candidate, Chars, Text, chars, noun_phrase, tidy

_NOUNS = (
    r"(?:charges?|claims?|accusations?|allegations?|assertions?|reports?|suggestions?|contentions?|versions?"
    r"|accounts?|figures?|tolls?|statements?|characteri[sz]ations?|descriptions?|numbers?|complaints?"
    r"|estimates?|insinuations?|findings?|conclusions?|views?|labels?|notions?|stor(?:y|ies))"
)
_FORMS = {
    form: lemma
    for lemma, forms in {
        "deny": "denied denies deny",
        "reject": "rejected rejects reject",
        "dispute": "disputed disputes dispute",
        "dismiss": "dismissed dismisses dismiss",
        "refute": "refuted refutes refute",
        "rebuff": "rebuffed rebuffs",
        "contest": "contested contests contest",
        "disavow": "disavowed disavows",
        "repudiate": "repudiated repudiates",
        "denounce": "denounced denounces denounce",
        "acknowledge": "acknowledged acknowledges acknowledge",
        "confirm": "confirmed confirms confirm",
        "ridicule": "ridiculed ridicules",
        "call": "called calls call",
        "describe": "described describes describe",
    }.items()
    for form in forms.split()
}
_VERB = "(" + "|".join(_FORMS) + ")"
_NOUN = r"[,;—–-]\s+((?:(?:an?|the|both)\s+(?:[\w-]+\s+){0,2}?)?" + _NOUNS + r"|something)\s+"
_VERDICT = r"(\s+(?:as\s+)?(?:[\"“'‘][\w -]+[\"”'’]|(?<=as\s)[\w-]+(?:\s+(?:and|or)\s+[\w-]+)?|\w+))?"
_ANSWER = re.compile(
    _NOUN + r"(?:(?:that|which)\s+)?((?:[\w.’'()-]+,?\s+){1,9}?)"
    r"((?:(?:has|have|had|also|both|all|strongly|repeatedly|flatly|consistently|categorically|vehemently|always"
    r"|firmly|immediately|since|later|quickly|swiftly|itself|themselves)\s+){0,4}" + _VERB + r")\b" + _VERDICT
)
_ANSWERED = re.compile(
    _NOUN
    + r"(?:(?:that|which)\s+(?:was|were|is|are|has been|have been)\s+)?((?:\w+ly\s+)?"
    + _VERB
    + r")\s+by\s+((?:[\w’'-]+\s?){1,6})"
)

_SILENT_NOUNS = frozenset(
    {"comment", "response", "reaction", "confirmation", "word", "statement", "reply", "acknowledgement"}
)
_CHECKS = frozenset(
    {
        "verify",
        "confirm",
        "corroborate",
        "establish",
        "authenticate",
        "ascertain",
        "determine",
        "claim",
        "check",
    }
)


def propose_answers(text: Text) -> list[Candidate]:
    """Candidates for trailing answers, refusals to comment without a verb of speech, and open checks."""
    found = _appositive_answers(text)
    for token in text.doc.tokens:
        candidate: Candidate | None = None
        if token.lemma in _SILENT_NOUNS and token.pos == "NOUN":
            candidate = _silence(text, token.i)
        elif token.lemma in _CHECKS and token.tag == "VBN":
            candidate = _unchecked(text, token.i)
        elif token.lemma in ("comment", "respond", "elaborate") and token.pos == "VERB":
            candidate = _no_word(text, token.i)
        elif token.lower == "drawn" and token.tag == "VBN":
            candidate = _not_drawn(text, token.i)
        elif token.lower == "reached" and token.tag == "VBN":
            candidate = _unreachable(text, token.i)
        if candidate is not None:
            found.append(candidate)
    return found


_DESCRIBING = frozenset({"call", "describe"})


def _appositive_answers(text: Text) -> list[Candidate]:
    found: list[Candidate] = []
    for match in _ANSWER.finditer(text.doc.text):
        lemma = _FORMS[match.group(4)]
        verdict = match.span(5) if match.group(5) else None
        if lemma in _DESCRIBING and verdict is None:
            continue
        if lemma not in _DESCRIBING and verdict and not match.group(5).lstrip().startswith("as "):
            verdict = None
        found.extend(_answer(text, match, lemma, match.span(2), match.span(3), match.start(4), verdict))
    for match in _ANSWERED.finditer(text.doc.text):
        lemma = _FORMS[match.group(3)]
        if lemma not in _DESCRIBING:
            found.extend(_answer(text, match, lemma, match.span(4), match.span(2), match.start(3), None))
    return found


def _answer(
    text: Text,
    match: re.Match[str],
    lemma: str,
    source: Chars,
    cue: Chars,
    verb: int,
    verdict: Chars | None,
) -> list[Candidate]:
    doc, whole = text.doc, text.doc.text
    who, said = tidy(whole, source), tidy(whole, cue)
    row = next(iter(cues().verb(lemma)), None)
    if who is None or said is None or row is None or "\n" in match.group(0):
        return []
    tokens = [doc.tokens[i] for i in doc.tokens_in(*who)]
    if not tokens or any(t.pos in ("VERB", "SCONJ") or t.text == "." for t in tokens):
        return []
    if tokens[-1].pos not in ("NOUN", "PROPN", "PRON", "ADJ", "DET"):
        return []
    content: list[Chars] = [match.span(1)]
    if verdict is not None and (judged := tidy(whole, verdict)) is not None:
        content.append(judged)
    reach = (match.start(1), max(said[1], who[1], content[-1][1]))
    return [
        Candidate(
            who,
            said,
            content,
            row.cue_class,
            "answer",
            doc.token_at(verb),
            reach,
            denies=row.stance == "denies" or row.denies_claims,
            confidence=0.9,
        )
    ]


def _silence(text: Text, i: int) -> Candidate | None:
    """ "no immediate comment from X", "X had no comment", "no confirmation of Y"."""
    doc, tokens = text.doc, text.doc.tokens
    noun = tokens[i]
    no = next((c for c in doc.children(i) if c.lower in ("no", "any") and c.i < i), None)
    if no is None or (
        no.lower == "any"
        and not any(
            t.lower in ("not", "n't", "n’t", "without", "nor", "never")
            for t in tokens[max(0, no.i - 5) : no.i]
        )
    ):
        return None
    source: Chars | None = None
    topic: Chars | None = None
    last = i
    for child in doc.children(i):
        if child.dep != "prep" or child.i < i:
            continue
        inner = next((c for c in doc.children(child.i) if c.dep == "pobj"), None)
        if inner is None:
            continue
        if child.lower in ("from", "by"):
            source = chars(doc, *noun_phrase(doc, inner.i))
        elif child.lower in ("on", "about", "of", "to"):
            topic = chars(doc, inner.left, inner.right)
        last = max(last, child.right)
    verb = tokens[noun.head]
    if (
        source is None
        and verb.lemma in ("have", "offer", "give", "make", "provide", "issue")
        and verb.pos in ("VERB", "AUX")
    ):
        subject = next((c for c in doc.children(verb.i) if c.dep == "nsubj"), None)
        if subject is not None:
            source = chars(doc, *noun_phrase(doc, subject.i, verb.i))
    if source is None and topic is None and noun.lemma not in ("comment", "confirmation"):
        return None
    if noun.lemma in ("word", "statement", "reaction", "response", "reply") and source is None:
        return None
    first = (
        verb.i
        if verb.i < no.i and no.i - verb.i <= 2 and verb.lemma in ("have", "be", "offer", "give", "make")
        else no.i
    )
    return Candidate(
        source,
        chars(doc, first, i if topic else i - 1),
        [topic or chars(doc, i, i)],
        "no_comment",
        "silence",
        -1,
        chars(doc, first, last),
        confidence=0.8,
    )


def _unchecked(text: Text, i: int) -> Candidate | None:
    """ "The toll could not be independently verified": nobody vouches for the subject."""
    doc, tokens = text.doc, text.doc.tokens
    verb = tokens[i]
    children = list(doc.children(i))
    patient = next((c for c in children if c.dep == "nsubjpass"), None)
    negation = next((c for c in children if c.dep == "neg" or c.lower in ("not", "never", "cannot")), None)
    if patient is None or patient.i > i:
        return None
    if negation is None and tokens[patient.left].lower not in ("neither", "no", "none"):
        return None
    first = min((c.i for c in children if c.dep in ("aux", "auxpass", "neg") or c is negation), default=i)
    by = next((c for c in children if c.dep == "agent" or (c.dep == "prep" and c.lower == "by")), None)
    source: Chars | None = None
    if by is not None:
        inner = next((c for c in doc.children(by.i) if c.dep == "pobj"), None)
        source = chars(doc, *noun_phrase(doc, inner.i)) if inner is not None else None
    clause = next((c for c in children if c.dep in ("ccomp", "csubjpass") and c.i > i), None)
    if patient.lower == "it" and clause is not None:
        content = chars(doc, clause.left, clause.right)
    else:
        content = chars(doc, *noun_phrase(doc, patient.i, first))
    return Candidate(
        source,
        chars(doc, first, verb.i),
        [content],
        "no_comment" if verb.lemma == "claim" else "confirm",
        "unchecked",
        i,
        chars(doc, first, verb.i),
        confidence=0.85,
    )


def _no_word(text: Text, i: int) -> Candidate | None:
    """ "Neither ministry has commented", "the army did not immediately respond": nothing is taken."""
    doc, tokens = text.doc, text.doc.tokens
    children = list(doc.children(i))
    subject = next((c for c in children if c.dep == "nsubj" and c.i < i), None)
    head = tokens[tokens[i].head]
    if subject is None and tokens[i].dep == "xcomp" and "yet" in {c.lower for c in doc.children(head.i)}:
        subject = next((c for c in doc.children(head.i) if c.dep == "nsubj" and c.i < head.i), None)
        if subject is not None:  # "has yet to respond"
            return _silent(text, chars(doc, *noun_phrase(doc, subject.i, head.i)), head.i, i)
    if subject is None or any(
        c.dep in ("prep", "dobj", "ccomp", "xcomp") and c.lower in ("to", "on", "about") for c in children
    ):
        return None
    aux = [c for c in children if c.dep in ("aux", "neg") and c.i < i]
    negated = any(c.dep == "neg" for c in aux) or tokens[subject.left].lower in ("neither", "no", "none")
    if not negated or not aux:
        return None
    return _silent(text, chars(doc, *noun_phrase(doc, subject.i, aux[0].i)), aux[0].i, i)


def _silent(text: Text, source: Chars, first: int, last: int) -> Candidate:
    """A silence whose last word is all that was not done: "has yet to" + "respond"."""
    doc = text.doc
    cue = chars(doc, first, last - 1)
    return Candidate(
        source,
        cue,
        [chars(doc, last, last)],
        "no_comment",
        "silence",
        -1,
        chars(doc, first, last),
        confidence=0.8,
    )


def _not_drawn(text: Text, i: int) -> Candidate | None:
    """ "The ministry would not be drawn on the toll"."""
    doc = text.doc
    children = list(doc.children(i))
    subject = next((c for c in children if c.dep in ("nsubjpass", "nsubj") and c.i < i), None)
    topic = next((c for c in children if c.dep == "prep" and c.lower in ("on", "about")), None)
    if subject is None or topic is None or not any(c.dep == "neg" for c in children):
        return None
    first = min(c.i for c in children if c.dep in ("aux", "auxpass", "neg"))
    source = chars(doc, *noun_phrase(doc, subject.i, first))
    content = tidy(doc.text, chars(doc, topic.i + 1, topic.right)) or chars(doc, i, i)
    return Candidate(
        source,
        chars(doc, first, i),
        [content],
        "no_comment",
        "silence",
        -1,
        chars(doc, first, i),
        confidence=0.8,
    )


def _unreachable(text: Text, i: int) -> Candidate | None:
    """ "The mayor could not be reached for comment"."""
    doc = text.doc
    children = list(doc.children(i))
    patient = next((c for c in children if c.dep == "nsubjpass" and c.i < i), None)
    if patient is None or not any(c.dep == "neg" for c in children):
        return None
    first = min((c.i for c in children if c.dep in ("aux", "auxpass", "neg")), default=i)
    aim = next((c for c in children if c.dep == "prep" and c.lower == "for"), None)
    content = chars(doc, aim.left, aim.right) if aim is not None else chars(doc, i, i)
    return Candidate(
        chars(doc, *noun_phrase(doc, patient.i, first)),
        chars(doc, first, i),
        [content],
        "no_comment",
        "silence",
        -1,
        chars(doc, first, i),
        confidence=0.8,
    )
