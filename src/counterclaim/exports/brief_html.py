"""The situation report as one self-contained page: for the screen, a telephone and paper.

No script, no font, no picture and nothing fetched. Every text of a report is escaped and set by its own
direction (``dir="auto"``); only addresses of the web become links.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import resources
from urllib.parse import urlsplit

from counterclaim.exports.brief_notes import Note
from counterclaim.exports.brief_records import SECTIONS, Brief, Counted, Entry, Passage, Scene, Spoke, Word
from counterclaim.exports.wording_verdicts import (
    GLYPHS,
    MEANINGS,
    STATE_GLYPHS,
    count_words,
    glyph,
)


def brief_html(brief: Brief) -> str:
    """The page.

    >>> from counterclaim.exports.brief import situation
    >>> page = brief_html(situation((), title="<script>alert(1)</script>"))
    >>> "<script" in page, page.startswith("<!doctype html>")
    (False, True)
    """
    notes = {note.number: note for note in brief.notes}
    style = resources.files("counterclaim.exports").joinpath("brief.css").read_text("utf-8")
    parts = [_head(brief)]
    parts += [_section(brief, word, notes) for word in SECTIONS]
    if brief.crossings:
        parts.append(_wrapped("crossings", "Crossings", "", "".join(_crossings(brief.crossings, notes))))
    if brief.spoke:
        rows = "".join(_spoke(spoke) for spoke in brief.spoke)
        parts.append(_wrapped("who", "Who said what", "", f"<ul class=who>{rows}</ul>"))
    if brief.counted:
        rows = "".join(_counted(voice) for voice in brief.counted)
        why = "Reports that are one voice, and why: copies of a wire, one publisher's papers, retellings."
        parts.append(_wrapped("counted", "Counted once", why, f"<ul class=plain>{rows}</ul>"))
    if brief.left_out:
        rows = "".join(f"<li>{escape(line)}" for line in brief.left_out)
        parts.append(_wrapped("left", "Not shown", "", f"<ul class=plain>{rows}</ul>"))
    if brief.notes:
        rows = "".join(_note(note) for note in brief.notes)
        parts.append(_wrapped("notes", "The words", "", f"<ol class=notes>{rows}</ol>"))
    return (
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        '<meta name=referrer content="no-referrer">'
        f"<title>{escape(brief.title)}</title><style>{style}</style></head><body><main>{''.join(parts)}"
        "<footer>Made by counterclaim from machine readings. Each line is somebody’s claim, not a finding: "
        "check the words before you rely on a value.</footer></main></body></html>\n"
    )


def _head(brief: Brief) -> str:
    about = "".join(f"<p>{escape(line)}</p>" for line in brief.about)
    counts = {word: sum(len(s.entries) for s in brief.sections[word]) for word in SECTIONS}
    tally = "".join(
        f'<li class={_css(word)}><a href="#{_css(word)}"><b>{counts[word]}</b>'
        f"<span><i>{GLYPHS[word]}</i> {word}</span></a>"
        for word in SECTIONS
    )
    places = len({passage.crossing for passage in brief.crossings})
    if places:
        shut = len({p.crossing for p in brief.crossings if p.state == "closed"})
        tally += (
            f'<li class=crossing><a href="#crossings"><b>{places}</b><span>crossings, {shut} shut</span></a>'
        )
    return (
        f"<header><h1 dir=auto>{escape(brief.title)}</h1><div class=about>{about}</div>"
        f"<ul class=tally>{tally}</ul></header>"
    )


def _section(brief: Brief, word: str, notes: dict[int, Note]) -> str:
    scenes = brief.sections[word]  # type: ignore[index]
    body = "".join(_scene(scene, notes) for scene in scenes) or "<p class=none>Nothing.</p>"
    mark = f"<i class={_css(word)}>{glyph(word)}</i> "
    meaning = MEANINGS[word]  # type: ignore[index]
    return _wrapped(_css(word), mark + word.capitalize(), meaning[:1].upper() + meaning[1:] + ".", body)


def _wrapped(anchor: str, title: str, why: str, body: str) -> str:
    """A section. ``title`` is ready HTML, ``why`` text."""
    lead = f"<p class=why>{escape(why)}</p>" if why else ""
    return f"<section id={anchor}><h2>{title}</h2>{lead}{body}</section>"


def _scene(scene: Scene, notes: dict[int, Note]) -> str:
    sides = ", ".join(escape(side) for side in scene.sides)
    head = f"<h3><span>{escape(scene.days)}</span> {escape(scene.family)}{f': {sides}' if sides else ''}</h3>"
    where = ", ".join(f"<bdi>{escape(place)}</bdi>" for place in scene.places)
    meta = " · ".join(
        part for part in (where, escape(scene.counts), f"<code>{escape(scene.id)}</code>") if part
    )
    entries = "".join(_entry(entry, notes) for entry in scene.entries)
    return f"<article>{head}<p class=meta>{meta}</p>{entries}</article>"


def _entry(entry: Entry, notes: dict[int, Note]) -> str:
    chips = "".join(
        f'<span class="chip {_css(label)}"><i>{glyph(label)}</i> {escape(label)}</span>'
        for label in dict.fromkeys(part.strip() for part in entry.label.split(","))
        if label
    )
    rows = "".join(_word(word, notes) for word in entry.words)
    why = "".join(f"<p class=because>{escape(reason)}</p>" for reason in entry.why)
    return (
        f"<div class=entry><h4><span dir=auto>{escape(entry.question)}</span> {chips}</h4>"
        f"<dl>{rows}</dl>{why}</div>"
    )


def _word(word: Word, notes: dict[int, Note], lead: str = "") -> str:
    voices = f" <small>{count_words(word.voices, 'independent voice')}</small>" if word.voices > 1 else ""
    more = f"<small class=more>{escape(word.more)}</small>" if word.more else ""
    first = notes.get(word.notes[0]) if word.notes else None
    quote = f"<q dir=auto lang={_lang(first.language)}>{_quote(first)}</q> " if first else ""
    return (
        f"<div><dt dir=auto>{lead}{escape(word.voice)}</dt>"
        f"<dd class=said><b dir=auto>{escape(word.answer)}</b>{voices}{more}</dd>"
        f"<dd class=words>{quote}{_refs(word.notes)}</dd></div>"
    )


def _crossings(passages: Iterable[Passage], notes: dict[int, Note]) -> Iterable[str]:
    for passage in passages:
        agreed = '<span class="chip agreed"><i>●</i> agreed by both sides</span>' if passage.agreed else ""
        mark = f"<i>{STATE_GLYPHS[passage.state]}</i> {passage.state}"
        state = f"<span class='state s-{_css(passage.state)}'>{mark}</span>"
        facts = " · ".join(escape(part) for part in (passage.since, passage.last) if part)
        rows = "".join(_word(word, notes) for word in passage.words if word.notes)
        silent = [escape(word.voice) for word in passage.words if not word.notes]
        rows += "".join(_word(clash, notes, "◆ ") for clash in passage.clashes)
        rows += "".join(_word(plan, notes, "announced, ") for plan in passage.announced)
        quiet = f"<p class=because>{', '.join(silent)}: nothing said</p>" if silent and rows else ""
        yield (
            f"<article class=passage><h3><bdi>{escape(passage.crossing)}</bdi> {state} {agreed}</h3>"
            f"<p class=meta>{escape(', '.join(passage.modes))}{' · ' + facts if facts else ''}</p>"
            + (f"<div class=entry><dl>{rows}</dl>{quiet}</div>" if rows else "")
            + "</article>"
        )


def _spoke(spoke: Spoke) -> str:
    side = f" <small>{escape(spoke.side)}</small>" if spoke.side and spoke.side != spoke.name else ""
    counts = [count_words(spoke.claims, "claim")]
    counts += [f"{spoke.denied} denied by others"] if spoke.denied else []
    counts += [f"{spoke.not_confirmed} not confirmed by others"] if spoke.not_confirmed else []
    said = "".join(
        f"<li><span dir=auto>{escape(word.answer)}</span> {_refs(word.notes)}" for word in spoke.said
    )
    return (
        f"<li><b dir=auto>{escape(spoke.name)}</b>{side}<span class=counts>{', '.join(counts)}</span>"
        f"<ul>{said}</ul>"
    )


def _counted(voice: Counted) -> str:
    reports = "; ".join(f"<bdi>{escape(report)}</bdi>" for report in voice.reports)
    reasons = "".join(f"<li dir=auto>{escape(reason)}" for reason in voice.reasons)
    return f"<li><b>{escape(voice.voice)}</b>: {reports}<ul>{reasons}</ul>"


def _note(note: Note) -> str:
    facts = " · ".join(
        f"<bdi>{escape(fact)}</bdi>" for fact in (note.outlet, note.agency, note.published) if fact
    )
    caution = f" <em class=caution>{escape(note.caution)}</em>" if note.caution else ""
    copies = ""
    if note.copies:
        listed = "; ".join(
            f"<bdi>{escape(' · '.join(p for p in (c.outlet, c.published) if p))}</bdi> {_address(c.url)}"
            for c in note.copies
        )
        copies = f"<div class=also>the same voice also in: {listed}</div>"
    return (
        f'<li id="n{note.number}" value={note.number}>'
        f"<q dir=auto lang={_lang(note.language)}>{_quote(note)}</q>"
        f"<div class=meta><span dir=auto>{escape(note.speaker)}</span> · {facts} · "
        f"{_address(note.url)}{caution}</div>{copies}"
    )


def _quote(note: Note) -> str:
    return "".join(
        f"<mark>{escape(words)}</mark>" if marked else escape(words) for words, marked in note.quote
    )


def _refs(numbers: Iterable[int]) -> str:
    linked = "".join(f'<a href="#n{number}">{number}</a>' for number in numbers)
    return f"<sup>{linked}</sup>" if linked else ""


def _address(url: str | None) -> str:
    """A link where the address is one of the web, else its words: an address may hold anything."""
    if not url:
        return "no address"
    try:
        parts = urlsplit(url)
    except ValueError:
        return escape(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return escape(url)
    return f'<a rel="noopener noreferrer" href="{escape(url, quote=True)}">{escape(parts.netloc)}</a>'


def _lang(language: str) -> str:
    return f'"{escape(language, quote=True)}"'


def _css(label: str) -> str:
    """``contested: figure`` to ``contested``, ``partially open`` to ``partially-open``."""
    return label.partition(":")[0].strip().replace(" ", "-")
