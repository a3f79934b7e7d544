"""One door for every input: a file, a folder, a pattern, an address or standard input."""

from __future__ import annotations

import os
import re
import stat
import sys
import tarfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from counterclaim.intake.budget import Budget, Refusal
from counterclaim.intake.cleaning import blanked
from counterclaim.intake.csv_tables import read_table
from counterclaim.intake.documents import read_html_page, read_markdown, read_text
from counterclaim.intake.eml import read_mail
from counterclaim.intake.feeds import read_feed
from counterclaim.intake.gdelt import fetched, read_addresses
from counterclaim.intake.inputs import Defaults, Desk, Outcome, Source, label, of_bytes
from counterclaim.intake.json_docs import read_json, read_jsonl
from counterclaim.intake.language import identify
from counterclaim.intake.packed import read_packed
from counterclaim.intake.pdf import read_pdf
from counterclaim.intake.problem import Problem, guessed
from counterclaim.intake.sandbox import Sandbox
from counterclaim.intake.sniff import HEAD, sniff, unread_kind
from counterclaim.intake.streams import Narrowed, Peekable, Readable, wide_encoding
from counterclaim.intake.tars import read_tar
from counterclaim.intake.warc import read_warc
from counterclaim.intake.zips import read_zip
from counterclaim.model import Report

__all__ = ["Defaults", "open_reports"]

#: Problems of one code told singly for one input; the others are counted and told together at its end.
_TOLD_SINGLY = 1_000
#: Characters kept of what stands beside the text; no headline or address of ours has half of it.
_FIELD = 2_000
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")

_READERS = {
    "zip": read_zip,
    "tar": read_tar,
    "warc": read_warc,
    "pdf": read_pdf,
    "mail": read_mail,
    "feed": read_feed,
    "html": read_html_page,
    "json": read_json,
    "jsonl": read_jsonl,
    "table": read_table,
    "addresses": read_addresses,
    "markdown": read_markdown,
    "text": read_text,
}


def open_reports(
    where: Iterable[str],
    defaults: Defaults | None = None,
    *,
    taken: Callable[[int], None] | None = None,
) -> Iterator[Report | Problem]:
    """Reports in the order given (folders and patterns sorted by name), and what could not be read.

    An input is read by what it holds, not by its name: see docs/intake.md for the formats. Every input
    yields at least one report or one `Problem`; nothing raises for bad content, and nothing is held whole
    that can be read as it comes. Bounds: `counterclaim.intake.budget.Limits`, a file at a time.

    ``taken`` hears of the bytes of files as they are read, for a measure of how far it is.

    >>> [problem.code for problem in open_reports(["no such file"])]
    ['CC101']
    """
    defaults = defaults or Defaults()
    with Sandbox() as sandbox:
        desk = Desk(defaults, sandbox, read_source, taken)
        for place in where:
            if place == "-":
                source = _source("standard input", sys.stdin.buffer, defaults)
                yield from _completed(source, desk)
            elif "://" in place:
                source = of_bytes(place, b"", Budget(defaults.limits))
                yield from _finished(fetched(place, source, desk), source, defaults)
            else:
                yield from _from_path(place, desk)


def read_bytes(
    data: bytes,
    where: str,
    sandbox: Sandbox,
    defaults: Defaults | None = None,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Outcome]:
    """What bytes got elsewhere hold, as `open_reports` reads a file's; ``charset`` as their server named it.

    >>> with Sandbox() as sandbox:
    ...     [found.text for found in read_bytes(b"The gate was shut.", "a.example", sandbox)]
    ['The gate was shut.']
    """
    defaults = defaults or Defaults()
    source = of_bytes(label(where), data, Budget(defaults.limits), url=url)
    source.budget.packed(len(data))
    yield from _completed(source.with_charset(charset), Desk(defaults, sandbox, read_source))


def _source(
    where: str, stream: Readable, defaults: Defaults, taken: Callable[[int], None] | None = None
) -> Source:
    budget = Budget(defaults.limits)
    charged = Peekable(_Charged(stream, budget, taken))
    return Source(label(where), charged, budget, name=label(Path(where).name))


class _Charged:
    """The input itself, each byte of which allows some unpacked ones."""

    def __init__(self, raw: Readable, budget: Budget, taken: Callable[[int], None] | None) -> None:
        self._raw = raw
        self._budget = budget
        self._taken = taken

    def read(self, size: int, /) -> bytes:
        found = self._raw.read(size)
        if self._taken is not None:
            self._taken(len(found))
        self._budget.packed(len(found))
        return found


def _from_path(place: str, desk: Desk) -> Iterator[Outcome]:
    path = Path(place)
    empty = True
    try:
        if path.is_dir():
            for found in walk(path):
                empty = False
                yield from [found] if isinstance(found, Problem) else _from_file(found, desk)
            if empty:
                yield Problem(
                    label(place), "CC102", "is an empty folder", "Put reports in it, or name a file."
                )
        elif path.exists():
            yield from _from_file(path, desk)
        else:
            for file in _matching(place):
                empty = False
                yield from _from_file(file, desk)
            if empty:
                yield Problem(label(place), "CC101", "does not exist", "Check the spelling of the path.")
    except (OSError, ValueError, NotImplementedError) as error:
        yield Problem(label(place), "CC101", f"cannot be looked up ({label(str(error))})", "Check the path.")


def walk(folder: Path) -> Iterator[Path | Problem]:
    """The files of a folder by name, hidden ones left out, links that lead out told and not followed."""
    root = folder.resolve()
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files + [f for f in folders if (Path(at) / f).is_symlink()]):
            path = Path(at) / name
            if name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield Problem(
                    label(str(path)),
                    "CC148",
                    "is a link that leads out of the folder, which is not followed",
                    "Name the file itself if you mean it.",
                )
            elif path.is_symlink() and path.is_dir():
                continue
            else:
                yield path


def _matching(pattern: str) -> list[Path]:
    """Files that a shell pattern names; an absolute pattern is walked from its root."""
    path = Path(pattern)
    root = Path(path.anchor) if path.is_absolute() else Path()
    parts = path.relative_to(path.anchor) if path.is_absolute() else path
    return sorted(found for found in root.glob(str(parts)) if found.is_file())


def _from_file(path: Path, desk: Desk) -> Iterator[Outcome]:
    where = label(str(path))
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            yield Problem(where, "CC148", "is no plain file", "Name a file, a folder or a pipe.")
            return
        file = path.open("rb")
    except OSError as error:
        yield Problem(
            where, "CC109", f"cannot be opened ({error.strerror or error})", "Check its permissions."
        )
        return
    with file:
        source = _source(str(path), file, desk.defaults, desk.taken)
        if stat.S_ISREG(mode):
            source.budget.packed(path.stat().st_size)
            source = replace(source, file=file)
        yield from _completed(source, desk)


def _completed(source: Source, desk: Desk) -> Iterator[Outcome]:
    yield from _finished(read_source(source, desk), source, desk.defaults)


def _finished(found: Iterator[Outcome], source: Source, defaults: Defaults) -> Iterator[Outcome]:
    """Reports with the person's word and their language; problems in a flood counted; the budget's clock."""
    told: Counter[tuple[str, bool]] = Counter()
    last: dict[tuple[str, bool], Problem] = {}
    any_at_all = False
    fruitless = 0
    try:
        for outcome in found:
            any_at_all = True
            if isinstance(outcome, Report):
                report = with_defaults(outcome, defaults)
                if report.text.strip():
                    yield report
                    source.budget.delivered()
                    fruitless = 0
                    continue
                outcome = Problem(source.where, "CC106", "has no text", "It holds blanks only.")
            fruitless += 1
            if fruitless > defaults.limits.fruitless:
                raise Refusal(
                    "CC142",
                    f"gave {defaults.limits.fruitless:,} problems without a report; the rest was left",
                    "Look at what it holds, and give the part with the reports alone.",
                )
            kind = (outcome.code, outcome.lost)
            told[kind] += 1
            if told[kind] <= _TOLD_SINGLY:
                yield outcome
            else:
                before = last.get(kind)
                last[kind] = replace(outcome, count=outcome.count + (before.count if before else 0))
    except Refusal as refusal:
        any_at_all = True
        yield Problem(source.where, refusal.code, refusal.what, refusal.do)
    for problem in last.values():
        yield replace(problem, where=source.where, what=f"and {problem.count} more like it: {problem.what}")
    if not any_at_all:
        yield Problem(source.where, "CC103", "is empty", "Nothing to read.")


def read_source(source: Source, desk: Desk) -> Iterator[Outcome]:
    """What one source holds, by its kind; containers come back here for each member.

    Raises `Refusal` only when the whole input is to be left; all else that goes wrong is a `Problem`.
    """
    try:
        for outcome in _read(source, desk):
            if isinstance(outcome, Report):
                outcome = replace(
                    outcome,
                    url=outcome.url or source.url,
                    container=outcome.container or source.container,
                )
            yield outcome
    except Refusal as refusal:
        if refusal.whole:
            raise
        yield Problem(source.where, refusal.code, refusal.what, refusal.do)
    except (EOFError, OSError, zlib.error, tarfile.TarError) as error:
        yield Problem(source.where, "CC147", f"is damaged ({label(str(error))[:150]})", "Get it again.")
    except (Exception, MemoryError) as error:
        # Input from the open internet finds what no list of exceptions foresaw; the batch must go on.
        yield Problem(
            source.where,
            "CC149",
            f"could not be read ({type(error).__name__}: {label(str(error))[:150]})",
            "Please report this, with the file if you may.",
        )


def _read(source: Source, desk: Desk) -> Iterator[Outcome]:
    head = source.stream.peek(HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        more = source.stream.skip(source.budget.limits.document)
        what = "is empty" if more <= HEAD else "begins with nothing but blanks"
        yield Problem(source.where, "CC103", what, "Nothing to read.")
        return
    kind = sniff(head, desk.defaults.columns)
    if kind in ("gzip", "bzip2", "xz"):
        yield from read_packed(source, desk, kind)
    elif kind == "unread":
        yield Problem(
            source.where, "CC104", f"is {unread_kind(head)}", "Unpack or save it as text, and read that."
        )
    elif kind == "xml":
        yield Problem(source.where, "CC143", "is XML but no feed and no page", "Give its text.")
    elif kind == "binary":
        yield Problem(source.where, "CC104", "is not text", "Give a format that docs/intake.md names.")
    else:
        if kind not in ("zip", "tar", "warc", "pdf") and (wide := wide_encoding(head)):
            narrowed = Narrowed(source.stream, wide)
            yield from _READERS[kind](replace(source, stream=Peekable(narrowed), charset="utf-8"), desk)
            if narrowed.replaced:
                yield guessed(source.where)
            return
        yield from _READERS[kind](source, desk)


def with_defaults(report: Report, defaults: Defaults) -> Report:
    """The report with the person's word where it has none, its language, and nothing that cannot be stored.

    >>> with_defaults(Report("Shut."), Defaults(outlet="Example Daily")).outlet
    'Example Daily'
    """

    def kept(words: str | None) -> str | None:
        return (_UNSTORABLE.sub("", words[:_FIELD]).strip() or None) if words else None

    text = blanked(_UNSTORABLE.sub("", report.text))
    return replace(
        report,
        text=text,
        title=kept(report.title),
        outlet=kept(report.outlet) or defaults.outlet,
        byline=kept(report.byline),
        dateline=kept(report.dateline),
        url=kept(report.url),
        ref=kept(report.ref),
        published=report.published or defaults.published,
        published_from=report.published_from
        or ("given" if defaults.published and not report.published else None),
        container=kept(report.container),
        language=identify(text),
    )
