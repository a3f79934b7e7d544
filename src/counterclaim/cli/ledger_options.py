"""What the commands on a ledger share: their options, opening it, and JSON of what it gives."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger
    from counterclaim.model import Report, Told

Where = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE. "
        "Default: COUNTERCLAIM_LEDGER, else counterclaim.db in your data folder.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="Only what was known by then (2025-10-12, or with a time)."),
]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="What was so on that day.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")]
After = Annotated[
    str | None, typer.Option("--after", help="Go on after this place, as the page before gave it.")
]


@contextmanager
def opened(where: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger that the option names, closed afterwards; only `add` makes one."""
    from counterclaim.ledger import Ledger

    with Ledger.open(where, create=create) as ledger:
        yield ledger


def print_json(value: Any) -> None:
    """One object on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def say_more(following: str | None) -> None:
    """Tell on stderr how to get the next page, where there is one."""
    if following is not None:
        sys.stderr.write(f"There are more. Go on with: --after '{following}'\n")


def told_json(told: Told) -> dict[str, Any]:
    """A claim as the contract prints it, with its key, its moment, and its report without text."""
    from counterclaim.contract.claims_json import claim_json

    return {
        "key": told.key,
        "known": told.known,
        "origin": told.origin,
        "report": report_head(told.report),
        "claim": claim_json(told.claim),
    }


def report_head(report: Report) -> dict[str, Any]:
    """A report as the contract prints it, without its text."""
    from counterclaim.contract.claims_json import report_json

    return {name: value for name, value in report_json(report).items() if name != "text"}
