"""Marked texts as the encoder is trained on them: conventions made one, windows, labels.

Needs neither torch nor a tokenizer: whoever calls hands in the tokenizer (`Tokenise`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as names_of
from pathlib import Path

from markup import STANCES, Marked, MarkedText, MarkupError, read_folder

from counterclaim.evaluation.attribution import ScoredAttribution
from counterclaim.reading.encoder_windows import Piece, Tokenise, windows

Bounds = tuple[int, int]

#: The taggers, each with the labels outside, begin, inside. "inner": a span inside another of its kind.
HEADS = ("source", "source inner", "cue", "content", "content inner")

#: Cues whose addressee is part of the content ("urged [Kigali to withdraw]"), as PolNeAR has it.
_URGING = re.compile(
    r"\b(urg|ask|order|call(s|ed|ing)? (up)?on|appeal|begg?(s|ed|ing)?\b|press(es|ed|ing)\b|implor|beseech"
    r"|instruct|invit|advis|encourag|command|direct(s|ed|ing)\b|plead)",
    re.IGNORECASE,
)

#: Marks over which the scorer joins neighbouring spans.
_LOOSE = " \t\"'‘’“”,.;:!?—-–"


@dataclass(slots=True)
class Item:
    """One attribution: spans as offsets into the text; ``parent`` is an index into the document's items."""

    source: list[Bounds]
    cue: list[Bounds]
    content: list[Bounds]
    stance: str = "asserts"
    hedge: bool = False
    hypothetical: bool = False
    parent: int | None = None

    def scored(self) -> ScoredAttribution:
        """As `counterclaim.evaluation` compares it."""
        return ScoredAttribution(tuple(self.source), tuple(self.cue), tuple(self.content))


@dataclass(slots=True)
class Document:
    """A text with its attributions. ``complete``: nesting, stance and hedges are annotated too."""

    id: str
    author: str
    text: str
    items: list[Item]
    complete: bool = True


@dataclass(slots=True)
class CueLabel:
    """What belongs to a cue: indices into the window's spans; ``parent`` into its cues, -1 for none."""

    source: int = -1
    contents: list[int] = field(default_factory=list)
    parent: int = -1
    stance: int = 0
    hedge: bool = False
    hypothetical: bool = False


@dataclass(slots=True)
class Window:
    """Pieces with their labels. Spans are first and last piece and whether the span is an inner one.

    ``tags[head]`` has 0 (outside), 1 (begin), 2 (inside) a piece, or -100 where nobody knows.
    """

    document: str
    pieces: list[Piece]
    tags: dict[str, list[int]]
    spans: dict[str, list[tuple[int, int, bool]]]
    cues: list[CueLabel]
    complete: bool


def load(folder: Path, splits: Sequence[str] = ("train",)) -> list[Document]:
    """The marked texts of a folder that belong to one of ``splits``, normalised.

    Raises `markup.MarkupError` for a file that cannot be read.
    """
    return [normalise(t) for t in read_folder(folder) if t.fields["split"] in splits]


def load_stand_off(texts: Path, marks: Path, splits: Sequence[str] = ("train",)) -> list[Document]:
    """Real reports whose marks we keep apart from them: ``texts`` has a JSON object with ``id`` and ``text``
    in each line, ``marks`` a file ``ID.json`` for each that is marked.

    Raises `markup.MarkupError` for a text that is missing or not the one that was marked.
    """
    rows = (json.loads(line) for line in texts.read_text("utf-8").splitlines() if line.strip())
    known: dict[str, str] = {row["id"]: row["text"] for row in rows}
    documents = []
    for path in sorted(marks.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        if row["split"] not in splits:
            continue
        text = known.get(row["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise MarkupError(f"{path.name}: the marked text is not in {texts.name}, or has changed since")
        records = {}
        for given in row["attributions"]:
            values = {f.name: given[f.name] for f in names_of(Marked)}
            for name in ("source", "cue", "content", "addressee"):
                values[name] = [(start, end) for start, end in values[name]]
            records[given["number"]] = Marked(**values)
        fields = {"id": row["id"], "author": row["marked_by"], "split": row["split"]}
        documents.append(normalise(MarkedText(fields, text, records)))
    return documents


def normalise(marked: MarkedText) -> Document:
    """A marked text with the writers' habits made one.

    A source loses a trailing comma and a possessive's ending; an addressee between a cue of urging and
    "to ..." joins the content; contents parted by marks only become one.
    """
    text = marked.text
    order = {number: k for k, number in enumerate(marked.attributions)}
    items = []
    for record in marked.attributions.values():
        content = _with_addressee(text, record)
        items.append(
            Item(
                source=[_trimmed(text, s) for s in record.source],
                cue=sorted(record.cue),
                content=joined(text, content),
                stance=record.stance,
                hedge=record.hedge,
                hypothetical=record.hypothetical,
                parent=order[record.parent] if record.parent is not None else None,
            )
        )
    return Document(marked.fields["id"], marked.fields["author"], text, items)


def joined(text: str, spans: Iterable[Bounds]) -> list[Bounds]:
    """Spans in order, neighbours that only marks and spaces part made one; never over a line's end."""
    result: list[Bounds] = []
    for start, end in sorted(set(spans)):
        if result and all(c in _LOOSE for c in text[result[-1][1] : start]):
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def _trimmed(text: str, span: Bounds) -> Bounds:
    """A source without a comma at its end, nor the ending of a possessive."""
    start, end = span
    while end > start + 1 and text[end - 1] in ", \n":
        end -= 1
    words = text[start:end]
    if words.endswith(("'s", "’s")) and len(words) > 3:
        end -= 2
    elif words.endswith(("s'", "s’")) and text[end : end + 1] == " ":
        end -= 1
    return start, end


def _with_addressee(text: str, record: Marked) -> list[Bounds]:
    content = list(record.content)
    if not any(_URGING.search(text[a:b]) for a, b in record.cue):
        return content
    for start, end in record.addressee:
        for k, (first, last) in enumerate(content):
            if text[first : first + 3] == "to " and end <= first and not text[end:first].strip():
                content[k] = start, last
    return content


def load_polnear(folder: Path, name: str = "train") -> list[Document]:
    """PolNeAR as the evaluation set stores it: ``NAME.jsonl`` and ``NAME.texts.jsonl``."""
    rows: dict[str, list[Item]] = defaultdict(list)
    for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = row.get("source_spans") or ([row["source"]] if row["source"] else [])
        cue = [(row["cue"][0], row["cue"][1])] if row["cue"] else []
        rows[row["doc_id"]].append(Item([(a, b) for a, b in spans], cue, [(a, b) for a, b in row["content"]]))
    documents = []
    for line in (folder / f"{name}.texts.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        items = rows[row["doc_id"]]
        for item in items:
            item.content = joined(row["text"], item.content)
        documents.append(Document(row["doc_id"], "polnear", row["text"], items, complete=False))
    return documents


def split(documents: Sequence[Document], every: int = 8) -> tuple[list[Document], list[Document]]:
    """Train and dev: of each author's texts, those whose number is a multiple of ``every`` are dev.

    By number and not by place in a list, so that a text stays where it is when others come.

    >>> ids = [f"{author}{n:03}" for author in "ab" for n in (7, 8, 9)]
    >>> train, dev = split([Document(i, i[0], "", []) for i in ids])
    >>> [d.id for d in dev]
    ['a008', 'b008']
    """
    train: list[Document] = []
    dev: list[Document] = []
    for document in documents:
        digits = "".join(c for c in document.id if c.isdigit())
        (dev if digits and int(digits) % every == 0 else train).append(document)
    return train, dev


def label(document: Document, tokenise: Tokenise, limit: int = 256) -> Iterator[Window]:
    """A document's windows with labels. What a window's end cuts off is labelled but linked to nothing."""
    for pieces in windows(document.text, tokenise, limit):
        yield _label(document, pieces)


def _label(document: Document, pieces: list[Piece]) -> Window:
    # where no mark is left to report ("12 dead in raid Monitor"), the source is heard as the cue
    items = [i if i.cue or not document.complete else replace(i, cue=i.source[:1]) for i in document.items]
    tags = {head: [0] * len(pieces) for head in HEADS}
    spans: dict[str, list[tuple[int, int, bool]]] = {"source": [], "cue": [], "content": []}
    number: dict[tuple[str, Bounds], int] = {}
    for kind, known in spans.items():
        found: dict[Bounds, Bounds] = {}
        for item in items:
            for span in getattr(item, kind):
                if at := _pieces_of(pieces, span):
                    found[span] = at
        for span, at in sorted(found.items(), key=lambda f: (f[1][0], -f[1][1], f[0])):
            around = [s for s in known if s[0] <= at[0] and at[1] <= s[1] and s[:2] != at]
            same = next((k for k, s in enumerate(known) if s[:2] == at), None)
            if same is None:
                if len(around) > (0 if kind == "cue" else 1):
                    continue  # deeper than the heads go
                same = len(known)
                known.append((*at, bool(around)))
                _tag(tags[f"{kind} inner" if around else kind], *at)
            number[kind, span] = same
    cues = [CueLabel() for _ in spans["cue"]]
    for item in items:
        at_cue = next((number[("cue", s)] for s in item.cue if ("cue", s) in number), None)
        if at_cue is None:
            continue
        cue = cues[at_cue]
        cue.source = next((number[("source", s)] for s in item.source if ("source", s) in number), -1)
        cue.contents = [number[("content", s)] for s in item.content if ("content", s) in number]
        cue.stance, cue.hedge, cue.hypothetical = STANCES.index(item.stance), item.hedge, item.hypothetical
        if item.parent is not None:
            above = items[item.parent]
            cue.parent = next((number[("cue", s)] for s in above.cue if ("cue", s) in number), -1)
    if not document.complete:
        _forget_nesting(tags)
    return Window(document.id, pieces, tags, spans, cues, document.complete)


def _tag(row: list[int], first: int, last: int) -> None:
    row[first] = 1
    for k in range(first + 1, last + 1):
        row[k] = 2


def _forget_nesting(tags: dict[str, list[int]]) -> None:
    """Unknown, where a univocal annotation says "outside" only because something else stands there."""
    inside = [bool(t) for t in tags["content"]]
    for head, row in tags.items():
        if head.endswith("inner"):
            row[:] = [-100] * len(row)
        elif head != "content":
            row[:] = [-100 if within and not tag else tag for tag, within in zip(row, inside, strict=True)]


def _pieces_of(pieces: Sequence[Piece], span: Bounds) -> Bounds | None:
    """First and last piece that share a character with the span."""
    touched = [k for k, p in enumerate(pieces) if p.start < span[1] and span[0] < p.end]
    return (touched[0], touched[-1]) if touched else None
