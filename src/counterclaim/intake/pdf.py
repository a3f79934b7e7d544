"""PDF with text in it: situation reports, statements, bulletins. Scans have none and are told so.

pypdf and not pdfminer.six: of 340 paragraphs in 12 situation reports of our own making (one and two columns,
justified) pypdf gave 331 whole and pdfminer 292, at 45 documents a second against 7.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from counterclaim.intake.budget import Refusal
from counterclaim.intake.inputs import Desk, Outcome, Source
from counterclaim.intake.rows import checked_date
from counterclaim.model import Report

_PAGES = 2_000
_TEXT = 8_000_000
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_AS_OF = re.compile(
    r"\b(?:as of|issued(?: on)?|published(?: on)?|date:|updated(?: on)?)\s*:?\s*"
    r"(?:\d{1,2}[:.]\d{2}\s*(?:hrs|hours|h)?,?\s*)?"
    r"(\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"^\W{0,3}(?:[A-Z][a-z]+day,? )?(\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\W{0,3}$"
)
_BULLET = re.compile(r"[•●▪■◦‣⁃·\x7f\uf0b7\uf0a7–-][ \t]+|\(?\d{1,2}[.)][ \t]+")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?$|^- ?\d{1,4} ?-$", re.IGNORECASE)
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")")


def read_pdf(source: Source, desk: Desk) -> Iterator[Outcome]:
    """The document's text with its paragraphs put together; parsed in the sandbox."""
    found = desk.sandbox.run("pdf", source.whole())
    if found["encrypted"]:
        raise Refusal("CC150", "is encrypted", "Open it with its password and save its text.")
    if not found["text"].strip():
        raise Refusal("CC158", "is a PDF without text, perhaps a scan", "Run text recognition over it first.")
    published, told = _published(found)
    yield Report(
        text=found["text"],
        title=found["title"] or None,
        published=published,
        published_from=told,
        url=source.url,
    )


def _published(found: dict[str, Any]) -> tuple[str | None, str | None]:
    """The date in the document's own head, else that of the file's making."""
    head = found["text"][:3000]
    said = _AS_OF.search(head)
    words = (
        said[1]
        if said
        else next((m[1] for line in head.split("\n")[:25] if (m := _BARE_DATE.match(line))), None)
    )
    if words and (iso := checked_date(words, "")[0]):
        return iso, "text"
    made = _CREATED.match(found["created"])
    iso = checked_date("-".join(made.groups()), "")[0] if made else None
    return (iso, "pdf") if iso else (None, None)


def pdf_content(data: bytes) -> dict[str, Any]:
    """What the sandbox gives back of a PDF: text, title, time of making."""
    import logging

    import pypdf

    logging.disable(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"encrypted": True, "text": "", "title": "", "created": ""}
    pages: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= _PAGES or size > _TEXT:
            break
        text = page.extract_text()
        size += len(text)
        pages.append(text)
    info: Mapping[str, object] = reader.metadata or {}
    text = text_of_pages(pages)
    return {
        "encrypted": False,
        "text": text,
        "title": _title(str(info.get("/Title") or ""), text),
        "created": str(info.get("/CreationDate") or ""),
    }


def _title(given: str, text: str) -> str:
    """The title the file gives, unless it is a file's name or nothing; then the first line."""
    given = " ".join(given.split())
    if (
        len(given) > 8
        and " " in given
        and not re.search(r"\.(docx?|pdf|indd|pptx?)$|^Microsoft Word|untitled", given, re.I)
    ):
        return given[:300]
    first = text.split("\n", 1)[0].strip()
    return first if 8 < len(first) <= 200 and not first.endswith(".") else ""


def text_of_pages(pages: list[str]) -> str:
    """Paragraphs from the lines of pages: running heads and page numbers gone, wrapped lines joined.

    >>> text_of_pages(["The bridge was shut on Mon-\\nday, the mayor said to reporters.\\nPage 1"])
    'The bridge was shut on Monday, the mayor said to reporters.'
    """
    split = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    edges = Counter(re.sub(r"\d+", "#", line) for lines in split for line in {*_edge(lines)})
    lines = [
        line
        for page in split
        for line in page
        if not _PAGE_NUMBER.match(line)
        and not (len(pages) > 2 and edges[re.sub(r"\d+", "#", line)] > len(pages) / 2)
    ]
    wide = sorted(map(len, filter(None, lines)))
    width = wide[len(wide) * 3 // 4] if wide else 0
    out: list[str] = []
    paragraph: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if paragraph and (not line or bullet or not _goes_on(paragraph[-1], line, width)):
            out.append(_joined(paragraph))
            paragraph = []
        if line:
            paragraph.append(line[bullet.end() :] if bullet else line)
    if paragraph:
        out.append(_joined(paragraph))
    return "\n\n".join(out)


def _joined(lines: list[str]) -> str:
    """The lines of a paragraph in one; a word broken at a line's end is whole again."""
    text = lines[0]
    for line in lines[1:]:
        broken = text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if broken else f"{text} {line}"
    return text


def _edge(lines: list[str]) -> list[str]:
    """The first and last lines of a page, where running heads stand."""
    full = [line for line in lines if line]
    count = 4 if len(full) > 12 else 1
    return full[:count] + full[-count:]


def _goes_on(last: str, line: str, width: int) -> bool:
    """Whether a line continues the paragraph whose last line is given.

    A line that wraps is nearly as wide as the others; a heading is short, and so is a paragraph's end.
    """
    if line[:1].islower() or last.endswith((",", "-", ";")):
        return True
    return len(last) >= width * (0.9 if last.endswith(_ENDS) else 0.7)
