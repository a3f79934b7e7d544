"""Who may use a desk that others can reach: users, sessions, tokens, roles, and requests from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from counterclaim.cli.main import app as command
from counterclaim.desk.accounts.store import IDLE_S, SESSION_S, WINDOW_S, WRONG_BY_NAME, Accounts
from counterclaim.desk.accounts.who import needed
from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.errors import CounterclaimError
from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings

PHRASE = "four words of rain"
HERE = "https://desk.example"


class Clock:
    """Seconds since 1970, as the test has them."""

    def __init__(self) -> None:
        self.now = 1_760_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("desk") / "a.db"
    with Ledger.open(where) as kept:
        kept.add(list(generated_readings(12)))
    accounts = Accounts(where.with_name("a.db.accounts"))
    for name, role in (("rea", "reader"), ("rev", "reviewer"), ("ada", "admin")):
        accounts.add(name, PHRASE, role)
    return where


@pytest.fixture
def team(ledger: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=str(ledger), host="0.0.0.0", names=("desk.example",)))  # noqa: S104
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client
    app.state.ledger.close()


@pytest.fixture
def alone(ledger: Path) -> Iterator[TestClient]:
    app = create_app(Settings(ledger=str(ledger)))
    with TestClient(app, base_url="http://127.0.0.1:8321", follow_redirects=False) as client:
        yield client
    app.state.ledger.close()


def csrf(client: TestClient) -> str:
    return re.findall(r'name="csrf" value="([^"]+)"', client.get("/login").text)[-1]


def sign_in(client: TestClient, name: str, password: str = PHRASE, **more: str) -> int:
    form = {"name": name, "password": password, "csrf": csrf(client), **more}
    return client.post("/login", data=form, headers={"Origin": HERE}).status_code


def test_a_desk_for_others_does_not_start_without_an_admin(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "b.db").close()
    with pytest.raises(CounterclaimError) as told:
        create_app(Settings(ledger=str(tmp_path / "b.db"), host="0.0.0.0"))  # noqa: S104
    assert told.value.code == "CC709"
    Accounts(tmp_path / "b.db.accounts").add("rev", PHRASE, "reviewer")
    with pytest.raises(CounterclaimError):
        create_app(Settings(ledger=str(tmp_path / "b.db"), ask=True))


def test_nothing_is_shown_to_those_who_have_not_signed_in(team: TestClient) -> None:
    found = team.get("/crossings?on=2025-10-12")
    assert found.status_code == 303
    assert found.headers["location"] == "/login?next=%2Fcrossings%3Fon%3D2025-10-12"
    for path in ("/api/v1/claims", "/api/v1/openapi.json", "/live", "/runs", "/no/such"):
        refused = team.get(path, headers={"Accept": "application/json"})
        assert refused.status_code == 401, path
        assert refused.json()["error"]["code"] == "CC704"
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert team.post("/api/v1/judgements", json={}).status_code == 401
    assert team.get("/login").status_code == 200


def test_signing_in_and_out(team: TestClient) -> None:
    assert sign_in(team, "rea", "something else here") == 401
    assert sign_in(team, "REA", next="//evil.example/x") == 303
    cookie = team.cookies.jar.__iter__().__next__()
    assert cookie.secure
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    assert team.get("/").status_code == 200
    token = re.findall(r'name="csrf" value="([^"]+)"', team.get("/login").text)[-1]
    assert team.post("/logout", data={"csrf": token}, headers={"Origin": HERE}).status_code == 303
    assert team.get("/").status_code == 303


def test_the_way_back_leads_nowhere_else(team: TestClient) -> None:
    form = {"name": "rea", "password": PHRASE, "csrf": csrf(team), "next": "https://evil.example/"}
    assert team.post("/login", data=form, headers={"Origin": HERE}).headers["location"] == "/"


def test_roles(team: TestClient) -> None:
    key = ""
    for name, judges, sees in (("rea", 403, 403), ("rev", 200, 403), ("ada", 200, 200)):
        team.cookies.clear()
        assert sign_in(team, name) == 303
        key = key or team.get("/api/v1/claims?limit=1").json()["data"][0]["key"]
        body = {"verb": "unsure", "subject": key, "note": name}
        found = team.post("/api/v1/judgements", json=body, headers={"Origin": HERE})
        assert found.status_code == judges, name
        if judges == 200:
            assert found.json()["data"]["who"] == "rev"
        for path in ("/runs", "/api/v1/runs", "/users", "/audit"):
            assert team.get(path).status_code == sees, (name, path)
    did = [line["did"] for line in team.get("/audit?format=json").json()["data"]]
    assert "POST refused, CC705" in did
    assert "POST answered 200" in did
    assert "signed in" in did


def test_a_token_speaks_for_its_user(team: TestClient, ledger: Path) -> None:
    accounts = Accounts(ledger.with_name("a.db.accounts"))
    token = accounts.make_token("rev", "a script")
    bearer = {"Authorization": f"Bearer {token}"}
    key = team.get("/api/v1/claims?limit=1", headers=bearer).json()["data"][0]["key"]
    made = team.post("/api/v1/judgements", json={"verb": "accept", "subject": key}, headers=bearer).json()[
        "data"
    ]
    assert team.post(f"/api/v1/judgements/{made['id']}/undo", headers=bearer).json()["data"]["undone"]
    assert team.get("/api/v1/runs", headers=bearer).status_code == 403
    assert accounts.drop_tokens("rev") == 1
    assert team.get("/api/v1/claims", headers=bearer).status_code == 401
    assert token.encode() not in ledger.with_name("a.db.accounts").read_bytes()


def test_what_changes_something_comes_from_the_desk_itself(alone: TestClient) -> None:
    key = alone.get("/api/v1/claims?limit=1").json()["data"][0]["key"]
    body = {"verb": "unsure", "subject": key}
    here = "http://127.0.0.1:8321"

    def answered(**headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return alone.post("/api/v1/judgements", json=body, headers=named).status_code

    assert answered() == 200
    assert answered(Origin=here, Sec_Fetch_Site="same-origin") == 200
    assert answered(Origin="https://evil.example") == 403
    assert answered(Origin="null") == 403
    assert answered(Origin="http://127.0.0.1:9999") == 403
    assert answered(Sec_Fetch_Site="cross-site") == 403
    assert answered(Sec_Fetch_Site="same-site") == 403
    form = "application/x-www-form-urlencoded"
    for kind, status in ((form, 403), ("text/plain", 415), ("multipart/form-data; boundary=x", 415)):
        sent = alone.post("/api/v1/judgements", content=b'{"verb":"x"}', headers={"Content-Type": kind})
        assert sent.status_code == status, kind


def test_a_form_needs_its_token_even_from_here(team: TestClient) -> None:
    assert sign_in(team, "rev") == 303
    for token in ("", "wrong", "\u202e"):
        sent = team.post("/logout", data={"csrf": token}, headers={"Origin": HERE})
        assert sent.status_code == 403
    old = csrf(team)
    team.cookies.clear()
    sign_in(team, "rea")
    assert team.post("/logout", data={"csrf": old}, headers={"Origin": HERE}).status_code == 403


def test_a_cookie_alone_changes_nothing(team: TestClient) -> None:
    sign_in(team, "rev")
    assert team.post("/api/v1/judgements", json={"verb": "accept", "subject": "x"}).status_code == 403


def test_a_body_is_bounded(alone: TestClient) -> None:
    sent = alone.post(
        "/api/v1/judgements", content=b" " * 400_000, headers={"Content-Type": "application/json"}
    )
    assert sent.status_code == 413
    assert sent.json()["error"]["code"] == "CC711"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8321", 200),
        ("localhost", 200),
        ("[::1]:8321", 200),
        ("evil.example", 421),
        ("evil.example:8321", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("0.0.0.0:8321", 421),
        ("[::1", 421),
    ],
)
def test_loopback_answers_to_its_own_names_only(alone: TestClient, host: str, status: int) -> None:
    assert alone.get("/api/v1/sources", headers={"Host": host}).status_code == status


def test_a_team_s_desk_with_a_name_answers_to_it_only(team: TestClient) -> None:
    assert team.get("/login", headers={"Host": "evil.example"}).status_code == 421


def test_wrong_passwords_are_counted_and_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    accounts = Accounts(tmp_path / "x", clock=clock)
    accounts.add("ada", PHRASE, "admin")

    def tried(name: str, password: str, address: str = "192.0.2.7") -> str:
        try:
            accounts.sign_in(name, password, address)
        except CounterclaimError as error:
            return error.code
        return ""

    assert [tried("ada", "wrong") for _ in range(WRONG_BY_NAME)] == ["CC708"] * WRONG_BY_NAME
    assert tried("ada", PHRASE) == "CC707"
    assert tried("ada", PHRASE, "198.51.100.4") == "CC707"
    clock.now += WINDOW_S + 1
    assert tried("ada", PHRASE) == ""
    assert {tried(f"nobody{n}", "wrong") for n in range(23)} == {"CC708"}
    assert [tried("eve", "wrong"), tried("eve", "wrong")] == ["CC708", "CC707"]
    assert tried("ada", "x" * 100_000, "203.0.113.1") == "CC708"


def test_sessions_end(tmp_path: Path) -> None:
    clock = Clock()
    accounts = Accounts(tmp_path / "x", clock=clock)
    accounts.add("ada", PHRASE, "admin")
    idle = accounts.sign_in("ada", PHRASE, "")
    clock.now += IDLE_S + 1
    assert accounts.session(idle) is None
    long = accounts.sign_in("ada", PHRASE, "")
    for _ in range(SESSION_S // (IDLE_S - 100)):
        clock.now += IDLE_S - 100
        assert accounts.session(long) is not None
    clock.now += IDLE_S - 100
    assert accounts.session(long) is None
    third = accounts.sign_in("ada", PHRASE, "")
    accounts.change("ada", password="another phrase of words")  # noqa: S106
    assert accounts.session(third) is None
    assert accounts.session("") is None
    assert third.encode() not in (tmp_path / "x").read_bytes()


def test_users_are_told_what_cannot_be(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "x")
    accounts.add("Ada", PHRASE, "admin")
    for name, password, role in (
        ("ada", PHRASE, "reader"),
        ("a/b", PHRASE, "reader"),
        ("", PHRASE, "reader"),
        ("eve", "short", "reader"),
        ("eve", PHRASE, "king"),
    ):
        with pytest.raises(CounterclaimError, match="CC710"):
            accounts.add(name, password, role)
    with pytest.raises(CounterclaimError, match="only admin"):
        accounts.remove("ada")
    with pytest.raises(CounterclaimError, match="only admin"):
        accounts.change("ada", role="reader")
    with pytest.raises(CounterclaimError, match="no user"):
        accounts.make_token("eve")
    with pytest.raises(CounterclaimError, match="CC712"):
        Accounts(tmp_path / "x" / "under a file")
    (tmp_path / "text").write_text("no database, but long enough to be looked at as one " * 9)
    with pytest.raises(CounterclaimError, match="CC712"):
        Accounts(tmp_path / "text")
    assert (tmp_path / "x").stat().st_mode & 0o077 == 0


def test_roles_by_path() -> None:
    assert needed("POST", "/anything/new") == "reviewer"
    assert needed("GET", "/runsx") == "reader"
    assert needed("DELETE", "/users/ada") == "admin"


def test_the_commands(tmp_path: Path) -> None:
    run = CliRunner()
    where = ["--accounts", str(tmp_path / "u")]

    def said(*words: str, given: str = "") -> str:
        result = run.invoke(command, ["user", *words, *where], input=given, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "ada is now admin" in said(
        "add", "ada", "--role", "admin", "--password-stdin", given=PHRASE + "\n"
    )
    assert said("token", "ada").startswith("cc_")
    assert "1 tokens" in said("list")
    assert '"role": "admin"' in said("list", "--json")
    said("add", "rev", "--role", "reviewer", "--password-stdin", given=PHRASE + "\n")
    said("role", "rev", "reader")
    said("password", "rev", "--password-stdin", given="another one of these\n")
    assert "1 tokens of ada" in said("token", "ada", "--drop")
    said("remove", "rev")
    assert "rev" not in said("list")
