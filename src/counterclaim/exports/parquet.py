"""Tables as Parquet, for DuckDB, pandas, Arrow and Spark; needs the extra ``counterclaim[parquet]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.exports.columns import Columns, Row

#: Rows of one group: about 10 MB of claims, which is what readers like and what is held in memory.
_GROUP = 20_000


def write_parquet(path: Path, columns: Columns, rows: Iterable[Row]) -> int:
    """Write a table with typed columns; how many rows. Raises CC630 where pyarrow is not installed."""
    arrow, parquet = _arrow()
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(arrow.Table.from_pylist([_whole(row) for row in group], schema=schema))
            count += len(group)
    return count


def _whole(row: Row) -> Row:
    """Without halves of surrogate pairs, which no UTF-8 holds."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while group := list(islice(stream, _GROUP)):
        yield group


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise CounterclaimError(
            "CC630",
            "Parquet cannot be written.",
            "pyarrow is not installed.",
            "Install it: pip install 'counterclaim[parquet]'; or choose another --format.",
        ) from error
    return pyarrow, pyarrow.parquet
