"""Live pages: their posts as sections of one text, in the page's order."""

from __future__ import annotations

import re
from typing import Any

from counterclaim.intake.cleaning import is_boilerplate, is_caption
from counterclaim.intake.html_head import Head
from counterclaim.intake.html_tree import blocks, drop_asides, names, plain, word_set

_LIVE = re.compile(
    r"\blive\b(?:[ -]?blog|[ -]?updates?|$)|[–—-] (?:live|as it happened)\b|live-?blog|\blive:|\|\s*live\b",
    re.IGNORECASE,
)
_POST = word_set("block post posts entry update event stream livepost timeline")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CLOCK = re.compile(
    r"(?:(?:posted|updated) (?:at )?)?(?:\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?(?:\s?\(?[A-Z]{2,5}\)?)?|"
    r"\d+\s?(?:h|m|min|hours?|minutes?|days?)(?: ago)?)",
    re.IGNORECASE,
)


def live_text(tree: Any, head: Head) -> str | None:
    """The posts of a live page, each a heading and its paragraphs; None where the page is not one."""
    updates = head.article.get("liveBlogUpdate")
    told = updates if isinstance(updates, list) else []
    types = head.article.get("@type")
    live = "LiveBlogPosting" in (types if isinstance(types, list) else [types])
    live = live or any(
        _LIVE.search(words) for words in (head.title or "", head.url or "", head.meta("og:title") or "")
    )
    live = live or any(_LIVE.search(t.text_content()) for t in tree.iter("title"))
    posts = _posts(tree)
    if not live or (len(posts) < 2 and len(told) < 2):
        return None
    shown = [section for post in posts if (section := _section(post))]
    from_script = [
        section for update in told[:500] if isinstance(update, dict) and (section := _update(update))
    ]
    # Many pages hold all posts in JSON-LD and show the newest only.
    best = from_script if len(from_script) > len(shown) else shown
    return "\n\n".join(best) or None


def _posts(tree: Any) -> list[Any]:
    """The largest group of elements of one kind that call themselves posts and hold paragraphs."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for element in tree.iter("article", "li", "div", "section"):
        if names(element) & _POST and next(element.iter("p"), None) is not None:
            shape = (element.tag, (element.get("class") or "").split(" ")[0])
            groups.setdefault(shape, []).append(element)
    best: list[Any] = []
    for group in groups.values():
        inner = set(group)
        outermost = [e for e in group if not any(up in inner for up in e.iterancestors())]
        if len(outermost) > len(best):
            best = outermost
    return best


def _section(post: Any) -> str:
    for header in list(post.iter("header")):
        header.tag = "div"
    drop_asides(post)
    lines: list[str] = []
    seen: set[str] = set()
    for block in blocks(post):
        key = plain(block.text)
        idle = block.linked > 0.6 and block.tag not in _HEADINGS
        if not key or key in seen or idle or _CLOCK.fullmatch(block.text) or is_boilerplate(block.text):
            continue
        if is_caption(block.text) or re.match(r"(?:updated|posted) at\b", block.text, re.IGNORECASE):
            continue
        seen.add(key)
        lines.append(block.text)
    return "\n\n".join(lines)


def _update(update: dict[str, Any]) -> str:
    from counterclaim.intake.html_text import told_text

    body = update.get("articleBody")
    headline = update.get("headline")
    parts = [headline] if isinstance(headline, str) else []
    parts += [told_text(body)] if isinstance(body, str) else []
    return "\n\n".join(part.strip() for part in parts if part.strip())
