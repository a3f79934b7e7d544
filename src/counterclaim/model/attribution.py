"""Who speaks and which words say so: source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.interval import Interval
from counterclaim.model.span import Span

Stance = Literal["asserts", "denies", "does_not_confirm"]
Form = Literal["direct", "indirect", "mixed"]
Engine = Literal["rules", "encoder"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, resolved over pronouns and descriptions.

    ``span`` is where this mention stands, ``name`` the fullest name the report gives, ``role`` the
    office ("defence minister"), ``actor`` the registry id spoken for, ``side`` the sides spoken for
    (several when they speak together), ``anonymity_reason`` the words that excuse the missing name.

    >>> Source(Span(0, 2, "he"), name="Khawaja Asif", actor="PAK-MOD", side=("Pakistan",)).anonymous
    False
    """

    span: Span | None
    name: str | None = None
    role: str | None = None
    actor: str | None = None
    side: tuple[str, ...] = ()
    anonymous: bool = False
    anonymity_reason: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue that reports it, and the content reported (PARC, PolNeAR).

    ``content`` may be several spans ("X," he said, "Y."). ``parent`` is the index, in the same
    report's list, of the attribution whose content this one stands in: following it gives the chain.
    ``cue_class`` is the kind of act (claim, deny, accuse, urge, threaten, condemn, no_comment, ...).
    ``hypothetical`` marks a conditional, future or modal report ("would say", "if he denies").

    >>> a = Attribution(None, Span(0, 10, "reportedly"), (Span(11, 15, "fled"),))
    >>> a.stance, a.form
    ('asserts', 'indirect')
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance = "asserts"
    form: Form = "indirect"
    cue_class: str = "claim"
    parent: int | None = None
    speaker: Source | None = None
    hedge: Span | None = None
    hypothetical: bool = False
    addressee: Span | None = None
    agency: str | None = None
    channel: str | None = None
    said: Interval | None = None
    rule: str = ""
    engine: Engine = "rules"
    confidence: float = 1.0
