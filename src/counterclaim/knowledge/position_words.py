"""Words that take a stand (condemn, urge, demand, ...) and the phrases in which a threat is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from counterclaim.knowledge.toml_table import BadRow, rows

PositionFrame = Literal["object", "addressee", "clause", "infinitive"]
_FRAMES = ("object", "addressee", "clause", "infinitive")


@dataclass(frozen=True, slots=True)
class PositionWord:
    """A verb, with its particle or preposition, that takes a stand; ``frame`` is what stands beside it.

    >>> PositionWord(("call", "for"), "urge", "object").words[0]
    'call'
    """

    words: tuple[str, ...]
    type: str
    frame: PositionFrame


@dataclass(frozen=True, slots=True)
class PositionWords:
    """The table: verbs by their first lemma, longer phrases first; lists by name; one pattern of threats."""

    verbs: MappingProxyType[str, tuple[PositionWord, ...]]
    lists: MappingProxyType[str, frozenset[str]]
    threat: re.Pattern[str]


@lru_cache(maxsize=1)
def position_words() -> PositionWords:
    """The packaged table, read once. Raises CC202 for a row that cannot be used.

    >>> position_words().verbs["condemn"][0].type
    'condemn'
    """
    return load()


def load(text: str | None = None) -> PositionWords:
    """Read the table, or ``text`` in its place (for tests and a user's own table)."""
    verbs: dict[str, list[PositionWord]] = {}
    for found in rows("position_words", "position", _positions, text=text):
        for word in found:
            verbs.setdefault(word.words[0], []).append(word)
    lists = dict(rows("position_words", "list", _list, text=text))
    patterns = list(rows("position_words", "threat", _pattern, text=text))
    return PositionWords(
        MappingProxyType({k: tuple(sorted(v, key=lambda w: -len(w.words))) for k, v in verbs.items()}),
        MappingProxyType(lists),
        re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.IGNORECASE),
    )


def _positions(row: dict[str, Any]) -> list[PositionWord]:
    if row["frame"] not in _FRAMES:
        raise BadRow(f"frame is {row['frame']!r}")
    phrases = [tuple(str(words).split()) for words in row["words"]]
    if not phrases or not all(phrases):
        raise BadRow("words are missing or empty")
    return [PositionWord(words, str(row["type"]), row["frame"]) for words in phrases]


def _list(row: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return str(row["name"]), frozenset(str(lemma) for lemma in row["lemmas"])


def _pattern(row: dict[str, Any]) -> str:
    try:
        re.compile(row["pattern"])
    except re.error as error:
        raise BadRow(f"not a regular expression: {error}") from error
    return str(row["pattern"])
