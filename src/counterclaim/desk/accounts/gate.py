"""The gate before every route: own names only, who asks, what they may, and no request from another page."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.desk.accounts.store import Accounts
from counterclaim.desk.accounts.who import SAFE, Who, needed
from counterclaim.desk.asked import Page
from counterclaim.desk.faulting import HEADERS, told
from counterclaim.desk.settings import Settings
from counterclaim.errors import CounterclaimError

#: The cookie of a session.
COOKIE = "counterclaim"
#: Largest body that is taken (bytes): a review of some hundred claims at once, with notes.
MOST_BODY = 256 * 1024
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
#: Audit lines are not written for these: they have lines of their own.
_OWN_LINES = ("/login", "/logout")


class Gate:
    """ASGI middleware. Without ``accounts`` everybody who reaches the desk may do everything.

    What changes something must come from a page of the desk itself: browsers say where a request comes from
    (``Origin``, ``Sec-Fetch-Site``), and forms carry a token besides. JSON needs none: a browser asks before
    it sends JSON to another site, and the desk never consents. A bearer token is never sent by a browser
    on its own.
    """

    def __init__(self, app: ASGIApp, settings: Settings, accounts: Accounts | None) -> None:
        self.app = app
        self._settings = settings
        self._accounts = accounts
        self._key = accounts.key if accounts is not None else secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        send = _with_headers(request, send)
        try:
            receive = await self._check(request)
        except CounterclaimError as error:
            await _refusal(request, error)(scope, receive, send)
            await self._record_refusal(request, error)
            return
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self.app(scope, receive, noted)
        if request.method not in SAFE and request.url.path not in _OWN_LINES:
            await self._record(request, f"{request.method} answered {status}")

    async def _check(self, request: Request) -> Receive:
        if not self._settings.answers_to(request.headers.get("host", "")):
            raise CounterclaimError(
                "CC703",
                "This desk does not answer to that name.",
                "A page elsewhere could otherwise reach it under a name of its own.",
                "Open it at the address it printed, or start it with --name NAME.",
                exit_code=2,
            )
        if request.url.path.startswith("/static/") and request.method in SAFE:
            return request.receive
        who = await self._who(request)
        request.state.who = who
        request.state.csrf = self._csrf(who)
        role = needed(request.method, request.url.path)
        if self._accounts is not None and role is not None:
            _allow(who, role)
        if request.method in SAFE:
            return request.receive
        return await self._from_here(request, who)

    async def _who(self, request: Request) -> Who | None:
        if self._accounts is None:
            return None
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            found = await to_thread.run_sync(self._accounts.token, given.strip())
            if found is None:
                raise CounterclaimError(
                    "CC704",
                    "That token is not known.",
                    "It was taken back, or is misspelt.",
                    "Make a new one: counterclaim user token NAME",
                    exit_code=2,
                )
            return found
        mark = request.cookies.get(COOKIE)
        return await to_thread.run_sync(self._accounts.session, mark) if mark else None

    def _csrf(self, who: Who | None) -> str:
        session = who.session if who is not None and who.session else ""
        made = hmac.digest(self._key, b"csrf:" + session.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    async def _from_here(self, request: Request, who: Who | None) -> Receive:
        """Refuse what another page sends; the body, read once, for the route to read again."""
        headers = request.headers
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in (None, "same-origin", "none") or (origin is not None and not _own(origin, request)):
            raise _foreign(f"It came from {origin or site}")
        body = await _body(request)
        by_token = who is not None and who.session is None
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if by_token or _same(headers.get("x-csrf-token"), request.state.csrf):
            return _again(body, request.receive)
        if kind == _FORM:
            form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=5000)
            if not _same(form.get("csrf", [""])[-1], request.state.csrf):
                raise _foreign("Its form has no valid token")
            return _again(body, request.receive)
        if kind == _JSON or (not body and not kind):
            if who is not None and origin is None and site is None:
                raise _foreign("It has a session's cookie and does not say where it comes from")
            return _again(body, request.receive)
        raise CounterclaimError(
            "CC713",
            f"Nothing is taken as {kind or 'an unnamed type'}.",
            f"Forms come as {_FORM}, the rest as {_JSON}.",
            "Set the Content-Type.",
            exit_code=2,
        )

    async def _record(self, request: Request, did: str) -> None:
        if self._accounts is not None:
            who: Who | None = request.state.who
            address = request.client.host if request.client else ""
            name = who.name if who else ""
            await to_thread.run_sync(self._accounts.record, name, did, request.url.path, address)

    async def _record_refusal(self, request: Request, error: CounterclaimError) -> None:
        # Only those of people who are signed in: others could fill the log.
        if error.code in ("CC705", "CC706") and getattr(request.state, "who", None) is not None:
            await self._record(request, f"{request.method} refused, {error.code}")


def _allow(who: Who | None, role: str) -> None:
    if who is None:
        raise CounterclaimError(
            "CC704",
            "You are not signed in.",
            "This desk asks for an account.",
            "Sign in at /login; programs send a token: Authorization: Bearer cc_…",
            exit_code=2,
        )
    if not who.may(role):  # type: ignore[arg-type]
        raise CounterclaimError(
            "CC705",
            f"{who.name} may not do this.",
            f"It takes a {role}; {who.name} is a {who.role}.",
            "Ask an admin of this desk.",
            exit_code=2,
        )


def _refusal(request: Request, error: CounterclaimError) -> Response:
    if error.code == "CC704" and request.method == "GET" and not request.url.path.startswith("/api/"):
        page = Page.of(request)
        if page.format == "html" and "authorization" not in request.headers:
            there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?next={quote(there, safe='')}", status_code=303)
    return told(request, error)


def _own(origin: str, request: Request) -> bool:
    try:
        given = urlsplit(origin)
    except ValueError:
        return False
    return given.scheme in ("http", "https") and given.netloc.lower() == request.headers["host"].lower()


def _same(given: str | None, wanted: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BODY:
            raise CounterclaimError(
                "CC711",
                "That is too much at once.",
                f"A request may have {MOST_BODY // 1024} KiB.",
                "Send it in parts.",
                exit_code=2,
            )
        parts.append(part)
    return b"".join(parts)


def _again(body: bytes, more: Receive) -> Receive:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return await more()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _foreign(why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC706",
        "Nothing was changed: the request did not come from a page of this desk.",
        f"{why}.",
        "Open the page again and repeat it.",
        exit_code=2,
    )


def _with_headers(request: Request, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if request.url.path.startswith("/static/") and request.url.query.startswith("v="):
                headers["Cache-Control"] = "public, max-age=31536000, immutable"
        await send(message)

    return sending
