"""Which source, content and outer cue belong to a cue: what the encoder's linker sees, and its decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from counterclaim.reading.encoder_windows import SEP, Piece

Array = NDArray[np.float32]
#: First piece, last piece, and whether it is an inner span: one inside another of its kind.
Span = tuple[int, int, bool]

#: Taggers in the order of the encoder's outputs, three logits each: outside, begin, inside.
HEADS = ("source", "source inner", "cue", "content", "content inner")
#: What a cue is linked to; "parent" is another cue.
RELATIONS = ("source", "content", "parent")
#: Numbers that `pair_features` gives for a cue and a span.
FEATURES = 14

STANCES = ("asserts", "denies", "does_not_confirm")

#: A content no cue claims at this probability still goes to the cue that claims it most, down to the floor.
#: One half is where the training loss is indifferent; of floors from 0.05 to 0.5, 0.3 was best on the dev
#: split after two epochs (79.8 attr, 77.5 to 78.8 below it) and no worse at the end.
CLAIMED, FLOOR = 0.5, 0.3

#: What beginning a span costs, in nats: a long content breaks up less easily. Of values from 0 to 2 the best
#: on the dev split, by a point of attr or less.
BEGINNING = 0.5

#: Contents of one cue at most so many pieces apart, with neither it nor its source between, are one: of 364
#: gold contents in several pieces a line, 9 are parted by anything else. Ten did no better on the dev split.
BRIDGE = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a window: spans as first and last piece; ``parent`` an index into the list."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    parent: int | None
    stance: str
    hedge: bool
    hypothetical: bool
    confidence: float


@dataclass(slots=True)
class Landmarks:
    """Counts up to each piece, so that what stands between two spans is a subtraction."""

    sentences: list[int]
    paragraphs: list[int]
    quotes: list[int]
    starts: dict[str, list[int]] = field(default_factory=dict)


def landmarks(text: str, pieces: Sequence[Piece], spans: Mapping[str, Sequence[Span]]) -> Landmarks:
    """The landmarks of a window whose spans are known."""
    words = [text[p.start : p.end] for p in pieces]
    starts = {}
    for kind, known in spans.items():
        opens = {s[0] for s in known}
        starts[kind] = _running(k in opens for k in range(len(pieces)))
    return Landmarks(
        _running(w in (".", "!", "?") for w in words),
        _running(p.id == SEP for p in pieces),
        _running(w in ('"', "“", "”") for w in words),
        starts,
    )


def _running(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))


def pair_features(marks: Landmarks, cue: Span, other: Span) -> list[float]:
    """How a span lies to a cue: side, containment, distance, and what stands between them."""
    a, b = cue[:2], other[:2]
    left, right = b[1] < a[0], b[0] > a[1]
    low, high = (b[1] + 1, a[0]) if left else (a[1] + 1, b[0])
    gap = max(0, high - low) if left or right else 0

    def between(counts: Sequence[int], most: int) -> float:
        return min(counts[high] - counts[low], most) / most if gap else 0.0

    distance = float(np.log1p(gap)) / 4
    return [
        float(left),
        float(right),
        float(b[0] <= a[0] and a[1] <= b[1]),
        float(a[0] <= b[0] and b[1] <= a[1]),
        distance * left,
        distance * right,
        between(marks.sentences, 3),
        between(marks.paragraphs, 2),
        between(marks.starts["cue"], 3),
        between(marks.starts["source"], 3),
        between(marks.starts["content"], 3),
        between(marks.quotes, 2),
        float(other[2]),
        float(np.log1p(b[1] - b[0])) / 5,
    ]


def spans_of(logits: Array) -> dict[str, list[Span]]:
    """Spans of a window from its tagging logits, ``(pieces, 15)``: for each tagger its likeliest sequence
    in which nothing is inside that was not begun."""
    found: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    paths = _likeliest(logits.reshape(len(logits), len(HEADS), 3))
    for k, head in enumerate(HEADS):
        kind, _, inner = head.partition(" ")
        open_at = -1
        for at, tag in enumerate([*paths[:, k].tolist(), 0]):
            if open_at >= 0 and tag != 2:
                found[kind].append((open_at, at - 1, bool(inner)))
                open_at = -1
            if tag == 1:
                open_at = at
    return {kind: sorted(set(known)) for kind, known in found.items()}


def _likeliest(logits: Array) -> NDArray[np.intp]:
    """Viterbi over outside, begin, inside, all taggers at once: ``(pieces, taggers)``."""
    top = logits.max(axis=2, keepdims=True)
    sure = logits - top - np.log(np.exp(logits - top).sum(axis=2, keepdims=True))
    sure[:, :, 1] -= BEGINNING
    pieces, taggers, _ = sure.shape
    best = sure[0].copy()
    best[:, 2] = -1e9
    came = np.zeros((pieces, taggers, 3), np.intp)
    for at in range(1, pieces):
        came[at, :, :2] = best.argmax(axis=1)[:, None]
        came[at, :, 2] = best[:, 1:].argmax(axis=1) + 1
        best = np.take_along_axis(best, came[at], axis=1) + sure[at]
    path = np.zeros((pieces, taggers), np.intp)
    path[-1] = best.argmax(axis=1)
    rows = np.arange(taggers)
    for at in range(pieces - 1, 0, -1):
        path[at - 1] = came[at, rows, path[at]]
    return path


def whole_words(text: str, pieces: Sequence[Piece], spans: Sequence[Span]) -> list[Span]:
    """Spans widened to whole words, without added pieces at their ends; what then is double is dropped."""

    def glued(left: int, right: int) -> bool:
        a, b = pieces[left], pieces[right]
        inside = a.end == b.start > a.start and b.end > b.start
        return inside and text[a.end - 1].isalnum() and text[b.start].isalnum()

    result: dict[tuple[int, int], Span] = {}
    for first, last, inner in spans:
        while first > 0 and glued(first - 1, first):
            first -= 1
        while last + 1 < len(pieces) and glued(last, last + 1):
            last += 1
        while first <= last and pieces[first].end == pieces[first].start:
            first += 1
        while last >= first and pieces[last].end == pieces[last].start:
            last -= 1
        if first <= last:
            result.setdefault((first, last), (first, last, inner))
    return list(result.values())


class Linker:
    """The linking and cue heads, from their weights by name as `training/train.py` exports them."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights = weights

    def decide(self, text: str, pieces: Sequence[Piece], hidden: Array, logits: Array) -> list[Found]:
        """The attributions of a window from the encoder's outputs."""
        spans = {kind: whole_words(text, pieces, known) for kind, known in spans_of(logits).items()}
        cues = spans["cue"]
        if not cues or not spans["content"]:
            return []
        marks = landmarks(text, pieces, spans)
        vectors = {kind: _vectors(hidden, known) for kind, known in spans.items()}
        scores = {
            relation: self._scores(relation, marks, cues, spans[kind], vectors["cue"], vectors[kind])
            for relation, kind in (("source", "source"), ("content", "content"), ("parent", "cue"))
        }
        contents = _contents(_sigmoid(scores["content"][:, 1:]))
        kept = [k for k in range(len(cues)) if contents[k]]
        number = {k: n for n, k in enumerate(kept)}
        verdicts = self._linear("cue", vectors["cue"])
        breaks = [(at, at, False) for at, piece in enumerate(pieces) if piece.id == SEP]
        found = []
        for k in kept:
            source = int(scores["source"][k].argmax()) - 1
            parents = scores["parent"][k].copy()
            parents[k + 1] = -np.inf
            parent = int(parents.argmax()) - 1
            sure = _sigmoid(scores["content"][k, 1:])[contents[k]].min()
            speaker = spans["source"][source] if source >= 0 else None
            obstacles = [*breaks, cues[k], *([speaker] if speaker else [])]
            found.append(
                Found(
                    speaker,
                    cues[k],
                    _bridged([spans["content"][c] for c in contents[k]], obstacles),
                    number.get(parent),
                    STANCES[int(verdicts[k, :3].argmax())],
                    bool(verdicts[k, 3] > 0),
                    bool(verdicts[k, 4] > 0),
                    round(float(sure), 3),
                )
            )
        return found

    def _linear(self, name: str, x: Array) -> Array:
        result: Array = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def _scores(
        self,
        relation: str,
        marks: Landmarks,
        cues: Sequence[Span],
        others: Sequence[Span],
        q: Array,
        k: Array,
    ) -> Array:
        """``(cues, 1 + others)``; column 0 is "none"."""
        none = self._linear(f"{relation}.none", q)
        if not others:
            return none
        pairs = np.array([[pair_features(marks, c, o) for o in others] for c in cues], np.float32)
        mixed = self._linear(f"{relation}.cue", q)[:, None] + self._linear(f"{relation}.other", k)[None]
        mixed = np.maximum(mixed + self._linear(f"{relation}.pair", pairs), 0)
        linked = self._linear(f"{relation}.out", mixed)[:, :, 0]
        return np.concatenate([none, linked], axis=1)


def _vectors(hidden: Array, spans: Sequence[Span]) -> Array:
    if not spans:
        return np.zeros((0, hidden.shape[1]), np.float32)
    first, last = [s[0] for s in spans], [s[1] for s in spans]
    return np.asarray((hidden[first] + hidden[last]) / 2, np.float32)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _contents(sure: Array) -> list[list[int]]:
    """For each cue the contents it claims."""
    claimed: list[list[int]] = [[] for _ in range(sure.shape[0])]
    for c in range(sure.shape[1]):
        owners = [int(k) for k in np.flatnonzero(sure[:, c] >= CLAIMED)]
        best = int(sure[:, c].argmax())
        for k in owners or ([best] if sure[best, c] >= FLOOR else []):
            claimed[k].append(c)
    return claimed


def _bridged(contents: Sequence[Span], obstacles: Sequence[Span]) -> tuple[Span, ...]:
    """Contents of one cue in order, neighbours that nothing but a few words parts made one."""
    result: list[Span] = []
    for span in sorted(contents):
        if result and span[0] - result[-1][1] - 1 <= BRIDGE:
            low, high = result[-1][1], span[0]
            if not any(low < o[0] < high for o in obstacles):
                result[-1] = result[-1][0], max(result[-1][1], span[1]), result[-1][2]
                continue
        result.append(span)
    return tuple(result)
