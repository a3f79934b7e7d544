"""How well answers are linked to what they answer, on invented reports whose links are known."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from counterclaim.evaluation.origins import PairScore
from counterclaim.linking.answers import answers
from counterclaim.model import Reading, Report, Told


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """Reports of one matter with the links a careful reader draws: pairs of words, answer and answered.

    >>> AnswerCase("none", (), ()).links
    ()
    """

    name: str
    reports: tuple[Report, ...]
    links: tuple[tuple[str, str], ...]


def answer_cases(path: Path) -> Iterator[AnswerCase]:
    """The cases of one file. Raises ``ValueError`` where the words of a link stand in no report."""
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        reports = tuple(Report(**report) for report in row["reports"])
        for words in (words for link in row["links"] for words in link):
            if not any(words in report.text for report in reports):
                raise ValueError(f"{row['name']}: {words!r} is in no report")
        yield AnswerCase(row["name"], reports, tuple((one, other) for one, other in row["links"]))


def score_answers(case: AnswerCase, read: Callable[[Report], Reading]) -> PairScore:
    """Links made against the links known. Several links between the same words count once."""
    told = [
        Told(claim, reading.report, reading.report.published or "")
        for reading in map(read, case.reports)
        for claim in reading.claims
    ]
    by_key = {one.key: one for one in told}
    made: set[tuple[str, str]] = set()
    wrong: set[tuple[str, str]] = set()
    for answer in answers(told):
        pair = by_key[answer.answer], by_key[answer.answered]
        hits = {link for link in case.links if _speaks(pair[0], link[0]) and _speaks(pair[1], link[1])}
        made |= hits
        if not hits:
            wrong.add((answer.answer, answer.answered))
    return PairScore(len(made), len(wrong), len(case.links) - len(made))


def _speaks(told: Told, words: str) -> bool:
    """Whether a claim's evidence touches the place where the words stand."""
    start = told.report.text.find(words)
    return start >= 0 and any(
        span.start < start + len(words) and start < span.end for span in told.claim.evidence
    )
