"""Speakers whose side or name stands elsewhere than in their phrase: short reports from many wars."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report, Source
from counterclaim.reading.context import Context
from counterclaim.reading.datelines import dateline
from counterclaim.reading.read import prepare

#: What is tried, the report, and for each source: its words, the name it resolves to (None: any), its sides.
Expected = list[tuple[str, str | None, tuple[str, ...]]]
REPORTS: list[tuple[str, str, Expected]] = [
    (
        "the name a sentence after the office",
        "BARDA, Azerbaijan, Oct 5 - Rockets fell on a market in Barda on Monday, killing six people, the "
        "district governor said. Vugar Aliyev told reporters that twenty others were hurt.",
        [("Vugar Aliyev", "Vugar Aliyev", ("Azerbaijan",))],
    ),
    (
        "a rank and a name after an army's commander",
        "A Chadian army commander said nine men were killed at Kouri. Colonel Idriss Abakar said that a "
        "truck was burnt.",
        [("Colonel Idriss Abakar", "Idriss Abakar", ("Chad",))],
    ),
    (
        "somebody else, who is introduced",
        "The mayor of Gao in Mali said two had died. Ali Diarra, a baker, told reporters a wall fell.",
        [("Ali Diarra, a baker", "Ali Diarra", ())],
    ),
    (
        "a power's own medium",
        "Eritrean state radio said forty Ethiopian soldiers died. Ethiopia's official news agency said that "
        "three jets were lost. Hezbollah-run television said a house was hit.",
        [
            ("Eritrean state radio", None, ("Eritrea",)),
            ("Ethiopia's official news agency", None, ("Ethiopia",)),
            ("Hezbollah-run television", None, ("Hezbollah",)),
        ],
    ),
    (
        "media that only lie in a country",
        "Kenyan newspapers said three died. Local media said that al-Shabaab fled. Social media accounts "
        "said five were hurt.",
        [("Kenyan newspapers", None, ()), ("Local media", None, ())],
    ),
    (
        "rebels, where the report has one armed group",
        "Fighters of the Donetsk People's Republic entered the town. A rebel commander said nine soldiers "
        "had been captured. The rebel-run emergency ministry said three people died.",
        [("A rebel commander", None, ("DPR",)), ("The rebel-run emergency ministry", None, ("DPR",))],
    ),
    (
        "rebels, where it has two",
        "The FARC and the ELN fought in Arauca. A rebel commander said nine men had died.",
        [("A rebel commander", None, ())],
    ),
    (
        "a governor who reports to his president",
        "KYIV, March 3 - Shells fell on Russia's Shebekino and on Ukraine's Vovchansk. Six people were "
        "killed, governor Pavel Gorin told President Vladimir Putin. Ukraine's army denied it.",
        [("governor Pavel Gorin", "Pavel Gorin", ("Russia",))],
    ),
    (
        "on one side of a border",
        "On the Lebanese side, two people were hurt, said an adviser to the mayor. On the Israeli side, a "
        "spokesman said nobody was hurt.",
        [("an adviser to the mayor", None, ("Lebanon",)), ("a spokesman", None, ("Israel",))],
    ),
    (
        "who serves a minister",
        "Indian and Chinese soldiers clashed. An aide to the Indian defence minister said three died.",
        [("An aide to the Indian defence minister", None, ("India",))],
    ),
    (
        "another governor across the border",
        "BATKEN, Kyrgyzstan, Sept 16 - Tajik shells fell on Batken, killing five, the regional governor "
        "said. The health ministry said thirty were hurt in Batken. Tajikistan's army denied it. In the "
        "Tajik town of Isfara a boy was killed, the regional governor said.",
        [
            ("the regional governor", None, ("Kyrgyzstan",)),
            ("The health ministry", None, ("Kyrgyzstan",)),
            ("the regional governor", None, ("Tajikistan",)),
        ],
    ),
    (
        "the ministry of the shelled",
        "Russian forces shelled Kherson on Monday, killing two. The health ministry said six were hurt. "
        "Moscow said it hit depots. Ukraine's army lost a drone over Russia. Kyiv and Moscow talked.",
        [("The health ministry", None, ("Ukraine",))],
    ),
    (
        "a lost apostrophe on an abbreviation",
        "The ELNs armed wing said that it held six soldiers near Arauca.",
        [("The ELNs armed wing", None, ("ELN",))],
    ),
    (
        "a dateline that came along",
        "TBILISI, Aug 9 - Georgia said on Saturday its troops had taken nine villages.",
        [("Georgia", "Georgia", ("Georgia",))],
    ),
    (
        "groups that nobody tells apart",
        "The Islamic State held Hajin. Insurgent groups said that ten men were killed.",
        [("Insurgent groups", None, ())],
    ),
    (
        "a coalition's spokesman",
        "The Saudi-led coalition bombed Saada. NATO was silent. A coalition spokesman said a depot burnt.",
        [("A coalition spokesman", None, ("Saudi-led coalition",))],
    ),
]


def speakers(ctx: Context, source: str) -> list[Source]:
    return [a.speaker for a in ctx.attributions if a.speaker and a.source and a.source.text.endswith(source)]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in REPORTS], ids=[r[0] for r in REPORTS])
def test_side_from_elsewhere(text: str, expected: Expected) -> None:
    ctx = prepare(Report(text, published="2016-05-04", dateline=dateline(text)), annotator().annotate(text))
    for source, name, side in expected:
        found = [(who.name if name else None, who.side) for who in speakers(ctx, source)]
        assert (name, side) in found, source
