"""The records of a situation report: what a page of it prints."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.exports.brief_notes import Note
from counterclaim.model import VerdictWord

#: The sections of a report, in order.
SECTIONS: tuple[VerdictWord, ...] = ("agreed", "contested", "one-sided", "unconfirmed", "admitted")


@dataclass(frozen=True, slots=True)
class Word:
    """What one voice says: the answer, how many independent voices carry it, the notes under it.

    ``more`` says in words how a figure moved, or why it stands aside; ``last`` is the day of a crossing's
    last word.

    >>> Word("Mali", "9", 2, (1, 2)).more
    ''
    """

    voice: str
    answer: str
    voices: int
    notes: tuple[int, ...]
    more: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of one incident: its verdicts in words, why, and what each voice says to it.

    >>> Entry("Mali: killed", "contested: figure", ("Mali: 9; JNIM: 40",), ()).label
    'contested: figure'
    """

    question: str
    label: str
    why: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """An incident as a heading with the entries of one section under it.

    >>> Scene("i_1", "11 October 2025", "fighting", (), (), "1 report", ()).places
    ()
    """

    id: str
    days: str
    family: str
    sides: tuple[str, ...]
    places: tuple[str, ...]
    counts: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Modes of a crossing that are in the same state on the same words.

    >>> Passage("Torkham", ("cargo",), "closed", "since 2025-10-12", True, "", ()).agreed
    True
    """

    crossing: str
    modes: tuple[str, ...]
    state: str
    since: str
    agreed: bool
    last: str
    words: tuple[Word, ...]
    clashes: tuple[Word, ...] = ()
    announced: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoke:
    """A speaker with how often, how often denied, and some of what was said.

    >>> Spoke("army spokesman", "Mali", 3, 0, 0, ()).side
    'Mali'
    """

    name: str
    side: str
    claims: int
    denied: int
    not_confirmed: int
    said: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Reports that count once, with the reasons: the list behind a number of independent voices.

    >>> Counted("afp", ("Example Daily",), ()).reasons
    ()
    """

    voice: str
    reports: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole report. ``about`` are lines that say what it was made from, ``left_out`` what it does not show.

    >>> Brief("Situation report", (), {}, (), (), (), (), ()).notes
    ()
    """

    title: str
    about: tuple[str, ...]
    sections: dict[VerdictWord, tuple[Scene, ...]]
    crossings: tuple[Passage, ...]
    spoke: tuple[Spoke, ...]
    counted: tuple[Counted, ...]
    left_out: tuple[str, ...]
    notes: tuple[Note, ...]
