"""Reports with the words of one that has been read: their claims are taken over, not read again.

What a reading depends on beside the text is the day, the agencies, the place it was filed from, the country
and the organisation of its outlet, and a facility in its title. Where all of that is the same, two readings
differ in the outlet alone, at the end of each claim's chain.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache

from counterclaim.knowledge.facilities import facilities
from counterclaim.model import Claim, Reading, Report
from counterclaim.reading.datelines import dateline, report_agencies
from counterclaim.reading.source_home import country_of_outlet, organisation_of_outlet


def reading_key(report: Report) -> str:
    """Equal for reports whose readings differ in the outlet's name alone.

    >>> one, two = (Report("All was quiet.", outlet=name, url=f"https://{k}.example") for k, name in
    ...             enumerate(("The Courier", "The Post")))
    >>> reading_key(one) == reading_key(two)
    True
    """
    filled = _filled(report)
    parts = (
        report.text,
        report.language,
        report.published,
        filled.agencies,
        filled.dateline,
        country_of_outlet(report.outlet),
        organisation_of_outlet(report.outlet),
        _title(report.title or ""),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def retold(reading: Reading, report: Report) -> Reading | None:
    """What reading ``report`` would give, from the reading of another with the same `reading_key`.

    None where the first one's outlet also speaks in it, so that its place in the chains cannot be told.

    >>> made = retold(Reading(Report("All was quiet.", outlet="The Courier")), Report("All was quiet."))
    >>> made is not None and made.report.outlet is None
    True
    """
    before = reading.report.outlet
    if before is not None and any(before in claim.chain[:-1] for claim in reading.claims):
        return None
    claims = []
    for claim in reading.claims:
        if before is not None and (claim.chain[-1:] != (before,) or _speaks(claim, before)):
            return None
        links = claim.chain if before is None else claim.chain[:-1]
        if report.outlet and report.outlet not in links:
            links = (*links, report.outlet)
        claims.append(replace(claim, chain=links))
    return replace(reading, report=_filled(report), claims=tuple(claims))


def _speaks(claim: Claim, outlet: str) -> bool:
    source = claim.source
    spoken = (source.name or (source.span.text if source.span else None)) if source else None
    return outlet in (spoken, claim.agency)


def _filled(report: Report) -> Report:
    """The report with what `read` fills in from its words."""
    return replace(
        report,
        agencies=report.agencies or report_agencies(report.text, report.byline),
        dateline=report.dateline or dateline(report.text),
    )


@lru_cache(maxsize=10_000)
def _title(title: str) -> tuple[object, ...]:
    return tuple(sorted({hit.ids for hit in facilities().find(title)})) if title else ()
