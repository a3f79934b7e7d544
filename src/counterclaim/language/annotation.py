"""A text cut into sentences and tokens with a dependency parse, independent of the engine that made it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True, eq=False)
class Token:
    """One token. ``head`` is a token index (its own at a root); ``left`` and ``right`` bound its subtree.

    ``pos`` is a Universal Dependencies part of speech, ``tag`` Penn Treebank's, ``dep`` a ClearNLP
    label as spaCy's English pipelines give it, ``entity`` an OntoNotes type or "". White space is
    never a token. ``right`` is inclusive.

    >>> Token(0, 0, 7, "Torkham", "torkham", "torkham", "PROPN", "NNP", "ROOT", 0, 0, "GPE").is_root
    True
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""
    left: int = 0
    right: int = 0
    children: list[int] = field(default_factory=list)

    @property
    def is_root(self) -> bool:
        """Whether the token heads its sentence."""
        return self.head == self.i


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (inclusive), characters ``start`` to ``end`` (exclusive).

    >>> Sentence(0, 0, 3, 0, 19, 3).root
    3
    """

    i: int
    first: int
    last: int
    start: int
    end: int
    root: int


@dataclass(slots=True, eq=False)
class Annotation:
    """A parsed text. Offsets are code points into ``text``, which is the report's own, untouched.

    >>> from counterclaim.language import annotator
    >>> a = annotator().annotate("Torkham was closed. Chaman stayed open.")
    >>> [a.words(s.first, s.last) for s in a.sentences]
    ['Torkham was closed.', 'Chaman stayed open.']
    """

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._starts = [t.start for t in self.tokens]
        tokens = self.tokens
        for t in tokens:
            t.left = t.right = t.i
            t.children = []
        for t in tokens:
            if t.head != t.i:
                tokens[t.head].children.append(t.i)
        # Subtree edges: walk up from each token; trees are shallow, so this stays near linear.
        for t in tokens:
            i, node, guard = t.i, t, 0
            while node.head != node.i and guard < 200:
                node = tokens[node.head]
                if i < node.left:
                    node.left = i
                elif i > node.right:
                    node.right = i
                else:
                    break
                guard += 1

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last``, inclusive."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def token_at(self, offset: int) -> int:
        """Index of the token that covers ``offset``, else of the first token after it (or the last)."""
        i = max(0, bisect_right(self._starts, offset) - 1)
        if i < len(self.tokens) - 1 and self.tokens[i].end <= offset:
            i += 1
        return i

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that touch ``text[start:end]``."""
        if not self.tokens or end <= start:
            return range(0)
        first = max(0, bisect_right(self._starts, start) - 1)
        if self.tokens[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def children(self, i: int) -> Iterator[Token]:
        """The dependents of token ``i``, left to right."""
        return (self.tokens[c] for c in self.tokens[i].children)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above token ``i``, nearest first."""
        t = self.tokens[i]
        for _ in range(200):
            if t.head == t.i:
                return
            t = self.tokens[t.head]
            yield t

    def sentence_of(self, i: int) -> Sentence:
        """The sentence token ``i`` stands in."""
        return self.sentences[self.tokens[i].sentence]


class Annotator(Protocol):
    """Anything that turns text into an `Annotation`: spaCy today, another engine tomorrow."""

    #: Name and version of the engine and its model, for run reports.
    name: str

    def annotate(self, text: str) -> Annotation:
        """Parse one text. Never raises on odd text; an empty text gives no tokens."""
        ...

    def annotate_many(self, texts: Iterable[str]) -> Iterator[Annotation]:
        """Parse texts in order, in batches."""
        ...
