"""Extents of sources, cues and contents over a parse: what the attribution proposers share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counterclaim.language import Annotation, Token
from counterclaim.model import Engine, Stance
from counterclaim.reading.context import ActorMention, Quote

Chars = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CUE_PARTS = frozenset({"aux", "auxpass", "neg"})
_EDGE = frozenset(",;:-–—…") | {"--"}
_MARKS = frozenset("\"“”„‟«»＂'‘’`") | {"''", "``"}
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


@dataclass(slots=True)
class Candidate:
    """An attribution as a proposer found it, in characters, before merging, nesting and stance.

    ``reach`` is the whole reporting clause (source, cue, addressee and adjuncts): what stands directly
    after it can be more of the content. ``verb`` is the token that heads the cue, or -1. ``engine`` is who
    read the content; ``stance`` and ``hypothetical`` are set where a proposer heard them itself.
    """

    source: Chars | None
    cue: Chars | None
    content: list[Chars]
    cue_class: str
    rule: str
    verb: int = -1
    reach: Chars = (0, 0)
    addressee: Chars | None = None
    denies: bool = False
    confidence: float = 0.7
    hedge: Chars | None = None
    under: Candidate | None = None
    engine: Engine = "rules"
    stance: Stance | None = None
    hypothetical: bool = False


@dataclass(slots=True)
class Text:
    """A parse with its quotations, and which quotation each token stands in; the actors named, if known."""

    doc: Annotation
    quotes: list[Quote]
    actors: Sequence[ActorMention] = ()
    quote_of: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.quote_of = [-1] * len(self.doc.tokens)
        for k, quote in enumerate(self.quotes):
            for i in self.doc.tokens_in(quote.start, quote.end):
                self.quote_of[i] = k

    def quoted(self, i: int) -> bool:
        """Whether token ``i`` stands in a quotation of more than a scare quote's length."""
        k = self.quote_of[i]
        return k >= 0 and not self.quotes[k].scare


#: Size of the blocks of `Nearby`, in characters: about a paragraph.
_BLOCK = 512


class Nearby:
    """Candidates by place, so that a long text costs no more for each of its words than a short one."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._blocks: dict[int, dict[int, Candidate]] = {}
        for candidate in candidates:
            for span in (*candidate.content, candidate.reach):
                self.add(candidate, span)

    def add(self, candidate: Candidate, span: Chars) -> None:
        """Notes that the candidate has words at ``span``."""
        for block in range(span[0] // _BLOCK, span[1] // _BLOCK + 1):
            self._blocks.setdefault(block, {})[id(candidate)] = candidate

    def within(self, start: int, end: int) -> list[Candidate]:
        """Candidates with words in or near ``[start, end)``, in the order they were noted."""
        found: dict[int, Candidate] = {}
        for block in range(max(0, start) // _BLOCK, max(0, end) // _BLOCK + 1):
            found.update(self._blocks.get(block, {}))
        return list(found.values())


def quotes_in(quotes: Sequence[Quote], start: int, end: int) -> Iterable[Quote]:
    """The quotations that touch ``[start, end)``; ``quotes`` in the order of the text."""
    for k in range(bisect_right(quotes, start, key=lambda q: q.end), len(quotes)):
        if quotes[k].start >= end:
            return
        yield quotes[k]


def actors_in(text: Text, start: int, end: int) -> Iterable[ActorMention]:
    """The actors whose names stand in ``[start, end)``; the mentions in the order of the text."""
    for k in range(bisect_left(text.actors, start, key=lambda m: m.span.start), len(text.actors)):
        if text.actors[k].span.start >= end:
            return
        yield text.actors[k]


def is_mark(token: Token) -> bool:
    """Whether the token is a quotation mark."""
    return token.text in _MARKS


def trimmed(doc: Annotation, first: int, last: int, *, marks: bool = False) -> tuple[int, int] | None:
    """Token bounds without punctuation at the ends (quotation marks stay unless ``marks``)."""
    tokens = doc.tokens
    while first <= last and (tokens[first].text in _EDGE or (marks and is_mark(tokens[first]))):
        first += 1
    while first <= last and (
        tokens[last].text in _EDGE or tokens[last].text == "." or (marks and is_mark(tokens[last]))
    ):
        last -= 1
    return (first, last) if first <= last else None


def chars(doc: Annotation, first: int, last: int) -> Chars:
    """Characters from token ``first`` to token ``last``, inclusive."""
    return doc.tokens[first].start, doc.tokens[last].end


def noun_phrase(doc: Annotation, head: int, barrier: int = -1) -> tuple[int, int]:
    """Token bounds of the noun phrase of ``head``: appositions and restrictive clauses belong to it,
    a relative clause after a comma does not. It never crosses ``barrier`` (the cue) or a line end."""
    tokens = doc.tokens
    token = tokens[head]
    if token.lower in RELATIVES and token.pos != "DET":
        return head, head
    first, last = token.left, token.right
    if barrier >= 0:
        if head < barrier <= last:
            last = barrier - 1
        elif first <= barrier < head:
            first = barrier + 1
    for child in doc.children(head):
        if child.dep == "relcl" and child.i > head and child.left <= last:
            if child.left > 0 and tokens[child.left - 1].text in (",", "-", "–", "—", "--"):
                last = min(last, child.left - 1)
        elif child.dep == "prep" and child.i > head and tokens[child.i - 1].text == ",":
            if child.lower != "including":
                last = min(last, child.left - 1)  # "Egypt and Qatar, in a joint statement, urged"
        elif (
            child.dep == "prep"
            and child.i > head
            and child.lower in ("on", "in", "at", "late", "early", "since")
        ):
            # "the air force on Monday said"
            if any(tokens[k].entity in ("DATE", "TIME") for k in child.children):
                last = min(last, child.left - 1)
        elif child.dep in ("advcl", "acl", "conj", "punct", "parataxis") and child.i > head:
            after_comma = child.left > 0 and tokens[child.left - 1].text == ","
            if (
                child.dep == "advcl"
                or (child.dep == "conj" and child.pos in ("VERB", "AUX"))
                or (child.dep == "acl" and child.tag in ("VBG", "VBN") and after_comma)
            ):
                last = min(last, child.left - 1)
        elif child.dep in ("cc", "preconj", "mark") and child.i == first:
            first += 1
    sentence = doc.sentence_of(head)
    first, last = max(first, sentence.first), min(last, sentence.last)
    for k in range(head - 1, first - 1, -1):
        if tokens[k].text == ".":
            first = k + 1  # an end of sentence that the parser missed
            break
    for k in range(head + 1, last):
        # "a nurse at the clinic in Bria, where she said that ...": a relative clause below the head
        if tokens[k].text == "," and tokens[k + 1].lower in ("where", "who", "whose", "which"):
            last = k - 1
            break
    while first < head and (
        tokens[first].text in _EDGE or is_mark(tokens[first]) or tokens[first].dep == "cc"
    ):
        first += 1
    while last > head and (tokens[last].text in _EDGE or is_mark(tokens[last]) or tokens[last].dep == "cc"):
        last -= 1
    return (min(first, head), max(last, head))


def subject(text: Text, verb: int, depth: int = 6) -> int | None:
    """The token of a verb's subject, over coordination, infinitives and participles; the noun a clause
    modifies where the verb has none of its own ("a statement saying"). None for a passive."""
    doc, tokens = text.doc, text.doc.tokens
    token = tokens[verb]
    nearest: int | None = None
    for child in doc.children(verb):
        if child.dep == "nsubj" and text.quote_of[child.i] == text.quote_of[verb]:
            # the parser gives "Farmers, aid workers said, ..." and the words of a quotation two subjects
            if nearest is None or abs(child.i - verb) < abs(nearest - verb):
                apposed = (
                    nearest is not None
                    and child.i < verb
                    and any(tokens[k].text == "," for k in range(child.right + 1, verb))
                )
                # "The front, in a message signed by one of its men, Ali Bako, said"
                opens = nearest is not None and tokens[nearest].left == doc.sentence_of(verb).first
                if opens and nearest is not None and child.i < verb and tokens[child.right].text == ",":
                    apposed = not any(t.tag in _TENSED for t in tokens[nearest + 1 : child.i])
                nearest = nearest if apposed else child.i  # "Okello, head of the council, said"
        elif child.dep == "nsubjpass":
            return None
    if nearest is not None:
        return nearest
    if depth == 0 or token.is_root:
        return None
    head = tokens[token.head]
    if token.dep in ("acl", "relcl"):
        return head.i if head.pos in ("NOUN", "PROPN", "PRON") and token.tag == "VBG" else None
    if token.dep == "xcomp" and head.pos == "ADJ" and not head.is_root:
        head = tokens[head.head]  # "was unable to confirm"
    if token.dep in ("conj", "xcomp", "advcl", "dep", "ccomp", "parataxis") and head.pos in ("VERB", "AUX"):
        if token.dep in ("ccomp", "parataxis") and token.tag != "VBG":
            return None
        if token.dep == "advcl" and token.tag not in ("VBG", "VB", "VBN"):
            return None
        if token.dep == "xcomp":
            for child in doc.children(head.i):
                if child.dep in ("dobj", "dative") and child.i < verb:
                    return child.i  # told him to say
        found = subject(text, head.i, depth - 1)
        patient = next((c for c in doc.children(head.i) if c.dep == "nsubjpass"), None)
        if found is not None or patient is None:
            return found
        counted = any(c.dep == "nummod" for c in doc.children(patient.i))
        if counted and token.dep == "conj" and head.dep == "ccomp":
            # "She alleged that 58 soldiers were killed and put the toll at 70": the dead do not speak
            return subject(text, head.head, depth - 1)
        return patient.i
    if token.dep == "pcomp":
        if head.lower == "as" and not head.is_root and tokens[head.head].pos == "VERB":
            # "was quoted by Sana as saying", "Sana quoted the general as saying": who is quoted speaks
            for child in doc.children(head.head):
                if child.dep in ("nsubjpass", "dobj") and child.i < verb:
                    return child.i
        up = head
        for _ in range(3):
            if up.is_root:
                return None
            up = tokens[up.head]
            if up.pos in ("VERB", "AUX"):
                return subject(text, up.i, depth - 1)
    return None


def agent(doc: Annotation, verb: int) -> int | None:
    """The token that names the agent of a passive ("by the ministry"), or None."""
    for child in doc.children(verb):
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            for grand in doc.children(child.i):
                if grand.dep == "pobj":
                    return grand.i
    return None


def verb_cue(doc: Annotation, verb: int) -> int:
    """First token of a verbal cue: auxiliaries, negation and adverbs directly before the verb belong."""
    tokens = doc.tokens
    first = verb
    floor = doc.sentence_of(verb).first
    while first > floor:
        before = tokens[first - 1]
        belongs = (
            before.dep in _CUE_PARTS
            or (before.pos in ("ADV", "PART") and before.head in range(first - 1, verb + 1))
            or (before.dep == "cc" and before.lower in ("nor", "neither"))
            or before.dep == "preconj"
        )
        if not belongs or before.lower in ("when", "how", "why", "where", "however", "meanwhile"):
            break
        first -= 1
    return first


def over_quotes(text: Text, span: Chars) -> Chars:
    """The span widened to the whole of any quotation that it cuts through."""
    start, end = span
    for quote in quotes_in(text.quotes, start, end):
        if quote.start <= start and quote.end >= end:
            continue  # inside one quotation: the caller decides
        if start <= quote.start < end < quote.end:
            end = quote.end
        elif quote.start < start < quote.end <= end:
            start = quote.start
    return start, end


_DATELINE = re.compile(
    r"[A-Z][\w .’'/-]{1,30}(?:, [A-Z][\w. ]{1,20})?(?:, \w+ \d{1,2})?(?: \([A-Z][\w/ .]{1,20}\))?"
    r"\s?(?::|--|[–—]|-(?= ))\s+"
)


#: The time of a live blog's entry, the number of a tweet, the mark of a list.
_ENTRY = re.compile(r"(?:\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: GMT)?:?|\d{1,2}/(?:\d{1,2})?|[-•*])\s+")


def past_dateline(doc_text: str, start: int) -> int:
    """Where a content that opens a line begins once a dateline ("PESHAWAR:", "GAO (AP) —") is skipped."""
    if start and doc_text[start - 1] not in "\n\r":
        return start
    entry = _ENTRY.match(doc_text, start)
    if entry is not None:
        return entry.end()
    match = _DATELINE.match(doc_text, start)
    if match is None:
        return start
    name = match.group().split("(")[0].split(",")[0].strip(" :–—-")
    marked = "(" in match.group() or name.isupper() or len(name.split()) <= 2
    return match.end() if marked else start


def tidy(doc_text: str, span: Chars) -> Chars | None:
    """The span without white space and loose punctuation at its ends; None when nothing is left."""
    start, end = span
    while start < end and (doc_text[start].isspace() or doc_text[start] in ",;:–—-.)"):
        start += 1
    while start < end and (doc_text[end - 1].isspace() or doc_text[end - 1] in ",;:–—-("):
        end -= 1
    if end - start > 1 and doc_text[end - 1] == "." and doc_text[end - 2] not in ".":
        end -= 1
    return (start, end) if start < end else None
