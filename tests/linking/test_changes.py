"""Changes: what differs between two states, each difference with its claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.linking.accounts import contentions
from counterclaim.linking.changes import Snapshot, changes
from counterclaim.linking.crossings import crossing_timeline
from counterclaim.model import Casualties, Change, Event, Interval, Span, State, Status, Told

Tell = Callable[..., Told]
Dead = Callable[..., Casualties]


def state(incidents: dict[str, Sequence[Told]], **crossings: Sequence[Told]) -> Snapshot:
    return Snapshot(
        {name: contentions(told) for name, told in incidents.items()},
        {name: crossing_timeline(name, told) for name, told in crossings.items()},
    )


def kinds(found: Sequence[Change]) -> list[str]:
    return [change.kind for change in found]


def test_the_same_state_twice_is_no_change(tell: Tell, dead: Dead) -> None:
    same = state({"i_1": [tell(dead("Mali", 9), "Mali")]}, torkham=[tell(gate("closed"), "Pakistan")])
    assert changes(same, same) == ()


def test_new_and_gone_incidents(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("Mali", 9), "Mali")]
    found = changes(Snapshot(), state({"i_1": told}))
    assert kinds(found) == ["new incident"]
    assert found[0].claims == (told[0].key,)
    assert "admitted" in (found[0].after or "")
    assert kinds(changes(state({"i_1": told}), Snapshot())) == ["gone incident"]


def test_a_figure_moves_and_is_corrected(tell: Tell, dead: Dead) -> None:
    nine = tell(dead("Mali", 9), "Mali")
    twelve = tell(dead("Mali", 12), "Mali", known="2024-05-02", report="b")
    eleven = tell(dead("Mali", 11), "Mali", known="2024-05-03", report="c")
    up = changes(state({"i": [nine]}), state({"i": [nine, twelve]}))
    assert [(c.kind, c.voice, c.before, c.after) for c in up] == [("moved figure", "Mali", "9", "12")]
    down = changes(state({"i": [nine, twelve]}), state({"i": [nine, twelve, eleven]}))
    assert [(c.kind, c.before, c.after) for c in down] == [("corrected figure", "12", "11")]
    assert down[0].claims == (eleven.key,)


def test_a_denial_and_a_new_account_change_the_verdict(tell: Tell) -> None:
    strike = Event("ASSAULT", "shelling", "Armenia", "Azerbaijan")
    charge = tell(strike, "Azerbaijan")
    denial = tell(strike, "Armenia", stance="denies", report="b")
    found = changes(state({"i": [charge]}), state({"i": [charge, denial]}))
    assert kinds(found) == ["new denial", "verdict"]
    assert found[0].claims == (denial.key,)
    assert found[1].after == "contested: occurrence"
    refusal = tell(strike, "Armenia", stance="does_not_confirm", report="b")
    assert kinds(changes(state({"i": [charge]}), state({"i": [charge, refusal]}))) == [
        "new non-confirmation",
        "verdict",
    ]


def test_an_incident_whose_id_changed_is_known_by_its_claims(tell: Tell, dead: Dead) -> None:
    nine = tell(dead("Mali", 9), "Mali")
    early = tell(dead("JNIM", 3), "Mali", known="2024-04-30", report="0")
    found = changes(state({"i_old": [nine]}), state({"i_new": [early, nine]}))
    assert kinds(found) == ["new question"]
    assert found[0].question is not None
    assert found[0].question.of == "JNIM"


def gate(what: State, **rest: object) -> Status:
    return Status(Span(0, 4, "text"), "Torkham", "torkham", what, **rest)  # type: ignore[arg-type]


def test_crossings_open_shut_collide_and_are_announced(tell: Tell) -> None:
    shut = tell(gate("closed", scope=("trade",)), "Pakistan", known="2025-10-12")
    opened = tell(gate("reopened", scope=("trade",)), "Pakistan", known="2025-11-01", report="b")
    against = tell(gate("closed", scope=("trade",)), "Taliban", known="2025-11-01", report="c")
    plan = tell(
        gate("reopened", scope=("trade",), expected=True),
        "Pakistan",
        known="2025-10-12",
        report="d",
        when=Interval("2025-10-20", "2025-10-20", "on Monday"),
    )

    def between(before: list[Told], after: list[Told]) -> list[tuple[str, str | None, str | None]]:
        found = changes(state({}, torkham=before), state({}, torkham=after))
        assert all(c.claims and c.mode == "cargo" for c in found)
        return [(c.kind, c.before, c.after) for c in found]

    assert between([], [shut]) == [("crossing known", "unknown", "closed")]
    assert between([shut], [shut, opened]) == [("crossing opened", "closed", "open")]
    assert between([opened], [opened, against]) == [("crossing contradicted", "open", "contradicted")]
    assert between([shut], [shut, plan]) == [("crossing announced", None, "reopened 2025-10-20")]
    assert between([opened, shut], [opened]) == []
