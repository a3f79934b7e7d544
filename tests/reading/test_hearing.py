"""The encoder beside the parser: off, on, and the words for which a content is heard twice."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading import hearing
from counterclaim.reading.encoder import available
from counterclaim.reading.hearing import Hearing, hear, warm
from counterclaim.reading.read import read, read_many

TEXT = "The mayor of Gao mumbled that nine trucks had been burnt. The army denied burning trucks."


def test_off_it_hears_nothing_and_reading_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hearing(rules_only=True) as off:
        assert off.begin(TEXT) is None
    monkeypatch.setattr(hearing, "available", lambda: False)
    with Hearing() as missing:
        assert missing.begin(TEXT) is None
    warm()
    engines = {a.engine for a in read(Report(TEXT), annotator()).attributions}
    assert engines == {"rules"}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("that the rebels had denied it", True),
        ("that witnesses were telling of shots", True),
        ("that, according to pilots, the port was shut", True),
        ("that allegedly nobody came", True),
        ("that nine trucks were burnt", False),
        ("that the saidia road was cut", False),
    ],
)
def test_a_content_is_heard_twice_where_a_word_in_it_reports(content: str, wanted: bool) -> None:
    assert (hearing._triggers().search(content) is not None) == wanted


@pytest.mark.skipif(not available(), reason="the encoder cannot run here")
class TestOn:
    def test_each_attribution_says_who_read_it(self) -> None:
        found = read(Report(TEXT), annotator()).attributions
        assert {a.engine for a in found} <= {"rules", "encoder"}
        assert any(a.source and a.source.text == "The army" and a.stance == "denies" for a in found)

    def test_rules_only_is_the_rules_alone(self) -> None:
        assert all(a.engine == "rules" for a in read(Report(TEXT), annotator(), rules_only=True).attributions)

    def test_together_as_alone(self) -> None:
        reports = [Report(TEXT), Report(""), Report("Rien.", language="fr"), Report(TEXT[:57])]
        alone = [read(report, annotator()) for report in reports]
        assert list(read_many(reports, annotator())) == alone

    @pytest.mark.parametrize("odd", ["", " \n", "🙂", '"""', "\u202eab said", "said " * 600, "x" * 3000])
    def test_odd_text_is_heard(self, odd: str) -> None:
        assert isinstance(hear(odd), list)
        read(Report(odd), annotator())

    def test_warm_loads_in_the_background(self) -> None:
        warm()
        assert hear(TEXT)
