"""One door for every input: a file, a folder, a pattern, an address or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from counterclaim.errors import CounterclaimError
from counterclaim.intake.encoding import decode, is_binary
from counterclaim.intake.html import looks_like_html, read_html
from counterclaim.intake.jsonl import looks_like_jsonl, read_jsonl
from counterclaim.intake.language import identify
from counterclaim.intake.problem import Problem
from counterclaim.model import Report

#: A file larger than this is an archive, not a report; it is refused rather than held in memory twice.
MAX_FILE_BYTES = 512_000_000


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the person says about inputs that do not say it themselves.

    >>> Defaults(published="2025-10-12").outlet is None
    True
    """

    published: str | None = None
    outlet: str | None = None
    allow_hosts: frozenset[str] = frozenset()


def open_reports(where: Iterable[str], defaults: Defaults | None = None) -> Iterator[Report | Problem]:
    """Reports in the order given (folders and patterns sorted by name), and what could not be read.

    A file is read by what it holds, not by its name: JSON Lines, HTML or plain text. Every input yields
    at least one report or one `Problem`; nothing raises for bad content.
    """
    defaults = defaults or Defaults()
    for place in where:
        if place == "-":
            yield from _from_bytes(sys.stdin.buffer.read(MAX_FILE_BYTES), "standard input", defaults)
        elif "://" in place:
            yield from _from_address(place, defaults)
        else:
            yield from _from_path(place, defaults)


def _from_path(place: str, defaults: Defaults) -> Iterator[Report | Problem]:
    path = Path(place)
    try:
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            if not files:
                yield Problem(place, "CC102", "is an empty folder", "Put reports in it, or name a file.")
        elif path.exists():
            files = [path]
        else:
            files = _matching(place)
            if not files:
                yield Problem(place, "CC101", "does not exist", "Check the spelling of the path.")
    except (OSError, ValueError) as error:
        yield Problem(place, "CC101", f"cannot be looked up ({error})", "Check the path.")
        return
    for file in files:
        yield from _from_file(file, defaults)


def _matching(pattern: str) -> list[Path]:
    """Files that a shell pattern names; an absolute pattern is walked from its root."""
    path = Path(pattern)
    root = Path(path.anchor) if path.is_absolute() else Path()
    parts = path.relative_to(path.anchor) if path.is_absolute() else path
    return sorted(found for found in root.glob(str(parts)) if found.is_file())


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _from_file(path: Path, defaults: Defaults) -> Iterator[Report | Problem]:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            yield Problem(
                str(path), "CC108", f"is too large ({size // 1_000_000} MB)", "Split it into smaller files."
            )
            return
        data = path.read_bytes()
    except OSError as error:
        yield Problem(
            str(path), "CC109", f"cannot be opened ({error.strerror or error})", "Check its permissions."
        )
        return
    yield from _from_bytes(data, str(path), defaults)


def _from_address(url: str, defaults: Defaults) -> Iterator[Report | Problem]:
    from counterclaim.intake.fetch import fetch

    try:
        data, charset, final = fetch(url, allow_hosts=defaults.allow_hosts)
    except CounterclaimError as error:
        yield Problem(url, error.code, f"was not fetched: {error.what} {error.why}".rstrip("."), error.do)
        return
    yield from _from_bytes(data, final, defaults, url=final, charset=charset)


def _from_bytes(
    data: bytes, where: str, defaults: Defaults, *, url: str | None = None, charset: str | None = None
) -> Iterator[Report | Problem]:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        yield Problem(where, "CC103", "is empty", "Nothing to read.")
        return
    if is_binary(data):
        yield Problem(where, "CC104", "is not text", "Give plain text, HTML or JSON Lines.")
        return
    text, whole = decode(data, charset)
    if not whole:
        yield Problem(
            where,
            "CC110",
            "mixes encodings; some bytes were guessed",
            "Save it as UTF-8 if names look wrong.",
            lost=False,
        )
    if looks_like_jsonl(text):
        for found in read_jsonl(text, where):
            yield _completed(found, defaults) if isinstance(found, Report) else found
        return
    if looks_like_html(text):
        report = read_html(text, url)
        if report is None:
            yield Problem(where, "CC111", "holds no article text", "Save the article's text and read that.")
            return
        yield _completed(report, defaults)
        return
    yield _completed(Report(text=text.replace("\r\n", "\n").lstrip("\ufeff"), url=url), defaults)


def _completed(report: Report, defaults: Defaults) -> Report:
    return replace(
        report,
        published=report.published or defaults.published,
        outlet=report.outlet or defaults.outlet,
        language=identify(report.text),
    )
