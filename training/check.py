"""Checks the marked texts and prints what they hold: ``python training/check.py [FOLDER]``.

Needs neither torch nor a tokenizer. Exit status 1 when a file cannot be read or an id stands twice.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from markup import MarkedText, MarkupError, read_file


def read(folder: Path) -> tuple[list[MarkedText], list[str]]:
    """Every text of a folder that can be read, and what is wrong with the others."""
    texts: list[MarkedText] = []
    wrong: list[str] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        try:
            text = read_file(path)
        except MarkupError as error:
            wrong.append(str(error))
            continue
        if text.fields["id"] in seen:
            wrong.append(f"{path.name}: the id {text.fields['id']} stands twice")
        seen.add(text.fields["id"])
        texts.append(text)
    return texts, wrong


def statistics(texts: Sequence[MarkedText]) -> Iterator[str]:
    """Lines that say what the texts hold."""
    words = sum(len(t.text.split()) for t in texts)
    records = [a for t in texts for a in t.attributions.values()]
    yield f"texts          {len(texts):7,}"
    yield f"words          {words:7,}"
    yield f"attributions   {len(records):7,}"
    yield ""
    for name, number in (
        *((f"stance {s}", n) for s, n in Counter(a.stance for a in records).most_common()),
        ("hedged", sum(a.hedge for a in records)),
        ("hypothetical", sum(a.hypothetical for a in records)),
        ("inside another", sum(a.parent is not None for a in records)),
        ("without source", sum(not a.source for a in records)),
        ("without cue", sum(not a.cue for a in records)),
        ("split content", sum(len(a.content) > 1 for a in records)),
        ("with addressee", sum(bool(a.addressee) for a in records)),
        ("with channel", sum(a.channel is not None for a in records)),
    ):
        yield f"{name:26}{number:6,}  {100 * number / max(len(records), 1):5.1f}%"
    silent = sum(1 for t in texts for p in _paragraphs(t) if not p)
    total = sum(1 for t in texts for _ in _paragraphs(t))
    yield f"{'paragraphs without any':26}{silent:6,}  {100 * silent / max(total, 1):5.1f}%"
    for field in ("split", "author", "style", "conflict"):
        counts = Counter(t.fields[field] for t in texts)
        yield ""
        yield f"{field}: {len(counts)}"
        yield from (f"  {number:5,}  {name}" for name, number in counts.most_common())


def _paragraphs(text: MarkedText) -> Iterator[int]:
    """For each paragraph how many attributions have a cue in it."""
    cues = [start for a in text.attributions.values() for start, _ in a.cue]
    at = 0
    for part in text.text.split("\n"):
        if part.strip():
            yield sum(at <= c < at + len(part) for c in cues)
        at += len(part) + 1


def main(folder: Path) -> int:
    """Prints the statistics and the errors of a folder; 1 when there is an error."""
    texts, wrong = read(folder)
    print("\n".join(statistics(texts)))
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "texts"))
