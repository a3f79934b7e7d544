"""Nouns for a way through and what belongs to them: "the main road between A and B", "gates at A and B"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.knowledge.facilities import facilities
from counterclaim.knowledge.status_words import Way, status_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.model import Span
from counterclaim.reading.context import Context

#: How much a mention says: 3 a name, 2 a noun with its two ends ("the border with Z"), 1 a bare noun.
NAMED, TIED, BARE = 3, 2, 1
_LINK_WORDS = word_set("between with to from into of at in along on across over linking connecting")
TIME_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december"
)
#: Words before a noun for ways that say what travels there, and may be joined by "and".
MODES = word_set("road rail land air sea pedestrian cargo freight passenger trade")
_TIME_NOUNS = word_set("hours hour days day weeks week minutes months month years year")
DETERMINERS = word_set("the a an this that these those its their his our both all every each any")
QUALIFIERS = word_set(
    "main key major vital busy largest biggest busiest only second other another southern northern "
    "eastern western land international civilian commercial nearby remaining strategic official legal "
    "same new old crucial important contested disputed shared common entire whole major- two three "
    "four five six seven eight functioning operating working nine ten several many most few some "
    "senior recently previously long-closed newly temporarily"
)
#: Numbers of roads. Arms and aircraft are numbered alike ("M16", "A320"), so one letter takes at most two
#: digits and counts only after "the" or first in its sentence, with no noun behind it.
_ROAD_CODE = re.compile(r"(?:NH|SH|RN|RR|AH|BR|MR|US)-?\d{1,4}[A-Z]?")
_SHORT_CODE = re.compile(r"[AMNI]-?\d{1,2}|[DR]\d{1,2}")
_ROAD_PREFIXES = frozenset({"NH", "SH", "RN", "RR", "AH", "BR", "MR"})
_ROAD_NUMBER = re.compile(r"\d{1,4}[A-Z]?")
_ROW_STATES = frozenset({"shut", "closed", "open", "reopened", "sealed"})
#: Ways that one noun may stand for when it takes up a name given before.
FAMILIES = {
    "border": frozenset({"border", "bridge"}),
    "bridge": frozenset({"bridge", "border"}),
    "road": frozenset({"road", "border"}),
}


@dataclass(frozen=True, slots=True)
class WayMention:
    """A way through as a sentence names it, tokens ``first`` to ``last``, the noun or name at ``head``.

    ``family`` groups nouns that may stand for one another; ``lists`` says that names follow ("crossings
    at A and B"). ``level`` is NAMED, TIED or BARE. ``code`` marks a road's number.
    """

    first: int
    last: int
    head: int
    span: Span
    name: str
    id: str | None
    family: str
    plural: bool
    level: int
    lists: bool = False
    town: bool = False
    code: bool = False


def capital(token: Token) -> bool:
    return token.text[:1].isupper() and (
        token.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB", "ADP", "DET", "NUM"}
    )


class NounReader:
    """Reads the noun phrase around a noun for a way; offsets are token indices of the report."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._words = status_words()
        self._table = facilities()
        self._heads: frozenset[str] | None = None

    def _way_of(self, i: int) -> Way | None:
        """The way that token ``i`` is a noun for, compounds ("entry point") included."""
        token = self.ctx.doc.tokens[i]
        way = self._words.ways.get(token.lower)
        if way is not None:
            return way
        compound = self._words.compounds.get(token.lower)
        if compound is not None and i > 0 and self.ctx.doc.tokens[i - 1].lower in compound[0]:
            return Way(token.lower, compound[1], token.lower.endswith("s"), False)
        if (
            token.lower in {"pass"}
            and i > 0
            and self.ctx.doc.tokens[i - 1].pos == "PROPN"
            and token.text[0] == "P"
        ):
            return Way("pass", "road", False, False)
        if (
            compound is not None
            and i > 0
            and self.ctx.doc.tokens[i - 1].lower in {"the", "this", "that"}
            and token.lower in self._compounded()
        ):
            # "the post", once "the border post" was named
            return Way(token.lower, compound[1], token.lower.endswith("s"), True)
        if token.lower in {"points", "point"} and i > 1 and self.ctx.doc.tokens[i - 1].lower == "of":
            return None
        return None

    def _compounded(self) -> frozenset[str]:
        """Nouns that the report names with what makes them a way ("border post"), and may then name bare."""
        if self._heads is None:
            tokens = self.ctx.doc.tokens
            compounds = self._words.compounds
            self._heads = frozenset(
                t.lower
                for t in tokens[1:]
                if t.lower in compounds and tokens[t.i - 1].lower in compounds[t.lower][0]
            )
        return self._heads

    def _road_code(self, i: int, sentence: Sentence) -> int | None:
        """Last token of a road's number that begins at token ``i`` ("M5", "NH-44", "RN 4"), or None."""
        tokens = self.ctx.doc.tokens
        token = tokens[i]
        if not ("A" <= token.text[:1] <= "U") or self._is_actor(i) or self._inside_actor(i):
            return None
        last = i
        if token.text[-1:].isdigit():
            if _SHORT_CODE.fullmatch(token.text):
                if i > sentence.first and tokens[i - 1].lower not in {"the", "and", ":", ",", "•", "-"}:
                    return None
                if i < sentence.last and tokens[i + 1].pos in {"NOUN", "PROPN"}:
                    return None
            elif not _ROAD_CODE.fullmatch(token.text):
                return None
        elif token.text in _ROAD_PREFIXES and i < sentence.last:
            # "RN 4", "NH-44" in three tokens
            last = i + 2 if tokens[i + 1].text == "-" and i + 2 <= sentence.last else i + 1
            if not _ROAD_NUMBER.fullmatch(tokens[last].text):
                return None
        else:
            return None
        return last

    def _inside_actor(self, i: int) -> bool:
        token = self.ctx.doc.tokens[i]
        return any(a.span.start <= token.start < a.span.end for a in self.ctx.actors)

    def _goes_on(self, i: int) -> bool:
        """Whether token ``i`` carries the noun phrase on, so that the word before it is no head."""
        token = self.ctx.doc.tokens[i]
        if token.lower in self._words.verbs or token.lower in self._words.nouns:
            return False
        if token.lower in {"trade", "traffic"}:
            return True
        return token.tag in {"NN", "NNS"} and token.lower not in _TIME_NOUNS and token.pos in {"NOUN"}

    def _noun_at(self, i: int, sentence: Sentence) -> Way | None:
        way = self._way_of(i)
        if way is None:
            # "point(s) of entry", "ports of entry"
            tokens = self.ctx.doc.tokens
            if (
                tokens[i].lower in {"point", "points", "ports", "port"}
                and i + 2 <= sentence.last
                and tokens[i + 1].lower == "of"
                and tokens[i + 2].lower in {"entry", "exit"}
            ):
                return Way(tokens[i].lower, "border", tokens[i].lower.endswith("s"), False)
            return None
        token = self.ctx.doc.tokens[i]
        if token.lower in MODES and i + 2 < sentence.last:
            joined = self.ctx.doc.tokens[i + 1].lower in {"and", "or", ","}
            if joined and self.ctx.doc.tokens[i + 2].lower in MODES:
                # "all road and rail crossings": the head comes later.
                return None
        if (
            token.tag in {"VB", "VBG", "VBD", "VBP", "VBZ"}
            and token.lower
            in {
                "crossing",
                "border",
                "borders",
            }
            and (token.lower != "crossing" or (token.pos == "VERB" and not self._noun_like(i)))
        ):
            return None
        if i < sentence.last:
            if self._way_of(i + 1) is not None or self._goes_on(i + 1):
                return None
            if self.ctx.doc.tokens[i + 1].text in {"-", "–"} and token.lower in {
                "border",
                "port",
                "cross",
                "road",
            }:
                return None
        return way

    def _noun_like(self, i: int) -> bool:
        tokens = self.ctx.doc.tokens
        before = tokens[i - 1] if i else None
        if (
            before is not None
            and i + 1 < len(tokens)
            and tokens[i + 1].lower in _ROW_STATES
            and capital(before)
        ):
            # "Dotan crossing shut for goods": a row of a list, whatever the tagger makes of it.
            return True
        return before is not None and (
            before.lower in DETERMINERS or before.pos in {"PROPN", "ADJ"} or before.lower == "border"
        )

    def _is_actor(self, i: int) -> bool:
        token = self.ctx.doc.tokens[i]
        if token.entity == "NORP":
            return True
        return any(
            a.form == "demonym" and a.span.start <= token.start < a.span.end for a in self.ctx.actors
        ) or bool(
            re.fullmatch(
                r"[A-Z]\w+(?:ese|ian|ish|ani|aeli|ench|utch|ajik|rgyz|zbek|raqi|hai|urkish)", token.text
            )
        )

    def _right(self, head: int, way: Way, sentence: Sentence) -> tuple[tuple[int, int], str]:
        """What follows the noun: ``(tokens, "named")`` for names, ``"tied"`` for its ends, else ``""``."""
        tokens = self.ctx.doc.tokens
        i = head + 1
        if i + 1 <= sentence.last and tokens[i].lower == "of" and tokens[i + 1].lower in {"entry", "exit"}:
            head, i = i + 1, i + 2
        if i > sentence.last:
            return (head, head), "" if head == i - 1 else "tied"
        word = tokens[i].lower
        if word in {"such", "including", "like", "namely", ":"}:
            j = i + 2 if word == "such" else i + 1
            if j <= sentence.last and capital(tokens[j]):
                return (j, j), "named"
            return (head, head), ""
        if word not in _LINK_WORDS:
            return (head, head), ""
        j = i + 1
        if j <= sentence.last and tokens[j].lower == "the":
            j += 1
        if j > sentence.last or tokens[j].lower in TIME_WORDS:
            return (head, head), ""
        if (
            word == "to"
            and way.family == "road"
            and tokens[j].tag == "NN"
            and tokens[j].text.islower()
            and j == i + 1
        ):
            # "the road to peace" is no road.
            return (head, head), "figure"
        if not capital(tokens[j]):
            # "crossings along the border with Cambodia", "on the Polish border"
            for k in range(j, min(j + 3, sentence.last + 1)):
                if self._noun_at(k, sentence) is not None:
                    inner = self._right(k, way, sentence)
                    return (head, inner[0][1] if inner[1] == "tied" else k), "tied"
            return (head, head), ""
        if word == "over" and way.family not in {"airspace", "bridge"}:
            return (head, head), ""
        if word in {"to", "into"} and way.family not in {"road", "bridge", "railway"}:
            end = self._proper_run(j, sentence)
            follows = tokens[end + 1] if end < sentence.last else None
            if (
                way.family != "border"
                or self._is_actor(j)
                or (follows is not None and follows.tag in {"NN", "NNS", "NNP", "NNPS", "CC"})
            ):
                return (head, head), ""
            return (head, end), "tied"
        if (
            not way.plural
            and not self.is_land(j)
            and (
                (word == "of" and way.family in {"strait", "port", "airport", "bridge"})
                or (word in {"at", "in"} and way.family in {"port", "airport"})
            )
        ):
            return (head, self._proper_run(j, sentence)), "name"
        named = word in {"at", "of"} or (word == "in" and way.family in {"border", "airport", "port"})
        if named and not self.is_land(j):
            return (j, j), "named"
        if (
            word in {"with", "between", "from", "over", "linking", "connecting"}
            or (word in {"to", "into"} and way.family != "border")
            or word in {"of", "in", "into", "to", "along", "on", "across", "at"}
        ):
            end = self._proper_run(j, sentence)
            if word in {"along", "on", "across"} and end < sentence.last and self._noun_at(end + 1, sentence):
                return (head, end + 1), "tied"
            if word in {"on", "across", "along"}:
                return (head, head), ""
            joins = {
                "between": {"and"},
                "from": {"to", "and"},
                "with": {"and"},
                "linking": {"and", "with", "to"},
                "connecting": {"and", "with", "to"},
            }.get(word, set())
            while end + 2 <= sentence.last and tokens[end + 1].lower in joins | {"the"}:
                k = end + 2 if tokens[end + 2].lower != "the" else end + 3
                if k > sentence.last or not capital(tokens[k]):
                    break
                run = self._proper_run(k, sentence)
                if run < sentence.last and tokens[run + 1].tag in {"NNS", "NN", "VBD"} and word == "with":
                    break
                end = self._proper_run(k, sentence)
                if word in {"between", "from", "linking", "connecting"}:
                    break
            return (head, end), "tied"
        return (head, head), ""

    def is_land(self, i: int) -> bool:
        """Whether a country is named there: "the borders of Sudan" are no facility called Sudan."""
        token = self.ctx.doc.tokens[i]
        return any(
            a.span.start <= token.start < a.span.end and a.country is not None and a.form != "capital"
            for a in self.ctx.actors
        ) or any(
            p.span.start <= token.start < p.span.end and p.precision in {"country", "admin1", "region"}
            for p in self.ctx.places
        )

    def _proper_run(self, i: int, sentence: Sentence) -> int:
        tokens = self.ctx.doc.tokens
        end = i
        while end < sentence.last and (
            (capital(tokens[end + 1]) and tokens[end + 1].lower not in self._words.verbs)
            or (
                end + 2 <= sentence.last
                and tokens[end + 1].text in {"-", "–", "al", "de", "el", "del", "la"}
                and (capital(tokens[end + 2]) or tokens[end + 2].text in {"-"})
            )
            or (tokens[end].text in {"-", "–"} and tokens[end + 1].pos == "PROPN")
            # "Port-au-Prince", "Bir-el-Ater": hyphens without spaces hold a name together
            or (tokens[end + 1].text == "-" and tokens[end].end == tokens[end + 1].start)
            or (tokens[end].text == "-" and tokens[end].end == tokens[end + 1].start)
        ):
            if tokens[end + 1].lower in TIME_WORDS:
                break
            end += 1
        return end

    def _names_after(self, i: int, sentence: Sentence) -> list[tuple[int, int]]:
        """Names in "at A, which …, and B, near …": each with its own tokens."""
        tokens = self.ctx.doc.tokens
        found = [(i, self._proper_run(i, sentence))]
        k = found[0][1] + 1
        while k <= sentence.last:
            word = tokens[k].lower
            if word in {",", "and", "&", "or", "as", "well", "both", "in", "at"} or tokens[k].text == "/":
                if k < sentence.last and capital(tokens[k + 1]) and tokens[k + 1].lower not in TIME_WORDS:
                    if word == "in" or (word == "at" and tokens[k - 1].lower not in {"and", ","}):
                        k = self._proper_run(k + 1, sentence) + 1
                        continue
                    end = self._proper_run(k + 1, sentence)
                    # "at Torkham, Pakistani officials said": a plural noun follows, so this is no name.
                    if end < sentence.last and self._goes_on(end + 1):
                        break
                    found.append((k + 1, end))
                    k = end + 1
                    continue
                if word == ",":
                    skip = self._aside(k, sentence)
                    if skip is not None:
                        k = skip
                        continue
                    if k < sentence.last and tokens[k + 1].lower in {"and", "or"}:
                        k += 1
                        continue
                    break
                if word in {"as", "well", "and", "both", "at"}:
                    k += 1
                    if (
                        word == "and"
                        and k <= sentence.last
                        and not (capital(tokens[k]) or tokens[k].lower in {"at", "in"})
                    ):
                        break
                    continue
                break
            if word == "(":
                while k < sentence.last and tokens[k].text != ")":
                    k += 1
                k += 1
                continue
            break
        return found

    def _aside(self, comma: int, sentence: Sentence) -> int | None:
        """The comma that closes an aside opened at ``comma`` and is followed by "and", or None."""
        tokens = self.ctx.doc.tokens
        if comma >= sentence.last or capital(tokens[comma + 1]):
            return None
        # An aside of over 25 words is a clause of its own; longest seen in the sample newsroom was 16.
        for k in range(comma + 2, min(comma + 26, sentence.last)):
            if tokens[k].text == "," and (
                tokens[k + 1].lower in {"and", "or"} and k + 2 <= sentence.last and capital(tokens[k + 2])
            ):
                return k + 1
            if tokens[k].text in {";", "."}:
                return None
        return None
