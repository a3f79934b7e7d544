"""Lists of addresses: GDELT's event, mention and GKG files, its lists of files, or an address a line.

Layouts: the GDELT 2.0 codebooks (events 61 columns, the address last; mentions 16, the sixth; GKG 27, the
fifth), tab-separated, without a header. The addresses are fetched only when the person says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from counterclaim.errors import CounterclaimError
from counterclaim.intake.inputs import Desk, Outcome, Source, label, of_bytes
from counterclaim.intake.problem import Problem

_ADDRESS = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
_LISTED = re.compile(r"(?:\d+ [0-9a-f]{32} )?([a-z][a-z0-9+.-]{1,20}://[^\s<>\"]+)$", re.IGNORECASE)
_COLUMNS = {61: 60, 58: 57, 16: 5, 27: 4}
_STAMP = re.compile(r"\d{8,14}$")
#: Addresses remembered so that none is told or fetched twice; 200,000 take 40 MB.
_REMEMBERED = 200_000


def gdelt_column(row: list[str]) -> int | None:
    """Where a row of a GDELT file holds its address.

    >>> gdelt_column(["20251012"] * 60 + ["https://news.example/a"]), gdelt_column(["a", "b"])
    (60, None)
    """
    at = _COLUMNS.get(len(row))
    stamped = at is not None and any(_STAMP.match(cell) for cell in row[:3])
    return at if at is not None and stamped and _ADDRESS.match(row[at].strip()) else None


def looks_like_addresses(text: str) -> bool:
    """Whether every line is an address.

    >>> looks_like_addresses("https://a.example/1\\nhttps://a.example/2\\n"), looks_like_addresses("Quiet.")
    (True, False)
    """
    lines = [line.strip() for line in text[:20_000].split("\n")[:200] if line.strip()]
    whole = [line for line in lines if not line.startswith("#")]
    return bool(whole) and all(_LISTED.match(line) for line in whole)


def read_addresses(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Each address of a plain list once."""
    lines = (line.decode("utf-8", "replace") for line in source.stream.lines(100_000) if line is not None)
    found = (listed[1] for line in lines if (listed := _LISTED.match(line.strip("\ufeff \t"))))
    yield from _each(found, source, desk)


def addresses_of_gdelt(
    rows: Iterable[tuple[int, list[str] | Problem]], source: Source, desk: Desk
) -> Iterator[Outcome]:
    """Each address of a GDELT file once; events share theirs."""

    def found() -> Iterator[str]:
        for _, row in rows:
            at = _COLUMNS.get(len(row)) if isinstance(row, list) else None
            if at is not None and isinstance(row, list) and _ADDRESS.match(row[at].strip()):
                yield row[at].strip()

    yield from _each(found(), source, desk)


def _each(addresses: Iterable[str], source: Source, desk: Desk) -> Iterator[Outcome]:
    if not desk.defaults.fetch:
        for url in _once(addresses, source):
            yield Problem(label(url), "CC156", "was not fetched", "Allow it: --fetch.")
        return
    from counterclaim.intake.fetch import Client
    from counterclaim.intake.fetch_list import fetch_all

    # What stands at a listed address may be a list in turn, put there by who knows whom: it is not followed.
    last = replace(desk, defaults=replace(desk.defaults, fetch=False))
    for url, found in fetch_all(_once(addresses, source), Client(desk.defaults.allow_hosts)):
        if isinstance(found, CounterclaimError):
            yield _unfetched(url, found)
        else:
            yield from _answered(url, found.data, found.charset, found.url, source, last)


def _once(addresses: Iterable[str], source: Source) -> Iterator[str]:
    told: set[str] = set()
    for url in addresses:
        source.budget.check_time()
        if url in told:
            continue
        if len(told) < _REMEMBERED:
            told.add(url)
        yield url


def fetched(url: str, source: Source, desk: Desk) -> Iterator[Outcome]:
    """The reports at an address, or why there are none."""
    from counterclaim.intake.fetch import fetch

    try:
        data, charset, final = fetch(url, allow_hosts=desk.defaults.allow_hosts)
    except CounterclaimError as error:
        yield _unfetched(url, error)
        return
    yield from _answered(url, data, charset, final, source, desk)


def _unfetched(url: str, error: CounterclaimError) -> Problem:
    what = label(f"{error.what} {error.why}".rstrip("."))
    return Problem(label(url), error.code, f"was not fetched: {what}", error.do)


def _answered(
    url: str, data: bytes, charset: str | None, final: str, source: Source, desk: Desk
) -> Iterator[Outcome]:
    source.budget.delivered()
    source.budget.packed(len(data))
    page = of_bytes(label(url), data, source.budget, name=source.name, url=final)
    yield from desk.read(page.with_charset(charset), desk)
