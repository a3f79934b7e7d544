"""A round of a watch: ask the feeds that are due, follow what they list, look again at older pages."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta

from counterclaim.errors import CounterclaimError
from counterclaim.intake.addresses import address_key, host_of, plain_address
from counterclaim.intake.budget import Refusal
from counterclaim.intake.fetch import Client
from counterclaim.intake.fetch_lanes import LONGEST_WAIT_S, Done, Job, Lanes, Manners
from counterclaim.intake.inputs import Defaults, label
from counterclaim.intake.listings import Listed, Listing, read_listing
from counterclaim.intake.problem import Problem
from counterclaim.intake.readers import read_bytes, with_defaults
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.watch_state import Entry, Feed, WatchState
from counterclaim.intake.watchlist import Watched, Watchlist
from counterclaim.model import Report

#: Seconds after the first reading at which a page is looked at again: agencies correct and add within hours,
#: papers within a day or two; after a week we have seen no change that was not the page's furniture.
LOOKS = (3_600.0, 4 * 3_600.0, 12 * 3_600.0, 86_400.0, 3 * 86_400.0, 7 * 86_400.0)
#: Failures of a page, with doubled waits between them (an hour in all), before the feed's words are taken.
GIVE_UP = 8
#: A feed is asked without conditions once a day: some servers say "not modified" of one that was.
_WHOLE_S = 86_400.0
#: A feed's text is taken where the page gives less than half of it: a paid page shows its opening only.
_LESS = 0.5
#: What a page itself says of its date outranks the feed; what was guessed from its text or address does not.
_TRUSTED = frozenset({"json-ld", "meta", "time"})
#: Refusals after which a page is not looked at again: too large, not a page, robots.txt. One that leads to a
#: private address is: redirects to a log-in or a test machine come and go.
_FOR_GOOD = frozenset({"CC404", "CC405", "CC407"})
#: The oldest date that a watched page may bear, and how far ahead clocks and zones may put it.
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Changed:
    """A page whose text is another one now: its address, and the ids of the report before and after.

    >>> Changed("https://a.example/1", "r_1", "r_2").after
    'r_2'
    """

    url: str
    before: str
    after: str


@dataclass(slots=True)
class Round:
    """One round. Iterate `outcomes`, and tell `kept` of every report that the ledger holds.

    ``changed`` grows as changed pages are kept; ``counts`` says what was asked and answered.
    """

    listed: Watchlist
    state: WatchState
    sandbox: Sandbox
    client: Client
    manners: Manners = field(default_factory=Manners)
    now: Callable[[], float] = time.time
    changed: list[Changed] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _given: dict[str, list[Entry]] = field(default_factory=dict)
    _feeds: dict[str, Watched] = field(default_factory=dict)
    _pages: dict[str, Watched] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)

    def outcomes(self) -> Iterator[Report | Problem]:
        """The round's reports, and what could not be had, as they come."""
        self._feeds = {w.url: w for w in self.listed.watched if w.feed}
        self._pages = {address_key(w.url): w for w in self.listed.watched if not w.feed}
        lanes = Lanes(self.client, self.state, self.manners, now=self.now)
        now = self.now()
        for key, page in self._pages.items():
            if self.state.entry(key) is None:
                self.state.put(Entry(key, page.url, ""))
        for entry in list(self.state.due_entries(now)):
            yield from self._begin(entry, lanes)
        for watched in reversed(self._feeds.values()):
            feed = self.state.feed(watched.url)
            if feed.due <= now:
                whole = now - feed.whole > _WHOLE_S
                lanes.add(
                    Job(
                        f"feed {feed.url}",
                        feed.url,
                        None if whole else feed.etag,
                        None if whole else feed.modified,
                        tries=feed.tries,
                        first=True,
                        any_kind=True,
                    )
                )
        for done in lanes:
            kind, _, name = done.job.name.partition(" ")
            if kind == "feed":
                yield from self._feed(self._feeds[name], done, lanes)
            else:
                yield from self._page(self._entries.pop(name), done)
        self.counts["left"] = lanes.left
        self.counts["waiting"] = self.state.waiting()

    def kept(self, report: str | None) -> None:
        """The ledger holds this report: what it was made of is done."""
        for entry in self._given.pop(report or "", ()):
            before = self.state.entry(entry.key)
            self.state.put(entry)
            if before is not None and before.report and before.report != entry.report and entry.report:
                self.changed.append(Changed(entry.url, before.report, entry.report))

    # Feeds

    def _feed(self, watched: Watched, done: Done, lanes: Lanes) -> Iterator[Report | Problem]:
        now = self.now()
        feed = self.state.feed(watched.url)
        self.counts["feeds"] += 1
        if done.error is not None:
            yield self._feed_failed(watched, feed, done.error, done.job.tries, done.again)
            return
        answer = done.answer
        # A little less than the whole, for the next round begins as long after this one's beginning.
        due = now + 0.9 * watched.every
        if answer is None or answer.status == 304:
            self.counts["unchanged feeds"] += 1
            self.state.list_entries(replace(feed, due=due, tries=0), ())
            return
        try:
            listing = read_listing(answer.data, answer.url, self.sandbox)
            error = None if listing is not None else _no_feed(watched.url)
        except Refusal as refusal:
            listing = None
            error = CounterclaimError(refusal.code, f"{watched.url} is not read.", refusal.what, refusal.do)
        if listing is None and error is not None:
            yield self._feed_failed(watched, feed, error, feed.tries + 1, None)
            return
        if listing is not None:
            yield from self._listed(watched, listing, lanes, self._asked(feed, done, listing, due))

    def _asked(self, feed: Feed, done: Done, listing: Listing, due: float) -> Feed:
        """How the feed stands after a whole answer; one that broke off is asked in full the next time."""
        headers = done.answer.headers if done.answer else {}
        kept = listing.whole
        return Feed(
            feed.url,
            headers.get("etag") if kept else None,
            headers.get("last-modified") if kept else None,
            due,
            0,
            self.now() if kept else 0.0,
        )

    def _feed_failed(
        self, watched: Watched, feed: Feed, error: CounterclaimError, tries: int, again: float | None
    ) -> Problem:
        if again is None:
            wait = watched.every * 2 ** min(feed.tries, 10)
            again, tries = self.now() + min(0.9 * wait, LONGEST_WAIT_S), max(tries, feed.tries + 1)
        self.state.list_entries(replace(feed, due=again, tries=tries), ())
        return _problem(watched.url, error, f"it is asked again after {_clock(again)}")

    def _listed(
        self, watched: Watched, listing: Listing, lanes: Lanes, feed: Feed
    ) -> Iterator[Report | Problem]:
        refs = Counter(one.report.ref for one in listing.entries)
        fresh: dict[str, Entry] = {}
        for one in listing.entries:
            report = one.report
            if report.url is None and not report.text:
                continue
            # An id given to several entries is none.
            ref = report.ref if report.ref and refs[report.ref] == 1 else None
            if (entry := self._entry(watched, one, ref)) is not None:
                fresh.setdefault(entry.key, entry)
        self.counts["new entries"] += sum(entry.waiting for entry in fresh.values())
        self.state.list_entries(feed, fresh.values())
        if not listing.whole:
            yield Problem(
                label(watched.url),
                "CC159",
                "is a feed that breaks off or is not written as one should be",
                "It was read as far as it goes, and is asked for in full the next time.",
                lost=False,
            )
        for entry in fresh.values():
            if not self._in_hand(entry.key):
                yield from self._begin(entry, lanes)

    def _in_hand(self, key: str) -> bool:
        return key in self._entries or any(key == e.key for some in self._given.values() for e in some)

    def _entry(self, watched: Watched, one: Listed, ref: str | None) -> Entry | None:
        """The entry to be read for one that the feed lists; None where it is known and nothing changed."""
        now = self.now()
        report = one.report
        key = address_key(report.url) if report.url else f"{watched.url}#{ref or one.digest}"
        known = self.state.entry(key) or (self.state.entry_of(watched.url, ref) if ref else None)
        listed = {
            name: value for name, value in asdict(report).items() if name in _KEPT and value is not None
        }
        if one.sourced:
            listed["sourced"] = True
        if known is None:
            return Entry(key, report.url or "", watched.url, listed, one.digest, due=now, ref=ref)
        if known.waiting and known.feed and known.feed not in self._feeds:
            # The feed that listed it first is watched no more.
            return replace(known, feed=watched.url, ref=ref)
        if known.feed != watched.url or (known.digest == one.digest and (known.key == key or known.waiting)):
            return None
        # Another wording, or another address for the same id: the page is looked at now.
        return replace(known, url=report.url or known.url, listed=listed, digest=one.digest, due=now, tries=0)

    # Pages

    def _begin(self, entry: Entry, lanes: Lanes) -> Iterator[Report | Problem]:
        """Fetch an entry's page, or take the feed's words where no page is wanted or linked."""
        watched = self._watched(entry)
        if watched is None:
            return
        if not entry.url or not watched.pages:
            yield from self._take_listed(entry, watched)
            return
        self._entries[entry.key] = entry
        lanes.add(Job(f"page {entry.key}", entry.url, entry.etag, entry.modified, tries=entry.tries))

    def _watched(self, entry: Entry) -> Watched | None:
        """The feed or page of the list by which an entry is watched; None for one no longer on it."""
        return self._feeds.get(entry.feed) if entry.feed else self._pages.get(entry.key)

    def _page(self, entry: Entry, done: Done) -> Iterator[Report | Problem]:
        watched = self._watched(entry)
        self.counts["pages"] += 1
        if watched is None:
            return
        if done.error is not None:
            yield from self._page_failed(entry, watched, done.error, done.job.tries, done.again)
            return
        answer = done.answer
        if answer is None or answer.status == 304:
            self.counts["unchanged pages"] += 1
            self.state.put(self._looked(entry, watched))
            return
        at = plain_address(answer.url) or entry.url
        found = list(read_bytes(answer.data, at, self.sandbox, url=at, charset=answer.charset))
        reports = [one for one in found if isinstance(one, Report)]
        problems = [one for one in found if isinstance(one, Problem)]
        if not reports:
            lost = problems[0] if problems else Problem(at, "CC111", "holds no article text", "")
            error = CounterclaimError(lost.code, f"{lost.where} {lost.what}.", "", lost.do)
            yield from self._page_failed(entry, watched, error, 0, None)
            return
        for problem in problems:
            yield replace(problem, lost=False)
        stands = replace(
            entry, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"), tries=0
        )
        for number, report in enumerate(reports):
            last = number == len(reports) - 1
            if last and entry.feed and len(report.text) < _LESS * len(entry.listed.get("text", "")):
                yield from self._take_listed(stands, watched)
            else:
                yield from self._give(stands, watched, report, last=last)

    def _page_failed(
        self, entry: Entry, watched: Watched, error: CounterclaimError, tries: int, again: float | None
    ) -> Iterator[Report | Problem]:
        if entry.report is not None:
            # It was read before; a look that failed loses nothing, and is repeated at the next hour for it.
            self.state.put(replace(self._looked(entry, watched), tries=0))
            yield _problem(entry.url, error, "what was read of it before stays", lost=False)
        elif again is not None and tries < GIVE_UP:
            self.state.put(replace(entry, due=again, tries=tries))
            yield _problem(entry.url, error, f"it is asked again after {_clock(again)}", lost=True)
        elif entry.listed.get("text"):
            yield _problem(entry.url, error, "the feed's own words were taken", lost=False)
            looked = len(LOOKS) if error.code in _FOR_GOOD else entry.looked
            yield from self._take_listed(replace(entry, tries=0, looked=looked), watched)
        else:
            self.state.put(replace(self._looked(entry, watched), tries=tries if entry.waiting else 0))
            yield _problem(entry.url, error, "")

    def _take_listed(self, entry: Entry, watched: Watched) -> Iterator[Report | Problem]:
        """The report that the feed's own words are."""
        fields = {name: value for name, value in entry.listed.items() if name in _KEPT}
        if not fields.get("text"):
            self.state.put(self._looked(entry, watched))
            yield Problem(label(entry.url or entry.key), "CC106", "has no text", "Read the page it links to.")
            return
        report = with_defaults(Report(**fields, container=watched.url), Defaults())
        yield from self._give(entry, watched, report)

    def _give(
        self, entry: Entry, watched: Watched, report: Report, *, last: bool = True
    ) -> Iterator[Report | Problem]:
        """Hand a report on, unless it is the one that was made of the page before."""
        listed = entry.listed
        # A page without a name of its own is given its host's by the reader.
        named = report.outlet if report.outlet != host_of(report.url or "") else None
        publisher = listed.get("outlet") if listed.get("sourced") else None
        report = replace(
            report,
            outlet=publisher or watched.outlet or named or listed.get("outlet") or report.outlet,
            title=report.title or listed.get("title"),
            byline=report.byline or listed.get("byline"),
            ref=report.ref or listed.get("ref"),
        )
        report, wrong = self._dated(report, listed.get("published"))
        if wrong is not None:
            yield wrong
        if report.id == entry.report:
            self.counts["unchanged pages"] += 1
            self.state.put(self._looked(entry, watched))
            return
        if last:
            settled = replace(self._looked(entry, watched), report=report.id)
            self._given.setdefault(report.id, []).append(settled)
        yield report

    def _looked(self, entry: Entry, watched: Watched) -> Entry:
        """The entry after a look at it: done, and due at the next hour for a look, if there is one."""
        now = self.now()
        if not entry.feed:
            return replace(entry, waiting=False, due=now + 0.9 * watched.every)
        if not watched.pages or entry.looked >= len(LOOKS):
            return replace(entry, waiting=False, due=None, listed={})
        at = LOOKS[entry.looked] - (LOOKS[entry.looked - 1] if entry.looked else 0.0)
        return replace(entry, waiting=False, due=now + at, looked=entry.looked + 1)

    def _dated(self, report: Report, listed: str | None) -> tuple[Report, Problem | None]:
        """The report with the surest date that can be, and a note where a surer one could not."""
        dates = [(report.published, report.published_from)] if report.published else []
        if listed:
            dates.insert(len(dates) if report.published_from in _TRUSTED else 0, (listed, "feed"))
        for given, source in dates:
            if (date := possible_date(given or "", self.now())) is not None:
                source = source if date == given else "fetched"
                report = replace(report, published=date, published_from=source)
                break
        else:
            report = replace(report, published=None, published_from=None)
        if not dates or dates[0][0] == report.published or report.published_from == "fetched":
            return report, None
        wrong = Problem(
            label(report.url or report.ref or report.id),
            "CC107",
            f"bears the date {str(dates[0][0])[:40]}, which cannot be",
            "The report was read without it.",
            lost=False,
        )
        return report, wrong


def possible_date(given: str, fetched: float) -> str | None:
    """A date that a page fetched at that moment can bear: not before the web, and not after the fetch.

    One that lies a few hours ahead is a wrong zone or clock: what was fetched had been published then, and
    that moment is given instead.

    >>> possible_date("2025-10-12", 1760300000.0), possible_date("2099-01-01T00:00:00Z", 1760300000.0)
    ('2025-10-12', None)
    >>> possible_date("2025-10-13T02:00:00+00:00", 1760300000.0)
    '2025-10-12T20:13:20+00:00'
    """
    now = datetime.fromtimestamp(fetched, UTC).replace(microsecond=0)
    try:
        when = datetime.fromisoformat(given)
    except ValueError:
        return None
    if len(given) <= len("2025-10-12"):
        # A bare day: somewhere on Earth it is tomorrow already.
        return given if _OLDEST.date() <= when.date() <= (now + _AHEAD).date() else None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    if when < _OLDEST or when > now + _AHEAD:
        return None
    return given if when <= now else now.isoformat()


#: What is kept of a listed entry until its page is read.
_KEPT = frozenset({"text", "title", "outlet", "byline", "published", "published_from", "url", "ref"})


def _problem(url: str, error: CounterclaimError, then: str, *, lost: bool = True) -> Problem:
    """A failure with what becomes of it; a run's record keeps both."""
    what = "; ".join(part for part in (f"{error.what} {error.why}".strip().rstrip("."), then) if part)
    return Problem(label(url), error.code, f"was not read: {label(what)}", error.do, lost=lost)


def _no_feed(url: str) -> CounterclaimError:
    return CounterclaimError(
        "CC412",
        f"{url} is no feed.",
        "It is neither RSS nor Atom nor JSON Feed.",
        "Give the feed's own address, or list it as [[page]].",
    )


def _clock(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
