"""The notes of a report: each a claim with its quotation, who said it, outlet, date and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from counterclaim.exports.wording import STANCE_WORDS, sentence_around, speaker_words
from counterclaim.model import Told


@dataclass(frozen=True, slots=True)
class Copy:
    """Another report that carries the same in the same voice: it is shown and not counted again.

    >>> Copy("Example Daily", "2025-10-12", None).url is None
    True
    """

    outlet: str
    published: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """One claim in its words. ``quote`` is the sentence in pieces, each with whether it is the evidence.

    >>> quote = (("Nine died.", True),)
    >>> Note(1, "r_1:c_1", quote, "the army", "", "Example Daily", "", "2025-10-12", None, "en").copies
    ()
    """

    number: int
    key: str
    quote: tuple[tuple[str, bool], ...]
    speaker: str
    caution: str
    outlet: str
    agency: str
    published: str
    url: str | None
    language: str
    copies: tuple[Copy, ...] = ()


@dataclass(slots=True)
class Notes:
    """Numbers claims as they are cited; a voice's further copies of a claim go under the note of its first.

    >>> Notes({}).written()
    ()
    """

    told: Mapping[str, Told]
    _numbers: dict[str, int] = field(default_factory=dict)
    _copies: dict[int, dict[str, None]] = field(default_factory=dict)
    _first: dict[int, str] = field(default_factory=dict)

    def of(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the notes of some claims that say one thing: one for each independent voice.

        A claim that the report does not hold is passed over.
        """
        numbers: list[int] = []
        by_voice: dict[str, int] = {}
        for key in keys:
            told = self.told.get(key)
            if told is None:
                continue
            voice = self._voice(told)
            number = self._numbers.get(key)
            if number is None:
                number = by_voice.get(voice)
                if number is None or self.told[self._first[number]].report.id == told.report.id:
                    number = len(self._first) + 1
                    self._first[number] = key
                elif key != self._first[number]:
                    self._copies.setdefault(number, {})[key] = None
                self._numbers[key] = number
            by_voice.setdefault(voice, number)
            numbers.append(number)
        return tuple(dict.fromkeys(numbers))

    def voices(self, keys: Iterable[str]) -> frozenset[str]:
        """The independent voices that some claims come from."""
        return frozenset(self._voice(self.told[key]) for key in keys if key in self.told)

    def key(self, number: int) -> str:
        """The key of the claim that a note quotes."""
        return self._first[number]

    def written(self) -> tuple[Note, ...]:
        """Every note cited so far, by number."""
        return tuple(self._note(number, key) for number, key in self._first.items())

    @staticmethod
    def _voice(told: Told) -> str:
        return told.origin or told.report.id

    def _note(self, number: int, key: str) -> Note:
        told = self.told[key]
        report, claim = told.report, told.claim
        copies = dict.fromkeys(
            Copy(_outlet(other), (other.report.published or "")[:10], other.report.url)
            for other in (self.told[k] for k in self._copies.get(number, ()))
            if other.report.id != report.id
        )
        return Note(
            number,
            key,
            quotation(told),
            f"{speaker_words(claim)} {STANCE_WORDS[claim.stance]}",
            _caution(told),
            _outlet(told),
            ", ".join(report.agencies) or claim.agency or "",
            (report.published or "")[:10] or "date not known",
            report.url,
            report.language or "en",
            tuple(copies),
        )


def quotation(told: Told) -> tuple[tuple[str, bool], ...]:
    """The sentence that holds a claim's evidence, in pieces, each with whether it is evidence.

    >>> from counterclaim.model import Claim, Event, Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(11, 16, "Shots"),), Event("ASSAULT"))
    >>> quotation(Told(claim, Report("It rained. Shots were heard."), "2024-05-01"))
    (('Shots', True), (' were heard.', False))
    """
    text, spans = told.report.text, told.claim.evidence
    if not spans:
        return ()
    start, end = sentence_around(text, spans[0].start, spans[-1].end)
    pieces: list[tuple[str, bool]] = []
    at = start
    for span in spans:
        if span.start < at:
            continue
        pieces += [(text[at : span.start], False), (span.text, True)]
        at = span.end
    pieces.append((text[at:end], False))
    if start and text[start - 1].isalnum():
        pieces.insert(0, ("…", False))
    if end < len(text) and text[end - 1 : end].isalnum():
        pieces.append(("…", False))
    return tuple((" ".join(words.split("\n")), marked) for words, marked in pieces if words)


def _outlet(told: Told) -> str:
    return told.report.outlet or "outlet not known"


def _caution(told: Told) -> str:
    claim = told.claim
    found = []
    if claim.source is not None and claim.source.anonymous:
        found.append("speaker not named")
    if claim.hedge is not None:
        found.append(f"hedged “{claim.hedge.text}”")
    if claim.background:
        found.append("of an earlier time")
    return "; ".join(found)
