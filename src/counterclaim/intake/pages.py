"""Pages and pieces of pages: small ones read here, large ones where the parser can be ended."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from counterclaim.intake.html import read_html
from counterclaim.intake.sandbox import Sandbox
from counterclaim.model import Report

_MARKUP = re.compile(
    r"</(?:p|div|a|span|b|i|em|strong|li|ul|ol|h\d|td|tr|table|article|blockquote|figure|html|body)\s*>"
    r"|<(?:br|p|img|hr)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "article", "section"}
    | {
        "blockquote",
        "figure",
        "figcaption",
        "pre",
        "dd",
        "dt",
        "br",
        "hr",
        "header",
        "footer",
        "main",
        "body",
    }
)
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "head", "form", "button", "select"}
)
#: Characters of a page read in this process; hostile ones of this size take a second (tools/hostile.py), and
#: 98 of 100 news pages are smaller. A piece of a feed or a table is cut there: no entry of ours has 50 kB.
SMALL_PAGE = 400_000
#: libxml2 compares each attribute of a tag with all before it: 48,000 take 27 s. A tag as long as this with
#: so many equals signs is no picture in an address (which ends in two at most) and goes to the sandbox.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_ATTRIBUTES = 500
_PIECE = 200_000


def looks_like_markup(text: str) -> bool:
    """Whether a piece of text carries tags.

    >>> looks_like_markup("<p>Shut.</p>"), looks_like_markup("5 < 6 and 7 > 6")
    (True, False)
    """
    return bool(_MARKUP.search(text[:50_000]))


def plain_of_markup(markup: str) -> str:
    """The words of a piece of a page, a paragraph a line; what is longer than any entry is cut.

    >>> plain_of_markup("<p>The gate was <b>shut</b>.</p><script>x()</script><p>So was the road.</p>")
    'The gate was shut.\\n\\nSo was the road.'
    """
    import lxml.html
    from lxml.etree import LxmlError

    try:
        root = lxml.html.document_fromstring(f"<div>{markup[:_PIECE].replace(chr(0), '')}</div>")
    except (LxmlError, ValueError, AssertionError):
        return _MARKUP.sub(" ", markup[:_PIECE])
    words: list[str] = []
    unseen = 0
    from lxml.etree import iterwalk

    for event, element in iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += tag in _UNSEEN
            if tag in _BLOCKS:
                words.append("\n")
            if not unseen and tag and element.text:
                words.append(element.text.replace("\n", " "))
        else:
            unseen -= tag in _UNSEEN
            if tag in _BLOCKS:
                words.append("\n")
            if not unseen and element.tail:
                words.append(element.tail.replace("\n", " "))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(words).split("\n"))
    return "\n\n".join(line for line in lines if line)


def page_report(page: str, url: str | None, sandbox: Sandbox) -> Report | None:
    """The page's report, or None; `Refusal` when a large page could not be parsed in time."""
    crowded = any(tag[0].count("=") > _ATTRIBUTES for tag in _LONG_TAG.finditer(page))
    if len(page) <= SMALL_PAGE and not crowded:
        return read_html(page, url)
    found: dict[str, Any] | None = sandbox.run("html", page.encode("utf-8", "replace"), url=url)
    return Report(**{**found, "agencies": tuple(found["agencies"])}) if found else None


def page_content(page: str, url: str | None) -> dict[str, Any] | None:
    """What the sandbox gives back of a page: the report's fields.

    >>> page_content("<p>Too little.</p>", None) is None
    True
    """
    report = read_html(page, url)
    return asdict(report) if report else None
