"""A second count without its verb: "The opposition says 40 people were killed, the government 12"."""

from __future__ import annotations

from counterclaim.knowledge.cues import cues
from counterclaim.language import Sentence
from counterclaim.reading.attribution_spans import (
    Candidate,
    Text,
    actors_in,
    chars,
    noun_phrase,
    subject,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, words

#: Acts by which a count is given.
_GIVING = frozenset({"claim", "confirm", "estimate", "admit", "report", "show"})

_SEPARATORS = words(", ; and but while whereas")

#: Between the second speaker and the number: quantifiers, and the first half of a verb's frame.
_QUANTIFIERS = words("at about some around only nearly more than least just over up to almost of it them")
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART"})

#: Collective names of a party that the words for speakers leave out.
_PARTIES = frozenset({"opposition", "insurgent", "separatist", "junta", "hospital", "medium"})

#: Longest name of the second speaker, and longest rest after the number, in tokens: by our own examples.
_NAME, _REST = 7, 4


def continue_gaps(text: Text, candidates: list[Candidate]) -> None:
    """Gives the second of two counts to its own speaker, and takes it from the first. In place.

    Only where the number stands alone with its speaker at the end of the clause, after a count by somebody
    else in the same sentence; "the army lost 40 men, the police 12" is one speaker's count of two parties.
    """
    tokens = text.doc.tokens
    for sentence in text.doc.sentences:
        if sentence.last - sentence.first < 6:
            continue
        inside = tokens[sentence.first : sentence.last + 1]
        if sum(t.pos == "NUM" for t in inside) < 2:
            continue
        for k in range(sentence.first + 3, sentence.last - 1):
            if tokens[k].lower in _SEPARATORS and not text.quoted(k):
                added = _second(text, sentence, k, candidates)
                if added is not None:
                    candidates.append(added)
                    break


def _second(text: Text, sentence: Sentence, separator: int, candidates: list[Candidate]) -> Candidate | None:
    doc, tokens = text.doc, text.doc.tokens
    first = separator + 1
    while first < sentence.last and tokens[first].lower in _SEPARATORS:
        first += 1
    last = first
    while last <= sentence.last and last - first < _NAME and tokens[last].pos in _PHRASE:
        last += 1
    last -= 1
    if last < first or not _speaker(text, first, last):
        return None
    at, verb = last + 1, -1
    if at <= sentence.last and tokens[at].pos == "VERB":
        rows = cues().verbs.get(tokens[at].lemma.lower(), ())
        if not any(r.cue_class in _GIVING for r in rows):
            return None
        verb, at = at, at + 1
    number = at
    while number <= sentence.last and tokens[number].lower in _QUANTIFIERS and tokens[number].pos != "NUM":
        number += 1
    if number > sentence.last or tokens[number].pos != "NUM":
        return None
    end = number
    while end < sentence.last and tokens[end + 1].pos in ("NOUN", "ADJ", "NUM") and end - number < _REST:
        end += 1
    closes = end == sentence.last or tokens[end + 1].text in (".", ",", ";", "!")
    content = tidy(doc.text, chars(doc, at, end))
    if not closes or content is None or tokens[number].entity in ("DATE", "TIME"):
        return None
    if verb >= 0 and any(c.cue and c.cue[0] <= tokens[verb].start < c.cue[1] for c in candidates):
        return None
    if not _first_count(text, sentence, separator, candidates):
        return None
    source = chars(doc, first, last)
    cue = chars(doc, verb, verb) if verb >= 0 else None
    return Candidate(source, cue, [content], "claim", "gap", verb, (source[0], content[1]), confidence=0.6)


def _speaker(text: Text, first: int, last: int) -> bool:
    tokens = text.doc.tokens
    head = tokens[last].lemma.lower()
    if head in SPEAKERS or head in _PARTIES:
        return True
    end = tokens[last].end
    return any(m.span.end == end for m in actors_in(text, tokens[first].start, end))


def _first_count(text: Text, sentence: Sentence, separator: int, candidates: list[Candidate]) -> bool:
    """Whether somebody gives a count before the separator; their content then ends there. Makes the
    candidate where a bare number after the verb made none."""
    doc, tokens = text.doc, text.doc.tokens
    stop = tokens[separator].start
    host: Candidate | None = None
    for candidate in candidates:
        cue = candidate.cue
        if cue is None or not sentence.start <= cue[0] < stop or candidate.source is None:
            continue
        if candidate.cue_class in _GIVING and not candidate.denies and candidate.content[-1][1] > cue[1]:
            host = candidate
    if host is not None and host.cue is not None:
        after = doc.tokens_in(host.cue[1], stop)
        numbers = [i for i in after if tokens[i].pos == "NUM"]
        if not numbers or any(_speaker(text, i, i) for i in after if i < numbers[0]):
            return False
        host.content = [(a, min(b, stop)) for a, b in host.content if a < stop]
        host.content = [piece for c in host.content if (piece := tidy(doc.text, c)) is not None]
        return bool(host.content)
    number = separator - 1
    if tokens[number].pos != "NUM":
        return False
    at = number
    while at > sentence.first and tokens[at - 1].lower in _QUANTIFIERS:
        at -= 1
    verb = tokens[at - 1]
    rows = cues().verbs.get(verb.lemma.lower(), ()) if verb.pos == "VERB" else ()
    head = subject(text, verb.i) if any(r.cue_class in _GIVING for r in rows) else None
    if head is None or head >= verb.i:
        return False
    source = chars(doc, *noun_phrase(doc, head, verb.i))
    cue, content = chars(doc, verb.i, verb.i), chars(doc, at, number)
    candidates.append(
        Candidate(source, cue, [content], "claim", "gap", verb.i, (source[0], content[1]), confidence=0.6)
    )
    return True
