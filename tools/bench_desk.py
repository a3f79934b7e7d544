"""How long the desk takes for every page of a large ledger, and whether forty readers can use it at once.

Usage: python tools/bench_desk.py [--reports N] [--ledger FILE] [--rounds N] [--readers N] [--seconds S]

A ledger of N generated reports (about ten claims each; 20,000 are asked for) is made, or taken from FILE. The
desk runs in a process of its own. Of every page some addresses are asked for, one after another: the time is
from the request to the last byte, on loopback; beside it the processor time of the server for one request,
which a busy machine does not change. Then readers ask at once while reports are added. Exits with 1 when a
page's 95th percentile is over 150 ms or a reader met an error.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

import httpx

from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings

#: What is asked for (milliseconds).
ASKED = 150.0
_BATCH = 500


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=20_000, help="reports of the ledger that is made")
    options.add_argument("--ledger", type=Path, help="a ledger that stands; reports are added to it")
    options.add_argument("--rounds", type=int, default=40, help="requests of each page")
    options.add_argument("--readers", type=int, default=40, help="readers at once")
    options.add_argument("--seconds", type=float, default=30, help="how long they read")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = given.ledger or _made(Path(folder) / "bench.db", given.reports)
        with Ledger.open(where) as ledger, _Desk(where) as desk:
            revision = ledger.revision()
            print(f"{revision.reports} reports; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            pages = _addresses(ledger)
            slow = _one_by_one(desk, pages, given.rounds)
            wrong = _at_once(desk, ledger, pages, given.readers, given.seconds)
    return 1 if slow or wrong else 0


def _made(where: Path, reports: int) -> Path:
    began = time.monotonic()
    with Ledger.open(where) as ledger:
        for start in range(0, reports, _BATCH):
            ledger.add(list(generated_readings(min(_BATCH, reports - start), start=start)))
    print(f"{reports} reports added in {time.monotonic() - began:.0f} s")
    return where


class _Desk:
    """The desk in a process of its own."""

    def __init__(self, ledger: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ["desk", "--ledger", str(ledger), "--port", str(port), "--no-browser"]
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([sys.executable, "-m", "counterclaim.cli.main", *words])  # noqa: S603

    def __enter__(self) -> _Desk:
        for _ in range(600):
            try:
                httpx.get(f"{self.address}/static/desk.js")
                return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise SystemExit("the desk did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def cpu_ms(self) -> float:
        """Processor time that it has used (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Addresses of every page, some of each: the first of its list, and those of a sample."""
    incidents = ledger.incidents(limit=100).items
    largest = sorted(incidents, key=lambda i: -i.claims)
    reports = [r.report.id for r in ledger.reports(limit=100).items]
    gates = [c.facility for c in ledger.crossings(limit=40).items]
    sources = [s.number for s in ledger.sources(limit=40).items]
    sides = [side for i in incidents for side in i.sides]
    known = [r.known[:10] for r in ledger.reports(limit=200).items]
    claims = [c.key for c in ledger.claims(limit=50).items]
    return {
        "board": [
            "/",
            *(f"/?side={quote(s)}" for s in sides[:10]),
            "/?verdict=contested",
            "/?family=crossing",
        ],
        "board as of": [f"/?as_of={day}" for day in dict.fromkeys(known)],
        "board, words": ["/?text=market", "/?text=thousands+of+troops"],
        "incident": [f"/incidents/{i.id}" for i in incidents],
        "incident, the largest": [f"/incidents/{i.id}" for i in largest[:3]],
        "report": [f"/reports/{one}" for one in reports],
        "crossings": ["/crossings", f"/crossings?on={known[0]}"],
        "crossing": [f"/crossings/{quote(one)}" for one in gates],
        "sources": ["/sources", f"/sources?side={quote(sides[0])}", f"/sources?as_of={known[-1]}"],
        "source": [f"/sources/{one}" for one in sources],
        "search": [
            "/search?q=market",
            "/search?q=generated",
            '/search?q="old+bridge"',
            "/search?q=ridge+herds",
        ],
        "runs": ["/runs"],
        "run": ["/runs/1"],
        "review": ["/review"],
        "API claims": [
            "/api/v1/claims",
            "/api/v1/claims?kind=casualties",
            f"/api/v1/claims?side={quote(sides[0])}",
        ],
        "API claim": [f"/api/v1/claims/{quote(one)}" for one in claims],
        "API incident": [f"/api/v1/incidents/{i.id}" for i in incidents],
        "API diff of a day": [f"/api/v1/diff?since={known[-1]}&until={known[-1]}T23:59:59Z"],
    }


def _one_by_one(desk: _Desk, pages: dict[str, list[str]], rounds: int) -> list[str]:
    print(f"{'page':24} {'median':>8} {'p95':>8} {'max':>8} {'CPU':>8}  ms; {'KB':>6}")
    slow = []
    with httpx.Client(base_url=desk.address, timeout=120) as client:
        for name, addresses in pages.items():
            client.get(addresses[0])
            times, size = [], 0
            before = desk.cpu_ms()
            for number in range(rounds):
                began = time.perf_counter()
                found = client.get(addresses[number % len(addresses)])
                times.append((time.perf_counter() - began) * 1000)
                size = max(size, found.num_bytes_downloaded)
                if found.status_code >= 400:
                    print(f"{name}: {found.status_code} {found.text[:200]}")
                    break
            cpu = (desk.cpu_ms() - before) / len(times)
            p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
            mark = " over" if p95 > ASKED else ""
            if mark:
                slow.append(name)
            numbers = f"{statistics.median(times):8.0f} {p95:8.0f} {max(times):8.0f} {cpu:8.0f}"
            print(f"{name:24} {numbers}      {size / 1000:6.0f}{mark}", flush=True)
    return slow


def _at_once(
    desk: _Desk, ledger: Ledger, pages: dict[str, list[str]], readers: int, seconds: float
) -> dict[str, int]:
    """Readers that open pages one after another, each with a second's thought, while reports are added."""
    ends = time.monotonic() + seconds
    times: list[float] = []
    wrong: dict[str, int] = defaultdict(int)
    every = [a for name, some in pages.items() if name != "review" and "diff" not in name for a in some]

    def read(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - which page is next
        with httpx.Client(base_url=desk.address, timeout=120) as client:
            while time.monotonic() < ends:
                address = chance.choice(every)
                began = time.perf_counter()
                try:
                    status = client.get(address).status_code
                except httpx.TransportError as error:
                    wrong[type(error).__name__] += 1
                    continue
                times.append((time.perf_counter() - began) * 1000)
                if status >= 400:
                    wrong[f"{status} {address}"] += 1
                time.sleep(chance.uniform(0.5, 1.5))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    # Other numbers each time, so that a ledger that stands has none of them.
    added, start = 0, 100_000 + int(time.time()) % 1_000_000
    while time.monotonic() < ends:
        added += ledger.add(list(generated_readings(20, start=start + added))).read
    for thread in threads:
        thread.join()
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    median = statistics.median(times)
    print(
        f"{readers} readers, {len(times)} pages, {added} reports added meanwhile: "
        f"median {median:.0f}, p95 {p95:.0f} ms, errors {dict(wrong) or 'none'}"
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
