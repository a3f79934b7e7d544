"""150 hostile reports in a ledger: no page fails, runs a script or grows without bound."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, cast
from urllib.parse import quote

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings

from counterclaim.desk.api.document import openapi
from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.ledger.ledger import Ledger
from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Status,
    Victims,
)

#: What stands in every field in turn. ``ALARM`` must never stand in a page as anything but text.
SCRIPTS = (
    "<script>ALARM()</script>",
    '"><img src=x onerror=ALARM()>',
    "'><svg/onload=ALARM()>",
    "</textarea></title></style><script>ALARM()</script>",
    "javascript:ALARM()",
    "data:text/html,<script>ALARM()</script>",
    "{{ ALARM }}{% raw %}${ALARM}<%= ALARM %>",
    "<!--><script>ALARM()//-->",
    "&lt;script&gt;ALARM()&lt;/script&gt;",
    "<iframe srcdoc='<script>ALARM()</script>'>",
)
MARKS = (
    "\u202egnp.exe\u202c right to left \u2066\u2067\u2068",
    "\u0000\u0001\u0008\u000b\u001b[31m\u007f\u0085\u2028\u2029",
    "\ufeff\ufffe\uffff \ufdd0",
    "Z\u0351\u036b\u0343" * 60,
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "🧨" * 50,
)
CELLS = (
    '=HYPERLINK("https://evil.example")',
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\u200e=1+1",
)
PATHS = ("../../etc/passwd", "//evil.example/x", "a?b=c#d", "a:b:c", "%2e%2e%2f", "a/b\\c")
LONG = "A man was killed in Rutba on Monday. " * (5_000_000 // 37)
#: No page of honest reports comes near it; fifty texts cut at their bounds stay below.
MOST = 2_000_000


def hostile_readings() -> list[Reading]:
    """150 readings: every string above in every field, and texts of five megabytes."""
    strings = (*SCRIPTS, *MARKS, *CELLS, *PATHS)
    made = [reading(number, strings[number % len(strings)]) for number in range(144)]
    spaces = LONG.replace(" ", "\u00a0").replace(".", "")
    long = [reading(200 + n, "<b>long</b>", text) for n, text in enumerate((LONG, spaces, "x" * 5_000_000))]
    fields = replace(reading(210, SCRIPTS[1]).report, title=LONG, outlet=LONG[:300_000], byline=LONG)
    versions = [Report(f"{LONG[:400_000]} edition {n}", url="https://paper.example/v") for n in (1, 2)]
    return [
        *made,
        *long,
        replace(reading(210, SCRIPTS[1]), report=fields),
        Reading(versions[0]),
        Reading(versions[1]),
    ]


def reading(number: int, evil: str, text: str | None = None) -> Reading:
    """A reading with the string in its every field; its claims stand on words of its text."""
    text = (
        text
        if text is not None
        else f"{evil} Report {number}: nine men were killed at {evil} on Monday. {evil}"
    )
    published = f"2024-05-{number % 28 + 1:02}"
    report = Report(
        text,
        title=evil,
        outlet=evil,
        agencies=(evil,),
        byline=evil,
        dateline=evil,
        published=published if number % 3 else evil,
        url=evil if number % 4 else f"https://paper.example/{quote(evil, errors='replace')}",
        language=evil,
        ref=evil,
    )
    span = Span(0, min(len(text), 5_000_000), text)
    word = Span(0, len(evil), evil) if text.startswith(evil) else Span(0, 4, text[:4])
    source = Source(word, name=evil, actor=evil, role=evil, side=(evil,), anonymous=bool(number % 2))
    base: dict[str, Any] = {
        "evidence": (span,),
        "source": source,
        "side": (evil,),
        "agency": evil,
        "chain": (evil, evil),
        "channel": evil,
        "when": Interval(published, published, evil),
        "where": (Place(word, evil, country="AF", facility=evil, reason=evil),),
        "rule": evil,
        "hedge": word,
    }
    payloads = (
        ("casualties", Casualties("killed", Victims(word, side=(evil,), actor=evil), Figure(9, 9, evil))),
        ("status", Status(word, evil, evil, "open")),
        ("event", Event(evil, evil, evil, evil, word)),
    )
    ids = (evil, f"c_{number}", "c 2")
    claims = tuple(
        Claim(which, cast(Any, kind), "denies" if number % 5 == 0 else "asserts", payload=payload, **base)
        for which, (kind, payload) in zip(ids, payloads, strict=True)
    )
    return Reading(report, claims)


class Page(HTMLParser):
    """What a page would run or load: every element and attribute that could, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "object", "embed", "base", "style", "applet", "frame"):
            self.wrong.append(tag)
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.wrong.append("script")
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href"):
                self.wrong.append(f"{tag} {name}={value[:50]}")
            if name in ("href", "src", "action", "data"):
                self.links.append(value)
                scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", value)
                if scheme and scheme[1].lower() not in ("http", "https"):
                    self.wrong.append(f"{tag} {name}={value[:50]}")
                if value.startswith(("//", "/\\")):
                    self.wrong.append(f"{tag} {name}={value[:50]}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    where = tmp_path_factory.mktemp("desk") / "hostile.db"
    with Ledger.open(where) as ledger:
        run = ledger.add(hostile_readings())
        assert (run.read, run.failed) == (150, 0), [i.reason for i in run.items if i.reason]
        for one in ledger.claims(limit=30).items:
            ledger.judge("edit", one.key, value=SCRIPTS[0], note=SCRIPTS[1], who=SCRIPTS[2])
    app = create_app(Settings(ledger=str(where)))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client
    app.state.ledger.close()


def listed(client: TestClient, path: str) -> list[Any]:
    """Everything in a list of the API."""
    found: list[Any] = []
    after = None
    while True:
        reply = client.get(f"/api/v1{path}", params={"limit": 100, **({"after": after} if after else {})})
        assert reply.status_code == 200, (path, reply.text[:500])
        assert len(reply.content) < MOST, path
        found.extend(reply.json()["data"])
        after = reply.json()["next"]
        if after is None:
            return found


@pytest.fixture(scope="module")
def addresses(client: TestClient) -> list[str]:
    """Every page, and every route of the API, on everything that the ledger holds (some, of the many)."""
    named = {
        "/incidents": [quote(i["id"], safe="") for i in listed(client, "/incidents?periods=true")],
        "/reports": [quote(r["report"]["id"], safe="") for r in listed(client, "/reports")],
        "/crossings": [quote(c["facility"], safe="") for c in listed(client, "/crossings?every=true")],
        "/sources": [str(s["number"]) for s in listed(client, "/sources")],
        "/claims": [quote(c["key"], safe="") for c in listed(client, "/claims")],
        "/runs": ["1"],
        "/judgements": [],
    }
    assert all(named[kind] for kind in ("/incidents", "/reports", "/crossings", "/sources", "/claims"))
    found = ["/", "/search?q=killed", "/api/docs", "/search", "/api/v1/search?q=killed"]
    found.append("/api/v1/diff?since=2024-05-01&until=2024-05-28")
    for kind, names in named.items():
        roots = [f"/api/v1{kind}"] if kind in ("/claims", "/judgements") else [kind, f"/api/v1{kind}"]
        found.extend(roots)
        found.extend(f"{root}/{name}" for root in roots for name in _some(names))
    found.extend(f"/api/v1/reports/{name}/versions" for name in _some(named["/reports"]))
    evil = (*SCRIPTS, *MARKS[:1], *CELLS, *PATHS)
    for words in (quote(one, safe="", errors="replace") for one in evil):
        found.extend(
            (f"/{words}", f"/incidents/{words}", f"/?side={words}&as_of={words}", f"/search?q={words}")
        )
        found.extend((f"/?place={words}&text={words}", f"/sources?name={words}", f"/crossings?after={words}"))
        found.append(f"/api/v1/claims?source={words}&place={words}")
    return found


def _some(names: list[str]) -> list[str]:
    return names[:: max(1, len(names) // 25)] + names[:3]


def test_no_page_fails_runs_a_script_or_grows_without_bound(client: TestClient, addresses: list[str]) -> None:
    wrong = []
    for address in addresses:
        found = client.get(address, headers={"Accept": "text/html"})
        if found.status_code >= 500:
            wrong.append((address, found.status_code))
        if len(found.content) >= MOST:
            wrong.append((address, len(found.content)))
        if found.headers["content-type"].startswith("text/html"):
            page = Page(found.text)
            wrong.extend((address, one) for one in page.wrong)
            if "script-src 'self';" not in found.headers["content-security-policy"]:
                wrong.append((address, "policy"))
    assert not wrong, wrong[:20]


def test_no_cell_is_a_formula(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        if address.startswith("/api/"):
            continue
        found = client.get(address, headers={"Accept": "text/csv"})
        assert found.status_code < 500, address
        assert len(found.content) < MOST, address
        if found.headers["content-type"].startswith("text/csv"):
            for row in csv.reader(io.StringIO(found.text)):
                assert not any(cell.lstrip("\u200e\ufeff \t").startswith(("=", "+", "@")) for cell in row), (
                    address
                )


def test_twins_in_json_are_json(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        found = client.get(address, headers={"Accept": "application/json"})
        assert found.status_code < 500, address
        assert len(found.content) < MOST, address
        if found.headers["content-type"] == "application/json":
            json.loads(found.content)


def test_a_long_text_is_shown_in_parts_that_lead_on(client: TestClient) -> None:
    long = next(
        r["report"]["id"] for r in listed(client, "/reports") if r["report"]["title"] == "<b>long</b>"
    )
    found = client.get(f"/reports/{long}")
    assert len(found.content) < 300_000
    assert "The rest of the text" in found.text
    second = client.get(f"/reports/{long}?start=60000")
    assert "Part before" in second.text
    assert client.get(f"/reports/{long}?start=999999999").status_code == 200
    part = client.get(f"/api/v1/reports/{long}").json()
    assert (len(part["data"]["report"]["text"]), part["next"]) == (200_000, "200000")


schema = schemathesis.openapi.from_dict(openapi())


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_what_the_description_allows_and_forbids(case: schemathesis.Case, client: TestClient) -> None:
    """No request that can be made up from the description is answered with a failure of ours."""
    whole = case.as_transport_kwargs(base_url="http://127.0.0.1")
    sent = {
        k: whole[k]
        for k in ("method", "url", "params", "json", "data", "headers")
        if whole.get(k) is not None
    }
    found = client.request(**sent)
    assert found.status_code < 500, (sent, found.text[:500])
    if found.status_code >= 400:
        assert found.json()["error"].keys() == {"code", "what", "why", "do"}
