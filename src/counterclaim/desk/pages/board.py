"""``/``: the board."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.twins import respond
from counterclaim.desk.views.board import board, board_rows

router = APIRouter()


@router.get("/")
def show(request: Request) -> Response:
    """What is happening, as page, JSON or CSV."""
    page = Page.of(request)
    view, following = board(request.app.state.ledger, page)
    places = f"/map?{urlencode(page.query)}" if page.query else "/map"
    return respond(
        request,
        "board.html",
        view,
        board_rows(view),
        next=following,
        data=lambda: {"incidents": view.incidents, "crossings": [g.timeline for g in view.crossings]},
        places=places,
    )
