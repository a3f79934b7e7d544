"""What a report is about: of the incidents it speaks of, the main one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from counterclaim.model import Incident, Mention

#: Days before publication up to which an incident is news. A weekly round-up is rare; a follow-up on the
#: third day is not.
_FRESH_DAYS = 3

#: Reports from which an incident is common news; more do not make it more of this report's subject.
_SHARED = 3

#: What an older incident's weight counts for. Of 0.3, 0.5 and 1, 0.3 did best on the sample newsroom.
_STALE = 0.3


def main_incidents(mentions: Iterable[Mention], incidents: Collection[Incident]) -> dict[str, str]:
    """For every report the id of the incident it is mainly about.

    That is the incident that holds most of the report's weight, counted up to three times where other
    reports speak of it too and less where it is over for more than three days at publication. Reports
    without mentions are not in it.

    >>> day = ("violence", "2024-02-03", "2024-02-03", "stated", ("r:c",))
    >>> mention = Mention("m", "r", "2024-02-04", *day, weight=1.0)
    >>> main_incidents([mention], [Incident("i", "violence", None, None, ("m",), ("r",), ("r:c",))])
    {'r': 'i'}
    """
    home = {m: incident for incident in incidents for m in incident.mentions}
    best: dict[str, tuple[float, str]] = {}
    for mention in mentions:
        incident = home[mention.id]
        told = (mention.weight + 0.001) * min(len(incident.reports), _SHARED)
        told *= 1.0 if _is_fresh(mention, incident) else _STALE
        best[mention.report] = max(best.get(mention.report, (0.0, "")), (told, incident.id))
    return {report: incident for report, (_, incident) in best.items()}


def _is_fresh(mention: Mention, incident: Incident) -> bool:
    if incident.end is None or mention.published is None:
        return True
    age = date.fromisoformat(mention.published[:10]) - date.fromisoformat(incident.end)
    return age.days <= _FRESH_DAYS
