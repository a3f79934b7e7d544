"""``counterclaim same``, ``not-same`` and ``undo``: a person's word on what belongs together."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from counterclaim.cli.ledger_options import AsJson, Where, opened, print_json
from counterclaim.model import Judgement, Verb

_One = Annotated[
    str, typer.Argument(metavar="ID", help="An incident or a claim (REPORT:CLAIM), or its beginning.")
]
_Other = Annotated[str, typer.Argument(metavar="ID", help="The other one.")]
_Note = Annotated[str | None, typer.Option(help="Why, for those who come after.")]
_Who = Annotated[str, typer.Option("--by", help="Who decides.", envvar="COUNTERCLAIM_WHO")]


def same(
    one: _One,
    other: _Other,
    ledger: Where = None,
    note: _Note = None,
    who: _Who = "",
    as_json: AsJson = False,
) -> None:
    """Say that two incidents, or two claims, are of one occurrence. It holds through everything added later.

    Example: counterclaim same i_7de6 i_5bca --note "one night, two districts"
    """
    _judge("same", one, other, ledger, note, who, as_json=as_json)


def not_same(
    one: _One,
    other: _Other,
    ledger: Where = None,
    note: _Note = None,
    who: _Who = "",
    as_json: AsJson = False,
) -> None:
    """Say that two claims are not of one occurrence. It holds through everything added later.

    Example: counterclaim not-same r_12ab:c_9 r_34cd:c_1
    """
    _judge("not same", one, other, ledger, note, who, as_json=as_json)


def _judge(
    verb: Verb, one: str, other: str, ledger: str | None, note: str | None, who: str, *, as_json: bool
) -> None:
    with opened(ledger) as kept:
        made = kept.judge(
            verb, kept.whole_id("claim", one), kept.whole_id("claim", other), note=note, who=who
        )
        stands = kept.incidents_of([made.subject, made.other or ""])
    if as_json:
        print_json(asdict(made) | {"incidents": stands})
        return
    typer.echo(f"{made.id}: {made.subject} and {made.other} are {verb}.")
    for key, incident in stands.items():
        typer.echo(f"  {key} stands in {incident}.")
    typer.echo(f"Take it back with: counterclaim undo {made.id}")


def undo(
    which: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="The judgement; without it those that stand are listed."),
    ] = None,
    ledger: Where = None,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back; it stays on record with its date.

    Example: counterclaim undo j_0c1f
    """
    with opened(ledger) as kept:
        if which is None:
            for made in kept.judgements():
                print_json(asdict(made)) if as_json else typer.echo(_line(made))
            return
        made = kept.undo(kept.whole_id("judgement", which))
    print_json(asdict(made)) if as_json else typer.echo(f"{made.id} was taken back at {made.undone}.")


def _line(made: Judgement) -> str:
    other = f" and {made.other}" if made.other else ""
    words = [f"{made.id}  {made.at}  {made.verb}: {made.subject}{other}", made.who, made.note or ""]
    return "  ".join(part for part in words if part)
