"""A news page to a report: main text, title, outlet, byline, dateline, agencies, time of publication."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from counterclaim.intake.credits import page_agencies, page_byline, page_dateline
from counterclaim.intake.html_dates import published
from counterclaim.intake.html_head import read_head
from counterclaim.intake.html_live import live_text
from counterclaim.intake.html_text import PLACE_ALONE, main_text
from counterclaim.intake.html_tree import (
    blocks,
    drop_asides,
    drop_cards,
    drop_others,
    keep_first_article,
    parse,
)
from counterclaim.knowledge.datelines import dateline, report_agencies
from counterclaim.knowledge.outlets import outlets
from counterclaim.model import Report

_LOOKS_LIKE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|p|div|meta)[\s>/]", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is a page rather than prose.

    >>> looks_like_html("<html><p>Hi</p></html>"), looks_like_html("He said 5 < 6.")
    (True, False)
    """
    return bool(_LOOKS_LIKE.search(text[:3000]))


def read_html(page: str, url: str | None = None) -> Report | None:
    """The page's report, or None when it holds no article.

    What is of the site and of other stories is taken out first, then dates and credits are read, then the
    text: trafilatura's choice repaired from the page's blocks (`html_text`), or the posts of a live page
    (`html_live`). Offsets are those of the text as given here. What is longer than
    `html_tree.MAX_PAGE` characters is cut.

    >>> read_html("<title>Gate shut</title><p>The gate at the river was shut on Sunday, police said.").title
    'Gate shut'
    """
    tree = parse(page)
    if tree is None:
        return None
    head = read_head(tree, url)
    drop_others(tree)
    live = live_text(tree, head)
    if live is None:
        drop_cards(tree)
        keep_first_article(tree, head.title)
    found = blocks(tree, spaced=True)
    when = published(tree, found, head)
    byline = page_byline(tree, found, head)
    place = page_dateline(tree, head)
    around = page_agencies(tree, found, head)
    text = live
    if text is None:
        drop_asides(tree)
        text = main_text(tree, head)
    if not text.strip():
        return None
    return Report(
        text=text,
        title=head.title,
        outlet=head.outlet or _of_host(head.url),
        agencies=tuple(dict.fromkeys((*report_agencies(text, byline), *around))),
        byline=byline,
        dateline=place or dateline(text) or _alone(text),
        published=when.when if when else None,
        url=head.url,
        published_from=when.source if when else None,
    )


def _of_host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    if not host:
        return None
    known = outlets().by_host(host)
    return known.name if known else host.removeprefix("www.")


def _alone(text: str) -> str | None:
    """A place in capitals on a line of its own above the text."""
    first, _, rest = text.partition("\n")
    if rest and PLACE_ALONE.fullmatch(first.strip()):
        return first.split("/")[0].strip(" .").title()
    return None
