"""What the rules share: the expression found, the state of one reading, and small helpers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterclaim.language import Annotation
from counterclaim.model import Anchor, Precision, TimexType
from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.lexer import Lexed
from counterclaim.reading.times.lexicon import words
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.tense import Direction, direction

#: Names that hold a weekday but tell no day ("Bloody Sunday", "The Sunday Times").
NAMED_DAY_BEFORE = words("black bloody good ash palm super holy maundy cyber easter shrove")
_SAYING = words("say tell announce report state claim confirm add accuse deny acknowledge declare")
#: How many expressions back a reference is looked for: a report holds some twenty, so this is never the
#: limit on news, yet it keeps a book-long list of times linear.
_LOOK_BACK = 50
PRECISION: dict[str, Precision] = {
    "TM": "minute",
    "TH": "hour",
    "D": "day",
    "W": "week",
    "2W": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "decade",
}
UNIT_CODES = lx.UNIT + lx.UNITS + lx.HOURS + lx.QUARTER + lx.YEARWORD
PERIOD_CODES = lx.UNIT + lx.YEARWORD + lx.QUARTER + lx.SEASON + lx.WEEKEND + lx.PERIOD
MONTH_CODES = lx.MON + lx.WEAKMON + lx.ABBRMON
DEICTIC = lx.LAST + lx.PAST + lx.NEXT + lx.THIS + lx.THAT + lx.PREVIOUS + lx.FOLLOWING + lx.SAME + lx.CURRENT


@dataclass(slots=True)
class Found:
    """One expression: words ``first`` to ``last`` (inclusive), and what it was resolved to.

    ``period`` keeps whole days for later expressions to count from; ``lead`` is the word where the text
    of the interval begins ("since" before "2021"); ``explicit`` marks a stated year,
    ``monthly`` one that names a month.
    """

    first: int
    last: int
    rule: str
    type: TimexType
    value: str
    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    anchor: Anchor = "unknown"
    period: Period | None = None
    lead: int = -1
    explicit: bool = False
    monthly: bool = False
    forward: bool = False
    tail: int = -1


class Reader:
    """The state of one reading: the words, the dateline, what was found so far, and helpers over them."""

    def __init__(self, doc: Annotation, lexed: Lexed, today: date | None) -> None:
        self.doc = doc
        self.lexed = lexed
        self.codes = lexed.codes
        self.words = lexed.words
        self.today = today
        self.found: list[Found] = []
        self.focus: str | None = None

    def find(self, first: int, last: int, codes: str) -> int:
        """Index of the first word in first..last whose code is one of ``codes``, or -1."""
        for i in range(first, last + 1):
            if self.codes[i] in codes:
                return i
        return -1

    def all_of(self, first: int, last: int, codes: str) -> list[int]:
        """Indices of the words in first..last whose code is one of ``codes``."""
        return [i for i in range(first, last + 1) if self.codes[i] in codes]

    def before(self, i: int) -> str:
        """The word before ``i``, lower-cased."""
        return self.words[i - 1] if i > 0 else ""

    def after_word(self, i: int) -> str:
        """The word after ``i``, lower-cased."""
        return self.words[i + 1] if i + 1 < len(self.words) else ""

    def code(self, i: int) -> str:
        """The code of word ``i``, a break beyond either end."""
        return self.codes[i] if 0 <= i < len(self.codes) else lx.BREAK

    def raw(self, i: int) -> str:
        """Word ``i`` as written."""
        return self.doc.text[self.lexed.starts[i] : self.lexed.ends[i]]

    def titled(self, i: int) -> bool:
        """Whether word ``i`` ends a capitalised name ("USA Today", "Radio Daily")."""
        if i == 0 or self.code(i - 1) != lx.JUNK or self.lexed.starts[i] - self.lexed.ends[i - 1] != 1:
            return False
        word, before = self.raw(i), self.raw(i - 1)
        return word[0].isupper() and not word.isupper() and before[0].isupper()

    def way(self, first: int, last: int, *, term: bool = False) -> Direction:
        """Whether the clause around these words looks back or forward."""
        before = self.found[-1] if self.found else None
        if before and before.forward and before.last == first - 2 and self.code(first - 1) == lx.AND:
            # "in mid-September or late October": the second looks where the first does.
            return "future"
        return direction(self.doc, self.lexed.starts[first], self.lexed.ends[last], term=term)

    def ends_phrase(self, i: int) -> bool:
        """Whether nothing follows word ``i`` in its phrase ("two days before.")."""
        follows = (lx.COMMA, lx.DOT, lx.BREAK, lx.CLOSE, lx.AND)
        return i + 1 >= len(self.words) or self.code(i + 1) in follows

    def of_saying(self, found: Found) -> bool:
        """Whether ``found`` tells when something was said, not when it happened."""
        if not self.doc.tokens:
            return False
        i = self.doc.token_at(self.lexed.starts[found.first])
        if any(t.lemma in _SAYING and t.pos == "VERB" for t in self.doc.tokens[max(0, i - 2) : i]):
            return True
        verb = next((t for t in self.doc.ancestors(i) if t.pos == "VERB"), None)
        return verb is not None and verb.lemma in _SAYING

    def sentence(self, i: int) -> int:
        """The parser's sentence in which word ``i`` stands."""
        tokens = self.doc.tokens
        return tokens[self.doc.token_at(self.lexed.starts[i])].sentence if tokens else 0

    def tag(self, i: int) -> str:
        """Penn tag of the parser's token at word ``i``."""
        if not self.doc.tokens or not 0 <= i < len(self.words):
            return ""
        return self.doc.tokens[self.doc.token_at(self.lexed.starts[i])].tag

    def resolved(
        self,
        first: int,
        last: int,
        rule: str,
        period: Period,
        *,
        anchor: Anchor = "dateline",
        kind: TimexType = "DATE",
        value: str | None = None,
        explicit: bool = False,
        forward: bool = False,
    ) -> Found:
        """An expression with the interval and value of ``period``."""
        return Found(
            first,
            last,
            rule,
            kind,
            value or period.value,
            period.start.isoformat(),
            period.end.isoformat(),
            period.precision,
            anchor,
            period,
            explicit=explicit,
            forward=forward,
        )

    def bare(self, first: int, last: int, rule: str, value: str, kind: TimexType = "DATE") -> Found:
        """An expression with a value but no interval."""
        return Found(first, last, rule, kind, value)

    def last_period(self, i: int, precisions: tuple[str, ...], *, paragraph: bool = False) -> Found | None:
        """The nearest earlier expression resolved at one of these precisions (in the same paragraph)."""
        for f in self.found[: -_LOOK_BACK - 1 : -1]:
            if f.period is None or f.precision not in precisions:
                continue
            if f.precision == "day" and f.period.start != f.period.end and f.rule != "dayrange":
                continue
            if paragraph and lx.BREAK in self.codes[f.last : i]:
                return None
            return f
        return None

    def last_resolved(self) -> Found | None:
        """The nearest earlier expression with a period."""
        return next((f for f in self.found[: -_LOOK_BACK - 1 : -1] if f.period is not None), None)

    def count(self, first: int, last: int) -> tuple[float | None, int]:
        """The quantity that starts at ``first`` (None when vague) and the index after it.

        Reads digits, number words ("twenty-four"), "a", "a couple of", "a hundred", "one and a half".
        """
        i = first
        total: float = 0
        seen = vague = False
        while i <= last:
            code = self.codes[i]
            word = self.words[i]
            if code in (lx.DAYNUM, lx.NUM, lx.YEAR):
                if seen:
                    break
                total = float(word.replace(",", "").lstrip("'’‘") or 0)
                seen = True
            elif code in (lx.NUMWORD,):
                n = lx.NUMBERS.get(word, 1)
                if n >= 100:
                    total = (total or 1) * n
                else:
                    total += n
                seen = True
            elif code == lx.VAGUE:
                if word == "couple":
                    total = 2
                else:
                    vague = True
                seen = True
            elif code == lx.A:
                if not seen:
                    total = 1
                    seen = True
                    if self.code(i + 1) in (lx.NUMWORD, lx.VAGUE):
                        total = 0
                        seen = False
            elif code == lx.HALF:
                total += 0.5
            elif code in (lx.HYPHEN, lx.ABOUT, lx.OF) or (code in (lx.AND, lx.TO)):
                # "two or three days", "12 to 18 months": the first number stands; "a half" adds to it.
                if code in (lx.AND, lx.TO) and self.code(i + 1) != lx.A:
                    while i <= last and self.codes[i] not in UNIT_CODES + lx.MORE:
                        i += 1
                    break
            else:
                break
            i += 1
        return (None if vague or not seen else total), i

    def unit(self, first: int, last: int) -> str:
        """The unit named last in these words, as its TIMEX3 letter."""
        i = -1
        for j in range(last, first - 1, -1):
            if self.codes[j] in UNIT_CODES + lx.PART:
                i = j
                break
        word = self.words[i] if i >= 0 else "day"
        word = {"centuries": "century", "hrs": "hour"}.get(word, word)
        return lx.UNITS_OF.get(word) or lx.UNITS_OF.get(word.rstrip("s"), "D")

    def near_day(self, first: int) -> Found | None:
        """A single day named earlier in the same sentence."""
        if not self.found:
            return None
        f = self.found[-1]
        if (
            f.period is None
            or f.period.start != f.period.end
            or self.sentence(f.first) != self.sentence(first)
        ):
            return None
        return f


def safe_day(y: int, m: int, d: int) -> Period | None:
    """One day, or None when the calendar has no such day."""
    try:
        return cal.day(date(y, m, d))
    except ValueError:
        return None


def moved(base: date, unit: str, n: float) -> date | None:
    """``base`` moved by ``n`` units, halves of a year counted in months."""
    if abs(n) > 100_000:
        return None
    if n != int(n) and unit == "Y":
        return cal.shift(base, "M", int(n * 12))
    if unit in ("TH", "TM"):
        # Without a clock in the dateline an hour count reaches back into the day before.
        days = -(-abs(n) // (24 if unit == "TH" else 1440))
        return cal.shift(base, "D", int(days if n > 0 else -days))
    return cal.shift(base, unit, int(n))


def duration_value(n: float | None, unit: str) -> str:
    """TIMEX3 duration: P3D, PT24H, PXM."""
    count = "X" if n is None else f"{n:g}" if n < 1e6 else str(int(n))
    if unit == "2W":
        return f"P{'X' if n is None else f'{n * 2:g}'}W"
    if unit[0] == "T":
        return f"PT{count}{unit[1]}"
    if unit == "C":
        return "PXE" if n is None else f"P{n * 100:g}Y"
    if unit == "E":
        return "PXE" if n is None else f"P{n * 10:g}Y"
    return f"P{count}{unit}"
