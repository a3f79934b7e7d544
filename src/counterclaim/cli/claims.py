"""``counterclaim claims``: the ledger's claims, by kind, side, source, place, date and words."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from counterclaim.cli.console import output
from counterclaim.cli.ledger_options import (
    After,
    AsJson,
    AsOf,
    Limit,
    On,
    Where,
    opened,
    print_json,
    say_more,
    told_json,
)
from counterclaim.cli.table import marked_sentence
from counterclaim.exports.wording import STANCE_WORDS, claim_words, interval_words, speaker_words, where_words
from counterclaim.model import Told


def claims(
    ledger: Where = None,
    kind: Annotated[
        str | None, typer.Option(help="casualties, status, responsibility, event or position.")
    ] = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies or does_not_confirm.")] = None,
    side: Annotated[str | None, typer.Option(help="The side that speaks.")] = None,
    about: Annotated[
        str | None, typer.Option(help="The side spoken of: whose dead, who acted, who is accused.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Part of a speaker's name, or its id in the registry.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="A place, a province, or a country's two letters (AF).")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words that the report holds.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Claimed of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Claimed of this day or earlier.")] = None,
    incident: Annotated[str | None, typer.Option(metavar="ID", help="Of this incident only.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Of this report only.")] = None,
    as_of: AsOf = None,
    on: On = None,
    limit: Limit = 50,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Show claims, the latest known first.

    Example: counterclaim claims --kind casualties --side Pakistan --on 2025-10-12
    """
    with opened(ledger) as kept:
        page = kept.claims(
            kind=kind,
            stance=stance,
            side=side,
            about=about,
            source=source,
            place=place,
            text=text,
            since=since,
            until=until,
            incident=incident,
            report=report,
            as_of=as_of,
            on=on,
            after=after,
            limit=limit,
        )
    if as_json:
        for told in page.items:
            print_json(told_json(told))
    elif page.items:
        output().print(_table(page.items))
    else:
        typer.echo("No claim fits.")
    say_more(page.next)


def _table(found: tuple[Told, ...]) -> Table:
    table = Table(show_lines=True, pad_edge=False, expand=True)
    table.add_column("Known", no_wrap=True)
    table.add_column("Who says", ratio=3)
    table.add_column("What", ratio=4)
    table.add_column("When, where", ratio=3)
    table.add_column("In these words", ratio=6)
    for told in found:
        claim, report = told.claim, told.report
        stance = "" if claim.stance == "asserts" else f" ({STANCE_WORDS[claim.stance]})"
        words = Text(f"{report.outlet or report.url or report.id}: ", style="italic")
        words.append(marked_sentence(report.text, claim))
        table.add_row(
            told.known[:10],
            escape(speaker_words(claim)),
            escape(f"{claim.kind}{stance}\n{claim_words(claim)}\n{told.key}"),
            escape("\n".join(part for part in (interval_words(claim.when), where_words(claim)) if part)),
            words,
        )
    return table
