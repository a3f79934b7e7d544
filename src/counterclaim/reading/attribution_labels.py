"""A source and a colon before its words: live blogs, threads, bulletins, lists after a colon."""

from __future__ import annotations

import re

from counterclaim.knowledge.outlets import outlets
from counterclaim.reading.attribution_figures import is_count
from counterclaim.reading.attribution_spans import (
    Candidate,
    Chars,
    Text,
    actors_in,
    over_quotes,
    past_dateline,
    quotes_in,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, TITLES, singular, words
from counterclaim.reading.context import ActorMention

#: Longest label in tokens: "A doctor at Sweida's national hospital, speaking by phone from the ward".
_LONGEST = 18

#: Shouted before a label or a statement: no part of who speaks.
_SHOUTS = words(
    "update updated new breaking just in latest urgent alert watch more developing confirmed flash"
)

#: Words for sources that name a thing or a place as often; beside a colon they head a list of facts.
_THINGS = words(
    """station office union company house command channel bulletin report statement letter headquarters
    mission department center centre network party side side operation media post court bureau operator
    force group people member source"""
)

#: Words for sources that speak beside a colon only where a number follows.
_PLURALS = words("sources locals hospital hospitals morgue un")

#: Actors of these kinds also name a country, a place or people whom a list may be about.
_COUNTRIES = frozenset({"state", "territory", "people", "bloc"})

#: Kinds of actors that a bracket after a count names as its source, not as a party to it.
_GIVES_COUNTS = frozenset({"ministry", "monitor", "ngo", "international"})

#: Words that name a source in such a bracket.
_SAYS_COUNTS = words("official ministry police medic monitor authority witness resident spokesman media")

_LIST_LINE = re.compile(r"[ \t]*(?:[-–—•*·▪►]|\(?\w{1,2}[.)])[ \t]+\S")
#: The mark of an item in a running text: "a) Ministry of Health: ..."
_ITEM = re.compile(r"\(?(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})[).] +(?=\S)")

#: Whose voice an outlet is: "Saba (Houthi-run):"
_RUN_BY = re.compile(
    r" ?\([^()\n]{2,40}(?:-| )(?:run|controlled|backed|affiliated|aligned|owned|linked)\) ?:"
)

#: A bracket that closes a sentence: "15,000 people had to leave their homes (IOM)."
_CLOSING_NOTE = re.compile(r"(?<=[a-z0-9%]) \(([A-Z][^()\[\]\n]{1,40}|[a-z][a-z ]{5,40})\)(?=\.?(?:\s|$))")

_SOURCE_NOTE = re.compile(
    r"[(\[](?:[Ss]ources?:|via|per|as per|reported by|figures?:|data:) *([^()\[\]\n]{2,70})[)\]]"
)

#: "We counted 30 graves" - village elder
_SIGNED = re.compile(r"(?<=[\"”»'’]) ?[-–—] ?([^\n\"“”«»:;]{3,60}?)\.?[ \t]*$", re.MULTILINE)

#: "From the ministry:", "Statement by the ministry:"
_CARRIER = re.compile(
    r"(?:(?:Official |Joint |Press )?(?:[Ss]tatement|[Rr]elease|[Bb]ulletin|[Cc]ommuniqu[eé]|[Uu]pdate"
    r"|[Rr]eport|[Ss]itrep) (?:by|of|from)|From) "
)


def propose_labels(text: Text) -> list[Candidate]:
    """Candidates for "Health ministry: 13 dead", "(source: UNHCR)", and lists after "said:"."""
    whole = text.doc.text
    found = [c for match in _SIGNED.finditer(whole) if (c := _signed(text, match)) is not None]
    if ":" not in whole and "(" not in whole and "[" not in whole:
        return found
    for token in text.doc.tokens:
        if token.text in (":", "):", "]:") and token.i and not text.quoted(token.i):
            candidate = _label(text, token.i)
            if candidate is not None:
                found.append(candidate)
    for match in _SOURCE_NOTE.finditer(whole):
        candidate = _note(text, match)
        if candidate is not None:
            found.append(candidate)
    for match in _CLOSING_NOTE.finditer(whole):
        if _is_note(text, match) and (candidate := _note(text, match)) is not None:
            found.append(candidate)
    return found


def _label(text: Text, colon: int) -> Candidate | None:
    doc, tokens = text.doc, text.doc.tokens
    whole = doc.text
    if colon + 1 >= len(tokens):
        return None
    first = colon
    while first > 0 and colon - first <= _LONGEST:
        before = tokens[first - 1]
        if before.text[-1] in '.!?”"' and before.text.lower() not in TITLES:
            break
        if "\n" in whole[before.end : tokens[first].start]:
            break
        if before.pos == "AUX" or before.tag in ("VBD", "VBZ", "VBP", "MD") or before.text == ";":
            return None
        first -= 1
    else:
        if first > 0:
            return None
    start = tokens[first].start
    start = _past_marks(whole, start, tokens[colon].start)
    carrier = _CARRIER.match(whole, start, tokens[colon].start)
    start = carrier.end() if carrier else start
    first = doc.token_at(start)
    while first < colon and (tokens[first].entity in ("DATE", "TIME") or tokens[first].pos == "NUM"):
        first += 1
        start = tokens[first].start
    if first >= colon:
        return None
    if tokens[first].pos in ("ADP", "SCONJ", "VERB") and not tokens[first].text.isupper():
        return None
    last = _head_end(text, first, colon)
    if last is None or not _speaks(text, first, last, colon):
        return None
    content = _content(text, colon)
    if content is None:
        return None
    reach = (start, tokens[colon].end)
    return Candidate(
        (start, tokens[last].end),
        (tokens[colon].end - 1, tokens[colon].end),
        [over_quotes(text, content)],
        "claim",
        "turn",
        -1,
        reach,
        confidence=0.65,
    )


def _past_marks(whole: str, start: int, stop: int) -> int:
    """Where a label begins once the entry's time, number, bullet and shouts are skipped."""
    start = past_dateline(whole, start) if past_dateline(whole, start) < stop else start
    item = _ITEM.match(whole, start, stop)
    start = item.end() if item and item.end() < stop else start
    while start < stop:
        match = re.compile(r"([A-Za-z]+)\b[ :|–—-]*").match(whole, start)
        if match is None or match.end() >= stop:
            return start
        shout = match.group(1)
        if shout.lower() not in _SHOUTS or not (shout.isupper() or whole[match.end(1)] in ":|"):
            return start
        start = match.end()
    return start


def _head_end(text: Text, first: int, colon: int) -> int | None:
    """The last token of the source's own words: they end at the first comma or bracket."""
    tokens = text.doc.tokens
    for i in range(first, colon):
        if tokens[i].text in (",", "(", "[", "–", "—", "|"):
            return i - 1 if i > first else None
    return colon - 1


def _speaks(text: Text, first: int, last: int, colon: int) -> bool:
    """Whether a label names somebody who can speak: by an actor's name, or by its head noun."""
    tokens = text.doc.tokens
    opening = tokens[colon + 1]
    # a quotation or "we" after the colon: whoever stands before it speaks
    speech = text.quoted(colon + 1) or opening.lower in ("we", "our", "i", "my")
    mention = _actor_at(text, tokens[first].start, tokens[last].end)
    own = mention is not None and (mention.kind not in _COUNTRIES or mention.form == "person")
    if own and mention is not None and mention.form != "demonym":
        return True
    if mention is not None and speech and mention.form in ("name", "abbreviation", "capital"):
        return True
    head = last
    for i in range(first + 1, last + 1):
        if tokens[i].pos == "ADP" or tokens[i].lower == "to":
            head = i - 1
            break
    word = singular(tokens[head].lemma)
    plural = tokens[head].lower in _PLURALS and is_count(text, colon + 1, tokens[colon + 1].i + 6)
    before = tokens[max(head - 1, first)]  # "The governor's office:", not "The post office:"
    owned = word == "office" and (before.tag == "POS" or before.lower in ("press", "media"))
    if (word in SPEAKERS and (word not in _THINGS or speech or owned)) or plural:
        return tokens[first].text[:1].isupper() or first == last or tokens[first].pos == "DET"
    if tokens[first].text[:1].isupper() and _RUN_BY.match(text.doc.text, tokens[last].end):
        return True
    names = head
    while names > first and tokens[names].pos == "PROPN" and tokens[names - 1].lower not in TITLES:
        names -= 1
    if names > first and tokens[names - 1].lower in TITLES:
        return True  # "defence ministry spokesman Anar Eyvazov"
    if speech and tokens[head].entity == "PERSON":
        return all(tokens[i].text[:1].isupper() for i in range(first, last + 1))
    return outlets().named(text.doc.text[tokens[first].start : tokens[last].end]) is not None


def _actor_at(text: Text, start: int, end: int) -> ActorMention | None:
    """The actor whose name is the whole label, or all of it but an article or a place before it."""
    for mention in actors_in(text, start, end):
        if mention.span.end == end and len(text.doc.text[start : mention.span.start].split()) <= 2:
            return mention
    return None


def _content(text: Text, colon: int) -> Chars | None:
    """The sentence after the colon, the fragments after it in the same line, or the list below."""
    doc, tokens = text.doc, text.doc.tokens
    whole = doc.text
    after = tokens[colon + 1]
    gap = whole[tokens[colon].end : after.start]
    if "\n" in gap:
        end = list_end(whole, tokens[colon].end)
        return tidy(whole, (after.start, end)) if end is not None else None
    number = after.sentence
    sentence = doc.sentences[number]
    end = sentence.end
    line = whole.find("\n", after.start)
    line = len(whole) if line < 0 else line
    while number + 1 < len(doc.sentences):
        following = doc.sentences[number + 1]
        if following.start >= line or following.last - following.first > 24:
            break
        inside = tokens[following.first : following.last + 1]
        if any(t.pos == "AUX" or t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text == ":" for t in inside):
            break
        end, number = following.end, number + 1
    content = tidy(whole, (after.start, min(end, line)))
    # a telephone number or an address beside a name is no statement
    said = whole[slice(*content)].split() if content else []
    if len(said) < 2 or not any(word[:1].isalpha() or word[1:2].isalpha() for word in said):
        return None
    return content


def list_end(whole: str, at: int) -> int | None:
    """Where the bulleted lines that follow the line of ``at`` end; None when the next line is none.

    >>> text = "It said:\\n- two dead\\n- a bridge hit\\nMore later."
    >>> text[9 : list_end(text, 8)]
    '- two dead\\n- a bridge hit'
    """
    end: int | None = None
    start = whole.find("\n", at)
    while start >= 0:
        while start < len(whole) and whole[start] in "\r\n":
            start += 1
        if not _LIST_LINE.match(whole, start):
            break
        stop = whole.find("\n", start)
        end = len(whole) if stop < 0 else stop
        start = stop
    return end


def _signed(text: Text, match: re.Match[str]) -> Candidate | None:
    """ "We counted 30 graves" - village elder: a quotation with who said it after a dash."""
    doc = text.doc
    source = tidy(doc.text, match.span(1))
    quote = next(iter(quotes_in(text.quotes, match.start() - 1, match.start())), None)
    if source is None or quote is None or quote.end != match.start():
        return None
    inside = [doc.tokens[i] for i in doc.tokens_in(*source)]
    if not inside or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside):
        return None
    if not any(t.lemma.lower() in SPEAKERS or t.entity in ("PERSON", "ORG") for t in inside):
        return None
    dash = match.start() + len(match.group()) - len(match.group().lstrip())
    content = [(quote.start, quote.end)]
    return Candidate(
        source, (dash, dash + 1), content, "claim", "signed", -1, (dash, source[1]), confidence=0.75
    )


def _is_note(text: Text, match: re.Match[str]) -> bool:
    """Whether a bracket names who gives the count before it; not a name's abbreviation, nor a party."""
    doc = text.doc
    before = doc.token_at(match.start() - 1)
    sentence = doc.sentence_of(before)
    if match.end() < sentence.end - 2 or doc.tokens[before].pos == "PROPN" or text.quoted(before):
        return False
    if not is_count(text, sentence.first, before):
        return False
    mention = _actor_at(text, *match.span(1))
    if mention is not None:
        return mention.kind in _GIVES_COUNTS
    inside = [doc.tokens[i] for i in doc.tokens_in(*match.span(1))]
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VBG", "VBN") or t.pos == "NUM" for t in inside):
        return False
    word = singular(inside[-1].lemma)
    return word in _SAYS_COUNTS or outlets().named(match.group(1)) is not None


def _note(text: Text, match: re.Match[str]) -> Candidate | None:
    """ "At least 60 drowned (source: UNHCR)": the sentence before the bracket is the source's."""
    doc = text.doc
    sentence = doc.sentence_of(doc.token_at(match.start()))
    content = tidy(doc.text, (past_dateline(doc.text, sentence.start), match.start()))
    if content is None or content[1] <= content[0] or len(doc.text[slice(*content)].split()) < 2:
        return None
    source = tidy(doc.text, match.span(1))
    if source is None or not any(c.isalpha() for c in doc.text[slice(*source)]):
        return None
    inside = [doc.tokens[i] for i in doc.tokens_in(*source)]
    named = any(singular(t.lemma) in SPEAKERS or t.entity in ("ORG", "PERSON") for t in inside)
    if "ource" not in match.group()[:8] and not named and not any(actors_in(text, *source)):
        return None  # "(via the old road)"
    cue = (match.start() + 1, match.start(1))
    cue = (cue[0], cue[0] + len(doc.text[slice(*cue)].rstrip()))
    return Candidate(
        source, cue, [over_quotes(text, content)], "claim", "note", -1, match.span(), confidence=0.7
    )
