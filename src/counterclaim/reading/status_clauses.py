"""What a word of opening or closing is said of: the ways, or the traffic, in its subject or its object."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from counterclaim.knowledge.status_words import status_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.context import Context
from counterclaim.reading.status_finder import WayFinder
from counterclaim.reading.status_nouns import BARE, NAMED, WayMention
from counterclaim.reading.status_verbs import verb_group

_PREPOSITIONS = word_set(
    "at in near on from of to by for with through around across along via against over toward towards "
    "into inside outside beyond before after behind under within off about between onto upon beside"
)
#: Heads that hand the state on to the way after "of" or "at".
_HANDING = word_set(
    "side sides part parts stretch stretches section sections all most both one some none half rest "
    "majority number couple dozens each either neither any many several much entirety portion gates "
    "lanes operations two three four five six seven eight nine ten operation span lane mouth entrance "
    "exit"
)
_SUBORDINATORS = word_set(
    "that because although though while when if as since whether but what how until once before after "
    "where why whereas unless so"
)
_RELATIVE = frozenset({"which", "who", "whose", "whom", "where"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_JOINS = word_set(", of and & or as well the its both their at / nor")
_BETWEEN_OK = word_set("DT PDT JJ JJS JJR CD PRP$ POS RB `` '' NNP NNPS")
_NO = frozenset({"no", "none", "neither", "nothing"})
_LABELS = word_set("open closed shut sealed suspended reopened operational")
_WORKING = frozenset(["remaining", "existing", "including", "functioning", "operating", "working"])
PRONOUNS = frozenset({"it", "they", "them", "which", "that", "both"})


@dataclass(slots=True)
class Affected:
    """What is opened or closed: the ``ways``, or ``traffic`` (its token) whose way must be looked for.

    ``pronoun`` is the token of "it" or "which" when that stands for the way; ``negative`` for "no crossing";
    ``start`` is the first token of the phrase.
    """

    ways: list[WayMention] = field(default_factory=list)
    oblique: list[WayMention] = field(default_factory=list)
    traffic: int | None = None
    pronoun: int | None = None
    negative: bool = False
    start: int = 0
    floor: int = 0

    @property
    def empty(self) -> bool:
        """Whether neither a way, nor traffic, nor a pronoun was found."""
        return not self.ways and self.traffic is None and self.pronoun is None


class ClauseReader:
    """Subjects and objects of the triggers of one report."""

    def __init__(self, ctx: Context, finder: WayFinder) -> None:
        self.ctx = ctx
        self.finder = finder
        self.words = status_words()
        self._asides: dict[int, list[tuple[int, int]]] = {}

    # -- asides ----------------------------------------------------------------------------------------

    def asides(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Relative clauses between commas and brackets: token ranges a subject may jump over."""
        if sentence.i in self._asides:
            return self._asides[sentence.i]
        tokens = self.ctx.doc.tokens
        found: list[tuple[int, int]] = []
        k = sentence.first
        while k < sentence.last:
            word = tokens[k].lower
            if word == "(":
                end = next((j for j in range(k, sentence.last + 1) if tokens[j].text == ")"), None)
                if end is not None:
                    found.append((k, end))
                    k = end
            elif word == "," and (
                tokens[k + 1].lower in _RELATIVE
                or (
                    k + 2 <= sentence.last
                    and tokens[k + 1].lower
                    in {"part", "one", "some", "most", "all", "through", "in", "at", "both"}
                    and any(
                        tokens[j].lower in {"which", "whom"} for j in range(k + 1, min(k + 4, sentence.last))
                    )
                )
            ):
                end = next((j for j in range(k + 2, sentence.last + 1) if tokens[j].text in {",", ";"}), None)
                if end is not None:
                    found.append((k, end - 1))
                    k = end - 1
            elif (
                word == ","
                and tokens[k + 1].lower in self.words.verbs
                and tokens[k + 1].lower.endswith(("d", "t"))
            ):
                # "Repatriation, halted since October, has resumed": an aside of up to ten words.
                end = next(
                    (j for j in range(k + 2, min(k + 12, sentence.last + 1)) if tokens[j].text == ","), None
                )
                if end is not None:
                    found.append((k, end))
                    k = end
            k += 1
        for token in tokens[sentence.first : sentence.last + 1]:
            if token.dep == "relcl" and token.left > token.head and token.right - token.left < 30:
                found.append((token.left, token.right))
        self._asides[sentence.i] = found
        return found

    # -- subjects ----------------------------------------------------------------------------------------

    def subject(self, first: int, sentence: Sentence) -> Affected:
        """What stands before the verb group that begins at token ``first``.

        Goes left over asides to the start of the clause: a subordinator, a semicolon or another finite
        verb. Where "and" precedes the group the subject is the one of the verb before.
        """
        tokens = self.ctx.doc.tokens
        asides = [a for a in self.asides(sentence) if not a[0] <= first <= a[1] + 1 or a[1] < first]
        end = first - 1
        k = end
        ranges: list[int] = []
        shared = end >= sentence.first and tokens[end].lower in {"and", "but", "or", ",", "then"}
        hops = 0
        while k >= sentence.first:
            inside = next((a for a in asides if a[0] <= k <= a[1]), None)
            if inside is not None:
                k = inside[0] - 1
                continue
            token = tokens[k]
            if token.text in {";", "—", "•", "|", "\u2028"} or (token.text == ":" and k < end):
                break
            if token.text in {"–", "-", "--"} and self._spaced(token) and not self._between_names(k):
                break
            if (
                "\n"
                in self.ctx.doc.text[token.end : tokens[k + 1].start if k + 1 < len(tokens) else token.end]
            ) and not shared:
                break
            if (
                k < end
                and token.lower in _LABELS
                and tokens[k + 1].text in {",", ";", ".", "/"}
                and not shared
            ):
                # "Gatuna OPEN, Cyanika OPEN": each label ends an item.
                break
            if (
                token.lower in _SUBORDINATORS
                and not (k == end and token.lower == "but")
                and not (token.lower == "that" and token.tag == "DT")
            ):
                if token.lower == "that" and token.tag == "WDT" and k == end:
                    ranges.append(k)
                break
            if token.tag in _FINITE and token.pos in {"VERB", "AUX"} and token.text[:1].islower():
                named = set(ranges)
                if (
                    shared
                    and hops < 2
                    and not any(m.head in named for m in self.finder.in_sentence(sentence))
                ):
                    group = verb_group(self.ctx.doc, k, sentence)
                    ranges, k, shared, hops = [], group.first - 1, False, hops + 1
                    end = k
                    continue
                break
            ranges.append(k)
            k -= 1
        ranges.reverse()
        return self._gather(ranges, sentence, k + 1)

    def _between_names(self, k: int) -> bool:
        """Whether a dash joins the two ends of a crossing: "Poipet - Aranyaprathet"."""
        tokens = self.ctx.doc.tokens
        return 0 < k < len(tokens) - 1 and tokens[k - 1].pos == "PROPN" and tokens[k + 1].pos == "PROPN"

    def _spaced(self, token: Token) -> bool:
        text = self.ctx.doc.text
        return text[token.start - 1 : token.start].isspace() and text[token.end : token.end + 1].isspace()

    def _gather(self, region: list[int], sentence: Sentence, floor: int) -> Affected:
        tokens = self.ctx.doc.tokens
        found = Affected(floor=floor, start=region[0] if region else floor)
        if not region:
            return found
        inside = set(region)
        mentions = [m for m in self.finder.in_sentence(sentence) if m.first in inside and m.head in inside]
        excepted = False
        head_seen = False
        previous: WayMention | None = None
        for m in mentions:
            if any(
                tokens[j].lower in {"except", "but", "excluding", "barring"} for j in range(floor, m.first)
            ):
                excepted = True
            if excepted:
                continue
            place = self._standing(m, inside, floor)
            joined = previous is not None and self._joined(previous, m)
            if place == "head" and m.last < sentence.last and tokens[m.last + 1].tag == "POS":
                place = "none"
            if place == "head" and previous is not None and self._elsewhere(previous, m):
                found.ways.clear()
            if place == "head" or (joined and head_seen):
                head_seen = True
                found.ways.append(m)
                previous = m
            elif place == "oblique":
                found.oblique.append(m)
                previous = None
            else:
                previous = None
        for j in region:
            word = tokens[j].lower
            if (
                found.traffic is None
                and word in self.words.traffic
                and not any(m.first <= j <= m.last for m in mentions)
                and self._is_head(j, region)
            ):
                found.traffic = j
            if word in _NO and j <= region[0] + 3 and tokens[j + 1].text[:1] not in ".0123456789":
                found.negative = True
        if not found.ways:
            last = region[-1]
            if (tokens[last].lower in PRONOUNS and tokens[last].lower not in {"both"}) or (
                tokens[last].lower == "both" and len(region) <= 3
            ):
                found.pronoun = last
        else:
            found.ways = [self._quantified(m, floor) for m in self._sift(found.ways)]
            found.start = found.ways[0].first
        return found

    def _quantified(self, m: WayMention, floor: int) -> WayMention:
        """ "three of its five crossings", "the Syrian side of the gate": the whole phrase is what is open."""
        tokens = self.ctx.doc.tokens
        k = m.first - 1
        while k > floor and tokens[k].tag in {"DT", "POS", "NNP", "PRP$"} and tokens[k].lower != "of":
            k -= 1
        if k - 1 < floor or tokens[k].lower != "of":
            return m
        if tokens[k - 1].lower not in _HANDING and tokens[k - 1].tag != "CD":
            return m
        if m.lists or tokens[k - 1].lower in {"all", "both", "operations", "operation"}:
            return m
        first = k - 1
        while first - 1 >= floor and tokens[first - 1].tag in {"DT", "JJ", "NNP", "POS", "CD", "RB"}:
            first -= 1
        span = self.ctx.token_span(first, m.last)
        return replace(m, first=first, span=span, name=m.name if m.id else span.text)

    def _is_head(self, j: int, region: list[int]) -> bool:
        """Whether a traffic noun heads its phrase and no preposition hangs it on another noun."""
        tokens = self.ctx.doc.tokens
        if j + 1 < len(tokens) and tokens[j + 1].tag in {"NN", "NNS"} and j + 1 in region:
            return tokens[j + 1].lower in self.words.traffic
        k = j - 1
        while k >= region[0] and tokens[k].tag in {
            "JJ",
            "NN",
            "NNS",
            "DT",
            "CD",
            "PRP$",
            "HYPH",
            "NNP",
            "VBG",
            "CC",
            ",",
        }:
            if tokens[k].tag in {"CC", ","} and not (
                k > region[0]
                and (tokens[k - 1].lower in self.words.scopes or tokens[k - 1].lower in self.words.traffic)
            ):
                return True
            k -= 1
        return k < region[0] or tokens[k].lower not in _PREPOSITIONS or tokens[k].lower in {"of", "between"}

    def _standing(self, m: WayMention, inside: set[int], floor: int) -> str:
        """``head`` of the phrase, ``oblique`` ("At Torkham, trade …"), or ``none``: part of another noun."""
        tokens = self.ctx.doc.tokens
        p = m.first - 1
        while p >= floor and tokens[p].tag in {"DT", "JJ", "JJS", "CD", "PRP$", "PDT", "POS", "``", "''"}:
            p -= 1
        if p < floor or p not in inside:
            return "head"
        word = tokens[p].lower
        if word in _PREPOSITIONS:
            if word == "for" and m.last + 1 < len(tokens) and tokens[m.last + 1].lower == "to":
                return "head"
            before = tokens[p - 1] if p > floor else None
            if before is None or before.text in {",", "“", '"'} or before.lower in {"and", "meanwhile"}:
                return "oblique"
            if word in {"of", "at", "on", "along", "in", "for", "through"} and (
                before.tag == "CD"
                or before.lower in _HANDING
                or before.lower in self.words.ways
                # "the border post at Bavra": "post" alone is no way
                or any(
                    o.lists and o.head == p - 1 for o in self.finder.in_sentence(self.ctx.doc.sentence_of(p))
                )
            ):
                named = any(
                    o.last == p - 1 and o.level == NAMED
                    for o in self.finder.in_sentence(self.ctx.doc.sentence_of(p))
                )
                return "none" if named else "head"
            return "oblique" if self._has_traffic(floor, p) else "none"
        # "Talks on reopening the road": the way is the object of another verb.
        if tokens[p].tag in {"VBG", "VB"} and word not in _JOINS and word not in _WORKING:
            return "none"
        return "head"

    def _has_traffic(self, start: int, end: int) -> bool:
        return any(self.ctx.doc.tokens[j].lower in self.words.traffic for j in range(start, end))

    def _joined(self, one: WayMention, two: WayMention) -> bool:
        tokens = self.ctx.doc.tokens
        between = tokens[one.last + 1 : two.first]
        return bool(between) and any(t.lower in {"and", ",", "&", "or", "/"} for t in between)

    def _elsewhere(self, one: WayMention, two: WayMention) -> bool:
        """Whether a clause of its own begins between: "mined its border and in Adre the bridge closed"."""
        between = self.ctx.doc.tokens[one.last + 1 : two.first]
        return (
            len(between) > 2
            and between[0].lower == "and"
            and between[1].lower in {"in", "at", "near"}
            and between[2].pos == "PROPN"
        )

    def _sift(self, ways: list[WayMention]) -> list[WayMention]:
        """Drop the noun that only says what a name beside it is ("Chaman, the other major crossing")."""
        tokens = self.ctx.doc.tokens
        if any(m.lists for m in ways):
            named = [m for m in ways if m.level == NAMED]
            if named:
                ways = [m for m in ways if not m.lists]
        if not any(m.level == NAMED for m in ways):
            return ways[:1] if len(ways) > 1 and not self._joined_and(ways) else ways
        kept: list[WayMention] = []
        for n, m in enumerate(ways):
            if m.level == NAMED or (m.level > BARE and n and tokens[m.first - 1].lower in {"and", "&"}):
                kept.append(m)
        return kept

    def _joined_and(self, ways: list[WayMention]) -> bool:
        tokens = self.ctx.doc.tokens
        return all(
            any(t.lower in {"and", "&"} for t in tokens[a.last + 1 : b.first])
            for a, b in itertools.pairwise(ways)
        )

    # -- objects -----------------------------------------------------------------------------------------

    def object(self, last: int, sentence: Sentence) -> Affected:
        """What stands right after the verb group that ends at token ``last``."""
        tokens = self.ctx.doc.tokens
        found = Affected(start=last + 1, floor=last + 1)
        j = last + 1
        if j <= sentence.last and tokens[j].lower in {"it", "them"}:
            found.pronoun = j
            return found
        mentions = [m for m in self.finder.in_sentence(sentence) if m.first > last]
        previous: WayMention | None = None
        for m in mentions:
            if previous is None:
                if not all(self._premodifies(k, sentence) for k in range(j, m.first)):
                    break
            elif not all(
                tokens[k].lower in _JOINS or any(a <= k <= b for a, b in self.asides(sentence))
                for k in range(previous.last + 1, m.first)
            ):
                break
            found.ways.append(m)
            previous = m
        if found.ways:
            found.start = found.ways[0].first
            found.negative = any(tokens[k].lower in _NO for k in range(j, found.start + 1))
            found.ways = self._sift(found.ways)
            return found
        # At most six words before the traffic noun: "all but the most urgent commercial cargo traffic".
        for k in range(j, min(j + 7, sentence.last + 1)):
            if tokens[k].lower in self.words.traffic and not (
                k < sentence.last and tokens[k + 1].lower in self.words.traffic
            ):
                found.traffic = k
                return found
            if not (self._premodifies(k, sentence) or tokens[k].tag in {"NN", "NNS", "HYPH", "CC", "VBG"}):
                break
        return found

    def _premodifies(self, k: int, sentence: Sentence) -> bool:
        token = self.ctx.doc.tokens[k]
        if token.lower in {"of", "through", "along"}:
            return k > sentence.first and self.ctx.doc.tokens[k - 1].lower in _HANDING
        if token.lower in _HANDING or token.text in {'"', "“", "‘", "'", "’s", "'s"}:
            return True
        return token.tag in _BETWEEN_OK

    def has_other_object(self, last: int, sentence: Sentence) -> bool:
        """Whether a noun phrase that is no time and no way follows: "opened fire", "closed ranks"."""
        tokens = self.ctx.doc.tokens
        j = last + 1
        while j <= sentence.last and tokens[j].tag in {"RB", "``", "''"}:
            j += 1
        if j > sentence.last:
            return False
        token = tokens[j]
        if token.lower in {"both", "all", "two"} and tokens[min(j + 1, sentence.last)].lower in {
            "ways",
            "directions",
        }:
            return False
        if any(t.span.start <= token.start < t.span.end for t in self.ctx.times):
            return False
        if token.lower in {
            "last",
            "this",
            "next",
            "early",
            "late",
            "shortly",
            "weeks",
            "days",
            "hours",
            "months",
            "earlier",
        }:
            return False
        if token.entity in {"DATE", "TIME"} or (token.tag == "NNP" and token.entity == "CARDINAL"):
            return False
        return token.tag in {"NN", "NNS", "NNP", "NNPS", "DT", "PRP$", "JJ", "CD", "PRP"}
