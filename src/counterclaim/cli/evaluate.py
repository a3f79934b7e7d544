"""``counterclaim evaluate``: the accuracy gate over development sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from counterclaim.cli.console import complain, output
from counterclaim.errors import CounterclaimError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from counterclaim.evaluation.gate import Measure, Value
    from counterclaim.language import Annotation, Annotator


def evaluate(
    data: Annotated[Path, typer.Option(help="Folder with seed/ and eval/ in the development sets' layout.")],
    only: Annotated[
        str | None, typer.Option(help="Sets to measure, by comma: seed, polnear, lgl, ...")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: Annotated[str | None, typer.Option(help="Another installed spaCy English pipeline.")] = None,
    handread: Annotated[
        Path | None, typer.Option(help="Folder of hand-read reports (tests/handread).")
    ] = None,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Leave the encoder out.")] = False,
) -> None:
    """Score the reading on development sets, by rules and with the encoder; fail when a floor is broken.

    Example: counterclaim evaluate --data ../shared --handread tests/handread
    """
    from counterclaim.contract.claims_json import reading_json
    from counterclaim.evaluation.gate import Readers, measure
    from counterclaim.language import DEFAULT_MODEL, annotator
    from counterclaim.model import Reading, Report
    from counterclaim.reading.context import Context
    from counterclaim.reading.encoder import available
    from counterclaim.reading.read import prepare, read

    for folder in (data, *([handread] if handread else [])):
        if not folder.is_dir():
            raise CounterclaimError(
                "CC501",
                f"{folder} is not a folder.",
                "The development sets are looked for there.",
                "Name the folder that holds eval/ (--data), or the hand-read reports (--handread).",
            )
    engine = _Remembering(annotator(model or DEFAULT_MODEL))

    def readers(without_encoder: bool) -> Readers:
        def whole(report: Report) -> Reading:
            return read(report, engine, rules_only=without_encoder)

        def layers(text: str) -> Context:
            return prepare(Report(text), engine.annotate(text), rules_only=without_encoder)

        return Readers(whole, engine.annotate, layers, reading_json)

    heard = None if rules_only or not available() else readers(False)
    if heard is None and not rules_only:
        complain(
            "The encoder cannot run here (pip install 'counterclaim[encoder]'); rules only are measured."
        )
    wanted = frozenset(name.strip() for name in (only or "").split(",") if name.strip())
    measures = list(measure(data, readers(True), heard, wanted, handread))
    if not measures:
        raise CounterclaimError(
            "CC502",
            f"{data} holds no development set.",
            "None of the files known by name is there.",
            "Check the folder and --only.",
        )
    if as_json:
        typer.echo(json.dumps([_row(m) for m in measures]))
    else:
        table = Table(title="Accuracy on the development sets", title_justify="left")
        for name in ("set", "figure", "rules", "floor", "encoder", "floor", "", "known elsewhere"):
            table.add_column(name)
        for m in measures:
            verdict = "ok" if m.passed else "BROKEN"
            table.add_row(m.name, m.what, *_shown(m.rules), *_shown(m.encoder), verdict, m.others)
        output().print(table)
    broken = [m.name for m in measures if not m.passed]
    if broken:
        raise CounterclaimError(
            "CC503",
            "The accuracy gate is broken.",
            f"Below their floor: {', '.join(broken)}.",
            "Find what changed; floors only go up.",
        )


class _Remembering:
    """An annotator that parses each text once: the rules and the encoder read the same parse."""

    def __init__(self, annotator: Annotator) -> None:
        self._annotator = annotator
        self._known: dict[str, Annotation] = {}
        self.name = annotator.name

    def annotate(self, text: str) -> Annotation:
        """The parse of a text."""
        if text not in self._known:
            self._known[text] = self._annotator.annotate(text)
        return self._known[text]

    def annotate_many(self, texts: Iterable[str]) -> Iterator[Annotation]:
        """The parses of texts, in their order."""
        return map(self.annotate, texts)


def _row(m: Measure) -> dict[str, object]:
    values = {"rules": m.rules, "encoder": m.encoder}
    told = {name: {"value": v.figure, "floor": v.floor} if v else None for name, v in values.items()}
    return {"name": m.name, **told, "passed": m.passed}


def _shown(value: Value | None) -> tuple[str, str]:
    if value is None:
        return "", ""
    floor = "" if value.floor is None else f"{'≤' if value.less_is_better else '≥'} {value.floor:g}"
    return f"{value.figure:.3g}", floor
