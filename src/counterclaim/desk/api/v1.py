"""``/api/v1``: the ledger over HTTP. What stands here stays (docs/desk.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.contract.accounts_json import change_json, crossing_json, speaker_json
from counterclaim.contract.claims_json import claim_json, reading_json, report_json
from counterclaim.desk.accounts.who import who_of
from counterclaim.desk.api.parameters import (
    About,
    After,
    AsOf,
    Decision,
    Id,
    Kind,
    Limit,
    Number,
    On,
    Place,
    Side,
    Since,
    Source,
    Stance,
    Text,
    Until,
    Words,
)
from counterclaim.desk.api.schema import answered, array, ref
from counterclaim.desk.rendering import Whole
from counterclaim.desk.twins import answer
from counterclaim.errors import CounterclaimError
from counterclaim.exports.jsonl import dossier_json, listed_json, told_json
from counterclaim.ledger.asking import cursor, end_of, place_in_list
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import ReportVersion
from counterclaim.ledger.rows import moment
from counterclaim.model import Family, Report, Told

Json = dict[str, Any]

#: Characters of a report's text in one reply, by default and at most.
_TEXT, _MOST_TEXT = 200_000, 1_000_000
#: Longest stretch that `diff` compares (days): the incidents of both its ends are told anew.
_MOST_DAYS = 31

_WRONG = {
    "description": "An error, in the one shape of errors.",
    "content": {"application/json": {"schema": ref("Error")}},
}
router = APIRouter(
    prefix="/api/v1",
    responses=dict.fromkeys((400, 401, 403, 404, 421, 422, 503), _WRONG),
)


def _gives(schema: Json) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"description": "Found.", "content": {"application/json": {"schema": answered(schema)}}},
        304: {"description": "As `If-None-Match` has it already."},
    }


@router.get("/incidents", responses=_gives(array(ref("Listed"))), tags=["incidents"])
def incidents(
    request: Request,
    side: Annotated[
        list[Text] | None, Query(max_length=8, description="Sides that are all party to it.")
    ] = None,
    place: Place = None,
    family: Annotated[Family | None, Query()] = None,
    verdict: Annotated[Text | None, Query(description="`contested`, or whole: `contested: figure`.")] = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    periods: Annotated[bool, Query(description="Also what is told of whole periods.")] = False,
    as_of: AsOf = None,
    on: On = None,
    after: After = None,
    limit: Limit = 25,
) -> Response:
    """Incidents by day, newest first, undated ones last, with what each question amounts to."""
    found = _ledger(request).incidents(
        side=tuple(side or ()),
        place=place,
        family=family,
        verdict=verdict,
        text=text,
        since=since,
        until=until,
        periods=periods,
        as_of=as_of,
        on=on,
        after=after,
        limit=limit,
    )
    return answer(request, [listed_json(i) for i in found.items], next=found.next, as_of=as_of, on=on)


@router.get("/incidents/{incident}", responses=_gives(ref("Dossier")), tags=["incidents"])
def incident(request: Request, incident: Id, as_of: AsOf = None) -> Response:
    """One incident: accounts side by side, figures by policy, answers, independent voices, claims."""
    return answer(request, dossier_json(_ledger(request).incident(incident, as_of=as_of)), as_of=as_of)


@router.get("/claims", responses=_gives(array(ref("Told"))), tags=["claims"])
def claims(
    request: Request,
    kind: Annotated[Kind | None, Query()] = None,
    stance: Annotated[Stance | None, Query()] = None,
    side: Side = None,
    about: About = None,
    source: Source = None,
    place: Place = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    incident: Annotated[Text | None, Query(description="Those that stand in it.")] = None,
    report: Annotated[Text | None, Query(description="Those of one report.")] = None,
    as_of: AsOf = None,
    on: On = None,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Claims, latest known first, that fit every filter given."""
    ledger = _ledger(request)
    found = ledger.claims(
        kind=kind,
        stance=stance,
        side=side,
        about=about,
        source=source,
        place=place,
        text=text,
        since=since,
        until=until,
        incident=incident,
        report=report,
        as_of=as_of,
        on=on,
        after=after,
        limit=limit,
    )
    return answer(request, _claims(ledger, found.items), next=found.next, as_of=as_of, on=on)


@router.get("/claims/{key}", responses=_gives(ref("Judged")), tags=["claims"])
def claim(request: Request, key: Id) -> Response:
    """One claim by its key (``REPORT:CLAIM``) with the judgements that stand on it."""
    ledger = _ledger(request)
    found = ledger.claim(key)
    (told,) = _claims(ledger, [found.told])
    return answer(request, {**told, "judgements": [asdict(j) for j in found.judgements]})


@router.get("/reports", responses=_gives(array(ref("Version"))), tags=["reports"])
def reports(
    request: Request,
    outlet: Annotated[Text | None, Query(description="The outlet's name as the reports have it.")] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Reports, newest first, without their texts."""
    found = _ledger(request).reports(outlet=outlet, as_of=as_of, after=after, limit=limit)
    return answer(request, [_version(v) for v in found.items], next=found.next, as_of=as_of)


@router.get("/reports/{report}", responses=_gives(ref("Reading")), tags=["reports"])
def report(
    request: Request,
    report: Id,
    text_from: Annotated[int, Query(ge=0, le=2**31 - 1, description="First character of the text.")] = 0,
    text_limit: Annotated[int, Query(ge=1, le=_MOST_TEXT, description="Characters of the text.")] = _TEXT,
) -> Response:
    """One report as ``counterclaim read --json`` prints it; a long text comes in windows.

    Where the text is longer than ``text_limit``, the reply has the claims whose first words stand in the
    window, and the layers below the claims are left out.
    """
    ledger = _ledger(request)
    version, reading = ledger.report(report), ledger.reading(report)
    text, end = reading.report.text, text_from + text_limit
    data: Json = reading_json(reading) if len(text) <= text_limit else {"schema": 1}
    if "claims" not in data:
        here = [c for c in reading.claims if text_from <= c.evidence[0].start < end]
        layers: Json = {name: [] for name in ("attributions", "times", "places", "unread")}
        data |= {"claims": [claim_json(c) for c in here], **layers}
    head = _head(reading.report)
    data["report"] = {
        **head,
        "text": Whole(text[text_from:end]),
        "text_from": text_from,
        "text_length": len(text),
    }
    data["version"] = _version(version)
    following = str(end) if end < len(text) else None
    return answer(request, data, next=following)


@router.get("/reports/{report}/versions", responses=_gives(array(ref("Version"))), tags=["reports"])
def versions(request: Request, report: Id) -> Response:
    """The texts that stood at the report's address, first to last; without one, the report itself."""
    ledger = _ledger(request)
    version = ledger.report(report)
    url = version.report.url
    return answer(request, [_version(v) for v in (ledger.versions(url) if url else (version,))])


@router.get("/crossings", responses=_gives(array(ref("CrossingTimeline"))), tags=["crossings"])
def crossings(
    request: Request,
    every: Annotated[bool, Query(description="Also roads and gates that no table knows.")] = False,
    as_of: AsOf = None,
    on: On = None,
    after: After = None,
    limit: Limit = 25,
) -> Response:
    """Crossings, roads and airports, latest spoken of first, with their state by mode and side."""
    found = _ledger(request).crossings(every=every, as_of=as_of, on=on, after=after, limit=limit)
    return answer(request, [crossing_json(c) for c in found.items], next=found.next, as_of=as_of, on=on)


@router.get("/crossings/{facility}", responses=_gives(ref("Crossing")), tags=["crossings"])
def crossing(request: Request, facility: Id, as_of: AsOf = None, on: On = None) -> Response:
    """One facility's timeline, by its registry id or a name, with the claims it is made of."""
    ledger = _ledger(request)
    timeline, told = ledger.crossing(facility, as_of=as_of, on=on)
    data = {"timeline": crossing_json(timeline), "claims": _claims(ledger, told)}
    return answer(request, data, as_of=as_of, on=on)


@router.get("/sources", responses=_gives(array(ref("SourceRow"))), tags=["sources"])
def sources(
    request: Request,
    side: Annotated[Text | None, Query(description="For whom they speak.")] = None,
    name: Annotated[Text | None, Query(description="A part of the name, or a registry id.")] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Who speaks, most claims first: for whom, how often, how often denied or not confirmed."""
    found = _ledger(request).sources(side=side, name=name, as_of=as_of, after=after, limit=limit)
    return answer(request, [asdict(s) for s in found.items], next=found.next, as_of=as_of)


@router.get("/sources/{number}", responses=_gives(array(ref("Speaker"))), tags=["sources"])
def source(request: Request, number: Number, as_of: AsOf = None) -> Response:
    """One source opened: its claims, and those that others deny, contradict or bear out."""
    found = _ledger(request).source(number, as_of=as_of)
    return answer(request, [speaker_json(s) for s in found], as_of=as_of)


@router.get("/search", responses=_gives(array(ref("Hit"))), tags=["search"])
def search(
    request: Request,
    q: Annotated[Text, Query(description="Words, in any script; a phrase in double quotes.")],
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = 25,
) -> Response:
    """Reports whose title or text holds every word."""
    found = _ledger(request).search(q, as_of=as_of, after=after, limit=limit)
    data = []
    for hit in found.items:
        before, words, rest = hit.excerpt()
        excerpt = {"before": before, "words": words, "after": rest}
        head = {"report": _head(hit.report), "known": hit.known, "claims": hit.claims}
        data.append({**head, "excerpt": excerpt})
    return answer(request, data, next=found.next, as_of=as_of)


@router.get("/diff", responses=_gives(array(ref("Change"))), tags=["search"])
def diff(
    request: Request,
    since: Annotated[Text, Query(description="The earlier moment of knowing.")],
    until: Annotated[Text, Query(description="The later one, at most 31 days on.")],
    after: After = None,
    limit: Limit = 100,
) -> Response:
    """What changed between two moments of knowing: incidents, figures, denials, crossings."""
    _bearable(since, until)
    found = [change_json(c) for c in _ledger(request).diff(since, until)]
    some, following = _window(found, after, limit)
    return answer(request, some, next=following, as_of=until)


@router.get("/runs", responses=_gives(array(ref("Run"))), tags=["runs"])
def runs(request: Request, after: After = None, limit: Limit = 20) -> Response:
    """What was added when, latest first, without the items."""
    place = place_in_list(after, int)
    found = _ledger(request).runs(before=place[0] if place else None, limit=limit + 1)
    following = cursor(found[limit - 1].number) if len(found) > limit else None
    return answer(request, [asdict(r) for r in found[:limit]], next=following)


@router.get("/runs/{number}", responses=_gives(ref("Run")), tags=["runs"])
def run(request: Request, number: Number, after: After = None, limit: Limit = 200) -> Response:
    """One run; ``next`` goes through what became of every input."""
    found = asdict(_ledger(request).run(number))
    found["items"], following = _window(found["items"], after, limit)
    return answer(request, found, next=following)


@router.get("/judgements", responses=_gives(array(ref("Judgement"))), tags=["judgements"])
def judgements(
    request: Request,
    undone: Annotated[bool, Query(description="Also those taken back.")] = False,
    after: After = None,
    limit: Limit = 100,
) -> Response:
    """What people decided, oldest first."""
    place = place_in_list(after, str, str)
    found = _ledger(request).judgements(undone=undone)
    rest = [j for j in found if place is None or [j.at, j.id] > place]
    following = cursor(rest[limit - 1].at, rest[limit - 1].id) if len(rest) > limit else None
    return answer(request, [asdict(j) for j in rest[:limit]], next=following)


@router.post("/judgements", responses=_gives(ref("Judgement")), tags=["judgements"])
def judge(request: Request, decision: Decision) -> Response:
    """Write down a decision. It stands beside the machine's reading; the same one twice is one."""
    made = _ledger(request).judge(
        decision.verb,
        decision.subject,
        decision.other,
        value=decision.value,
        note=decision.note,
        who=who_of(request),
    )
    return answer(request, asdict(made))


@router.post("/judgements/{judgement}/undo", responses=_gives(ref("Judgement")), tags=["judgements"])
def undo(request: Request, judgement: Id) -> Response:
    """Take a decision back; it stays on record with the date."""
    return answer(request, asdict(_ledger(request).undo(judgement)))


def _ledger(request: Request) -> Ledger:
    found: Ledger = request.app.state.ledger
    return found


def _claims(ledger: Ledger, told: Sequence[Told]) -> list[Json]:
    of = ledger.incidents_of([t.key for t in told])
    return [told_json(t, of.get(t.key)) for t in told]


def _head(report: Report) -> Json:
    return {name: value for name, value in report_json(report).items() if name != "text"}


def _version(version: ReportVersion) -> Json:
    return {
        "report": _head(version.report),
        "known": version.known,
        "added": version.added,
        "origin": version.origin,
        "reader": version.reader,
        "claims": version.claims,
    }


def _window(found: Sequence[Any], after: str | None, limit: int) -> tuple[list[Any], str | None]:
    """A stretch of a list that does not change."""
    place = place_in_list(after, int)
    start = max(0, place[0]) if place else 0
    end = start + limit
    return list(found[start:end]), cursor(end) if end < len(found) else None


def _bearable(since: str, until: str) -> None:
    try:
        latest = moment((datetime.fromisoformat(end_of(since)) + timedelta(days=_MOST_DAYS)).isoformat())
    except OverflowError:
        return
    if latest is not None and end_of(until) > latest:
        raise CounterclaimError(
            "CC715",
            f"From {since} to {until} is too long to compare at once.",
            f"It may be {_MOST_DAYS} days.",
            "Ask for shorter stretches.",
            exit_code=2,
        )
