"""``counterclaim brief``: the situation report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli.console import complain
from counterclaim.cli.files import replaced
from counterclaim.cli.ledger_options import AsOf, On, Where, opened
from counterclaim.errors import CounterclaimError
from counterclaim.exports.brief import situation
from counterclaim.exports.brief_records import Brief
from counterclaim.exports.wording_verdicts import count_words, days_words
from counterclaim.ledger.records import Dossier, Listed

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger
    from counterclaim.model import CrossingTimeline, Told

#: Days a report covers where none are named: the week that ends with the newest incident.
_WEEK = timedelta(days=6)
#: Incidents looked at to choose those of most voices from.
_CHOSEN_FROM = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for."""

    incidents: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    on: str | None = None
    most: int = 12
    title: str = "Situation report"


def brief(
    incident: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Only these incidents, in this order.")
    ] = None,
    ledger: Where = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="FILE.html or FILE.md; Markdown to standard output if not given."),
    ] = None,
    side: Annotated[
        list[str] | None, typer.Option(help="Incidents to which this side is party; several must all be.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Incidents at a place, in a province, or in a country (AF).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="From this day; a week before the newest if not given.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="To this day.")] = None,
    as_of: AsOf = None,
    on: On = None,
    most: Annotated[
        int, typer.Option(min=1, max=200, help="Incidents at most: those with the most independent voices.")
    ] = 12,
    title: Annotated[str, typer.Option(help="What stands above it.")] = "Situation report",
) -> None:
    """Write the situation report: agreed, contested, one-sided, unconfirmed, crossings, who said what.

    Every line is footnoted to quotation, outlet, date and address.

    Example: counterclaim brief --side Pakistan --since 2025-10-09 --until 2025-10-15 -o brief.html
    """
    if out is not None and out.suffix.lower() not in (".html", ".htm", ".md", ".markdown"):
        raise CounterclaimError(
            "CC632",
            f"{out} is no page that can be written.",
            "Its name must end in .html or .md.",
            "Name it so, or leave --out away.",
            exit_code=2,
        )
    asked = Asked(tuple(incident or ()), tuple(side or ()), place, since, until, as_of, on, most, title)
    with opened(ledger) as kept:
        made = gather(kept, asked)
    write(made, out)


def gather(kept: Ledger, asked: Asked) -> Brief:
    """The report on what a ledger holds of what is asked."""
    if asked.incidents:
        ids = [kept.whole_id("incident", which) for which in asked.incidents]
        chosen: Sequence[str] = [kept.incident(which, as_of=asked.as_of).incident.id for which in ids]
        left: list[str] = []
        covered = ""
    else:
        chosen, left, covered = _choose(kept, asked)
    dossiers = [d for d in kept.files(chosen, as_of=asked.as_of) if d.told]
    about = [covered] if covered else []
    if asked.sides or asked.place:
        about.append("Only: " + ", ".join((*asked.sides, *((asked.place,) if asked.place else ()))) + ".")
    if asked.as_of:
        about.append(f"As known on {asked.as_of}.")
    return situation(
        dossiers,
        _crossings(kept, dossiers, asked),
        about=about,
        left_out=left,
        title=asked.title,
    )


def _choose(kept: Ledger, asked: Asked) -> tuple[list[str], list[str], str]:
    """The incidents with the most voices, what was left out, and the days that are covered."""
    first, last = asked.since, asked.until
    if asked.on is None and first is None:
        newest = next(iter(_listed(kept, asked, None, last, 1)), None)
        if newest is not None and newest.start:
            last = last or newest.end or newest.start
            first = (date.fromisoformat(newest.start[:10]) - _WEEK).isoformat()
    found = list(_listed(kept, asked, first, last, _CHOSEN_FROM))
    ranked = sorted(found, key=lambda i: (-i.voices, -i.claims, i.id))
    shown = sorted(ranked[: asked.most], key=lambda i: (-i.voices, -i.claims, i.id))
    left = []
    if more := len(found) - len(shown):
        left.append(f"{count_words(more, 'incident')} of these days with fewer independent voices.")
    if asked.on is not None:
        covered = f"What was so on {days_words(asked.on, None)}."
    else:
        covered = f"Incidents of {days_words(first, last)}." if first and last else ""
    return [i.id for i in shown], left, covered


def _listed(kept: Ledger, asked: Asked, since: str | None, until: str | None, most: int) -> list[Listed]:
    found: list[Listed] = []
    after = None
    while len(found) < most:
        page = kept.incidents(
            side=asked.sides,
            place=asked.place,
            since=since,
            until=until,
            as_of=asked.as_of,
            on=asked.on,
            after=after,
            limit=min(100, most - len(found)),
        )
        found += page.items
        after = page.next
        if after is None:
            break
    return found


def _crossings(
    kept: Ledger, dossiers: Sequence[Dossier], asked: Asked
) -> list[tuple[CrossingTimeline, tuple[Told, ...]]]:
    """The crossings that the incidents speak of, at the last of their days (or the day asked)."""
    facilities = dict.fromkeys(
        spot.facility for d in dossiers for spot in d.incident.spots if spot.facility is not None
    )
    ends = [d.incident.end or d.incident.start for d in dossiers if d.incident.start]
    day = asked.on or asked.until or max((end for end in ends if end), default=None)
    found = []
    for facility in facilities:
        try:
            found.append(kept.crossing(facility, as_of=asked.as_of, on=day))
        except CounterclaimError as error:
            if error.code != "CC612":  # nothing was said of it: it is only where something happened
                raise
    return found


def write(made: Brief, out: Path | None) -> None:
    """Write the report as its file's name says, or to stdout; raises CC123 where it cannot be written."""
    if out is not None and out.suffix.lower() in (".html", ".htm"):
        from counterclaim.exports.brief_html import brief_html

        text = brief_html(made)
    else:
        from counterclaim.exports.brief_markdown import brief_markdown

        text = brief_markdown(made)
    if out is None:
        sys.stdout.write(text)
        return
    with replaced(out) as draft:
        draft.write_text(text, "utf-8", errors="replace")
    complain(f"Wrote {out}: {count_words(len(made.notes), 'note')}.")
