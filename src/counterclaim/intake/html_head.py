"""What a page says of itself: JSON-LD, meta, its address and title."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from counterclaim.intake.html_tree import plain, tidy

_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_TRAILING = re.compile(r",(\s*[}\]])")
_WRAPPED = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|articleBody|@type|url)"\s*:\s*"((?:[^"\\]|\\.){1,200000})"'
)
_SEPARATED = re.compile(r"\s+[|\-–—•·:»]+\s+|\s*:\s+|\s*[|»]\s*")
_NO_SITE = re.compile(
    r"[\d/.\s-]+|print(?:able)? version|home ?page|home|main page|menu|sections|skip .*|live(?: updates)?|"
    r"as it happened|logo",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}\s*[-–]\s*)?\d{4},?\s+(?:by )?"
    r"([A-Z][\w&'’ -]{2,40}?)(?:[.,|]| all rights|$)",
    re.IGNORECASE,
)
_LIVE = re.compile(r"\s+(?:[–—|-]|:)\s*(?:live(?: updates| blog)?|as it happened)\s*$", re.IGNORECASE)
#: Bytes of one script, scripts of a page, and nodes of their graph that are looked at.
_SCRIPT, _SCRIPTS, _NODES = 1_000_000, 30, 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """The chosen JSON-LD article (empty where there is none), meta by name, and the page's own names.

    >>> Head().title is None
    True
    """

    article: Mapping[str, Any] = field(default_factory=dict)
    metas: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    title: str | None = None
    outlet: str | None = None

    def meta(self, *asked: str) -> str | None:
        """The first of these meta that the page gives.

        >>> Head(metas={"date": "2025"}).meta("pubdate", "date")
        '2025'
        """
        return next((self.metas[name] for name in asked if self.metas.get(name)), None)


def read_head(tree: Any, url: str | None) -> Head:
    """What the page says of itself; scripts that are no JSON are read as far as they go.

    >>> from counterclaim.intake.html_tree import parse
    >>> read_head(parse("<html><title>Gate shut | Valley Post</title><h1>Gate shut</h1>"), None).outlet
    'Valley Post'
    """
    metas = _metas(tree)
    canonical = next(
        (a.get("href") for a in tree.iter("link") if a.get("rel", "").lower() == "canonical"), None
    )
    address = url or canonical or metas.get("og:url")
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    written = tidy(next((t.text_content() for t in tree.iter("title")), "") or "")
    heads = [tidy(h.text_content()) for h in tree.iter("h1")][:20]
    article = _chosen(
        nodes,
        {address, canonical, metas.get("og:url")} - {None},
        [*heads, metas.get("og:title", ""), written],
    )
    title = _title(article, metas, heads, written, tree)
    title = _LIVE.sub("", title) if title else None
    return Head(
        article,
        metas,
        address if address and address.startswith("http") else None,
        title,
        _named(article.get("publisher"), by_id)
        or metas.get("og:site_name")
        or metas.get("application-name")
        or _site(nodes)
        or _rest(written, title)
        or _signed(tree),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if name and (content := tag.get("content")) and len(found) < 300:
            found.setdefault(name.lower(), tidy(content[:2000]))
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of the page's JSON-LD in order, graphs and main entities opened."""
    seen = 0
    scripts = [s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower()]
    for script in scripts[:_SCRIPTS]:
        stack = [_loaded((script.text or "")[:_SCRIPT])]
        while stack and seen < _NODES:
            node = stack.pop()
            seen += 1
            if isinstance(node, list):
                stack.extend(reversed(node[:_NODES]))
            elif isinstance(node, dict):
                yield node
                stack.extend(
                    node[key] for key in ("mainEntity", "@graph") if isinstance(node.get(key), list | dict)
                )


def _loaded(script: str) -> Any:
    words = _WRAPPED.sub("", script).strip().rstrip(";")
    for attempt in (words, _TRAILING.sub(r"\1", words)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    pairs: dict[str, Any] = {}
    for name, value in _PAIR.findall(words[:200_000]):
        pairs.setdefault(
            name, value.encode().decode("unicode_escape", "replace") if "\\u" in value else value
        )
    return pairs


def _chosen(nodes: list[dict[str, Any]], urls: set[str | None], titles: list[str]) -> dict[str, Any]:
    """The node of this page's article: by address, then by headline, then the first of such a type."""
    found = [node for node in nodes if _is_article(node)]
    asked = {plain(title) for title in titles if title}
    for node in found:
        entity = node.get("mainEntityOfPage")
        own = {node.get("url"), node.get("@id"), entity if isinstance(entity, str) else None}
        if isinstance(entity, dict):
            own |= {value for value in (entity.get("@id"), entity.get("url")) if isinstance(value, str)}
        if {value.split("#")[0].rstrip("/") for value in own if isinstance(value, str)} & {
            value.split("#")[0].rstrip("/") for value in urls if value
        }:
            return node
    for node in found:
        if isinstance(headline := node.get("headline"), str) and plain(html.unescape(headline)) in asked:
            return node
    if found:
        return found[0]
    return next((n for n in nodes if isinstance(n.get("datePublished"), str) and "WebPage" in _types(n)), {})


def _types(node: Mapping[str, Any]) -> list[str]:
    given = node.get("@type")
    return [t for t in (given if isinstance(given, list) else [given]) if isinstance(t, str)]


def _is_article(node: Mapping[str, Any]) -> bool:
    types = _types(node)
    return any(_TYPES.search(t) for t in types) or (
        not types and "datePublished" in node and "headline" in node
    )


def _named(value: Any, by_id: Mapping[str, Any]) -> str | None:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("name") or by_id.get(one.get("@id", ""), {}).get("name")
        if isinstance(one, str) and one.strip() and not one.startswith("http"):
            return tidy(html.unescape(one))
    return None


def _site(nodes: list[dict[str, Any]]) -> str | None:
    return next((name for n in nodes if "WebSite" in _types(n) and (name := _named(n, {}))), None)


def _title(
    article: Mapping[str, Any], metas: Mapping[str, str], heads: list[str], written: str, tree: Any
) -> str | None:
    """The heading that the page's own descriptions agree with, else what they say without the site's name."""
    headline = article.get("headline")
    told = [tidy(html.unescape(headline))] if isinstance(headline, str) else []
    told += [metas[name] for name in ("og:title", "twitter:title") if metas.get(name)]
    told += [written] if written else []
    whole = " ".join(told)
    headings = [*heads, *(tidy(h.text_content()) for h in list(tree.iter("h2", "h3"))[:60])]
    # The longest: a blog's first heading is its own name.
    agreed = [heading for heading in headings if len(heading) > 8 and plain(heading) in plain(whole)]
    if agreed:
        return max(agreed, key=len)
    words = set(re.findall(r"\w+", whole.lower()))
    for heading in heads:
        own = set(re.findall(r"\w+", heading.lower()))
        if len(own) > 2 and len(own & words) >= 0.6 * len(own):
            return heading
    if told:
        first = told[0]
        parts = _SEPARATED.split(first)
        return max(parts, key=len) if first is written and len(parts) > 1 else first
    return next((heading for heading in heads if heading), None)


def _rest(written: str, title: str | None) -> str | None:
    """The site's name in ``<title>``, beside the headline."""
    if not written or not title or title not in written or written == title:
        return None
    before, after = written.split(title, 1)
    parts = [part.strip(" |-–—•·:»()") for side in (before, after) for part in _SEPARATED.split(side)]
    named = [part for part in parts if part and not _NO_SITE.fullmatch(part)]
    return named[-1] if named and len(named[-1]) <= 60 else None


def _signed(tree: Any) -> str | None:
    """The site's name in its link to the first page, or in the line of its rights."""
    for link in list(tree.iter("a"))[:40]:
        words = tidy(link.text_content())
        if link.get("href") == "/" and 2 < len(words) <= 40 and not _NO_SITE.fullmatch(words):
            return words
    for words in tree.itertext():
        if len(words) < 300 and (found := _RIGHTS.search(words)):
            return found[1].strip()
    return None
