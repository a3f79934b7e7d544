"""ReliefWeb's API: an object a report, its fields under ``fields``, its body in Markdown.

Layout: the ReliefWeb API, version 1 and 2, endpoint ``reports``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from counterclaim.intake.markdown import plain_of_markdown
from counterclaim.intake.pages import plain_of_markup
from counterclaim.intake.problem import Problem
from counterclaim.intake.rows import checked_date
from counterclaim.model import Report


def is_reliefweb(item: Mapping[str, Any]) -> bool:
    """Whether an object is one of ReliefWeb's.

    >>> is_reliefweb({"id": "4", "fields": {"title": "A", "body": "B"}}), is_reliefweb({"text": "A"})
    (True, False)
    """
    fields = item.get("fields")
    return (
        isinstance(fields, Mapping)
        and isinstance(fields.get("title"), str)
        and ("id" in item or "href" in item)
        and any(name in fields for name in ("body", "body-html", "url_alias", "primary_country", "file"))
    )


def reports_of_reliefweb(items: Iterable[Mapping[str, Any]], where: str) -> Iterator[Report | Problem]:
    """A report an object; one that is only an attached file is a `Problem` naming it."""
    for item in items:
        fields = item["fields"]
        body, html = fields.get("body"), fields.get("body-html")
        text = ""
        if isinstance(body, str):
            text = plain_of_markdown(body)[0]
        if not text.strip() and isinstance(html, str):
            text = plain_of_markup(html)
        if not text.strip():
            yield Problem(where, "CC106", f"has no text{_attached(fields)}", "Read the attached file itself.")
            continue
        published, problem = checked_date(_date(fields), where)
        if problem:
            yield problem
        yield Report(
            text=text,
            title=fields["title"].strip() or None,
            outlet=_names(fields.get("source")),
            published=published,
            url=_first(fields.get("url_alias"), fields.get("url"), item.get("href")),
            ref=str(item["id"]) if item.get("id") is not None else None,
            published_from="field" if published else None,
        )


def _attached(fields: Mapping[str, Any]) -> str:
    files = fields.get("file")
    if isinstance(files, list) and files and isinstance(files[0], Mapping):
        return f" but a file: {str(files[0].get('url', ''))[:200]}"
    return ""


def _date(fields: Mapping[str, Any]) -> str | None:
    dates = fields.get("date")
    if not isinstance(dates, Mapping):
        return None
    return _first(dates.get("original"), dates.get("created"))


def _names(sources: Any) -> str | None:
    if not isinstance(sources, list):
        return None
    names = [s.get("name") or s.get("shortname") for s in sources[:20] if isinstance(s, Mapping)]
    return ", ".join(name for name in names if isinstance(name, str)) or None


def _first(*values: Any) -> str | None:
    return next((value for value in values if isinstance(value, str) and value.strip()), None)
