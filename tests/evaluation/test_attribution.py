"""The attribution scorer on small cases worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.evaluation.attribution import ScoredAttribution, score_attributions, score_documents
from counterclaim.model import Attribution, Span

TEXT = 'Minsk said "the balloons were ours", adding that no border was crossed.'


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


SAID = ScoredAttribution(spans("Minsk"), spans("said"), spans('"the balloons were ours"'))
ADDED = ScoredAttribution(spans("Minsk"), spans("adding"), spans("that no border was crossed"))


def test_perfect() -> None:
    scores = score_documents([(TEXT, [SAID, ADDED], [ADDED, SAID])])
    assert {name: s.f1 for name, s in scores.items()} == dict.fromkeys(scores, 100.0)
    assert scores["source exact"].gold == 1  # one mention serves two


def test_marks_at_the_ends_do_not_count() -> None:
    bare = ScoredAttribution(SAID.source, SAID.cue, spans("the balloons were ours"))
    assert score_documents([(TEXT, [SAID], [bare])])["content exact"].f1 == 100.0


def test_half_of_the_content_is_needed() -> None:
    little = ScoredAttribution(SAID.source, SAID.cue, spans("the"))
    scores = score_documents([(TEXT, [SAID], [little])])
    assert scores["attr"].f1 == 0.0
    assert scores["content overlap"].f1 == 100.0
    assert scores["content words"].recall == 25.0


def test_source_and_cue_are_counted_apart() -> None:
    nobody = ScoredAttribution((), SAID.cue, SAID.content)
    wrong_cue = ScoredAttribution(SAID.source, spans("crossed"), SAID.content)
    assert score_documents([(TEXT, [SAID], [nobody])])["attr+src"].f1 == 0.0
    scores = score_documents([(TEXT, [SAID], [wrong_cue])])
    assert (scores["attr+src"].f1, scores["attr+all"].f1) == (100.0, 0.0)


def test_a_colon_can_be_a_cue() -> None:
    text = "Fire in Gao: army"
    cue = ScoredAttribution(((13, 17),), ((11, 12),), ((0, 11),))
    assert score_documents([(text, [cue], [cue])])["attr+all"].f1 == 100.0


def test_nothing_at_all() -> None:
    assert score_documents([])["attr"] == (0.0, 0.0, 0.0, 0, 0)


def test_files_and_top_level_only(tmp_path: Path) -> None:
    gold, texts = tmp_path / "gold.jsonl", tmp_path / "texts.jsonl"
    row = {"doc_id": "d", "source": SAID.source[0], "cue": SAID.cue[0], "content": SAID.content}
    gold.write_text(json.dumps(row) + "\n", "utf-8")
    texts.write_text(json.dumps({"doc_id": "d", "text": TEXT}) + "\n", "utf-8")

    def predict(text: str) -> list[Attribution]:
        def span(bounds: tuple[int, int]) -> Span:
            return Span(*bounds, text[slice(*bounds)])

        top = Attribution(span(SAID.source[0]), span(SAID.cue[0]), (span(SAID.content[0]),))
        return [top, Attribution(None, span(ADDED.cue[0]), (span(ADDED.content[0]),), parent=0)]

    scores = score_attributions(gold, texts, predict)
    assert scores["attr+all"].f1 == 100.0
    assert scores["attr"].predicted == 1


@pytest.mark.parametrize(("line", "reason"), [("{", "not JSON"), ('{"doc_id": "d"}', "content")])
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n", "utf-8")
    with pytest.raises(CounterclaimError) as caught:
        score_attributions(gold, gold, lambda text: [])
    assert caught.value.code == "CC501"
    assert "Line 1" in caught.value.what
    assert reason in caught.value.why


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CounterclaimError) as caught:
        score_attributions(tmp_path / "none", tmp_path / "none", lambda text: [])
    assert caught.value.code == "CC501"
