"""``counterclaim read``: reports to claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli.console import Progress, complain, output
from counterclaim.cli.page import write_page
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.intake.dates import iso_date
from counterclaim.model import Reading, Report

KINDS = ("casualties", "status", "responsibility", "event", "position")


def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL|-...", help="Files, folders, patterns, an address, or - for stdin."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the claim contract as JSON, one object a report.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write one self-contained page with the claims marked.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Publication date for inputs that carry none (2025-10-12).")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet for inputs that carry none.")] = None,
    only: Annotated[
        str | None, typer.Option(help=f"Kinds of claim to show, by comma: {', '.join(KINDS)}.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show which rule read each claim.")] = False,
    model: Annotated[str | None, typer.Option(help="Another installed spaCy English pipeline.")] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Fetch from this host although its address is private.")
    ] = None,
) -> None:
    """Read reports into claims: who says what, which figure, when, where, in which words.

    Example: counterclaim read report.txt --published 2025-10-12 --outlet "The Daily"
    """
    kinds = _kinds(only)
    if published is not None and iso_date(published) is None:
        raise CounterclaimError(
            "CC107",
            f"--published {published} is no date.",
            "It must be one that exists.",
            "Write it as 2025-10-12.",
            exit_code=2,
        )
    defaults = Defaults(
        published=iso_date(published) if published else None,
        outlet=outlet,
        allow_hosts=frozenset(allow_host or ()),
    )
    run = _Run()
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

    def __init__(self) -> None:
        self.read = 0
        self.unread = 0
        self.lost = 0

    @property
    def failed(self) -> bool:
        """An input was lost, or nothing at all could be read."""
        return self.lost > 0 or (self.unread > 0 and self.read == 0)

    def readings(self, paths: list[str], defaults: Defaults, model: str | None) -> Iterator[Reading]:
        from counterclaim.language import DEFAULT_MODEL, annotator
        from counterclaim.reading.read import read_many

        progress = Progress("reports")
        engine = None
        pending: list[Report] = []
        for found in open_reports(paths, defaults):
            if isinstance(found, Problem):
                complain(str(found))
                self.lost += found.lost
                continue
            pending.append(found)
            if len(pending) == _BATCH:
                engine = engine or annotator(model or DEFAULT_MODEL)
                yield from self._counted(read_many(pending, engine, keep_going=True), progress)
                pending = []
        if pending:
            engine = engine or annotator(model or DEFAULT_MODEL)
            yield from self._counted(read_many(pending, engine, keep_going=True), progress)
        progress.close()

    def _counted(self, readings: Iterator[Reading], progress: Progress) -> Iterator[Reading]:
        for reading in readings:
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
