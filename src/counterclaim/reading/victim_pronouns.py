"""Whose "its", "our" and "they" are where people are counted."""

from __future__ import annotations

from counterclaim.language import Sentence
from counterclaim.reading.casualty_slots import Finding
from counterclaim.reading.context import Context
from counterclaim.reading.victim_attackers import attackers
from counterclaim.reading.victim_evidence import sides_of, speaker_sides, usable


def pronoun_side(ctx: Context, sentence: Sentence, at: int, word: str, finding: Finding) -> tuple[str, ...]:
    """The side that "its", "our", "they" stands for, at token ``at``."""
    doc, tokens = ctx.doc, ctx.doc.tokens
    speaker = speaker_sides(ctx, finding)
    if word in ("our", "we", "my"):
        return speaker
    if word in ("his", "her", "he", "she") and not speaker:
        about = ctx.attribution_over(tokens[at].start, tokens[at].end)
        if about is not None and about.source is not None:
            # A spokesman of someone unknown: whoever else is named is not meant.
            return ()
    harm = (
        set(attackers(ctx, sentence, finding))
        if finding.trigger.role == "active" and not finding.trigger.loss
        else set()
    )
    begin = tokens[sentence.first].start
    over = ctx.attribution_over(tokens[at].start, tokens[at].end)
    if over is not None and over.source is not None:
        # Another speaker's words earlier in the sentence name nobody here.
        told = [c.start for c in over.content if c.start <= tokens[at].start < c.end]
        begin = max(begin, min([over.source.start, *told]))
    before = usable(ctx, begin, tokens[at].start)
    before = [m for m in before if m.kind not in ("international",)]
    # What stands inside the attacker's own noun phrase cannot own the dead.
    nearest = [m.side for m in before if m.side not in harm and m.side]
    if speaker and word in ("their", "they", "its", "it"):
        source = ctx.attribution_over(tokens[at].start, tokens[at].end)
        own = not nearest or speaker[0] in nearest or len(speaker) > 1
        if source is not None and own and speaker[0] not in harm:
            return speaker[:1]
    if nearest:
        subject = [
            m
            for m in before
            if m.side in nearest
            and tokens[doc.token_at(m.span.start)].dep
            in ("nsubj", "poss", "nsubjpass", "pobj", "compound", "amod")
        ]
        return ((subject or [m for m in before if m.side in nearest])[-1].side or "",)
    if speaker and speaker[0] not in harm:
        return speaker[:1]
    if sentence.i > 0 and word in ("its", "their", "it", "they"):
        previous = doc.sentences[sentence.i - 1]
        names = sides_of(usable(ctx, previous.start, previous.end))
        names = tuple(n for n in names if n not in harm)
        if len(names) == 1:
            return names
        # "The prison service said ... Two of its staff were hurt".
        spoke = {
            a.speaker.side
            for a in ctx.attributions
            if a.speaker is not None
            and a.source is not None
            and previous.start <= a.source.start < previous.end
        }
        if not names and len(spoke) == 1 and len(only := spoke.pop()) == 1 and only[0] not in harm:
            return only
    return ()
