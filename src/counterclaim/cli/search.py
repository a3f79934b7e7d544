"""``counterclaim search``: reports by their words, in any script."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from counterclaim.cli.console import output
from counterclaim.cli.ledger_options import (
    After,
    AsJson,
    AsOf,
    Limit,
    Where,
    opened,
    print_json,
    report_head,
    say_more,
)


def search(
    words: Annotated[
        str, typer.Argument(help='Words, all of which must stand; a "phrase" in double quotes.')
    ],
    ledger: Where = None,
    as_of: AsOf = None,
    limit: Limit = 25,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Find reports by their words: accents, vowel points and case do not matter; parts are found too.

    Example: counterclaim search boldak
    """
    with opened(ledger) as kept:
        page = kept.search(words, as_of=as_of, after=after, limit=limit)
    console = output()
    for hit in page.items:
        before, found, behind = hit.excerpt()
        if as_json:
            print_json(
                {
                    "report": report_head(hit.report),
                    "known": hit.known,
                    "start": hit.start,
                    "end": hit.end,
                    "excerpt": before + found + behind,
                    "claims": hit.claims,
                }
            )
            continue
        report = hit.report
        head = [hit.known[:10], report.outlet, report.title, f"{hit.claims} claims", report.id]
        console.print(Text(" · ".join(part for part in head if part), style="bold"))
        line = Text("  " + before)
        line.append(f"[{found}]" if found else "", style="bold")
        console.print(line.append(behind))
    if not page.items and not as_json:
        typer.echo("No report holds these words.")
    say_more(page.next)
