"""The page: safe with any text, every claim linked both ways."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.exports.report_html import readings_html
from counterclaim.model import Casualties, Claim, Event, Figure, Reading, Report, Source, Span, Victims


def claim(report: Report, number: int, start: int, end: int) -> Claim:
    span = Span.of(report.text, start, end)
    if number % 2:
        payload: Casualties | Event = Casualties("killed", Victims(span), Figure(number, number, "exact"))
        return Claim(
            f"c{number}", "casualties", "asserts", (span,), payload, source=Source(span, name=span.text)
        )
    return Claim(f"c{number}", "event", "denies", (span,), Event("ASSAULT"))


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_text_and_any_overlap_give_back_the_text_unchanged(text: str, data: st.DataObject) -> None:
    report = Report(text, title="<b>x</b>", outlet="</title><script>")
    claims = []
    for number in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        claims.append(claim(report, number, start, end))
    page = readings_html([Reading(report, tuple(claims))])
    assert "<script" not in page
    body = re.search(r"<div class=text[^>]*>(.*?)</div>", page, re.DOTALL)
    assert body
    shown = re.sub(r"<sup.*?</sup>", "", body.group(1), flags=re.DOTALL)
    from html import escape

    assert re.sub(r"</?mark[^>]*>", "", shown) == escape(text)


def test_each_claim_links_to_its_words_and_back() -> None:
    report = Report("Nine died. Nobody else did.")
    page = readings_html([Reading(report, (claim(report, 1, 0, 9), claim(report, 2, 0, 4)))])
    for target in ("t1-1", "c1-1", "t1-2", "c1-2"):
        assert f'id="{target}"' in page
        assert f'href="#{target}"' in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = readings_html([Reading(Report("Nine died.", url="https://example.org/a"))])
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
