"""Plain lists: who speaks, what a search finds, what came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from counterclaim.ledger.records import Hit, Run, RunItem, SourceRow
from counterclaim.model import Speaker


def source_rows(sources: Iterable[SourceRow]) -> Iterator[dict[str, Any]]:
    """One row a source."""
    for one in sources:
        yield {
            "number": one.number,
            "name": one.name,
            "actor": one.actor,
            "sides": one.sides,
            "anonymous": one.anonymous,
            "claims": one.claims,
            "reports": one.reports,
            "denied": one.denied,
            "not_confirmed": one.not_confirmed,
            "first_known": one.first_known,
            "last_known": one.last_known,
        }


def speaker_rows(speakers: Iterable[Speaker]) -> Iterator[dict[str, Any]]:
    """One row a claim of a source, with how others answered it."""
    for one in speakers:
        for claim in one.claims:
            yield {
                "name": one.name,
                "side": one.side,
                "claim": claim,
                "denied": claim in one.denied,
                "not_confirmed": claim in one.not_confirmed,
                "contradicted": claim in one.contradicted,
                "confirmed": claim in one.confirmed,
            }


def hit_rows(hits: Iterable[Hit]) -> Iterator[dict[str, Any]]:
    """One row a report found."""
    for one in hits:
        before, words, after = one.excerpt()
        yield {
            "report": one.report.id,
            "outlet": one.report.outlet,
            "title": one.report.title,
            "known": one.known,
            "url": one.report.url,
            "claims": one.claims,
            "excerpt": before + words + after,
        }


def run_rows(runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
    """One row a run."""
    for one in runs:
        yield {
            "run": one.number,
            "started": one.started,
            "ended": one.ended,
            "reader": one.reader,
            "inputs": one.inputs,
            "read": one.read,
            "skipped": one.skipped,
            "failed": one.failed,
            "claims": one.claims,
            "note": one.note,
        }


def item_rows(items: Iterable[RunItem]) -> Iterator[dict[str, Any]]:
    """One row an input of a run."""
    for one in items:
        yield {
            "outcome": one.outcome,
            "input": one.label,
            "report": one.report,
            "claims": one.claims,
            "code": one.code,
            "reason": one.reason,
        }
