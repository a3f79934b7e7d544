"""``/review``: readings worth checking, one decision after another; every one can be taken back."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk.accounts.who import who_of
from counterclaim.desk.asked import Page
from counterclaim.desk.twins import answer, respond
from counterclaim.desk.views.review import HISTORY, decision_rows, review, review_rows
from counterclaim.errors import CounterclaimError
from counterclaim.model import Judgement, Verb

router = APIRouter()

#: Longest id, note or mended reading that a form may carry (characters).
_Id = Annotated[str, Form(max_length=300)]
_Text = Annotated[str, Form(max_length=4000)]


@router.get("/review")
def show(request: Request) -> Response:
    """The queue, or one claim."""
    view, following = review(request.app.state.ledger, Page.of(request))
    return respond(request, "review.html", view, review_rows(view), next=following)


@router.get("/review/history")
def history(request: Request) -> Response:
    """What was decided, latest first, with what was taken back."""
    found = request.app.state.ledger.decisions(limit=HISTORY)
    return respond(request, "history.html", found, decision_rows(found))


@router.post("/review")
def judge(
    request: Request,
    verb: Annotated[Verb, Form()],
    subject: _Id,
    other: _Id = "",
    value: _Text = "",
    note: _Text = "",
    back: _Id = "/review",
) -> Response:
    """Write a decision down, and go on."""
    made = request.app.state.ledger.judge(
        verb,
        subject,
        other or None,
        value=value.strip() or None if verb == "edit" else None,
        note=note.strip() or None,
        who=who_of(request),
    )
    return _went(request, made, back)


@router.post("/review/undo")
def undo(request: Request, judgement: _Id = "", back: _Id = "/review") -> Response:
    """Take a decision back: the one named, else the asker's latest that stands."""
    ledger = request.app.state.ledger
    if not judgement:
        latest = ledger.decisions(who=who_of(request), standing=True, limit=1)
        if not latest:
            raise CounterclaimError(
                "CC612",
                "There is nothing to take back.",
                "No decision of yours stands.",
                "The history at /review/history shows what was decided.",
                exit_code=2,
            )
        judgement = latest[0].id
    return _went(request, ledger.undo(judgement), back)


def _went(request: Request, made: Judgement, back: str) -> Response:
    if Page.of(request).format == "json":
        return answer(request, made)
    return RedirectResponse(_here(back), status_code=303)


def _here(back: str) -> str:
    """Only an address of the desk itself."""
    parts = urlsplit(back)
    own: Literal[True, False] = (
        not parts.scheme and not parts.netloc and back.startswith("/") and "\\" not in back
    )
    return back if own else "/review"
