"""WARC: record after record, each accounted for, carried on behind damaged ones.

The framing is read here and not by fastwarc or warcio: on a record whose length is wrong fastwarc 2.0 ends
(strictly) or drops records without a word (leniently), and a crawl of which an unknown part is missing is no
basis for counting. Layout: Common Crawl News and WET, wget, browser recorders.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.intake.budget import Refusal
from counterclaim.intake.inputs import Desk, Outcome, Source, label
from counterclaim.intake.packed import Unpacking
from counterclaim.intake.problem import Problem
from counterclaim.intake.streams import CHUNK, Peekable

_HEADERS = 256_000
_START = re.compile(rb"WARC/\d\.\d\r?\n")
#: Where the next record begins in bytes that should have ended before.
_NEXT = re.compile(rb"\nWARC/\d\.\d\r?\n(?=[A-Za-z-]+:)")
#: Bytes kept from one piece to the next so that a version line and the header after it are seen whole.
_SEAM = 120
#: A record up to this is read before its length is doubted; larger ones are doubted as they are read.
_BELIEVED = 1_000_000
_LINE = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*([^\r\n]*)")
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_PAGES = ("response", "resource", "conversion")
_READ_TYPES = re.compile(
    r"text/(?!css|javascript|calendar|vcard)|application/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|json"
    r"|ld\+json|x-ndjson|pdf|http|octet-stream|warc|gzip|zip|x-tar)|message/rfc822|multipart/related|$"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w\-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    id: str
    url: str | None
    type: str
    body: bytes
    too_large: bool = False


def read_warc(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Every page in it; at the end, counted, the records that are no pages (requests, pictures, errors)."""
    passed_over: Counter[str] = Counter()
    for number, record in enumerate(_records(source), start=1):
        if isinstance(record, Problem):
            yield record
            continue
        if record.kind not in _PAGES:
            passed_over[f"of type {label(record.kind)[:30] or 'unknown'}"] += 1
            continue
        name = record.id or f"record {number}"
        try:
            inner, why = _page(source, record, name)
            if inner is None:
                passed_over[why] += 1
                continue
            yield from desk.read(inner, desk)
        except Refusal as refusal:
            if refusal.whole:
                raise
            yield Problem(f"{source.where}!{label(name)}", refusal.code, refusal.what, refusal.do)
    for why, count in sorted(passed_over.items()):
        yield Problem(
            source.where,
            "CC145",
            f"holds {count} record{'s' * (count > 1)} {why}, which are no reports",
            "Nothing to do.",
            lost=False,
            count=count,
        )


def _records(source: Source) -> Iterator[_Record | Problem]:
    """The records, and a `Problem` for each stretch of bytes that is none."""
    stream, number = source.stream, 0
    while True:
        _skip_blank(stream)
        if not stream.peek(1):
            if number == 0:
                yield Problem(source.where, "CC103", "is empty", "Nothing to read.")
            return
        number += 1
        where = f"{source.where}!record {number}"
        source.budget.check_time()
        headers = _headers(stream)
        length = _length(headers) if headers else None
        if headers is None or length is None:
            gone = _to_next(stream, source)
            yield _damaged(where, f"is damaged; {gone} bytes up to the next record were passed over")
            continue
        body, complete, too_large = _body(stream, length, source)
        if not complete:
            name = headers.get("warc-record-id", "").strip("<>") or f"record {number}"
            yield _damaged(f"{source.where}!{label(name)}", "has another length than it says", lost=False)
        yield _Record(
            headers.get("warc-type", "").lower(),
            headers.get("warc-record-id", "").strip("<>"),
            headers.get("warc-target-uri", "").strip("<>") or None,
            headers.get("content-type", "").lower(),
            body,
            too_large,
        )


def _damaged(where: str, what: str, *, lost: bool = True) -> Problem:
    return Problem(
        where, "CC147", what, "The other records were read. Get the file again if you need it.", lost
    )


def _skip_blank(stream: Peekable) -> None:
    while head := stream.peek(256):
        rest = head.lstrip(b"\r\n")
        stream.read(len(head) - len(rest))
        if rest:
            return


def _headers(stream: Peekable) -> dict[str, str] | None:
    """The record's header lines; None, with nothing read, when none stand here."""
    size = 4096
    while True:
        head = stream.peek(size)
        if not _START.match(head):
            return None
        if end := _BLANK.search(head):
            break
        if len(head) < size or size >= _HEADERS:
            return None
        size *= 4
    stream.read(end.end())
    return {
        line[1].decode("latin-1").lower(): line[2].decode("utf-8", "replace").strip()
        for line in _LINE.finditer(head, 0, end.start())
    }


def _length(headers: dict[str, str]) -> int | None:
    given = headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def _body(stream: Peekable, length: int, source: Source) -> tuple[bytes, bool, bool]:
    """The record's bytes, whether its length was right, and whether it is too large to be read.

    A small record is believed when another follows where it ends; in any other the next one is looked for.
    """
    body = stream.read(min(length, _BELIEVED))
    if len(body) == length and _ends_here(stream):
        return body, True, False
    if (inside := _next(body)) >= 0:
        stream.unread(body[inside:])
        return body[:inside].rstrip(b"\r\n"), False, False
    if len(body) == length:
        # Another record follows soon: what stands before it belongs to this one. It may have begun in the
        # last bytes read, when the length is a little too large.
        kept, last = body[: max(0, length - _SEAM)], body[-_SEAM:]
        following = _next(last + stream.peek(CHUNK))
        if following < 0:
            return body, False, False
        stream.unread(last)
        return kept + stream.read(following), False, False
    return _large_body(stream, body, length, source)


def _large_body(stream: Peekable, body: bytes, length: int, source: Source) -> tuple[bytes, bool, bool]:
    parts, have, tail = [body], len(body), body[-_SEAM:]
    limit = source.budget.limits.document
    while have < length:
        source.budget.check_time()
        part = stream.read(min(length - have, CHUNK))
        if not part:
            break
        seam = tail + part
        if (inside := _next(seam)) >= 0:
            stream.unread(seam[inside:])
            parts.append(part[: max(0, inside - len(tail))])
            return b"".join(parts)[:limit], False, have > limit
        have += len(part)
        if have <= limit:
            parts.append(part)
        tail = seam[-_SEAM:]
    right = have == length and _ends_here(stream)
    return (b"" if have > limit else b"".join(parts)), right, have > limit


def _ends_here(stream: Peekable) -> bool:
    after = stream.peek(16).lstrip(b"\r\n")
    return not after or after.startswith(b"WARC/")


def _next(data: bytes) -> int:
    """Where the next record's version line begins after a line's end, -1 when nowhere."""
    at = data.find(b"\nWARC/")
    while at >= 0:
        if _NEXT.match(data, at):
            return at + 1
        at = data.find(b"\nWARC/", at + 1)
    return -1


def _to_next(stream: Peekable, source: Source) -> int:
    """Pass over bytes up to the next record; how many."""
    gone = len(stream.read(1))
    while part := stream.peek(CHUNK):
        source.budget.check_time()
        if (found := _next(part)) >= 0:
            return gone + stream.skip(found)
        gone += stream.skip(max(1, len(part) - _SEAM) if len(part) == CHUNK else len(part))
    return gone


def _page(source: Source, record: _Record, name: str) -> tuple[Source | None, str]:
    """The page as a source of its own, or why the record holds none."""
    if record.too_large:
        limit = source.budget.limits.document // 1_000_000
        raise Refusal("CC108", f"is too large to be read at once (more than {limit} MB)", "Save its text.")
    body, kind = record.body, record.type
    if body.startswith(b"HTTP/") and (not kind or "http" in kind):
        end = _BLANK.search(body[:_HEADERS])
        if end is None:
            raise Refusal("CC147", "is an answer without an end of its headers", "Nothing to do.")
        head = body[: end.start()]
        status = head.split(b"\n", 1)[0].split(b" ")[1:2]
        if not status or not status[0].startswith(b"2"):
            return (
                None,
                f"with the answer {label((status or [b'unknown'])[0].decode('latin-1').strip())[:10]}",
            )
        http = {
            line[1].decode("latin-1").lower(): line[2].decode("latin-1").strip()
            for line in _LINE.finditer(head)
        }
        kind = http.get("content-type", "").lower()
        body = _decoded(body[end.end() :], http, source)
    bare = kind.split(";")[0].strip()
    if not _READ_TYPES.match(bare):
        return None, f"of {label(bare)[:60]}"
    if (record.url or "").endswith("/robots.txt"):
        return None, "of robots.txt"
    charset = found[1] if (found := _CHARSET.search(kind)) else None
    return source.inside(name, io.BytesIO(body), url=record.url, charset=charset), ""


def _decoded(body: bytes, http: dict[str, str], source: Source) -> bytes:
    """The body without its transfer and content encodings; crawlers often undo them and leave the header."""
    if "chunked" in http.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = _unchunked(body)
    encoding = http.get("content-encoding", "").lower().strip()
    limit = source.budget.limits.document
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _bounded(Unpacking(io.BytesIO(body), "gzip", source.budget).read(limit + 1), limit)
    if encoding == "deflate" and body:
        kind = "zlib" if body[0] & 0x0F == 8 else "deflate"
        found = Unpacking(io.BytesIO(body), kind, source.budget).read(limit + 1)
        return _bounded(found, limit) or body
    if encoding == "br":
        return _bounded(_unbrotli(body, limit, source) or body, limit)
    return body


def _bounded(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise Refusal(
            "CC108", f"is too large to be read at once (more than {limit // 1_000_000} MB)", "Save its text."
        )
    return data


def _unbrotli(body: bytes, limit: int, source: Source) -> bytes:
    """Brotli, step by step; empty when the body is none (the crawler undid it)."""
    import brotli

    unpacker, parts, have, data = brotli.Decompressor(), [], 0, body
    try:
        while have <= limit and not unpacker.is_finished():
            part = unpacker.process(data, output_buffer_limit=1_000_000)
            data = b""
            if not part:
                break
            source.budget.unpacked(len(part))
            have += len(part)
            parts.append(part)
    except brotli.error:
        return b"".join(parts)
    return b"".join(parts)


def _unchunked(body: bytes) -> bytes:
    """The body put together from its chunks; what follows a wrong chunk is kept as it stands."""
    parts, at = [], 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[0].split(b";")[0], 16)
        if size == 0:
            break
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + 2
    else:
        parts.append(body[at:])
    return b"".join(parts)
