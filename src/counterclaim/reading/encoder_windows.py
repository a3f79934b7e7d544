"""A text as the encoder sees it: word pieces with their shapes, in windows cut at paragraph breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

#: The most pieces of a window, with its opening piece and its separators: the figure ATTRIBUTION.md's tagger
#: was measured with. MiniLM takes 512, but attention over 256 costs half as much a word.
WINDOW = 256

CLS, SEP = 101, 102

#: Characters of a content below which nobody is quoted inside it; 20 and 40 gave the same on the dev split.
DEEPER = 30

#: What the vocabulary, in lower case, does not tell: see `shape`.
SHAPES = ("other", "capitalised", "capitals", "digits", "mark after a space", "mark close by")

#: Word pieces of a stretch: vocabulary number, and offsets into that stretch.
Tokenise = Callable[[str], Sequence[tuple[int, int, int]]]

_BREAK = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


class Piece(NamedTuple):
    """A word piece: vocabulary number, offsets into the text (empty for an added piece), shape."""

    id: int
    start: int
    end: int
    shape: int


def shape(text: str, start: int, end: int) -> int:
    """Number of a piece's shape in `SHAPES`: the case of its word, or whether a mark opens or closes.

    >>> [SHAPES[shape('AFP says "no"', *at)] for at in [(0, 3), (4, 8), (9, 10), (12, 13)]]
    ['capitals', 'other', 'mark after a space', 'mark close by']
    """
    word = text[start:end]
    if word[:1].isdigit():
        return 3
    if not word[:1].isalpha():
        return 4 if start == 0 or text[start - 1].isspace() else 5
    first = start
    while first and text[first - 1].isalpha():
        first -= 1
    last = end
    while last < len(text) and text[last].isalpha():
        last += 1
    whole = text[first:last]
    if len(whole) > 1 and whole.isupper():
        return 2
    return 1 if whole[0].isupper() else 0


def windows(text: str, tokenise: Tokenise, limit: int = WINDOW) -> Iterator[list[Piece]]:
    """Windows of at most ``limit`` pieces over a text, each opened by `CLS`, a `SEP` after each paragraph.

    Paragraphs stay whole where they fit, longer ones are cut after a sentence, and where a sentence is longer
    than a window, anywhere. Every piece stands in exactly one window.

    >>> words = lambda s: [(7, m.start(), m.end()) for m in re.finditer(r"[\\w']+|[^\\w\\s]", s)]
    >>> [len(w) for w in windows("One two.\\n\\nThree. Four.", words, limit=8)]
    [5, 6]
    """
    current: list[Piece] = [_added(CLS, 0)]
    for start, end in _paragraphs(text):
        for part in _parts(text, start, end, tokenise, limit - 2):
            if len(current) > 1 and len(current) + len(part) + 1 > limit:
                yield current
                current = [_added(CLS, part[0].start)]
            current += part
            current.append(_added(SEP, part[-1].end))
    if len(current) > 1:
        yield current


def _added(number: int, at: int) -> Piece:
    return Piece(number, at, at, 0)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _parts(text: str, start: int, end: int, tokenise: Tokenise, room: int) -> Iterator[list[Piece]]:
    """A paragraph's pieces, in as few parts of at most ``room`` pieces as its sentences allow."""
    pieces = [
        Piece(number, start + a, start + b, shape(text, start + a, start + b))
        for number, a, b in tokenise(text[start:end])
        if b > a
    ]
    ends = [m.end() for m in _SENTENCE.finditer(text, start, end)]
    while len(pieces) > room:
        limit = pieces[room].start
        cut = max((e for e in ends if pieces[0].start < e <= limit), default=limit)
        size = next(k for k, piece in enumerate(pieces) if piece.start >= cut)
        size = size or room
        yield pieces[:size]
        pieces = pieces[size:]
    if pieces:
        yield pieces
