"""For whom, since when and why a way is shut or open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from counterclaim.knowledge.status_words import status_words, word_set
from counterclaim.language import Sentence
from counterclaim.model import Interval, Span, State, TimeMention
from counterclaim.reading.context import Context

_REASON_HEADS = word_set("due because owing over amid following after citing in for as on")
_HISTORIC = frozenset(["previously", "formerly", "historically"])
_HISTORIC_PHRASES = (
    ("in", "the", "past"),
    ("in", "recent", "years"),
    ("several", "times"),
    ("many", "times"),
    ("on", "several", "occasions"),
    ("earlier", "this", "year"),
    ("last", "year"),
    ("years", "ago"),
    ("disrupted", "before"),
    ("in", "previous", "years"),
    ("in", "recent", "months"),
    ("times", "in"),
    ("over", "the", "years"),
)


def begins(
    ctx: Context,
    first: int,
    last: int,
    sentence: Sentence,
    state: State,
    *,
    expected: bool,
    loose: bool = True,
) -> tuple[Interval | None, TimeMention | None]:
    """Since when (or, for an expected state, from when), with the mention it was read from.

    Looks right of the trigger to the end of its clause, then left of it to the clause's start. "since X"
    and durations ("for a third day") reach back to their start. "after 25 days" says how long the other
    state held, so it is no start of a reopening.
    """
    tokens = ctx.doc.tokens
    end = clause_end(ctx, last, sentence)
    aged = _since_age(ctx, last, end)
    if aged is not None and not expected and state == "closed":
        return aged, None
    right = ctx.times_in(tokens[last].end, tokens[end].end)
    if not right:
        right = _since_clause(ctx, last, sentence)
    left = list(ctx.times_in(tokens[sentence.first].start, tokens[last].start)) if loose else []
    left = [t for t in left if t.span.start >= tokens[first].start or _leads(ctx, t, first, sentence)]
    for t in [*right, *reversed(left)]:
        before = _word_before(ctx, t)
        words = t.span.text.lower().split()
        if words[-1:] == ["now"] or "past" in words:
            continue
        if before in {"until", "till", "before", "by"} and not (expected and before == "by"):
            continue
        if words and words[0] in {"until", "till", "before"}:
            continue
        spent = before == "after" or (words and words[0] in {"after", "within"}) or words[-1:] == ["after"]
        if state == "reopened" and "since" in {before, words[0] if words else ""}:
            continue
        if t.type == "SET" or (before in {"every", "per", "each"}):
            continue
        if t.type == "DURATION":
            if spent and not (expected and words[0] == "within"):
                continue
            if (state in {"reopened"} or expected) and words[0] != "within":
                continue
            if state == "open" and before not in {"for", "since"} and words[0] not in {"for", "since"}:
                continue
        elif spent and words[0] != "within":
            continue
        interval = t.interval
        if "more" in words and state in ("open", "closed") and t.type == "DURATION" and "than" not in words:
            continue
        if interval.start is None and interval.end is None and len(right) > 1 and t is right[0]:
            # "for two weeks in March": the month says when, the weeks only how long.
            dated = right[1]
            link = ctx.report.text[t.span.end : dated.span.start].strip()
            if dated.interval.start is not None and link in {"", "in", "on", "since"}:
                return dated.interval, dated
        if (
            interval.start is None
            and interval.end is None
            and ctx.report.published is not None
            and (t.type != "DURATION" or words[0] != "for")
        ):
            continue
        if (words and words[0] == "since") or before == "since":
            interval = _since(ctx, interval)
        return interval, t
    return None, None


def _since_age(ctx: Context, last: int, end: int) -> Interval | None:
    """The first day of a state in "reached its 25th day on Wednesday": counted back from that day.

    Without a day of its own the report's counts; None where neither is known.
    """
    tokens = ctx.doc.tokens
    if tokens[last].lower not in _AGES:
        return None
    for k in range(last + 1, min(last + 5, end)):
        found = _ORDINAL.fullmatch(tokens[k].lower)
        count = int(found[1]) if found is not None else _FIRST.get(tokens[k].lower, 0)
        unit = _UNITS.get(tokens[k + 1].lower)
        if count < 1 or unit is None:
            continue
        dated = [t for t in ctx.times_in(tokens[k + 1].end, tokens[end].end) if t.interval.start is not None]
        if dated:
            day = dated[0].interval.start
        elif ctx.report.published is not None:
            day = ctx.report.published
        else:
            return None
        if day is None:
            return None
        try:
            first = date.fromisoformat(day[:10]) - timedelta(days=unit * (count - 1))
        except (ValueError, OverflowError):
            return None
        text = ctx.doc.words(k, k + 1)
        until = first + timedelta(days=unit - 1)
        return Interval(first.isoformat(), until.isoformat(), text, "day" if unit == 1 else "week", "event")
    return None


_AGES = word_set("reached reaches entered enters")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_UNITS = {"day": 1, "week": 7}
_FIRST = {
    word: n
    for n, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        start=1,
    )
}


def _since_clause(ctx: Context, last: int, sentence: Sentence) -> list[TimeMention]:
    """The time inside "since the truce took effect in October", where that clause follows the state."""
    tokens = ctx.doc.tokens
    for k in range(last + 1, min(last + 8, sentence.last)):
        if tokens[k].lower == "since":
            # A clause of over 14 words after "since" speaks of something else by its end.
            stop = tokens[min(k + 14, sentence.last)].end
            return ctx.times_in(tokens[k].start, stop)[:1]
        if tokens[k].text in {",", ";"}:
            return []
    return []


def _since(ctx: Context, interval: Interval) -> Interval:
    """ "since Sunday": from that Sunday on, to the day of the report where that is known."""
    published = ctx.report.published
    if interval.start is None or published is None or interval.end is None:
        return interval
    day = published[:10]
    return replace(interval, end=day) if day > interval.end[:10] else interval


def _word_before(ctx: Context, t: TimeMention) -> str:
    k = ctx.doc.token_at(t.span.start)
    while k > 0 and ctx.doc.tokens[k - 1].lower in {
        "the",
        "a",
        "an",
        "about",
        "around",
        "more",
        "than",
        "nearly",
        "almost",
        "some",
    }:
        k -= 1
    return ctx.doc.tokens[k - 1].lower if k > 0 else ""


def _leads(ctx: Context, t: TimeMention, first: int, sentence: Sentence) -> bool:
    """Whether the time opens the clause that the trigger's subject stands in ("On Sunday, the …")."""
    tokens = ctx.doc.tokens
    k = ctx.doc.token_at(t.span.start)
    if any(
        tokens[j].text in {";", ":"} or tokens[j].lower in {"that", "which", "who"} for j in range(k, first)
    ):
        return False
    if any(tokens[j].tag in {"VBD", "VBZ", "VBP", "MD"} for j in range(k, first)):
        return False
    k -= 1
    while (
        k >= sentence.first
        and (tokens[k].tag in {"IN", "DT", "JJ", "RB", "``"})
        and tokens[k].lower != "that"
    ):
        k -= 1
    return (
        k < sentence.first
        or tokens[k].text in {",", ";", ":", "–", "—"}
        or tokens[k].lower in {"and", "but", "that"}
    )


def clause_end(ctx: Context, last: int, sentence: Sentence) -> int:
    """The last token of the clause whose verb ends at token ``last``."""
    tokens = ctx.doc.tokens
    for k in range(last + 1, sentence.last + 1):
        token = tokens[k]
        if token.text == "," and k < sentence.last and tokens[k + 1].lower == "with":
            return k - 1
        if token.text in {";", "•", "|"} or "\n" in ctx.doc.text[tokens[k - 1].end : token.start]:
            return k - 1
        if (token.tag in {"VBD", "VBZ", "VBP", "MD"} and token.pos in {"VERB", "AUX"}) or (
            k > last + 2 and token.tag == "VBN" and token.lower in status_words().verbs
        ):
            # Up to the conjunction or comma before the next clause's subject.
            for j in range(k - 1, last, -1):
                if tokens[j].lower in {
                    "and",
                    "but",
                    "because",
                    "although",
                    "while",
                    "as",
                    "when",
                    "that",
                    "which",
                    ",",
                    "who",
                    "after",
                }:
                    return max(j - 1, last)
            return max(k - 1, last)
    return sentence.last


def reason(ctx: Context, last: int, sentence: Sentence) -> Span | None:
    """Why: the words after "because of", "due to", "over", "amid", "after", "following", "citing".

    "over" and "after" before a number or a time give no reason. Looks at most 30 tokens ahead.
    """
    tokens = ctx.doc.tokens
    for k in range(last + 1, min(sentence.last, last + 30)):
        word = tokens[k].lower
        if tokens[k].text == ";" or (tokens[k].text in {"”", '"'} and k > last + 1):
            return None
        if tokens[k].tag in {"VBD", "VBZ", "MD"} and word not in _SAID:
            return None
        if word not in _REASON_HEADS:
            continue
        after = tokens[k + 1]
        if (word == "due" and after.lower == "to") or (word == "owing" and after.lower == "to"):
            start = k + 2
        elif word == "because":
            start = k + 2 if after.lower == "of" else k + 1
        elif word in {"over", "after", "following", "amid", "citing"}:
            if {t.lower for t in tokens[k + 1 : k + 4]} & status_words().verbs.keys():
                continue
            if after.tag == "CD" or (
                after.lower in {"more", "nearly", "about", "almost", "the", "a"} and _timed(ctx, k + 1)
            ):
                continue
            if (
                _timed(ctx, k + 1)
                or after.lower in {"all", "which", "it", "they"}
                or (word == "after" and (_timed(ctx, k - 1) or tokens[k - 1].entity in {"DATE", "TIME"}))
            ):
                continue
            start = k + 1
        elif word == "for" and k + 2 <= sentence.last and tokens[k + 2].lower == "reasons":
            return ctx.token_span(k + 1, k + 2)
        elif word == "in" and after.lower in {"response", "protest", "retaliation"} and k + 2 < sentence.last:
            start = k + 3
        elif (
            word == "as" and after.lower == "a" and k + 4 < sentence.last and tokens[k + 2].lower == "result"
        ):
            start = k + 4
        elif (word == "on" and after.lower in {"grounds", "account"}) or (
            word == "on" and k + 2 < sentence.last and tokens[k + 2].lower == "grounds"
        ):
            if after.lower == "account" and k + 3 <= sentence.last:
                start = k + 3
            else:
                return ctx.token_span(k + 1, k + 2)
        else:
            continue
        if start > sentence.last:
            return None
        stop = _phrase_end(ctx, start, sentence, clause=word in {"because", "after"})
        return ctx.token_span(start, stop) if stop >= start else None
    return None


_SAID = frozenset(["said", "says", "told", "reported", "announced", "confirmed"])


def _timed(ctx: Context, k: int) -> bool:
    at = ctx.doc.tokens[k].start
    return any(t.span.start <= at < t.span.end for t in ctx.times) or ctx.doc.tokens[k].entity in {
        "DATE",
        "TIME",
    }


def _phrase_end(ctx: Context, start: int, sentence: Sentence, *, clause: bool) -> int:
    tokens = ctx.doc.tokens
    end = start - 1
    for k in range(start, min(sentence.last + 1, start + 25)):
        token = tokens[k]
        if (
            token.text in {",", ";", ".", "”", '"', ")", "—", ":", "–"}
            or "\n" in ctx.doc.text[tokens[k - 1].end : token.start]
        ):
            break
        if not clause and token.tag in {"VBD", "VBZ", "VBP", "MD"}:
            break
        end = k
    return end


def historic(
    ctx: Context, first: int, last: int, sentence: Sentence, mention: TimeMention | None, *, present: bool
) -> bool:
    """Whether the state belongs to an earlier period: "in the past", "several times", or months back.

    A dated past state is of an earlier period when it lies over 45 days before publication and is not
    said to last; a closure reported as news is never dated that far back in the sample newsroom.
    """
    tokens = ctx.doc.tokens
    end = min(clause_end(ctx, last, sentence) + 1, sentence.last + 1)
    start = max(sentence.first, first - 12)
    near = [t.lower for t in tokens[start:end]]
    if any(w in _HISTORIC for w in near):
        return True
    for phrase in _HISTORIC_PHRASES:
        n = len(phrase)
        if phrase[0] in near and any(tuple(near[j : j + n]) == phrase for j in range(len(near) - n + 1)):
            return not present or phrase[0] in {"several", "many", "in"}
    if (near and near[-1] == "before") or (
        "before" in near
        and near[near.index("before") + 1 : near.index("before") + 2]
        in (
            [","],
            ["."],
        )
    ):
        return True
    if present or mention is None or mention.interval.end is None or ctx.report.published is None:
        return False
    return _days(mention.interval.end[:10], ctx.report.published[:10]) > 45


def _days(one: str, two: str) -> int:
    try:
        return (date.fromisoformat(two) - date.fromisoformat(one)).days
    except ValueError:
        return 0
