"""Documents that are one report each: plain text, Markdown, a page."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.intake.budget import Refusal
from counterclaim.intake.encoding import decode
from counterclaim.intake.inputs import Desk, Outcome, Source
from counterclaim.intake.markdown import plain_of_markdown
from counterclaim.intake.pages import page_report
from counterclaim.intake.problem import guessed
from counterclaim.intake.rows import NAMES, checked_date
from counterclaim.model import Report

#: Markdown above this is kept with its marks: the marks are found by patterns that look some way ahead.
_MARKDOWN = 256_000


def read_text(source: Source, desk: Desk) -> Iterator[Outcome]:
    """Plain text as it stands, line ends made one kind."""
    text, whole = decode(source.whole(), source.charset)
    if not whole:
        yield guessed(source.where)
    yield Report(text=text.replace("\r\n", "\n").lstrip("\ufeff"))


def read_markdown(source: Source, desk: Desk) -> Iterator[Outcome]:
    """The prose of Markdown, with the title, date and outlet that its head gives."""
    text, whole = decode(source.whole(), source.charset)
    if not whole:
        yield guessed(source.where)
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    if len(text) > _MARKDOWN:
        yield Report(text=text)
        return
    prose, given = plain_of_markdown(text)
    if not prose.strip():
        raise Refusal("CC106", "has no text", "It holds marks of Markdown only.")
    published, problem = checked_date(_given(given, "published"), source.where)
    if problem:
        yield problem
    yield Report(
        text=prose,
        title=given.get("title"),
        outlet=_given(given, "outlet"),
        byline=_given(given, "byline"),
        dateline=given.get("dateline"),
        published=published,
        url=_given(given, "url"),
        published_from="field" if published else None,
    )


def _given(given: dict[str, str], field: str) -> str | None:
    return next((given[name] for name in NAMES[field] if name in given), None)


def read_html_page(source: Source, desk: Desk) -> Iterator[Outcome]:
    """The article of a page."""
    text, whole = decode(source.whole(), source.charset)
    if not whole:
        yield guessed(source.where)
    report = page_report(text, source.url, desk.sandbox)
    if report is None:
        raise Refusal("CC111", "holds no article text", "Save the article's text and read that.")
    yield report
