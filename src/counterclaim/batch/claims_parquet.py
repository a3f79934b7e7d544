"""Readings as Parquet, one row a report, and back; needs the extra ``counterclaim[parquet]``.

What could not be read stands in rows of its own, so that a file accounts for all that went into it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from counterclaim import __version__
from counterclaim.contract.claims_json import reading_json
from counterclaim.contract.from_json import reading_from_json
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem
from counterclaim.intake.readers import read_bytes
from counterclaim.intake.sandbox import Sandbox
from counterclaim.model import Reading, Report

#: Stands in the file's metadata, and says which columns it has.
_MARK = {b"counterclaim": b"claims 1"}
_COLUMNS = (
    *("report", "reader", "outlet", "published", "title", "url", "reading"),
    *("code", "where", "what", "do"),
)
#: Rows of one group: 200 readings are 5 MB of JSON.
_GROUP = 200


def write_claims(path: Path, found: Iterable[Reading | Problem]) -> dict[str, int]:
    """Write a file whole or not at all; how many reports, claims and problems are in it.

    Raises CC630 where pyarrow is not installed, CC802 where the file cannot be written.
    """
    arrow, parquet = _arrow()
    types = dict.fromkeys(_COLUMNS, arrow.string()) | {"claims": arrow.int64(), "count": arrow.int64()}
    schema = arrow.schema(list(types.items()), metadata=_MARK)
    counts = {"reports": 0, "claims": 0, "problems": 0}
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
            stream = iter(found)
            while group := list(islice(stream, _GROUP)):
                for one in group:
                    counts["reports"] += isinstance(one, Reading)
                    counts["problems"] += one.count if isinstance(one, Problem) else 0
                    counts["claims"] += len(one.claims) if isinstance(one, Reading) else 0
                writer.write_table(arrow.Table.from_pylist([_row(one) for one in group], schema=schema))
        part.replace(path)
    except OSError as error:
        why = f"{error.strerror or error}."
        raise CounterclaimError(
            "CC802", f"{path} could not be written.", why, "Choose another folder."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return counts


def read_claims(path: Path) -> Iterator[Reading | Problem]:
    """What `write_claims` wrote; what is damaged in it comes as a `Problem`."""
    _, parquet = _arrow()
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_GROUP):
                for row in batch.to_pylist():
                    number += 1
                    yield _from_row(row, f"{path} row {number}")
    except (OSError, ValueError) as error:
        yield _damaged(str(path), error)


def read_report_table(path: Path, defaults: Defaults | None = None) -> Iterator[Report | Problem]:
    """The rows of any other Parquet file, as intake reads the lines of JSON Lines."""
    _, parquet = _arrow()
    number = 0
    try:
        with parquet.ParquetFile(path) as file, Sandbox() as sandbox:
            for batch in file.iter_batches(batch_size=_GROUP):
                rows = batch.to_pylist()
                lines = "\n".join(json.dumps(row, default=str) for row in rows).encode()
                where = f"{path} rows {number + 1} to {number + len(rows)}"
                number += len(rows)
                yield from read_bytes(lines, where, sandbox, defaults)
    except (OSError, ValueError) as error:
        yield _damaged(str(path), error)
        return
    if number == 0:
        yield Problem(str(path), "CC103", "is empty", "Nothing to read.")


def holds_claims(path: Path) -> bool:
    """Whether a Parquet file is one of `write_claims`; a damaged one is not."""
    _, parquet = _arrow()
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (OSError, ValueError):
        return False
    return bool(metadata.items() >= _MARK.items())


def _row(one: Reading | Problem) -> dict[str, Any]:
    if isinstance(one, Problem):
        # A problem that lost nothing is told as one that counts nothing.
        return {
            "code": one.code,
            "where": one.where,
            "what": one.what,
            "do": one.do,
            "count": one.count if one.lost else -one.count,
        }
    report = one.report
    return {
        "report": report.id,
        "reader": __version__,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "url": report.url,
        "claims": len(one.claims),
        "reading": json.dumps(reading_json(one), ensure_ascii=True),
    }


def _from_row(row: dict[str, Any], where: str) -> Reading | Problem:
    try:
        if row["code"] is not None:
            count = row["count"]
            return Problem(row["where"], row["code"], row["what"], row["do"], count > 0, abs(count))
        return reading_from_json(json.loads(row["reading"]))
    except (KeyError, TypeError, ValueError) as error:
        return _damaged(where, error)


def _damaged(where: str, error: Exception) -> Problem:
    what = f"is damaged ({type(error).__name__}: {str(error)[:150]})"
    return Problem(where, "CC147", what, "Write it again.")


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise CounterclaimError(
            "CC630",
            "Parquet cannot be read or written.",
            "pyarrow is not installed.",
            "Install it: pip install 'counterclaim[parquet]'.",
        ) from error
    return pyarrow, pyarrow.parquet
