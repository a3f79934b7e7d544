"""The night of 11 to 12 October 2025, asked of the commands as a person would: one report and the newsroom.

Needs the development sets beside the project (``../shared``).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from counterclaim.cli.main import app
from counterclaim.exports.wording import figure_words
from counterclaim.model import Figure

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "report.txt"
NEWSROOM = SEED.parents[1] / "corpus" / "reports.jsonl"
pytestmark = pytest.mark.skipif(not SEED.exists() or not NEWSROOM.exists(), reason="needs ../shared")

Json = dict[str, Any]
Ask = Callable[..., list[Json]]


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of the seed report and the newsroom."""
    where = str(tmp_path_factory.mktemp("night") / "night.db")
    runner = CliRunner()
    for path, options in ((SEED, ("--published", "2025-10-12")), (NEWSROOM, ())):
        added = runner.invoke(app, ["add", str(path), *options, "--ledger", where])
        assert added.exit_code == 0, added.output
    return where


@pytest.fixture(scope="module")
def ask(where: str) -> Ask:
    """The commands on it, as JSON."""
    runner = CliRunner()

    def command(*words: str) -> list[Json]:
        result = runner.invoke(app, [*words, "--json", "--ledger", where])
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return command


@pytest.fixture(scope="module")
def night(ask: Ask) -> Json:
    """The one incident of the night that counts the dead of both armies."""
    found = [
        listed
        for listed in ask("incidents", "--on", "2025-10-12", "--side", "Pakistan", "--side", "Taliban")
        if {"killed/Pakistan", "killed/Taliban"} <= {line["question"]["key"] for line in listed["lines"]}
    ]
    assert len(found) == 1, [listed["id"] for listed in found]
    assert (found[0]["start"], found[0]["end"]) == ("2025-10-11", "2025-10-12")
    return ask("incident", found[0]["id"])[0]


def contention(incident: Json, key: str) -> Json:
    return next(c for c in incident["contentions"] if c["question"]["key"] == key)


def figures(contention: Json, name: str) -> tuple[str, set[str]]:
    """A side's current figure in words, and all that it ever gave."""
    (account,) = [a for a in contention["accounts"] if a["name"] == name]
    said = {figure_words(Figure(**s["figure"])) for s in account["statements"]}
    return figure_words(Figure(**account["figure"])), said


def test_pakistans_dead_are_told_per_side(night: Json) -> None:
    dead = contention(night, "killed/Pakistan")
    assert figures(dead, "Taliban")[0] == "58"
    now, ever = figures(dead, "Pakistan")
    assert now == "23"
    assert "none" in ever
    assert {"contested: figure", "admitted"} <= set(dead["label"].split(", "))


def test_the_talibans_dead_are_told_per_side(night: Json) -> None:
    dead = contention(night, "killed/Taliban")
    assert figures(dead, "Taliban")[0] == "9"
    assert figures(dead, "Pakistan")[0] == "more than 200"
    assert {"contested: figure", "admitted"} <= set(dead["label"].split(", "))


@pytest.mark.parametrize("crossing", ["torkham", "chaman"])
def test_both_sides_say_that_the_crossings_are_shut_to_people_and_trade(ask: Ask, crossing: str) -> None:
    (found,) = ask("crossing", crossing, "--on", "2025-10-12", "--as-of", "2025-10-12")
    modes = {mode["mode"]: mode for mode in found["modes"]}
    for name in ("cargo", "pedestrians"):
        assert modes[name]["state"] == "closed"
        assert modes[name]["agreed"]
        assert {v["side"] for v in modes[name]["voices"] if v["state"] == "closed"} >= {"Pakistan", "Taliban"}


def test_the_air_strikes_of_the_ninth_are_one_sided_and_not_confirmed(ask: Ask) -> None:
    labels = []
    for listed in ask("incidents", "--on", "2025-10-09", "--side", "Pakistan", "--side", "Taliban"):
        for strikes in ask("incident", listed["id"])[0]["contentions"]:
            if strikes["question"]["key"] == "did it happen/Pakistan/air strike":
                labels.append(set(strikes["label"].split(", ")))
    assert labels == [{"one-sided", "unconfirmed"}]


def test_the_situation_report_says_it_with_a_note_for_each(where: str) -> None:
    days = ("--since", "2025-10-09", "--until", "2025-10-12")
    result = CliRunner().invoke(app, ["brief", *days, "--as-of", "2025-10-12", "--ledger", where])
    assert result.exit_code == 0, result.output
    text = result.stdout
    contested = text.partition("## ◆ Contested")[2].partition("\n## ")[0]
    for line in ("Pakistan: **23**", "Pakistan: **none**", "Taliban: **58**", "Pakistan: **more than 200**"):
        said = next(row for row in contested.splitlines() if line in row)
        assert "[^" in said, said
    crossings = text.partition("## Crossings")[2].partition("\n## ")[0]
    shut = [row for row in crossings.splitlines() if row.startswith("- **") and "agreed by both" in row]
    assert {row.split("**")[1].split("-")[0] for row in shut} >= {"Torkham", "Chaman"}
