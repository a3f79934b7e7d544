"""Which state is meant: the one whose bodies a passage speaks of, or the one a report is at home in."""

from __future__ import annotations

from counterclaim.knowledge.actors import actors
from counterclaim.model import Span
from counterclaim.reading import source_words as words
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.source_home import Home, state_side
from counterclaim.reading.source_mentions import usable
from counterclaim.reading.source_sides import FIGHTERS, NOBODY, STATES, Allegiance, spoken_for

_FORCES = words.word_set("""
    force troop army military police government official ministry soldier guard navy commander spokesman
    officer authority minister president airforce gendarmerie personnel serviceman policeman jet warplane
    artillery defence defense foreign security air armed border paramilitary
""")


def dominant_state(ctx: Context, at: int, base: Home, *, civil: bool = False) -> Allegiance:
    """The state whose army, ministry or government a bare "the military" at character ``at`` means.

    Looks at the sentence so far, the sentence before, the rest of the paragraph, the paragraph before,
    then at where the report is at home. The first stretch that speaks of states' own bodies or of
    states acting decides when it speaks of one side; where it speaks of several, the report's home does
    if it is among them. A ``civil`` body (health, police, emergencies) counts what lies in its own
    country, so a report at home nowhere may still place it by the places of its sentence.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> dominant_state(Context(Report("Calm."), annotator().annotate("Calm.")), 0, Home()).side
    ()
    """
    doc, text = ctx.doc, ctx.report.text
    if not doc.tokens:
        return NOBODY
    sentence = doc.sentence_of(doc.token_at(at))
    opening = text.rfind("\n", 0, at) + 1
    stretches = [(sentence.start, at)]
    if sentence.i and doc.sentences[sentence.i - 1].start >= opening:
        stretches.append((doc.sentences[sentence.i - 1].start, sentence.start))
    # In the wider stretches a nation's adjective on anything ("X tribesmen") is reason enough to doubt.
    states = {a.side for a in ctx.actors if a.kind in STATES}
    wide = 1 + (opening > 1)
    stretches.append((opening, sentence.start))
    if opening > 1:
        before = text[: opening - 1].rstrip()
        stretches.append((before.rfind("\n") + 1, len(before)))
    for number, (start, end) in enumerate(stretches):
        acting = _acting(ctx, start, end)
        near = number < len(stretches) - wide
        others = {a.side for a in ctx.actors_in(start, end) if near or a.form == "demonym"}
        if not acting:
            continue
        sides = {a.side for a in acting}
        if base.side is not None and base.side not in sides:
            # "Country X struck the port, the ministry said": not X's own ministry, surely.
            armed = all(a.kind in FIGHTERS - {"ministry", "government"} for a in acting)
            own = base.sure or armed or _here(ctx, at, towns=True) == {base.country}
            return at_home(base) if civil and own else NOBODY
        apart = any(a.kind == "de facto authority" for a in acting)
        struck = located(ctx, at, base) if civil and base.side is None and not apart else NOBODY
        if struck.side and struck.side[0] not in sides:
            # Who only strikes at a place has no ministries there to count the dead.
            return struck
        if len(sides | (others & states)) == 1:
            return _state_of(acting[0])
        if base.side in sides and (base.sure or len(sides) == 1):
            return at_home(base)
        reader = of_country(ctx, base.printed)
        if (
            reader.side
            and reader.side[0] in sides
            and base.filed in (None, base.printed)
            and (not civil or _here(ctx, at, towns=True) <= {base.printed})
        ):
            # In a paper of one of the two countries "the foreign office" is its readers' own.
            return reader
        break
    else:
        if base.side is not None and not civil:
            return at_home(base)
    return own_place(ctx, at, base) if civil else NOBODY


def at_home(base: Home) -> Allegiance:
    """What a body of the report's home country says of the one who speaks for it."""
    return Allegiance(base.actor, (base.side,), "state") if base.side else NOBODY


def _here(ctx: Context, at: int, *, towns: bool = False) -> set[str]:
    """The countries of the places that the sentence at character ``at`` names; of those inside a country
    only, with ``towns``."""
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(at))
    return {
        p.country
        for p in ctx.places
        if p.country
        and p.role == "location"
        and sentence.start <= p.span.start < sentence.end
        and not (towns and p.precision == "country")
    }


def own_place(ctx: Context, at: int, base: Home) -> Allegiance:
    """The home state for a civil office, unless its sentence is set elsewhere; then that country's state."""
    here = _here(ctx, at, towns=True)
    if base.side is not None and (not here or base.country in here):
        return at_home(base)
    return located(ctx, at, base)


def located(ctx: Context, at: int, base: Home) -> Allegiance:
    """The state of the one country in which the sentence's places lie, if the report is largely about it."""
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(at))
    countries = _here(ctx, at, towns=True) or _here(ctx, at)
    if not countries and sentence.i and "\n" not in ctx.report.text[sentence.start - 1 : sentence.start]:
        # "Jets struck X. The health ministry said": those who count the dead are where they fell.
        countries = _here(ctx, ctx.doc.sentences[sentence.i - 1].start, towns=True)
    country = next(iter(countries)) if len(countries) == 1 else None
    if not countries:
        country = base.scene
    if country is None or country not in base.countries:
        return NOBODY
    return of_country(ctx, country)


def placed_before(ctx: Context, at: int) -> str | None:
    """The country of a town that opens the clause of a source at ``at``: "In Gao, the governor said".

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> placed_before(Context(Report("Calm."), annotator().annotate("Calm.")), 0) is None
    True
    """
    for place in ctx.places:
        if place.span.end <= at <= place.span.end + 2 and place.precision != "country":
            before = ctx.report.text[max(0, place.span.start - 5) : place.span.start]
            return place.country if before.endswith(("In ", "Near ", "At ")) else None
    return None


def of_country(ctx: Context, country: str | None) -> Allegiance:
    """The state of an ISO country code, where the report names no other power in it."""
    found = state_side(ctx, country)
    return Allegiance(found[0], (found[1],), "state") if found else NOBODY


def reporting_to(ctx: Context, role: str, addressee: Span, base: Home) -> Allegiance:
    """The state of a governor or commander who tells its president or minister: he reports to his own.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report, Span
    >>> ctx = Context(Report("Calm."), annotator().annotate("Calm."))
    >>> reporting_to(ctx, "", Span(0, 4, "Calm"), Home()).side
    ()
    """
    office = set(role.split())
    if not office & (words.UNIQUE - {"president", "premier", "envoy", "ambassador", "king"} | words.RANKS):
        return NOBODY
    if office & words.NOT_FOR_STATE:
        return NOBODY
    heads = [
        a
        for a in ctx.actors_in(addressee.start, addressee.end)
        if a.form == "person" and a.kind in STATES | {"government"} and a.country in base.countries
    ]
    return spoken_for(heads[0]) if len(heads) == 1 else NOBODY


def set_elsewhere(ctx: Context, at: int, backing: Allegiance) -> bool:
    """Whether the towns of the sentence at character ``at`` all lie outside the country spoken for."""
    country = actors().country(backing.actor) if backing.actor else None
    here = _here(ctx, at, towns=True)
    return country is not None and bool(here) and country not in here


def _state_of(mention: ActorMention) -> Allegiance:
    if mention.kind in STATES:
        return spoken_for(mention)
    state = actors().state(mention.country)
    known = actors().side(state.id) if state else None
    if state is not None and known == mention.side:
        return Allegiance(state.id, (mention.side,) if mention.side else (), state.kind)
    return spoken_for(mention)


def _acting(ctx: Context, start: int, end: int) -> list[ActorMention]:
    """States and their bodies that act, own or command in a stretch of text; not mere places."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    found = []
    for mention in ctx.actors_in(start, end):
        if not mention.side or (mention.form == "person" and mention.kind not in FIGHTERS | STATES):
            continue
        if mention.kind in FIGHTERS or mention.kind == "de facto authority":
            found.append(mention)
            continue
        if mention.kind not in STATES or not usable(ctx, mention):
            continue
        inside = doc.tokens_in(mention.span.start, mention.span.end)
        if not inside:
            continue
        last = inside[-1]
        nexts = [t.lemma.lower() for t in tokens[last + 1 : last + 4]]
        if any(n in _FORCES for n in nexts[: 3 if nexts and nexts[0] in ("'s", "’s") else 2]):
            found.append(mention)
            continue
        head = tokens[last]
        if (
            head.dep in ("nsubj", "nsubjpass")
            and tokens[head.head].lemma
            not in (
                "border",
                "neighbour",
                "neighbor",
                "lie",
            )
        ) or (head.dep == "pobj" and tokens[head.head].lower == "by"):
            found.append(mention)
    return found
