"""``/live``: server-sent events with the ledger's revision: an open page can say that more came in."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import AsyncIterator, Callable

import anyio
from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import Revision

#: How often the ledger is looked at, for all listeners together (seconds): a person does not notice two.
_EVERY_S = 2.0
#: How often an idle stream says that it lives (seconds): proxies cut those silent for a minute.
_BREATH_S = 20.0
#: A stream ends after this long and the browser opens the next: an ended session is noticed then (seconds).
_LIFE_S = 300.0
#: Streams at once; more browsers than a newsroom has.
_LISTENERS = 200

router = APIRouter()


class Pulse:
    """The ledger's revision, asked for at most once in ``every`` seconds however many listen."""

    def __init__(
        self, ledger: Ledger, *, every: float = _EVERY_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._lock = threading.Lock()
        self._known: tuple[float, Revision] | None = None
        self.every = every
        self.life = _LIFE_S
        self.listeners = 0

    def revision(self) -> Revision:
        """The latest revision."""
        with self._lock:
            if self._known is None or self._clock() - self._known[0] >= self.every:
                self._known = (self._clock(), self._ledger.revision())
            return self._known[1]


@router.get("/live")
async def live(request: Request) -> Response:
    """The revision at once, and whenever it changes: ``event: revision``, data as JSON."""
    pulse: Pulse = request.app.state.pulse
    if pulse.listeners >= _LISTENERS:
        raise CounterclaimError(
            "CC714",
            "Too many pages listen for changes.",
            f"There are {pulse.listeners} at once.",
            "Close some, or reload this page by hand.",
        )
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(pulse), media_type="text/event-stream", headers=headers)


async def _events(pulse: Pulse) -> AsyncIterator[str]:
    pulse.listeners += 1
    try:
        told: Revision | None = None
        ends = anyio.current_time() + pulse.life
        silent_since = anyio.current_time()
        yield "retry: 5000\n\n"
        while anyio.current_time() < ends:
            try:
                now = await to_thread.run_sync(pulse.revision)
            except CounterclaimError:
                return  # the browser asks again
            if now != told:
                told, silent_since = now, anyio.current_time()
                yield event(now)
            elif anyio.current_time() - silent_since >= _BREATH_S:
                silent_since = anyio.current_time()
                yield ":\n\n"
            await anyio.sleep(pulse.every)
    finally:
        pulse.listeners -= 1


def event(revision: Revision) -> str:
    """A revision as an event.

    >>> event(Revision(3, 1, 0)).splitlines()[0]
    'event: revision'
    """
    data = {"reports": revision.reports, "runs": revision.runs, "judgements": revision.judgements}
    return f"event: revision\nid: {revision.tag}\ndata: {json.dumps(data)}\n\n"
