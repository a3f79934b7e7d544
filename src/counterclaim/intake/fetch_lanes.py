"""Many requests, each host in a lane of its own: one at a time, with a pause, as its robots.txt asks.

Requests run in threads; everything else (the rules, the waiting, what is remembered) in the caller's.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Protocol

from counterclaim.errors import CounterclaimError
from counterclaim.intake.addresses import host_of, origin_of
from counterclaim.intake.fetch import MAX_HOPS, Answer, Client, checked_url, circles, refusal
from counterclaim.intake.robots import MAX_ROBOTS, Robots, parse

#: How long a robots.txt is believed, and an older one where the site now fails (RFC 9309, 2.4: a day).
ROBOTS_S = 86_400.0
_OLD_ROBOTS_S = 30 * 86_400.0
#: No wait is longer than a day, whatever a server writes into Retry-After or Crawl-delay.
LONGEST_WAIT_S = 86_400.0
#: Statuses after which the same request may succeed later; 304 is one where nothing was asked on condition.
_LATER = frozenset({304, 408, 421, 425, 429})


@dataclass(frozen=True, slots=True)
class Manners:
    """How patiently to ask. Times in seconds.

    ``delay``: between the end of a request and the next one to the same host. ``backoff``: the first wait
    after a failure, doubled with each further one, half to one and a half of it by chance so that watchers do
    not come back together. ``patience``: a longer wait than this is left to a later round. ``longest``: a
    round begins no request after this, so that the next one is on time. ``at_once``: hosts asked at a time.

    >>> Manners().delay
    2.0
    """

    delay: float = 2.0
    backoff: float = 5.0
    patience: float = 30.0
    longest: float = 900.0
    at_once: int = 8


class Memory(Protocol):
    """What must outlive a round: see `counterclaim.intake.watch_state.WatchState`."""

    def host_until(self, host: str) -> float: ...

    def hold_host(self, host: str, until: float) -> None: ...

    def robots(self, origin: str) -> tuple[float, str | None] | None: ...

    def keep_robots(self, origin: str, fetched: float, body: str | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """One address to fetch. ``name`` is the caller's; ``tries`` counts failures, those of earlier rounds too.

    ``any_kind`` takes any media type, for feeds are served under many; ``first`` puts it before
    others of its host; ``at`` is where redirects have led.
    """

    name: str
    url: str
    etag: str | None = None
    modified: str | None = None
    tries: int = 0
    first: bool = False
    any_kind: bool = False
    at: str = ""
    hops: int = 0
    not_before: float = 0.0
    for_robots: str | None = None

    @property
    def target(self) -> str:
        """The address to be asked next."""
        return self.at or self.url


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: an answer worth reading (or 304), or an error; ``again`` is when to try next.

    ``again`` None: trying again is of no use.
    """

    job: Job
    answer: Answer | None = None
    error: CounterclaimError | None = None
    again: float | None = None


@dataclass(slots=True)
class _Lane:
    ready: float
    jobs: deque[Job] = field(default_factory=deque)
    busy: bool = False


Outcome = tuple[Job, Answer | CounterclaimError]


class Lanes:
    """Runs jobs; iterate to get what became of each. Jobs may be added meanwhile.

    A job whose host asks for more time than there is, or that the round has no time for, does not come back:
    it stands where it stood, for a later round.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        manners: Manners | None = None,
        *,
        now: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._memory = memory
        self._manners = manners or Manners()
        self._now = now
        self._chance = chance
        self._until = now() + self._manners.longest
        self._lanes: dict[str, _Lane] = {}
        self._robots: dict[str, Robots] = {}
        self._asking: set[str] = set()
        self._shut: dict[str, str] = {}
        self._running = 0
        self._finished: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._told: deque[Done] = deque()

    def add(self, job: Job) -> None:
        """Put a job into the lane of its host; one whose address is none is told at once."""
        try:
            checked_url(job.target)
        except CounterclaimError as error:
            if job.for_robots is None:
                self._told.append(Done(job, error=error))
            else:
                self._settle_robots(job, error, self._now())
            return
        host = host_of(job.target)
        if host not in self._lanes:
            self._lanes[host] = _Lane(self._memory.host_until(host))
        jobs = self._lanes[host].jobs
        if job.first:
            jobs.appendleft(job)
        else:
            jobs.append(job)

    @property
    def left(self) -> int:
        """How many jobs stand in their lanes still; after the last, those that a later round must do."""
        return sum(len(lane.jobs) for lane in self._lanes.values())

    def __iter__(self) -> Iterator[Done]:
        while True:
            while self._told:
                yield self._told.popleft()
            wake = self._start_what_may()
            if self._told:
                continue
            if not self._running and wake is None:
                return
            wait = None if wake is None else max(0.0, wake - self._now())
            if not self._running:
                # Nothing can come; only the clock is waited for.
                time.sleep(min(wait or 0.0, 1.0))
                continue
            try:
                job, found = self._finished.get(timeout=wait)
            except queue.Empty:
                continue
            self._running -= 1
            self._settle(job, found)

    # Starting

    def _start_what_may(self) -> float | None:
        """Start what may be started; the next moment at which more may be, or None."""
        now = self._now()
        wake: float | None = None
        for lane in self._lanes.values():
            if lane.busy or not lane.jobs:
                continue
            if self._running >= self._manners.at_once:
                return wake
            job, ready = self._next(lane, now)
            if job is not None:
                lane.busy = True
                self._running += 1
                threading.Thread(target=self._work, args=(job,), daemon=True).start()
            elif ready is not None and ready <= min(now + self._manners.patience, self._until):
                wake = ready if wake is None else min(wake, ready)
        return wake

    def _next(self, lane: _Lane, now: float) -> tuple[Job | None, float | None]:
        """The lane's next job, or the question for robots.txt that comes before it; or when there is one."""
        if now > self._until:
            return None, None
        if lane.ready > now:
            return None, lane.ready
        soonest: float | None = None
        for _ in range(len(lane.jobs)):
            job = lane.jobs.popleft()
            if job.not_before > now:
                soonest = job.not_before if soonest is None else min(soonest, job.not_before)
                lane.jobs.append(job)
                continue
            origin = origin_of(job.target)
            if job.for_robots is not None:
                return job, None
            if origin in self._asking:
                lane.jobs.append(job)
                continue
            if origin in self._shut:
                self._told.append(self._unreachable(job, self._shut[origin], now))
                continue
            robots = self._known(origin, now)
            if robots is None:
                lane.jobs.appendleft(job)
                self._asking.add(origin)
                return Job(origin, f"{origin}/robots.txt", for_robots=origin, first=True), None
            if not robots.allows(job.target):
                self._told.append(Done(job, error=_unwelcome(job.target)))
                continue
            return job, None
        return None, soonest

    def _known(self, origin: str, now: float) -> Robots | None:
        if origin not in self._robots:
            kept = self._memory.robots(origin)
            if kept is None or not now - ROBOTS_S <= kept[0] <= now + ROBOTS_S:
                return None
            self._robots[origin] = parse(kept[1] or "")
        return self._robots[origin]

    def _work(self, job: Job) -> None:
        found: Answer | CounterclaimError
        try:
            found = self._client.get(job.target, etag=job.etag, modified=job.modified)
        except CounterclaimError as error:
            found = error
        except Exception as error:
            # What no list of a library's errors foresaw must not end the lane.
            found = CounterclaimError(
                "CC402", f"No answer from {job.target}.", f"{type(error).__name__}.", ""
            )
        self._finished.put((job, found))

    # Settling

    def _settle(self, job: Job, found: Answer | CounterclaimError) -> None:
        now = self._now()
        host = host_of(job.target)
        lane = self._lanes[host]
        lane.busy = False
        lane.ready = now + self._pause(origin_of(job.target))
        asked = _retry_after(found, now) if isinstance(found, Answer) else None
        if asked:
            lane.ready = max(lane.ready, now + asked)
        if lane.ready - now > self._manners.delay:
            # A long pause must hold for the next round too.
            self._memory.hold_host(host, lane.ready)
        if isinstance(found, Answer) and found.redirect is not None:
            if job.hops < MAX_HOPS:
                self.add(replace(job, at=found.redirect, hops=job.hops + 1, first=True))
                return
            found = circles(job.url)
        if job.for_robots is not None:
            self._settle_robots(job, found, now)
        elif isinstance(found, CounterclaimError):
            self._failed(job, found, found.code in ("CC402", "CC406"), asked, now)
        elif found.status == 304 and (job.etag or job.modified):
            self._told.append(Done(job, answer=found))
        elif (error := refusal(found, any_kind=job.any_kind)) is not None:
            self._failed(job, error, found.status in _LATER or found.status >= 500, asked, now)
        else:
            self._told.append(Done(job, answer=found))

    def _pause(self, origin: str) -> float:
        asked = self._robots[origin].delay if origin in self._robots else None
        return min(max(self._manners.delay, asked or 0.0), LONGEST_WAIT_S)

    def _failed(
        self, job: Job, error: CounterclaimError, passing: bool, asked: float | None, now: float
    ) -> None:
        """Try again after a while, or tell; what does not pass is told at once."""
        if not passing:
            self._told.append(Done(job, error=error))
            return
        wait = self._manners.backoff * 2 ** min(job.tries, 30) * (0.5 + self._chance())
        wait = min(max(wait, asked or 0.0), LONGEST_WAIT_S)
        job = replace(job, at="", hops=0, tries=job.tries + 1, not_before=now + wait, first=False)
        if wait <= self._manners.patience and job.not_before <= self._until:
            self.add(job)
        else:
            self._told.append(Done(job, error=error, again=job.not_before))

    def _settle_robots(self, job: Job, found: Answer | CounterclaimError, now: float) -> None:
        """RFC 9309: no file, no rules; a server that fails, nothing allowed, unless an older file is kept."""
        origin = job.for_robots or ""
        self._asking.discard(origin)
        status = found.status if isinstance(found, Answer) else 0
        if isinstance(found, Answer) and 200 <= status < 300:
            self._keep_robots(origin, found.data[:MAX_ROBOTS].decode("utf-8", "replace"), now)
            return
        lasting = isinstance(found, CounterclaimError) and found.code not in ("CC402", "CC406")
        if lasting or (400 <= status < 500 and status not in _LATER):
            if lasting and isinstance(found, CounterclaimError) and found.code == "CC401":
                # The host itself is refused; each of its jobs learns so from its own request.
                self._robots[origin] = Robots()
                return
            self._keep_robots(origin, None, now)
            return
        kept = self._memory.robots(origin)
        if kept is not None and now - kept[0] <= _OLD_ROBOTS_S:
            self._robots[origin] = parse(kept[1] or "")
            return
        self._shut[origin] = (
            f"the server answered {status}" if isinstance(found, Answer) else found.why.rstrip(".")
        )

    def _keep_robots(self, origin: str, body: str | None, now: float) -> None:
        self._robots[origin] = parse(body or "")
        self._memory.keep_robots(origin, now, body)
        lane = self._lanes.get(host_of(origin))
        if lane is not None:
            lane.ready = max(lane.ready, now + self._pause(origin))

    def _unreachable(self, job: Job, why: str, now: float) -> Done:
        """A site whose robots.txt cannot be had is left alone until a later round."""
        wait = self._manners.backoff * 2 ** min(job.tries + 3, 30) * (0.5 + self._chance())
        error = CounterclaimError(
            "CC407",
            f"{job.url} is not fetched yet.",
            f"The site's robots.txt cannot be had ({why}).",
            "It is tried again later.",
        )
        return Done(replace(job, tries=job.tries + 1), error=error, again=now + min(wait, LONGEST_WAIT_S))


def _unwelcome(url: str) -> CounterclaimError:
    return CounterclaimError(
        "CC407",
        f"{url} is not fetched.",
        "The site's robots.txt asks programs not to.",
        "Open it in a browser and save the page, or ask the site.",
    )


def _retry_after(answer: Answer, now: float) -> float | None:
    """Seconds that a failing server asks to be left alone, a day at most; None where it does not.

    >>> _retry_after(Answer("https://a.example/", 503, b"", {"retry-after": "120"}), 0.0)
    120.0
    """
    given = answer.headers.get("retry-after", "").strip()
    if not given or (answer.status not in _LATER and answer.status < 500):
        return None
    if given.isascii() and given.isdigit():
        return min(float(given[:9]), LONGEST_WAIT_S)
    try:
        wait = parsedate_to_datetime(given).timestamp() - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT_S) or None
