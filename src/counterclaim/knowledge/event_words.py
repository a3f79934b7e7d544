"""Words of conflict news: happenings with their PLOVER type, the verbs that carry them, blameworthy acts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from counterclaim.knowledge.toml_table import BadRow, rows

#: The PLOVER categories of 2021, in the order of its manual.
PLOVER_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)

Frame = Literal["directed", "mutual", "actor", "patient", "undergone"]
Role = Literal["does", "happens", "ends"]
_FRAMES = ("directed", "mutual", "actor", "patient", "undergone")
_ROLES = ("does", "happens", "ends")


@dataclass(frozen=True, slots=True)
class EventWord:
    """A verb, noun or phrase that names a happening.

    ``words`` are its lemmas in order; ``frame`` tells who the subject and object are; ``object`` names
    the `EventWords.groups` entry one of which its object (with ``-subject``, its subject) must be; with
    ``?`` before it, only where there is an object.

    >>> EventWord(("air", "strike"), "noun", "ASSAULT", "air strike", "directed").head
    'strike'
    """

    words: tuple[str, ...]
    pos: Literal["verb", "noun"]
    type: str
    mode: str
    frame: Frame
    object: str = ""

    @property
    def head(self) -> str:
        """The lemma that heads it: the last word of a noun (before "of"), the first of a verb."""
        if self.pos == "verb":
            return self.words[0]
        cut = self.words.index("of") if "of" in self.words else len(self.words)
        return self.words[cut - 1]


@dataclass(frozen=True, slots=True)
class Act:
    """A blameworthy act. ``objects`` are lemmas, or group names, one of which must be its object (none: any);
    ``prep`` are prepositions whose object counts too; ``accused`` is the preposition before the accused
    where that is not the subject ("receive support from").

    >>> Act("shelter", ("armed",)).accused
    ''
    """

    lemma: str
    objects: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    accused: str = ""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The table, indexed by head lemma; longer phrases come first."""

    verbs: MappingProxyType[str, tuple[EventWord, ...]]
    nouns: MappingProxyType[str, tuple[EventWord, ...]]
    light: MappingProxyType[str, tuple[tuple[tuple[str, ...], Role], ...]]
    acts: MappingProxyType[str, Act]
    groups: MappingProxyType[str, frozenset[str]]
    armed: frozenset[str]
    saying: frozenset[str]
    #: Kinds of registry actor that count as armed groups.
    armed_kinds: frozenset[str] = frozenset({"armed group"})


@lru_cache(maxsize=1)
def event_words() -> EventWords:
    """The packaged table, read once. Raises CC202 for a row that cannot be used.

    >>> [w.mode for w in event_words().nouns["airstrike"]]
    ['air strike']
    """
    return load()


def load(text: str | None = None) -> EventWords:
    """Read the tables; ``text`` stands in for the table of happenings (for tests and a user's own)."""
    verbs: dict[str, list[EventWord]] = {}
    nouns: dict[str, list[EventWord]] = {}
    groups = dict(rows("word_groups", "group", _group))
    for found in rows("event_words", "happening", lambda row: _happening(row, groups), text=text):
        for word in found:
            (verbs if word.pos == "verb" else nouns).setdefault(word.head, []).append(word)
    light: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for phrases, role in rows("event_carriers", "light", _light):
        for phrase in phrases:
            light.setdefault(phrase[0], []).append((phrase, role))
    acts = {act.lemma: act for act in rows("blame_acts", "act", _act)}
    return EventWords(
        MappingProxyType({k: _longest_first(v) for k, v in verbs.items()}),
        MappingProxyType({k: _longest_first(v) for k, v in nouns.items()}),
        MappingProxyType({k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in light.items()}),
        MappingProxyType(acts),
        MappingProxyType(groups),
        groups.get("armed", frozenset()),
        groups.get("saying", frozenset()),
    )


def _longest_first(words: list[EventWord]) -> tuple[EventWord, ...]:
    # A word with a condition on its object is tried before one without.
    return tuple(sorted(words, key=lambda w: (-len(w.words), w.object == "")))


def _happening(row: dict[str, Any], groups: dict[str, frozenset[str]]) -> list[EventWord]:
    if row["pos"] not in ("verb", "noun"):
        raise BadRow(f"pos is {row['pos']!r}, not verb or noun")
    if row["type"] not in PLOVER_TYPES:
        raise BadRow(f"type {row['type']!r} is no PLOVER category")
    if row["frame"] not in _FRAMES:
        raise BadRow(f"frame is {row['frame']!r}")
    wanted = str(row.get("object", ""))
    if wanted and wanted.removeprefix("?").removesuffix("-subject") not in groups:
        raise BadRow(f"object asks for the unknown group {wanted}")
    return [
        EventWord(words, row["pos"], row["type"], str(row["mode"]), row["frame"], wanted)
        for words in _phrases(row)
    ]


def _light(row: dict[str, Any]) -> tuple[list[tuple[str, ...]], Role]:
    if row["role"] not in _ROLES:
        raise BadRow(f"role is {row['role']!r}")
    role: Role = row["role"]
    return _phrases(row), role


def _phrases(row: dict[str, Any]) -> list[tuple[str, ...]]:
    phrases = [tuple(str(words).split()) for words in row["words"]]
    if not phrases or not all(phrases):
        raise BadRow("words are missing or empty")
    return phrases


def _act(row: dict[str, Any]) -> Act:
    return Act(
        str(row["lemma"]), tuple(row["objects"]), tuple(row.get("prep", ())), str(row.get("accused", ""))
    )


def _group(row: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return str(row["name"]), frozenset(str(lemma) for lemma in row["lemmas"])
