"""The situation report in Markdown, with footnotes (``[^1]``) as GitHub and Pandoc read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from counterclaim.exports.brief_notes import Note
from counterclaim.exports.brief_records import SECTIONS, Brief, Entry, Passage, Scene, Word
from counterclaim.exports.wording_verdicts import (
    GLYPHS,
    MEANINGS,
    STATE_GLYPHS,
    count_words,
    verdict_words,
)

#: What Markdown or the HTML inside it would take for markup. Text of reports comes from the open internet.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~^$<>&])")
_LIST_SIGN = re.compile(r"^(\s*)([-=]|\d+[.)])", re.MULTILINE)


def brief_markdown(brief: Brief) -> str:
    """The report as Markdown. Text of reports is escaped, so that it can neither mark up nor link.

    >>> from counterclaim.exports.brief import situation
    >>> brief_markdown(situation(())).splitlines()[0]
    '# Situation report'
    """
    lines = [f"# {_text(brief.title)}", ""]
    lines += [f"{_text(line)}  " for line in brief.about]
    lines += ["", "Each line is somebody's claim, not a finding. " + _legend(), ""]
    for word in SECTIONS:
        lines += [f"## {GLYPHS[word]} {word.capitalize()}", "", f"*{MEANINGS[word].capitalize()}.*", ""]
        scenes = brief.sections[word]
        for scene in scenes:
            lines += _scene(scene)
        if not scenes:
            lines += ["Nothing.", ""]
    if brief.crossings:
        lines += ["## Crossings", ""]
        for passage in brief.crossings:
            lines += _passage(passage)
    if brief.spoke:
        lines += ["## Who said what", ""]
        for spoke in brief.spoke:
            side = f" ({_text(spoke.side)})" if spoke.side and spoke.side != spoke.name else ""
            counts = [count_words(spoke.claims, "claim")]
            counts += [f"{spoke.denied} denied by others"] if spoke.denied else []
            counts += [f"{spoke.not_confirmed} not confirmed by others"] if spoke.not_confirmed else []
            lines.append(f"- **{_text(spoke.name)}**{side}, {', '.join(counts)}")
            lines += [f"  - {_text(word.answer)} {_notes(word.notes)}" for word in spoke.said]
        lines.append("")
    if brief.counted:
        lines += ["## Counted once", "", "Reports that are one voice, and why.", ""]
        for voice in brief.counted:
            lines.append(f"- **{_text(voice.voice)}**: {'; '.join(_text(r) for r in voice.reports)}")
            lines += [f"  - {_text(reason)}" for reason in voice.reasons]
        lines.append("")
    if brief.left_out:
        lines += ["## Not shown", "", *(f"- {_text(line)}" for line in brief.left_out), ""]
    lines += [f"[^{note.number}]: {_note(note)}" for note in brief.notes]
    return "\n".join(lines).rstrip() + "\n"


def _legend() -> str:
    return " ".join(f"{glyph} {word}" for word, glyph in GLYPHS.items()) + "."


def _scene(scene: Scene) -> Iterable[str]:
    yield f"### {scene.days}: {', '.join((scene.family, *map(_text, scene.sides)))}"
    yield ""
    where = f"{', '.join(map(_text, scene.places))}. " if scene.places else ""
    yield f"{where}{scene.counts}. Incident `{scene.id}`."
    yield ""
    for entry in scene.entries:
        yield from _entry(entry)
    yield ""


def _entry(entry: Entry) -> Iterable[str]:
    yield f"- **{_text(entry.question)}** · {verdict_words(entry.label)}"
    for word in entry.words:
        yield f"  - {_word(word)}"
    for why in entry.why:
        yield f"  - *{_text(why)}*"


def _word(word: Word) -> str:
    who = f"{_text(word.voice)}: " if word.voice else ""
    voices = f" ({count_words(word.voices, 'independent voice')})" if word.voices > 1 else ""
    more = f"; {_text(word.more)}" if word.more else ""
    return f"{who}**{_text(word.answer)}**{voices}{more} {_notes(word.notes)}".rstrip()


def _passage(passage: Passage) -> Iterable[str]:
    agreed = f", {GLYPHS['agreed']} agreed by both sides" if passage.agreed else ""
    facts = [part for part in (passage.since, passage.last) if part]
    yield (
        f"- **{_text(passage.crossing)}** ({', '.join(passage.modes)}): {STATE_GLYPHS[passage.state]} "
        f"**{passage.state}**{agreed}" + (f"; {'; '.join(facts)}" if facts else "")
    )
    for word in passage.words:
        yield f"  - {_word(word)}"
    for clash in passage.clashes:
        yield f"  - {GLYPHS['contested']} {clash.voice}: {_text(clash.answer)} {_notes(clash.notes)}"
    for plan in passage.announced:
        yield f"  - announced: {_word(plan)}"


def _notes(numbers: Iterable[int]) -> str:
    return " ".join(f"[^{number}]" for number in numbers)


def _note(note: Note) -> str:
    quote = "".join(f"**{_text(words)}**" if marked else _text(words) for words, marked in _tidy(note.quote))
    facts = [note.outlet, note.agency and f"({note.agency})", note.published]
    printed = f"“{quote}” {_text(note.speaker)}. " + _text(" · ".join(f for f in facts if f))
    if note.caution:
        printed += f". {_text(note.caution)}"
    printed += f". {_address(note.url)}"
    if note.copies:
        also = "; ".join(
            f"{_text(' · '.join(p for p in (c.outlet, c.published) if p))} {_address(c.url)}"
            for c in note.copies
        )
        printed += f" The same voice also in: {also}"
    return printed


def _tidy(quote: Iterable[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    """Moves blanks out of the marked pieces, where they would undo the mark."""
    for words, marked in quote:
        if not marked or words == words.strip():
            yield words, marked
            continue
        lead = words[: len(words) - len(words.lstrip())]
        yield lead, False
        yield words.strip(), True
        yield words[len(words.rstrip()) :], False


def _address(url: str | None) -> str:
    """The address as a link where it is one of the web, else as plain words."""
    if not url:
        return "No address."
    if re.fullmatch(r"https?://[^\s<>\"`\\]+", url):
        return f"<{url}>"
    return _text(url)


def _text(words: str) -> str:
    """Text that Markdown prints as it stands, on one line."""
    plain = " ".join(words.split()) if words.strip() else words.replace("\n", " ")
    if words[:1].isspace() and words.strip():
        plain = " " + plain
    if words[-1:].isspace() and words.strip():
        plain += " "
    return _LIST_SIGN.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", plain))
