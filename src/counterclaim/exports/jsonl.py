"""Records as JSON Lines: whole, one object a line, nothing dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from counterclaim.contract.accounts_json import contention_json, figure_json
from counterclaim.contract.claims_json import claim_json, report_json
from counterclaim.ledger.records import Dossier, Listed
from counterclaim.linking.policies import POLICIES, figures
from counterclaim.model import Told

Json = dict[str, Any]


def write_jsonl(stream: TextIO, records: Iterable[Json]) -> int:
    """Write one object a line, ASCII only; how many.

    >>> import io
    >>> stream = io.StringIO()
    >>> write_jsonl(stream, [{"a": "é"}]), stream.getvalue()
    (1, '{"a": "\\\\u00e9"}\\n')
    """
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=True) + "\n")
        count += 1
    return count


def told_json(told: Told, incident: str | None = None) -> Json:
    """A claim of the contract (docs/claims.md) with its key, its report without the text, and its incident.

    >>> from counterclaim.model import Claim, Event, Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> told_json(Told(claim, Report("Shots were heard."), "2024-05-01"), "i_1")["incident"]
    'i_1'
    """
    head = {name: value for name, value in report_json(told.report).items() if name != "text"}
    return {
        "key": told.key,
        "known": told.known,
        "origin": told.origin,
        "incident": incident,
        "report": head,
        "claim": claim_json(told.claim),
    }


def listed_json(listed: Listed) -> Json:
    """An incident as lists show it; each line with its question's key.

    >>> listed_json(Listed("i_1", "violence", None, None))["id"]
    'i_1'
    """
    out: Json = asdict(listed)
    for line, record in zip(out["lines"], listed.lines, strict=True):
        line["question"] = {"key": record.question.key, **line["question"]}
    return out


def dossier_json(dossier: Dossier) -> Json:
    """Everything about an incident: contentions, figures by every policy, claims, answers, voices, origins.

    >>> from counterclaim.model import Incident
    >>> dossier_json(Dossier(Incident("i_1", "violence", None, None, (), (), ())))["incident"]["id"]
    'i_1'
    """
    made = [f for c in dossier.contentions for policy in POLICIES for f in figures(policy, c)]
    return {
        "incident": asdict(dossier.incident),
        "asked": dossier.asked,
        "contentions": [contention_json(c) for c in dossier.contentions],
        "figures": [figure_json(f) for f in made],
        "answers": [asdict(a) for a in dossier.answers],
        "voices": [asdict(v) for v in dossier.voices],
        "origins": [asdict(o) for o in dossier.origins],
        "judgements": [asdict(j) for j in dossier.judgements],
        "claims": [told_json(t, dossier.incident.id) for t in dossier.told],
    }
