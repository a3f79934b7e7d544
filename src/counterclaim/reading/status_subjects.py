"""What stands in a subject's place: a pronoun, an unknown name, a list item's head, the way traffic uses."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.status_words import status_words, word_set
from counterclaim.language import Sentence
from counterclaim.reading.context import Context
from counterclaim.reading.status_builder import DraftMaker
from counterclaim.reading.status_clauses import Affected, ClauseReader
from counterclaim.reading.status_details import clause_end
from counterclaim.reading.status_finder import WayFinder
from counterclaim.reading.status_nouns import NAMED, WayMention
from counterclaim.reading.status_verbs import Group

STATE_FORMS = word_set("closed shut sealed open blocked blockaded suspended severed cut reopened")
#: Traffic nouns that any firm has: read only with a way in the same phrase.
_ANYWHERE = word_set("operations services service processing entry exit returns transport")
_JOIN = word_set(", and & at in the or")
_VIA = word_set("at through via across over from to along into on in between using by")


def tight(ctx: Context, i: int) -> bool:
    """Whether token ``i`` follows the one before without a space."""
    tokens = ctx.doc.tokens
    return i > 0 and tokens[i - 1].end == tokens[i].start


def replace_ways(affected: Affected, *ways: WayMention, start: int | None = None) -> Affected:
    """The same phrase with other ways."""
    first = start if start is not None else (ways[0].first if ways else affected.start)
    return Affected(
        ways=list(ways),
        traffic=affected.traffic,
        negative=affected.negative,
        start=first,
        floor=affected.floor,
    )


class SubjectReader:
    """Finds the way that a state is said of where no way stands in the subject's place."""

    def __init__(self, ctx: Context, finder: WayFinder, clauses: ClauseReader, maker: DraftMaker) -> None:
        self.ctx = ctx
        self.finder = finder
        self.clauses = clauses
        self.maker = maker
        self.words = status_words()
        self._last: tuple[int, Group, Affected] | None = None

    def _may_stand_alone(self, affected: Affected, group: Group, sentence: Sentence) -> bool:
        """Whether a town may stand for its crossing: only beside a word of opening, never with a person's."""
        return not any(m.town and self._part_of_name(m) for m in affected.ways)

    def _part_of_name(self, m: WayMention) -> bool:
        tokens = self.ctx.doc.tokens
        after = tokens[m.last + 1] if m.last + 1 < len(tokens) else None
        return (
            after is not None
            and after.pos == "PROPN"
            and after.text[:1].isupper()
            and not after.text.isupper()
        )

    def _stand_in(self, i: int, group: Group, affected: Affected, sentence: Sentence) -> Affected:
        """A pronoun, "which" or an unknown name in the place of the subject."""
        tokens = self.ctx.doc.tokens
        k = group.first - 1
        if sentence.i and tokens[sentence.first].lower in {"(", "to", "between", "from"}:
            # "NH-7 (Hyderabad-Nagpur) remained blocked": the parser may end a sentence after the number.
            before = self.finder.in_sentence(self.ctx.doc.sentences[sentence.i - 1])
            if before and before[-1].last == sentence.first - 1:
                return Affected(ways=before[-1:], start=before[-1].first)
        if k > sentence.first and tokens[k].lower == "side" and self._near_way(k, sentence):
            # "its side remained open": of the way just named
            far = self.maker.far_way(k, reach=1)
            if far is None:
                return Affected()
            first = k
            while first > sentence.first and tokens[first - 1].tag in {"PRP$", "JJ", "DT", "NNP", "POS"}:
                first -= 1
            span = self.ctx.token_span(first, k)
            return Affected(
                ways=[replace(far, first=first, last=k, head=k, span=span, level=NAMED)], start=first
            )
        if affected.pronoun is not None:
            word = tokens[affected.pronoun].lower
            if word in {"which", "that"} or self._near_way(affected.pronoun, sentence):
                if word in {"which", "that"}:
                    before = [m for m in self.finder.in_sentence(sentence) if m.last < affected.pronoun]
                    if not before or affected.pronoun - before[-1].last > 2:
                        return Affected()
                    return Affected(ways=[before[-1]], start=before[-1].first)
                return affected
            return Affected()
        k = group.first - 1
        while k > sentence.first and tokens[k].text in {",", "(", "—", "–", "``", "“", '"', "now", "also"}:
            k -= 1
        if k < sentence.first:
            return Affected()
        if tokens[k].lower == "which" and k - 2 >= sentence.first:
            before = [m for m in self.finder.in_sentence(sentence) if m.last in {k - 1, k - 2}]
            if before:
                return Affected(ways=[before[-1]], start=before[-1].first)
        touching = [m for m in self.finder.in_sentence(sentence) if m.last == k]
        loose = tokens[group.first - 1].text in {",", "(", "—", "–"}
        after = tokens[group.last + 1].lower if group.last < sentence.last else ""
        if (
            touching
            and tokens[i].lower in STATE_FORMS
            and (loose or (tokens[i].tag == "VBN" and after in {"since", "by", "due", "because", "until"}))
        ):
            # "trucks at the Kuznica crossing, closed since May"
            return Affected(ways=touching[-1:], start=touching[-1].first)
        return self._unknown_name(k, group, sentence)

    def _unknown_name(self, k: int, group: Group, sentence: Sentence) -> Affected:
        """A name no table has: taken where a noun said elsewhere what it is ("the Kuznica crossing")."""
        tokens = self.ctx.doc.tokens
        opens = k == sentence.first or tokens[k - 1].text == ":"
        if not (tokens[k].pos == "PROPN" or (opens and tokens[k].pos in {"NOUN", "ADJ", "VERB", "X"})):
            return Affected()
        if not tokens[k].text[:1].isupper():
            return Affected()
        first = k
        while first > sentence.first and tokens[first - 1].pos == "PROPN":
            first -= 1
        if first > sentence.first and tokens[first - 1].lower in {
            "mr",
            "mrs",
            "in",
            "at",
            "near",
            "from",
            "of",
            "to",
            "by",
        }:
            return Affected()
        known = tokens[first].text in self.finder.known_names()
        nextward = {t.lower for t in tokens[group.last + 1 : min(group.last + 6, sentence.last + 1)]}
        scoped = bool(nextward & {"for", "to"}) and any(w in self.words.scopes for w in nextward)
        both_ways = "both" in nextward and bool(nextward & {"directions", "ways"})
        label = tokens[group.first].text.isupper() and not tokens[k].text.isupper() and self._speaks_of_ways()
        if (
            not (known or scoped or label or both_ways)
            or (tokens[k].entity == "PERSON" and not (known or both_ways))
            or self._is_actor(first, k)
        ):
            return Affected()
        way = self._way_called(first, k)
        return Affected(ways=[way], start=first)

    def _is_actor(self, first: int, last: int) -> bool:
        start, end = self.ctx.doc.tokens[first].start, self.ctx.doc.tokens[last].end
        return any(a.span.start < end and start < a.span.end for a in self.ctx.actors)

    def _near_way(self, at: int, sentence: Sentence) -> bool:
        """Whether a way was named in this sentence or was the subject of the one before."""
        if any(m.last < at for m in self.finder.in_sentence(sentence)):
            return True
        if sentence.i == 0:
            return False
        before = self.ctx.doc.sentences[sentence.i - 1]
        return bool(self.finder.in_sentence(before))

    def _ways_for_traffic(
        self, affected: Affected, group: Group, sentence: Sentence, *, subject: bool
    ) -> list[WayMention]:
        """The ways that the traffic uses: in the same clause, else the one last named, two sentences back."""
        if affected.oblique:
            return affected.oblique
        tokens = self.ctx.doc.tokens
        noun = affected.traffic if affected.traffic is not None else group.last
        mentions = self.finder.in_sentence(sentence)
        end = clause_end(self.ctx, max(group.last, noun), sentence)
        after: list[WayMention] = []
        for m in mentions:
            if m.first <= noun or m.last > end or noun < group.first < m.first < group.last:
                continue
            if after:
                if all(t.lower in _JOIN for t in tokens[after[-1].last + 1 : m.first]):
                    after.append(m)
            elif any(t.lower in _VIA for t in tokens[max(noun, m.first - 3) : m.first]):
                after.append(m)
        if after:
            named = [m for m in after if m.level == NAMED]
            return named or after[:1]
        if not subject:
            # "Sanaa airport resumed operations"
            own = self.clauses.subject(group.first, sentence)
            if own.ways:
                return own.ways
        if tokens[noun].lower in _ANYWHERE:
            return []
        air = self.words.traffic.get(tokens[noun].lower) == "flights"
        lead = [
            m
            for m in mentions
            if m.last < min(group.first, noun) and (m.family in {"airport", "airspace"}) >= air
        ]
        if lead:
            chain = [lead[-1]]
            for m in reversed(lead[:-1]):
                if all(t.lower in _JOIN for t in tokens[m.last + 1 : chain[0].first]):
                    chain.insert(0, m)
            return [m for m in chain if m.level == NAMED] or chain[-1:]
        called = self._named_after(noun, sentence)
        if called is not None:
            return [called]
        far = self.maker.far_way(group.first)
        if self._last is not None and self._last[2].ways and tokens[self._last[0]].sentence == sentence.i:
            # "Adre: open for aid; commercial traffic suspended"
            far = self._last[2].ways[0]
        if far is None or (air and far.family not in {"airport", "airspace"}):
            return []
        # The words that stand for the way are then those of the traffic.
        first = affected.start if subject else group.last + 1
        first = min(max(first, sentence.first), noun)
        return [
            replace(
                far, first=first, last=noun, head=noun, span=self.ctx.token_span(first, noun), level=NAMED
            )
        ]

    def _named_after(self, noun: int, sentence: Sentence) -> WayMention | None:
        """An unknown name that traffic passes: "passenger traffic at Karama was suspended"."""
        tokens = self.ctx.doc.tokens
        first = noun + 2
        if first > sentence.last or tokens[noun + 1].lower not in {"at", "via", "through"}:
            return None
        if tokens[first].pos != "PROPN" or self._is_actor(first, first) or self.finder.is_land(first):
            return None
        last = first
        while last < sentence.last and tokens[last + 1].pos == "PROPN":
            last += 1
        return self._way_called(first, last)

    def _topic(self, first: int, sentence: Sentence) -> WayMention | None:
        """The way a list item is about: "Adre: open for aid", "• Goma airport – closed"."""
        tokens = self.ctx.doc.tokens
        k = first - 1
        while k >= sentence.first and (
            tokens[k].text in {"“", '"', "*", "**"}
            or tokens[k].lower in {"status", "partially", "currently", "still", "now"}
        ):
            k -= 1
        if k < 1 or tokens[k].text not in {":", "|", "–", "—", "-", "=", "(", "→", "\t", "►", ">", "…"}:
            return None
        if tokens[k].text == "-" and tight(self.ctx, k + 1):
            return None
        last = k - 1
        while last > 0 and tokens[last].text in {"|", "*", "**", ":", ")"}:
            last -= 1
        place = self.ctx.doc.sentence_of(last)
        for m in reversed(self.finder.in_sentence(place)):
            if m.last == last:
                return m
        head = last
        while (
            head > place.first
            and tokens[head - 1].text[:1].isupper()
            and tokens[head - 1].pos in {"PROPN", "ADJ", "NOUN"}
            and "\n" not in self.ctx.doc.text[tokens[head - 1].end : tokens[head].start]
        ):
            head -= 1
        # An unknown name is a way only in a list: its line, and a report that speaks of ways.
        starts_line = (
            head == place.first
            or "\n" in self.ctx.doc.text[tokens[head - 1].end : tokens[head].start]
            or (tokens[head - 1].text in {"•", "-", "–", "*", "|", "·", ":", ";"})
        )
        if not starts_line or not tokens[head].text[:1].isupper():
            return None
        nextward = {t.lower for t in tokens[first : min(first + 8, sentence.last + 1)]}
        if not self._speaks_of_ways() and not any(w in self.words.scopes for w in nextward):
            return None
        return self._way_called(head, last)

    def _way_called(self, first: int, last: int) -> WayMention:
        """An unknown name as a way; its town may still have one of the kind that the report speaks of."""
        span = self.ctx.token_span(first, last)
        found = self.finder.lookup(span.text)
        name, ident = found if found is not None else (span.text, None)
        return WayMention(first, last, last, span, name, ident, "border", False, NAMED)

    def _speaks_of_ways(self) -> bool:
        return any(t.lower in self.words.ways for t in self.ctx.doc.tokens)
