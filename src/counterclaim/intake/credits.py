"""Who is named as writer, and which agencies a page credits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from counterclaim.intake.html_head import Head
from counterclaim.intake.html_tree import Block, names, tidy, word_set
from counterclaim.knowledge.datelines import report_agencies
from counterclaim.knowledge.outlets import outlets

_BY = re.compile(
    r"^(?:(?:posted|submitted|written|reported|edited|story) )?by:?\s+|"
    r"^(?:author|byline|text)s?\s*:\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:and (?:news )?agencies|posted|published|updated|on \w+day|[|·•]).*$|"
    r",? (?:\d{1,2}[:./-]\d|\d{4}|"
    r"(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d).*$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"^(?:,|and\b|&)|(?:,|\band|&|\bby:?)$", re.IGNORECASE)
_LINE = re.compile(r"^By:? (?-i:[A-Z])[\w.’' -]{2,58}$")
_WRITER = word_set("=by username byline author authors contributor contributors writer creator")
_SOURCE = word_set(
    "source sources agency provider wire contributor contributors byline author authors credit"
)
_SOURCE_WORD = re.compile(r"^(?:with|sources?:?)\s+", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"^\W*(?:news )?sources?\s*[:|]\s*(?P<who>[^|:\d]{2,60})", re.IGNORECASE)
_AUTHORS = (
    "author",
    "byl",
    "article:author",
    "article:author_name",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
)
_SOURCES = (
    *(
        "source",
        "dc.source",
        "dcterms.source",
        "article:source",
        "news_source",
        "syndication-source",
        "original-source",
    ),
    *("article:provider", "provider", "copyright", "dc.rights.copyright"),
)
#: The longest line of credits of the saved pages has 70 characters.
_SHORT = 120
_LOOKED_AT = 400


def page_byline(tree: Any, found: list[Block], head: Head) -> str | None:
    """The writer as the page names one: JSON-LD, meta, an element that calls itself byline, a line "By A B".

    >>> from counterclaim.intake.html_tree import blocks, parse
    >>> tree = parse('<p class="byline">By Anna Velk</p><p>Shots were heard.</p>')
    >>> page_byline(tree, blocks(tree), Head())
    'Anna Velk'
    """
    told = ", ".join(dict.fromkeys(_people(head.article.get("author"))))
    given = [told, *(head.metas.get(name, "") for name in _AUTHORS)]
    for element in _elements(tree, _WRITER):
        given.append(_first_name(element))
    given += [block.text for block in found[:40] if _LINE.match(block.text)]
    for words in given:
        words = _AFTER.sub("", _BY.sub("", tidy(words))).strip(" ,|·•-–—")
        if (
            1 < len(words) <= _SHORT
            and not words.startswith(("http", "@", "www."))
            and any(c.isalpha() for c in words)
        ):
            return words
    return None


def page_agencies(tree: Any, found: list[Block], head: Head) -> tuple[str, ...]:
    """Agencies credited around the text, each once: as author, source or provider; photo credits are none.

    >>> from counterclaim.intake.html_tree import parse
    >>> page_agencies(parse('<span class="source">Source: AFP</span>'), [], Head())
    ('AFP',)
    """
    given = [
        words
        for key in ("author", "creator", "sourceOrganization", "provider")
        for words in _people(head.article.get(key))
    ]
    given += [head.metas[name] for name in (*_AUTHORS, *_SOURCES) if head.metas.get(name)]
    given += [_words(element) for element in _elements(tree, _SOURCE)]
    given += [line["who"] for block in found if (line := _SOURCE_LINE.match(block.text))]
    credited: list[str] = []
    for words in given:
        if len(words) <= _SHORT:
            credited += report_agencies("", _SOURCE_WORD.sub("", words))
    return tuple(dict.fromkeys(credited))


def page_dateline(tree: Any, head: Head) -> str | None:
    """The place of filing where the page sets it apart from the text.

    >>> from counterclaim.intake.html_tree import parse
    >>> page_dateline(parse('<b class="dateline">VELDA</b>'), Head())
    'Velda'
    """
    told = head.article.get("dateline")
    given = [told] if isinstance(told, str) else []
    given += [_words(element) for element in _elements(tree, frozenset(("dateline", "source-location")))]
    for words in given:
        place = re.split(r"\s*[,(/–—-]\s|,|\(|/", tidy(words))[0].strip(" .:-–—")
        if 1 < len(place) <= 40 and place[0].isupper() and outlets().named(place) is None:
            return place.title() if place.isupper() and len(place) > 3 else place
    return None


def _elements(tree: Any, asked: frozenset[str]) -> Iterator[Any]:
    """Elements that call themselves so, outer ones too, as far as they are short."""
    count = 0
    for element in tree.iter():
        if (
            not isinstance(element.tag, str)
            or not element.attrib
            or element.tag in ("body", "html", "script", "img")
        ):
            continue
        if names(element) & asked or (element.get("rel") == "author" and asked is _WRITER):
            count += 1
            if count > _LOOKED_AT:
                return
            yield element


def _words(element: Any) -> str:
    """The element's words where they are few; a person's name inside is its own element."""
    words: list[str] = []
    length = 0
    for part in element.itertext():
        words.append(part)
        length += len(part.strip())
        if length > _SHORT:
            return ""
    return tidy(" ".join(words).replace("\n", " ")).replace(" ,", ",")


def _first_name(element: Any) -> str:
    """The first name in an element, and those joined to it; what stands after is an office or a date."""
    if not _words(element):
        return ""
    name = ""
    for piece in element.itertext():
        if not (piece := tidy(piece.replace("\n", " "))):
            continue
        if name and not _JOINS.search(name) and not _JOINS.search(piece):
            break
        name = f"{name} {piece}".replace(" ,", ",").strip()
    last = name.rsplit(", ", 1)
    return last[0] if len(last) == 2 and outlets().named(last[1]) else name


def _people(value: Any) -> list[str]:
    found: list[str] = []
    for one in value[:10] if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            one = one.get("name")
        if isinstance(one, list):
            found += [tidy(html.unescape(part)) for part in one[:10] if isinstance(part, str)]
        elif isinstance(one, str) and one.strip() and not one.startswith("http"):
            found.append(tidy(html.unescape(one)))
    return found
