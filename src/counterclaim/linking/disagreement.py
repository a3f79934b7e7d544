"""How far reports of one event disagree: the measures of the R package ``eventreport``, by their own names.

Sebastian van Baalen and Kristine Höglund, *Trials and Triangulations* (Uppsala, 2025), and
github.com/sebastianvanbaalen/eventreport (0.1.1), whose functions these follow: `dscore`, `mean_dscore`,
`event_level_disagreement`, `share_disagreement`, `modal_confidence`, `mean_sd`, `mean_range`, and
`aggregation_diagnostics`, which gathers them. A row is one
report of one event. A missing value (None) is a value of its own to `dscore`, `mean_dscore` and
`share_disagreement`, and is left out by the others, as there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from statistics import fmean, stdev

from counterclaim.linking.accounts import contentions
from counterclaim.linking.policies import total
from counterclaim.model import Event, Told

Value = Hashable | None
Row = Mapping[str, Value]
Events = Mapping[str, Sequence[Row]]


def dscore(rows: Sequence[Row], variable: str) -> int:
    """Different values that the reports of one event give, less one. 0 is full agreement.

    >>> dscore([{"deaths_best": 10}, {"deaths_best": 20}, {"deaths_best": 10}], "deaths_best")
    1
    """
    return max(0, len({row.get(variable) for row in rows}) - 1)


def mean_dscore(events: Events, variable: str, *, normalize: bool = False) -> float | None:
    """`dscore` averaged over the events; ``normalize`` divides by the values the variable takes in all.

    None without an event.

    >>> rows = {"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}
    >>> mean_dscore(rows, "d"), round(mean_dscore(rows, "d", normalize=True), 3)
    (0.5, 0.167)
    """
    scores = [dscore(rows, variable) for rows in events.values() if rows]
    if not scores:
        return None
    mean = fmean(scores)
    return mean / len({row.get(variable) for rows in events.values() for row in rows}) if normalize else mean


def event_level_disagreement(rows: Sequence[Row], variable: str) -> float | None:
    """1 less the share of reports that give the commonest value, 0..1; None where none gives any.

    >>> event_level_disagreement([{"d": 5}, {"d": 15}, {"d": 5}, {"d": None}], "d")
    0.33333333333333337
    """
    share = _modal_share(rows, variable)
    return None if share is None else 1 - share


def share_disagreement(events: Events, variable: str) -> float | None:
    """The share of events with more than one value, 0..1; None without an event.

    >>> share_disagreement({"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}, "d")
    0.5
    """
    flags = [dscore(rows, variable) > 0 for rows in events.values() if rows]
    return fmean(flags) if flags else None


def modal_confidence(events: Events, variable: str) -> float | None:
    """The share of reports that give the commonest value, averaged over the events; None for none.

    >>> modal_confidence({"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}, "d")
    0.75
    """
    return _mean([_modal_share(rows, variable) for rows in events.values()])


def mean_sd(events: Events, variable: str) -> float | None:
    """The standard deviation (n - 1) within each event, averaged; an event with one number has none.

    >>> round(mean_sd({"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}, "d"), 3)
    7.071
    """
    numbers = [_numbers(rows, variable) for rows in events.values()]
    return _mean([stdev(found) if len(found) > 1 else None for found in numbers])


def mean_range(events: Events, variable: str) -> float | None:
    """The greatest less the least number within each event, averaged over events that have one.

    >>> mean_range({"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}, "d")
    5.0
    """
    numbers = [_numbers(rows, variable) for rows in events.values()]
    return _mean([max(found) - min(found) if found else None for found in numbers])


def aggregation_diagnostics(events: Events, variables: Sequence[str]) -> dict[str, dict[str, float | None]]:
    """All measures over the events, by variable: ``dscore``, ``dscore_normalized``, ``mean_sd``,
    ``mean_range`` (both None where no value is a number), ``share_disagreement``, ``modal_confidence``.

    >>> table = aggregation_diagnostics({"1": [{"d": 10}, {"d": 20}], "2": [{"d": 5}]}, ["d"])
    >>> table["d"]["dscore"], table["d"]["mean_range"]
    (0.5, 5.0)
    """
    return {
        variable: {
            "dscore": mean_dscore(events, variable),
            "dscore_normalized": mean_dscore(events, variable, normalize=True),
            "mean_sd": mean_sd(events, variable),
            "mean_range": mean_range(events, variable),
            "share_disagreement": share_disagreement(events, variable),
            "modal_confidence": modal_confidence(events, variable),
        }
        for variable in variables
    }


#: What `report_rows` fills; the names are eventreport's columns.
VARIABLES = (
    "deaths_best",
    "deaths_low",
    "deaths_high",
    "injuries_best",
    "injuries_low",
    "injuries_high",
    "actor1",
    "location",
    "date_start",
)


def report_rows(told: Collection[Told]) -> tuple[dict[str, Value], ...]:
    """One row a report, as ``eventreport`` wants them, in order of the report's ``id``.

    Figures are the report's own by the policy ``ucdp``; who, where and when what it says first; None where it
    does not say.

    >>> report_rows(())
    ()
    """
    reports: dict[str, list[Told]] = {}
    for one in sorted(told, key=lambda t: t.key):
        if not one.claim.background:
            reports.setdefault(one.report.id, []).append(one)
    return tuple(_row(report, claims) for report, claims in reports.items())


def _row(report: str, told: Sequence[Told]) -> dict[str, Value]:
    accounts = contentions(told)
    row: dict[str, Value] = {"id": report}
    for name, topic in (("deaths", "killed"), ("injuries", "wounded")):
        figure = total("ucdp", accounts, "killed" if topic == "killed" else "wounded")
        for end in ("best", "low", "high"):
            row[f"{name}_{end}"] = getattr(figure, end) if figure else None
    claims = sorted((t.claim for t in told), key=lambda c: (c.evidence[0].start if c.evidence else 0, c.id))
    doers = [c.payload.actor for c in claims if isinstance(c.payload, Event) and c.payload.actor]
    places = [p.name for c in claims for p in c.where if p.role == "location" and p.geonameid is not None]
    days = [c.when.start[:10] for c in claims if c.when is not None and c.when.start]
    for name, found in (("actor1", doers), ("location", places), ("date_start", days)):
        row[name] = found[0] if found else None
    return row


def _modal_share(rows: Sequence[Row], variable: str) -> float | None:
    values = [value for row in rows if (value := row.get(variable)) is not None]
    return max(Counter(values).values()) / len(values) if values else None


def _numbers(rows: Sequence[Row], variable: str) -> list[float]:
    return [value for row in rows if isinstance(value := row.get(variable), int | float)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
