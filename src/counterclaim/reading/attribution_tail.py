"""Tail cues read from the words alone: "..., a health official in the town told AFP." """

from __future__ import annotations

from counterclaim.knowledge.cues import Cue, cues
from counterclaim.language import Sentence, Token
from counterclaim.reading.attribution_figures import CASUALTY, is_loss
from counterclaim.reading.attribution_spans import (
    Candidate,
    Chars,
    Text,
    chars,
    is_mark,
    over_quotes,
    past_dateline,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, words

#: Longest source before a tail cue, in tokens: of 3,092 in PolNeAR's training split the longest has 16 words.
_LONGEST = 22

_STARTS = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "PRON"})
_AFTER = frozenset({"ADP", "NOUN", "PROPN", "DET", "ADJ", "NUM", "ADV", "PRON", "PART"})


#: Forms that end a report's sentence after the source, or open its last phrase before the source.
_SAID = words(
    """said says say stated states state reported reports report confirmed confirms announced announces
    claimed claims informed informs added adds declared declares told tells noted notes alleged alleges
    communicated communicates clarified specified"""
)

_CITES = frozenset({"quoted", "cited", "quotes", "cites"})

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def propose_tails(text: Text) -> list[Candidate]:
    """Candidates for reporting clauses at the end of a sentence that the parser hung elsewhere.

    "Shells fell near Kramatorsk Ukrainian officials said." (no comma), "Nine were killed, informed the
    ministry." (turned round), "..., her managers state." (taken for a noun).
    """
    doc, tokens = text.doc, text.doc.tokens
    found: list[Candidate] = []
    for sentence in doc.sentences:
        for i in range(sentence.last, max(sentence.first + 2, sentence.last - _LONGEST), -1):
            if tokens[i].lower in ("so", "thus") and tokens[i - 1].text == "," and not text.quoted(i):
                candidate = _thus(text, sentence, i)
                if candidate is not None:
                    found.append(candidate)
                break
            if tokens[i].lower == "saying" and tokens[i - 1].lower == "as" and i >= sentence.last - 1:
                candidate = _quoted(text, sentence, i)
                if candidate is not None:
                    found.append(candidate)
                break
            if tokens[i].lower in _SAID and not text.quoted(i):
                candidate = _closing(text, sentence, tokens[i])
                if candidate is not None:
                    found.append(candidate)
                break
    return found


def _closing(text: Text, sentence: Sentence, verb: Token) -> Candidate | None:
    rows = cues().verbs.get(verb.lemma.lower()) or cues().verbs.get(verb.lower) or _rows_of(verb.lower)
    row = next((r for r in rows if "clause" in r.frames), None)
    if row is None:
        return None
    if _taken_for_noun(text, sentence, verb):
        found = tail_candidate(text, verb, row, mistaken=True)
        if found is not None:
            return found
    return (
        _turned(text, sentence, verb, row)
        or _described(text, sentence, verb, row)
        or _unmarked(text, sentence, verb, row)
    )


def _taken_for_noun(text: Text, sentence: Sentence, verb: Token) -> bool:
    """Whether a closing "state" or "says" is a verb by its number: managers state, the manager states."""
    tokens = text.doc.tokens
    if verb.pos in ("VERB", "AUX") or verb.text != verb.lower:
        return False
    if verb.i < sentence.last and tokens[verb.i + 1].text != ".":
        return False
    plural = tokens[verb.i - 1].tag in ("NNS", "NNPS") or tokens[verb.i - 1].lower in ("people", "police")
    return tokens[verb.i - 1].pos in ("NOUN", "PROPN") and plural != verb.lower.endswith("s")


def _rows_of(word: str) -> tuple[Cue, ...]:
    """The rows of a present tense that the parser took for a plural or a noun."""
    return cues().verbs.get(word[:-1] if word.endswith("s") else word, ())


def _turned(text: Text, sentence: Sentence, verb: Token, row: Cue) -> Candidate | None:
    """ "Nine people were killed, informed the Ministry of Health." """
    doc, tokens = text.doc, text.doc.tokens
    first = verb.i + 1
    if first > sentence.last or tokens[verb.i - 1].lower in ("and", "or", "to", "who", "which", "that", "as"):
        return None
    if verb.tag not in ("VBD", "VBZ", "VBN", "VBP"):
        return None
    last = sentence.last
    while last > first and tokens[last].text in (".", ",", ";", "!"):
        last -= 1
    for i in range(first, last + 1):
        token = tokens[i]
        if (
            token.tag in _FINITE
            or token.pos in ("AUX", "SCONJ")
            or token.text in (":", ";")
            or text.quoted(i)
        ):
            return None
        if i > first and (token.text == "," or token.lower == "on"):
            apposed = token.text == "," and all(t.pos == "PROPN" for t in tokens[i + 1 : last + 1])
            last = last if apposed and i < last else i - 1
            break
    comma = tokens[verb.i - 1].text == ","
    speaks = any(_can_say(tokens[k]) for k in range(first, last + 1))
    if tokens[first].pos not in _STARTS or not speaks or last < first:
        return None
    if not comma and (verb.lower not in ("said", "says") or not speaks):
        return None
    content = _statement(text, sentence, verb.i - (2 if comma else 1), headline=comma)
    if content is None:
        return None
    return Candidate(
        chars(doc, first, last),
        chars(doc, verb.i, verb.i),
        [over_quotes(text, content)],
        row.cue_class,
        "tail",
        verb.i,
        chars(doc, verb.i, last),
        confidence=0.65,
    )


def _thus(text: Text, sentence: Sentence, i: int) -> Candidate | None:
    """ "Twelve civilians died, so the mayor." """
    doc, tokens = text.doc, text.doc.tokens
    last = sentence.last - 1 if tokens[sentence.last].text == "." else sentence.last
    phrase = tokens[i + 1 : last + 1]
    if len(phrase) < 2 or phrase[0].pos != "DET" or any(t.pos in ("VERB", "AUX", "ADV") for t in phrase):
        return None
    content = _statement(text, sentence, i - 2)
    if content is None or phrase[1].text == "," or not any(_can_say(t) for t in phrase[:5]):
        return None
    cue = chars(doc, i, i)
    reach = (cue[0], tokens[last].end)
    return Candidate(
        chars(doc, i + 1, last),
        cue,
        [over_quotes(text, content)],
        "claim",
        "tail",
        -1,
        reach,
        confidence=0.65,
    )


def _described(text: Text, sentence: Sentence, verb: Token, row: Cue) -> Candidate | None:
    """ "Six men died, an officer who did not want to be named told AFP." """
    doc, tokens = text.doc, text.doc.tokens
    end = _end_of_clause(text, verb, sentence.last)
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or end is None:
        return None
    apart = tokens[verb.i - 1].text == ","  # "Col. Sani, who commands the sector, told the radio"
    if tokens[verb.i - 1].pos == "AUX":
        return None
    floor = max(sentence.first + 2, verb.i - 2 * _LONGEST)
    who = next((k for k in range(verb.i - 2, floor, -1) if tokens[k].tag in ("WP", "WP$", "WDT")), None)
    if who is None or text.quoted(who):
        return None
    if apart != (tokens[who - 1].text == ","):
        return None
    first = closing = who - 1 if apart else who
    while first > floor and tokens[first - 1].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART"):
        first -= 1
    if first == closing or tokens[first - 1].text != "," or not any(_can_say(t) for t in tokens[first:who]):
        return None
    if tokens[first].pos not in ("DET", "NUM", "NOUN", "PROPN", "ADJ"):
        return None
    content = _statement(text, sentence, first - 2)
    if content is None:
        return None
    return Candidate(
        chars(doc, first, closing - 1 if apart else verb.i - 1),
        chars(doc, verb.i, verb.i),
        [over_quotes(text, content)],
        row.cue_class,
        "tail",
        verb.i,
        (tokens[first].start, tokens[end].end),
        chars(doc, verb.i + 1, end) if "addressee" in row.frames and end > verb.i else None,
        confidence=0.65,
    )


def _quoted(text: Text, sentence: Sentence, saying: int) -> Candidate | None:
    """ "Twelve men had died, state media quoted a spokesman as saying." """
    doc, tokens = text.doc, text.doc.tokens
    floor = max(sentence.first + 2, saying - _LONGEST)
    cite = next((k for k in range(saying - 2, floor, -1) if tokens[k].lower in _CITES), None)
    if cite is None or cite + 1 > saying - 2:
        return None
    comma = next((k for k in range(cite - 1, floor - 1, -1) if tokens[k].text == ","), None)
    if comma is None or any(t.pos in ("VERB", "AUX", "SCONJ") for t in tokens[comma + 1 : cite]):
        return None
    content = _statement(text, sentence, comma - 1)
    if content is None:
        return None
    source = chars(doc, cite + 1, saying - 2)
    cue = chars(doc, saying - 1, saying)
    return Candidate(
        source,
        cue,
        [over_quotes(text, content)],
        "claim",
        "tail",
        saying,
        (source[0], cue[1]),
        confidence=0.7,
    )


def _unmarked(text: Text, sentence: Sentence, verb: Token, row: Cue) -> Candidate | None:
    """ "Three shells fell near Kramatorsk Ukrainian officials said." """
    doc, tokens = text.doc, text.doc.tokens
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    end = _end_of_clause(text, verb, sentence.last)
    if end is None or end > verb.i + 6:
        return None
    head = verb.i - 1
    if tokens[head].lower in ("it", "he", "she") and verb.lower in ("added", "adds") and end == verb.i:
        return _added(text, sentence, verb, row)
    if not _can_say(tokens[head]) or tokens[head].lemma.lower() not in SPEAKERS:
        return None
    first = head
    while first > sentence.first + 2 and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET", "NUM"):
        before, here = tokens[first - 1], tokens[first]
        if here.pos == "DET" or (here.pos == "ADJ" and before.pos in ("PROPN", "NOUN")):
            break  # a determiner or an adjective opens the phrase: the name before it is another's
        if before.pos == "ADJ" and here.pos == "NUM":
            break
        first -= 1
    before = tokens[first - 1]
    if before.pos in ("PUNCT", "SCONJ", "CCONJ", "PRON", "DET") or before.tag.startswith("W"):
        return None
    if before.pos == "NOUN" and verb.dep == "relcl" and verb.lower not in ("said", "says"):
        return None  # "the figure officials reported"
    content = _statement(text, sentence, first - 1)
    if content is None:
        return None
    return Candidate(
        chars(doc, first, head),
        chars(doc, verb.i, verb.i),
        [over_quotes(text, content)],
        row.cue_class,
        "tail",
        verb.i,
        (tokens[first].start, tokens[end].end),
        confidence=0.6,
    )


def _added(text: Text, sentence: Sentence, verb: Token, row: Cue) -> Candidate | None:
    """ "Five were killed on the same day it added." """
    doc, tokens = text.doc, text.doc.tokens
    before = tokens[verb.i - 2]
    if before.pos not in ("NOUN", "PROPN", "ADV", "NUM", "ADJ"):
        return None
    content = _statement(text, sentence, verb.i - 2)
    if content is None:
        return None
    source, cue = chars(doc, verb.i - 1, verb.i - 1), chars(doc, verb.i, verb.i)
    return Candidate(
        source, cue, [content], row.cue_class, "tail", verb.i, (source[0], cue[1]), confidence=0.6
    )


def _can_say(token: Token) -> bool:
    return token.lemma.lower() in SPEAKERS or token.entity in ("PERSON", "ORG")


def _statement(text: Text, sentence: Sentence, last: int, *, headline: bool = False) -> Chars | None:
    """The words from the sentence's start to ``last``, when they are a clause that nobody reports yet.

    With ``headline`` a count of casualties will do for a clause: "Ten dead, informed the ministry."
    """
    doc, tokens = text.doc, text.doc.tokens
    if last - sentence.first < 2:
        return None
    opening = tokens[sentence.first].lower
    if opening in ("according", "asked", "what", "whether", "that", "if"):
        return None
    if opening == "as" and tokens[sentence.first + 1].lower != "of":
        return None
    inside = tokens[sentence.first : last + 1]
    if not any(t.tag in _FINITE for t in inside) and not (
        headline and is_loss(text, sentence.first, min(last, sentence.first + 4))
    ):
        return None
    # "Residents disputed what police said", "denied that the rebels said": a clause under another cue
    if any(t.lower in ("that", "what", "which", "whether", "who") for t in inside[-6:]):
        return None
    content = tidy(doc.text, chars(doc, sentence.first, last))
    if content is None:
        return None
    content = past_dateline(doc.text, content[0]), content[1]
    return content if content[0] < content[1] else None


def tail_candidate(text: Text, verb: Token, row: Cue, *, mistaken: bool = False) -> Candidate | None:
    """A statement, a comma, a noun phrase, the verb, and no more clause: what stands before is the content.

    Used where the parser hangs the verb or its subject elsewhere; ``mistaken`` where it takes the verb
    for a noun.
    """
    doc, tokens = text.doc, text.doc.tokens
    sentence = doc.sentence_of(verb.i)
    if (not mistaken and verb.tag not in ("VBD", "VBZ", "VBP", "VBN")) or text.quoted(verb.i):
        return None
    end = _end_of_clause(text, verb, sentence.last)
    if end is None:
        return None
    last_of_source = verb.i - 1
    while last_of_source > sentence.first and tokens[last_of_source].pos in ("AUX", "ADV", "PART"):
        last_of_source -= 1
    cue_first = last_of_source + 1
    apposed = tokens[last_of_source].text == ","
    commas = 0
    first: int | None = None
    floor = max(sentence.first + 2, verb.i - _LONGEST)
    for i in range(last_of_source - (1 if apposed else 0), floor - 1, -1):
        token = tokens[i]
        if token.pos in ("VERB", "AUX", "SCONJ") or token.text in (";", ":") or text.quoted(i):
            return None
        if token.text not in (",", "("):
            continue
        commas += 1
        if (apposed and commas == 2) or not apposed:
            first = i + 1
            break
    if first is None or first > last_of_source:
        return None
    opening = tokens[first]
    if opening.pos not in _STARTS or opening.lower in ("which", "who", "that", "what"):
        return None
    closing = tokens[last_of_source - (1 if apposed else 0)]
    if closing.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and not is_mark(closing):
        return None
    if row.cue_class not in ("claim", "confirm", "estimate", "admit", "believe"):
        return None
    if tokens[sentence.first].lower in ("according", "asked"):
        return None
    rest: tuple[int, int] | None = None
    ahead = tokens[sentence.first : first - 1]
    headline = end == verb.i and any(t.tag == "VBN" or t.lower in CASUALTY for t in ahead)
    if not headline and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in ahead):
        # "The pass, guides argue, could ...": the cue stands inside the clause
        on = end + 2
        if (
            on > sentence.last
            or tokens[end + 1].text != ","
            or tokens[on].tag not in ("VBD", "VBZ", "VBP", "MD")
        ):
            return None
        rest = tidy(doc.text, chars(doc, on, sentence.last))
    content = tidy(doc.text, chars(doc, sentence.first, first - 1))
    if content is None:
        return None
    content = past_dateline(doc.text, content[0]), content[1]
    if content[0] >= content[1]:
        return None
    source = chars(doc, first, last_of_source - (1 if apposed else 0))
    addressee = None
    if (
        "addressee" in row.frames
        and verb.i < end
        and tokens[verb.i + 1].pos in ("PROPN", "NOUN", "DET", "PRON")
    ):
        k = verb.i + 1
        while (k < end and tokens[k + 1].pos in ("PROPN", "NOUN")) or (
            k < end and tokens[k].pos in ("DET", "ADJ")
        ):
            k += 1
        addressee = chars(doc, verb.i + 1, k)
    return Candidate(
        source,
        chars(doc, cue_first, verb.i),
        [over_quotes(text, piece) for piece in (content, rest) if piece],
        row.cue_class,
        "tail",
        verb.i,
        (source[0], tokens[end].end),
        addressee,
        denies=row.stance == "denies",
        confidence=0.7,
    )


def _end_of_clause(text: Text, verb: Token, last: int) -> int | None:
    """Last token of the reporting clause when only an addressee, a place or a time follows the verb."""
    tokens = text.doc.tokens
    for i in range(verb.i + 1, min(last, verb.i + 16) + 1):
        token = tokens[i]
        if token.text in (".", ";", "!", "?", ",", ")"):
            return i - 1
        if token.pos not in _AFTER or token.lower in ("that", "whether", "how"):
            return None
    return last if last <= verb.i + 16 else None
