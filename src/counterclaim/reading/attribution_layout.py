"""Cues of layout: transcripts ("PENCE: ..."), headlines ("Dozens killed: officials")."""

from __future__ import annotations

import re

from counterclaim.reading.attribution_spans import Candidate, Text, actors_in, past_dateline, tidy
from counterclaim.reading.attribution_words import SPEAKERS, singular, words

#: A line that opens with a speaker's name and a colon. Names: capitals, or up to five capitalised words.
_TURN = re.compile(
    r"^[ \t]*((?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4})"
    r"|(?:[A-Z][\w.'’-]+(?: [\w.'’-]+){0,4})):[ \t]+(?=\S)",
    re.MULTILINE,
)
_HEADLINE_TAIL = re.compile(
    r"^(?:[A-Z]+: )?([^\n:]{12,140}?)(:| [-–—]) ((?:[A-Za-z][\w.'’-]*)(?: [\w.'’-]+){0,3})[ \t]*$",
    re.MULTILINE,
)
#: What may stand after a headline's colon as its source, besides a name.
_SOURCE_WORDS = words(
    """official officials ministry minister police army military report reports source sources monitor
    monitors spokesman spokesperson spokeswoman witnesses residents un ngo agency media state
    president pm government governor mayor survey poll study analysts experts rebels doctors medics
    hospital authorities group watchdog observatory intelligence navy"""
)
_NOT_SPEAKERS = words(
    """update note correction photo image video watch read related source sources date time place
    location exclusive breaking live analysis opinion editorial summary background timeline explainer
    factbox topics tags file picture caption copyright published updated clarification question answer
    example step"""
)


def propose_layout(text: Text) -> list[Candidate]:
    """Candidates whose cue is a colon: a speaker's turn, or a headline with its source."""
    whole = text.doc.text
    if not any(mark in whole for mark in (":", " - ", " – ", " — ")):
        return []
    found: list[Candidate] = []
    turns = [m for m in _TURN.finditer(whole) if _is_speaker(whole, m)]
    names = [m.group(1).lower() for m in turns]
    for match in turns:
        end = whole.find("\n", match.end())
        end = len(whole) if end < 0 else end
        shouted = match.group(1).isupper() and len(match.group(1)) > 2
        quoted = whole[match.end() : match.end() + 1] in "\"'“‘«„"
        # one "PESHAWAR: ..." is a dateline; a transcript has more than one turn
        headline = not quoted and (
            len(turns) < 2 or (not shouted and names.count(match.group(1).lower()) < 2)
        )
        lower = any(w[:1].islower() and w not in ("of", "the") for w in match.group(1).split())
        if lower and (names.count(match.group(1).lower()) < 2 or not _speaks_for(match.group(1))):
            continue
        if headline:
            continue  # one label alone is read by `attribution_labels`
        content = tidy(whole, (match.end(), end))
        if content is None or len(whole[content[0] : content[1]].split()) < 2:
            continue
        colon = match.start(1) + len(match.group(1))
        found.append(
            Candidate(
                (match.start(1), match.end(1)),
                (colon, colon + 1),
                [content],
                "claim",
                "turn",
                -1,
                (match.start(1), colon + 1),
                confidence=0.8 if shouted or quoted else 0.5,
            )
        )
    for match in _HEADLINE_TAIL.finditer(whole):
        if match.start() and whole[match.start() - 1] != "\n":
            continue
        named = match.group(3).split()
        known = any(w.lower().strip(".") in _SOURCE_WORDS or singular(w) in SPEAKERS for w in named)
        known = (known or _is_actor(text, *match.span(3))) and not _is_clause(text, *match.span(3))
        if match.group(1).rstrip().endswith((".", "!", "?")):
            continue
        # after a dash only a word for a source, after a colon also a name
        if not known and (match.group(2) != ":" or not all(w[:1].isupper() for w in named)):
            continue
        if match.start(1) > 0 and len(match.group(1).split()) < 4:
            continue
        content = tidy(whole, (past_dateline(whole, match.start(1)), match.end(1)))
        if content is None:
            continue
        mark = (match.end(2) - 1, match.end(2))
        found.append(
            Candidate(
                match.span(3),
                mark,
                [content],
                "claim",
                "headline",
                -1,
                (mark[0], match.end(3)),
                confidence=0.7,
            )
        )
    return found


def _is_speaker(whole: str, match: re.Match[str]) -> bool:
    name = match.group(1)
    return (
        name.split()[0].lower().strip(".") not in _NOT_SPEAKERS
        and name.split()[-1].lower() not in _NOT_SPEAKERS
    )


def _is_clause(text: Text, start: int, end: int) -> bool:
    """Whether the words have a verb of their own: "The key point: the army is losing"."""
    inside = text.doc.tokens_in(start, end)
    return any(text.doc.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in inside)


def _is_actor(text: Text, start: int, end: int) -> bool:
    """Whether the words are the name of an actor that is no country: a headline also ends in a place."""
    countries = ("state", "territory", "people")
    return any(m.span.end == end and m.kind not in countries for m in actors_in(text, start, end))


def _speaks_for(name: str) -> bool:
    return any(w.lower().strip(".") in _SOURCE_WORDS or w.lower() in SPEAKERS for w in name.split())
