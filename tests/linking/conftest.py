"""Claims for the tests of linking: read from short texts, or made by hand."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from counterclaim.language import annotator
from counterclaim.model import (
    Casualties,
    Claim,
    ClaimKind,
    Event,
    Figure,
    Payload,
    Report,
    Responsibility,
    Source,
    Span,
    Stance,
    Status,
    Told,
    VictimGroup,
    Victims,
)
from counterclaim.reading.read import read

Tell = Callable[..., Told]


@pytest.fixture(scope="session")
def read_told() -> Callable[..., list[Told]]:
    """Claims of a short report: ``read_told(text, "2024-05-01", outlet="Example Daily")``."""

    def told(
        text: str, published: str, *, outlet: str = "Example Daily", origin: str | None = None
    ) -> list[Told]:
        reading = read(Report(text, outlet=outlet, published=published), annotator())
        return [Told(claim, reading.report, published, origin) for claim in reading.claims]

    return told


_KINDS: dict[type, ClaimKind] = {
    Casualties: "casualties",
    Status: "status",
    Event: "event",
    Responsibility: "responsibility",
}


@pytest.fixture(scope="session")
def tell() -> Tell:
    """One claim made by hand: ``tell(payload, "Mali", known="2024-05-01", report="a")``."""

    def told(
        payload: Payload,
        side: str | None = None,
        *,
        known: str = "2024-05-01",
        report: str = "a",
        origin: str | None = None,
        stance: Stance = "asserts",
        name: str | None = None,
        anonymous: bool = False,
        id: str | None = None,
        **rest: object,
    ) -> Told:
        source = None
        if side is not None or name is not None:
            sides = (side,) if side else ()
            source = Source(None, name or f"{side} spokesman", side=sides, anonymous=anonymous)
        claim = Claim(
            id or f"c_{zlib.crc32(repr((payload, side, stance, known, rest)).encode()):x}",
            _KINDS[type(payload)],
            stance,
            (Span(0, 4, "text"),),
            payload,
            source,
            (side,) if side else (),
            **rest,  # type: ignore[arg-type]
        )
        carrier = Report(f"text of {report}", outlet=f"Outlet {report}", published=known)
        return Told(claim, carrier, known, origin)

    return told


@pytest.fixture(scope="session")
def dead() -> Callable[..., Casualties]:
    """A casualty figure: ``dead("Mali", 9)``, ``dead("Mali", 9, None, "at least", outcome="wounded")``."""

    def figure(
        of: str,
        low: int | None,
        high: int | None = -1,
        bound: str = "exact",
        *,
        outcome: str = "killed",
        group: VictimGroup = "combatants",
        **rest: object,
    ) -> Casualties:
        top = low if high == -1 else high
        victims = Victims(Span(0, 4, "text"), None, (of,) if of else (), group)
        return Casualties(outcome, victims, Figure(low, top, bound), **rest)  # type: ignore[arg-type]

    return figure
