"""``counterclaim diff --since``: what changed between two moments of knowing."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from counterclaim.cli.console import output
from counterclaim.cli.ledger_options import AsJson, Where, opened, print_json
from counterclaim.contract.accounts_json import change_json
from counterclaim.exports.wording_verdicts import (
    FAMILY_WORDS,
    count_words,
    days_words,
    question_words,
)
from counterclaim.model import Change, Told

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger

_TITLES = MappingProxyType(
    {
        "new incident": "New incidents",
        "gone incident": "Incidents that are no more (their reports stand elsewhere now)",
        "new question": "New questions",
        "moved figure": "Figures that moved",
        "corrected figure": "Figures that were corrected",
        "new account": "New accounts",
        "changed answer": "Answers that changed",
        "new denial": "New denials",
        "new non-confirmation": "New refusals to confirm",
        "verdict": "Verdicts that changed",
        "crossing opened": "Crossings opened",
        "crossing shut": "Crossings shut",
        "crossing contradicted": "Crossings on which the words collide",
        "crossing known": "Crossings of which something is known now",
        "crossing announced": "Announced of crossings",
    }
)


def diff(
    since: Annotated[str, typer.Option(metavar="TIME", help="What changed after this was known.")],
    ledger: Where = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="And by this; now if not given.")] = None,
    only: Annotated[
        str | None, typer.Option(help="Kinds of change to show, by comma (--json names them).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed: new incidents, moved figures, new denials, crossings opened or shut, corrections.

    Example: counterclaim diff --since 2025-10-12 --until 2025-10-15
    """
    wanted = {kind.strip() for kind in (only or "").split(",") if kind.strip()}
    with opened(ledger) as kept:
        found = [c for c in kept.diff(since, until) if not wanted or c.kind in wanted]
        said = {} if as_json else {c: kept.claim(c.claims[0]).told for c in found if c.claims}
        names = {} if as_json else _names(kept, found)
    if as_json:
        for change in found:
            print_json(change_json(change))
        return
    if not found:
        typer.echo("Nothing changed.")
    console = output()
    for kind, changes in groupby(found, key=lambda change: change.kind):
        console.print(Text(_TITLES[kind], style="bold"))
        for change in changes:
            console.print(_line(change, said.get(change), names.get(change.subject, change.subject)))


def _names(kept: Ledger, changes: list[Change]) -> dict[str, str]:
    """What an incident or a crossing is called: its days, what it is and between whom."""
    ids = list(
        dict.fromkeys(c.subject for c in changes if c.subject.startswith("i_") and c.kind != "gone incident")
    )
    names = {}
    for dossier in kept.files(ids):
        made = dossier.incident
        sides = f": {', '.join(made.parties)}" if made.parties else ""
        days = days_words(made.start, made.end)
        names[made.id] = f"{days}, {FAMILY_WORDS[made.family]}{sides} ({made.id})"
    return names


def _line(change: Change, told: Told | None, name: str) -> Text:
    out = Text("  ")
    subject = [name, question_words(change.question) if change.question else "", change.mode or ""]
    out.append(" · ".join(part for part in subject if part))
    if change.kind == "new incident":
        lines = (change.after or "").count("; ") + 1 if change.after else 0
        out.append(f": {count_words(lines, 'question')}")
    elif change.voice:
        out.append(f" · {change.voice}")
    if change.kind == "new incident":
        pass
    elif change.before and change.after:
        out.append(f": {change.before} → {change.after}", style="bold")
    elif change.after or change.before:
        out.append(f": {change.after or change.before}", style="bold")
    if told is not None:
        more = f" and {count_words(len(change.claims) - 1, 'claim')} more" if len(change.claims) > 1 else ""
        out.append(f" ({told.report.outlet or told.report.id}, {told.known[:10]}{more})", style="dim")
    return out
