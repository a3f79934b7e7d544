"""One mention of a speaker, taken apart: head word, name, office, number, and whether it is new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from counterclaim.knowledge.matcher import Hit
from counterclaim.knowledge.outlets import Outlet, outlets
from counterclaim.model import Span
from counterclaim.reading import source_words as words
from counterclaim.reading.context import ActorMention, Context
from counterclaim.reading.source_phrases import (
    KNOWN_HEADS,
    PREPOSITIONS,
    aside_role,
    blocked,
    core_end,
    inner_asides,
    is_surname,
    known,
    lemma_of,
    name_after_of,
    name_run,
    nation_words,
    outer_asides,
    role_words,
    titled,
)

MentionKind = Literal[
    "pronoun", "person", "people", "institution", "document", "outlet", "media", "both sides", "unknown"
]

# "(Nairobi) - ", "NAIROBI, Kenya (AP) — ", "Aug 3 - ", "b) ": what stood before the phrase and came along.
FILED = re.compile(
    r"[A-Z(][^()\n]{0,40}\)\s*[-–—]+\s*"
    r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?\s*[-–—]+\s*"
    r"|[a-z0-9]\) "
)
_POOLED = frozenset({"both", "two", "either", "each", "neither", "warring", "rival", "belligerent"})
_BOTH = re.compile(
    r"\b(?:(?:both|the two|two|either|each|neither)(?: of the)?(?: \w+)? (?:sides?|countr(?:y|ies)|"
    r"nations?|governments?|armies|"
    r"part(?:y|ies)|militar(?:y|ies)|neighbou?rs?|capitals?|rivals?|foes?|armed forces|delegations|"
    r"foreign ministries|"
    r"defen[cs]e ministries|states)|both|the (?:warring|rival|belligerent) (?:sides|parties|countries)|"
    r"each)\b",
    re.IGNORECASE,
)
# A premodifier that puts a nation beside the speaker without making it the speaker's: "X-backed",
# "anti-X", "X-occupied". "X-run" and "X-installed" do make it the speaker's.
_BESIDE = re.compile(
    r"[-‐‑–](?:backed|supported|sponsored|funded|based|born|occupied|held|aligned|allied|educated|"
    r"trained|built|made|"
    r"brokered|mediated|mediating|speaking|language|majority|populated|administered|claimed|bound)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"(?:\banti|\bpro|\bex|\bnon)[-‐‑–]\Z|\b(?:former|ex|opposing) \Z", re.IGNORECASE)


@dataclass(slots=True)
class Mention:
    """A source phrase as read on its own, before it is tied to anyone.

    ``first``..``last`` are the tokens of its core (up to the first preposition, comma or relative
    pronoun), ``head`` its noun; ``lemma`` that noun in small letters; ``name`` the person's name as
    written; ``asides`` are the appositions around it, as token ranges.
    """

    span: Span
    first: int
    last: int
    head: int
    end: int
    kind: MentionKind = "unknown"
    lemma: str = ""
    name: str | None = None
    role: str | None = None
    modifiers: frozenset[str] = frozenset()
    plural: bool = False
    definite: bool = False
    fresh: bool = False
    own: str | None = None
    gender: str | None = None
    person: ActorMention | None = None
    outlet: Outlet | None = None
    asides: list[tuple[int, int]] = field(default_factory=list)


def usable(ctx: Context, mention: ActorMention) -> bool:
    """Whether an actor named inside a phrase can be the one the phrase belongs to.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Iran-backed fighters said so."
    >>> ctx = Context(Report(text), annotator().annotate(text))
    >>> usable(ctx, ActorMention(ctx.span(0, 4), "IRN", "Iran", "name"))
    False
    """
    text, start, end = ctx.report.text, mention.span.start, mention.span.end
    if _BESIDE.match(text, end):
        return False
    return not _AGAINST.search(text, max(0, start - 12), start)


def read_mention(
    ctx: Context, span: Span, cue: Span | None = None, titles: Sequence[Hit[list[Outlet]]] = ()
) -> Mention | None:
    """Take a source phrase apart; None when no token lies in it.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Interior Minister Ama Owusu, a former judge, said so."
    >>> ctx = Context(Report(text), annotator().annotate(text))
    >>> m = read_mention(ctx, ctx.span(0, 27))
    >>> m.kind, m.name, m.role
    ('person', 'Ama Owusu', 'interior minister')
    """
    tokens = ctx.doc.tokens
    inside = ctx.doc.tokens_in(span.start, span.end)
    if not inside:
        return None
    first, end = inside[0], inside[-1]
    while first < end and (
        not tokens[first].text[:1].isalnum() or tokens[first].lower in ("by", "to", "as", "and", "but")
    ):
        first += 1
    if (filed := FILED.match(span.text)) is not None and filed.end() < len(span.text):
        first = ctx.doc.token_at(span.start + filed.end())
    colon = next((i for i in range(first, end) if tokens[i].text == ":"), None)
    if colon is not None:
        # "KUALA LUMPUR: Thailand": a dateline glued to the phrase.
        first = colon + 1
    last = core_end(tokens, first, end)
    first = _with_office(ctx, first, last)
    mention = Mention(span, first, last, last, end)
    lower = tokens[first].lower
    if first == last and lower in ("both", "each", "neither"):
        mention.kind, mention.plural, mention.lemma = "both sides", True, lower
        return mention
    # "WHO said", "US said": a body in capitals is no pronoun.
    body = tokens[first].text.isupper() and len(lower) > 1
    if first == last and not body and (lower in words.PRONOUNS or lower in words.RELATIVE):
        mention.kind = "pronoun"
        mention.lemma = lower
        mention.plural = lower in words.GROUP
        mention.gender = "m" if lower in words.MALE else "f" if lower in words.FEMALE else None
        return mention
    mention.definite = any(tokens[i].lower in words.DEFINITE for i in range(first, min(first + 2, last + 1)))
    mention.fresh = not mention.definite and (
        lower in words.FRESH
        or tokens[first].pos == "NUM"
        or any(t.lower in ("another", "other") for t in tokens[first : last + 1])
    )
    if lower in ("its", "their", "his", "her"):
        mention.own = lower
    _head(ctx, mention)
    _who(ctx, mention, cue, titles)
    return mention


def _with_office(ctx: Context, first: int, last: int) -> int:
    """Where the phrase begins when a bare name has lost the office printed right before it."""
    tokens = ctx.doc.tokens
    if not tokens[first].text[:1].isupper() or known(tokens[first]) or tokens[first].lower in words.DEFINITE:
        return first
    at, office = first, False
    floor = max(ctx.doc.sentence_of(first).first, first - 8)
    while at > floor:
        token = tokens[at - 1]
        if lemma_of(token) in words.REPRESENTATIVES:
            office = True
        elif not (
            token.lower in words.TITLES | words.STATE_OFFICE
            or (office and token.lower in ("'s", "’s", "acting", "deputy", "interim", "security", "border"))
            or (office and any(a.span.start <= token.start and token.end <= a.span.end for a in ctx.actors))
            or (office and known(token))
        ):
            break
        at -= 1
    return at if office else first


def _head(ctx: Context, mention: Mention) -> None:
    """Find the head noun, its number and what stands before it."""
    tokens = ctx.doc.tokens
    core = range(mention.first, mention.last + 1)
    head = next(
        (i for i in reversed(core) if known(tokens[i]) and tokens[i].pos not in ("VERB", "AUX")), None
    )
    if (
        head is not None
        and head < mention.last
        and mention.definite
        and lemma_of(tokens[head]) in words.BYSTANDERS
        and tokens[head].text[:1].isupper()
        and tokens[mention.last].text[:1].isupper()
        and tokens[head].tag in ("NNS", "NNPS")
    ):
        # "The X Students Sangh" is a body of students.
        head = mention.last
    if head is None:
        head = next((i for i in reversed(core) if tokens[i].pos in ("NOUN", "PROPN")), mention.last)
    mention.head = head
    token = tokens[head]
    mention.lemma = lemma_of(token)
    mention.plural = (
        token.tag in ("NNS", "NNPS")
        or token.lower in ("people", "police")
        or any(tokens[i].lower == "and" for i in core)
    )
    nation = nation_words(ctx, mention.first, mention.last)
    mention.modifiers = frozenset(
        tokens[i].lower
        for i in range(mention.first, head)
        if i not in nation and tokens[i].lower not in words.ROLE_STOP and tokens[i].pos != "NUM"
    )
    if mention.lemma in words.REPRESENTATIVES or mention.lemma in words.BYSTANDERS:
        mention.role = role_words(ctx, mention.first, head)
    for i in core:
        if tokens[i].lower in words.MALE:
            mention.gender = "m"
        elif tokens[i].lower in words.FEMALE:
            mention.gender = "f"


def _who(ctx: Context, mention: Mention, cue: Span | None, titles: Sequence[Hit[list[Outlet]]]) -> None:
    """Decide what kind of speaker it is, and find the name."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    first, last, head, lemma = mention.first, mention.last, mention.head, mention.lemma
    left, right = tokens[first].start, tokens[last].end
    # Past a comma or a "who", "both camps" are what the speaker speaks of.
    stop = next(
        (
            i
            for i in range(first, mention.end + 1)
            if tokens[i].text == "," or tokens[i].lower in words.RELATIVE - {"that"}
        ),
        mention.end + 1,
    )
    pooled = any(tokens[i].lower in _POOLED for i in range(first, stop))
    if (
        pooled
        and _BOTH.search(ctx.report.text, tokens[first].start, tokens[stop - 1].end)
        and lemma not in words.DOCUMENTS
    ):
        mention.kind, mention.plural = "both sides", True
        return
    outlet = _outlet(ctx, mention, titles)
    if (
        outlet is not None
        and not is_surname(ctx, (first, last))
        and lemma not in words.REPRESENTATIVES | words.BYSTANDERS
    ):
        mention.kind, mention.outlet = "outlet", outlet
        return
    mention.asides = [*inner_asides(ctx, last, mention.end), *outer_asides(ctx, first, mention.end, cue)]
    person = next((a for a in ctx.actors_in(left, right) if a.form == "person"), None)
    if person is not None and ctx.report.text[person.span.end : person.span.end + 2] in ("'s", "’s"):
        person = None  # "the president's aides" are not the president.
    whose = any(tokens[i].lower in ("'s", "’s") for i in range(head, last + 1))
    run: tuple[int, int] | None = None
    if person is not None:
        inside = doc.tokens_in(person.span.start, person.span.end)
        run = (inside[0], inside[-1])
        # The table knows a surname; the report may give the whole name.
        while run[0] > first and tokens[run[0] - 1].text[:1].isupper() and not blocked(ctx, run[0] - 1):
            run = (run[0] - 1, run[1])
        mention.person = person
    elif not whose:
        run = name_run(ctx, first, last)
        if run is None and lemma in words.REPRESENTATIVES:
            run = name_after_of(ctx, last, mention.end)
    known_head = lemma in KNOWN_HEADS
    if run is not None and person is None:
        alone = run[0] == first or (run[0] == first + 1 and tokens[first].lower in words.TITLES)
        label = {tokens[i].entity for i in range(run[0], run[1] + 1)}
        single = run[0] == run[1]
        if alone and not known_head:
            if tokens[first].text.isupper() and single:
                run = None  # An abbreviation is a body.
            elif mention.definite or (
                label & {"ORG", "GPE", "NORP", "LOC", "FAC"} and "PERSON" not in label and single
            ):
                run = None if not is_surname(ctx, run) else run
        elif not alone and not (lemma in words.REPRESENTATIVES | words.BYSTANDERS or titled(ctx, run[0])):
            # "veteran goalkeeper Ana Bell": an office that no list holds, in small letters before two names.
            before = tokens[first : run[0]]
            if (
                single
                or known_head
                or mention.definite
                or any(t.text[:1].isupper() and t.i > first for t in before)
            ):
                run = None
            else:
                mention.role = role_words(ctx, first, run[0] - 1)
    if run is not None and not (lemma in words.DOCUMENTS and head > run[0]):
        mention.kind, mention.plural = "person", False
        mention.name = doc.words(*run)
        mention.head = run[1] if head < run[0] and lemma not in words.REPRESENTATIVES else head
        if head >= run[0] and known_head:
            mention.role = None
        if not mention.role or mention.role in words.RANKS:
            mention.role = aside_role(ctx, mention.asides) or mention.role
        return
    capital = tokens[head].text[:1].isupper()
    if capital and any(
        a.form != "person"
        and a.kind not in ("state", "territory")
        and a.span.start <= tokens[head].start < a.span.end
        for a in ctx.actors
    ):
        # "the Joint Chiefs of Staff" are a body, whatever their last word.
        mention.kind, mention.role = "institution", None
        return
    if lemma in words.DOCUMENTS:
        mention.kind = "document"
    elif lemma in words.MEDIA:
        mention.kind = "media"
    elif lemma in words.REPRESENTATIVES | words.BYSTANDERS:
        mention.kind = "people" if mention.plural else "person"
        for aside in mention.asides:
            run = name_run(ctx, *aside)
            if (
                run is not None
                and tokens[aside[0]].lower not in PREPOSITIONS
                and all(t.lower in words.TITLES | words.REPRESENTATIVES for t in tokens[aside[0] : run[0]])
                and (aside[1] == run[1])
                and tokens[aside[0]].text[:1].isupper()
            ):
                found = ctx.actors_in(tokens[run[0]].start, tokens[run[1]].end)
                mention.name = doc.words(*run)
                mention.modifiers |= {t.lower for t in tokens[aside[0] : run[0]]}
                mention.person = next((a for a in found if a.form == "person"), None)
                mention.kind = "person"
    elif lemma in words.INSTITUTIONS or ctx.actors_in(left, right):
        mention.kind = "institution"
    elif (
        mention.definite
        and capital
        and not mention.plural
        and sum(tokens[i].text[:1].isupper() for i in range(first + 1, last + 1)) > 1
    ):
        # "The Somewhere Sangh": a name with an article and no office is a body's.
        mention.kind = "institution"
    elif lemma in words.SOME or tokens[head].lower in words.SOME:
        mention.kind, mention.plural = "people", True


def _outlet(ctx: Context, mention: Mention, titles: Sequence[Hit[list[Outlet]]]) -> Outlet | None:
    """The outlet that the core phrase names as a whole."""
    tokens = ctx.doc.tokens
    left, right = tokens[mention.first].start, tokens[mention.last].end
    for start, end, found in titles:
        if left <= start and end <= right:
            rest = ctx.doc.tokens_in(end, right)
            if all(
                tokens[i].lower in ("'s", "’s") or lemma_of(tokens[i]) in words.MEDIA | {"agency"}
                for i in rest
            ):
                return found[0]
    # A weak title ("AP", "Mehr") that is the whole of a source phrase needs no other word beside it.
    text = ctx.report.text[left:right]
    named = outlets().named(text) if not ctx.actors_in(left, right) else None
    exact = named is not None and (text in (named.short, *named.aliases, *named.weak) or len(text) > 5)
    return named if exact else None
