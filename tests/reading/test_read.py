"""The whole reading: pure, the same alone and in a batch, and sound on any text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.contract.claims_json import reading_json
from counterclaim.language import annotator
from counterclaim.model import Casualties, Place, Report
from counterclaim.reading.context import Context
from counterclaim.reading.read import read, read_many
from counterclaim.samples import sample_newsroom

#: Pieces of news that make odd but plausible texts when thrown together.
PIECES = st.sampled_from(
    [
        *("Kabul", "said", "that", "58", "soldiers", "killed", "were", "no", "casualties"),
        *("“", "”", "'", '"', ",", ".", "\n", "\n\n", "Torkham"),
        *("closed", "on", "Sunday", "at least", "dozens", "the army", "accused", "of", "denied"),
        *("and", "between 15 and", "20", "since 2021", "he", "told AFP", "his", "wounded", "Mali"),
        *("\u202e", "\x00", "é", "٣", "½"),
    ]
)


def check_spans(reading: dict[str, Any], text: str) -> None:
    stack: list[Any] = [reading["claims"], reading["attributions"], reading["places"]]
    stack += [t["span"] for t in reading["times"]]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("start"), int) and "text" in node:
                assert text[node["start"] : node["end"]] == node["text"]
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=120), st.sampled_from([None, "2025-10-12"])
)
def test_any_text_keeps_its_spans_and_bounds(text: str, published: str | None) -> None:
    reading = read(Report(text, published=published), annotator())
    check_spans(reading_json(reading), text)
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    for claim in reading.claims:
        assert 0 <= claim.confidence <= 1
        assert claim.evidence
        for link in (claim.answers, *_links(claim.payload)):
            assert link is None or (link in ids and link != claim.id)


def _links(payload: object) -> tuple[str | None, ...]:
    if isinstance(payload, Casualties):
        return payload.subset_of, payload.adds_to, payload.supersedes
    return ()


def test_reports_read_together_are_read_as_each_alone() -> None:
    reports = [sample.report for sample in sample_newsroom()][:24]
    together = [json.dumps(reading_json(r)) for r in read_many(reports, annotator())]
    alone = [json.dumps(reading_json(read(r, annotator()))) for r in reports]
    assert together == alone


def test_reading_twice_gives_the_same_ids() -> None:
    report = next(sample_newsroom()).report
    first, second = read(report, annotator()), read(report, annotator())
    assert [c.id for c in first.claims] == [c.id for c in second.claims]


def test_a_fault_of_ours_in_one_report_leaves_the_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from counterclaim.reading import read as module

    whole = module.find_places

    def faulty(ctx: Context) -> list[Place]:
        if "Trouble" in ctx.report.text:
            raise KeyError("x")
        return whole(ctx)

    monkeypatch.setattr(module, "find_places", faulty)
    reports = [Report("Trouble came."), Report("Nine soldiers were killed, the army said.")]
    first, second = read_many(reports, annotator(), keep_going=True)
    assert "KeyError" in first.unread[0].reason
    assert second.claims
    with pytest.raises(KeyError):
        list(read_many(reports, annotator()))


def test_another_language_is_left_unread_with_its_reason() -> None:
    reading = read(Report("دو سرباز کشته شدند", language="fa"), annotator())
    assert reading.claims == ()
    assert "'fa'" in reading.unread[0].reason


def test_without_a_date_relative_times_stay_open() -> None:
    reading = read(Report("Nine soldiers were killed on Sunday, the army said."), annotator())
    assert all(t.interval.start is None and t.interval.anchor == "unknown" for t in reading.times)
