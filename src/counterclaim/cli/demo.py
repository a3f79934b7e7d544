"""``counterclaim demo``: the main job on the sample newsroom."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from counterclaim.cli.console import Progress, output
from counterclaim.cli.page import write_page
from counterclaim.cli.table import marked_sentence
from counterclaim.exports.wording import (
    STANCE_WORDS,
    claim_words,
    figure_words,
    source_words,
    speaker_words,
)
from counterclaim.knowledge.facilities import facilities
from counterclaim.model import Casualties, Claim, Reading, Status

#: Claims shown for one account, crossings and answers shown; the demo is to fit a few screens.
_SHOWN = 3
_CROSSINGS = 4
_ANSWERS = 4


def demo(
    html: Annotated[
        Path | None,
        typer.Option(help="Also write the biggest occasion's reports as one page, claims marked."),
    ] = None,
) -> None:
    """Read the sample newsroom and show who claims what about its biggest occasion."""
    from counterclaim.language import annotator
    from counterclaim.reading.read import read_many
    from counterclaim.samples import LABEL, sample_newsroom

    samples = list(sample_newsroom())
    progress = Progress("reports")
    readings: list[Reading] = []
    for reading in read_many((s.report for s in samples), annotator()):
        progress.step()
        readings.append(reading)
    progress.close()
    console = output()
    console.print(Text(LABEL, style="bold"))
    kinds = Counter(claim.kind for reading in readings for claim in reading.claims)
    total = sum(kinds.values())
    listed = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    console.print(f"{len(readings)} reports read, {total} claims: {listed}.\n")
    biggest, _ = Counter(s.occasion for s in samples).most_common(1)[0]
    chosen = [r for s, r in zip(samples, readings, strict=True) if s.occasion == biggest]
    console.print(Text(f"The biggest occasion: {biggest}, {len(chosen)} reports\n", style="bold"))
    print_disputed(console, chosen)
    print_crossings(console, chosen)
    print_answers(console, chosen)
    if html is not None:
        write_page(chosen, html)
    console.print("Every report with its claims marked:  counterclaim demo --html demo.html")
    console.print("A report of your own:                 counterclaim read FILE --published 2025-10-12")


def print_crossings(console: Console, readings: list[Reading]) -> None:
    """What is said of crossings and airports now, by facility and state, with who says so."""
    gathered: dict[tuple[str, str], list[tuple[Reading, Claim]]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            payload = claim.payload
            if not isinstance(payload, Status) or payload.expected or claim.background:
                continue
            if facility := facilities().get(payload.facility_id or ""):
                scope = f" to {', '.join(payload.scope)}" if payload.scope else ""
                gathered[facility.name, payload.state + scope].append((reading, claim))
    table = _table("Crossings", "Crossing", "State", "Who says so, in these words")
    for (name, state), claims in sorted(gathered.items(), key=lambda item: -len(item[1]))[:_CROSSINGS]:
        table.add_row(escape(name), escape(state), _sentences(claims))
    if gathered:
        console.print(table)
        console.print()


def print_answers(console: Console, readings: list[Reading]) -> None:
    """Denials and refusals to confirm, beside the claim of the same report that each answers."""
    table = _table("Answers", "Claim", "Answer", "In these words")
    for reading in readings:
        by_id = {claim.id: claim for claim in reading.claims}
        for claim in reading.claims:
            if claim.answers in by_id and table.row_count < _ANSWERS:
                charge = by_id[claim.answers]
                table.add_row(
                    escape(f"{speaker_words(charge)}: {claim_words(charge)}"),
                    escape(f"{speaker_words(claim)} {STANCE_WORDS[claim.stance]}"),
                    _sentences([(reading, claim)]),
                )
    if table.row_count:
        console.print(table)
        console.print()


def print_disputed(console: Console, readings: list[Reading]) -> None:
    """One table for each side whose dead are disputed: who says how many, in which words."""
    for side, accounts in disputed(readings).items():
        table = _table(f"{side}: killed, by who speaks", "Account", "Figure", "In these words")
        for speaker, figures in accounts.items():
            for figure, claims in figures.items():
                table.add_row(escape(speaker), escape(figure), _sentences(claims))
        console.print(table)
        console.print()


def _table(title: str, first: str, second: str, words: str) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True, pad_edge=False)
    table.add_column(first, ratio=2)
    table.add_column(second, ratio=2)
    table.add_column(words, ratio=8)
    return table


def _sentences(claims: list[tuple[Reading, Claim]]) -> Text:
    """The sentences of the first few claims, each after its outlet and speaker."""
    words = Text()
    for number, (reading, claim) in enumerate(claims[:_SHOWN]):
        if number:
            words.append("\n")
        name = source_words(claim.source) if claim.source else "the report itself"
        words.append(f"{reading.report.outlet}, {name}: ", style="italic")
        words.append(marked_sentence(reading.report.text, claim))
    if len(claims) > _SHOWN:
        words.append(f"\nand {len(claims) - _SHOWN} more")
    return words


Accounts = dict[str, dict[str, list[tuple[Reading, Claim]]]]


def disputed(readings: list[Reading]) -> dict[str, Accounts]:
    """Sides whose dead are told differently: side to speaker to figure to claims, most claims first.

    Only figures of the occasion count: background and cumulative totals, subsets of another figure and
    denials are left out.
    """
    gathered: dict[str, Accounts] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for reading in readings:
        for claim in reading.claims:
            payload = claim.payload
            if not isinstance(payload, Casualties) or len(payload.victims.side) != 1:
                continue
            if (
                payload.outcome not in ("killed", "killed or wounded")
                or payload.subset_of
                or claim.background
            ):
                continue
            if payload.outcome == "killed or wounded" and payload.figure.bound != "none":
                continue
            if claim.stance != "asserts" or payload.cumulative:
                continue
            speaker = " and ".join(claim.side) or "others, or not said"
            gathered[payload.victims.side[0]][speaker][figure_words(payload.figure)].append((reading, claim))
    kept = {
        side: accounts
        for side, accounts in gathered.items()
        if len(accounts) > 1 and len({figure for figures in accounts.values() for figure in figures}) > 1
    }
    ordered = sorted(kept.items(), key=lambda item: -_size(item[1]))
    return {side: _sorted_accounts(accounts, side) for side, accounts in ordered[:3]}


def _size(accounts: Accounts) -> int:
    return sum(len(claims) for figures in accounts.values() for claims in figures.values())


def _sorted_accounts(accounts: Accounts, side: str) -> Accounts:
    """The side itself first, then the other sides by how often they speak."""
    order = sorted(
        accounts, key=lambda speaker: (speaker != side, -sum(map(len, accounts[speaker].values())))
    )
    return {
        speaker: dict(sorted(accounts[speaker].items(), key=lambda item: -len(item[1]))) for speaker in order
    }
