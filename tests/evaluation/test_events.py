"""The scorer for PLOVER's gold records: types, actors, and reporters taken for actors."""

from __future__ import annotations

import json
from pathlib import Path

from counterclaim.evaluation.events import gold_type, plover_type, score_plover
from counterclaim.model import Claim, Event, Position, Responsibility, Span


def _claim(payload: Event | Position | Responsibility, kind: str, side: tuple[str, ...] = ()) -> Claim:
    return Claim("c", kind, "asserts", (Span(0, 1, "x"),), payload, side=side)  # type: ignore[arg-type]


def _gold(folder: Path, **record: object) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps([{"text": "Oruk shelled Bal, Tam said.", **record}]))
    return path


def test_old_and_new_names_are_read(tmp_path: Path) -> None:
    claim = _claim(Event("ASSAULT", actor="Oruk"), "event", ("Tam",))
    for keys in (("source", "target"), ("actor", "recipient")):
        people = {keys[0]: [{"actorText": "Oruk"}], keys[1]: [{"actorText": "Bal"}]}
        score = score_plover(_gold(tmp_path, event="FIGHT", **people), lambda text: [claim])
        assert (score["type_accuracy"], score["actor_accuracy"], score["reporter_as_actor"]) == (1.0, 1.0, 0)


def test_the_reporter_taken_for_the_actor_is_counted(tmp_path: Path) -> None:
    claim = _claim(Event("ASSAULT", actor="Tam"), "event", ("Tam",))
    score = score_plover(
        _gold(tmp_path, event="ASSAULT", actor=[{"actorText": "Oruk"}]), lambda text: [claim]
    )
    assert score["reporter_as_actor"] == 1


def test_nothing_found_is_missed_and_not_wrong(tmp_path: Path) -> None:
    score = score_plover(_gold(tmp_path, event="AID"), lambda text: [])
    assert score["missed"] == {"AID": 1}
    assert score["type_accuracy"] is None


def test_positions_and_charges_have_a_type() -> None:
    assert plover_type(_claim(Position("threaten"), "position")) == "THREATEN"
    assert plover_type(_claim(Responsibility(None, (), None), "responsibility")) == "ACCUSE"
    assert plover_type(_claim(Responsibility(None, (), None, own=True), "responsibility")) is None


def test_documents_code_no_event() -> None:
    assert gold_type({"event": "DOCUMENT"}) is None
    assert gold_type({"event": ["DISAPPROVE"]}) == "ACCUSE"


def test_an_actor_by_another_spelling_is_no_reporter(tmp_path: Path) -> None:
    people = {"actor": [{"actorText": "the Hizbollah group"}], "recipient": []}
    claim = _claim(Event("RETREAT", actor="Hezbollah"), "event", ("Hezbollah",))
    score = score_plover(_gold(tmp_path, event="RETREAT", **people), lambda text: [claim])
    assert (score["actor_accuracy"], score["reporter_as_actor"]) == (1.0, 0)
