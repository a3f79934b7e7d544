"""``/sources``, ``/search`` and ``/runs``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.desk.asked import Page
from counterclaim.desk.twins import respond
from counterclaim.desk.views.lists import hit_rows, item_rows, run_rows, source_rows, speaker_rows

router = APIRouter()

_Number = Annotated[int, Path(ge=0, le=2**31 - 1)]


@router.get("/sources")
def sources(request: Request) -> Response:
    """Who speaks, how often, for whom, and how often others denied it."""
    page = Page.of(request)
    found = request.app.state.ledger.sources(
        side=page.get("side"), name=page.get("name"), as_of=page.as_of, after=page.get("after")
    )
    return respond(request, "sources.html", found.items, source_rows(found.items), next=found.next)


@router.get("/sources/{number}")
def source(request: Request, number: _Number) -> Response:
    """One source opened into its claims."""
    ledger, page = request.app.state.ledger, Page.of(request)
    view = ledger.source(number, as_of=page.as_of)
    return respond(request, "source.html", view, speaker_rows(view))


@router.get("/search")
def search(request: Request) -> Response:
    """Reports that hold the words, in any script."""
    page = Page.of(request)
    asked = page.get("q")
    ledger = request.app.state.ledger
    found = ledger.search(asked, as_of=page.as_of, after=page.get("after")) if asked else None
    items = found.items if found else ()
    return respond(request, "search.html", items, hit_rows(items), next=found.next if found else None)


@router.get("/runs")
def runs(request: Request) -> Response:
    """What came in, latest first."""
    view = request.app.state.ledger.runs()
    return respond(request, "runs.html", view, run_rows(view))


@router.get("/runs/{number}")
def run(request: Request, number: _Number) -> Response:
    """One run with what became of every input."""
    view = request.app.state.ledger.run(number)
    return respond(request, "run.html", view, item_rows(view.items))
