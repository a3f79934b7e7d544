"""A crawl of invented pages in the layout of Common Crawl News, and a check that all of it is read.

Usage: python tools/generate_warc.py OUT.warc.gz [--records N] [--seed K] [--check]

One record in five is a report about conflict (counterclaim.samples.generated) as a page; the others are pages
on other things, in other languages, pictures, errors and redirects. Encodings are mixed, some undeclared,
some declared wrongly; some bodies are packed or chunked, and some records are cut, lie about their length or
are followed by rubbish. ``--check`` reads the file through the door and accounts for every record.
"""

from __future__ import annotations

import argparse
import gzip
import html
import random
import resource
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli

from counterclaim.intake import Problem, open_reports
from counterclaim.samples.generated import generated_readings

_FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_OTHER = (
    "The orchestra opened its season in the restored hall on Thursday with a programme of three symphonies.",
    "Growers in the valley expect a smaller harvest of apricots after a cold and wet spring.",
    "The striker scored twice in the second half and the visitors never recovered from it.",
    "A new ferry will carry passengers between the two islands every forty minutes from next month.",
    "Researchers counted more storks along the river than in any year since records began.",
    "The council will plant four hundred trees along the avenues of the old town before the winter.",
    "Ticket prices at the municipal pool rise by a tenth, the first change for six years.",
    "The café on the corner, “Chez Amélie”, has closed after thirty years – its owner retires.",
)
_FOREIGN = (
    (
        "fr",
        "iso-8859-1",
        "Le conseil municipal a adopté mardi le budget de l’année après un long débat sur les écoles.",
    ),
    (
        "de",
        "windows-1252",
        "Der Gemeinderat beschloss am Dienstag den Bau einer neuen Brücke über den Fluss.",
    ),
    (
        "ru",
        "windows-1251",
        "Городской совет утвердил во вторник бюджет на следующий год после долгих споров.",
    ),
    ("ar", "windows-1256", "أعلن المجلس البلدي يوم الثلاثاء عن خطة جديدة لتوسيع الطريق الساحلي في المدينة."),
    ("es", "utf-8", "El ayuntamiento aprobó el martes la ampliación del puerto tras meses de negociaciones."),
)


def records(count: int, seed: int) -> Iterator[bytes]:
    """``count`` records, one after another, each as its own gzip member."""
    chance = random.Random(f"warc {seed}")  # noqa: S311 - a made-up crawl, not a secret
    conflict = generated_readings(count // 5 + 1, seed=seed)
    yield gzip.compress(
        _record(chance, 0, "warcinfo", b"software: invented\r\n", "application/warc-fields"), 1
    )
    for number in range(1, count):
        draw = chance.random()
        if number % 5 == 0:
            report = next(conflict).report
            page = _page(
                chance, report.outlet or "The Courier", report.title or "News", report.text.split("\n")
            )
            made = _answer(chance, number, page, "en")
        elif draw < 0.70:
            words = [" ".join(chance.choice(_OTHER) for _ in range(4)) for _ in range(5)]
            made = _answer(chance, number, _page(chance, "The Courier", words[0][:50], words), "en")
        elif draw < 0.85:
            language, encoding, words_of = chance.choice(_FOREIGN)
            page = _page(chance, "Courier", words_of[:40], [words_of] * 8)
            made = _answer(chance, number, page, language, encoding)
        elif draw < 0.90:
            made = _record(chance, number, "response", _http("image/png", b"\x89PNG\r\n\x1a\n" + bytes(900)))
        elif draw < 0.93:
            made = _record(chance, number, "response", _http("text/html", b"Gone.", "404 Not Found"))
        elif draw < 0.95:
            made = _record(chance, number, "request", b"GET / HTTP/1.1\r\nHost: paper.example\r\n\r\n")
        else:
            made = _broken(chance, number)
        yield gzip.compress(made, 1) if draw < 0.995 else gzip.compress(made, 1)[:-6] + bytes(6)


def _page(chance: random.Random, outlet: str, title: str, paragraphs: list[str]) -> str:
    when = _FIRST + timedelta(minutes=chance.randrange(500_000))
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs if p.strip())
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
    return (
        f"<!doctype html><html><head><title>{html.escape(title)} | {html.escape(outlet)}</title>"
        f'<meta property="article:published_time" content="{when.isoformat()}">'
        f'<meta property="og:site_name" content="{html.escape(outlet)}"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{html.escape(title)}</h1>{body}</article>"
        f"<footer>All rights reserved</footer></body></html>"
    )


def _answer(
    chance: random.Random, number: int, page: str, language: str, encoding: str | None = None
) -> bytes:
    """A page as a server gives it: its encoding declared in one of the ways, in none, or wrongly."""
    encoding = encoding or chance.choice(("utf-8",) * 6 + ("windows-1252", "iso-8859-15", "utf-16"))
    data = page.encode(encoding, "xmlcharrefreplace")
    way = chance.choice(("header", "header", "meta", "none", "wrong"))
    if way == "meta" and encoding != "utf-16":
        data = data.replace(b"<head>", f'<head><meta charset="{encoding}">'.encode(), 1)
    kind = {"header": f"text/html; charset={encoding}", "wrong": "text/html; charset=UTF-8"}.get(
        way, "text/html"
    )
    more = b""
    packing = chance.random()
    if packing < 0.05:
        data, more = gzip.compress(data), b"Content-Encoding: gzip\r\n"
    elif packing < 0.08:
        data, more = brotli.compress(data, quality=2), b"Content-Encoding: br\r\n"
    elif packing < 0.10:
        data, more = zlib.compress(data), b"Content-Encoding: deflate\r\n"
    elif packing < 0.15:
        half = len(data) // 2
        parts = (data[:half], data[half:], b"")
        data = b"".join(b"%x\r\n" % len(part) + part + b"\r\n" for part in parts)
        more = b"Transfer-Encoding: chunked\r\n"
    return _record(chance, number, "response", _http(kind, data, more=more))


def _http(kind: str, body: bytes, status: str = "200 OK", more: bytes = b"") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n".encode() + more + b"\r\n" + body


def _record(
    chance: random.Random,
    number: int,
    kind: str,
    body: bytes,
    content: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {_FIRST.isoformat()}\r\n"
        f"WARC-Record-ID: <urn:uuid:{chance.getrandbits(128):032x}>\r\n"
        f"WARC-Target-URI: https://paper{number % 97}.example/{number}\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _broken(chance: random.Random, number: int) -> bytes:
    """A record with something wrong: its length, its end, its headers, its encoding, or nothing in it."""
    page = _page(chance, "The Courier", "Broken", [chance.choice(_OTHER)] * 12).encode()
    body = _http("text/html", page)
    match chance.randrange(6):
        case 0:
            return _record(chance, number, "response", body, length=len(body) + chance.choice((7, 90, 10**9)))
        case 1:
            return _record(chance, number, "response", body, length=chance.randrange(200, len(body)))
        case 2:
            return _record(chance, number, "response", body).replace(b"Content-Length", b"X-Length")
        case 3:
            return _record(chance, number, "response", _http("text/html", bytes(range(256)) * 10))
        case 4:
            return _record(chance, number, "response", _http("text/html", b"<html><body></body></html>"))
        case _:
            return _record(chance, number, "response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html")


def write_warc(path: Path, count: int, seed: int = 1) -> None:
    """Write a crawl of ``count`` records, the first of which tells of the crawl."""
    with path.open("wb") as out:
        for made in records(count, seed):
            out.write(made)


def check(path: Path, count: int) -> int:
    """Read it to the end; 1 when a record is not accounted for or memory rose above 1.2 GB."""
    began, reports, codes = time.monotonic(), 0, Counter[str]()
    languages: Counter[str] = Counter()
    accounted = 0
    seen: set[str] = set()
    for found in open_reports([str(path)]):
        if isinstance(found, Problem):
            codes[found.code] += found.count
            # One record may have a note besides its report; counted ones, and members of gzip that could
            # not be unpacked, stand for as many.
            if "!" in found.where:
                seen.add(found.where)
            elif found.lost or found.code == "CC145":
                accounted += found.count
        else:
            reports += 1
            languages[found.language] += 1
            seen.add(f"{path}!{(found.container or '').split('!')[-1]}")
    accounted += len(seen)
    seconds = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"records       {count:,}, accounted for {accounted:,}")
    print(f"reports       {reports:,} ({dict(languages.most_common(6))})")
    print(f"problems      {dict(codes)}")
    print(f"time          {seconds:.0f} s, {count / seconds:.0f} records a second")
    print(f"peak memory   {peak:.0f} MB")
    return int(accounted < count or peak > 1200)


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path, help="the file to write, or to check when it exists")
    options.add_argument("--records", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--check", action="store_true", help="read it and account for every record")
    given = options.parse_args()
    if not given.out.exists():
        write_warc(given.out, given.records, given.seed)
    return check(given.out, given.records) if given.check else 0


if __name__ == "__main__":
    sys.exit(main())
