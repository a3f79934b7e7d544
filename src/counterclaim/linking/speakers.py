"""Who speaks, how often, for whom, and how often the other side denied, contradicted or confirmed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from counterclaim.knowledge.actors import actors
from counterclaim.model import Answer, Contention, Source, Speaker, Told

Id = tuple[str, str]
Denials = Mapping[str, frozenset[str]]


def speakers(
    told: Collection[Told], contentions: Iterable[Contention] = (), answers: Iterable[Answer] = ()
) -> tuple[Speaker, ...]:
    """One record for each speaker of a side or none, most claims first; outlets' own voice is not among them.

    ``answers`` link denials to claims of other reports; those within a report are on the claims.
    ``contentions`` (of any incidents) tell which claims another side's account contradicts or bears out.
    Spellings of a person the registry knows are one speaker.

    >>> speakers(())
    ()
    """
    return _tally(told, contentions, answers, _name)


def speaking_sides(
    told: Collection[Told], contentions: Iterable[Contention] = (), answers: Iterable[Answer] = ()
) -> tuple[Speaker, ...]:
    """The same by side: one record for each side that speaks, and one for speakers of no known side.

    >>> speaking_sides(())
    ()
    """
    return _tally(told, contentions, answers, lambda source, side, on: (side, side))


def _tally(
    told: Collection[Told],
    contentions: Iterable[Contention],
    answers: Iterable[Answer],
    name: Callable[[Source, str, str | None], Id],
) -> tuple[Speaker, ...]:
    ordered = sorted(told, key=lambda t: (t.known, t.key))
    denied, refused = _answered(ordered, answers)
    contradicted, confirmed = _weighed(contentions)
    groups: dict[Id, list[Told]] = defaultdict(list)
    for one in ordered:
        source = one.claim.source
        if source is not None:
            for side in dict.fromkeys(one.claim.side or ("",)):
                groups[name(source, side, one.report.published)].append(one)
    found = (
        _speaker_of(who, side, claims, denied, refused, contradicted, confirmed)
        for (who, side), claims in groups.items()
    )
    return tuple(sorted(found, key=lambda s: (-len(s.claims), s.name, s.side or "")))


def _speaker_of(
    who: str,
    side: str,
    told: Sequence[Told],
    denied: Denials,
    refused: Denials,
    contradicted: frozenset[str],
    confirmed: frozenset[str],
) -> Speaker:
    keys = tuple(dict.fromkeys(t.key for t in told))
    sources = [t.claim.source for t in told if t.claim.source is not None]
    return Speaker(
        who or "no known side",
        side or None,
        keys,
        tuple(sorted({t.origin or t.report.id for t in told})),
        _only({source.actor for source in sources}),
        _only({source.role for source in sources}),
        tuple(dict.fromkeys(t.key for t in told if t.claim.source and t.claim.source.anonymous)),
        tuple(key for key in keys if denied.get(key, frozenset()) - {side}),
        tuple(key for key in keys if refused.get(key, frozenset()) - {side}),
        tuple(key for key in keys if key in contradicted),
        tuple(key for key in keys if key in confirmed),
        tuple(sorted({t.report.outlet for t in told if t.report.outlet})),
    )


def _name(source: Source, side: str, on: str | None) -> Id:
    name = source.name or (source.span.text if source.span else "") or source.role or "unnamed"
    return (_known(name, on) or " ".join(name.split())), side


@lru_cache(maxsize=4096)
def _known(name: str, on: str | None) -> str | None:
    """The registry's spelling of a person's name, where it knows one such person."""
    found = {person.name for _, person in actors().people(name, on)}
    return next(iter(found)) if len(found) == 1 else None


def _answered(told: Sequence[Told], answers: Iterable[Answer]) -> tuple[Denials, Denials]:
    """By claim, the sides that deny it and those that would not confirm it."""
    by_key = {t.key: t for t in told}
    links = {(t.key, f"{t.report.id}:{t.claim.answers}") for t in told if t.claim.answers}
    links.update((a.answer, a.answered) for a in answers)
    denied: dict[str, set[str]] = defaultdict(set)
    refused: dict[str, set[str]] = defaultdict(set)
    for answer, answered in links:
        if (one := by_key.get(answer)) is not None and one.claim.stance != "asserts":
            (denied if one.claim.stance == "denies" else refused)[answered].update(one.claim.side)
    return _frozen(denied), _frozen(refused)


def _frozen(found: Mapping[str, set[str]]) -> Denials:
    return {key: frozenset(sides) for key, sides in found.items()}


def _weighed(contentions: Iterable[Contention]) -> tuple[frozenset[str], frozenset[str]]:
    """Claims of sides whose current word another side contradicts, and those that another side bears out."""
    found: dict[str, set[str]] = {"contested": set(), "agreed": set()}
    for contention in contentions:
        for verdict in contention.verdicts:
            if verdict.word in found:
                found[verdict.word].update(verdict.claims)
    return frozenset(found["contested"]), frozenset(found["agreed"] - found["contested"])


def _only(values: set[str | None]) -> str | None:
    known = values - {None}
    return next(iter(known)) if len(known) == 1 else None
