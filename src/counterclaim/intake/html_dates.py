"""When a page was published, and what says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from counterclaim.intake.dates import find_dates, iso_date, of_epoch
from counterclaim.intake.html_head import Head
from counterclaim.intake.html_tree import Block, names, plain, word_set

#: Meta that give the time of publication, the surest first; none of modification is among them.
_METAS = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "publisheddate", "published_date", "published_time", "publish-date", "publish_date"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "dcterms.issued",
        "dc.date.issued",
    ),
    *(
        "dcterms.created",
        "dc.date.created",
        "dcterms.date",
        "dc.date",
        "date.issued",
        "pubdate",
        "publication_date",
    ),
    *("pub_date", "article.published", "originalpublicationdate", "rnews:datepublished", "date"),
)
_STAMPS = (
    "datetime",
    "content",
    "data-datetime",
    "data-published",
    "data-timestamp",
    "data-time",
    "time",
    "title",
)
_MARKED = word_set("timestamp dateformat date published publish time pubdate")
_GOOD = word_set("published publish publication pubdate datepublished issued created")
_BAD = word_set("updated update modified modification datemodified lastmod revised")
_ORIGINALLY = re.compile(r"(?:originally|first) (?:published|posted|issued)\s*(?:on|at)?\W*$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:published|publication(?: date)?|issued|posted|released|dated?|created|submitted by .{1,40})"
    r"\s*(?:on|at)?\W*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:updated?|modified|modification|last (?:update|change|edit)(?:ed|d)?|revised|edited|changed|amended|"
    r"corrected|accessed|retrieved|copyright|©|in print on|archived?|today is)\s*(?:on|at|date)?\W*$",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:\W|\d|\b(?:originally|first|last|published|publication|date|time|issued|posted|updated?|modified|on|at|am|pm|"
    r"(?-i:[A-Z]{2,4})|(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?)\b){0,60}",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\W*$", re.IGNORECASE
)
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?"
    r"(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A line with more words beside its date is prose, and the date one that the news is about.
_BESIDE = 60
#: A sentence as long as this after the title is the text's first; subtitles are shorter or have no full stop.
_FIRST = 90
_LINE = 200


@dataclass(frozen=True, slots=True)
class Published:
    """A time of publication and what gave it: "json-ld", "meta", "time", "url" or "text".

    >>> Published("2025-10-12", "url").source
    'url'
    """

    when: str
    source: str


def published(tree: Any, found: list[Block], head: Head) -> Published | None:
    """The page's time of publication by the order of trust: JSON-LD, meta, ``<time>``, address, text.

    A source without a zone is made exact by a later one that gives a time with a zone on the same day;
    without any, the day alone is kept. A time of modification is never taken.
    """
    first: Published | None = None
    for candidate in _candidates(tree, found, head):
        if first is None:
            first = candidate
        if _zoned(candidate.when):
            if first is candidate:
                return candidate
            if candidate.when[:10] == first.when[:10]:
                return candidate
    return Published(first.when[:10], first.source) if first is not None else None


def _zoned(when: str) -> bool:
    return len(when) > 19 and when[-6] in "+-"


def _candidates(tree: Any, found: list[Block], head: Head) -> Iterator[Published]:
    told = (
        head.article.get("datePublished") or head.article.get("dateCreated") or head.article.get("uploadDate")
    )
    if isinstance(told, str) and (when := _iso(told)):
        yield Published(when, "json-ld")
    for name in _METAS:
        if (value := head.metas.get(name)) and (when := _iso(value)):
            yield Published(when, "meta")
    yield from (Published(when, "time") for when in _stamps(tree))
    for named in _IN_ADDRESS.finditer(head.url or ""):
        month = named[2].lower()
        number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
        if when := iso_date(f"{named[1]}-{number:02}-{named[3]}"):
            yield Published(when, "url")
    yield from (Published(when, "text") for when in _written(found, plain(head.title or "")))


def _iso(words: str) -> str | None:
    when = of_epoch(words.strip()) or iso_date(words[:100])
    # Systems that do not know the date give the beginning of their own counting.
    return None if when is None or when < "1800" or when.startswith("1970-01-01") else when


def _stamps(tree: Any) -> list[str]:
    """Times that elements are stamped with, those said to be of publication first."""
    from lxml.etree import iterwalk

    ranked: list[tuple[int, str]] = []
    before = ""
    changed: list[Any] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "meta", "head"):
            continue
        if event == "end":
            if changed and changed[-1] is element:
                changed.pop()
            before = (before + " " + (element.tail or ""))[-80:]
            continue
        called = names(element) | ({"pubdate"} if "pubdate" in element.attrib else frozenset())
        good = bool(called & _GOOD) or "entry-date" in called
        if called & _BAD and not good:
            changed.append(element)
        if (element.tag in ("time", "dateformat", "abbr") or called & (_MARKED | _GOOD)) and not changed:
            stamped = next((when for name in _STAMPS if (v := element.get(name)) and (when := _iso(v))), None)
            if stamped and not _CHANGED.search(before):
                rank = (
                    0
                    if _in_site_header(element)
                    else 3
                    if _ORIGINALLY.search(before)
                    else 2
                    if good or _PUBLISHED.search(before)
                    else 1
                )
                ranked.append((rank, stamped))
        before = (before + " " + (element.text or ""))[-80:]
    best = max((rank for rank, _ in ranked), default=0)
    return [when for rank, when in ranked if rank == best][:1]


def _in_site_header(element: Any) -> bool:
    """Whether it is the site's clock, not the article's date."""
    above = {up.tag for up in element.iterancestors()}
    return (
        "header" in above
        and not above & {"article", "main"}
        and next(element.itersiblings("h1"), None) is None
    )


def _written(found: list[Block], title: str) -> list[str]:
    """Dates written in short lines about the text; unlabelled ones only before its first paragraph."""
    ranked: list[tuple[int, int, str]] = []
    at_title = next((i for i, block in enumerate(found) if title and plain(block.text) == title), 0)
    in_text = False
    previous = ""
    for i, block in enumerate(found):
        line = block.text
        # The text has begun with the first long paragraph that is no link.
        in_text = in_text or (i > at_title and len(line) > 90 and block.linked < 0.5 and line[-1] in '.”"')
        if len(line) <= _LINE:
            dated = list(find_dates(line))
            beside = len(line) - sum(d.end - d.start for d in dated)
            end = 0
            for d in dated:
                label = _DAY_NAME.sub("", line[end : d.start] or "") or (previous if d is dated[0] else "")
                label = _DAY_NAME.sub("", label)[-60:]
                end = d.end
                if _CHANGED.search(label):
                    continue
                rank = 4 if _ORIGINALLY.search(label) else 3 if _PUBLISHED.search(label) else 2
                if rank == 2 and (in_text or beside > _BESIDE):
                    continue
                # Of two unlabelled ones, that after the title is the article's, the other the site's clock.
                ranked.append((rank, 1 if i >= at_title else 0, d.iso))
        previous = line
    best = max(((rank, after) for rank, after, _ in ranked), default=None)
    return [iso for rank, after, iso in ranked if (rank, after) == best][:1]


def is_date_line(line: str) -> bool:
    """Whether a line says when the page was published or changed, and nothing else.

    >>> is_date_line("Published: Sunday, October 12, 2025 14:05 GMT"), is_date_line("It shut on 2 May 2025.")
    (True, False)
    """
    if len(line) > _LINE:
        return False
    rest, end = "", 0
    for dated in find_dates(line):
        rest, end = rest + line[end : dated.start], dated.end
    return bool(end) and _DATE_WORDS.fullmatch(rest + line[end:]) is not None
