"""Keeping a ledger: ``runs``, ``check``, ``backup``, ``restore`` and ``copy``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from counterclaim.cli.add import summary
from counterclaim.cli.console import output
from counterclaim.cli.ledger_options import AsJson, Limit, Where, opened, print_json


def runs(
    number: Annotated[
        int | None, typer.Argument(help="A run's number: shows what became of its inputs.")
    ] = None,
    ledger: Where = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Show what was added when, or what became of every input of one run.

    Example: counterclaim runs 3
    """
    with opened(ledger) as kept:
        found = (kept.run(number),) if number is not None else kept.runs(limit=limit)
    if as_json:
        for run in found:
            print_json(asdict(run))
        return
    if not found:
        typer.echo("Nothing was added yet.")
    for run in found:
        state = "" if run.ended else f" {run.note or 'Not finished: it still runs, or was broken off.'}"
        typer.echo(f"{run.started}  {summary(run)}{state}  ({', '.join(run.inputs)[:80]})")
    if number is None:
        return
    table = Table(pad_edge=False)
    for name in ("Outcome", "Input", "Claims", "Why", "Report"):
        table.add_column(name, justify="right" if name == "Claims" else "left")
    for item in found[0].items:
        why = f"[{item.code}] {item.reason}" if item.code else item.reason or ""
        table.add_row(
            item.outcome, escape(item.label), str(item.claims), escape(why), escape(item.report or "")
        )
    output().print(table)


def check(
    ledger: Where = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also link and group everything anew and compare (slow).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Verify that the ledger follows its own rules; exit code 1 where one is broken.

    Example: counterclaim check --deep
    """
    with opened(ledger) as kept:
        found = kept.check(deep=deep)
    if as_json:
        print_json(asdict(found) | {"sound": found.sound})
    else:
        typer.echo(", ".join(f"{count:,} {name}" for name, count in found.counts.items()) + ".")
        for breach in found.breaches:
            typer.echo(f"{breach.rule}: {breach.where}: {breach.found}.")
        typer.echo("Every rule holds." if found.sound else "[CC619] The ledger is not sound.")
    if not found.sound:
        sys.stderr.write(
            "[CC619] The ledger breaks rules of its own. They are listed above. "
            "Restore a backup into a new ledger, or add the reports to a new one; please tell us.\n"
        )
        raise typer.Exit(1)


def backup(
    path: Annotated[Path, typer.Argument(help="The new file.")],
    ledger: Where = None,
    as_json: AsJson = False,
) -> None:
    """Write a copy of the ledger to a new file, while others read and write it.

    Example: counterclaim backup monday.db
    """
    with opened(ledger) as kept:
        made = kept.backup(path)
    _said(as_json, {"backup": str(made)}, f"The ledger is copied to {made}.")


def restore(
    path: Annotated[Path, typer.Argument(help="The backup.")],
    ledger: Where = None,
    as_json: AsJson = False,
) -> None:
    """Fill a new or empty ledger from a backup.

    Example: counterclaim restore monday.db --ledger new.db
    """
    with opened(ledger, create=True) as kept:
        counts = kept.restore(path)
        where = str(kept.address)
    _said(as_json, counts, f"{counts['reports']:,} reports, {counts['claims']:,} claims are back in {where}.")


def copy(
    target: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="The other ledger, empty or not made yet.")
    ],
    ledger: Where = None,
    as_json: AsJson = False,
) -> None:
    """Copy everything to another ledger: from SQLite to PostgreSQL, or back.

    Example: counterclaim copy postgresql://desk@localhost/ledger
    """
    with opened(ledger) as kept:
        counts = kept.copy_to(target)
    _said(as_json, counts, f"{counts['reports']:,} reports, {counts['claims']:,} claims are copied.")


def _said(as_json: bool, data: dict[str, object] | dict[str, int] | dict[str, str], words: str) -> None:
    if as_json:
        print_json(data)
    else:
        typer.echo(words)
