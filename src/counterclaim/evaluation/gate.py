"""The accuracy gate: every figure measured in one run, beside known systems, against pinned floors."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from counterclaim.evaluation.attribution import score_attributions
from counterclaim.evaluation.casualties import score_tolls, score_whose_dead
from counterclaim.evaluation.claims import score_claims
from counterclaim.evaluation.events import score_plover
from counterclaim.evaluation.places import score_places
from counterclaim.evaluation.times import score_times
from counterclaim.language import Annotation
from counterclaim.model import Attribution, Reading, Report
from counterclaim.reading.context import Context


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its floor (or ceiling, where less is better) and what other systems reach.

    >>> Measure("a", "b", 0.5, 0.6, False, "").passed
    False
    """

    name: str
    what: str
    value: float
    floor: float | None
    less_is_better: bool
    others: str

    @property
    def passed(self) -> bool:
        """Whether the figure holds its floor; a figure without one always does."""
        if self.floor is None:
            return True
        return self.value <= self.floor if self.less_is_better else self.value >= self.floor


@dataclass(frozen=True, slots=True)
class Engines:
    """The readers under test: the whole reading, the parse, and the layers under the claims of a text."""

    read: Callable[[Report], Reading]
    annotate: Callable[[str], Annotation]
    prepare: Callable[[str], Context]

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of a text."""
        return self.prepare(text).attributions


def measure(data: Path, engines: Engines, only: frozenset[str] = frozenset()) -> Iterator[Measure]:
    """Measure every set found under ``data`` (the layout of the project's shared folder), as it goes.

    A set that is not there is passed over; ``only`` names the sets wanted.
    """
    pinned = _pinned()
    for name, path, score in _sets(data, engines):
        if (only and name not in only) or not path.exists():
            continue
        figures = score()
        for row in pinned:
            if row["name"].startswith(name + "."):
                yield Measure(
                    name=row["name"],
                    what=row["what"],
                    value=float(figures[row["name"].removeprefix(name + ".")]),
                    floor=row.get("floor"),
                    less_is_better=row.get("less_is_better", False),
                    others=row.get("others", ""),
                )


def _sets(data: Path, engines: Engines) -> Iterator[tuple[str, Path, Callable[[], Figures]]]:
    tests = data / "eval"
    seed = data / "seed"
    dev, texts = tests / "attribution" / "dev.jsonl", tests / "attribution" / "dev.texts.jsonl"
    timebank, aquaint = tests / "time" / "timebank.jsonl", tests / "time" / "aquaint.jsonl"
    lgl, geowebnews = tests / "places" / "lgl.jsonl", tests / "places" / "geowebnews.jsonl"
    syria, whose = tests / "casualties" / "syria.jsonl", tests / "casualties" / "whose_dead.dev.jsonl"
    plover = tests / "exports" / "plover_gold_records.json"
    yield "seed", seed / "expected.json", lambda: _seed(seed, engines)
    yield "polnear", dev, lambda: _polnear(dev, texts, engines)
    yield "timebank", timebank, lambda: score_times(timebank, engines.annotate)
    yield "aquaint", aquaint, lambda: score_times(aquaint, engines.annotate)
    yield "lgl", lgl, lambda: score_places(lgl, engines.annotate)
    yield "geowebnews", geowebnews, lambda: score_places(geowebnews, engines.annotate)
    yield "syria", syria, lambda: {"tolls": score_tolls(syria, engines.read).value}
    yield "whose_dead", whose, lambda: {"accuracy": score_whose_dead(whose, engines.prepare).value}
    yield "plover", plover, lambda: score_plover(plover, lambda text: engines.read(Report(text)))


Figures = dict[str, Any]


def _seed(folder: Path, engines: Engines) -> Figures:
    score = score_claims(folder, engines.read)
    return {
        "right": score.right,
        "extra": len(score.extra),
        "casualties": score.casualties_right / (score.casualties or 1),
        "status": score.status_right / (score.status or 1),
    }


def _polnear(gold: Path, texts: Path, engines: Engines) -> Figures:
    return {
        figure: score.f1 / 100 for figure, score in score_attributions(gold, texts, engines.attribute).items()
    }


def _pinned() -> list[dict[str, Any]]:
    text = resources.files("counterclaim.evaluation").joinpath("floors.toml").read_text("utf-8")
    return list(tomllib.loads(text)["measure"])
