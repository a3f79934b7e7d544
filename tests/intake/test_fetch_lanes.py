"""Lanes with a client that answers from a table: redirects, robots.txt, waits and surprises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake.fetch import Answer, Client
from counterclaim.intake.fetch_lanes import Done, Job, Lanes, Manners

QUICK = Manners(delay=0.0, backoff=0.01, patience=0.1, longest=5.0)


class Table(Client):
    """Answers by address: an answer, or an exception to raise; what is not there is a 404."""

    def __init__(self, **answers: object) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, list[object]] = {}

    def put(self, url: str, *answers: object) -> None:
        self.answers[url] = list(answers)

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        self.asked.append(url)
        some = self.answers.get(url, [Answer(url, 404, b"")])
        found = some.pop(0) if len(some) > 1 else some[0]
        if isinstance(found, Exception):
            raise found
        assert isinstance(found, Answer)
        return found


class Memory:
    """What outlives a round, for as long as a test takes."""

    def __init__(self) -> None:
        self.until: dict[str, float] = {}
        self.files: dict[str, tuple[float, str | None]] = {}

    def host_until(self, host: str) -> float:
        return self.until.get(host, 0.0)

    def hold_host(self, host: str, until: float) -> None:
        self.until[host] = until

    def robots(self, origin: str) -> tuple[float, str | None] | None:
        return self.files.get(origin)

    def keep_robots(self, origin: str, fetched: float, body: str | None) -> None:
        self.files[origin] = (fetched, body)


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def run(table: Table, memory: Memory) -> Callable[..., list[Done]]:
    def go(*urls: str, manners: Manners = QUICK, now: float = 1_000.0) -> list[Done]:
        import time

        begun = time.time()
        lanes = Lanes(table, memory, manners, now=lambda: now + time.time() - begun, chance=lambda: 0.5)
        for url in urls:
            lanes.add(Job(url, url))
        return list(lanes)

    return go


def well(url: str, text: str = "Shut.") -> Answer:
    return Answer(url, 200, text.encode(), {"content-type": "text/plain"})


def moved(url: str, to: str) -> Answer:
    return Answer(url, 301, b"", {"location": to})


Run = Callable[..., list[Done]]


def test_a_redirect_to_another_host_asks_its_robots_first(table: Table, run: Run) -> None:
    table.put("https://a.example/1", moved("https://a.example/1", "https://b.example/private"))
    table.put("https://b.example/robots.txt", well("", "User-agent: *\nDisallow: /private"))
    (done,) = run("https://a.example/1")
    assert done.error is not None
    assert done.error.code == "CC407"
    assert "https://b.example/private" not in table.asked


def test_a_robots_file_may_be_elsewhere(table: Table, memory: Memory, run: Run) -> None:
    table.put(
        "http://a.example/robots.txt",
        moved("http://a.example/robots.txt", "https://www.a.example/robots.txt"),
    )
    table.put("https://www.a.example/robots.txt", well("", "User-agent: *\nDisallow: /x"))
    (done,) = run("http://a.example/x")
    assert done.error is not None
    assert set(memory.files) == {"http://a.example"}


def test_robots_are_kept_a_day_and_longer_where_the_site_fails(
    table: Table, memory: Memory, run: Run
) -> None:
    memory.files["https://a.example"] = (1_000.0, "User-agent: *\nDisallow: /x")
    table.put("https://a.example/1", well("https://a.example/1"))
    run("https://a.example/1", now=50_000.0)
    assert table.asked == ["https://a.example/1"]
    table.put("https://a.example/robots.txt", Answer("https://a.example/robots.txt", 500, b""))
    found = run("https://a.example/1", "https://a.example/x", now=200_000.0)
    assert [done.error.code if done.error else "" for done in found] == ["", "CC407"]


@pytest.mark.parametrize(
    ("surprise", "code", "again"),
    [
        (RuntimeError("never thought of"), "CC402", True),
        (CounterclaimError("CC401", "Not public.", "", ""), "CC401", False),
        (Answer("u", 403, b""), "CC403", False),
        (Answer("u", 304, b""), "CC403", True),
        (Answer("u", 503, b"", {"retry-after": "Thu, 01 Jan 1970 01:00:00 GMT"}), "CC403", True),
        (Answer("u", 429, b"", {"retry-after": "99999999999999999999"}), "CC403", True),
        (Answer("u", 503, b"", {"retry-after": "soon"}), "CC403", True),
        (Answer("u", 301, b""), "CC403", False),
        (moved("https://a.example/1", "https://a.example/1"), "CC403", False),
        (moved("https://a.example/1", "http://[broken"), "CC401", False),
        (moved("https://a.example/1", "file:///etc/passwd"), "CC401", False),
    ],
)
def test_every_end_is_told(table: Table, run: Run, surprise: object, code: str, again: bool) -> None:
    table.put("https://a.example/1", surprise)
    (done,) = run("https://a.example/1", manners=Manners(delay=0.0, backoff=3.0, patience=0.1, longest=5.0))
    assert done.error is not None
    assert done.error.code == code
    assert (done.again is not None) is again
    assert done.again is None or 1_001 < done.again <= 1_001 + 86_400


def test_waits_double(table: Table, run: Run) -> None:
    table.put("https://a.example/1", Answer("u", 500, b""))
    waits = []
    for tries in range(5):
        lanes = Lanes(table, Memory(), Manners(0.0, 100.0, 0.1, 5.0), now=lambda: 0.0, chance=lambda: 0.5)
        lanes.add(Job("x", "https://a.example/1", tries=tries))
        (done,) = list(lanes)
        waits.append(done.again)
    assert waits == [100.0, 200.0, 400.0, 800.0, 1600.0]


def test_a_host_that_asks_for_more_time_than_there_is_keeps_its_jobs(table: Table, memory: Memory) -> None:
    memory.until["a.example"] = 5_000.0
    lanes = Lanes(table, memory, QUICK, now=lambda: 1_000.0)
    lanes.add(Job("x", "https://a.example/1"))
    assert (list(lanes), lanes.left, table.asked) == ([], 1, [])


def test_a_robots_file_sent_to_no_address_is_none(table: Table, run: Run) -> None:
    table.put("https://a.example/robots.txt", moved("https://a.example/robots.txt", "http://[broken"))
    table.put("https://a.example/1", well("https://a.example/1"))
    (done,) = run("https://a.example/1")
    assert done.answer is not None
