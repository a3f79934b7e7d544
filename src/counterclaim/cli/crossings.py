"""``counterclaim crossings`` and ``crossing ID``: open or shut, to whom, since when, on whose word."""

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
)
from counterclaim.cli.words import word_rows
from counterclaim.contract.accounts_json import crossing_json
from counterclaim.exports.brief import passages
from counterclaim.exports.brief_notes import Notes
from counterclaim.exports.brief_records import Passage
from counterclaim.exports.jsonl import told_json
from counterclaim.exports.wording_verdicts import GLYPHS, STATE_GLYPHS
from counterclaim.model import CrossingTimeline

_STYLES = {"open": "green", "closed": "bold red", "contradicted": "yellow", "partially open": "yellow"}


def crossings(
    ledger: Where = None,
    every: Annotated[
        bool, typer.Option("--every", help="Also roads and gates that the table of crossings does not know.")
    ] = False,
    as_of: AsOf = None,
    on: On = None,
    limit: Limit = 25,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List crossings, airports and roads, latest spoken of first: the state of each for each kind of traffic.

    Example: counterclaim crossings --on 2025-10-12 --as-of 2025-10-12
    """
    with opened(ledger) as kept:
        page = kept.crossings(every=every, as_of=as_of, on=on, after=after, limit=limit)
    if as_json:
        for timeline in page.items:
            print_json(crossing_json(timeline))
    elif page.items:
        output().print(_list(page.items))
    else:
        typer.echo("Nothing was said of any crossing.")
    say_more(page.next)


def _list(found: tuple[CrossingTimeline, ...]) -> Table:
    table = Table(show_lines=True, pad_edge=False, expand=True)
    table.add_column("Crossing", ratio=3)
    table.add_column("For", ratio=4)
    table.add_column("State", ratio=2)
    table.add_column("Since, on whose word", ratio=7)
    for timeline in found:
        first = True
        for passage in passages(timeline, Notes({})):
            if passage.state == "unknown" and not first:
                continue
            name = f"{timeline.name}\n{timeline.facility}"
            table.add_row(
                escape(name if first else ""),
                escape(", ".join(passage.modes)),
                _state(passage),
                _who(passage),
            )
            first = False
    return table


def _state(passage: Passage) -> Text:
    return Text(f"{STATE_GLYPHS[passage.state]} {passage.state}", style=_STYLES.get(passage.state, "dim"))


def _who(passage: Passage) -> Text:
    out = Text("; ".join(part for part in (passage.since, passage.last) if part))
    if passage.agreed:
        out.append(f"\n{GLYPHS['agreed']} agreed by both sides", style="green")
    for word in passage.words:
        if word.answer != "nothing said":
            unnamed = ", unnamed speakers only" if "unnamed" in word.more else ""
            out.append(f"\n{word.voice}: {word.answer} ({word.last}{unnamed})", style="dim")
    for clash in passage.clashes:
        out.append(f"\n{GLYPHS['contested']} {clash.voice}: {clash.answer}", style="yellow")
    return out


def crossing(
    which: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, the beginning of it, or a part of its name.")
    ],
    ledger: Where = None,
    as_of: AsOf = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Show one crossing: its state for each kind of traffic by each side, in the words said, and its history.

    Example: counterclaim crossing torkham --on 2025-10-12
    """
    with opened(ledger) as kept:
        timeline, told = kept.crossing(kept.whole_id("crossing", which), as_of=as_of, on=on)
    if as_json:
        print_json(crossing_json(timeline) | {"told": [told_json(t) for t in told]})
        return
    console = output()
    sides = f" · between {' and '.join(timeline.sides)}" if timeline.sides else ""
    when = f" · on {timeline.on}" if timeline.on else ""
    console.print(Text(f"{timeline.name}{sides}{when}", style="bold"))
    notes = Notes({t.key: t for t in told})
    for passage in passages(timeline, notes):
        _print(passage, notes)
    history = Table(title="History", title_justify="left", pad_edge=False)
    for name in ("For", "State", "From", "Until", "Claims"):
        history.add_column(name, justify="right" if name == "Claims" else "left")
    seen: dict[tuple[tuple[str, str, str | None, int], ...], list[str]] = {}
    runs: tuple[tuple[str, str, str | None, int], ...]
    for mode in timeline.modes:
        runs = tuple((p.state, p.start, p.until, len(p.claims)) for p in mode.periods)
        if runs:
            seen.setdefault(runs, []).append(mode.mode)
    for runs, modes in seen.items():
        for number, (state, start, until, claims) in enumerate(runs):
            name = ", ".join(modes) if number == 0 else ""
            history.add_row(name, f"{STATE_GLYPHS[state]} {state}", start, until or "", str(claims))
        history.add_section()
    if seen:
        console.print(history)


def _print(passage: Passage, notes: Notes) -> None:
    title = Text(f"{', '.join(passage.modes)}: ", style="bold not italic")
    title.append(_state(passage))
    if passage.agreed:
        title.append(f"  {GLYPHS['agreed']} agreed by both sides", style="green")
    facts = "; ".join(part for part in (passage.since, passage.last) if part)
    title.append(f"  {facts}" if facts else "", style="dim")
    said = [word for word in passage.words if word.notes]
    if not said and not passage.announced:
        output().print(title)
        return
    table = Table(title=title, title_justify="left", show_lines=True, expand=True, pad_edge=False)
    table.add_column("Who says", ratio=3)
    table.add_column("What", ratio=3)
    table.add_column("In these words", ratio=9)
    for row in word_rows((*said, *passage.clashes, *passage.announced), notes):
        table.add_row(*row)
    silent = [word.voice for word in passage.words if word.answer == "nothing said"]
    if silent:
        table.caption = Text(f"{', '.join(silent)}: nothing said", style="dim")
        table.caption_justify = "left"
    output().print(table)
