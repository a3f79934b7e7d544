"""Where a report is at home: the state whose ministry "the ministry" is when no nation stands beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.outlets import outlets
from counterclaim.reading.context import Context

#: Share of the evidence that must speak for one country. On the sample newsroom's 97 reports the state
#: so named was right for every bare ministry and army that was looked at; at 0.6 neighbours slip in.
CLEAR = 0.7
#: Below that, half of the evidence will do where no other country has a third of the first's: a war
#: with three neighbours in it is still at home.
_RIVAL = 3
#: A dateline outweighs four names of places: correspondents file from the country they write about.
_FILED = 4.0
#: An outlet's country, counted only when the report speaks of that country anyway.
_PRINTED = 2.0
#: A minister or general named: the report is of his country, more than where a place only lies in it.
_IN_OFFICE = 2.0
#: A name said often is one witness, not ten.
_OFTEN = 3
_STATES = frozenset({"state", "territory"})
_BODIES = frozenset({"government", "ministry", "military", "police", "intelligence"})
#: A country whose name only says where a border runs is not where a report is set.
_BESIDE = frozenset(
    {"with", "border", "frontier", "bordering", "neighbouring", "neighboring", "from", "frontiers"}
)


@dataclass(frozen=True, slots=True)
class Home:
    """The country a report is set in (ISO alpha-2), its state, that state's side; all None when unclear.

    ``filed`` is the dateline's country, ``printed`` the outlet's, ``sure`` whether dateline and names
    agree, ``countries`` those with a fifth of the evidence or more, ``scene`` the dateline's country
    where the report speaks of the dateline's own place again.
    """

    country: str | None = None
    actor: str | None = None
    side: str | None = None
    filed: str | None = None
    printed: str | None = None
    sure: bool = False
    countries: frozenset[str] = frozenset()
    scene: str | None = None


def home(ctx: Context, filed_from: str | None) -> Home:
    """Weigh dateline, outlet, places, states and their bodies; ``filed_from`` is the dateline as written.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> home(Context(Report("Calm."), annotator().annotate("Calm.")), None) == Home()
    True
    """
    weight: defaultdict[str, float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()

    def add(country: str | None, name: str, points: float) -> None:
        if country is not None:
            seen[country, name] += 1
            if seen[country, name] <= _OFTEN:
                weight[country] += points

    taken = set()
    grounds = False
    for mention in ctx.actors:
        if mention.country is None or mention.kind not in _STATES | _BODIES | {"armed group"}:
            continue
        taken.add(mention.span.start)
        points = 1.0
        if mention.form == "person":
            points = _IN_OFFICE
        elif mention.kind in _BODIES:
            points = 1.5
        elif mention.kind == "armed group" or _beside(ctx, mention.span.start):
            points = 0.5
        grounds = grounds or mention.form in ("capital", "person") or mention.kind in _BODIES
        add(mention.country, mention.span.text, points)
    for place in ctx.places:
        if place.role == "location" and place.span.start not in taken:
            grounds = grounds or place.precision != "country"
            add(place.country, place.span.text, 0.5 if place.precision == "country" else 1.0)
    filed = _filed(ctx, filed_from)
    printed = country_of_outlet(ctx.report.outlet)
    if filed is not None:
        # A correspondent may write of anywhere: a dateline whose country is not named again is one name.
        weight[filed] = weight[filed] + _FILED if weight[filed] > 1 or filed == printed else 1.0
    total = sum(weight.values())
    if printed is not None and weight[printed] * 4 >= total > 0:
        weight[printed] += _PRINTED
        total += _PRINTED
    if not total:
        return Home()
    near = frozenset(c for c, points in weight.items() if points * 5 >= total)
    scene = filed if filed in near and _returns(ctx, filed_from) else None
    top = max(sorted(weight), key=lambda c: weight[c])
    second = max((points for c, points in weight.items() if c != top), default=0.0)
    clear = weight[top] >= CLEAR * total or (2 * weight[top] >= total and weight[top] >= _RIVAL * second)
    # One town, capital, minister or army is enough where no second country is named; one nation is not.
    if not clear or (total < 2 and not grounds):
        return Home(filed=filed, printed=printed, countries=near, scene=scene)
    state = actors().state(top)
    if state is None:
        return Home(filed=filed, printed=printed, countries=near, scene=scene)
    side = actors().side(state.id, ctx.report.published)
    if side is None or contested(ctx, top, side):
        return Home(filed=filed, printed=printed, countries=near, scene=scene)
    return Home(top, state.id, side, filed, printed, filed == top, near, scene)


def state_side(ctx: Context, country: str | None) -> tuple[str, str] | None:
    """The state of a country and its side at the report's date, unless a second power there is named."""
    state = actors().state(country)
    side = actors().side(state.id, ctx.report.published) if state else None
    if state is None or side is None or country is None or contested(ctx, country, side):
        return None
    return state.id, side


def contested(ctx: Context, country: str, side: str) -> bool:
    """Whether the report names a second power that has ministries of its own in the country."""
    table = actors()
    rulers = {table.side(a, ctx.report.published) for a in _governments().get(country, ())}
    if len(rulers) > 1 and side not in rulers:
        # The state of a people whose governments are sides of their own.
        return True
    return any(
        m.side is not None
        and m.side != side
        and m.country == country
        and (found := table.get(m.actor)) is not None
        and (found.kind == "de facto authority" or _under_authority(found.parent))
        for m in ctx.actors
    )


@lru_cache(maxsize=1)
def _governments() -> dict[str, tuple[str, ...]]:
    """The ids of each country's governments, by ISO code; the table looks through all rows to answer."""
    found: dict[str, tuple[str, ...]] = {}
    for actor in actors():
        if actor.kind == "government" and (country := actors().country(actor.id)) is not None:
            found[country] = (*found.get(country, ()), actor.id)
    return found


def _under_authority(parent: str | None) -> bool:
    found = actors().get(parent) if parent else None
    return found is not None and found.kind == "de facto authority"


def _beside(ctx: Context, start: int) -> bool:
    i = ctx.doc.token_at(start)
    return i > 0 and ctx.doc.tokens[i - 1].lower in _BESIDE


def _returns(ctx: Context, words: str | None) -> bool:
    """Whether the dateline's place is named again as a place: the report is set there, not only written.

    A capital's name may stand for its government, so those do not count.
    """
    if not words:
        return False
    capitals = {a.span for a in ctx.actors if a.form == "capital"}
    again = [
        p
        for p in ctx.places
        if p.span.text.casefold() == words.casefold() and p.role == "location" and p.span.start > 80
    ]
    return any(p.span not in capitals for p in again)


def _filed(ctx: Context, words: str | None) -> str | None:
    """The dateline's country: by the gazetteer's choice, else by the capitals that the actor tables know."""
    if not words:
        return None
    # A dateline stands in the first line; 80 characters hold "UNITED NATIONS, Wednesday, September 14 (".
    for place in ctx.places:
        if place.span.start > 80:
            break
        if place.country and place.span.text.casefold() == words.casefold():
            return place.country
    for hit in actors().find(words):
        actor = hit.readings[0].actor
        if actor.kind in _STATES:
            return actors().country(actor.id)
    return None


@lru_cache(maxsize=10_000)
def country_of_outlet(name: str | None) -> str | None:
    """The country of an outlet: by the outlet table, else by the nation in its name.

    >>> country_of_outlet("The Daily") is None
    True
    """
    if not name:
        return None
    known = outlets().named(name)
    if known is not None:
        return known.country
    for hit in actors().find(name):
        actor = hit.readings[0].actor
        if actor.kind in _STATES:
            return actors().country(actor.id)
    return None


@lru_cache(maxsize=10_000)
def organisation_of_outlet(name: str | None) -> str | None:
    """The organisation that an outlet is or belongs to, by its name, or None.

    >>> organisation_of_outlet("The Daily") is None
    True
    """
    for hit in actors().find(name or ""):
        actor = hit.readings[0].actor
        if actor.kind in ("international", "monitor", "ngo", "bloc"):
            return actor.id
    return None
