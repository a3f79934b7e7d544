"""``counterclaim read``: reports to claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli.console import Progress, complain, output
from counterclaim.cli.input_options import AllowHost, Column, Fetch, Outlet, Paths, Published, defaults_of
from counterclaim.cli.page import write_page
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.model import Reading, Report

if TYPE_CHECKING:
    from counterclaim.language import Annotator

KINDS = ("casualties", "status", "responsibility", "event", "position")


def read(
    paths: Paths,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the claim contract as JSON, one object a report.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write one self-contained page with the claims marked.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    only: Annotated[
        str | None, typer.Option(help=f"Kinds of claim to show, by comma: {', '.join(KINDS)}.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show which rule read each claim.")] = False,
    model: Annotated[str | None, typer.Option(help="Another installed spaCy English pipeline.")] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Read attributions by rules, without the encoder.")
    ] = False,
    column: Column = None,
    fetch: Fetch = False,
    allow_host: AllowHost = None,
) -> None:
    """Read reports into claims: who says what, which figure, when, where, in which words.

    Example: counterclaim read report.txt --published 2025-10-12 --outlet "The Daily"
    """
    kinds = _kinds(only)
    defaults = defaults_of(published, outlet, column, fetch, allow_host)
    run = _Run(rules_only)
    readings = run.readings(paths, defaults, model)
    if kinds:
        readings = (_only(reading, kinds) for reading in readings)
    if html is not None:
        write_page(list(readings), html)
    elif as_json:
        from counterclaim.contract.claims_json import reading_json

        for reading in readings:
            sys.stdout.write(json.dumps(reading_json(reading), ensure_ascii=True) + "\n")
    else:
        from counterclaim.cli.table import print_reading

        console = output()
        for reading in readings:
            print_reading(console, reading, why=why)
    if run.failed:
        raise typer.Exit(1)


class _Run:
    """One run over many inputs: what was read, what was lost."""

    def __init__(self, rules_only: bool) -> None:
        self.rules_only = rules_only
        self.read = 0
        self.unread = 0
        self.lost = 0

    @property
    def failed(self) -> bool:
        """An input was lost, or nothing at all could be read."""
        return self.lost > 0 or (self.unread > 0 and self.read == 0)

    def readings(self, paths: list[str], defaults: Defaults, model: str | None) -> Iterator[Reading]:
        from counterclaim.language import DEFAULT_MODEL, annotator
        from counterclaim.reading.hearing import warm

        progress = Progress("reports")
        engine = None
        pending: list[Report] = []
        for found in open_reports(paths, defaults):
            if isinstance(found, Problem):
                complain(str(found))
                self.lost += found.lost
                continue
            pending.append(found)
            if engine is None:
                warm(rules_only=self.rules_only)
                engine = annotator(model or DEFAULT_MODEL)
            if len(pending) == _BATCH:
                yield from self._read(pending, engine, progress)
                pending = []
        if pending and engine is not None:
            yield from self._read(pending, engine, progress)
        progress.close()

    def _read(self, reports: list[Report], engine: Annotator, progress: Progress) -> Iterator[Reading]:
        from counterclaim.reading.read import read_many

        for reading in read_many(reports, engine, keep_going=True, rules_only=self.rules_only):
            progress.step()
            wholly = any(u.start == 0 and u.end >= len(reading.report.text) for u in reading.unread)
            self.unread += wholly
            self.read += not wholly
            for gap in reading.unread:
                complain(f"[CC120] {_label(reading.report)}: {gap.reason}.")
            yield reading


#: Reports parsed together. spaCy gains little above 16 texts a batch; 32 keeps memory flat.
_BATCH = 32


def _label(report: Report) -> str:
    return (
        report.ref or report.title or report.url or report.text[:40].replace("\n", " ").strip() or report.id
    )


def _kinds(only: str | None) -> frozenset[str]:
    if only is None:
        return frozenset()
    kinds = frozenset(kind.strip() for kind in only.split(",") if kind.strip())
    unknown = sorted(kinds - set(KINDS))
    if unknown or not kinds:
        raise CounterclaimError(
            "CC121",
            f"--only {only} names no kind of claim.",
            f"Unknown: {', '.join(unknown) or 'nothing given'}.",
            f"Choose from {', '.join(KINDS)}.",
            exit_code=2,
        )
    return kinds


def _only(reading: Reading, kinds: frozenset[str]) -> Reading:
    from dataclasses import replace

    return replace(reading, claims=tuple(claim for claim in reading.claims if claim.kind in kinds))
