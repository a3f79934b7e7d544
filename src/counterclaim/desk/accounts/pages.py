"""``/login``, ``/logout``, ``/users`` and ``/audit``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk.accounts.gate import COOKIE
from counterclaim.desk.accounts.store import SESSION_S, Accounts
from counterclaim.desk.asked import Page
from counterclaim.desk.faulting import told
from counterclaim.desk.rendering import render
from counterclaim.desk.twins import respond, tagged
from counterclaim.errors import CounterclaimError

router = APIRouter()

#: Lines of the audit log on one page.
_LINES = 100


@router.get("/login")
def login(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """The form to sign in."""
    return _form(request, next, None)


@router.post("/login")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=5000)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session."""
    accounts = _accounts(request)
    if accounts is None:
        return RedirectResponse("/", status_code=303)
    try:
        mark = accounts.sign_in(name, password, request.client.host if request.client else "")
    except CounterclaimError as error:
        if error.code not in ("CC707", "CC708"):
            raise
        refused = told(request, error)
        shown = _form(request, next, error)
        shown.status_code = refused.status_code
        if "retry-after" in refused.headers:
            shown.headers["Retry-After"] = refused.headers["retry-after"]
        return shown
    response = RedirectResponse(_here(next), status_code=303)
    response.set_cookie(
        COOKIE,
        mark,
        max_age=SESSION_S,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session."""
    accounts, who = _accounts(request), request.state.who
    if accounts is not None and who is not None:
        accounts.sign_out(who, request.client.host if request.client else "")
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


@router.get("/users")
def users(request: Request) -> Response:
    """Who may use this desk."""
    accounts = _accounts(request)
    found = accounts.users() if accounts is not None else ()
    return respond(request, "users.html", found, [asdict(one) for one in found])


@router.get("/audit")
def audit(request: Request, after: Annotated[int | None, Query(ge=0, le=2**53)] = None) -> Response:
    """What was changed, by whom, and who was refused; newest first."""
    accounts = _accounts(request)
    found = accounts.audit(before=after, limit=_LINES + 1) if accounts is not None else ()
    following = str(found[_LINES - 1].number) if len(found) > _LINES else None
    found = found[:_LINES]
    return respond(request, "audit.html", found, [asdict(one) for one in found], next=following)


def _accounts(request: Request) -> Accounts | None:
    found: Accounts | None = request.app.state.accounts
    return found


def _form(request: Request, next: str, error: CounterclaimError | None) -> Response:
    page = Page.of(request)
    html = render("login.html", page, next=_here(next), fault=error, twins=False)
    return tagged(request, html.encode("utf-8", "replace"), "text/html; charset=utf-8", fresh=True)


def _here(path: str) -> str:
    """A path of this desk; anything that could lead elsewhere becomes the first page.

    >>> _here("/crossings?on=2025-10-12"), _here("//evil.example"), _here("/\\\\evil.example")
    ('/crossings?on=2025-10-12', '/', '/')
    """
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else "/"
