"""The ways through that a sentence names: crossings, borders, roads, airports, by name or by noun."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.status_words import Way, word_set
from counterclaim.language import Sentence
from counterclaim.reading.context import Context
from counterclaim.reading.status_nouns import (
    BARE,
    DETERMINERS,
    FAMILIES,
    MODES,
    NAMED,
    QUALIFIERS,
    TIED,
    TIME_WORDS,
    NounReader,
    WayMention,
    capital,
)

_MODES = frozenset(
    {"road", "rail", "land", "air", "sea", "pedestrian", "cargo", "freight", "passenger", "trade"}
)
_PREMODIFIER_TAGS = word_set("JJ JJR JJS NN NNS NNP NNPS CD HYPH POS VBN")
_FACILITY_FAMILY = (
    ("airport", "airport"),
    ("airfield", "airport"),
    ("airspace", "airspace"),
    ("port", "port"),
    ("strait", "strait"),
    ("canal", "strait"),
    ("corridor", "road"),
    ("road", "road"),
    ("highway", "road"),
    ("bridge", "bridge"),
    ("tunnel", "bridge"),
    ("rail", "railway"),
)


def family_of(kind: str) -> str:
    for word, family in _FACILITY_FAMILY:
        if word in kind:
            return family
    return "border"


class WayReader(NounReader):
    """Reads the ways of one sentence, names of the table first, then nouns."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._found: dict[int, list[WayMention]] = {}
        self._hits: dict[int, list[tuple[int, int, tuple[str, ...], bool]]] = {}
        doc = ctx.doc
        for hit in self._table.find(doc.text):
            touched = doc.tokens_in(hit.start, hit.end)
            if len(touched) and doc.tokens[touched[0]].start == hit.start:
                row = (touched[0], touched[-1], tuple(hit.ids), hit.form == "town")
                self._hits.setdefault(doc.tokens[touched[0]].sentence, []).append(row)

    def in_sentence(self, sentence: Sentence) -> list[WayMention]:
        """The ways named in a sentence, in order; none overlaps another."""
        if sentence.i not in self._found:
            self._found[sentence.i] = self._read(sentence)
        return self._found[sentence.i]

    def _read(self, sentence: Sentence) -> list[WayMention]:
        hits = self._hits.get(sentence.i, [])
        mentions: list[WayMention] = []
        reach = sentence.first
        i = sentence.first
        by_start = {hit[0]: hit for hit in hits}
        while i <= sentence.last:
            hit = by_start.get(i)
            if hit is not None and i >= reach:
                mention = self._named(hit, sentence)
                mentions.append(mention)
                i = reach = mention.last + 1
                continue
            coded = self._road_code(i, sentence)
            if coded is not None and i >= reach:
                span = self.ctx.token_span(i, coded)
                mentions.append(
                    WayMention(i, coded, coded, span, span.text, None, "road", False, NAMED, code=True)
                )
                i = reach = coded + 1
                continue
            way = self._noun_at(i, sentence)
            if way is not None:
                found = self._by_noun(i, way, sentence, reach)
                if found is not None:
                    mentions = [m for m in mentions if m.last < found[0].first]
                    mentions.extend(found)
                    i = reach = max(found[-1].last, i) + 1
                    continue
            one = self._one(i, sentence, mentions)
            if one is not None:
                mentions.append(one)
                i = reach = one.last + 1
                continue
            i += 1
        return mentions

    def _one(self, i: int, sentence: Sentence, before: list[WayMention]) -> WayMention | None:
        """ "The road from A is open, the one from B is shut": "the one" is another road."""
        tokens = self.ctx.doc.tokens
        if tokens[i].lower != "one" or i == sentence.first or tokens[i - 1].lower != "the" or not before:
            return None
        last = before[-1]
        way = self._way_of(last.head)
        if (
            way is None
            or i + 2 > sentence.last
            or tokens[i + 1].lower not in {"from", "to", "at", "in", "near"}
        ):
            return None
        if not capital(tokens[i + 2]):
            return None
        end = self._proper_run(i + 2, sentence)
        span = self.ctx.token_span(i - 1, end)
        name = f"{tokens[last.head].text} {self.ctx.doc.words(i + 1, end)}"
        return WayMention(i - 1, end, i, span, name, None, way.family, False, NAMED)

    # -- names of the table ----------------------------------------------------------------------

    def _named(self, hit: tuple[int, int, tuple[str, ...], bool], sentence: Sentence) -> WayMention:
        tokens = self.ctx.doc.tokens
        first, last, ids, town = hit
        if town and first - 2 >= sentence.first and tokens[first - 1].text in {"-", "–"}:
            # "the Bria-Ndele road": what is named is the road, whatever its second town is known for.
            road = next(
                (k for k in range(last + 1, min(last + 3, sentence.last + 1)) if self._way_of(k) is not None),
                None,
            )
            way = self._way_of(road) if road is not None else None
            if (
                way is not None
                and road is not None
                and way.family != "border"
                and tokens[first - 2].pos == "PROPN"
            ):
                span = self.ctx.token_span(first - 2, road)
                return WayMention(first - 2, road, road, span, span.text, None, way.family, way.plural, NAMED)
        end, nouns = last, False
        while end < sentence.last:
            token = tokens[end + 1]
            if self._way_of(end + 1) is not None or (
                token.lower in {"border", "international", "land", "point", "post", "points", "crossing"}
                or (token.lower in {"-", "–"} and end + 2 <= sentence.last and tokens[end + 2].pos == "PROPN")
                or (tokens[end].lower in {"-", "–"} and token.pos == "PROPN")
            ):
                end += 1
                nouns = nouns or self._way_of(end) is not None
            else:
                break
        # "Chaman border officials": the noun that follows is the head, so the name alone stands.
        if end < sentence.last and end > last and self._goes_on(end + 1):
            end, nouns = last, False
        way = self._way_of(end) if nouns else None
        chosen = ids[0]
        if way is not None and len(ids) > 1:
            for one in ids:
                row = self._table.get(one)
                if row is not None and family_of(str(row.kind)) == way.family:
                    chosen = one
                    break
        row = self._table.get(chosen)
        family = family_of(str(row.kind)) if row is not None else "border"
        # "Goma airport" beside a table that only knows a crossing of that town: one with its own name.
        other = way is not None and town and way.family not in FAMILIES.get(family, {family})
        if other and way is not None:
            span = self.ctx.token_span(first, end)
            return WayMention(first, end, end, span, span.text, None, way.family, way.plural, NAMED)
            # "the Torkham and Chaman crossings": the shared plural noun is no part of the last name.
        tail = end
        while tail > first and self._way_of(tail) is not None and tokens[tail].lower.endswith("s"):
            tail -= 1
        if tail == end and end + 2 <= sentence.last and tokens[end + 1].lower in {"at", "in", "near"}:
            # "the Friendship Bridge at Hairatan": the town of the same way is part of its words.
            beside = next((h for h in self._hits.get(sentence.i, ()) if h[0] == end + 2), None)
            if beside is not None and chosen in beside[2]:
                tail = end = beside[1]
        span = self.ctx.token_span(first, tail)
        name = span.text
        return WayMention(first, end, end, span, name, chosen, family, False, NAMED, town=town and not nouns)

    # -- nouns ---------------------------------------------------------------------------------------

    def _by_noun(self, head: int, way: Way, sentence: Sentence, reach: int) -> list[WayMention] | None:
        tokens = self.ctx.doc.tokens
        words = self._words
        first = head
        owned = False
        i = head - 1
        proper: list[int] = []
        while i >= reach or (i >= sentence.first and (tokens[i].pos == "PROPN" or tokens[i].text == "-")):
            token = tokens[i]
            if token.lower in TIME_WORDS and token.text[0].isupper():
                break
            if token.lower in words.verbs and token.lower not in {"open"}:
                # "the closed crossing" keeps its adjective; "shuts crossing" is a verb.
                if not (words.verbs[token.lower].state == "closed" and token.lower.endswith(("d", "shut"))):
                    break
                if i - 1 < sentence.first or tokens[i - 1].lower not in (
                    DETERMINERS | {"recently", "now", "still"}
                ):
                    break
            elif token.text in {"-", "–", "/"}:
                pass
            elif token.lower in {"and", "or"} and i > sentence.first and tokens[i - 1].lower in MODES:
                # "all road and rail crossings"
                pass
            elif token.lower in {"and", ",", "&", "or"}:
                if not (proper and i > sentence.first and tokens[i - 1].pos == "PROPN" and way.plural):
                    break
                if not capital(tokens[i - 1]):
                    break
            elif (
                token.tag not in _PREMODIFIER_TAGS and token.pos != "PROPN" and token.lower not in QUALIFIERS
            ):
                break
            if token.pos == "PROPN" or (
                capital(token) and i > sentence.first and token.lower not in words.ways
            ):
                proper.append(i)
            first = i
            i -= 1
        while first < head and tokens[first].text in {"-", "–", "/", ",", "and", "&", "or", "'s", "’s"}:
            first += 1
        # "Pakistan's Torkham crossing": the owner is no part of the name.
        for j in range(head - 1, first - 1, -1):
            if tokens[j].tag == "POS" or tokens[j].lower in {"'s", "’s"}:
                if any(j < p < head for p in proper):
                    first = j + 1
                    proper = [p for p in proper if p >= first]
                elif (
                    proper
                    and proper[-1] < j
                    and way.family in {"airport", "port"}
                    and not self.is_land(j - 1)
                ):
                    # "Goma's international airport" is named by its town.
                    return [self._owned(proper[-1], j, head, way)]
                elif proper:
                    proper = []
                    owned = True
                break
        number = head + 1 if head < sentence.last else head
        if (
            number > head
            and way.family == "road"
            and tokens[number].pos == "NUM"
            and tokens[head].text[:1].isupper()
            and tokens[number].text[:1].isdigit()
        ):
            # "Highway 75", "County Road 35"
            return [self._mention(min(proper, default=head), number, head, "", way, NAMED)]
        proper.sort()
        if proper and tokens[proper[0]].lower in QUALIFIERS:
            proper = proper[1:]
        core = first
        determiner = first - 1 if first > sentence.first and tokens[first - 1].lower in DETERMINERS else None
        last, ties = self._right(head, way, sentence)
        if proper and not self._is_country_adjective(proper, head):
            start = proper[0]
            if way.plural and self._coordinated(start, head):
                return self._split(start, head, way)
            end = last[1] if ties == "name" else head
            span = self.ctx.token_span(start, end)
            if ties == "name":
                return [self._of_town(start, end, head, way)]
            return [self._mention(start, end, head, span.text, way, NAMED)]
        if ties == "named":
            name_first, _name_last = last
            listed = self._names_after(name_first, sentence)
            if (
                way.family == "border"
                and tokens[name_first - 1].lower == "in"
                and not self._all_known(listed)
            ):
                # "checkpoints in Surin and Buriram" lie there; they are not called so.
                start = determiner if determiner is not None else core
                span = self.ctx.token_span(start, listed[-1][1])
                return [
                    WayMention(
                        start, listed[-1][1], head, span, span.text, None, way.family, way.plural, TIED
                    )
                ]
            if listed and (way.plural or len(listed) == 1):
                base = self._mention(
                    determiner if determiner is not None else core, head, head, "", way, BARE, lists=True
                )
                return [base, *(self._at(a, b, head, way) for a, b in listed)]
        if ties == "figure":
            return None
        if not ties and not proper and not way.plural:
            called = self._called(head, sentence)
            if called is not None:
                start = determiner if determiner is not None else core
                mention = self._mention(start, called, head, "", way, NAMED)
                name = self.ctx.doc.words(head + 1, called)
                return [mention if mention.id is not None else self._by_town(mention, name, way)]
        if ties == "name":
            return [self._of_town(core, last[1], head, way)]
        end = last[1] if last else head
        start = determiner if determiner is not None else core
        if way.weak and determiner is None and not proper and not ties and not way.plural and not owned:
            return None
        level = TIED if ties == "tied" or proper or owned else BARE
        span = self.ctx.token_span(start, end)
        mention = WayMention(start, end, head, span, span.text, None, way.family, way.plural, level)
        return [mention]

    def _called(self, head: int, sentence: Sentence) -> int | None:
        """Last token of a name right after its noun ("the road Osh-Batken", "the post Bavra"), or None.

        The name must end the phrase: "at the crossing Thai soldiers" calls nothing so.
        """
        tokens = self.ctx.doc.tokens
        i = head + 1
        if i > sentence.last or tokens[i].pos != "PROPN" or not capital(tokens[i]):
            return None
        end = self._proper_run(i, sentence)
        if any(tokens[k].lower in TIME_WORDS for k in range(i, end + 1)) or self._is_actor(i):
            return None
        if end < sentence.last and tokens[end + 1].text.isdigit() and capital(tokens[head]):
            # "Route Nationale 9"
            end += 1
        if self._inside_actor(i) and tokens[end].text == tokens[i].text:
            return None
        after = tokens[end + 1] if end < sentence.last else None
        closes = after is None or after.tag in {"VBZ", "VBD", "VBP", "MD", ",", "."} or after.text in ".,:;"
        return end if closes else None

    def of_place(self, first: int, last: int, way: WayMention, noun: str) -> WayMention:
        """The way of a place named apart from it: "At Wau the airport" is Wau airport."""
        town = self.ctx.doc.words(first, last)
        single = Way(noun.lower(), way.family, False, False)
        span = self.ctx.token_span(min(first, way.first), max(last, way.last))
        low, high = min(first, way.first), max(last, way.last)
        mention = WayMention(low, high, way.head, span, f"{town} {noun}", None, way.family, False, NAMED)
        return self._by_town(mention, town, single)

    def _mention(
        self, first: int, last: int, head: int, name: str, way: Way, level: int, lists: bool = False
    ) -> WayMention:
        span = self.ctx.token_span(first, last)
        ident = None
        for hits in (self._hits.get(self.ctx.doc.tokens[head].sentence, []),):
            for a, b, ids, _ in hits:
                if first <= a and b <= last:
                    for one in ids:
                        row = self._table.get(one)
                        if row is not None and family_of(str(row.kind)) in FAMILIES.get(
                            way.family, {way.family}
                        ):
                            ident = one
                            break
        return WayMention(
            first, last, head, span, name or span.text, ident, way.family, way.plural, level, lists
        )

    def _all_known(self, names: list[tuple[int, int]]) -> bool:
        starts = {hit[0] for hit in self._hits.get(self.ctx.doc.tokens[names[0][0]].sentence, [])}
        return all(first in starts for first, _ in names)

    def _owned(self, first: int, owner_end: int, head: int, way: Way) -> WayMention:
        """ "Goma's international airport": the table is asked for "Goma airport"."""
        mention = self._mention(first, head, head, "", way, NAMED)
        town = self.ctx.doc.words(first, owner_end - 1)
        return mention if mention.id is not None else self._by_town(mention, town, way)

    def _of_town(self, first: int, last: int, head: int, way: Way) -> WayMention:
        """ "the airport at Sanaa", "the port of Odesa": the table is asked for "Sanaa airport"."""
        mention = self._mention(first, last, head, "", way, NAMED)
        town = self.ctx.doc.words(min(head + 2, last), last)
        return mention if mention.id is not None else self._by_town(mention, town, way)

    def _by_town(self, mention: WayMention, town: str, way: Way) -> WayMention:
        ids = {one for hit in self._table.find(f"{town} {way.word}") for one in hit.ids}
        rows = [row for one in ids if (row := self._table.get(one)) and family_of(row.kind) == way.family]
        return replace(mention, id=rows[0].id) if len(rows) == 1 else mention

    def _at(self, first: int, last: int, head: int, way: Way) -> WayMention:
        """A name in "the crossings at A and B"."""
        mention = self._mention(first, last, last, "", way, NAMED)
        single = replace(way, word=way.word.rstrip("s"))
        if mention.id is None:
            mention = self._by_town(mention, mention.span.text, single)
        return WayMention(first, last, last, mention.span, mention.name, mention.id, way.family, False, NAMED)

    def _is_country_adjective(self, proper: list[int], head: int) -> bool:
        """Whether the capitals before the noun only say whose border it is ("the Thai-Cambodian border")."""
        tokens = self.ctx.doc.tokens
        if tokens[head].lower not in {"border", "borders", "frontier", "frontiers", "airspace", "crossings"}:
            if not all(self._is_actor(p) for p in proper):
                return False
            return tokens[head].lower in {"crossing", "gate", "airports", "ports", "roads"}
        return all(self._is_actor(p) or tokens[p].tag in {"JJ"} for p in proper)

    def _coordinated(self, start: int, head: int) -> bool:
        return any(self.ctx.doc.tokens[j].lower in {"and", ",", "&", "or"} for j in range(start, head))

    def _split(self, start: int, head: int, way: Way) -> list[WayMention]:
        """ "The A and B crossings" into A and B, each with its own words."""
        tokens = self.ctx.doc.tokens
        parts: list[tuple[int, int]] = []
        begin = start
        for j in range(start, head):
            if tokens[j].lower in {"and", ",", "&", "or"}:
                if begin < j:
                    parts.append((begin, j - 1))
                begin = j + 1
        tail = head - 1
        while tail > begin and (self._way_of(tail) is not None or tokens[tail].lower in QUALIFIERS):
            tail -= 1
        if tokens[tail].lower in {"border", "crossing", "entry"} and tail > begin:
            tail -= 1
        if begin <= tail:
            parts.append((begin, tail))
        return [self._at(a, b, head, way) for a, b in parts]
