"""Scoring attributions against PolNeAR's annotation: spans, and whole attributions.

PolNeAR: Newell, Margolin and Ruths, LREC 2018. Its documents are univocal (a word belongs to one
attribution), so predictions should be top-level ones.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from counterclaim.errors import CounterclaimError
from counterclaim.model import Attribution

Bounds = tuple[int, int]
Words = frozenset[int]

_WORD = re.compile(r"\w+")
_TRIMMED = " \t\r\n\"'‘’“”,.;:!?—-–"
_TYPES = ("source", "cue", "content")

#: Part of the words of both contents together that two contents must share to be one attribution.
SHARED_CONTENT = 0.5


class Score(NamedTuple):
    """Precision, recall and F1 in percent, with the counts they come from."""

    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int


@dataclass(frozen=True, slots=True)
class ScoredAttribution:
    """One attribution as spans only: offsets into its document, half open.

    >>> ScoredAttribution(((0, 3),), ((4, 8),), ((9, 20),)).cue
    ((4, 8),)
    """

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]

    def of(self, kind: str) -> tuple[Bounds, ...]:
        """The spans of one type."""
        return self.source if kind == "source" else self.cue if kind == "cue" else self.content


@dataclass(slots=True)
class _Document:
    text: str
    word_at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.word_at = {c: n for n, m in enumerate(_WORD.finditer(self.text)) for c in range(*m.span())}

    def words(self, spans: Iterable[Bounds]) -> Words:
        """Numbers of the words the spans touch; a span without a word (a colon) counts its characters."""
        positions = [c for start, end in spans for c in range(start, end)]
        found = frozenset(self.word_at[c] for c in positions if c in self.word_at)
        return found or frozenset(-(c + 1) for c in positions)

    def key(self, spans: Iterable[Bounds]) -> tuple[Bounds, ...]:
        """Spans without loose marks at their ends, neighbours joined: what "exact" compares."""
        trimmed = [t for t in map(self._trim, spans) if t[1] > t[0]] or [s for s in spans if s[1] > s[0]]
        joined: list[Bounds] = []
        for start, end in sorted(trimmed):
            if joined and all(c in _TRIMMED for c in self.text[joined[-1][1] : start]):
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        return tuple(joined)

    def _trim(self, span: Bounds) -> Bounds:
        start, end = span
        while start < end and self.text[start] in _TRIMMED:
            start += 1
        while end > start and self.text[end - 1] in _TRIMMED:
            end -= 1
        return start, end


def score_documents(
    documents: Iterable[tuple[str, Sequence[ScoredAttribution], Sequence[ScoredAttribution]]],
) -> dict[str, Score]:
    """Scores over ``(text, gold, predicted)``.

    Keys, for source, cue and content: ``exact`` (same spans but for marks at their ends; a source that
    serves several attributions counts once), ``overlap`` (shares a word), ``words`` (shared words). For
    attributions, aligned one to one, best pair first: ``attr`` (contents share half of their words),
    ``attr+src`` (and sources overlap, or both are absent), ``attr+all`` (and cues overlap), ``exact3``
    (all three exact).

    >>> a = ScoredAttribution(((0, 5),), ((6, 10),), ((11, 22),))
    >>> score_documents([("Kabul said forces fled.", [a], [a])])["attr+all"].f1
    100.0
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text, gold, predicted in documents:
        _count(counts, _Document(text), gold, predicted)
    names = [f"{kind} {measure}" for kind in _TYPES for measure in ("exact", "overlap", "words")]
    names += ["attr", "attr+src", "attr+all", "exact3"]
    return {name: _score(counts, name) for name in names}


def score_attributions(
    gold_path: Path | str,
    texts_path: Path | str,
    predict: Callable[[str], Iterable[Attribution]],
) -> dict[str, Score]:
    """Scores ``predict`` on a file of gold attributions and one of texts (JSON Lines).

    Gold lines have ``doc_id``, ``source`` and ``cue`` (``[start, end]`` or null; ``source_spans`` wins
    over ``source``) and ``content`` (a list of them); text lines have ``doc_id`` and ``text``.
    ``predict`` gets a text; only its top-level attributions are scored. Raises `CounterclaimError` CC501
    when a file is missing or a line cannot be read.
    """
    gold: dict[str, list[ScoredAttribution]] = defaultdict(list)
    for row in _lines(gold_path, ("doc_id", "content")):
        gold[row["doc_id"]].append(_gold(row))

    def documents() -> Iterator[tuple[str, Sequence[ScoredAttribution], Sequence[ScoredAttribution]]]:
        for row in _lines(texts_path, ("doc_id", "text")):
            found = [spans_of(a) for a in predict(row["text"]) if a.parent is None]
            yield row["text"], gold.get(row["doc_id"], []), found

    return score_documents(documents())


def spans_of(attribution: Attribution) -> ScoredAttribution:
    """An attribution's spans, as they are scored.

    >>> from counterclaim.model import Span
    >>> spans_of(Attribution(None, Span(0, 4, "said"), (Span(5, 7, "no"),))).source
    ()
    """
    source, cue = attribution.source, attribution.cue
    return ScoredAttribution(
        ((source.start, source.end),) if source else (),
        ((cue.start, cue.end),) if cue else (),
        tuple((c.start, c.end) for c in attribution.content),
    )


def _gold(row: Mapping[str, Any]) -> ScoredAttribution:
    def bounds(value: Any) -> tuple[Bounds, ...]:
        return tuple((int(a), int(b)) for a, b in value or [])

    source = bounds(row.get("source_spans")) or bounds([row["source"]] if row.get("source") else [])
    return ScoredAttribution(source, bounds([row["cue"]] if row.get("cue") else []), bounds(row["content"]))


def _lines(path: Path | str, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        text = Path(path).read_text("utf-8")
    except OSError as error:
        raise CounterclaimError(
            "CC501",
            f"The evaluation file {path} cannot be read.",
            f"The system says: {error.strerror}.",
            "Check --data.",
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [key for key in needed if key not in row]
        except (ValueError, TypeError) as error:
            raise CounterclaimError(
                "CC501",
                f"Line {number} of {path} cannot be read.",
                f"It is not JSON: {error}.",
                "Mend that line.",
            ) from error
        if missing:
            raise CounterclaimError(
                "CC501",
                f"Line {number} of {path} cannot be used.",
                f"It has no {', '.join(missing)}.",
                "Mend that line.",
            )
        yield row


def _count(
    counts: Counter[tuple[str, str]],
    document: _Document,
    gold: Sequence[ScoredAttribution],
    predicted: Sequence[ScoredAttribution],
) -> None:
    gold_words = [{kind: document.words(g.of(kind)) for kind in _TYPES} for g in gold]
    found_words = [{kind: document.words(p.of(kind)) for kind in _TYPES} for p in predicted]
    pairs = _align(gold_words, found_words)
    for kind in _TYPES:
        _count_spans(counts, document, kind, gold, predicted)
        all_gold: Words = frozenset().union(*(w[kind] for w in gold_words))
        all_found: Words = frozenset().union(*(w[kind] for w in found_words))
        shared = len(all_gold & all_found)
        _add(counts, f"{kind} words", shared, shared, len(all_found), len(all_gold))
        _add(
            counts,
            f"{kind} overlap",
            sum(bool(w[kind] & all_gold) for w in found_words),
            sum(bool(w[kind] & all_found) for w in gold_words),
            sum(bool(w[kind]) for w in found_words),
            sum(bool(w[kind]) for w in gold_words),
        )
    for name in ("attr", "attr+src", "attr+all", "exact3"):
        _add(counts, name, 0, 0, len(predicted), len(gold))
    for g, (p, share) in pairs.items():
        exact = all(document.key(gold[g].of(k)) == document.key(predicted[p].of(k)) for k in _TYPES)
        _hit(counts, "exact3", exact)
        if share < SHARED_CONTENT:
            continue
        sources = gold_words[g]["source"], found_words[p]["source"]
        same_source = bool(sources[0] & sources[1]) or not (sources[0] or sources[1])
        same_cue = bool(gold_words[g]["cue"] & found_words[p]["cue"])
        _hit(counts, "attr", True)
        _hit(counts, "attr+src", same_source)
        _hit(counts, "attr+all", same_source and same_cue)


def _align(
    gold: Sequence[Mapping[str, Words]], found: Sequence[Mapping[str, Words]]
) -> dict[int, tuple[int, float]]:
    """Gold to prediction, one to one, best first by shared content, then cue, then source."""
    candidates: list[tuple[float, int, int, float]] = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            shared = len(g["content"] & p["content"])
            cue = bool(g["cue"] & p["cue"])
            if shared or cue:
                share = shared / (len(g["content"] | p["content"]) or 1)
                weight = share + 0.5 * cue + 0.1 * bool(g["source"] & p["source"])
                candidates.append((weight, i, j, share))
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, i, j, share in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j, share
            taken.add(j)
    return pairs


def _count_spans(
    counts: Counter[tuple[str, str]],
    document: _Document,
    kind: str,
    gold: Sequence[ScoredAttribution],
    predicted: Sequence[ScoredAttribution],
) -> None:
    wanted = Counter(key for g in gold if (key := document.key(g.of(kind))))
    given = Counter(key for p in predicted if (key := document.key(p.of(kind))))
    if kind == "source":
        wanted, given = Counter(set(wanted)), Counter(set(given))
    hits = (wanted & given).total()
    _add(counts, f"{kind} exact", hits, hits, given.total(), wanted.total())


def _add(
    counts: Counter[tuple[str, str]], name: str, right: int, recalled: int, predicted: int, gold: int
) -> None:
    counts[name, "right"] += right
    counts[name, "recalled"] += recalled
    counts[name, "predicted"] += predicted
    counts[name, "gold"] += gold


def _hit(counts: Counter[tuple[str, str]], name: str, hit: bool) -> None:
    counts[name, "right"] += hit
    counts[name, "recalled"] += hit


def _score(counts: Counter[tuple[str, str]], name: str) -> Score:
    predicted, gold = counts[name, "predicted"], counts[name, "gold"]
    precision = counts[name, "right"] / predicted if predicted else 0.0
    recall = counts[name, "recalled"] / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(round(100 * precision, 1), round(100 * recall, 1), round(100 * f1, 1), predicted, gold)
