"""The generated archive: true spans, the same on every run, and no report like another by chance."""

from __future__ import annotations

from itertools import islice

from counterclaim.samples.generated import generated_readings


def test_every_span_stands_in_its_text() -> None:
    for reading in generated_readings(200):
        text = reading.report.text
        for claim in reading.claims:
            spans = [*claim.evidence, *(p.span for p in claim.where)]
            if claim.source is not None and claim.source.span is not None:
                spans.append(claim.source.span)
            assert all(text[s.start : s.end] == s.text for s in spans)
        assert len({c.id for c in reading.claims}) == len(reading.claims)


def test_a_run_goes_on_where_another_stopped() -> None:
    whole = list(generated_readings(60, seed=7))
    assert whole[40:] == list(generated_readings(20, seed=7, start=40))
    assert whole != list(generated_readings(60, seed=8))


def test_some_reports_copy_a_wire_and_most_do_not() -> None:
    readings = list(islice(generated_readings(400), 400))
    wired = sum(bool(r.report.agencies) for r in readings)
    assert 100 < wired < 240
    assert 9 < sum(len(r.claims) for r in readings) / len(readings) < 11
