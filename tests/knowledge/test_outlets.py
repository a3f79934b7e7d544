"""The outlet table: its rows, its names in running text, and the error that names a bad row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.outlets import load, outlets

ROW = '[[outlet]]\nid = "{id}"\nname = "{name}"\nkind = "{kind}"\ncountry = "{country}"\nsource = "own"\n'


def row(id: str = "x", name: str = "The X", kind: str = "outlet", country: str = "NL", more: str = "") -> str:
    return ROW.format(id=id, name=name, kind=kind, country=country) + more + "\n"


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in outlets().find(text)]


def test_size() -> None:
    table = outlets()
    assert len(table) >= 260
    assert sum(entry.kind == "agency" for entry in table) >= 100


def test_every_row_finds_itself() -> None:
    for entry in outlets():
        text = f"An envoy told {entry.short} so."
        assert any(entry in hit.value for hit in outlets().find(text)), entry.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At dawn the convoy left. Dawn reported a clash.", ["Dawn"]),
        ("The column moved at Dawn Street.", []),
        ("A nurse told AP that the ward was full.", ["AP"]),
        ("The AP Moller terminal stayed shut.", []),
        ("the WHO regional office for the MENA region", []),
        ("MENA reported that the crossing was open", ["MENA"]),
        ("in Fars province", []),
        ("Fars said the drill was over", ["Fars"]),
        ("Sanaa airport", []),
        ("the official Saba news agency", ["Saba news agency"]),
        ("APA reported shelling near Aghdam", ["APA"]),
        ("a Map of the front", []),
        ("CCTV footage shows the blast", []),
        ("It is time to go.", []),
        ("Ma’ariv quoted a colonel", ["Ma’ariv"]),
    ],
)
def test_weak_names_need_the_trade(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_shared_titles_are_ambiguous() -> None:
    (hit,) = outlets().find("The Saba news agency said so.")
    assert {entry.id for entry in hit.value} == {"saba-houthi", "saba-gov"}
    assert outlets().named("Saba") is None


def test_family_and_state() -> None:
    table = outlets()
    assert table.get("geo").family == table.get("jang").family  # type: ignore[union-attr]
    assert table.get("sana").state_control  # type: ignore[union-attr]
    assert not table.get("bbc").state_control  # type: ignore[union-attr]
    own = table.get("afp")
    assert own is not None
    assert own.family == "afp"


def test_hosts() -> None:
    table = outlets()
    assert table.by_host("edition.cnn.com") == table.by_host("www.CNN.com.")
    assert table.by_host("example.org") is None
    assert table.by_host("") is None
    assert table.by_host("com") is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (row() + row(), "Row 2 (x)"),
        (row(kind="paper"), "neither agency nor outlet"),
        (row(country="Holland"), "alpha-2"),
        (row(id="Has Space"), "lower-case"),
        (row(more='domains = ["https://x.nl/"]'), "bare host"),
        (row(more='domains = ["x.nl"]') + row(id="y", more='domains = ["x.nl"]'), "Row 2 (y)"),
        (row(more='aliases = ["X"]\nweak = ["X"]'), "both an alias and a weak name"),
        (row(more='aliases = ["X", "X"]'), "twice"),
        (row(more="aliases = [1]"), "list of names"),
        (row(more='state_control = "yes"'), "true or false"),
        (row(more='owner = "y"'), "unknown key owner"),
        (row(name=" "), "name must be a text"),
        ('[[outlet]]\nid = "x"', "missing 'name'"),
    ],
)
def test_bad_rows_are_named(rows: str, words: str) -> None:
    with pytest.raises(CounterclaimError) as caught:
        load(rows)
    assert caught.value.code == "CC202"
    assert words in str(caught.value)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for hit in outlets().find(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.value
