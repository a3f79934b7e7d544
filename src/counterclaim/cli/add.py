"""``counterclaim add``: reports into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from platformdirs import user_cache_dir

from counterclaim.batch.cores import usable_cores
from counterclaim.batch.inputs import open_inputs
from counterclaim.cli.claims_files import ENGINES, size_of, write_claims_of
from counterclaim.cli.console import Progress, complain
from counterclaim.cli.input_options import AllowHost, Column, Fetch, Outlet, Paths, Published, defaults_of
from counterclaim.cli.ledger_options import AsJson, Where, opened, print_json
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Problem
from counterclaim.model import Reading, Report

if TYPE_CHECKING:
    from counterclaim.ledger import Run, RunItem


def add(
    paths: Paths,
    ledger: Where = None,
    published: Published = None,
    outlet: Outlet = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew what another version of counterclaim has read.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that read; all cores unless said.", show_default=False),
    ] = None,
    engine: Annotated[
        str, typer.Option(help="Where to read: local (this machine's cores) or ray.")
    ] = "local",
    ray_address: Annotated[
        str | None, typer.Option(help="A running Ray cluster; without it, Ray is started here.")
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write claims as Parquet files there, not into a ledger."),
    ] = None,
    column: Column = None,
    fetch: Fetch = False,
    allow_host: AllowHost = None,
    as_json: AsJson = False,
) -> None:
    """Read reports into the ledger and link them; what is there already is skipped.

    Example: counterclaim add reports/ --published 2025-10-12 --outlet "The Daily"
    """
    if engine not in ENGINES:
        raise CounterclaimError(
            "CC806", f"--engine {engine} is none.", "There are local and ray.", "Choose one.", exit_code=2
        )
    defaults = defaults_of(published, outlet, column, fetch, allow_host)
    jobs = jobs or usable_cores()
    if claims is not None or engine == "ray":
        folder = claims or Path(user_cache_dir("counterclaim")) / "claims"
        written = write_claims_of(paths, folder, defaults, engine, ray_address, jobs)
        if claims is not None:
            typer.echo(written.summary(as_json=as_json))
            raise typer.Exit(1 if written.lost else 0)
        stream = written.stream()
    else:
        stream = None
    progress = Progress("reports", total=None if stream else size_of(paths))

    def heard(item: RunItem) -> None:
        progress.step(item.outcome)
        if item.outcome == "failed":
            complain(f"[{item.code}] {item.label}: {item.reason}.")

    def opened_inputs() -> Iterator[Report | Reading | Problem]:
        for found in open_inputs(paths, defaults, taken=progress.taken):
            progress.opened()
            yield found

    with opened(ledger, create=True) as kept:
        try:
            run = kept.add(
                stream or opened_inputs(),
                defaults=defaults,
                again=again,
                jobs=jobs,
                named=paths,
                progress=heard,
                notice=lambda p: complain(str(p)),
            )
        except KeyboardInterrupt:
            progress.close()
            complain("Stopped. What was added is kept; run the same command again to go on.")
            raise typer.Exit(130) from None
        where = str(kept.address)
    progress.close()
    if as_json:
        print_json(asdict(run) | {"ledger": where})
    else:
        typer.echo(summary(run))
        sys.stderr.write(f"The ledger is {where}.\n")
    if run.failed:
        raise typer.Exit(1)


def summary(run: Run) -> str:
    """What a run did, in one line.

    >>> from counterclaim.ledger import Run
    >>> summary(Run(3, "", "", "0.1.0", (), read=1, skipped=2, claims=7))
    'Run 3: 1 report read, 7 claims added; 2 skipped; 0 failed.'
    """
    reports = "report" if run.read == 1 else "reports"
    claims = "claim" if run.claims == 1 else "claims"
    return (
        f"Run {run.number}: {run.read:,} {reports} read, {run.claims:,} {claims} added; "
        f"{run.skipped:,} skipped; {run.failed:,} failed."
    )
