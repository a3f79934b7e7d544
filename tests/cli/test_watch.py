"""``counterclaim watch``, as a person types it, on a news server of our own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "intake" / "hostile"))
from feed_server import Site, good, page, rss, status

FIRST = "Nine soldiers were killed near Rutba on Friday, the defence ministry said."
SECOND = "Eleven soldiers were killed near Rutba on Friday, the defence ministry said."


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "counterclaim.cli.main", "watch", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COUNTERCLAIM_LEDGER": str(cwd / "ledger.db"), "NO_COLOR": "1"},
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def test_a_statement_that_changes(site: Site, tmp_path: Path) -> None:
    dated = "2024-05-04T08:00:00+03:00"
    url = site.put("/statement", good(page(FIRST, "Rutba", dated)), good(page(SECOND, "Rutba", dated)))
    bad = site.put("/feed", status(404))
    (tmp_path / "feeds.toml").write_text(
        f'every = "1s"\ndelay = "1s"\n[[page]]\nurl = "{url}"\n[[feed]]\nurl = "{bad}"\n', "utf-8"
    )
    done = run("feeds.toml", "--once", "--allow-host", "127.0.0.1", cwd=tmp_path)
    assert done.returncode == 1
    assert "Run 1: 1 report read" in done.stdout
    assert f"[CC403] {bad}" in done.stderr
    assert "Traceback" not in done.stderr
    time.sleep(1)
    done = run("feeds.toml", "--once", "--allow-host", "127.0.0.1", cwd=tmp_path)
    assert f"Changed: {url}." in done.stdout
    lines = done.stdout.splitlines()
    assert any(line.startswith("  - ") and "9 soldiers killed" in line for line in lines), done.stdout
    assert any(line.startswith("  + ") and "11 soldiers killed" in line for line in lines), done.stdout
    assert (tmp_path / "ledger.db.watch").exists()
    shown = subprocess.run(
        [sys.executable, "-m", "counterclaim.cli.main", "versions", url, "--ledger", "ledger.db"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert [line[:9] for line in shown if line.startswith("Version")] == ["Version 1", "Version 2"]
    assert [line for line in lines if line.startswith("  ")] == shown[-2:]


def test_it_goes_on_until_it_is_stopped(site: Site, tmp_path: Path) -> None:
    links = [(site.url + f"/{n}", f"Shell {n}", f"Shell {n} fell on Rutba.") for n in range(3)]
    feeds = [good(rss(links[:n]), "text/xml") for n in (1, 2, 3)]
    url = site.put("/feed", *feeds)
    (tmp_path / "feeds.toml").write_text(f'delay = "1s"\n[[feed]]\nurl = "{url}"\npages = false\n', "utf-8")
    arguments = ["feeds.toml", "--every", "1s", "--json", "--allow-host", "127.0.0.1", "--ledger", "l.db"]
    child = subprocess.Popen(
        [sys.executable, "-m", "counterclaim.cli.main", "watch", *arguments],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    rounds = [json.loads(child.stdout.readline()) for _ in range(2)]
    busy = run("feeds.toml", "--once", "--ledger", "l.db", cwd=tmp_path)
    assert (busy.returncode, busy.stderr[:7]) == (1, "[CC410]")
    rounds += [json.loads(child.stdout.readline()) for _ in range(2)]
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Stopped. The next watch goes on from here.\n" in told
    assert sum(made["read"] for made in rounds) == 3
    assert all(made["inputs"] == ["feeds.toml"] for made in rounds)


def test_another_ledger_is_filled_from_the_start(site: Site, tmp_path: Path) -> None:
    url = site.put("/feed", good(rss([(site.url + "/1", "Shell", "A shell fell on Rutba.")]), "text/xml"))
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{url}"\npages = false\nevery = "1s"\n', "utf-8")
    for _ in range(2):
        assert (
            "1 report read" in run("feeds.toml", "--once", "--allow-host", "127.0.0.1", cwd=tmp_path).stdout
        )
        (tmp_path / "ledger.db").unlink()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["none.toml"], "CC101"),
        (["bad.toml"], "CC408"),
        (["feeds.txt", "--every", "often"], "CC411"),
        (["feeds.txt", "--contact", "a b"], "CC411"),
        (["feeds.txt", "--once", "--state", "."], "CC409"),
    ],
)
def test_mistakes_are_told_without_a_traceback(tmp_path: Path, arguments: list[str], code: str) -> None:
    (tmp_path / "bad.toml").write_text("[[feed]]\nurl = 7\n", "utf-8")
    (tmp_path / "feeds.txt").write_text("https://feeds.invalid/rss\n", "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (1, 2)
