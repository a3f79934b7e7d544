"""A news page to a report: main text, title, outlet, byline, date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from counterclaim.intake.dates import iso_date
from counterclaim.model import Report

_LOOKS_LIKE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|p|div|meta)[\s>/]", re.IGNORECASE)
_JSON_LD = re.compile(
    r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{0,200000}?)</script>", re.IGNORECASE | re.DOTALL
)
_META = re.compile(r"<meta\s[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z:\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TIME = re.compile(r"""<time[^>]{0,300}?datetime\s*=\s*["']([^"']{8,40})["']""", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "pubdate",
    "date",
)


def looks_like_html(text: str) -> bool:
    """Whether a text is a page rather than prose.

    >>> looks_like_html("<html><p>Hi</p></html>"), looks_like_html("He said 5 < 6.")
    (True, False)
    """
    return bool(_LOOKS_LIKE.search(text[:3000]))


def read_html(page: str, url: str | None = None) -> Report | None:
    """The page's report, or None when it holds no article.

    Date, in order of trust: JSON-LD ``datePublished``, ``meta``, ``<time>``, then what trafilatura finds
    in the address and the text (to the day). The main text is trafilatura's.
    """
    import trafilatura

    found = trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False
    )
    if found is None:
        return None
    data: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    text = (data.get("text") or "").strip()
    if not text:
        return None
    articles = list(_json_ld(page))
    metas = _metas(page)
    return Report(
        text=text,
        title=data.get("title"),
        outlet=_publisher(articles)
        or metas.get("og:site_name")
        or data.get("sitename")
        or data.get("hostname"),
        byline=data.get("author"),
        published=_published(page, articles, metas) or iso_date(data.get("date") or ""),
        url=url or data.get("url"),
    )


def _published(page: str, articles: list[dict[str, Any]], metas: dict[str, str]) -> str | None:
    for article in articles:
        if isinstance(when := article.get("datePublished"), str) and (iso := iso_date(when)):
            return iso
    for name in _PUBLISHED:
        if name in metas and (iso := iso_date(metas[name])):
            return iso
    if (time := _TIME.search(page)) and (iso := iso_date(time.group(1))):
        return iso
    return None


def _json_ld(page: str) -> Iterator[dict[str, Any]]:
    for script in _JSON_LD.finditer(page):
        try:
            data = json.loads(script.group(1))
        except (ValueError, RecursionError):
            continue
        stack = [data]
        for _ in range(2000):
            if not stack:
                break
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                if "datePublished" in node:
                    yield node
                graph = node.get("@graph")
                if isinstance(graph, list):
                    stack.extend(graph)


def _publisher(articles: list[dict[str, Any]]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
            return name
    return None


def _metas(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.finditer(page[:200_000]):
        pairs = {a.lower(): b or c for a, b, c in _ATTRIBUTE.findall(tag.group(0))}
        name = pairs.get("property") or pairs.get("name") or pairs.get("itemprop")
        if name and "content" in pairs:
            found.setdefault(name.lower(), pairs["content"])
    return found
