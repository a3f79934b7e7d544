"""People brought in by halves: the office first and the name a sentence later, or named before they speak."""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.reading import source_words as words
from counterclaim.reading.context import Context
from counterclaim.reading.source_mentions import Mention, read_mention
from counterclaim.reading.source_phrases import lemma_of
from counterclaim.reading.source_speakers import Speaker

#: A pronoun or "the official" is not tied to a speaker further back than this many sentences: in the
#: seed report and the sample newsroom every right antecedent is at most three back; five leaves room
#: for a long quotation between.
REACH = 5
#: Documents that anybody who speaks may have written; a "report" or "study" is the press's or an observer's.
_OWN_WORDS = words.word_set("""
    statement communique communiqué declaration letter post message toll figure tally count bulletin
    announcement release tweet
""")
#: Kinds of actors that publish reports.
AUTHORS = frozenset({"international", "monitor", "ngo", "bloc"})


def nameless_holder(ctx: Context, mention: Mention, recent: Iterable[Speaker]) -> Speaker | None:
    """The nameless office holder of the sentence before whom a bare name, or a rank with one, names.

    "The mayor said so. Ali Karim told reporters ...": nobody else was there to be introduced. ``recent``
    are the speakers, the last spoken of first.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report, Span
    >>> ctx = Context(Report("Karim"), annotator().annotate("Karim"))
    >>> nameless_holder(ctx, Mention(Span(0, 5, "Karim"), 0, 0, 0, 0, "person", name="Karim"), []) is None
    True
    """
    at = mention.span.start
    here = ctx.doc.tokens[mention.first].sentence
    role = set((mention.role or "").split())
    if mention.asides or mention.fresh or mention.definite or role - words.RANKS - words.GRADES:
        return None
    if (mention.name or "").split()[-1] in ctx.report.text[:at]:
        return None
    speaker = next((s for s in recent if s.at < at), None)
    if speaker is None or here - speaker.sentence != 1 or not speaker.spoke or speaker.kind != "person":
        return None
    office = speaker.lemma in words.UNIQUE | words.SPOKES | words.RANKS | words.LOCAL_OFFICES
    soldier = {speaker.lemma, *(speaker.role or "").split()} & (words.SOLDIERLY | {"police"})
    if not office or speaker.named or not speaker.backing.side or (role and not soldier):
        return None
    return speaker


def ranked_person(ctx: Context, start: int, end: int) -> Mention | None:
    """The one person with rank or office before the name between two characters: "informed General Paz".

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "They met General Luis Paz. He left."
    >>> ranked_person(Context(Report(text), annotator().annotate(text)), 0, 26).name
    'Luis Paz'
    """
    tokens = ctx.doc.tokens
    found: Mention | None = None
    inside = ctx.doc.tokens_in(start, end)
    for i in inside:
        if tokens[i].pos != "PROPN" or (i + 1 < len(tokens) and tokens[i + 1].pos == "PROPN"):
            continue
        low = i
        # Six words hold "Brigadier General Juan Carlos de la Paz".
        while low > inside[0] and i - low < 6 and tokens[low - 1].pos == "PROPN":
            low -= 1
        if low > inside[0] and lemma_of(tokens[low - 1]) in words.REPRESENTATIVES:
            low -= 1
        one = read_mention(ctx, ctx.token_span(low, i)) if low < i else None
        if one is None or one.name is None or one.kind != "person" or not one.role:
            continue
        if found is not None and found.name != one.name:
            return None
        found = one
    return found


def author_of(mention: Mention, recent: Iterable[Speaker], here: int) -> Speaker | None:
    """Whose statement or report "the statement", "the report" in sentence ``here`` is; ``recent`` as above.

    >>> from counterclaim.model import Span
    >>> author_of(Mention(Span(0, 6, "Report"), 0, 0, 0, 0, "document", "report"), [], 0) is None
    True
    """
    statement = mention.lemma in _OWN_WORDS
    for speaker in recent:
        if speaker.at >= mention.span.start or here - speaker.sentence > (2 if statement else REACH):
            continue
        press = (
            speaker.outlet is not None
            or speaker.kind in ("media", "document")
            or speaker.backing.kind in AUTHORS
        )
        if (
            statement
            and speaker.kind in ("institution", "person")
            and speaker.outlet is None
            and not speaker.anonymous
        ):
            return speaker
        if not statement and press:
            return speaker
    return None
