"""Verbal cues: who said, denied, accused, urged, and what."""

from __future__ import annotations

from counterclaim.knowledge.cues import cues
from counterclaim.language import Token
from counterclaim.reading.attribution_clauses import ClauseReader
from counterclaim.reading.attribution_complements import ComplementReader
from counterclaim.reading.attribution_frame import Tokens
from counterclaim.reading.attribution_spans import (
    SUBJECTS,
    Candidate,
    Text,
    agent,
    noun_phrase,
    subject,
    verb_cue,
)
from counterclaim.reading.attribution_words import ATTITUDES, GO_ON, SPEAKERS

_PAIRS = (
    {"confirm", "deny"},
    {"claim", "deny"},
    {"acknowledge", "deny"},
    {"admit", "deny"},
    {"accept", "reject"},
)


def propose_verbs(text: Text) -> list[Candidate]:
    """One candidate for each verb of the cue table that stands in one of its frames."""
    table = cues().verbs
    found: list[Candidate] = []
    for token in text.doc.tokens:
        rows = table.get(token.lemma.lower())
        if rows and (token.pos in ("VERB", "AUX") or _mistaken(text, token)):
            candidate = _Reader(text, token, rows).read()
            if candidate is not None:
                found.append(candidate)
    return found


def _mistaken(text: Text, token: Token) -> bool:
    """Whether the parser took a verb in the present for a plural ("Accra rejects claims that ..."): it has
    an object, and a name stands right before it."""
    tokens, first = text.doc.tokens, token.i - 1
    while first > 0 and tokens[first].pos in ("PROPN", "NOUN", "ADJ"):
        first -= 1
    return (
        token.tag in ("NNS", "NNPS")
        and token.i > 0
        and tokens[max(first, 0)].pos != "ADP"  # "prompted by rebel claims that ..."
        and text.doc.tokens[token.i - 1].pos in ("PROPN", "NOUN")
        and any(c.dep in ("dobj", "ccomp") and c.i > token.i for c in text.doc.children(token.i))
    )


#: Words before "to confirm" that leave it undone.
_HELD_BACK = frozenset({"yet", "failed", "fails", "unable"})


class _Reader(ClauseReader, ComplementReader):
    """Reads the surroundings of one verb."""

    def not_reported(self) -> bool:
        """Whether the verb names an attitude nobody is reported to have: "ways to support", "I want"."""
        if any(r.cue_class not in ATTITUDES for r in self.rows) or self.text.quoted(self.verb.i):
            return False
        to = any(c.lower == "to" and c.dep == "aux" for c in self.children)
        if to and self.tokens[self.verb.left - 1 if self.verb.left else 0].lower in _HELD_BACK:
            return False
        if to and self.verb.dep in ("xcomp", "acl", "advcl", "relcl", "ccomp"):
            return True
        return any(c.dep == "nsubj" and c.lower in ("i", "we", "you") for c in self.children)

    def turned(self) -> bool:
        """Whether the object is who speaks: "Thirty people were hurt, clarified the governor's office" is
        read by `attribution_tail`; and "judging by the lists" reports nobody."""
        verb, tokens = self.verb, self.tokens
        if verb.lemma == "judge":
            return verb.tag == "VBG" and tokens[min(verb.i + 1, self.sentence.last)].lower in ("by", "from")
        if (
            verb.dep not in ("conj", "dep")
            or verb.tag != "VBD"
            or tokens[verb.i - 1].text != ","
            or not self.row("clause")
        ):
            return False
        if any(c.dep in (*SUBJECTS, "ccomp", "cc") for c in self.children):
            return False
        obj = next((c for c in self.children if c.dep == "dobj" and c.i > verb.i), None)
        named = obj is not None and (obj.lemma.lower() in SPEAKERS or obj.entity == "PERSON")
        return obj is not None and named and obj.right >= self.sentence.last - 1

    def lifted(self) -> int | None:
        """The reporting verb above the content this verb was hung in, when its subject is the speaker."""
        verb = self.verb
        if verb.lemma.lower() not in GO_ON or self.text.quoted(verb.i):
            return None
        if verb.tag == "VBG":
            if verb.i == 0 or self.tokens[verb.i - 1].text not in (",", '"', "”", "''", "and"):
                return None
        elif not (verb.dep == "conj" and self.finite(verb)):
            return None
        if any(c.dep in SUBJECTS for c in self.children):
            return None
        table = cues().verbs
        node = verb
        for _ in range(6):
            if node.is_root:
                return None
            up = self.tokens[node.head]
            if node.dep == "ccomp" and up.i < verb.i:
                rows = table.get(up.lemma.lower())
                if rows and any("clause" in r.frames for r in rows):
                    return up.i
                return None
            if node.dep == "dobj" and up.pos == "VERB" and up.i < verb.i and up.lemma.lower() in table:
                return up.i
            if node.dep not in (
                "advcl",
                "conj",
                "acl",
                "relcl",
                "dep",
                "xcomp",
                "prep",
                "pcomp",
                "pobj",
                "dobj",
                "attr",
            ):
                return None
            node = up
        return None

    def pair(self) -> Token | None:
        """The other verb of "neither confirmed nor denied", "would not confirm or deny"."""
        for i in range(
            max(self.sentence.first, self.verb.i - 3), min(self.sentence.last + 1, self.verb.i + 4)
        ):
            other = self.tokens[i]
            if i == self.verb.i or other.pos != "VERB" or {other.lemma, self.verb.lemma} not in _PAIRS:
                continue
            between = {t.lower for t in self.tokens[min(i, self.verb.i) + 1 : max(i, self.verb.i)]}
            if between & {"or", "nor"} and not between & {",", "that"}:
                return other
        return None

    def held_back(self, cue_first: int) -> int:
        """The cue with "has yet to", "stopped short of", "failed to" before it."""
        tokens, floor = self.tokens, self.sentence.first
        before = tuple(t.lower for t in tokens[max(floor, cue_first - 3) : cue_first])
        to = cue_first if tokens[cue_first].lower == "to" else None
        if to is not None:
            before = tuple(t.lower for t in tokens[max(floor, to - 2) : to])
            if before and before[-1] in _HELD_BACK:
                return to - len(before) if before[-1] not in ("failed", "fails") else to - 1
        if before[-2:] == ("short", "of") and cue_first - 3 >= floor:
            return cue_first - 3
        return cue_first

    def source(self) -> int | None:
        if self.misread is not None:
            return self.misread
        if self.passive or self.reduced:
            named = agent(self.doc, self.verb.i)
            return named if named is not None else self.fronted()
        above = self.lifted()
        if above is not None:
            return subject(self.text, above)
        found = subject(self.text, self.verb.i)
        return found if found is not None else self.adjacent()

    def fronted(self) -> int | None:
        """Who speaks in "From the ministry it was announced that ...": the phrase before "it"."""
        first, tokens = self.sentence.first, self.tokens
        it = next((c.i for c in self.children if c.dep == "nsubjpass" and c.lower == "it"), None)
        if it is None or tokens[first].lower not in ("from", "by") or not first + 1 < it <= first + 12:
            return None
        if any(t.pos in ("VERB", "AUX") for t in tokens[first:it]):
            return None
        return next((c.i for c in self.doc.children(first) if c.dep == "pobj"), None)

    def adjacent(self) -> int | None:
        """The name right before a finite verb whose subject the parser lost, at the start of a sentence or
        after a full stop it took for an abbreviation."""
        verb, tokens = self.verb, self.tokens
        if verb.tag not in ("VBD", "VBZ", "VBP", "NNS", "NNPS") or verb.dep in ("conj", "advcl", "relcl"):
            return None
        i = verb.i
        while i > 0 and tokens[i - 1].pos in ("PROPN", "NOUN") and not tokens[i - 1].text.endswith("."):
            i -= 1
        starts = i == self.sentence.first or (i > 0 and tokens[i - 1].text.endswith("."))
        return verb.i - 1 if i < verb.i and starts and tokens[i].text[:1].isupper() else None

    def over_relative(self, source: Tokens) -> Tokens:
        """ "A colonel who gave his name as Ahmed told us": the parser takes the last word for who speaks."""
        tokens = self.tokens
        if tokens[source[0] - 1].pos != "ADP" and tokens[source[0] - 1].lower != "as":
            return source
        floor = max(self.sentence.first + 1, source[0] - 14)
        who = next((k for k in range(source[0] - 1, floor - 1, -1) if tokens[k].lower == "who"), None)
        if who is None or tokens[who - 1].pos not in ("NOUN", "PROPN"):
            return source
        first = who - 1
        while first > self.sentence.first and tokens[first - 1].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            first -= 1
        return first, source[1]

    def whole_phrase(self, source: Tokens) -> Tokens:
        """ "[A spokesman for the cleric] Musa Harun rejected": the parser cuts a name off its own phrase."""
        tokens, first = self.tokens, self.sentence.first
        ahead = tokens[first : source[0]]
        if len(ahead) > 8 or tokens[source[0]].pos != "PROPN" or ahead[-1].pos != "NOUN":
            return source
        if not any(
            t.lemma.lower() in SPEAKERS and ahead[k + 1].lower in ("for", "of")
            for k, t in enumerate(ahead[:-1])
        ):
            return source
        plain = all(t.pos in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "PART") or t.dep == "amod" for t in ahead)
        return (first, source[1]) if plain and ahead[0].pos in ("DET", "NOUN", "PROPN", "ADJ") else source

    def read(self) -> Candidate | None:
        verb = self.verb
        if self.not_reported() or self.turned():
            return None
        cue_first = verb_cue(self.doc, verb.i)
        pair = self.pair()
        if pair is not None and pair.i > verb.i:
            return None  # "neither confirmed nor denied" is read at its second verb
        if pair is not None:
            cue_first = verb_cue(self.doc, pair.i)
        cue_first = self.held_back(cue_first)
        # "went on to say", "continued to insist": the cue begins at the verb that carries the tense
        if verb.dep == "xcomp" and not verb.is_root:
            head = self.tokens[verb.head]
            if (
                head.lemma in ("go", "continue", "try", "seek", "appear", "seem", "hasten", "proceed")
                and head.i < verb.i
            ):
                cue_first = verb_cue(self.doc, head.i)
        head_token = self.source()
        source: Tokens | None = None
        if head_token is not None and head_token != verb.i:
            source = noun_phrase(self.doc, head_token, cue_first if head_token < verb.i else verb.i)
            if source[0] <= verb.i <= source[1]:
                source = None
        if source and self.sentence.first < source[0] <= cue_first:
            source = self.whole_phrase(self.over_relative(source))
        if source and [t.lower for t in self.tokens[source[0] : source[0] + 3]] == ["the", "side", "of"]:
            source = (source[0] + 3, max(source[1], source[0] + 3))  # "from the side of the army"
        if source and source[1] < cue_first <= source[1] + 4 and source[1] >= self.sentence.first:
            between = self.tokens[source[1] + 1 : cue_first]
            if between and all(t.pos in ("ADV", "AUX", "PART") for t in between):
                cue_first = source[1] + 1
        if self.passive or self.reduced:
            return self.read_passive(source, cue_first)
        return self.read_active(source, cue_first)

    def read_active(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        takes_object = not self.row("addressee") and any(
            c.dep in ("dobj", "oprd") and c.i > self.verb.i for c in self.children
        )
        return (
            self.made_clear(source, cue_first)
            or self.relative_object(source, cue_first)
            or self.as_clause(source, cue_first)
            or self.over_channel(source, cue_first)
            or self.following_clause(source, cue_first)
            or (self.complements(source, cue_first) if takes_object else None)
            or self.around(source, cue_first)
            or self.complements(source, cue_first)
            or self.tail()
            or self.rest_of_sentence(source, cue_first)
        )
