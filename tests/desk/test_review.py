"""The review queue over HTTP: what is asked, what is written down, what is taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    where = tmp_path / "a.db"
    with Ledger.open(where) as ledger:
        ledger.add(list(generated_readings(60)))
    app = create_app(Settings(ledger=str(where)))
    with TestClient(app, base_url="http://127.0.0.1:8321") as client:
        yield client
    app.state.ledger.close()


def queue(client: TestClient, why: str = "all") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/review?why={why}&format=json").json()["data"]["items"]
    return found


def sent(client: TestClient, path: str, **fields: str) -> dict[str, Any]:
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert token is not None
    given = {"csrf": token[1], **fields}
    found = client.post(path, data=given, headers={"Accept": "application/json"})
    assert found.status_code == 200, found.text
    made: dict[str, Any] = found.json()["data"]
    return made


def test_a_decision_takes_the_reading_out_of_the_queue_and_undoing_brings_it_back(client: TestClient) -> None:
    first = queue(client)[0]["key"]
    made = sent(client, "/review", verb="reject", subject=first)
    assert first not in [item["key"] for item in queue(client)]
    sent(client, "/review/undo", judgement=made["id"])
    assert queue(client)[0]["key"] == first
    history = client.get("/review/history?format=json").json()["data"]
    assert [(j["verb"], j["undone"] is not None) for j in history] == [("reject", True)]


def test_undo_without_a_name_goes_back_one_by_one(client: TestClient) -> None:
    keys = [item["key"] for item in queue(client)[:3]]
    for key in keys:
        sent(client, "/review", verb="accept", subject=key)
    for _ in keys:
        sent(client, "/review/undo")
    assert [item["key"] for item in queue(client)[:3]] == keys
    refused = client.post("/review/undo", headers={"Accept": "application/json"})
    assert refused.status_code in (403, 404)


def test_what_a_person_mends_stands_beside_the_reading(client: TestClient) -> None:
    item = queue(client)[0]
    sent(client, "/review", verb="edit", subject=item["key"], value="nine killed", note="<b>see page 2</b>")
    report, claim = item["key"].split(":")
    page = client.get(f"/reports/{report}?claim={claim}").text
    assert "nine killed" in page
    assert item["what"].split()[0] in page
    assert "<b>see" not in page
    assert "nine killed" in client.get(f"/review?claim={item['key']}").text


def test_queues_ask_for_one_doubt(client: TestClient) -> None:
    for why in ("unsure", "contested", "side", "place"):
        for item in queue(client, why):
            assert len(item["doubts"]) == 1
    assert client.get("/review?why=nonsense").status_code == 400
    assert client.get("/review?why=links&format=json").json()["data"]["why"] == "links"


def test_a_form_from_elsewhere_writes_nothing(client: TestClient) -> None:
    first = queue(client)[0]["key"]
    fields = {"verb": "reject", "subject": first}
    assert client.post("/review", data=fields).status_code in (400, 403)
    foreign = {"Origin": "http://elsewhere.example"}
    assert client.post("/review", data=fields, headers=foreign).status_code in (400, 403)
    assert queue(client)[0]["key"] == first


def test_the_way_back_leads_to_the_desk_alone(client: TestClient) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert token is not None
    for back in ("//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:1"):
        fields = {"csrf": token[1], "verb": "unsure", "subject": queue(client)[0]["key"], "back": back}
        found = client.post("/review", data=fields, follow_redirects=False)
        assert found.headers["location"] == "/review"


def test_a_pair_that_was_decided_on_is_not_suggested_again(newsroom: Path, tmp_path: Path) -> None:
    with Ledger.open(newsroom) as ledger:
        ledger.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as ledger:
        pair = ledger.suggested().items[0]
        made = ledger.judge("not same", pair.one.id, pair.other.id)
        assert pair not in ledger.suggested().items
        ledger.undo(made.id)
        assert pair in ledger.suggested().items
