"""Institutions as they are named beside a country or group: its army, its defence ministry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from counterclaim.knowledge.toml_table import BadRow, rows


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of institution: its office, the kind of actor it is, the names it goes by in lower case.

    ``instead`` are the offices whose row stands in where a country has none of this one.

    >>> institutions().get(("armed", "forces")).office
    'military'
    """

    office: str
    kind: str
    names: tuple[str, ...]
    source: str
    instead: tuple[str, ...] = ()


class InstitutionTable:
    """Institutions by their words, for matching token by token.

    ``words`` holds each name as lower-case words; ``firsts`` and ``lasts`` the words a name can begin
    and end with, so that most tokens are dismissed with one look; ``longest`` the most words in a name.
    ``qualifiers`` are the word sequences that may stand between a country and its institution.
    """

    def __init__(self, table: Iterable[Institution]) -> None:
        self._by_words: dict[tuple[str, ...], Institution] = {}
        qualifiers: list[tuple[str, ...]] = []
        for row in table:
            for name in row.names:
                if row.kind == "qualifier":
                    qualifiers.append(split(name))
                else:
                    self._by_words.setdefault(split(name), row)
        self.firsts = frozenset(words[0] for words in self._by_words)
        self.lasts = frozenset(words[-1] for words in self._by_words)
        self.longest = max((len(words) for words in self._by_words), default=0)
        self.qualifiers = frozenset(qualifiers)
        self.qualifier_firsts = frozenset(words[0] for words in qualifiers)

    def get(self, words: tuple[str, ...]) -> Institution | None:
        """The institution of that name, given as lower-case words, or None."""
        return self._by_words.get(words)

    def __len__(self) -> int:
        return len(self._by_words)


def split(name: str) -> tuple[str, ...]:
    """A name cut the way an English tokenizer cuts it: at spaces, hyphens and the possessive.

    >>> split("president's office"), split("un-backed")
    (('president', "'s", 'office'), ('un', '-', 'backed'))
    """
    return tuple(name.lower().replace("'s", " 's").replace("-", " - ").split())


def _institution(row: dict[str, Any]) -> Institution:
    names = row["names"]
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip() for n in names):
        raise BadRow("names is not a list of names")
    if any(name != name.lower() for name in names):
        raise BadRow("names are written in lower case")
    return Institution(row["office"], row["kind"], tuple(names), row["source"], tuple(row.get("instead", ())))


def load(text: str | None = None) -> InstitutionTable:
    """Read and check the table; ``text`` replaces the packaged file. Errors as `toml_table.rows`."""
    return InstitutionTable(list(rows("institutions", "institution", _institution, text=text)))


@lru_cache(maxsize=1)
def institutions() -> InstitutionTable:
    """The packaged table, read once.

    >>> institutions().get(("defence", "ministry")).kind
    'ministry'
    """
    return load()
