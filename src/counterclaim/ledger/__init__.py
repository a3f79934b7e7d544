"""The ledger: reports, claims and what they amount to, kept, asked and judged."""

from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import (
    Breach,
    CheckReport,
    Dossier,
    Hit,
    Judged,
    Line,
    Listed,
    Page,
    ReportVersion,
    Run,
    RunItem,
    Said,
    SourceRow,
)

__all__ = [
    "Breach",
    "CheckReport",
    "Dossier",
    "Hit",
    "Judged",
    "Ledger",
    "Line",
    "Listed",
    "Page",
    "ReportVersion",
    "Run",
    "RunItem",
    "Said",
    "SourceRow",
]
