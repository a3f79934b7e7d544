"""How well saved pages are read: the right text, and what is known of its publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.intake.budget import Budget
from counterclaim.intake.inputs import Defaults, Desk, of_bytes
from counterclaim.intake.readers import read_source
from counterclaim.intake.sandbox import Sandbox
from counterclaim.model import Report

_WORD = re.compile(r"\w+")
#: Words in a row that are compared, as the public benchmarks of article extraction do.
_ROW = 4


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page with what a careful reader takes from it.

    ``published`` is a day where the page gives no zone; ``held`` marks a page kept unseen while the reader
    was written.

    >>> SavedPage("a", b"<p>Quiet.</p>", "Quiet.").held
    False
    """

    name: str
    page: bytes
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    agencies: tuple[str, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True)
class PageScore:
    """What was read rightly of one page; ``precision`` and ``recall`` are of rows of four words.

    >>> PageScore("a", 1.0, 0.5, frozenset({"title"})).f1
    0.6666666666666666
    """

    name: str
    precision: float
    recall: float
    right: frozenset[str]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


FIELDS = ("published", "agencies", "title", "outlet", "byline", "dateline")


def score_pages(pages: Iterable[SavedPage]) -> list[tuple[PageScore, Report | None]]:
    """Each page through the whole intake, with its score and what was read.

    >>> [(score, report)] = score_pages([SavedPage("a", b"<html><p></p></html>", "The gate was shut again.")])
    >>> score.f1, report
    (0.0, None)
    """
    found = []
    with Sandbox() as sandbox:
        desk = Desk(Defaults(), sandbox, read_source)
        for page in pages:
            read = read_source(of_bytes(page.name, page.page, Budget()), desk)
            report = next((r for r in read if isinstance(r, Report)), None)
            found.append((score(page, report), report))
    return found


def score(page: SavedPage, report: Report | None) -> PageScore:
    """One page's score; a page that gave no report has nothing right.

    >>> score(SavedPage("a", b"", "Shots were heard."), Report("Shots were heard.")).f1
    1.0
    """
    if report is None:
        return PageScore(page.name, 0.0, 0.0, frozenset())
    asked, given = _rows(page.text), _rows(report.text)
    shared = (asked & given).total()
    right = {
        "published": same_time(page.published, report.published),
        "agencies": set(page.agencies) == set(report.agencies),
        **{name: _same(getattr(page, name), getattr(report, name)) for name in FIELDS[2:]},
    }
    return PageScore(
        page.name,
        shared / given.total() if given else 0.0,
        shared / asked.total() if asked else 1.0,
        frozenset(name for name, same in right.items() if same),
    )


def shares(scores: Sequence[PageScore]) -> dict[str, float]:
    """Means over pages: ``precision``, ``recall`` and ``f1`` of the text, and the share right of each field.

    >>> shares([PageScore("a", 1.0, 1.0, frozenset({"title"}))])["title"]
    1.0
    """
    count = len(scores) or 1
    means = {name: sum(getattr(s, name) for s in scores) / count for name in ("precision", "recall", "f1")}
    return means | {name: sum(name in s.right for s in scores) / count for name in FIELDS}


def same_time(asked: str | None, given: str | None) -> bool:
    """Whether a date is the one asked for: the same day, or the same minute where a time with zone is.

    >>> same_time("2025-10-12", "2025-10-12T09:00:00+00:00")
    True
    >>> same_time("2025-10-12T11:00:30+02:00", "2025-10-12T09:00:00+00:00")
    True
    """
    if asked is None or given is None:
        return asked is given
    if len(asked) == 10:
        return asked == given[:10]
    one, other = datetime.fromisoformat(asked), datetime.fromisoformat(given)
    return other.tzinfo is not None and abs((one - other).total_seconds()) < 60


def _rows(text: str) -> Counter[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _ROW:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + _ROW]) for i in range(len(words) - _ROW + 1))


def _same(asked: str | None, given: str | None) -> bool:
    if asked is None or given is None:
        return asked is given
    return " ".join(_WORD.findall(asked.lower())) == " ".join(_WORD.findall(given.lower()))
