"""What changed in what a report claims."""

from __future__ import annotations

from counterclaim.linking.versions import difference
from counterclaim.model import Casualties, Claim, Figure, Interval, Source, Span, Victims


def dead(number: int, words: str, at: int = 0, by: str = "Eastland", day: str = "2024-05-01") -> Claim:
    figure = Figure(number, number, "exact")
    victims = Victims(Span(at, at + 4, words[:4]), None, ("Westland",), "combatants")
    return Claim(
        f"c_{at}",
        "casualties",
        "asserts",
        (Span(at, at + len(words), words),),
        Casualties("killed", victims, figure, subset_of=f"c_{at + 1}"),
        Source(Span(at, at + 2, "he"), f"{by} army", side=(by,)),
        when=Interval(day, day, "on that day"),
    )


def test_the_same_in_another_place_or_in_other_words_is_the_same() -> None:
    assert difference([dead(9, "nine soldiers died")], [dead(9, "Nine soldiers  died", 70)]).same
    assert difference([dead(9, "nine soldiers died")], [dead(9, "the nine who fell", 70)]).same


def test_another_figure_day_or_speaker_is_another_claim() -> None:
    old = dead(9, "nine soldiers died")
    for new in (
        dead(11, "nine soldiers died"),
        dead(9, "nine died", by="Westland"),
        dead(9, "nine fell", day="2024-05-02"),
    ):
        found = difference([old], [new])
        assert (found.vanished, found.appeared) == ((old,), (new,))


def test_claims_pair_one_to_one_by_their_words_first() -> None:
    one, two, three = (
        dead(9, "nine died near Karo"),
        dead(9, "nine died at the ford", 30),
        dead(9, "nine died", 60),
    )
    found = difference([one, two, three], [dead(9, "nine died at the ford", 5), dead(9, "nine died", 90)])
    assert (found.vanished, found.appeared) == ((one,), ())


def test_what_appears_and_vanishes_comes_in_the_order_of_the_text() -> None:
    claims = [dead(number, f"{number} died", at) for number, at in ((3, 50), (1, 10), (2, 30))]
    assert [claim.evidence[0].start for claim in difference([], claims).appeared] == [10, 30, 50]
    assert difference(claims, claims).same
