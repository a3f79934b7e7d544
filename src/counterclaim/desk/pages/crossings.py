"""``/crossings`` and ``/crossings/ID``: what is open, to whom, since when, on whose word."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.twins import respond
from counterclaim.desk.views.crossings import crossing, crossing_rows, crossings, crossings_rows

router = APIRouter()


@router.get("/crossings")
def show_all(request: Request) -> Response:
    """Every facility, latest spoken of first."""
    view, following = crossings(request.app.state.ledger, Page.of(request))
    return respond(request, "crossings.html", view, crossings_rows(view), next=following)


@router.get("/crossings/{which}")
def show(request: Request, which: str) -> Response:
    """One facility's timeline."""
    view = crossing(request.app.state.ledger, Page.of(request), which)
    return respond(request, "crossing.html", view, crossing_rows(view))
