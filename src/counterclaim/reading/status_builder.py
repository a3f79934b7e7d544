"""From a state said of a way to drafts: who is meant, for whom, since when, on which words."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.status_words import word_set
from counterclaim.language import Sentence
from counterclaim.model import Span, State, Status
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.status_clauses import Affected, ClauseReader
from counterclaim.reading.status_details import begins, historic, reason
from counterclaim.reading.status_finder import WayFinder
from counterclaim.reading.status_nouns import BARE, MODES, NAMED, QUALIFIERS, WayMention
from counterclaim.reading.status_scope import mode_list, scope_after, traffic_scope
from counterclaim.reading.status_verbs import Group
from counterclaim.reading.status_weighing import Weighed


class DraftMaker:
    """Makes the drafts of one report and keeps their keys unique."""

    def __init__(self, ctx: Context, finder: WayFinder, clauses: ClauseReader) -> None:
        self.ctx = ctx
        self.finder = finder
        self.clauses = clauses
        self.drafts: list[Draft] = []
        self._seen: set[tuple[int, str, State, tuple[str, ...] | None, bool]] = set()

    def resolve(self, way: WayMention) -> list[tuple[Span, str, str | None]]:
        """The facilities a mention stands for: ``(its words, name, id)``, several for "both crossings"."""
        if way.level == NAMED or way.id is not None:
            return [(way.span, way.name, way.id)]
        apposed = self._apposed(way)
        if apposed is not None:
            return [(way.span, apposed.name, apposed.id)]
        if way.level == 1 and _takes_up(way) and not self._own_kind(way) and not self._leads(way):
            named = self.finder.taken_up(way)
            if named:
                return [(way.span, m.name, m.id) for m in named]
        return [(way.span, way.name, None)]

    def _apposed(self, way: WayMention) -> WayMention | None:
        """The name before "…, a crossing that …": the noun only says what it is."""
        tokens = self.ctx.doc.tokens
        if way.first < 2 or tokens[way.first - 1].text != "," or way.plural:
            return None
        sentence = self.ctx.doc.sentence_of(way.first)
        for m in self.finder.in_sentence(sentence):
            if m.last == way.first - 2 and m.level == NAMED:
                return m
        return None

    def _leads(self, way: WayMention) -> bool:
        """Whether the words after the noun say which road it is ("the road leading to it")."""
        tokens = self.ctx.doc.tokens
        return way.last + 1 < len(tokens) and tokens[way.last + 1].lower in {
            "leading",
            "running",
            "connecting",
        }

    def _own_kind(self, way: WayMention) -> bool:
        """Whether a noun says which road it is ("the toll road"), so that it takes up no other's name."""
        tokens = self.ctx.doc.tokens
        ways = self.clauses.words.ways
        return way.family == "road" and any(
            tokens[k].tag in {"NN", "NNS"}
            and tokens[k].lower not in ways
            and tokens[k].lower not in QUALIFIERS | MODES
            for k in range(way.first, way.head)
        )

    def _at_name(self, way: WayMention, after: int, sentence: Sentence) -> WayMention | None:
        """ "The road has been cut at X": a known way of that town says which road."""
        tokens = self.ctx.doc.tokens
        if way.level != BARE or way.plural or after + 1 > sentence.last or tokens[after].lower != "at":
            return None
        return next(
            (
                m
                for m in self.finder.in_sentence(sentence)
                if m.first == after + 1 and m.level == NAMED and m.id is not None
            ),
            None,
        )

    def _bare_before(self, at: int, sentence: Sentence) -> WayMention | None:
        """The last way before a pronoun, in its sentence or the one before, named or not."""
        for s in (sentence, self.ctx.doc.sentences[max(0, sentence.i - 1)]):
            for m in reversed(self.finder.in_sentence(s)):
                if m.last < at:
                    return m
        return None

    def far_way(self, at: int, *, reach: int = 2) -> WayMention | None:
        """The way that traffic without one is about: the last one named, at most ``reach`` sentences back."""
        found = self.finder.before(at, None, reach=reach)
        return found[0] if found else None

    def make(
        self,
        trigger: int,
        group: Group,
        reading: Weighed,
        affected: Affected,
        sentence: Sentence,
        *,
        active: bool,
        scope: tuple[str, ...] | None = None,
        loose_times: bool = True,
        seek_scope: bool = True,
        aged: int | None = None,
    ) -> list[Draft]:
        """Drafts for one trigger: one a way, plus those that an exception or a later stage adds.

        ``aged`` is the verb that brings in since when ("the closure of X reached its 25th day").
        """
        ctx = self.ctx
        tokens = ctx.doc.tokens
        targets: list[tuple[Span, str, str | None]] = []
        for way in affected.ways:
            beside = None if active else self._at_name(way, group.last + 1, sentence)
            if beside is not None:
                targets.append((beside.span, beside.name, beside.id))
            elif not self.finder.weak_alone(way):
                targets.extend(self.resolve(way))
        if not targets and affected.pronoun is not None:
            span = ctx.token_span(affected.pronoun, affected.pronoun)
            far = self.finder.before(
                affected.pronoun,
                None,
                reach=1,
                plural=tokens[affected.pronoun].lower in {"both", "they", "them"},
            )
            targets = [(span, m.name, m.id) for m in far]
            bare = None if targets else self._bare_before(affected.pronoun, sentence)
            if bare is not None:
                targets = [(span, name, ident) for _, name, ident in self.resolve(bare)]
        first_of: dict[str, tuple[Span, str, str | None]] = {}
        for target in targets:
            first_of.setdefault(target[2] or target[1], target)
        targets = list(first_of.values())
        if not targets or (
            reading.rule in ("wished", "feared")
            and any(
                t.lower in {"more", "additional", "new", "other", "extra"}
                for w in affected.ways
                for t in tokens[w.first : w.head]
            )
        ):
            return []
        tail = max([group.last, *(w.last for w in affected.ways)]) if active else group.last
        if active and affected.pronoun is not None:
            tail = max(tail, affected.pronoun)
        if {"every", "daily", "nightly"} & {
            t.lower for t in tokens[tail + 1 : min(tail + 9, sentence.last + 1)]
        }:
            # "closes at 6 pm every day" is a timetable.
            return []
        modes: tuple[str, ...] = ()
        end, exception = group.last, False
        if seek_scope:
            modes, end, exception = scope_after(ctx, tail, sentence)
        full_scope = scope
        if modes and not exception:
            full_scope = tuple(dict.fromkeys((*(scope or ()), *modes)))
        first_token = min([group.first, affected.start if not active else group.first])
        interval, mention = begins(
            ctx,
            first_token,
            max(tail, end, aged or 0),
            sentence,
            reading.state,
            expected=reading.expected,
            loose=loose_times,
        )
        expected = reading.expected
        published = ctx.report.published
        if (
            interval is not None
            and interval.start is not None
            and published is not None
            and interval.start[:10] > published[:10]
            and not group.lasting
            and reading.state != "unknown"
            and not any(
                t.tag == "VBD" or t.lower in {"was", "were", "had", "has", "have", "been"}
                for t in tokens[group.first : trigger + 1]
            )
        ):
            expected = True
        why = reason(ctx, max(tail, end), sentence)
        lasting = group.lasting or (mention is not None and "since" in mention.span.text.lower())
        past = historic(
            ctx,
            first_token,
            max(tail, end),
            sentence,
            mention,
            present=lasting
            or reading.expected
            or tokens[trigger].tag in {"VBZ", "VBP"}
            or (
                mention is not None
                and ctx.doc.tokens[max(0, ctx.doc.token_at(mention.span.start) - 1)].lower == "since"
            ),
        )
        made: list[Draft] = []
        for n, (span, name, ident) in enumerate(targets):
            evidence = self._evidence(
                span,
                group,
                max(end, group.last),
                sentence,
                active,
                alone=len(targets) == 1,
                traffic=affected.traffic,
            )
            seen = (trigger, ident or name, reading.state, full_scope, expected)
            if seen in self._seen:
                continue
            self._seen.add(seen)
            payload = Status(span, name, ident, reading.state, full_scope, interval, expected, why)
            made.append(
                Draft(
                    key=f"status-{trigger}-{span.start}-{n}",
                    payload=payload,
                    evidence=evidence,
                    anchor=trigger,
                    rule=f"status-{reading.rule}",
                    background=True if past else None,
                    confidence=reading.confidence,
                )
            )
            if exception and modes:
                made.append(self._exception(made[-1], modes, reading))
        if made and reading.state in ("open", "reopened", "partially open") and full_scope:
            made.extend(self._next_stage(made, end, sentence))
        self.drafts.extend(made)
        return made

    def _evidence(
        self,
        span: Span,
        group: Group,
        end: int,
        sentence: Sentence,
        active: bool,
        *,
        alone: bool,
        traffic: int | None,
    ) -> tuple[Span, ...]:
        ctx = self.ctx
        tokens = ctx.doc.tokens
        start = min(span.start, tokens[group.first].start)
        if traffic is not None and sentence.first <= traffic < group.first:
            # "Passenger traffic at X was suspended": what is suspended belongs to the words.
            noun = traffic
            while noun > sentence.first and tokens[noun - 1].tag in {"JJ", "NN", "NNS", "DT"}:
                noun -= 1
            start = min(start, tokens[noun].start)
        stop = max(span.end, tokens[end].end)
        k = ctx.doc.token_at(start)
        if k > sentence.first and tokens[k - 1].lower in {"the", "all", "both", "at"} and start == span.start:
            words = {"the", "all", "both"}
            if tokens[k - 1].lower == "at":
                words = {"at", "crossing", "crossings", "border", "points", "airports", "ports", "posts"}
            while k > sentence.first and tokens[k - 1].lower in words:
                k -= 1
            start = tokens[k].start
        text = ctx.report.text
        if (
            stop < len(text)
            and text[stop] in '”"’'
            and text[start:stop].count("“") > text[start:stop].count("”")
        ):
            stop += 1
        verb = ctx.token_span(group.first, group.last)
        # A gate of a list far from the verb is shown with its own words and the verb's, not all between.
        if alone or (
            not active
            and verb.start - span.end <= 90
            and not self._way_between(span.end, verb.start, sentence)
        ):
            return (ctx.span(start, stop),)
        if verb.covers(span):
            return (verb,)
        near = ctx.span(min(start, span.start), span.end) if start <= span.start and not active else span
        return (near, verb) if near.start < verb.start else (verb, near)

    def _way_between(self, start: int, end: int, sentence: Sentence) -> bool:
        return any(
            start <= m.span.start and m.span.end <= end and m.level == NAMED
            for m in self.finder.in_sentence(sentence)
        )

    def _exception(self, draft: Draft, modes: tuple[str, ...], reading: Weighed) -> Draft:
        """ "closed to all but diplomats" also says that it is open to diplomats."""
        payload = draft.payload
        if not isinstance(payload, Status):
            return draft
        state: State = "open" if reading.state == "closed" else "closed"
        return replace(
            draft,
            key=f"{draft.key}-except",
            payload=replace(payload, state=state, scope=modes, begins=None, reason=None),
            rule="status-exception",
            confidence=0.6,
        )

    def _next_stage(self, made: list[Draft], end: int, sentence: Sentence) -> list[Draft]:
        """ "for cargo now and for pedestrians on Friday": the second stage is expected."""
        ctx = self.ctx
        tokens = ctx.doc.tokens
        k = end + 1
        while k <= min(end + 6, sentence.last) and tokens[k].lower not in {
            "and",
            ",",
            ";",
            "with",
            "while",
            "then",
        }:
            k += 1
        if k > sentence.last or tokens[k].lower not in {"and", ",", ";", "with", "while", "then"}:
            return []
        while k < sentence.last and tokens[k].lower in {
            "and",
            ",",
            ";",
            "with",
            "while",
            "then",
            "for",
            "to",
        }:
            k += 1
        if k > sentence.last:
            return []
        modes, last = scope_list(ctx, k, sentence)
        if not modes:
            return []
        after = list(ctx.times_in(tokens[last].end, tokens[sentence.last].end))[:1]
        if not after:
            return []
        gap = list(tokens[last + 1 : ctx.doc.token_at(after[0].span.start)])
        # "cargo now, pedestrians to follow on Friday": nothing but these words may stand between.
        if any(t.lower not in _FOLLOW for t in gap):
            return []
        interval = after[0].interval
        published = ctx.report.published
        soon = (
            published is None
            or interval.start is None
            or interval.start[:10] > published[:10]
            or any(t.lower in {"follow", "follows", "later"} for t in gap)
        )
        if not soon:
            return []
        stage: list[Draft] = []
        for draft in made:
            payload = draft.payload
            if not isinstance(payload, Status) or payload.scope == modes:
                continue
            evidence = (*draft.evidence, ctx.span(tokens[k].start, after[0].span.end))
            stage.append(
                replace(
                    draft,
                    key=f"{draft.key}-next",
                    payload=replace(
                        payload, state="open", scope=modes, begins=interval, expected=True, reason=None
                    ),
                    evidence=evidence,
                    rule="status-stage",
                    confidence=0.65,
                )
            )
        return stage


_FOLLOW = word_set(
    "to follow follows will from starting the on in by and , later only next allowed cross crossing "
    "be able should would - – at"
)


def scope_list(ctx: Context, k: int, sentence: Sentence) -> tuple[tuple[str, ...], int]:
    """Modes in the list that begins at token ``k``; ``((), k - 1)`` where none stands there."""
    return mode_list(ctx, k, min(sentence.last, k + 6))


def scope_of_traffic(ctx: Context, affected: Affected, floor: int) -> tuple[str, ...] | None:
    """The modes of the traffic that is opened or closed, None for all of it."""
    return traffic_scope(ctx, affected.traffic, floor) if affected.traffic is not None else None


def _takes_up(way: WayMention) -> bool:
    first = way.span.text.lower().split()[0]
    return first in {"the", "this", "that", "both"} and not (way.plural and first == "the")
