"""The facility table: checked on load, found by name and town, by border."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.facilities import facilities, load

ROW = '[[facility]]\nid = "a"\nname = "A"\nkind = "gate"\nsides = ["PK A"]\nsource = "made up"\n'


def test_the_table_is_as_big_as_promised() -> None:
    table = list(facilities())
    assert len(table) >= 400
    assert sum(f.kind == "crossing" for f in table) >= 160
    assert all(f.source and f.ends for f in table)
    assert all(
        len(set(f.countries)) == 2
        for f in table
        if f.kind == "crossing" and len(f.ends) > 1 and f.id not in INNER
    )


#: Crossings of a front line inside one state, and the two sides of a divided town.
INNER = {"armyansk", "stanytsia-luhanska", "mayorske", "odzisi-akhmaji", "badme", "psou"}


@pytest.mark.parametrize(
    ("text", "hit", "form"),
    [
        ("the Rafah border crossing", "Rafah border crossing", "name"),
        ("at Rafah, people", "Rafah", "town"),
        ("Karem Abu Salem reopened", "Karem Abu Salem", "name"),
        ("Poipet checkpoint", "Poipet checkpoint", "name"),
        ("Medyka–Shehyni", "Medyka–Shehyni", "name"),
        ("Goma airport", "Goma airport", "name"),
        ("the port of Chornomorsk", "Chornomorsk", "town"),
        ("Boryspil's international airport", "Boryspil's international airport", "name"),
        ("معبر رفح", "معبر رفح", "name"),
        ("the Strait of Hormuz", "Strait of Hormuz", "name"),
        ("Bab al-Hawa is open", "Bab al-Hawa", "name"),
    ],
)
def test_names(text: str, hit: str, form: str) -> None:
    (found,) = facilities().find(text)
    assert (text[found.start : found.end], found.form) == (hit, form)


def test_the_word_after_a_town_settles_its_kind() -> None:
    find = facilities().find
    assert find("Goma airport")[0].ids == ("goma-airport",)
    assert find("the Goma crossing")[0].ids == ("goma-gisenyi",)
    assert find("Mokha port")[0].ids == ("mokha",)
    assert find("a village in the Torkham border area")[0].form == "town"


def test_borders() -> None:
    ids = {f.id for f in facilities().of_border("AF", "PK")}
    assert {"torkham", "chaman-spin-boldak", "ghulam-khan"} <= ids
    assert facilities().of_border("PK", "AF") == facilities().of_border("AF", "PK")
    assert facilities().of_border("PK", "PK") == []
    assert len(facilities().of_border("TH", "KH")) >= 6


def test_the_two_sides_of_a_name_do_not_stray() -> None:
    """Facilities of one border lie within the length of a border of one another: catches swapped digits."""
    for f in facilities():
        if f.lat is None or f.lon is None or f.kind != "crossing" or len(f.ends) != 2:
            continue
        near = (
            [g for g in facilities().of_border(*f.countries) if g.id != f.id and g.lat is not None]
            if len(set(f.countries)) == 2
            else []
        )
        for g in near:
            assert g.lat is not None
            assert g.lon is not None
            assert math.hypot(f.lat - g.lat, (f.lon - g.lon) * math.cos(math.radians(f.lat))) < 26, (
                f.id,
                g.id,
            )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("lat = 1.0", "one coordinate"),
        ("lat = 99.0\nlon = 1.0", "no place on earth"),
        ('modes = ["swimmers"]', "unknown mode"),
        ('towns = "A"', "not a list"),
        ("colour = 1", "no such key"),
        (ROW, "id a is taken"),
        (ROW.replace('"a"', '"b"').replace("gate", "door"), "unknown kind"),
        (ROW.replace('"a"', '"b"').replace("PK A", "Pakistan"), "alpha-2"),
        (ROW.replace('"a"', '"b"').replace('["PK A"]', "[]"), "no side"),
        (ROW.replace('"a"', '"b"').replace("made up", " "), "source is empty"),
    ],
)
def test_a_bad_row_is_named(more: str, said: str) -> None:
    with pytest.raises(CounterclaimError) as error:
        load(ROW + more)
    assert error.value.code == "CC202"
    assert said in str(error.value)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["Goma", "airport", "Rafah", "'s", "border", "crossing"])).map(" ".join)
)
def test_hits_lie_in_the_text(text: str) -> None:
    reach = 0
    for hit in facilities().find(text):
        assert reach <= hit.start < hit.end <= len(text)
        assert hit.ids
        reach = hit.start + 1
