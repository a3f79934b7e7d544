"""Contents that are clauses or quotations: after the verb, before it, on both sides of it."""

from __future__ import annotations

from counterclaim.knowledge.cues import cues
from counterclaim.language import Token
from counterclaim.reading.attribution_figures import count_end, is_loss
from counterclaim.reading.attribution_frame import Tokens, VerbFrame
from counterclaim.reading.attribution_spans import (
    RELATIVES,
    SUBJECTS,
    Candidate,
    Chars,
    chars,
    is_mark,
    noun_phrase,
    over_quotes,
    quotes_in,
    tidy,
)
from counterclaim.reading.attribution_tail import tail_candidate
from counterclaim.reading.attribution_words import SAYING

_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})

#: What may stand between a statement and the reporting clause after it.
_BREAKS = frozenset({",", "-", "--", "–", "—", ")", "]", ":", "…", "...", "!", "?"})


_ASKING = frozenset({"when", "whether", "how", "who", "what", "where", "if", "why", "which"})


class ClauseReader(VerbFrame):
    """Readings of a verb whose content is a statement."""

    def following_clause(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        verb, doc = self.verb, self.doc
        for clause in self.children:
            if clause.dep != "ccomp" or clause.i < verb.i:
                continue
            if clause.tag == "VBG" and clause.left == clause.i and self.tokens[clause.i - 1].text == ",":
                continue  # "reported, citing a source"
            if any(t.text in (";", ".") for t in self.tokens[verb.i + 1 : clause.i]):
                continue
            if self.thrown_in(source, clause):
                continue
            if clause.left <= verb.i:
                if (
                    source is None
                    or not clause.left < source[0] < verb.i
                    or (row := self.row("clause")) is None
                ):
                    continue
                parts = [chars(doc, clause.left, source[0] - 1), chars(doc, verb.i + 1, clause.right)]
                if verb.dep == "relcl" and self.tokens[clause.left].lower in RELATIVES:
                    parts[1] = chars(doc, verb.i + 1, self.gap_end(clause))
                return self.candidate(row, source, (cue_first, verb.i), parts, "around", end=verb.i)
            to = any(self.tokens[k].lower == "to" and self.tokens[k].dep == "aux" for k in clause.children)
            row = self.row("object infinitive" if to else "clause")
            if row is None and not to and self.text.quoted(clause.i):
                row = self.row("quote")
            if row is None and not to:
                row = self.row("object predicate")
            if row is None and self.tokens[clause.left].lower in ("what", "whatever"):
                row = self.row("object")
            if row is None:
                continue
            addressee = None
            for child in self.children:
                if child.dep in ("dobj", "dative") and verb.i < child.i < clause.left:
                    addressee = chars(doc, *noun_phrase(doc, child.i))
                elif child.dep == "prep" and child.lower == "to" and verb.i < child.i < clause.left:
                    addressee = self.pobj(child)
            opening = clause.left
            mark = next((c for c in doc.children(clause.i) if c.dep == "mark" and c.lower == "that"), None)
            if mark is not None and any(t.tag == "VBG" for t in self.tokens[opening : mark.i]):
                opening = mark.i  # "reported, citing a source, that"
            if not to and opening > verb.i + 1 and source is not None and source[1] < verb.i:
                subjects = any(c.dep in (*SUBJECTS, "expl") for c in doc.children(clause.i))
                after = self.tokens[verb.i + 1]
                counted = mark is None and not row.frames & {"addressee"} and after.pos == "NUM"
                if counted or (
                    not subjects
                    and (after.pos in ("DET", "NUM") or after.lower in ("about", "around", "over", "some"))
                ):
                    opening = verb.i + 1  # "said about half of the ... were": the subject hangs elsewhere
            last = self.stretch(self.cut(clause.left, clause.right), clause)
            counts = self.row("losses") or self.row("figure") or self.row("object")
            bare = mark is None and not any(t.tag in _TENSED for t in self.tokens[opening : last + 1])
            if counts and bare and not to and is_loss(self.text, opening, last):
                last = count_end(self.text, last, self.sentence.last)  # "acknowledged two dead and ten hurt"
            content = self.whole_quote(chars(doc, opening, last))
            pieces = [content]
            kind = "object infinitive" if to else "clause"
            if not to and row.frames & {"clause", "quote"}:
                before = self.quote_before(self.region(source, cue_first)[0], source, cue_first)
                if before is not None and verb.tag != "VBG":
                    pieces = [before]
                    kind = "quote before"
                    if self.text.quoted(clause.left) or is_mark(self.tokens[clause.left]):
                        pieces.append(content)
                    elif any(c.dep == "mark" for c in doc.children(clause.i)):
                        pieces, kind = [content], "clause"
            return self.candidate(
                row, source, (cue_first, verb.i), pieces, kind, addressee=addressee, end=clause.left - 1
            )
        return None

    def thrown_in(self, source: Tokens | None, clause: Token) -> bool:
        """Whether the cue closes a statement and only a circumstance follows it: "Shells hit the port on
        Friday, a spokesman said, hours after troops crossed the border"."""
        verb, tokens = self.verb, self.tokens
        if source is None or not self.sentence.first + 3 < source[0] < verb.i or self.text.quoted(clause.i):
            return False
        if tokens[source[0] - 1].text != "," or tokens[verb.i + 1].text != "," or clause.left <= verb.i + 1:
            return False
        opening = tokens[verb.i + 2]
        if opening.lower == "that" or is_mark(opening):
            return False
        ahead = tokens[self.sentence.first : source[0] - 1]
        mark = any(c.dep in ("mark", "advmod") and c.i > verb.i for c in self.doc.children(clause.i))
        return mark and any(t.tag in _TENSED for t in ahead)

    def gap_end(self, clause: Token) -> int:
        """Where the clause of "a strike that the army said [targeted a commander] killed nine" ends: before
        the main verb, which the parser takes for a participle of the object."""
        tokens = self.tokens
        for k in range(clause.i + 2, clause.right + 1):
            token = tokens[k]
            if token.tag not in ("VBD", "VBN") or token.dep not in ("acl", "conj", "ccomp", "advcl"):
                continue
            before, after = tokens[k - 1], tokens[min(k + 1, clause.right)]
            if before.pos in ("NOUN", "PROPN", "NUM") and (
                after.pos in ("DET", "NUM") or after.lower in ("at", "more", "about", "some", "dozens")
            ):
                return k - 1
        return clause.right

    def over_channel(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """ "claimed in a statement on Telegram that ...": the parser hangs the clause under the channel."""
        verb, tokens = self.verb, self.tokens
        row = self.row("clause")
        if row is None or source is None or verb.i + 2 > self.sentence.last or self.text.quoted(verb.i):
            return None
        if tokens[verb.i + 1].pos != "ADP":
            return None
        that = next(
            (
                k
                for k in range(verb.i + 3, min(self.sentence.last, verb.i + 14))
                if tokens[k].lower == "that" and tokens[k].dep == "mark"
            ),
            None,
        )
        if that is None or any(
            t.text == "," or t.tag in ("VBD", "VBZ", "VBP") for t in tokens[verb.i + 1 : that]
        ):
            return None
        if any(c.dep in ("dobj", "ccomp") and verb.i < c.i and c.left <= that for c in self.children):
            return None
        content = over_quotes(self.text, chars(self.doc, that, self.cut(that, self.sentence.last)))
        return self.candidate(row, source, (cue_first, verb.i), [content], "clause", end=that - 1)

    def made_clear(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """ "made (it) clear that ..."."""
        row = self.row("clear")
        if row is None:
            return None
        tokens, last = self.tokens, self.sentence.last
        clear = next(
            (k for k in range(self.verb.i + 1, min(last, self.verb.i + 4)) if tokens[k].lower == "clear"),
            None,
        )
        if clear is None or clear + 3 > last or tokens[clear + 1].lower not in ("that", "whether"):
            return None
        content = over_quotes(self.text, chars(self.doc, clear + 1, self.cut(clear + 1, last)))
        return self.candidate(row, source, (cue_first, clear), [content], "clause", end=clear)

    def stretch(self, last: int, clause: Token) -> int:
        """The last token of a content: a clause beside the cue verb that keeps the shifted tense of
        reported speech ("said there had been clashes, but there had been no losses") belongs to it."""
        if self.verb.tag not in ("VBD", "VBN") or last < clause.right:
            return last
        for sister in self.children:
            if sister.dep != "conj" or sister.i <= last or sister.left > last + 3:
                continue
            own = [c for c in self.doc.children(sister.i) if c.dep in (*SUBJECTS, "expl")]
            shifted = sister.lower == "had" or any(
                c.dep in ("aux", "auxpass") and c.lower in ("had", "would")
                for c in self.doc.children(sister.i)
            )
            if own and shifted and sister.lemma.lower() not in cues().verbs:
                return sister.right
        return last

    def relative_object(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """The content is the noun that a relative clause modifies: "a charge that Kigali denies"."""
        verb = self.verb
        if verb.dep != "relcl" or source is None or (row := self.row("object")) is None:
            return None
        head = self.tokens[verb.head]
        if any(c.dep in ("dobj", "ccomp", "xcomp") and c.i > verb.i for c in self.children):
            return None
        relative = next(
            (
                c
                for c in self.children
                if c.dep in ("dobj", "pobj", "mark") and c.i < verb.i and c.lower in RELATIVES
            ),
            None,
        )
        if relative is None and source[0] != head.i + 1:
            return None
        if source[0] <= head.i:
            return None
        first = noun_phrase(self.doc, head.i, source[0])[0]
        last = relative.i if relative is not None else head.i
        last = min(last, source[0] - 1)
        after_comma = last > 0 and self.tokens[last - 1].text == ","
        if row.cue_class in ("deny", "reject") and self.tokens[last].lower == "which" and after_comma:
            first = last  # "..., which Moscow denied": what is denied is the clause before
        pieces = [chars(self.doc, first, last)]
        for child in self.children:
            if child.i > verb.i and (
                child.dep in ("oprd", "acomp") or (child.dep == "prep" and self.row(f"object {child.lower}"))
            ):
                pieces.append(chars(self.doc, child.left, child.right))
        return self.candidate(row, source, (cue_first, verb.i), pieces, "relative")

    def as_clause(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """ "As the ministry put it, ...": the rest of the sentence is what was said."""
        verb, doc, tokens = self.verb, self.doc, self.tokens
        if source is None or source[0] == 0 or tokens[source[0] - 1].lower != "as" or source[0] > verb.i:
            return None
        row = self.row("clause") or self.row("quote")
        last = verb.right
        if row is None and verb.lemma == "put":
            row = cues().verb("say")[0]
        if row is None or any(c.dep in ("ccomp", "dobj") and c.right > verb.i + 12 for c in self.children):
            return None
        opener = source[0] - 1
        sentence = self.sentence
        comma = next(
            (i for i in range(verb.i + 1, min(sentence.last, verb.i + 14)) if tokens[i].text in (",", ":")),
            None,
        )
        pieces: list[Chars | None]
        if opener <= sentence.first + 1:
            if comma is None or comma >= sentence.last:
                return None
            pieces = [chars(doc, comma + 1, sentence.last)]
        elif tokens[opener - 1].text == ",":
            pieces = [chars(doc, sentence.first, opener - 1)]
            if comma is not None and comma + 1 < sentence.last and last < sentence.last - 2:
                pieces.append(chars(doc, comma + 1, sentence.last))
        else:
            return None
        content = [over_quotes(self.text, p) for piece in pieces if piece and (p := tidy(doc.text, piece))]
        return self.candidate(
            row, source, (cue_first, verb.i), content, "as clause", end=(comma or last + 1) - 1
        )

    def around(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """The content stands before the cue, or on both sides, or in a quotation beside it."""
        row = self.row("clause") or self.row("quote")
        if row is None:
            return None
        verb, doc, tokens = self.verb, self.doc, self.tokens
        first, last = self.region(source, cue_first)
        after = last + 1
        content: list[Chars] = []
        rule = ""
        quoted = self.quote_before(first, source, cue_first) if verb.tag != "VBG" else None
        if quoted is not None and source is None:
            named = next(
                (c for c in self.children if c.dep in ("dobj", "attr") and c.left == verb.i + 1), None
            )
            if named is not None and not self.text.quoted(named.i):
                source = noun_phrase(doc, named.i)  # "...," read a statement from the command
                last = max(last, source[1])
        n = after
        while n < len(tokens) and tokens[n].text in (",", ":", "that"):
            n += 1
        quote_after = self.text.quote_of[n] if n < len(tokens) else -1
        starts_here = quote_after >= 0 and self.text.quotes[quote_after].start == tokens[n].start
        if quoted is not None:
            content.append(quoted)
            rule = "quote before"
        elif (
            verb.tag != "VBG"
            and "clause" in row.frames
            and (verb.is_root or verb.dep in ("parataxis", "ccomp", "dep", "conj", "advcl"))
        ):
            content, rule = self.tree_content(first, last)
            if rule == "before" and not self.has_verb(content[0]):
                content, rule = [], ""
        if starts_here and (
            rule or not self.text.quotes[quote_after].scare or tokens[after].text in (":", ",")
        ):
            quote = self.text.quotes[quote_after]
            if rule in ("around", "before") and not any(
                not q.scare for c in content for q in quotes_in(self.text.quotes, *c)
            ):
                rule, content = "", []
            same = tokens[n - 1].pos != "ADP" and "\n" not in doc.text[tokens[last].end : quote.start]
            lead = tokens[after].text if after < len(tokens) else ""
            if not rule or (rule == "quote before" and same):
                content = [c for c in content if c[1] <= quote.start]
                content.append((quote.start, quote.end))
                rule = rule or ("quote after" if same or lead == ":" else "")
        if not content or not rule:
            return None
        # "Said" without a subject is a cue only beside a quotation
        if source is None and verb.tag != "VBG" and rule not in ("quote before", "quote after"):
            return None
        return self.candidate(row, source, (cue_first, verb.i), content, rule, end=last)

    def tree_content(self, first: int, last: int) -> tuple[list[Chars], str]:
        """Content by the tree: the clause before the cue, or the clause that the cue interrupts."""
        verb, doc, tokens = self.verb, self.doc, self.tokens
        clause = next((c for c in self.children if c.dep in ("ccomp", "parataxis") and c.i < first), None)
        if clause is None and not verb.is_root and verb.dep in ("parataxis", "ccomp", "dep", "advcl", "conj"):
            head = tokens[verb.head]
            if any(c.dep == "mark" for c in self.children) or head.pos not in (
                "VERB",
                "AUX",
                "NOUN",
                "PROPN",
                "ADJ",
            ):
                return [], ""
            comma_before = first > 0 and (tokens[first - 1].text == "," or is_mark(tokens[first - 1]))
            comma_after = last + 1 < len(tokens) and (
                tokens[last + 1].text in (",", ".") or tokens[last + 1].text == ";"
            )
            if verb.dep != "parataxis" and not (comma_before and comma_after):
                return [], ""
            if not comma_before or (head.i >= first and head.i <= last):
                return [], ""
            clause = head
            if verb.dep == "conj" and any(c.dep == "cc" for c in doc.children(head.i)):
                return [], ""
        if clause is None:
            return [], ""
        left_first = clause.left
        sentence = self.sentence
        if (verb.is_root or clause.is_root) and left_first < first:
            left_first = sentence.first
        pieces: list[Chars] = []
        if left_first < first and tokens[first - 1].text not in _BREAKS and not is_mark(tokens[first - 1]):
            return [], ""  # "hours after the army warned"
        for k in range(first - 1, left_first, -1):
            if tokens[k].text in (":", ";") and not self.text.quoted(k) and first - k > 2:
                left_first = k + 1
                break
        if left_first > sentence.first + 1 and tokens[left_first - 1].lower == "and":
            left_first = self.first_half(left_first)
        if left_first < first:
            piece = tidy(doc.text, chars(doc, left_first, first - 1))
            if piece:
                pieces.append(over_quotes(self.text, piece))
        if (clause.right > last and clause.i < first) or clause.i > last:
            piece = tidy(doc.text, chars(doc, last + 1, max(clause.right, clause.i)))
            if piece:
                pieces.append(over_quotes(self.text, piece))
        return pieces, ("around" if len(pieces) == 2 else "before") if pieces else ""

    def first_half(self, second: int) -> int:
        """Where "[Thirty are in hospital, and] two of them are children, the clinic tells us" begins: with
        the sentence, when the half before "and" tells a count and nobody is reported to speak in it."""
        first = self.sentence.first
        ahead = self.tokens[first : second - 1]
        table = cues().verbs
        if any(t.pos == "VERB" and t.lemma.lower() in table for t in ahead) or ahead[0].pos != "NUM":
            return second
        return first if not any(self.text.quoted(t.i) or t.lower == "according" for t in ahead) else second

    def tail(self) -> Candidate | None:
        row = self.row("clause")
        return tail_candidate(self.text, self.verb, row) if row is not None else None

    def rest_of_sentence(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """Fallback for a lost parse: a speaker, a verb of saying, and words after it."""
        verb = self.verb
        asks = verb.i < self.sentence.last and self.tokens[verb.i + 1].lower in _ASKING
        if source is None or source[1] > verb.i:
            return None
        if source[0] and self.tokens[source[0] - 1].lower in RELATIVES:
            return None  # "a strike that the military said hit a bunker killed nine"
        if not asks and (verb.lemma.lower() not in SAYING or not self.finite(verb)):
            return None
        if not asks and verb.lemma.lower() != "say" and any(c.dep == "dobj" for c in self.children):
            return None  # "maintains a lead", "added 300 men"
        row = self.row("clause")
        first = verb.i + 1
        if (
            row is None
            or self.sentence.last - first < 3
            or not self.has_verb(chars(self.doc, first, self.sentence.last))
        ):
            return None
        after = self.tokens[first]
        if after.text in (".", ",", ";") or (after.pos == "ADP" and self.tokens[first + 1].pos != "NUM"):
            return None
        last = self.cut(first, self.sentence.last)
        return self.candidate(
            row,
            source,
            (cue_first, verb.i),
            [over_quotes(self.text, chars(self.doc, first, last))],
            "rest",
            end=verb.i,
        )
