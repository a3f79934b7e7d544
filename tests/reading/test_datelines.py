"""Datelines and credit lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.reading.datelines import dateline, report_agencies


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BAMAKO, Mali (AP) — The junta said it had met the envoys.", "Bamako"),
        ("PORT SUDAN, April 3 (Reuters) - Fuel ran out.", "Port Sudan"),
        ("Goma, Feb 2 (ACP).- The rebels left the quay.", "Goma"),
        ("TBILISI, May 5. /TASS/. The border was shut.", "Tbilisi"),
        ("ADEN, Aug 3 (Xinhua) Clashes broke out on Monday.", "Aden"),
        ("Yerevan: Armenia said it had lost two posts in the night.", "Yerevan"),
        ("JUBA/KHARTOUM: Talks stalled.", "Juba"),
        ("Sana'a - The airport reopened.", "Sana'a"),
        ("BREAKING: Army takes Bara.", None),
        ("Sudan war: What we know about the fall of the garrison so far this week", None),
        ("Explainer: Why the truce failed after only two days of quiet", None),
        ("Reuters: Two men were held.", None),
        ("Two gates were shut.", None),
        ("", None),
        (":", None),
    ],
)
def test_dateline(text: str, place: str | None) -> None:
    assert dateline(text) == place


@pytest.mark.parametrize(
    ("text", "byline", "agencies"),
    [
        (
            "NIAMEY (Reuters) - The column left.\n\nWith inputs from Agence France-Presse",
            None,
            ("Reuters", "AFP"),
        ),
        ("The bridge fell. (AFP)", None, ("AFP",)),
        ("The bridge fell. -AFP", None, ("AFP",)),
        ("The bridge fell.\n(Additional reporting by Reuters and dpa)", None, ("Reuters", "dpa")),
        ("The bridge fell.\nSource: Xinhua", None, ("Xinhua",)),
        ("The bridge fell.\nAFP/AP", None, ("AFP", "AP")),
        ("A mayor told Agence France-Presse (AFP) that the bridge fell.", None, ()),
        ("A mayor told AFP that the bridge fell.", None, ()),
        ("The bridge fell.\nBy Agencies", None, ()),
        ("The bridge fell.", "Reuters in Lomé", ("Reuters",)),
        ("The bridge fell.", "Jane Roe", ()),
        ("The bridge fell.\nThe Guardian", None, ()),
        ("", None, ()),
    ],
)
def test_agencies(text: str, byline: str | None, agencies: tuple[str, ...]) -> None:
    assert report_agencies(text, byline) == agencies


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    place = dateline(text)
    assert place is None or place
    assert isinstance(report_agencies(text, text), tuple)
