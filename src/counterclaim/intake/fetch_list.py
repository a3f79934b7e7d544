"""Fetching the addresses of a list, with the same manners as a watch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from counterclaim.errors import CounterclaimError
from counterclaim.intake.fetch import Answer, Client
from counterclaim.intake.fetch_lanes import Job, Lanes, Manners

#: Addresses put into lanes together: enough that many hosts stand beside each other, few enough to hold.
_TOGETHER = 1_000
#: A list is fetched in one go: waits up to a minute are waited, with them each address is tried four times.
LIST_MANNERS = Manners(patience=60.0, longest=7 * 86_400.0)


@dataclass(slots=True)
class _Kept:
    """What hosts asked for, for as long as the list is fetched."""

    until: dict[str, float] = field(default_factory=dict)
    files: dict[str, tuple[float, str | None]] = field(default_factory=dict)

    def host_until(self, host: str) -> float:
        return self.until.get(host, 0.0)

    def hold_host(self, host: str, until: float) -> None:
        self.until[host] = until

    def robots(self, origin: str) -> tuple[float, str | None] | None:
        return self.files.get(origin)

    def keep_robots(self, origin: str, fetched: float, body: str | None) -> None:
        self.files[origin] = (fetched, body)


def fetch_all(
    urls: Iterable[str], client: Client, manners: Manners | None = None
) -> Iterator[tuple[str, Answer | CounterclaimError]]:
    """Every address with its answer or why there is none, as they come, robots.txt and pauses heeded.

    The list is not held whole.

    >>> [(url, error.code) for url, error in fetch_all(["http://127.0.0.1:9/a"], Client())]
    [('http://127.0.0.1:9/a', 'CC401')]
    """
    memory = _Kept()
    rest = iter(urls)
    while some := list(islice(rest, _TOGETHER)):
        lanes = Lanes(client, memory, manners or LIST_MANNERS)
        waiting = dict.fromkeys(some)
        for url in waiting:
            lanes.add(Job(url, url))
        for done in lanes:
            waiting.pop(done.job.name, None)
            if done.answer is not None:
                yield done.job.name, done.answer
            elif done.error is not None:
                yield done.job.name, done.error
        for url in waiting:
            yield url, _left(url)


def _left(url: str) -> CounterclaimError:
    return CounterclaimError(
        "CC402",
        f"{url} was not fetched.",
        "Its host asks for more time than a list is given.",
        "Try again later, or watch it: counterclaim watch.",
    )
