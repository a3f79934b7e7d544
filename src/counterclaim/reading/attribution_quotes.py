"""Quotations without a cue of their own: more words of the speaker before."""

from __future__ import annotations

import re

from counterclaim.knowledge.cues import cues
from counterclaim.reading.attribution_spans import Candidate, Nearby, Text, chars
from counterclaim.reading.attribution_words import words

#: Between the end of a reporting clause and the next quotation of the same speaker: punctuation only.
_ONLY_MARKS = re.compile(r"[\s.,:;!?…–—-]*\Z")

#: Acts after which an unattributed quotation is the same speaker going on.
_SPEAKING = words(
    """claim describe deny reject admit accuse blame condemn warn threaten promise agree refuse urge
    demand ask want believe confirm doubt support oppose welcome cite estimate"""
)


#: Longest stretch, in characters, between a speaker's last words and a quotation in the same paragraph that
#: is still the same speaker's. 100, 250 and 500 score alike on PolNeAR's training documents.
_REACH = 250


def continue_quotes(text: Text, candidates: list[Candidate]) -> None:
    """Gives every quotation that no candidate owns to the speaker it continues, if there is one.

    In place. A quotation goes on with the one before it when it directly follows the reporting clause
    ("X," she said. "Y."), when it opens a paragraph after a quotation left open, or when it is a whole
    sentence in the same paragraph as, or a paragraph directly after, a quotation of that speaker.
    """
    if not text.quotes:
        return
    whole = text.doc.text
    owner: dict[int, Candidate] = {}
    nearby = Nearby(candidates)
    for k, quote in enumerate(text.quotes):
        best: Candidate | None = None
        for candidate in nearby.within(quote.start, quote.end):
            for start, end in candidate.content:
                if (
                    start < quote.end
                    and quote.start < end
                    and (
                        start <= quote.start + 1
                        or quote.end - quote.start <= 2 * (min(end, quote.end) - max(start, quote.start))
                    )
                ):
                    inside = candidate.cue and quote.start <= candidate.cue[0] < quote.end
                    if not inside and (best is None or _size(candidate) > _size(best)):
                        best = candidate
        if best is not None:
            owner[k] = best
            continue
        before = _speaker_before(text, nearby, owner, k)
        if before is not None and not quote.scare:
            before.content.append((quote.start, quote.end))
            before.content.sort()
            nearby.add(before, (quote.start, quote.end))
            owner[k] = before
        elif (
            quote.scare
            and k - 1 in owner
            and not whole[text.quotes[k - 1].end : quote.start].strip(" ,.;:\n")
        ):
            owner[k] = owner[k - 1]


def tail_cues(text: Text, candidates: list[Candidate]) -> None:
    """Adds a candidate for a quotation that no verb reading took, from the words beside it alone: the
    parser tags "the ministry notes." a noun, or hangs "said" on the quotation's own subject."""
    doc, tokens = text.doc, text.doc.tokens
    taken = {c.verb for c in candidates}
    verbs = cues().verbs
    nearby = Nearby(candidates)
    for quote in text.quotes:
        beside = nearby.within(quote.start, quote.end)
        if any(a <= quote.start and quote.end <= b for c in beside for a, b in c.content):
            continue
        inside = doc.tokens_in(quote.start, quote.end)
        if not inside:
            continue
        start = inside[-1] + 1
        if start < len(tokens) and tokens[start].text in (",", "-", "--", "—", "–"):
            start += 1
        elif quote.scare or doc.text[quote.end - 2 : quote.end - 1] not in (",", "?", "!", "…", "—", "'"):
            continue
        stop = min(len(tokens), start + 14)
        if start >= stop or "\n" in doc.text[quote.end : tokens[start].start]:
            continue
        for i in range(start, stop):
            token = tokens[i]
            if token.text in (".", ";", ":") or "\n" in doc.text[tokens[i - 1].end : token.start]:
                break
            rows = verbs.get(token.lemma.lower()) or verbs.get(
                token.lower[:-1] if token.lower.endswith("s") else ""
            )
            if not rows or i in taken or not (token.pos == "VERB" or token.lower.endswith("s")):
                continue
            row = next((r for r in rows if r.frames & {"quote", "clause"}), None)
            if row is None:
                continue
            if i == start:
                after = start + 1
                if after >= len(tokens) or tokens[after].pos not in (
                    "PROPN",
                    "NOUN",
                    "DET",
                    "PRON",
                    "ADJ",
                    "NUM",
                ):
                    break
                head = after
                while head + 1 < stop and tokens[head + 1].pos in ("PROPN", "NOUN", "ADJ", "NUM", "PART"):
                    head += 1
                source = (after, head)
            elif (
                tokens[i - 1].pos in ("PROPN", "NOUN", "PRON", "PUNCT", "ADV")
                and i + 1 < len(tokens)
                and (
                    tokens[i + 1].text in (".", ",", ";")
                    or tokens[i + 1].pos in ("ADP", "ADV", "PUNCT", "PROPN", "SPACE")
                )
            ):
                source = (start, i - 1)
            else:
                break
            span = chars(doc, *source)
            first, last = min(start, i), max(i, source[1])
            candidates.append(
                Candidate(
                    span,
                    chars(doc, i, i),
                    [(quote.start, quote.end)],
                    row.cue_class,
                    "beside quote",
                    i,
                    chars(doc, first, last),
                    denies=row.stance == "denies",
                    confidence=0.7,
                )
            )
            break


def _size(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _speaker_before(text: Text, nearby: Nearby, owner: dict[int, Candidate], k: int) -> Candidate | None:
    whole, quote = text.doc.text, text.quotes[k]
    previous = owner.get(k - 1)
    if previous is not None:
        gap_start = max(text.quotes[k - 1].end, min(previous.reach[1], quote.start))
        if quote.continues or _ONLY_MARKS.match(whole[text.quotes[k - 1].end : quote.start]):
            return previous
        if _ONLY_MARKS.match(whole[gap_start : quote.start]):
            return previous
    # the nearest reporting clause that ends before the quotation
    nearest: Candidate | None = None
    for candidate in nearby.within(quote.start - _REACH, quote.start):
        if candidate.cue_class not in _SPEAKING or candidate.cue is None:
            continue
        end = max(
            candidate.reach[1], candidate.content[-1][1] if candidate.content[-1][1] <= quote.start else 0
        )
        if end > quote.start or text.quoted(candidate.verb if candidate.verb >= 0 else 0):
            continue
        if nearest is None or end >= max(nearest.reach[1], nearest.content[-1][1]):
            nearest = candidate
    if nearest is None:
        return None
    if previous is not None and nearest.verb >= 0 and text.doc.tokens[nearest.verb].tag == "VBG":
        tokens = text.doc.tokens
        if previous.verb >= 0 and tokens[previous.verb].sentence == tokens[nearest.verb].sentence:
            nearest = previous  # "...," he said, noting that X. "...": the main verb goes on
    end = max(nearest.reach[1], nearest.content[-1][1])
    gap = whole[min(end, quote.start) : quote.start]
    if _ONLY_MARKS.match(gap):
        return nearest
    # a full-sentence quotation later in the same paragraph
    ends = whole[max(0, quote.start - 20) : quote.start].rstrip()[-1:]
    if "\n" not in gap and ends and ends in ".!?:" and len(gap) < _REACH:
        return nearest
    return None
