"""``counterclaim demo``: the sample newsroom in a ledger of its own, up to the situation report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from counterclaim.cli.brief import Asked, gather, write
from counterclaim.cli.console import Progress, output
from counterclaim.cli.words import styled_verdicts, word_rows
from counterclaim.errors import CounterclaimError
from counterclaim.exports.brief import entries, passages
from counterclaim.exports.brief_notes import Notes, quotation
from counterclaim.exports.wording import STANCE_WORDS, speaker_words
from counterclaim.exports.wording_verdicts import GLYPHS, STATE_GLYPHS, count_words, days_words
from counterclaim.ledger.records import Dossier, Listed

if TYPE_CHECKING:
    from counterclaim.batch.pool import Read
    from counterclaim.ledger import Ledger
    from counterclaim.model import Answer, Told

#: Disputed questions, crossings and answers shown: the demo is to fit two screens.
_QUESTIONS, _CROSSINGS, _ANSWERS = 2, 2, 2
_FOLDER = Path("counterclaim-demo")


def demo(
    ledger: Annotated[
        Path | None,
        typer.Option(
            help="Keep the sample in this file. Default: newsroom.db in the folder counterclaim-demo; "
            "your own ledger is never touched.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Where to write the situation report.", show_default="brief.html beside it"
        ),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Read attributions by rules, without the encoder.")
    ] = False,
) -> None:
    """Read the sample newsroom into a ledger and show who claims what, up to the situation report."""
    from counterclaim.ledger import Ledger

    where = ledger or _FOLDER / "newsroom.db"
    page = out or where.with_name("brief.html")
    with Ledger.open(where) as kept:
        console = output()
        _fill(kept, console, rules_only=rules_only)
        main = _biggest(kept)
        _dead(console, main)
        _crossings(console, kept, main)
        _denials(console, _window(kept, main))
        _copies(console, kept)
        made = gather(kept, _around(main))
        write(made, page)
    _next(console, where, page, main)


def _fill(kept: Ledger, console: Console, *, rules_only: bool) -> None:
    from counterclaim.samples import LABEL, frontier_report, sample_newsroom

    progress = Progress("reports")
    reports = [frontier_report(), *(s.report for s in sample_newsroom())]
    known = {r.report.id for r in kept.reports(limit=10_000).items}
    if known - {r.id for r in reports}:
        raise CounterclaimError(
            "CC635",
            f"{kept.address} is not the demo's.",
            "It holds reports that are not of the sample.",
            "Name a file that does not exist with --ledger.",
            exit_code=2,
        )
    run = kept.add(reports, read=_rules() if rules_only else None, progress=lambda item: progress.step())
    progress.close()
    console.print(Text(f"{LABEL}; and one wire report, re-worded likewise", style="bold"))
    here = f"{run.read} reports read" if run.read else f"{run.skipped} reports known already, none read twice"
    console.print(f"{here}; {run.claims} claims added. The ledger is {kept.address}.\n", markup=False)


def _rules() -> Read:
    from counterclaim.language import annotator
    from counterclaim.reading.read import read_many

    engine = annotator()
    return lambda reports: read_many(reports, engine, rules_only=True)


def _every(kept: Ledger) -> list[Listed]:
    found: list[Listed] = []
    after = None
    while True:
        page = kept.incidents(after=after, limit=200)
        found += page.items
        after = page.next
        if after is None:
            return found


def _biggest(kept: Ledger) -> Dossier:
    """The incident that most independent voices tell of."""
    chosen = max(_every(kept), key=lambda i: (i.voices, i.claims, i.id))
    return kept.incident(chosen.id)


def _around(main: Dossier) -> Asked:
    """What the situation report of the demo covers: the days around the biggest incident."""
    from datetime import date, timedelta

    start, end = main.incident.start, main.incident.end or main.incident.start
    if start is None or end is None:
        return Asked(incidents=(main.incident.id,))
    return Asked(
        since=(date.fromisoformat(start[:10]) - timedelta(days=3)).isoformat(),
        until=(date.fromisoformat(end[:10]) + timedelta(days=3)).isoformat(),
        title="Situation report of the sample newsroom",
    )


def _dead(console: Console, main: Dossier) -> None:
    incident = main.incident
    console.print(
        Text(
            f"{days_words(incident.start, incident.end)}: {count_words(len(incident.reports), 'report')}, "
            f"{count_words(len(main.voices), 'independent voice')}, one incident ({incident.id})",
            style="bold",
        )
    )
    notes = Notes({t.key: t for t in main.told})
    wanted = [
        (contention, entry)
        for contention, entry in zip(main.contentions, entries(main, notes), strict=True)
        if contention.question.topic == "killed" and "contested" in contention.label
    ]
    for _, entry in wanted[:_QUESTIONS]:
        title = Text(f"{entry.question}  ", style="bold not italic").append(styled_verdicts(entry.label))
        table = _table(title, "Who says", "What", "In these words")
        for row in word_rows(entry.words, notes):
            table.add_row(*row)
        console.print(table)
    console.print()


def _crossings(console: Console, kept: Ledger, main: Dossier) -> None:
    day = main.incident.end or main.incident.start
    found = list(kept.crossings(as_of=day, on=day).items)
    found.sort(key=lambda t: -sum(m.agreed for m in t.modes))
    table = _table(
        Text(f"Crossings as they were known on {day}", style="bold not italic"),
        "Crossing",
        "State",
        "On whose word",
    )
    for timeline in found[:_CROSSINGS]:
        whole, told = kept.crossing(timeline.facility, as_of=day, on=day)
        notes = Notes({t.key: t for t in told})
        for passage in passages(whole, notes):
            if passage.state == "unknown":
                continue
            state = Text(f"{STATE_GLYPHS[passage.state]} {passage.state}", style="bold")
            agreed = f"{GLYPHS['agreed']} agreed by both sides" if passage.agreed else ""
            facts = [", ".join(passage.modes), passage.since, agreed]
            state.append("".join(f"\n{fact}" for fact in facts if fact), style="not bold")
            words = Text()
            for word, (_, _, quote) in zip(passage.words, word_rows(passage.words, notes), strict=True):
                if word.notes:
                    words.append("\n" if words else "").append(f"{word.voice}: ", style="bold").append(quote)
            table.add_row(escape(passage.crossing), state, words)
    console.print(table)
    console.print()


def _window(kept: Ledger, main: Dossier) -> tuple[Dossier, ...]:
    """The incidents of the days that the situation report covers."""
    asked = _around(main)
    if asked.since is None:
        return (main,)
    page = kept.incidents(since=asked.since, until=asked.until, limit=200)
    return kept.files([i.id for i in page.items])


def _denials(console: Console, dossiers: tuple[Dossier, ...]) -> None:
    """A denial and a refusal to confirm, each beside the charge it answers: the surest of each kind."""
    told = {t.key: t for d in dossiers for t in d.told}
    found = [a for d in dossiers for a in d.answers if a.answer in told and a.answered in told]
    by_answer: dict[str, Answer] = {}
    for answer in sorted(found, key=lambda a: (-a.score, a.across, a.answer)):
        by_answer.setdefault(told[answer.answer].claim.stance, answer)
    table = _table(
        Text("Denials tied to what they deny", style="bold not italic"), "Answer", "To", "In these words"
    )
    for answer in list(by_answer.values())[:_ANSWERS]:
        one, other = told[answer.answer], told[answer.answered]
        table.add_row(
            escape(f"{speaker_words(one.claim)} {STANCE_WORDS[one.claim.stance]}"),
            escape(f"{speaker_words(other.claim)} {STANCE_WORDS[other.claim.stance]}"),
            _sentence(other).append("\n→ ").append(_sentence(one)),
        )
    if table.row_count:
        console.print(table)
        console.print()


def _sentence(told: Told) -> Text:
    out = Text(f"{told.report.outlet}: ", style="italic")
    for words, marked in quotation(told):
        out.append(f"[{words}]" if marked else words, style="bold not italic" if marked else "not italic")
    return out


def _copies(console: Console, kept: Ledger) -> None:
    """The voice with the most copies: counted once, with the reasons."""
    rows = [i for i in _every(kept) if i.reports > i.voices]
    if not rows:
        return
    chosen = max(rows, key=lambda i: (i.reports - i.voices, i.id))
    dossier = kept.incident(chosen.id)
    voice = max(dossier.voices, key=lambda v: (len(v.reports), v.name))
    names = {t.report.id: f"{t.report.outlet}" for t in dossier.told}
    console.print(
        Text(
            f"Wire copies count once: {count_words(chosen.reports, 'report')} of "
            f"{days_words(chosen.start, chosen.end)} are {count_words(chosen.voices, 'independent voice')}",
            style="bold",
        )
    )
    console.print(Text(f"  {voice.name}: {'; '.join(names.get(r, r) for r in voice.reports)}"))
    for reason in voice.reasons:
        for report, name in names.items():
            reason = reason.replace(report, name)
        console.print(Text(f"    {reason}", style="dim"))
    console.print()


def _next(console: Console, where: Path, page: Path, main: Dossier) -> None:
    option = f"--ledger {where}"
    day = main.incident.end or ""
    lines = (
        (f"open {page}", "the situation report: every line footnoted"),
        (f"counterclaim incident {main.incident.id[:8]} {option}", "every account, figures by policy"),
        (f"counterclaim crossings --on {day} --as-of {day} {option}", "what was open, on whose word"),
        (f"counterclaim diff --since {day} {option}", "what changed after that day"),
        (f"counterclaim sources {option}", "who speaks, and how often denied"),
        ("counterclaim add FILE --published 2025-10-12", "a report of your own, into your own ledger"),
    )
    console.print(Text("Where to look next", style="bold"))
    width = max(len(command) for command, _ in lines[:-1])
    for command, what in lines:
        console.print(Text(f"  {command:<{width}}  ").append(what, style="dim"), soft_wrap=True)


def _table(title: Text, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True, pad_edge=False)
    for column, ratio in zip(columns, (2, 2, 8), strict=True):
        table.add_column(column, ratio=ratio)
    return table
