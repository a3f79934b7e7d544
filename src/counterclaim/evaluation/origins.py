"""How well reports are grouped into origins: pairs of one wire story, in the sample and among our copies."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from counterclaim.linking.fingerprints import Fingerprint, fingerprint, relayed
from counterclaim.linking.origins import group
from counterclaim.model import Origin, Reading, Report
from counterclaim.reading.datelines import dateline, report_agencies
from counterclaim.samples import sample_newsroom


@dataclass(frozen=True, slots=True)
class WireReport:
    """A report of a case file with the wire story it prints, or None; ``held`` where its file is held out,
    ``wire`` where it is the agency's own.

    >>> WireReport(Report("Shots were heard."), None).held
    False
    """

    report: Report
    story: str | None
    held: bool = False
    wire: bool = False


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs of reports put together: how many rightly, wrongly, and missed.

    >>> PairScore(9, 1, 1).f1
    0.9
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the pairs made that are right; 1 where none was made."""
        made = self.right + self.wrong
        return self.right / made if made else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were made; 1 where there is none."""
        true = self.right + self.missed
        return self.right / true if true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


def wire_cases(folder: Path) -> list[WireReport]:
    """The reports that the ``*.toml`` files of a folder describe.

    Each file has one wire story (``agency``, ``paragraphs``), ``[[copy]]`` rows printed from it and
    ``[[other]]`` rows that are not. A ``body`` item is a paragraph's number, a table ``{p, change}`` for an
    edited one, or text of its own. Raises ``KeyError`` or ``ValueError`` on a file of another shape.
    """
    found: list[WireReport] = []
    for path in sorted(folder.glob("*.toml")):
        case = tomllib.loads(path.read_text("utf-8"))
        paragraphs: list[str] = case["paragraphs"]
        held = bool(case.get("held", False))
        original = {
            "outlet": case["agency"],
            "published": min(row["published"] for row in case["copy"]),
            "body": list(range(1, len(paragraphs) + 1)),
        }
        rows: list[tuple[str | None, dict[str, Any]]] = [(path.stem, original)]
        rows += [(path.stem, row) for row in case["copy"]]
        rows += [(None, row) for row in case.get("other", [])]
        for number, (story, row) in enumerate(rows):
            report = _report(row, paragraphs, f"https://{path.stem}-{number}.example/news")
            found.append(WireReport(report, story, held, wire=number == 0))
    return found


def _report(row: Mapping[str, Any], paragraphs: list[str], url: str) -> Report:
    text = "\n\n".join(_paragraph(item, paragraphs) for item in row["body"])
    return Report(
        text=text,
        title=row.get("title"),
        outlet=row["outlet"],
        agencies=tuple(row.get("agencies", ())) or report_agencies(text, None),
        dateline=dateline(text),
        published=row["published"],
        url=url,
    )


def _paragraph(item: object, paragraphs: list[str]) -> str:
    match item:
        case int():
            return paragraphs[item - 1]
        case str():
            return item
        case {"p": int(number), "change": list(changes)}:
            text = paragraphs[number - 1]
            for old, new in changes:
                if old not in text:
                    raise ValueError(f"{old!r} is not in paragraph {number}")
                text = text.replace(old, new)
            return text
    raise ValueError(f"no paragraph: {item!r}")


def newsroom_cases(read: Callable[[Report], Reading]) -> tuple[list[WireReport], list[Fingerprint]]:
    """The sample newsroom with its wire groups, and the fingerprints of its readings."""
    cases: list[WireReport] = []
    prints: list[Fingerprint] = []
    for sample in sample_newsroom():
        reading = read(sample.report)
        cases.append(WireReport(reading.report, sample.wire_group))
        prints.append(fingerprint(reading.report, relayed(reading)))
    return cases, prints


def score_origins(cases: Iterable[WireReport], origins: Iterable[Origin]) -> PairScore:
    """Pairs of reports of one wire story against pairs in one origin; reports in no origin stand alone.

    >>> a, b = (WireReport(Report(t), "s") for t in ("One shot.", "Two shots."))
    >>> score_origins([a, b], [])
    PairScore(right=0, wrong=0, missed=1)
    """
    of = {report: origin.id for origin in origins for report in origin.reports}
    right = wrong = missed = 0
    for one, other in combinations(cases, 2):
        same = one.story is not None and one.story == other.story
        here = of.get(one.report.id)
        joined = here is not None and here == of.get(other.report.id)
        right += same and joined
        wrong += joined and not same
        missed += same and not joined
    return PairScore(right, wrong, missed)


def score_wire(folder: Path) -> dict[str, PairScore]:
    """Scores of our rewritten copies, by part: ``seen`` (thresholds were chosen on them) or ``held`` out of
    that, and ``copies`` (only what newspapers printed) or ``wire`` (with the agency's own text among them).
    """
    cases = wire_cases(folder)
    scores: dict[str, PairScore] = {}
    for held in (False, True):
        for wire in (False, True):
            part = [case for case in cases if case.held is held and (wire or not case.wire)]
            name = f"{'held' if held else 'seen'} {'wire' if wire else 'copies'}"
            scores[name] = score_origins(part, group([fingerprint(case.report) for case in part]))
    return scores
