"""The words that tell which question an accusation, a denial or a status speaks to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from counterclaim.knowledge.toml_table import BadRow, rows

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class WordList:
    """A name with the words that stand for it: beginnings of words, whole words, words in a row.

    >>> WordList("killing", ("kill", "massacr")).first("The massacre of 12")
    4
    """

    name: str
    stems: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()

    def first(self, text: str) -> int | None:
        """Where in ``text`` the first of its words begins, or None."""
        low = text.lower()
        found = [at for phrase in self.phrases if (at := low.find(phrase)) >= 0]
        for word in _WORD.finditer(low):
            if word.group() in self.words or word.group().startswith(self.stems):
                found.append(word.start())
                break
        return min(found, default=None)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """All tables. ``over``: event mode to what it says of the fighting's end.

    >>> question_words().over["truce"]
    'over'
    """

    began: WordList
    further: WordList
    charges: tuple[WordList, ...]
    deeds: tuple[WordList, ...]
    over: Mapping[str, str]
    everywhere: frozenset[str]
    ways: frozenset[str]

    def act(self, text: str) -> tuple[str, str]:
        """What an accusation of ``text`` is about: its topic, with the charge's theme or the deed's name.

        An act that no list knows is a deed without a name.

        The word that comes first decides between a charge and a deed.

        >>> question_words().act("sheltering militants who launch attacks on its territory")
        ('is the charge true', 'support for armed groups')
        >>> question_words().act("an unprovoked attack on the night of October 11")
        ('who began', '')
        >>> question_words().act("bombing a hospital in the town")
        ('who did it', 'air strike')
        """
        if self.began.first(text) is not None:
            return "who began", ""
        kinds = [("is the charge true", c) for c in self.charges] + [("who did it", d) for d in self.deeds]
        found = [(at, kind, words.name) for kind, words in kinds if (at := words.first(text)) is not None]
        if not found:
            return "who did it", ""
        _, kind, name = min(found, key=lambda item: item[0])
        return kind, name

    def everywhere_in(self, facility: str) -> bool:
        """Whether a status of that name speaks of every crossing of a border.

        >>> words = question_words()
        >>> words.everywhere_in("all border crossings"), words.everywhere_in("Kamal gate")
        (True, False)
        """
        words = set(_WORD.findall(facility.lower()))
        return bool(words & self.ways) and (bool(words & self.everywhere) or _border_itself(words))


def _border_itself(words: set[str]) -> bool:
    """ "The border", "the frontier": no crossing among several."""
    return bool(words & {"border", "frontier"}) and not words & {"crossing", "crossings", "point", "points"}


def _list(name: str) -> Any:
    def make(row: dict[str, Any]) -> WordList:
        if not any(row.get(key) for key in ("stems", "words", "phrases")):
            raise BadRow("has no words")
        return WordList(
            row[name] if name else "",
            tuple(row.get("stems", ())),
            frozenset(row.get("words", ())),
            tuple(row.get("phrases", ())),
        )

    return make


@lru_cache(maxsize=1)
def question_words() -> QuestionWords:
    """Load ``tables/question_words.toml``. Raises `CounterclaimError` CC202 for a row that cannot be used.

    >>> len(question_words().deeds) > 3
    True
    """
    table = "question_words"
    everywhere = list(rows(table, "everywhere", lambda row: (row["words"], row["nouns"])))
    return QuestionWords(
        began=next(iter(rows(table, "began", _list("")))),
        further=next(iter(rows(table, "further", _list("")))),
        charges=tuple(rows(table, "charge", _list("theme"))),
        deeds=tuple(rows(table, "deed", _list("act"))),
        over={
            mode: value
            for modes, value in rows(table, "over", lambda row: (row["modes"], row["value"]))
            for mode in modes
        },
        everywhere=frozenset(word for words, _ in everywhere for word in words),
        ways=frozenset(noun for _, nouns in everywhere for noun in nouns),
    )
