"""Bytes as they come: looked at before they are read, by lines of bounded length, counted."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Protocol

CHUNK = 1 << 16


class Readable(Protocol):
    """Anything with ``read(n)``: a file, a pipe, a member of an archive."""

    def read(self, size: int, /) -> bytes: ...


class Peekable:
    """A stream whose next bytes can be looked at; never holds more than was looked at.

    >>> import io
    >>> stream = Peekable(io.BytesIO(b"one two"))
    >>> stream.peek(3), stream.read(4), stream.read(9)
    (b'one', b'one ', b'two')
    """

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._held = b""
        self._ended = False

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end; they stay to be read."""
        if len(self._held) < size and not self._ended:
            parts = [self._held]
            have = len(self._held)
            while have < size:
                part = self._raw.read(max(CHUNK, size - have) if size - have < CHUNK else CHUNK)
                if not part:
                    self._ended = True
                    break
                parts.append(part)
                have += len(part)
            self._held = b"".join(parts)
        return self._held[:size]

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end."""
        if len(self._held) >= size:
            found, self._held = self._held[:size], self._held[size:]
            return found
        parts = [self._held]
        have = len(self._held)
        self._held = b""
        while have < size and not self._ended:
            part = self._raw.read(min(size - have, CHUNK) if size - have > CHUNK else CHUNK)
            if not part:
                self._ended = True
                break
            parts.append(part)
            have += len(part)
        whole = b"".join(parts)
        self._held = whole[size:]
        return whole[:size]

    def skip(self, size: int) -> int:
        """Read ``size`` bytes and forget them; how many there were."""
        gone = 0
        while gone < size:
            part = self.read(min(CHUNK, size - gone))
            if not part:
                break
            gone += len(part)
        return gone

    def unread(self, data: bytes) -> None:
        """Put bytes back in front of the rest."""
        self._held = data + self._held

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Line after line without its end; None for a line above ``limit`` bytes, which is not kept.

        >>> import io
        >>> list(Peekable(io.BytesIO(b"a\\r\\nbbbbb\\nc")).lines(4))
        [b'a', None, b'c']
        """
        held = bytearray()
        dropping = False
        while True:
            part = self.read(CHUNK)
            if not part:
                break
            pieces = part.split(b"\n")
            for piece in pieces[:-1]:
                if dropping or len(held) + len(piece) > limit:
                    yield None
                else:
                    yield bytes(held + piece).rstrip(b"\r")
                held.clear()
                dropping = False
            if not dropping:
                held += pieces[-1]
                if len(held) > limit:
                    held.clear()
                    dropping = True
        if dropping:
            yield None
        elif held:
            yield bytes(held).rstrip(b"\r")


class Narrowed:
    """UTF-16 or UTF-32 with its mark, as UTF-8, so that lines end where newlines stand.

    ``replaced`` says afterwards whether some of it was none.

    >>> import io
    >>> Peekable(Narrowed(io.BytesIO("né".encode("utf-16")), "utf-16")).read(9).decode()
    'né'
    """

    def __init__(self, raw: Readable, encoding: str) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.replaced = False

    def read(self, size: int, /) -> bytes:
        while True:
            part = self._raw.read(max(size // 4, 4))
            text = self._decoder.decode(part, final=not part)
            if text or not part:
                self.replaced = self.replaced or "\ufffd" in text
                return text.encode("utf-8", "replace")


def wide_encoding(head: bytes) -> str | None:
    """The wide encoding that a byte order mark names.

    >>> wide_encoding("a".encode("utf-16")), wide_encoding(b"a")
    ('utf-16', None)
    """
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    return "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else None
