"""The situation report: what is agreed, contested, one-sided, unconfirmed, admitted, each line in its words.

`situation` makes the report from records; `brief_markdown` and `brief_html` print it. Nothing is decided
here: every line is a verdict of `linking`, every note a claim with its quotation, outlet, date and address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from counterclaim.exports.brief_notes import Notes
from counterclaim.exports.brief_records import (
    SECTIONS,
    Brief,
    Counted,
    Entry,
    Passage,
    Scene,
    Spoke,
    Word,
)
from counterclaim.exports.wording import claim_words
from counterclaim.exports.wording_verdicts import (
    FAMILY_WORDS,
    account_words,
    age_words,
    answer_words,
    count_words,
    days_words,
    question_words,
    since_words,
    toll_words,
    voice_words,
)
from counterclaim.ledger.records import Dossier
from counterclaim.linking.speakers import speakers
from counterclaim.model import (
    Account,
    Contention,
    CrossingMode,
    CrossingState,
    CrossingTimeline,
    Speaker,
    Statement,
    Told,
    VerdictWord,
)

#: Speakers shown, and things shown that each said; the rest are counted.
_SPEAKERS, _SAID = 20, 3


def situation(
    dossiers: Sequence[Dossier],
    crossings: Iterable[tuple[CrossingTimeline, Collection[Told]]] = (),
    *,
    about: Sequence[str] = (),
    left_out: Sequence[str] = (),
    title: str = "Situation report",
) -> Brief:
    """The report on some incidents and crossings, in the order given.

    An incident's question stands once, in the section of its leading verdict; where a side also admits
    something, that stands under *admitted* too. Notes are numbered as they come. Pure.

    >>> situation(()).sections["agreed"]
    ()
    """
    crossings = list(crossings)
    told = {t.key: t for d in dossiers for t in d.told}
    for _, claims in crossings:
        told.update((t.key, t) for t in claims if t.key not in told)
    notes = Notes(told)
    sections = {word: tuple(_scenes(dossiers, word, notes)) for word in SECTIONS}
    rows = tuple(p for timeline, _ in crossings for p in passages(timeline, notes))
    spoke, unheard = _spoke(dossiers, notes)
    missing = list(left_out)
    if unheard:
        missing.append(f"{count_words(unheard, 'more speaker')}, who said less.")
    silent = sum(not d.contentions for d in dossiers)
    if silent:
        missing.append(
            f"{count_words(silent, 'incident')} of which no question was answered (attitudes, announcements)."
        )
    reports = {t.report.id for d in dossiers for t in d.told}
    lines = [
        *about,
        f"{count_words(len(dossiers), 'incident')}, {count_words(len(told), 'claim')} in "
        f"{count_words(len(reports), 'report')}.",
    ]
    return Brief(
        title,
        tuple(lines),
        sections,
        rows,
        spoke,
        tuple(_counted(dossiers)),
        tuple(missing),
        notes.written(),
    )


def _scenes(dossiers: Sequence[Dossier], word: VerdictWord, notes: Notes) -> Iterable[Scene]:
    for dossier in dossiers:
        incident = dossier.incident
        entries = tuple(e for c in dossier.contentions if (e := _entry(c, word, notes)) is not None)
        if entries:
            yield Scene(
                incident.id,
                days_words(incident.start, incident.end),
                FAMILY_WORDS[incident.family],
                incident.parties,
                tuple(dict.fromkeys(spot.name for spot in incident.spots))[:4],
                f"{count_words(len({t.report.id for t in dossier.told}), 'report')}, "
                f"{count_words(len(dossier.voices), 'independent voice')}",
                entries,
            )


def entries(dossier: Dossier, notes: Notes) -> tuple[Entry, ...]:
    """Every question of an incident with every account of it, in the order of its contentions.

    >>> from counterclaim.model import Incident
    >>> entries(Dossier(Incident("i_1", "violence", None, None, (), (), ())), Notes({}))
    ()
    """
    return tuple(_whole(contention, notes) for contention in dossier.contentions)


def _whole(contention: Contention, notes: Notes) -> Entry:
    words = tuple(w for account in contention.accounts for w in _said(account, notes))
    return Entry(question_words(contention.question), contention.label, _whys(contention), words)


def _entry(contention: Contention, word: VerdictWord, notes: Notes) -> Entry | None:
    lead = contention.verdict
    if lead is None:
        return None
    if lead.word == word:
        return _whole(contention, notes)
    question = question_words(contention.question)
    if word == "admitted":
        own = [v for v in contention.verdicts if v.word == word]
        names = {name for verdict in own for name in verdict.between}
        accounts = [a for a in contention.accounts if a.voice == "side" and a.name in names]
        if accounts:
            words = [_current(account, notes) for account in accounts]
            return Entry(question, "admitted", (), tuple(words))
    return None


def _whys(contention: Contention) -> tuple[str, ...]:
    """Reasons that the answers below do not show by themselves."""
    told = {"contested", "agreed", "admitted"}
    return tuple(dict.fromkeys(v.why for v in contention.verdicts if v.word not in told))


def _said(account: Account, notes: Notes) -> Iterable[Word]:
    if account.current:
        yield _current(account, notes)
    refusals = [
        s
        for s in account.statements
        if s.stance != account.stance and s.standing == "current" and not s.figure
    ]
    if refusals:
        yield _other(account, refusals, notes, "")
    aside: dict[tuple[str, str], list[Statement]] = {}
    shown = set(account.current)
    for s in account.statements:
        if s.claim in shown or s in refusals or s.standing in ("repeat", "current"):
            continue
        if s.standing == "earlier" and any(s.figure == step.figure for step in account.toll):
            continue
        said = answer_words(s.figure, s.value, s.stance)
        aside.setdefault((said, s.reason or _STANDING.get(s.standing, s.standing)), []).append(s)
    for (_, reason), statements in aside.items():
        yield _other(account, statements, notes, reason)


_STANDING = {"earlier": "earlier", "part": "part of another figure", "total": "total of a longer time"}


def _current(account: Account, notes: Notes) -> Word:
    steps = account.toll
    keys = [*account.current, *(key for step in steps for key in step.claims)]
    return Word(
        voice_words(account.voice, account.name),
        account_words(account),
        len(account.origins),
        notes.of(dict.fromkeys(keys)),
        toll_words(steps),
    )


def _other(account: Account, statements: Sequence[Statement], notes: Notes, reason: str) -> Word:
    first = statements[0]
    return Word(
        voice_words(account.voice, account.name),
        answer_words(first.figure, first.value, first.stance),
        len({s.origin for s in statements}),
        notes.of(s.claim for s in statements),
        reason,
    )


def passages(timeline: CrossingTimeline, notes: Notes) -> Iterable[Passage]:
    """A crossing's modes, those alike in everything as one; modes of which nothing was said come last.

    >>> list(passages(CrossingTimeline("torkham", "Torkham"), Notes({})))
    []
    """
    alike: dict[tuple[object, ...], list[CrossingMode]] = {}
    for mode in timeline.modes:
        voices = tuple((v.voice, v.side, v.state, v.begins, v.since, v.last) for v in _live(mode))
        alike.setdefault((mode.state, mode.agreed, mode.begins, mode.since, mode.last, voices), []).append(
            mode
        )
    for modes in sorted(alike.values(), key=lambda found: found[0].state == "unknown"):
        yield _passage(timeline, modes, notes)


def _live(mode: CrossingMode) -> list[CrossingState]:
    """The voices that speak of the state there is now, and those that said nothing at all.

    Another state that was told before this one began is history.
    """
    return [
        v
        for v in mode.voices
        if v.last is None or mode.begins is None or v.last >= mode.begins or v.state == mode.state
    ]


def _passage(timeline: CrossingTimeline, modes: Sequence[CrossingMode], notes: Notes) -> Passage:
    first = modes[0]
    words = []
    for v in sorted(_live(first), key=lambda v: (v.voice != "side", -_ordinal(v.last))):
        same = [u for m in modes for u in m.voices if (u.voice, u.side) == (v.voice, v.side)]
        said = notes.of(dict.fromkeys(key for u in same for key in u.claims))
        if v.state == "unknown" and not said:
            words.append(Word(voice_words(v.voice, v.side), "nothing said", 0, ()))
            continue
        more = [since_words(v.begins, v.since), f"last word {v.last}" if v.last else "", age_words(v.age)]
        if v.anonymous:
            more.append("only unnamed speakers")
        origins = {origin for u in same for origin in u.origins}
        words.append(
            Word(
                voice_words(v.voice, v.side),
                v.state,
                len(origins),
                said,
                "; ".join(part for part in more if part),
                v.last or "",
            )
        )
    clashes = {}
    for mode in modes:
        for clash in mode.contradictions:
            clashes[clash.day, clash.words] = Word(
                clash.day, clash.words, 0, notes.of((*clash.claims, *clash.against))
            )
    announced = {w.claim: w for mode in modes for w in mode.announced}
    last = f"last word {first.last}" if first.last else ""
    if age := age_words(first.age):
        last += f", {age}"
    return Passage(
        timeline.name,
        tuple(m.mode for m in modes),
        first.state,
        since_words(first.begins, first.since),
        first.agreed,
        last,
        tuple(words),
        tuple(clashes[key] for key in sorted(clashes)),
        tuple(
            Word(
                voice_words(w.voice, w.side),
                f"expected: {w.state}" + (f" from {w.day}" if w.day else ""),
                1,
                notes.of((w.claim,)),
            )
            for w in announced.values()
        ),
    )


def _ordinal(day: str | None) -> int:
    return int((day or "0000-00-00")[:10].replace("-", ""))


def _spoke(dossiers: Sequence[Dossier], notes: Notes) -> tuple[tuple[Spoke, ...], int]:
    told = {t.key: t for d in dossiers for t in d.told}
    answers = [a for d in dossiers for a in d.answers]
    contentions = [c for d in dossiers for c in d.contentions]
    found = [s for s in speakers(told.values(), contentions, answers) if not _unknown(s)]
    return tuple(_speaker(s, told, notes) for s in found[:_SPEAKERS]), max(0, len(found) - _SPEAKERS)


def _unknown(speaker: Speaker) -> bool:
    return speaker.side is None and len(speaker.claims) == len(speaker.anonymous)


def _speaker(speaker: Speaker, told: dict[str, Told], notes: Notes) -> Spoke:
    said: dict[str, list[str]] = {}
    for key in speaker.claims:
        claim = told[key].claim
        stance = {"asserts": "", "denies": "denies: ", "does_not_confirm": "does not confirm: "}[claim.stance]
        said.setdefault(stance + claim_words(claim), []).append(key)
    first = sorted(said.items(), key=lambda item: -len(item[1]))[:_SAID]
    return Spoke(
        speaker.name,
        speaker.side or "",
        len(speaker.claims),
        len(speaker.denied),
        len(speaker.not_confirmed),
        tuple(Word("", words, len(notes.voices(keys)), notes.of(keys)) for words, keys in first),
    )


def _counted(dossiers: Sequence[Dossier]) -> Iterable[Counted]:
    """Voices of more than one report: which reports were counted once, and why."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for dossier in dossiers:
        names = {t.report.id: _report_name(t) for t in dossier.told}
        for voice in dossier.voices:
            if len(voice.reports) < 2 or (voice.name, voice.reports) in seen:
                continue
            seen.add((voice.name, voice.reports))
            reasons = tuple(_readable(reason, names) for reason in voice.reasons)
            yield Counted(voice.name, tuple(names.get(r, r) for r in voice.reports), reasons)


def _readable(reason: str, names: dict[str, str]) -> str:
    for report, name in names.items():
        reason = reason.replace(report, name)
    return reason


def _report_name(told: Told) -> str:
    report = told.report
    return " · ".join(
        part for part in (report.outlet or "outlet not known", (report.published or "")[:10]) if part
    )
