"""The main text of a page: trafilatura's choice, repaired from the page's own blocks."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from counterclaim.intake.cleaning import is_boilerplate, is_byline, is_caption, unglued
from counterclaim.intake.html_dates import is_date_line
from counterclaim.intake.html_head import Head
from counterclaim.intake.html_tree import Block, blocks, plain

_SENTENCE = re.compile(r"[.!?…:][”\"’')\]]*$")
_ABOUT_WRITER = re.compile(
    r"(?:(?:[A-Z][\w.’'-]+,?|and|de|al|van|von|bin) ){1,9}(?:is|are|was|has|previously)\b.{0,80}"
    r"\b(?:correspondents?|reporters?|editors?|journalists?|writers?|bureau chiefs?|worked at|has covered)\b"
)
#: A dateline that some agencies set on a line of its own.
PLACE_ALONE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:/[A-ZÀ-Þ .'’-]{3,30})?")
_WORD = re.compile(r"\w+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Above this trafilatura's rules, some of which compare every element with every other, are left out.
_ELEMENTS = 40_000
#: Blocks up to which each is looked for in all: 2,000 paragraphs are a book.
_MANY = 2_000
#: A block is prose from so many words on; shorter ones stay only between blocks that were chosen.
_PROSE = 7
#: A block with a larger share of its letters in links is a teaser or a menu. Paragraphs of the saved pages
#: that are news have under 0.4.
_LINKED = 0.6
#: JSON-LD's text is taken when the page shows less than this share of it: the rest is behind a wall.
_SHOWN = 0.75


def main_text(tree: Any, head: Head) -> str:
    """The article's text, a paragraph a block, or an empty string.

    Lost paragraphs of the same kind as the chosen ones come back, captions, teasers, pull quotes and a second
    title go; where the page shows only the beginning of what JSON-LD holds, JSON-LD's text is taken.
    """
    found = blocks(tree)
    kept = _selected(found, _choice(tree), head.title)
    text = "\n\n".join(block.text for block in kept)
    told = head.article.get("articleBody")
    if isinstance(told, str) and len(plain(text)) < _SHOWN * len(plain(told)):
        return told_text(told)
    return text


def _choice(tree: Any) -> str:
    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        return ""
    import trafilatura

    try:
        got = trafilatura.bare_extraction(
            tree,
            with_metadata=False,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            fast=True,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):
        return ""
    if got is None:
        return ""
    return str((got if isinstance(got, dict) else got.as_dict()).get("text") or "")


def _selected(found: list[Block], choice: str, title: str | None) -> list[Block]:
    lines = {plain(line) for line in choice.split("\n")}
    whole = plain(choice)
    heading = plain(title or "")
    keys = [plain(block.text) for block in found]
    few = len(found) <= _MANY
    # A short block must be a line of the choice; a long one may be part of one.
    chosen = [bool(key) and (key in lines or (len(key) > 30 and few and key in whole)) for key in keys]
    prose = [_is_prose(block) for block in found]
    if not any(c and p for c, p in zip(chosen, prose, strict=True)):
        chosen = list(prose)
    body = [i for i, (c, p) in enumerate(zip(chosen, prose, strict=True)) if c and p and not found[i].dek]
    if not body:
        return [block for block, c in zip(found, chosen, strict=True) if c and not is_boilerplate(block.text)]
    shapes = Counter(found[i].shape for i in body)
    first, last = body[0], body[-1]
    # Paragraphs of the commonest kind at either end that were left out: a short lead, a credit line.
    usual = {s for s, count in shapes.items() if (count > 1 or len(body) < 4) and count >= 0.3 * len(body)}
    while first > 0 and (found[first - 1].shape in usual and keys[first - 1] != heading):
        first -= 1
    if first > 0 and PLACE_ALONE.fullmatch(found[first - 1].text) and keys[first - 1] != heading:
        first -= 1
        chosen[first] = True
    while last + 1 < len(found) and found[last + 1].shape in usual:
        last += 1
    # A heading of the kind that parts the text further on opens its first section; any other is a subtitle.
    inner = {block.shape for block in found[first:last] if block.tag in _HEADINGS and block.tag != "h1"}
    opening = (
        first - 1 if first > 0 and found[first - 1].shape in inner and keys[first - 1] != heading else -1
    )
    first = opening if opening >= 0 else first
    # A credit line of another kind right after the text.
    if last + 1 < len(found) and chosen[last + 1] and not found[last + 1].linked:
        last += 1
    kept: list[Block] = []
    seen: set[str] = set()
    for i in range(first, last + 1):
        block, key = found[i], keys[i]
        if not key or key == heading or key in seen or is_boilerplate(block.text):
            continue
        if is_caption(block.text) or is_date_line(block.text) or is_byline(block.text):
            continue
        above = found[i - 1] if i else block
        if above.tag in _HEADINGS and above.linked > _LINKED and keys[i - 1] != heading:
            # What stands under a linked heading is another story's first line.
            continue
        if block.linked > _LINKED and not (chosen[i] and block.tag in _HEADINGS):
            continue
        if not kept and i != opening and (block.tag in _HEADINGS or block.dek):
            continue
        if not chosen[i] and not prose[i] and block.shape not in usual and block.tag not in _HEADINGS:
            continue
        if block.tag in _HEADINGS and not chosen[i] and block.linked:
            continue
        seen.add(key)
        kept.append(block)
    while kept and (kept[-1].tag in _HEADINGS or _ABOUT_WRITER.match(kept[-1].text)):
        kept.pop()
    return _without_quotes(kept)


def _is_prose(block: Block) -> bool:
    text = block.text
    return (
        block.linked <= _LINKED
        and len(_WORD.findall(text)) >= _PROSE
        and _SENTENCE.search(text) is not None
        and not is_boilerplate(text)
        and not is_caption(text)
    )


def _without_quotes(kept: list[Block]) -> list[Block]:
    """Blocks without those that repeat words of another: pull quotes and lines set twice."""
    if len(kept) > _MANY:
        return kept
    keys = [plain(block.text) for block in kept]
    whole = "\n".join(keys)
    return [
        block
        for block, key in zip(kept, keys, strict=True)
        if len(key) < 25 or block.tag in _HEADINGS or whole.count(key) == 1
    ]


def told_text(body: str) -> str:
    """Text as JSON-LD gives it: with or without tags, its paragraphs often joined without a space.

    >>> told_text("Two died.The army said so.")
    'Two died.\\n\\nThe army said so.'
    """
    import html

    from counterclaim.intake.html_tree import parse, tidy

    if "</p>" in body or "<br" in body:
        tree = parse(body)
        lines = [block.text for block in blocks(tree)] if tree is not None else []
    else:
        lines = [tidy(line) for line in unglued(html.unescape(body)).split("\n")]
    return "\n\n".join(line for line in lines if line and not is_boilerplate(line))
