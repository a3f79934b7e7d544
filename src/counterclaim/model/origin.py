"""Reports that are one voice, and which claim an answer answers: what linking finds between reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tie = Literal["first", "same text", "later version", "wire copy", "rewritten copy", "same family", "relay"]


@dataclass(frozen=True, slots=True)
class Membership:
    """Why a report belongs to an origin.

    ``of`` is the id of the report it was joined to (None for the first). ``tie`` is the kind of reason and
    ``reason`` the same in words, with its numbers. ``containment`` is the share of the shorter text's
    six-word sequences that the other has too (0..1), ``run`` the longest stretch in common, in words; both
    None where no text was compared.

    >>> Membership("r_a", "first", "the earliest of its origin").of is None
    True
    """

    report: str
    tie: Tie
    reason: str
    of: str | None = None
    containment: float | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A group of reports that are one voice: printings of one text, or retellings of it.

    ``id`` comes from the earliest member, so it stays while later copies arrive. ``voices`` names the
    agency or publisher family whose words they are; several where the copies credit several agencies, the
    most credited first. Members stand in order of publication.

    >>> Origin("o_1", ("afp",), (Membership("r_a", "first", "the earliest of its origin"),)).reports
    ('r_a',)
    """

    id: str
    voices: tuple[str, ...]
    members: tuple[Membership, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the members."""
        return tuple(member.report for member in self.members)


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent voice among some reports: origins that share a publisher family or an agency.

    ``name`` is the family's or agency's id; ``origins`` the ids of the origins merged; ``reports`` the
    reports of the question; ``reasons`` one line for every report beyond the first, saying why it does not
    count again.

    >>> Voice("afp", ("o_1",), ("r_a", "r_b"), ("r_b: same text as r_a",)).name
    'afp'
    """

    name: str
    origins: tuple[str, ...]
    reports: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial, non-confirmation or rejection with the claim it answers, both as keys of `Told`.

    ``reason`` says in words what the two share; ``score`` (0..1) how much. ``across`` when they stand in
    different reports.

    >>> Answer("r_b:c_2", "r_a:c_1", "denies the same deed", 0.8, across=True).across
    True
    """

    answer: str
    answered: str
    reason: str
    score: float
    across: bool = False
