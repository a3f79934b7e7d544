"""Finding many names in a text in one pass, longest first, at word boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")

# One character for one character, so a hit's offsets hold in the original text.
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "–": "-", "‑": "-", "\u00a0": " ", "\n": " "})


def fold(text: str) -> str:
    """The text with typographic apostrophes, hyphens and spaces made plain; same length.

    >>> fold("Ma’ariv")
    "Ma'ariv"
    """
    return text.translate(_FOLD)


class Hit(NamedTuple, Generic[T]):
    """A name found at ``[start, end)``, with what it stands for."""

    start: int
    end: int
    value: T


class NameMatcher(Generic[T]):
    """Case-sensitive names (after `fold`) to values; a name may stand for several values.

    >>> m = NameMatcher([("Spin Boldak", 1), ("Boldak", 2)])
    >>> [(h.start, h.end, h.value) for h in m.find("at Spin Boldak, near Boldaks")]
    [(3, 14, [1])]
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        gathered: dict[str, list[T]] = {}
        for name, value in names:
            values = gathered.setdefault(fold(name), [])
            if value not in values:
                values.append(value)
        self._automaton = ahocorasick.Automaton()
        for name, values in gathered.items():
            if name:
                self._automaton.add_word(name, (len(name), values))
        if gathered:
            self._automaton.make_automaton()
        self._empty = not gathered

    def find(self, text: str) -> list[Hit[list[T]]]:
        """Hits in order of place; where two overlap, the one that starts first and is longer wins."""
        if self._empty or not text:
            return []
        plain = fold(text)
        found: list[Hit[list[T]]] = []
        for last, (length, values) in self._automaton.iter(plain):
            start, end = last - length + 1, last + 1
            if start and (plain[start - 1].isalnum() or plain[start - 1] == "_") and plain[start].isalnum():
                continue
            if end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum():
                continue
            found.append(Hit(start, end, values))
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit[list[T]]] = []
        reach = -1
        for hit in found:
            if hit.start >= reach:
                kept.append(hit)
                reach = hit.end
        return kept
