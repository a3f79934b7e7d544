"""``counterclaim user``: who may use a desk that others can reach."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli.ledger_options import AsJson, Where, print_json

if TYPE_CHECKING:
    from counterclaim.desk.accounts.store import Accounts

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
_File = Annotated[
    str | None,
    typer.Option(
        "--accounts",
        metavar="FILE",
        help="The file of users. Default: COUNTERCLAIM_ACCOUNTS, else beside the ledger.",
    ),
]
_Role = Annotated[str, typer.Option(help="reader, reviewer or admin.")]
_Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password's line from stdin.")]


@app.command()
def add(
    name: _Name, role: _Role = "reader", ledger: Where = None, accounts: _File = None, stdin: _Stdin = False
) -> None:
    """Add a user; the password is asked for.

    Example: counterclaim user add mira --role reviewer
    """
    made = _accounts(ledger, accounts).add(name, _password(stdin=stdin), role)
    typer.echo(f"{made.name} is now {made.role}.")


@app.command("list")
def list_(ledger: Where = None, accounts: _File = None, as_json: AsJson = False) -> None:
    """List the users, with their sessions and tokens.

    Example: counterclaim user list
    """
    for one in _accounts(ledger, accounts).users():
        if as_json:
            print_json(asdict(one))
        else:
            typer.echo(
                f"{one.name}  {one.role}  since {one.made}  {one.sessions} signed in, {one.tokens} tokens"
            )


@app.command()
def role(
    name: _Name,
    role: Annotated[str, typer.Argument(help="reader, reviewer or admin.")],
    ledger: Where = None,
    accounts: _File = None,
) -> None:
    """Give a user another role.

    Example: counterclaim user role mira admin
    """
    _accounts(ledger, accounts).change(name, role=role)
    typer.echo(f"{name} is now {role}.")


@app.command()
def password(name: _Name, ledger: Where = None, accounts: _File = None, stdin: _Stdin = False) -> None:
    """Set a new password; it ends the user's sessions.

    Example: counterclaim user password mira
    """
    _accounts(ledger, accounts).change(name, password=_password(stdin=stdin))
    typer.echo(f"The password of {name} is set.")


@app.command()
def token(
    name: _Name,
    ledger: Where = None,
    accounts: _File = None,
    note: Annotated[str, typer.Option(help="What it is for.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Take all tokens of the user away instead.")] = False,
) -> None:
    """Make a token with which programs speak for a user; it is shown once.

    Example: counterclaim user token mira --note "nightly export"
    """
    kept = _accounts(ledger, accounts)
    if drop:
        typer.echo(f"{kept.drop_tokens(name)} tokens of {name} were taken away.")
        return
    typer.echo(kept.make_token(name, note))
    sys.stderr.write("Keep it now: it is not shown again. Send it as: Authorization: Bearer TOKEN\n")


@app.command()
def remove(name: _Name, ledger: Where = None, accounts: _File = None) -> None:
    """Take a user away, with sessions and tokens; what the user judged stays.

    Example: counterclaim user remove mira
    """
    _accounts(ledger, accounts).remove(name)
    typer.echo(f"{name} was taken away.")


def _accounts(ledger: str | None, named: str | None) -> Accounts:
    from counterclaim.desk.accounts.store import Accounts, accounts_path
    from counterclaim.desk.settings import Settings
    from counterclaim.ledger.address import address

    return Accounts(Settings(accounts=named).accounts_named or accounts_path(address(ledger)))


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
