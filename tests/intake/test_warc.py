"""Crawls: every record is a report, a problem, or counted; damage does not end the reading."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from counterclaim.intake.streams import Peekable
from counterclaim.intake.warc import read_warc

Take = Callable[..., Any]
LINE = "The ministry said on Sunday that the dam at the head of the valley had been shelled again. "


def page(number: int) -> bytes:
    words = f"<p>{LINE}It was the {number}th time this year, a spokesman told reporters there.</p>" * 3
    head = f"<html><head><title>Dam {number}</title></head>"
    return f"{head}<body><article>{words}</article></body></html>".encode()


def record(
    number: int, *, body: bytes | None = None, http: bytes = b"", kind: str = "response", **lies: Any
) -> bytes:
    inner = page(number) if body is None else body
    if kind == "response":
        inner = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n" + inner
    length = lies.get("length", len(inner))
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://paper.example/{number}\r\nContent-Length: {length}\r\n\r\n"
        ).encode()
        + inner
        + b"\r\n\r\n"
    )


def test_layout_of_a_crawl(taken: Take) -> None:
    info = record(0, body=b"software: x", kind="warcinfo")
    parts = [info, record(1), record(2, body=b"GET / HTTP/1.1\r\n\r\n", kind="request"), record(3)]
    for data in (b"".join(parts), b"".join(map(gzip.compress, parts)), gzip.compress(b"".join(parts))):
        reports, problems = taken(data)
        assert [r.url for r in reports] == ["https://paper.example/1", "https://paper.example/3"]
        assert reports[0].container == "input!urn:uuid:1"
        assert [(p.code, p.count, p.lost) for p in problems] == [("CC145", 1, False), ("CC145", 1, False)]


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (gzip.compress(page(1)), b"Content-Encoding: gzip\r\n"),
        (zlib.compress(page(1)), b"Content-Encoding: deflate\r\n"),
        (zlib.compress(page(1))[2:-4], b"Content-Encoding: deflate\r\n"),
        (brotli.compress(page(1)), b"Content-Encoding: br\r\n"),
        (page(1), b"Content-Encoding: gzip\r\n"),
        (page(1), b"Content-Encoding: br\r\n"),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(page(1)), page(1)), b"Transfer-Encoding: chunked\r\n"),
    ],
)
def test_bodies_as_servers_send_them(taken: Take, body: bytes, http: bytes) -> None:
    reports, _ = taken(record(1, body=body, http=http))
    assert "It was the 1th time" in reports[0].text


@pytest.mark.parametrize("length", [5, 900, len(page(2)) + 70, 10**5, 10**12, -1, "many"])
def test_a_length_that_lies_costs_no_other_record(taken: Take, length: object) -> None:
    reports, problems = taken(record(1) + record(2, length=length) + record(3) + record(4))
    assert {r.url for r in reports} >= {f"https://paper.example/{n}" for n in (1, 3, 4)}
    assert "CC147" in {p.code for p in problems}


def test_a_damaged_gzip_member_costs_no_other_record(taken: Take) -> None:
    members = [gzip.compress(record(n)) for n in range(5)]
    members[2] = members[2][:30] + bytes(9) + members[2][39:]
    reports, problems = taken(b"".join(members))
    assert {r.url for r in reports} >= {f"https://paper.example/{n}" for n in (0, 1, 3, 4)}
    assert "CC147" in {p.code for p in problems}


def test_a_wrong_check_behind_a_large_record_costs_no_other_record(taken: Take) -> None:
    """Output is taken in pieces; packed bytes that were fed and not used yet hold the next members."""
    large = record(0, body=page(0) + b"<!-- " + b"x" * 400_000 + b" -->")
    members = [gzip.compress(large)[:-8] + bytes(8), *(gzip.compress(record(n)) for n in range(1, 5))]
    reports, _ = taken(b"".join(members))
    assert {r.url for r in reports} >= {f"https://paper.example/{n}" for n in range(1, 5)}


def test_pictures_and_errors_are_counted(taken: Take) -> None:
    picture = record(1, body=b"\x89PNG").replace(b"text/html", b"image/png")
    gone = record(2).replace(b"200 OK", b"404 No")
    _, problems = taken(picture * 3 + gone)
    assert {(p.what.split(" ", 1)[1], p.count) for p in problems} == {
        ("3 records of image/png, which are no reports", 3),
        ("1 record with the answer 404, which are no reports", 1),
    }


def test_encodings_of_a_crawl(taken: Take) -> None:
    text = (
        "<html><body><article><p>"
        + "Le général a déclaré que le pont était fermé. " * 8
        + "</p></article></body>"
    )
    declared = record(1, body=text.encode("latin-1")).replace(b"text/html", b"text/html; charset=iso-8859-1")
    undeclared = record(2, body=text.encode("cp1252"))
    reports, _ = taken(declared + undeclared)
    assert all("général a déclaré" in r.text for r in reports)
    assert [r.language for r in reports] == ["fr", "fr"]


def test_it_is_a_stream_and_never_held_whole(taken: Take) -> None:
    from counterclaim.intake.budget import Budget
    from counterclaim.intake.inputs import Defaults, Desk, Source
    from counterclaim.intake.readers import read_source
    from counterclaim.intake.sandbox import Sandbox

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += 1
            return record(self.given) * 20

    endless = Endless()
    with Sandbox() as sandbox:
        source = Source("crawl", Peekable(endless), Budget(), name="crawl")
        found = read_warc(source, Desk(Defaults(), sandbox, read_source))
        assert next(found) is not None
        assert endless.given < 20
        found.close()  # type: ignore[attr-defined]
