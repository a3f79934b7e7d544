"""The marked texts as training windows: conventions, levels, links. No torch, no tokenizer."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import check
import data
import markup
from data import Document, Window, label, normalise


def words(text: str) -> list[tuple[int, int, int]]:
    return [(7, m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]


def document(marked: str) -> Document:
    text, found = markup.parse(marked)
    return normalise(markup.MarkedText({"id": "x001", "author": "x"}, text, found))


def only_window(marked: str) -> tuple[Document, Window]:
    made = document(marked)
    (window,) = label(made, words)
    return made, window


def test_a_source_loses_its_last_comma() -> None:
    made = document("{S1 Ana Reyes, a nurse,} {C1 said} {T1 nobody came}.")
    start, end = made.items[0].source[0]
    assert made.text[start:end] == "Ana Reyes, a nurse"


@pytest.mark.parametrize("cue", ["urged", "called on", "appealed to", "have asked"])
def test_an_addressee_who_is_urged_joins_the_content(cue: str) -> None:
    made = document(f"{{S1 Lima}} {{C1 {cue}}} {{A1 both sides}} {{T1 to hold fire}}.")
    assert [made.text[a:b] for a, b in made.items[0].content] == ["both sides to hold fire"]


@pytest.mark.parametrize(
    "marked",
    [
        "{S1 Lima} {C1 told} {A1 both sides} {T1 to hold fire}.",
        "{S1 Lima} {C1 urged} {A1 both sides} in March {T1 to hold fire}.",
        "{S1 Lima} {C1 asked} {A1 both sides} {T1 whether they would hold fire}.",
    ],
)
def test_any_other_addressee_stays_out(marked: str) -> None:
    made = document(marked)
    start, end = made.items[0].content[0]
    assert "both" not in made.text[start:end]


def test_contents_parted_by_marks_are_one_but_not_over_a_line() -> None:
    made = document('{S1 He} {C1 said}: {T1 "It fell."} {T1 "Twice."}\n\n{T1 "Then it rose."}')
    assert [made.text[a:b] for a, b in made.items[0].content] == ['"It fell." "Twice."', '"Then it rose."']


def test_nested_attributions_have_tags_of_their_own_and_a_parent() -> None:
    made, window = only_window(
        "{S1 Quito} {C1 said} {T1 that {S2 villagers} {C2[in=1;stance=denies] denied} {T2 the raid}}."
    )
    assert made.items[1].parent == 0
    assert window.spans["content"] == [(3, 7, False), (6, 7, True)]
    assert window.tags["content"] == [0, 0, 0, 1, 2, 2, 2, 2, 0, 0]
    assert window.tags["content inner"] == [0, 0, 0, 0, 0, 0, 1, 2, 0, 0]
    outer, inner = window.cues
    assert (outer.source, outer.contents, outer.parent) == (0, [0], -1)
    assert (inner.source, inner.contents, inner.parent) == (1, [1], 0)
    assert markup.STANCES[inner.stance] == "denies"


def test_where_no_mark_is_left_the_source_is_heard_as_the_cue() -> None:
    made, window = only_window("{T1 Nine dead in raid} {S1 Monitor}")
    assert made.items[0].cue == []
    assert window.spans["cue"] == window.spans["source"] == [(5, 5, False)]
    assert window.cues[0].source == 0


def test_a_shared_content_is_one_span_with_two_cues() -> None:
    _, window = only_window(
        "{S1 State radio}, {C2[in=1] citing} {S2 a pilot}, {C1 reported} {T1,2 that the bridge stood}."
    )
    assert len(window.spans["content"]) == 1
    assert [cue.contents for cue in window.cues] == [[0], [0]]
    assert window.cues[0].parent == 1


def test_what_a_window_cuts_off_is_linked_to_nothing() -> None:
    made = document('{S1 He} {C1 said}: {T1 "It fell."}\n\n{T1 "Then it rose again at dawn."}')
    first, second = label(made, words, limit=11)
    assert first.cues[0].contents == [0]
    assert second.cues == []
    assert second.tags["content"][1] == 1


def test_polnear_says_nothing_of_what_stands_inside_a_content() -> None:
    made = document("{S1 Oslo} {C1 said} {T1 the guard left}.")
    made.complete = False
    (window,) = label(made, words)
    assert window.tags["cue"] == [0, 0, 1, -100, -100, -100, 0, 0]
    assert set(window.tags["content inner"]) == {-100}


def test_check_reports_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "---\nid: {}\nstyle: wire\nconflict: none\npublished: 2025-01-01\nsplit: train\nauthor: x\n---\n"
    (tmp_path / "a.txt").write_text(header.format("a") + "{S1 He} {C1 said} {T1 no}.", "utf-8")
    assert check.main(tmp_path) == 0
    (tmp_path / "b.txt").write_text(header.format("a") + "{S1 He} {C1 said} {T1 no}.", "utf-8")
    (tmp_path / "c.txt").write_text(header.format("c") + "{S1 He} {C1 said} no.", "utf-8")
    assert check.main(tmp_path) == 1
    printed = capsys.readouterr()
    assert "attributions         2" in printed.out
    assert "stands twice" in printed.err
    assert "c.txt: attribution 1 has no content" in printed.err


def test_the_texts_that_are_there_can_be_labelled() -> None:
    folder = Path(data.__file__).parent / "texts"
    for path in sorted(folder.glob("*.txt"))[:20]:
        made = normalise(markup.read_file(path))
        labelled = list(label(made, words))
        assert sum(len(w.cues) for w in labelled) == len({c for i in made.items for c in i.cue})


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("{S1 Riga's} {C1 warning} {T1 of ice}", "Riga"),
        ("{S1 the pilots'} {C1 claim} {T1 that it sank}", "the pilots"),
        ("{S1 Reuters} {C1 reported} {T1 that it sank}", "Reuters"),
    ],
)
def test_a_source_loses_the_ending_of_a_possessive(marked: str, source: str) -> None:
    made = document(marked)
    start, end = made.items[0].source[0]
    assert made.text[start:end] == source


def stand_off(folder: Path, text: str, sha256: str) -> Path:
    texts = folder / "texts.jsonl"
    texts.write_text(json.dumps({"id": "Q-7", "text": text}) + "\n", "utf-8")
    record = {
        "number": 1,
        "source": [[0, 4]],
        "cue": [[5, 9]],
        "content": [[10, 17]],
        "addressee": [],
        "stance": "denies",
        "hedge": False,
        "hypothetical": False,
        "channel": None,
        "parent": None,
    }
    row = {"id": "Q-7", "sha256": sha256, "split": "train", "marked_by": "q", "attributions": [record]}
    (folder / "marks").mkdir()
    (folder / "marks" / "Q-7.json").write_text(json.dumps(row), "utf-8")
    return texts


def test_stand_off_marks_are_put_on_the_text_they_were_made_for(tmp_path: Path) -> None:
    text = "Oslo said it left."
    texts = stand_off(tmp_path, text, hashlib.sha256(text.encode()).hexdigest())
    (made,) = data.load_stand_off(texts, tmp_path / "marks")
    assert (made.id, made.author, made.text) == ("Q-7", "q", text)
    assert made.items[0].scored().content == ((10, 17),)
    assert made.items[0].stance == "denies"
    assert data.load_stand_off(texts, tmp_path / "marks", ("sealed",)) == []


def test_stand_off_marks_of_a_changed_text_are_refused(tmp_path: Path) -> None:
    texts = stand_off(tmp_path, "Oslo says it left.", "0" * 64)
    with pytest.raises(markup.MarkupError, match="changed since"):
        data.load_stand_off(texts, tmp_path / "marks")
