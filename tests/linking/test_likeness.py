"""Points for being one occurrence: what brings mentions together, what keeps them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.blocking import keys, near_keys, parties, undated_keys
from counterclaim.linking.likeness import days_apart, likeness, reasons, traits
from counterclaim.model import Family, Mention, Spot, Toll

OSTRA = Spot("Ostra", "XA", "North", 1, 40.0, 30.0, "settlement")
VELL = Spot("Vell", "XA", "South", 2, 38.0, 30.0, "settlement")
GATE = Spot("Ostra Gate", "XA", None, None, 40.0, 30.0, "exact", "ostra-gate")
SIDES = ("Xland", "Yland")


def _mention(
    report: str = "r1",
    start: str | None = "2031-05-03",
    end: str | None = None,
    dated: str = "stated",
    family: Family = "violence",
    **more: object,
) -> Mention:
    more.setdefault("parties", SIDES)
    return Mention(f"m_{report}", report, None, family, start, end or start, dated, (f"{report}:c",), **more)  # type: ignore[arg-type]


def _alike(one: Mention, two: Mention) -> bool:
    points = likeness(traits(one), traits(two))
    assert points == likeness(traits(two), traits(one))
    if points > 0:
        # What is alike must be found: the keys are no narrower than the points.
        assert near_keys(one) & near_keys(two) or undated_keys(one) & undated_keys(two)
    return points > 0


def test_one_night_between_the_same_sides_is_one() -> None:
    night = _mention(start="2031-05-03", end="2031-05-04")
    assert _alike(night, _mention("r2", "2031-05-03", "2031-05-04"))
    assert _alike(night, _mention("r2", "2031-05-03"))
    assert not _alike(night, _mention("r2", "2031-05-04", "2031-05-05"))
    assert not _alike(night, _mention("r1", "2031-05-03", "2031-05-04"))


def test_the_next_day_in_the_same_place_is_another_day() -> None:
    one = _mention(spots=(OSTRA,), modes=("shelling",))
    assert not _alike(one, _mention("r2", "2031-05-04", spots=(OSTRA,), modes=("shelling",)))
    assert days_apart(traits(one), traits(_mention("r2", "2031-05-06")))


def test_far_places_are_two_and_the_same_place_needs_no_parties() -> None:
    one = _mention(spots=(OSTRA,))
    assert not _alike(one, _mention("r2", spots=(VELL,)))
    assert _alike(one, _mention("r2", spots=(OSTRA,), parties=()))


def test_figures_hold_together_what_a_published_day_leaves_open() -> None:
    toll = (Toll("killed", ("Xland",), 58, 58),)
    late = _mention("r2", "2031-05-04", "2031-05-05", "published", tolls=toll)
    assert _alike(_mention(tolls=toll), late)
    assert not _alike(_mention(), late)
    theirs = (Toll("killed", ("Yland",), 58, 58),)
    assert not _alike(_mention(tolls=theirs), late)


def test_more_than_460_is_told_again_as_460() -> None:
    more, plain = (Toll("killed", (), 461, None),), (Toll("killed", (), 460, 460),)
    one, two = (
        _mention(start=None, dated="unknown", spots=(OSTRA,), tolls=more),
        _mention("r2", tolls=plain, spots=(OSTRA,)),
    )
    assert _alike(one, two)


def test_a_day_of_the_year_finds_its_dated_report() -> None:
    undated = _mention(start=None, dated="unknown", hint="05-03")
    assert _alike(undated, _mention("r2"))
    assert not _alike(undated, _mention("r2", "2031-05-06"))


def test_closings_and_openings() -> None:
    shut = _mention(family="crossing", spots=(GATE,), modes=("closed",))
    seen = _mention(
        "r2", "2031-05-12", "2031-05-13", "published", "crossing", spots=(GATE,), modes=("closed",)
    )
    opened = _mention("r3", family="crossing", spots=(GATE,), modes=("reopened",))
    assert _alike(shut, seen)
    assert not _alike(shut, opened)
    # Seen shut before it was shut: another closing.
    early = _mention(
        "r4", "2031-04-28", "2031-04-29", "published", "crossing", spots=(GATE,), modes=("closed",)
    )
    assert not _alike(shut, early)
    assert not _alike(shut, _mention("r5", family="crossing", parties=()))


def test_a_call_for_restraint_is_told_of_violence_and_talks_are_not() -> None:
    assert _alike(_mention(), _mention("r2", family="charge"))
    assert not _alike(_mention(), _mention("r2", family="talks"))


def test_a_party_alone_is_completed_by_those_the_report_is_about() -> None:
    assert parties(_mention(parties=("Xland",), around=SIDES)) == SIDES
    assert parties(_mention(parties=("Zland",), around=SIDES)) == ("Zland",)


def test_reasons_say_what_counted() -> None:
    toll = (Toll("killed", ("Xland",), 58, 58),)
    one = _mention(start="2031-05-03", end="2031-05-04", spots=(OSTRA,), tolls=toll, modes=("shelling",))
    told = reasons(traits(one), traits(one))
    assert told == (
        "the same night, the same place (Ostra), between the same sides (Xland, Yland), "
        "the same figures (58 killed), the same kind of act (shelling)"
    )
    gate = traits(_mention(family="crossing", spots=(GATE,), modes=("closed",), parties=()))
    assert reasons(gate, gate).startswith("the same closing, the same crossing")


@given(st.dates())
def test_keys_stay_few(day: object) -> None:
    spots = (OSTRA, VELL, GATE)
    mention = _mention(start=str(day), spots=spots, around=SIDES)
    assert 1 <= len(keys(mention)) <= 16
