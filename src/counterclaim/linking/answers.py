"""Which claim a denial, a non-confirmation or a rejection answers, within a report and across reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from counterclaim.linking.deeds import Deed, deed, place_sign, time_sign
from counterclaim.model import Answer, Position, Told

#: Score a pair must reach within one report and across two. Chosen on tests/linking/answers and the sample
#: newsroom for precision: at 0.5 across reports, denials of one strike took up charges of another.
WITHIN, ACROSS = 0.5, 0.6
#: Links kept of one answer: the likeliest, one a report.
MOST = 8
#: What a side is said to do all along ("harbours the group"), in `question_words`.
STANDING = "is the charge true"
#: Days after which a statement is no longer an answer to what was said of a deed, and to a standing charge.
LATE, LATE_STANDING = 14, 90
#: A reason that in another report needs the same place or target beside it: attacks by nobody are many.
NOBODY = "a deed of nobody named"
#: What a link is worth that the report's own words make ("Kabul denies that").
TOLD_SO = 0.95


@dataclass(frozen=True, slots=True)
class _Item:
    told: Told
    deed: Deed
    day: int | None


def answers(told: Collection[Told]) -> tuple[Answer, ...]:
    """For every denial, non-confirmation and rejection among some claims, the claims it answers.

    ``told`` is one report's or one incident's. An answer comes from another side than the claim (the outlet's
    own words count as no side), not on an earlier day, and speaks of the same matter: the same deed by the
    same doer, the same victims, the same crossing. Precision before recall: what fits two things equally
    loosely is left out. Independent of order; sorted by answer and score.

    >>> answers([])
    ()
    """
    items = sorted(
        (_Item(one, deed(one), _day(one.known)) for one in {t.key: t for t in told}.values()),
        key=lambda item: item.told.key,
    )
    charges: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        if item.told.claim.stance == "asserts" and not isinstance(item.told.claim.payload, Position):
            for handle in _handles(item.deed):
                charges[handle].append(item)
    by_key = {item.told.key: item for item in items}
    found: list[Answer] = []
    for item in items:
        if _is_answer(item):
            near = {c.told.key: c for handle in _sought(item.deed) for c in charges.get(handle, ())}
            found.extend(_answered(item, near, by_key))
    return tuple(sorted(found, key=lambda a: (a.answer, -a.score, a.answered)))


def _is_answer(item: _Item) -> bool:
    claim = item.told.claim
    if isinstance(claim.payload, Position):
        return claim.payload.type == "reject" and bool(_SAYING.search(item.deed.act))
    return claim.stance != "asserts"


def _handles(charge: Deed) -> list[str]:
    """What an answer may look a charge up by."""
    found = [f"{charge.topic}:{charge.act}"] if charge.topic == "status" else []
    if charge.topic == "casualties":
        found.append("victims")
    found.extend(f"doer:{side}" for side in charge.doers or [""])
    if charge.topic == "event":
        found.append(f"event:{charge.kind}")
    found.extend(f"speaker:{side}" for side in charge.speakers)
    return found


def _sought(answer: Deed) -> list[str]:
    if answer.topic == "status":
        return [f"status:{answer.act}"]
    if answer.topic == "casualties":
        return ["victims"]
    if answer.topic == "position":
        return [f"speaker:{side}" for side in answer.targets]
    found = [f"doer:{side}" for side in (answer.doers or answer.speakers) | {""}]
    if answer.topic == "event":
        found.append(f"event:{answer.kind}")
    return [*found, "victims"]


def _answered(item: _Item, near: dict[str, _Item], by_key: dict[str, _Item]) -> list[Answer]:
    """The links of one answer: the best of its own report, and the best of each other report."""
    report = item.told.report.id
    best: dict[str, tuple[float, int, str, str]] = {}
    told_so = by_key.get(f"{report}:{item.told.claim.answers}") if item.told.claim.answers else None
    if told_so is not None and not _may_answer(item, told_so):
        told_so = None
    if told_so is not None:
        best[report] = (TOLD_SO, 0, told_so.told.key, "the report sets it against this claim")
    for key, charge in near.items():
        where = charge.told.report.id
        if where == report and told_so is not None:
            continue
        if not _may_answer(item, charge):
            continue
        score, reason = agreement(item.deed, charge.deed, within=where == report)
        if score < (WITHIN if where == report else ACROSS):
            continue
        ranked = (score, -_apart(item, charge), key, reason)
        if where not in best or ranked[:3] > best[where][:3]:
            best[where] = ranked
    kept = sorted(best.items(), key=lambda pair: (pair[0] != report, -pair[1][0], -pair[1][1], pair[1][2]))
    return [
        Answer(item.told.key, key, reason, round(score, 2), across=where != report)
        for where, (score, _, key, reason) in kept[:MOST]
    ]


def _may_answer(item: _Item, charge: _Item) -> bool:
    """Another side's word, not of a later day, nor so early that the answer is to something else."""
    if item.told.key == charge.told.key or item.deed.speakers & charge.deed.speakers:
        return False
    same_report = item.told.report.id == charge.told.report.id
    after = max((span.end for span in item.told.claim.evidence), default=0)
    if same_report and not charge.deed.speakers and _start(charge) > after:
        # What nobody is quoted for and what comes only afterwards is the report's own story.
        return False
    said, charged = item.told.claim.said, charge.told.claim.said
    if said and charged and said.end and charged.start and said.end[:10] < charged.start[:10]:
        return False
    if same_report or item.day is None or charge.day is None:
        return True
    late = item.day - charge.day
    return 0 <= late <= (LATE_STANDING if charge.deed.topic == STANDING else LATE)


def _start(item: _Item) -> int:
    return min((span.start for span in item.told.claim.evidence), default=0)


def _apart(item: _Item, charge: _Item) -> int:
    """How far the two stand apart: characters within a report, days across."""
    if item.told.report.id == charge.told.report.id:
        here, there = _start(item), _start(charge)
        # A denial more often follows its charge than it leads it.
        return here - there if there <= here else 2 * (there - here)
    return abs((item.day or 0) - (charge.day or 0))


def agreement(answer: Deed, charge: Deed, *, within: bool = False) -> tuple[float, str]:
    """How far (0..1) a denial and a claim speak of one matter, and what they share, in words.

    >>> nobody = frozenset()
    >>> told = Deed("event", "shelling", frozenset({"A"}), frozenset({"B"}), frozenset({"B"}), "ASSAULT")
    >>> agreement(Deed("who did it", "shelling", frozenset({"A"}), nobody, frozenset({"A"})), told)
    (0.75, 'who did it, the same act')
    """
    where, when = place_sign(answer, charge), time_sign(answer, charge)
    if where < 0 or when < 0 or charge.kind == "own":
        return 0.0, ""
    score, shared = _matter(answer, charge)
    if not score:
        return 0.0, ""
    if NOBODY in shared and not within and where <= 0 and not answer.targets & charge.targets:
        return 0.0, ""
    if where:
        score, shared = score + 0.15, [*shared, "the same place"]
    if when:
        score, shared = score + 0.05, [*shared, "the same day"]
    common = len(answer.words & charge.words)
    if common:
        score, shared = score + 0.05 * min(common, 3), [*shared, f"{common} words"]
    if within:
        score += 0.1
    return min(score, TOLD_SO), ", ".join(shared)


def _matter(answer: Deed, charge: Deed) -> tuple[float, list[str]]:
    if answer.topic == "casualties":
        return _victims(answer, charge) if charge.topic == "casualties" else (0.0, [])
    if answer.topic == "status":
        same = charge.topic == "status" and charge.act == answer.act and charge.kind == answer.kind
        return (0.65, ["the same crossing in the same state"]) if same else (0.0, [])
    if answer.topic == "position":
        return _rejected(answer, charge)
    if charge.topic in ("status", "position"):
        return 0.0, []
    if charge.topic == "casualties":
        return _harm(answer, charge)
    return _deed(answer, charge)


def _victims(answer: Deed, charge: Deed) -> tuple[float, list[str]]:
    """Figures of the same people and the same harm."""
    if answer.act != charge.act and "killed or wounded" not in (answer.act, charge.act):
        return 0.0, []
    if not answer.targets & charge.targets:
        return 0.0, []
    if {answer.kind, charge.kind} == {"civilians", "combatants"}:
        return 0.0, []
    return 0.6, ["the same victims"]


def _harm(answer: Deed, charge: Deed) -> tuple[float, list[str]]:
    """Figures of the dead, answered by a denial of the deed that killed them."""
    violent = answer.topic == "who did it" or (answer.topic == "event" and answer.kind == "ASSAULT")
    if not violent or charge.act not in ("killed", "wounded", "killed or wounded"):
        return 0.0, []
    if charge.targets & answer.speakers:
        return 0.0, []
    if answer.targets and not answer.targets & charge.targets:
        return 0.0, []
    return (0.45, ["the deed and its victims"]) if answer.targets else (0.3, ["the deed and its dead"])


def _deed(answer: Deed, charge: Deed) -> tuple[float, list[str]]:
    """Deeds and accusations: the same doer, the same act, the same target."""
    if (answer.topic == STANDING) != (charge.topic == STANDING):
        return 0.0, []
    if answer.topic == "event" and charge.topic == "event" and answer.kind != charge.kind:
        return 0.0, []
    violent = [d for d in (answer, charge) if d.topic == "event" and d.kind != "ASSAULT"]
    if violent and "event" in (answer.topic, charge.topic) and answer.topic != charge.topic:
        return 0.0, []
    if answer.targets and charge.targets and not answer.targets & charge.targets:
        return 0.0, []
    if answer.doers & charge.doers:
        score, shared = 0.45, ["who did it"]
    elif not answer.doers and answer.speakers & charge.doers:
        score, shared = 0.45, ["its own deed"]
    elif not answer.doers and not charge.doers and answer.topic == charge.topic == "event":
        score, shared = 0.25, [NOBODY]
    elif not charge.doers and answer.act and charge.act:
        # "Gunmen set fire to the clinic": a deed of nobody named may be the one denied.
        score, shared = 0.25, [NOBODY]
    else:
        return 0.0, []
    if answer.act and charge.act:
        if answer.act == charge.act:
            score, shared = score + 0.3, [*shared, "the same act"]
        elif not _kindred(answer.act, charge.act):
            return 0.0, []
        else:
            score, shared = score + 0.15, [*shared, "an act of that kind"]
    else:
        score += 0.1
    if answer.targets & charge.targets:
        score, shared = score + 0.1, [*shared, "the same target"]
    return score, shared


#: Names of acts that cover others: "attack" may be the strike, the shelling or the killing meant.
_GENERAL = frozenset({"attack", "raid", "strike", "explosion", "destruction", "armed clash", "killing"})
_STRIKES = frozenset({"air strike", "drone strike", "missile strike", "shelling", "bombing", "gunfire"})


def _kindred(one: str, other: str) -> bool:
    general = one in _GENERAL or other in _GENERAL
    return (general and {one, other} <= _GENERAL | _STRIKES) or {one, other} <= {"missile strike", "shelling"}


_SAYING = re.compile(
    r"\b(?:claim|charge|accusation|allegation|figure|toll|report|statement|account|assertion)"
)


def _rejected(answer: Deed, charge: Deed) -> tuple[float, list[str]]:
    """ "Rejected the ministry's figures as propaganda": what that side said, of that sort."""
    if not answer.targets & charge.speakers:
        return 0.0, []
    counts = re.search(r"\b(?:figure|toll|number|count|casualt)", answer.act) is not None
    if counts != (charge.topic == "casualties"):
        return 0.0, []
    return 0.55, ["what that side said"]


def _day(known: str) -> int | None:
    try:
        return date.fromisoformat(known[:10]).toordinal()
    except ValueError:
        return None
