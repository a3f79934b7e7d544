"""``counterclaim export``: claims, incidents or event reports as CSV, JSON Lines, GeoJSON or Parquet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim import __version__
from counterclaim.cli.console import Progress, complain
from counterclaim.cli.files import replaced
from counterclaim.cli.ledger_options import AsOf, On, Where, opened
from counterclaim.errors import CounterclaimError
from counterclaim.exports.columns import (
    CLAIM_COLUMNS,
    CLAIM_DROPPED,
    EVENTREPORT_EMPTY,
    INCIDENT_COLUMNS,
    INCIDENT_DROPPED,
    REPORT_COLUMNS,
    Columns,
    Row,
    claim_row,
    incident_row,
    report_table,
)

if TYPE_CHECKING:
    from counterclaim.ledger import Dossier, Ledger
    from counterclaim.model import Told

WHAT = ("claims", "incidents", "reports")
FORMATS = ("csv", "jsonl", "geojson", "parquet")
_POLICIES = ("ucdp", "acled")
#: Records fetched at a time: enough that a page costs less than its rows, few enough for little memory.
_PAGE = 200
_COLUMNS: dict[str, Columns] = {
    "claims": CLAIM_COLUMNS,
    "incidents": INCIDENT_COLUMNS,
    "reports": REPORT_COLUMNS,
}
_DROPPED = {"claims": CLAIM_DROPPED, "incidents": INCIDENT_DROPPED, "reports": EVENTREPORT_EMPTY}


def export(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", help="claims; incidents; or reports: one row for every report of an incident."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file; standard output if not given (CSV, JSON Lines)."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="csv, jsonl, geojson or parquet; by the file's name if not given."),
    ] = None,
    ledger: Where = None,
    side: Annotated[
        str | None, typer.Option(help="Claims that this side makes; incidents to which it is party.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="At a place, in a province, or in a country (AF).")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Of this day or earlier.")] = None,
    periods: Annotated[
        bool, typer.Option("--periods", help="Also incidents told of whole months and years.")
    ] = False,
    as_of: AsOf = None,
    on: On = None,
    policy: Annotated[
        str, typer.Option(help="How an incident's dead and wounded become one figure: ucdp or acled.")
    ] = "ucdp",
) -> None:
    """Write claims or incidents as a table for other programs, with a report of what the form could not hold.

    Example: counterclaim export incidents -o incidents.csv --since 2025-10-01
    """
    form = _form(what, out, format_, policy)
    filters = {"side": side, "place": place, "since": since, "until": until, "as_of": as_of, "on": on}
    asked = {name: value for name, value in filters.items() if value is not None}
    with opened(ledger) as kept:
        made = _Export(kept, what, form, asked, periods, policy)
        if out is None:
            made.to_stream(sys.stdout)
            return
        with replaced(out) as draft:
            made.to_file(draft)
    about = out.with_name(out.name + ".report.json")
    if form != "jsonl":
        with replaced(about) as draft:
            draft.write_text(json.dumps(made.report(out.name), indent=2, ensure_ascii=True) + "\n", "utf-8")
    wrote = f"Wrote {out}: {made.rows:,} rows"
    complain(wrote + (f"; what it leaves out stands in {about.name}." if form != "jsonl" else "."))


def _form(what: str, out: Path | None, given: str | None, policy: str) -> str:
    form = given or (out.suffix.lower().lstrip(".") if out is not None else "csv")
    form = {"json": "geojson", "ndjson": "jsonl"}.get(form, form)
    wrong = (
        ("WHAT", what, WHAT) if what not in WHAT else None,
        ("--format", form, FORMATS) if form not in FORMATS else None,
        ("--policy", policy, _POLICIES) if policy not in _POLICIES else None,
    )
    for bad in wrong:
        if bad is not None:
            name, value, choices = bad
            raise CounterclaimError(
                "CC633",
                f"{value!r} cannot be exported." if name == "WHAT" else f"{name} {value} is not known.",
                f"There are {', '.join(choices)}.",
                "Choose one of them.",
                exit_code=2,
            )
    if out is None and form in ("geojson", "parquet"):
        raise CounterclaimError(
            "CC634",
            f"{form} goes to a file only.",
            "It comes with a report of what it leaves out.",
            f"Name one: --out {what}.{form}",
            exit_code=2,
        )
    return form


class _Export:
    """One export: its rows, and what to say of it afterwards."""

    def __init__(
        self, kept: Ledger, what: str, form: str, asked: dict[str, str], periods: bool, policy: str
    ) -> None:
        self.kept, self.what, self.form = kept, what, form
        self.asked, self.periods, self.policy = asked, periods, policy
        self.rows = self.without_point = 0
        self.progress = Progress(what)

    def to_stream(self, stream: Any) -> None:
        """Write CSV or JSON Lines."""
        from counterclaim.exports.jsonl import write_jsonl
        from counterclaim.exports.tables_csv import write_csv

        if self.form == "jsonl":
            self.rows = write_jsonl(stream, self._records())
        else:
            self.rows = write_csv(stream, _COLUMNS[self.what], self._rows())
        self.progress.close()

    def to_file(self, path: Path) -> None:
        """Write in any form."""
        if self.form == "parquet":
            from counterclaim.exports.parquet import write_parquet

            self.rows = write_parquet(path, _COLUMNS[self.what], self._rows())
            return
        with path.open("w", encoding="utf-8", newline="", errors="replace") as stream:
            if self.form == "geojson":
                from counterclaim.exports.geojson import write_geojson

                key = "key" if self.what == "claims" else "id"
                placed = write_geojson(stream, self._rows(), id_column=key)
                self.rows, self.without_point = placed.features, placed.without_point
            else:
                self.to_stream(stream)

    def report(self, name: str) -> dict[str, Any]:
        """What the file holds, by which policy, and what it could not hold."""
        out: dict[str, Any] = {
            "file": name,
            "what": self.what,
            "format": self.form,
            "made_by": f"counterclaim {__version__}",
            "asked": self.asked,
            "policy": None if self.what == "claims" else ("ucdp" if self.what == "reports" else self.policy),
            "rows": self.rows,
            "columns": list(_COLUMNS[self.what]),
            "dropped": dict(_DROPPED[self.what]),
        }
        if self.form == "geojson":
            out["rows_without_point"] = self.without_point
        if self.form == "csv":
            out["changed"] = "Text that a spreadsheet would run as a formula has an apostrophe before it."
        return out

    def _rows(self) -> Iterator[Row]:
        if self.what == "claims":
            for told, incident in self._claims():
                yield claim_row(told, incident)
            return
        for dossier in self._incidents():
            if self.what == "incidents":
                yield incident_row(dossier, self.policy)
            else:
                yield from report_table(dossier)

    def _records(self) -> Iterator[dict[str, Any]]:
        from counterclaim.exports.jsonl import dossier_json, told_json

        if self.what == "claims":
            for told, incident in self._claims():
                yield told_json(told, incident)
        elif self.what == "incidents":
            for dossier in self._incidents():
                yield dossier_json(dossier)
        else:
            for dossier in self._incidents():
                yield from report_table(dossier)

    def _claims(self) -> Iterator[tuple[Told, str | None]]:
        for page in _pages(lambda after: self.kept.claims(**self.asked, after=after, limit=_PAGE)):
            homes = self.kept.incidents_of([told.key for told in page])
            for told in page:
                self.progress.step()
                yield told, homes.get(told.key)

    def _incidents(self) -> Iterator[Dossier]:
        pages = _pages(
            lambda after: self.kept.incidents(**self.asked, periods=self.periods, after=after, limit=_PAGE)
        )
        for page in pages:
            for dossier in self.kept.files([i.id for i in page], as_of=self.asked.get("as_of")):
                self.progress.step()
                yield dossier


def _pages(ask: Callable[[str | None], Any]) -> Iterator[Any]:
    after = None
    while True:
        page = ask(after)
        if page.items:
            yield page.items
        after = page.next
        if after is None:
            return
