"""Where a text names a place: candidate runs of capitalised words, looked up and weighed as names.

The gazetteer proposes and the words around decide; the parser's entity tag is one vote among several,
because it calls a small city an organisation as often as not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.knowledge.gazetteer import AREAS, Entry, Gazetteer, fold, gazetteer
from counterclaim.knowledge.outlets import outlets
from counterclaim.language import Annotation, Token
from counterclaim.reading.place_choice import contains
from counterclaim.reading.place_words import (
    DIRECTIONS,
    GAPS,
    INSIDE,
    LONGEST,
    SPACES,
    Named,
    Word,
    beside,
    larger,
    level_of,
    not_listed,
    parents_after,
    said_to_hold,
    words_of,
)

_IN = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "around",
        "across",
        "throughout",
        "inside",
        "within",
    ]
)
_TO = frozenset(
    [
        "to",
        "from",
        "of",
        "between",
        "into",
        "toward",
        "towards",
        "over",
        "through",
        "for",
        "off",
        "along",
        "past",
        "via",
        "on",
        "against",
        "and",
        "or",
    ]
)
_ROW = frozenset((", ", " and ", ", and ", " or ", "; ", " & ", " et "))
# The scale is one point for each clear sign; the threshold and the single weights were set on the even
# documents of LGL and on the reports of our own newsroom, where a wrong place costs more than a missed one.
_ACCEPT = 2.0
_AGAIN = 0.5
_FIRM = 3.5
_ENTITY = {
    "GPE": 2.0,
    "LOC": 2.0,
    "FAC": 1.0,
    "PERSON": -1.2,
    "DATE": -1.0,
    "TIME": -1.0,
    "LAW": -1.0,
    "WORK_OF_ART": -1.0,
    "LANGUAGE": -1.0,
}
# An entry of this size is known to readers by name alone.
_LARGE = 100_000
_KNOWN = 15_000


def find_names(doc: Annotation) -> list[Named]:
    """Place names of a text in order, none overlapping."""
    text = doc.text
    if not doc.tokens:
        return []
    gazette = gazetteer()
    words = words_of(text)
    media = [(hit.start, hit.end) for hit in outlets().find(text)]
    scene = _Scene(doc, words, gazette, _surnames(doc), media)
    scored: list[tuple[float, Named]] = []
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        qualifier = _qualifier(scene, i)
        if qualifier is not None:
            last, named = qualifier
            scored.append((_ACCEPT, named))
            i = last + 1
            continue
        ends = [i]
        j = i
        while j + 1 < len(words) and j - i + 1 < LONGEST and words[j].gap in GAPS:
            j += 1
            if words[j].capital:
                ends.append(j)
            elif words[j].text not in INSIDE:
                break
        step = 1
        for j in reversed(ends):
            key = fold(text[words[i].start : words[j].end])
            entries = gazette.find_folded(key)
            if entries:
                verdict = scene.weigh(i, j, key, entries)
                if verdict is not None:
                    scored.append(verdict)
                step = j - i + 1
                break
        i += step
    scored = _listed(text, _at_home(doc, gazette, scored))
    sure = {named.key for score, named in scored if score >= _ACCEPT and not named.part_of}
    # A name that was a place once in the report is one again, unless its words speak against it.
    return [n for score, n in scored if score >= _ACCEPT or (n.key in sure and score >= _AGAIN)]


def _at_home(
    doc: Annotation, gazette: Gazetteer, scored: list[tuple[float, Named]]
) -> list[tuple[float, Named]]:
    """A doubtful name gains when a place of that name lies in a country that the report speaks of."""
    countries: set[str] = set()
    for score, named in scored:
        own = {e.country for e in named.entries if e.feature in ("PCLI", "PPLC")}
        own = own or {e.country for e in named.entries}
        if score >= _ACCEPT and len(own) == 1:
            countries |= own
    for token in doc.tokens:
        if token.tag.startswith(("JJ", "NNP")) and token.text in gazette.demonyms:
            countries.update(gazette.demonyms[token.text])
    found = []
    for score, named in scored:
        if _ACCEPT > score >= _ACCEPT - 1.0 and any(
            e.primary and e.country in countries for e in named.entries
        ):
            score += 1.0
        found.append((score, named))
    return found


def _listed(text: str, scored: list[tuple[float, Named]]) -> list[tuple[float, Named]]:
    """Names in a row lend each other weight: "in Tyre, Khiam and Aitaroun"."""
    found = list(scored)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = 1 if order.step < 0 else -1
        for i in order:
            score, named = found[i]
            other_score, other = found[i + step]
            if score >= _ACCEPT or other_score < _ACCEPT:
                continue
            first, second = (named, other) if step > 0 else (other, named)
            if text[first.end : second.start] in _ROW:
                found[i] = (score + 1.5, named)
    return found


def _surnames(doc: Annotation) -> set[str]:
    """Last words of the people named in full."""
    found = set()
    tokens = doc.tokens
    for token, following in pairwise(tokens):
        if (
            token.entity == following.entity == "PERSON"
            and following.start - token.end == 1
            and following.text[0].isupper()
            and token.text[0].isupper()
        ):
            found.add(following.text)
    return found


def _qualifier(scene: _Scene, i: int) -> tuple[int, Named] | None:
    """A short form of a larger place after a comma: the "La." of "Alexandria, La."."""
    words, text = scene.words, scene.doc.text
    if not i or words[i - 1].gap != ", " or not words[i - 1].capital:
        return None
    for length in (1, 0):
        last = min(i + length, len(words) - 1)
        for tail in (".", ""):
            end = words[last].end + len(tail)
            if text[words[last].end : end] != tail:
                continue
            known = scene.gazette.qualifiers.get(text[words[i].start : end])
            if known:
                country, division = known
                entries = larger(scene.gazette, division or scene.gazette.countries[country].name, country)
                if entries:
                    return last, Named(words[i].start, end, fold(entries[0].name), tuple(entries[:1]))
    return None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the weighing of every candidate of one text shares."""

    doc: Annotation
    words: list[Word]
    gazette: Gazetteer
    people: set[str]
    media: list[tuple[int, int]]

    def weigh(self, first: int, last: int, key: str, entries: list[Entry]) -> tuple[float, Named] | None:
        """The evidence that these words name a place here, or None where they surely do not."""
        doc, gazette, listed = self.doc, self.gazette, self.gazette.words
        text = doc.text
        start, end = self.words[first].start, self.words[last].end
        name = text[start:end]
        single = first == last
        curated = gazette.curated(key)
        if (single and len(name) < 3 and not curated) or name in listed["never phrases"]:
            return None
        area = curated and any(e.feature in AREAS for e in entries)
        parents = not_listed(text, end, entries, parents_after(text, end, gazette))
        parents = [p for p in parents if p not in entries]
        placed = any(contains(p, e) and p != e for p in parents for e in entries)
        if single and name in listed["never"] and not placed:
            return None
        level = beside(text, start, end, gazette)
        within = level_of(self.words[last].text, gazette) if not single else None
        token, head = doc.tokens[doc.token_at(start)], doc.tokens[doc.token_at(end - 1)]
        if name.isupper() and len(name) > 1 and not _capitals_allowed(doc, start, end, curated, entries):
            return None
        fixed = placed or level is not None or within is not None
        if not fixed and not area and self._person(first, last, token, head):
            return None

        score = self._inside(name, entries, token, head, curated, area, single)
        score += 2.5 * placed + 2.0 * (level is not None or within is not None)
        score += self._before(first, token)
        if single and (name in self.people or name in listed["person names"]) and not placed:
            score -= 1.5 if area else 2.0
        if in_dateline(text, start, end):
            score += 3.0
        if not area and any(a <= start and end <= b for a, b in self.media):
            score -= 3.0
        follows, part_of = self._after(last, level is not None)
        score += follows
        if first and self.words[first - 1].capital and self.words[first - 1].gap in GAPS:
            penalty, inside = self._between(first, token)
            score += penalty
            part_of = part_of or inside
        elif first > 1 and self.words[first - 1].text == "of" and self.words[first - 2].capital:
            part_of = part_of or self.words[first - 2].text in listed["organisation before"]
        known = curated or any(e.population >= _LARGE or e.feature == "ADM1" for e in entries)
        if part_of and not known and within is None:
            return None
        # Of "X in Y province" Y holds X, whether our X lies there or not.
        holds = placed or (parents and said_to_hold(text, end))
        return score, Named(
            start, end, key, tuple(entries), tuple(parents) if holds else (), level, part_of, score >= _FIRM
        )

    def _person(self, first: int, last: int, token: Token, head: Token) -> bool:
        """Whether the words are (part of) a person's name: a longer PERSON entity, or a title before."""
        tokens = self.doc.tokens
        if "PERSON" in (token.entity, head.entity):
            left = tokens[token.i - 1] if token.i else None
            right = tokens[head.i + 1] if head.i + 1 < len(tokens) else None
            for other in (left, right):
                if other is not None and other.entity == "PERSON" and other.text[:1].isupper():
                    return True
        before = self.words[first - 1] if first else None
        return (
            before is not None
            and before.gap in SPACES | {". "}
            and before.text.rstrip(".") in self.gazette.words["title before person"]
        )

    def _inside(
        self,
        name: str,
        entries: list[Entry],
        token: Token,
        head: Token,
        curated: bool,
        area: bool,
        single: bool,
    ) -> float:
        """What the name itself tells: its tags, and how well known the places are that bear it."""
        score = max(_ENTITY.get(token.entity, 0.0), _ENTITY.get(head.entity, 0.0))
        score += 0.5 if head.tag.startswith("NNP") else -1.5
        primary = any(e.primary for e in entries)
        if area:
            score += 3.0 if any(e.feature == "PCLI" for e in entries) else 2.0
        elif curated:
            score += 1.5
        elif primary and any(e.feature == "ADM1" for e in entries):
            score += 1.0
        if any(e.feature == "PPLC" and e.primary for e in entries):
            score += 1.5
        population = max(e.population for e in entries)
        score += 1.0 if population >= _LARGE else 0.5 if population >= _KNOWN else 0.0
        if not primary and not curated:
            score -= 1.0
        if not single:
            score += 0.5
        elif len(name) < 4 and not curated:
            score -= 1.0
        return score

    def _before(self, first: int, token: Token) -> float:
        """What the word before tells: a preposition of place, or the beginning of a sentence."""
        words = self.words
        i = first - 1
        while i >= 0 and first - i < 4 and words[i].gap == " ":
            word = words[i].text.lower()
            if word in _IN:
                return 1.5
            if word in _TO:
                return 0.7
            if word != "the" and not DIRECTIONS.match(word + " "):
                break
            i -= 1
        at_head = token.i == self.doc.sentences[token.sentence].first
        return -0.5 if at_head and token.entity not in ("GPE", "LOC") else 0.0

    def _after(self, last: int, level: bool) -> tuple[float, bool]:
        """What follows the name: the rest of an organisation's name, another name, a noun of people."""
        words, listed = self.words, self.gazette.words
        if last + 1 >= len(words) or words[last].gap not in GAPS:
            return 0.0, False
        following = words[last + 1]
        if not following.capital:
            if following.text in listed["media"]:
                return -2.0, False
            return (1.0 if following.text in listed["people of"] else 0.0), False
        heading = following.text.isupper() and len(following.text) > 1 and words[last].text.isupper()
        if heading or self.doc.text[words[last].end] in "'’":
            return 0.0, False
        if words[last].gap in SPACES:
            for i in range(last + 1, min(last + 4, len(words))):
                if words[i - 1].gap not in SPACES or not words[i].capital:
                    break
                if words[i].text in listed["organisation"]:
                    return 0.0, True
        if level or following.text in listed["never"] or following.text in self.gazette.demonyms:
            return 0.0, False
        known = self.gazette.find_folded(fold(following.text))
        if words[last].gap not in SPACES:
            # "Egypt-Sudan" is two places, "Bulak-Bashy" one that we do not know.
            return (0.0 if known else -3.0), False
        return (0.0 if self.gazette.curated(fold(following.text)) else -1.5), False

    def _between(self, first: int, token: Token) -> tuple[float, bool]:
        """What a capitalised word right before tells: (score, whether an organisation is being named)."""
        before, listed = self.words[first - 1], self.gazette.words
        if before.text in listed["organisation before"]:
            return 0.0, True
        if (
            DIRECTIONS.match(before.text + " ")
            or before.text in self.gazette.demonyms
            or before.text in listed["never"]
            or before.text.lower() in listed["generic before"]
            or self.gazette.curated(fold(before.text))
            or (before.text.isupper() and len(before.text) > 1 and token.text.isupper())
        ):
            return 0.0, False
        ahead = self.doc.tokens[self.doc.token_at(before.start)]
        opens = ahead.i == self.doc.sentences[token.sentence].first
        # "Yesterday Kabul": a capital that the sentence's head gave to an ordinary word.
        if ahead.pos == "PROPN":
            return -5.0, False
        return (0.0 if opens else -2.0), False


def _capitals_allowed(doc: Annotation, start: int, end: int, curated: bool, entries: list[Entry]) -> bool:
    """All capitals: a country's letters ("UK", "DRC"), a dateline, or a word of a heading in capitals."""
    size = end - start
    if size <= 5 and curated and any(e.feature in ("PCLI", "ADM1") for e in entries):
        return True
    if size > 3 and any(
        e.primary and (e.feature in ("PCLI", "PPLC") or e.population >= _LARGE) for e in entries
    ):
        return True
    return in_dateline(doc.text, start, end) or (
        size > 5 and doc.tokens[doc.token_at(start)].entity in ("GPE", "LOC")
    )


_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,25}|/[A-Z][\w ]{2,20}|, [A-Z][a-z]{2,8}\.? \d{1,2}){0,3} ?"
    r"(?P<agency>\([A-Z][\w. /]{1,20}\) ?)?(?P<dash>[-–—]{1,2}(?= )|: )"
)


def in_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name opens a paragraph as a dateline does: "KABUL (AFP) -", "Goma, DR Congo —"."""
    line = text.rfind("\n", 0, start) + 1
    if start - line > 30 or (start > line and not text[line:start].isupper()):
        return False
    match = _DATELINE.match(text, end)
    return (
        match is not None
        and (text[start:end].isupper() or match["agency"] or match["dash"] != ": ") is not False
    )
