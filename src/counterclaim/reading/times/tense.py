"""Whether the words around a time look back or forward: "was shelled Monday" or "will meet Monday"."""

from __future__ import annotations

from typing import Literal

from counterclaim.language import Annotation
from counterclaim.language.annotation import Token
from counterclaim.reading.times.lexicon import words

Direction = Literal["past", "future", "unknown"]

_FUTURE_MODALS = frozenset(
    {"will", "shall", "'ll", "’ll", "would", "wo", "may", "might", "should", "must", "can"}
)
#: Verbs whose present tense with a date is a timetable ("talks resume Monday").
_TIMETABLE = words(
    "begin start open reopen resume expire end meet take leave arrive vote go travel head return hold "
    "visit close convene come depart fly gather host attend face launch send deploy lift hear sign "
    "swear inaugurate publish"
)
#: Heads whose infinitive tells of something that was done, not of something planned.
_DONE = words(
    "seem appear manage fail begin start refuse force continue claim believe think report use help need "
    "try know say allege suspect prove happen tend"
)
#: Words before a date that make it a term still to come.
_AHEAD = words(
    "payable due expire expires expiring deadline scheduled schedule effective upcoming planned record "
    "redemption slated tentatively expected set until till by through ending ends extended pending"
)


_UNTIL = frozenset(("until", "till", "by", "through", "to"))
#: Verbs that move a term: "extended the truce until Monday" looks ahead though it is past.
_PUT_OFF = words(
    "extended extend postponed delayed adjourned deferred prolonged deadline given suspended rescheduled"
)
#: Happenings that are set beforehand: "Sunday's summit" may lie ahead, "Sunday's strikes" do not.
_SET_BEFOREHAND = words(
    "summit election elections vote poll referendum talks talk meeting meetings debate deadline hearing "
    "session conference ceremony visit trip match game march rally funeral inauguration handover "
    "exchange swap trial negotiations round reopening opening launch launching parade concert"
)
#: Happenings that strike unplanned: "vowed to answer the attack on Wednesday" looks back.
_STRUCK = words(
    "attack strike airstrike raid assault ambush bombing bomb explosion blast shelling clash killing "
    "shooting battle incident crash offensive massacre skirmish fire statement announcement decision "
    "ruling incursion fighting violence death unrest coup capture fall seizure kidnapping abduction "
    "arrest drone missile"
)
#: Of those, the ones that outweigh a past verb when the day itself has no year ("extended to Nov. 20").
_TERM = words("payable due expire expires expiring deadline scheduled extended")


def direction(doc: Annotation, start: int, end: int, *, term: bool = False) -> Direction:
    """The time direction of the clause that ``text[start:end]`` stands in, from its governing verb.

    Parsers err, so that words which announce a term ("due", "deadline", "until") are a second vote; with
    ``term`` (a yearless date that would otherwise be a year old) they win over a past verb.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Envoys will meet on Monday.")
    >>> direction(doc, 20, 26)
    'future'
    """
    indices = doc.tokens_in(start, end)
    if not indices:
        return "unknown"
    first, last = indices[0], indices[-1]
    # The head of the expression is the token whose own head lies outside it.
    head = next((i for i in indices if not first <= doc.tokens[i].head <= last), first)
    if (
        doc.tokens[last].i + 1 < len(doc.tokens)
        and doc.tokens[last + 1].tag == "POS"
        and not _planned(doc, last + 1)
    ):
        return "past"
    seen = _of_verb(doc, head)
    if seen == "future":
        return seen
    sentence = doc.sentence_of(first)
    before = [doc.tokens[i].lower for i in range(max(sentence.first, first - 6), first)]
    near = set(before[-4:])
    if not _UNTIL.isdisjoint(before[-2:]) and not _PUT_OFF.isdisjoint(before):
        return "future"
    if seen == "unknown" and not _AHEAD.isdisjoint(near):
        return "future"
    if term:
        near |= {t.lower for t in doc.tokens[last + 1 : last + 4] if t.lower == "deadline"}
        if not _TERM.isdisjoint(near) or {"of", "record"} <= near or not _UNTIL.isdisjoint(before[-2:]):
            return "future"
    return seen


def _planned(doc: Annotation, possessive: int) -> bool:
    """Whether the noun that owns "Sunday's" is a thing set beforehand."""
    after = doc.tokens[possessive + 1 : possessive + 5]
    return any(t.lower in _SET_BEFOREHAND for t in after)


def _of_verb(doc: Annotation, i: int) -> Direction:
    token = doc.tokens[i]
    for ancestor in [token, *doc.ancestors(i)]:
        if ancestor.pos == "NOUN" and ancestor.lemma in _STRUCK:
            return "past"
        if ancestor.pos not in ("VERB", "AUX"):
            continue
        verdict = _verb(doc, ancestor)
        if verdict != "unknown":
            return verdict
    return "unknown"


def _verb(doc: Annotation, verb: Token) -> Direction:
    tag = verb.tag
    helpers = [c for c in doc.children(verb.i) if c.dep in ("aux", "auxpass")]
    lemmas = {h.lower for h in helpers}
    if tag == "VBD":
        return "past"
    if lemmas & {"have", "has", "had", "having", "'ve", "’ve"}:
        return "past"
    if "could" in lemmas:
        # "could not be reached on Monday" tells of Monday past; "could meet on Monday" looks ahead.
        refused = any(c.dep == "neg" or c.lower == "be" for c in doc.children(verb.i))
        return "past" if refused else "future"
    if lemmas & _FUTURE_MODALS:
        return "future"
    if "to" in lemmas:
        head = doc.tokens[verb.head]
        if head.i != verb.i and (head.lemma in _DONE or any(c.lower == "had" for c in doc.children(head.i))):
            return _verb(doc, head)
        return "future"
    if tag == "VBG" and any(h.tag in ("VBZ", "VBP") for h in helpers):
        return "future"
    if tag in ("VBZ", "VBP") and verb.lemma in _TIMETABLE:
        return "future"
    if tag == "VBN" and verb.lemma in ("schedule", "set", "slate", "expect", "plan"):
        return "future"
    if any(h.tag == "VBD" for h in helpers):
        return "past"
    if tag == "VBN" and helpers:
        present = any(h.tag in ("VBZ", "VBP") for h in helpers)
        return "future" if present and verb.lemma in _TIMETABLE else "past"
    if tag == "VBN" and verb.dep in ("acl", "relcl", "advcl"):
        # "the order issued Thursday".
        return "past"
    return "unknown"
