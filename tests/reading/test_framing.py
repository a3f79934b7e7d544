"""The frame of a claim: where, when, hedge and confidence."""

from __future__ import annotations

from counterclaim.language import annotator
from counterclaim.model import Claim, Report
from counterclaim.reading.read import read


def claims(text: str, kind: str, published: str = "2024-05-08") -> list[Claim]:
    return [c for c in read(Report(text, published=published), annotator()).claims if c.kind == kind]


def test_the_dateline_is_not_where_it_happened() -> None:
    found = claims(
        "JUBA (Example News) - Rebels killed 14 soldiers near Pibor on Monday, the army said.", "casualties"
    )
    assert [p.span.text for p in found[0].where] == ["Pibor"]


def test_a_place_in_a_relative_clause_is_another_place() -> None:
    text = "Shells killed nine people in Rutshaclub, which lies between Goma and Butembo, the ministry said."
    where = [p.span.text for c in claims(text, "casualties") for p in c.where]
    assert "Goma" not in where
    assert "Butembo" not in where


def test_when_it_was_said_is_not_when_it_happened() -> None:
    claim = claims("The army said on Tuesday that nine rebels were killed on Sunday.", "casualties")[0]
    assert claim.when is not None
    assert claim.said is not None
    assert (claim.when.start, claim.said.start) == ("2024-05-05", "2024-05-07")


def test_the_outlets_distance_reaches_the_claim() -> None:
    claim = claims("Nine rebels were reportedly killed near Pibor on Sunday.", "casualties")[0]
    assert claim.hedge is not None
    assert claim.hedge.text == "reportedly"


def test_a_claim_with_speaker_and_side_is_surer_than_one_without() -> None:
    told = claims("The South Sudanese army said it had lost nine soldiers near Pibor.", "casualties")[0]
    bare = claims("Nine people were killed in a clash.", "casualties")[0]
    assert told.confidence > bare.confidence


def test_the_day_a_state_is_to_end_does_not_date_it() -> None:
    text = "The Adre crossing remains open for aid until the end of the year, Chad's government said."
    assert claims(text, "status")[0].when is None
