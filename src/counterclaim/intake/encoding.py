"""Bytes to text: the encoding found out, binary refused."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,30})""", re.IGNORECASE)

#: Share of control characters from which bytes are no text. Pictures, archives and PDF have over 5 % in
#: their first kilobytes (own samples of 12 formats) and are no UTF-8; a text with stray NUL bytes may
#: have some, so whole UTF-8 is given more room.
_CONTROL_SHARE = 0.03
_CONTROL_SHARE_UTF8 = 0.15
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"SQLite format 3",
)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are of no text at all.

    >>> is_binary(b"%PDF-1.7 ..."), is_binary("Kabul said no".encode())
    (True, False)
    """
    if data.startswith(_MAGIC):
        return True
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[:8192]
    control = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    try:
        # The cut may split a character; three bytes less never do.
        head[: max(1, len(head) - 3)].decode("utf-8")
        bound = _CONTROL_SHARE_UTF8
    except UnicodeDecodeError as error:
        bound = _CONTROL_SHARE_UTF8 if error.start > len(head) - 8 else _CONTROL_SHARE
    return bool(head) and control / len(head) > bound


def decode(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """The text, and whether every byte was read as it stands (False: some were replaced).

    Order of trust: byte order mark, UTF-8 that decodes whole, the declared encoding, a charset named in
    the page, then Windows-1252 for stray bytes in UTF-8, or the encoding that the bytes' frequencies suggest.

    >>> decode("Spīn Bōldak".encode())
    ('Spīn Bōldak', True)
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(marked), True
            except UnicodeDecodeError:
                return data.decode(marked, "replace"), False
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:4096])
    for encoding in (declared, found.group(1).decode("ascii") if found else None):
        if encoding and encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
            try:
                return data.decode(encoding), True
            except (LookupError, UnicodeDecodeError):
                continue
    return _mixed(data), False


def _mixed(data: bytes) -> str:
    """UTF-8 where it holds, else Windows-1252 for the bytes between: pages glued from two sources.

    Bytes that are hardly UTF-8 at all are in one old encoding, which is guessed from their frequencies.
    """
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    text = data.decode("utf-8", _STRAY)
    if high >= 20 and data[:_SAMPLE].decode("utf-8", "replace").count("\ufffd") > high * 0.6:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        if best is not None and best.encoding not in ("utf_8", "ascii"):
            return data.decode(best.encoding, "replace")
    return text


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


#: Bytes from which an undeclared encoding is guessed: 16 kB take 20 ms and hold enough letters.
_SAMPLE = 16_384
_STRAY = "counterclaim-stray-bytes"
codecs.register_error(_STRAY, _stray)
