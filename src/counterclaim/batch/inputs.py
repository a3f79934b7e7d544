"""What a run is given: reports through intake's door, and claims that were read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from counterclaim.batch.claims_parquet import holds_claims, read_claims, read_report_table
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.intake.readers import walk
from counterclaim.model import Reading, Report

_PARQUET = b"PAR1"


def open_inputs(
    places: Iterable[str],
    defaults: Defaults | None = None,
    *,
    taken: Callable[[int], None] | None = None,
) -> Iterator[Report | Reading | Problem]:
    """What `open_reports` gives, and readings from Parquet files of claims, also inside folders.

    A Parquet file of anything else is read as a table of reports. ``taken`` hears of the bytes of files as
    they are read.

    >>> [problem.code for problem in open_inputs(["no such file"])]
    ['CC101']
    """
    source = iter(places)
    found: list[Path] = []

    links: list[Problem] = []

    def plain() -> Iterator[str]:
        """The places up to the next that holds Parquet files."""
        found.clear()
        for place in source:
            found[:] = _parquet_files(Path(place)) if "://" not in place and place != "-" else []
            if not found:
                yield place
                continue
            if Path(place).is_dir():
                for inside in walk(Path(place)):
                    if isinstance(inside, Problem):
                        links.append(inside)
                    elif inside not in found:
                        yield str(inside)
            return

    while True:
        yield from open_reports(plain(), defaults, taken=taken)
        if not found:
            return
        for path in found:
            yield from read_claims(path) if holds_claims(path) else read_report_table(path, defaults)
            if taken is not None:
                taken(path.stat().st_size)
        yield from links
        links.clear()


def _parquet_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path] if _is_parquet(path) else []
    if not path.is_dir():
        return []
    return sorted(
        file
        for file in path.rglob("*.parquet")
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
        and file.is_file()
        and not file.is_symlink()
        and _is_parquet(file)
    )


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PARQUET)) == _PARQUET
    except OSError:
        return False
