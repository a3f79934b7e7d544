"""TAR: members as they come, never held whole, never unpacked to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from counterclaim.intake.budget import Refusal
from counterclaim.intake.inputs import Desk, Outcome, Source, label
from counterclaim.intake.problem import Problem
from counterclaim.intake.streams import Peekable
from counterclaim.intake.zips import outside, outside_problem

#: Bytes that the headers of one member may have: a long name needs 4 kB, extended attributes 64 kB.
_HEADER = 1_000_000


def looks_like_tar(head: bytes) -> bool:
    """Whether the first block is a TAR header: its checksum holds.

    >>> looks_like_tar(bytes(512)), looks_like_tar(b"The army said" * 50)
    (False, False)
    """
    if len(head) < 512:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def read_tar(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Every file in it through the door; links and devices are a `Problem` each, folders nothing."""
    stream = _Forward(source.stream)
    count = 0
    try:
        stream.headers(_HEADER)
        with tarfile.open(fileobj=stream, mode="r:", errorlevel=0) as archive:  # type: ignore[call-overload]
            while (member := archive.next()) is not None:
                # tarfile keeps every header it has seen; a million of them are 1 GB.
                archive.members = []
                source.budget.check_time()
                count += 1
                if count > source.budget.limits.members:
                    raise Refusal("CC152", "has more members than are read", "Split the archive.", whole=True)
                if not member.isdir():
                    yield from _member(source, desk, archive, member, stream)
                stream.headers(_HEADER)
        if stream.last.strip(b"\0"):
            # tarfile takes a header that is none for the end.
            raise tarfile.ReadError("a header is none")
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError) as error:
        yield Problem(
            source.where,
            "CC147",
            f"is a damaged TAR ({str(error)[:200]})",
            "What stood before was read. Get the file again if you need the rest.",
        )
        return
    if count == 0:
        yield Problem(source.where, "CC103", "is an empty archive", "Nothing to read.")


def _member(
    source: Source, desk: Desk, archive: tarfile.TarFile, member: tarfile.TarInfo, stream: _Forward
) -> Iterator[Outcome]:
    where = f"{source.where}!{label(member.name)}"
    if outside(member.name):
        yield outside_problem(where)
    if not member.isreg() or member.issparse():
        what = "is a link, which is not followed" if member.issym() or member.islnk() else "is no plain file"
        yield Problem(where, "CC148", what, "Put the file itself in the archive.")
        return
    opened = archive.extractfile(member)
    if opened is None:
        yield Problem(where, "CC148", "is no plain file", "Put the file itself in the archive.")
        return
    stream.body()
    try:
        yield from desk.read(source.inside(member.name, opened), desk)
    except Refusal as refusal:
        if refusal.whole:
            raise
        yield Problem(where, refusal.code, refusal.what, refusal.do)


class _Forward:
    """The stream as `tarfile` wants it: sought forward only, and headers kept from growing without end."""

    def __init__(self, raw: Peekable) -> None:
        self._raw = raw
        self._at = 0
        self._header_left: int | None = None
        self.last = b""

    def headers(self, limit: int) -> None:
        """From here on headers are read, ``limit`` bytes at most."""
        self._header_left = limit

    def body(self) -> None:
        """From here on a member's own bytes are read."""
        self._header_left = None

    def read(self, size: int = -1) -> bytes:
        if self._header_left is not None:
            if size < 0 or size > self._header_left:
                raise tarfile.ReadError("a header is too long")
            self._header_left -= size
        found = self._raw.read(size)
        self._at += len(found)
        self.last = found[:512]
        return found

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = 0) -> int:
        if whence != 0 or to < self._at:
            raise tarfile.ReadError("its headers point backwards")
        self._at += self._raw.skip(to - self._at)
        return self._at

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing to close: the stream is the caller's."""
