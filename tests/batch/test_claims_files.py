"""Shards, files of claims, and Ray: the same claims wherever they were read, and nothing twice."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from counterclaim.batch.inputs import open_inputs
from counterclaim.batch.pool import Pool
from counterclaim.batch.shards import Done, Shard, shard_to_claims, shards
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.ledger import Ledger
from counterclaim.model import Reading, Report

pytest.importorskip("pyarrow", reason="files of claims need counterclaim[parquet]")
on_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: counterclaim[ray]")

TEXT = (
    "MOREN - {} soldiers were killed near Moren on Friday, the defence ministry said. "
    + "All was calm. " * 80
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of JSON Lines that is cut into several shards, one line of which is none."""
    path = tmp_path / "reports.jsonl"
    rows = [json.dumps({"text": TEXT.format(n + 2), "published": "2024-05-04"}) for n in range(130)]
    rows[7] = '{"text": ""}'
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def cut(path: Path) -> list[Shard]:
    return [shard for shard in shards([str(path)]) if isinstance(shard, Shard)]


def written(path: Path, folder: Path) -> list[Done]:
    folder.mkdir(exist_ok=True)
    with Pool(1, rules_only=True) as pool:
        return [shard_to_claims(shard, str(folder), Defaults(), pool.read) for shard in cut(path)]


def held(folder: Path) -> list[Reading | Problem | Report]:
    return list(open_inputs([str(folder)]))


def test_shards_are_the_whole_file(lines: Path) -> None:
    found = cut(lines)
    assert len(found) > 1
    assert found[-1].end == lines.stat().st_size
    assert all(a.end == b.start for a, b in pairwise(found))
    codes = [f.code for f in shards([str(lines.parent / "none"), "-"]) if isinstance(f, Problem)]
    assert codes == ["CC101", "CC803"]


def test_a_repeated_task_changes_nothing_and_all_is_accounted_for(lines: Path, tmp_path: Path) -> None:
    first = written(lines, tmp_path / "claims")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "claims").iterdir()}
    again = written(lines, tmp_path / "claims")
    assert not any(done.before for done in first)
    assert all(done.before for done in again)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "claims").iterdir()} == stamps
    found = held(tmp_path / "claims")
    assert sum(isinstance(one, Reading) for one in found) == 129
    assert [one.code for one in found if isinstance(one, Problem)] == ["CC106"]
    with Ledger.open(tmp_path / "a.db") as ledger:
        run = ledger.add(str(tmp_path / "claims"))
        assert (run.read, run.failed, run.claims) == (129, 1, sum(d.counts["claims"] for d in first))
        assert ledger.add(str(tmp_path / "claims")).skipped == 129


def test_a_table_of_reports_and_a_damaged_file(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [{"body": TEXT.format(3), "headline": "Moren"}, {"body": None, "headline": "None"}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "reports.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing more")
    (tmp_path / "note.txt").write_text("The gate was shut on Monday.")
    found = list(open_inputs([str(tmp_path), str(tmp_path / "note.txt")]))
    texts = [one.text for one in found if isinstance(one, Report)]
    assert sorted(text[:20] for text in texts) == ["MOREN - 3 soldiers w", *["The gate was shut on"] * 2]
    assert {one.code for one in found if isinstance(one, Problem)} == {"CC106", "CC147"}


@on_ray
def test_ray_reads_the_same_with_a_worker_killed(lines: Path, tmp_path: Path) -> None:
    from counterclaim.batch.ray_engine import read_on_ray

    (tmp_path / "there").mkdir()
    stop = threading.Event()
    killed: list[int] = []

    def kill_one() -> None:
        while not stop.wait(0.2):
            for status in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = status.read_bytes()
                    pid = int(status.parent.name)
                    if b"ray::_read_shard" in words and _below(pid, os.getpid()):
                        time.sleep(1)  # in the middle of its work
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                        return
                except (OSError, ValueError):
                    continue

    killer = threading.Thread(target=kill_one)
    killer.start()
    try:
        done = list(read_on_ray(cut(lines), str(tmp_path / "there"), Defaults(), jobs=2))
    finally:
        stop.set()
        killer.join()
    assert killed
    assert len(done) == len(cut(lines))
    (tmp_path / "here").mkdir()
    with Pool(1) as pool:
        for shard in cut(lines):
            shard_to_claims(shard, str(tmp_path / "here"), Defaults(), pool.read)
    assert sorted(p.name for p in (tmp_path / "there").glob("*.parquet")) == sorted(
        p.name for p in (tmp_path / "here").glob("*.parquet")
    )
    assert held(tmp_path / "there") == held(tmp_path / "here")


def _below(pid: int, parent: int) -> bool:
    """Whether a process stands below another."""
    while pid > 1:
        if pid == parent:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return False


def test_the_door_itself_names_parquet_as_unread(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1....PAR1")
    assert [p.code for p in open_reports([str(tmp_path / "a.parquet")]) if isinstance(p, Problem)] == [
        "CC104"
    ]
