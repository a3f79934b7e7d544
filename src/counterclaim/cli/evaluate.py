"""``counterclaim evaluate``: the accuracy gate over development sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from counterclaim.cli.console import output
from counterclaim.errors import CounterclaimError


def evaluate(
    data: Annotated[Path, typer.Option(help="Folder with seed/ and eval/ in the development sets' layout.")],
    only: Annotated[
        str | None, typer.Option(help="Sets to measure, by comma: seed, polnear, lgl, ...")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: Annotated[str | None, typer.Option(help="Another installed spaCy English pipeline.")] = None,
) -> None:
    """Score the reading on development sets and fail when a pinned floor is broken.

    Example: counterclaim evaluate --data ../shared
    """
    from counterclaim.evaluation.gate import Engines, measure
    from counterclaim.language import DEFAULT_MODEL, annotator
    from counterclaim.model import Reading, Report
    from counterclaim.reading.context import Context
    from counterclaim.reading.read import prepare, read

    if not data.is_dir():
        raise CounterclaimError(
            "CC501",
            f"{data} is not a folder.",
            "The development sets are looked for there.",
            "Name the folder that holds eval/.",
        )
    engine = annotator(model or DEFAULT_MODEL)

    def whole(report: Report) -> Reading:
        return read(report, engine)

    def layers(text: str) -> Context:
        return prepare(Report(text), engine.annotate(text))

    wanted = frozenset(name.strip() for name in (only or "").split(",") if name.strip())
    measures = list(measure(data, Engines(whole, engine.annotate, layers), wanted))
    if not measures:
        raise CounterclaimError(
            "CC502",
            f"{data} holds no development set.",
            "None of the files known by name is there.",
            "Check the folder and --only.",
        )
    if as_json:
        typer.echo(
            json.dumps(
                [{"name": m.name, "value": m.value, "floor": m.floor, "passed": m.passed} for m in measures]
            )
        )
    else:
        table = Table(title="Accuracy on the development sets", title_justify="left")
        for name in ("set", "figure", "here", "floor", "", "known elsewhere"):
            table.add_column(name)
        for m in measures:
            floor = "" if m.floor is None else f"{'≤' if m.less_is_better else '≥'} {m.floor:g}"
            table.add_row(m.name, m.what, f"{m.value:.3g}", floor, "ok" if m.passed else "BROKEN", m.others)
        output().print(table)
    broken = [m.name for m in measures if not m.passed]
    if broken:
        raise CounterclaimError(
            "CC503",
            "The accuracy gate is broken.",
            f"Below their floor: {', '.join(broken)}.",
            "Find what changed; floors only go up.",
        )
