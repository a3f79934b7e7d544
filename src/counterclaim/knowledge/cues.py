"""Reporting cues: verbs, nouns, adverbs and phrases that attribute a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from counterclaim.knowledge.toml_table import BadRow, rows

CuePos = Literal["verb", "noun", "adverb", "adjective", "phrase"]
CueStance = Literal["asserts", "denies"]

#: The acts a cue may report.
CUE_CLASSES = frozenset({
    "claim", "describe", "cite", "confirm", "deny", "reject", "admit", "accuse", "blame", "condemn",
    "doubt", "warn", "threaten", "promise", "agree", "refuse", "urge", "demand", "ask", "want",
    "believe", "estimate", "show", "support", "oppose", "welcome", "report", "no_comment",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table: a word, the act it reports, and what must stand beside it.

    ``frames`` are the complements that make the word a cue (see the head of ``cues.toml``).
    ``denies_claims`` marks words that deny when their object is itself a claim ("rejected the charge").

    >>> cues().verb("accuse")[0].frames >= {"object of"}
    True
    """

    lemma: str
    pos: CuePos
    cue_class: str
    frames: frozenset[str] = frozenset()
    stance: CueStance = "asserts"
    denies_claims: bool = False
    spellings: tuple[str, ...] = ()


def _cue(row: dict[str, Any]) -> Cue:
    lemma, pos, cue_class = str(row["lemma"]), row["pos"], row["class"]
    if not lemma or lemma != lemma.lower():
        raise BadRow("the lemma must be in lower case")
    if pos not in get_args(CuePos):
        raise BadRow(f"{pos!r} is not one of {', '.join(get_args(CuePos))}")
    if cue_class not in CUE_CLASSES:
        raise BadRow(f"{cue_class!r} is no known class of act")
    stance = row.get("stance", "asserts")
    if stance not in get_args(CueStance):
        raise BadRow(f"stance must be one of {', '.join(get_args(CueStance))}, not {stance!r}")
    frames = frozenset(row.get("frames", ()))
    if pos in ("verb", "noun") and not frames:
        raise BadRow("a verb or a noun needs frames")
    if not row["source"]:
        raise BadRow("the source note is empty")
    return Cue(
        lemma,
        cast(CuePos, pos),
        cue_class,
        frames,
        stance,
        bool(row.get("denies_claims", False)),
        tuple(row.get("spellings", ())),
    )


class CueTable:
    """The cues, by part of speech and lemma.

    >>> [c.cue_class for c in cues().verb("call")]
    ['describe', 'urge']
    """

    def __init__(self, found: Iterable[Cue]) -> None:
        self.all = tuple(found)
        self._by: dict[str, dict[str, tuple[Cue, ...]]] = {pos: {} for pos in get_args(CuePos)}
        for cue in self.all:
            table = self._by[cue.pos]
            for word in (cue.lemma, *cue.spellings):
                table[word] = (*table.get(word, ()), cue)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def verbs(self) -> Mapping[str, tuple[Cue, ...]]:
        """Lemma to the rows of that verb."""
        return self._by["verb"]

    @property
    def nouns(self) -> Mapping[str, tuple[Cue, ...]]:
        """Lemma to the rows of that noun."""
        return self._by["noun"]

    @property
    def adverbs(self) -> Mapping[str, tuple[Cue, ...]]:
        """Adverbs by which an outlet keeps its distance from a statement ("reportedly")."""
        return self._by["adverb"]

    @property
    def adjectives(self) -> Mapping[str, tuple[Cue, ...]]:
        """Adjectives by which an outlet keeps its distance from a word ("alleged")."""
        return self._by["adjective"]

    @property
    def phrases(self) -> Mapping[str, tuple[Cue, ...]]:
        """Fixed phrases before a source ("according to")."""
        return self._by["phrase"]

    def verb(self, lemma: str) -> tuple[Cue, ...]:
        """The rows of a verb; empty when it is no cue."""
        return self._by["verb"].get(lemma, ())

    def noun(self, lemma: str) -> tuple[Cue, ...]:
        """The rows of a noun; empty when it is no cue."""
        return self._by["noun"].get(lemma, ())


@lru_cache(maxsize=1)
def cues() -> CueTable:
    """The packaged table, read once. Raises `CounterclaimError` CC201 or CC202 when it is broken.

    >>> len(cues()) >= 350
    True
    """
    return CueTable(rows("cues", "cue", _cue))


def parse_cues(text: str) -> CueTable:
    """A table from TOML text, checked as the packaged one is (for tests and a user's own cues).

    >>> len(parse_cues('[[cue]]\\nlemma = "avow"\\npos = "verb"\\nclass = "claim"\\n'
    ...                'frames = ["clause"]\\nsource = "general knowledge"'))
    1
    """
    return CueTable(rows("cues", "cue", _cue, text=text))
