"""Who is accused of what, by whom; who claims an act as its own; who denies it."""

from __future__ import annotations

from collections.abc import Callable

from counterclaim.reading.context import Context, Draft
from counterclaim.reading.responsibility_acts import act, alleged, behind, responsible
from counterclaim.reading.responsibility_book import CHARGES, DENY, Book
from counterclaim.reading.responsibility_charges import accusation, attributing
from counterclaim.reading.responsibility_denials import FALSE, denial, nothing_to_do, untrue
from counterclaim.reading.responsibility_hosts import BASED, hosting
from counterclaim.reading.responsibility_nouns import blame_noun, finger, nominal
from counterclaim.reading.responsibility_own import claiming, own_act, owning
from counterclaim.reading.responsibility_weapons import STRUCK, weapon

_VERBS: dict[str, Callable[[Book, int], None]] = {
    **dict.fromkeys(("accuse", "blame", "suspect"), accusation),
    **dict.fromkeys(sorted(DENY), denial),
    "allege": alleged,
    "charge": alleged,
    "claim": claiming,
    "attribute": attributing,
    "ascribe": attributing,
}
_NOUNS: dict[str, Callable[[Book, int], None]] = dict.fromkeys(sorted(CHARGES), nominal)
_OTHERS: dict[str, Callable[[Book, int], None]] = {
    "responsible": responsible,
    "responsibility": owning,
    "behind": behind,
    "finger": finger,
    "guilt": blame_noun,
    "fault": blame_noun,
    "nothing": nothing_to_do,
}
_OWNERS = frozenset({"we", "our", "it", "its", "they", "their"})


def read_responsibility(ctx: Context) -> list[Draft]:
    """Drafts of responsibility: accusations, their denials, and acts that a side owns up to.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Chad blamed the rebels for shelling Tine."
    >>> [d.evidence[0].text for d in read_responsibility(Context(Report(text), annotator().annotate(text)))]
    ['blamed the rebels for shelling Tine']
    """
    book = Book(ctx)
    acts = book.words.acts
    for t in ctx.doc.tokens:
        lemma = t.lemma.lower()
        if lemma in _VERBS and (t.pos in ("VERB", "AUX") or t.dep == "relcl"):
            _VERBS[lemma](book, t.i)
        elif t.pos == "NOUN" and lemma in _NOUNS:
            _NOUNS[lemma](book, t.i)
        elif lemma in _OTHERS:
            _OTHERS[lemma](book, t.i)
        elif lemma in FALSE:
            untrue(book, t.i)
        if lemma in acts:
            act(book, t.i)
        if lemma in BASED:
            hosting(book, t.i)
        if lemma in STRUCK:
            weapon(book, t.i)
        if t.lower in _OWNERS and t.dep in ("nsubj", "poss"):
            own_act(book, t.i)
    return book.finished()
