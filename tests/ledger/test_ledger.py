"""The ledger as programs use it, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults
from counterclaim.ledger import Ledger
from counterclaim.model import Claim, Event, Reading, Report, Span

Desk = Any


def test_adding_twice_changes_nothing(ledger: Ledger, night: list[Reading]) -> None:
    first = ledger.add(night)
    before = [told.key for told in ledger.claims().items]
    second = ledger.add(night)
    assert (first.read, first.skipped, first.failed, first.claims) == (4, 0, 0, 8)
    assert (second.read, second.skipped, second.claims) == (0, 4, 0)
    assert second.items[0].reason == "it is in the ledger already"
    assert [told.key for told in ledger.claims().items] == before
    assert ledger.check(deep=True).sound


def test_a_report_given_twice_in_one_run_stands_once(ledger: Ledger, night: list[Reading]) -> None:
    run = ledger.add([night[0], night[0]])
    assert (run.read, run.skipped) == (1, 1)
    assert ledger.check().sound


def test_what_comes_back_is_what_was_added(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    for reading in night:
        assert ledger.reading(reading.report.id) == reading


@pytest.mark.parametrize("odd", ["null \x00 inside", "قندهار ته", "Кам’янське", "\\u0000"])
def test_odd_text_comes_back_to_the_letter(ledger: Ledger, odd: str) -> None:
    report = Report(odd + " shots", title=odd, outlet=odd, url="https://x.example/" + odd)
    span = Span(0, len(odd), odd)
    claim = Claim("c_1", "event", "asserts", (span,), Event("ASSAULT"))
    reading = Reading(report, (claim,))
    ledger.add(reading)
    assert ledger.reading(report.id) == reading
    assert ledger.check(deep=True).sound


def test_another_text_at_the_same_address_is_its_next_version(ledger: Ledger, desk: Desk) -> None:
    url = "https://east.example/live"
    texts = [desk.report(desk.killed(n, "Westland", "Eastland"), url=url) for n in (9, 12, 15)]
    ledger.add(texts[:1])
    ledger.add(texts[1:])
    versions = ledger.versions(url)
    assert [v.report.version for v in versions] == [1, 2, 3]
    assert [v.report.text for v in versions] == [t.report.text for t in texts]
    assert len({v.origin for v in versions}) == 1


def test_the_same_text_without_an_address_says_who_printed_it(ledger: Ledger, desk: Desk) -> None:
    one = desk.report(desk.killed(9, "Westland", "Eastland"), outlet="East Herald")
    other = replace(one, report=replace(one.report, outlet="West Post"))
    ledger.add(one)
    (item,) = ledger.add(other).items
    assert item.outcome == "skipped"
    assert "East Herald" in (item.reason or "")


def test_one_night_is_one_incident_with_its_accounts(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    (listed,) = [i for i in ledger.incidents().items if i.family == "violence"]
    assert (listed.start, listed.sides, listed.reports, listed.claims) == (
        "2024-05-01",
        ("Eastland", "Westland"),
        3,
        6,
    )
    assert listed.voices == 2  # the West Post's two reports are one publisher's
    line = next(line for line in listed.lines if line.question.key == "killed/Westland")
    assert "contested: figure" in line.label
    assert {(s.name, s.figure.low) for s in line.said if s.figure} == {("Eastland", 58), ("Westland", 23)}
    made = ledger.incident(listed.id)
    assert len(made.told) == 6
    assert [v.name for v in made.voices] == sorted({t.origin for t in made.told})
    assert any(a.answer.startswith(night[1].report.id) for a in made.answers)
    assert ledger.told(listed.id) == made.told


def test_as_of_knows_what_was_known_then(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    assert not ledger.incidents(as_of="2024-05-01").items
    (then,) = ledger.incidents(as_of="2024-05-02T10:00Z").items
    assert then.claims == 2
    (later,) = ledger.incidents(as_of="2024-05-02").items
    assert later.claims == 4
    line = next(line for line in later.lines if line.question.key == "killed/Westland")
    assert {(s.name, s.figure.low) for s in line.said if s.figure} == {("Eastland", 58), ("Westland", 0)}
    assert len(ledger.incident(then.id, as_of="2024-05-03").told) == 4
    assert ledger.incidents(as_of="2024-05-02", verdict="contested").items
    assert len(ledger.claims(as_of="2024-05-03").items) == 4


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 8),
        ({"kind": "casualties"}, 4),
        ({"stance": "denies"}, 1),
        ({"side": "Westland"}, 4),
        ({"side": "Westland", "kind": "event"}, 1),
        ({"about": "Eastland"}, 3),
        ({"about": "Eastland", "side": "Westland"}, 2),
        ({"source": "EASTLAND"}, 2),
        ({"place": "Karo"}, 6),
        ({"place": "XA"}, 6),
        ({"place": "north", "side": "Eastland"}, 2),
        ({"text": "ministry"}, 4),
        ({"text": "torkh"}, 4),
        ({"since": "2024-05-03"}, 2),
        ({"until": "2024-05-01"}, 6),
        ({"on": "2024-05-09"}, 1),
        ({"since": "2024-05-02", "until": "2024-05-08"}, 1),
    ],
)
def test_claims_by_filter(ledger: Ledger, night: list[Reading], asked: dict[str, str], number: int) -> None:
    ledger.add(night)
    found = ledger.claims(**asked).items  # type: ignore[arg-type]
    assert len(found) == number
    assert [t.known for t in found] == sorted((t.known for t in found), reverse=True)


def test_claims_of_an_incident_and_of_a_report(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    (incident,) = ledger.incidents(family="violence").items
    assert len(ledger.claims(incident=incident.id).items) == 6
    assert len(ledger.claims(report=night[2].report.id).items) == 3


def test_pages_follow_each_other_without_gaps(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    whole = [t.key for t in ledger.claims().items]
    seen: list[str] = []
    after = None
    while True:
        page = ledger.claims(limit=3, after=after)
        seen += [t.key for t in page.items]
        after = page.next
        if after is None:
            break
    assert seen == whole
    for listing in (ledger.incidents, ledger.reports, ledger.crossings, ledger.sources):
        ids: list[object] = []
        after = None
        while True:
            page = listing(limit=1, after=after)  # type: ignore[operator]
            ids += page.items
            after = page.next
            if after is None:
                break
        assert ids == list(listing(limit=50).items)  # type: ignore[operator]


def test_search_in_many_scripts(ledger: Ledger) -> None:
    texts = {
        "latin": "Officials met in Spīn Bōldak on Sunday.",
        "urdu": "طورخم سرحد ہر قسم کی آمدورفت کے لیے بند ہے۔",
        "pashto": "د سپين بولدک دروازه وتړل شوه.",
        "arabic": "أُغلق معبر رفح البري أمام المسافرين.",
        "ukrainian": "Об’єкт у Кам’янському обстріляли вночі.",
        "thai": "ด่านชายแดนปอยเปตถูกปิด",
    }
    ledger.add([Reading(Report(text, outlet=name, published="2024-05-01")) for name, text in texts.items()])
    for words, outlet in [
        ("boldak", "latin"),
        ("SPIN boldak", "latin"),
        ('"spin boldak"', "latin"),
        ("oldak", "latin"),
        ("سرحد", "urdu"),
        ("آمدورفت", "urdu"),
        ("بولدک", "pashto"),
        ("بولدك", "pashto"),  # with Arabic's kaf
        ("اغلق رفح", "arabic"),
        ("الرفح", None),
        ("кам'янському", "ukrainian"),
        ("обстріл", "ukrainian"),
        ("ปอยเปต", "thai"),
        ("bold spin nothing", None),
    ]:
        found = ledger.search(words).items
        assert [hit.report.outlet for hit in found] == ([outlet] if outlet else []), words
    (hit,) = ledger.search("boldak").items
    assert hit.excerpt()[1] == "Bōldak"


@pytest.mark.parametrize("words", ["", "  ", "!?", '""'])
def test_a_search_for_nothing_is_refused(ledger: Ledger, words: str) -> None:
    with pytest.raises(CounterclaimError, match="CC617"):
        ledger.search(words)


def test_search_takes_whatever_is_typed(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    for words in (
        "karo'",
        "karo*",
        "karo OR x",
        "(karo",
        "karo:east",
        "%karo_",
        "NEAR(karo",
        "-karo",
        'karo "',
    ):
        ledger.search(words)


def test_whole_words_come_before_parts(ledger: Ledger) -> None:
    old = Report("The road was open.", outlet="old", published="2024-01-01")
    new = Report("Nobody was abroad.", outlet="new", published="2024-06-01")
    ledger.add([Reading(old), Reading(new)])
    assert [hit.report.outlet for hit in ledger.search("road").items] == ["old", "new"]
    first = ledger.search("road", limit=1)
    assert [hit.report.outlet for hit in ledger.search("road", after=first.next).items] == ["new"]


def test_a_crossing_by_side_and_day(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    (listed,) = ledger.crossings().items
    assert listed.facility == "torkham"
    state = {mode.mode: mode.state for mode in listed.modes}
    assert state["cargo"] == "open"
    (before,) = ledger.crossings(as_of="2024-05-05", on="2024-05-05").items
    assert {mode.mode: mode.state for mode in before.modes}["cargo"] == "closed"
    timeline, told = ledger.crossing("Torkham")
    assert len(told) == 2
    assert timeline.facility == "torkham"
    with pytest.raises(CounterclaimError, match="CC612"):
        ledger.crossing("nowhere gate")


def test_who_speaks_and_who_is_denied(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    rows = {row.name: row for row in ledger.sources().items}
    assert rows["Westland army"].claims == 3
    assert rows["Westland army"].reports == 2
    assert rows["Eastland ministry"].denied == 1
    assert [row.name for row in ledger.sources(side="Pakistan").items] == ["customs officials"]
    assert [row.name for row in ledger.sources(name="EASTLAND arm").items] == ["Eastland army"]
    (speaker,) = ledger.source(rows["Eastland ministry"].number)
    assert len(speaker.denied) == 1


def test_what_changed_since(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    kinds = {(change.kind, change.subject) for change in ledger.diff("2024-05-03")}
    (incident,) = ledger.incidents(family="violence").items
    assert ("moved figure", incident.id) in kinds or ("corrected figure", incident.id) in kinds
    assert any(kind.startswith("crossing") and subject == "torkham" for kind, subject in kinds)
    assert not ledger.diff("2024-05-30")
    assert {c.kind for c in ledger.diff("2024-04-30", "2024-05-02") if c.subject == incident.id} == {
        "new incident"
    }


def test_same_and_not_same_hold_and_can_be_undone(ledger: Ledger, desk: Desk, night: list[Reading]) -> None:
    far = desk.report(desk.killed(4, "Northland", "Southland", day="2024-03-01"), day="2024-03-02")
    ledger.add([*night, far])
    one, two = ledger.incidents(family="violence").items
    judged = ledger.judge("same", one.id, two.id, note="the same night", who="A. Desk")
    (joined,) = ledger.incidents(family="violence").items
    assert joined.claims == one.claims + two.claims
    assert ledger.incident(one.id).incident.id == ledger.incident(two.id).incident.id
    assert ledger.incident(joined.id).judgements == (judged,)
    assert ledger.judge("same", two.id, one.id) == judged
    ledger.add(desk.report(desk.killed(30, "Westland", "Eastland"), outlet="Third Voice", day="2024-05-05"))
    (still,) = ledger.incidents(family="violence").items
    assert still.claims == joined.claims + 1
    assert ledger.check(deep=True).sound
    undone = ledger.undo(judged.id)
    assert undone.undone is not None
    assert ledger.undo(judged.id) == undone
    assert len(ledger.incidents(family="violence").items) == 2
    apart = ledger.judge("not same", f"{night[0].report.id}:c_0", f"{night[1].report.id}:c_0")
    assert len(ledger.incidents(family="violence").items) == 3
    assert ledger.check(deep=True).sound
    assert ledger.judgements() == (apart,)
    assert len(ledger.judgements(undone=True)) == 2


def test_a_judgement_on_one_claim_stands_beside_it(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    key = f"{night[0].report.id}:c_0"
    judged = ledger.judge("edit", key, value='{"low": 57}', who="A. Desk")
    found = ledger.claim(key)
    assert found.judgements == (judged,)
    assert found.told.claim == night[0].claims[0]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda kept: kept.judge("same", "r_x:c_1", "r_y:c_1"), "CC612"),
        (lambda kept: kept.judge("same", "i_none", "i_other"), "CC612"),
        (lambda kept: kept.judge("accept", "r_x:c_1", "r_y:c_1"), "CC613"),
        (lambda kept: kept.judge("same", "r_x:c_1"), "CC613"),
        (lambda kept: kept.judge("maybe", "r_x:c_1"), "CC613"),
        (lambda kept: kept.undo("j_none"), "CC612"),
        (lambda kept: kept.incident("i_none"), "CC612"),
        (lambda kept: kept.claim("nonsense"), "CC612"),
        (lambda kept: kept.report("r_none"), "CC612"),
        (lambda kept: kept.run(7), "CC612"),
        (lambda kept: kept.source(7), "CC612"),
        (lambda kept: kept.claims(as_of="yesterday"), "CC615"),
        (lambda kept: kept.claims(on="2024-02-30"), "CC615"),
        (lambda kept: kept.claims(after="x"), "CC616"),
        (lambda kept: kept.claims(after="[1,2]"), "CC616"),
        (lambda kept: kept.claims(kind="casualty"), "CC618"),
        (lambda kept: kept.claims(stance="says"), "CC618"),
    ],
)
def test_mistakes_are_told_in_words(ledger: Ledger, call: Callable[[Ledger], object], code: str) -> None:
    with pytest.raises(CounterclaimError, match=code):
        call(ledger)


def test_reports_are_read_once_and_skipped_before_reading(ledger: Ledger, tmp_path: Path) -> None:
    tmp_path = tmp_path / "reports"
    tmp_path.mkdir()
    (tmp_path / "a.txt").write_text("Nine men died.", "utf-8")
    (tmp_path / "b.txt").write_text("Ten men died.", "utf-8")
    (tmp_path / "c.txt").write_text("", "utf-8")
    asked: list[str] = []

    def read(reports):  # type: ignore[no-untyped-def]
        for report in reports:
            asked.append(report.text)
            yield Reading(report)

    defaults = Defaults(published="2024-05-01", outlet="Example Daily")
    first = ledger.add(tmp_path, defaults=defaults, read=read)
    assert (first.read, first.failed) == (2, 1)
    assert next(i.code for i in first.items if i.outcome == "failed") == "CC103"
    again = ledger.add([str(tmp_path / "a.txt")], defaults=defaults, read=read)
    assert (again.read, again.skipped) == (0, 1)
    assert sorted(asked) == ["Nine men died.", "Ten men died."]
    assert {v.report.outlet for v in ledger.reports().items} == {"Example Daily"}
    runs = ledger.runs()
    assert [run.number for run in runs] == [2, 1]
    assert all(run.ended for run in runs)
    assert ledger.run(1).items == first.items
    assert ledger.run(1).inputs == (str(tmp_path),)


def test_one_report_that_linking_fails_on_costs_no_other(
    ledger: Ledger, night: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    from counterclaim.ledger import writing

    whole = writing.mentions_of

    def failing(reading: Reading):  # type: ignore[no-untyped-def]
        if reading.report.outlet == "Border Times":
            raise RuntimeError("out of ideas")
        return whole(reading)

    monkeypatch.setattr(writing, "mentions_of", failing)
    run = ledger.add(night)
    assert (run.read, run.failed) == (3, 1)
    assert [(i.code, "out of ideas" in (i.reason or "")) for i in run.items if i.outcome == "failed"] == [
        ("CC611", True)
    ]
    assert ledger.check(deep=True).sound
    monkeypatch.undo()
    assert ledger.add(night).read == 1


def test_reading_anew_keeps_the_old_reading_and_moves_the_incident(
    ledger: Ledger, night: list[Reading], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(night)
    better = desk.report(
        desk.killed(58, "Westland", "Eastland", day="2024-06-20"),
        desk.struck("Westland", "Eastland", "Eastland", day="2024-06-20"),
        outlet="East Herald",
        day="2024-05-02",
        url="https://east.example/1",
    )
    assert better.report.id == night[0].report.id
    from counterclaim.ledger import adding

    assert ledger.add(better, again=True).skipped == 1  # the same reader
    adding_ = adding.Adding(ledger._engine, ledger.address, Defaults(), reader="99", again=True)
    assert adding_.run([better]).read == 1
    assert ledger.reading(better.report.id).claims == better.claims
    assert {i.start for i in ledger.incidents(family="violence").items} == {"2024-05-01", "2024-06-20"}
    assert ledger.check(deep=True).sound
