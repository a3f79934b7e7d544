"""The commands that ask a ledger: tables for people, JSON for programs, short ids, mistakes in words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from counterclaim.cli.main import app
from counterclaim.errors import CounterclaimError
from counterclaim.exports.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, REPORT_COLUMNS
from counterclaim.ledger import Ledger
from counterclaim.samples.generated import generated_readings

Run = Callable[..., Result]


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def code(result: Result) -> str:
    assert isinstance(result.exception, CounterclaimError), result.output
    assert result.exception.exit_code == 2
    return result.exception.code


def test_incidents_are_listed_for_people_and_for_programs(run: Run) -> None:
    shown = run("incidents", "--limit", "5")
    assert "independent voice" in shown.stdout
    assert "i_" in shown.stdout
    listed = lines(run("incidents", "--limit", "5", "--json"))
    assert len(listed) == 5
    assert all(line["question"]["key"] for item in listed for line in item["lines"])


def test_an_incident_opens_by_the_beginning_of_its_id_with_figures_by_policy(run: Run) -> None:
    contested = lines(run("incidents", "--verdict", "contested: figure", "--limit", "1", "--json"))[0]
    shown = run("incident", contested["id"][:9])
    assert shown.exit_code == 0, shown.output
    assert "◆ contested: figure" in shown.stdout
    assert "Figures by named policies" in shown.stdout
    whole = lines(run("incident", contested["id"], "--policy", "acled", "--json"))[0]
    assert {figure["policy"] for figure in whole["figures"]} == {"acled"}
    keys = {claim["key"] for claim in whole["claims"]}
    assert all(set(figure["claims"]) <= keys for figure in whole["figures"])


def test_a_beginning_that_fits_several_and_one_that_fits_none_are_told(run: Run) -> None:
    assert code(run("incident", "i_")) == "CC620"
    assert code(run("incident", "i_nothing")) == "CC612"
    assert code(run("crossing", "Atlantis")) == "CC612"
    assert code(run("incident", "i_", "--policy", "mine")) == "CC631"


def test_crossings_are_listed_and_open_by_a_part_of_their_name(run: Run) -> None:
    listed = lines(run("crossings", "--every", "--json"))
    assert listed
    name = listed[0]["name"]
    assert lines(run("crossing", name.split()[0], "--json"))[0]["told"]
    assert "History" in run("crossing", name).stdout
    assert run("crossings", "--every", "--on", "2021-01-02").exit_code == 0


def test_sources_are_listed_and_open_by_their_number(run: Run) -> None:
    rows = lines(run("sources", "--json"))
    most = rows[0]
    assert most["claims"] >= rows[-1]["claims"]
    opened = lines(run("sources", str(most["number"]), "--json"))
    assert sum(len(speaker["claims"]) for speaker in opened) >= most["claims"]
    assert most["name"] in run("sources", str(most["number"])).stdout


def test_diff_tells_what_became_known_between_two_days(run: Run) -> None:
    changes = lines(run("diff", "--since", "2021-01-03", "--until", "2021-01-06", "--json"))
    assert {"new incident"} <= {change["kind"] for change in changes}
    assert "New incidents" in run("diff", "--since", "2021-01-03", "--until", "2021-01-06").stdout
    assert run("diff", "--since", "2300-01-01").stdout == "Nothing changed.\n"
    assert code(run("diff", "--since", "soon")) == "CC615"


def test_same_and_not_same_hold_and_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    with Ledger.open(path) as ledger:
        ledger.add(list(generated_readings(8)))
        first, second, *_ = ledger.incidents().items

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--ledger", str(path)])

    made = lines(command("same", first.id, second.id, "--note", "one night", "--json"))[0]
    assert len(set(made["incidents"].values())) == 1
    with Ledger.open(path) as ledger:
        ledger.add(list(generated_readings(8, start=8)))
        homes = ledger.incidents_of([made["subject"], made["other"]])
    assert len(set(homes.values())) == 1
    assert made["id"] in command("undo").stdout
    undone = lines(command("undo", made["id"][:6], "--json"))[0]
    assert undone["undone"]
    with Ledger.open(path) as ledger:
        assert len(set(ledger.incidents_of([made["subject"], made["other"]]).values())) == 2
    assert code(command("undo", "j_nothing")) == "CC612"


def test_the_brief_is_written_as_html_and_markdown(run: Run, tmp_path: Path) -> None:
    page, text = tmp_path / "brief.html", tmp_path / "brief.md"
    assert run("brief", "-o", str(page)).exit_code == 0
    assert run("brief", "-o", str(text)).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert text.read_text("utf-8") == run("brief").stdout
    assert code(run("brief", "-o", str(tmp_path / "brief.pdf"))) == "CC632"
    missing = run("brief", "-o", str(tmp_path / "no" / "brief.html"))
    assert isinstance(missing.exception, CounterclaimError)
    assert missing.exception.code == "CC123"


@pytest.mark.parametrize(
    ("what", "columns"),
    [("claims", CLAIM_COLUMNS), ("incidents", INCIDENT_COLUMNS), ("reports", REPORT_COLUMNS)],
)
def test_every_table_is_exported_in_every_form(
    run: Run, tmp_path: Path, what: str, columns: dict[str, type]
) -> None:
    counts = {}
    for form in ("csv", "jsonl", "geojson", "parquet"):
        path = tmp_path / f"{what}.{form}"
        if form == "parquet":
            pytest.importorskip("pyarrow")
        result = run("export", what, "-o", str(path), "--periods")
        assert result.exit_code == 0, result.output
        if form == "jsonl":
            counts[form] = len(path.read_text("utf-8").splitlines())
            assert not path.with_name(path.name + ".report.json").exists()
            continue
        about = json.loads(path.with_name(path.name + ".report.json").read_text("utf-8"))
        assert about["columns"] == list(columns)
        assert about["dropped"]
        counts[form] = about["rows"]
    assert len(set(counts.values())) == 1, counts
    rows = list(csv.DictReader(io.StringIO((tmp_path / f"{what}.csv").read_text("utf-8"), newline="")))
    assert len(rows) == counts["csv"]
    assert list(rows[0]) == list(columns)
    features = json.loads((tmp_path / f"{what}.geojson").read_text("utf-8"))["features"]
    assert all(abs(f["geometry"]["coordinates"][1]) <= 90 for f in features if f["geometry"])


def test_an_export_that_cannot_be_is_told(run: Run, tmp_path: Path) -> None:
    assert code(run("export", "everything")) == "CC633"
    assert code(run("export", "claims", "--format", "xls")) == "CC633"
    assert code(run("export", "incidents", "--policy", "mine")) == "CC633"
    assert code(run("export", "claims", "--format", "geojson")) == "CC634"
    assert run("export", "claims").stdout.splitlines()[0] == ",".join(CLAIM_COLUMNS)


def test_parquet_without_pyarrow_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    result = run("export", "claims", "-o", str(tmp_path / "claims.parquet"))
    assert isinstance(result.exception, CounterclaimError)
    assert result.exception.code == "CC630"
    assert not list(tmp_path.iterdir())
