"""A trained encoder as a proposer of attributions, beside the rules. Needs onnxruntime and tokenizers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np

from counterclaim.knowledge.cues import cues
from counterclaim.language import Token
from counterclaim.model import Stance
from counterclaim.reading.attribution_spans import Candidate, Chars, Text
from counterclaim.reading.encoder_links import Found, Linker
from counterclaim.reading.encoder_nesting import Judged, nested
from counterclaim.reading.encoder_windows import DEEPER, Piece, windows

DATA = Path(__file__).parent / "encoder_data"
FILES = ("encoder.onnx", "links.npz", "tokenizer.json")

#: Windows of similar length run together, so that little of a batch is padding: at most so many pieces of
#: difference, and so many windows. The 36 texts of the dev split took 2.6 s of one core window by window, 2.3
#: in fours, 2.2 in eights (which hold twice the memory).
_SPREAD, _BATCH = 24, 4


class Encoder:
    """The network with its tokenizer and linker, from a folder with `FILES`."""

    def __init__(self, folder: Path) -> None:
        runtime: Any = import_module("onnxruntime")
        options = runtime.SessionOptions()
        # one core: reports are read in parallel by processes, and threads that spin would fight them
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = runtime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = import_module("tokenizers").Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "links.npz") as weights:
            self._linker = Linker({name: weights[name] for name in weights.files})

    def read(self, text: str, worth: Callable[[Chars], bool] = lambda content: True) -> list[Judged]:
        """The attributions of a text. Never raises on odd text.

        Each content is read a second time as a text of its own: what somebody reports of others is easier to
        hear without the words around it. On the dev split that finds 61% of the chain links whole, not 54%.
        ``worth`` may say of a content that nobody is quoted in it.
        """
        (judged,) = self._pass([text])
        inside: dict[Chars, int] = {}
        for k, outer in enumerate(judged):
            for content in outer.content:
                # of two with one content ("state radio, citing a pilot") the inner one is the nearer
                first = content not in inside or outer.parent is not None
                if content[1] - content[0] >= DEEPER and first and worth(content):
                    inside[content] = k
        second = self._pass([text[slice(*content)] for content in inside])
        for (content, k), found in zip(inside.items(), second, strict=True):
            for inner in found:
                _add_inner(judged, _shifted(inner, content[0], k))
        return nested(judged)

    def _pass(self, texts: Sequence[str]) -> list[list[Judged]]:
        """The attributions of each text, window by window; similar windows of all texts run together."""
        cut = [(n, pieces) for n, text in enumerate(texts) for pieces in windows(text, self._tokenise)]
        found: list[list[Found]] = [[] for _ in cut]
        for group in _groups([len(pieces) for _, pieces in cut]):
            longest = max(len(cut[k][1]) for k in group)
            ids, shapes, mask = (np.zeros((len(group), longest), np.int64) for _ in range(3))
            for row, k in enumerate(group):
                pieces = cut[k][1]
                ids[row, : len(pieces)] = [p.id for p in pieces]
                shapes[row, : len(pieces)] = [p.shape for p in pieces]
                mask[row, : len(pieces)] = 1
            hidden, tags = self._session.run(["hidden", "tags"], {"ids": ids, "shapes": shapes, "mask": mask})
            for row, k in enumerate(group):
                n, pieces = cut[k]
                size = len(pieces)
                found[k] = self._linker.decide(texts[n], pieces, hidden[row, :size], tags[row, :size])
        result: list[list[Judged]] = [[] for _ in texts]
        for (n, pieces), judged in zip(cut, found, strict=True):
            offset = len(result[n])
            result[n] += [_judged(pieces, f, offset) for f in judged]
        return result

    def _tokenise(self, text: str) -> list[tuple[int, int, int]]:
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return [(number, a, b) for number, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)]


def available(folder: Path = DATA) -> bool:
    """Whether the encoder can run: its files are there and so are onnxruntime and tokenizers."""
    packages = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
    return packages and all((folder / name).is_file() for name in FILES)


@lru_cache(maxsize=2)
def encoder(folder: Path = DATA) -> Encoder:
    """The encoder of a folder, loaded once. Call only when it is `available`."""
    return Encoder(folder)


def propose_encoder(text: Text, judged: Sequence[Judged] | None = None) -> list[Candidate]:
    """Candidates from the encoder, or from what it has read (``judged``); none where it is not `available`.

    Stance goes into ``cue_class`` (see `_class`), the outer attribution into ``under``.
    """
    if judged is None:
        if not text.doc.tokens or not available():
            return []
        judged = encoder().read(text.doc.text)
    candidates = [_candidate(text, one) for one in judged]
    for candidate, one in zip(candidates, judged, strict=True):
        candidate.under = None if one.parent is None else candidates[one.parent]
    for candidate in candidates:
        _break_circle(candidate)
    return candidates


def _groups(sizes: Sequence[int]) -> list[list[int]]:
    """Indices of windows that run together: of similar length, few at a time."""
    groups: list[list[int]] = []
    for k in sorted(range(len(sizes)), key=lambda k: sizes[k]):
        if groups and len(groups[-1]) < _BATCH and sizes[k] - sizes[groups[-1][0]] <= _SPREAD:
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def _judged(pieces: Sequence[Piece], found: Found, offset: int) -> Judged:
    def at(span: tuple[int, int, bool]) -> Chars:
        return pieces[span[0]].start, pieces[span[1]].end

    return Judged(
        at(found.source) if found.source else None,
        at(found.cue),
        tuple(at(c) for c in found.contents),
        None if found.parent is None else offset + found.parent,
        found.stance,
        found.hedge,
        found.hypothetical,
        found.confidence,
    )


def _shifted(judged: Judged, by: int, parent: int) -> Judged:
    """What was read in a content, as read in the text; it stands in attribution ``parent``."""
    source = (judged.source[0] + by, judged.source[1] + by) if judged.source else None
    return replace(
        judged,
        source=source,
        cue=(judged.cue[0] + by, judged.cue[1] + by),
        content=tuple((start + by, end + by) for start, end in judged.content),
        parent=parent,
    )


def _add_inner(judged: list[Judged], inner: Judged) -> None:
    """Adds what the second reading found where the first found no cue, and lets it correct the first where
    that too put the cue inside another attribution. In place."""
    for k, known in enumerate(judged):
        if known.cue[0] < inner.cue[1] and inner.cue[0] < known.cue[1]:
            if known.parent is not None:
                judged[k] = replace(known, source=known.source or inner.source, content=inner.content)
            return
    judged.append(inner)


def _candidate(text: Text, judged: Judged) -> Candidate:
    head = _head(text, judged.cue)
    spans = [judged.cue, *([judged.source] if judged.source else [])]
    return Candidate(
        judged.source,
        judged.cue,
        list(judged.content),
        _class(head, judged.stance),
        "encoder",
        head.i,
        (min(s for s, _ in spans), max(e for _, e in spans)),
        confidence=judged.confidence,
        hedge=judged.cue if judged.hedge else None,
        stance=cast(Stance, judged.stance),
        hypothetical=judged.hypothetical,
    )


def _head(text: Text, cue: Chars) -> Token:
    """The token of a cue that heads its other tokens: the verb of "did not immediately confirm"."""
    inside = text.doc.tokens_in(*cue)
    tokens = text.doc.tokens
    if not inside:
        return tokens[text.doc.token_at(cue[0])]
    heads = [tokens[i] for i in inside if tokens[i].head not in inside or tokens[i].is_root]
    return next((t for t in heads if t.pos == "VERB"), heads[0] if heads else tokens[inside[0]])


def _class(head: Token, stance: str) -> str:
    """The class of a cue, from the table of cues where it agrees with the stance that the encoder heard."""
    table = cues()
    lemma = head.lemma.lower()
    rows = table.verb(lemma) or table.noun(lemma)
    listed = rows[0].cue_class if rows else "claim"
    if stance == "denies":
        return "deny"
    if stance == "does_not_confirm":
        return "no_comment"
    return "claim" if listed in ("deny", "no_comment", "doubt", "refuse") else listed


def _break_circle(candidate: Candidate) -> None:
    """No attribution stands inside itself, over however many steps. In place."""
    seen = {id(candidate)}
    above = candidate
    while above.under is not None:
        if id(above.under) in seen:
            above.under = None
            return
        above = above.under
        seen.add(id(above))
