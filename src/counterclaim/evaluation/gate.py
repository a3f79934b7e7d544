"""The accuracy gate: every figure in one run, by rules and with the encoder, beside others' and floors."""

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
from counterclaim.evaluation.handread import score_handread
from counterclaim.evaluation.incidents import score_maverick, score_newsroom
from counterclaim.evaluation.places import score_places
from counterclaim.evaluation.times import score_times
from counterclaim.language import Annotation
from counterclaim.model import Attribution, Reading, Report
from counterclaim.reading.context import Context


@dataclass(frozen=True, slots=True)
class Value:
    """A figure by one engine, and its floor (or ceiling, where less is better).

    >>> Value(0.5, 0.6, False).passed
    False
    """

    figure: float
    floor: float | None
    less_is_better: bool

    @property
    def passed(self) -> bool:
        """Whether the figure holds its floor; a figure without one always does."""
        if self.floor is None:
            return True
        return self.figure <= self.floor if self.less_is_better else self.figure >= self.floor


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure by the rules and, where attributions bear on it and the encoder can run, with the encoder;
    ``others`` is what other systems reach.

    >>> Measure("a", "b", Value(0.5, 0.4, False), Value(0.6, 0.7, False), "").passed
    False
    """

    name: str
    what: str
    rules: Value
    encoder: Value | None
    others: str

    @property
    def passed(self) -> bool:
        """Whether both engines hold their floors."""
        return self.rules.passed and (self.encoder is None or self.encoder.passed)


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers under test: the whole reading, the parse, the layers under the claims of a text, and the
    claim contract of a reading."""

    read: Callable[[Report], Reading]
    annotate: Callable[[str], Annotation]
    prepare: Callable[[str], Context]
    contract: Callable[[Reading], dict[str, Any]]

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of a text."""
        return self.prepare(text).attributions


#: Sets that score what no attribution bears on: layers which are read before them, and coded reports.
_BEFORE_ATTRIBUTION = frozenset({"timebank", "aquaint", "lgl", "geowebnews", "maverick"})


def measure(
    data: Path,
    rules: Readers,
    encoder: Readers | None = None,
    only: frozenset[str] = frozenset(),
    handread: Path | None = None,
) -> Iterator[Measure]:
    """Measure every set found under ``data`` (the layout of the project's shared folder), as it goes.

    ``encoder`` are the same readers with the encoder on, None where it cannot run; ``handread`` is a folder
    of hand-read reports. A set that is not there is passed over; ``only`` names the sets wanted.
    """
    pinned = _pinned()
    with_encoder = {name: score for name, _, score in _sets(data, handread, encoder)} if encoder else {}
    for name, path, score in _sets(data, handread, rules):
        if (only and name not in only) or not path.exists():
            continue
        plain = score()
        heard = with_encoder[name]() if encoder and name not in _BEFORE_ATTRIBUTION else None
        for row in pinned:
            if row["name"].startswith(name + "."):
                figure = row["name"].removeprefix(name + ".")
                less = row.get("less_is_better", False)
                yield Measure(
                    name=row["name"],
                    what=row["what"],
                    rules=Value(float(plain[figure]), row.get("floor"), less),
                    encoder=Value(float(heard[figure]), row.get("encoder"), less) if heard else None,
                    others=row.get("others", ""),
                )


Figures = dict[str, Any]


def _sets(
    data: Path, handread: Path | None, readers: Readers
) -> Iterator[tuple[str, Path, Callable[[], Figures]]]:
    tests = data / "eval"
    seed = data / "seed"
    own = handread or data / "handread"
    dev, texts = tests / "attribution" / "dev.jsonl", tests / "attribution" / "dev.texts.jsonl"
    timebank, aquaint = tests / "time" / "timebank.jsonl", tests / "time" / "aquaint.jsonl"
    lgl, geowebnews = tests / "places" / "lgl.jsonl", tests / "places" / "geowebnews.jsonl"
    syria, whose = tests / "casualties" / "syria.jsonl", tests / "casualties" / "whose_dead.dev.jsonl"
    plover = tests / "exports" / "plover_gold_records.json"
    maverick = tests / "incidents" / "maverick_event_report.csv"
    yield "seed", seed / "expected.json", lambda: _seed(seed, readers)
    yield "handread", own, lambda: _handread(own, readers)
    yield "polnear", dev, lambda: _polnear(dev, texts, readers)
    yield "timebank", timebank, lambda: score_times(timebank, readers.annotate)
    yield "aquaint", aquaint, lambda: score_times(aquaint, readers.annotate)
    yield "lgl", lgl, lambda: score_places(lgl, readers.annotate)
    yield "geowebnews", geowebnews, lambda: score_places(geowebnews, readers.annotate)
    yield "syria", syria, lambda: {"tolls": score_tolls(syria, readers.read).value}
    yield "whose_dead", whose, lambda: {"accuracy": score_whose_dead(whose, readers.prepare).value}
    yield "plover", plover, lambda: score_plover(plover, lambda text: readers.read(Report(text)))
    yield "maverick", maverick, lambda: score_maverick(maverick)
    yield "newsroom", tests, lambda: score_newsroom(readers.read)  # its reports come with the package


def _seed(folder: Path, readers: Readers) -> Figures:
    score = score_claims(folder, readers.read)
    return {
        "right": score.right,
        "extra": len(score.extra),
        "casualties": score.casualties_right / (score.casualties or 1),
        "status": score.status_right / (score.status or 1),
    }


def _handread(folder: Path, readers: Readers) -> Figures:
    scores = score_handread(folder.glob("*.toml"), lambda report: readers.contract(readers.read(report)))
    return {
        f"{kind} {figure}": getattr(score, figure)
        for kind, score in scores.items()
        for figure in ("precision", "recall")
    }


def _polnear(gold: Path, texts: Path, readers: Readers) -> Figures:
    scores = score_attributions(gold, texts, readers.attribute)
    return {figure: score.f1 / 100 for figure, score in scores.items()}


def _pinned() -> list[dict[str, Any]]:
    text = resources.files("counterclaim.evaluation").joinpath("floors.toml").read_text("utf-8")
    return list(tomllib.loads(text)["measure"])
