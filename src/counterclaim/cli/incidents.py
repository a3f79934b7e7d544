"""``counterclaim incidents`` and ``counterclaim incident ID``: what happened, and who says what about it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
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
from counterclaim.cli.words import styled_verdicts, word_rows
from counterclaim.exports.brief import entries
from counterclaim.exports.brief_notes import Notes
from counterclaim.exports.brief_records import Entry
from counterclaim.exports.wording_verdicts import (
    FAMILY_WORDS,
    answer_words,
    count_words,
    days_words,
    question_words,
    voice_words,
)
from counterclaim.ledger.records import Dossier, Line, Listed

#: Questions of an incident that a list shows: the disputed first.
_LINES = 3


def incidents(
    ledger: Where = None,
    side: Annotated[
        list[str] | None, typer.Option(help="A side that is party to it; several must all be.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="A place, a province, or a country's two letters (AF).")
    ] = None,
    family: Annotated[str | None, typer.Option(help="violence, crossing, talks, measure or charge.")] = None,
    verdict: Annotated[
        str | None,
        typer.Option(help="contested, agreed, one-sided, unconfirmed, admitted; or “contested: figure”."),
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words that a report of it holds.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="On this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="On this day or earlier.")] = None,
    periods: Annotated[
        bool, typer.Option("--periods", help="Also what is told of whole months and years.")
    ] = False,
    as_of: AsOf = None,
    on: On = None,
    limit: Limit = 25,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List incidents, the latest day first, with what is contested and what is agreed.

    Example: counterclaim incidents --side Pakistan --verdict contested --since 2025-10-09
    """
    with opened(ledger) as kept:
        page = kept.incidents(
            side=side or (),
            place=place,
            family=family,
            verdict=verdict,
            text=text,
            since=since,
            until=until,
            periods=periods,
            as_of=as_of,
            on=on,
            after=after,
            limit=limit,
        )
    if as_json:
        from counterclaim.exports.jsonl import listed_json

        for listed in page.items:
            print_json(listed_json(listed))
    elif page.items:
        output().print(_list(page.items))
    else:
        typer.echo("No incident fits.")
    say_more(page.next)


def _list(found: tuple[Listed, ...]) -> Table:
    table = Table(show_lines=True, pad_edge=False, expand=True)
    table.add_column("When, id", ratio=3)
    table.add_column("What, between whom, where", ratio=4)
    table.add_column("Who says what", ratio=9)
    for listed in found:
        what = [FAMILY_WORDS[listed.family] + (", over a period" if listed.period else "")]
        what += [", ".join(listed.sides), ", ".join(listed.places)]
        what.append(
            f"{count_words(listed.reports, 'report')}, {count_words(listed.voices, 'independent voice')}"
        )
        table.add_row(
            escape(f"{days_words(listed.start, listed.end)}\n{listed.id}"),
            escape("\n".join(part for part in what if part)),
            _lines(listed.lines),
        )
    return table


def _lines(lines: tuple[Line, ...]) -> Text:
    ranked = sorted(lines, key=lambda line: ("contested" not in line.label, "agreed" not in line.label))
    out = Text()
    for line in ranked[:_LINES]:
        out.append(question_words(line.question) + " ", style="bold")
        out.append(styled_verdicts(line.label))
        said = [
            f"{voice_words(s.voice, s.name)}: {answer_words(s.figure, s.value, s.stance)}"
            for s in line.said
            if s.figure is not None or s.value is not None
        ]
        out.append(f"\n  {'; '.join(said)}\n")
    if len(lines) > _LINES:
        out.append(f"and {count_words(len(lines) - _LINES, 'more question')}", style="dim")
    out.rstrip()
    return out


def incident(
    which: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    ledger: Where = None,
    as_of: AsOf = None,
    policy: Annotated[
        str | None, typer.Option(help="Show figures by one policy only: ucdp, acled or per-side.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one incident: every account of every question in its words, figures by policy, who counts once.

    Example: counterclaim incident i_7de6 --as-of 2025-10-12
    """
    policies = _policies(policy)
    with opened(ledger) as kept:
        found = kept.incident(kept.whole_id("incident", which), as_of=as_of)
    if as_json:
        from counterclaim.exports.jsonl import dossier_json

        made = dossier_json(found)
        made["figures"] = [f for f in made["figures"] if f["policy"] in policies]
        print_json(made)
        return
    console = output()
    _head(console, found)
    notes = Notes({t.key: t for t in found.told})
    for entry in entries(found, notes):
        console.print(_entry(entry, notes))
    _figures(console, found, policies)
    _answers(console, found)
    _voices(console, found)


def _policies(policy: str | None) -> tuple[str, ...]:
    from counterclaim.errors import CounterclaimError
    from counterclaim.linking.policies import POLICIES

    if policy is not None and policy not in POLICIES:
        raise CounterclaimError(
            "CC631",
            f"{policy!r} is no policy.",
            f"There are {', '.join(POLICIES)}.",
            "Choose one of them with --policy.",
            exit_code=2,
        )
    return (policy,) if policy else tuple(POLICIES)


def _head(console: Console, found: Dossier) -> None:
    made = found.incident
    sides = f": {', '.join(made.parties)}" if made.parties else ""
    console.print(
        Text(f"{days_words(made.start, made.end)}, {FAMILY_WORDS[made.family]}{sides}", style="bold")
    )
    places = ", ".join(dict.fromkeys(spot.name for spot in made.spots))
    counts = [
        count_words(len({t.report.id for t in found.told}), "report"),
        count_words(len(found.voices), "independent voice"),
        count_words(len(found.told), "claim"),
    ]
    console.print(
        Text(" · ".join(part for part in (places, ", ".join(counts), made.id) if part), style="dim")
    )
    for judgement in found.judgements:
        console.print(Text(f"  {judgement.who or 'somebody'} judged “{judgement.verb}” ({judgement.id})"))
    if not found.told:
        console.print("Nothing of it was known by then.")


def _entry(entry: Entry, notes: Notes) -> Table:
    title = Text(entry.question + "  ", style="bold not italic")
    title.append(styled_verdicts(entry.label))
    table = Table(title=title, title_justify="left", show_lines=True, expand=True, pad_edge=False)
    table.add_column("Who says", ratio=3)
    table.add_column("What", ratio=3)
    table.add_column("In these words", ratio=9)
    for row in word_rows(entry.words, notes):
        table.add_row(*row)
    if entry.why:
        table.caption = Text("; ".join(entry.why), style="dim")
        table.caption_justify = "left"
    return table


def _figures(console: Console, found: Dossier, policies: tuple[str, ...]) -> None:
    from counterclaim.linking.policies import figures

    made = [f for c in found.contentions for policy in policies for f in figures(policy, c)]
    if not made:
        return
    table = Table(title="Figures by named policies", title_justify="left", pad_edge=False, expand=True)
    for name, justify in (
        ("Question", "left"),
        ("Policy", "left"),
        ("Low", "right"),
        ("Best", "right"),
        ("High", "right"),
    ):
        table.add_column(name, justify=justify, no_wrap=name != "Question")  # type: ignore[arg-type]
    table.add_column("Made from", ratio=1)
    for f in made:
        ends = ("" if n is None else f"{n:,}" for n in (f.low, f.best, f.high))
        policy = f.policy + (f" ({f.side})" if f.side else "")
        left = f"; {count_words(len(f.left_out), 'claim')} left out" if f.left_out else ""
        table.add_row(
            escape(question_words(f.question)),
            escape(policy),
            *ends,
            escape(f"{count_words(len(f.claims), 'claim')}{left}. {f.rule}"),
        )
    console.print(table)


def _answers(console: Console, found: Dossier) -> None:
    from counterclaim.exports.wording import STANCE_WORDS, claim_words, speaker_words

    told = {t.key: t for t in found.told}
    shown = [a for a in found.answers if a.answer in told and a.answered in told]
    if not shown:
        return
    console.print(Text("Answers", style="bold"))
    for answer in shown:
        one, other = told[answer.answer].claim, told[answer.answered].claim
        console.print(
            Text(
                f"  {speaker_words(one)} {STANCE_WORDS[one.stance]}: {claim_words(one)}\n"
                f"    answers {speaker_words(other)}: {claim_words(other)} ({answer.reason})"
            )
        )


def _voices(console: Console, found: Dossier) -> None:
    """The list behind the number of independent voices."""
    names = {
        t.report.id: f"{t.report.outlet or t.report.id} {(t.report.published or '')[:10]}" for t in found.told
    }
    console.print(Text(f"{count_words(len(found.voices), 'independent voice')}", style="bold"))
    for voice in found.voices:
        reports = "; ".join(names.get(report, report) for report in voice.reports)
        console.print(Text(f"  {voice.name}: {reports}"))
        for reason in voice.reasons:
            for report, name in names.items():
                reason = reason.replace(report, name)
            console.print(Text(f"    {reason}", style="dim"))
