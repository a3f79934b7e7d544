"""``/incidents/ID``: one incident, its accounts side by side."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.twins import respond
from counterclaim.desk.views.incident import incident, incident_rows

router = APIRouter()


@router.get("/incidents/{which}")
def show(request: Request, which: str) -> Response:
    """An incident, as page, JSON or CSV."""
    view = incident(request.app.state.ledger, Page.of(request), which)
    return respond(request, "incident.html", view, incident_rows(view), data=lambda: view.dossier)
