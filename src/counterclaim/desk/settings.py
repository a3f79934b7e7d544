"""How a desk is run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

#: Addresses at which only this machine's own people can reach the desk, so that no account is asked for.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

#: The environment variable that names the file of accounts.
ACCOUNTS_VARIABLE = "COUNTERCLAIM_ACCOUNTS"


@dataclass(frozen=True, slots=True)
class Settings:
    """``ledger`` is a path, an address or None for the default one; ``host`` and ``port`` where to listen.

    ``names`` are host names under which the desk is reached besides its own address. ``accounts`` is the file
    of users (None: beside the ledger); ``ask`` asks for accounts on loopback too, as behind a proxy it must.

    >>> Settings().needs_accounts, Settings(host="0.0.0.0").needs_accounts, Settings(ask=True).needs_accounts
    (False, True, True)
    """

    ledger: str | None = None
    host: str = "127.0.0.1"
    port: int = 8321
    names: tuple[str, ...] = ()
    accounts: str | None = None
    ask: bool = False

    @property
    def needs_accounts(self) -> bool:
        """Whether anybody beyond this machine's own people could reach it."""
        return self.ask or not is_loopback(self.host)

    @property
    def accounts_named(self) -> Path | None:
        """The file of accounts that was named, by option or environment; None asks for the usual one."""
        named = self.accounts or os.environ.get(ACCOUNTS_VARIABLE)
        return Path(named).expanduser() if named else None

    def answers_to(self, host: str) -> bool:
        """Whether a request's ``Host`` names this desk.

        A page elsewhere can point a name of its own at this machine and so read a desk that asks for no
        account; therefore such a desk answers to its own names only. Where accounts are asked for, a
        browser's cookie is bound to the name it was given under, and any name is served unless some are laid
        down.

        >>> Settings().answers_to("localhost:8321"), Settings().answers_to("evil.example:8321")
        (True, False)
        """
        name = host_name(host)
        if name is None:
            return False
        if name in {n.lower() for n in self.names} or name in LOOPBACK:
            return True
        if self.needs_accounts:
            return not self.names or name == self.host.lower()
        return is_loopback(name)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own.

    >>> is_loopback("127.0.0.9"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, False, False)
    """
    if host.lower() in LOOPBACK:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str | None:
    """The name in a ``Host`` header, without its port; None where it is none.

    >>> host_name("LocalHost:80"), host_name("[::1]:8321"), host_name("")
    ('localhost', '::1', None)
    """
    if host.startswith("["):
        name, closed, rest = host[1:].partition("]")
        return name.lower() if closed and (not rest or rest.startswith(":")) else None
    name, _, port = host.partition(":")
    return name.lower() if name and (not port or port.isascii()) else None
