"""Accounts as JSON: what the API and the exports hand out."""

from __future__ import annotations

import json

from counterclaim.contract.accounts_json import (
    change_json,
    contention_json,
    crossing_json,
    figure_json,
    speaker_json,
)
from counterclaim.linking.accounts import contentions
from counterclaim.linking.changes import Snapshot, changes
from counterclaim.linking.crossings import crossing_timeline
from counterclaim.linking.policies import figures
from counterclaim.linking.speakers import speakers
from counterclaim.model import (
    Casualties,
    Claim,
    Figure,
    Report,
    Source,
    Span,
    Status,
    Told,
    Victims,
)


def told() -> list[Told]:
    report = Report("Nine soldiers died. Torkham is shut.", outlet="Example Daily", published="2024-05-01")
    army = Source(Span(0, 4, "Nine"), "the army", side=("Pakistan",))
    soldiers = Victims(Span(5, 13, "soldiers"), None, ("Pakistan",), "combatants")
    dead = Casualties("killed", soldiers, Figure(9, None, "at least"))
    gate = Status(Span(20, 27, "Torkham"), "Torkham", "torkham", "closed")
    words = (Span(0, 18, "Nine soldiers died"),)
    return [
        Told(Claim("c_1", "casualties", "asserts", words, dead, army, ("Pakistan",)), report, "2024-05-01"),
        Told(Claim("c_2", "status", "asserts", words, gate, army, ("Pakistan",)), report, "2024-05-01"),
    ]


def test_everything_goes_through_json_and_names_its_claims() -> None:
    claims = told()
    found = contentions(claims)
    timeline = crossing_timeline("torkham", claims, "2024-05-02")
    out = {
        "contentions": [contention_json(c) for c in found],
        "figures": [figure_json(f) for c in found for f in figures("ucdp", c)],
        "crossing": crossing_json(timeline),
        "speakers": [speaker_json(s) for s in speakers(claims, found)],
        "changes": [
            change_json(c) for c in changes(Snapshot(), Snapshot({"i": found}, {"torkham": timeline}))
        ],
    }
    back = json.loads(json.dumps(out))
    first = back["contentions"][0]
    assert first["question"] == {
        "key": "killed/Pakistan",
        "topic": "killed",
        "of": "Pakistan",
        "group": "",
        "act": "",
    }
    assert first["label"] == "admitted, one-sided"
    assert first["accounts"][0]["figure"] == {"low": 9, "high": None, "bound": "at least"}
    assert first["verdicts"][0]["label"] == "admitted"
    assert first["claims"] == [claims[0].key]
    assert back["figures"][0]["claims"] == [claims[0].key]
    assert back["crossing"]["claims"] == [claims[1].key]
    cargo = next(m for m in back["crossing"]["modes"] if m["mode"] == "cargo")
    assert (cargo["state"], cargo["age"]) == ("closed", 1)
    assert back["speakers"][0]["share_anonymous"] == 0.0
    assert {c["kind"] for c in back["changes"]} == {"new incident", "crossing known"}
