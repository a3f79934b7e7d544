"""The sample newsroom: 97 reports of contested occasions, abridged and re-worded by us."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from counterclaim.model import Report

#: What every display of the sample must say.
LABEL = "sample newsroom: 97 reports, abridged and re-worded from pages whose addresses are given"


@dataclass(frozen=True, slots=True)
class SampleReport:
    """A report of the sample with the occasion it is about and, where known, the wire copy it shares.

    >>> next(sample_newsroom()).report.outlet
    'Shafaq News'
    """

    report: Report
    occasion: str
    wire_group: str | None


def sample_newsroom() -> Iterator[SampleReport]:
    """The sample's reports, in the order of the file."""
    lines = resources.files("counterclaim.samples").joinpath("newsroom.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        report = Report(
            text=row["text"],
            outlet=row["outlet"],
            published=row["published"],
            url=row["url"],
            ref=row["id"],
        )
        yield SampleReport(report, row["occasion"], row["wire_group"])


def frontier_report() -> Report:
    """A wire report of the night of 11 to 12 October 2025, re-worded by us like those of the newsroom.

    It stands apart, for the newsroom's 97 are what accuracy is measured on.

    >>> frontier_report().published
    '2025-10-12'
    """
    text = resources.files("counterclaim.samples").joinpath("frontier.txt").read_text("utf-8")
    return Report(
        text=text.rstrip(),
        outlet="The EurAsian Times",
        agencies=("AFP",),
        published="2025-10-12",
        ref="frontier",
    )
