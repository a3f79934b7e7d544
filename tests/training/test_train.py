"""An epoch's lesson and the learning rate. Only where torch is installed, which the product does without."""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import train
from augment import frames, plain_paragraphs

HEADER = "---\nid: {}\nstyle: wire\nconflict: none\npublished: 2025-01-01\nsplit: {}\nauthor: x\n---\n"
MARKED = (
    "{S1 The harbour master} {C1 said} {T1 that two barges had sunk off the mole}.\n\n"
    "{S2 Lima} {C2[stance=denies] denied} {T2 that its boats had been near the mole}.\n\n"
    "{S3 A pilot} {C3 reported} {T3 that {S4 the guard} {C4[in=3] saw} {T4 that the beacon had been dark}}."
)


def words(text: str) -> list[tuple[int, int, int]]:
    return [(1000, m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, split in (("x007", "train"), ("x008", "train"), ("x009", "sealed")):
        (tmp_path / f"{name}.txt").write_text(HEADER.format(name, split) + MARKED, "utf-8")
    return tmp_path


def chosen(texts: Path, *, dev_split: bool) -> tuple[list[str], list[str]]:
    args = argparse.Namespace(texts=texts, syria=None, marks=None, dev_split=dev_split, polnear=None)
    learnt, dev = train.chosen(args)
    return [d.id for d in learnt], [d.id for documents in dev.values() for d in documents]


def test_what_is_sealed_is_never_learnt(texts: Path) -> None:
    assert chosen(texts, dev_split=True) == (["x007"], ["x008"])
    assert chosen(texts, dev_split=False) == (["x007", "x008"], [])


def test_the_rate_rises_and_falls_over_the_run() -> None:
    rates = [train.rate(k / 100) for k in range(101)]
    assert max(rates) == pytest.approx(1, abs=0.01)
    assert rates.index(max(rates)) == 8
    assert min(rates) == 0.02


def test_a_lesson_has_the_texts_their_contents_and_made_ones_and_can_be_had_again(texts: Path) -> None:
    documents = train.load(texts) * 4
    pool = frames(documents) * 2
    plain = plain_paragraphs(documents)
    first, held = train.lesson(documents, pool, plain, words, 64, random.Random(1))  # noqa: S311
    again, _ = train.lesson(documents, pool, plain, words, 64, random.Random(1))  # noqa: S311
    assert [w.pieces for w in first] == [w.pieces for w in again]
    assert all(w.document in held for w in first)
    kinds = {re.sub(r"\d+", "", name) for name in held}
    assert kinds == {"x", "x@", "made"}
