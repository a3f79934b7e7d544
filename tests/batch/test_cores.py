"""How many processes a machine or a container has room for."""

from __future__ import annotations

from pathlib import Path

from counterclaim.batch.cores import EACH, usable_cores


def test_a_container_s_bounds_count(tmp_path: Path) -> None:
    group = tmp_path / "sys/fs/cgroup"
    group.mkdir(parents=True)
    assert usable_cores(tmp_path) >= 1
    (group / "cpu.max").write_text("100000 100000\n")
    assert usable_cores(tmp_path) == 1
    (group / "cpu.max").write_text("max 100000\n")
    (group / "memory.max").write_text(f"{EACH + 10}\n")
    (group / "memory.current").write_text("5\n")
    assert usable_cores(tmp_path) == 1
