"""The ``counterclaim`` command."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from counterclaim import __version__
from counterclaim.cli import (
    add,
    brief,
    changes,
    claims,
    crossings,
    demo,
    desk,
    evaluate,
    export,
    incidents,
    judge,
    keep,
    places,
    search,
    sources,
    user,
    watch,
)
from counterclaim.cli import read as reading
from counterclaim.cli.console import complain
from counterclaim.errors import CounterclaimError

app = typer.Typer(
    name="counterclaim",
    help="Reads war reporting as rival claims: who says what, on whose authority, in which words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("read")(reading.read)
app.command("add")(add.add)
app.command("watch")(watch.watch)
app.command("versions")(watch.versions)
app.command("claims")(claims.claims)
app.command("search")(search.search)
app.command("incidents")(incidents.incidents)
app.command("incident")(incidents.incident)
app.command("crossings")(crossings.crossings)
app.command("crossing")(crossings.crossing)
app.command("sources")(sources.sources)
app.command("diff")(changes.diff)
app.command("brief")(brief.brief)
app.command("export")(export.export)
app.command("same")(judge.same)
app.command("not-same")(judge.not_same)
app.command("undo")(judge.undo)
app.command("runs")(keep.runs)
app.command("check")(keep.check)
app.command("backup")(keep.backup)
app.command("restore")(keep.restore)
app.command("copy")(keep.copy)
app.command("desk")(desk.desk)
app.command("demo")(demo.demo)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(user.app, name="user", help="Say who may use a desk that others can reach.")
app.add_typer(places.app, name="places", help="Add place names of your own to the gazetteer.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counterclaim {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads war reporting as rival claims: who says what, on whose authority, in which words."""


def main() -> None:
    """Run the command; a mistake is told in words, with exit code 1 (failed) or 2 (wrong usage)."""
    try:
        app()
    except CounterclaimError as error:
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
