"""The accounts of an incident side by side, question by question, with what they amount to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.facilities import facilities
from counterclaim.linking.questions import Put, put_questions, side_name
from counterclaim.linking.tolls import toll
from counterclaim.linking.verdicts import verdicts
from counterclaim.model import (
    TOPICS,
    Account,
    Answer,
    Casualties,
    Contention,
    Event,
    Question,
    Responsibility,
    Statement,
    Status,
    Told,
    VoiceKind,
)

_VOICES: tuple[VoiceKind, ...] = ("side", "third party", "not placed", "report")


def contentions(
    told: Collection[Told],
    answers: Collection[Answer] = (),
    *,
    parties: Collection[str] | None = None,
    period: bool = False,
) -> tuple[Contention, ...]:
    """What the claims of one incident amount to, one `Contention` a question, the fullest first by topic.

    ``answers`` link denials to what they answer across reports. ``parties`` are the sides between whom it
    happened (`Incident.parties`); without them they are taken from the claims (`parties_of`). The sides at
    the ends of a crossing are always parties to its state, armed groups that speak are parties, and where one
    party alone is known, a side with forces that speaks of its dead is the other. With ``period`` totals of a
    longer time count. Independent of the order of ``told``; pure.

    >>> contentions(())
    ()
    """
    by_key = {one.key: one for one in told}
    sides = _sides(by_key.values(), parties, period)
    asked: dict[Question, list[Put]] = defaultdict(list)
    for put in put_questions(by_key, answers, period=period):
        asked[put.question].append(put)
    found = [_contention(question, puts, sides) for question, puts in asked.items()]
    return tuple(sorted(found, key=_order))


def parties_of(told: Iterable[Told], *, period: bool = False) -> frozenset[str]:
    """The sides between whom an incident happened: whose dead, who did it, to whom, who is accused.

    Claims of the background name no party, unless a ``period`` is asked for.

    >>> parties_of(())
    frozenset()
    """
    sides: set[str] = set()
    for one in told:
        if one.claim.background and not period:
            continue
        on = one.report.published
        match one.claim.payload:
            case Casualties() as c:
                sides.update(c.victims.side)
            case Event() as e:
                sides.update(side for name in (e.actor, e.recipient) if (side := side_name(name, on)))
            case Responsibility() as r:
                sides.update(r.accused_side)
    return frozenset(sides)


def _sides(told: Collection[Told], parties: Collection[str] | None, period: bool) -> frozenset[str]:
    sides = set(parties) if parties else set(parties_of(told, period=period))
    for one in told:
        if isinstance(one.claim.payload, Status):
            sides.update(facility_sides(one.claim.payload.facility_id, one.report.published))
    sides.update(side for one in told for side in one.claim.side if _is_armed_group(side))
    return frozenset(sides) | (_opponents(told) if len(sides) == 1 else frozenset())


def _opponents(told: Iterable[Told]) -> frozenset[str]:
    """Who speaks of a party's armed dead and has forces of its own."""
    return frozenset(
        side
        for one in told
        if isinstance(c := one.claim.payload, Casualties) and c.victims.group != "civilians"
        for side in one.claim.side
        if side not in c.victims.side and not one.claim.background and _has_forces(side)
    )


_FIGHTING = frozenset({"state", "territory", "military", "armed group", "de facto authority"})


def _has_forces(side: str) -> bool:
    """Whether a side may fight: not an international body, a monitor, an agency or a relief group."""
    kinds = _kinds(side)
    return not kinds or bool(kinds & _FIGHTING)


def _is_armed_group(side: str) -> bool:
    """Whether a side is an armed group or the power in a place: it does not comment on wars of others."""
    kinds = _kinds(side)
    return bool(kinds & {"armed group", "de facto authority"}) and not kinds & {"state", "international"}


@lru_cache(maxsize=1024)
def _kinds(side: str) -> frozenset[str]:
    return frozenset(actor.kind for actor in actors().by_side(side))


def facility_sides(facility: str | None, on: str | None) -> tuple[str, ...]:
    """The sides that hold the two ends of a facility on a day, by the states they lie in.

    >>> facility_sides("torkham", "2025-10-12")
    ('Taliban', 'Pakistan')
    """
    row = facilities().get(facility) if facility else None
    if row is None:
        return ()
    states = (actors().state(country) for country in row.countries)
    found = (actors().side(state.id, on) for state in states if state is not None)
    return tuple(dict.fromkeys(side for side in found if side))


def _order(contention: Contention) -> tuple[int, int, str]:
    return TOPICS.index(contention.question.topic), -len(contention.claims), contention.question.key


def _contention(question: Question, puts: Sequence[Put], sides: frozenset[str]) -> Contention:
    voices: dict[tuple[VoiceKind, str | None], list[Put]] = defaultdict(list)
    for put in puts:
        for voice in voices_of(put.told, sides):
            voices[voice].append(put)
    accounts = [_account(kind, name, said) for (kind, name), said in voices.items()]
    accounts.sort(key=lambda a: (_VOICES.index(a.voice), a.name != question.of, a.name or ""))
    scene = {put.key: put.told for put in puts}
    return Contention(question, tuple(accounts), verdicts(question, accounts, scene))


def voices_of(told: Told, parties: Collection[str]) -> tuple[tuple[VoiceKind, str | None], ...]:
    """Whose account a claim belongs to: each side that speaks, or else nobody's, or the report's own.

    A claim made by several sides together is in the account of each of them.

    >>> from counterclaim.model import Claim, Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> voices_of(Told(claim, Report("Shots were heard."), "2024-05-01"), ())
    (('report', None),)
    """
    claim = told.claim
    if claim.source is None and not claim.side:
        return (("report", None),)
    if not claim.side:
        return (("not placed", None),)
    return tuple(("side" if side in parties else "third party", side) for side in dict.fromkeys(claim.side))


def _account(kind: VoiceKind, name: str | None, puts: Sequence[Put]) -> Account:
    statements: tuple[Statement, ...] = tuple(sorted(map(statement, puts), key=lambda s: (s.at, s.claim)))
    if any(s.figure is not None for s in statements):
        statements, steps = toll(statements, one_voice=kind != "not placed")
    else:
        statements, steps = _latest(statements), ()
    standing = [s for s in statements if s.standing == "current"]
    chosen = _chosen(standing)
    last = max(chosen, key=lambda s: (s.at, -len(s.value or ""), s.claim)) if chosen else None
    return Account(
        kind,
        name,
        statements,
        steps[-1].figure if steps and last and last.stance == "asserts" else None,
        last.value if last else None,
        last.stance if last else "asserts",
        tuple(dict.fromkeys(key for s in chosen for key in (s.claim, s.adds) if key)),
        tuple(sorted({s.origin for s in chosen})),
        steps,
    )


def _chosen(standing: Sequence[Statement]) -> list[Statement]:
    """The statements that are an account's word: what it asserts, else what it denies, else what it refuses.

    A voice that will not confirm is not put down as confirming on the word of unnamed speakers.
    """
    asserted = [s for s in standing if s.stance == "asserts"]
    refused = [s for s in standing if s.stance == "does_not_confirm"]
    if refused and all(s.anonymous for s in asserted):
        asserted = []
    return asserted or [s for s in standing if s.stance == "denies"] or refused


def statement(put: Put) -> Statement:
    """A claim put to a question, as its account keeps it."""
    told, claim = put.told, put.told.claim
    source = claim.source
    group = claim.payload.victims.group if isinstance(claim.payload, Casualties) else None
    return Statement(
        put.key,
        said_at(told),
        put.stance,
        put.value,
        put.figure,
        group,
        put.standing,
        put.reason,
        (source.name or (source.span.text if source.span else None)) if source else None,
        source.anonymous if source else False,
        claim.hedge.text if claim.hedge else None,
        told.origin or put.key.partition(":")[0],
        told.report.outlet,
        put.adds,
    )


def said_at(told: Told) -> str:
    """When a claim was made: the day it was said where the words give one day, else when it could be read.

    >>> from counterclaim.model import Claim, Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> said_at(Told(claim, Report("Shots were heard."), "2024-05-01"))
    '2024-05-01'
    """
    said = told.claim.said
    if said is None or not said.start or not said.end or said.start[:10] != said.end[:10]:
        return told.known
    day, known = _ordinal(said.start), _ordinal(told.known)
    if day is None or known is None or day >= known:
        return told.known
    if known - day == _WEEKDAY_BACK and said.anchor == "dateline":
        return date.fromordinal(known + 1).isoformat()
    return said.start


#: A weekday read as six days back is tomorrow's name: outlets east of the clock that dated the page print it.
_WEEKDAY_BACK = 6


def _ordinal(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None


def _latest(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Standing of statements without a figure: the newest answer is current, others are earlier.

    Of different answers at the newest moment the one from most independent voices is current, a denial of
    equals; modes named after a state ("closed to trade") make no different answer.
    """
    live = [s for s in statements if s.standing == "current" and s.stance != "does_not_confirm"]
    if not live:
        return tuple(statements)
    newest = max(s.at for s in live)
    votes = Counter(answer for _, answer in {(s.origin, _answer(s)) for s in live if s.at == newest})
    top = max(votes, key=lambda answer: (votes[answer], answer[1] == "denies", answer))
    return tuple(
        replace(s, standing="earlier", reason="this voice said otherwise later or more often")
        if s.standing == "current" and s.stance != "does_not_confirm" and _answer(s) != top
        else s
        for s in statements
    )


def _answer(s: Statement) -> tuple[str, str]:
    return (s.value or "").partition(" to ")[0], s.stance
