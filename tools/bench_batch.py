"""Many reports at once: two cores against one, local Ray against the pool, on the same reports in one run.

Usage: python tools/bench_batch.py [--reports 2000] [--rounds 1] [--no-ray]

Reports are invented (`counterclaim.samples.generated`) and read and linked by `counterclaim add`. One core is
one by affinity, so that nothing of ours runs on the second. Starting up and loading the model count. Ids and
words of all claims are compared byte by byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from counterclaim.samples.generated import generated_readings


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=2_000)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--no-ray", action="store_true")
    given = options.parse_args()
    cores = sorted(os.sched_getaffinity(0))[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "reports.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for reading in generated_readings(given.reports):
                report = reading.report
                row = {"text": report.text, "outlet": report.outlet, "url": report.url}
                file.write(json.dumps(row | {"published": report.published}) + "\n")
        print(f"{given.reports:,} reports, load before {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for number in range(given.rounds):
            one = _add(source, folder / f"one{number}.db", cores[:1])
            two = _add(source, folder / f"two{number}.db", cores)
            same = one[1] == two[1]
            print(f"one core  {given.reports / one[0]:6.1f} reports a second")
            rate, times = given.reports / two[0], one[0] / two[0]
            print(f"two cores {rate:6.1f} reports a second, {times:.2f} times; same: {same}")
            if given.no_ray:
                continue
            pool = _claims(source, folder / f"pool{number}", "local")
            ray = _claims(source, folder / f"ray{number}", "ray")
            same = pool[1] == ray[1]
            print(f"pool to Parquet {given.reports / pool[0]:6.1f} reports a second")
            rate, times = given.reports / ray[0], pool[0] / ray[0]
            print(f"Ray to Parquet  {rate:6.1f} reports a second, {times:.2f} times; same: {same}")
            sys.stdout.flush()


def _add(source: Path, ledger: Path, cores: list[int]) -> tuple[float, str]:
    """Seconds, and a hash of all claims with their keys."""
    command = ["add", str(source), "--ledger", str(ledger), "--jobs", str(len(cores))]
    seconds = _run(command, cores)
    told = hashlib.sha256()
    after: list[str] = []
    while True:
        asked = ["claims", "--ledger", str(ledger), "--json", "--limit", "10000", *after]
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "counterclaim.cli.main", *asked],
            capture_output=True,
            text=True,
            check=True,
        )
        told.update(done.stdout.encode())
        if "--after" not in done.stderr:
            return seconds, told.hexdigest()
        after = ["--after", done.stderr.split("--after '")[1].split("'")[0]]


def _claims(source: Path, folder: Path, engine: str) -> tuple[float, dict[str, list[object]]]:
    """Seconds, and what each file of claims holds."""
    import pyarrow.parquet

    seconds = _run(["add", str(source), "--claims", str(folder), "--engine", engine, "--jobs", "2"], None)
    held = {path.name: pyarrow.parquet.read_table(path).to_pylist() for path in folder.glob("*.parquet")}
    return seconds, held


def _run(command: list[str], cores: list[int] | None) -> float:
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "counterclaim.cli.main", *command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
