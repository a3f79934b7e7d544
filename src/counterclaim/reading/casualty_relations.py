"""How the casualty figures of one report hang together: additions, updates, and parts that make up a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Annotation
from counterclaim.model import Casualties, Outcome
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import Draft

#: "A further 30" adds to a count at most this many sentences back; beyond it the reference is a guess.
REACH = 2

#: "The dead" are known to the reader, and may have been told this many sentences before.
_DEFINITE_REACH = 5

_OLD = word_set("earlier previous initial prior preliminary")
_RISES = word_set(
    "rose risen rises rising climbed climbs climbing jumped increased grew grown raised raises "
    "raising revised updated updating updates revising lowered soared up corrected now"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A draft with what it was read from."""

    draft: Draft
    finding: Finding
    sentence: int


def _payload(draft: Draft) -> Casualties:
    if not isinstance(draft.payload, Casualties):
        raise TypeError("a casualty draft holds casualties")
    return draft.payload


def _with(read: Read, **changes: str | None) -> Read:
    payload = replace(_payload(read.draft), **changes)  # type: ignore[arg-type]
    return replace(read, draft=replace(read.draft, payload=payload))


def relate(doc: Annotation, reads: Sequence[Read]) -> list[Draft]:
    """The drafts with ``adds_to``, ``supersedes`` and ``subset_of`` filled in where the text says so."""
    out: list[Read] = []
    for read in reads:
        payload = _payload(read.draft)
        if payload.subset_of is None and payload.figure.bound != "none":
            of_dead = read.finding.phrase.of_dead and read.finding.slot == "inner"
            if read.finding.slot == "among" or of_dead or _of_the_killed(doc, read.finding):
                # "Four of the dead": a part of the count told before.
                whole = _earlier(out, read, payload.outcome, _DEFINITE_REACH)
                if whole is not None and _larger(whole, read):
                    read = _with(read, subset_of=whole.draft.key)
            elif read.finding.phrase.more:
                earlier = _earlier(out, read, payload.outcome)
                others = doc.tokens[read.finding.phrase.last].lower == "others"
                if earlier is not None and not (others and earlier.sentence != read.sentence):
                    read = _with(read, adds_to=earlier.draft.key)
            elif old := _superseded(doc, out, read):
                read = _with(read, supersedes=old)
        out.append(read)
    _updates(doc, out)
    _sums(doc, out)
    return [read.draft for read in out]


def _larger(whole: Read, part: Read) -> bool:
    """Whether a count may hold the other one as its part."""
    most, least = _payload(whole.draft).figure, _payload(part.draft).figure
    size = most.high if most.high is not None else most.low
    some = least.low if least.low is not None else least.high
    return size is None or some is None or most.bound in ("at least", "more than") or some < size


def _of_the_killed(doc: Annotation, finding: Finding) -> bool:
    """Whether the count is "six of the men who were killed"."""
    tokens, phrase = doc.tokens, finding.phrase
    words = [tokens[k].lower for k in range(phrase.first, phrase.last + 1)]
    after = tokens[phrase.last + 1].lower if phrase.last + 1 < len(tokens) else ""
    return ("of", "the") in pairwise(words) and after in ("who", "that")


def _earlier(out: Sequence[Read], read: Read, outcome: Outcome, reach: int = REACH) -> Read | None:
    for other in reversed(out):
        if read.sentence - other.sentence > reach:
            return None
        payload = _payload(other.draft)
        if payload.outcome == outcome and payload.subset_of is None and payload.figure.bound != "none":
            return other
    return None


def _superseded(doc: Annotation, out: Sequence[Read], read: Read) -> str | None:
    """The key of the count that this one replaces: a toll that rose, was revised, or names its old value."""
    tokens, finding = doc.tokens, read.finding
    if finding.slot != "toll":
        return None
    first = max(doc.sentences[read.sentence].first, min(finding.phrase.first, finding.trigger.first) - 4)
    last = max(finding.phrase.last, finding.trigger.last)
    if not any(tokens[k].lower in _RISES for k in range(first, last + 1)):
        return None
    figure = _payload(read.draft).figure
    size = figure.low if figure.low is not None else figure.high
    for other in reversed(out):
        payload = _payload(other.draft)
        if payload.outcome != _payload(read.draft).outcome or payload.subset_of is not None:
            continue
        was = payload.figure.low if payload.figure.low is not None else payload.figure.high
        if size is not None and was is not None and 0 < was < size and not other.draft.background:
            return other.draft.key
        if size is None:
            return None
    return None


def _updates(doc: Annotation, out: list[Read]) -> None:
    """A sentence that names the old count: "rose from 63 to 89", "to 31, updating an earlier count of 24"."""
    tokens = doc.tokens
    for n, read in enumerate(out):
        if read.finding.slot != "toll":
            continue
        trigger, phrase = read.finding.trigger, read.finding.phrase
        old = tokens[phrase.first - 1].lower == "from" if phrase.first else False
        named = trigger.i > 0 and tokens[trigger.i - 1].lower in _OLD
        if not (old or named):
            continue
        for k in (n + 1, n - 1):
            if 0 <= k < len(out) and out[k].sentence == read.sentence:
                other = _payload(out[k].draft)
                if other.outcome == _payload(read.draft).outcome and other.subset_of is None:
                    out[k] = _with(out[k], supersedes=read.draft.key)
                    out[n] = _with(out[n], supersedes=None)
                    break


def _sums(doc: Annotation, out: list[Read]) -> None:
    """Parts that add up to a count before them are parts of it ("12 casualties: 5 killed, 7 hurt")."""
    for n, whole in enumerate(out):
        figure = _payload(whole.draft).figure
        if figure.low is None or figure.low != figure.high or figure.low < 2 or figure.bound == "none":
            continue
        for end in range(n + 3, min(n + 7, len(out) + 1)):
            parts = out[n + 1 : end]
            if parts[-1].sentence - whole.sentence > 1:
                break
            if any(_payload(p.draft).subset_of for p in parts):
                break
            outcomes = {_payload(p.draft).outcome for p in parts}
            same = outcomes == {_payload(whole.draft).outcome}
            split = _payload(whole.draft).outcome == "killed or wounded" and outcomes == {"killed", "wounded"}
            if not (split or (same and parts[-1].sentence == whole.sentence)):
                continue
            counts = [_payload(p.draft).figure for p in parts]
            if any(f.low is None or f.low != f.high for f in counts):
                continue
            if sum(f.low or 0 for f in counts) == figure.low:
                for k in range(n + 1, end):
                    out[k] = _with(out[k], subset_of=whole.draft.key, adds_to=None)
                break
