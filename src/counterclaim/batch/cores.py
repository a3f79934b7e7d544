"""How many processes may read at once on this machine."""

from __future__ import annotations

import os
from pathlib import Path

#: Memory of one reading process (bytes): 480 MB with the encoder at work on articles, and room for a long
#: report. Measured with tools/bench_batch.py.
EACH = 700_000_000


def usable_cores(root: Path = Path("/")) -> int:
    """Cores that this process may use, of which each has memory for a reader; at least one.

    Affinity (``taskset``), a container's share of processor time and its bound of memory (cgroup v2) count.
    ``root`` stands for the root of the file system.

    >>> usable_cores() >= 1
    True
    """
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        cores = os.cpu_count() or 1
    group = root / "sys/fs/cgroup"
    share = _words(group / "cpu.max")
    if len(share) == 2 and share[0].isdigit() and int(share[1]) > 0:
        cores = min(cores, max(1, int(share[0]) // int(share[1])))
    free = [
        int(line[1]) * 1024
        for line in map(str.split, _lines(root / "proc/meminfo"))
        if line[:1] == ["MemAvailable:"]
    ]
    bound, used = _words(group / "memory.max"), _words(group / "memory.current")
    if bound and used and bound[0].isdigit() and used[0].isdigit():
        free.append(int(bound[0]) - int(used[0]))
    return max(1, min([cores, *(room // EACH for room in free)]))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return []


def _words(path: Path) -> list[str]:
    return " ".join(_lines(path)).split()
