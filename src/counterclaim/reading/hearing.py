"""The encoder at work beside the parser: reports are heard in a thread of their own while they are parsed."""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from counterclaim.knowledge.cues import cues
from counterclaim.reading.attribution_spans import Chars
from counterclaim.reading.attribution_words import words
from counterclaim.reading.encoder import available, encoder
from counterclaim.reading.encoder_nesting import Judged

#: Verbs whose form in a report does not begin like the lemma.
_IRREGULAR = words(
    """said told thought held knew known wrote written saw seen swore sworn found heard spoke spoken put
    according per attributed"""
)

#: Listed verbs that carry a report only with a noun, which is listed itself.
_LIGHT = words("have give make put take be")


class Hearing:
    """Hears texts one after the other in one thread. The network computes outside Python's lock, so that on
    two cores it costs little time beside the parse; on one core it costs its own.

    >>> with Hearing(rules_only=True) as hearing:
    ...     hearing.begin("Oslo said it left.") is None
    True
    """

    def __init__(self, *, rules_only: bool = False) -> None:
        hears = not rules_only and available()
        self._pool = ThreadPoolExecutor(1, "encoder") if hears else None

    def __enter__(self) -> Hearing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, text: str) -> Future[list[Judged]] | None:
        """Begins to hear a text; None where the encoder is off or cannot run."""
        return None if self._pool is None else self._pool.submit(hear, text)


def hear(text: str) -> list[Judged]:
    """What the encoder reads in a text. Call only where it is `available`.

    A content is read a second time only where a word in it reports: on our dev split and the Syrian reports
    that found the same chains and claims with 36% of the second readings.
    """
    if not text.strip():
        return []

    def reports(content: Chars) -> bool:
        return _triggers().search(text, *content) is not None

    return encoder().read(text, reports)


@lru_cache(maxsize=1)
def _triggers() -> re.Pattern[str]:
    """Any form of a listed verb that takes a clause or a quotation, of a listed noun, or a hedge."""
    verbs = [
        lemma
        for lemma, rows in cues().verbs.items()
        if lemma not in _LIGHT and any(row.frames & {"clause", "quote"} for row in rows)
    ]
    stems = {_stem(lemma) for lemma in (*verbs, *cues().nouns)}
    whole = sorted((*_IRREGULAR, *cues().adverbs))
    forms = "|".join(sorted(stems, key=lambda stem: (-len(stem), stem)))
    endings = "s|d|ed|es|ing|ies|ied|y|e|[tnrl](?:ed|ing)"
    return re.compile(rf"\b(?:(?:{forms})(?:{endings})?|{'|'.join(whole)})\b", re.IGNORECASE)


def _stem(lemma: str) -> str:
    return re.escape(lemma[:-1] if lemma[-1] in "ey" and len(lemma) > 3 else lemma)


def warm(*, rules_only: bool = False) -> None:
    """Loads the encoder in the background, so that a first report need not wait for it after the parser."""
    if not rules_only and available():
        pool = ThreadPoolExecutor(1, "encoder")
        pool.submit(encoder)
        pool.shutdown(wait=False)
