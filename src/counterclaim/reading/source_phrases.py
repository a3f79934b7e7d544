"""The parts of a source phrase: its core, the name in it, the appositions around it."""

from __future__ import annotations

import re

from counterclaim.language import Token
from counterclaim.model import Span
from counterclaim.reading import source_words as words
from counterclaim.reading.context import Context

PREPOSITIONS = words.word_set("""
    of for from in at with to on by near inside against along across around over about within outside as
    through under between after before during among
""")
#: Kinds of actors whose name is no part of an office's: "the Xish defence minister" is a defence minister.
NATIONS = frozenset(
    {"state", "territory", "armed group", "international", "coalition", "bloc", "party", "de facto authority"}
)
# "Xish-installed governor": the word of who put him there is no part of the office.
_PUT_THERE = words.word_set("appointed installed backed run led controlled based born elected")
_PLURAL_LETTERS = re.compile(r"[A-Z]{2,}s")
_RANKS = words.RANKS | words.word_set("lieutenant major captain sergeant rear vice marshal")
#: Every noun that a list of `source_words` knows as the head of a source phrase.
KNOWN_HEADS = words.REPRESENTATIVES | words.BYSTANDERS | words.INSTITUTIONS | words.DOCUMENTS | words.MEDIA


def lemma_of(token: Token) -> str:
    """The noun in the singular and small letters, whatever the tagger made of a capitalised office."""
    lower = token.lower
    if lower == "news":
        return lower
    if token.pos in ("NOUN", "PROPN") or token.tag in ("NNS", "NNPS"):
        if token.pos == "NOUN" and token.lemma:
            lemma = token.lemma.lower()
            if lemma != lower or not lower.endswith("s"):
                return lemma
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith("men") and len(lower) > 3:
            return lower[:-3] + "man"
        if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
            return lower[:-1]
    return lower


def nation_words(ctx: Context, first: int, last: int) -> set[int]:
    """Tokens of a phrase that only say whose the office is: the nation or group, not "defence ministry"."""
    tokens = ctx.doc.tokens
    found: set[int] = set()
    for actor in ctx.actors_in(tokens[first].start, tokens[last].end):
        if actor.form == "person":
            continue
        inside = ctx.doc.tokens_in(actor.span.start, actor.span.end)
        for i in inside:
            lower = tokens[i].lower
            office = lower in words.STATE_OFFICE or known(tokens[i]) or not tokens[i].text[:1].isupper()
            if actor.kind not in NATIONS and office and lower not in ("'s", "’s"):
                break
            found.add(i)
    return found


def role_words(ctx: Context, first: int, last: int) -> str | None:
    """The office in tokens ``first``..``last`` in small letters, without nation, number, article or title."""
    nation = nation_words(ctx, first, last)
    stop = words.ROLE_STOP | (words.TITLES - words.REPRESENTATIVES) | _PUT_THERE
    tokens = ctx.doc.tokens
    for i in range(first, last):
        if tokens[i].text == "-" and tokens[i + 1].lower in _PUT_THERE and i > first:
            nation.add(i - 1)
    kept = [
        t.lower
        for t in tokens[first : last + 1]
        if t.i not in nation
        and t.lower not in stop
        and t.pos not in ("NUM", "PUNCT", "SYM")
        and t.lower.isalpha() | ("-" in t.lower[1:-1])
    ]
    if kept and kept[-1] == "chief" and [t.lower for t in tokens[last + 1 : last + 3]] == ["of", "staff"]:
        kept += ["of", "staff"]
    if set(kept) & words.SPOKES:
        # "spokesman Lieutenant Colonel X": the rank is no part of the office.
        kept = [w for w in kept if w not in _RANKS]
    if "minister" in kept:
        kept = kept[: kept.index("minister") + 1]
    if "old" in kept:
        kept = kept[kept.index("old") + 1 :]
    return " ".join(kept) or None


def known(token: Token) -> bool:
    return lemma_of(token) in KNOWN_HEADS or token.lower in KNOWN_HEADS


def core_end(tokens: list[Token], first: int, last: int) -> int:
    """Last token of the core noun phrase that starts at ``first``."""
    for i in range(first, last + 1):
        token = tokens[i]
        if i > first and (
            token.lower
            in (
                ",",
                "(",
                "-",
                "–",
                "—",
                ":",
                ";",
                "who",
                "which",
                "whom",
                "whose",
                "that",
                "speaking",
                "citing",
                "quoted",
            )
            or (token.lower in PREPOSITIONS and token.pos in ("ADP", "SCONJ", "PART", "ADV"))
            or (token.lower in ("of", "for", "from", "in", "at"))
        ):
            # "Al-Masirah", "vice-president": a hyphen between two words of a name is no break.
            joined = i < last and tokens[i - 1].end == token.start and tokens[i + 1].start == token.end
            if token.lower in ("-", "–") and joined:
                continue
            return i - 1
    return last


def name_run(ctx: Context, first: int, last: int) -> tuple[int, int] | None:
    """The longest trailing run of capitalised words in ``first``..``last``, not an office or an actor."""
    tokens = ctx.doc.tokens
    start = last + 1
    for i in range(last, first - 1, -1):
        token = tokens[i]
        capital = token.text[:1].isupper() and token.text[:1].isalpha()
        inner = i < last and (token.lower in words.PARTICLES or token.lower == ".")
        if not (capital or inner):
            break
        if capital and (token.lower in words.SOME | words.FRESH or _PLURAL_LETTERS.fullmatch(token.text)):
            break
        if capital and (known(token) or token.lower in words.TITLES or token.lower in words.DEFINITE):
            break
        if token.text.isupper() and len(token.text) > 3:
            # A long word in capitals is a body's short name or a headline, not a person's.
            break
        start = i
    while (
        start <= last
        and not tokens[start].text[:1].isupper()
        and tokens[start].lower not in ("al", "el", "bin")
    ):
        start += 1
    if start > last:
        return None
    for mention in ctx.actors_in(tokens[start].start, tokens[last].end):
        if mention.form != "person":
            # "Pakistani Asif": the name begins after the nation; a body's name is no person's.
            after = ctx.doc.token_at(mention.span.end)
            if mention.span.end >= tokens[last].end or after > last:
                return None
            start = max(start, after)
    return (start, last) if start <= last else None


def inner_asides(ctx: Context, last: int, end: int) -> list[tuple[int, int]]:
    """Appositions inside the phrase itself: its stretches after a comma."""
    tokens = ctx.doc.tokens
    commas = [i for i in range(last + 1, end + 1) if tokens[i].text in (",", "(")]
    return [
        (i + 1, (commas[n + 1] if n + 1 < len(commas) else end + 1) - 1)
        for n, i in enumerate(commas)
        if i < end
    ]


def outer_asides(ctx: Context, start: int, end: int, cue: Span | None) -> list[tuple[int, int]]:
    """Appositions on either side of tokens ``start``..``end``: ", the defence minister,"."""
    tokens = ctx.doc.tokens
    found: list[tuple[int, int]] = []
    sentence = ctx.doc.sentence_of(start)
    # Longest apposition looked at, in tokens: covers "a spokesman for the army's southern command".
    reach = 14
    if end + 2 <= sentence.last and tokens[end + 1].text in (",", "("):
        close = ")" if tokens[end + 1].text == "(" else ","
        for i in range(end + 2, min(end + 2 + reach, sentence.last) + 1):
            if tokens[i].text == close:
                if not (
                    cue and end + 2 <= sentence.last and tokens[end + 2].start <= cue.start < tokens[i].start
                ):
                    found.append((end + 2, i - 1))
                break
            if cue is not None and tokens[i].start >= cue.start and close == ",":
                if tokens[end + 2].lower == "who" or i == end + 2:
                    break
                found.append((end + 2, i - 1))
                break
    if start - 2 >= sentence.first and tokens[start - 1].text == ",":
        for i in range(start - 2, max(start - 2 - reach, sentence.first - 1), -1):
            edge = i == sentence.first or tokens[i - 1].text in (",", "“", '"', "”", ";", ":")
            if tokens[i].pos in ("VERB", "AUX") or tokens[i].text in ("”", '"'):
                break
            if edge:
                found.append((i, start - 2))
                break
    return found


def is_surname(ctx: Context, run: tuple[int, int]) -> bool:
    """Whether a lone capitalised word is the last part of a longer name that the report gives before."""
    tokens = ctx.doc.tokens
    if run[0] != run[1]:
        return False
    word = tokens[run[0]].text
    at = tokens[run[0]].start
    return (
        re.search(
            rf"[A-Z][\w'’-]+ (?:[a-z]+[ -])?(?:[A-Z][\w'’-]+ )?{re.escape(word)}\b", ctx.report.text[:at]
        )
        is not None
    )


def blocked(ctx: Context, i: int) -> bool:
    token = ctx.doc.tokens[i]
    return (
        known(token)
        or token.lower in words.TITLES
        or token.lower in words.DEFINITE
        or token.lower in words.STATE_OFFICE
        or any(a.form != "person" for a in ctx.actors_in(token.start, token.end))
        or any(
            a.form != "person" and a.span.start <= token.start and token.end <= a.span.end for a in ctx.actors
        )
    )


def titled(ctx: Context, first: int) -> bool:
    return first > 0 and ctx.doc.tokens[first - 1].lower in words.TITLES


def name_after_of(ctx: Context, last: int, limit: int) -> tuple[int, int] | None:
    """A name after the office's own "of": "Secretary of State Ana Bell", "head of the council Ion Popa"."""
    tokens = ctx.doc.tokens
    end = last + 1
    while end <= limit and tokens[end].text != "," and tokens[end].lower not in words.RELATIVE:
        end += 1
    end -= 1
    if end <= last + 1:
        return None
    run = name_run(ctx, last + 2, end)
    if (
        run is None
        or run[0] == run[1]
        or not any(tokens[i].entity == "PERSON" for i in range(run[0], run[1] + 1))
    ):
        return None
    before = tokens[run[0] - 1].lower
    return None if before in PREPOSITIONS else run


def aside_role(ctx: Context, asides: list[tuple[int, int]]) -> str | None:
    """The office that an apposition gives: "X, the interior minister," or "the interior minister, X,"."""
    tokens = ctx.doc.tokens
    for first, last in asides:
        if tokens[first].lower in words.RELATIVE:
            continue
        stop = core_end(tokens, first, last)
        for i in range(stop, first - 1, -1):
            lemma = lemma_of(tokens[i])
            if lemma in words.REPRESENTATIVES or lemma in words.BYSTANDERS:
                return role_words(ctx, first, i)
    return None
