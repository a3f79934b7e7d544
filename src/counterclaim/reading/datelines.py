"""Where a report was filed from, and which wires it credits: shared with the intake through `knowledge`."""

from __future__ import annotations

from counterclaim.knowledge.datelines import dateline, report_agencies

__all__ = ["dateline", "report_agencies"]
