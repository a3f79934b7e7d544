"""What an address asks for: the moment of knowing, the day, the format, and links that keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from starlette.requests import Request

from counterclaim.desk.accounts.who import Who

Format = Literal["html", "json", "csv"]

#: Parameters that stay on every link of a page: a person who looks at the 12th goes on looking at the 12th.
_KEPT = ("as_of", "on")
#: What stands in a path as it is (RFC 3986, pchar); the rest is written as %XX.
_IN_PATH = "/:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Page:
    """One request as the templates need it.

    ``who`` is the user where the desk asks for accounts; ``csrf`` the token that its forms carry.

    >>> page = Page("/crossings", (("as_of", "2025-10-12"), ("side", "Mali")))
    >>> page.link("/search", q="boldak")
    '/search?as_of=2025-10-12&q=boldak'
    >>> page.here(side=None)
    '/crossings?as_of=2025-10-12'
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    format: Format = "html"
    who: Who | None = None
    csrf: str = ""

    @classmethod
    def of(cls, request: Request) -> Page:
        """The page that a request asks for; ``format`` by parameter, else by the Accept header."""
        query = tuple((k, v) for k, v in request.query_params.multi_items() if k != "format" and v)
        state = request.state
        return cls(
            # Two slashes would make a link to another host of it.
            "/" + request.url.path.lstrip("/"),
            query,
            _format(request),
            getattr(state, "who", None),
            getattr(state, "csrf", ""),
        )

    def get(self, name: str) -> str | None:
        """The last value of a parameter, or None where it is absent or empty."""
        return next((v for k, v in reversed(self.query) if k == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(v for k, v in self.query if k == name)

    @property
    def as_of(self) -> str | None:
        """The moment of knowing asked for."""
        return self.get("as_of")

    @property
    def on(self) -> str | None:
        """The day asked about."""
        return self.get("on")

    def link(self, path: str, **more: str | int | None) -> str:
        """Another page, as of the same moment."""
        kept = [(k, v) for k, v in self.query if k in _KEPT and k not in more]
        return _address(path, kept + [(k, str(v)) for k, v in more.items() if v not in (None, "")])

    def here(self, **changed: str | int | None) -> str:
        """This page with some parameters set, or taken away where None; its place in a list is forgotten."""
        kept = [(k, v) for k, v in self.query if k not in changed and k != "after"]
        return _address(self.path, kept + [(k, str(v)) for k, v in changed.items() if v not in (None, "")])


def _address(path: str, query: list[tuple[str, str]]) -> str:
    path = quote(path, safe=_IN_PATH)
    return f"{path}?{urlencode(query)}" if query else path


def _format(request: Request) -> Format:
    wanted = request.query_params.get("format")
    if wanted == "json":
        return "json"
    if wanted == "csv":
        return "csv"
    if wanted is None:
        first = request.headers.get("accept", "").split(",")[0].split(";")[0].strip()
        if first == "application/json":
            return "json"
        if first == "text/csv":
            return "csv"
    return "html"
