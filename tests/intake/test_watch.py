"""Watching feeds: a real server on loopback that misbehaves, a real ledger, and a clock that can be moved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from feed_server import Site, bomb, cut, drip, good, hang_up, page, rss, status, to

from counterclaim.intake import Problem
from counterclaim.intake.fetch import Client, user_agent
from counterclaim.intake.fetch_lanes import Manners
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.watch import GIVE_UP, LOOKS, Changed, Round
from counterclaim.intake.watch_state import WatchState
from counterclaim.intake.watchlist import Watched, Watchlist
from counterclaim.ledger import Ledger, Run
from counterclaim.model import Reading, Report

ALLOWED = frozenset({"127.0.0.1", "127.0.0.2"})
XML = "application/rss+xml"
#: Quick, but of the same shape as the real ones.
QUICK = Manners(delay=0.03, backoff=0.02, patience=0.5, longest=20.0)


@dataclass
class Desk:
    """A ledger and a watch's memory in one folder; rounds at a moment of one's choice."""

    folder: Path
    sandbox: Sandbox
    later: float = 0.0
    notices: list[Problem] = field(default_factory=list)
    manners: Manners = QUICK

    def round(self, *watched: Watched, limit: int | None = None, total: float = 0.6) -> tuple[Run, Round]:
        """One round; with ``limit`` the process dies, as far as it can be told, after so many outcomes."""
        client = Client(
            ALLOWED, agent=user_agent("desk@example.org"), timeout=0.5, total=total, max_bytes=1_000_000
        )
        with WatchState(self.folder / "l.watch") as state, Ledger.open(self.folder / "l.db") as ledger:
            made = Round(Watchlist(watched), state, self.sandbox, client, self.manners, now=self.now)
            stream: Iterator[Report | Problem] = made.outcomes()
            if limit is not None:
                stream = broken(stream, limit)
            run = ledger.add(
                stream,
                read=lambda reports: (Reading(report) for report in reports),
                named=("feeds.toml",),
                progress=lambda item: made.kept(item.report),
                notice=self.notices.append,
            )
        return run, made

    def now(self) -> float:
        return time.time() + self.later

    def reports(self) -> list[Report]:
        with Ledger.open(self.folder / "l.db") as ledger:
            return [found.report for found in ledger.reports(limit=1000).items]


class Broken(Exception):
    pass


def broken(stream: Iterator[Report | Problem], limit: int) -> Iterator[Report | Problem]:
    for number, found in enumerate(stream):
        if number == limit:
            raise Broken
        yield found


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Desk:
    return Desk(tmp_path, sandbox)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def texts(desk: Desk) -> str:
    return "\n".join(report.text for report in desk.reports())


def test_entries_become_reports_of_their_pages(site: Site, desk: Desk) -> None:
    one = site.put("/1", good(page("Torkhala was shelled.", "Shells", "2024-05-02T08:00:00+03:00")))
    two = site.put("/2", good(page("The ferry at Karo is shut.", "Ferry")))
    source = '<source url="https://west.example/">West Post</source>'
    source += "<pubDate>Thu, 02 May 2024 06:30:00 +0200</pubDate>"
    feed = site.put(
        "/rss",
        good(
            rss([(one + "?utm_source=rss", "Shells", "Short."), (two, "Ferry", "Short.")], more=source), XML
        ),
    )
    run, _ = desk.round(Watched(feed))
    found = {report.url: report for report in desk.reports()}
    assert (run.read, run.failed, run.inputs) == (2, 0, ("feeds.toml",))
    assert set(found) == {one, two}
    assert "Torkhala was shelled" in found[one].text
    # The page's own date, the feed's where it has none; the publisher that the feed names.
    assert found[one].published == "2024-05-02T08:00:00+03:00"
    assert (found[two].published, found[two].published_from) == ("2024-05-02T06:30:00+02:00", "feed")
    assert found[two].outlet == "West Post"
    assert all("counterclaim/" in hit.headers["user-agent"] for hit in site.hits)
    assert all("+desk@example.org" in hit.headers["user-agent"] for hit in site.hits)


@pytest.mark.parametrize(
    "feed",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>V</title><entry><id>1</id><title>Ferry</title>'
        '<link href="/1"/><updated>2024-05-02T06:30:00Z</updated><summary>Short.</summary></entry></feed>',
        '{"version": "https://jsonfeed.org/version/1.1", "title": "V", "items": [{"id": "1", "url": "/1", '
        '"title": "Ferry", "content_html": "<p>Short.</p>", "date_published": "2024-05-02T06:30:00Z"}]}',
    ],
)
def test_atom_and_json_feeds_with_links_of_their_own_place(site: Site, desk: Desk, feed: str) -> None:
    one = site.put("/1", good(page("The ferry at Karo is shut.", "Ferry")))
    desk.round(Watched(site.put("/feed", good(feed, "application/octet-stream"))))
    (report,) = desk.reports()
    assert (report.url, report.published) == (one, "2024-05-02T06:30:00+00:00")
    assert "ferry at Karo" in report.text


def test_nothing_is_asked_twice_that_did_not_change(site: Site, desk: Desk) -> None:
    one = site.put("/1", good(page("Torkhala was shelled."), etag='"p1"'))
    feed = site.put(
        "/rss",
        good(
            rss([(one, "Shells", "Short.")]), XML, etag='"f1"', last_modified="Thu, 02 May 2024 06:30:00 GMT"
        ),
    )
    desk.round(Watched(feed))
    desk.later = 60
    run, made = desk.round(Watched(feed))
    assert (made.counts["feeds"], run.read) == (0, 0), "not due yet"
    desk.later = 900
    run, made = desk.round(Watched(feed))
    assert made.counts["unchanged feeds"] == 1
    asked = [hit for hit in site.hits if hit.path == "/rss"][-1]
    assert asked.headers["if-none-match"] == '"f1"'
    assert asked.headers["if-modified-since"] == "Thu, 02 May 2024 06:30:00 GMT"
    assert (site.asked("/1"), site.asked("/robots.txt")) == (1, 1)
    desk.later = LOOKS[0] + 10
    _, made = desk.round(Watched(feed))
    assert [hit for hit in site.hits if hit.path == "/1"][-1].headers["if-none-match"] == '"p1"'
    assert (made.counts["unchanged pages"], len(desk.reports())) == (1, 1)
    # Once a day in full, for a server may say "not modified" of what was.
    desk.later = 90_000
    desk.round(Watched(feed))
    assert "if-none-match" not in [hit for hit in site.hits if hit.path == "/rss"][-1].headers


def test_a_changed_page_is_a_new_version_and_told(site: Site, desk: Desk) -> None:
    one = site.put("/1", good(page("Nine died.")), good(page("Eleven died.")), good(page("Eleven died.")))
    feed = site.put("/rss", good(rss([(one, "Dead", "Short.")]), XML))
    desk.round(Watched(feed))
    desk.later = LOOKS[0] + 10
    run, made = desk.round(Watched(feed))
    before, after = sorted(desk.reports(), key=lambda report: report.version)
    assert (run.read, made.changed) == (1, [Changed(one, before.id, after.id)])
    assert ("Nine died" in before.text, "Eleven died" in after.text, after.version) == (True, True, 2)
    desk.later = LOOKS[1] + 20
    run, made = desk.round(Watched(feed))
    assert (site.asked("/1"), run.read, made.changed) == (3, 0, [])


def test_a_new_wording_in_the_feed_brings_a_look_at_once(site: Site, desk: Desk) -> None:
    one = site.put("/1", good(page("Nine died.")), good(page("Eleven died.")))
    first, second = (good(rss([(one, "Dead", words)]), XML) for words in ("Nine dead.", "Eleven dead."))
    feed = Watched(site.put("/rss", first, second))
    desk.round(feed)
    desk.later = 900
    _, made = desk.round(feed)
    assert len(made.changed) == 1


def test_a_watched_page_is_looked_at_every_time(site: Site, desk: Desk) -> None:
    url = site.put("/statements", good(page("Nine died.")), good(page("Eleven died.")))
    watched = Watched(url, feed=False, outlet="Ministry of Eastland", every=600)
    desk.round(watched)
    desk.later = 600
    _, made = desk.round(watched)
    assert len(made.changed) == 1
    assert {report.outlet for report in desk.reports()} == {"Ministry of Eastland"}


def test_feeds_own_words(site: Site, desk: Desk) -> None:
    links = [
        (site.url + "/1", "Shells", "Torkhala was shelled, the mayor said."),
        (site.url + "/2", "Ferry", "The ferry is shut."),
    ]
    feed = Watched(site.put("/rss", good(rss(links), XML)), pages=False)
    desk.round(feed)
    assert {report.text for report in desk.reports()} == {words for _, _, words in links}
    assert {report.container for report in desk.reports()} == {feed.url}
    assert site.asked("/1") == 0


def test_robots_are_heeded(site: Site, desk: Desk) -> None:
    site.put(
        "/robots.txt",
        good("User-agent: *\nDisallow: /private/\nDisallow: /closed.xml\nCrawl-delay: 0.2\n", "text/plain"),
    )
    kept = site.put("/private/1", good(page("Nobody may fetch this.")))
    feed = site.put("/rss", good(rss([(kept, "Kept", "Torkhala was shelled.")]), XML))
    closed = site.put("/closed.xml", good(rss([(site.url + "/2", "x", "y")]), XML))
    run, _ = desk.round(Watched(feed), Watched(closed))
    assert (site.asked("/private/1"), site.asked("/closed.xml")) == (0, 0)
    assert texts(desk) == "Torkhala was shelled."
    assert [item.code for item in run.items if item.outcome == "failed"] == ["CC407"]
    assert min(site.pauses()) >= 0.19, "the delay that robots.txt asks for"


@pytest.mark.parametrize("answer", [status(503), hang_up, drip()])
def test_a_site_whose_robots_cannot_be_had_waits(site: Site, desk: Desk, answer: object) -> None:
    site.put("/robots.txt", answer, answer, good("User-agent: *\nAllow: /", "text/plain"))  # type: ignore[arg-type]
    one = site.put("/1", good(page("Torkhala was shelled.")))
    feed = Watched(site.put("/rss", good(rss([(one, "Shells", "Short.")]), XML)))
    run, _ = desk.round(feed)
    assert [item.code for item in run.items] == ["CC407"]
    # a server that drips may be given up before it has noted the request
    assert {hit.path for hit in site.hits} <= {"/robots.txt"}
    for hour in (1, 2):
        desk.later = 3_600 * hour
        desk.round(feed)
    assert "shelled" in texts(desk)


def test_failures_are_tried_again_with_growing_waits(site: Site, desk: Desk) -> None:
    site.put("/robots.txt", status(404))
    one = site.put("/1", status(500), cut(page("x")), hang_up, good(page("Torkhala was shelled.")))
    feed = site.put("/rss", hang_up, status(502), good(rss([(one, "Shells", "Short.")]), XML))
    run, _ = desk.round(Watched(feed))
    assert (run.read, run.failed) == (1, 0)
    tried = [hit.begun for hit in site.hits if hit.path == "/1"]
    assert len(tried) == 4
    assert all(after - before >= 0.01 * 2**n for n, (before, after) in enumerate(pairwise(tried)))


def test_a_page_that_stays_away_is_asked_again_in_later_rounds_and_then_the_feed_is_taken(
    site: Site, desk: Desk
) -> None:
    desk.manners = Manners(delay=0.01, backoff=400.0, patience=0.5, longest=20.0)
    one = site.put("/1", status(500))
    feed = Watched(site.put("/rss", good(rss([(one, "Shells", "Torkhala was shelled.")]), XML, etag='"1"')))
    for number in range(GIVE_UP):
        run, made = desk.round(feed)
        desk.later += 2.1 * 400 * 2**number
        if number < GIVE_UP - 1:
            assert (run.failed, made.counts["waiting"], desk.reports()) == (1, 1, [])
    assert texts(desk) == "Torkhala was shelled."
    assert site.asked("/1") == GIVE_UP


def test_retry_after_is_honoured_by_all_requests_to_the_host(site: Site, desk: Desk) -> None:
    one = site.put("/1", status(429, retry_after="3600"), good(page("Torkhala was shelled.")))
    links = [(one, "a", ""), *((site.put(f"/{n}", good(page(f"Shell {n} fell."))), "b", "") for n in (2, 3))]
    feed = Watched(site.put("/rss", good(rss(links), XML)))
    _, made = desk.round(feed)
    assert made.counts["waiting"] == 3
    desk.later = 1_800
    desk.round(feed)
    assert [hit.path for hit in site.hits] == ["/robots.txt", "/rss", "/1"]
    desk.later = 7_300
    desk.round(feed)
    assert len(desk.reports()) == 3


def test_one_request_at_a_time_a_host_and_hosts_beside_each_other(desk: Desk) -> None:
    with Site() as first, Site("127.0.0.2") as second:
        feeds = []
        for site in (first, second):
            slow = [
                lambda h, s=site, n=n: (time.sleep(0.1), good(page(f"Shell {n} fell near {s.address}."))(h))
                for n in range(4)
            ]
            links = [(site.put(f"/{n}", one), str(n), "") for n, one in enumerate(slow)]
            feeds.append(Watched(site.put("/rss", good(rss(links), XML))))
        desk.round(*feeds)
        assert len(desk.reports()) == 8
        for site in (first, second):
            assert min(site.pauses()) > 0
        begun, ended = (
            [pick(getattr(hit, name) for hit in site.hits) for site in (first, second)]
            for pick, name in ((min, "begun"), (max, "ended"))
        )
        assert max(begun) < min(ended), "one host did not wait for the other"


SECRET = "/latest/meta-data"  # noqa: S105


def private(site: Site) -> list[tuple[str, str]]:
    """Addresses that must not be fetched, with what leads there."""
    port = site.url.rsplit(":", 1)[1]
    inside = [
        f"http://localhost:{port}{SECRET}",
        f"http://[::1]:{port}{SECRET}",
        f"http://2130706433:{port}{SECRET}",
    ]
    inside += [
        f"http://127.1:{port}{SECRET}",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ]
    return [(site.put(f"/to{n}", to(url)), url) for n, url in enumerate(inside)]


def test_private_addresses_are_never_fetched_not_even_through_redirects(site: Site, desk: Desk) -> None:
    site.put(SECRET, good(page("The key to the house.")))
    links = [
        (url, f"Shell {n}.{m}", f"Shell {n}.{m} fell.")
        for n, pair in enumerate(private(site))
        for m, url in enumerate(pair)
    ]
    feed = site.put("/rss", good(rss(links), XML))
    moved = site.put("/moved.xml", to(f"http://localhost:{site.url.rsplit(':', 1)[1]}{SECRET}"))
    run, _ = desk.round(Watched(feed), Watched(moved))
    assert site.asked(SECRET) == 0
    assert "key to the house" not in texts(desk)
    # Nothing is lost: the feed's own words stand in for each page.
    assert {f"{words}" for _, _, words in links} <= {report.text for report in desk.reports()}
    assert [item.code for item in run.items if item.outcome == "failed"] == ["CC401"]


def test_a_dns_answer_that_changes_gains_nothing(
    site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when looked at and private when called: it is asked once, and that is called."""
    import socket

    site.put(SECRET, good(page("The key to the house.")))
    port = int(site.url.rsplit(":", 1)[1])
    real, asked, called = socket.getaddrinfo, Counter[str](), []

    def changing(host: str, where: object, *more: object, **named: object) -> object:
        if host != "rebind.example":
            return real(host, where, *more, **named)  # type: ignore[arg-type]
        asked[host] += 1
        address = "93.184.216.34" if asked[host] % 2 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, where))]

    def connect(address: tuple[str, int], *more: object, **named: object) -> socket.socket:
        called.append(address[0])
        raise ConnectionRefusedError("there is no internet in a test")

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(socket, "create_connection", connect)
    desk.round(Watched(f"http://rebind.example:{port}{SECRET}"))
    assert called
    assert set(called) == {"93.184.216.34"}
    assert site.asked(SECRET) == 0


def test_wrong_dates_do_not_enter(site: Site, desk: Desk) -> None:
    dates = [
        "Thu, 01 Jan 2099 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "soon",
        "Thu, 02 May 2024 06:30:00 GMT",
    ]
    items = "".join(
        f"<item><title>Shell {n} fell.</title><guid>{n}</guid><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(dates)
    )
    ahead = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 4 * 3600))
    items += f"<item><title>Shell 9 fell.</title><guid>9</guid><pubDate>{ahead}</pubDate></item>"
    feed = site.put("/rss", good(f"<rss><channel><title>V</title>{items}</channel></rss>", XML))
    desk.round(Watched(feed))
    found = {report.text: report for report in desk.reports()}
    published = [found[f"Shell {n} fell."].published for n in range(4)]
    assert published == [None, None, None, "2024-05-02T06:30:00+00:00"]
    # A few hours ahead is a wrong zone: it was out when it was fetched.
    late = found["Shell 9 fell."]
    assert late.published is not None
    assert late.published_from == "fetched"
    assert [notice.code for notice in desk.notices].count("CC107") == 2


def test_the_same_page_listed_in_many_ways_is_one_report(site: Site, desk: Desk) -> None:
    one = site.put("/1", good(page("Torkhala was shelled.")))
    site.put("/old", to(one, 301))
    ways = [one, one + "#top", one + "?utm_medium=x", one + "?fbclid=1"]
    first = site.put("/a.xml", good(rss([(way, "Shells", "Short.") for way in ways]), XML))
    second = site.put("/b.xml", good(rss([(one, "Shells", "Other words.")], "West Post"), XML))
    for later in (0, 900, 1800):
        desk.later = later
        desk.round(Watched(first), Watched(second), Watched(first))
    assert (site.asked("/1"), len(desk.reports())) == (1, 1)


def test_a_feed_that_breaks_off_is_asked_for_in_full(site: Site, desk: Desk) -> None:
    links = [
        (site.put(f"/{n}", good(page(f"Shell {n} fell."))), f"Shell {n}", f"Shell {n} fell.")
        for n in range(6)
    ]
    whole = rss(links)
    # Without a promised length nobody can tell but the parser.
    half = good(whole[: len(whole) // 2], XML, etag='"1"')
    feed = Watched(site.put("/rss", half, good(whole, XML, etag='"1"')))
    desk.round(feed)
    assert 0 < len(desk.reports()) < 6
    desk.later = 900
    desk.round(feed)
    assert len(desk.reports()) == 6
    assert "if-none-match" not in [hit for hit in site.hits if hit.path == "/rss"][-1].headers


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (bomb(), "CC404"),
        (drip(), "CC406"),
        (drip(headers=True), "CC406"),
        (good("<html><body><p>Please log in.</p></body></html>"), "CC412"),
        (good(b"\x1f\x8bnot gzip", "text/xml", content_encoding="gzip"), "CC402"),
        (good("x", "text/xml", content_encoding="br"), "CC405"),
        (status(404), "CC403"),
        (to("/rss"), "CC403"),
        (
            good(
                '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">]><rss><channel>' + "&a;" * 10, XML
            ),
            None,
        ),
    ],
)
def test_a_bad_feed_has_a_code_and_the_others_are_read(
    site: Site, desk: Desk, answer: object, code: str | None
) -> None:
    desk.manners = Manners(delay=0.01, backoff=5.0, patience=0.1, longest=20.0)
    bad = site.put("/rss", answer)  # type: ignore[arg-type]
    one = site.put("/1", good(page("Torkhala was shelled.")))
    well = site.put("/good.xml", good(rss([(one, "Shells", "Short.")]), XML))
    begun = time.monotonic()
    run, _ = desk.round(Watched(bad), Watched(well))
    assert time.monotonic() - begun < 10
    assert "shelled" in texts(desk)
    assert [item.code for item in run.items if item.outcome == "failed"] == ([code] if code else [])


def test_a_round_broken_off_anywhere_loses_and_doubles_nothing(site: Site, desk: Desk) -> None:
    links = [(site.put(f"/{n}", good(page(f"Shell {n} fell."))), f"Shell {n}", "") for n in range(40)]
    feed = Watched(site.put("/rss", good(rss(links), XML, etag='"1"')))
    desk.manners = Manners(delay=0.0, backoff=0.02, patience=0.5, longest=20.0)
    for limit in (0, 3, 17):
        with pytest.raises(Broken):
            desk.round(feed, limit=limit)
    desk.round(feed)
    assert Counter(report.url for report in desk.reports()) == Counter(link for link, _, _ in links)


WATCHER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_watch import Desk, Watched, Manners, Sandbox
print("ready", flush=True)
with Sandbox() as sandbox:
    manners = Manners(delay=0.02, backoff=0.02, patience=0.5, longest=20.0)
    desk = Desk(Path({folder!r}), sandbox, manners=manners)
    desk.round(Watched({feed!r}))
print("done", flush=True)
"""


def test_killed_at_any_moment_it_goes_on(site: Site, desk: Desk) -> None:
    links = [(site.put(f"/{n}", good(page(f"Shell {n} fell."))), f"Shell {n}", "") for n in range(40)]
    feed = site.put("/rss", good(rss(links), XML, etag='"1"'))
    tests = str(Path(__file__).parent)
    script = WATCHER.format(tests=tests, folder=str(desk.folder), feed=feed)
    paths = os.pathsep.join([tests, str(Path(tests) / "hostile"), *sys.path])
    chance = random.Random(7)  # noqa: S311
    ends = Counter[str]()
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": paths},
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.3, 1.2))
        child.send_signal(signal.SIGKILL)
        ends[child.stdout.read() or "killed"] += 1
        child.wait()
    assert ends["killed"] >= 1
    desk.round(Watched(feed))
    assert Counter(report.url for report in desk.reports()) == Counter(link for link, _, _ in links)
    with Ledger.open(desk.folder / "l.db") as ledger:
        assert ledger.check(deep=True).sound


def chaos(chance: random.Random, well: object, share: float, secret: str) -> object:
    """Half of the time something goes wrong."""
    wrong = [
        status(500),
        status(503, retry_after="1"),
        hang_up,
        cut(page("x")),
        to(secret),
        drip(1.0),
        bomb(20),
    ]

    def answer(handler: object) -> None:
        behaviour = chance.choice(wrong) if chance.random() < share else well
        behaviour(handler)  # type: ignore[operator]

    return answer


def test_a_bad_day(desk: Desk) -> None:
    """Three feeds on two hosts over a day; three requests in ten fail, in every way we know."""
    chance = random.Random(11)  # noqa: S311
    desk.manners = Manners(delay=0.01, backoff=0.02, patience=0.2, longest=6.0)
    with Site() as first, Site("127.0.0.2") as second:
        port = first.url.rsplit(":", 1)[1]
        secret = f"http://localhost:{port}{SECRET}"
        first.put(SECRET, good(page("The key to the house.")))
        for site in (first, second):
            site.put("/robots.txt", good("User-agent: *\nDisallow: /private/", "text/plain"))
        feeds, expected = [], {}
        for number, site in enumerate((first, second, first)):
            links = []
            for n in range(12):
                words = f"Shell {number}.{n} fell on Karo."
                path = f"/{'private/' if n == 0 else ''}{number}.{n}"
                url = site.put(path, chaos(chance, good(page(words), etag=f'"{n}"'), 0.3, secret))  # type: ignore[arg-type]
                links.append((url, f"Shell {number}.{n}", words))
                expected[url] = words
            behaviour = chaos(chance, good(rss(links), XML, etag='"f"'), 0.3, secret)
            feeds.append(Watched(site.put(f"/rss{number}", behaviour), every=3_600))  # type: ignore[arg-type]
        for _ in range(12):
            desk.round(*feeds)
            desk.later += 2 * 3_600
        found: dict[str, set[str]] = {}
        for report in desk.reports():
            found.setdefault(report.url or "", set()).add(report.text)
        assert set(found) == set(expected), "nothing lost, nothing beyond"
        for url, held in found.items():
            # The page, and before it perhaps the feed's own words: each once, and nothing else.
            assert all(expected[url] in text for text in held)
            assert len(held) <= 2
        with Ledger.open(desk.folder / "l.db") as ledger:
            assert len(ledger.reports(limit=1000).items) == sum(len(held) for held in found.values())
            assert len(ledger.runs()) == 12
        assert not [
            hit.path
            for site in (first, second)
            for hit in site.hits
            if hit.path.startswith(("/private", SECRET))
        ]
        for site in (first, second):
            # A slow answer's server learns some writes later that nobody listens any more.
            assert min(site.pauses()) >= -0.3, "one request at a time"
