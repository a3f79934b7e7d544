"""Cues that are neither verb nor noun of speech: "according to", "citing", "reportedly", "by its count"."""

from __future__ import annotations

from counterclaim.knowledge.cues import cues
from counterclaim.reading.attribution_spans import (
    Candidate,
    Chars,
    Text,
    chars,
    noun_phrase,
    over_quotes,
    past_dateline,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, TOLLS

_STARTERS = frozenset({"according", "per", "in", "by", "on", "from"})

#: Participles of "it became known from the ministry".
_KNOWN = frozenset({"known", "learned", "learnt", "clear"})


def propose_phrases(text: Text) -> list[Candidate]:
    """Candidates for "according to X", "in the words of X", "by X's count" and evidential adverbs."""
    found: list[Candidate] = []
    tokens = text.doc.tokens
    adverbs = cues().adverbs
    for token in tokens:
        if token.lower in _STARTERS:
            candidate = _prepositional(text, token.i)
        elif token.pos == "ADV" and token.lower in adverbs:
            candidate = _adverb(text, token.i)
        else:
            continue
        if candidate is not None:
            found.append(candidate)
    return found


def _object(text: Text, prep: int) -> int | None:
    for child in text.doc.children(prep):
        if child.dep in ("pobj", "pcomp") and child.i > prep:
            return child.i
    return None


def _prepositional(text: Text, i: int) -> Candidate | None:
    doc, tokens = text.doc, text.doc.tokens
    word = tokens[i].lower
    cue_last = i
    head: int | None = None
    cue_class = "claim"
    if word == "according":
        if i + 1 >= len(tokens) or tokens[i + 1].lower != "to":
            return None
        cue_last = i + 1
        head = _object(text, i + 1)
        if head is None and i + 2 < len(tokens):
            head = i + 2
    elif word == "per":
        opens = i == doc.sentence_of(i).first and tokens[i].text == "Per"
        if not opens and not (i and tokens[i - 1].lower == "as") and not (i and tokens[i - 1].text == ","):
            return None
        head = _object(text, i)
        if head is not None and tokens[head].pos not in ("PROPN", "NOUN"):
            return None
        if head is not None and tokens[head].lower in (
            "cent",
            "day",
            "year",
            "month",
            "week",
            "hour",
            "head",
            "capita",
        ):
            return None
    elif word == "from" and i > 1 and tokens[i - 1].lower in _KNOWN:
        return _known_from(text, i)
    elif word in ("in", "by", "on", "from"):
        return _by_account(text, i)
    if head is None:
        return None
    first, last = noun_phrase(doc, head)
    first = max(first, cue_last + 1)
    last = max(first, min(last, tokens[i].right if tokens[i].right > cue_last else last))
    for k in range(first + 1, last + 1):
        # the source ends where the sentence's own clause begins
        if tokens[k].text == "," and not _continues_name(text, k, last):
            last = k - 1
            break
    content = _rest_of_sentence(text, i, last)
    if not content:
        return None
    return Candidate(
        chars(doc, first, last),
        chars(doc, i, cue_last),
        content,
        cue_class,
        "according to" if word == "according" else "per",
        -1,
        chars(doc, i, last),
        confidence=0.85,
    )


def _known_from(text: Text, i: int) -> Candidate | None:
    """ "As became known from the ministry, 12 fell", "It was learned from the ministry that 12 fell"."""
    doc, tokens = text.doc, text.doc.tokens
    sentence = doc.sentence_of(i)
    verb, head = tokens[i - 2].lower, _object(text, i)
    opening = tokens[sentence.first].lower
    if verb not in ("became", "become", "was", "is", "been") or opening not in ("as", "it") or head is None:
        return None
    if i > sentence.first + 5:
        return None
    first, last = noun_phrase(doc, head)
    if not any(t.lemma.lower() in SPEAKERS or t.entity == "ORG" for t in tokens[first : last + 1]):
        return None  # "It is known from experience that ..."
    stop = "that" if opening == "it" else ","
    end = next((k for k in range(first, min(last + 6, sentence.last)) if tokens[k].lower == stop), None)
    if end is None or end <= first or not (named := tidy(doc.text, chars(doc, first, end - 1))):
        return None
    content = tidy(doc.text, chars(doc, end if opening == "it" else end + 1, sentence.last))
    if content is None:
        return None
    cue = chars(doc, sentence.first, i)
    reach = (cue[0], named[1])
    return Candidate(named, cue, [content], "claim", "known from", -1, reach, confidence=0.7)


def _by_account(text: Text, i: int) -> Candidate | None:
    """ "By the ministry's count", "in the words of the envoy", "by Ukrainian accounts", read from the words:
    the parser often takes such a noun for an adjective or a verb."""
    doc, tokens = text.doc, text.doc.tokens
    sentence = doc.sentence_of(i)
    if i > sentence.first and tokens[i - 1].text not in (",", '"', "”", "''", ";", "-", "–", "—"):
        return None
    word = tokens[i].lower
    phrases = cues().phrases
    around = range(i + 1, min(sentence.last, i + 9) + 1)
    noun = next((k for k in around if f"{word} {tokens[k].lower}" in phrases), None)
    if noun is None or any(t.pos == "VERB" or t.text == "," for t in tokens[i + 1 : noun]):
        return None
    first, last, end = i + 1, noun - 1, noun
    if last > first and tokens[last].lower == "own":
        last -= 1  # "by the ministry's own count"
    owner = tokens[last] if last >= first else None
    if noun + 2 <= sentence.last and tokens[noun + 1].lower in ("of", "from"):
        inner = _object(text, noun + 1)
        first, last = noun_phrase(doc, inner) if inner is not None else (noun + 2, noun + 2)
        end = last
    elif owner is None:
        return None
    elif owner.tag in ("POS",) or owner.lower in ("'s", "’s", "'", "’"):
        last -= 1
    elif owner.lower in ("his", "her", "its", "their"):
        if word == "in" and tokens[noun].lower in TOLLS:
            return None  # "In its tally, the ministry counted ...": the verb says who
        first = last
    elif word == "by" and tokens[noun].lower.endswith("s"):
        last = noun  # "By Ukrainian as well as Russian accounts"
    else:
        return None
    if last < first or tokens[first].lower in ("my", "our", "your", "all", "any"):
        return None
    content = _rest_of_sentence(text, i, end)
    if not content:
        return None
    cue = chars(doc, i, i) if first == i + 1 else chars(doc, i, first - 1)
    return Candidate(
        chars(doc, first, last),
        cue,
        content,
        phrases[f"{word} {tokens[noun].lower}"][0].cue_class,
        "by account",
        -1,
        chars(doc, i, end),
        confidence=0.75,
    )


def _continues_name(text: Text, comma: int, last: int) -> bool:
    """Whether the words after a comma are still the source: an apposition, or another member of a list."""
    tokens = text.doc.tokens
    if comma + 1 > last:
        return False
    after = tokens[comma + 1]
    return after.dep in (
        "appos",
        "conj",
        "det",
        "compound",
        "amod",
        "poss",
        "cc",
        "nummod",
        "relcl",
        "npadvmod",
    ) or (after.pos in ("DET", "PROPN", "NOUN", "ADJ", "CCONJ"))


def _rest_of_sentence(text: Text, first: int, last: int) -> list[Chars]:
    """Everything in the sentence but the cue phrase; one side only when the other is another clause."""
    doc, tokens = text.doc, text.doc.tokens
    sentence = doc.sentence_of(first)
    before = after = None
    if first > sentence.first:
        before = tidy(doc.text, chars(doc, sentence.first, first - 1))
    if last < sentence.last:
        after = tidy(doc.text, chars(doc, last + 1, sentence.last))
    if before and before[1] - before[0] < 4:
        before = None  # "But according to"
    if after and not any(c.isalnum() for c in doc.text[after[0] : after[1]]):
        after = None
    if before and after and last + 1 <= sentence.last:
        following = tokens[last + 1]
        # after a tail "according to X", only a clause that the sentence's verb still governs is content
        root = sentence.root
        if (root < first and following.text == ",") or (root < first and following.pos in ("CCONJ", "SCONJ")):
            after = None
        elif root > last and all(
            t.pos in ("ADV", "CCONJ", "PUNCT", "SCONJ") for t in tokens[sentence.first : first]
        ):
            before = None
    if before:
        before = past_dateline(doc.text, before[0]), before[1]
    return [over_quotes(text, p) for p in (before, after) if p and p[0] < p[1]]


def _adverb(text: Text, i: int) -> Candidate | None:
    """An evidential adverb: an attribution without a source over its clause."""
    doc, tokens = text.doc, text.doc.tokens
    token = tokens[i]
    if token.lower not in ("reportedly", "purportedly", "allegedly"):
        return None
    head = tokens[token.head]
    # "charged with allegedly firing": a hedge (`stance.find_hedges`), but nobody's statement
    if token.lower == "allegedly" and not any(c.dep in ("nsubj", "nsubjpass") for c in doc.children(head.i)):
        return None
    if (
        head.lemma.lower() in cues().verbs
        and head.pos == "VERB"
        and head.lemma.lower()
        in (
            "say",
            "tell",
            "claim",
            "ask",
            "call",
            "accuse",
            "admit",
            "confirm",
            "agree",
        )
    ):
        return None
    left, right = head.left, head.right
    if not left <= i <= right:
        return None
    if head.pos not in ("VERB", "AUX"):
        pieces = [tidy(doc.text, chars(doc, i + 1, right))] if right > i else []
    else:
        pieces = [
            tidy(doc.text, chars(doc, left, i - 1)) if left < i else None,
            tidy(doc.text, chars(doc, i + 1, right)) if right > i else None,
        ]
    content = [p for p in pieces if p]
    if not content:
        return None
    here = chars(doc, i, i)
    return Candidate(None, here, content, "report", "adverb", -1, here, hedge=here, confidence=0.7)
