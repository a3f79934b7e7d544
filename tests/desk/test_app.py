"""Every page of the desk in its three forms, its headers, and its errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    where = tmp_path_factory.mktemp("desk") / "a.db"
    with Ledger.open(where) as ledger:
        ledger.add(list(generated_readings(40)))
    app = create_app(Settings(ledger=str(where)))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
    app.state.ledger.close()


def pages(client: TestClient) -> list[str]:
    first = client.get("/?format=json").json()["data"]["incidents"][0]["id"]
    reports = client.get("/search?q=generated&format=json").json()["data"]
    gate = client.get("/crossings?format=json").json()["data"]
    return [
        "/",
        f"/incidents/{first}",
        f"/reports/{reports[0]['report']['id']}",
        "/crossings",
        *([f"/crossings/{gate[0]['timeline']['facility']}"] if gate else []),
        "/sources",
        "/sources/1",
        "/search?q=generated",
        "/runs",
        "/runs/1",
    ]


def test_every_page_has_its_twins(client: TestClient) -> None:
    for page in pages(client):
        joiner = "&" if "?" in page else "?"
        assert client.get(page).status_code == 200, page
        found = client.get(f"{page}{joiner}format=json")
        assert found.json().keys() == {"data", "next", "as_of", "on"}, page
        assert client.get(page, headers={"Accept": "text/csv"}).headers["content-type"].startswith("text/csv")


def test_nothing_inline_and_nothing_from_elsewhere(client: TestClient) -> None:
    for page in pages(client):
        html = client.get(page).text
        assert "<script>" not in html
        assert " style=" not in html
        assert "onclick" not in html
        assert 'src="http' not in html


def test_headers_and_etag(client: TestClient) -> None:
    found = client.get("/")
    assert "script-src 'self'" in found.headers["content-security-policy"]
    again = client.get("/", headers={"If-None-Match": found.headers["etag"]})
    assert again.status_code == 304


def test_errors_are_told_in_one_shape(client: TestClient) -> None:
    found = client.get("/incidents/none", headers={"Accept": "application/json"})
    assert found.status_code == 404
    assert found.json()["error"].keys() == {"code", "what", "why", "do"}
    assert client.get("/?as_of=never").status_code == 400
    assert client.get("/no/such/page").status_code == 404


def test_a_page_speaks_for_its_moment(client: TestClient) -> None:
    then = client.get("/?as_of=2020-01-01&format=json").json()
    assert then["data"]["incidents"] == []
    assert then["as_of"] == "2020-01-01"
    assert 'href="/crossings?as_of=2020-01-01"' in client.get("/?as_of=2020-01-01").text
