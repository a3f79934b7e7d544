"""Whose dead: by name, by pronoun, by side, by place, and never the attacker's."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Casualties, Report
from counterclaim.reading.casualties import read_casualties
from counterclaim.reading.read import prepare


def _sides(text: str) -> list[tuple[str, ...]]:
    ctx = prepare(Report(text, published="2024-03-20"), annotator().annotate(text))
    return [d.payload.victims.side for d in read_casualties(ctx) if isinstance(d.payload, Casualties)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Eleven Malian soldiers were killed.", ("Mali",)),
        ("Kenya's army said it had lost 12 troops.", ("Kenya",)),
        ("Ethiopia said three of its soldiers had been killed.", ("Ethiopia",)),
        ("Sixteen members of Hezbollah were killed.", ("Hezbollah",)),
        ("Armenian officials said there had been no casualties on their side.", ("Armenia",)),
        ("Five people were killed on the Thai side of the frontier.", ("Thailand",)),
        ("A Russian missile killed seven people in Kharkiv, Ukraine.", ("Ukraine",)),
        ("Two Colombian policemen and five others were hurt.", ("Colombia",)),
        ("Hundreds of Israelis and Palestinians were killed.", ("Israel", "Palestinians")),
    ],
)
def test_the_side_is_read(text: str, side: tuple[str, ...]) -> None:
    assert _sides(text)[0] == side


@pytest.mark.parametrize(
    "text",
    [
        "An Israeli strike killed four people.",
        "Turkish jets killed eight tourists.",
        "The US-led coalition killed 40 militants.",
        "The rebels said they had captured two soldiers.",
        "Iran-backed fighters killed three guards.",
        "Syrian rebels were besieged and 12 rebels were killed.",
        "Seven people died, officials in Moscow said.",
    ],
)
def test_an_unknown_owner_stays_empty(text: str) -> None:
    assert all(side == () for side in _sides(text))


def test_a_bare_count_goes_on_from_the_one_before() -> None:
    assert _sides("Twenty Sudanese soldiers were killed and 30 were wounded.") == [("Sudan",), ("Sudan",)]


def test_both_sides_are_not_split() -> None:
    text = "Armenia and Azerbaijan fought on the border. Some 200 soldiers were killed on both sides."
    assert set(_sides(text)[0]) == {"Armenia", "Azerbaijan"}


def test_its_is_not_the_attacker() -> None:
    text = "Somalia accuses al-Shabaab of killing dozens of its soldiers."
    assert _sides(text) == [("Somalia",)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Nine Chadian soldiers were killed. Twelve other soldiers were wounded.", "Chad"),
        ("Kenya said 11 of its troops had died. Another nine were hurt.", "Kenya"),
        ("Al-Shabaab said it had killed 57 soldiers. Somalia's army did not comment.", "Somalia"),
        ("Somalia's army said it killed 30 militants. Al-Shabaab did not comment.", "al-Shabaab"),
        ("Somalia's army repelled an al-Shabaab assault. It said 36 assailants were killed.", "al-Shabaab"),
        ("Turkey's defence ministry said that five soldiers had been martyred.", "Turkey"),
        ("LVIV, Ukraine - A Russian missile hit a hotel in Lviv, killing ten people.", "Ukraine"),
        ("Kenya's army put its own losses at two dead.", "Kenya"),
        ("On the Armenian side, three dead were counted.", "Armenia"),
        ("Armenia's defence ministry said the enemy lost 60 men. Azerbaijan denied it.", "Azerbaijan"),
    ],
)
def test_the_side_is_read_from_who_counts(text: str, side: str) -> None:
    assert _sides(text)[-1] == (side,)


@pytest.mark.parametrize(
    "text",
    [
        "Somalia's army fought al-Shabaab. Seven villagers were killed, the Somali army said.",
        "Three Kenyan soldiers were killed. In Uganda, two others were hurt, Ugandan police said.",
        "The army said a woman died from a misfired rocket of Hamas.",
    ],
)
def test_a_guess_is_not_shown(text: str) -> None:
    assert _sides(text)[-1] in ((), ("Uganda",))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (
            "Iran's army fought Iraq's. At least six people were hurt in Iran by rocket fire, medics said.",
            "Iran",
        ),
        (
            "Iraq shelled Iran. Jordanian soldiers closed the road after Iraqi shells landed in the town of "
            "Irbid, wounding a boy.",
            "Jordan",
        ),
        (
            "Across the Turkish frontier, shells fired from Syria killed eight civilians in Kilis, the "
            "Turkish army said.",
            "Turkey",
        ),
        ("Russia struck. Armenian General Staff: 61 killed, 140 wounded, own forces.", "Armenia"),
        ("Armenian MoD: 50 servicemen KIA, 12 missing, as of noon.", "Armenia"),
        (
            "MOGADISHU - Al-Shabaab claimed that its gunmen had killed more than 30 officials. Somalia's "
            "army fought al-Shabaab.",
            "Somalia",
        ),
        (
            "Uganda's army fought the Lord's Resistance Army near Gulu. The Ugandan army said it killed 14 "
            "militants. The Lord's Resistance Army's military wing did not comment.",
            "LRA",
        ),
        (
            "The Somali army fought al-Shabaab. The army said 20 al-Shabaab fighters died. "
            '"We have the bodies of nine," a Somali army spokesman said.',
            "al-Shabaab",
        ),
        (
            "Azerbaijan struck Armenia. At least nine people were killed across the country, Armenian "
            "officials said.",
            "Armenia",
        ),
        (
            "Azerbaijan fought Armenia. Armenian officials put the overall death toll since Sunday at nearly "
            "300.",
            "Armenia",
        ),
        (
            "Eleven civilians have been killed since the raid began, governor Viktor Petrov of Russia's "
            "Belgorod region said.",
            "Russia",
        ),
        (
            "Kenya's police said 14 passengers were killed on the bus by al-Shabaab. Nine passengers are "
            "being treated for wounds at the hospital.",
            "Kenya",
        ),
        (
            "Fighters of the Shining Path attacked. The army said more than 40 Path dead were "
            "counted in Peru.",
            "Shining Path",
        ),
        (
            "At least 30 Armenians sheltering in a school in Shushi have been killed by Azerbaijani "
            "shellfire. Twelve others were hurt in the attack, the worst since Azerbaijan sent in tanks.",
            "Armenia",
        ),
    ],
)
def test_the_side_is_read_from_the_kind_of_count(text: str, side: str) -> None:
    assert _sides(text)[-1] == (side,)


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State attacked. The report said 12 State workers were killed.",
        "Somalia's army fought al-Shabaab. At least nine people were killed across the country, Somali "
        "officials said.",
        "Al-Shabaab attacked a bus. Nine passengers were killed.",
    ],
)
def test_a_civil_war_leaves_the_side_open(text: str) -> None:
    assert _sides(text)[-1] == ()


def test_who_backs_the_killers_is_not_among_the_dead() -> None:
    text = "The Malian army said its troops, backed by Russian soldiers, had killed 16 attackers near Kidal."
    assert _sides(text)[-1] != ("Russia",)
