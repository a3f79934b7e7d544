"""What to watch: a list of feeds and pages as TOML, OPML, or an address a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.intake.addresses import plain_address

#: How often a feed is asked when nobody says; news feeds allow for it, and are conditional requests mostly.
EVERY_S = 900.0
#: Seconds between two requests to one host, when neither the list nor its robots.txt says.
DELAY_S = 2.0
_MOST = 16_000_000
_WRITTEN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(s|m|h|d)$")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_KEYS = {"url", "outlet", "every", "pages"}
_HEAD = {"every", "delay", "contact", "feed", "page"}


@dataclass(frozen=True, slots=True)
class Watched:
    """One address: a feed whose entries become reports, or (``feed`` False) a page that is one.

    ``pages`` says whether the pages that the feed links are fetched, or its own texts taken.

    >>> Watched("https://a.example/rss").every
    900.0
    """

    url: str
    feed: bool = True
    outlet: str | None = None
    every: float = EVERY_S
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The addresses, how to reach the person who watches, and the least delay between requests (seconds)."""

    watched: tuple[Watched, ...]
    contact: str | None = None
    delay: float = DELAY_S
    every: float = EVERY_S


def seconds(written: str) -> float:
    """A span of time as people write it; `ValueError` where it is none, or below a second.

    >>> seconds("15m"), seconds("1.5h")
    (900.0, 5400.0)
    """
    found = _WRITTEN.match(written.strip().lower())
    value = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if not 1 <= value <= 400 * 86_400:
        raise ValueError(f"{written[:40]} is no span of time")
    return value


def read_watchlist(path: Path) -> Watchlist:
    """The list in a file, by what it holds; raises CC408 where it is none, CC101 where there is no file."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        raise CounterclaimError(
            "CC101",
            f"{path} cannot be read.",
            f"{getattr(error, 'strerror', None) or error}.",
            "Check the spelling of the path.",
            exit_code=2,
        ) from error
    if len(data) > _MOST:
        raise _malformed(str(path), f"It is larger than {_MOST // 1_000_000} MB.")
    return parse_watchlist(data, str(path))


def parse_watchlist(data: bytes, name: str = "the list") -> Watchlist:
    """The list in these bytes; raises `CounterclaimError` CC408, saying where it is wrong.

    >>> listed = parse_watchlist(b'delay = "5s"\\n[[feed]]\\nurl = "https://a.example/rss"\\n')
    >>> listed.delay, listed.watched[0].url
    (5.0, 'https://a.example/rss')
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not data.lstrip().startswith(b"<"):
            raise _malformed(name, f"It is not UTF-8 (byte {error.start}).") from error
        text = "<"
    if text.lstrip().startswith("<"):
        listed = _opml(data, name)
    elif re.match(r"\s*(?:#[^\n]*\n\s*)*[a-z]+://", text, re.IGNORECASE):
        lines = [line.strip() for line in text.splitlines()]
        urls = [line for line in lines if line and not line.startswith("#")]
        listed = Watchlist(tuple(Watched(_address(url, name)) for url in urls))
    else:
        listed = _toml(text, name)
    once = {w.url: w for w in reversed(listed.watched)}
    if not once:
        raise _malformed(name, "It names no feed and no page.")
    return replace(listed, watched=tuple(reversed(once.values())))


def _toml(text: str, name: str) -> Watchlist:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _malformed(name, f"It is not TOML: {error}.") from error
    _known(table, _HEAD, name, "at the top")
    every = _span(table, "every", EVERY_S, name)
    watched = []
    for kind in ("feed", "page"):
        rows = table.get(kind, [])
        if not isinstance(rows, list):
            raise _malformed(name, f"Write [[{kind}]], with two brackets, above each {kind}.")
        for number, row in enumerate(rows, start=1):
            watched.append(_row(row, kind, f"{kind} {number}", every, name))
    contact = _words(table, "contact", name, "the top")
    if contact is not None and not re.fullmatch(r"[\x21-\x7e]{3,200}", contact):
        raise _malformed(name, "The contact must be a mail address or a web address.")
    return Watchlist(tuple(watched), contact, _span(table, "delay", DELAY_S, name), every)


def _row(row: Any, kind: str, place: str, every: float, name: str) -> Watched:
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        raise _malformed(name, f"{place} has no url.")
    _known(row, _KEYS, name, f"in {place}")
    pages = row.get("pages", True)
    if not isinstance(pages, bool):
        raise _malformed(name, f"pages in {place} must be true or false.")
    return Watched(
        _address(row["url"], name),
        kind == "feed",
        _words(row, "outlet", name, place),
        _span(row, "every", every, name),
        pages,
    )


def _known(table: dict[str, Any], keys: set[str], name: str, where: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise _malformed(
            name, f"{unknown[0][:40]} {where} means nothing; there are {', '.join(sorted(keys))}."
        )


def _words(table: dict[str, Any], key: str, name: str, where: str) -> str | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise _malformed(name, f"{key} of {where} must be words in quotes.")
    return value.strip() if value else None


def _span(table: dict[str, Any], key: str, default: float, name: str) -> float:
    value = table.get(key)
    if value is None:
        return default
    try:
        return seconds(value if isinstance(value, str) else "")
    except ValueError as error:
        raise _malformed(name, f'{key} must be written as "15m" or "2h" (s, m, h, d).') from error


def _opml(data: bytes, name: str) -> Watchlist:
    from lxml import etree

    # Nothing outside the file is read, and no entity of its own unfolds.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(name, f"It is not OPML: {str(error)[:150]}.") from error
    return Watchlist(tuple(_outlines(root.iter("outline"), name)))


def _outlines(outlines: Iterable[Any], name: str) -> Iterable[Watched]:
    for outline in outlines:
        given = {key.lower(): value for key, value in outline.attrib.items()}
        if url := given.get("xmlurl"):
            outlet = (given.get("title") or given.get("text") or "").strip() or None
            yield Watched(_address(url, name), outlet=outlet)


def _address(url: str, name: str) -> str:
    if (plain := plain_address(url)) is None:
        raise _malformed(name, f"{url[:200]} is no web address (http or https).")
    return plain


def _malformed(name: str, why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC408", f"{name} is no list of feeds.", why, "See docs/watch.md for a sample.", exit_code=2
    )
