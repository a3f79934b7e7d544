"""What an incident is called: what happened, where, between whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.knowledge.facilities import facilities
from counterclaim.knowledge.toml_table import rows
from counterclaim.ledger.folding import fold
from counterclaim.ledger.records import Listed
from counterclaim.model import Family, Incident, Question

#: Words of a family where nothing says what was done.
_FAMILY = {
    "violence": "Fighting",
    "crossing": "Passage",
    "talks": "Talks",
    "measure": "Measures",
    "charge": "Standing charges",
}
#: Places and acts of a heading; the page has them all.
_PLACES, _MODES = 2, 3
_LOSSES = frozenset({"killed", "wounded", "killed or wounded", "captured", "missing"})
#: From the most exact on: a heading names the town, not the country around it.
_EXACT = ("exact", "settlement", "admin2", "admin1", "region", "country", "unknown")


@dataclass(frozen=True, slots=True)
class Heading:
    """``what`` is never empty; ``where`` is "" where no place is told; ``between`` are the sides.

    >>> Heading("Air strike", "Barmal", ("Pakistan", "Taliban")).between
    ('Pakistan', 'Taliban')
    """

    what: str
    where: str
    between: tuple[str, ...]

    @property
    def words(self) -> str:
        """In one line.

        >>> Heading("Air strike", "Barmal", ("Pakistan", "Taliban")).words
        'Air strike, Barmal: Pakistan / Taliban'
        """
        where = f", {self.where}" if self.where else ""
        return f"{self.what}{where}" + (f": {' / '.join(self.between)}" if self.between else "")


def heading_of_listed(incident: Listed) -> Heading:
    """The heading of an incident in a list.

    >>> heading_of_listed(Listed("i_1", "violence", None, None, modes=("attack",), places=("Goz",))).words
    'Attack, Goz'
    """
    questions = [line.question for line in incident.lines]
    return _heading(incident.family, incident.modes, incident.sides, incident.places, questions)


def heading_of(incident: Incident, questions: Collection[Question]) -> Heading:
    """The heading of an incident's own page.

    >>> heading_of(Incident("i_1", "talks", None, None, (), (), ()), ()).words
    'Talks'
    """
    spots = sorted(incident.spots, key=lambda s: _EXACT.index(s.precision))
    return _heading(incident.family, incident.modes, incident.parties, [s.name for s in spots], questions)


def _heading(
    family: Family,
    modes: Sequence[str],
    sides: tuple[str, ...],
    places: Sequence[str],
    questions: Collection[Question],
) -> Heading:
    where = _where(places, sides, questions)
    known = [mode for mode in modes if mode != "unknown"]
    if family == "crossing":
        named = " and ".join(where) or "A border"
        return Heading(f"{named}: {_list(known) or 'state told'}", "", sides)
    if known:
        what = _list(known[:_MODES]) + (" and more" if len(known) > _MODES else "")
    else:
        what = "Casualties" if any(q.topic in _LOSSES for q in questions) else _FAMILY[family]
    return Heading(what[:1].upper() + what[1:], " and ".join(where), sides)


def _where(places: Sequence[str], sides: tuple[str, ...], questions: Collection[Question]) -> list[str]:
    """The first places, each once whatever its accents; a country only where nothing finer is told."""
    if not places:
        rows = (facilities().get(q.of) for q in questions if q.topic == "is it open")
        places = [row.name for row in rows if row]
    once: dict[str, str] = {}
    for place in places:
        once.setdefault(fold(place), place)
    finer = [place for place in once.values() if place not in sides and place not in _countries()]
    return (finer or list(once.values()))[:_PLACES]


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(rows("countries", "country", lambda row: str(row["name"])))


def _list(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
