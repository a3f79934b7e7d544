"""What a person reads on the pages: names, states, days, places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.desk.views.naming import heading_of_listed
from counterclaim.ledger.records import Line, Listed
from counterclaim.model import Question


@pytest.fixture(scope="module")
def client(newsroom: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=str(newsroom)))
    with TestClient(app, base_url="http://127.0.0.1:8321") as client:
        yield client
    app.state.ledger.close()


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        (
            Listed("i", "violence", None, None, modes=("air strike",), places=("Gao", "Mali")),
            "Air strike, Gao",
        ),
        (Listed("i", "violence", None, None, places=("Mali",)), "Fighting, Mali"),
        (Listed("i", "violence", None, None, lines=(Line(Question("killed", "Mali"), ""),)), "Casualties"),
        (
            Listed("i", "crossing", None, None, modes=("closed", "unknown"), places=("Torkham",)),
            "Torkham: closed",
        ),
        (
            Listed("i", "crossing", None, None, lines=(Line(Question("is it open", "rafah"), ""),)),
            "Rafah: state told",
        ),
        (
            Listed("i", "talks", None, None, sides=("Mali", "Niger"), places=("Doha", "Dohā")),
            "Talks, Doha: Mali / Niger",
        ),
    ],
)
def test_an_incident_is_called_by_what_where_and_between_whom(listed: Listed, words: str) -> None:
    assert heading_of_listed(listed).words == words


def test_the_board_names_states_and_days_without_midnights(client: TestClient) -> None:
    page = client.get("/").text
    assert " 00:00" not in page
    assert "CLOSED" in page
    assert "Is it open?" not in page


def test_crossings_say_what_is_known(client: TestClient) -> None:
    page = client.get("/crossings").text
    assert "Torkham" in page
    assert "CLOSED" in page
    assert "Nothing has been said." not in page


def test_an_incident_sums_up_before_it_goes_into_detail(client: TestClient) -> None:
    first = client.get("/?on=2025-10-12&verdict=contested&format=json").json()["data"]["incidents"][0]["id"]
    page = client.get(f"/incidents/{first}").text
    assert page.index("What the accounts amount to") < page.index("Pakistan: killed</h2>")
    assert "independent voices" in page
    # a side keeps its mark in every question
    assert page.count('class="account a0"') > 1


def test_reprints_do_not_multiply_denials(client: TestClient) -> None:
    first = client.get("/?text=Ansongo&format=json").json()["data"]["incidents"][0]["id"]
    page = client.get(f"/incidents/{first}").text
    assert 0 < page.count('<div class="arrow">') < 6
    assert "more in these words" in page


def test_places_are_as_wide_as_they_are_uncertain(client: TestClient) -> None:
    found = client.get("/map?format=json").json()["data"]
    for one in found["placed"]:
        assert one["shape"] in ("place", "area", "country")
        assert (one["reach"] is None) == (one["shape"] == "country")
        assert one["precision"] not in ("admin1", "region", "country") or one["shape"] != "place"
    listed = {one["incident"] for one in (*found["placed"], *found["unplaced"])}
    assert listed == {i["id"] for i in client.get("/?format=json").json()["data"]["incidents"]}


def test_a_map_as_of_a_moment_knows_no_later_place(client: TestClient) -> None:
    then = client.get("/map?as_of=2020-01-01&format=json").json()["data"]
    assert then == {"placed": [], "unplaced": []}
