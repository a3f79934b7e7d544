"""``counterclaim places`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim.cli.places import app
from counterclaim.errors import CounterclaimError

LINE = "\t".join(
    [
        "77",
        "Kabga",
        "Kabga",
        "",
        "12.5",
        "24.25",
        "P",
        "PPL",
        "SD",
        "",
        "55",
        "",
        "",
        "",
        "300",
        "",
        "",
        "",
        "",
    ]
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(tmp_path / "mine"))
    (tmp_path / "SD.txt").write_text(LINE + "\n", "utf-8")
    return tmp_path


def test_add_list_remove(home: Path) -> None:
    run = CliRunner().invoke
    added = run(app, ["add", str(home / "SD.txt"), "--json"])
    assert added.exit_code == 0
    assert json.loads(added.stdout)["places"] == 1
    listed = json.loads(run(app, ["list", "--json"]).stdout)
    assert [row["name"] for row in listed] == ["(shipped)", "SD"]
    assert "SD" in run(app, ["list"]).stdout
    assert run(app, ["remove", "SD"]).exit_code == 0
    assert [row["name"] for row in json.loads(run(app, ["list", "--json"]).stdout)] == ["(shipped)"]


def test_adding_again_replaces(home: Path) -> None:
    for _ in range(2):
        assert CliRunner().invoke(app, ["add", str(home / "SD.txt"), "--name", "sudan"]).exit_code == 0
    assert [p.name for p in (home / "mine").iterdir()] == ["sudan.idx"]


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["remove", "none"], "CC136", 2),
        (["add", "nowhere.txt"], "CC131", 2),
        (["add", "nowhere.txt", "--name", "../x"], "CC135", 2),
    ],
)
def test_mistakes(home: Path, arguments: list[str], code: str, status: int) -> None:
    error = CliRunner().invoke(app, arguments).exception
    assert isinstance(error, CounterclaimError)
    assert (error.code, error.exit_code) == (code, status)


def test_one_file_by_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(home / "one.idx"))
    CliRunner().invoke(app, ["add", str(home / "SD.txt")])
    assert (home / "one.idx").is_file()
