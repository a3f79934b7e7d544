"""Origins: what makes reports one voice, and that neither order nor growth changes it."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.evaluation.origins import score_wire, wire_cases
from counterclaim.linking.fingerprints import Fingerprint, fingerprint, keys
from counterclaim.linking.origins import affected, group, independent
from counterclaim.model import Origin, Report

WIRE = Path(__file__).parent / "wire"

LEAD = (
    "At least nine soldiers were killed when two vehicles of their patrol struck mines on the road "
    "between Ansongo and Labbezanga in northern Mali on Sunday, security sources and an official said. "
    "The patrol had left Ansongo at dawn to meet a convoy of traders coming from the border with Niger."
)
BACKGROUND = (
    "Mali has been fighting groups linked to al-Qaida and Islamic State since 2012, when they took over a "
    "rebellion in the desert north. The violence has since spread across the centre of the country and into "
    "Burkina Faso and Niger, killing thousands of people and driving millions from their homes. The juntas "
    "that took power in the three countries have broken with France and turned to Russia for help."
)


def _report(text: str, outlet: str, published: str = "2024-03-03", **more: object) -> Report:
    address = f"https://{outlet.lower().replace(' ', '-')}.example/{crc32(text.encode())}"
    return Report(**{"text": text, "outlet": outlet, "published": published, "url": address, **more})  # type: ignore[arg-type]


def _grouped(*reports: Report) -> tuple[Origin, ...]:
    return group([fingerprint(r) for r in reports])


def _ties(*reports: Report) -> list[list[str]]:
    return [[m.tie for m in origin.members] for origin in _grouped(*reports)]


def test_one_text_in_two_papers_is_one_origin() -> None:
    assert _ties(_report(LEAD, "Sahel Post"), _report(LEAD, "Gao Mail", "2024-03-20")) == [
        ["first", "same text"]
    ]


def test_case_accents_and_marks_do_not_make_another_text() -> None:
    other = LEAD.replace("Niger", "NIGER").replace(", security", " – security")
    assert _ties(_report(LEAD, "Sahel Post"), _report(other, "Gao Mail")) == [["first", "same text"]]


def test_two_local_paragraphs_do_not_make_another_story() -> None:
    local = (
        "In our town the association of transport workers said that four of its members had been on the "
        "road and that two of them had not called home. Its chairman asked drivers to travel by day.\n\n"
        "The mayor opened a register at the market hall, where families can leave names.\n\n"
    )
    (origin,) = _grouped(_report(LEAD, "Sahel Post"), _report(local + LEAD, "Gao Mail", "2024-03-04"))
    assert origin.members[1].tie == "wire copy"
    assert origin.members[1].containment is not None
    assert origin.members[1].containment > 0.95
    assert origin.members[1].run is not None
    assert origin.members[1].run > 40
    assert "words on end" in origin.members[1].reason


@pytest.mark.parametrize(("first", "origins"), [(True, 1), (False, 2)])
def test_a_brief_of_a_long_story_is_a_copy_and_a_digest_is_none(first: bool, origins: int) -> None:
    other = " ".join(f"word{n} of another matter" for n in range(220))
    long = f"{LEAD} {other}" if first else f"{other} {LEAD}"
    assert len(_grouped(_report(long, "Sahel Post"), _report(LEAD, "Gao Mail"))) == origins


def test_background_in_common_makes_no_copy() -> None:
    other = (
        "The head of Mali's junta met envoys of the regional bloc in Bamako on Tuesday to speak about "
        "the date of elections, which were to be held in February and have been put off without a new date. "
    )
    a = _report(f"{LEAD} {BACKGROUND}", "Sahel Post", agencies=("AFP",))
    b = _report(f"{other} {BACKGROUND}", "Gao Mail", "2024-03-05", agencies=("AFP",))
    assert len(_grouped(a, b)) == 2


def test_a_statement_that_two_papers_quote_leaves_two_voices() -> None:
    said = (
        "“The armed forces repelled the cowardly attack, inflicted heavy losses on the terrorists, seized "
        "eleven rifles and four motorcycles, and will pursue those who fled to their last hiding place.”"
    )
    a = _report(f"The general staff spoke at noon. {said} Nobody else was let on to the road.", "Sahel Post")
    b = _report(
        f"Traders at the bus yard had heard the blasts before eight. {said} Few believed it.", "Gao Mail"
    )
    assert len(_grouped(a, b)) == 2


def test_later_version_of_one_address() -> None:
    a = _report(LEAD, "Sahel Post", url="https://sahel.example/mines")
    b = _report(
        LEAD.replace("nine", "twelve") + " Three of the wounded died in the night.",
        "Sahel Post",
        "2024-03-04",
        url="http://www.sahel.example/mines/?utm_source=feed",
        version=2,
    )
    assert _ties(a, b) == [["first", "later version"]]


def test_one_address_for_everything_is_no_version() -> None:
    a = _report(LEAD, "Sahel Post", url="https://sahel.example/live")
    b = _report(BACKGROUND, "Sahel Post", "2024-06-01", url="https://sahel.example/live")
    assert len(_grouped(a, b)) == 2


@pytest.mark.parametrize(
    ("agencies", "origins"),
    [(("AFP", "AFP"), 1), (("AFP", "Reuters"), 2), (((), "AFP"), 2), (((), ()), 2)],
)
def test_a_rewritten_story_needs_the_same_credit(agencies: tuple[object, object], origins: int) -> None:
    one, two = (((a,) if isinstance(a, str) else ()) for a in agencies)
    a = _report(
        "Mines near Ansongo and Labbezanga killed 14 men of a patrol, Captain Diarra told us.", "Post"
    )
    b = _report("A patrol lost 14 men on the way from Ansongo towards Labbezanga on Sunday.", "Gao Mail")
    prints = [fingerprint(_with(a, one)), fingerprint(_with(b, two))]
    assert len(group(prints)) == origins


def _with(report: Report, agencies: tuple[str, ...]) -> Report:
    return Report(
        report.text, outlet=report.outlet, agencies=agencies, published=report.published, url=report.url
    )


def test_two_stories_of_one_agency_on_one_day_stay_two() -> None:
    a = _report(
        "Mines near Ansongo killed 14 men of a patrol, Captain Diarra said.", "Post", agencies=("AFP",)
    )
    b = _report("Envoys met in Bamako over the vote, said Minister Diop of Kayes.", "Post", agencies=("AFP",))
    assert len(_grouped(a, b)) == 2


def test_a_relay_joins_what_it_cites() -> None:
    first = _report("Shells fell on Rutba and Nisab and killed 14, our reporter Amal Sadiq found.", "Dawn")
    relay = fingerprint(_report("Shells on Rutba and Nisab killed 14, Dawn reported.", "Pager"), ("Dawn",))
    (origin,) = group([fingerprint(first), relay])
    assert {m.tie for m in origin.members} == {"first", "relay"}


def test_daily_bulletins_of_one_form_are_not_one_report() -> None:
    form = (
        "In the past day the enemy made {} assaults on the Lyman axis and {} on the Kupiansk axis, and our "
        "units destroyed {} guns, {} vehicles and {} drones, the general staff said in its morning bulletin. "
        "The enemy keeps regrouping its forces along the whole line and reserves were moved up by rail."
    )
    a = _report(form.format(21, 34, 17, 45, 61), "Front News", "2024-03-03")
    b = _report(form.format(18, 29, 12, 52, 70), "Front News", "2024-03-05")
    assert len(_grouped(a, b)) == 2


def test_reports_without_words_date_or_outlet_stand_alone() -> None:
    assert (
        len(_grouped(Report("", url="a"), Report("", url="b"), Report("Photo", url="c"), Report("Photo")))
        == 4
    )


def test_undated_copies_find_each_other() -> None:
    a = Report(f"{LEAD} {BACKGROUND}", url="https://a.example/1")
    b = Report(f"Advertisement. {LEAD} {BACKGROUND}", url="https://b.example/1", published="2024-03-03")
    assert len(_grouped(a, b)) == 1


# -- independence ---------------------------------------------------------------------------------------


def test_independent_voices_open_into_their_reasons() -> None:
    reports = [
        _report(LEAD, "Sahel Post", agencies=("AFP",)),
        _report(LEAD + " Bamako has not commented.", "Gao Mail", agencies=("AFP",)),
        _report("A nurse in Ansongo counted the wounded and sent us their names.", "Kidal Radio"),
        _report(
            "Envoys met in Bamako on Sunday over the date of the vote.", "Third Paper", agencies=("AFP",)
        ),
    ]
    origins = _grouped(*reports)
    voices = independent([r.id for r in reports], origins)
    assert [v.name for v in voices] == ["afp", "outlet:kidal radio"]
    assert len(voices[0].reports) == 3
    assert len(voices[0].reasons) == 2
    assert any("another report of afp" in why for why in voices[0].reasons)
    assert independent([reports[1].id], origins)[0].reasons == ()


def test_a_copy_of_two_agencies_merges_neither() -> None:
    reports = [
        _report("Mines killed a patrol.", "A", agencies=("AFP",)),
        _report("Envoys met over the vote.", "B", agencies=("Reuters",)),
        _report("Herders fled over the river.", "C", agencies=("AFP", "Reuters")),
    ]
    voices = independent([r.id for r in reports], _grouped(*reports))
    assert sorted(len(v.reports) for v in voices) == [1, 2]


# -- order and growth -----------------------------------------------------------------------------------

PRINTS = [fingerprint(case.report) for case in wire_cases(WIRE)]


class _Store:
    """A ledger as far as origins need one."""

    def __init__(self) -> None:
        self.by_key: dict[str, dict[str, Fingerprint]] = {}
        self.origin_of: dict[str, Origin] = {}

    def find(self, wanted: Collection[str]) -> Iterable[Fingerprint]:
        return {f.report: f for key in wanted for f in self.by_key.get(key, {}).values()}.values()

    def add(self, prints: Iterable[Fingerprint]) -> None:
        new = list(prints)
        closed = affected(new, self.find)
        for origin in group(closed):
            for report in origin.reports:
                self.origin_of[report] = origin
        for made in new:
            for key in keys(made):
                self.by_key.setdefault(key, {})[made.report] = made


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_order_and_portions_change_nothing(seed: int, portion: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    some = chance.sample(PRINTS, 45)
    whole = set(group(some))
    chance.shuffle(some)
    assert set(group(some)) == whole
    store = _Store()
    for start in range(0, len(some), portion):
        store.add(some[start : start + portion])
    assert set(store.origin_of.values()) == whole


def test_five_hundred_papers_with_one_wire_are_one_origin() -> None:
    chance = random.Random(7)  # noqa: S311
    sentences = [s for s in f"{LEAD} {BACKGROUND}".split(". ") if s]
    prints = [
        fingerprint(_report(". ".join(chance.sample(sentences, 5)) + f". Page {n}.", f"Paper {n}"))
        for n in range(500)
    ]
    origins = group(prints)
    assert max(len(o.members) for o in origins) >= 490


# -- the figure -----------------------------------------------------------------------------------------


def test_rewritten_copies_are_found() -> None:
    scores = score_wire(WIRE)
    assert all(scores[name].f1 >= 0.9 for name in ("seen copies", "seen wire"))


def test_there_are_forty_rewritten_copies() -> None:
    cases = wire_cases(WIRE)
    assert sum(case.story is not None and not case.wire for case in cases) >= 40
    assert sum(case.story is None for case in cases) >= 30
