"""Mentions to incidents, independent of the order they come in, a bounded neighbourhood at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from counterclaim.linking.blocking import keys
from counterclaim.linking.likeness import likeness, reasons
from counterclaim.linking.neighbourhood import Find, Neighbourhood, Pairs
from counterclaim.linking.rulings import Piece, Rulings, assemble
from counterclaim.model import Incident, Join, Judgement, Mention

#: Points at which a join is as good as certain (odds of fifty to one); a join's score is its share of these.
_CERTAIN = 400


@dataclass(frozen=True, slots=True)
class Relinked:
    """The incidents that stand after mentions came in, where they may differ from those before.

    ``claims`` are the keys of all claims in ``incidents``, ``mentions`` the ids of all mentions. Every
    earlier incident that holds one of ``claims`` is superseded; all others stand.

    >>> Relinked(frozenset(), frozenset(), ()).incidents
    ()
    """

    mentions: frozenset[str]
    claims: frozenset[str]
    incidents: tuple[Incident, ...]


def link(mentions: Collection[Mention], judgements: Collection[Judgement] = ()) -> tuple[Incident, ...]:
    """The incidents of a set of mentions, each mention in one of them; sorted by start and id.

    The same set gives the same incidents with the same ids in every order. "Same" and "not same" in
    ``judgements`` always hold; of two that contradict each other, the later does.

    >>> day = ("violence", "2024-02-03", "2024-02-03", "stated")
    >>> two = [Mention(f"m_{n}", f"r_{n}", None, *day, (f"r_{n}:c",), parties=("X", "Y")) for n in "12"]
    >>> [incident.reports for incident in link(two)]
    [('r_1', 'r_2')]
    >>> len(link(two, [Judgement("j", "not same", "r_1:c", "r_2:c")]))
    2
    """
    return relink(mentions, lambda wanted: (), judgements).incidents


def relink(new: Collection[Mention], find: Find, judgements: Collection[Judgement] = ()) -> Relinked:
    """The incidents that ``new`` mentions belong to or change: exactly those `link` over everything gives.

    ``find`` gives the store's mentions that have one of the keys it is asked for: those of `keys`, and
    ``claim:<key>`` for the mention that holds a claim. Whether it already gives the new ones does not
    matter. After a judgement is made or taken back, ``new`` are the mentions that hold its two claims and
    ``judgements`` those that stand. What is asked of the store is bounded by the days and the theatre of
    ``new``, not by the store's size. Nothing is read from anywhere else.

    >>> relink((), lambda wanted: ()).incidents
    ()
    """
    pairs = Pairs(_with(new, find))
    pairs.add(new)
    now = Neighbourhood(pairs)
    homes = _changed_homes(frozenset(m.id for m in new), pairs, now)
    rulings = Rulings(judgements)
    # A decision may overrule an older one about other claims, and those about yet others.
    for claim in sorted(rulings.bound_to(claim for mention in new for claim in mention.claims)):
        homes.update(now.home(holder) for holder in pairs.holders(claim))
    incidents: list[Incident] = []
    done: set[str] = set()
    for home in sorted(homes):
        if home not in done:
            connected = _connected(home, pairs, now, rulings)
            done |= connected
            incidents += _incidents(sorted(connected), pairs, now, rulings)
    incidents.sort(key=lambda i: (i.start or "", i.id))
    return Relinked(
        frozenset(m for i in incidents for m in i.mentions),
        frozenset(c for i in incidents for c in i.claims),
        tuple(incidents),
    )


def _with(new: Collection[Mention], find: Find) -> Find:
    index: dict[str, list[Mention]] = {}
    for mention in new:
        for key in (*keys(mention), *(f"claim:{claim}" for claim in mention.claims)):
            index.setdefault(key, []).append(mention)

    def both(wanted: Collection[str]) -> Iterable[Mention]:
        found = {m.id: m for m in find(wanted)}
        for key in wanted:
            found.update((m.id, m) for m in index.get(key, ()))
        return found.values()

    return both


def _changed_homes(new: frozenset[str], pairs: Pairs, now: Neighbourhood) -> set[str]:
    """Where the new mentions are at home, and every home that gained or lost a mention through them."""
    before = Neighbourhood(pairs, new)
    pairs.load_around(new)
    suspects = set(new).union(*(now.near(m) for m in new))
    # A report tells an incident once: its earlier mentions may have to make room for a new one.
    reports = {pairs.mentions[m].report for m in new}
    pairs.load_around(suspects)
    rivals = {o for m in suspects for o in now.near(m) if pairs.mentions[o].report in reports}
    suspects |= rivals
    # A mention that became a centre or is one no longer may change its neighbours, and they theirs.
    open_, seen = set(suspects), set(suspects)
    while open_:
        pairs.load_around(open_)
        turned = [m for m in open_ if m in new or before.is_centre(m) != now.is_centre(m)]
        open_ = set().union(*(now.near(m) for m in turned)) - seen
        seen |= open_
        suspects |= open_
    moved = {m for m in suspects if m in new or before.centre(m) != now.centre(m)}
    # Undated mentions follow the dated ones they are compared with.
    for m in sorted(moved):
        for undated in _undated_near(m, pairs):
            for world in (now, before):
                if undated not in new or world is now:
                    suspects.update(world.members(world.centre(undated)))
    homes: set[str] = set()
    for m in suspects:
        home = now.home(m)
        if m in new:
            homes.add(home)
        elif (was := before.home(m)) != home:
            homes |= {home, now.home(was)} if now.home(was) == was else {home}
    return homes


def _undated_near(m: str, pairs: Pairs) -> list[str]:
    if pairs.mentions[m].start is None:
        return [m, *pairs.near(m)]
    return list(pairs.across(m))


def _connected(home: str, pairs: Pairs, now: Neighbourhood, rulings: Rulings) -> set[str]:
    """The home and all those that rulings of "same" tie it to."""
    found, open_ = {home}, [home]
    while open_:
        for m in now.members(open_.pop()):
            for claim in pairs.mentions[m].claims:
                for other in rulings.same_as(claim) - {claim}:
                    for holder in pairs.holders(other):
                        there = now.home(holder)
                        if there not in found:
                            found.add(there)
                            open_.append(there)
    return found


def _incidents(homes: list[str], pairs: Pairs, now: Neighbourhood, rulings: Rulings) -> list[Incident]:
    stars: list[list[Mention]] = []
    home_of: dict[str, str] = {}
    for home in homes:
        near = now.near(home)
        members = sorted(now.members(home), key=lambda m: (m != home, -near.get(m, 0), m))
        stars.append([pairs.mentions[m] for m in members])
        home_of.update(dict.fromkeys(members, home))
    return [_incident(group, home_of, pairs) for group in assemble(stars, rulings)]


def _incident(pieces: list[Piece], home_of: dict[str, str], pairs: Pairs) -> Incident:
    ids = sorted({p.mention for p in pieces})
    mentions = [pairs.mentions[m] for m in ids]
    first = min(pieces, key=lambda p: (pairs.mentions[p.mention].published or "9999", p.mention, p.index))
    seed = first.mention if first.index == 0 else f"{first.mention}#{first.claims[0]}"
    # Its days are those that its homes state; what members say more vaguely does not widen them.
    core = [m for m in mentions if home_of[m.id] == m.id] or mentions
    core = [m for m in core if m.dated == "stated"] or core
    spots = {s for m in mentions for s in m.spots}
    return Incident(
        id="i_" + hashlib.sha256(seed.encode()).hexdigest()[:16],
        family=core[0].family,
        start=min((m.start for m in core if m.start), default=None),
        end=max((m.end for m in core if m.end), default=None),
        mentions=tuple(ids),
        reports=tuple(sorted({m.report for m in mentions})),
        claims=tuple(sorted({c for p in pieces for c in p.claims})),
        spots=tuple(
            sorted(spots, key=lambda s: (s.name, s.precision, s.geonameid or 0, s.lat or 0.0, s.lon or 0.0))
        ),
        parties=tuple(sorted({p for m in mentions for p in m.parties})),
        modes=tuple(sorted({mode for m in mentions for mode in m.modes})),
        period=core[0].period,
        joins=tuple(_join(m, home_of[m], ids, pairs) for m in ids),
    )


def _join(m: str, home: str, together: list[str], pairs: Pairs) -> Join:
    if m == home:
        return Join(m, 1.0, "the most exact account of its days and places")
    if home not in together:
        return Join(m, 1.0, "a person decided so")
    if pairs.mentions[m].period:
        return Join(m, 1.0, "the same period and parties")
    one, two = pairs.traits(m), pairs.traits(home)
    score = min(1.0, max(0, likeness(one, two)) / _CERTAIN)
    return Join(m, round(score, 2), reasons(one, two) or "like its nearest account")
