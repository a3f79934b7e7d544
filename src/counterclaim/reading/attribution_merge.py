"""Candidates of several proposers made to agree: one a cue, contents that do not run into each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from counterclaim.language import Token
from counterclaim.reading.attribution_spans import Candidate, Chars, Nearby, Text, tidy
from counterclaim.reading.attribution_words import SPEAKERS


def settle(text: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those whose cue an earlier one already has, their contents cut where an
    aside by somebody else begins: "..., a charge Kigali denies", "..., which blames the rebels"."""
    kept: list[Candidate] = []
    cues = Nearby()
    for candidate in candidates:
        cue = candidate.cue
        if cue is not None:
            if any(k.cue and k.cue[0] < cue[1] and cue[0] < k.cue[1] for k in cues.within(*cue)):
                continue
            if all(_holds(piece, candidate.source) for piece in candidate.content):
                continue  # a lost parse: a later proposer may read the same cue from the words
            cues.add(candidate, cue)
        kept.append(candidate)
    openings = Counter(k.content[0] for k in kept)
    kept = [k for k in kept if not (_is_bare_noun(k) and openings[k.content[0]] > 1)]
    nearby = Nearby(kept)
    for aside in kept:
        if aside.content:
            _cut_before(text, aside, nearby)
    for candidate in kept:
        pieces = (tidy(text.doc.text, piece) for piece in candidate.content)
        candidate.content = [c for c in pieces if c and not _holds(c, candidate.source)]
    return [k for k in kept if k.content]


def _holds(content: Chars, source: Chars | None) -> bool:
    """Whether a content would hold its own source: a lost parse."""
    return source is not None and content[0] <= source[0] and source[1] <= content[1]


def _is_bare_noun(candidate: Candidate) -> bool:
    """Whether a noun without a source is the cue; a verb that takes the same clause is the better one
    ("claimed in a statement that")."""
    return candidate.source is None and candidate.rule.startswith("noun")


def _cut_before(text: Text, aside: Candidate, nearby: Nearby) -> None:
    """Ends the contents of the others before an aside that runs to their end. In place."""
    whole = text.doc.text
    opening = aside.content[0]
    source = whole[slice(*aside.source)].lower() if aside.source else ""
    if aside.rule == "answer":
        begin, end = aside.reach
    elif aside.rule == "relative" and whole[slice(*opening)].lower() == "which":
        begin, end = opening[0], aside.reach[1]
    elif aside.source is not None and source in ("which", "who") and aside.content[-1][1] >= aside.source[1]:
        begin, end = aside.source[0], aside.content[-1][1]
        if whole[begin - 2 : begin] != ", ":
            return
    else:
        return
    for other in nearby.within(begin - 1, begin + 1):
        if other is aside or (other.cue is not None and begin <= other.cue[0] < end):
            continue
        cut: list[Chars] = []
        for start, stop in other.content:
            runs_out = aside.rule == "answer" or stop <= end + 1
            cut.append(
                (start, begin - 1) if start < begin - 1 and begin < stop and runs_out else (start, stop)
            )
        other.content = [c for c in cut if aside.rule != "answer" or not begin <= c[0] < end]


def relays(text: Text, candidates: Sequence[Candidate]) -> None:
    """Makes whom a report cites ("AFP said, citing officials") the speaker under the report. In place."""
    doc = text.doc
    nearby = Nearby(candidates)
    for relay in candidates:
        if relay.cue_class != "cite" or relay.verb < 0 or relay.rule not in ("object", "object as"):
            continue
        verb = doc.tokens[relay.verb]
        if (
            verb.tag != "VBG"
            or relay.cue is None
            or len(relay.content) != 1
            or not can_speak(text, relay.content[0])
        ):
            continue
        split = next((i for i in doc.tokens_in(*relay.content[0]) if _opens_clause(doc.tokens[i])), None)
        if split is not None:  # "citing a source that the army had left"
            start, end = relay.content[0]
            relay.source = tidy(doc.text, (start, doc.tokens[split].start))
            relay.content, relay.cue_class, relay.rule = [(doc.tokens[split].start, end)], "claim", "relay"
            continue
        sentence = doc.sentence_of(verb.i)
        hosts = [
            c
            for c in nearby.within(sentence.start, sentence.end)
            if c is not relay
            and c.cue_class in ("claim", "report", "estimate", "confirm")
            and c.cue is not None
            and c.verb >= 0
            and sentence.first <= c.verb <= sentence.last
            and not any(a <= c.cue[0] < b for a, b in relay.content)
        ]
        if not hosts:
            continue
        host = min(hosts, key=lambda c: abs(c.verb - verb.i))
        cue, source = relay.cue, relay.content[0]
        shared = [
            (start, cue[0]) if start < cue[0] and source[1] >= end - 1 and cue[0] < end else (start, end)
            for start, end in host.content
        ]
        shared = [c for c in (tidy(doc.text, c) for c in shared) if c]
        if shared:
            host.content, relay.content, relay.source = shared, list(shared), source
            relay.cue_class, relay.rule, relay.under = "claim", "relay", host


def _opens_clause(token: Token) -> bool:
    return token.lower == "that" and token.dep == "mark"


def can_speak(text: Text, span: Chars) -> bool:
    """Whether the head of a noun phrase is a person, an organisation or a word for a source."""
    doc = text.doc
    inside = doc.tokens_in(*span)
    heads = [doc.tokens[i] for i in inside if doc.tokens[i].head not in inside]
    return any(t.entity in ("PERSON", "ORG", "GPE", "NORP") or t.lemma.lower() in SPEAKERS for t in heads)
