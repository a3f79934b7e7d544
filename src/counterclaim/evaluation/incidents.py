"""How well mentions are linked: reports by main incident, and the coded reports of MAVERICK."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counterclaim.linking.incidents import link
from counterclaim.linking.mentions import mentions_of
from counterclaim.linking.subject import main_incidents
from counterclaim.model import Mention, Outcome, PlacePrecision, Reading, Report, Spot, Toll
from counterclaim.samples import sample_newsroom

#: MAVERICK's geo_precision: 1 country, 2 region, 3 town, 4 part of a town, 5 neighbourhood, 6 address.
_PRECISION: dict[str, PlacePrecision] = {
    "1.0": "country",
    "2.0": "admin1",
    "3.0": "settlement",
    "4.0": "settlement",
    "5.0": "exact",
    "6.0": "exact",
}
_COUNTRIES = {"Kenya": "KE", "Ivory Coast": "CI"}

#: Which events the points of `likeness` were fitted on (0), and which they are scored on (1).
FITTED_HALF = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of a grouping against another, 0 to 1.

    >>> round(Agreement(0.5, 1.0).f1, 2)
    0.67
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Agreement:
    """B³ (Bagga and Baldwin 1998): averaged over items, how much of its group is right and how much is there.

    Both map the same items to the names of their groups.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "x"})
    Agreement(precision=0.5555555555555555, recall=1.0)
    """
    together = Counter((gold[item], found[item]) for item in gold)
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found[item] for item in gold)
    size = len(gold) or 1
    return Agreement(
        sum(n * n / found_sizes[f] for (_, f), n in together.items()) / size,
        sum(n * n / gold_sizes[g] for (g, _), n in together.items()) / size,
    )


def pairwise(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Agreement:
    """Of the pairs put together, how many belong together; of those that belong, how many are together.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "x"}).recall
    1.0
    """
    right = _pairs(Counter((gold[item], found[item]) for item in gold).values())
    put, belong = (
        _pairs(Counter(found[item] for item in gold).values()),
        _pairs(Counter(gold.values()).values()),
    )
    return Agreement(right / put if put else 1.0, right / belong if belong else 1.0)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def score_newsroom(read: Callable[[Report], Reading]) -> dict[str, float]:
    """The sample newsroom's reports grouped by main incident, against the occasions it names.

    ``b3`` is the F1; ``spanning`` counts incidents that are the main one of reports of two occasions whose
    reports lie more than two days apart.
    """
    samples = [(read(sample.report), sample.occasion) for sample in sample_newsroom()]
    gold = {reading.report.id: occasion for reading, occasion in samples}
    days = {r.report.id: r.report.published for r, _ in samples}
    return score_occasions([reading for reading, _ in samples], gold, days)


def score_occasions(
    readings: Iterable[Reading], gold: Mapping[str, str], published: Mapping[str, str | None]
) -> dict[str, float]:
    """As `score_newsroom`, for any readings with the occasion and publication of every report id."""
    mentions = [mention for reading in readings for mention in mentions_of(reading)]
    main = main_incidents(mentions, link(mentions))
    found = {report: main.get(report, report) for report in gold}
    agreement = b_cubed(gold, found)
    groups: dict[str, list[str]] = {}
    for report, incident in found.items():
        groups.setdefault(incident, []).append(report)
    return {
        "b3": agreement.f1,
        "b3 precision": agreement.precision,
        "b3 recall": agreement.recall,
        "spanning": sum(_spans(group, gold, published) for group in groups.values()),
    }


def _spans(reports: list[str], gold: Mapping[str, str], published: Mapping[str, str | None]) -> bool:
    days = [(gold[r], date.fromisoformat(day[:10])) for r in reports if (day := published[r])]
    return any(a != b and abs((x - y).days) > 2 for a, x in days for b, y in days)


def score_maverick(path: Path, half: int = 1 - FITTED_HALF) -> dict[str, float]:
    """MAVERICK's source-level reports linked into events: pairwise F and B³ over one half of its events.

    Its columns become mentions: days, the place with its point and precision, actors as parties, kinds of
    violence as modes, deaths and injuries as figures; the source is the report. Halves are drawn by the hash
    of the event's id; the points of `likeness` were fitted on half `FITTED_HALF` only. ``plain`` figures are
    those of date and place alone.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if event_half(row["event_id"]) == half]
    gold = {row["id"]: row["event_id"] for row in rows}
    incidents = link([_coded(row) for row in rows])
    found = {mention: incident.id for incident in incidents for mention in incident.mentions}
    plain = {row["id"]: (row["date_start"], row["latitude"], row["longitude"]) for row in rows}
    return {
        "pairwise": pairwise(gold, found).f1,
        "b3": b_cubed(gold, found).f1,
        "plain pairwise": pairwise(gold, plain).f1,
        "plain b3": b_cubed(gold, plain).f1,
    }


def event_half(event: str) -> int:
    """Which half of MAVERICK an event is in: 0 or 1, by the hash of its id.

    >>> sorted({event_half(f"KE-{n:04}") for n in range(20)})
    [0, 1]
    """
    return hashlib.sha256(event.encode()).digest()[0] % 2


def _coded(row: Mapping[str, str]) -> Mention:
    precision = _PRECISION.get(row["geo_precision"], "unknown")
    spot = Spot(
        row["location"] or row["city"] or row["country"],
        _COUNTRIES.get(row["country"]),
        row["city"] or None if precision == "admin1" else None,
        None,
        float(row["latitude"]) if row["latitude"] else None,
        float(row["longitude"]) if row["longitude"] else None,
        precision,
    )
    actors = {row[f"actor{n}_id"] for n in range(1, 7)} - {""}
    acts = {act.strip() for n in range(1, 7) for act in row[f"actor{n}_violence"].split(";")} - {
        "",
        "Unknown",
    }
    days = sorted((row["date_start"], row["date_end"]))
    return Mention(
        row["id"],
        row["source"],
        None,
        "violence",
        days[0],
        days[1],
        "stated",
        (row["id"],),
        spots=(spot,),
        parties=tuple(sorted(actors)),
        modes=tuple(sorted(acts)),
        tolls=(*_toll("killed", row, "deaths"), *_toll("wounded", row, "injuries")),
    )


def _toll(outcome: Outcome, row: Mapping[str, str], column: str) -> Iterator[Toll]:
    if row[f"{column}_best"] not in ("", "0"):
        low, high = row[f"{column}_low"], row[f"{column}_high"]
        yield Toll(outcome, (), int(low) if low else None, int(high) if high else None)
