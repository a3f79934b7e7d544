"""Server-sent events: the ledger's revision at once and when it changes; bounded, and ended in time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import live
from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "a.db") as kept:
        kept.add(list(generated_readings(3)))
        yield kept


def test_the_revision_moves_with_everything_that_changes(ledger: Ledger) -> None:
    seen = [ledger.revision().tag]
    ledger.add(list(generated_readings(1, start=3)))
    seen.append(ledger.revision().tag)
    made = ledger.judge("accept", ledger.claims(limit=1).items[0].key)
    seen.append(ledger.revision().tag)
    ledger.undo(made.id)
    seen.append(ledger.revision().tag)
    assert len(set(seen)) == 4
    assert ledger.revision().reports == 4


def test_events_tell_the_revision_at_once_and_when_it_changes(ledger: Ledger) -> None:
    pulse = live.Pulse(ledger, every=0.0)
    pulse.life = 5.0

    async def listen() -> list[str]:
        heard: list[str] = []
        stream = live._events(pulse)
        async for part in stream:
            heard.append(part)
            if len(heard) == 2:
                await anyio.to_thread.run_sync(lambda: ledger.add(list(generated_readings(1, start=3))))
            if len([p for p in heard if p.startswith("event")]) == 2:
                break
        await stream.aclose()
        return heard

    with ThreadPoolExecutor(1) as own_thread:
        # the browser's tests leave a loop in the main one
        heard = own_thread.submit(anyio.run, listen).result()
    told = [json.loads(part.split("data: ")[1]) for part in heard if part.startswith("event")]
    assert [told[0]["reports"], told[-1]["reports"]] == [3, 4]
    assert pulse.listeners == 0


def test_the_ledger_is_asked_once_for_all_listeners(ledger: Ledger) -> None:
    now = [0.0]
    pulse = live.Pulse(ledger, every=2.0, clock=lambda: now[0])
    first = pulse.revision()
    ledger.add(list(generated_readings(1, start=3)))
    assert pulse.revision() == first
    now[0] = 2.0
    assert pulse.revision() != first


def test_a_stream_ends_and_is_not_packed_or_kept(ledger: Ledger) -> None:
    app = create_app(Settings(ledger=str(ledger.address)))
    app.state.pulse.life = 0.0
    with TestClient(app, base_url="http://127.0.0.1") as client:
        found = client.get("/live")
        assert found.headers["content-type"].startswith("text/event-stream")
        assert found.headers["cache-control"] == "no-store"
        assert "content-encoding" not in found.headers
        app.state.pulse.listeners = 10_000
        full = client.get("/live", headers={"Accept": "application/json"})
        assert full.status_code == 503
        assert full.headers["retry-after"] == "30"
        assert full.json()["error"]["code"] == "CC714"
    app.state.ledger.close()
