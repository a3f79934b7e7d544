"""Speed and memory of the whole reading against the bare spaCy pipeline, on the same reports in one run.

Usage: python tools/bench.py [--reports N] [--rounds N]

Prints documents a second for both (best of the rounds, run in turn so that a busy machine hurts both),
their ratio, that of their processor time (the whole reading uses two cores, so that on a busy machine the
first ratio falls towards this one), peak memory, and the cold start of one report in a fresh process.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from counterclaim.language import annotator
from counterclaim.reading.read import read_many
from counterclaim.samples import sample_newsroom


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=97, help="reports of the sample to read")
    options.add_argument("--rounds", type=int, default=3, help="rounds; the best of each counts")
    given = options.parse_args()
    reports = [s.report for s in sample_newsroom()][: given.reports]
    engine = annotator()
    bare = engine.pipeline  # type: ignore[attr-defined]
    list(read_many(reports[:3], engine))
    best = {"bare": float("inf"), "whole": float("inf")}
    worked = dict(best)
    for _ in range(given.rounds):
        started, busy = time.perf_counter(), time.process_time()
        for _doc in bare.pipe([r.text for r in reports], batch_size=32):
            pass
        best["bare"] = min(best["bare"], time.perf_counter() - started)
        worked["bare"] = min(worked["bare"], time.process_time() - busy)
        started, busy = time.perf_counter(), time.process_time()
        claims = sum(len(reading.claims) for reading in read_many(reports, engine))
        best["whole"] = min(best["whole"], time.perf_counter() - started)
        worked["whole"] = min(worked["whole"], time.process_time() - busy)
    rate = {name: len(reports) / seconds for name, seconds in best.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(len(r.text) for r in reports)
    print(f"reports                 {len(reports)}, {size:,} characters, {claims} claims")
    print(f"bare spaCy pipeline     {rate['bare']:.1f} documents a second")
    print(f"whole reading           {rate['whole']:.1f} documents a second")
    print(f"ratio                   {rate['whole'] / rate['bare']:.2f}")
    print(f"ratio, processor time   {worked['bare'] / worked['whole']:.2f}")
    print(f"peak memory             {peak:.0f} MB")
    print(f"cold start, one report  {cold_start(reports[0].text):.2f} s")


def cold_start(text: str) -> float:
    """Seconds from nothing to the claims of one report, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, "utf-8")
        started = time.perf_counter()
        command = [sys.executable, "-m", "counterclaim.cli.main", "read", str(path), "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
