"""The ``counterclaim`` command."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from counterclaim import __version__
from counterclaim.cli import demo, evaluate, places
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
app.command("demo")(demo.demo)
app.command("evaluate")(evaluate.evaluate)
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
