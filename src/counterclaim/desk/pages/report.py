"""``/reports/ID``: one report with its claims marked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.twins import respond
from counterclaim.desk.views.report import report, report_data, report_rows

router = APIRouter()


@router.get("/reports/{which}")
def show(
    request: Request,
    which: str,
    start: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    claim: str | None = None,
) -> Response:
    """A report, as page, JSON (the claim contract) or CSV."""
    view = report(request.app.state.ledger, which, start, claim)
    return respond(request, "report.html", view, report_rows(view), data=lambda: report_data(view))
