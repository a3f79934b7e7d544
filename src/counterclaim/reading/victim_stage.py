"""The stage a report plays on: the two sides at war, the state at home, the armed groups it faces."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from counterclaim.knowledge.actors import actors
from counterclaim.reading.belligerents import belligerents
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.source_home import Home, home
from counterclaim.reading.victim_evidence import STATE

_REBEL_KINDS = frozenset({"armed group", "de facto authority"})
#: One armed group is the foe when it is named this many times as often as the next: a report on two of
#: them does not say whose "militants" were.
_OFTEN = 3
#: A third state named no more often than this beside a country's rebels only passes through the report.
_PASSING = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """``pair``: the belligerents, ``home``: where the report is set, ``rebels``: the sides of the armed
    groups named that are not the home state's, the most named first, ``sole``: the one of them that can
    be meant by "the militants", or "", ``states``: the sides of states named, ``domestic``: whether a
    rebel group is of the home country itself and no other state is accused.
    ``broken``: the countries of which a breakaway territory is named, ``breakaways``: the sides of those.

    >>> Stage().foe("Mali")
    ''
    """

    pair: tuple[str, ...] = ()
    home: Home = field(default_factory=Home)
    rebels: tuple[str, ...] = ()
    sole: str = ""
    states: tuple[str, ...] = ()
    domestic: bool = False
    broken: frozenset[str] = frozenset()
    breakaways: frozenset[str] = frozenset()

    @property
    def civil(self) -> bool:
        """Whether an armed group fights the state that the report is set in."""
        return bool(self.rebels) and self.home.side is not None

    def foe(self, side: str) -> str:
        """The one armed group or belligerent that ``side`` fights, or ""."""
        if self.sole and self.sole != side:
            return self.sole
        if side in self.rebels and self.home.side and self.home.side != side:
            return self.home.side
        if side in self.pair and len(self.pair) == 2:
            other = self.pair[0] if self.pair[1] == side else self.pair[1]
            return other if not self.rebels or other in self.rebels or side in self.rebels else ""
        return ""

    def state_fought_by(self, side: str) -> str:
        """The state whose soldiers an armed group of ``side`` counts, or ""."""
        if self.home.side and self.home.side != side:
            return self.home.side
        if side in self.pair and len(self.pair) == 2:
            other = self.pair[0] if self.pair[1] == side else self.pair[1]
            return other if other in self.states else ""
        return ""


def stage_of(ctx: Context) -> Stage:
    """The stage of one report, to be made once and passed on."""
    set_in = home(ctx, ctx.report.dateline)
    groups: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for mention in ctx.actors:
        if mention.side is None:
            continue
        # "The Houthis' military" is still an armed group's.
        actor = actors().get(mention.actor) if mention.actor else None
        rebel = mention.kind in _REBEL_KINDS or (actor is not None and actor.kind == "armed group")
        if not rebel and mention.kind in STATE:
            states[mention.side] += 1
        elif rebel and not misnamed(mention, set_in):
            groups[mention.side] += 1
    rebels = [side for side, _ in groups.most_common() if side != set_in.side and side not in states]
    sole = ""
    if rebels and (len(rebels) == 1 or groups[rebels[0]] >= _OFTEN * groups[rebels[1]]):
        sole = rebels[0]
    domestic = any(
        m.kind in _REBEL_KINDS and m.side in rebels and m.country == set_in.country for m in ctx.actors
    )
    pair = belligerents(ctx)
    third = [side for side in pair if side != sole]
    passing = bool(third) and states[third[0]] <= _PASSING
    if set_in.side and sole in pair and set_in.side not in pair and domestic and passing:
        # A hospital named after a third state is no party to a country's own war.
        pair = (set_in.side, sole)
    return Stage(
        pair,
        set_in,
        tuple(rebels),
        sole,
        tuple(states),
        domestic
        and set_in.country is not None
        and (not pair or set_in.side in pair)
        and not _foreigner_accused(ctx, set_in.side),
        frozenset(m.country for m in ctx.actors if m.kind == "territory" and m.country),
        frozenset(m.side for m in ctx.actors if m.kind == "territory" and m.side),
    )


def _foreigner_accused(ctx: Context, home_side: str | None) -> bool:
    """Whether another state is accused in the report: then the dead at home are not each other's."""
    for attribution in ctx.attributions:
        if attribution.cue_class not in ("accuse", "blame"):
            continue
        for content in attribution.content[:1]:
            accused = [m for m in ctx.actors_in(content.start, content.end) if m.side is not None]
            if accused and accused[0].kind in STATE - _REBEL_KINDS and accused[0].side != home_side:
                return True
    return False


def misnamed(mention: ActorMention, set_in: Home) -> bool:
    """Whether a group's by-name is used far from its country, as a common word for any rebels."""
    actor = actors().get(mention.actor)
    return (
        mention.span.text.lower() in _EPITHETS
        and actor is not None
        and mention.country is not None
        and bool(set_in.countries)
        and mention.country not in set_in.countries
    )


#: Words of abuse that several states use for their rebels, each meaning its own.
_EPITHETS = frozenset({"khawarij", "khwarij", "kharijites", "takfiris", "terrorists"})
