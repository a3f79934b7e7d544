"""Read each given file and an honest one after it, under a bound of memory; a line of JSON for each.

Usage: python reader.py MEGABYTES FILE...
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HONEST = "The army said on Monday that nine soldiers were killed near the bridge in the north."


def main() -> None:
    bound = int(sys.argv[1]) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    from counterclaim.intake import Problem, open_reports

    with tempfile.TemporaryDirectory() as folder:
        honest = Path(folder) / "honest.txt"
        honest.write_text(HONEST, "utf-8")
        list(open_reports([str(honest)]))
        for path in sys.argv[2:]:
            forget_peak()
            began, worked = time.monotonic(), processor()
            codes: Counter[str] = Counter()
            reports, last = 0, ""
            for found in open_reports([path, str(honest)]):
                if isinstance(found, Problem):
                    codes[found.code] += found.count
                else:
                    reports, last = reports + 1, found.text
            seen = {
                "name": Path(path).name,
                "seconds": time.monotonic() - began,
                "processor": processor() - worked,
                "megabytes": peak(),
                "reports": reports - (last == HONEST),
                "codes": dict(codes),
                "honest": last == HONEST,
            }
            print(json.dumps(seen), flush=True)


def processor() -> float:
    """Seconds of work of this process and of children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def forget_peak() -> None:
    """Let the peak of this process count from now on, where the system can."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def peak() -> float:
    """The peak of this process and the largest child's so far, in MB."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        own = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return own + children


if __name__ == "__main__":
    main()
