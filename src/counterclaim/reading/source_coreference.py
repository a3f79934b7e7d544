"""Who a source phrase means: a report's speakers, and how a phrase finds its own among them."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.matcher import Hit
from counterclaim.knowledge.outlets import Outlet, outlets
from counterclaim.model import Attribution, Span
from counterclaim.reading import source_words as words
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.datelines import dateline
from counterclaim.reading.source_home import home, organisation_of_outlet
from counterclaim.reading.source_mentions import Mention, read_mention
from counterclaim.reading.source_offices import bare_office, read_office
from counterclaim.reading.source_people import AUTHORS, REACH, author_of, nameless_holder, ranked_person
from counterclaim.reading.source_sides import (
    NOBODY,
    Allegiance,
    allegiance,
    bodies_within,
    both_sides,
    governing,
    last_actor,
    last_state,
    only_actor,
    organ_of,
    qualified,
    seated,
    sole_group,
    spoken_for,
)
from counterclaim.reading.source_speakers import Speaker, fits, introduce, matches, parts
from counterclaim.reading.source_states import placed_before, set_elsewhere

_STATELY = frozenset(
    {"state", "territory", "government", "ministry", "military", "police", "de facto authority"}
)
# Heads that a pronoun seldom stands for unless the phrase names its actor.
_LOOSE = frozenset({"side", "team", "force", "staff", "nation", "state", "entity", "wing"})
#: Bodies whose spokesman may stand without their name: "the coalition spokesman".
_ALLIED = frozenset({"alliance", "coalition", "bloc", "movement", "militia", "group"})
_MINISTRIES = frozenset({"ministry", "government"})
#: Bodies that have spokesmen and officers of their own.
_VOICED = (_STATELY | {"armed group", "party", "coalition", "intelligence", "international"}) - {
    "state",
    "territory",
}


def _several(mention: Mention) -> bool:
    """Whether the phrase is of groups that the report does not tell apart: "insurgent groups"."""
    return mention.plural and mention.lemma in _ALLIED | {"faction", "outfit", "party"}


class Register:
    """The speakers of one report, in the order in which they are met."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.text = ctx.report.text
        self.speakers: list[Speaker] = []
        self.titles: list[Hit[list[Outlet]]] = outlets().find(self.text)
        self.base = home(ctx, ctx.report.dateline or dateline(self.text))
        self._spans: dict[Span, Speaker] = {}

    def mention(self, span: Span, cue: Span | None) -> Mention | None:
        """The source phrase taken apart."""
        return read_mention(self.ctx, span, cue, self.titles)

    def sentence(self, at: int) -> int:
        """Number of the sentence that holds character ``at``."""
        doc = self.ctx.doc
        return doc.tokens[doc.token_at(at)].sentence if doc.tokens else 0

    def recent(self) -> list[Speaker]:
        """Speakers, the last spoken of first."""
        return sorted(self.speakers, key=lambda speaker: -speaker.at)

    def find(
        self, mention: Mention, attribution: Attribution, chosen: Mapping[int, Speaker]
    ) -> Speaker | None:
        """The speaker that a source phrase means, a new one where it introduces somebody; None for a
        pronoun that agrees with nobody. ``chosen`` are the attributions resolved so far."""
        if (known := self._spans.get(mention.span)) is not None:
            return known
        if mention.kind == "pronoun":
            found = self._relative(mention, attribution, chosen) if mention.lemma in words.RELATIVE else None
            if mention.lemma not in words.RELATIVE:
                found = self._pronoun(mention, attribution, chosen)
        else:
            found = self._noun(mention)
        if found is not None:
            self._spans[mention.span] = found
        return found

    # -- nouns and names ------------------------------------------------------------------------

    def _noun(self, mention: Mention) -> Speaker:
        if mention.kind == "both sides":
            return self._introduce(mention, Allegiance(None, both_sides(self.ctx, mention.span), "state"))
        if mention.kind in ("outlet", "media"):
            return self._introduce(mention, organ_of(self.ctx, mention))
        backing = allegiance(self.ctx, mention)
        if mention.name is not None:
            known = self._named(mention.name)
            if known is not None:
                known.role = known.role or mention.role
                known.backing = backing if known.backing is NOBODY else known.backing
                known.gender = known.gender or mention.gender
                return known
            holder = nameless_holder(self.ctx, mention, self.recent()) if backing is NOBODY else None
            if holder is not None:
                holder.name, holder.named, holder.anonymous = mention.name, True, False
                holder.gender = holder.gender or mention.gender
                return holder
            if backing is NOBODY or not mention.role:
                backing = self._introduced(mention, backing)
        elif (
            backing is NOBODY
            and (mention.definite or (mention.lemma in words.COLLECTIVES and not _several(mention)))
            and not qualified(self.ctx, mention)
            and not (mention.kind == "person" and placed_before(self.ctx, mention.span.start))
        ):
            found = self._definite(mention)
            if found is not None:
                return found
        if backing is NOBODY:
            backing = self._belonging(mention)
        if backing is NOBODY:
            backing = self._implied(mention)
        return self._introduce(mention, backing)

    def _belonging(self, mention: Mention) -> Allegiance:
        """For "a source in the ministry", "X, a spokesman for the army": whose the body is that it names."""
        if not governing(mention) and not mention.role:
            return NOBODY
        for span in bodies_within(self.ctx, mention):
            inner = self.mention(span, None)
            if inner is None or inner.kind != "institution":
                continue
            found = self._definite(inner)
            backing = found.backing if found is not None else self._implied(inner)
            if backing is not NOBODY:
                return backing
        return NOBODY

    def _introduce(self, mention: Mention, backing: Allegiance) -> Speaker:
        speaker = introduce(mention, backing, self.sentence(mention.span.start))
        self.speakers.append(speaker)
        return speaker

    def _standing_for(self, mention: Mention, actor: ActorMention) -> Speaker:
        """A speaker described only ("the group"), under the name of the actor it stands for."""
        speaker = self._introduce(mention, spoken_for(actor))
        speaker.name = actor.span.text
        return speaker

    def _named(self, name: str) -> Speaker | None:
        """The speaker whose name holds every part of this one, or is held by it; the last such."""
        wanted = parts(name)
        if not wanted:
            return None
        for speaker in self.recent():
            if speaker.kind != "person" or speaker.name is None:
                continue
            other = parts(speaker.name)
            if other and (wanted <= other or (other <= wanted and name.endswith(speaker.name))):
                return speaker
        return None

    def _introduced(self, mention: Mention, backing: Allegiance) -> Allegiance:
        """Fill name and office from where the report spoke of this person without letting them speak."""
        doc, tokens = self.ctx.doc, self.ctx.doc.tokens
        last = (mention.name or "").split()[-1]
        start = self.text.find(last)
        while 0 <= start < mention.span.start:
            end = start + len(last)
            i = doc.token_at(start)
            if tokens[i].start == start and tokens[i].end == end:
                low, floor = i, doc.sentence_of(i).first
                while (
                    low > floor
                    and i - low < 10
                    and (
                        tokens[low - 1].pos in ("NOUN", "PROPN", "ADJ", "DET", "PART")
                        or tokens[low - 1].lower in words.TITLES
                    )
                ):
                    low -= 1
                first = self.mention(self.ctx.token_span(low, i), None)
                named = first is not None and first.name is not None and first.name.endswith(last)
                if first is not None and named and (low < i or first.asides):
                    if tokens[i].entity == "PERSON" or first.role:
                        mention.name = max(first.name or "", mention.name or "", key=len)
                    found = allegiance(self.ctx, first)
                    if found is NOBODY:
                        found = self._implied(first)
                    if first.role or found is not NOBODY:
                        mention.role = mention.role or first.role
                        return found if backing is NOBODY else backing
            start = self.text.find(last, end)
        return backing

    def _implied(self, mention: Mention) -> Allegiance:
        """For whom an office without a nation speaks: the body before it, or the one state meant."""
        at, here = mention.span.start, self.sentence(mention.span.start)
        if mention.own is not None:
            pronoun = Mention(
                mention.span,
                mention.first,
                mention.first,
                mention.first,
                mention.first,
                "pronoun",
                mention.own,
            )
            owner = self._antecedent(pronoun, at, None)
            return owner.backing if owner is not None else NOBODY
        if governing(mention) and (seat := seated(self.ctx, at)) is not NOBODY:
            return seat
        described = set((mention.role or "").split()) | mention.modifiers | {mention.lemma}
        if described & words.REBELS and governing(mention):
            return sole_group(self.ctx, mention)
        if described & words.NOT_FOR_STATE:
            return NOBODY
        voices = described & _ALLIED if described & words.SPOKES else frozenset()
        kinds = frozenset[str]().union(*(words.COLLECTIVES[voice] for voice in voices))
        if kinds and (body := last_actor(self.ctx, at, here, kinds)) is not None:
            return spoken_for(body)
        if described & (words.SPOKES | words.RANKS | {"minister"}) and not described & words.STATE_OFFICE:
            # "Spokesman Jan Kos" right after his ministry spoke.
            for speaker in self.recent():
                if (
                    speaker.at < at
                    and here - speaker.sentence <= 1
                    and speaker.kind == "institution"
                    and speaker.backing.side
                    and speaker.backing.kind in (_MINISTRIES if "minister" in described else _VOICED)
                    and not self._elsewhere(mention)
                    and not bodies_within(self.ctx, mention)
                ):
                    return speaker.backing
        return bare_office(self.ctx, mention, self.base)

    def _elsewhere(self, mention: Mention) -> bool:
        """Whether the office belongs to a body that no table holds: "president of a citizens' group"."""
        office = read_office(self.ctx, mention)
        return office.foreign or bool(office.words & words.BYSTANDERS)

    def _provincial(self, mention: Mention) -> bool:
        """Whether a body is that of a place no table holds: "the X government", "the police of X"."""
        office = read_office(self.ctx, mention)
        return office.foreign or bool(office.countries)

    def _definite(self, mention: Mention) -> Speaker | None:
        """The speaker that "the official", "the ministry", "the group" points back to."""
        at, here, lemma = mention.span.start, self.sentence(mention.span.start), mention.lemma
        if mention.kind == "institution" and self._provincial(mention):
            return None
        if lemma in ("country", "kingdom", "republic", "nation"):
            last = last_state(self.ctx, at, here)
            return self._standing_for(mention, last) if last is not None else None
        for speaker in self.recent():
            if speaker.at >= at or not matches(mention, speaker):
                continue
            if lemma in words.LOCAL_OFFICES and set_elsewhere(self.ctx, at, speaker.backing):
                # "In Y, across the border, the governor said": another governor.
                continue
            # An institution keeps its name through a report; a nameless person only for a while.
            if speaker.anonymous and here - speaker.sentence > REACH + 3:
                continue
            speaker.gender = speaker.gender or mention.gender
            return speaker
        if lemma in words.DOCUMENTS:
            return author_of(mention, self.recent(), here)
        kinds = words.COLLECTIVES.get(lemma, frozenset())
        last = last_actor(self.ctx, at, here, kinds) if kinds else None
        if last is None and kinds and kinds <= AUTHORS | {"coalition"} and lemma != "office":
            # An observer's body stays "the mission" for the length of a report.
            last = only_actor(self.ctx, at, kinds)
        if last is not None:
            return self._standing_for(mention, last)
        own = organisation_of_outlet(self.ctx.report.outlet)
        if own is not None and lemma in ("mission", "office", "panel", "team") and not mention.modifiers:
            side = actors().side(own, self.ctx.report.published)
            return self._introduce(mention, Allegiance(own, (side,) if side else (), "international"))
        return None

    # -- pronouns -------------------------------------------------------------------------------

    def _relative(
        self, mention: Mention, attribution: Attribution, chosen: Mapping[int, Speaker]
    ) -> Speaker | None:
        """The speaker behind "who" or "which": the noun its clause hangs on, or the one before the comma."""
        doc, tokens = self.ctx.doc, self.ctx.doc.tokens
        at = mention.head
        noun = next((t.i for t in doc.ancestors(at) if t.i < at and t.pos in ("NOUN", "PROPN", "PRON")), None)
        if noun is None:
            noun = next(
                (i for i in range(at - 1, max(-1, at - 4), -1) if tokens[i].pos in ("NOUN", "PROPN")), None
            )
        if noun is None:
            return None
        low = max(min(tokens[noun].left, noun), doc.sentence_of(noun).first)
        while low < noun and tokens[low].pos in ("ADP", "PUNCT", "CCONJ", "SCONJ"):
            low += 1
        high = max(noun, at - 1)
        while high > noun and tokens[high].pos in ("PUNCT", "ADP"):
            high -= 1
        for span, speaker in self._spans.items():
            if span.start <= tokens[noun].start and tokens[noun].end <= span.end and span != mention.span:
                return speaker
        inner = self.mention(self.ctx.token_span(low, high), None)
        if inner is None or inner.lemma in words.RELATIVE:
            return None
        for speaker in self.recent():
            if speaker.at == inner.span.end - 1:
                return speaker
        if mention.lemma != "which" and inner.kind in ("outlet", "media"):
            # "confirmed it to the agency, who said": a person is meant.
            return next(
                (
                    s
                    for s in self.recent()
                    if s.kind == "person" and self.sentence(mention.span.start) - s.sentence <= 1
                ),
                None,
            )
        return self.find(inner, attribution, chosen)

    def _pronoun(
        self, mention: Mention, attribution: Attribution, chosen: Mapping[int, Speaker]
    ) -> Speaker | None:
        if attribution.parent is not None:
            outer = chosen.get(attribution.parent)
            if outer is not None and fits(mention, outer) and outer.outlet is None:
                return outer
        return self._antecedent(mention, mention.span.start, attribution)

    def _antecedent(self, mention: Mention, at: int, attribution: Attribution | None) -> Speaker | None:
        """The last speaker, or a nearer subject of a sentence, that the pronoun agrees with."""
        here = self.sentence(at)
        best: Speaker | None = None
        for speaker in self.recent():
            if speaker.at >= at or here - speaker.sentence > REACH or not fits(mention, speaker):
                continue
            if best is None or (
                best.outlet is not None and speaker.outlet is None and best.sentence - speaker.sentence <= 1
            ):
                best = speaker
            if best.outlet is None:
                break
        topic = self._topic(mention, at, attribution, best.at if best and best.outlet is None else -1)
        if topic is not None:
            return topic
        if best is None and mention.lemma in words.SINGULAR_PERSON:
            return self._last_person(mention, at, here)
        if best is not None and mention.gender and best.gender is None:
            best.gender = mention.gender
        return best

    def _last_person(self, mention: Mention, at: int, here: int) -> Speaker | None:
        """The one person of the actor tables named in the two sentences before."""
        start = self.ctx.doc.sentences[max(0, here - 2)].start
        people = [a for a in self.ctx.actors_in(start, at) if a.form == "person"]
        if not people:
            found = ranked_person(self.ctx, start, at)
            if found is None or (mention.gender and found.gender and mention.gender != found.gender):
                return None
            backing = allegiance(self.ctx, found)
            return self._introduce(found, backing if backing is not NOBODY else self._implied(found))
        if len({a.span.text.split()[-1] for a in people}) != 1:
            return None
        known = self.mention(people[-1].span, None)
        return self._introduce(known, allegiance(self.ctx, known)) if known is not None else None

    def _topic(
        self, mention: Mention, at: int, attribution: Attribution | None, after: int
    ) -> Speaker | None:
        """A subject in this sentence or the one before, nearer than the last speaker, that agrees."""
        doc, tokens = self.ctx.doc, self.ctx.doc.tokens
        here = self.sentence(at)
        own = attribution.content[0].start if attribution is not None and attribution.content else at
        for number in range(here, max(here - 2, -1), -1):
            sentence = doc.sentences[number]
            stop = min(at, own) if number == here else sentence.end
            for i in reversed(doc.tokens_in(sentence.start, stop)):
                token = tokens[i]
                if token.start <= after or token.pos not in ("NOUN", "PROPN"):
                    continue
                agent = token.dep == "pobj" and tokens[token.head].lower == "by"
                if token.dep not in ("nsubj", "nsubjpass") and not agent:
                    continue
                if not self._in_narration(token.start, at):
                    continue
                found = self._as_topic(mention, max(token.left, sentence.first), i)
                if found is not None:
                    return found
        return None

    def _in_narration(self, start: int, at: int) -> bool:
        """Whether a word is the outlet's own, or stands in the same words that the pronoun stands in."""
        for attribution in self.ctx.attributions:
            if attribution.source is None:
                continue
            speaker = self._spans.get(attribution.source)
            if speaker is not None and speaker.outlet is not None:
                continue
            if attribution.source.start <= start < attribution.source.end:
                return False
            for content in attribution.content:
                if content.start <= start < content.end and not content.start <= at < content.end:
                    return False
        return True

    def _as_topic(self, mention: Mention, first: int, last: int) -> Speaker | None:
        found = self.mention(self.ctx.token_span(first, last), None)
        if found is None or found.kind in ("pronoun", "unknown", "document", "outlet", "media", "both sides"):
            return None
        pronoun = mention.lemma
        if found.name is not None and (known := self._named(found.name)) is not None:
            return known if fits(mention, known) else None
        backing = allegiance(self.ctx, found)
        if backing is NOBODY and found.definite and found.name is None:
            known = self._definite(found)
            if known is not None:
                return known if fits(mention, known) else None
        if pronoun in words.SINGULAR_PERSON and (found.kind != "person" or found.plural):
            return None
        if pronoun in words.THING and (found.kind != "institution" or found.plural or found.lemma in _LOOSE):
            return None
        if pronoun in words.GROUP:
            group = found.kind == "institution" and backing.kind not in _STATELY and backing is not NOBODY
            if not (group or (found.kind in ("people", "institution") and found.plural and governing(found))):
                return None
        return self._introduce(found, backing)
