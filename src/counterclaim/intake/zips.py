"""ZIP: members read one by one from the file; nothing is written where its names say."""

from __future__ import annotations

import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from counterclaim.intake.budget import UNPACK, Refusal
from counterclaim.intake.inputs import Desk, Outcome, Source, label
from counterclaim.intake.packed import Unpacking
from counterclaim.intake.problem import Problem
from counterclaim.intake.streams import CHUNK, Readable

_END = b"PK\x05\x06"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def read_zip(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Every member through the door; encrypted ones, links and unknown packings as a `Problem` each."""
    if source.file is not None:
        yield from _read(source, desk, source.file)
        return
    with tempfile.SpooledTemporaryFile(max_size=8_000_000) as kept:
        size = 0
        while part := source.stream.read(CHUNK):
            size += len(part)
            if size > source.budget.limits.spool:
                raise Refusal("CC141", "is too large for a ZIP inside another archive", UNPACK)
            kept.write(part)
        kept.seek(0)
        yield from _read(source, desk, kept)


def _read(source: Source, desk: Desk, file: IO[bytes] | BinaryIO) -> Iterator[Outcome]:
    _check_list(source, file)
    try:
        archive = zipfile.ZipFile(file)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        struct.error,
        OverflowError,
    ) as error:
        raise Refusal("CC147", f"is a damaged ZIP ({error})", "Get the file again.") from None
    with archive:
        members = archive.infolist()
        if any(m.filename in ("[Content_Types].xml", "mimetype") for m in members[:20]):
            raise Refusal(
                "CC104",
                "is an office document or an e-book, not an archive of reports",
                "Save it as text or PDF, and read that.",
            )
        if not members:
            yield Problem(source.where, "CC103", "is an empty archive", "Nothing to read.")
        for number, member in enumerate(members):
            if member.is_dir():
                if len(members) == 1:
                    yield Problem(source.where, "CC103", "is an empty archive", "Nothing to read.")
                continue
            try:
                yield from _member(source, desk, file, member)
            except Refusal as refusal:
                if refusal.whole:
                    left = len(members) - number
                    yield Problem(
                        f"{source.where}!{label(member.filename)}",
                        refusal.code,
                        f"{refusal.what}; it and the {left - 1} members after it were not read",
                        refusal.do,
                        count=left,
                    )
                    raise Refusal(
                        refusal.code,
                        f"was not read to its end: {refusal.what}",
                        refusal.do,
                        whole=True,
                    ) from None
                yield Problem(
                    f"{source.where}!{label(member.filename)}", refusal.code, refusal.what, refusal.do
                )


def _member(
    source: Source, desk: Desk, file: IO[bytes] | BinaryIO, member: zipfile.ZipInfo
) -> Iterator[Outcome]:
    where = f"{source.where}!{label(member.filename)}"
    if outside(member.filename):
        yield outside_problem(where)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refusal("CC148", "is a link, which is not followed", "Put the file itself in the archive.")
    if member.flag_bits & 1:
        raise Refusal("CC150", "is encrypted", "Unpack it with its password and read the files.")
    if member.compress_type not in _PACKINGS:
        raise Refusal("CC151", "is packed in a way that is not read", "Unpack it and read the files.")
    raw: Readable = _Raw(file, member)
    if member.compress_type == zipfile.ZIP_STORED:
        yield from desk.read(source.inside(member.filename, raw), desk)
        return
    kind = "bzip2" if member.compress_type == zipfile.ZIP_BZIP2 else "deflate"
    stream = Unpacking(raw, kind, source.budget)
    yield from desk.read(source.inside(member.filename, stream), desk)
    if stream.damage is not None:
        raise Refusal("CC147", stream.damage, "Get the archive again.")


class _Raw:
    """A member's packed bytes. `zipfile` would unpack bzip2 without a bound."""

    def __init__(self, file: IO[bytes] | BinaryIO, member: zipfile.ZipInfo) -> None:
        self._file = file
        self._left = member.compress_size
        # An offset below 0 or behind the end is a list that lies.
        file.seek(max(0, member.header_offset))
        head = file.read(30)
        if member.header_offset < 0 or len(head) < 30 or not head.startswith(b"PK\x03\x04"):
            raise Refusal("CC147", "is damaged (it does not stand where the list says)", "Get it again.")
        name, extra = struct.unpack("<HH", head[26:30])
        self._at = member.header_offset + 30 + name + extra

    def read(self, size: int, /) -> bytes:
        # Another member may have been read from the same file in between.
        self._file.seek(self._at)
        found = self._file.read(min(size, self._left))
        self._at += len(found)
        self._left -= len(found)
        return found


def _check_list(source: Source, file: IO[bytes] | BinaryIO) -> None:
    """Refuse a list of members that would not fit in memory before `zipfile` reads it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 70_000))
    tail = file.read(70_000)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise Refusal("CC147", "is a ZIP that breaks off (its list of members is missing)", "Get it again.")
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if wide >= 0 and len(tail) >= wide + 48:
        count, length = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    limits = source.budget.limits
    if count > limits.members or length > limits.list_bytes:
        raise Refusal("CC152", "lists more members than are read", "Split the archive.")
    file.seek(0)


def outside(name: str) -> bool:
    r"""Whether a member's name leads out of the archive.

    >>> outside("../x"), outside("/etc/x"), outside("C:\\x"), outside("a/b..c")
    (True, True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":")


def outside_problem(where: str) -> Problem:
    """A note that a name leads elsewhere; the member is read all the same, for names are only shown."""
    return Problem(
        where,
        "CC153",
        "has a path that leads out of the archive",
        "It was read from the archive itself; nothing was written. Be careful when you unpack it.",
        lost=False,
    )
