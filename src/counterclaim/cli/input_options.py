"""What every command that takes reports in can be told about its inputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, columns_of
from counterclaim.intake.dates import iso_date

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH|URL|-...", help="Files, folders, patterns, an address, or - for stdin."),
]
Published = Annotated[
    str | None, typer.Option(help="Publication date for inputs that carry none (2025-10-12).")
]
Outlet = Annotated[str | None, typer.Option(help="Outlet for inputs that carry none.")]
Column = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=NAME", help="Which column or key holds a field (text=body)."),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the addresses found in a list.")]
AllowHost = Annotated[
    list[str] | None, typer.Option(help="Fetch from this host although its address is private.")
]


def defaults_of(
    published: str | None,
    outlet: str | None,
    column: Iterable[str] | None,
    fetch: bool,
    allow_host: Iterable[str] | None,
) -> Defaults:
    """What was said, checked; raises `CounterclaimError` CC107 for a date that is none, CC160 for a column.

    >>> defaults_of("2025-10-12", None, ["text=body"], False, None).columns
    (('text', 'body'),)
    """
    if published is not None and iso_date(published) is None:
        raise CounterclaimError(
            "CC107",
            f"--published {published} is no date.",
            "It must be one that exists.",
            "Write it as 2025-10-12.",
            exit_code=2,
        )
    return Defaults(
        published=iso_date(published) if published else None,
        outlet=outlet,
        allow_hosts=frozenset(allow_host or ()),
        columns=columns_of(column or ()),
        fetch=fetch,
    )
