"""Clauses and noun phrases around a trigger word: the little syntax that events and blame share."""

from __future__ import annotations

from counterclaim.language import Annotation
from counterclaim.model import Span
from counterclaim.reading.context import Context

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OPEN = '“"‘«„'
_CLOSE = '”"’»'
# Words that stand before a clause and are not part of what it says.
_LEAD = frozenset(
    {"that", "whether", "and", "but", ",", ";", ":", "-", "–", "—", "how", "meanwhile", "however"}
)
_TAIL = frozenset({",", ";", ":", ".", "-", "–", "—", "and", "but", "!", "?"})
# "Will", "may" and their kin: a clause under one speaks of no fact.
_MODALS = frozenset(
    {"will", "would", "could", "may", "might", "should", "must", "shall", "can", "'ll", "’ll", "wo", "ca"}
)
_IF = frozenset({"if", "unless", "until", "before", "should", "lest", "once"})
_NOT_YET = frozenset(
    {
        "plan", "threaten", "vow", "promise", "intend", "hope", "try", "want", "seek", "prepare", "refuse",
        "fail", "decline", "expect", "agree", "offer", "urge", "ask", "order", "call", "consider", "warn",
        "pledge", "demand", "need", "aim", "attempt", "propose", "allow", "convince", "persuade", "continue",
    }
)  # fmt: skip


def subject(doc: Annotation, i: int) -> int | None:
    """Index of the noun that heads the subject of verb ``i``, or None.

    A verb without its own takes that of the verb it is coordinated with or depends on; a relative
    pronoun is replaced by its antecedent.
    """
    tokens = doc.tokens
    seen = i
    for _ in range(6):
        verb = tokens[seen]
        own = [c for c in verb.children if tokens[c].dep in _SUBJECTS]
        if own:
            # Of two the first, unless it is a dateline ("GOMA: The army said").
            c = own[0]
            if len(own) > 1 and any(
                tokens[k].text in (":", ";", "-", "–", "—") for k in range(c + 1, own[1])
            ):
                c = own[1]
            if tokens[c].lower in _RELATIVE and verb.dep == "relcl":
                return verb.head
            return _after_dateline(doc, c, seen)
        wrapped = next((c for c in verb.children if tokens[c].dep in ("csubj", "csubjpass")), None)
        if wrapped is not None and wrapped < seen:
            # "Forty people sheltering in a school were killed": the parser makes a clause of the subject.
            inner = child(doc, wrapped, "nsubj")
            if inner is not None and tokens[wrapped].tag == "VBG" and inner < wrapped:
                return inner
        if verb.dep == "conj" and seen == i:
            stray = _stray_subject(doc, i)
            if stray is not None:
                return stray
        if verb.dep == "acl" and tokens[verb.head].pos in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep not in (
            "conj",
            "xcomp",
            "advcl",
            "aux",
            "auxpass",
            "pcomp",
            "prep",
            "dep",
            "ccomp",
            "advmod",
        ):
            return None
        if verb.dep == "ccomp" and verb.tag not in ("VBG", "VB"):
            return None
        if verb.head == seen:
            return None
        seen = verb.head
    return None


def _after_dateline(doc: Annotation, c: int, verb: int) -> int:
    """Subject ``c``, or the noun after the dash where ``c`` is a dateline: "GAO - A French jet bombed".

    The parser then takes the town for the subject and the jet for its apposition.
    """
    tokens = doc.tokens
    opening = doc.sentence_of(c).first
    if tokens[c].pos != "PROPN" or not tokens[opening].text.isupper() or c - opening > 6:
        return c
    dash = next((k for k in range(c + 1, min(c + 6, verb)) if tokens[k].text in ("-", "–", "—", "--")), None)
    if dash is None:
        return c
    for k in range(dash + 1, verb):
        if tokens[k].pos in ("NOUN", "PROPN") and tokens[k + 1].pos not in ("NOUN", "PROPN", "PART"):
            return k
    return c


def _stray_subject(doc: Annotation, i: int) -> int | None:
    """The name right before a coordinated verb that the parser hung on the noun before: "on Monday and Juba
    replied" is read as a list of Monday and Juba."""
    tokens = doc.tokens
    k = i - 1
    while k > 0 and tokens[k].pos in ("AUX", "ADV", "PART"):
        k -= 1
    if (
        k > 1
        and tokens[k].pos == "PROPN"
        and tokens[k].dep == "conj"
        and tokens[tokens[k].left - 1].lower in ("and", "but")
    ):
        return k
    return None


def noun_phrase(doc: Annotation, head: int) -> tuple[int, int]:
    """First and last token of the plain phrase of noun ``head``: no relative clause, apposition or list.

    >>> from counterclaim.language import annotator
    >>> d = annotator().annotate("The rebels, who hold the town, fired.")
    >>> d.words(*noun_phrase(d, 1))
    'The rebels'
    """
    tokens = doc.tokens
    noun = tokens[head]
    first, last = min(noun.left, head), head
    # A list or a clause on the left side is no part of the phrase: start after its comma.
    for k in range(head - 1, first - 1, -1):
        if tokens[k].text in (",", ";", ":") or (
            tokens[k].lower in ("and", "but") and tokens[k].head != head
        ):
            first = k + 1
            break
    for c in noun.children:
        child = tokens[c]
        if c < head:
            continue
        if (
            child.dep == "prep"
            and child.lower in ("of", "in", "from", "at", "for", "with", "to")
            and c == last + 1
        ):
            end = last_plain(doc, c)
            if end < c + 1:
                break
            last = end
        elif child.dep in ("punct",) and child.text in _CLOSE and c == last + 1:
            last = c
        elif child.dep == "case":
            continue
        elif c > last:
            break
    while first < head and tokens[first].text in _OPEN:
        first += 1
    return first, last


def last_plain(doc: Annotation, prep: int) -> int:
    """Last token of the preposition's object, without relative clauses and what follows a comma."""
    tokens = doc.tokens
    end = prep
    for k in range(prep + 1, tokens[prep].right + 1):
        t = tokens[k]
        if t.text in (",", ";", ":", "(", "–", "—") or (
            t.lower in _RELATIVE and t.pos in ("PRON", "DET", "SCONJ")
        ):
            break
        if t.dep in ("relcl", "advcl"):
            break
        end = k
    return end


def words_span(ctx: Context, first: int, last: int) -> Span:
    """The words from token ``first`` to ``last``, with leading conjunctions and trailing marks cut off.

    A quotation mark is kept when its partner is inside, and taken in when it stands just outside.
    """
    tokens = ctx.doc.tokens
    text = ctx.report.text
    last = max(first, last)
    while first < last and tokens[first].lower in _LEAD:
        first += 1
    while last > first and tokens[last].text in _TAIL:
        last -= 1
    start, end = tokens[first].start, tokens[last].end
    inner = text[start:end]
    opened = sum(inner.count(m) for m in "“«„")
    closed = sum(inner.count(m) for m in "”»")
    if opened < closed and start > 0 and text[start - 1] in "“«„":
        start -= 1
    elif closed < opened:
        k = end
        while k < len(text) and text[k] in ",.!?":
            k += 1
        if k < len(text) and text[k] in "”»":
            end = k + 1 if k == end else end
    elif closed > opened and inner[-1] in "”»" and end - start > 1:
        end -= 1
    elif inner.count('"') == 1:
        if inner[0] == '"' and text[end : end + 1] == '"':
            end += 1
        elif inner[-1] == '"' and start > 0 and text[start - 1] == '"':
            start -= 1
    return ctx.span(start, end)


def clause(ctx: Context, i: int) -> Span:
    """The words of the clause that verb ``i`` heads, clipped to the reported content it stands in.

    In a direct quotation the quoted sentence is taken whole, marks and all.
    """
    doc = ctx.doc
    tokens = doc.tokens
    head = tokens[i]
    sentence = doc.sentence_of(i)
    content = content_around(ctx, head.start, head.end)
    if content is not None and content.text[:1] in _OPEN and content.text[-1:] in _CLOSE:
        start, end = max(content.start, sentence.start), min(content.end, sentence.end)
        text = ctx.report.text
        while end < content.end and text[end] in '.,!?”"’»':
            end += 1
        if end > start:
            return ctx.span(start, end)
    first, last = head.left, head.right
    # A second clause with its own subject says something else.
    for c in head.children:
        child = tokens[c]
        if (
            c > i
            and child.dep in ("conj", "parataxis")
            and any(tokens[k].dep in _SUBJECTS or tokens[k].dep == "expl" for k in child.children)
        ):
            last = min(last, child.left - 1)
        elif (
            c > i
            and child.dep == "advcl"
            and child.tag == "VBG"
            and tokens[max(child.left - 1, 0)].text == ","
        ):
            last = min(last, child.left - 2)
        elif (
            c < i
            and child.dep in ("ccomp", "parataxis")
            and child.right < i
            and tokens[i - 1].i > child.right
        ):
            # "Fighting went on, the army said": the complement is another clause.
            first = max(first, child.right + 1)
    first = max(first, sentence.first)
    last = max(min(last, sentence.last), i)
    for k in range(first, min(first + 5, i)):
        if tokens[k].text == ":" and first == sentence.first:
            # A dateline: "GOMA: The army said ...".
            first = k + 1
            break
    for k in range(i + 1, last):
        here = tokens[k]
        if here.text in (",", ";") and tokens[k + 1].lower in (
            "but",
            "while",
            "although",
            "though",
            "whereas",
            "something",
        ):
            last = k - 1
            break
        if here.lower == "that" and here.dep == "mark" and tokens[k - 1].lower in (",", "and", "but"):
            last = max(k - 2, i)
            break
    if content is not None:
        while first < i and tokens[first].start < content.start:
            first += 1
        while last > i and tokens[last].end > content.end:
            last -= 1
    return words_span(ctx, first, _before_aside(doc, i, last))


def _before_aside(doc: Annotation, i: int, last: int) -> int:
    """``last``, or the token before a closing ", which ..." that only explains a noun."""
    tokens = doc.tokens
    for k in range(i + 2, last):
        t = tokens[k]
        if t.lower in ("which", "who", "where", "whose") and tokens[k - 1].text == ",":
            verb = next((a for a in doc.ancestors(k) if a.dep == "relcl"), None)
            if verb is not None and verb.left >= k - 1 and verb.right >= last - 1:
                return k - 2
    return last


def content_around(ctx: Context, start: int, end: int) -> Span | None:
    """The innermost reported content that covers ``[start, end)``."""
    best: Span | None = None
    for attribution in ctx.attributions:
        for span in attribution.content:
            covers = span.start <= start and end <= span.end
            if covers and (best is None or span.end - span.start < best.end - best.start):
                best = span
    return best


def negated(doc: Annotation, i: int) -> bool:
    """Whether verb ``i`` is negated, by "not", "never" or a subject or object under "no".

    >>> from counterclaim.language import annotator
    >>> d = annotator().annotate("No clashes were reported.")
    >>> negated(d, 3)
    True
    """
    tokens = doc.tokens
    for c in tokens[i].children:
        child = tokens[c]
        if child.dep == "neg" or child.lower in ("never", "n't", "n’t", "neither", "nor"):
            return True
        if child.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
            if child.lower in ("nobody", "none", "nothing"):
                return True
            if any(tokens[k].lower in ("no", "neither") for k in child.children if k < c):
                return True
    return False


def is_fact(doc: Annotation, i: int) -> bool:
    """Whether verb ``i`` is put as something that happened or happens: no modal, condition, wish or order.

    >>> from counterclaim.language import annotator
    >>> d = annotator().annotate("The army will attack. The army attacked.")
    >>> is_fact(d, 3), is_fact(d, 7)
    (False, True)
    """
    tokens = doc.tokens
    at = i
    for _ in range(5):
        verb = tokens[at]
        for c in verb.children:
            child = tokens[c]
            if child.dep == "aux" and child.lower in _MODALS:
                return False
            if child.dep == "mark" and child.lower in _IF:
                return False
            if child.dep == "aux" and child.lower == "to" and verb.dep != "xcomp":
                return False
            if child.dep == "advmod" and child.lower in ("if", "almost", "nearly") and c < at:
                return False
        if verb.tag == "VB" and verb.dep in ("ROOT", "ccomp") and not own_subject(doc, at):
            # An order: "Don't shoot".
            return False
        if verb.tag == "VB" and verb.dep == "xcomp" and tokens[verb.head].lemma in _NOT_YET:
            return False
        if verb.dep in ("conj", "xcomp") and verb.head != at:
            # "would withdraw and hand over": the modal of the first verb holds for the second.
            if verb.dep == "conj" and (verb.tag in ("VBD", "VBZ", "VBP") or own_subject(doc, at)):
                return True
            at = verb.head
            continue
        return True
    return True


def own_subject(doc: Annotation, i: int) -> bool:
    """Whether verb ``i`` has a subject of its own."""
    return any(doc.tokens[c].dep in _SUBJECTS for c in doc.tokens[i].children)


def child(doc: Annotation, i: int, *deps: str) -> int | None:
    """The first dependent of ``i`` with one of these labels."""
    for c in doc.tokens[i].children:
        if doc.tokens[c].dep in deps:
            return c
    return None


def prep_object(doc: Annotation, i: int, *preps: str) -> int | None:
    """Head noun (or gerund) of the object of the first of these prepositions under ``i``."""
    tokens = doc.tokens
    for c in tokens[i].children:
        if tokens[c].lower in preps and tokens[c].dep in ("prep", "agent", "dative", "mark", "prt"):
            got = child(doc, c, "pobj", "pcomp")
            if got is not None:
                return got
    return None
