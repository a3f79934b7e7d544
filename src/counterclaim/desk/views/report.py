"""One report: its text with every claim marked, its records, its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import quote, urlsplit

from counterclaim.contract.claims_json import reading_json
from counterclaim.desk.rendering import Whole
from counterclaim.exports.marking import Piece, pieces
from counterclaim.exports.wording import claim_words, interval_words, speaker_words, where_words
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import ReportVersion
from counterclaim.model import Claim, Judgement, Reading

#: Characters of the text on one page: forty pages of a book; nearly all reports are one window.
WINDOW = 60_000
#: Longest text that stands whole in JSON (characters); the API gives longer ones in windows.
WHOLE = 1_000_000
#: Claims listed beside one window; an honest one has some three hundred.
RECORDS = 1_000
#: Words of two versions together that are compared: word by word, the time grows with the square.
COMPARED = 20_000
#: Words of a claim that the link to the original address asks the browser to look for.
_FRAGMENT_WORDS = 8


@dataclass(frozen=True, slots=True)
class Record:
    """One claim as the page shows it; ``original`` leads to its words at the report's own address."""

    number: int
    claim: Claim
    who: str
    what: str
    details: tuple[str, ...]
    original: str | None
    decisions: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A stretch that differs from the version before: ``kind`` is ``gone``, ``new`` or ``same``."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report's page. ``link`` is its address where that is one a browser may be sent to.

    A long text comes in windows: ``pieces`` and ``records`` are those of this one, which begins at the
    character ``start``; ``before`` and ``after`` are where its neighbours begin, ``claims`` counts all.
    """

    version: ReportVersion
    reading: Reading
    pieces: tuple[Piece, ...]
    records: tuple[Record, ...]
    versions: tuple[ReportVersion, ...]
    changes: tuple[Changed, ...]
    link: str | None
    start: int = 0
    before: int | None = None
    after: int | None = None
    claims: int = 0


def report(ledger: Ledger, which: str, start: int = 0, claim: str | None = None) -> ReportPage:
    """The page of a report from the character ``start``, or where ``claim`` stands; CC612 for none."""
    version, reading = ledger.report(which), ledger.reading(which)
    claims, text = reading.claims, reading.report.text
    if claim is not None:
        start = next((c.evidence[0].start for c in claims if c.id == claim), start)
    start = min(start, len(text)) // WINDOW * WINDOW
    end = start + WINDOW
    here = [n for n, c in enumerate(claims, start=1) if start <= c.evidence[0].start < end]
    decided: dict[str, list[Judgement]] = defaultdict(list)
    for one in ledger.decisions(
        claims=[f"{which}:{claims[n - 1].id}" for n in here[:RECORDS]], standing=True, limit=RECORDS * 10
    ):
        for key in dict.fromkeys((one.subject, one.other)):
            decided[key or ""].append(one)
    link = _web(reading.report.url)
    versions = ledger.versions(reading.report.url) if reading.report.url else ()
    return ReportPage(
        version,
        reading,
        tuple(_windowed(pieces(text, claims), start, end)),
        tuple(
            _record(n, claims[n - 1], link, decided[f"{which}:{claims[n - 1].id}"]) for n in here[:RECORDS]
        ),
        versions if len(versions) > 1 else (),
        _changes(versions, which),
        link,
        start,
        start - WINDOW if start else None,
        end if end < len(text) else None,
        len(claims),
    )


def _windowed(found: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces between two characters of the text, those at its edges cut."""
    at = 0
    for piece in found:
        first, at = at, at + len(piece.words)
        if first < end and at > start:
            words = Whole(piece.words[max(0, start - first) : end - first])
            yield Piece(words, piece.live, piece.ending if at <= end else ())


def _web(url: str | None) -> str | None:
    """An address from outside is a link only where it leads to a web page."""
    if url is None:
        return None
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _record(number: int, claim: Claim, link: str | None, decisions: Sequence[Judgement]) -> Record:
    details = (
        f"when: {interval_words(claim.when)}" if claim.when else "",
        f"where: {where_words(claim)}" if claim.where else "",
        f"said: {interval_words(claim.said)}" if claim.said else "",
        f"by: {claim.channel}" if claim.channel else "",
        f"hedged: “{claim.hedge.text}”" if claim.hedge else "",
        "background: an earlier time" if claim.background else "",
        "speaker not named" if claim.source and claim.source.anonymous else "",
        f"chain: {' → '.join(claim.chain)}" if claim.chain else "",
        f"confidence {claim.confidence:.2f}, read by {claim.rule}",
    )
    words = " ".join(claim.evidence[0].text.split()[:_FRAGMENT_WORDS])
    original = f"{link.partition('#')[0]}#:~:text={quote(words, safe='')}" if link else None
    return Record(
        number,
        claim,
        speaker_words(claim),
        claim_words(claim),
        tuple(d for d in details if d),
        original,
        tuple(decisions),
    )


def _changes(versions: tuple[ReportVersion, ...], which: str) -> tuple[Changed, ...]:
    """What differs from the version before, word by word; empty for the first."""
    at = next((n for n, v in enumerate(versions) if v.report.id == which), 0)
    if at == 0:
        return ()
    before, after = versions[at - 1].report.text.split(), versions[at].report.text.split()
    if len(before) + len(after) > COMPARED:
        return ()
    out: list[Changed] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(Changed("same", " ".join(after[c:d])))
            continue
        if a < b:
            out.append(Changed("gone", " ".join(before[a:b])))
        if c < d:
            out.append(Changed("new", " ".join(after[c:d])))
    return tuple(out)


def report_rows(view: ReportPage) -> Iterator[dict[str, Any]]:
    """One row a claim."""
    for record in view.records:
        claim = record.claim
        yield {
            "report": view.version.report.id,
            "claim": claim.id,
            "kind": claim.kind,
            "stance": claim.stance,
            "who": record.who,
            "what": record.what,
            "side": claim.side,
            "when": interval_words(claim.when),
            "where": where_words(claim),
            "words": " … ".join(e.text for e in claim.evidence),
            "confidence": claim.confidence,
            "decisions": [f"{j.verb}: {j.value}" if j.value else j.verb for j in record.decisions],
        }


def report_data(view: ReportPage) -> dict[str, Any]:
    """The page as JSON: the claim contract, with the report's versions."""
    contract = reading_json(view.reading)
    text = view.reading.report.text
    if len(text) <= WHOLE:
        contract["report"]["text"] = Whole(text)
    return {
        **contract,
        "known": view.version.known,
        "added": view.version.added,
        "versions": [v.report.id for v in view.versions],
    }
