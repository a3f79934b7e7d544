"""Why a speaker is not named: "on condition of anonymity because ..."."""

from __future__ import annotations

import re

from counterclaim.model import Span
from counterclaim.reading.context import Context

_HINT = re.compile(
    r"anonym|\bnames?\b|named|identif|authori[sz]ed|permitted|allowed|cleared|withheld|by name|disclosed",
    re.IGNORECASE,
)
_NAMED = r"(?:named|identified|quoted(?: by name)?|anonymous|mentioned|disclosed|used|published|unnamed)"
_EXCUSES = (
    r"on (?:the |a |strict )?conditions? of (?:anonymity|not being (?:named|identified))",
    r"under (?:the )?(?:condition|cover) of anonymity",
    r"(?:speak|spoke|speaking|talk|talked|talking) anonymously",
    r"(?:ask|request|want|prefer|wish|insist|opt)(?:ed|ing|s)?(?: (?:on|for|that|to))* anonymity",
    r"(?:ask|request|want|prefer|wish|insist|opt)(?:ed|ing|s)? (?:on |that )?(?:not to be|to not be|"
    r"not be|not being|"
    rf"to be|to remain|to stay|remaining) (?:not )?{_NAMED}",
    r"(?:ask|request|insist)(?:ed|ing|s)? (?:that )?(?:his|her|their) (?:\w+ )?names? (?:not )?be \w+",
    r"(?:chose|choose|choosing) to remain anonymous",
    rf"(?:declined|declining|refused|refusing|did not (?:want|wish)|didn['’]t want|not wanting|"
    rf"not wishing) to be {_NAMED}",
    r"(?:declined|declining|refused|refusing) to give (?:his|her|their) (?:full )?names?",
    rf"who (?:could not|cannot|can['’]t) be {_NAMED}",
    r"(?:whose|his|her|their|the) (?:full )?(?:names?|identity|identities) (?:is|are|was|were|has been|"
    r"have been|had been) "
    r"(?:being )?(?:withheld|concealed|changed|not (?:being )?(?:disclosed|published|used))",
    r"(?:he|she|they|was|were|is|are|being|not|as)[\w ]{0,12} (?:not |un)authori[sz]ed to "
    r"(?:speak|talk|brief|discuss|comment|give|release|disclose|share|make)",
    r"(?:he|she|they|was|were|is|are|being|as)[\w ]{0,12} not (?:allowed|permitted|cleared) to "
    r"(?:speak|talk|brief|comment|give (?:statements|interviews))",
)
_EXCUSE = re.compile(rf"\b(?:{'|'.join(_EXCUSES)})", re.IGNORECASE)
_OWN_REASON = re.compile(r"authori|allowed|permitted|cleared", re.IGNORECASE)
_REASON = re.compile(
    r"[\s,]*(?:(?:in order )?(?=to (?:speak|discuss|talk|describe|avoid|protect|share))|"
    r"(?:because(?: of)?|as|since|citing|given|due to|owing to|in line with|in keeping with|for)\s+)",
    re.IGNORECASE,
)
_END = re.compile(r"[.;:!?](?:\s|$)|[”\"“]|\n|,(?!\s*(?:rank|and)\b)|\)")
#: Longest excuse kept, in characters; those in the sample newsroom are at most half as long.
_LENGTH = 220


def anonymity_reasons(ctx: Context) -> list[tuple[int, Span]]:
    """Where the report excuses a missing name: the offset of the excuse, and the words of the reason
    ("he was not authorised to speak"), or the condition's own words where no reason is given.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "An aide said so on condition of anonymity because the talks are secret."
    >>> [span.text for _, span in anonymity_reasons(Context(Report(text), annotator().annotate(text)))]
    ['the talks are secret']
    """
    text = ctx.report.text
    if not _HINT.search(text):
        return []
    found: list[tuple[int, Span]] = []
    reach = -1
    for match in _EXCUSE.finditer(text):
        start, end = match.span()
        if start < reach:
            continue
        stop, first = end, start
        if _OWN_REASON.search(match.group()):
            # The excuse is itself the reason: from its subject to the end of the clause.
            stop = _stop(text, end)
        elif (reason := _REASON.match(text, end)) is not None:
            first, stop = reason.end(), _stop(text, reason.end())
        found.append((start, _trimmed(ctx, first, stop)))
        reach = stop
    return found


def _stop(text: str, start: int) -> int:
    end = _END.search(text, start, start + _LENGTH)
    return end.start() if end else min(len(text), start + _LENGTH)


def _trimmed(ctx: Context, start: int, end: int) -> Span:
    text = ctx.report.text
    while end > start and text[end - 1] in " \t\r\n,":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return ctx.span(start, end)
