"""Casualty claims against texts whose tolls and victims were labelled by others.

Two development sets: FA-KES (221 reports of the Syrian war with crowd counts) and 1,343 sentences of
late 2023 labelled with whose dead they speak of. Label names stand here, in the scorer, and nowhere in
the reading.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counterclaim.model import Casualties, Reading, Report
from counterclaim.reading.casualties import owners
from counterclaim.reading.context import Context
from counterclaim.reading.victim_attackers import strikers

#: What the labels of the whose-dead set mean in sides and countries (ISO alpha-2).
_LABEL_OF_SIDE = {
    "Israel": "israel",
    "Palestinians": "palestine",
    "Palestine": "palestine",
    "Hamas": "palestine",
    "Islamic Jihad": "palestine",
    "Palestinian Islamic Jihad": "palestine",
    "Palestinian Authority": "palestine",
    "Fatah": "palestine",
}
_LABEL_OF_COUNTRY = {"IL": "israel", "PS": "palestine"}
#: Citizens of third states in this set died in the attack on Israel: its annotators count them there.
_THIRD_STATES = "israel"
_MAJORITY = "israel"


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``total``; ``wrong`` names each miss for a closer look.

    >>> Share(3, 4, ()).value
    0.75
    """

    right: int
    total: int
    wrong: tuple[tuple[str, str, str], ...]

    @property
    def value(self) -> float:
        """The share that is right, 0 to 1; 0 when there was nothing to score."""
        return self.right / self.total if self.total else 0.0


def score_tolls(path: Path, read: Callable[[Report], Reading]) -> Share:
    """Texts (FA-KES layout) where some killed claim equals a crowd count, of those with a count.

    A text is right when the low or the high of one killed claim is one of its counts (civilians,
    others, children, women), or civilians and others together, or all of them together. Crowd counts
    are weak: some are themselves wrong.
    """
    right = total = 0
    wrong = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        labels = row["crowd_labels"]
        counts = [int(labels[k] or 0) for k in ("nb_civilians", "nb_noncivilians", "nb_children", "nb_women")]
        wanted = {n for n in (*counts, counts[0] + counts[1], sum(counts)) if n}
        if not wanted:
            continue
        total += 1
        report = Report(row["text"], title=row["title"], outlet=row["outlet"], published=row["published"])
        seen = set()
        for claim in read(report).claims:
            payload = claim.payload
            if isinstance(payload, Casualties) and payload.outcome in ("killed", "killed or wounded"):
                seen |= {payload.figure.low, payload.figure.high}
                if payload.figure.bound == "more than" and payload.figure.low is not None:
                    # "more than 500" is low 501; the crowd wrote 500.
                    seen.add(payload.figure.low - 1)
        if wanted & seen:
            right += 1
        else:
            wrong.append((row["id"], str(sorted(wanted)), str(sorted(n for n in seen if n is not None))))
    return Share(right, total, tuple(wrong))


def label_of(ctx: Context) -> str:
    """The label of the whose-dead set that the reading of one sentence amounts to."""
    labels = []
    for finding, owner in owners(ctx):
        words = ctx.doc.words(finding.phrase.first, finding.phrase.last).lower()
        if "gazan" in words and not owner.side:
            labels.append("palestine")
        for side in owner.side:
            labels.append(_LABEL_OF_SIDE.get(side) or (_THIRD_STATES if side else ""))
    found = {label for label in labels if label}
    if not found:
        # Nobody named: the other party than the one that strikes, else the people of the place.
        harm = {_LABEL_OF_SIDE.get(side) for s in ctx.doc.sentences for side in strikers(ctx, s)} - {None}
        votes = Counter(_LABEL_OF_COUNTRY[p.country] for p in ctx.places if p.country in _LABEL_OF_COUNTRY)
        if len(harm) == 1:
            found = {"palestine" if harm == {"israel"} else "israel"}
        elif votes and len(set(votes.values())) == len(votes):
            found = {votes.most_common(1)[0][0]}
    if len(found) > 1:
        return "both"
    return found.pop() if found else _MAJORITY


def score_whose_dead(path: Path, prepare: Callable[[str], Context]) -> Share:
    """Sentences (``sentence``, ``victims``) given the right label: israel, palestine or both."""
    right = total = 0
    wrong = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        total += 1
        label = label_of(prepare(row["sentence"]))
        if label == row["victims"]:
            right += 1
        else:
            wrong.append((row["sentence"], row["victims"], label))
    return Share(right, total, tuple(wrong))
