"""Who speaks: every source tied to the speaker introduced before, with side, wire and channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counterclaim.model import Attribution, Source
from counterclaim.reading import source_words as words
from counterclaim.reading.context import Context
from counterclaim.reading.source_anonymity import anonymity_reasons
from counterclaim.reading.source_coreference import Register
from counterclaim.reading.source_frames import Frame, read_frame
from counterclaim.reading.source_sides import NOBODY
from counterclaim.reading.source_speakers import Speaker, place
from counterclaim.reading.source_states import reporting_to


def resolve_sources(ctx: Context) -> list[Attribution]:
    """The report's attributions with ``speaker``, ``agency``, ``channel``, ``said`` and ``addressee``.

    A side is given only on good grounds: the source's own words, the person table, a speaker it points
    back to, or, for a bare "the military", the one state whose bodies the passage speaks of. An
    outlet's title has no side, even when a state runs it (its role then says "state media"); "Xish state
    television" has X's.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> resolve_sources(Context(Report(""), annotator().annotate("")))
    []
    """
    return _Resolver(ctx).run()


class _Resolver:
    """One pass over a report's attributions in the order of the text."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.register = Register(ctx)
        self._sentences = [self.register.sentence(a.cue.start) if a.cue else -1 for a in ctx.attributions]
        self._together: dict[int, list[int]] = {}
        for i, number in enumerate(self._sentences):
            self._together.setdefault(number, []).append(i)
        self._frames: dict[int, Frame] = {}
        self._chosen: dict[int, Speaker] = {}
        self._wires: dict[int, str] = {}

    def run(self) -> list[Attribution]:
        everything, register = self.ctx.attributions, self.register
        for i in sorted(range(len(everything)), key=lambda i: (place(everything[i]), i)):
            attribution = everything[i]
            lemma, again = "", False
            speaker: Speaker | None = None
            if attribution.source is not None:
                mention = register.mention(attribution.source, attribution.cue)
                outer = self._chosen.get(attribution.parent) if attribution.parent is not None else None
                if mention is not None and mention.lemma in words.EVIDENCE and outer is not None:
                    # Evidence has no voice: who points to it inside a speaker's words is the speaker.
                    speaker, lemma = outer, mention.lemma
                elif mention is not None:
                    lemma = mention.lemma
                    again = not mention.fresh and (mention.role is None or mention.name is None)
                    known = len(register.speakers)
                    speaker = register.find(mention, attribution, self._chosen)
                    again = again and len(register.speakers) == known
            else:
                speaker = self._implicit(attribution)
            frame = self._frames[i] = read_frame(
                self.ctx, attribution, lemma, register.titles, [everything[k] for k in self._beside(i)]
            )
            if speaker is None:
                continue
            if speaker.backing is NOBODY and frame.addressee is not None:
                speaker.backing = reporting_to(self.ctx, speaker.role or "", frame.addressee, register.base)
            self._chosen[i] = speaker
            if again and frame.relay is None and frame.channel is None and speaker.agency:
                self._wires[i] = speaker.agency
            self._remember(speaker, attribution, frame)
        self._excuse()
        return [self._filled(i, a) for i, a in enumerate(everything)]

    def _implicit(self, attribution: Attribution) -> Speaker | None:
        """Who speaks where no source is named: a second verb of one subject, or a quotation that goes on."""
        doc = self.ctx.doc
        if attribution.cue is not None:
            here = self.register.sentence(attribution.cue.start)
            verb = doc.tokens[doc.token_at(attribution.cue.end - 1)]
            if verb.pos == "NOUN":
                return self._said_in(attribution, verb.i)
            passive = any(c.dep in ("auxpass", "nsubjpass") for c in doc.children(verb.i))
            if verb.pos not in ("VERB", "AUX") or verb.tag == "VBN" or passive:
                return None
            if verb.dep not in ("conj", "advcl", "xcomp"):
                return None
            above = {t.i for t in doc.ancestors(verb.i)}
            for k, speaker in self._chosen.items():
                other = self.ctx.attributions[k]
                if other.cue is None or other.source is None or other.cue.start >= attribution.cue.start:
                    continue
                if self.register.sentence(other.cue.start) == here and above & set(
                    doc.tokens_in(other.cue.start, other.cue.end)
                ):
                    return speaker
            return None
        if attribution.form != "direct" or not attribution.content:
            return None
        start = attribution.content[0].start
        here = self.register.sentence(start)
        for speaker in self.register.recent():
            if speaker.spoke and speaker.at < start and here - speaker.sentence <= 3:
                return speaker
        return None

    def _said_in(self, attribution: Attribution, noun: int) -> Speaker | None:
        """Who "said in a statement that": the source of the verb that a document's noun hangs on."""
        doc = self.ctx.doc
        tokens = doc.tokens
        if tokens[noun].lemma not in words.DOCUMENTS:
            return None
        tie = next((c for c in doc.ancestors(noun) if c.pos == "ADP"), None)
        if tie is None or tie.lower not in ("in", "by", "via", "through") or noun - tie.i > 6:
            return None
        if not any(tokens[i].lower in ("a", "an") for i in range(tie.i + 1, noun)):
            return None
        verb = next((t for t in doc.ancestors(tie.i) if t.pos in ("VERB", "AUX")), None)
        for k, speaker in self._chosen.items():
            cue = self.ctx.attributions[k].cue
            if verb is not None and cue is not None and cue.start <= verb.start < cue.end:
                return speaker
        return None

    # -- what is known of a speaker ---------------------------------------------------------------

    def _remember(self, speaker: Speaker, attribution: Attribution, frame: Frame) -> None:
        place = attribution.source or attribution.cue or attribution.content[0]
        speaker.at = max(speaker.at, place.end - 1)
        speaker.sentence = self.register.sentence(speaker.at)
        speaker.spoke = True
        if frame.relay is not None:
            speaker.agency = frame.relay.short
        elif frame.channel is not None and attribution.source is not None:
            # Words from a new occasion did not come through the wire that carried the last ones.
            speaker.agency = None

    def _excuse(self) -> None:
        """Give each excuse for a missing name to the speaker it is about."""
        for at, span in anonymity_reasons(self.ctx):
            here = self.register.sentence(at)
            best: tuple[int, Speaker] | None = None
            for i, speaker in self._chosen.items():
                source = self.ctx.attributions[i].source
                if source is None or speaker.kind not in ("person", "people", "unknown"):
                    continue
                away = here - self.register.sentence(source.start)
                if away not in (0, 1):
                    continue
                distance = abs(at - source.start) + 1000 * away + (300 if source.start > at else 0)
                if best is None or distance < best[0]:
                    best = (distance, speaker)
            if best is not None and best[1].reason is None:
                best[1].reason = span
                if best[1].lemma in words.REPRESENTATIVES | words.BYSTANDERS:
                    best[1].anonymous = True

    def _filled(self, i: int, attribution: Attribution) -> Attribution:
        speaker, frame = self._chosen.get(i), self._frames[i]
        source: Source | None = None
        agency = frame.relay.short if frame.relay else None
        if speaker is not None:
            source = Source(
                attribution.source,
                speaker.name,
                speaker.role,
                speaker.backing.actor,
                speaker.backing.side,
                speaker.anonymous,
                speaker.reason,
            )
            if agency is None and speaker.outlet is not None:
                agency = speaker.outlet.short
        elif attribution.source is not None:
            source = Source(attribution.source)
        agency = agency or self._relayed(i) or self._wires.get(i)
        channel, said = frame.channel, frame.said
        if channel is None or said is None:
            # "said on Monday at a briefing ..., adding": one occasion, two verbs.
            for k in self._companions(i):
                said = said or self._frames[k].said
                channel = channel or self._frames[k].channel
        return replace(
            attribution, speaker=source, agency=agency, channel=channel, said=said, addressee=frame.addressee
        )

    def _companions(self, i: int) -> Iterable[int]:
        """Earlier verbs of the same source in the same sentence."""
        own = self.ctx.attributions[i]
        if own.cue is None or own.source is None:
            return ()
        everything = self.ctx.attributions
        return [
            k
            for k in self._beside(i)
            if everything[k].source == own.source and self._cue_start(k) < own.cue.start
        ]

    def _beside(self, i: int) -> list[int]:
        """The other attributions whose cue stands in the same sentence."""
        if self._sentences[i] < 0:
            return []
        return [k for k in self._together[self._sentences[i]] if k != i]

    def _cue_start(self, i: int) -> int:
        cue = self.ctx.attributions[i].cue
        return cue.start if cue is not None else -1

    def _relayed(self, i: int) -> str | None:
        """The outlet whose report these words stand in."""
        everything = self.ctx.attributions
        step, guard = everything[i].parent, 0
        while step is not None and 0 <= step < len(everything) and guard < 8:
            outer = self._chosen.get(step)
            if outer is not None and outer.outlet is not None:
                return outer.outlet.short
            step, guard = everything[step].parent, guard + 1
        own = everything[i]
        if own.cue is None:
            return None
        for k in self._beside(i):
            relay, other = self._chosen.get(k), everything[k]
            if relay is None or relay.outlet is None:
                continue
            if any(a.overlaps(b) for a in own.content for b in other.content):
                return relay.outlet.short
        return None
