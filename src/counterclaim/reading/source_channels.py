"""By what means something was said: a news conference, a statement, parliament, a post."""

from __future__ import annotations

import re

from counterclaim.reading.context import Context

_A = r"(?:an?|the|its|his|her|their|another|one|this|that)"
_PLATFORM = (
    r"(?:(?-i:X)\b|Twitter|Telegram|Facebook|Instagram|TikTok|WhatsApp|YouTube|VK\b|Weibo|Truth Social|"
    r"Bluesky|social (?:media|network))"
)
_HOUSE = (
    r"(?:parliament\w*|lawmakers?|MPs|legislators|(?:national|federal) assembly|senat(?:e|ors)|congress|"
    r"legislature|parliamentary (?:committee|session)|(?:lower|upper) house)"
)
_STATEMENT = r"(?:statements?|communiqu[eé]s?|press releases?|news release|readout|declaration)"
_PRESS = r"(?:reporters|journalists|the press|the media|newsmen|media)"

# A channel, the pattern that shows it, and the words of which one must stand in the clause before the
# pattern is tried. The first match in the clause wins; at one place, the first in this list.
_RULES: tuple[tuple[str, str, str], ...] = (
    (
        "news conference",
        r"\b(?:news|press|media|joint) conference|\bpressers?\b",
        "conference presser pressers",
    ),
    (
        "social media",
        rf"\b(?:on|via|to|using|through)\s+(?:the (?:social (?:media|network(?:ing)?) )?"
        rf"(?:platform|site|app|network|service|channel)s? )?(?:\w+ )?(?:official )?{_PLATFORM}|"
        rf"\btweet(?:ed|s|ing)?\b|\b{_PLATFORM} (?:post|message|channel|account|page|statement)|"
        r"\bposted (?:on|to|a )|\bin a (?:social media )?post\b",
        "x twitter telegram facebook instagram tiktok whatsapp youtube vk weibo truth bluesky social tweet"
        " tweets tweeted tweeting post posted",
    ),
    (
        "parliament",
        rf"\b(?:told|to|in|before|at|inform\w*|brief\w*) (?:the |a |\w+ )?{_HOUSE}\b",
        "parliament parliamentarians parliamentary lawmaker lawmakers mps legislators assembly senate"
        " senators congress legislature house",
    ),
    ("interview", r"\binterview(?:ed)?\b", "interview interviewed"),
    ("briefing", r"\bbriefings?\b|\bbriefed\b", "briefing briefings briefed"),
    (
        "statement",
        rf"\b(?:in|by|via|through|of|from|issued|released|with|carried) (?:{_A} )?(?:[\w’'-]+ ){{0,3}}"
        rf"{_STATEMENT}\b|\bstatement (?:on|by|from|issued|said|to|late|posted|published|released|"
        rf"carried)\b",
        "statement statements communique communiqué communiques release releases readout declaration",
    ),
    (
        "state television",
        r"\b(?:state|national|public)(?:-run| -owned|-owned)? (?:TV|television|broadcaster)\b",
        "tv television broadcaster",
    ),
    ("state radio", r"\bstate(?:-run|-owned)? radio\b", "radio"),
    (
        "television",
        r"\btelevised\b|\bon (?:television|TV)\b|\btelevision (?:channel|address|interview)\b|"
        r"\btold (?:\w+ ){0,3}(?:TV|television)\b",
        "tv television televised",
    ),
    ("radio", r"\b(?:on|to|told) (?:\w+ ){0,3}radio\b", "radio"),
    (
        "letter",
        rf"\bin {_A} (?:\w+ ){{0,2}}letter\b|\bletter (?:to|sent|addressed)\b",
        "letter",
    ),
    (
        "video",
        rf"\bin {_A} (?:[\w-]+ ){{0,3}}(?:video|clip|footage)\b|"
        r"\bvideo (?:message|address|statement|posted|released)\b",
        "video clip footage",
    ),
    ("audio", r"\b(?:audio|voice) (?:message|recording|statement|clip|note)\b", "audio voice"),
    (
        "phone",
        r"\b(?:by|over the|on the|via|in a) (?:tele)?phone\b|\bphone (?:call|interview)\b|\btext message\b",
        "phone telephone message",
    ),
    (
        "speech",
        rf"\b(?:in|during) {_A} (?:[\w-]+ ){{0,3}}(?:speech|address|sermon)\b",
        "speech address sermon",
    ),
    (
        "report",
        rf"\bin {_A} (?:[\w-]+ ){{0,3}}(?:report|bulletin|update|assessment|document)\b",
        "report bulletin update assessment document",
    ),
    ("email", r"\b(?:by|via|in an) e-?mail\b", "email e-mail mail"),
    (
        "reporters",
        rf"\b(?:told|tells|telling|informed|(?:said|spoke|speaking|talking|remarks|statements|"
        rf"comments) to) "
        rf"(?:\w+ )?{_PRESS}\b",
        "reporters journalists press media newsmen",
    ),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern, _ in _RULES)
_TRIGGERS: dict[str, tuple[int, ...]] = {}
for _number, (_, _, _triggers) in enumerate(_RULES):
    for _trigger in _triggers.split():
        _TRIGGERS[_trigger] = (*_TRIGGERS.get(_trigger, ()), _number)

_OF_DOCUMENT = {
    "statement": "statement",
    "communique": "statement",
    "communiqué": "statement",
    "release": "statement",
    "declaration": "statement",
    "readout": "statement",
    "report": "report",
    "bulletin": "report",
    "update": "report",
    "assessment": "report",
    "document": "document",
    "memo": "document",
    "note": "document",
    "letter": "letter",
    "video": "video",
    "footage": "video",
    "post": "social media",
    "tweet": "social media",
    "email": "email",
    "notice": "notice",
    "message": "message",
    "briefing": "briefing",
}


def channel_in(ctx: Context, start: int, end: int) -> str | None:
    """The means of speaking named first in ``[start, end)``, or None.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "The junta said in a statement on Monday"
    >>> channel_in(Context(Report(text), annotator().annotate(text)), 0, len(text))
    'statement'
    """
    tried: set[int] = set()
    for i in ctx.doc.tokens_in(start, end):
        tried.update(_TRIGGERS.get(ctx.doc.tokens[i].lower, ()))
    if not tried:
        return None
    clause = ctx.report.text[start:end]
    found = [
        (match.end(), number, _PATTERNS[number][0])
        for number in sorted(tried)
        if (match := _PATTERNS[number][1].search(clause)) is not None
    ]
    return min(found)[2] if found else None


def channel_of(document: str) -> str | None:
    """The means of speaking that a speaking document is itself; None for other nouns.

    >>> channel_of("communique")
    'statement'
    """
    return _OF_DOCUMENT.get(document)
