"""What bytes are, by what stands in them; a file's name is never asked."""

from __future__ import annotations

import json
import re

from counterclaim.intake.csv_tables import table_of
from counterclaim.intake.encoding import decode, is_binary
from counterclaim.intake.gdelt import looks_like_addresses
from counterclaim.intake.html import looks_like_html
from counterclaim.intake.markdown import looks_like_markdown
from counterclaim.intake.tars import looks_like_tar

#: Bytes looked at. Enough for a table's first rows and a page's head.
HEAD = 65_536

_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_UNREAD = {
    b"PAR1": "a Parquet file",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "packed with Zstandard",
    b"\x04\x22\x4d\x18": "packed with LZ4",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"{\\rtf": "a Rich Text document",
}
_XML = re.compile(r"\s*(?:<\?xml|<!--|<!DOCTYPE\s+(?!html\b)\w|<(?:rss|feed|rdf:RDF)[\s>])", re.IGNORECASE)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF|channel)[\s>]")
_HTML_ROOT = re.compile(r"<(?:\w+:)?html[\s>]", re.IGNORECASE)
_MAIL = re.compile(
    r"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type"
    r"|snapshot-content-location|reply-to|list-id|content-transfer-encoding|dkim-signature):",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINE = re.compile(r"(?:[!-9;-~]+:|[ \t])")
_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


def unread_kind(head: bytes) -> str | None:
    """What the bytes are when it is a known kind that is not read.

    >>> unread_kind(b"Rar!\\x1a\\x07\\x01")
    'a RAR archive'
    """
    return next((kind for magic, kind in _UNREAD.items() if head.startswith(magic)), None)


def sniff(head: bytes, columns: tuple[tuple[str, str], ...] = ()) -> str:
    """The kind: a packing, an archive, a document or ``text``; ``unread`` and ``binary`` are not read.

    >>> sniff(b"%PDF-1.4"), sniff(b"From: a@b.example\\nSubject: x\\nDate: y\\n\\nHi"), sniff(b"It was shut.")
    ('pdf', 'mail', 'text')
    >>> sniff(b'{"text": "a"}\\n{"text": "b"}'), sniff(b'[{"text": "a"}]'), sniff(b"title,text\\na,b\\n")
    ('jsonl', 'json', 'table')
    """
    if kind := next((kind for magic, kind in _PACKED.items() if head.startswith(magic)), None):
        return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip(b"\r\n").startswith(b"WARC/"):
        return "warc"
    if unread_kind(head):
        return "unread"
    if head[257:262] == b"ustar" or (b"\0" in head[:512] and looks_like_tar(head)):
        return "tar"
    if is_binary(head):
        return "binary"
    return _sniff_text(decode(head)[0].lstrip("\ufeff"), len(head) >= HEAD, columns)


def _sniff_text(text: str, cut: bool, columns: tuple[tuple[str, str], ...]) -> str:
    if _looks_like_mail(text):
        return "mail"
    if _XML.match(text) and not _HTML_ROOT.search(text):
        return "feed" if _FEED.search(text) else "xml"
    if _JSON_START.match(text) and (kind := _json_kind(text, cut)):
        return kind
    if looks_like_addresses(text):
        return "addresses"
    # A table may hold pages in its cells; a page begins with a tag.
    if not text.lstrip().startswith("<") and table_of(text, cut, columns) is not None:
        return "table"
    if looks_like_html(text):
        return "html"
    return "markdown" if looks_like_markdown(text) else "text"


def _looks_like_mail(text: str) -> bool:
    """Header lines up to a blank one, two of them a mail's."""
    head = text[:20_000].replace("\r\n", "\n").lstrip("\n").split("\n\n", 1)[0]
    lines = head.split("\n")[:12]
    if not all(_HEADER_LINE.match(line) for line in lines if line):
        return False
    return len({found.lower() for found in _MAIL.findall(head)}) >= 2


def _json_kind(text: str, cut: bool) -> str | None:
    """``jsonl`` for an object a line, ``json`` for one value, None for prose in brackets."""
    first, newline, rest = text.lstrip().partition("\n")
    if not newline and cut:
        return (
            "json"
            if first.startswith("[") or re.match(r"\{\s*\"(?:data|articles|items)\"", first)
            else "jsonl"
        )
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        if (
            first.startswith("[")
            or first.rstrip() in ("{", "[")
            or re.match(r"\{\s*\"[^\"]*\":\s*[\[{]?\s*$", first)
        ):
            return "json"
        return "jsonl" if rest.lstrip().startswith("{") or first.startswith('{"') else "json"
    if isinstance(value, dict):
        lone = not rest.strip() and any(isinstance(v, list | dict) for v in value.values())
        return "json" if lone else "jsonl"
    return "json"
