"""Which question an act or a denial speaks to, by its words."""

from __future__ import annotations

import pytest

from counterclaim.knowledge.question_words import question_words


@pytest.mark.parametrize(
    ("act", "topic", "name"),
    [
        ("an unprovoked attack on two villages", "who began", ""),
        ("opened fire first on the outpost", "who began", ""),
        ("arming the rebels who attacked the mine", "is the charge true", "support for armed groups"),
        (
            "allowing its soil to be used against its neighbours",
            "is the charge true",
            "support for armed groups",
        ),
        ("violating the airspace twice", "is the charge true", "violation"),
        ("shelling a maternity ward", "who did it", "shelling"),
        ("firing rockets that hit a school", "who did it", "attack"),
        ("massacring villagers", "who did it", "killing"),
        ("poisoning the wells", "who did it", ""),
    ],
)
def test_acts(act: str, topic: str, name: str) -> None:
    assert question_words().act(act) == (topic, name)


@pytest.mark.parametrize(
    ("facility", "every"),
    [
        ("all border crossings with Chad", True),
        ("The border between Mali and Niger", True),
        ("both crossings", True),
        ("Major border crossings", False),
        ("the border crossing at Adre", False),
        ("Adre", False),
    ],
)
def test_a_whole_border_and_one_crossing(facility: str, every: bool) -> None:
    assert question_words().everywhere_in(facility) is every


def test_more_of_the_same_is_not_the_thing_itself() -> None:
    further = question_words().further
    assert further.first("there were no further clashes") is not None
    assert further.first("there were no clashes") is None
