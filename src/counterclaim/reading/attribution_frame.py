"""One verb and what stands round it: the words that every reading of a verbal cue needs."""

from __future__ import annotations

from counterclaim.knowledge.cues import Cue, cues
from counterclaim.language import Token
from counterclaim.reading.attribution_spans import (
    SUBJECTS,
    Candidate,
    Chars,
    Text,
    chars,
    is_mark,
    noun_phrase,
    over_quotes,
    past_dateline,
    quotes_in,
    tidy,
)
from counterclaim.reading.attribution_words import CONTRASTS, GO_ON

Tokens = tuple[int, int]

#: Dependents of a cue verb that belong to its reporting clause, not to what is reported.
_ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "dative", "dobj", "prt", "agent", "nsubj", "appos"})


#: Words that a full stop shortens rather than a sentence that it ends.
_ABBREVIATED = frozenset(
    {
        "Gen",
        "Col",
        "Capt",
        "Adm",
        "Brig",
        "Cmdr",
        "Sgt",
        "Pres",
        "Gov",
        "Sen",
        "Rep",
        "Prof",
        "Corp",
        "Inc",
        "approx",
    }
)


class VerbFrame:
    """A verb of the cue table, its rows, and the extents of its reporting clause and contents."""

    def __init__(self, text: Text, verb: Token, rows: tuple[Cue, ...]) -> None:
        self.text, self.doc, self.verb, self.rows = text, text.doc, verb, rows
        self.tokens = text.doc.tokens
        self.sentence = self.doc.sentence_of(verb.i)
        self.children = list(self.doc.children(verb.i))
        deps = {c.dep for c in self.children}
        self.misread = self._misread(deps)
        self.passive = self.misread is None and bool(deps & {"nsubjpass", "auxpass", "agent"})
        self.reduced = (
            verb.tag == "VBN"
            and "nsubj" not in deps
            and not self.passive
            and self.misread is None
            and (verb.dep == "acl" or (verb.dep == "advcl" and verb.lower == "asked"))
        )

    def _misread(self, deps: set[str]) -> int | None:
        """The subject of a verb that the parser took for a passive or a participle: "A panel estimated in
        May that ..." has a clause with "that" and no "was"."""
        verb = self.verb
        if verb.tag not in ("VBN", "VBD") or deps & {"auxpass", "agent", "nsubj"}:
            return None
        clause = next((c for c in self.children if c.dep == "ccomp" and c.i > verb.i), None)
        if clause is None or not any(
            c.dep == "mark" and c.lower == "that" for c in self.doc.children(clause.i)
        ):
            return None
        if "nsubjpass" in deps:
            return next(c.i for c in self.children if c.dep == "nsubjpass")
        head = self.tokens[verb.head]
        opens = head.is_root and head.left == self.sentence.first and head.i == verb.i - 1
        return head.i if verb.dep == "acl" and opens and head.pos in ("NOUN", "PROPN") else None

    def row(self, frame: str) -> Cue | None:
        for row in self.rows:
            if frame in row.frames:
                return row
        return None

    def finite(self, verb: Token) -> bool:
        """Whether a verb carries tense itself or by its auxiliary ("did not say")."""
        return verb.tag in ("VBD", "VBZ", "VBP", "VBN") or any(
            c.dep == "aux" and c.lower in ("did", "does", "do", "has", "have")
            for c in self.doc.children(verb.i)
        )

    def cut(self, first: int, last: int) -> int:
        """The last token of a content: words that go on with the speaker, or contrast, end it."""
        tokens = self.tokens
        for i in range(first + 2, last + 1):
            token = tokens[i]
            if self.lost_stop(i, last):
                return i
            if (
                token.lower in ("while", "and", "but", "as")
                and tokens[i - 1].text == ","
                and not self.text.quoted(i)
                and self.speaks_next(i, last)
            ):
                return i - 2
            if token.lower in CONTRASTS and tokens[i - 1].text == "," and not self.text.quoted(i):
                return i - 2
            if token.text == ";" and not self.text.quoted(i) and self.speaks_next(i, last):
                return i - 1
            if token.pos != "VERB" or token.lemma.lower() not in GO_ON or self.text.quoted(i):
                continue
            before = tokens[i - 1]
            if token.tag == "VBG" and (before.text == "," or (is_mark(before) and tokens[i - 2].text == ",")):
                return i - 2 if before.text == "," else i - 1
            if token.dep != "conj" or self.text.quoted(first):
                continue
            inner = list(self.doc.children(i))
            finite = token.tag != "VBN" and self.finite(token)
            if finite and not any(c.dep in SUBJECTS for c in inner):
                k = i - 1
                while k > first and tokens[k].pos in ("ADV", "AUX", "CCONJ", "PUNCT", "PART"):
                    k -= 1
                return k
        return last

    def lost_stop(self, i: int, last: int) -> bool:
        """Whether a sentence ends where the parser saw no end ("at the LoC. Delhi denied")."""
        token = self.tokens[i]
        if token.text == ".":
            return i < last and not self.text.quoted(i)
        if not token.text.endswith(".") or len(token.text) < 4 or i + 2 > last or self.text.quoted(i):
            return False
        if token.text.count(".") > 1 or token.text[:-1] in _ABBREVIATED:
            return False
        return self.tokens[i + 1].text[:1].isupper() and any(
            self.tokens[k].tag in ("VBD", "VBZ", "VBP") for k in range(i + 2, min(last, i + 6) + 1)
        )

    def speaks_next(self, semicolon: int, last: int) -> bool:
        """Whether the clause after a semicolon has a reporting verb of its own at once."""
        table = cues().verbs
        return any(
            self.tokens[k].pos == "VERB"
            and self.tokens[k].lemma.lower() in table
            and any(c.dep == "nsubj" and c.i > semicolon for c in self.doc.children(k))
            for k in range(semicolon + 1, min(last + 1, semicolon + 8))
        )

    def whole_quote(self, span: Chars) -> Chars:
        """A content that begins with a quotation runs to the quotation's end, over sentences."""
        for quote in quotes_in(self.text.quotes, span[0] - 2, span[1] + 2):
            opens = quote.start - 1 <= span[0] <= quote.start + 2 and quote.end > span[1]
            if opens and not quote.scare and not quote.start <= self.verb.start < quote.end:
                return quote.start, quote.end
        return over_quotes(self.text, span)

    def pobj(self, prep: Token) -> Chars | None:
        for child in self.doc.children(prep.i):
            if child.dep == "pobj":
                return chars(self.doc, *noun_phrase(self.doc, child.i))
        return None

    def region(self, source: Tokens | None, cue_first: int) -> tuple[int, int]:
        """Token bounds of the reporting clause: source, cue, addressee, adjuncts."""
        verb = self.verb
        first, last = cue_first, verb.i
        if source is not None and self.sentence.first <= source[0]:
            if source[1] < verb.i and source[1] >= cue_first - 8:
                first = min(first, source[0])
            elif verb.i < source[0] <= verb.i + 3:
                last = max(last, source[1])
        for child in self.children:
            if (
                child.i > last
                and child.dep in _ADJUNCTS
                and child.left > verb.i
                and not self.text.quoted(child.i)
            ):
                gap = self.tokens[last + 1 : child.left]
                if all(t.text == "," or t.pos == "ADV" for t in gap):
                    last = max(last, child.right)
        # a subordinate clause inside the last adjunct may swallow a following quotation
        for i in range(verb.i + 1, last + 1):
            if self.text.quoted(i):
                last = i - 1
                break
        while last > verb.i and self.tokens[last].text in (",", ":", ";", "."):
            last -= 1
        return first, last

    def has_verb(self, span: Chars) -> bool:
        """Whether a stretch can be a statement: it has a verb."""
        return any(self.tokens[i].pos in ("VERB", "AUX") for i in self.doc.tokens_in(*span))

    def has_own_subject_before(self, offset: int) -> bool:
        """Whether the words between the sentence's start and ``offset`` end in a full clause."""
        i = self.doc.token_at(offset) - 1
        return i >= self.sentence.first and self.tokens[i].text in (".", "!", "?", ":", ";")

    def quote_before(self, first: int, source: Tokens | None, cue_first: int) -> Chars | None:
        """The quotation that ends directly before token ``first``, with the reporter's words before it
        in the same sentence ("The raid was "a crime", he said")."""
        doc, tokens = self.doc, self.tokens
        before = k = first - 1
        if k >= 0 and tokens[k].text in (",", "-", "--", "—", "–"):
            k -= 1
        at = self.text.quote_of[k] if k >= 0 else -1
        if at < 0:
            return None
        quote = self.text.quotes[at]
        if quote.end != tokens[k].end or "\n" in doc.text[tokens[k].end : tokens[first].start]:
            return None
        if quote.scare and tokens[before].text != "," and k != before:
            return None
        # "... ago.” He said": a full stop inside the mark ends the quoted sentence; the cue opens a new one
        inside = doc.text[quote.end - 2] if quote.end - quote.start > 2 and quote.closed else ""
        if doc.text[quote.end - 2 : quote.end] == "''":
            inside = doc.text[quote.end - 3]
        opener = tokens[first]
        if k == before and inside == "." and opener.text[:1].isupper():
            return None
        if k == before and opener.text in ("He", "She", "They", "It", "The", "But", "And"):
            return None
        if source is not None and source[1] < cue_first and tokens[source[1]].end <= quote.start:
            return None  # the quotation stands between the speaker and the cue: "X, who calls it “Y,” said"
        start = quote.start
        opening = tokens[self.sentence.first].start
        if opening < start and doc.text[opening:start].strip() and not self.has_own_subject_before(start):
            start = opening
        return start, quote.end

    def candidate(
        self,
        row: Cue,
        source: Tokens | None,
        cue: Tokens,
        content: list[Chars],
        rule: str,
        *,
        addressee: Chars | None = None,
        end: int | None = None,
    ) -> Candidate | None:
        doc = self.doc
        content = [(past_dateline(doc.text, a), b) for a, b in content if past_dateline(doc.text, a) < b]
        kept = [over_quotes(self.text, c) for piece in content if (c := tidy(doc.text, piece)) is not None]
        cue_span = chars(doc, *cue)
        # widened over a quotation that the cue itself stands in: not a content of this cue
        kept = [c for c in kept if not (c[0] <= cue_span[0] and cue_span[1] <= c[1])]
        if not kept:
            return None
        span = chars(doc, *source) if source else None
        if span is not None:
            begins = past_dateline(doc.text, span[0])
            span = (begins, span[1]) if begins < span[1] else span  # "ACLED said: ..." is no dateline
        first = min(cue_span[0], span[0] if span and span[1] <= cue_span[0] else cue_span[0])
        reach_end = self.tokens[end].end if end is not None else cue_span[1]
        return Candidate(
            span,
            cue_span,
            kept,
            row.cue_class,
            rule,
            self.verb.i,
            (first, reach_end),
            addressee,
            denies=row.stance == "denies" or row.denies_claims,
            confidence=0.85 if span else 0.6,
        )
