"""gzip, bzip2, xz: unpacked as a stream, counted, and carried on behind damage where that can be done."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from typing import Protocol

from counterclaim.intake.budget import UNPACK, Budget, Refusal
from counterclaim.intake.inputs import Desk, Outcome, Source, label
from counterclaim.intake.problem import Problem
from counterclaim.intake.streams import CHUNK, Readable

_GZIP = b"\x1f\x8b\x08"
#: The largest dictionary of ``xz -9`` needs 65 MB; a hostile one asks for 4 GB.
_XZ_MEMORY = 100_000_000


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def feed(self, data: bytes, limit: int, /) -> bytes: ...
    @property
    def hungry(self) -> bool: ...
    @property
    def held(self) -> bytes: ...


class _Zlib:
    """zlib behind the interface that bz2 and lzma share; ``wbits`` 31 gzip, 15 zlib, -15 raw deflate."""

    def __init__(self, wbits: int = 31) -> None:
        self._made = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._made.eof

    @property
    def unused_data(self) -> bytes:
        return self._made.unused_data

    @property
    def hungry(self) -> bool:
        return not self._made.unconsumed_tail

    @property
    def held(self) -> bytes:
        return self._made.unconsumed_tail

    def feed(self, data: bytes, limit: int, /) -> bytes:
        return self._made.decompress(self._made.unconsumed_tail + data, limit)


class _Other:
    """bz2 and lzma decompressors, which keep what they did not use by themselves."""

    def __init__(self, made: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._made = made

    @property
    def eof(self) -> bool:
        return self._made.eof

    @property
    def unused_data(self) -> bytes:
        return self._made.unused_data

    @property
    def hungry(self) -> bool:
        return self._made.needs_input

    @property
    def held(self) -> bytes:
        return b""

    def feed(self, data: bytes, limit: int, /) -> bytes:
        return self._made.decompress(data, limit)


def _unpacker(kind: str) -> _Unpacker:
    if kind == "gzip":
        return _Zlib()
    if kind == "bzip2":
        return _Other(bz2.BZ2Decompressor())
    if kind == "xz":
        return _Other(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY))
    return _Zlib(15 if kind == "zlib" else -15)


class Unpacking:
    """The unpacked bytes of a stream of one or many members, charged to the budget.

    ``damage`` says in the end what was wrong with it, ``damages`` in how many places. Behind damage in gzip
    the next member is looked for, for a crawl is one member a record; the bytes between are lost, and the
    reader above must find its place.

    >>> import gzip, io
    >>> Unpacking(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")), "gzip", Budget()).read(9)
    b'ab'
    """

    def __init__(self, raw: Readable, kind: str, budget: Budget) -> None:
        self._raw = raw
        self._kind = kind
        self._budget = budget
        self._unpacker: _Unpacker | None = _unpacker(kind)
        self._data = b""
        self._in = 0
        self._out = 0
        self._members = 0
        self.damage: str | None = None
        self.damages = 0

    def read(self, size: int, /) -> bytes:
        parts: list[bytes] = []
        have = 0
        while have < size:
            part = self._step(size - have)
            if part is None:
                break
            parts.append(part)
            have += len(part)
        return b"".join(parts)

    def _step(self, room: int) -> bytes | None:
        """Some unpacked bytes, perhaps none yet; None at the end."""
        if self._unpacker is None:
            return None
        if not self._data and (self._unpacker.hungry or self._unpacker.eof):
            self._data = self._raw.read(CHUNK)
            self._in += len(self._data)
            if not self._data:
                if not self._unpacker.eof:
                    self.damage = "breaks off in the middle"
                    self.damages += 1
                self._unpacker = None
                return None
        if self._unpacker.eof and not self._next_member():
            return b"" if self._unpacker is not None else None
        data, self._data = self._data, b""
        held = self._unpacker.held
        try:
            found = self._unpacker.feed(data, min(room, CHUNK * 4))
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
            # What was fed before and not yet used may hold the next members.
            return self._behind_damage(held + data, error)
        if self._unpacker.eof:
            self._data = self._unpacker.unused_data + self._data
            self._members += 1
        self._charge(len(found))
        return found

    def _next_member(self) -> bool:
        """Begin the next member; False when more must be read first or only filling is left."""
        self._data = self._data.lstrip(b"\0")
        if not self._data:
            return False
        if self._kind in ("zlib", "deflate"):
            self._unpacker = None
            return False
        self._unpacker = _unpacker(self._kind)
        return True

    def _behind_damage(self, data: bytes, error: Exception) -> bytes | None:
        self.damage = f"is damaged ({error})"
        self.damages += 1
        if self._kind != "gzip":
            self._unpacker = None
            return None
        at = data.find(_GZIP, 1)
        while at < 0:
            part = self._raw.read(CHUNK)
            self._in += len(part)
            if not part:
                self._unpacker = None
                return None
            self._budget.check_time()
            data = data[-2:] + part
            at = data.find(_GZIP)
        self._data = data[at:]
        self._unpacker = _unpacker("gzip")
        # A line's end marks the gap, so that what comes next begins a line.
        return b"\r\n"

    def _charge(self, count: int) -> None:
        self._out += count
        limits = self._budget.limits
        if self._out > limits.stream_grace + limits.ratio * self._in:
            self._budget.given_out += count
            raise Refusal("CC141", "unpacks to more than it may", UNPACK)
        self._budget.unpacked(count)


def read_packed(source: Source, desk: Desk, kind: str) -> Iterator[Outcome]:
    """What is inside a packed stream, then what was wrong with the packing."""
    stream = Unpacking(source.stream, kind, source.budget)
    inner = source.unpacked(stream)
    if not inner.stream.peek(1) and stream.damage is not None:
        yield _damaged(source, stream)
        return
    yield from desk.read(inner, desk)
    if stream.damage is not None:
        yield _damaged(source, stream)


def _damaged(source: Source, stream: Unpacking) -> Problem:
    return Problem(
        source.where,
        "CC147",
        label(stream.damage or "is damaged") + (f" in {stream.damages} places" if stream.damages > 1 else ""),
        "What stood around it was read. Get the file again if you need the rest.",
        count=max(1, stream.damages),
    )
