"""The places a report names, what each was resolved to, and whether it is a place or an actor there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.knowledge.facilities import facilities
from counterclaim.knowledge.gazetteer import Gazetteer, gazetteer
from counterclaim.model import Place, Span
from counterclaim.model.place import PlacePrecision, PlaceRole
from counterclaim.reading.context import Context
from counterclaim.reading.place_choice import Choice, Name, choose
from counterclaim.reading.place_names import find_names, in_dateline
from counterclaim.reading.place_words import Named, beside, candidates, not_listed, parents_after

_PRECISION: dict[str, PlacePrecision] = {
    "PCLI": "country",
    "ADM1": "admin1",
    "ADM2": "admin2",
    "PPL": "settlement",
    "PPLA": "settlement",
    "PPLC": "settlement",
    "PPLX": "settlement",
    "FAC": "exact",
}


def find_places(ctx: Context) -> list[Place]:
    """Every place named in the report, in order, resolved or with the reason why not.

    Reads ``ctx.doc`` only. Raises nothing on any text.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Two officers were killed near Bamako, the capital of Mali."
    >>> ctx = Context(Report(text), annotator().annotate(text))
    >>> [(p.span.text, p.country, p.precision) for p in find_places(ctx)]
    [('Bamako', 'ML', 'settlement'), ('Mali', 'ML', 'country')]
    """
    gazette = gazetteer()
    named = find_names(ctx.doc)
    demonyms = _demonyms(ctx, gazette, named)
    chosen = _choose(ctx, named, demonyms, gazette)
    places = []
    firm = {one.key for one in named if one.firm}
    for one, choice in zip(named, chosen, strict=True):
        if choice.entry is None and one.key not in firm:
            # Neither the words nor the map make it a place: most such are firms and people.
            continue
        place = _place(ctx.span(one.start, one.end), choice)
        role: PlaceRole = "organisation part" if one.part_of else _role(ctx, one, place)
        places.append(replace(place, role=role))
    for span, countries in demonyms:
        places.append(_demonym(span, countries, chosen, gazette))
    places = _facilities(ctx, places)
    places.sort(key=lambda p: (p.span.start, p.span.end))
    return places


def resolve_spans(ctx: Context, spans: Sequence[Span]) -> list[Place]:
    """Resolve place names given by the caller, in the context of the whole document.

    One `Place` a span, in the given order; for scoring with gold names, and for a person who marks a
    name by hand. Spans that say nothing to the gazetteer come back unresolved with a reason.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "The Tripoli government said Misrata was calm."
    >>> ctx = Context(Report(text), annotator().annotate(text))
    >>> [p.country for p in resolve_spans(ctx, [ctx.span(4, 11), ctx.span(28, 35)])]
    ['LY', 'LY']
    """
    gazette = gazetteer()
    named = []
    for span in spans:
        key, entries, level = candidates(span.text, gazette)
        text = ctx.doc.text
        parents = not_listed(text, span.end, entries, parents_after(text, span.end, gazette))
        level = level or beside(ctx.doc.text, span.start, span.end, gazette)
        named.append(Named(span.start, span.end, key, tuple(entries), tuple(parents), level))
    chosen = _choose(ctx, named, _demonyms(ctx, gazette, named), gazette)
    return [_place(span, choice) for span, choice in zip(spans, chosen, strict=True)]


def _choose(
    ctx: Context,
    named: Sequence[Named],
    demonyms: Iterable[tuple[Span, tuple[str, ...]]],
    gazette: Gazetteer,
) -> list[Choice]:
    """One choice a mention. A name said twice is one place, unless two larger places stand beside it."""
    names: dict[str, Name] = {}
    groups = _groups(named)
    for one, group in zip(named, groups, strict=True):
        name = names.get(group)
        if name is None:
            name = names[group] = Name(group, list(one.entries), 0, curated=gazette.curated(one.key))
        name.mentions += 1
        name.parents.extend(p for p in one.parents if p not in name.parents)
        name.level = name.level or one.level
    outside = _hints(ctx, gazette)
    for _, countries in demonyms:
        for country in countries:
            outside[country] = outside.get(country, 0.0) + 0.5 / len(countries)
    chosen = choose(names.values(), {country: min(count, 1.5) for country, count in outside.items()})
    unknown = Choice(None, 0.0, 0, "the gazetteer has no place of this name")
    return [chosen.get(group, unknown) for group in groups]


def _groups(named: Sequence[Named]) -> list[str]:
    """For each mention the name it counts under: "san jose", and beside Costa Rica "san jose|CR".

    "Homs province" and "Homs" count apart too: the one is not the other.
    """
    own: list[str] = []
    for one in named:
        larger = one.parents[0] if one.parents else None
        own.append(f"{one.key}|{larger.country}|{larger.admin1 or ''}" if larger else "")
    first: dict[str, str] = {}
    for one, group in zip(named, own, strict=True):
        if group:
            first.setdefault(one.key, group)
    return [
        (group or first.get(one.key, one.key)) + (f"|{one.level}" if one.level else "")
        for one, group in zip(named, own, strict=True)
    ]


def _hints(ctx: Context, gazette: Gazetteer) -> dict[str, float]:
    """Weights of countries from words that only their news uses ("sheriff", "tehsil", "oblast")."""
    lowers = {t.lower for t in ctx.doc.tokens}
    found: dict[str, float] = {}
    for country, words in gazette.hints.items():
        seen = len(lowers & words)
        if seen:
            found[country] = min(1.2, 0.3 * seen)
    return found


def _demonyms(ctx: Context, gazette: Gazetteer, named: Iterable[Named]) -> list[tuple[Span, tuple[str, ...]]]:
    """Peoples' adjectives outside the place names."""
    taken = [(one.start, one.end) for one in named]
    found = []
    for token in ctx.doc.tokens:
        if token.text in gazette.demonyms and not any(a <= token.start < b for a, b in taken):
            found.append((ctx.span(token.start, token.end), gazette.demonyms[token.text]))
    return found


def _demonym(span: Span, countries: tuple[str, ...], chosen: Iterable[Choice], gazette: Gazetteer) -> Place:
    """A demonym as its country; where two share it, the one the report names, else none."""
    present = {c.entry.country for c in chosen if c.entry is not None}
    meant = countries if len(countries) == 1 else tuple(c for c in countries if c in present)
    if len(meant) != 1:
        return Place(
            span, span.text, role="demonym", candidates=len(countries), reason="several countries' people"
        )
    country = gazette.countries[meant[0]]
    return Place(
        span,
        country.name,
        country.geonameid,
        country.lat,
        country.lon,
        country.id,
        None,
        "PCLI",
        "country",
        "demonym",
        0.95,
        len(countries),
    )


def _place(span: Span, choice: Choice) -> Place:
    entry = choice.entry
    if entry is None:
        return Place(span, span.text, confidence=0.0, candidates=choice.candidates, reason=choice.reason)
    return Place(
        span,
        entry.name,
        entry.geonameid,
        entry.lat,
        entry.lon,
        entry.country or None,
        entry.admin1,
        entry.feature,
        _PRECISION.get(entry.feature, "settlement" if entry.feature.startswith("PPL") else "region"),
        "location",
        round(choice.confidence, 3),
        choice.candidates,
    )


def _role(ctx: Context, one: Named, place: Place) -> PlaceRole:
    """ "actor" for a country or capital that does or says something, or to which it is done or said."""
    if place.feature not in ("PCLI", "PPLC") or in_dateline(ctx.doc.text, one.start, one.end):
        return "location"
    doc, listed = ctx.doc, gazetteer().words
    token = doc.tokens[doc.token_at(one.end - 1)]
    guard = 0
    while token.dep == "conj" and guard < 6:
        token = doc.tokens[token.head]
        guard += 1
    if doc.text[one.end : one.end + 2] in ("'s", "’s"):
        return "location"
    head = doc.tokens[token.head]
    if token.dep == "nsubj" and head.pos in ("VERB", "AUX"):
        return "location" if head.lemma in listed["verbs of state"] else "actor"
    if token.dep == "dobj" and head.pos == "VERB":
        return "location" if head.lemma in listed["verbs of place"] else "actor"
    if token.dep == "pobj" and head.dep == "agent":
        return "actor"
    if token.dep == "pobj" and head.lower in ("with", "between"):
        # A truce or war with a country is with its government; a border with it is not.
        # The parser often hangs "with" on the verb; the noun right before it tells as much.
        over = doc.tokens[head.head], doc.tokens[max(0, head.i - 1)]
        if any(t.lemma in listed["nouns of place"] for t in over):
            return "location"
        return "actor" if any(t.pos == "NOUN" for t in over) else "location"
    return "location"


def _facilities(ctx: Context, places: list[Place]) -> list[Place]:
    """Set ``facility`` on the places that are crossings, airports or ports, and add those not found yet."""
    table = facilities()
    text = ctx.doc.text
    kept = places
    for hit in table.find(text):
        if hit.form == "town":
            continue
        known = [table.get(i) for i in hit.ids]
        rows = [f for f in known if f is not None]
        if not rows:
            continue
        covered = [p for p in kept if p.span.start < hit.end and hit.start < p.span.end]
        countries = {p.country for p in kept if p.country}
        rows = [f for f in rows if len(rows) == 1 or countries & set(f.countries)]
        if len(rows) != 1:
            continue
        facility = rows[0]
        kept = [p for p in kept if p not in covered]
        base = covered[0] if covered else None
        lat = facility.lat if facility.lat is not None else base.lat if base else None
        lon = facility.lon if facility.lon is not None else base.lon if base else None
        kept.append(
            Place(
                ctx.span(hit.start, hit.end),
                facility.name,
                None,
                lat,
                lon,
                facility.countries[0] if len(facility.countries) == 1 else base.country if base else None,
                base.admin1 if base else None,
                "FAC",
                "exact" if lat is not None else "unknown",
                "location",
                0.9,
                len(hit.ids),
                facility.id,
                None if lat is not None else "the facility's coordinates are not known",
            )
        )
    return kept
