"""Read 200 hostile inputs, each beside an honest one, in a process of its own with bounded memory.

Usage: python tools/hostile.py [--only WORD] [--jobs N] [--memory MB]

Prints for each its seconds (those at work are fewer on a busy machine), its peak memory (of its process and
the parser's child together) and what was said of it; exits with 1 when one took more than 20 s or 1.5 GB,
gave no outcome, or lost the honest report beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "intake" / "hostile"))

from generator import hostile_inputs  # noqa: E402

SECONDS, MEGABYTES = 20.0, 1500.0
READER = ROOT / "tests" / "intake" / "hostile" / "reader.py"


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--only", default="", help="those whose name holds this")
    options.add_argument("--jobs", type=int, default=1, help="at once; times are worth less above 1")
    options.add_argument("--memory", type=int, default=2500, help="address space of the process, in MB")
    given = options.parse_args()
    chosen = [(name, write) for _, name, write in hostile_inputs() if given.only in name]
    bad = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.jobs) as pool:

        def one(item: tuple[str, Any]) -> tuple[str, dict[str, Any]]:
            name, write = item
            path = Path(folder) / name
            write(path)
            try:
                return name, measured([path], given.memory)[0]
            finally:
                path.unlink()

        slowest, largest, silent = ("", 0.0), ("", 0.0), 0
        for name, seen in pool.map(one, chosen):
            wrong = faults(seen)
            bad += bool(wrong)
            silent += not seen["codes"]
            slowest = max(slowest, (name, seen["seconds"]), key=lambda pair: pair[1])
            largest = max(largest, (name, seen["megabytes"]), key=lambda pair: pair[1])
            print(
                f"{'BAD' if wrong else 'ok ':3} {name:30}",
                f"{seen['seconds']:5.1f} s ({seen['processor']:.1f} at work)",
                f"{seen['megabytes']:5.0f} MB  {seen['reports']} read, {seen['codes']}",
                *wrong,
                flush=True,
            )
    print(f"{len(chosen)} inputs, {bad} bad, {silent} read as reports without a note")
    print(f"slowest {slowest[0]} {slowest[1]:.1f} s, largest {largest[0]} {largest[1]:.0f} MB")
    return int(bad > 0)


def faults(seen: dict[str, Any]) -> list[str]:
    """What an input did that it must not."""
    return [
        *(["too slow"] if seen["seconds"] > SECONDS else []),
        *(["too large"] if seen["megabytes"] > MEGABYTES else []),
        *(["no outcome"] if not seen["codes"] and not seen["reports"] else []),
        *(["lost the honest one"] if not seen["honest"] else []),
    ]


def measured(paths: list[Path], memory: int) -> list[dict[str, Any]]:
    """What tests/intake/hostile/reader.py found of each, run in a process with so much address space."""
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-P", str(READER), str(memory), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    while len(lines) < len(paths):
        said = run.stderr.strip().splitlines()[-1:] or [f"exit {run.returncode}"]
        lines.append(
            {"seconds": 0, "processor": 0, "megabytes": 0, "reports": 0, "codes": said, "honest": False}
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
