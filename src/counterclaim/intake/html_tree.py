"""A page as a tree, without what is not its article; and the tree as blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

from counterclaim.intake.cleaning import is_boilerplate

#: Characters of a page that are parsed. A live blog's page has up to 4 million, most of them scripts after
#: the text.
MAX_PAGE = 5_000_000
#: Tags of a page that are parsed: 3 seconds' work. News pages have 1,000 to 20,000, long live blogs 60,000.
MAX_TAGS = 300_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_INVISIBLE = re.compile("[\x00\xad\u200b\u200c\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u2002-\u200a\u202f\u3000]+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CHUNK = re.compile(r"[A-Za-z0-9]+")
#: Pages served as ISO-8859-1 are written in Windows-1252, whose quotation marks stand where it has controls.
_CONTROLS = {
    0x80 + i: char
    for i, char in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))
    if char != "\ufffd"
}


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("nav footer nav"))
    ['footer', 'nav']
    """
    return frozenset(text.split())


#: What the names of elements say: parts that belong to the site or to other stories ...
_AWAY = word_set("""
    cookie cookies consent gdpr didomi onetrust privacy comment comments disqus newsletter newsletters
    subscribe subscription paywall gateway share sharing shares sharedaddy sharebar social addthis breadcrumb
    breadcrumbs breadcrump crumb advertisement advert adverts ad ads adslot adspot adsbygoogle dfp sponsored
    promo promos promoted outbrain taboola related relatedposts recommended recommendations recommendation
    popular trending pagination pager navbar =nav navigation menu sidebar =rail =footer donate donation
    membership pullquote signup login richlink bookmark interstitial teaser teasers ticker widget autocomplete
    banner download masthead embed cta nl
    """)
_AWAY_PAIRS = word_set("""
    read-more read-next read-also also-read also-like more-on most-read most-viewed most-popular more-from
    rich-link sign-up key-events see-also author-bio author-box page-list links-block up-next screen-reader
    sr-only visually-hidden pull-quote latest-news top-news top-stories next-prev post-navigation trust-badge
    site-nav main-nav top-nav site-footer page-footer global-footer main-footer right-rail
    story-card more-articles more-stories you-may news-list recent-posts
    """)
#: ... those that stay away even when they hold more prose than the article ...
_NEVER = word_set("cookie cookies consent gdpr didomi onetrust comments disqus")
#: ... and parts of the article's page that are not its text, looked at for dates and credits first.
_ASIDE = word_set("""
    caption captions figcaption byline author authors meta date dates time timestamp tags tag topics topic
    labels toolbar tools views counter video videos player gallery slideshow gallerie media image photo
    correction error
    """)
_AWAY_TAGS = word_set("nav form button select iframe object embed dialog noscript template svg canvas")
_ASIDE_TAGS = word_set("aside figure figcaption header footer time address details picture video audio menu")
_ROOTS = word_set("html body main")
_NAMED = (
    "class",
    "id",
    "role",
    "data-testid",
    "data-component",
    "data-spacefinder-role",
    "aria-label",
    "itemprop",
)
_BLOCKS = word_set("""
    p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr td th table tbody article section blockquote figure
    figcaption pre
    hr header footer main aside body html center form details summary address nav fieldset option title
    """)
#: An element that names itself a side thing is kept when it holds this share of the page's prose: some sites
#: call the article's own container "social-wrap" or "has-sidebar". Set on the saved pages of our own.
_MOST = 0.6
_MUCH = 0.35
#: Characters of a run of text without a link from which it counts as prose.
_PROSE = 40
#: Characters of a teaser: a headline of 120 and two lines under it.
_CARD = 400
_TEASES = re.compile(r"(?:read|also|see|must|related|watch|more)\b", re.IGNORECASE)
_DEK = word_set("dek deck standfirst subhead subheadline subheading chapo strapline subtitle kicker")
_DEK_PAIRS = word_set("sub-title sub-head sub-headline article-summary item-summary news-lead")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell. ``linked`` is the share of its letters in links; ``shape`` tells
    paragraphs of one kind; ``dek`` marks what stands in a subtitle.

    >>> Block("Shots were heard.", "p", 0.0, "p").dek
    False
    """

    text: str
    tag: str
    linked: float
    shape: str
    dek: bool = False


def parse(page: str) -> Any:
    """The page's tree, or None where it holds none.

    >>> parse("<p>Quiet.").text_content()
    'Quiet.'
    """
    import lxml.html
    from lxml.etree import LxmlError

    page = page[:MAX_PAGE]
    if page.count("<") > MAX_TAGS:
        page = page[: [found.start() for found in islice(re.finditer("<", page), MAX_TAGS)][-1]]
    page = _DECLARATION.sub("", page).replace("\0", "").translate(_CONTROLS)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(page, parser=parser)
    except (LxmlError, ValueError, AssertionError, RecursionError):
        return None


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    found: list[str] = []
    for chunk in _CHUNK.findall(name[:300]):
        letters = chunk.rstrip("0123456789")
        if letters.isalpha():
            inner = _PART.findall(letters)
            # "dlWCEZ" and "f98b1ad2" are made by machines and say nothing.
            found += [p.lower() for p in inner] if min(map(len, inner)) > 2 else [letters.lower()]
    pairs = {f"{one}-{other}" for one, other in pairwise(found)}
    return frozenset(found) | pairs | {f"={name.lower()}"}


def names(element: Any) -> frozenset[str]:
    """The words, pairs of words and whole names (with a =) by which an element calls itself.

    >>> sorted(names(parse('<p class="relatedNews">a').find(".//p")))
    ['=relatednews', 'news', 'related', 'related-news']
    """
    found: frozenset[str] = frozenset()
    if element.attrib:
        for attribute in _NAMED:
            if value := element.get(attribute):
                for name in value.split(None, 40)[:40]:
                    found |= _parts(name)
    return found


def drop_others(tree: Any) -> None:
    """Take out what belongs to the site, to other stories and to readers."""
    _drop(tree, _is_away)
    for element in list(tree.iter("strong", "b", "em", "i", "span", "a")):
        if _TEASES.match((element.text or next(element.itertext(), "")).lstrip()[:40]):
            words = tidy("".join(element.itertext()))
            if len(words) <= _CARD and element.getparent() is not None and is_boilerplate(words):
                element.drop_tree()


def drop_asides(tree: Any) -> None:
    """Take out pictures' captions, dates, bylines and the like, once they have been looked at."""
    _drop(tree, _is_aside)


def _is_away(element: Any) -> float:
    """The share of the page's prose up to which an element of that kind goes."""
    called = names(element)
    if called & _NEVER:
        return 0.95
    if element.tag in ("script", "style"):
        return 1.0
    # A footer inside an article or its header may hold the date.
    site_footer = (
        element.tag == "footer" and next(element.iterancestors("article", "header", "main"), None) is None
    )
    if element.tag in _AWAY_TAGS or site_footer or called & _AWAY or called & _AWAY_PAIRS:
        return _MOST
    if element.attrib and (
        "hidden" in element.attrib or "display:none" in element.get("style", "").replace(" ", "")
    ):
        return _MUCH
    return 0.0


def _is_aside(element: Any) -> float:
    if element.tag in ("figcaption", "time"):
        return _MOST
    return _MUCH if element.tag in _ASIDE_TAGS or names(element) & _ASIDE else 0.0


def _drop(tree: Any, share_of: Any) -> None:
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    prose = _prose(elements)
    total = prose.get(tree, 0) or 1
    kept = _body(elements)
    for element in elements:
        if (
            element.tag in _ROOTS
            or element.getparent() is None
            or (element in kept and not names(element) & _NEVER)
        ):
            continue
        share = share_of(element)
        if share and prose[element] <= share * total and not (share < 0.9 and _has_title(element)):
            element.drop_tree()


def _body(elements: list[Any]) -> set[Any]:
    """The element with the most prose in paragraphs of its own, and all that it stands in."""
    best, most = None, 0
    for element in elements:
        if element.tag in ("a", "li", "blockquote", "script", "style", "form", "noscript", "template"):
            continue
        own = [_letters(element.text)]
        own += [_letters(c.tail) + (_letters("".join(c.itertext())) if c.tag == "p" else 0) for c in element]
        count = sum(own)
        if count > most and sum(map(bool, own)) > 1:
            best, most = element, count
    return {best, *best.iterancestors()} if best is not None else set()


def drop_cards(tree: Any) -> None:
    """Take out rows of three or more teasers of one kind: a linked heading and a line or two each."""
    rows: dict[tuple[Any, str, str], list[Any]] = {}
    for element in tree.iter("div", "li", "article", "section", "td", "a"):
        if (above := element.getparent()) is not None:
            rows.setdefault((above, element.tag, element.get("class", "")), []).append(element)
    for row in rows.values():
        if len(row) > 2 and all(_is_card(element) for element in row):
            for element in row:
                element.drop_tree()


def _is_card(element: Any) -> bool:
    headings = list(_headings(element))
    if len(headings) != 1 or headings[0].tag == "h1":
        return False
    linked = headings[0] if element.tag == "a" else next(headings[0].iter("a"), None)
    if linked is None and next(headings[0].iterancestors("a"), None) is None:
        return False
    return len(tidy("".join(element.itertext()))) <= _CARD


def _has_title(element: Any) -> bool:
    return element.tag in ("h1", "article") or next(element.iter("h1"), None) is not None


def _prose(elements: list[Any]) -> dict[Any, int]:
    """Letters of prose in each element, those of links and scripts left out."""
    found: dict[Any, int] = {}
    for element in reversed(elements):
        count = 0
        if element.tag not in ("script", "style", "a", "noscript", "template"):
            count = _letters(element.text)
            for child in element:
                count += found.get(child, 0) + _letters(child.tail)
        found[element] = count
    return found


def _letters(text: str | None) -> int:
    return len(words) if text and len(words := text.strip()) >= _PROSE else 0


def keep_first_article(tree: Any, title: str | None) -> None:
    """Take out further articles that an endless page or a list of teasers holds beside its own."""
    found = [a for a in tree.iter("article") if not any(up.tag == "article" for up in a.iterancestors())]
    if len(found) < 2:
        return
    prose = _prose([element for element in tree.iter() if isinstance(element.tag, str)])
    asked = plain(title or "")
    own = next(
        (a for a in found if asked and any(plain(h.text_content()) == asked for h in _headings(a))), None
    )
    own = own if own is not None and prose[own] else max(found, key=lambda a: prose[a])
    for article in found:
        if article is not own and next(_headings(article), None) is not None:
            article.drop_tree()


def _headings(element: Any) -> Iterator[Any]:
    yield from element.iter("h1", "h2", "h3", "h4")


def plain(text: str) -> str:
    """Letters and digits alone, in lower case: what two renderings of one text share.

    >>> plain("“Quiet,” he said")
    'quiethesaid'
    """
    return "".join(char for char in text.casefold() if char.isalnum())


def tidy(text: str) -> str:
    """A line with one space between words and nothing invisible.

    >>> tidy(" The\\xa0 gate\\u200b ")
    'The gate'
    """
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def blocks(tree: Any, *, spaced: bool = False) -> list[Block]:
    """The tree's text in order, block by block; two line breaks, or one after a sentence, end a block.

    ``spaced`` parts the pieces of a line that only a style sheet parts, as a name and a date beside it.

    >>> [b.text for b in blocks(parse("<div>A gate<br>was shut.<br><br>A <b>road</b> too.<p>Why?</div>"))]
    ['A gate was shut.', 'A road too.', 'Why?']
    """
    from lxml.etree import iterwalk

    found: list[Block] = []
    parts: list[str] = []
    linked = 0
    inside_link = 0
    deks = 0
    stack: list[Any] = []

    def flush() -> None:
        nonlocal linked
        words = "".join(parts)
        if words.strip():
            holder = next((up for up in reversed(stack) if up.tag in _BLOCKS), None)
            letters = sum(not char.isspace() for char in words) or 1
            share, shape = min(1.0, linked / letters), _shape(holder)
            tag = holder.tag if holder is not None else "div"
            found.extend(Block(line, tag, share, shape, deks > 0) for line in _lines(words))
        parts.clear()
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            parts.append(text.replace("\n", " "))
            if inside_link:
                linked += sum(not char.isspace() for char in text)

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        away = tag in ("script", "style", "head", "title", "")
        if event == "start":
            if tag in _BLOCKS:
                flush()
            stack.append(element)
            called = names(element)
            deks += bool(called & _DEK or called & _DEK_PAIRS)
            inside_link += tag == "a"
            if tag == "br":
                parts.append("\n")
            if spaced and tag not in _BLOCKS:
                parts.append(" ")
            if not away:
                add(element.text)
        else:
            if tag in _BLOCKS:
                flush()
            stack.pop()
            called = names(element)
            deks -= bool(called & _DEK or called & _DEK_PAIRS)
            inside_link -= tag == "a"
            if spaced and tag not in _BLOCKS:
                parts.append(" ")
            if not any(up.tag in ("script", "style", "head") for up in stack[-2:]):
                add(element.tail)
    flush()
    return found


def _shape(holder: Any) -> str:
    if holder is None:
        return ""
    above = holder.getparent()
    outer = above.get("class", "") if above is not None else ""
    return re.sub(r"\d+", "", f"{holder.tag}.{holder.get('class', '')}<{outer}")[:200]


def _lines(words: str) -> Iterator[str]:
    """Lines of a block: split at two breaks, and at one where a sentence ends."""
    line: list[str] = []
    for part in map(tidy, words.split("\n")):
        if line and (not part or line[-1][-1] in '.!?:”"’)]…»'):
            yield " ".join(line)
            line = []
        if part:
            line.append(part)
    if line:
        yield " ".join(line)
