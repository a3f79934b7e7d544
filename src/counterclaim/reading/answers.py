"""Which claim of the same report a denial or a refusal to confirm answers."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.model import Casualties, Claim, Event, Responsibility, Status

#: Agreement a pair must reach. Kind and the one telling detail (who is accused, whose dead, which
#: crossing) give 4; a pair that shares only its kind stays unlinked. Chosen by hand on the sample
#: newsroom, where 3 linked denials to the wrong charge and 5 lost half of them.
ENOUGH = 4


def link_answers(claims: list[Claim]) -> list[Claim]:
    """Fill ``answers`` of denials and non-confirmations that name none, with the claim they speak to.

    Candidates are claims another side (or the outlet) asserts; of equals the nearest before it wins.
    """
    return [
        replace(claim, answers=_answered(at, claims))
        if claim.stance != "asserts" and claim.answers is None
        else claim
        for at, claim in enumerate(claims)
    ]


def _answered(at: int, claims: list[Claim]) -> str | None:
    answer = claims[at]
    best: tuple[int, int, str] | None = None
    for number, charge in enumerate(claims):
        if charge.stance != "asserts" or number == at or set(charge.side) & set(answer.side):
            continue
        score = _agreement(answer, charge)
        if score < ENOUGH:
            continue
        distance = abs(at - number) + (0 if number < at else 2)
        ranked = (score, -distance, charge.id)
        if best is None or ranked > best:
            best = ranked
    return best[2] if best else None


def _own_strike(answer: Claim, denied: Event, told: Event) -> bool:
    """Whether "no civilian was targeted" speaks of a strike told before: one by the side that denies."""
    return (
        denied.actor is None
        and denied.type == told.type == "ASSAULT"
        and told.actor in answer.side
        and (denied.recipient is None or told.recipient in (None, denied.recipient))
    )


def _agreement(answer: Claim, charge: Claim) -> int:
    match answer.payload, charge.payload:
        case Casualties() as a, Casualties() as c:
            if a.outcome != c.outcome and "killed or wounded" not in (a.outcome, c.outcome):
                return 0
            return 4 * bool(set(a.victims.side) & set(c.victims.side))
        case Status() as a, Status() as c:
            same = a.facility_id == c.facility_id if a.facility_id else a.facility_name == c.facility_name
            return 4 * same
        case Event() as a, Event() as c if _own_strike(answer, a, c):
            return ENOUGH
        case Event() as a, Event() as c:
            return (
                2 * (a.type == c.type) + (a.mode == c.mode) + 2 * (a.actor is not None and a.actor == c.actor)
            )
        case Responsibility() as a, Responsibility() as c:
            return 4 * bool(set(a.accused_side) & set(c.accused_side))
        case Event() as a, Responsibility() as c:
            return 4 * (a.actor is not None and a.actor in c.accused_side)
        case Responsibility() as a, Event() as c:
            return 4 * (c.actor is not None and c.actor in a.accused_side and c.type == "ASSAULT")
    return 0
