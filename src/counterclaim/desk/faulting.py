"""Errors in one shape, whatever was asked for: code, what happened, why, what to do."""

from __future__ import annotations

import json
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.rendering import render
from counterclaim.desk.twins import as_csv, tagged
from counterclaim.errors import CounterclaimError

#: Every reply says: scripts, styles, pictures and connections from here only; nothing inline, nothing framed.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" a browser sends "Origin: null" with the forms of the desk itself.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: What each code answers over HTTP, where it is not the rule: 400 for a wrong question, 503 for a failure.
_STATUS = {
    "CC612": 404,
    "CC702": 422,
    "CC703": 421,
    "CC704": 401,
    "CC705": 403,
    "CC706": 403,
    "CC707": 429,
    "CC708": 401,
    "CC711": 413,
    "CC713": 415,
    "CC714": 503,
}
#: Seconds after which a refused caller may come again.
_AGAIN = {"CC707": "300", "CC714": "30"}
#: Characters of a request's own words that an error repeats.
_REPEATED = 300


def told(request: Request, error: Exception) -> Response:
    """The reply to a request that failed as we foresaw."""
    assert isinstance(error, CounterclaimError)  # noqa: S101 - how the handler is registered
    status = _STATUS.get(error.code, 400 if error.exit_code == 2 else 503)
    response = fault(request, status, error.code, error.what, error.why, error.do)
    if error.code in _AGAIN:
        response.headers["Retry-After"] = _AGAIN[error.code]
    if error.code == "CC704":
        response.headers["WWW-Authenticate"] = 'Bearer realm="counterclaim"'
    return response


def http(request: Request, error: Exception) -> Response:
    """The reply to a request that no route takes."""
    assert isinstance(error, HTTPException)  # noqa: S101 - how the handler is registered
    phrase = HTTPStatus(error.status_code).phrase
    why = f"{request.url.path} answered {error.status_code} {phrase}."
    response = fault(
        request, error.status_code, f"HTTP{error.status_code}", phrase + ".", why, "Check the address."
    )
    response.headers.update(error.headers or {})
    return response


def invalid(request: Request, error: Exception) -> Response:
    """The reply to a parameter that cannot be."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - how the handler is registered
    wrong = [f"{'.'.join(str(p) for p in e['loc'][1:]) or 'body'}: {e['msg']}" for e in error.errors()]
    why = "; ".join(wrong) + "."
    return fault(
        request, 422, "CC702", "The request cannot be understood.", why, "See /api/docs for what there is."
    )


def unforeseen(request: Request, error: Exception) -> Response:
    """The reply to a fault of ours; the server's log has the rest."""
    del error
    response = fault(
        request,
        500,
        "CC700",
        "Something went wrong in counterclaim.",
        "It is a fault of ours; the desk's own output has the details.",
        "Please tell us the address you opened and what the output says.",
    )
    # This reply is made outside of the middleware that sets them.
    response.headers.update(HEADERS)
    return response


def fault(request: Request, status: int, code: str, what: str, why: str, do: str) -> Response:
    """An error as page, JSON or CSV, as asked for; under ``/api`` always JSON."""
    page = Page.of(request)
    parts = {"code": code, "what": _short(what), "why": _short(why), "do": _short(do)}
    if page.format == "json" or request.url.path.startswith("/api/"):
        body, kind = json.dumps({"error": parts}), "application/json"
    elif page.format == "csv":
        body, kind = as_csv([parts]), "text/csv; charset=utf-8"
    else:
        body, kind = render("error.html", page, fault=parts, twins=False), "text/html; charset=utf-8"
    response = tagged(request, body.encode("utf-8", "replace"), kind, fresh=True)
    response.status_code = status
    return response


def _short(words: str) -> str:
    return words if len(words) <= _REPEATED else words[:_REPEATED] + "…"
