"""The words around a place name: what stands beside it, after it, and the names inside a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.knowledge.gazetteer import Entry, Gazetteer, fold

# A word with its inner apostrophes; initials ("U.S.", "D.C.") are one word, and so is "St.".
_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:St|Mt|Ft)\.|[^\W\d_]\w*(?:['’‘ʼ][^\W\d_]\w*)*")
# Small words inside a place name, and prefixes that stand in lower case at its head ("al-Bab").
INSIDE = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "la",
        "le",
        "les",
        "el",
        "al",
        "of",
        "the",
        "and",
        "y",
        "e",
        "bin",
        "ibn",
        "sur",
        "an",
        "am",
        "ez",
        "es",
        "ed",
        "er",
        "ar",
        "as",
        "ad",
        "az",
        "at",
        "ash",
    ]
)
_PREFIXES = frozenset(
    [
        "al",
        "el",
        "ar",
        "as",
        "ad",
        "az",
        "at",
        "an",
        "ash",
        "es",
        "ed",
        "er",
        "ez",
        "bani",
        "beit",
    ]
)
SPACES = frozenset((" ", " \n", "\n", "\u00a0"))
GAPS = SPACES | {"-", "‑"}
LONGEST = 6
DIRECTIONS = re.compile(
    r"^(?:the )?(?:(?:north|south|east|west|central|upper|lower|greater|inner|outer|downtown|occupied|"
    r"mainland|northern|southern|eastern|western|north-?eastern|north-?western|south-?eastern|south-?western|"
    r"northeast|northwest|southeast|southwest|rural|coastal)(?:ern)?[ -])+",
    re.IGNORECASE,
)
# A town of this size may stand as the larger place after a comma.
_KNOWN = 15_000


@dataclass(frozen=True, slots=True)
class Named:
    """A place name at ``[start, end)``. ``key`` is what was found in the gazetteer; ``parents`` and ``level``
    as in `place_choice.Name`; ``part_of`` tells that an organisation's name goes on after it; ``firm`` that
    its words leave little doubt that a place is named."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    parents: tuple[Entry, ...] = ()
    level: str | None = None
    part_of: bool = False
    firm: bool = True


@dataclass(slots=True)
class Word:
    """A word of the text with what stands between it and the next."""

    start: int
    end: int
    text: str
    capital: bool
    gap: str = ""


def words_of(text: str) -> list[Word]:
    """The words of a text with the gap after each; possessive endings are cut off.

    >>> [w.text for w in words_of("Pakistan's al-Bab")]
    ['Pakistan', 'al', 'Bab']
    """
    found: list[Word] = []
    previous: Word | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word[-1] == "s" and len(word) > 3 and word[-2] in "'’":
            word, end = word[:-2], end - 2
        this = Word(start, end, word, word[0].isupper())
        if previous is not None:
            previous.gap = text[previous.end : start]
            if (
                this.capital
                and not previous.capital
                and previous.text in _PREFIXES
                and len(previous.gap) == 1
            ):
                previous.capital = previous.gap in "-‑'’ "
        found.append(this)
        previous = this
    return found


def level_of(word: str, gazette: Gazetteer) -> str | None:
    """What a generic word says of the place beside it.

    >>> from counterclaim.knowledge.gazetteer import gazetteer
    >>> level_of("province", gazetteer())
    'ADM1'
    """
    lower = word.lower()
    if lower in gazette.words.get("first-level", ()):
        return "ADM1"
    if lower in gazette.words.get("second-level", ()):
        return "ADM2"
    if lower in gazette.words.get("settlement", ()):
        return "PPL"
    return None


def candidates(name: str, gazette: Gazetteer) -> tuple[str, list[Entry], str | None]:
    """The key under which a name is known, its places, and the level a generic word in it gave.

    "Nangarhar province" is looked up whole, then without its generic word, then without "the" and
    "eastern". The list is empty when nothing is known.

    >>> from counterclaim.knowledge.gazetteer import gazetteer
    >>> candidates("southern Helmand province", gazetteer())[0::2]
    ('helmand', 'ADM1')
    """
    key = fold(name)
    if name in gazette.qualifiers:
        country, division = gazette.qualifiers[name]
        holders = larger(gazette, division or gazette.countries[country].name, country)
        if holders:
            return key, holders, None
    if name in gazette.demonyms:
        countries = [gazette.country(code) for code in gazette.demonyms[name]]
        return name, [c for c in countries if c is not None], None
    found = gazette.find_folded(key)
    if found:
        return key, found, None
    words = name.split()
    level: str | None = None
    if len(words) > 1 and words[-1].lower() in gazette.words.get("generic after", ()):
        level = level_of(words[-1], gazette)
        words = words[:-1]
    elif len(words) > 2 and words[1].lower() == "of" and words[0].lower() in gazette.words["generic before"]:
        level = level_of(words[0], gazette)
        words = words[2:]
    elif len(words) > 1 and words[0].lower() in ("the", "city"):
        words = words[1:]
    for shorter in (" ".join(words), DIRECTIONS.sub("", " ".join(words))):
        if shorter and shorter != name:
            found = gazette.find_folded(fold(shorter))
            if found:
                return fold(shorter), found, level
    return key, [], level


# What may stand between a place and the larger one that holds it: ", ", " district of ", " in western ",
# " (", " in the province of ".
_BETWEEN = re.compile(
    r"(?: (?P<kind>[a-z-]{4,14}))?(?:,? (?:of|in|near)|,| \()(?: the| its)?"
    r"(?: (?:far |central|north|south|east|west)[a-z-]*)?"
    r"(?: (?:province|city|town|village|state|district|region|county|governorate|oblast)(?: of)?)?"
    r"(?: (?:the|far) )?[ (]?(?=[^\W\d_a-z])"
)


def parents_after(text: str, end: int, gazette: Gazetteer) -> list[Entry]:
    """Larger places named right after a place: ", La.", ", Nangarhar province", " in western Syria".

    >>> from counterclaim.knowledge.gazetteer import gazetteer
    >>> [e.name for e in parents_after("in Alexandria, La., on Friday", 13, gazetteer())]
    ['Louisiana']
    """
    # Only a short stretch is read: a qualifier stands right there or not at all.
    match = _BETWEEN.match(text, end, end + 60)
    if match is None:
        return []
    kind = match["kind"]
    if kind and kind not in gazette.words["generic after"]:
        return []
    stretch = text[end : end + 90].split("\n", 1)[0]
    between = match.group()
    words = words_of(stretch)
    i = next((n for n, word in enumerate(words) if word.start >= len(between)), len(words))
    if i == len(words) or not words[i].capital:
        return []
    found: list[Entry] = []
    if "," in between or "(" in between:
        for length in (3, 2, 1, 0):
            for tail in (".", ""):
                last = min(i + length, len(words) - 1)
                qualifier = stretch[words[i].start : words[last].end] + tail
                known = gazette.qualifiers.get(qualifier)
                if known and (tail == "" or stretch[words[last].end : words[last].end + 1] == "."):
                    country, division = known
                    return larger(gazette, division or gazette.countries[country].name, country)
    for last in range(min(i + 3, len(words) - 1), i - 1, -1):
        if any(w.gap not in GAPS for w in words[i:last]):
            continue
        name = stretch[words[i].start : words[last].end]
        entries = gazette.find(name)
        if not entries:
            continue
        large = [e for e in entries if e.feature in ("PCLI", "ADM1", "ADM2", "RGN")]
        near = "," in between or " of" in between or " in" in between
        if not large and near:
            large = [e for e in entries if e.population >= _KNOWN]
        found = sorted(large, key=lambda e: -e.population)[:6]
        break
    return found


_HOLDS = re.compile(
    r",? (?:in|of) (?:the )?(?:\w+ern )?[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){0,2} "
    r"(?:province|governorate|oblast|state|region|county|prefecture)\b"
)


def said_to_hold(text: str, end: int) -> bool:
    """Whether a name is followed by the division it lies in, said in so many words.

    >>> said_to_hold("at Tibni in Deir Ezzor province", 8), said_to_hold("in Gaza, Lebanon and Iran", 7)
    (True, False)
    """
    return _HOLDS.match(text, end) is not None


def larger(gazette: Gazetteer, name: str, country: str) -> list[Entry]:
    return [e for e in gazette.find(name) if e.country == country and e.feature in ("PCLI", "ADM1", "PPLC")][
        :2
    ]


def not_listed(text: str, end: int, entries: Iterable[Entry], parents: list[Entry]) -> list[Entry]:
    """The larger places without those that only come next in a list: "Canada, Mexico", "Florida, Ohio"."""
    if not parents or text[end : end + 1] != ",":
        return parents
    own = list(entries)
    countries = any(e.feature == "PCLI" for e in own)
    divisions = {e.country for e in own if e.feature == "ADM1" and e.primary}
    return [
        p
        for p in parents
        if not (p.feature == "PCLI" and countries) and not (p.feature == "ADM1" and p.country in divisions)
    ]


def beside(text: str, start: int, end: int, gazette: Gazetteer) -> str | None:
    """The level that a generic word right beside a name gives it ("Achin district", "the city of Homs")."""
    after = re.match(r"[ -]([A-Za-z-]+)", text[end : end + 20])
    if after and after.group(1).lower() in gazette.words.get("generic after", ()):
        return level_of(after.group(1), gazette)
    before = re.search(r"(\w+ )?\b([A-Za-z-]+) (?:of )?$", text[max(0, start - 40) : start])
    # In "the Berd region of Armenia" the region is Berd.
    if before and before.group().endswith("of ") and (before.group(1) or "x")[0].isupper():
        return None
    # "City Council" is no city; "the City of London" is.
    plain = before and (before.group(2).islower() or before.group().endswith("of "))
    if before and plain and before.group(2).lower() in gazette.words.get("generic before", ()):
        return level_of(before.group(2), gazette)
    return None
