"""What is known so far of one who speaks in a report, and whether a word can mean them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.knowledge.actors import actors
from counterclaim.knowledge.outlets import Outlet
from counterclaim.model import Attribution, Span
from counterclaim.reading import source_words as words
from counterclaim.reading.source_mentions import FILED, Mention, MentionKind
from counterclaim.reading.source_sides import Allegiance

_ARTICLE = re.compile(
    r"^(?:the|an?|this|these|those|that|same|its|their|his|her|our)\s+(?:same\s+)?", re.IGNORECASE
)
_COMMON = frozenset(
    {"official", "source", "officer", "soldier", "fighter", "diplomat", "insider", "aide"} | words.BYSTANDERS
) - {"editor"}
#: Offices whose holder is "the official" or "the administrator" afterwards.
_ADMINISTERS = words.word_set("""
    governor mayor prefect director secretary commissioner administrator officer minister chief head
    spokesman spokeswoman spokesperson
""")
#: Adjectives that a later mention of a nameless speaker may add.
IDLE = frozenset({"senior", "top", "young", "elderly", "local", "official"})
# What may follow a speaker's description inside the source phrase and is no part of it.
_TRAILER = re.compile(
    r"(?<=\w),? (?:on the other hand|on (?:its|their|his|her) (?:part|side)|for (?:its|their|his|"
    r"her) part|quoted|citing|dated|"
    r"speaking|(?:among|and) others|however|meanwhile|in turn)\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Speaker:
    """Somebody the report has let speak or has named, as known so far.

    ``at`` and ``sentence`` say where they were last spoken of; ``agency`` through which wire they were
    last quoted; ``named`` whether ``name`` is a person's own and not a description.
    """

    kind: MentionKind
    name: str | None
    role: str | None
    lemma: str
    modifiers: frozenset[str]
    plural: bool
    gender: str | None
    backing: Allegiance
    anonymous: bool
    at: int
    sentence: int
    spoke: bool = False
    reason: Span | None = None
    agency: str | None = None
    outlet: Outlet | None = None
    named: bool = False


def introduce(mention: Mention, backing: Allegiance, sentence: int) -> Speaker:
    """A new speaker from the phrase that brings them in."""
    name, role = mention.name, mention.role
    if mention.outlet is not None:
        name = mention.outlet.short
        if mention.outlet.state_control:
            role = "state media"
        else:
            role = "news agency" if mention.outlet.kind == "agency" else "media"
    elif mention.kind == "media":
        role = "state media" if mention.modifiers & {"state", "state-run", "official"} else "media"
    elif mention.kind == "document" and mention.modifiers & {"media", "press", "news"}:
        role = "media"
    if mention.person is not None and role is None:
        role = office(mention.person.span.text)
    if name is None and len(backing.side) > 1:
        name = _ARTICLE.sub("", mention.span.text)
    if name is None:
        name = described(mention) or mention.span.text
    return Speaker(
        mention.kind,
        name,
        role,
        mention.lemma,
        mention.modifiers,
        mention.plural,
        mention.gender,
        backing,
        anonymous(mention),
        mention.span.start,
        sentence,
        outlet=mention.outlet,
        named=mention.name is not None or mention.person is not None,
    )


def office(name: str) -> str | None:
    """The office that the person table gives somebody of that name, or None.

    >>> office("Nobody At All") is None
    True
    """
    for hit in actors().find(name):
        for reading in hit.readings:
            if reading.person is not None:
                return reading.person.role
    return None


def described(mention: Mention) -> str:
    """A nameless speaker in the report's words, without article, aside or adverb."""
    filed = FILED.match(mention.span.text)
    words_only = _ARTICLE.sub("", mention.span.text[filed.end() if filed else 0 :])
    if not mention.plural:
        words_only = re.split(r",? \b(?:who|which|that)\b|, ", words_only, maxsplit=1)[0]
    words_only = _TRAILER.sub("", words_only)
    return words_only.strip(' ,"“”')


def anonymous(mention: Mention) -> bool:
    """Whether the phrase hides a person: unnamed, no spokesperson, no holder of a single office."""
    if mention.name is not None or mention.person is not None or mention.kind not in ("person", "people"):
        return False
    if mention.lemma in words.SPOKES:
        return False
    known_office = mention.lemma in words.UNIQUE and not mention.plural and not mention.fresh
    # "the editor of the paper" can be told who it is; "the official" cannot.
    the_one = (
        mention.definite
        and not mention.plural
        and mention.end > mention.last
        and mention.lemma not in _COMMON
    )
    return not (known_office or the_one)


def fits(mention: Mention, speaker: Speaker) -> bool:
    """Whether the pronoun ``mention`` can stand for ``speaker``: number, gender, person or thing."""
    pronoun = mention.lemma
    if pronoun in words.SINGULAR_PERSON:
        if speaker.plural or speaker.kind not in ("person", "unknown"):
            return False
        return mention.gender is None or speaker.gender is None or mention.gender == speaker.gender
    if pronoun in words.THING:
        return speaker.kind in ("institution", "outlet", "document", "media") and not (
            speaker.plural and speaker.backing.kind in ("", "state")
        )
    if pronoun in ("they", "them", "their", "themselves"):
        if speaker.kind == "institution":
            return speaker.plural or speaker.backing.kind not in ("state", "territory", "ministry")
        return speaker.plural or speaker.kind == "both sides"
    return False


def parts(name: str) -> frozenset[str]:
    """The words by which a person's name is recognised, without titles and particles.

    >>> sorted(parts("Gen. Abu Bakr al-Hassan"))
    ['al-hassan', 'bakr']
    """
    return frozenset(
        word
        for word in (w.strip(".,'’\"“”").casefold() for w in name.split())
        if len(word) > 1 and word not in words.TITLES and word not in words.PARTICLES
    )


def place(attribution: Attribution) -> tuple[int, int]:
    """Where in the text an attribution's speaker is named: the order in which speakers are met."""
    if attribution.source is not None:
        return (
            attribution.source.start,
            attribution.cue.start if attribution.cue else attribution.source.start,
        )
    if attribution.cue is not None:
        return attribution.cue.start, attribution.cue.start
    start = attribution.content[0].start if attribution.content else 0
    return start, start


def matches(mention: Mention, speaker: Speaker) -> bool:
    """Whether "the spokesman", "the ministry" describes this speaker: head, number, no new adjective."""
    lemma = mention.lemma
    if mention.plural != speaker.plural and speaker.kind != "institution":
        return False
    heads = {speaker.lemma, *(speaker.role or "").split()[-1:]}
    body = speaker.kind == "institution"
    if lemma in words.SPOKES:
        match = bool(heads & words.SPOKES)
    elif lemma in ("army", "military"):
        match = body and (bool(heads & {"army", "military"}) or speaker.backing.kind == "military")
    elif lemma in words.COLLECTIVES and lemma not in heads:
        match = body and speaker.backing.kind in words.COLLECTIVES[lemma]
    elif lemma in ("man", "woman"):
        other = "f" if lemma == "man" else "m"
        match = speaker.kind == "person" and speaker.gender != other and bool(heads & words.BYSTANDERS)
    elif lemma in words.RANKS or (lemma == "officer" and lemma not in heads):
        military = heads | speaker.modifiers | set((speaker.role or "").split())
        match = (
            speaker.kind == "person"
            and not speaker.anonymous
            and bool(military & (words.SOLDIERLY | words.GRADES))
        )
    elif lemma in ("administrator", "official") and lemma not in heads and not mention.modifiers:
        # A named governor or director is "the official" of the next sentences.
        match = speaker.kind == "person" and not speaker.anonymous and bool(heads & _ADMINISTERS)
    elif lemma == "source":
        match = bool(heads & {"source", "sources"})
    else:
        match = lemma in heads or (mention.plural and lemma + "s" in heads)
    if match and mention.modifiers and lemma not in words.DOCUMENTS:
        known = speaker.modifiers | set((speaker.role or "").split())
        return not (mention.modifiers - IDLE - known)
    return match
