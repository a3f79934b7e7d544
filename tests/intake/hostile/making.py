"""Parts that hostile inputs are made of: bombs, archives, records, mails, PDFs, each as bytes."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

Write = Callable[[Path], None]
Made = Iterator[tuple[str, Write]]
MB = 1_000_000
SENTENCE = b"The army said on Monday that nine soldiers were killed near the bridge. "
PAGE = b"<html><body><article>" + b"<p>" + SENTENCE * 4 + b"</p></article></body></html>"


def zeros(size: int, fill: bytes = b"\0") -> Iterator[bytes]:
    """``size`` bytes of a pattern, a megabyte at a time."""
    block = (fill * (MB // len(fill) + 1))[:MB]
    for _ in range(size // MB):
        yield block


def _bytes(data: Callable[[], bytes], path: Path) -> None:
    path.write_bytes(data())


def _stream(parts: Callable[[], Iterator[bytes]], path: Path) -> None:
    with path.open("wb") as out:
        for part in parts():
            out.write(part)


def given(data: Callable[[], bytes]) -> Write:
    """A writer of the bytes that a function makes when they are written."""
    return partial(_bytes, data)


def streamed(parts: Callable[[], Iterator[bytes]]) -> Write:
    """A writer of these parts, made when written."""
    return partial(_stream, parts)


def gzip_bomb(size: int, fill: bytes = b"\0") -> bytes:
    """A gzip of ``size`` bytes of a pattern; its check is wrong, which shows only at its end."""
    return repeated(b"", fill, size // MB)


def noise(seed: int, size: int) -> bytes:
    """Bytes without any order, the same for the same seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - rubbish, not a secret


def repeated(begin: bytes, fill: bytes, megabytes: int) -> bytes:
    """A gzip of a beginning and so many megabytes of a pattern: a block packed once, put down many times."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress((fill * (MB // len(fill) + 1))[: MB // len(fill) * len(fill)])
    block += packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * megabytes + packer.flush()


def zip_of(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(members: dict[str, bytes]) -> bytes:
    """A TAR of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def special_tar(kind: bytes, link: str = "") -> bytes:
    """A TAR of one member of a special type and one report."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("member")
        info.type, info.linkname = kind, link
        archive.addfile(info)
        plain = tarfile.TarInfo("good.txt")
        plain.size = len(SENTENCE)
        archive.addfile(plain, io.BytesIO(SENTENCE))
    return out.getvalue()


def record(
    body: bytes, *, length: int | str | None = None, kind: str = "response", http: bytes = b""
) -> bytes:
    """A WARC record; ``length`` lies about it, ``http`` are header lines of the answer."""
    if kind == "response":
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n" + body
    said = str(len(body) if length is None else length).encode()
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind.encode() + b"\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Target-URI: https://paper.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: " + said + b"\r\n\r\n" + body + b"\r\n\r\n"
    )


def mail(body: bytes, headers: bytes = b"") -> bytes:
    """A mail with this body."""
    return b"From: a@paper.example\r\nSubject: News\r\nDate: nonsense\r\n" + headers + b"\r\n" + body


def pdf(objects: list[bytes], root: int = 1, tail: bytes = b"") -> bytes:
    """A PDF of these objects with a right cross-reference table."""
    out, at = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        at.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in at)
    out += b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        tail,
        start,
    )
    return bytes(out)


def stream_object(data: bytes, more: bytes = b"") -> bytes:
    """A PDF stream object's body."""
    return b"<< /Length %d %b >>\nstream\n" % (len(data), more) + data + b"\nendstream"


def page_pdf(content: bytes, more: bytes = b"", kids: bytes = b"[3 0 R]") -> bytes:
    """A PDF of one page with this content stream."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids " + kids + b" /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            stream_object(content, more),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            stream_object(
                b"/X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"
            ),
        ]
    )
