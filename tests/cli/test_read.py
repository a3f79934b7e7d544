"""``counterclaim read`` as a person meets it: what is printed, what is lost, which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from counterclaim.cli.main import app
from counterclaim.errors import CounterclaimError

TEXT = (
    "JUBA (Example News) - Rebels killed 14 soldiers and wounded 6 others near Pibor on Monday, the South "
    "Sudanese army said. The rebels denied attacking the army.\n\n"
    "The Nimule crossing was closed to trucks on Tuesday, a Ugandan customs official said."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_table_shows_speaker_claim_and_marked_words(report: Path) -> None:
    result = run("read", report, "--published", "2024-05-08", "--outlet", "Nile Star")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "Nile Star" in shown
    assert "casualties" in shown
    assert "14" in shown
    assert "[" in shown


def test_json_is_one_object_a_report_and_every_span_is_the_text(report: Path) -> None:
    result = run("read", report, report, "--json", "--published", "2024-05-08")
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]
    reading = json.loads(lines[0])
    assert reading["schema"] == 1
    text = reading["report"]["text"]

    def check(node: object) -> None:
        if isinstance(node, dict):
            if {"start", "end", "text"} <= set(node) and isinstance(node["start"], int):
                assert text[node["start"] : node["end"]] == node["text"]
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    check({key: reading[key] for key in ("claims", "attributions", "places")})
    assert {"casualties", "status"} <= {claim["kind"] for claim in reading["claims"]}


def test_only_and_why(report: Path) -> None:
    result = run("read", report, "--json", "--only", "status")
    kinds = {claim["kind"] for claim in json.loads(result.stdout)["claims"]}
    assert kinds == {"status"}
    assert "rule" in run("read", report, "--why").stdout


def test_html_is_written_and_names_its_claims(report: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    result = run("read", report, "--html", page)
    assert result.exit_code == 0
    assert "14 soldiers" in page.read_text("utf-8")


def test_lost_inputs_give_exit_code_one_and_the_others_are_read(report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run("read", tmp_path / "nowhere.txt", tmp_path / "empty.txt", report, "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "[CC101]" in result.stderr
    assert "[CC103]" in result.stderr


def test_another_language_is_named_and_fails_only_when_nothing_was_read(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "ps.txt"
    other.write_text("د تورخم لار د نښتو له امله تړل شوې ده او سوداګر وایي چې لارۍ ولاړې دي", "utf-8")
    alone = run("read", other, "--json")
    assert alone.exit_code == 1
    unread = json.loads(alone.stdout)["unread"]
    assert "only English" in unread[0]["reason"]
    assert "[CC120]" in alone.stderr
    assert run("read", other, report, "--json").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [["--published", "2025-02-30"], ["--published", "yesterday"], ["--only", "rumours"], ["--only", ","]],
)
def test_wrong_usage_is_told_in_words(report: Path, words: list[str]) -> None:
    result = run("read", report, *words)
    assert isinstance(result.exception, CounterclaimError)
    assert result.exception.exit_code == 2


def test_no_traceback_reaches_a_person(tmp_path: Path) -> None:
    for words in (
        ["read", str(tmp_path / "nope.txt")],
        ["read", "x", "--published", "31/12/2025"],
        ["read", "x", "--model", "no_such_model"],
        ["evaluate", "--data", str(tmp_path / "nope")],
        ["read"],
        ["frobnicate"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "counterclaim.cli.main", *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (1, 2), words
        assert "Traceback" not in done.stderr, words
        assert done.stderr.strip(), words


def test_a_very_long_text_is_read_to_its_bound_and_the_rest_is_named(tmp_path: Path) -> None:
    from counterclaim.language import annotator
    from counterclaim.model import Report
    from counterclaim.reading import read as module

    text = "Nothing to see here. " * (module.MAX_CHARACTERS // 21 + 100)
    original = annotator()

    class Quick:
        name = "quick"

        def annotate_many(self, texts: object) -> object:
            # Only the bound is under test: parsing 400,000 characters would take a quarter of a minute.
            return original.annotate_many(t[:2000] for t in texts)  # type: ignore[attr-defined]

    reading = module.read(Report(text), Quick())  # type: ignore[arg-type]
    assert reading.unread[0].start == module.MAX_CHARACTERS
    assert reading.unread[0].end == len(text)
