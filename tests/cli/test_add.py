"""``counterclaim add``, as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (
    "RUTBA - Nine soldiers were killed when a convoy was shelled near Rutba on Friday, "
    "the defence ministry said. "
    "The rebels denied that they had shelled it."
)


def run(*arguments: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "counterclaim.cli.main", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COUNTERCLAIM_LEDGER": str(cwd / "ledger.db"), "NO_COLOR": "1"},
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger that holds one report."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "report.txt").write_text(TEXT, "utf-8")
    done = run("add", "report.txt", "--published", "2024-05-04", "--outlet", "Example Daily", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Run 1: 1 report read, ")
    assert "ledger.db" in done.stderr
    return folder


def test_adding_again_changes_nothing(desk: Path) -> None:
    done = run("add", "report.txt", "--published", "2024-05-04", "--json", cwd=desk)
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["read"], told["skipped"], told["claims"]) == (0, 1, 0)
    assert told["items"][0]["reason"].startswith("it is in the ledger already")


def test_what_cannot_be_read_is_told_and_the_rest_is_added(desk: Path) -> None:
    (desk / "empty.txt").touch()
    done = run("add", "empty.txt", "none.txt", "-", cwd=desk, stdin="All was quiet in Rutba on Monday.")
    assert done.returncode == 1
    assert "[CC103]" in done.stderr
    assert "[CC101]" in done.stderr
    assert "1 report read" in done.stdout
    assert "2 failed" in done.stdout
    shown = run("runs", "--json", cwd=desk)
    number = json.loads(shown.stdout.splitlines()[0])["number"]
    items = run("runs", str(number), cwd=desk).stdout
    assert "none.txt" in items
    assert "failed" in items


def test_claims_and_search(desk: Path) -> None:
    done = run("claims", "--kind", "casualties", "--json", cwd=desk)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[0]["claim"]["casualties"]["low"] == 9
    assert told[0]["key"] == f"{told[0]['report']['id']}:{told[0]['claim']['id']}"
    table = run("claims", "--text", "rutba", cwd=desk).stdout
    assert "Example Daily" in table
    assert run("claims", "--side", "Nobody", cwd=desk).stdout == "No claim fits.\n"
    found = run("search", "RUTB", cwd=desk).stdout
    assert "[RUTB]" in found
    assert (
        json.loads(run("search", "convoy", "--json", cwd=desk).stdout)["report"]["outlet"] == "Example Daily"
    )
    assert run("search", "nowhere", cwd=desk).stdout == "No report holds these words.\n"


def test_pages_on_the_command_line(desk: Path) -> None:
    first = run("claims", "--limit", "1", "--json", cwd=desk)
    after = first.stderr.split("--after '")[1].split("'")[0]
    second = run("claims", "--limit", "1", "--after", after, "--json", cwd=desk)
    assert json.loads(first.stdout)["key"] != json.loads(second.stdout)["key"]


def test_check_backup_restore_and_copy(desk: Path) -> None:
    assert "Every rule holds." in run("check", "--deep", cwd=desk).stdout
    assert run("backup", "saved.db", cwd=desk).returncode == 0
    again = run("backup", "saved.db", cwd=desk)
    assert (again.returncode, again.stderr[:7]) == (2, "[CC614]")
    assert run("restore", "saved.db", "--ledger", "new.db", cwd=desk).returncode == 0
    assert run("copy", "other.db", cwd=desk).returncode == 0
    said = [
        run("claims", "--ledger", name, "--json", cwd=desk).stdout
        for name in ("ledger.db", "new.db", "other.db")
    ]
    assert said[0]
    assert said[0] == said[1] == said[2]
    assert json.loads(run("check", "--ledger", "new.db", "--json", cwd=desk).stdout)["sound"] is True


def test_a_ledger_that_is_not_sound(desk: Path) -> None:
    import sqlite3

    run("backup", "bad.db", cwd=desk)
    with sqlite3.connect(desk / "bad.db") as connection:
        connection.execute("UPDATE reports SET text = 'Nobody said anything.'")
    done = run("check", "--ledger", "bad.db", cwd=desk)
    assert done.returncode == 1
    assert "changed after it was added" in done.stdout
    assert "[CC619]" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["claims", "--ledger", "none.db"], "CC609"),
        (["claims", "--ledger", "."], "CC602"),
        (["claims", "--ledger", "mysql://x/y"], "CC601"),
        (["claims", "--as-of", "yesterday"], "CC615"),
        (["claims", "--kind", "rumour"], "CC618"),
        (["claims", "--incident", "i_none"], "CC612"),
        (["search", "?!"], "CC617"),
        (["runs", "99"], "CC612"),
        (["restore", "none.db", "--ledger", "fresh.db"], "CC609"),
        (["add", "report.txt", "--published", "soon"], "CC107"),
    ],
)
def test_mistakes_are_told_without_a_traceback(desk: Path, arguments: list[str], code: str) -> None:
    done = run(*arguments, cwd=desk)
    assert done.returncode == 2, done.stderr
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
