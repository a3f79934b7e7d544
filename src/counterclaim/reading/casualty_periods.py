"""Over what period people fell, and whether that is news or background."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Annotation, Sentence
from counterclaim.model import Interval, TimeMention
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import Context

#: A count that reaches back further than this is of a war or a year, not of the incident reported. The
#: same bound as in `framing.py`; weekly tolls and follow-ups stay news.
BACKGROUND_DAYS = 40

_LEADS = word_set("since between from over in during for within throughout until by so far")
_OPENS = word_set("since between from over during throughout")
_EARLIER = word_set("earlier previous past prior former")
_INCIDENTS = word_set(
    "clash clashes attack attacks skirmish skirmishes war wars conflict conflicts round rounds "
    "fighting battle battles raid raids strike strikes incident incidents operation operations "
    "offensive offensives bombing bombings escalation confrontation confrontations flare flareup "
    "violence"
)
_AGES_AGO = word_set("years months decades")


def _date(moment: str | None) -> date | None:
    if moment is None:
        return None
    text = moment[:10]
    text += {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def period_of(
    ctx: Context, sentence: Sentence, finding: Finding, following: int | None
) -> tuple[Interval | None, bool | None, int | None]:
    """The period a count covers, whether it is background (None: the text does not say), and the last
    token of its words when they follow the count.

    ``following`` is the first token of the next finding in the sentence, beyond which times are not its own.
    """
    tokens = ctx.doc.tokens
    # The outcome of a resumed count was told in a sentence before.
    first = max(sentence.first, min(finding.phrase.first, finding.trigger.first))
    last = max(finding.phrase.last, finding.trigger.last)
    stop = following if following is not None and following > last else sentence.last + 1
    over = ctx.attribution_over(tokens[first].start, tokens[last].end)
    after: list[tuple[int, int, TimeMention]] = []
    before: list[tuple[int, int, TimeMention]] = []
    for mention in ctx.times_in(sentence.start, sentence.end):
        start, end = mention.span.start, mention.span.end
        if (
            over is not None
            and over.source is not None
            and not any(c.start <= start < c.end for c in over.content)
        ):
            continue
        k, z = ctx.doc.token_at(start), ctx.doc.token_at(end - 1)
        if last < k < stop:
            if not any(
                tokens[j].lower in ("said", "told", "says", ";", "after", "when") for j in range(last + 1, k)
            ):
                after.append((k, z, mention))
        elif z < first:
            before.append((k, z, mention))
    background = _earlier(ctx, first, last, sentence)
    chosen = after or before
    if not chosen:
        return None, background, None
    k, z, mention = chosen[0] if after else chosen[-1]
    for other in chosen:
        if (
            other[2].interval.start == mention.interval.start
            and other[2].interval.end == mention.interval.end
        ):
            k, z = min(k, other[0]), max(z, other[1])
    lead = k
    while lead > sentence.first and tokens[lead - 1].lower in _LEADS | {"the", "and"}:
        lead -= 1
    interval = mention.interval
    opens = any(tokens[j].lower in _OPENS for j in range(lead, k)) or tokens[k].lower in ("since", "so")
    wide = (
        interval.precision in ("month", "quarter", "season", "year", "decade") or mention.type == "DURATION"
    )
    start_day, end_day = _date(interval.start), _date(interval.end)
    if mention.type == "DURATION" and start_day is None:
        return None, background, None
    published = _date(ctx.report.published)
    old = False
    if published is not None and start_day is not None:
        if (end_day is not None and (published - end_day).days > BACKGROUND_DAYS) or (
            (opens or wide) and (published - start_day).days > BACKGROUND_DAYS
        ):
            old = True
    elif published is None and wide and opens:
        old = True
    if old:
        background = True
    whole = interval.precision in ("quarter", "season", "year", "decade") or mention.type == "DURATION"
    if not (opens or whole) or (start_day is not None and start_day == end_day):
        return None, background, None
    text = ctx.report.text[tokens[lead].start : tokens[z].end]
    return replace(interval, text=text), background, (z if after and z - last < 12 else None)


_WARS = word_set(
    "war aggression conflict invasion insurgency uprising rebellion genocide offensive hostilities revolt "
    "occupation revolution coup campaign"
)
_BEGAN = word_set("start beginning outbreak onset began started erupted broke")
_SO_FAR = (("since", "then"), ("so", "far"), ("to", "date"), ("in", "all"), ("in", "total"), ("until", "now"))


def runs_on(doc: Annotation, sentence: Sentence, finding: Finding) -> bool:
    """Whether the count is said to be one of all so far: "since then", "so far", "in all"."""
    tokens = doc.tokens
    last = max(finding.phrase.last, finding.trigger.last)
    first = max(sentence.first, min(finding.phrase.first, finding.trigger.first) - 3)
    for k in range(last + 1, min(last + 9, sentence.last) + 1):
        if tokens[k].lower == "since":
            return True
        if tokens[k].lower in (",", ";", "and", "but"):
            break
    return any(
        (tokens[k].lower, tokens[k + 1].lower) in _SO_FAR for k in range(first, min(last + 9, sentence.last))
    )


def _whole_war(ctx: Context, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a count runs from the start of a war: "since the start of the aggression", without a date.

    "Since the fighting began on Tuesday" has a date, and is judged by it.
    """
    tokens = ctx.doc.tokens
    for k in range(max(sentence.first, first - 14), min(last + 7, sentence.last) + 1):
        if tokens[k].lower != "since":
            continue
        ahead = range(k + 1, min(k + 9, sentence.last + 1))
        words = {tokens[j].lower for j in ahead}
        if not words.isdisjoint(_WARS) and not words.isdisjoint(_BEGAN):
            return not ctx.times_in(tokens[k].start, tokens[ahead[-1]].end)
    return False


_REVENGE = word_set("revenge retaliation avenge avenging retribution reprisal vengeance")


def _avenged(ctx: Context, sentence: Sentence, first: int) -> bool:
    """Whether the dead are those that an act is in revenge for."""
    tokens = ctx.doc.tokens
    k = first - 1
    if k > sentence.first and tokens[k].lower in ("for", "of"):
        k -= 1
    return k >= sentence.first and tokens[k].lower in _REVENGE


def _earlier(ctx: Context, first: int, last: int, sentence: Sentence) -> bool | None:
    """Words that set a count in an earlier incident: "in the earlier skirmishes", "a previous war"."""
    tokens = ctx.doc.tokens
    if _whole_war(ctx, sentence, first, last) or _avenged(ctx, sentence, first):
        return True
    for k in range(max(sentence.first, first - 12), min(sentence.last, last + 9) + 1):
        if tokens[k].lower in _EARLIER and k < sentence.last:
            if k > sentence.first and tokens[k - 1].pos not in ("DET", "ADP", "PRON", "CCONJ", "ADJ"):
                # "Two days earlier an attack": the adverb dates this very incident.
                continue
            if any(tokens[j].lower in _INCIDENTS for j in range(k + 1, min(k + 4, sentence.last + 1))):
                return True
        if tokens[k].lower == "ago" and k > sentence.first and tokens[k - 1].lower in _AGES_AGO:
            return True
    return None
