"""What each claim says of a facility: to whom, which state, of which day, since when, on whose word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.facilities import Facility, facilities
from counterclaim.knowledge.question_words import question_words
from counterclaim.linking.accounts import said_at, voices_of
from counterclaim.model import Claim, CrossingWord, Reach, Since, State, Status, Told

#: The modes every land crossing is asked about.
MODES = ("cargo", "pedestrians", "patients", "transit")

#: From the reader's scope words to modes. A group that may pass where others may not (refugees going home,
#: diplomats) is its own mode: that it passes opens nothing for everyone on foot.
_MODE_OF: Mapping[str, str] = MappingProxyType(
    {
        "trade": "cargo",
        "cargo": "cargo",
        "trucks": "cargo",
        "food": "cargo",
        "grain": "cargo",
        "fuel": "fuel",
        "people": "pedestrians",
        "civilians": "pedestrians",
        "citizens": "pedestrians",
        "travellers": "pedestrians",
        "passengers": "passengers",
        "evacuees": "patients",
    }
)

#: "for a third day", "the 25th day", "for 20 days", "for more than a week".
_COUNTED = re.compile(r"\b(?:day|days|week|weeks|month|months|year|years|hour|hours)\b", re.I)


def mode_of(scope: str) -> str:
    """The mode a scope word of a status claim means.

    >>> mode_of("trucks"), mode_of("refugees")
    ('cargo', 'refugees')
    """
    return _MODE_OF.get(scope, scope)


def modes_of(facility: Facility | None, named: Collection[str] = ()) -> tuple[str, ...]:
    """The modes of a facility: the four of every land crossing, those of its row, and those claims name.

    >>> from counterclaim.knowledge.facilities import facilities
    >>> modes_of(facilities().get("torkham"))[:4]
    ('cargo', 'pedestrians', 'patients', 'transit')
    """
    land = facility is None or facility.kind in ("crossing", "gate", "corridor", "bridge", "road")
    own = tuple(mode_of(mode) for mode in facility.modes) if facility else ()
    return tuple(dict.fromkeys((*(MODES if land else ()), *own, *sorted(named))))


def about(told: Told, facility: str) -> bool:
    """Whether a claim is a status of that facility (id, or name where the table has none)."""
    payload = told.claim.payload
    if not isinstance(payload, Status):
        return False
    if payload.facility_id is not None:
        return payload.facility_id == facility
    return payload.facility_name.casefold() == facility.casefold()


def border_of(told: Told) -> frozenset[str] | None:
    """The two countries (ISO alpha-2) whose crossings a claim speaks of without naming one, else None.

    Where it names one country ("all crossings with Chad"), the speaker's is the other.

    >>> from counterclaim.model import Event, Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> border_of(Told(claim, Report("Shots were heard."), "2024-05-01")) is None
    True
    """
    claim = told.claim
    payload = claim.payload
    if not isinstance(payload, Status) or payload.facility_id is not None:
        return None
    if not set(payload.facility_name.lower().split()) & question_words().ways:
        return None
    countries = {p.country for p in claim.where if p.country and p.precision == "country"}
    if len(countries) == 1 and claim.source is not None:
        countries.add(actors().country(claim.source.actor) or "")
    countries.discard("")
    return frozenset(countries) if len(countries) == 2 else None


def words_of(
    facility: str, told: Collection[Told], sides: Collection[str]
) -> tuple[dict[str, tuple[CrossingWord, ...]], tuple[str, ...]]:
    """What is said of a facility by mode, and the keys of claims about its border that name no crossing.

    Words stand in order of the day they speak of. A statement without modes holds for every mode, with two
    exceptions within one report: modes it gives another state, or a plan, are told apart from it; and an
    opening holds only for the modes that the report says opened, where it says of any (unknown is not open).
    ``sides`` are the parties: those at the facility's two ends.
    """
    row = facilities().get(facility)
    ends = frozenset(row.countries) if row and row.kind != "airport" else frozenset()
    chosen: list[tuple[Told, Reach]] = []
    general: list[str] = []
    for one in sorted(told, key=lambda t: t.key):
        payload = one.claim.payload
        if not isinstance(payload, Status):
            continue
        if about(one, facility):
            chosen.append((one, "facility"))
        elif len(ends) == 2 and border_of(one) == ends:
            if question_words().everywhere_in(payload.facility_name):
                chosen.append((one, "border"))
            else:
                general.append(one.key)
    named = _named(one for one, _ in chosen)
    modes = modes_of(row, {mode for states in named.values() for mode in states})
    by_mode: dict[str, list[CrossingWord]] = {mode: [] for mode in modes}
    for one, reach in chosen:
        scope = _scope(one.claim)
        for mode in scope or _of_all(one, modes, named[one.report.id]):
            by_mode[mode].extend(_words(one, "mode" if scope else reach, sides))
    return {mode: tuple(sorted(words, key=_order)) for mode, words in by_mode.items()}, tuple(general)


def _order(word: CrossingWord) -> tuple[str, str, str, str]:
    return word.day, word.at, word.claim, word.side or ""


Named = dict[str, set[tuple[str, bool]]]


def _named(told: Iterable[Told]) -> dict[str, Named]:
    """By report, the modes it names, each with the classes of state it gives them and whether as a plan."""
    found: dict[str, Named] = {}
    for one in told:
        modes = found.setdefault(one.report.id, {})
        payload = one.claim.payload
        if isinstance(payload, Status):
            for mode in _scope(one.claim):
                states = modes.setdefault(mode, set())
                if not one.claim.background:
                    states.add((state_class(payload.state), payload.expected))
    return found


def _of_all(told: Told, modes: Sequence[str], named: Named) -> list[str]:
    payload = told.claim.payload
    if told.claim.background or not isinstance(payload, Status):
        return list(modes)
    own = state_class(payload.state)
    opened = {mode for mode, states in named.items() if ("open", False) in states}
    if own == "open" and opened and not payload.expected:
        return [mode for mode in modes if mode in opened]
    return [mode for mode in modes if named.get(mode, set()) <= {(own, payload.expected)}]


def state_class(state: State) -> str:
    """What cannot hold beside what: anything open, against closed.

    >>> state_class("reopened"), state_class("partially open"), state_class("closed")
    ('open', 'open', 'closed')
    """
    return "open" if state in ("open", "reopened", "partially open") else state


def _scope(claim: Claim) -> tuple[str, ...]:
    payload = claim.payload
    scope = payload.scope if isinstance(payload, Status) else None
    return tuple(dict.fromkeys(mode_of(word) for word in scope or ()))


def _words(told: Told, reach: Reach, sides: Collection[str]) -> Iterator[CrossingWord]:
    claim = told.claim
    payload = claim.payload
    if not isinstance(payload, Status):
        return
    at = said_at(told)
    begins, since = _begins(payload)
    source = claim.source
    for voice, side in voices_of(told, sides):
        yield CrossingWord(
            told.key,
            payload.state,
            _day(claim, payload, at, begins),
            at,
            begins,
            since,
            payload.expected,
            claim.stance,
            claim.background,
            reach,
            voice,
            side,
            (source.name or (source.span.text if source.span else None)) if source else None,
            source.anonymous if source else False,
            claim.hedge.text if claim.hedge else None,
            told.origin or told.report.id,
        )


def _begins(payload: Status) -> tuple[str | None, Since]:
    """The first day of the state, where the words give it: a date, or counted back ("for a third day")."""
    begins = payload.begins
    if begins is None or begins.start is None or payload.expected:
        return None, "unknown"
    return begins.start[:10], "counted" if _COUNTED.search(begins.text) else "stated"


def _day(claim: Claim, payload: Status, at: str, begins: str | None) -> str:
    """The day a statement speaks of: a plan's day, a past state's first; else that of the word, at the latest
    the day it was said. "" for a past state that nobody dates, or that is dated with the day of the news.
    """
    stated = claim.when or payload.begins
    if payload.expected:
        return (stated.start or "")[:10] if stated else ""
    if claim.background:
        day = begins or ((stated.start or "")[:10] if stated else "")
        return day if day < at[:10] else ""
    last = (claim.when.end or claim.when.start or "")[:10] if claim.when else ""
    return min(last or at[:10], at[:10])
