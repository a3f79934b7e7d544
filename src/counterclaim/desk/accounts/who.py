"""Who asks, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request

Role = Literal["reader", "reviewer", "admin"]
#: From the one that may least: each may what those before it may.
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")

#: Paths that only an admin sees: runs name files and addresses of the machine; the others name people.
_ADMIN = ("/runs", "/api/v1/runs", "/users", "/audit")
#: Paths open to those who have not signed in yet.
_OPEN = ("/login", "/static")
#: What a reader may send besides asking.
_READER_SENDS = ("/logout",)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Who:
    """A user of the desk; ``session`` is the mark of the browser session, None for an API token.

    >>> Who("mira", "reviewer").may("admin"), Who("mira", "reviewer").may("reader")
    (False, True)
    """

    name: str
    role: Role
    session: str | None = None

    def may(self, role: Role) -> bool:
        """Whether this user may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def needed(method: str, path: str) -> Role | None:
    """The role that a request needs; None where everybody may.

    >>> needed("GET", "/runs/3"), needed("POST", "/review"), needed("GET", "/"), needed("GET", "/login")
    ('admin', 'reviewer', 'reader', None)
    """
    if _under(path, _OPEN):
        return None
    if _under(path, _ADMIN):
        return "admin"
    if method in SAFE or _under(path, _READER_SENDS):
        return "reader"
    return "reviewer"


def _under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(root + "/") for root in roots)


def who_of(request: Request) -> str:
    """The name under which a judgement is written down; empty on a desk that asks for no account."""
    who: Who | None = getattr(request.state, "who", None)
    return who.name if who is not None else ""
