"""Quoted stretches: pairing quotation marks, paragraph by paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterclaim.reading.context import Quote

_DOUBLE = re.compile(r"''|``|[\"“”„‟«»＂]")
_SINGLE = re.compile(r"['‘’‚‹›](?!['`])")
_ANY = re.compile(r"[\"“”„‟«»＂'‘‚‹`]")
_WORD = re.compile(r"\w+")

#: Words that drop their first letters and so begin with an apostrophe that opens nothing.
_ELISIONS = re.compile(r"(?:\d\ds?|em|tis|twas|til|till|cause|bout|round|n)\b", re.IGNORECASE)

#: Most words a quotation may have and still be a term set at a distance rather than speech (`Quote.scare`).
SCARE_WORDS = 4

_OPENS_AFTER = frozenset("([{—–-/…:")
_SPEECH_END = frozenset(",.!?;…—")


class _Mark(NamedTuple):
    start: int
    end: int
    role: str  # "open", "close" or "either"
    style: str  # marks of one style close each other


def find_quotes(text: str) -> list[Quote]:
    """Quotations in the order of the text, outermost only; offsets include the marks.

    Marks are paired inside a paragraph. A paragraph that opens with a mark and never closes it goes on
    in the next one when that opens with a mark too (`Quote.continues`); a stray mark costs its own
    paragraph at most. Curly, straight, TeX (``''``), German and French marks are read, and single
    marks where they cannot be apostrophes. Never raises.

    >>> text = "“It is over,” he said. The 'safe zone' isn't."
    >>> [(text[q.start : q.end], q.scare) for q in find_quotes(text)]
    [('“It is over,”', False), ("'safe zone'", True)]
    """
    if not _ANY.search(text):
        return []
    found: list[Quote] = []
    open_before = False
    for start, end in _paragraphs(text):
        spans = _double_quotes(text, start, end)
        spans = _with_single_quotes(text, start, end, spans)
        for first, last, closed in spans:
            leads = not text[start:first].strip()
            continues = open_before and leads
            found.append(Quote(first, last, closed, closed and _is_scare(text, first, last), continues))
        open_before = bool(spans) and not spans[-1][2]
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraph bounds. A line end inside a sentence (hard-wrapped text) does not end a paragraph."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[\r\n\u2028\u2029]+", text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        wrapped = len(match.group().replace("\r", "")) == 1 and (before.islower() or before == ",")
        if wrapped and after.islower():
            continue
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return [(a, b) for a, b in bounds if b > a]


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _DOUBLE.finditer(text, start, end):
        a, b, mark = match.start(), match.end(), match.group()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        opens = (before.isspace() or before in _OPENS_AFTER or before in "'‘") and not after.isspace()
        closes = not before.isspace() and (not after.isalnum())
        if mark in "“„‟" or mark == "``":
            role, style = ("close" if mark == "“" and closes and not opens else "open"), "curly"
        elif mark == "”":
            role, style = ("open" if opens and after.isalnum() else "close"), "curly"
        elif mark in "«»":
            role, style = ("open" if mark == "«" else "close"), "angle"
        else:
            style = "tex" if mark == "''" else "straight"
            role = "open" if opens and not closes else "close" if closes and not opens else "either"
            if role == "close" and before.isdigit() and text[a - 2 : a - 1] in ("'", "’"):
                continue  # 5'10": feet and inches
        marks.append(_Mark(a, b, role, style))
    return marks


def _double_quotes(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    marks = _double_marks(text, start, end)
    spans: list[tuple[int, int, bool]] = []
    opener: _Mark | None = None
    depth = 0
    for k, mark in enumerate(marks):
        if opener is None:
            if mark.role == "open" or (mark.role == "either" and text[mark.end : mark.end + 1].strip()):
                opener, depth = mark, 0
            continue
        if mark.role == "open":
            rest = marks[k + 1 :]
            closers = sum(m.role != "open" for m in rest)
            if closers > sum(m.role == "open" for m in rest) + 1 and mark.style != "straight":
                depth += 1  # a quotation inside the quotation
            else:
                opener, depth = mark, 0  # the first was never closed: where it ended is unknown
            continue
        if depth:
            depth -= 1
            continue
        if mark.style != opener.style and any(
            m.style == opener.style and m.role != "open" for m in marks[k + 1 :]
        ):
            continue  # another style inside: nested
        spans.append((opener.start, mark.end, True))
        opener = None
    if opener is not None:
        last = end
        while last > opener.end and text[last - 1].isspace():
            last -= 1
        if last > opener.end:
            spans.append((opener.start, last, False))
    return spans


def _with_single_quotes(
    text: str, start: int, end: int, doubles: list[tuple[int, int, bool]]
) -> list[tuple[int, int, bool]]:
    """Adds quotations in single marks that lie outside double ones, or hold them."""
    marks = [m.start() for m in _SINGLE.finditer(text, start, end)]
    if not marks:
        return doubles
    singles: list[tuple[int, int, bool]] = []
    reach = start
    for at in marks:
        if at < reach or not _opens_single(text, at, start, end):
            continue
        if any(a <= at < b for a, b, _ in doubles):
            continue
        closer = _single_closer(text, at, end, [m for m in marks if m > at], doubles, start)
        if closer is not None:
            singles.append((at, closer + 1, True))
            reach = closer + 1
        elif text[at] == "‘" and not text[start:at].strip() and not doubles:
            singles.append((at, start + len(text[start:end].rstrip()), False))
            break
    if not singles:
        return doubles
    outer = [d for d in doubles if not any(a <= d[0] and d[1] <= b for a, b, _ in singles)]
    return sorted(outer + singles)


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == "›" or (text[at] == "’" and not before.isspace()):
        return False
    if text[at] == "’":
        return False
    if after.isspace() or before.isalnum():
        return False
    return not _ELISIONS.match(text, at + 1)


def _single_closer(
    text: str, at: int, end: int, later: list[int], doubles: list[tuple[int, int, bool]], start: int
) -> int | None:
    """The mark that closes the single quotation opened at ``at``: plural possessives are passed over
    when a better one stands further on."""
    fallback: int | None = None
    for mark in later:
        if any(a <= mark < b for a, b, _ in doubles):
            continue
        before = text[mark - 1]
        after = text[mark + 1] if mark + 1 < end else " "
        if text[mark] in "‘‚‹" or (text[mark] == "'" and _opens_single(text, mark, start, end)):
            if before.isspace():
                return fallback
            continue
        if before.isspace() or after.isalnum():
            continue
        possessive = before in "sS" and after == " " and text[mark + 2 : mark + 3].islower()
        if not possessive:
            return mark
        if fallback is None:
            fallback = mark
    return fallback


def _is_scare(text: str, start: int, end: int) -> bool:
    inner = text[start:end].strip("\"“”„‟«»＂'‘’‚‹›` ")
    if not inner or inner[-1] in _SPEECH_END:
        return False
    words = _WORD.findall(inner)
    return 0 < len(words) <= SCARE_WORDS
