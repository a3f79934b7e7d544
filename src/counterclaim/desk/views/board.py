"""What is happening: incidents with their verdicts, and the crossings last spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from counterclaim.desk.asked import Page
from counterclaim.desk.rendering import answer, voice
from counterclaim.desk.views.crossings import Gate, gate
from counterclaim.desk.views.naming import Heading, heading_of_listed
from counterclaim.exports.wording_verdicts import question_words
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import Line, Listed
from counterclaim.ledger.records import Page as Some
from counterclaim.model import VERDICTS

#: Incidents of one page, and crossings beside them: a laptop's first two screens.
INCIDENTS, CROSSINGS = 15, 8
#: Questions shown on a card; the rest is folded.
LINES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """An incident of the board: what it is called, the questions to lead with, and the others."""

    incident: Listed
    heading: Heading
    lines: tuple[Line, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The incidents that fit what is asked, and the crossings spoken of last."""

    incidents: tuple[Listed, ...]
    crossings: tuple[Gate, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The incidents as the page shows them."""
        return tuple(_card(incident) for incident in self.incidents)


def board(ledger: Ledger, page: Page) -> tuple[Board, str | None]:
    """The board as of the page's moment, and what `after` is for its next page."""
    found = listed(ledger, page)
    crossings = ledger.crossings(as_of=page.as_of, on=page.on, limit=CROSSINGS)
    return Board(found.items, tuple(gate(timeline) for timeline in crossings.items)), found.next


def listed(ledger: Ledger, page: Page) -> Some[Listed]:
    """The incidents that a page's filters ask for."""
    return ledger.incidents(
        side=page.all("side"),
        place=page.get("place"),
        family=page.get("family"),
        verdict=page.get("verdict"),
        text=page.get("text"),
        since=page.get("since"),
        until=page.get("until"),
        as_of=page.as_of,
        on=page.on,
        after=page.get("after"),
        limit=INCIDENTS,
    )


def weight(label: str) -> int:
    """Where a question stands among others: disputes first, then what sides agree on or admit.

    >>> weight("contested: figure, admitted"), weight("one-sided"), weight("")
    (0, 3, 5)
    """
    word = label.split(":")[0].split(",")[0]
    return next((n for n, verdict in enumerate(VERDICTS) if verdict == word), len(VERDICTS))


def _card(incident: Listed) -> Card:
    lines = sorted(incident.lines, key=lambda line: weight(line.label))
    return Card(incident, heading_of_listed(incident), tuple(lines[:LINES]), tuple(lines[LINES:]))


def board_rows(view: Board) -> Iterator[dict[str, Any]]:
    """One row an account of a question of an incident."""
    for incident in view.incidents:
        for line in incident.lines:
            for said in line.said:
                yield {
                    "incident": incident.id,
                    "start": incident.start,
                    "end": incident.end,
                    "family": incident.family,
                    "sides": incident.sides,
                    "places": incident.places,
                    "question": question_words(line.question),
                    "verdicts": line.label,
                    "voice": voice(said),
                    "answer": answer(said, line.question),
                    "low": said.figure.low if said.figure else None,
                    "high": said.figure.high if said.figure else None,
                    "independent_sources": said.origins,
                    "reports": incident.reports,
                }
