"""Writing the marked page to a file."""

from __future__ import annotations

from pathlib import Path

from counterclaim.cli.console import complain
from counterclaim.errors import CounterclaimError
from counterclaim.model import Reading


def write_page(readings: list[Reading], path: Path) -> None:
    """Write one page for the readings and say so on stderr; raises CC123 when it cannot be written."""
    from counterclaim.exports.report_html import readings_html

    if not readings:
        complain("[CC122] No page was written. Nothing could be read. See the messages above.")
        return
    try:
        path.write_text(readings_html(readings), "utf-8")
    except OSError as error:
        raise CounterclaimError(
            "CC123",
            f"{path} could not be written.",
            f"{error.strerror or error}.",
            "Name a file in a folder that exists.",
        ) from error
    claims = sum(len(reading.claims) for reading in readings)
    complain(f"Wrote {path}: {len(readings)} report{'s' if len(readings) != 1 else ''}, {claims} claims.")
