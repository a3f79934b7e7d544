"""What a report is about."""

from __future__ import annotations

from counterclaim.linking.incidents import link
from counterclaim.linking.subject import main_incidents
from counterclaim.model import Mention


def _mention(report: str, day: int, weight: float, published: int = 20) -> Mention:
    iso = f"2031-05-{day:02}"
    name, claims = f"m_{report}_{day}", (f"{report}:c{day}",)
    told = f"2031-05-{published:02}"
    return Mention(
        name, report, told, "violence", iso, iso, "stated", claims, parties=("Xa", "Xb"), weight=weight
    )


def test_the_heavier_wins_and_what_is_over_counts_less() -> None:
    mentions = [_mention("r1", 20, 0.4), _mention("r1", 2, 0.6)]
    incidents = link(mentions)
    home = {m: i for i in incidents for m in i.mentions}
    assert main_incidents(mentions, incidents) == {"r1": home["m_r1_20"].id}
    late = [_mention("r1", 20, 0.4), _mention("r1", 18, 0.6)]
    incidents = link(late)
    home = {m: i for i in incidents for m in i.mentions}
    assert main_incidents(late, incidents) == {"r1": home["m_r1_18"].id}


def test_what_others_report_too_is_the_subject_of_a_report_on_two_things() -> None:
    mentions = [_mention("r1", 20, 0.45), _mention("r1", 18, 0.55), _mention("r2", 20, 1.0)]
    main = main_incidents(mentions, link(mentions))
    assert main["r1"] == main["r2"]
