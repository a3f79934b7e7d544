"""The inline mark-up of the training text: from marked text to plain text with attributions.

``{S1 State television}, {C2[in=1] citing} {S2 a military source}, {C1 reported} {T1,2 that the port had
been mined}``: a letter says what a stretch is, a number what belongs together.

| letter | stretch |
|---|---|
| S | source: who speaks |
| C | cue: the words that report it, with auxiliaries and negation |
| T | content: what is said; ``that`` and quotation marks belong to it |
| A | addressee or relay: "told {A1 AFP}", "in a statement carried by {A1 SANA}" |

Several numbers by comma share a stretch. Stretches may nest. Attributes stand in brackets after the
number: ``stance=denies``, ``stance=does_not_confirm``, ``hedge``, ``hypothetical``, ``in=N`` (this
attribution stands inside number N), ``channel=WORDS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPEN = re.compile(r"\{([SCTA])(\d+(?:,\d+)*)(?:\[([^\]\n]*)\])? ")
STANCES = ("asserts", "denies", "does_not_confirm")
HEADER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FIELDS = ("id", "style", "conflict", "published", "split", "author")
SPLITS = ("train", "dev", "sealed")


class MarkupError(ValueError):
    """Mark-up that cannot be read, with the line it stands in."""


@dataclass(slots=True)
class Marked:
    """One attribution: its spans as offsets into the plain text, and its attributes."""

    number: int
    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    addressee: list[tuple[int, int]] = field(default_factory=list)
    stance: str = "asserts"
    hedge: bool = False
    hypothetical: bool = False
    channel: str | None = None
    parent: int | None = None


@dataclass(slots=True)
class MarkedText:
    """A training text: header fields, plain text, and its attributions by number."""

    fields: dict[str, str]
    text: str
    attributions: dict[int, Marked]


def parse(marked: str) -> tuple[str, dict[int, Marked]]:
    """The plain text and its attributions.

    Raises `MarkupError` with the line number for unbalanced braces, unknown attributes and attributions
    without content or without both source and cue.

    >>> text, found = parse("{S1 Kabul} {C1[stance=denies] denies} {T1 it}.")
    >>> text, found[1].stance, found[1].content
    ('Kabul denies it.', 'denies', [(13, 15)])
    """
    plain: list[str] = []
    length = 0
    stack: list[tuple[str, list[int], int]] = []
    found: dict[int, Marked] = {}
    at = 0
    while at < len(marked):
        if opened := OPEN.match(marked, at):
            numbers = [int(n) for n in opened.group(2).split(",")]
            for number in numbers:
                record = found.setdefault(number, Marked(number))
                _attributes(record, opened.group(3) or "", _line(marked, at))
            stack.append((opened.group(1), numbers, length))
            at = opened.end()
        elif marked[at] == "{":
            words = marked[at : at + 30]
            raise MarkupError(f"line {_line(marked, at)}: a brace that opens no stretch: {words!r}")
        elif marked[at] == "}":
            if not stack:
                raise MarkupError(f"line {_line(marked, at)}: a closing brace too many")
            letter, numbers, start = stack.pop()
            if start == length:
                raise MarkupError(f"line {_line(marked, at)}: an empty stretch")
            for number in numbers:
                kind = {"S": "source", "C": "cue", "T": "content", "A": "addressee"}[letter]
                getattr(found[number], kind).append((start, length))
            at += 1
        else:
            plain.append(marked[at])
            length += 1
            at += 1
    if stack:
        raise MarkupError(f"the stretch {stack[-1][0]}{stack[-1][1]} is never closed")
    for number, record in found.items():
        _check(number, record, found)
    return "".join(plain), found


def read_file(path: Path) -> MarkedText:
    """A training file: a header between lines of dashes, then the marked text."""
    raw = path.read_text("utf-8")
    header = HEADER.match(raw)
    if header is None:
        raise MarkupError(f"{path.name}: no header")
    fields = dict(line.split(": ", 1) for line in header.group(1).splitlines() if ": " in line)
    missing = [name for name in FIELDS if name not in fields]
    if missing:
        raise MarkupError(f"{path.name}: header lacks {', '.join(missing)}")
    if fields["split"] not in SPLITS:
        raise MarkupError(f"{path.name}: split is one of {', '.join(SPLITS)}")
    try:
        text, attributions = parse(raw[header.end() :].strip("\n"))
    except MarkupError as error:
        raise MarkupError(f"{path.name}: {error}") from error
    return MarkedText(fields, text, attributions)


def read_folder(folder: Path) -> Iterator[MarkedText]:
    """Every training file of a folder, by name."""
    for path in sorted(folder.glob("*.txt")):
        yield read_file(path)


def _attributes(record: Marked, words: str, line: int) -> None:
    for word in filter(None, (w.strip() for w in words.split(";"))):
        name, _, value = word.partition("=")
        if name == "stance" and value in STANCES:
            record.stance = value
        elif name == "in" and value.isdigit():
            record.parent = int(value)
        elif name == "channel" and value:
            record.channel = value
        elif name in ("hedge", "hypothetical") and not value:
            setattr(record, name, True)
        else:
            raise MarkupError(f"line {line}: unknown attribute {word!r} (several are parted by semicolons)")


def _check(number: int, record: Marked, found: dict[int, Marked]) -> None:
    if not record.content:
        raise MarkupError(f"attribution {number} has no content (T{number})")
    if not record.source and not record.cue:
        raise MarkupError(f"attribution {number} has neither source nor cue")
    if record.parent is not None and (record.parent not in found or record.parent == number):
        raise MarkupError(f"attribution {number} stands in {record.parent}, which is not there")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
