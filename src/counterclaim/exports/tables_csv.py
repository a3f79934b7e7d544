"""Tables as CSV (RFC 4180, UTF-8): for spreadsheets, R and pandas."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from counterclaim.exports.columns import Columns, Row, Value

#: A cell that begins with one of these is a formula to a spreadsheet; texts of the open internet hold any.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(stream: TextIO, columns: Columns, rows: Iterable[Row]) -> int:
    """Write a header and the rows; how many rows. ``stream`` must be opened with ``newline=""``.

    None is an empty cell, truth values are ``true`` and ``false``. Text that a spreadsheet would run as a
    formula gets an apostrophe before it, which spreadsheets hide.

    >>> import io
    >>> stream = io.StringIO()
    >>> write_csv(stream, {"a": str, "b": int}, [{"a": "=1+1", "b": -2}])
    1
    >>> stream.getvalue().splitlines()
    ['a,b', "'=1+1,-2"]
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([cell(row[name]) for name in columns])
        count += 1
    return count


def cell(value: Value) -> str:
    """A value as it stands in a cell.

    >>> cell(None), cell(True), cell(0.5), cell("@home")
    ('', 'true', '0.5', "'@home")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = value.replace("\x00", "\ufffd")
    return "'" + plain if plain.startswith(_FORMULA) or plain.lstrip().startswith(_FORMULA) else plain
