"""JSON Lines, JSON arrays of any length, and one JSON document with a list of reports somewhere in it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from counterclaim.intake.budget import Refusal
from counterclaim.intake.encoding import decode
from counterclaim.intake.inputs import Desk, Outcome, Source
from counterclaim.intake.problem import Problem, guessed
from counterclaim.intake.reliefweb import is_reliefweb, reports_of_reliefweb
from counterclaim.intake.rows import has_text, report_of_row
from counterclaim.intake.streams import CHUNK

_SPACE = re.compile(r"[\s,]*")
#: How deep a list of reports may lie in a document: ``response.docs`` is 2, Elasticsearch's hits 2.
_LIST_DEPTH = 4


def read_jsonl(source: Source, desk: Desk) -> Iterator[Outcome]:
    """A report a line; a bad or too long line is a `Problem` with its number, the others are read."""
    limit = source.budget.limits.document
    for number, line in enumerate(source.stream.lines(limit), start=1):
        source.budget.check_time()
        if line is not None and not line.strip():
            continue
        place = f"{source.where} line {number}"
        if line is None:
            yield Problem(
                place,
                "CC108",
                f"is too large to be read at once (more than {limit // 1_000_000} MB)",
                "Shorten that line; the others were read.",
            )
            continue
        text, whole = decode(line, source.charset)
        text = text.strip("\ufeff\r\t ")
        if not text:
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            yield Problem(place, "CC105", "is not JSON", "Mend that line; the other lines were read.")
            continue
        if not whole:
            yield guessed(place)
        yield from _element(row, place, desk)


def read_json(source: Source, desk: Desk) -> Iterator[Outcome]:
    """The reports of a JSON array, element by element, or those of one document read whole."""
    if source.stream.peek(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from _array(source, desk)
        return
    text, whole = decode(source.whole(), source.charset)
    if not whole:
        yield guessed(source.where)
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Refusal("CC105", f"is not JSON ({str(error)[:100]})", "Mend it, or save it again.") from None
    yield from _document(value, source, desk)


def _array(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Elements as they come; only the one being read is held."""
    decoder = json.JSONDecoder()
    unpack = codecs.getincrementaldecoder("utf-8")("replace")
    limit = source.budget.limits.document
    held, at, number, wanted = "", -1, 0, CHUNK
    while True:
        source.budget.check_time()
        data = source.stream.read(wanted)
        held += unpack.decode(data, final=not data)
        if at < 0:
            held = held.lstrip("\ufeff \t\r\n")
            at = 1 if held else -1
        while at >= 0:
            begin = at
            found = _SPACE.match(held, at)
            at = found.end() if found else at
            if at >= len(held):
                break
            if held[at] == "]":
                if number == 0:
                    yield Problem(source.where, "CC106", "is an empty list", "Nothing to read.")
                return
            try:
                value, end = decoder.raw_decode(held, at)
            except RecursionError:
                raise Refusal("CC105", "is JSON nested too deep", "Save it flatter.") from None
            except ValueError as error:
                if not data or len(held) - at > limit:
                    yield _broken(source, number, error)
                    return
                at = begin
                break
            if end == len(held) and data and not isinstance(value, list | dict):
                at = begin
                break
            number, at, wanted = number + 1, end, CHUNK
            yield from _element(value, f"{source.where} item {number}", desk)
        if not data:
            yield _broken(source, number, None)
            return
        # An element that does not end yet is tried again only when the text has doubled.
        held, at = held[at:] if at > 0 else held, min(at, 0)
        wanted = max(CHUNK, len(held))


def _broken(source: Source, number: int, error: ValueError | None) -> Problem:
    if number == 0 and error is not None:
        return Problem(
            source.where, "CC105", f"is not JSON ({str(error)[:100]})", "Mend it, or save it again."
        )
    return Problem(
        f"{source.where} item {number + 1}",
        "CC105",
        "is not JSON, or breaks off",
        "The items before it were read. Mend it, or get the file again.",
    )


def _element(value: Any, where: str, desk: Desk) -> Iterator[Outcome]:
    if not isinstance(value, dict):
        yield Problem(where, "CC106", "has no text", 'Each needs a "text" that is not empty.')
    elif is_reliefweb(value):
        yield from reports_of_reliefweb([value], where)
    else:
        yield from report_of_row(value, where, desk.defaults.columns)


def _document(value: Any, source: Source, desk: Desk) -> Iterator[Outcome]:
    if isinstance(value, dict):
        listed = list(_lists(value, 0))
        if not listed or has_text(value, desk.defaults.columns):
            yield from _element(value, source.where, desk)
            return
        most = max(listed, key=lambda items: _readable(items, desk))
        for number, item in enumerate(most, start=1):
            source.budget.check_time()
            yield from _element(item, f"{source.where} item {number}", desk)
        return
    raise Refusal("CC106", "has no text", 'Give objects with a "text".')


def _readable(items: list[Any], desk: Desk) -> int:
    """How many of the first items of a list hold a report's text."""
    return sum(
        isinstance(item, dict) and (is_reliefweb(item) or has_text(item, desk.defaults.columns))
        for item in items[:50]
    )


def _lists(value: dict[str, Any], depth: int) -> Iterator[list[Any]]:
    for inner in value.values():
        if isinstance(inner, list) and any(isinstance(item, dict) for item in inner[:50]):
            yield inner
        elif isinstance(inner, dict) and depth < _LIST_DEPTH:
            yield from _lists(inner, depth + 1)
