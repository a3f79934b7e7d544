"""The demo: the sample newsroom in a ledger of its own, its disputes side by side, ending in the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from counterclaim.cli.main import app
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger
from counterclaim.samples.generated import generated_readings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def demo(folder: Path) -> Result:
    return CliRunner().invoke(app, ["demo", "--ledger", str(folder / "newsroom.db")])


@pytest.fixture(scope="module")
def shown(folder: Path) -> str:
    result = demo(folder)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_says_what_it_read_and_that_the_reports_are_re_worded(shown: str) -> None:
    assert "98 reports read" in shown
    assert "re-worded" in shown


def test_each_side_speaks_of_pakistans_dead_in_its_own_words(shown: str) -> None:
    dead = shown.partition("Pakistan: killed")[2].partition("Taliban: killed")[0]
    assert dead.strip().startswith("◆ contested: figure")
    for words in ("[lost 23 soldiers]", "[58 Pakistani soldiers died]", "no casualties"):
        assert words in " ".join(dead.split()), words


def test_torkham_is_shut_on_the_word_of_both_sides(shown: str) -> None:
    crossings = shown.partition("Crossings as they were known")[2].partition("Denials")[0]
    torkham = crossings.partition("Torkham")[2].partition("Chaman-Spin")[0]
    assert "closed" in torkham
    assert "pedestrians" in torkham
    assert "agreed by both" in torkham


def test_a_denial_is_tied_to_its_charge_and_copies_count_once(shown: str) -> None:
    assert "Kabul [Taliban] denies" in shown
    assert "Wire copies count once" in shown


def test_it_ends_in_the_report_and_says_where_to_look_next(shown: str, folder: Path) -> None:
    page = folder / "brief.html"
    assert page.read_text("utf-8").startswith("<!doctype html>")
    following = shown.partition("Where to look next")[2]
    assert str(page) in following
    commands = [line.split()[1] for line in following.splitlines() if "counterclaim " in line]
    assert {"incident", "crossings", "diff", "sources", "add"} <= set(commands)


def test_a_second_time_nothing_is_read_twice(shown: str, folder: Path) -> None:
    assert shown
    again = demo(folder)
    assert "none read twice; 0 claims added" in again.stdout


def test_a_ledger_of_other_reports_is_left_alone(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "newsroom.db") as ledger:
        ledger.add(list(generated_readings(1)))
    result = demo(tmp_path)
    assert isinstance(result.exception, CounterclaimError)
    assert result.exception.code == "CC635"
