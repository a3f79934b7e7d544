"""The PLOVER type and mode of a happening found, and its weapon."""

from __future__ import annotations

from counterclaim.model import Span
from counterclaim.reading.event_book import Book
from counterclaim.reading.event_clauses import (
    child,
    prep_object,
    subject,
)
from counterclaim.reading.event_heads import Head, patients

#: Modes whose recipient may be read from the place that was hit.
STRUCK = frozenset(
    {"explosion", "air strike", "drone strike", "missile strike", "shelling", "suicide attack", "incursion"}
)
# A weapon as subject or means says more than "hit" or "attack" does.
_BY_WEAPON = {
    "drone": "drone strike", "uav": "drone strike", "quadcopter": "drone strike",
    "missile": "missile strike", "rocket": "missile strike", "salvo": "missile strike",
    "jet": "air strike", "warplane": "air strike", "plane": "air strike", "aircraft": "air strike",
    "helicopter": "air strike", "gunship": "air strike",
    "shell": "shelling", "mortar": "shelling", "artillery": "shelling", "tank": "shelling",
    "howitzer": "shelling",
    "bomb": "explosion", "bomber": "suicide attack",
}  # fmt: skip
# The end of a thing is an event of another type: (type of what ends) -> (type, mode).
_ENDED = {
    "ASSAULT": ("RETREAT", "end of fighting"),
    "COERCE": ("RETREAT", "end of blockade"),
    "SANCTION": ("CONCEDE", "end of sanctions"),
    "MOBILIZE": ("RETREAT", "end of deployment"),
    "PROTEST": ("RETREAT", "end of protest"),
}  # fmt: skip
_LIFT = frozenset({"lift", "ease", "relax", "cancel", "remove", "end", "stop", "halt", "suspend", "cease"})
_BREAK = frozenset({"break", "violate", "breach", "collapse", "shatter"})
_FAILED = frozenset({"collapse", "fail", "break", "stall"})


def none_of(book: Book, i: int) -> bool:
    """Whether the noun stands under "no": "no clashes"."""
    return any(book.doc.tokens[c].lower in ("no", "neither") for c in book.doc.tokens[i].children)


def event_type(book: Book, head: Head) -> tuple[str, str]:
    """PLOVER type and mode, after what the verb does to the noun and what weapon was used."""
    word = head.word
    verb = book.doc.tokens[head.anchor]
    if head.role == "ends" or (head.role == "does" and verb.lemma in _LIFT):
        if word.mode == "curfew":
            return "CONCEDE", "end of curfew"
        if word.type in _ENDED:
            return _ENDED[word.type]
        if word.mode == "talks" and verb.lemma in _FAILED:
            return "REJECT", "failure of talks"
        if word.mode == "truce":
            return "ASSAULT", "end of truce"
    if word.mode == "talks" and verb.lemma in _FAILED:
        return "REJECT", "failure of talks"
    if word.mode in ("truce", "agreement") and head.role in ("does", "happens") and verb.lemma in _BREAK:
        return "ASSAULT", "ceasefire violation"
    if verb.lemma == "sign" and word.mode == "agreement":
        # PLOVER files a signed treaty under SUPPORT; a truce stays AGREE.
        return "SUPPORT", "agreement"
    if word.mode == "truce" and any(
        book.doc.tokens[c].lower == "unilateral" for c in book.doc.tokens[head.token].children
    ):
        return "RETREAT", "truce"
    mode = word.mode
    if word.type == "ASSAULT" and mode in ("attack", "missile strike"):
        weapon = _weapon_noun(book, head)
        mode = _BY_WEAPON.get(weapon, mode) if weapon else mode
    return word.type, mode


def _weapon_noun(book: Book, head: Head) -> str | None:
    """Lemma of the weapon that is the clause's subject, its object or its means."""
    doc = book.doc
    i = head.anchor
    who = subject(doc, i) if child(doc, i, "auxpass") is None else prep_object(doc, i, "by")
    if head.role:
        who = head.token if head.role == "happens" else None
    heads = [who, prep_object(doc, i, "with", "by")]
    if head.word.object == "projectile":
        heads += list(patients(doc, i))
    for h in heads:
        if h is not None and doc.tokens[h].lemma.lower() in _BY_WEAPON:
            return doc.tokens[h].lemma.lower()
        if (
            h is not None
            and doc.tokens[h].lemma.lower() == "force"
            and doc.tokens[max(h - 1, 0)].lower == "air"
        ):
            return "jet"
    return None


def _in_other_clause(book: Book, i: int, anchor: int) -> bool:
    """Whether token ``i`` stands in a clause hung on the one that verb ``anchor`` heads."""
    tokens = book.doc.tokens
    at = i
    for _ in range(8):
        if at == anchor:
            return False
        if tokens[at].dep in ("advcl", "relcl", "ccomp"):
            return tokens[at].tag not in ("VBG",)
        at = tokens[at].head
    return False


def weapon_in(book: Book, evidence: Span, head: Head | None = None) -> Span | None:
    """The weapon named in the evidence, with its adjectives; what is shot down or destroyed is none."""
    doc = book.doc
    struck: list[int] = []
    if head is not None and not head.role and head.word.object != "projectile":
        struck = patients(doc, head.anchor)
    weapons = book.words.groups.get("weapon", frozenset())
    for k in doc.tokens_in(evidence.start, evidence.end):
        t = doc.tokens[k]
        if head is not None and _in_other_clause(book, k, head.anchor):
            continue
        if (
            t.lemma.lower() in weapons
            and t.pos in ("NOUN", "PROPN")
            and t.dep != "compound"
            and k not in struck
        ):
            first = k
            while (
                first > 0
                and doc.tokens[first - 1].pos in ("ADJ", "NOUN", "PROPN")
                and doc.tokens[first - 1].head == k
                and doc.tokens[first - 1].start >= evidence.start
            ):
                first -= 1
            return book.ctx.token_span(first, k)
    return None
