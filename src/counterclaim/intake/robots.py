"""robots.txt: what a site asks of programs, read as RFC 9309 says, and how long it asks them to wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

#: Bytes read of a robots.txt; RFC 9309 asks for at least 500 KiB.
MAX_ROBOTS = 512_000
#: Rules kept of one file; the longest we know of, a portal's, has 2,000.
_RULES = 20_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: whether it allows, and its pattern, cut at the stars; ``anchored`` ends with the path."""

    allows: bool
    parts: tuple[str, ...]
    anchored: bool
    length: int

    def matches(self, path: str) -> bool:
        """Whether the path begins as the pattern says; stars stand for anything.

        >>> Rule(False, ("/", ".pdf"), True, 6).matches("/a/b.pdf")
        True
        """
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        if self.anchored and not rest:
            return at == len(path)
        # The earliest place for each part leaves the most room for the next: no going back is needed.
        for number, part in enumerate(rest, start=1):
            if self.anchored and number == len(rest):
                return path.endswith(part) and len(path) - len(part) >= at
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return True


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site asks of us: the rules of our group, and the seconds to leave between requests.

    >>> robots = parse("User-agent: *\\nDisallow: /private/\\nAllow: /private/press\\nCrawl-delay: 10")
    >>> robots.allows("https://a.example/private/x"), robots.allows("https://a.example/private/press/1")
    (False, True)
    >>> robots.delay
    10.0
    """

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched: the longest rule that fits decides, then the kinder."""
        parts = urlsplit(url)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fitting = [rule for rule in self.rules if rule.matches(path)]
        best = max(fitting, key=lambda rule: (rule.length, rule.allows), default=None)
        return best is None or best.allows


def parse(text: str, product: str = "counterclaim") -> Robots:
    """The rules for ``product``: those of every group that names it, else those for all (``*``).

    Nothing is an error: a line that says nothing we know is passed over.

    >>> parse("User-agent: Counterclaim/2\\nUser-agent: other\\nDisallow: /").allows("https://a.example/x")
    False
    """
    ours: dict[bool, list[Rule]] = {True: [], False: []}
    delays: dict[bool, float] = {}
    named: set[bool] = set()
    group: set[bool] = set()
    opening = False
    for line in text[:MAX_ROBOTS].lstrip("\ufeff").splitlines():
        if not (found := _LINE.match(line)):
            continue
        field, value = found[1].lower(), found[2].strip()
        if field == "user-agent":
            if not opening:
                group = set()
            opening = True
            token = re.match(r"[A-Za-z_-]*", value)
            if value.startswith("*"):
                group.add(False)
            elif token and token[0].lower() == product:
                group.add(True)
                named.add(True)
            continue
        if field in ("allow", "disallow"):
            opening = False
            for mine in group:
                if value and len(ours[mine]) < _RULES:
                    ours[mine].append(_rule(field == "allow", value))
        elif field == "crawl-delay":
            opening = False
            for mine in group:
                if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
                    delays[mine] = float(value)
    mine = True in named
    return Robots(tuple(ours[mine]), delays.get(mine))


def _rule(allows: bool, value: str) -> Rule:
    anchored = value.endswith("$")
    pattern = value[:-1] if anchored else value
    if not pattern.startswith(("/", "*")):
        pattern = "/" + pattern
    parts = tuple(_plain(part) for part in re.sub(r"\*+", "*", pattern).split("*"))
    return Rule(allows, parts, anchored, sum(map(len, parts)) + len(parts) - 1 + anchored)


def _plain(path: str) -> str:
    """One way to write a path: what may stand unescaped does, the rest is escaped in capitals."""
    return quote(unquote_to_bytes(path), safe="/!$&'()*+,;=:@~-._?")
