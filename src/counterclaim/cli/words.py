"""Verdicts and quotations as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from rich.markup import escape
from rich.text import Text

from counterclaim.exports.brief_notes import Notes, quotation
from counterclaim.exports.brief_records import Word
from counterclaim.exports.wording_verdicts import count_words, glyph

_STYLES = MappingProxyType(
    {
        "agreed": "green",
        "contested": "bold red",
        "one-sided": "yellow",
        "unconfirmed": "dim",
        "admitted": "magenta",
    }
)
#: Notes quoted under one answer; the others are named by their outlets.
_QUOTED = 1


def styled_verdicts(label: str) -> Text:
    """``contested: figure, admitted`` with each verdict's glyph and colour."""
    out = Text()
    for word in dict.fromkeys(part.strip() for part in label.split(",") if part.strip()):
        if out:
            out.append("  ")
        out.append(f"{glyph(word)} {word}", style=_STYLES.get(word.partition(":")[0], ""))
    return out


def word_rows(words: Iterable[Word], notes: Notes) -> Iterable[tuple[str, Text, Text]]:
    """A row for each voice: who, what with how many voices, and the words it was read from."""
    for word in words:
        what = Text(word.answer, style="bold")
        if word.voices > 1:
            what.append(f"\n{count_words(word.voices, 'independent voice')}", style="not bold")
        if word.more:
            what.append(f"\n{word.more}", style="not bold dim")
        yield escape(word.voice), what, quoted(word.notes, notes)


def quoted(numbers: Iterable[int], notes: Notes, shown: int = _QUOTED) -> Text:
    """The first notes with their words marked, the others by outlet and day."""
    found = [notes.told[notes.key(number)] for number in numbers]
    out = Text()
    for told in found[:shown]:
        if out:
            out.append("\n")
        out.append(
            f"{told.report.outlet or 'outlet not known'}, {(told.report.published or '')[:10]}: ",
            style="italic",
        )
        for piece, marked in quotation(told):
            out.append(f"[{piece}]" if marked else piece, style="bold" if marked else "")
    rest = dict.fromkeys(told.report.outlet or "outlet not known" for told in found[shown:])
    if rest:
        out.append(f"\nalso {', '.join(rest)}", style="dim")
    return out
