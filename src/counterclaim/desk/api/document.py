"""``/api/v1/openapi.json`` and ``/api/docs``: the API described for programs and for people."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from counterclaim import __version__
from counterclaim.desk.api import v1
from counterclaim.desk.api.schema import components
from counterclaim.desk.asked import Page
from counterclaim.desk.rendering import render
from counterclaim.desk.twins import tagged

router = APIRouter()

_WORDS = """The ledger over HTTP. A success is `{"data", "next", "as_of", "on"}`, an error
`{"error": {"code", "what", "why", "do"}}`. Lists come in pages: `next` of one is `after` of the following.
Every reply has an ETag. Texts beyond 20,000 characters are cut; a report's own text comes in windows.
Nothing here says who is right: every value is a claim, with its words."""


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The description of the API, OpenAPI 3.1.

    >>> openapi()["info"]["title"]
    'counterclaim'
    """
    made = get_openapi(title="counterclaim", version=__version__, description=_WORDS, routes=v1.router.routes)
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    # Errors of validation have the shape of all errors here, not FastAPI's.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(components())
    made["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "On a desk that asks for accounts: `counterclaim user token NAME`.",
        }
    }
    made["security"] = [{}, {"token": []}]
    return made


@router.get("/api/v1/openapi.json")
def described(request: Request) -> Response:
    """The description for programs."""
    return tagged(request, json.dumps(openapi(), ensure_ascii=False).encode(), "application/json")


@router.get("/api/docs")
def docs(request: Request) -> Response:
    """The description for people, with a form to try each call."""
    html = render("api.html", Page.of(request))
    return tagged(request, html.encode("utf-8", "replace"), "text/html; charset=utf-8")
