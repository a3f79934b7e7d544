"""Claims as a table a person can read, with the words marked in their sentence."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from counterclaim.exports.wording import (
    STANCE_WORDS,
    claim_words,
    interval_words,
    sentence_around,
    speaker_words,
    where_words,
)
from counterclaim.model import Claim, Reading

_COLOUR = {
    "casualties": "red",
    "status": "green",
    "responsibility": "yellow",
    "event": "blue",
    "position": "magenta",
}


def print_reading(console: Console, reading: Reading, *, why: bool = False) -> None:
    """Print one report's claims, or say that there are none."""
    report = reading.report
    opening = " ".join(report.text[:70].split())
    facts = [
        report.title or f"{opening}…",
        report.outlet,
        ", ".join(report.agencies),
        report.published,
        report.ref,
    ]
    console.print(Text(" · ".join(f for f in facts if f), style="bold"))
    for gap in reading.unread:
        console.print(Text(f"  not read: {gap.reason}", style="yellow"))
    if not reading.claims:
        if not reading.unread:
            console.print("  No claim was read in this report.")
        console.print()
        return
    table = Table(show_lines=True, pad_edge=False, expand=True)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Who says", ratio=3)
    table.add_column("What", ratio=4)
    table.add_column("When, where", ratio=2)
    table.add_column("In these words", ratio=6)
    numbers = {claim.id: n for n, claim in enumerate(reading.claims, start=1)}
    for number, claim in enumerate(reading.claims, start=1):
        table.add_row(
            str(number),
            escape(_speaker(claim)),
            _what(claim, numbers, why=why),
            escape("\n".join(part for part in (interval_words(claim.when), where_words(claim)) if part)),
            marked_sentence(reading.report.text, claim),
        )
    console.print(table)
    console.print()


def _speaker(claim: Claim) -> str:
    words = speaker_words(claim)
    if claim.source is not None and claim.source.anonymous:
        words += " (not named)"
    return words


def _what(claim: Claim, numbers: dict[str, int], *, why: bool) -> Text:
    words = Text(claim.kind, style=f"bold {_COLOUR[claim.kind]}")
    if claim.stance != "asserts":
        words.append(f" {STANCE_WORDS[claim.stance]}", style="bold")
    words.append("\n" + claim_words(claim), style="")
    notes = []
    if claim.hedge:
        notes.append(f"hedged “{claim.hedge.text}”")
    if claim.background:
        notes.append("background")
    if claim.answers in numbers:
        notes.append(f"answers {numbers[claim.answers]}")
    if why:
        notes.append(f"rule {claim.rule}, confidence {claim.confidence:.2f}")
    if notes:
        words.append("\n" + "; ".join(notes), style="dim")
    return words


def marked_sentence(text: str, claim: Claim) -> Text:
    """The evidence in its surroundings, the evidence itself marked.

    Without colour the marks are brackets, so that they also show in a file.
    """
    start, end = sentence_around(text, claim.evidence[0].start, claim.evidence[-1].end)
    out = Text("…" if start and text[start - 1].isalnum() else "")
    at = start
    for span in claim.evidence:
        if span.start < at:
            continue
        out.append(text[at : span.start])
        out.append(f"[{span.text}]", style="bold")
        at = span.end
    out.append(text[at:end])
    if end < len(text) and text[end - 1].isalnum() and text[end] == " ":
        out.append("…")
    return out
