"""Verdicts, questions and answers in words: one glyph and one word a verdict, everywhere the same."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from counterclaim.exports.wording import figure_words
from counterclaim.knowledge.facilities import facilities
from counterclaim.model import Account, Figure, Question, Stance, TollStep, VerdictWord, VoiceKind

#: The glyph tells the verdicts apart in black and white, on paper and for people who do not see colours.
GLYPHS = MappingProxyType[VerdictWord, str](
    {"agreed": "●", "contested": "◆", "one-sided": "◐", "unconfirmed": "○", "admitted": "▣"}
)
#: What each verdict means, in the words of the legend.
MEANINGS = MappingProxyType[VerdictWord, str](
    {
        "agreed": "two or more parties give answers that can hold together",
        "contested": "their answers cannot both hold, or one denies what the other says",
        "one-sided": "one party alone says so, or none does and only others do",
        "unconfirmed": "a side would not confirm it, or nobody stands for it by name",
        "admitted": "a side reports its own loss, or an act of its own",
    }
)
FAMILY_WORDS = MappingProxyType(
    {
        "violence": "fighting",
        "crossing": "crossing",
        "talks": "talks",
        "measure": "troops, people, measures",
        "charge": "standing charges",
    }
)
STATE_GLYPHS = MappingProxyType(
    {"open": "○", "partially open": "◑", "closed": "●", "contradicted": "◆", "unknown": "·", "reopened": "○"}
)
_SINCE_WORDS = MappingProxyType(
    {
        "stated": "since {day}",
        "counted": "since {day} (counted from the words)",
        "earliest word": "first told {day}",
        "unknown": "",
    }
)


def verdict_words(label: str) -> str:
    """A label of verdicts with the glyph before each: ``contested: figure, admitted``.

    >>> verdict_words("contested: figure, admitted, admitted")
    '◆ contested: figure, ▣ admitted'
    """
    words = dict.fromkeys(part.strip() for part in label.split(",") if part.strip())
    return ", ".join(f"{glyph(word)} {word}" for word in words)


def glyph(label: str) -> str:
    """The glyph of a verdict or label; "" for none.

    >>> glyph("contested: figure")
    '◆'
    """
    word = label.partition(":")[0]
    return next((mark for name, mark in GLYPHS.items() if name == word), "")


def question_words(question: Question) -> str:
    """A question as a line begins with it.

    >>> question_words(Question("killed", "Mali")), question_words(Question("killed"))
    ('Mali: killed', 'Killed, whose is not said')
    >>> question_words(Question("did it happen", "Mali", "", "air strike"))
    'Air strike by Mali'
    """
    topic, of, act = question.topic, question.of, question.act
    if topic == "is it open":
        row = facilities().get(of)
        return f"Is {row.name if row else of} open"
    if topic == "did it happen":
        return _capital(f"{act or 'it'} by {of}" if of else act or "did it happen")
    if topic == "is the charge true":
        return _capital(f"the charge against {of or 'somebody not named'}" + (f": {act}" if act else ""))
    if topic in ("who began", "who did it", "is it over"):
        return _capital(topic + (f": {act}" if act else ""))
    people = f"civilians {topic}" if question.group == "civilians" else topic
    if of:
        return f"{of}: {people}"
    return _capital(f"{people}, whose is not said")


def voice_words(voice: VoiceKind, name: str | None) -> str:
    """How a voice is called.

    >>> voice_words("side", "Mali"), voice_words("report", None)
    ('Mali', 'the reports themselves')
    """
    if name:
        return name
    return "the reports themselves" if voice == "report" else "speakers of no known side"


def answer_words(figure: Figure | None, value: str | None, stance: Stance) -> str:
    """A voice's current answer.

    >>> answer_words(Figure(0, 0, "none"), None, "asserts"), answer_words(None, "yes", "denies")
    ('none', 'denies it')
    >>> answer_words(None, "closed to trade", "asserts"), answer_words(None, "yes", "does_not_confirm")
    ('closed to trade', 'does not confirm it')
    """
    if figure is not None:
        said = figure_words(figure)
        return {"asserts": said, "denies": f"denies {said}", "does_not_confirm": f"does not confirm {said}"}[
            stance
        ]
    if stance != "asserts":
        about = f" ({value})" if value and value != "yes" else ""
        return ("denies it" if stance == "denies" else "does not confirm it") + about
    return "says so" if value in (None, "yes") else str(value)


def account_words(account: Account) -> str:
    """An account's current answer (see `answer_words`).

    >>> account_words(Account("side", "Mali", (), Figure(9, 9, "exact")))
    '9'
    """
    return answer_words(account.figure, account.value, account.stance)


def toll_words(steps: Sequence[TollStep]) -> str:
    """How a figure moved, where it did: each figure with the day it was first given.

    >>> step = TollStep("2024-05-02", Figure(9, 9, "exact"), "first", (), ())
    >>> toll_words((step,)), toll_words((step, TollStep("2024-05-03", Figure(12, 12, "exact"), "up", (), ())))
    ('', '9 (2024-05-02), then 12 (2024-05-03)')
    """
    if len(steps) < 2:
        return ""
    return ", then ".join(f"{figure_words(s.figure)} ({s.at[:10]})" for s in steps)


def days_words(start: str | None, end: str | None) -> str:
    """The days of an incident, shortened where they share their month or year.

    >>> days_words("2025-10-11", "2025-10-12"), days_words("2025-12-31", "2026-01-01"), days_words(None, None)
    ('11–12 October 2025', '31 December 2025 – 1 January 2026', 'no day known')
    >>> days_words("2025-10-11", None)
    '11 October 2025'
    """
    if start is None:
        return "no day known"
    first, last = _day(start), _day(end or start)
    if first == last:
        return " ".join(first)
    if first[1:] == last[1:]:
        return f"{first[0]}–{last[0]} {first[1]} {first[2]}"
    if first[2] == last[2]:
        return f"{first[0]} {first[1]} – {last[0]} {last[1]} {last[2]}"
    return f"{' '.join(first)} – {' '.join(last)}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _day(iso: str) -> tuple[str, str, str]:
    """Day, month, year as printed. The names are ours: a locale must not change what a page says."""
    year, month, day = iso[:10].split("-")
    return str(int(day)), _MONTHS[int(month) - 1], year


def since_words(begins: str | None, since: str) -> str:
    """Since when a state holds and how that is known.

    >>> since_words("2025-10-12", "earliest word"), since_words(None, "unknown")
    ('first told 2025-10-12', '')
    """
    return _SINCE_WORDS[since].format(day=begins) if begins else ""


def age_words(age: int | None) -> str:
    """How long ago the last word was.

    >>> age_words(0), age_words(1), age_words(12), age_words(None)
    ('the same day', '1 day before', '12 days before', '')
    """
    if age is None:
        return ""
    return "the same day" if age == 0 else f"{age:,} day{'' if age == 1 else 's'} before"


def count_words(number: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun.

    >>> count_words(1, "report"), count_words(2000, "voice"), count_words(2, "copy", "copies")
    ('1 report', '2,000 voices', '2 copies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
