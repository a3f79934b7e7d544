"""Hostile archives: gzip, bzip2, xz, ZIP, TAR and WARC."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from functools import partial

import brotli
from making import (
    MB,
    PAGE,
    SENTENCE,
    Made,
    given,
    gzip_bomb,
    noise,
    record,
    repeated,
    special_tar,
    streamed,
    tar_of,
    zip_of,
)


def gzips() -> Made:
    """Name and writer of each."""
    for size in (100, 1_000, 4_000):
        yield f"zeros-{size}mb", given(partial(gzip_bomb, size * MB))
    yield "blanks-1gb", given(lambda: gzip_bomb(1_000 * MB, b" "))
    yield "text-1gb", given(lambda: gzip_bomb(1_000 * MB, SENTENCE))
    yield "lines-1gb", given(lambda: gzip_bomb(1_000 * MB, b"{}\n"))
    yield "one-json-line-1gb", given(lambda: gzip_bomb(1_000 * MB, b'{"text": "a'))
    yield "array-1gb", given(lambda: gzip_bomb(1_000 * MB, b"[{},"))
    yield "open-arrays-1gb", given(lambda: gzip_bomb(1_000 * MB, b"["))
    yield "twice", given(lambda: gzip.compress(gzip_bomb(4_000 * MB)))
    yield "thrice", given(lambda: gzip.compress(gzip.compress(gzip_bomb(4_000 * MB))))
    deep = SENTENCE
    for _ in range(100):
        deep = gzip.compress(deep)
    yield "hundred-deep", given(lambda: deep)
    yield "ten-thousand-members", given(lambda: gzip.compress(b"") * 10_000)
    yield "cut", given(lambda: gzip.compress(noise(1, MB))[:-500_000])
    yield "cut-header", given(lambda: b"\x1f\x8b\x08")
    yield "bad-data", given(lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\xa5" * 100_000)
    yield "long-name-field", given(lambda: b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * (20 * MB))
    yield "only-magic-repeated", given(lambda: b"\x1f\x8b\x08" * (2 * MB))
    yield "wrong-check", given(lambda: gzip.compress(SENTENCE)[:-8] + bytes(8))
    yield "many-small-bombs", given(lambda: gzip_bomb(10 * MB) * 400)
    yield "flat-names", given(lambda: gzip_bomb(200 * MB, b"id,name\n1,2\n"))


def others() -> Made:
    """Name and writer of each."""
    yield "bzip2-zeros", given(lambda: bz2.compress(bytes(45 * MB)) * 20)
    yield "bzip2-many", given(lambda: bz2.compress(bytes(9 * MB)) * 1_000)
    yield "bzip2-cut", given(lambda: bz2.compress(SENTENCE * 1000)[:-20])
    yield "bzip2-bad", given(lambda: b"BZh9" + b"\x31\x41\x59\x26\x53\x59" + b"\x55" * 100_000)
    yield "xz-zeros", given(lambda: lzma.compress(bytes(20 * MB), preset=0) * 200)
    big = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 4096}])
    body = bytearray(big.compress(SENTENCE) + big.flush())
    # The block header's dictionary size byte: 4 GB.
    body[16] = 40
    body[20:24] = struct.pack("<I", zlib.crc32(bytes(body[12:20])))
    yield "xz-dictionary-4gb", given(lambda: bytes(body))
    yield "xz-cut", given(lambda: lzma.compress(SENTENCE * 1000)[:-30])
    yield "xz-bad", given(lambda: b"\xfd7zXZ\x00" + b"\x99" * 10_000)
    yield "zstd", given(lambda: b"\x28\xb5\x2f\xfd" + bytes(100))
    yield "rar", given(lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100))
    yield "seven-zip", given(lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100))
    yield "doc", given(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def zips() -> Made:
    """Name and writer of each."""
    yield "bomb", given(lambda: zip_of({"a.txt": bytes(400 * MB)}))
    yield "nested-bombs", given(lambda: _matryoshka(2))
    yield "nested-bombs-3", given(lambda: _matryoshka(3))
    deep = zip_of({"a.txt": SENTENCE})
    for _ in range(60):
        deep = zip_of({"a.zip": deep})
    yield "sixty-deep", given(lambda: deep)
    yield "gzip-in-zip", given(lambda: zip_of({"a.gz": gzip_bomb(2_000 * MB)}))
    yield "bz2-bomb", given(lambda: zip_of({"a.txt": bytes(300 * MB)}, zipfile.ZIP_BZIP2))
    yield "lzma", given(lambda: zip_of({"a.txt": SENTENCE}, zipfile.ZIP_LZMA))
    yield "dots", given(lambda: zip_of({"../../../../etc/passwd": SENTENCE, "..\\x.txt": SENTENCE}))
    yield "absolute", given(lambda: zip_of({"/etc/cron.d/x": SENTENCE, "C:\\x.txt": SENTENCE}))
    yield "control-names", given(lambda: zip_of({"\x1b[2J\x1b]0;x\x07\u202etxt": b""}))
    yield "long-names", given(lambda: zip_of({("n" * 60_000) + str(n): b"" for n in range(100)}))
    yield "empty-members", given(lambda: zip_of({f"{n}": b"" for n in range(60_000)}))
    yield "no-members", given(lambda: zip_of({}))
    yield "only-a-folder", given(lambda: zip_of({"folder/": b""}))
    yield "cut", given(lambda: zip_of({"a.txt": noise(2, MB)})[:500_000])
    whole = zip_of({"a.txt": SENTENCE * 100, "b.txt": SENTENCE})
    yield "encrypted", given(lambda: _flagged(whole, 1))
    yield "strong-encryption", given(lambda: _flagged(whole, 0x41))
    yield "unknown-packing", given(lambda: _packing(whole, 99))
    yield "deflate64", given(lambda: _packing(whole, 9))
    yield (
        "lying-size",
        given(lambda: whole.replace(struct.pack("<I", len(SENTENCE * 100)), struct.pack("<I", 5))),
    )
    yield "many-listed", given(lambda: whole[:-22] + _end(65_535, 2**32 - 1, 0))
    yield (
        "zip64-listed",
        given(
            lambda: (
                whole[:-22]
                + struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 2**40, 2**40, 2**40, 0)
                + struct.pack("<IIQI", 0x07064B50, 0, len(whole) - 22, 1)
                + _end(65_535, 2**32 - 1, 2**32 - 1)
            )
        ),
    )
    yield "bad-list", given(lambda: whole.replace(b"PK\x01\x02", b"PK\xff\xff"))
    yield "bad-data", given(lambda: whole.replace(whole[60:80], b"\xff" * 20))
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", SENTENCE)
    yield "link", given(lambda: out.getvalue())
    yield "docx", given(lambda: zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}))
    yield "epub", given(lambda: zip_of({"mimetype": b"application/epub+zip"}))
    yield "overlapping", given(lambda: _overlapping(2_000, 2 * MB))
    yield "comment", given(lambda: whole[:-2] + struct.pack("<H", 60_000) + b"PK\x05\x06" * 15_000)


def _matryoshka(depth: int) -> bytes:
    """Sixteen ZIPs in each ZIP, and bombs in the innermost."""
    body = _overlapping(20, 10 * MB)
    for _ in range(depth):
        body = zip_of({f"{n}.zip": body for n in range(16)})
    return body


def _flagged(data: bytes, flag: int) -> bytes:
    """The ZIP with a flag set on every member."""
    out = bytearray(data)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(magic)
        while at >= 0:
            out[at + offset] |= flag
            at = out.find(magic, at + 4)
    return bytes(out)


def _packing(data: bytes, method: int) -> bytes:
    """The ZIP with another packing named on every member."""
    out = bytearray(data)
    for magic, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = out.find(magic)
        while at >= 0:
            out[at + offset] = method
            at = out.find(magic, at + 4)
    return bytes(out)


def _end(count: int, length: int, at: int) -> bytes:
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, length, at, 0)


def _overlapping(count: int, size: int) -> bytes:
    """Many entries that share one packed body: small outside, huge inside."""
    packer = zlib.compressobj(9, wbits=-15)
    body = packer.compress(bytes(size)) + packer.flush()
    check = zlib.crc32(bytes(size))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, check, len(body), size, 1, 0) + b"a"
    entries = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, check, len(body), size, 1, 0, 0, 0, 0, 0, 0
        )
        + b"a"
        for _ in range(count)
    )
    return local + body + entries + _end(count, len(entries), len(local) + len(body))


def tars() -> Made:
    """Name and writer of each."""
    yield "bomb-gz", given(lambda: _tar_bomb(2_000))
    yield "lying-size", given(lambda: _tar_header(b"a", 8**11 - 1) + SENTENCE * 100)
    yield "pax-header-2gb", given(lambda: _gz_tar_header(b"x", 2_000))
    yield "long-name-2gb", given(lambda: _gz_tar_header(b"L", 2_000))
    yield "global-pax-2gb", given(lambda: _gz_tar_header(b"g", 2_000))
    yield "sparse-endless", given(lambda: _gz_sparse())
    yield "empty-members", streamed(lambda: (_tar_header(b"n%d" % n, 0) for n in range(300_000)))
    yield "folders", streamed(lambda: (_tar_header(b"n%d/" % n, 0, b"5") for n in range(300_000)))
    yield "symlink", given(lambda: special_tar(tarfile.SYMTYPE, "/etc/passwd"))
    yield "hard-link", given(lambda: special_tar(tarfile.LNKTYPE, "../../etc/passwd"))
    yield "device", given(lambda: special_tar(tarfile.CHRTYPE))
    yield "fifo", given(lambda: special_tar(tarfile.FIFOTYPE))
    yield "dots", given(lambda: tar_of({"../../x.txt": SENTENCE, "/etc/y.txt": SENTENCE}))
    yield "cut", given(lambda: tar_of({"a.txt": SENTENCE * 5000})[:100_000])
    yield "bad-second-header", given(lambda: tar_of({"a.txt": SENTENCE})[:1024] + b"\x41" * 1024)
    yield "negative-size", given(lambda: _tar_header(b"a", -1))
    yield "many-pax", given(lambda: _pax_of(b"".join(b"%d a=b\n" % 8 for _ in range(100_000))))
    yield "bad-pax", given(lambda: _pax_of(b"999999999999999 path=x\n" * 10))
    yield "pax-huge-size", given(lambda: _pax_of(b"32 size=99999999999999999999999\n"))
    yield (
        "old-gnu-deep",
        given(lambda: gzip.compress(tar_of({"a.tar": tar_of({"b.gz": gzip_bomb(1_000 * MB)})}))),
    )
    yield "xz", given(lambda: lzma.compress(tar_of({"a.txt": bytes(100 * MB)}), preset=0))


def _tar_header(name: bytes, size: int, kind: bytes = b"0") -> bytes:
    field = b"%011o\0" % size if size >= 0 else b"\xff" * 12
    head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + field + b"00000000000\0"
    head += b" " * 8 + kind + bytes(100) + b"ustar\x0000" + bytes(247)
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def _tar_bomb(size: int) -> bytes:
    return repeated(_tar_header(b"a.txt", size * MB), b"a", size)


def _gz_tar_header(kind: bytes, size: int) -> bytes:
    return repeated(_tar_header(b"a", size * MB, kind), b"9 a=bbbb\n", size)


def _gz_sparse() -> bytes:
    """An old sparse header that goes on for 1 GB of blocks."""
    head = bytearray(_tar_header(b"a", 10, b"S"))
    head[482] = 1
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    block = bytearray((b"%011o\0" % 1) * 42 + bytes(8))
    block[504] = 1
    return repeated(bytes(head), bytes(block), 1_000)


def _pax_of(data: bytes) -> bytes:
    body = data + bytes(-len(data) % 512)
    return _tar_header(b"p", len(data), b"x") + body + _tar_header(b"a.txt", len(SENTENCE)) + SENTENCE


def warcs() -> Made:
    """Name and writer of each."""
    good = record(PAGE)
    yield "bomb", given(lambda: gzip.compress(good) + gzip_bomb(2_000 * MB))
    yield "bomb-in-record", given(lambda: _packed_record(gzip_bomb(1_000 * MB), b"gzip"))
    yield "deflate-in-record", given(lambda: _packed_record(zlib.compress(bytes(500 * MB), 9), b"deflate"))
    yield (
        "brotli-in-record",
        given(lambda: _packed_record(brotli.compress(bytes(300 * MB), quality=1), b"br")),
    )
    yield "zip-in-record", given(lambda: good + record(zip_of({"a.txt": bytes(300 * MB)}), kind="resource"))
    yield "many-bombs", given(lambda: _packed_record(gzip_bomb(70 * MB), b"gzip") * 300)
    yield "length-too-large", given(lambda: good + record(PAGE, length=10**12) + good)
    yield "length-too-small", given(lambda: good + record(PAGE, length=10) + good)
    yield "length-negative", given(lambda: good + record(PAGE, length=-5) + good)
    yield "length-words", given(lambda: good + record(PAGE, length="many") + good)
    yield "length-digits", given(lambda: good + record(PAGE, length="9" * 5000) + good)
    yield "no-length", given(lambda: good + record(PAGE).replace(b"Content-Length", b"X-Length") + good)
    yield "garbage-between", given(lambda: good + b"garbage\r\n\r\n" * 1000 + good)
    yield "long-header", given(lambda: good + b"WARC/1.0\r\nX: " + b"a" * (100 * MB) + b"\r\n\r\n" + good)
    yield "endless-headers", given(lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * (5 * MB))
    yield "only-versions", given(lambda: b"WARC/1.0\r\n" * (2 * MB))
    yield "cut", given(lambda: gzip.compress(good * 100)[:-30])
    yield "cut-plain", given(lambda: good + good[:-200])
    whole = [gzip.compress(record(PAGE)) for _ in range(5)]
    whole[2] = whole[2][:40] + bytes(8) + whole[2][48:]
    yield "damaged-member", given(lambda: b"".join(whole))
    yield "http-headers", given(lambda: record(PAGE, http=b"X: " + b"a" * (10 * MB) + b"\r\n"))
    yield (
        "http-no-end",
        given(lambda: record(b"", kind="response").replace(b"\r\n\r\n\r\n", b"") + b"\r\n\r\n" + good),
    )
    yield (
        "chunks-lie",
        given(lambda: record(b"FFFFFFFF\r\nshort", http=b"Transfer-Encoding: chunked\r\n") + good),
    )
    yield "chunks-many", given(lambda: record(b"1\r\na\r\n" * MB, http=b"Transfer-Encoding: chunked\r\n"))
    yield "requests-only", given(lambda: record(b"GET / HTTP/1.1\r\n\r\n", kind="request") * 20_000)
    yield "huge-record", given(lambda: good + record(b"a" * (40 * MB)) + good)
    yield (
        "file-address",
        given(lambda: good.replace(b"https://paper.example/a", b"file:///etc/passwd") * 2 + b"x"),
    )
    yield "warc-in-warc", given(lambda: _nested_warc(20))
    yield "nul-types", given(lambda: record(PAGE, kind="\0\0") + good)


def _packed_record(body: bytes, encoding: bytes) -> bytes:
    return record(body, http=b"Content-Encoding: " + encoding + b"\r\n")


def _nested_warc(depth: int) -> bytes:
    data = record(PAGE)
    for _ in range(depth):
        data = record(gzip.compress(data), kind="resource")
    return data
