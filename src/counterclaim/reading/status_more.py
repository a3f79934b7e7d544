"""Statuses without a verb of opening: "the closure of X", "patients were let through", "stranded at X"."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.status_words import status_words, word_set
from counterclaim.language import Sentence
from counterclaim.reading.context import Context
from counterclaim.reading.status_builder import DraftMaker, scope_list
from counterclaim.reading.status_clauses import Affected, ClauseReader
from counterclaim.reading.status_finder import WayFinder
from counterclaim.reading.status_nouns import BARE, NAMED, TIED, WayMention
from counterclaim.reading.status_scope import traffic_scope
from counterclaim.reading.status_verbs import Group, governor, verb_group
from counterclaim.reading.status_weighing import Weighed

_DETERMINERS = word_set(
    "the this a an its that their complete full partial total continued ongoing prolonged sudden "
    "temporary indefinite month-long weeks-long abrupt immediate border"
)
_ENDED = word_set("lift lifted lifts lifting end ended ends ending break broke broken ease eased")
_TRIGGER_ONLY_NOUN = frozenset(["closure", "closures", "shutdown", "blockade", "suspension", "resumption"])
_PASS = word_set("cross pass enter leave use travel go return exit through")


def _bare_group(i: int) -> Group:
    return Group(i, i, False, False, "fact", False, False, False, False, False, False)


def read_nominal(
    ctx: Context, finder: WayFinder, clauses: ClauseReader, maker: DraftMaker, i: int, sentence: Sentence
) -> bool:
    """Read "the closure of X", "the X closure", "the closure". True when the noun reading was the one.

    A wish for a closure or a fear of one says nothing; a wish for a reopening says that X is shut.
    """
    tokens = ctx.doc.tokens
    token = tokens[i]
    following = tokens[i + 1].lower if i < sentence.last else ""
    before = tokens[i - 1] if i > sentence.first else None
    mentions = finder.in_sentence(sentence)
    touching = [m for m in mentions if m.last == i - 1]
    only_noun = token.lower in _TRIGGER_ONLY_NOUN
    nominal = (
        only_noun
        or following == "of"
        or (bool(touching) and token.tag in {"NN", "NNS"})
        or (
            before is not None
            and before.lower in _DETERMINERS
            and token.tag in {"NN", "VBG"}
            and following not in {"the", "all"}
        )
    )
    if not nominal:
        return False
    words = status_words()
    state = words.nouns[token.lower]
    affected = Affected(start=i, floor=i)
    scope: tuple[str, ...] | None = None
    last = i
    if following == "of":
        found = clauses.object(i + 1, sentence)
        if found.ways:
            affected, last = found, found.ways[-1].last
        elif found.traffic is not None:
            scope = traffic_scope(ctx, found.traffic, i + 2)
            noun = found.traffic
            way = next((m for m in mentions if noun < m.first <= noun + 6), None)
            if way is None:
                return True
            affected, last = Affected(ways=[way], start=i, floor=i), way.last
        else:
            return True
    elif touching:
        one = touching[-1]
        if one.level == BARE:
            head = ctx.token_span(one.head, one.head)
            one = replace(one, first=one.head, span=head, name=head.text)
        affected = Affected(ways=[one], start=one.first, floor=i)
    elif token.lower in {"suspension", "opening", "closing", "resumption", "shutdown", "shutting", "sealing"}:
        return True
    elif following in {"at", "in"} and any(m.first <= i + 3 and m.first > i for m in mentions):
        way = next(m for m in mentions if i < m.first <= i + 3)
        affected, last = Affected(ways=[way], start=i, floor=i), way.last
    elif before is not None and before.lower in _DETERMINERS | {"month", "week", "day"}:
        named = finder.before(i, None, reach=4)
        if not named or not any(d.payload for d in maker.drafts):
            return True
        start = i - 1 if before.lower in {"the", "this", "its"} else i
        span = ctx.token_span(start, i)
        affected = Affected(
            ways=[WayMention(start, i, i, span, named[0].name, named[0].id, named[0].family, False, NAMED)],
            start=start,
            floor=i,
        )
    else:
        return True
    first = min(i, affected.start)
    while first > sentence.first and tokens[first - 1].lower in _DETERMINERS:
        first -= 1
    found_governor = governor(ctx.doc, first, sentence, window=6)
    opening = state in ("open", "reopened")
    near = {t.lower for t in tokens[max(sentence.first, first - 6) : first]}
    if {"would", "could", "might"} & {t.lower for t in tokens[i : min(last + 12, sentence.last + 1)]}:
        # "the reopening of X would help": it is not there yet; of a closure that would come nothing is said.
        if not opening:
            return True
        near.add("pending")
    between = {t.lower for t in tokens[first:i]}
    undone = {t.lower for t in tokens[last + 1 : min(last + 7, sentence.last + 1)]}
    if opening and undone & {
        "delayed",
        "postponed",
        "cancelled",
        "canceled",
        "blocked",
        "rejected",
        "halted",
    }:
        near.add("pending")
    elif not opening and undone & {"lifted", "ended", "cancelled", "canceled", "reversed", "over"}:
        near.add("lifted")
    if {"no", "without", "any", "possible", "potential", "if"} & (near | between):
        if not (opening and near & {"no", "without"}):
            return True
        reading = Weighed("closed", False, 0.5, "nominal-wished")
    elif near & _ENDED:
        if opening:
            return True
        reading = Weighed("reopened", False, 0.6, "nominal-ended")
    elif "before" in near or "until" in near or "pending" in near:
        if not opening:
            return True
        reading = Weighed("closed", False, 0.5, "nominal-pending")
    elif found_governor is not None and found_governor[0] in ("wished", "feared"):
        if not opening:
            # "protested against the closure": the closure is there; "demanded the closure": it is not.
            if tokens[found_governor[1]].lower not in _ABOUT_FACT:
                return True
            reading = Weighed("closed", False, 0.65, "nominal")
        else:
            reading = Weighed("closed", False, 0.5, "nominal-wished")
    elif (found_governor is not None and found_governor[0] == "expected") or {
        "planned",
        "expected",
        "scheduled",
        "imminent",
        "promised",
    } & (between | near):
        reading = Weighed(state, True, 0.6, "nominal-planned")
    else:
        if state == "open" and not touching and following != "of":
            return True
        partial = {"partial", "limited"} & between
        reading = Weighed("partially open" if partial else state, False, 0.65, "nominal")
    group = _bare_group(i)
    aged = _stage_verb(ctx, last, sentence)
    after = {t.lower for t in tokens[i + 1 : min(i + 8, sentence.last + 1)]}
    timed = bool(
        after & {"began", "started", "since", "entered", "enters", "reached", "on", "lasted", "into", "now"}
    )
    maker.make(
        i,
        group,
        reading,
        affected,
        sentence,
        active=last > i,
        scope=scope,
        loose_times=False,
        seek_scope=last > i or following in {"to", "for"},
        aged=aged,
    ) if timed or last > i else maker.make(
        i, group, reading, affected, sentence, active=False, scope=scope, loose_times=False, seek_scope=False
    )
    return True


def _stage_verb(ctx: Context, last: int, sentence: Sentence) -> int | None:
    """The verb after "the closure of X" that brings in its age: "began", "reached", "has lasted"."""
    tokens = ctx.doc.tokens
    for k in range(last + 1, min(last + 5, sentence.last)):
        if tokens[k].lower in _STAGES:
            return k
        if tokens[k].lower not in {"has", "have", "had", "now", "is", "was"}:
            return None
    return None


_STAGES = word_set("began begins begun started starts reached reaches entered enters lasted lasts")
_ABOUT_FACT = word_set(
    "against protest protested protesters demonstrated rallied discuss discussed discussing "
    "negotiations talks talk oppose opposed opposes delays delay fears"
)


def read_passage(
    ctx: Context, finder: WayFinder, clauses: ClauseReader, maker: DraftMaker, i: int, sentence: Sentence
) -> None:
    """Read "pedestrians will be able to cross by Friday", "no one was allowed to use the bridge".

    Needs people or goods as the subject, a way named in this sentence or the one before, and crossing as
    the act. Anything else ("allowed the army to enter") is left alone.
    """
    tokens = ctx.doc.tokens
    token = tokens[i]
    word = token.lower
    group = verb_group(ctx.doc, i, sentence)
    nextward = [t.lower for t in tokens[i + 1 : min(i + 4, sentence.last + 1)]]
    ways = finder.in_sentence(sentence)
    act_ways = [m for m in ways if 0 < m.first - i <= 6]
    if word in {"use", "cross"}:
        if not any(t.lower in {"could", "can", "will", "would"} for t in tokens[group.first : i]):
            return
        if not act_ways:
            return
    elif word == "admitted":
        if not group.passive or not ({"to", "into", "through"} & set(nextward)):
            return
    else:
        if not group.passive and word != "able":
            return
        if (
            len(nextward) < 2
            or nextward[0] not in {"to", "through", "across"}
            or (nextward[0] == "to" and nextward[1] not in _PASS)
        ):
            return
    subject_end = group.first - 1
    while subject_end > sentence.first and tokens[subject_end].lower in {
        "alone",
        "only",
        "also",
        "both",
        "all",
    }:
        subject_end -= 1
    start = subject_end
    while (
        start > sentence.first
        and (
            tokens[start - 1].tag in {"NN", "NNS", "JJ", "CC", "CD", "NNP", "DT", "HYPH", "VBN"}
            or tokens[start - 1].text == ","
        )
        and tokens[start - 1].lower not in {";", "but", "that"}
    ):
        start -= 1
    nobody = any(t.lower in {"no", "nobody", "none", "neither"} for t in tokens[start : subject_end + 1])
    if tokens[start].lower in {"only", "just"} and start < subject_end:
        start += 1
    modes, _ = scope_list(ctx, start, sentence)
    if not modes and not nobody:
        return
    if tokens[subject_end].tag not in {"NNS", "NN", "NNP"} and not nobody:
        return
    far = act_ways[:1] or [m for m in ways if m.last < i][-1:]
    if not far:
        one = maker.far_way(i, reach=1)
        if one is None:
            return
        words_of = ctx.token_span(start, subject_end)
        far = [replace(one, first=start, last=subject_end, head=subject_end, span=words_of, level=NAMED)]
    if far[0].family not in {"border", "bridge", "road"}:
        return
    negative = group.negative or nobody
    expected = group.mood in {"expected", "wished"} or "should" in {t.lower for t in tokens[group.first : i]}
    if group.mood == "possible" and word not in {"use", "cross", "able"}:
        return
    if any(t.lower in {"if", "whether"} for t in tokens[max(sentence.first, start - 4) : start]):
        return
    way = far[0]
    if way.level == BARE and way.last < i and way not in act_ways:
        return
    reading = Weighed("closed" if negative else "open", expected and not negative, 0.55, "passage")
    affected = Affected(ways=[way], start=min(start, way.first), floor=start)
    active = way.first > i
    maker.make(
        i,
        group,
        reading,
        affected,
        sentence,
        active=active,
        scope=modes or None,
        seek_scope=False,
    )


def read_stranded(ctx: Context, finder: WayFinder, maker: DraftMaker, i: int, sentence: Sentence) -> None:
    """Read "5,000 trucks stranded at X": an effect, so the state stays ``unknown``.

    Only where the words name the way and no state of it is read in the same sentence.
    """
    tokens = ctx.doc.tokens
    for m in finder.in_sentence(sentence):
        # Eight tokens: "stranded for days on both sides of the Torkham crossing".
        if not 0 < m.first - i <= 9:
            continue
        between = tokens[i + 1 : m.first]
        if not any(t.lower in {"at", "on", "near", "outside", "along", "of"} for t in between):
            continue
        if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in between) or (
            m.level < TIED and m.family != "border"
        ):
            continue
        if any(
            tokens[d.anchor].sentence == sentence.i and d.payload.facility_name == m.name  # type: ignore[union-attr]
            for d in maker.drafts
        ):
            return
        group = _bare_group(i)
        joined = [m]
        for other in finder.in_sentence(sentence):
            if other.first > joined[-1].last and all(
                t.lower in {",", "and", "the", "at"} for t in tokens[joined[-1].last + 1 : other.first]
            ):
                joined.append(other)
        affected = Affected(ways=joined, start=i, floor=i)
        maker.make(
            i,
            group,
            Weighed("unknown", False, 0.4, "stranded"),
            affected,
            sentence,
            active=True,
            loose_times=False,
            seek_scope=False,
        )
        return
