"""What training adds to the marked texts, so that few texts teach more: contents as texts of their own,
attributions put inside one another, and the dirt of scraped pages. Needs neither torch nor a tokenizer."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from data import Bounds, Document, Item, normalise
from markup import MarkedText, parse

from counterclaim.reading.encoder_windows import DEEPER

#: How often a text comes as scraped (marks lost), with headline capitals, in capitals, or in lower case.
SCRAPED, HEADLINE, CAPITALS, SMALL = 0.25, 0.05, 0.02, 0.03

#: Made paragraphs of a made text; each holds one attribution inside another.
PARAGRAPHS = 5

#: A first word that stands in small letters in so many texts is no name, and gets one inside a sentence.
COMMON = 4
#: Cues that may follow what they report ("..., the mayor said"), by their last word.
_TAIL = frozenset(
    [
        "said",
        "says",
        "say",
        "reported",
        "reports",
        "wrote",
        "writes",
        "announced",
        "claimed",
        "added",
        "insisted",
    ]
)
_CLAUSE = _TAIL | frozenset(
    [
        "claim",
        "claims",
        "insists",
        "warned",
        "warns",
        "believes",
        "believe",
        "thinks",
        "hopes",
        "alleged",
        "alleges",
        "confirmed",
        "argued",
        "stated",
        "maintains",
        "acknowledged",
        "admitted",
        "suspected",
        "complained",
    ]
)
_DENIALS = ("denied", "rejected", "dismissed", "has denied", "rejects", "denies", "refuted", "brushed aside")
_REFUSALS = ("could not confirm", "would not confirm", "declined to discuss", "has not confirmed")
_NOUNS = (
    "claims",
    "reports",
    "allegations",
    "the claim",
    "rumours",
    "accusations",
    "the allegation",
    "suggestions",
    "talk",
    "tales",
    "any suggestion",
    "the notion",
    "word",
    "speculation",
    "assertions",
    "the idea",
)
_SCORN = ('as "a fabrication" ', "as baseless ", 'as "tea-house talk" ')
_PASSIVE = (
    "had been told",
    "were told",
    "was told",
    "had been informed",
    "have been warned",
    "had been assured",
)
_HEARERS = ("they", "she", "the drivers", "his men", "the villagers", "the crew", "some of the families")
_WISHES = ("hoped", "feared", "thought", "believed", "suspected", "hopes", "fears", "was convinced")
_OWN_NOUNS = ("claim", "report", "allegation", "statement", "account", "assertion", "accusation", "claims")
_CITING = ("citing", "quoting", "citing", "quoting", "relying on", "with reference to", "invoking")
_NAMELESS = ("a military source", "two officials", "witnesses", "a local doctor", "its own reporter")
_TOLD = ("reporters", "them", "the mission", "her", "a commission", "state television", "the families")
_PRONOUNS = frozenset(
    ["i", "he", "she", "it", "they", "we", "you", "who", "which", "that", "one", "some", "all", "both"]
)
_PLACEHOLDER = re.compile(r"[{}\n]")
_MARKS = (",", "'’‘", '"“”', ":")


@dataclass(frozen=True, slots=True)
class Frame:
    """A plain attribution as its words: a claim is a clause without "that"; ``that`` whether it had one."""

    source: str
    cue: str
    claim: str
    that: bool
    stance: str


def contents(document: Document) -> Iterator[Document]:
    """Each content as a text of its own, as the product reads it a second time.

    Those with attributions inside come all, as many of the others come as there are of those.
    """
    full: list[Document] = []
    empty: list[Document] = []
    done: set[Bounds] = set()
    for item in document.items:
        for start, end in item.content:
            if end - start < DEEPER or (start, end) in done:
                continue
            done.add((start, end))
            inside = [k for k, i in enumerate(document.items) if _within(i, start, end)]
            cut = _cut(document, inside, start, end)
            (full if inside else empty).append(cut)
    yield from full
    yield from empty[:: max(1, len(empty) // max(1, len(full)))] if full else empty[:1]


def _within(item: Item, start: int, end: int) -> bool:
    spans = [*item.cue, *item.content, *item.source]
    shared = item.content == [(start, end)]
    return bool(item.cue) and not shared and all(start <= a and b <= end for a, b in spans)


def _cut(document: Document, inside: Sequence[int], start: int, end: int) -> Document:
    number = {k: n for n, k in enumerate(inside)}

    def moved(spans: Sequence[Bounds]) -> list[Bounds]:
        return [(a - start, b - start) for a, b in spans]

    items = []
    for item in (document.items[k] for k in inside):
        parent = None if item.parent is None else number.get(item.parent)
        spans = {name: moved(getattr(item, name)) for name in ("source", "cue", "content")}
        items.append(replace(item, parent=parent, **spans))
    return replace(document, id=f"{document.id}@{start}", text=document.text[start:end], items=items)


def frames(documents: Sequence[Document]) -> list[Frame]:
    """The attributions that can be put inside another: one source, one cue and one clause, nothing nested."""
    texts = Counter(w for d in documents for w in set(re.findall(r"\b[a-z]+\b", d.text)))
    common = {word for word, number in texts.items() if number >= COMMON} | {"a"}
    return [f for d in documents if d.complete for i in d.items if (f := _frame(d, i, common))]


def _frame(document: Document, item: Item, common: Set[str]) -> Frame | None:
    if len(item.source) != 1 or len(item.cue) != 1 or len(item.content) != 1:
        return None
    if item.parent is not None or item.hypothetical or item.hedge:
        return None
    text = document.text
    (source,), (cue,), (content,) = item.source, item.cue, item.content
    low, high = min(source[0], content[0]), max(source[1], content[1])
    others = [s for i in document.items if i is not item for s in (*i.source, *i.cue, *i.content)]
    if any(a < high and low < b for a, b in others):
        return None
    words, verb = text[slice(*content)], text[slice(*cue)]
    if text[slice(*source)].lower() in ("who", "which", "that"):
        return None
    that = words.startswith("that ")
    claim = words.removeprefix("that ").rstrip(" .,")
    clause = that or (verb.split()[-1].lower() in _CLAUSE and text[cue[1] : content[0]] == " ")
    if not clause or not 25 <= len(claim) <= 220 or claim[0] in "\"“'‘" or claim.startswith(("to ", "of ")):
        return None
    if claim.count('"') % 2 or claim.count("“") != claim.count("”"):
        return None
    if _PLACEHOLDER.search(text[low:high]) or len(text[slice(*source)]) > 90:
        return None
    return Frame(_small(text[slice(*source)], common), verb, _small(claim, common), that, item.stance)


def made(pool: Sequence[Frame], plain: Sequence[str], rng: random.Random, number: int) -> Document:
    """A text of attributions inside one another, made of the frames of real ones.

    Paragraphs without attribution (``plain``) stand between them.
    """
    parts: list[str] = []
    at = 1
    for _ in range(PARAGRAPHS):
        outer, inner, third = rng.sample(pool, 3)
        sentence, used = _sentence(outer, inner, third, rng, at)
        at += used
        parts.append(sentence)
        if plain and rng.random() < 0.4:
            parts.append(rng.choice(plain))
    # as paragraphs, or run on as one
    text, found = parse((rng.choice(("\n\n", " "))).join(parts))
    return normalise(MarkedText({"id": f"made{number}", "author": "made"}, text, found))


def plain_paragraphs(documents: Sequence[Document]) -> list[str]:
    """Paragraphs in which nobody is reported to say anything."""
    result = []
    for document in documents:
        at = 0
        spans = [s for i in document.items for s in (*i.source, *i.cue, *i.content)]
        for part in document.text.split("\n"):
            end = at + len(part)
            free = not any(a < end and at < b for a, b in spans)
            if document.complete and free and 40 <= len(part) <= 400 and not _PLACEHOLDER.search(part):
                result.append(part)
            at = end + 1
    return result


def _sentence(outer: Frame, inner: Frame, third: Frame, rng: random.Random, n: int) -> tuple[str, int]:
    """One marked sentence and how many attributions it holds."""
    m = n + 1
    s, c = outer.source, outer.cue
    kinds = ["that", "deep", "told", "passive", "wish", "citing", "citing", "noun", "own noun", "quoted"]
    if inner.cue.split()[-1].lower() in _TAIL:
        kinds.append("tail citing")
    if outer.cue.split()[-1].lower() in _TAIL:
        kinds += ["tail", "tail"]
    if s.lower() not in _PRONOUNS:
        kinds.append("accord")
    kind = rng.choice(kinds)
    attributes = "" if outer.stance == "asserts" else f"[stance={outer.stance}]"
    head = f"{{S{n} {_large(s)}}} {{C{n}{attributes} {c}}}"
    nested = _clause(inner, m, n)
    claim = inner.claim
    if kind == "that":
        return f"{head} {{T{n} that {nested}}}.", 2
    if kind == "deep":
        within = _clause(third, m + 1, m)
        verb = rng.choice(("said", "claimed", "reported", "insisted"))
        middle = f"{{S{m} {inner.source}}} {{C{m}[in={n}] {verb}}} {{T{m} that {within}}}"
        return f"{head} {{T{n} that {middle}}}.", 3
    if kind == "told":
        told = rng.choice(("had told", "told", "has told"))
        listener = rng.choice(_TOLD)
        inside = f"{{S{m} {inner.source}}} {{C{m}[in={n}] {told}}} {{A{m} {listener}}} {{T{m} that {claim}}}"
        return f"{head} {{T{n} that {inside}}}.", 2
    if kind == "passive":
        inside = (
            f"{{A{m} {rng.choice(_HEARERS)}}} {{C{m}[in={n}] {rng.choice(_PASSIVE)}}} {{T{m} that {claim}}}"
        )
        return f"{head} {{T{n} that {inside}}}.", 2
    if kind == "wish":
        inside = f"{{S{m} {inner.source}}} {{C{m}[in={n}] {rng.choice(_WISHES)}}} {{T{m} {claim}}}"
        return f"{head} {{T{n} that {inside}}}.", 2
    if kind == "accord":
        return f"{{T{n} {_large(nested, m)}}}, {{C{n} according to}} {{S{n} {s}}}.", 2
    if kind == "tail":
        return f"{{T{n} {_large(nested, m)}}}, {{S{n} {s}}} {{C{n} {c}}}.", 2
    if kind in ("citing", "tail citing"):
        cites = rng.choice(_CITING)
        verb = c if outer.that else rng.choice(("reported", "said", "reports", "announced"))
        cited = inner.source
        if cited.split()[0].lower() in _PRONOUNS:
            cited = rng.choice(
                ("a military source", "two officials", "witnesses", "a local doctor", "its reporter")
            )
        if kind == "citing":
            lead = f"{{S{n} {_large(s)}}}, {{C{m}[in={n}] {cites}}} {{S{m} {cited}}}, {{C{n} {verb}}}"
            return f"{lead} {{T{n},{m} that {claim}}}.", 2
        verb = rng.choice(("said", "reported"))
        lead = f"{{T{n},{m} {_upper(claim)}}}, {{S{n} {s}}} {{C{n} {verb}}}"
        return f"{lead}, {{C{m}[in={n}] {cites}}} {{S{m} {cited}}}.", 2
    if kind == "quoted":
        quoted = rng.choice(("quoted", "quotes", "cited"))
        that = "that " if inner.that else ""
        lead = f"{{S{n} {_large(s)}}} {{C{n} {quoted}}} {{S{m} {inner.source}}}"
        return f"{lead} {{C{m}[in={n}] as saying}} {{T{n},{m} {that}{claim}}}.", 2
    stance, verb = rng.choice(
        [("[stance=denies]", v) for v in _DENIALS] + [("[stance=does_not_confirm]", v) for v in _REFUSALS]
    )
    lead = f"{{S{n} {_large(s)}}} {{C{n}{stance} {verb}}}"
    scorn = rng.choice(_SCORN) if "denies" in stance and rng.random() < 0.3 else ""
    owner = inner.source
    if kind == "own noun" and owner.split()[0].lower() not in _PRONOUNS and "," not in owner:
        noun = rng.choice(_OWN_NOUNS)
        return f"{lead} {{T{n} {scorn}{{S{m} {owner}}}'s {{C{m}[in={n}] {noun}}} {{T{m} that {claim}}}}}.", 2
    noun = rng.choice(_NOUNS)
    return f"{lead} {{T{n} {scorn}{{C{m}[in={n}] {noun}}} {{T{m} that {claim}}}}}.", 2


def _clause(frame: Frame, number: int, parent: int) -> str:
    attributes = f"in={parent}" + ("" if frame.stance == "asserts" else f";stance={frame.stance}")
    that = "that " if frame.that else ""
    return (
        f"{{S{number} {frame.source}}} {{C{number}[{attributes}] {frame.cue}}}"
        f" {{T{number} {that}{frame.claim}}}"
    )


def _small(words: str, common: Set[str]) -> str:
    first = words.split()[0]
    small = first.lower() in common and first[1:] == first[1:].lower()
    return words[0].lower() + words[1:] if small else words


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _large(words: str, number: int | None = None) -> str:
    """With a capital; ``number``: the words begin with the mark of that source."""
    if number is None:
        return _upper(words)
    mark = f"{{S{number} "
    return mark + _upper(words.removeprefix(mark))


def dirty(document: Document, rng: random.Random) -> Document:
    """The text as careless hands leave it: marks lost, headline capitals, capitals, or lower case.

    Most often it is returned as it is. Spans move with the text; what loses all its characters is dropped.
    """
    draw = rng.random()
    if draw < SCRAPED:
        lost = [marks for marks in _MARKS if rng.random() < 0.6]
        share = rng.choice((1.0, 1.0, 0.5))
        gone = [k for k, c in enumerate(document.text) if any(c in m for m in lost) and rng.random() < share]
        return _without(document, gone)
    if draw < SCRAPED + HEADLINE:
        text = re.sub(r"\b[a-z](?=[a-z]{3})", lambda m: m.group().upper(), document.text)
    elif draw < SCRAPED + HEADLINE + CAPITALS:
        text = document.text.upper()
    elif draw < SCRAPED + HEADLINE + CAPITALS + SMALL:
        text = document.text.lower()
    else:
        return document
    # some letters change their number with their case: then nothing is changed
    return replace(document, text=text) if len(text) == len(document.text) else document


def _without(document: Document, gone: Sequence[int]) -> Document:
    """Without the characters at these places."""
    lost = set(gone)
    before = [0]
    for k in range(len(document.text)):
        before.append(before[-1] + (k in lost))

    def moved(spans: Sequence[Bounds]) -> list[Bounds]:
        shifted = [(a - before[a], b - before[b]) for a, b in spans]
        return [(a, b) for a, b in shifted if a < b]

    text = "".join(c for k, c in enumerate(document.text) if k not in lost)
    items = [
        replace(i, source=moved(i.source), cue=moved(i.cue), content=moved(i.content)) for i in document.items
    ]
    return replace(document, text=text, items=items)
