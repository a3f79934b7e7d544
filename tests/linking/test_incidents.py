"""Mentions to incidents: one way in any order, and one at a time as all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.linking.blocking import keys
from counterclaim.linking.incidents import link, relink
from counterclaim.model import Incident, Judgement, Mention, Spot, Toll

DAY = date(2031, 2, 26)
PLACES = (
    Spot("Ostra", "XA", "North", 1, 40.0, 30.0, "settlement"),
    Spot("Ostra Mill", "XA", "North", 2, 40.02, 30.0, "settlement"),
    Spot("Vell", "XA", "South", 3, 38.0, 30.0, "settlement"),
    Spot("North", "XA", "North", 4, 40.5, 30.5, "admin1"),
    Spot("Yonder", "XB", None, 5, 41.0, 31.0, "country"),
    Spot("Ostra Gate", "XA", None, None, 40.1, 30.1, "exact", "ostra-gate"),
)


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """A fortnight of a small daily war: reports of one to three mentions, dated, undated, background."""
    found: list[Mention] = []
    for report in range(draw(st.integers(1, 9))):
        published = DAY + timedelta(draw(st.integers(0, 12)))
        for number in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(["stated", "stated", "stated", "published", "unknown", "period"]))
            end = published - timedelta(draw(st.integers(0, 3)))
            start = end - timedelta(draw(st.sampled_from([0, 0, 1, 1, 4])))
            dated = kind in ("stated", "published", "period")
            figures = draw(st.lists(st.sampled_from([1, 4, 25, 58, 200]), max_size=2))
            claims = tuple(f"r{report}:c{number}{part}" for part in "ab"[: draw(st.integers(1, 2))])
            found.append(
                Mention(
                    id=f"m{draw(st.integers(0, 999)):03}_{report}_{number}",
                    report=f"r{report}",
                    published=draw(st.sampled_from([published.isoformat(), None])),
                    family=draw(st.sampled_from(["violence", "violence", "violence", "crossing", "talks"])),
                    start=start.isoformat() if dated else None,
                    end=end.isoformat() if dated else None,
                    dated="stated" if kind == "period" else kind,
                    hint=draw(st.sampled_from([end.isoformat()[5:], None])) if kind == "unknown" else None,
                    claims=claims,
                    spots=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))),
                    parties=tuple(sorted(draw(st.sets(st.sampled_from(["Xa", "Xb", "Xc"]), max_size=2)))),
                    modes=tuple(draw(st.lists(st.sampled_from(["shelling", "closed", "open"]), max_size=1))),
                    tolls=tuple(Toll("killed", ("Xa",), n, n) for n in figures),
                    around=draw(st.sampled_from([(), ("Xa", "Xb")])),
                    period=kind == "period",
                )
            )
    return found


@st.composite
def rulings(draw: st.DrawFn, among: list[Mention]) -> list[Judgement]:
    claims = sorted(claim for mention in among for claim in mention.claims)
    pairs = st.tuples(st.sampled_from(claims), st.sampled_from(claims), st.booleans())
    return [
        Judgement(f"j{n}", "same" if same else "not same", a, b, at=f"2031-03-{n + 1:02}T00:00:00Z")
        for n, (a, b, same) in enumerate(draw(st.lists(pairs, max_size=5)))
        if a != b
    ]


class Store:
    """What a ledger does: keeps mentions by key and incidents by claim, and replaces what is superseded."""

    def __init__(self) -> None:
        self.mentions: dict[str, Mention] = {}
        self.incidents: dict[str, Incident] = {}
        self.asked: set[str] = set()

    def find(self, wanted: Collection[str]) -> Iterable[Mention]:
        for mention in self.mentions.values():
            if not {*keys(mention), *(f"claim:{c}" for c in mention.claims)}.isdisjoint(wanted):
                self.asked.add(mention.id)
                yield mention

    def take(self, new: Collection[Mention], judgements: Collection[Judgement] = ()) -> None:
        done = relink(new, self.find, judgements)
        self.mentions.update((m.id, m) for m in new)
        for incident in [i for i in self.incidents.values() if not done.claims.isdisjoint(i.claims)]:
            del self.incidents[incident.id]
        self.incidents.update((i.id, i) for i in done.incidents)

    def all(self) -> list[Incident]:
        return sorted(self.incidents.values(), key=lambda i: (i.start or "", i.id))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_order_gives_the_same_incidents(data: st.DataObject) -> None:
    found = data.draw(mentions())
    judged = data.draw(rulings(found))
    shuffled = data.draw(st.permutations(found))
    assert link(found, judged) == link(shuffled, list(reversed(judged)))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_at_a_time_is_all_at_once(data: st.DataObject) -> None:
    found = data.draw(st.permutations(data.draw(mentions())))
    store, left = Store(), list(found)
    while left:
        size = data.draw(st.integers(1, len(left)))
        store.take(left[:size])
        left = left[size:]
    assert store.all() == list(link(found))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_decisions_made_and_taken_back_on_the_way_are_as_if_always_known(data: st.DataObject) -> None:
    found = data.draw(mentions())
    judged = data.draw(rulings(found))
    half = data.draw(st.integers(0, len(found)))
    holder = {claim: mention for mention in found for claim in mention.claims}
    store, standing = Store(), list[Judgement]()
    store.take(found[:half])
    known = {claim for mention in found[:half] for claim in mention.claims}

    def rule(judgement: Judgement) -> None:
        touched = {holder[c].id: holder[c] for c in (judgement.subject, judgement.other or "") if c in known}
        store.take(list(touched.values()), standing)

    for judgement in judged:
        if {judgement.subject, judgement.other} <= known:
            standing.append(judgement)
            rule(judgement)
    store.take(found[half:], standing)
    known = set(holder)
    for judgement in judged:
        if judgement not in standing:
            standing.append(judgement)
            rule(judgement)
    assert store.all() == list(link(found, judged))
    while standing:
        rule(standing.pop(data.draw(st.integers(0, len(standing) - 1))))
    assert store.all() == list(link(found))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_claim_is_in_one_incident_and_decisions_hold(data: st.DataObject) -> None:
    found = data.draw(mentions())
    judged = data.draw(rulings(found))
    incidents = link(found, judged)
    claims = [claim for incident in incidents for claim in incident.claims]
    assert sorted(claims) == sorted(claim for mention in found for claim in mention.claims)
    assert len({incident.id for incident in incidents}) == len(incidents)
    home = {claim: incident.id for incident in incidents for claim in incident.claims}
    if judged:
        last = judged[-1]
        assert (home[last.subject] == home[last.other or ""]) == (last.verb == "same")
    for incident in incidents:
        assert [join.mention for join in incident.joins] == list(incident.mentions)
        assert all(join.reason and 0 <= join.score <= 1 for join in incident.joins)


def test_undoing_is_not_needed_where_a_ruling_was_taken_back() -> None:
    one, two = _night("r1", 0), _night("r2", 0)
    apart = Judgement("j", "not same", one.claims[0], two.claims[0], at="2031-03-01", undone="2031-03-02")
    assert len(link([one, two], [apart])) == 1


def _night(report: str, day: int, **more: object) -> Mention:
    start = DAY + timedelta(day)
    days = (start.isoformat(), (start + timedelta(1)).isoformat(), "stated")
    return Mention(
        f"m_{report}",
        report,
        days[1],
        "violence",
        *days,
        (f"{report}:c",),
        spots=(PLACES[0],),
        parties=("Xa", "Xb"),
        modes=("shelling",),
        **more,  # type: ignore[arg-type]
    )


def test_nights_of_shelling_stay_apart_whatever_lies_between() -> None:
    reports = [_night(f"r{night}{n}", night) for night in range(20) for n in range(3)]
    # Reports that name only the day between two nights, and some with no day but the publication's.
    for night in range(20):
        day = (DAY + timedelta(night + 1)).isoformat()
        before = (DAY + timedelta(night)).isoformat()
        reports.append(
            Mention(f"m_d{night}", f"d{night}", day, "violence", day, day, "stated", (f"d{night}:c",),
                    spots=(PLACES[0],), parties=("Xa", "Xb"), modes=("shelling",))
        )  # fmt: skip
        reports.append(
            Mention(f"m_p{night}", f"p{night}", day, "violence", before, day, "published", (f"p{night}:c",),
                    parties=("Xa", "Xb"))
        )  # fmt: skip
    for incident in link(reports):
        nights = {report[1:-1] for report in incident.reports if report[0] == "r"}
        assert len(nights) <= 1


def test_what_is_asked_of_the_store_does_not_grow_with_the_war() -> None:
    def asked(days: int) -> int:
        store = Store()
        for night in range(days):
            for n in range(4):
                mention = _night(f"r{night}_{n}", night)
                store.mentions[mention.id] = mention
        store.take([_night("new", days // 2)])
        return len(store.asked)

    assert asked(300) == asked(100) <= 4 * 16


@pytest.mark.parametrize("days", [1, 2])
def test_figures_told_again_join_a_report_dated_a_day_off(days: int) -> None:
    one = _night("r1", 0, tolls=(Toll("killed", ("Xa",), 58, 58),))
    day = (DAY + timedelta(1 + days)).isoformat()
    two = Mention("m_2", "r2", day, "violence", day, day, "published", ("r2:c",), parties=("Xa", "Xb"),
                  tolls=(Toll("killed", ("Xa",), 58, 58),))  # fmt: skip
    assert len(link([one, two])) == days
