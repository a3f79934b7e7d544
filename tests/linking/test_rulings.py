"""People's decisions: the latest holds, claims of one mention can be set apart, contradictions settle."""

from __future__ import annotations

from counterclaim.linking.incidents import link
from counterclaim.linking.rulings import Rulings
from counterclaim.model import Judgement, Mention, Verb


def _judged(*rows: tuple[Verb, str, str]) -> list[Judgement]:
    return [Judgement(f"j_{n}", verb, a, b, at=f"2031-01-{n + 1:02}") for n, (verb, a, b) in enumerate(rows)]


def _mention(report: str, day: int, claims: str = "a") -> Mention:
    iso = f"2031-05-{day:02}"
    keys = tuple(f"{report}:{c}" for c in claims)
    return Mention(f"m_{report}", report, iso, "violence", iso, iso, "stated", keys, parties=("Xa", "Xb"))


def _homes(mentions: list[Mention], judged: list[Judgement]) -> dict[str, str]:
    return {claim: incident.id for incident in link(mentions, judged) for claim in incident.claims}


def test_same_brings_two_incidents_together_whole() -> None:
    mentions = [_mention("r1", 1), _mention("r2", 1), _mention("r3", 9), _mention("r4", 9)]
    homes = _homes(mentions, _judged(("same", "r1:a", "r4:a")))
    assert len(set(homes.values())) == 1


def test_not_same_parts_two_and_the_less_alike_leaves() -> None:
    mentions = [_mention("r1", 1, "abc"), _mention("r2", 1), _mention("r3", 1)]
    homes = _homes(mentions, _judged(("not same", "r1:a", "r3:a")))
    assert homes["r1:a"] == homes["r2:a"] != homes["r3:a"]


def test_claims_of_one_mention_can_be_set_apart_and_the_incident_keeps_its_id() -> None:
    mentions = [_mention("r1", 1, "ab"), _mention("r2", 1)]
    (before,) = link(mentions)
    after = link(mentions, _judged(("not same", "r1:a", "r1:b")))
    assert sorted(len(i.claims) for i in after) == [1, 2]
    assert before.id in {i.id for i in after}


def test_of_two_that_contradict_each_other_the_later_holds() -> None:
    mentions = [_mention("r1", 1), _mention("r2", 1)]
    homes = _homes(mentions, _judged(("same", "r1:a", "r2:a"), ("not same", "r1:a", "r2:a")))
    assert homes["r1:a"] != homes["r2:a"]
    homes = _homes(mentions, _judged(("not same", "r1:a", "r2:a"), ("same", "r2:a", "r1:a")))
    assert homes["r1:a"] == homes["r2:a"]


def test_a_contradiction_through_a_third_claim_of_one_mention_cuts_it() -> None:
    mentions = [_mention("r1", 1), _mention("r2", 1, "ab"), _mention("r3", 1)]
    rows = (("not same", "r1:a", "r3:a"), ("same", "r1:a", "r2:a"), ("same", "r2:b", "r3:a"))
    homes = _homes(mentions, _judged(*rows))  # type: ignore[arg-type]
    assert homes["r1:a"] == homes["r2:a"] != homes["r2:b"] == homes["r3:a"]


def test_other_verbs_and_decisions_about_one_claim_are_passed_over() -> None:
    rulings = Rulings([Judgement("j_1", "accept", "a"), Judgement("j_2", "edit", "a", "b")])
    assert rulings.same_as("a") == frozenset()
    assert rulings.class_of("b") is None
