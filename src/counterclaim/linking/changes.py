"""What differs between two states of the ledger: incidents, figures, denials, verdicts, crossings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from counterclaim.linking.verdicts import answer_text, voice_name
from counterclaim.model import (
    Account,
    Change,
    ChangeKind,
    Contention,
    CrossingMode,
    CrossingTimeline,
    Question,
)

_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state to compare: each incident's contentions and each facility's timeline, by id.

    >>> Snapshot().incidents
    {}
    """

    incidents: Mapping[str, Sequence[Contention]] = field(default_factory=dict)
    crossings: Mapping[str, CrossingTimeline] = field(default_factory=dict)


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Every difference, in the order of `ChangeKind`, then of subject and question.

    An incident whose id changed (it grew at its beginning, or two became one) is known again by its claims.
    Of a new incident only that it is new is told; the crossings are told by mode.

    >>> changes(Snapshot(), Snapshot())
    ()
    """
    found = [*_incidents(before, after), *_crossings(before, after)]
    return tuple(sorted(found, key=_order))


def _order(change: Change) -> tuple[int, str, str, str, str]:
    question = change.question.key if change.question else ""
    return _KINDS.index(change.kind), change.subject, question, change.voice or "", change.mode or ""


def _incidents(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    was = _matched(before, after)
    for incident, contentions in after.incidents.items():
        old = was.get(incident)
        if not old:
            label = "; ".join(f"{c.question.key}: {c.label}" for c in contentions if c.label)
            yield Change("new incident", incident, after=label or None, claims=_claims(contentions))
            continue
        previous: dict[Question, Contention] = {}
        for name in old:
            previous.update({c.question: c for c in before.incidents[name]})
        for contention in contentions:
            yield from _contention(incident, previous.get(contention.question), contention)
    kept = {name for names in was.values() for name in names}
    for incident, contentions in before.incidents.items():
        if incident not in kept:
            yield Change("gone incident", incident, claims=_claims(contentions))


def _matched(before: Snapshot, after: Snapshot) -> dict[str, list[str]]:
    """From an incident after to those before whose claims it holds most of; each of those before once."""
    home: dict[str, str] = {}
    for incident, contentions in after.incidents.items():
        home.update(dict.fromkeys(_claims(contentions), incident))
    matched: dict[str, list[str]] = defaultdict(list)
    for incident, contentions in sorted(before.incidents.items()):
        if incident in after.incidents:
            matched[incident].append(incident)
            continue
        shared: dict[str, int] = defaultdict(int)
        for key in _claims(contentions):
            if key in home:
                shared[home[key]] += 1
        if shared:
            matched[min(shared, key=lambda name: (-shared[name], name))].append(incident)
    return matched


def _contention(incident: str, old: Contention | None, new: Contention) -> Iterator[Change]:
    if old is None:
        yield Change("new question", incident, new.question, after=new.label or None, claims=new.claims)
        return
    accounts = {(a.voice, a.name): a for a in old.accounts}
    known = set(old.claims)
    for account in new.accounts:
        yield from _account(
            incident, new.question, accounts.get((account.voice, account.name)), account, known
        )
    if old.label != new.label:
        claims = tuple(dict.fromkeys(key for v in new.verdicts for key in v.claims))
        yield Change(
            "verdict", incident, new.question, None, None, old.label or None, new.label or None, claims
        )


def _account(
    incident: str, question: Question, old: Account | None, new: Account, known: set[str]
) -> Iterator[Change]:
    voice = voice_name(new)
    for stance, kind in _ANSWERS:
        fresh = tuple(s.claim for s in new.statements if s.stance == stance and s.claim not in known)
        if fresh:
            yield Change(kind, incident, question, voice, None, None, answer_text(new), fresh)
    if old is None:
        if new.stance == "asserts" and new.current:
            yield Change("new account", incident, question, voice, None, None, answer_text(new), new.current)
    elif old.figure != new.figure and new.figure is not None:
        down = bool(new.toll) and new.toll[-1].change == "down"
        kind = "corrected figure" if down else "moved figure"
        words = answer_text(old) if old.figure is not None else None
        yield Change(kind, incident, question, voice, None, words, answer_text(new), new.current)
    elif new.figure is None and new.stance == "asserts" and old.value != new.value:
        yield Change(
            "changed answer", incident, question, voice, None, answer_text(old), answer_text(new), new.current
        )


_ANSWERS: tuple[tuple[str, ChangeKind], ...] = (
    ("denies", "new denial"),
    ("does_not_confirm", "new non-confirmation"),
)


def _crossings(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    for facility, timeline in after.crossings.items():
        old = before.crossings.get(facility)
        modes = {mode.mode: mode for mode in old.modes} if old else {}
        for mode in timeline.modes:
            yield from _mode(facility, modes.get(mode.mode, CrossingMode(mode.mode)), mode)


def _mode(facility: str, old: CrossingMode, new: CrossingMode) -> Iterator[Change]:
    if old.state != new.state and new.state != "unknown":
        kind: ChangeKind = "crossing known"
        if new.state == "contradicted":
            kind = "crossing contradicted"
        elif old.state != "unknown":
            kind = "crossing shut" if new.state == "closed" else "crossing opened"
        claims = new.claims
        if new.contradictions and new.state == "contradicted":
            claims = (*new.contradictions[-1].claims, *new.contradictions[-1].against)
        yield Change(kind, facility, None, None, new.mode, old.state, new.state, claims)
    planned = {word.claim for word in old.announced}
    fresh = tuple(dict.fromkeys(w.claim for w in new.announced if w.claim not in planned))
    if fresh:
        words = ", ".join(
            dict.fromkeys(f"{w.state} {w.day}".strip() for w in new.announced if w.claim in fresh)
        )
        yield Change("crossing announced", facility, None, None, new.mode, None, words, fresh)


def _claims(contentions: Sequence[Contention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for c in contentions for key in c.claims))
