"""One view, three forms: a page, JSON and CSV at the same address."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from counterclaim.contract.claims_json import claim_json, report_json
from counterclaim.desk.asked import Page
from counterclaim.desk.rendering import Whole, render
from counterclaim.model import Claim, Report, Told

#: A cell that begins with one of these is a formula to a spreadsheet; a quote before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_UNSEEN = (
    " \t\r\n\x00\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
#: Longest text that stands in JSON or in a cell (characters): no honest sentence or title comes near it, and
#: fifty of them are a page that a browser opens. A report's own text is windowed instead.
LONGEST = 20_000


def respond(
    request: Request,
    template: str,
    view: Any,
    rows: Iterable[Mapping[str, Any]],
    *,
    next: str | None = None,
    data: Callable[[], Any] | None = None,
    **values: Any,
) -> Response:
    """``view`` for the template, what ``data`` gives (else ``view``) as JSON, ``rows`` as CSV, as asked for.

    JSON has one shape: ``{"data", "next", "as_of", "on"}``; ``next`` goes into ``after`` for what follows.
    """
    page = Page.of(request)
    if page.format == "json":
        given = view if data is None else data()
        return answer(request, given, next=next, as_of=page.as_of, on=page.on)
    if page.format == "csv":
        body, kind = as_csv(rows), "text/csv; charset=utf-8"
    else:
        body, kind = render(template, page, view=view, next=next, **values), "text/html; charset=utf-8"
    return tagged(request, body.encode("utf-8", "replace"), kind)


def answer(
    request: Request, data: Any, *, next: str | None = None, as_of: str | None = None, on: str | None = None
) -> Response:
    """``data`` in the one shape of success: ``{"data", "next", "as_of", "on"}``."""
    whole = {"data": bounded(plain(data)), "next": next, "as_of": as_of, "on": on}
    body = json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
    return tagged(request, body, "application/json")


def tagged(request: Request, body: bytes, kind: str, *, fresh: bool = False) -> Response:
    """A response with its ETag; 304 where the reader has it already. ``fresh`` ones are never kept."""
    if fresh:
        return Response(body, media_type=kind, headers={"Cache-Control": "no-store"})
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
    if request.method in ("GET", "HEAD") and _held(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _held(etag: str, given: str) -> bool:
    # A proxy that packs a reply may mark its tag as weak.
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in given.split(","))


def bounded(value: Any) -> Any:
    """The value with every text in it cut at `LONGEST` characters, as the cut's last words say.

    >>> bounded(["x" * (LONGEST + 5)])[0][-25:]
    '… [cut: 20005 characters]'
    """
    if isinstance(value, str):
        if len(value) <= LONGEST or isinstance(value, Whole):
            return value
        return f"{value[:LONGEST]}… [cut: {len(value)} characters]"
    if isinstance(value, dict):
        return {key: bounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [bounded(inner) for inner in value]
    return value


def plain(value: Any) -> Any:
    """Records as objects of all their fields, tuples as lists; reports and claims as the contract has them.

    >>> from counterclaim.model import Join
    >>> plain((Join("m_1", 1.0, "its first report"),))
    [{'mention': 'm_1', 'score': 1.0, 'reason': 'its first report'}]
    """
    if isinstance(value, Report):
        return report_json(value)
    if isinstance(value, Claim):
        return claim_json(value)
    if isinstance(value, Told):
        inner = {"claim": plain(value.claim), "report": value.report.id, "outlet": value.report.outlet}
        return {"key": value.key, **inner, "known": value.known, "origin": value.origin}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(inner) for inner in value]
    return value


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows with the names of the first as header; cells that a spreadsheet would run are made text.

    >>> as_csv([{"side": "Mali", "words": "=1+1"}]).splitlines()
    ['side,words', "Mali,'=1+1"]
    """
    out = io.StringIO()
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), extrasaction="raise")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, str):
        value = bounded(value)
        # Spaces and marks that are not seen do not keep a spreadsheet from running what follows.
        if value.lstrip(_UNSEEN).startswith(_FORMULA) or value.startswith(("\t", "\r", "\n")):
            return "'" + value
    return value
