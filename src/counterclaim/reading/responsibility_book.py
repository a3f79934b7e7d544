"""What the readers of accusations, denials and avowals share: the drafts made so far, and how one is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack

from counterclaim.knowledge.event_words import EventWords, event_words
from counterclaim.model import Attribution, Responsibility, Source, Span, Stance
from counterclaim.reading.belligerents import attribution_with_cue, conjuncts, other_side, side_of, source_at
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.event_clauses import noun_phrase

#: Nouns for what one side lays to another; the strong ones accuse whatever they are followed by.
CHARGES = frozenset(
    {
        "accusation", "allegation", "charge", "claim", "assertion", "complaint", "suggestion", "blame",
        "report",
    }
)  # fmt: skip
STRONG_CHARGES = frozenset({"accusation", "allegation", "charge"})
#: Verbs that turn a charge away.
DENY = frozenset(
    {
        "deny", "reject", "dismiss", "refute", "dispute", "contest", "rebut", "disavow", "disclaim",
        "rubbish", "repudiate",
    }
)  # fmt: skip
#: Nouns for harm done, beside the event words: "blamed X for the collapse of the talks".
HARMS = frozenset(
    {
        "death", "killing", "violation", "breach", "provocation", "collapse", "failure", "escalation",
        "incident", "crisis", "support", "interference", "crime", "genocide", "abuse", "disaster", "tragedy",
        "loss", "delay", "famine",
    }
)  # fmt: skip


_OF_STATE = frozenset({"state", "military", "ministry", "government"})


class Frame(TypedDict, total=False):
    """The fields of a `Draft` that say who speaks and on what stance."""

    stance: Stance | None
    source: Source | None
    cue: Span | None
    attribution: Attribution | None
    answers: str | None


class Book:
    """One report's responsibility drafts in the making; a denial looks back at the charges before it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.doc = ctx.doc
        self.words: EventWords = event_words()
        self.found: list[Draft] = []

    def add(
        self,
        rule: str,
        anchor: int,
        evidence: Span,
        payload: Responsibility,
        *,
        confidence: float = 0.7,
        **frame: Unpack[Frame],
    ) -> None:
        """Keep a draft, unless the same proposition was read from these words before."""
        for other in self.found:
            again = other.evidence[0].overlaps(evidence) and other.payload == payload
            if again and frame.get("source") == other.source:
                return
        self.found.append(
            Draft(
                f"responsibility:{evidence.start}:{anchor}:{len(self.found)}",
                payload,
                (evidence,),
                anchor,
                f"responsibility.{rule}",
                confidence=confidence,
                **frame,
            )
        )

    def frame(self, cue: int, source: int | None) -> Frame:
        """Who accuses: the attribution that this cue makes, else the noun given."""
        ctx = self.ctx
        frame: Frame = {"cue": ctx.token_span(cue, cue)}
        attribution = attribution_with_cue(ctx, cue)
        if attribution is not None and source is not None and attribution.source is not None:
            # An agent read from the verb itself beats a source that is another phrase.
            t = self.doc.tokens[source]
            inside = attribution.source.start <= t.start and t.end <= attribution.source.end
            if not inside or "," in ctx.report.text[attribution.source.start : t.start]:
                attribution = None
        if attribution is not None and (attribution.speaker is not None or source is None):
            frame["attribution"] = attribution
            frame["cue"] = attribution.cue
        elif source is not None:
            frame["source"] = source_at(ctx, source)
        return frame

    def subject_sides(self, agent: int | None) -> tuple[str, ...]:
        """The sides of a noun and of those coordinated with it, once each."""
        sides: tuple[str, ...] = ()
        if agent is None:
            return sides
        for each in conjuncts(self.ctx, agent):
            for side in side_of(self.ctx, each):
                if side not in sides:
                    sides += (side,)
        return sides

    def described(self, accused: int, speaker: tuple[str, ...]) -> tuple[str, ...]:
        """The side of "government troops" and "separatist fighters", where the report leaves only one.

        The government is the belligerent state that the speaker is not of; the rebels are the one armed
        group that the report names. Empty otherwise.
        """
        tokens = self.doc.tokens
        first, _ = noun_phrase(self.doc, accused)
        words = {tokens[k].lemma.lower() for k in range(first, accused + 1)}
        kinds = {m.side: m.kind for m in self.ctx.actors if m.side}
        if words & {"government", "regime"}:
            lands = {m.country for m in self.ctx.actors if m.side in speaker and m.kind == "armed group"}
            own = {
                m.side
                for m in self.ctx.actors
                if m.side
                and m.country
                and m.country in lands
                and m.kind in _OF_STATE
                and m.side not in speaker
            }
            states = own or {s for s in other_side(self.ctx, speaker) if kinds.get(s) != "armed group"}
            return tuple(states) if len(states) == 1 else ()
        if words & self.words.groups["rebels"]:
            groups = {s for s, kind in kinds.items() if kind == "armed group"}
            return tuple(groups) if len(groups) == 1 and not groups & set(speaker) else ()
        return ()

    def recent(self, i: int) -> bool:
        """Whether an accusation stands in this sentence or the one before it."""
        sentence = self.doc.tokens[i].sentence
        return any(sentence - self.doc.tokens[d.anchor].sentence <= 1 for d in self.found)

    def answered(self, sides: tuple[str, ...], i: int) -> str | None:
        """Key of the last accusation before token ``i`` against these sides (any in the same sentence)."""
        sentence = self.doc.tokens[i].sentence
        for draft in reversed(self.found):
            payload = draft.payload
            if not isinstance(payload, Responsibility) or draft.stance == "denies" or payload.own:
                continue
            if draft.anchor > i:
                continue
            near = sentence - self.doc.tokens[draft.anchor].sentence
            if sides and payload.accused_side:
                if set(sides) & set(payload.accused_side):
                    return draft.key
            elif near == 0 or (near == 1 and not payload.accused_side and not sides):
                return draft.key
        return None

    def finished(self) -> list[Draft]:
        """All drafts; a denial that names its accusation in full ("rejected the claim that") answers it."""
        return [self._answering_inside(draft) for draft in self.found]

    def _answering_inside(self, denial: Draft) -> Draft:
        if denial.stance != "denies" or denial.answers is not None:
            return denial
        for other in self.found:
            inside = denial.evidence[0].covers(other.evidence[0])
            if other is not denial and other.stance != "denies" and inside:
                return replace(denial, answers=other.key)
        return denial
