"""Offices that stand without a nation: which are a state's, and which state's they are."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.reading import source_words as words
from counterclaim.reading.context import Context
from counterclaim.reading.source_home import Home
from counterclaim.reading.source_mentions import Mention
from counterclaim.reading.source_phrases import KNOWN_HEADS, core_end, lemma_of
from counterclaim.reading.source_sides import NOBODY, Allegiance, last_state, spoken_for
from counterclaim.reading.source_states import at_home, dominant_state, of_country, own_place, placed_before

#: Offices whose "of" brings the field they see to, whatever words that field has.
_FIELDED = frozenset({"ministry", "minister", "department", "secretary", "directorate", "undersecretary"})
#: Bodies that are a state's when a word of `words.STATE_OFFICE` or `_STATELY` says so.
_BODIES = words.word_set("""
    service department agency office directorate command staff council committee guard force authority
    administration bureau commission headquarters division brigade prosecution unit corps
    fleet troop
""")
_STATELY = words.word_set("""
    security border customs migration immigration armed general justice national federal intelligence
    coast infantry joint prosecutor air emergency interior penitentiary prison prisons correctional
    corrections welfare transport
""")
#: Words of a state's own bodies that may be capitalised without naming a place.
_PLAIN = (
    words.STATE_OFFICE
    | words.STATE_BODIES
    | words.DEFINITE
    | _BODIES
    | _STATELY
    | words.word_set("""
    public affairs external situations state supreme high main media press information communication
    communications relations protection civil law enforcement anti-terrorist counter-terrorism first
    second third fourth fifth sixth seventh eighth ninth tenth northern southern eastern western central
    operational regional provincial district local staff guards forces services officials authorities
    spokesman spokeswoman spokesperson and of the 's ’s deputy acting interim transitional vice chief
    senior lieutenant major captain colonel general brigadier police inspector superintendent director
    commissioner minister secretary governor mayor prefect officer
""")
)
#: Offices of a town or province, at home wherever that is.
_LOCAL = words.word_set("""
    governor mayor prefect administrator commissioner prosecutor magistrate sheriff official authority
    police administration prosecution municipality officer inspector superintendent
""")
#: Those of them that hold without a place beside them.
_HELD = words.word_set("governor mayor prefect administrator commissioner prosecutor magistrate sheriff")
_LOCALLY = words.word_set("""
    authority local provincial district regional municipal divisional county village city town
""")
#: Words that say nothing of an office, though a sentence may begin with them.
_UNSAID = words.ROLE_STOP | words.FRESH | words.SOME | frozenset({"no"})
_FIGHT = words.word_set("""
    army military navy airforce defence defense armed force troop command staff infantry brigade division
    fleet war general colonel brigadier admiral corps
""")
_TIES = frozenset({"of", "for", "in", "at", "on", "near", "from"})
_GRADES = words.RANKS | words.GRADES


@dataclass(frozen=True, slots=True)
class Office:
    """What an office's own phrase says of it: its words, the countries of its places, and whether it
    has a name that no table holds (``foreign``)."""

    words: frozenset[str]
    countries: frozenset[str]
    foreign: bool


def read_office(ctx: Context, mention: Mention) -> Office:
    """The words around an office that say what and whose it is.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report, Span
    >>> from counterclaim.reading.source_mentions import read_mention
    >>> text = "The Ministry of Public Health"
    >>> ctx = Context(Report(text), annotator().annotate(text))
    >>> m = read_mention(ctx, Span(0, 29, text))
    >>> sorted(read_office(ctx, m).words), read_office(ctx, m).foreign
    (['health', 'ministry', 'public'], False)
    """
    tokens = ctx.doc.tokens
    end = max(mention.end, mention.last)
    stretches = [(mention.first, mention.last)]
    # The tagger's phrase may stop before "of"; eight words hold "of the armed forces of the north".
    after = mention.last + 1
    if after < len(tokens) and tokens[after].lower in _TIES and tokens[after].start <= mention.span.end + 1:
        stop = after
        limit = min(max(end, after + 1), after + 8, ctx.doc.sentence_of(mention.first).last)
        while stop < limit and tokens[stop + 1].text not in (",", "(", ";", ":"):
            stop += 1
        stretches.append((after, stop))
    for first, last in mention.asides:
        stop = core_end(tokens, first, last)
        if tokens[first].lower not in words.RELATIVE and any(
            lemma_of(tokens[i]) in words.REPRESENTATIVES for i in range(first, stop + 1)
        ):
            stretches.append((first, last))
    name = set((mention.name or "").split())
    found: set[str] = set()
    countries: set[str] = set()
    foreign = False
    for number, (first, last) in enumerate(stretches):
        fielded = False
        for i in range(first, last + 1):
            token = tokens[i]
            lemma = lemma_of(token)
            if token.text in name or not token.text[:1].isalnum() or token.lower in _UNSAID:
                continue
            place = next(
                (p for p in ctx.places if p.span.start <= token.start and token.end <= p.span.end), None
            )
            if place is not None and place.country is not None and token.lower not in _PLAIN:
                countries.add(place.country)
                continue
            fielded = fielded or lemma in _FIELDED or mention.lemma in _FIELDED
            if token.lower not in words.DEFINITE | _TIES:
                found.add(lemma)
            known = token.lower in _PLAIN or lemma in _PLAIN or lemma in words.REPRESENTATIVES
            known = known or (i == mention.head and lemma in KNOWN_HEADS)
            actor = any(a.span.start <= token.start and token.end <= a.span.end for a in ctx.actors)
            if number < 2 and token.text[:1].isupper() and not (known or fielded or actor):
                foreign = foreign or token.lower not in words.TITLES
    return Office(frozenset(found), frozenset(countries), foreign)


def bare_office(ctx: Context, mention: Mention, base: Home) -> Allegiance:
    """For whom an office without a nation speaks: the state of its place, else the one the passage means.

    Nobody where the phrase is of people who speak for themselves, of rebels, or of a body with a name of
    its own that no table holds.
    """
    office = read_office(ctx, mention)
    # The role of a bare surname was read elsewhere, where the phrase said more of whose it is.
    role = set((mention.role or "").split()) if mention.name is None else set()
    described = office.words | mention.modifiers | role | {mention.lemma}
    private = words.NOT_OF_STATE - {"centre", "center"}
    if described & (words.NOT_FOR_STATE | private) or (
        mention.lemma in words.BYSTANDERS and mention.name is None
    ):
        return NOBODY
    if described & words.BYSTANDERS and not described & (words.REPRESENTATIVES | words.STATE_BODIES):
        return NOBODY
    if "civil" in described:
        # Rescuers of a "civil defence" and "civil administrations" work on either side of a front.
        return NOBODY
    civil = not described & _FIGHT
    person = mention.kind in ("person", "people")
    stately = bool(described & words.STATE_OFFICE) or (
        bool(described & _STATELY) and bool(described & (_BODIES | {"official", "officer", "source"}))
    )
    if mention.definite and described & _HELD and (town := placed_before(ctx, mention.span.start)):
        return of_country(ctx, town)
    if "there" in office.words and described & (_BODIES | _LOCAL | {"body", "ministry", "government"}):
        state = last_state(ctx, mention.span.start, ctx.doc.sentence_of(mention.first).i)
        if state is not None and state.side is not None:
            return spoken_for(state)
    if described & _LOCAL and len(office.countries) == 1:
        country = next(iter(office.countries))
        # Officials of a place that changed hands need not be its state's; holders of an office are.
        if described & _HELD or country in (base.country, base.filed) or mention.lemma == "police":
            return of_country(ctx, country)
    if office.countries and len(office.countries) > 1:
        return NOBODY
    if office.countries and stately:
        return of_country(ctx, next(iter(office.countries)))
    local = described & _LOCALLY
    if (
        office.foreign
        and person
        and not mention.plural
        and not office.countries
        and (described & _HELD or (local and mention.lemma in _LOCAL | {"chief", "head"}))
    ):
        # "The district officer of Y": a Y that no gazetteer holds is a small place, and so at home.
        return own_place(ctx, mention.span.start, base)
    if office.foreign or office.countries:
        return NOBODY
    if person:
        return _holder(ctx, mention, base, described, stately=stately, civil=civil)
    if mention.kind not in ("institution", "document"):
        return NOBODY
    plural = mention.plural and mention.lemma not in ("authority", "police", "force", "troop", "staff")
    named = mention.lemma in words.STATE_BODIES and mention.lemma != "force"
    if mention.lemma == "authority" and not mention.definite:
        return at_home(base)
    if not plural and (named or stately):
        return dominant_state(ctx, mention.span.start, base, civil=civil)
    return NOBODY


def _holder(
    ctx: Context,
    mention: Mention,
    base: Home,
    described: frozenset[str] | set[str],
    *,
    stately: bool,
    civil: bool,
) -> Allegiance:
    """For whom a minister, a governor, an officer or "military officials" speak."""
    at = mention.span.start
    tokens = ctx.doc.tokens
    after = mention.last + 1
    if after < len(tokens) and tokens[after].lower == "of" and mention.lemma not in _FIELDED | _HELD:
        # "Vice-president of a traders' union": an office of whatever stands after "of".
        stop = core_end(tokens, after + 1, min(after + 8, len(tokens) - 1))
        if not any(lemma_of(tokens[i]) in _PLAIN for i in range(after + 1, stop + 1)):
            return NOBODY
    local = described & _LOCALLY
    if mention.name is not None and described & {"president", "premier", "prime"}:
        # The person tables know most heads of government: one they do not know may be a visitor's.
        return at_home(base) if _alone(ctx, at, base) else NOBODY
    if described & {"president", "premier"} or (stately and described & (words.UNIQUE | words.SPOKES)):
        return dominant_state(ctx, at, base, civil=civil)
    if described & (_HELD | {"minister"}) and not mention.plural:
        return own_place(ctx, at, base)
    if "health" in described and mention.name is None:
        return NOBODY
    if stately or (local and mention.lemma in _LOCAL | {"chief", "head"}):
        # Nameless officials, unlike the ministry, are not tied to the state last spoken of.
        return at_home(base) if base.sure or _homely(ctx, at, base) else NOBODY
    if {"chief", "staff"} <= described:
        return at_home(base) if base.sure or _alone(ctx, at, base) else NOBODY
    if described & _GRADES and base.side is not None and not mention.definite and not mention.plural:
        # A colonel without an army is the home army's where no other state's soldiers are spoken of.
        others = {a.side for a in ctx.actors if a.kind == "military" and a.side and a.side != base.side}
        return at_home(base) if (base.sure or not others) and _alone(ctx, at, base) else NOBODY
    return NOBODY


def _homely(ctx: Context, at: int, base: Home) -> bool:
    """Whether the sentence at character ``at`` names no body of another state."""
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(at))
    return all(
        a.side in (None, base.side) or a.kind not in ("government", "ministry", "military")
        for a in ctx.actors_in(sentence.start, sentence.end)
    )


def _alone(ctx: Context, at: int, base: Home) -> bool:
    """Whether the sentence at character ``at`` and the one before name no power but the home state."""
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(at))
    start = ctx.doc.sentences[max(0, sentence.i - 1)].start
    return all(
        a.side in (None, base.side) or a.kind in ("international", "ngo", "monitor", "news agency")
        for a in ctx.actors_in(start, sentence.end)
    )
