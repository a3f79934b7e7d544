"""``counterclaim places``: a person's own place names beside the shipped gazetteer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.gazetteer import default_index_path, open_index, user_index_path, user_indexes
from counterclaim.knowledge.gazetteer_dump import index_dump

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _stem(path: Path) -> str:
    """ "SD" for SD.txt.gz and SD.zip."""
    return path.name.split(".")[0] or path.name


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A GeoNames dump: 19 columns, plain, .gz or .zip.")],
    admin1: Annotated[Path | None, typer.Option(help="admin1CodesASCII.txt: names of provinces.")] = None,
    admin2: Annotated[Path | None, typer.Option(help="admin2Codes.txt: names of districts.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call it; the file's name if not given.")] = None,
    json_: _Json = False,
) -> None:
    """Add the places of FILE; every later reading knows them."""
    where = user_index_path()
    label = name or _stem(file)
    if not label or not all(c.isalnum() or c in "-_" for c in label):
        raise CounterclaimError(
            "CC135",
            f"{label!r} cannot name a gazetteer.",
            "Only letters, digits, - and _ are allowed.",
            "Choose another with --name.",
            exit_code=2,
        )
    out = where if where.suffix == ".idx" else where / f"{label}.idx"
    count = index_dump(file, out, admin1, admin2)
    if json_:
        typer.echo(json.dumps({"name": out.stem, "places": count, "path": str(out)}))
    else:
        typer.echo(f"{count:,} places added from {file.name}.")
        sys.stderr.write(f"The index is {out}.\n")


@app.command("list")
def list_(json_: _Json = False) -> None:
    """Show which gazetteers are used."""
    found = []
    for path in (default_index_path(), *user_indexes()):
        index = open_index(path)
        label = "(shipped)" if path == default_index_path() else path.stem
        found.append({"name": label, "places": index.places, "about": index.about, "path": str(path)})
    if json_:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for row in found:
        typer.echo(f"{row['name']:<12} {row['places']:>9,} places  {row['about']}")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="As `places list` shows it.")]) -> None:
    """Remove a gazetteer that was added."""
    for path in user_indexes():
        if path.stem == name:
            path.unlink()
            typer.echo(f"{name} removed.")
            return
    known = ", ".join(path.stem for path in user_indexes()) or "none"
    raise CounterclaimError(
        "CC136",
        f"There is no added gazetteer called {name}.",
        f"Added so far: {known}.",
        "See `counterclaim places list`.",
        exit_code=2,
    )
