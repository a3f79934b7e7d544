"""Crossings, roads and airports: the state of each by mode, on whose word, since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from counterclaim.desk.asked import Page
from counterclaim.desk.drawing.periods import periods
from counterclaim.desk.drawing.timeline import Dot
from counterclaim.desk.drawing.timeline import timeline as said_when
from counterclaim.exports.wording import sentence_around, speaker_words
from counterclaim.exports.wording_verdicts import voice_words
from counterclaim.ledger.ledger import Ledger
from counterclaim.model import CrossingMode, CrossingTimeline, CrossingWord, Told

#: Facilities of one page.
CROSSINGS = 40


@dataclass(frozen=True, slots=True)
class Alike:
    """Modes of one facility of which the same is said, told in one line."""

    modes: tuple[str, ...]
    first: CrossingMode


@dataclass(frozen=True, slots=True)
class Gate:
    """A facility in the list: its modes, those alike together; ``silent`` are modes nothing is said of."""

    timeline: CrossingTimeline
    lines: tuple[Alike, ...]
    silent: tuple[str, ...]

    @property
    def brief(self) -> tuple[Alike, ...]:
        """The lines by state and beginning alone, each by the mode last spoken of: for a list at the side."""
        same: dict[tuple[object, ...], list[Alike]] = {}
        for line in self.lines:
            same.setdefault((line.first.state, line.first.begins, line.first.agreed), []).append(line)
        return tuple(
            Alike(tuple(m for one in some for m in one.modes), max((one.first for one in some), key=_last))
            for some in same.values()
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word about one or more modes, with its sentence in three pieces."""

    word: CrossingWord
    modes: tuple[str, ...]
    told: Told
    who: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """The page of one facility."""

    gate: Gate
    words: tuple[Word, ...]
    drawn: Markup | None
    spoke: Markup | None


def _last(mode: CrossingMode) -> str:
    return mode.last or ""


def crossings(ledger: Ledger, page: Page) -> tuple[tuple[Gate, ...], str | None]:
    """The facilities last spoken of, and what ``after`` is for the next page."""
    found = ledger.crossings(as_of=page.as_of, on=page.on, after=page.get("after"), limit=CROSSINGS)
    return tuple(gate(timeline) for timeline in found.items), found.next


def crossing(ledger: Ledger, page: Page, which: str) -> Crossing:
    """One facility with every word said of it, latest first; CC612 where nothing was."""
    timeline, told = ledger.crossing(which, as_of=page.as_of, on=page.on)
    by_key = {t.key: t for t in told}
    of: dict[str, list[str]] = {}
    words: dict[str, CrossingWord] = {}
    for mode in timeline.modes:
        for word in mode.words:
            of.setdefault(word.claim, []).append(mode.mode)
            words[word.claim] = word
    latest = sorted(words.values(), key=lambda w: (w.at, w.claim), reverse=True)
    whole = gate(timeline)
    voices = list(dict.fromkeys(voice_words(w.voice, w.side) for w in latest))
    return Crossing(
        whole,
        tuple(_word(w, tuple(of[w.claim]), by_key[w.claim]) for w in latest if w.claim in by_key),
        periods([(", ".join(line.modes), line.first.periods) for line in whole.lines], timeline.name),
        said_when([Dot(voice_words(w.voice, w.side), w.at) for w in latest], voices, "Who spoke of it when"),
    )


def gate(timeline: CrossingTimeline) -> Gate:
    """A facility's modes, those of which the same is said told together.

    >>> gate(CrossingTimeline("torkham", "Torkham", modes=(CrossingMode("cargo"),))).silent
    ('cargo',)
    """
    alike: dict[tuple[object, ...], list[CrossingMode]] = {}
    for mode in timeline.modes:
        if mode.words or mode.voices:
            voices = tuple((v.voice, v.side, v.state, v.begins) for v in mode.voices)
            key = (mode.state, mode.begins, mode.agreed, mode.last, voices)
            alike.setdefault(key, []).append(mode)
    lines = tuple(Alike(tuple(m.mode for m in modes), modes[0]) for modes in alike.values())
    return Gate(timeline, lines, tuple(m.mode for m in timeline.modes if not (m.words or m.voices)))


def _word(word: CrossingWord, modes: tuple[str, ...], told: Told) -> Word:
    text, claim = told.report.text, told.claim
    first, last = claim.evidence[0], claim.evidence[-1]
    start, end = sentence_around(text, first.start, last.end)
    return Word(
        word,
        modes,
        told,
        speaker_words(claim),
        text[start : first.start],
        text[first.start : last.end],
        text[last.end : end],
    )


def crossings_rows(gates: tuple[Gate, ...]) -> Iterator[dict[str, Any]]:
    """One row a voice of a mode of a facility."""
    for one in gates:
        for mode in one.timeline.modes:
            for voice in mode.voices:
                yield {
                    "facility": one.timeline.facility,
                    "name": one.timeline.name,
                    "mode": mode.mode,
                    "voice": voice_words(voice.voice, voice.side),
                    "state": voice.state,
                    "since": voice.begins,
                    "since_known": voice.since,
                    "both_sides_agree": mode.agreed,
                    "independent_sources": len(voice.origins),
                    "last_word": voice.last,
                    "claims": voice.claims,
                }


def crossing_rows(view: Crossing) -> Iterator[dict[str, Any]]:
    """One row a word."""
    for one in view.words:
        yield {
            "facility": view.gate.timeline.facility,
            "state": one.word.state,
            "modes": one.modes,
            "day": one.word.day,
            "since": one.word.begins,
            "announced": one.word.expected,
            "stance": one.word.stance,
            "who": one.who,
            "side": one.word.side,
            "said": one.word.at,
            "outlet": one.told.report.outlet,
            "url": one.told.report.url,
            "words": one.words,
            "claim": one.word.claim,
        }
