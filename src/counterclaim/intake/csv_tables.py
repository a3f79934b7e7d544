"""CSV and TSV: a report a row, the columns known by their names or by the person's map; row after row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.intake.budget import Refusal
from counterclaim.intake.encoding import decode
from counterclaim.intake.gdelt import addresses_of_gdelt, gdelt_column
from counterclaim.intake.inputs import Desk, Outcome, Source
from counterclaim.intake.problem import Problem, guessed
from counterclaim.intake.rows import NAMES, plain_name, report_of_row

_DELIMITERS = ",\t;|"
#: A cell of a header: a few words. Sentences of prose between commas are longer or end like sentences.
_HEADER_CELL = re.compile(r"[^.!?\n]{1,40}$")
#: One cell above this is no report but a quote that was never closed; the rows it swallowed are lost.
_CELL = 2_000_000
_ROWS_TO_GUESS = 6


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written: its delimiter and the names of its columns (none in GDELT's files)."""

    delimiter: str
    header: tuple[str, ...]


def table_of(text: str, cut: bool = False, columns: tuple[tuple[str, str], ...] = ()) -> Table | None:
    """The table a text is, or None for prose. ``cut``: the text is only the beginning.

    >>> table_of("date;headline;body\\n1;a;b\\n").delimiter
    ';'
    >>> table_of("The road was shut, they said.\\nThe bridge, too, was shut.") is None
    True
    """
    first = next((line for line in text.split("\n") if line.strip()), "")
    wanted = {plain_name(name) for _, name in columns}
    for delimiter in _DELIMITERS:
        if delimiter not in first:
            continue
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            rows = [row for _, row in zip(range(_ROWS_TO_GUESS), (r for r in reader if r), strict=False)]
        except csv.Error:
            rows = [first.split(delimiter)]
        header = rows[0] if rows else []
        if gdelt_column(header) is not None:
            return Table(delimiter, ())
        names = [plain_name(cell) for cell in header]
        if len(header) < 2 or not all(_HEADER_CELL.match(cell.strip()) for cell in header if cell.strip()):
            continue
        if wanted or _is_header(names) or _is_even(rows, cut):
            return Table(delimiter, tuple(header))
    return None


def _is_header(names: list[str]) -> bool:
    """A column for the text and another known one."""
    known = [field for field, called in NAMES.items() if any(name in called for name in names)]
    return "text" in known and len(known) >= 2


def _is_even(rows: list[list[str]], cut: bool) -> bool:
    """Rows of one length, three or more cells each, without the blank that prose has after a comma."""
    rows = rows[:-1] if cut else rows
    cells = [cell for row in rows for cell in row[1:]]
    return (
        len(rows) >= 3
        and len(rows[0]) >= 3
        and len({len(row) for row in rows}) == 1
        and sum(cell.startswith(" ") for cell in cells) < len(cells) / 5
    )


def read_table(source: Source, desk: Desk) -> Iterator[Outcome]:
    """A report a row, with the row's number where something is amiss."""
    head = source.stream.peek(65_536)
    columns = desk.defaults.columns
    table = table_of(decode(head, source.charset)[0].lstrip("\ufeff"), len(head) >= 65_536, columns)
    if table is None:
        raise Refusal("CC154", "is no table that can be read", "Save it as CSV with a header.")
    if not table.header:
        yield from addresses_of_gdelt(_rows(source, table), source, desk)
        return
    names = [plain_name(name) for name in table.header]
    chosen = dict(columns)
    missing = [name for name in chosen.values() if plain_name(name) not in names]
    if missing or not ({plain_name(chosen["text"])} if "text" in chosen else set(NAMES["text"])) & set(names):
        shown = ", ".join(name.strip()[:40] for name in table.header[:30])
        what = (
            f"has no column {', '.join(missing)}" if missing else "has no column that is known to hold text"
        )
        raise Refusal("CC154", f"{what} (it has: {shown})", "Say which: --column text=NAME.")
    found = False
    for number, row in _rows(source, table):
        if isinstance(row, Problem):
            yield row
            continue
        if number == 1 or not any(cell.strip() for cell in row):
            continue
        found = True
        yield from report_of_row(
            dict(zip(table.header, row, strict=False)), f"{source.where} row {number}", columns
        )
    if not found:
        yield Problem(source.where, "CC103", "is a table without rows", "Nothing to read.")


def _rows(source: Source, table: Table) -> Iterator[tuple[int, list[str] | Problem]]:
    """Rows with their number, counted as a person counts them: the header is row 1."""
    noted: list[Problem] = []
    lines = _lines(source, noted)
    reader = csv.reader(lines, delimiter=table.delimiter)
    number = 0
    while True:
        source.budget.check_time()
        number += 1
        # The bound is csv's own and for the whole process; it is put back at once.
        before = csv.field_size_limit(_CELL)
        try:
            row = next(reader)
        except StopIteration:
            yield from ((number, problem) for problem in noted)
            return
        except csv.Error as error:
            yield (
                number,
                Problem(
                    f"{source.where} row {number}",
                    "CC155",
                    f"is not written as a table's row is ({error})",
                    "A quote may be open; rows up to where it closed are lost, the others were read.",
                ),
            )
            reader = csv.reader(lines, delimiter=table.delimiter)
            continue
        finally:
            csv.field_size_limit(before)
        yield from ((number, problem) for problem in noted)
        noted.clear()
        if row:
            yield number, row
        else:
            number -= 1


def _lines(source: Source, noted: list[Problem]) -> Iterator[str]:
    limit = source.budget.limits.document
    mixed = False
    for number, line in enumerate(source.stream.lines(limit), start=1):
        if line is None:
            noted.append(
                Problem(
                    f"{source.where} line {number}",
                    "CC108",
                    f"is too large to be read at once (more than {limit // 1_000_000} MB)",
                    "Shorten that line; the others were read.",
                )
            )
            continue
        text, whole = decode(line, source.charset)
        if not whole and not mixed:
            mixed = True
            noted.append(guessed(source.where))
        yield text.lstrip("\ufeff").replace("\0", "") + "\n"
