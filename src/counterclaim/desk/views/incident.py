"""One incident: the accounts of every question side by side, who answers whom, the voices behind a number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from counterclaim.desk.asked import Page
from counterclaim.desk.drawing.ranges import strip, top_of
from counterclaim.desk.drawing.timeline import Dot, timeline
from counterclaim.desk.drawing.tolls import sample, toll_history
from counterclaim.desk.rendering import answer, voice
from counterclaim.desk.views.board import weight
from counterclaim.desk.views.naming import Heading, heading_of
from counterclaim.exports.wording import sentence_around, speaker_words
from counterclaim.exports.wording_verdicts import question_words, toll_words
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.records import Dossier
from counterclaim.model import (
    VERDICTS,
    Account,
    Contention,
    Report,
    Stance,
    Statement,
    Told,
    VerdictWord,
    Voice,
)

#: Links to answers that stand under one statement; the rest is under "Who denies what".
_REPLIES = 2
#: Characters of a claim's words that a link to it shows.
_WORDS = 90


@dataclass(frozen=True, slots=True)
class Reply:
    """A link between two claims: ``who`` says ``words`` at ``href``; ``stance`` is how the later answers."""

    stance: Stance
    who: str
    words: str
    outlet: str | None
    href: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A denial or non-confirmation with what it answers; ``times`` is how many
    claims say it in the same words, since every reprint of the one answers every reprint of the other.
    """

    answer: Reply
    answered: Reply
    times: int = 1


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement with its sentence: what stands before the claim's words, the words, what follows.

    ``anchor`` is its id on the page where it stands there first, else None. ``denies`` are the claims it
    answers, ``denied`` those that answer it.
    """

    statement: Statement
    told: Told
    before: str
    words: str
    after: str
    anchor: str | None = None
    denies: tuple[Reply, ...] = ()
    denied: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One account of a question, its figure drawn on the question's scale. ``place`` numbers the side among
    those that speak, so that a side looks the same in every question; None for everybody else.
    """

    account: Account
    place: int | None
    current: tuple[Quoted, ...]
    others: tuple[Quoted, ...]
    drawn: Markup | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of the history's legend."""

    name: str
    words: str
    drawn: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: a column a side, those of no side together, its scale, and how its figures moved."""

    contention: Contention
    sides: tuple[Column, ...]
    others: tuple[Column, ...]
    top: int | None
    history: Markup | None
    legend: tuple[Moved, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them."""
        return self.sides + self.others

    @property
    def leads(self) -> bool:
        """Whether it is shown at once: something is disputed, agreed or admitted in it."""
        return weight(self.contention.label) < VERDICTS.index("one-sided")


@dataclass(frozen=True, slots=True)
class Heard:
    """One independent voice with its reports, each with why it does not count again ("" for the first)."""

    voice: Voice
    reports: tuple[tuple[Report, str], ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The page of one incident."""

    dossier: Dossier
    heading: Heading
    questions: tuple[Asked, ...]
    exchanges: tuple[Exchange, ...]
    voices: tuple[Heard, ...]
    drawn: Markup | None

    @property
    def summary(self) -> tuple[tuple[VerdictWord, tuple[tuple[int, Contention], ...]], ...]:
        """Which questions come to which verdict, each by its leading one, numbered as on the page."""
        numbered = list(enumerate((q.contention for q in self.questions), start=1))
        return tuple(
            (word, found)
            for word in VERDICTS
            if (found := tuple((n, c) for n, c in numbered if c.verdict and c.verdict.word == word))
        )


def incident(ledger: Ledger, page: Page, which: str) -> Incident:
    """The incident's page as of the page's moment; CC612 where there is none."""
    dossier = ledger.incident(which, as_of=page.as_of)
    by_key = {told.key: told for told in dossier.told}
    ordered = sorted(dossier.contentions, key=lambda c: weight(c.label))
    anchors = {key: f"s{n}" for n, key in enumerate(dict.fromkeys(k for c in ordered for k in c.claims))}
    exchanges = _exchanges(dossier, by_key, anchors, page)
    given: dict[str, list[Exchange]] = defaultdict(list)
    got: dict[str, list[Exchange]] = defaultdict(list)
    for (answer_key, answered_key), one in exchanges.items():
        given[answer_key].append(one)
        got[answered_key].append(one)
    sides = dict.fromkeys(a.name for c in ordered for a in c.accounts if a.voice == "side" and a.name)
    made = _Making(by_key, anchors, given, got, tuple(sides))
    return Incident(
        dossier,
        heading_of(dossier.incident, [c.question for c in dossier.contentions]),
        tuple(made.asked(c) for c in ordered),
        _distinct(exchanges.values()),
        _voices(dossier),
        _timeline(dossier),
    )


def quoted(statement: Statement, told: Told) -> Quoted:
    """The sentence of a statement around its claim's words."""
    text, claim = told.report.text, told.claim
    first, last = claim.evidence[0], claim.evidence[-1]
    start, end = sentence_around(text, first.start, last.end)
    return Quoted(
        statement, told, text[start : first.start], text[first.start : last.end], text[last.end : end]
    )


@dataclass(slots=True)
class _Making:
    """What the questions of a page share; ``anchors`` are given away to the first statement of each claim."""

    by_key: Mapping[str, Told]
    anchors: dict[str, str]
    exchanges: Mapping[str, Sequence[Exchange]]
    answering: Mapping[str, Sequence[Exchange]]
    sides: tuple[str, ...]

    def asked(self, contention: Contention) -> Asked:
        figures = [a.figure for a in contention.accounts if a.figure is not None]
        top = top_of(figures) if figures else None
        columns = [self._column(a, top) for a in contention.accounts]
        moved = [a for a in contention.accounts if len(a.toll) > 1]
        words = f"How the figure moved: {question_words(contention.question)}"
        steps = top_of(step.figure for account in moved for step in account.toll)
        return Asked(
            contention,
            tuple(c for c in columns if c.account.voice == "side"),
            tuple(c for c in columns if c.account.voice != "side"),
            top,
            toll_history(moved, steps, words) if figures else None,
            tuple(Moved(voice(a), toll_words(a.toll), sample(n)) for n, a in enumerate(moved))
            if figures
            else (),
        )

    def _column(self, account: Account, top: int | None) -> Column:
        said = [self._quoted(s) for s in account.statements if s.claim in self.by_key]
        drawn = None
        if account.figure is not None and top is not None:
            drawn = strip(account.figure, top, f"{voice(account)}: {answer(account)}")
        place = None
        if account.voice == "side" and account.name in self.sides:
            place = self.sides.index(account.name)
        return Column(
            account,
            place,
            _apart(q for q in said if q.statement.claim in account.current),
            tuple(q for q in said if q.statement.claim not in account.current),
            drawn,
        )

    def _quoted(self, statement: Statement) -> Quoted:
        plain, key = quoted(statement, self.by_key[statement.claim]), statement.claim
        return Quoted(
            statement,
            plain.told,
            plain.before,
            plain.words,
            plain.after,
            self.anchors.pop(key, None),
            _first(e.answered for e in self.exchanges.get(key, ())),
            _first(e.answer for e in self.answering.get(key, ())),
        )


def _exchanges(
    dossier: Dossier, by_key: Mapping[str, Told], anchors: Mapping[str, str], page: Page
) -> dict[tuple[str, str], Exchange]:
    def reply(key: str, stance: Stance, reason: str) -> Reply:
        told = by_key[key]
        words = " … ".join(span.text for span in told.claim.evidence)
        shown = words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + "…"
        report, _, claim = key.partition(":")
        href = f"#{anchors[key]}" if key in anchors else f"{page.link('/reports/' + report)}#{claim}"
        return Reply(stance, speaker_words(told.claim), shown, told.report.outlet, href, reason)

    out = {}
    for one in sorted(dossier.answers, key=lambda a: -a.score):
        if one.answer in by_key and one.answered in by_key:
            stance = by_key[one.answer].claim.stance
            pair = reply(one.answer, stance, one.reason), reply(one.answered, stance, one.reason)
            out[one.answer, one.answered] = Exchange(*pair)
    return out


def _apart(said: Iterable[Quoted]) -> tuple[Quoted, ...]:
    """One of each independent voice first, then their copies."""
    first: dict[str | None, Quoted] = {}
    copies = [q for q in said if first.setdefault(q.told.origin, q) is not q]
    return (*first.values(), *copies)


def _distinct(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    found: dict[tuple[str, ...], list[Exchange]] = defaultdict(list)
    for one in exchanges:
        found[one.answer.who, one.answer.words, one.answered.who, one.answered.words].append(one)
    return tuple(
        Exchange(some[0].answer, some[0].answered, len({e.answer.href for e in some}))
        for some in found.values()
    )


def _first(replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """Each speaker with the same words once, and no more than a reader takes in."""
    return tuple({(r.who, r.words): r for r in reversed(list(replies))}.values())[: -_REPLIES - 1 : -1]


def _voices(dossier: Dossier) -> tuple[Heard, ...]:
    reports = {told.report.id: told.report for told in dossier.told}
    names = {key: report.outlet or "an unnamed outlet" for key, report in reports.items()}

    def named(reason: str) -> str:
        return re.sub(r"\br_[0-9a-f]+", lambda found: names.get(found[0], "another report"), reason)

    out = []
    for one in sorted(dossier.voices, key=lambda v: (-len(v.reports), v.name)):
        why = {key: named(rest) for key, _, rest in (reason.partition(": ") for reason in one.reasons)}
        known = [(reports[key], why.get(key, "")) for key in one.reports if key in reports]
        out.append(Heard(one, tuple(sorted(known, key=lambda pair: bool(pair[1])))))
    return tuple(out)


def _timeline(dossier: Dossier) -> Markup | None:
    """When each side spoke of it."""
    parties = dossier.incident.parties

    def row(told: Told) -> str:
        if told.claim.source is None:
            return "reports"
        return next((side for side in told.claim.side if side in parties), "others")

    dots = [Dot(row(told), told.known) for told in dossier.told]
    rows: Sequence[str] = (*parties, "others", "reports")
    return timeline(dots, [r for r in rows if any(d.row == r for d in dots)], "When each side spoke of it")


def incident_rows(view: Incident) -> Iterator[dict[str, Any]]:
    """One row a statement."""
    for question in view.questions:
        for column in question.columns:
            for q in (*column.current, *column.others):
                figure = q.statement.figure
                yield {
                    "incident": view.dossier.incident.id,
                    "question": question_words(question.contention.question),
                    "verdicts": question.contention.label,
                    "voice": voice(column.account),
                    "speaker": q.statement.speaker,
                    "stance": q.statement.stance,
                    "value": q.statement.value,
                    "low": figure.low if figure else None,
                    "high": figure.high if figure else None,
                    "bound": figure.bound if figure else None,
                    "standing": q.statement.standing,
                    "at": q.statement.at,
                    "outlet": q.told.report.outlet,
                    "published": q.told.report.published,
                    "url": q.told.report.url,
                    "words": q.words,
                    "claim": q.statement.claim,
                }
