"""A facility's timeline: who says it is open or shut, to whom, since when, and where the words collide.

A statement is of a day. ``--on D`` asks what was so on day D: the last word of each voice up to D, and later
statements that reach back over it ("closed since 11 October", said in November). A plan opens nothing: it is
listed as announced. Nothing is settled here: where the latest words of two voices cannot both hold, the mode
is ``contradicted`` and both are named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Literal

from counterclaim.knowledge.facilities import facilities
from counterclaim.linking.accounts import facility_sides
from counterclaim.linking.crossing_words import state_class, words_of
from counterclaim.model import (
    CrossingContradiction,
    CrossingMode,
    CrossingPeriod,
    CrossingState,
    CrossingTimeline,
    CrossingWord,
    Since,
    State,
    Told,
    VoiceKind,
)

Voices = dict[tuple[VoiceKind, str | None], list[CrossingWord]]


def crossing_timeline(facility: str, told: Collection[Told], on: str | None = None) -> CrossingTimeline:
    """The timeline of a facility (registry id, or its printed name where the table has none).

    ``told`` may hold any claims; those of other things are passed over. ``on`` is an ISO date; without it the
    moment is that of the last word and nothing has an age. Modes of which nothing was said stand as
    ``unknown``. Independent of the order of ``told``. Raises ``ValueError`` when ``on`` is no date.

    >>> [mode.state for mode in crossing_timeline("torkham", ()).modes][:2]
    ['unknown', 'unknown']
    """
    day = date.fromisoformat(on[:10]).isoformat() if on else None
    row = facilities().get(facility)
    newest = max((one.known[:10] for one in told), default=None)
    sides = facility_sides(facility, day or newest)
    words, general = words_of(facility, told, sides)
    # What is said of all traffic is the same for most modes: each different row of words is weighed once.
    weighed = {said: _mode("", said, sides, day) for said in set(words.values())}
    modes = tuple(replace(weighed[said], mode=mode) for mode, said in words.items())
    return CrossingTimeline(facility, row.name if row else facility, day, sides, modes, general)


def _mode(mode: str, words: Sequence[CrossingWord], sides: Sequence[str], on: str | None) -> CrossingMode:
    told = [seen for word in words if (seen := _seen(word, on)) is not None]
    voices: Voices = {("side", side): [] for side in sides}
    for word in told:
        voices.setdefault((word.voice, word.side), []).append(word)
    announced = _announced(words, told, on)
    states = tuple(_voice(voice, said, told, announced, on) for voice, said in voices.items())
    contradictions = _contradictions(told)
    last = max(told, key=_newness, default=None)
    if last is None:
        return CrossingMode(mode, announced=announced, voices=states, words=tuple(words))
    run = _run(told, told)
    begins, since = _beginning(run)
    now = any(last.day == c.day for c in contradictions)
    both = [s for s in states if s.voice == "side"]
    return CrossingMode(
        mode,
        "contradicted" if now else _plain(last.state),
        not now and len(both) > 1 and all(state_class(s.state) == state_class(last.state) for s in both),
        begins,
        since,
        _keys(run),
        _origins(run),
        last.day,
        _age(last.day, on),
        announced,
        states,
        tuple(words),
        _periods(told, contradictions),
        contradictions,
    )


def _seen(word: CrossingWord, on: str | None) -> CrossingWord | None:
    """The word as it bears on the day asked: of an earlier day, or reaching back over it; else None."""
    if word.expected or word.stance != "asserts" or word.state == "unknown" or not word.day:
        return None
    if on is None or word.day <= on:
        return word
    return replace(word, day=on) if word.begins is not None and word.begins <= on else None


def _newness(word: CrossingWord) -> tuple[str, bool, str, str, str]:
    return word.day, not word.background, word.at, word.claim, word.side or ""


def _voice(
    voice: tuple[VoiceKind, str | None],
    words: Sequence[CrossingWord],
    told: Sequence[CrossingWord],
    announced: Sequence[CrossingWord],
    on: str | None,
) -> CrossingState:
    kind, side = voice
    plans = tuple(w.claim for w in announced if (w.voice, w.side) == voice)
    last = max(words, key=_newness, default=None)
    if last is None:
        return CrossingState(kind, side, "unknown", announced=plans)
    run = _run(words, told)
    begins, since = _beginning(run)
    unnamed = all(word.anonymous for word in run)
    return CrossingState(
        kind,
        side,
        _plain(last.state),
        begins,
        since,
        _keys(run),
        _origins(run),
        last.day,
        _age(last.day, on),
        plans,
        unnamed,
    )


def _run(words: Sequence[CrossingWord], told: Sequence[CrossingWord]) -> list[CrossingWord]:
    """The unbroken row of words of one state that the newest word ends, oldest first.

    Another state told by anyone on a day between two of them breaks it, unless the later one reaches back.
    """
    days: dict[str, list[str]] = {}
    for word in told:
        days.setdefault(state_class(word.state), []).append(word.day)
    other = sorted(
        day for state, some in days.items() if not words or state != _last_class(words) for day in some
    )
    run: list[CrossingWord] = []
    for word in sorted(words, key=_newness, reverse=True):
        if run and state_class(word.state) != state_class(run[0].state):
            break
        if run and not (run[-1].begins and run[-1].begins <= word.day):
            between = bisect_right(other, word.day)
            if between < len(other) and other[between] < run[-1].day:
                break
        run.append(word)
    return run[::-1]


def _last_class(words: Sequence[CrossingWord]) -> str:
    return state_class(max(words, key=_newness).state)


def _beginning(run: Sequence[CrossingWord]) -> tuple[str | None, Since]:
    """Since when: the day most independent voices of the run state (the earliest of equals), else its first
    word's day.
    """
    stated: Counter[tuple[str, Since]] = Counter()
    for begins, since, _ in {(w.begins, w.since, w.origin) for w in run if w.begins is not None}:
        if begins is not None:
            stated[begins, since] += 1
    if stated:
        return min(stated, key=lambda told: (-stated[told], told))
    return (min(w.day for w in run), "earliest word") if run else (None, "unknown")


def _announced(
    words: Sequence[CrossingWord], told: Sequence[CrossingWord], on: str | None
) -> tuple[CrossingWord, ...]:
    """Plans that were made by the day asked and neither came due before it nor were overtaken by a word."""
    last = max((w.day for w in told), default="")
    return tuple(
        w
        for w in words
        if w.expected
        and w.stance == "asserts"
        and (on is None or w.at[:10] <= on)
        and (w.day >= (on or last) if w.day else w.at[:10] >= last)
    )


def _contradictions(told: Sequence[CrossingWord]) -> tuple[CrossingContradiction, ...]:
    """Words of two voices in different reports that cannot both hold of one day.

    Those said of the day are set against each other and against what was said later and reaches back over it.
    """
    days: dict[str, list[CrossingWord]] = {}
    reaching: list[CrossingWord] = []
    for word in told:
        if not word.background:
            days.setdefault(word.day, []).append(word)
            if word.begins is not None and word.begins < word.day:
                reaching.append(word)
    found: list[CrossingContradiction] = []
    for day, words in sorted(days.items()):
        classes = {state_class(w.state) for w in words}
        over = [
            w
            for w in reaching
            if w.begins is not None and w.begins < day < w.day and classes - {state_class(w.state)}
        ]
        if over or len(classes) > 1:
            found += _collisions(day, words, over)
    return tuple(found)


def _collisions(
    day: str, words: Sequence[CrossingWord], over: Sequence[CrossingWord]
) -> Iterator[CrossingContradiction]:
    """One contradiction for each two voices and states that collide, with all claims on either side."""
    said: dict[tuple[str, str], list[CrossingWord]] = {}
    for word in sorted((*words, *over), key=_newness):
        said.setdefault((_name(word), _plain(word.state)), []).append(word)
    today = {_name(word) for word in words}
    for one, other in combinations(sorted(said), 2):
        if not today & {one[0], other[0]} or not any(_clash(a, b) for a in said[one] for b in said[other]):
            continue
        yield CrossingContradiction(
            day, _keys(said[one]), _keys(said[other]), f"{one[0]}: {one[1]}; {other[0]}: {other[1]}"
        )


def _clash(one: CrossingWord, other: CrossingWord) -> bool:
    """Whether two words cannot both hold: of different voices, and of two sides where one text carries both.

    A report that speaks itself, or lets people of no side speak, may tell of a change within the day.
    """
    named = one.side is not None and other.side is not None
    if named and one.side == other.side:
        return False
    if one.origin == other.origin and not named:
        return False
    return {state_class(one.state), state_class(other.state)} == {"open", "closed"}


def _name(word: CrossingWord) -> str:
    return word.side or word.speaker or "the reports themselves"


def _plain(state: State) -> State:
    return "open" if state == "reopened" else state


def _periods(
    told: Sequence[CrossingWord], contradictions: Sequence[CrossingContradiction]
) -> tuple[CrossingPeriod, ...]:
    """Stretches of one state by the words of each day, first to last."""
    colliding = {contradiction.day for contradiction in contradictions}
    days: dict[str, list[CrossingWord]] = {}
    for word in told:
        days.setdefault(word.begins if word.begins and word.begins < word.day else word.day, []).append(word)
    periods: list[CrossingPeriod] = []
    for day, words in sorted(days.items()):
        newest = max(words, key=_newness)
        state: State | Literal["contradicted"] = "contradicted" if day in colliding else _plain(newest.state)
        keys = _keys(sorted(words, key=_newness))
        if periods and periods[-1].state == state:
            last = periods[-1]
            periods[-1] = replace(last, claims=tuple(dict.fromkeys((*last.claims, *keys))))
            continue
        if periods:
            periods[-1] = replace(periods[-1], until=day)
        periods.append(CrossingPeriod(state, day, None, keys))
    return tuple(periods)


def _keys(words: Sequence[CrossingWord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.claim for w in words))


def _origins(words: Sequence[CrossingWord]) -> tuple[str, ...]:
    return tuple(sorted({w.origin for w in words}))


def _age(day: str, on: str | None) -> int | None:
    try:
        return (date.fromisoformat(on) - date.fromisoformat(day)).days if on else None
    except ValueError:
        return None
