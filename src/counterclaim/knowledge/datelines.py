"""Where a report was filed from, and which wires it credits."""

from __future__ import annotations

import re

from counterclaim.knowledge.outlets import Outlet, outlets

# "KABUL (Reuters) -", "GAZA CITY, July 3 (AFP) –", "ISLAMABAD:", "Hodeidah, Yemen — ",
# "LONDON/KYIV (Reuters) -Text", "MOSCOW, May 5. /TASS/. ", "DOHA, Aug 3 (Reuters) Text".
_NAME = r"[A-ZÀ-Þ][\w’'.]*"
_PLACE = rf"{_NAME}(?:[ /-](?:(?:al|el|de|du|la|of|the|i|ad|ed|as|an|ar)[ -])?{_NAME}){{0,4}}"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:, (?P<region>{_PLACE}))??"
    rf"(?P<date>,? ?\(?{_DAY}?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?\)?\.?)?"
    r"(?P<credit>,? ?(?:\((?P<agency>[^()\n]{2,60})\)|/(?P<slashed>[^/\n]{2,30})/)\.?)?"
    r"(?:\s*(?P<dash>[-–—]{1,2})(?:\s+|(?<=\) [-–—])(?=[A-Z“\"]))"
    r"|(?P<colon>:)\s|(?P<bare>\s+)(?=[A-Z“\"]))"
)
# "NLA - BEIRUT - ": an agency's letters before the place.
_LETTERS = re.compile(r"[A-Z]{2,6} [-–—] (?=[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40} [-–—] )")
_CREDIT = re.compile(
    r"\(?\b(?:with|additional)? ?(?:in(?:p|o)uts?|reporting|inouts|material|agency inputs?|"
    r"agencies)? ?(?:from|by|via|courtesy(?: of)?|source[:s]|credit:?)\s*:?\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)|\[([^\[\]\n]{2,60})\]")
_TAIL = re.compile(r"(?:^|\s)[-–—/]{1,2}\s?([^\n–—]{2,60})\.?\s*\Z")
#: "Reuters and the Associated Press contributed to this report", "AP writer A in B contributed".
_CONTRIBUTED = re.compile(r"(?P<who>[^\n]{2,80}?) contributed\b")
_WRITER = re.compile(r" (?:staff )?(?:writers?|reporters?|correspondents?|journalists?)\b.*", re.DOTALL)
_SPLIT = re.compile(r"\s*(?:/|,|;|&|\band\b|\bwith\b|\+)\s*")
#: How much of either end of a report is searched for a credit line, in characters: two short paragraphs.
_EDGE = 260


def dateline(text: str) -> str | None:
    """The place a report says it was filed from, as written ("KABUL" gives "Kabul"), or None.

    >>> dateline("KABUL (Reuters) - Two gates were shut.")
    'Kabul'
    >>> dateline("CHAMAN. Two gates were shut."), dateline("XNA - CHAMAN - Two gates were shut.")
    ('Chaman', 'Chaman')
    >>> dateline("Two gates were shut.") is None
    True
    """
    found = _match(text)
    if found is None:
        return None
    place = found.group("place").split("/")[0].strip(" .'’-")
    return _recased(place) if place else None


def _match(text: str) -> re.Match[str] | None:
    head = text.lstrip()[:200]
    letters = _LETTERS.match(head)
    found = _DATELINE.match(head, letters.end() if letters else 0)
    if found is None:
        return None
    ended = found.group("place").removesuffix(".")
    # "CULIACAN. The ministry": one word in capitals and a full stop.
    alone = ended != found.group("place") and ended.isupper() and ended.isalpha() and len(ended) > 3
    if found.group("bare") is not None and not found.group("credit") and not alone:
        return None
    place, colon = found.group("place"), found.group("colon") is not None
    sure = bool(found.group("credit") or found.group("date"))
    # "Analysis: ..." and "Gaza: what we know" are headings; "ISLAMABAD: Troops" is a dateline. A
    # capitalised place in ordinary type counts before a colon or dash only when the sentence restarts
    # with a capital.
    if not sure and not place.replace("/", "").replace(" ", "").replace("-", "").replace("'", "").isupper():
        rest = head[found.end() :]
        if not rest[:1].isupper() or len(place.split()) > 2 or place.lower() in _NOT_PLACES:
            return None
        if colon and (
            len(rest) < 40
            or rest.split(" ", 1)[0].rstrip(",").lower() in ("what", "how", "why", "who", "when")
        ):
            return None
    if place.lower().rstrip(".") in _NOT_PLACES or outlets().named(place):
        return None
    return found


_NOT_PLACES = frozenset(
    re.findall(
        r"\S+",
        """
    breaking update updated live watch exclusive explainer explained analysis opinion video videos photo
    photos editorial summary headline headlines correction factbox timeline report news urgent alert
    developing note background fact-check
    """,
    )
) | {"breaking news", "just in", "live updates", "key points", "fact check"}


def _recased(place: str) -> str:
    if not place.isupper() or len(place) <= 3:
        return place
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m.group().capitalize(), place)


def report_agencies(text: str, byline: str | None = None) -> tuple[str, ...]:
    """Wire agencies that a report credits, by short name, in the order of the text.

    Looks at the byline, at the dateline's brackets and at the credit lines at either end; an agency that
    a speaker merely talked to is no credit.

    >>> report_agencies("KABUL (Reuters) - Two gates were shut.\\n\\nWith inputs from Agence France-Presse")
    ('Reuters', 'AFP')
    """
    found: list[str] = []

    def add(words: str, *, every: bool) -> None:
        for part in _SPLIT.split(words):
            part = part.strip(" .–—-()[]\"'")
            outlet = _named(part)
            if outlet is None:
                if every:
                    return
                continue
            if outlet.kind == "agency" and outlet.short not in found:
                found.append(outlet.short)

    if byline:
        add(byline, every=False)
        for hit in outlets().find(byline):
            add(byline[hit.start : hit.end], every=False)
    head = _match(text)
    if head is not None and (credit_of := head.group("agency") or head.group("slashed")):
        add(credit_of, every=False)
    if head is not None and (region := head.group("region")):
        # "Homs, SANA- ": the agency stands where a region does.
        add(region, every=True)
    stripped = text.strip()
    ends = [stripped] if len(stripped) <= 2 * _EDGE else [stripped[:_EDGE], stripped[-_EDGE:]]
    for line in (line.strip(" *_.|-–—") for end in ends for line in end.split("\n")):
        for bracket in _BRACKET.finditer(line):
            # "told Agence France-Presse (AFP) that" credits nobody; a bracket at either end of a line does.
            if bracket.start() > 0 and bracket.end() < len(line):
                continue
            inner = bracket.group(1) or bracket.group(2)
            credit = _CREDIT.match(inner)
            named = credit is not None and credit.end() > 3
            add(inner[credit.end() :] if credit and named else inner, every=not named)
        # A line of its own: 90 characters hold "With additional reporting from" and three agencies.
        if 0 < len(line) <= 90:
            credit = _CREDIT.match(line)
            named = credit is not None and credit.end() > 3
            add(line[credit.end() :] if credit and named else line, every=not named)
            if helped := _CONTRIBUTED.match(line):
                add(_WRITER.sub("", helped["who"]), every=False)
    tail = _TAIL.search(stripped[-80:])
    if tail is not None:
        add(tail.group(1), every=True)
    return tuple(found)


def _named(words: str) -> Outlet | None:
    words = re.sub(
        r"^(?:the|agencies|agency|news agency|source|sources|photo|by)[: ]+", "", words, flags=re.IGNORECASE
    )
    words = re.sub(r"['’]s$| news agency$| staff$", "", words, flags=re.IGNORECASE)
    return outlets().named(words) if 1 < len(words) < 50 else None
