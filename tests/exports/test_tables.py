"""Tables for other programs: exact headers, defused formulas, points only where there are some."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import hostile

from counterclaim.exports.columns import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    REPORT_COLUMNS,
    claim_row,
    incident_row,
    report_table,
)
from counterclaim.exports.geojson import write_geojson
from counterclaim.exports.tables_csv import cell, write_csv
from counterclaim.ledger import Dossier, Ledger
from counterclaim.model import Told
from counterclaim.samples.generated import generated_readings

EVENTREPORT = (
    "id,event_id,country,date_start,date_end,city,location,latitude,longitude,geo_precision,"
    "actor1,actor1_id,actor1_type,actor1_subtype,actor1_precision,actor1_perpetrator,actor1_victim,"
    "actor2,actor2_id,actor2_type,actor2_subtype,actor2_precision,actor2_perpetrator,actor2_victim,"
    "target,deaths_best,deaths_low,deaths_high,injuries_best,injuries_low,injuries_high,"
    "source,source_author,source_type,source_classification,number_of_sources,unit_of_analysis,aggregation"
)


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, ...]:
    with Ledger.open(tmp_path_factory.mktemp("tables") / "t.db") as ledger:
        ledger.add(generated_readings(30))
        return ledger.files([i.id for i in ledger.incidents(limit=100, periods=True).items])


def test_eventreports_columns_come_first_in_its_own_order() -> None:
    known = EVENTREPORT.split(",")
    assert list(INCIDENT_COLUMNS)[: len(known)] == known
    assert list(REPORT_COLUMNS)[: len(known)] == known
    assert "independent_sources" in INCIDENT_COLUMNS


def test_rows_have_their_columns_and_types(dossiers: tuple[Dossier, ...]) -> None:
    rows = [
        *((INCIDENT_COLUMNS, incident_row(d)) for d in dossiers),
        *((REPORT_COLUMNS, row) for d in dossiers for row in report_table(d)),
        *((CLAIM_COLUMNS, claim_row(t, d.incident.id)) for d in dossiers for t in d.told),
    ]
    for columns, row in rows:
        assert list(row) == list(columns)
        for name, value in row.items():
            fits = (int, float) if columns[name] is float else columns[name]
            assert value is None or isinstance(value, fits), (name, value)


def test_counts_of_reports_and_of_voices_are_two_columns(dossiers: tuple[Dossier, ...]) -> None:
    copied = [d for d in dossiers if len(d.voices) < len({t.report.id for t in d.told})]
    assert copied
    row = incident_row(copied[0])
    assert int(row["number_of_sources"] or 0) > int(row["independent_sources"] or 0)


def test_figures_list_their_claims(dossiers: tuple[Dossier, ...]) -> None:
    for dossier in dossiers:
        keys = {told.key for told in dossier.told}
        for policy in ("ucdp", "acled"):
            row = incident_row(dossier, policy)
            assert (row["deaths_claims"] is None) == (
                row["deaths_best"] is None and row["deaths_low"] is None and row["deaths_high"] is None
            )
            assert set(str(row["deaths_claims"] or "").split("; ")) - {""} <= keys


def test_no_cell_of_a_hostile_report_is_a_formula() -> None:
    reading = hostile()
    rows = [claim_row(Told(c, reading.report, "2024-02-03T00:00:00Z")) for c in reading.claims]
    stream = io.StringIO(newline="")
    assert write_csv(stream, CLAIM_COLUMNS, rows) == len(rows)
    found = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert all(len(row) == len(CLAIM_COLUMNS) for row in found)
    assert not [value for row in found[1:] for value in row if value[:1] in set("=+-@\t\r")]


@given(st.text())
def test_a_text_cell_is_never_a_formula_and_loses_nothing(text: str) -> None:
    shown = cell(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert shown.removeprefix("'") in (text.replace("\x00", "\ufffd"), text.replace("\x00", "\ufffd")[1:])


def test_a_row_without_a_point_keeps_its_feature(tmp_path: Path) -> None:
    stream = io.StringIO()
    rows = [
        {"id": "a", "latitude": 12.5, "longitude": -3.25, "geo_precision": 1},
        {"id": "b", "latitude": None, "longitude": None, "geo_precision": None},
        {"id": "c", "latitude": 123.0, "longitude": 10.0, "geo_precision": 3},
    ]
    placed = write_geojson(stream, rows, id_column="id")
    assert (placed.features, placed.without_point) == (3, 2)
    made = json.loads(stream.getvalue())
    assert [f["id"] for f in made["features"]] == ["a", "b", "c"]
    assert made["features"][0]["geometry"] == {"type": "Point", "coordinates": [-3.25, 12.5]}
    assert "crs" not in made
