"""The actor tables: checked on load, found by name, by date, by country and office."""

from __future__ import annotations

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.actors import KINDS, Tenure, actors, load
from counterclaim.knowledge.institutions import institutions
from counterclaim.knowledge.institutions import load as load_institutions

ROW = '[[actor]]\nid = "{id}"\nname = "{name}"\nkind = "armed group"\nsource = "made up"\n{more}\n'


def rows(*more: str) -> dict[str, str]:
    return {"mine": "".join(ROW.format(id=f"X{i}", name=f"Group {i}", more=m) for i, m in enumerate(more))}


def test_the_table_is_as_big_as_promised() -> None:
    table = list(actors())
    assert len(table) >= 550
    assert sum(a.kind == "state" for a in table) >= 193
    assert sum(len(a.people) for a in table) >= 250
    assert {a.kind for a in table} <= KINDS
    assert all(a.source for a in table)


def test_every_actor_has_a_side_on_any_day() -> None:
    for actor in actors():
        assert actors().side(actor.id), actor.id
        assert actors().side(actor.id, "2015-06-01"), actor.id


def test_every_row_is_found_by_its_own_name() -> None:
    for actor in actors():
        if "(" in actor.name:
            continue
        hits = actors().find(f"x {actor.name} y")
        assert actor.id in {n.actor.id for h in hits for n in h.readings}, actor.id


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Daesh", "IS"), ("ISIL", "IS"), ("Hizbullah", "LBN-HZB"), ("Al-Shabab", "SOM-SHABAAB"),
        ("Ansar Allah", "YEM-HOUTHI"), ("Tehreek-e-Taliban Pakistan", "PAK-TTP"), ("U.S.", "USA"),
        ("Türkiye", "TUR"), ("Burkinabè", "BFA"), ("N’Djamena", "TCD"), ("Médecins Sans Frontières", "MSF"),
        ("Equatorial Guinea", "GNQ"), ("Guinea-Bissau", "GNB"), ("South Sudan", "SSD"), ("DR Congo", "COD"),
        ("UKRAINE", "UKR"),
    ],
)  # fmt: skip
def test_spellings(text: str, actor: str) -> None:
    assert [h.readings[0].actor.id for h in actors().find(f"({text})")] == [actor]


def test_sides_by_date() -> None:
    side = actors().side
    assert side("AFG", "2021-08-14") == "Afghanistan"
    assert side("AFG", "2021-08-15") == side("AFG") == "Taliban"
    assert side("MMR", "2020-01-01") == "Myanmar"
    assert side("MMR-TATMADAW", "2022-01-01") == "Myanmar military"
    assert side("UKR-DPR", "2015") == "DPR"
    assert side("UKR-DPR", "2023") == "Russia"
    assert side("nobody") is None
    assert side(None) is None
    assert side("HAMAS-MOH") == "Hamas"
    assert side("UN-OCHA") == "UN"


def test_tenure_compares_at_the_precision_given() -> None:
    assert Tenure("x", "2021", "2023-06").holds("2023-06-30")
    assert not Tenure("x", "2021", "2023-06").holds("2023-07-01")
    assert Tenure("x", "2021-08-15").holds("2021")


def test_lookups() -> None:
    table = actors()
    assert {a.id for a in table.by_side("SDF")} >= {"SYR-SDF", "SYR-YPG"}
    assert [a.id for a in table.of_country("PK", "military")][:2] == ["PAK-MIL", "PAK-ISPR"]
    assert table.office("PAK", "army") is table.get("PAK-ARMY")
    assert table.state("CD") is table.get("COD")
    assert table.state(None) is None
    assert table.get("none") is None
    assert table.country("PAK-ISPR") == "PK"
    assert table.country("ICRC") is None


def test_masks_hide_names_in_names() -> None:
    assert actors().find("in the South China Sea and the Niger Delta") == []


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (rows("", 'id2 = "x"'), "no such key"),
        (rows("", 'parent = "NONE"'), "parent NONE"),
        (rows("", 'aliases = ["Group 0"]'), "belongs to X0"),
        (rows("", 'country = "PAK"'), "alpha-2"),
        (rows("", 'side = "a"\nsides = ["b"]'), "both side and sides"),
        (rows("", 'sides = ["b | 2021-13-01/"]'), "not a date"),
        (rows("", 'sides = ["b | 2022/2021"]'), "ends before"),
        (rows("", 'sides = ["b | 2022"]'), "not a period"),
        (rows("", 'people = ["Ada"]'), "is not 'Name"),
        (rows("", 'aliases = "Ada"'), "not a list"),
        (rows("", 'aliases = ["Ada", "Ada"]'), "twice"),
        ({"mine": rows("")["mine"] + ROW.format(id="X0", name="Other", more="")}, "id X0 is taken"),
        ({"mine": (rows("")["mine"] + rows("")["mine"].replace("armed group", "gang"))}, "unknown kind"),
        ({"mine": rows("")["mine"] + ROW.format(id="X1", name=" ", more="")}, "name is empty"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(texts: dict[str, str], said: str) -> None:
    with pytest.raises(CounterclaimError) as error:
        load(texts)
    assert error.value.code == "CC202"
    assert "Row 2" in str(error.value)
    assert said in str(error.value)


def test_an_abbreviation_may_be_shared() -> None:
    table = load(rows('abbreviations = ["XYZ"]', 'abbreviations = ["XYZ"]'))
    assert [n.actor.id for n in table.find("XYZ")[0].readings] == ["X0", "X1"]


def test_institutions() -> None:
    table = institutions()
    found = table.get(("president", "'s", "office"))
    assert found is not None
    assert found.office == "presidency"
    assert len(table) > 100
    with pytest.raises(CounterclaimError, match="lower case"):
        load_institutions('[[institution]]\noffice = "x"\nkind = "y"\nnames = ["Army"]\nsource = "z"')
    with pytest.raises(CounterclaimError, match="not a list"):
        load_institutions('[[institution]]\noffice = "x"\nkind = "y"\nnames = "army"\nsource = "z"')
