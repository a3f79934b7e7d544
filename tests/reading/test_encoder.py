"""The encoder's windows and linker, which need no weights, and its absence, which must harm nobody."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.reading.attribution_spans import Candidate, Text
from counterclaim.reading.encoder import (
    _add_inner,
    _break_circle,
    _class,
    _groups,
    _head,
    _shifted,
    available,
    propose_encoder,
)
from counterclaim.reading.encoder_links import (
    FEATURES,
    HEADS,
    RELATIONS,
    Landmarks,
    Linker,
    landmarks,
    pair_features,
    spans_of,
    whole_words,
)
from counterclaim.reading.encoder_nesting import Judged
from counterclaim.reading.encoder_windows import CLS, SEP, Piece, windows

WIDTH = 8


def words(text: str) -> list[tuple[int, int, int]]:
    return [(7, m.start(), m.end()) for m in re.finditer(r"\w{1,4}|[^\w\s]", text)]


def tagged(pieces: list[Piece], **heads: list[tuple[int, int]]) -> np.ndarray:
    logits = np.zeros((len(pieces), 3 * len(HEADS)), np.float32)
    logits[:, ::3] = 1
    for name, spans in heads.items():
        at = 3 * HEADS.index(name.replace("_", " "))
        for first, last in spans:
            logits[first, at + 1] = 2
            logits[first + 1 : last + 1, at + 2] = 2
    return logits


def linker(nearness: float = 1.0) -> Linker:
    """A linker that likes what is near and knows no words."""
    weights: dict[str, np.ndarray] = {
        "cue.weight": np.zeros((5, WIDTH), np.float32),
        "cue.bias": np.array([1, 0, 0, -1, -1], np.float32),
    }
    for relation in RELATIONS:
        shapes = {
            "cue": (2, WIDTH),
            "other": (2, WIDTH),
            "pair": (2, FEATURES),
            "none": (1, WIDTH),
            "out": (1, 2),
        }
        for layer, shape in shapes.items():
            weights[f"{relation}.{layer}.weight"] = np.zeros(shape, np.float32)
            weights[f"{relation}.{layer}.bias"] = np.zeros(shape[0], np.float32)
        weights[f"{relation}.pair.bias"][0] = 3
        weights[f"{relation}.pair.weight"][0, 4:6] = -4 * nearness
        weights[f"{relation}.out.weight"][0, 0] = 1
        weights[f"{relation}.none.bias"][0] = 9.0 if relation == "parent" else 0.5
    return Linker(weights)


@given(st.text(alphabet="ab. \n\"'é🙂\u202e", max_size=200), st.integers(4, 20))
def test_windows_hold_each_piece_once_and_in_order(text: str, limit: int) -> None:
    cut = list(windows(text, words, limit))
    real = [(p.start, p.end) for window in cut for p in window if p.end > p.start]
    assert real == sorted(set(real))
    assert "".join(text[a:b] for a, b in real) == re.sub(r"\s", "", text)
    for window in cut:
        assert len(window) <= limit
        assert window[0].id == CLS
        assert window[-1].id == SEP


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    text = "One two. Six ten six ten. One. End it."
    first, *_ = windows(text, words, limit=11)
    assert text[: first[-1].end] == "One two. Six ten six ten."


def test_a_span_is_the_likeliest_sequence_not_the_likeliest_tags() -> None:
    pieces = next(windows("a b c d", words))
    logits = tagged(pieces, cue=[(1, 4)])
    at = 3 * HEADS.index("cue")
    logits[3, at : at + 3] = 2.1, 0, 2
    assert spans_of(logits)["cue"] == [(1, 4, False)]
    logits[1, at : at + 3] = 1, 0.5, 1.2
    assert spans_of(logits)["cue"] == [(1, 4, False)]


def test_spans_are_widened_to_whole_words_and_freed_of_added_pieces() -> None:
    text = "Bamako denied"
    pieces = next(windows(text, words))
    assert [text[p.start : p.end] for p in pieces] == ["", "Bama", "ko", "deni", "ed", ""]
    assert whole_words(text, pieces, [(0, 1, False), (4, 5, False)]) == [(1, 2, False), (3, 4, False)]


def test_a_cue_takes_the_nearest_source_and_a_cue_without_content_is_dropped() -> None:
    text = "Oslo said it left. Rome said no."
    pieces = next(windows(text, words))
    hidden = np.zeros((len(pieces), WIDTH), np.float32)
    at = {text[p.start : p.end]: k for k, p in enumerate(pieces)}
    logits = tagged(
        pieces,
        source=[(at["Oslo"], at["Oslo"]), (at["Rome"], at["Rome"])],
        cue=[(2, 2), (at["Rome"] + 1, at["Rome"] + 1)],
        content=[(3, 4), (at["no"], at["no"])],
    )
    found = linker().decide(text, pieces, hidden, logits)
    assert [text[pieces[f.source[0]].start : pieces[f.source[1]].end] for f in found if f.source] == [
        "Oslo",
        "Rome",
    ]
    assert [f.stance for f in found] == ["asserts", "asserts"]
    assert linker().decide(text, pieces, hidden, tagged(pieces, cue=[(2, 2)])) == []


def test_what_stands_between_a_cue_and_a_span_is_counted() -> None:
    text = "A left. B said no"
    pieces = next(windows(text, words))
    spans = {"source": [(1, 1, False), (4, 4, False)], "cue": [(5, 5, False)], "content": [(6, 6, False)]}
    marks = landmarks(text, pieces, spans)
    assert isinstance(marks, Landmarks)
    far, near = (pair_features(marks, spans["cue"][0], s) for s in spans["source"])
    assert len(far) == FEATURES
    assert (far[0], far[6]) == (1.0, pytest.approx(1 / 3))
    assert (near[0], near[6]) == (1.0, 0.0)


def test_windows_of_similar_length_run_together() -> None:
    assert _groups([200, 30, 190, 40, 195, 198, 201]) == [[1, 3], [2, 4, 5, 0], [6]]


@pytest.mark.parametrize(
    ("text", "cue", "stance", "wanted"),
    [
        (
            "Harare did not immediately confirm the raid.",
            "did not immediately confirm",
            "does_not_confirm",
            "no_comment",
        ),
        ("Harare spurned the charge.", "spurned", "denies", "deny"),
        ("Harare warned of a flood.", "warned", "asserts", "warn"),
        ("Harare grumbled that rain fell.", "grumbled", "asserts", "claim"),
    ],
)
def test_the_class_of_a_cue_agrees_with_its_stance(text: str, cue: str, stance: str, wanted: str) -> None:
    doc = annotator().annotate(text)
    start = text.index(cue)
    assert _class(_head(Text(doc, []), (start, start + len(cue))), stance) == wanted


def test_no_attribution_stands_inside_itself() -> None:
    a, b = (Candidate(None, (k, k + 1), [(5, 6)], "claim", "encoder") for k in (0, 2))
    a.under, b.under = b, a
    _break_circle(a)
    _break_circle(b)
    assert (a.under is None) != (b.under is None)


def test_a_second_reading_adds_and_corrects_what_stands_inside_another() -> None:
    outer = Judged((0, 4), (5, 9), ((10, 60),), None, "asserts", False, False, 0.9)
    child = Judged(None, (20, 26), ((27, 30),), 0, "denies", False, False, 0.9)
    judged = [outer, child]
    seen = Judged((5, 9), (10, 16), ((17, 50),), None, "asserts", False, False, 0.8)
    _add_inner(judged, _shifted(seen, 10, 0))
    assert judged[0] == outer
    assert (judged[1].source, judged[1].content, judged[1].stance) == ((15, 19), ((27, 60),), "denies")
    _add_inner(judged, _shifted(seen, 30, 0))
    assert (judged[2].cue, judged[2].parent) == ((40, 46), 0)


def test_without_its_files_the_encoder_is_not_available(tmp_path: Path) -> None:
    assert not available(tmp_path)


def test_what_was_read_before_is_proposed_without_the_encoder() -> None:
    text = "Oslo said it left."
    judged = Judged((0, 4), (5, 9), ((10, 17),), None, "asserts", False, False, 0.9)
    [candidate] = propose_encoder(Text(annotator().annotate(text), []), [judged])
    assert (candidate.source, candidate.content) == ((0, 4), [(10, 17)])
