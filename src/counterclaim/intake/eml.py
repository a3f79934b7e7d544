"""Mail and saved pages (MHTML): headers, the text or page in it, and what is attached."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from counterclaim.intake.budget import Refusal
from counterclaim.intake.dates import iso_date
from counterclaim.intake.encoding import decode
from counterclaim.intake.inputs import Desk, Outcome, Source, label
from counterclaim.intake.pages import page_report, plain_of_markup
from counterclaim.intake.problem import Problem
from counterclaim.model import Report

#: Mail below this is parsed here: the standard library needs under a second for hostile mail of this size
#: (tools/hostile.py). Parts of one mail, and how deep they may lie.
_SMALL = 200_000
_PARTS = 500
_DEPTH = 20
_QUOTED_BEFORE = re.compile(
    r"^On [^\n]{5,200} wrote:\s*$|^-{2,}\s*Original Message\s*-{2,}\s*$", re.MULTILINE
)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)


def read_mail(source: Source, desk: Desk) -> Iterator[Outcome]:
    """The page of a saved page; of a mail its text, then what is attached to it."""
    data = source.whole()
    found = mail_content(data) if len(data) <= _SMALL else desk.sandbox.run("mail", data)
    parts = found["parts"]
    if found["page"] is not None:
        part = parts[found["page"]]
        page, _ = decode(base64.b64decode(part["data"]), part["charset"])
        url = part["location"] or found["location"] or None
        report = page_report(page, url if url and url.startswith("http") else None, desk.sandbox)
        if report is None:
            raise Refusal("CC111", "holds no article text", "Save the article's text and read that.")
        yield report
        return
    text = _text(parts)
    published = iso_date(found["date"]) if found["date"] else None
    if text:
        yield Report(
            text=text,
            title=found["subject"] or None,
            outlet=found["sender"] or None,
            published=published,
            ref=found["id"] or None,
            published_from="mail" if published else None,
        )
    attached = [part for part in parts if part["attached"]]
    for part in attached:
        inner = io.BytesIO(base64.b64decode(part["data"]))
        try:
            yield from desk.read(source.inside(part["name"] or part["type"], inner), desk)
        except Refusal as refusal:
            if refusal.whole:
                raise
            yield Problem(f"{source.where}!{label(part['name'])}", refusal.code, refusal.what, refusal.do)
    if not text and not attached:
        raise Refusal("CC106", "is a mail without text", "Nothing to read.")
    if found["more"]:
        yield Problem(source.where, "CC152", "has more parts than are read", "Save its parts as files.")


def _text(parts: list[dict[str, Any]]) -> str:
    """The plain body, else the page of the body in words; what was quoted below is left out."""
    for kind in ("text/plain", "text/html"):
        bodies = [p for p in parts if p["type"] == kind and not p["attached"]]
        words = [decode(base64.b64decode(p["data"]), p["charset"])[0] for p in bodies]
        if kind == "text/html":
            words = [plain_of_markup(w) for w in words]
        text = "\n\n".join(w.replace("\r\n", "\n").strip() for w in words).strip()
        if text:
            if (quoted := _QUOTED_BEFORE.search(text)) and quoted.start() > 0:
                text = text[: quoted.start()]
            if signature := _SIGNATURE.search(text):
                text = text[: signature.start()]
            return text.strip()
    return ""


def mail_content(data: bytes) -> dict[str, Any]:
    """Headers and parts of a mail; ``page`` is the part that is the page of a saved page.

    >>> mail_content(b"Subject: Gate shut\\nFrom: a@b.example\\n\\nIt was shut.")["subject"]
    'Gate shut'
    """
    message = message_from_bytes(data.lstrip(b"\r\n"))
    parts: list[dict[str, Any]] = []
    left = _collect(message, parts, 0)
    saved = message.get_content_type() in ("multipart/related", "text/html") and (
        message["Snapshot-Content-Location"] is not None
        or message["Content-Location"] is not None
        or "Saved by" in str(message["From"])
        or any(part["location"] for part in parts)
    )
    pages = [n for n, p in enumerate(parts) if p["type"] in ("text/html", "application/xhtml+xml")]
    name, address = parseaddr(_header(message, "From"))
    return {
        "subject": _header(message, "Subject"),
        "sender": name or address,
        "date": _header(message, "Date"),
        "id": _header(message, "Message-ID").strip("<>"),
        "location": _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location"),
        "parts": parts,
        "page": pages[0] if saved and pages else None,
        "more": left,
    }


def _collect(message: Message, parts: list[dict[str, Any]], depth: int) -> bool:
    """Add the leaves; True when some were left out."""
    if message.is_multipart():
        inner = message.get_payload()
        if depth >= _DEPTH:
            return True
        return sum(_collect(m, parts, depth + 1) for m in inner if isinstance(m, Message)) > 0
    if len(parts) >= _PARTS:
        return True
    payload = message.get_payload(decode=True)
    kind = message.get_content_type()
    parts.append(
        {
            "type": kind,
            "charset": message.get_content_charset(),
            "name": _filename(message),
            "location": _header(message, "Content-Location"),
            "attached": message.get_content_disposition() == "attachment"
            or not kind.startswith(("text/", "image/", "audio/", "video/")),
            "data": base64.b64encode(payload).decode("ascii") if isinstance(payload, bytes) else "",
        }
    )
    return False


def _filename(message: Message) -> str:
    try:
        return message.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _header(message: Message, name: str) -> str:
    """A header as text, on one line; what cannot be decoded stands as it is."""
    given = str(message[name] or "")[:5000]
    with suppress(ValueError, LookupError, UnicodeError):
        given = str(make_header(decode_header(given)))
    return " ".join(given.split())
