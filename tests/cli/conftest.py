"""A small ledger for the commands: invented readings, and one report that tries to break the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from counterclaim.cli.main import app
from counterclaim.ledger import Ledger
from counterclaim.model import Casualties, Claim, Figure, Interval, Reading, Report, Source, Span, Victims
from counterclaim.samples.generated import generated_readings

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "small.db"
    with Ledger.open(path) as ledger:
        ledger.add([*generated_readings(40), hostile()])
    return path


@pytest.fixture
def run(small_ledger: Path) -> Run:
    """Runs a command on the small ledger."""

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--ledger", str(small_ledger)])

    return command


def hostile() -> Reading:
    """A report whose every text is meant to be taken for markup, a formula or another direction."""
    text = "=HYPERLINK(1) <script>alert(1)</script> خبر [x](javascript:1) ten soldiers died. `rm` | _a_ *b*"
    report = Report(
        text,
        title="<b>title</b>",
        outlet="=cmd|' /C calc'!A0<img src=x onerror=1>",
        published="2024-02-03",
        url="javascript:alert(1)",
        language='en" onload="1',
    )
    at = text.index("ten soldiers")
    claim = Claim(
        "c_1",
        "casualties",
        "asserts",
        (Span.of(text, 0, at + len("ten soldiers died")),),
        Casualties(
            "killed",
            Victims(Span.of(text, at, at + 12), None, ("Mali",), "combatants"),
            Figure(10, 10, "exact"),
        ),
        Source(Span.of(text, 0, 13), "=HYPERLINK(1) <script>", side=("Mali",)),
        ("Mali",),
        when=Interval("2024-02-03", "2024-02-03", "that day"),
    )
    return Reading(report, (claim, replace(claim, id="c_2", stance="denies", side=("JNIM",))))
