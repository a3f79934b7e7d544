"""Words that go on with a speaker without a cue of their own: tolls in the next sentence, lists below."""

from __future__ import annotations

from counterclaim.knowledge.cues import cues
from counterclaim.language import Sentence
from counterclaim.reading.attribution_figures import CASUALTY
from counterclaim.reading.attribution_labels import list_end
from counterclaim.reading.attribution_spans import (
    Candidate,
    Nearby,
    Text,
    actors_in,
    chars,
    noun_phrase,
    subject,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, TOLLS, words

#: Acts after which a plain toll in the next sentence is the same speaker's.
_TELLING = frozenset({"claim", "confirm", "estimate", "report", "admit"})

#: How a sentence begins that goes on with a count.
_OPENERS = words(
    """another at some more of among most they two three four five six seven eight nine ten eleven twelve
    dozens several a an all about around nearly over many no nobody none one both those"""
)

#: Openers that point back at the count before.
_ANAPHORS = words("another among of both those")

#: Kinds of actors that fight: a toll of the other side after their words may be the outlet's own.
_FIGHTING = frozenset({"armed group", "military", "de facto authority"})

#: Verbs and objects by which a body announces a count that the next sentence gives.
_GIVING = words("give release publish issue update provide announce share present raise revise post")
_ANNOUNCED = TOLLS | words("loss bulletin balance data statistic casualty")

#: Who counts: kinds of actors, beside the words for speakers.
_COUNTING = frozenset(
    {
        "ministry",
        "police",
        "military",
        "monitor",
        "ngo",
        "international",
        "government",
        "armed group",
        "de facto authority",
    }
)

#: Speakers who tell what they saw rather than count; a toll after their words can be the outlet's.
_TELLERS = words(
    """witness resident villager neighbour relative analyst expert diplomat source reporter journalist
    correspondent driver trader farmer shopkeeper newspaper outlet"""
)

#: Longest sentence that only counts, in tokens. Written from our own reports: the longest has 21.
_LONGEST = 24

#: Longest look back from a list's colon for who speaks, in characters: two long sentences.
_LINE = 600

#: How much of the sentence before must be the speaker's words and the reporting clause.
_SHARE = 0.8


def continue_tolls(text: Text, candidates: list[Candidate]) -> None:
    """Adds a plain toll to the body whose attributed toll, or whose announcement of one, stands before it.

    "Nine people were killed, the ministry said. Another 30 were wounded." Only inside a paragraph, when
    the sentence before is all that body's, and when the toll names no new place or day. In place.
    """
    doc = text.doc
    nearby = Nearby(candidates)
    for sentence in doc.sentences[1:]:
        if not _is_plain_toll(text, sentence):
            continue
        before = doc.sentences[sentence.i - 1]
        if "\n" in doc.text[before.end : sentence.start] or _touched(nearby, sentence):
            continue
        host = _host(text, nearby, before) or _announcer(text, before)
        if host is None or not _same_scene(text, before, sentence):
            continue
        if _fights(text, host) and doc.tokens[sentence.first].lower not in _ANAPHORS:
            continue
        content = tidy(doc.text, (sentence.start, sentence.end))
        if content is None:
            continue
        added = Candidate(
            host.source,
            None,
            [content],
            "claim" if host.cue_class == "confirm" else host.cue_class,
            "continues",
            -1,
            content,
            confidence=0.6,
        )
        candidates.append(added)
        nearby.add(added, content)


def _is_plain_toll(text: Text, sentence: Sentence) -> bool:
    tokens = text.doc.tokens
    if not 2 <= sentence.last - sentence.first < _LONGEST:
        return False
    opening = tokens[sentence.first]
    last_hours = opening.lower in ("in", "over", "during") and tokens[sentence.first + 2].lower in (
        "past",
        "last",
    )
    if opening.pos != "NUM" and opening.lower not in _OPENERS and not last_hours:
        return False
    inside = tokens[sentence.first : sentence.last + 1]
    among = opening.lower in ("among", "of") and inside[1].lower in ("them", "those", "these")
    if not among and not any(t.lower in CASUALTY for t in inside):
        return False
    if any(text.quoted(t.i) or t.lower in ("but", "however", "earlier", "previously") for t in inside):
        return False
    return any(t.pos == "NUM" or t.lower in ("dozens", "several", "none", "nobody") for t in inside)


def _touched(nearby: Nearby, sentence: Sentence) -> bool:
    """Whether somebody is already reported to speak in the sentence."""
    for candidate in nearby.within(sentence.start, sentence.end):
        spans = [*candidate.content, candidate.cue or candidate.content[0]]
        if any(start < sentence.end and sentence.start < end for start, end in spans):
            return True
    return False


def _host(text: Text, nearby: Nearby, sentence: Sentence) -> Candidate | None:
    """The one candidate that speaks the whole sentence, when it is a body that counts, giving a toll."""
    found: Candidate | None = None
    for candidate in nearby.within(sentence.start, sentence.end):
        at = candidate.cue or candidate.content[0]
        if not sentence.start <= at[0] < sentence.end:
            continue
        if candidate.source is None or (found is not None and found.source != candidate.source):
            return None
        if found is None or _share(candidate, sentence) > _share(found, sentence):
            found = candidate
    if found is None or found.denies or found.cue_class not in _TELLING or not _counts(text, found):
        return None
    if found.source is not None and not sentence.start <= found.source[0] < sentence.end:
        return found if found.rule == "continues" else None
    inside = text.doc.tokens[sentence.first : sentence.last + 1]
    if sum(t.lower in ("said", "says", "say", "told", "claimed") for t in inside) > 1:
        return None
    number = any(t.pos == "NUM" for t in inside)
    if any(t.lemma in TOLLS for t in inside) and not number:
        return found
    toll = number and any(t.lower in CASUALTY for t in inside)
    return found if toll and _share(found, sentence) >= _SHARE else None


def _announcer(text: Text, sentence: Sentence) -> Candidate | None:
    """The speaker of "The ministry gave its toll on Sunday.", which holds no number itself."""
    doc, tokens = text.doc, text.doc.tokens
    inside = tokens[sentence.first : sentence.last + 1]
    verb = next((t for t in inside if t.pos == "VERB" and t.lemma in _GIVING), None)
    if verb is None or any(t.pos == "NUM" and t.entity not in ("DATE", "TIME") for t in inside):
        return None
    if not any(c.dep == "dobj" and c.lemma in _ANNOUNCED for c in doc.children(verb.i)):
        return None
    head = subject(text, verb.i)
    if head is None or head > verb.i or text.quoted(verb.i):
        return None
    source = chars(doc, *noun_phrase(doc, head, verb.i))
    found = Candidate(source, None, [], "estimate", "announced", verb.i)
    return found if _counts(text, found) else None


def _fights(text: Text, candidate: Candidate) -> bool:
    return candidate.source is not None and any(
        m.kind in _FIGHTING for m in actors_in(text, *candidate.source)
    )


def _share(candidate: Candidate, sentence: Sentence) -> float:
    covered = sum(
        max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in candidate.content
    )
    if candidate.cue is not None:
        covered += max(0, candidate.reach[1] - candidate.reach[0])
    return covered / max(1, sentence.end - sentence.start)


def _counts(text: Text, candidate: Candidate) -> bool:
    if candidate.source is None:
        return False
    start, end = candidate.source
    inside = [text.doc.tokens[i] for i in text.doc.tokens_in(start, end)]
    if any(t.lemma.lower() in _TELLERS for t in inside):
        return False
    if any(t.lemma.lower() in SPEAKERS for t in inside) or (len(inside) == 1 and inside[0].lower == "it"):
        return True
    return any(m.kind in _COUNTING for m in actors_in(text, start, end))


def _same_scene(text: Text, before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence names no place, person or day that the one before does not name."""
    tokens = text.doc.tokens
    known = {t.lower for t in tokens[before.first : before.last + 1]}
    for token in tokens[sentence.first : sentence.last + 1]:
        if token.lower in known or token.lower in ("year", "years", "hours", "hour"):
            continue
        if token.entity in ("DATE", "TIME") and token.pos in ("PROPN", "NOUN"):
            return False
        if token.pos == "PROPN" or token.entity in ("NORP", "GPE"):
            return False
    return True


def continue_lists(text: Text, candidates: list[Candidate]) -> None:
    """Gives the bulleted lines below "The ministry said:" to the speaker of that line. In place."""
    doc, tokens = text.doc, text.doc.tokens
    if ":" not in doc.text:
        return
    nearby = Nearby(candidates)
    for colon in tokens[:-1]:
        if colon.text != ":" or "\n" not in doc.text[colon.end : tokens[colon.i + 1].start]:
            continue
        end = list_end(doc.text, colon.end)
        content = tidy(doc.text, (tokens[colon.i + 1].start, end)) if end is not None else None
        if content is None:
            continue
        line = max(doc.text.rfind("\n", 0, colon.start) + 1, colon.start - _LINE)
        beside = nearby.within(line, colon.end)
        hosts = [
            c
            for c in beside
            if c.cue is not None
            and line <= c.cue[0] < colon.start
            and c.cue_class in _TELLING
            and c.source is not None
        ]
        if hosts:
            host = max(hosts, key=_place)
            host.content = sorted([*(c for c in host.content if c[1] <= content[0]), content])
        elif not any(c.cue and colon.start <= c.cue[0] < colon.end for c in beside):
            added = _speaker_of(text, line, colon.i, content)
            if added is not None:
                candidates.append(added)


def _place(candidate: Candidate) -> int:
    return candidate.cue[0] if candidate.cue is not None else -1


def _speaker_of(text: Text, line: int, colon: int, content: tuple[int, int]) -> Candidate | None:
    """A candidate from the reporting verb of the line before a list."""
    doc, tokens = text.doc, text.doc.tokens
    table = cues().verbs
    for i in range(colon - 1, max(doc.token_at(line), colon - 16) - 1, -1):
        token = tokens[i]
        rows = table.get(token.lemma.lower(), ()) if token.pos == "VERB" else ()
        row = next((r for r in rows if r.cue_class in _TELLING), None)
        if row is None:
            continue
        head = subject(text, i)
        if head is None or head >= i:
            return None
        source = chars(doc, *noun_phrase(doc, head, i))
        return Candidate(
            source, chars(doc, i, i), [content], row.cue_class, "list", i, (source[0], tokens[colon].end)
        )
    return None
