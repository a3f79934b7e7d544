"""Statuses: which crossings, borders, roads and airports are said to be open or closed, and to whom."""

from __future__ import annotations

import re
from dataclasses import replace

from counterclaim.knowledge.status_words import StateVerb, status_words, word_set
from counterclaim.language import Sentence
from counterclaim.model import State, Status
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.status_builder import DraftMaker, scope_of_traffic
from counterclaim.reading.status_clauses import Affected, ClauseReader
from counterclaim.reading.status_finder import WayFinder
from counterclaim.reading.status_more import read_nominal, read_passage, read_stranded
from counterclaim.reading.status_nouns import NAMED, WayMention
from counterclaim.reading.status_subjects import STATE_FORMS, replace_ways, tight
from counterclaim.reading.status_verbs import KEEP, Group, token_is_said, verb_group
from counterclaim.reading.status_weighing import Weighed, weigh
from counterclaim.reading.status_working import TRIGGERS, WORKS, WorkingReader

_PASSAGE = frozenset(["allowed", "permitted", "able", "admitted", "use", "cross"])
_STRANDED = frozenset(["stranded", "stuck", "trapped"])
#: Verbs that leave their object in a state: "kept the crossing shut", "ordered the border closed".
_COMPLEMENT = KEEP | word_set("want wants wanted ordered orders order declared declares found has have had")

#: An editor's note tells what the text below holds; the text itself says it again in full.
_NOTE = re.compile(
    r"\((?:[Aa]dds|ADDS|[Rr]ecasts|RECASTS|[Uu]pdates|UPDATES|[Ww]rites through|[Cc]orrects)\b[^()]*\)"
)
_STAYS = word_set("remains remained is was stays stayed")
_NEEDS_OBJECT = word_set("cut sever block seal blockade barricade halt stop ground cancel")


def read_statuses(ctx: Context) -> list[Draft]:
    """Read every status in a report, as drafts; [] where no word of opening or closing stands.

    Precision first: a state is read only of a way through (crossing, border, road, airport, …) or of
    traffic with a way named near. A wish to reopen says that the way is shut; "if" and "may close" say
    nothing; a plan is ``expected``. Never raises on odd text.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "The Medyka crossing was closed to trucks."
    >>> [d.payload.state for d in read_statuses(Context(Report(text), annotator().annotate(text)))]
    ['closed']
    """
    words = status_words()
    triggers = [
        t.i
        for t in ctx.doc.tokens
        if t.lower in words.verbs
        or t.lower in words.adjectives
        or t.lower in words.nouns
        or t.lower in _PASSAGE
        or t.lower in TRIGGERS
        or t.lower in _STRANDED
    ]
    if triggers:
        notes = [m.span() for m in _NOTE.finditer(ctx.doc.text)]
        triggers = [i for i in triggers if not any(a <= ctx.doc.tokens[i].start < b for a, b in notes)]
    if not triggers:
        return []
    finder = WayFinder(ctx)
    clauses = ClauseReader(ctx, finder)
    maker = DraftMaker(ctx, finder, clauses)
    reader = _Reader(ctx, finder, clauses, maker)
    for i in triggers:
        reader.read(i)
    return settle(ctx, maker.drafts)


class _Reader(WorkingReader):
    """Tries, for each trigger, the ways in which a state can be said, the surest first."""

    def read(self, i: int) -> None:
        """Read one trigger; makes no draft where nothing certain is said."""
        ctx = self.ctx
        token = ctx.doc.tokens[i]
        sentence = ctx.doc.sentence_of(i)
        word = token.lower
        if ctx.doc.tokens[sentence.last].text == "?":
            return
        if word in _STRANDED:
            read_stranded(ctx, self.finder, self.maker, i, sentence)
            return
        if word in _PASSAGE and not (word == "use" and i > 0 and ctx.doc.tokens[i - 1].lower == "of"):
            read_passage(ctx, self.finder, self.clauses, self.maker, i, sentence)
            return
        if self.siege(i, sentence):
            return
        if word in self.words.nouns and read_nominal(ctx, self.finder, self.clauses, self.maker, i, sentence):
            return
        if word == "normal":
            self.normal(i, sentence)
            return
        if word == "again":
            self.crossing_again(i, sentence)
            return
        if word in WORKS:
            if self.working(i, sentence) or word == "working" or word not in self.words.adjectives:
                return
        elif word in TRIGGERS:
            self.service(i, sentence)
            return
        state = self.words.adjectives.get(word)
        if state is not None:
            group = verb_group(ctx.doc, i, sentence)
            if group.passive or self._topic(group.first, sentence) is not None:
                self.of_subject(i, group, state, sentence, traffic=False)
            return
        verb = self.words.verbs.get(word)
        if verb is not None:
            self._verb(i, verb, sentence)

    def _verb(self, i: int, verb: StateVerb, sentence: Sentence) -> None:
        ctx = self.ctx
        tokens = ctx.doc.tokens
        token = tokens[i]
        following = tokens[i + 1].lower if i < sentence.last else ""
        if (
            following in {"-", "–"}
            or (i > sentence.first and tokens[i - 1].text in {"-", "–"} and tight(ctx, i))
        ) and not (i > sentence.first and tokens[i - 1].lower == "re"):
            return
        if (
            following == "in"
            and verb.lemma == "close"
            and i + 1 < sentence.last
            and tokens[i + 2].lower == "on"
        ):
            return
        # "a traffic stop", "a road block"
        if verb.lemma in _NEEDS_OBJECT and token.tag in {"NN", "NNS"} and token.lower not in STATE_FORMS:
            return
        group = verb_group(ctx.doc, i, sentence)
        # A base form right after a singular noun is no verb of it ("traffic stop").
        base = group.first == i and token.lower == verb.lemma and verb.lemma in _NEEDS_OBJECT
        if base and i > sentence.first and tokens[i - 1].tag == "NN":
            return
        # "close to the border", "a close aide", "open to talks"
        if verb.lemma == "close" and token.lower == "close" and not self._is_verb(i, group):
            return
        inside = next((m for m in self.finder.in_sentence(sentence) if m.first <= i < m.head), None)
        if inside is not None and token.lower in STATE_FORMS and not group.finite:
            if verb.state == "closed" and tokens[i - 1].lower != "not":
                affected = Affected(ways=[inside], start=inside.first, floor=inside.first)
                lone = replace(group, first=i, last=i)
                self.maker.make(
                    i,
                    lone,
                    Weighed("closed", False, 0.6, "modifier"),
                    affected,
                    sentence,
                    active=False,
                    loose_times=False,
                    seek_scope=False,
                )
            return
        if token.lower in STATE_FORMS and self._own_one(i, verb, group, sentence):
            return
        ing = token.lower.endswith("ing")
        if group.passive and not ing:
            self.of_subject(i, group, verb.state, sentence, traffic=verb.of != "way")
            return
        if self._topic(group.first, sentence) is not None and token.lower in STATE_FORMS | {"suspended"}:
            self.of_subject(i, group, verb.state, sentence, traffic=verb.of != "way")
            return
        if token.lower in STATE_FORMS and group.first == i and self._complement(i, verb, group, sentence):
            return
        if self._second(i, verb, group, sentence) or self._inverted(i, verb, group, sentence):
            return
        affected = self.clauses.object(group.last, sentence)
        if not affected.empty and (
            (affected.ways and verb.of == "traffic")
            or (affected.traffic is not None and verb.of == "way" and token.lower not in {"reopen"})
        ):
            affected = Affected()
        if not affected.empty:
            self._active(i, group, verb, affected, sentence)
            return
        if self._relative(i, group, verb, sentence):
            return
        # Never without an object ("trucks halted", "cut"): as a bare participle only after a way or traffic.
        if (
            verb.lemma in _NEEDS_OBJECT
            and token.lower not in STATE_FORMS
            and self.clauses.subject(group.first, sentence).traffic is None
        ):
            return
        if self.clauses.has_other_object(group.last, sentence):
            return
        self.of_subject(i, group, verb.state, sentence, traffic=verb.of != "way")

    def _second(self, i: int, verb: StateVerb, group: Group, sentence: Sentence) -> bool:
        """ "is closed to trucks but open for cars": the second state of the subject just read."""
        tokens = self.ctx.doc.tokens
        if (
            self._last is None
            or (group.finite and tokens[i].tag != "VBD")
            or tokens[i].lower not in STATE_FORMS
        ):
            return False
        before, other, affected = self._last
        if tokens[before].sentence != sentence.i or not 0 < i - before <= 12 or not other.passive:
            return False
        k = group.first - 1
        while k > before and tokens[k].tag in {"RB", ","}:
            k -= 1
        if tokens[k].lower not in {"but", "and", "yet", "though"} or self.clauses.has_other_object(
            group.last, sentence
        ):
            return False
        joined = replace(group, passive=True, finite=True, mood=other.mood)
        reading = weigh(verb.state, joined, self.ctx, sentence, governed_from=group.first, verbal=False)
        if reading is not None:
            self.maker.make(i, joined, reading, affected, sentence, active=False, loose_times=False)
        return True

    def _own_one(self, i: int, verb: StateVerb, group: Group, sentence: Sentence) -> bool:
        """ "Sudan reopened its airspace, while Chad's stays shut": the noun is left out after the owner."""
        tokens = self.ctx.doc.tokens
        if i - 3 < sentence.first or tokens[i - 1].lower not in _STAYS or tokens[i - 2].tag != "POS":
            return False
        before = [m for m in self.finder.in_sentence(sentence) if m.last < i - 3]
        if not before or not tokens[i - 3].text[:1].isupper():
            return False
        word = tokens[before[-1].head].text
        first = i - 3
        while first - 1 > before[-1].last and tokens[first - 1].pos == "PROPN":
            first -= 1
        span = self.ctx.token_span(first, i - 2)
        way = WayMention(
            first, i - 2, i - 2, span, f"{span.text} {word}", None, before[-1].family, False, NAMED
        )
        joined = replace(
            group, first=i - 1, passive=True, finite=True, lasting=tokens[i - 1].lower not in {"is", "was"}
        )
        reading = weigh(verb.state, joined, self.ctx, sentence, governed_from=first, verbal=True)
        if reading is not None:
            affected = Affected(ways=[way], start=first)
            self.maker.make(i, joined, reading, affected, sentence, active=False, loose_times=False)
        return True

    def _inverted(self, i: int, verb: StateVerb, group: Group, sentence: Sentence) -> bool:
        """ "Closed on Tuesday were the gates of …": the subject comes last."""
        tokens = self.ctx.doc.tokens
        if i != sentence.first or tokens[i].lower not in STATE_FORMS:
            return False
        # A time and "also" are all that stands between, hence seven tokens.
        for k in range(i + 1, min(i + 8, sentence.last)):
            if tokens[k].lower in {"is", "are", "was", "were", "remain", "remains"}:
                found = self.clauses.object(k, sentence)
                if found.ways:
                    reading = Weighed(verb.state, False, 0.75, "inverted")
                    self.maker.make(i, replace(group, last=k), reading, found, sentence, active=True)
                    return True
            if tokens[k].text in {",", ";"}:
                return False
        return False

    def _is_verb(self, i: int, group: Group) -> bool:
        tokens = self.ctx.doc.tokens
        return (
            tokens[i].tag in {"VB", "VBP", "VBZ"}
            and (group.infinitive or group.finite or tokens[i].tag == "VBP")
            and (
                i + 1 >= len(tokens)
                or tokens[i + 1].lower != "to"
                or group.infinitive
                or group.mood != "fact"
            )
        )

    def _active(self, i: int, group: Group, verb: StateVerb, affected: Affected, sentence: Sentence) -> None:
        ctx = self.ctx
        scope = None
        if affected.traffic is not None:
            scope = scope_of_traffic(ctx, affected, group.last + 1)
            ways = self._ways_for_traffic(affected, group, sentence, subject=False)
            if not ways:
                return
            affected = replace_ways(affected, *ways)
        if affected.pronoun is not None and not self._near_way(affected.pronoun, sentence):
            return
        reading = weigh(verb.state, group, ctx, sentence, governed_from=group.first, verbal=True)
        if reading is None:
            return
        if affected.negative:
            if reading.state == "closed":
                return
            reading = Weighed("closed", False, 0.5, "negated")
        if reading.state == "open" and reading.rule == "fact" and affected.pronoun is not None:
            return
        self.maker.make(i, group, reading, affected, sentence, active=True, scope=scope)

    def of_subject(self, i: int, group: Group, state: State, sentence: Sentence, *, traffic: bool) -> None:
        """Read a state of what stands in the subject's place: a way, traffic, a list item's head."""
        ctx = self.ctx
        tokens = ctx.doc.tokens
        topic = self._topic(group.first, sentence)
        affected = (
            Affected(ways=[topic], start=topic.first)
            if topic is not None
            else self.clauses.subject(group.first, sentence)
        )
        scope = None
        if not affected.ways and affected.traffic is not None:
            if not traffic and not (
                tokens[i].lower in {"open", "closed", "operational"} and affected.oblique
            ):
                return
            scope = scope_of_traffic(ctx, affected, affected.floor)
            ways = self._ways_for_traffic(affected, group, sentence, subject=True)
            if not ways:
                return
            affected = replace_ways(affected, *ways, start=affected.start)
        elif affected.ways and not self._may_stand_alone(affected, group, sentence):
            affected = replace_ways(affected, *[m for m in affected.ways if not m.town])
            if not affected.ways:
                return
        if not affected.ways:
            affected = self._stand_in(i, group, affected, sentence)
            if affected.empty:
                return
        affected = self.placed(affected, group, sentence)
        if tokens[min(group.last + 1, sentence.last)].lower == "to" and self._to_talks(group, affected):
            return
        reading = weigh(
            state, group, ctx, sentence, governed_from=_clause_start(affected, group), verbal=True
        )
        if reading is None:
            return
        if affected.negative and reading.state == "closed" and not reading.expected:
            # "no crossing was closed" names none that is open.
            return
        if affected.negative:
            reading = Weighed("closed", False, 0.5, "negated")
        self._last = (i, group, affected)
        self.maker.make(i, group, reading, affected, sentence, active=False, scope=scope)
        if reading.rule in {"fact", "lasting"}:
            self.elliptic(group, reading, sentence)

    def _to_talks(self, group: Group, affected: Affected) -> bool:
        """Whether a number taken for a road is open to something that no road is: "M5 is open to talks"."""
        after = [t.lower for t in self.ctx.doc.tokens[group.last + 2 : group.last + 6]]
        coded = any(m.code for m in affected.ways)
        return coded and not any(w in self.words.scopes or w in self.words.traffic for w in after)

    def _complement(self, i: int, verb: StateVerb, group: Group, sentence: Sentence) -> bool:
        """ "kept the Rafah crossing shut": the way stands between a verb of keeping and the state."""
        tokens = self.ctx.doc.tokens
        # Twenty tokens leave room for a list of gates with their countries.
        for k in range(i - 2, max(sentence.first, i - 20) - 1, -1):
            word = tokens[k].lower
            if word in _COMPLEMENT:
                keep = verb_group(self.ctx.doc, k, sentence)
                found = self.clauses.object(keep.last, sentence)
                if (
                    found.pronoun is not None
                    and found.pronoun < i
                    and self._near_way(found.pronoun, sentence)
                ):
                    pass
                elif not found.ways or found.ways[-1].last >= i:
                    return False
                if word in {"has", "have", "had"} and tokens[i].tag == "VBD":
                    return False
                lasting = word in KEEP
                joined = replace(
                    keep,
                    last=group.last,
                    lasting=lasting,
                    passive=True,
                    partial=keep.partial or group.partial,
                )
                if word.startswith("want"):
                    joined = replace(joined, mood="wished", finite=True)
                reading = weigh(verb.state, joined, self.ctx, sentence, governed_from=keep.first, verbal=True)
                if reading is not None:
                    self.maker.make(i, joined, reading, found, sentence, active=True)
                return True
            if tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"} or tokens[k].text in {";", ":"}:
                return False
        return False

    def _relative(self, i: int, group: Group, verb: StateVerb, sentence: Sentence) -> bool:
        """ "the airport, which the rebels have shut": the way stands before "which"."""
        tokens = self.ctx.doc.tokens
        # The subject of such a clause is short; eight tokens cover "the self-styled authorities in the east".
        for k in range(group.first - 1, max(sentence.first, group.first - 9) - 1, -1):
            if tokens[k].lower in {"which", "that"} and k < group.first - 1:
                before = [m for m in self.finder.in_sentence(sentence) if m.last in {k - 1, k - 2}]
                if not before:
                    return False
                affected = Affected(ways=[before[-1]], start=before[-1].first)
                reading = weigh(verb.state, group, self.ctx, sentence, governed_from=k, verbal=True)
                if reading is not None:
                    self.maker.make(i, group, reading, affected, sentence, active=False)
                return True
            if token_is_said(tokens[k]):
                # "which the ministry said would reopen"
                continue
            if tokens[k].text in {",", ";"} or tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"}:
                return False
        return False


def _clause_start(affected: Affected, group: Group) -> int:
    if affected.ways and affected.ways[0].first < group.first:
        return affected.ways[0].first
    return affected.start if affected.start < group.first else group.first


def _told(ctx: Context, draft: Draft) -> bool:
    first = draft.evidence[0]
    if ctx.attribution_over(first.start, first.end) is not None:
        return True
    k = ctx.doc.token_at(first.start)
    return any(token_is_said(t) for t in ctx.doc.tokens[max(0, k - 3) : k])


def settle(ctx: Context, drafts: list[Draft]) -> list[Draft]:
    """Mark as background what a later state of the same way in the report has ended.

    "It had been shut since October 11" in a report that the way reopened speaks of the time before.
    """
    opened: dict[str, list[tuple[str, ...] | None]] = {}
    for d in drafts:
        if (
            isinstance(d.payload, Status)
            and d.payload.state in ("reopened", "open", "partially open")
            and not d.payload.expected
            and d.background is None
        ):
            name = d.payload.facility_id or d.payload.facility_name
            opened.setdefault(name, []).append(d.payload.scope)
    tokens = ctx.doc.tokens
    settled: list[Draft] = []
    for d in drafts:
        if not isinstance(d.payload, Status):
            continue
        name = d.payload.facility_id or d.payload.facility_name
        if (
            d.payload.state == "closed"
            and d.background is None
            and any(
                d.payload.scope is None or scope is None or set(scope) & set(d.payload.scope)
                for scope in opened.get(name, ())
            )
        ):
            near = [t.lower for t in tokens[max(0, d.anchor - 5) : d.anchor]]
            if "had" in near and _told(ctx, d):
                # "drivers said it had been shut" is what they say of now.
                settled.append(d)
                continue
            if (
                "had" in near
                or d.rule.startswith("status-nominal")
                or near[-1:] == [","]
                or {"after", "while", "when", "since"} & set(near)
                or d.rule in {"status-wished", "status-pending", "status-modifier"}
            ):
                d = replace(d, background=True)
        settled.append(d)
    return settled
