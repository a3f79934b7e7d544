"""A desk over a part of the sample newsroom, served, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from counterclaim.desk.app import create_app
from counterclaim.desk.settings import Settings
from counterclaim.ledger.ledger import Ledger
from counterclaim.model import Report
from counterclaim.samples import frontier_report, sample_newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Occasions of the newsroom that the journeys ask about.
_OCCASIONS = ("ep01-pakafg-2025-10-clashes", "ep01-torkham-2025-11-reopen", "ep01-pakafg-2025-12-spinboldak")
#: Five of these nine papers print one wire report; the others have their own people there.
_WIRE = (
    "GAO, Mali (Transcontinental Press) - Gunmen on motorcycles attacked a river market near Ansongo at dawn "
    "on Thursday and killed at least 17 civilians, the Malian army said. Traders had come by boat from three "
    "villages to sell dried fish and millet when the shooting began, a survivor said by telephone. "
    "The army said a patrol reached the market two hours later and found stalls burned to the ground. It "
    "accused JNIM of killing the traders, a charge the group rejected."
)
_OWN = (
    "At least 20 civilians died when a market by the Niger river near Ansongo was attacked on Thursday, the "
    "Malian army told our reporter in Gao.",
    "Our correspondent counted fresh graves outside Ansongo, where the Malian army says 17 civilians were "
    "killed on Thursday by men on motorcycles.",
    "The Malian army accused JNIM of attacking the fish market of Ansongo on Thursday, which JNIM denied.",
    "Hospital workers in Gao spoke of 19 civilians killed near Ansongo on Thursday, and of more missing.",
)


def papers() -> list[Report]:
    """Nine reports of one morning."""
    copies = [
        Report(
            _WIRE, outlet=f"Paper {letter}", published="2024-03-08", url=f"https://{letter}.example/ansongo"
        )
        for letter in "ABCDE"
    ]
    own = [
        Report(text, outlet=f"Own {number}", published="2024-03-08", url=f"https://own{number}.example/1")
        for number, text in enumerate(_OWN, start=1)
    ]
    return copies + own


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of some occasions of the newsroom, the report of that night, and nine papers of our own."""
    where = tmp_path_factory.mktemp("newsroom") / "n.db"
    some = [s.report for s in sample_newsroom() if s.occasion in _OCCASIONS]
    with Ledger.open(where) as ledger:
        ledger.add([*some, frontier_report(), *papers()])
    return where


@pytest.fixture(scope="session")
def desk(newsroom: Path) -> Iterator[str]:
    """The address of a desk that serves it on this machine."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    app = create_app(Settings(ledger=str(newsroom), port=port))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    app.state.ledger.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Tests that need it say so and are skipped where it is not."""
    found = os.environ.get("COUNTERCLAIM_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install playwright)"
    )
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
