"""``/map``: where incidents lie, as a list, JSON (what the map is drawn from) or CSV."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.twins import respond
from counterclaim.desk.views.places import place_rows, places

router = APIRouter()


@router.get("/map")
def show(request: Request) -> Response:
    """The places of the incidents that fit the board's filters, or of ``incident``."""
    view, following = places(request.app.state.ledger, Page.of(request))
    return respond(request, "places.html", view, place_rows(view), next=following)
