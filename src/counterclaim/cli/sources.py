"""``counterclaim sources``: who speaks, how often, for whom, and how others answered."""

from __future__ import annotations

from dataclasses import asdict
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
    Where,
    opened,
    print_json,
    say_more,
)
from counterclaim.cli.table import marked_sentence
from counterclaim.contract.accounts_json import speaker_json
from counterclaim.exports.wording import claim_words
from counterclaim.ledger.records import SourceRow
from counterclaim.model import Speaker, Told

#: Claims of each kind that an opened speaker shows; ``--json`` has all.
_SHOWN = 5


def sources(
    number: Annotated[
        int | None,
        typer.Argument(help="A number of the list: shows what that speaker said and who denied it."),
    ] = None,
    ledger: Where = None,
    side: Annotated[str | None, typer.Option(help="Speakers for this side only.")] = None,
    name: Annotated[str | None, typer.Option(help="A part of the speaker's name.")] = None,
    as_of: AsOf = None,
    limit: Limit = 50,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List who speaks, the most claims first: for whom, how often denied or not confirmed by others.

    Example: counterclaim sources --side Taliban
    """
    with opened(ledger) as kept:
        if number is not None:
            found = kept.source(number, as_of=as_of)
            told = {t.key: t for s in found for key in _some(s) for t in (kept.claim(key).told,)}
            for speaker in found:
                if as_json:
                    print_json(speaker_json(speaker))
                else:
                    _open(speaker, told)
            return
        page = kept.sources(side=side, name=name, as_of=as_of, after=after, limit=limit)
    if as_json:
        for row in page.items:
            print_json(asdict(row))
    elif page.items:
        output().print(_list(page.items))
    else:
        typer.echo("Nobody fits.")
    say_more(page.next)


def _list(rows: tuple[SourceRow, ...]) -> Table:
    table = Table(pad_edge=False, expand=True)
    for heading in ("#", "Who", "For", "Claims", "Reports", "Denied", "Not confirmed", "First", "Last"):
        counted = heading in ("#", "Claims", "Reports", "Denied", "Not confirmed")
        table.add_column(
            heading, justify="right" if counted else "left", ratio=4 if heading == "Who" else None
        )
    for row in rows:
        table.add_row(
            str(row.number),
            escape(row.name) + (" (not named)" if row.anonymous else ""),
            escape(" and ".join(row.sides)),
            *(f"{n:,}" for n in (row.claims, row.reports, row.denied, row.not_confirmed)),
            row.first_known[:10],
            row.last_known[:10],
        )
    return table


def _some(speaker: Speaker) -> list[str]:
    kinds = (speaker.denied, speaker.not_confirmed, speaker.contradicted, speaker.confirmed, speaker.claims)
    return [key for keys in kinds for key in keys[:_SHOWN]]


def _open(speaker: Speaker, told: dict[str, Told]) -> None:
    console = output()
    side = f", {speaker.side}" if speaker.side and speaker.side != speaker.name else ""
    console.print(Text(f"{speaker.name}{side}: {len(speaker.claims):,} claims", style="bold"))
    facts = [
        f"{speaker.share_anonymous:.0%} unnamed" if speaker.anonymous else "",
        ", ".join(speaker.outlets),
    ]
    console.print(Text(" · ".join(part for part in facts if part), style="dim"))
    kinds = (
        ("denied by others", speaker.denied),
        ("not confirmed by others", speaker.not_confirmed),
        ("contradicted by another side's account", speaker.contradicted),
        ("borne out by another side's account", speaker.confirmed),
        ("said", speaker.claims),
    )
    for title, keys in kinds:
        if not keys:
            continue
        console.print(Text(f"{title}: {len(keys):,}", style="bold"))
        for key in keys[:_SHOWN]:
            line = Text(f"  {told[key].known[:10]} {claim_words(told[key].claim)}: ")
            console.print(line.append(marked_sentence(told[key].report.text, told[key].claim)))
