"""The ways a report has named so far, for "the crossing", "it" and "both gates" later on."""

from __future__ import annotations

from collections import Counter

from counterclaim.knowledge.status_words import word_set
from counterclaim.model import Span
from counterclaim.reading.context import Context
from counterclaim.reading.status_nouns import BARE, FAMILIES, NAMED, TIED, WayMention
from counterclaim.reading.status_ways import WayReader, family_of

_OF_WAYS = word_set("trade supply land aid transit transport border access air sea humanitarian road main")


class WayFinder(WayReader):
    """Finds ways through, sentence by sentence, and remembers them."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._weight: Counter[str] | None = None

    def lookup(self, name: str) -> tuple[str, str] | None:
        """``(name, id)`` of the way of that town of the kind that the report speaks of."""
        families = {
            way.family: way.word
            for t in self.ctx.doc.tokens
            if (way := self._words.ways.get(t.lower)) is not None
        }
        for family, word in families.items():
            ids = {one for hit in self._table.find(f"{name} {word.rstrip('s')}") for one in hit.ids}
            rows = [row for one in ids if (row := self._table.get(one)) and family_of(row.kind) == family]
            if len(rows) == 1:
                return name, rows[0].id
        return None

    # -- taking up a name -----------------------------------------------------------------------------

    def taken_up(self, mention: WayMention) -> list[WayMention]:
        """The named ways that a bare "the crossing" or "both crossings" speaks of; [] when none is near."""
        return self.before(mention.first, mention.family, plural=mention.plural)

    def before(
        self, token: int, family: str | None, *, plural: bool = False, reach: int = 6
    ) -> list[WayMention]:
        """Named ways before a token, the nearest sentence that has one first, up to ``reach`` sentences back.

        Six sentences: in the sample newsroom a bare noun takes up a name at most five sentences back.
        """
        doc = self.ctx.doc
        at = doc.tokens[token].sentence
        family_set = FAMILIES.get(family, {family}) if family is not None else None
        gathered: dict[str, WayMention] = {}
        for s in range(at, max(-1, at - reach - 1), -1):
            named = [
                m
                for m in self.in_sentence(doc.sentences[s])
                if m.level >= (TIED if family is None else NAMED)
                and m.last < token
                and (family_set is None or m.family in family_set)
                and not m.plural
            ]
            for m in named:
                gathered.setdefault(m.id or m.name, m)
            if plural and len(gathered) >= 2:
                return list(gathered.values())
            if not plural and named:
                return [named[-1]] if s == at else [self._topic(named)]
        if plural:
            return []
        # "the border" may be the whole border, so a gate named only later does not stand for it.
        if self.ctx.doc.tokens[token].lower == "the" and self.ctx.doc.tokens[token + 1].lower in {
            "border",
            "frontier",
        }:
            return []
        return self._only_one(family_set)

    def _only_one(
        self, families: frozenset[str | None] | frozenset[str] | set[str] | None
    ) -> list[WayMention]:
        """The one way of its kind that the whole report, or else its title, names."""
        named = {
            m.id or m.name: m
            for s in self.ctx.doc.sentences
            for m in self.in_sentence(s)
            if m.level == NAMED and not m.plural and (families is None or m.family in families)
        }
        if len(named) == 1:
            return list(named.values())
        title = self.ctx.report.title
        if named or not title:
            return []
        ids = {hit.ids for hit in self._table.find(title) if len(hit.ids) == 1}
        if len(ids) != 1:
            return []
        row = self._table.get(next(iter(ids))[0])
        if row is None or (families is not None and family_of(row.kind) not in families):
            return []
        nothing = Span(0, 0, "")
        return [WayMention(0, 0, 0, nothing, row.name, row.id, family_of(row.kind), False, NAMED)]

    def _topic(self, named: list[WayMention]) -> WayMention:
        """Of several names in an earlier sentence, the one the report speaks of most; the last of equals."""
        if len(named) == 1:
            return named[0]
        if self._weight is None:
            self._weight = Counter(
                m.id or m.name
                for s in self.ctx.doc.sentences
                for m in self.in_sentence(s)
                if m.level == NAMED
            )
        weight = self._weight
        return max(reversed(named), key=lambda m: weight[m.id or m.name])

    def weak_alone(self, mention: WayMention) -> bool:
        """Whether a noun with other uses ("the gates", "an escape route") has no way beside it to lean on."""
        way = self._words.ways.get(self.ctx.doc.tokens[mention.head].lower)
        if mention.level != BARE or way is None or not way.weak:
            return False
        if any(self.ctx.doc.tokens[k].lower in _OF_WAYS for k in range(mention.first, mention.head)):
            return False
        for sentence in self.ctx.doc.sentences:
            for m in self.in_sentence(sentence):
                other = self._words.ways.get(self.ctx.doc.tokens[m.head].lower)
                if m.level == NAMED or (m.family == "border" and other is not None and not other.weak):
                    return False
        return True

    def known_names(self) -> frozenset[str]:
        """First words of every way named with a noun anywhere in the report ("the Kuznica crossing")."""
        names: set[str] = set()
        for sentence in self.ctx.doc.sentences:
            for m in self.in_sentence(sentence):
                if m.level == NAMED:
                    names.add(self.ctx.doc.tokens[m.first].text)
        return frozenset(names)
