"""Contents that are no clause: objects, infinitives, prepositions, and the subjects of passives."""

from __future__ import annotations

from counterclaim.knowledge.cues import Cue, cues
from counterclaim.language import Token
from counterclaim.reading.attribution_figures import count_end, is_count, is_loss, others_count
from counterclaim.reading.attribution_frame import Tokens, VerbFrame
from counterclaim.reading.attribution_spans import Candidate, Chars, chars, noun_phrase, over_quotes
from counterclaim.reading.attribution_words import (
    BLAME,
    CHANNELS,
    CLAIMABLE,
    CONVENED,
    SPEAKERS,
    TOLLS,
)

_WHERE = frozenset({"in", "at", "near", "from", "across", "along", "outside", "inside", "between", "against"})
_ASKED = frozenset(
    {"request", "question", "query", "comment", "email", "call", "message", "letter", "inquiry"}
)


#: What is sought on the ground, not in words: "4,600 people sought refuge at the base".
_SAFETY = frozenset({"refuge", "shelter", "asylum", "safety", "sanctuary", "treatment"})

#: What an office opens for each death it counts.
_FILES = frozenset({"file", "case", "investigation", "inquiry", "probe", "dossier", "folder", "proceeding"})

#: Acts whose object may be a list of counts.
_COUNTED = frozenset({"claim", "confirm", "admit", "estimate", "condemn", "report", "show"})


class ComplementReader(VerbFrame):
    """Readings of a verb whose content is its object, its infinitive or, in the passive, its subject."""

    def complements(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        """Infinitives, objects and prepositions: vowed to, condemned the, accused X of, called for."""
        verb, doc = self.verb, self.doc
        cue_last = verb.i
        particle = next((c for c in self.children if c.dep == "prt"), None)
        objects = [c for c in self.children if c.dep in ("dobj", "oprd") and c.i > verb.i]
        infinitive = next((c for c in self.children if c.dep == "xcomp" and c.i > verb.i), None)
        to = infinitive is not None and any(
            self.tokens[k].lower == "to" and self.tokens[k].dep == "aux" for k in infinitive.children
        )
        obj = objects[0] if objects else None
        if (
            infinitive is not None
            and to
            and obj is not None
            and obj.i < infinitive.i
            and (row := self.row("object infinitive"))
        ):
            content = chars(doc, obj.left, infinitive.right)
            return self.candidate(row, source, (cue_first, cue_last), [content], "object infinitive")
        if infinitive is not None and to and obj is None and (row := self.row("infinitive")):
            return self.candidate(
                row,
                source,
                (cue_first, cue_last),
                [chars(doc, infinitive.left, infinitive.right)],
                "infinitive",
            )
        if (
            infinitive is not None
            and obj is None
            and infinitive.tag == "VBG"
            and infinitive.lemma not in ("cite", "quote")
            and (row := self.row("gerund"))
        ):
            return self.candidate(
                row, source, (cue_first, cue_last), [chars(doc, infinitive.left, infinitive.right)], "gerund"
            )
        if particle is not None:
            row = self.row(f"object {particle.lower}") or self.row(particle.lower)
            if row is not None and obj is not None:
                return self.candidate(
                    row,
                    source,
                    (cue_first, max(cue_last, particle.i if particle.i < obj.left else cue_last)),
                    [chars(doc, obj.left, obj.right)],
                    "particle",
                )
        if obj is not None and (row := self.row("responsible")):
            end = next(
                (
                    k
                    for k in range(obj.i + 1, min(self.sentence.last, obj.right + 6) + 1)
                    if self.tokens[k].lower in ("responsible", "accountable", "liable")
                ),
                None,
            )
            if end is None:
                return None
            content = chars(doc, obj.left, max(end, self.tokens[end].right))
            return self.candidate(row, source, (cue_first, cue_last), [content], "object")
        if (
            verb.i + 2 < self.sentence.last
            and self.tokens[verb.i + 1].lower == "as"
            and (row := self.row("object as")) is not None
        ):
            # "dismissed as false a report that"
            content = over_quotes(self.text, chars(doc, verb.i + 1, self.cut(verb.i + 1, self.sentence.last)))
            return self.candidate(row, source, (cue_first, cue_last), [content], "object")
        if obj is not None and obj.lower not in ("who", "what"):
            last = obj.right
            row = None
            for child in self.children:
                if child.dep == "prep" and child.i > obj.i and (found := self.row(f"object {child.lower}")):
                    row, last = found, max(last, child.right)
                    break
            predicate = self.row("object predicate")
            if row is None and predicate is not None:
                rest = [
                    c for c in self.children if c.dep in ("oprd", "ccomp", "xcomp", "acomp") and c.i > obj.i
                ]
                if len(objects) > 1 or rest:
                    row = predicate
                    last = max(c.right for c in [*objects, *rest])
                elif verb.lemma == "call" and obj.right - obj.left >= 2 and obj.lemma not in CONVENED:
                    row = predicate
            row = row or (self.row("object") if obj.lemma not in _SAFETY else None)
            if row is None and is_count(self.text, obj.left, obj.right):
                row = self.row("figure")
                if row is None and is_loss(self.text, obj.left, obj.right):
                    row = self.row("losses")
            if row is None and self.row("figure at"):
                at = next(
                    (c for c in self.children if c.dep == "prep" and c.lower == "at" and c.i > obj.i), None
                )
                if at is not None and any(self.tokens[k].pos == "NUM" for k in range(at.i, at.right + 1)):
                    row, last = self.row("figure at"), at.right
            if (
                row is None
                and obj.lemma in TOLLS
                and any(
                    self.tokens[k].pos == "NUM"
                    for k in range(obj.left, min(obj.right + 12, self.sentence.last) + 1)
                )
            ):
                row = self.row("toll")
                for child in self.children:
                    if (
                        row
                        and child.dep == "prep"
                        and child.i > obj.i
                        and child.lower in ("at", "as", "to", "of")
                    ):
                        last = max(last, child.right)
            if row is None and obj.lemma in _FILES and is_count(self.text, obj.i, self.sentence.last):
                row = self.row("files")
                for child in self.children:
                    if (
                        row
                        and child.dep == "prep"
                        and child.i > obj.i
                        and child.lower in ("for", "into", "over", "on")
                    ):
                        last = max(last, child.right)
            if row is None and obj.lemma in CLAIMABLE:
                row = self.row("responsibility")
            if row is None and obj.lemma in BLAME and self.tokens[obj.i + 1 : obj.i + 2]:
                row = self.row("blame on") if self.tokens[obj.i + 1].lower in ("on", "with", "upon") else None
                last = max([last] + [c.right for c in self.children if row and c.dep == "prep"])
            if row is None:
                return None
            last = self.object_end(row, obj, last)
            if row.cue_class in ("claim", "confirm", "admit", "estimate"):
                last = self.with_place(obj, last)
            last = self.cut(obj.left, last)
            if row.cue_class in _COUNTED and is_count(self.text, obj.left, last):
                last = others_count(self.text, obj.i, last) or count_end(self.text, last, self.sentence.last)
            pieces = [over_quotes(self.text, chars(doc, obj.left, last))]
            if obj.lemma in TOLLS and (listed := self.after_colon(last)) is not None:
                pieces.append(listed)
            return self.candidate(row, source, (cue_first, cue_last), pieces, "object")
        if (row := self.row("figure")) is not None and (end := self.between()) is not None:
            end = count_end(self.text, end, self.sentence.last)
            return self.candidate(row, source, (cue_first, cue_last), [chars(doc, verb.i + 1, end)], "object")
        for child in self.children:
            if child.dep != "prep" or child.i < verb.i or child.i > verb.i + 6:
                continue
            row = self.row(child.lower)
            if row is None:
                continue
            if verb.lemma == "respond" and not any(
                self.tokens[k].lemma in _ASKED for k in range(child.i, child.right + 1)
            ):
                continue  # "responded to provocations" is an act, not an answer
            inner = [c for c in doc.children(child.i) if c.i > child.i]
            if not inner or (verb.lemma == "point" and not self.speaks(source)):
                continue  # "radio intercepts pointed to sixty dead": evidence, not a speaker
            end = max(c.right for c in inner)
            if infinitive is not None and to and infinitive.i > child.i and end < infinitive.right:
                end = infinitive.right  # "called on the parties to show restraint"
            if is_count(self.text, inner[0].left, end) and row.cue_class in _COUNTED:
                end = max(end, count_end(self.text, end, self.sentence.last))
            last_cue = child.i if child.i <= verb.i + 2 else verb.i
            content = over_quotes(self.text, chars(doc, inner[0].left, end))
            return self.candidate(row, source, (cue_first, last_cue), [content], f"preposition {child.lower}")
        return None

    def speaks(self, source: Tokens | None) -> bool:
        """Whether a source ends in a word for a speaker, or in a name."""
        last = self.tokens[source[1]] if source is not None else None
        return last is not None and (
            last.lemma.lower() in SPEAKERS or last.entity in ("PERSON", "ORG", "GPE", "NORP")
        )

    def after_colon(self, last: int) -> Chars | None:
        """ "Published its toll on Sunday: [22 killed and 60 wounded]"."""
        stop = self.sentence.last
        colon = next((k for k in range(last + 1, min(last + 5, stop)) if self.tokens[k].text == ":"), None)
        if colon is None or not is_count(self.text, colon + 1, stop):
            return None
        return chars(self.doc, colon + 1, self.cut(colon + 1, stop))

    def between(self) -> int | None:
        """ "Counted between 80 and 100 dead": the last number of a range that hangs on a preposition."""
        tokens, at = self.tokens, self.verb.i + 1
        if at + 3 > self.sentence.last or tokens[at].lower not in ("between", "from"):
            return None
        numbers = [k for k in range(at + 1, min(at + 7, self.sentence.last + 1)) if tokens[k].pos == "NUM"]
        return numbers[-1] if len(numbers) > 1 and numbers[0] == at + 1 else None

    def with_place(self, obj: Token, last: int) -> int:
        """The object with where it was: "reported shelling [in the town]", not "reported it in a tweet"."""
        for child in self.children:
            if child.dep != "prep" or child.i != last + 1 or child.lower not in _WHERE:
                continue
            inner = next((c for c in self.doc.children(child.i) if c.dep == "pobj"), None)
            if inner is None or inner.entity in ("DATE", "TIME") or inner.lemma.lower() in CHANNELS:
                break
            last = child.right
        return last

    def object_end(self, row: Cue, obj: Token, last: int) -> int:
        """Where an object's words end: with the phrase its frame asks for, before where it was said and
        before a clause in which other people speak."""
        tokens = self.tokens
        if last + 1 < len(tokens) and f"object {tokens[last + 1].lower}" in row.frames:
            last = max(last, tokens[last + 1].right)
        for i in range(obj.i + 1, last + 1):
            token = tokens[i]
            if token.lower == "who" and not self.text.quoted(i) and i > obj.left:
                head = tokens[token.head]
                if head.lemma.lower() in cues().verbs and head.dep == "relcl":
                    return i - 1
            if token.pos == "ADP" and token.lower in ("in", "on", "at", "during") and not self.text.quoted(i):
                inner = next((c for c in self.doc.children(i) if c.dep == "pobj"), None)
                if inner is not None and inner.lemma in CHANNELS and token.right >= last - 1 and i > obj.i:
                    return i - 1
        return last

    def sentence_before(self, patient: Token) -> Chars | None:
        """What "this" is in "Nine men were killed. This was announced by the governor"."""
        if patient.lower != "this" or patient.i != self.sentence.first or self.sentence.i == 0:
            return None
        if self.verb.lemma not in ("announce", "report", "state", "say", "communicate"):
            return None
        before, text = self.doc.sentences[self.sentence.i - 1], self.text
        table = cues().verbs
        inside = self.tokens[before.first : before.last + 1]
        if "\n" in self.doc.text[before.end : self.sentence.start] or text.quoted(before.last):
            return None
        if any((t.pos == "VERB" and t.lemma.lower() in table) or t.lower == "according" for t in inside):
            return None  # somebody else's words already
        return before.start, before.end

    def read_passive(self, source: Tokens | None, cue_first: int) -> Candidate | None:
        verb, doc = self.verb, self.doc
        patient = next((c for c in self.children if c.dep == "nsubjpass"), None)
        if self.reduced and verb.dep == "acl":
            patient = self.tokens[verb.head]
        clause = next((c for c in self.children if c.dep in ("ccomp", "csubjpass")), None)
        infinitive = next((c for c in self.children if c.dep == "xcomp"), None)
        content: list[Chars] = []
        row: Cue | None = None
        rule = "passive"
        cue_last = verb.i
        addressee: Chars | None = None
        if clause is not None and (row := self.row("clause")):
            content = [chars(doc, clause.left, clause.right)] if clause.i > verb.i else []
            if not content:
                content = [chars(doc, clause.left, min(clause.right, cue_first - 1))]
            if patient is not None and self.row("addressee"):
                addressee = chars(doc, *noun_phrase(doc, patient.i, cue_first))
            rule = "passive clause"
        elif infinitive is not None and infinitive.i > verb.i and (row := self.row("passive infinitive")):
            content = [chars(doc, infinitive.left, infinitive.right)]
            rule = "passive infinitive"
        elif patient is not None or self.reduced:
            pieces: list[Chars] = []
            asked = any(r.cue_class == "ask" for r in self.rows)
            for child in self.children:
                if child.dep == "prep" and child.i > verb.i and child.lower != "by":
                    found = self.row(f"object {child.lower}") or self.row(f"passive {child.lower}")
                    found = found or (self.row(child.lower) if asked else None)
                    if found:
                        row = row or found
                        pieces.append(chars(doc, child.left, child.right))
            if source is not None and not pieces:
                for k in range(source[0], source[1]):
                    part = self.tokens[k]
                    found = self.row(f"passive {part.lower}") if part.dep == "prep" else None
                    if part.dep == "prep" and part.lower == "for" and (row := self.row("object for")):
                        pieces.append(chars(doc, k, part.right))  # "blamed by survivors for the killings"
                        source = (source[0], k - 1)
                        break
                    gerund = any(c.dep == "pcomp" for c in doc.children(k)) or self.tokens[
                        k + 1
                    ].lower.endswith("ing")
                    if found and gerund:
                        row = row or found
                        pieces.append(chars(doc, k, part.right))
                        source = (source[0], k - 1)
                        break
            if source is None:
                # "blamed on separatists by the ministry": the agent hangs under the other phrase
                for child in self.children:
                    if child.dep != "prep" or child.i < verb.i:
                        continue
                    for k in range(child.i + 2, child.right):
                        if self.tokens[k].lower == "by" and self.tokens[k].dep in ("agent", "prep"):
                            named = next((c for c in doc.children(k) if c.dep == "pobj"), None)
                            if named is not None and pieces:
                                source = noun_phrase(doc, named.i)
                                pieces = [
                                    (a, self.tokens[k - 1].end if a < self.tokens[k].start < b else b)
                                    for a, b in pieces
                                ]
                                break
            if row is None:
                row = self.row("responsibility") if source is not None and verb.lemma == "claim" else None
                counted = patient is not None and is_count(
                    self.text, patient.left, min(patient.right, verb.i)
                )
                if row is None and source is not None and counted:
                    row = self.row("figure")  # "Sixteen deaths were recorded by the monitors"
                    if row is None and patient is not None and patient.lemma in TOLLS:
                        row = self.row("toll")
                denied = self.reduced and source is not None and self.row("object")
                if row is None and (not self.reduced or (denied and denied.cue_class in ("deny", "reject"))):
                    row = (
                        self.row("object")
                        if source is not None or "denies" in {r.stance for r in self.rows}
                        else None
                    )
            if row is None:
                return None
            content = pieces
            rule = "passive object"
            if asked:
                patient = None
        else:
            return None
        if row is None:
            return None
        if patient is not None and patient.lower not in ("it", "there") and addressee is None:
            first, last = noun_phrase(doc, patient.i, cue_first)
            if first < cue_first:
                content.insert(0, chars(doc, first, min(last, cue_first - 1)))
            if rule == "passive object" and (told := self.sentence_before(patient)) is not None:
                content = [told]
        return self.candidate(row, source, (cue_first, cue_last), content, rule, addressee=addressee)
