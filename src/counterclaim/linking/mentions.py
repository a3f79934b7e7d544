"""One report's claims grouped into mentions: the claims that speak of one occurrence."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from counterclaim.knowledge.actors import actors
from counterclaim.linking.drafts import (
    Draft,
    as_draft,
    contradict,
    draft_family,
    facilities_of,
    iso_day,
    spot_of,
    spots_of,
)
from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Mention,
    Position,
    Reading,
    Responsibility,
    Spot,
    Status,
    Toll,
)

#: Characters at a report's head that count as its lead: what stands there is what it is about. Three
#: sentences of a news lead are 350 to 450 characters.
_LEAD = 400

#: How many characters after a dated claim still speak of its day: a sentence of news has 130 to 180, so
#: that this reaches the next one and no further. Beyond it a report is back at its chief subject.
_NEAR = 220


def mentions_of(reading: Reading) -> tuple[Mention, ...]:
    """The report's claims, each in exactly one mention, in the order of the text.

    Claims of one family share a mention when their days meet and their places do not contradict. A claim
    without a day of its own takes that of the dated claim just before it, else of the report's chief mention
    of its family; where none is dated, the day is the publication's or the one before. Background without a
    day stands apart. Pure: the same reading gives the same mentions.

    >>> from counterclaim.model import Report
    >>> mentions_of(Reading(Report("All quiet.")))
    ()
    """
    published = iso_day(reading.report.published)
    hints = {t.span.text: t.value[5:10] for t in reversed(reading.times) if _is_hint(t.value)}
    exact: list[Draft] = []
    vague: list[Draft] = []
    loose: list[Claim] = []
    for claim in sorted(reading.claims, key=_offset):
        draft = as_draft(claim, published, hints)
        if draft is None:
            loose.append(claim)
        else:
            (vague if draft.is_vague else exact).append(draft)
    drafts: list[Draft] = []
    for draft in exact + vague:
        home = next((d for d in _by_modes(drafts, draft) if d.takes(draft)), None)
        if home is None:
            drafts.append(draft)
        else:
            home.absorb(draft)
    _unclose(drafts, loose)
    _settle(loose, drafts, published)
    return _finish(reading, drafts, published)


def _is_hint(value: str) -> bool:
    return len(value) >= 10 and value.startswith("XXXX-") and value[5:7].isdigit() and value[8:10].isdigit()


def _offset(claim: Claim) -> tuple[int, str]:
    return (claim.evidence[0].start if claim.evidence else 0, claim.id)


def _by_modes(drafts: Sequence[Draft], draft: Draft) -> list[Draft]:
    """Those first that tell of the same kind of act: a vague day is told again by what was done on it."""
    modes = set(_modes(draft.claims))
    return sorted(drafts, key=lambda d: not modes & set(_modes(d.claims)))


def _unclose(drafts: list[Draft], loose: list[Claim]) -> None:
    """Take its day from a closing that the report also dates an opening with.

    "The gate, shut since spring, opened on Monday" reads as shut on Monday too: the day is the opening's.
    """
    for shut in [d for d in drafts if d.direction == "shut" and d.start and not d.begun]:
        if any(
            d.direction == "open"
            and d.start
            and facilities_of(d.spots) == facilities_of(shut.spots)
            and d.meets(shut)
            for d in drafts
        ):
            drafts.remove(shut)
            loose.extend(shut.claims)


def _settle(loose: Sequence[Claim], drafts: list[Draft], published: date | None) -> None:
    """Give every claim without a day of its own a mention; those that only follow others come last."""
    anchors = [(c.evidence[0].start, d) for d in drafts for c in d.anchors if c.evidence]
    for claim in sorted(loose, key=lambda c: (isinstance(c.payload, Responsibility | Position), _offset(c))):
        # A capital that an undated claim names is as often the government as the place.
        spots = spots_of(claim, capitals=False)
        home = _home(claim, spots, drafts, anchors, published)
        if home is None:
            home = _undated(claim, published)
            drafts.append(home)
            spots = spots_of(claim)
        home.claims.append(claim)
        if draft_family(claim) == home.family:
            home.add(spots)


def _undated(claim: Claim, published: date | None) -> Draft:
    family, direction = draft_family(claim), Draft.direction_of(claim)
    if published is None or claim.background:
        return Draft(family, None, None, "unknown", period=claim.background, direction=direction)
    return Draft(family, published - timedelta(1), published, "published", direction=direction)


def _home(
    claim: Claim,
    spots: list[Spot],
    drafts: Sequence[Draft],
    anchors: Sequence[tuple[int, Draft]],
    published: date | None,
) -> Draft | None:
    family = draft_family(claim)
    at = _offset(claim)[0]
    crossing = (facilities_of(spots), Draft.direction_of(claim))
    for wanted in ("violence", "talks", "measure", "charge") if family == "charge" else (family,):
        fits = [
            d
            for d in drafts
            if d.family == wanted
            and (d.period == claim.background or (claim.background and family == "crossing"))
            and not (d.period and d.start)
            and not contradict(d.spots, spots)
            and (family != "crossing" or (facilities_of(d.spots), d.direction) == crossing)
        ]
        before = [(start, d) for start, d in anchors if d in fits and 0 <= at - start <= _NEAR]
        if before:
            return max(before, key=lambda item: item[0])[1]
        # What stands before a day that is told and gone is newer than that day.
        chief = [
            d
            for d in fits
            if (d.position() < _LEAD or d.age(published) <= 3)
            and (d.position() <= at or d.age(published) <= 1)
        ]
        if chief:
            # News is told newest first: what the lead dates latest is what the rest is about.
            return max(chief, key=lambda d: (d.position() < _LEAD, d.end or date.min, -d.position()))
    return None


def _finish(reading: Reading, drafts: list[Draft], published: date | None) -> tuple[Mention, ...]:
    report = reading.report
    identity = report.id
    drafts.sort(key=lambda d: (d.position(), d.claims[0].id))
    masses = [0.0 if d.period else sum(_mass(c) for c in d.claims) for d in drafts]
    total = sum(masses) or 1.0
    around = _around(reading, published)
    if drafts:
        chief = max(range(len(drafts)), key=lambda i: (masses[i], -i))
        _lead_places(reading, drafts[chief], bool(around))
    made: list[Mention] = []
    for draft, mass in zip(drafts, masses, strict=True):
        keys = tuple(sorted(f"{identity}:{c.id}" for c in draft.claims))
        made.append(
            Mention(
                id="m_" + hashlib.sha256("\0".join(keys).encode()).hexdigest()[:16],
                report=identity,
                published=report.published,
                family=draft.family,
                start=draft.start.isoformat() if draft.start else None,
                end=draft.end.isoformat() if draft.end else None,
                dated=draft.dated,
                claims=keys,
                hint=draft.hint,
                spots=tuple(draft.spots),
                parties=_parties(draft.claims),
                speakers=tuple(sorted({side for c in draft.claims for side in c.side})),
                modes=_modes(draft.claims),
                tolls=_tolls(draft.claims),
                around=around,
                weight=round(mass / total, 4),
                period=draft.period,
            )
        )
    return tuple(made)


def _mass(claim: Claim) -> float:
    kind = 1.0 if claim.kind in ("casualties", "event", "status") else 0.5
    return kind * (2.0 if claim.evidence and claim.evidence[0].start < _LEAD else 1.0)


def _lead_places(reading: Reading, draft: Draft, sided: bool) -> None:
    """What the report is about happened where its lead says, when its claims name no place themselves.

    Where no side is known either (``sided``), the lead's countries have to do.
    """
    if any(s.precision not in ("country", "region", "unknown") for s in draft.spots):
        return
    draft.add(
        spot_of(place)
        for place in reading.places
        if place.role == "location"
        and place.span.start < _LEAD
        and place.precision not in ("country", "region", "unknown")
        and place.feature != "PPLC"
    )
    if not draft.spots and not sided:
        draft.add(
            spot_of(place)
            for place in reading.places
            if place.country and place.precision == "country" and place.span.start < _LEAD
        )


def _around(reading: Reading, published: date | None) -> tuple[str, ...]:
    """The two sides that the report speaks of most: parties to a claim, speakers, nations that act."""
    seen: Counter[str] = Counter()
    for claim in reading.claims:
        for side in _claim_parties(claim):
            seen[side] += 2
        seen.update(claim.side)
    on = published.isoformat() if published else None
    for place in reading.places:
        if place.role in ("actor", "demonym") and (state := actors().state(place.country)):
            seen[actors().side(state.id, on) or state.name] += 1
    return tuple(sorted(sorted(seen, key=lambda side: (-seen[side], side))[:2]))


def _parties(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({side for claim in claims for side in _claim_parties(claim)}))


def _claim_parties(claim: Claim) -> set[str]:
    payload = claim.payload
    if isinstance(payload, Casualties):
        return set(payload.victims.side)
    if isinstance(payload, Event):
        return {_side(who) for who in (payload.actor, payload.recipient) if who}
    if isinstance(payload, Responsibility):
        return set(payload.accused_side)
    return set(payload.towards) if isinstance(payload, Position) else set()


def _side(who: str) -> str:
    return (actors().side(who) or who) if actors().get(who) else who


def _modes(claims: Iterable[Claim]) -> tuple[str, ...]:
    found = {c.payload.mode for c in claims if isinstance(c.payload, Event) and c.payload.mode}
    found |= {c.payload.state for c in claims if isinstance(c.payload, Status)}
    return tuple(sorted(found))


def _tolls(claims: Iterable[Claim]) -> tuple[Toll, ...]:
    found = {
        Toll(p.outcome, tuple(sorted(p.victims.side)), p.figure.low, p.figure.high)
        for c in claims
        if isinstance(p := c.payload, Casualties) and c.stance == "asserts"
    }
    return tuple(sorted(found, key=lambda t: (t.outcome, t.side, t.low or 0, t.high or 0, t.low is None)))
