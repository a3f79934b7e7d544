"""Drawings say the same in shapes and in words."""

from __future__ import annotations

from counterclaim.desk.drawing.ranges import strip
from counterclaim.desk.drawing.timeline import Dot, timeline
from counterclaim.desk.drawing.tolls import sample, toll_history
from counterclaim.model import Account, Figure, TollStep


def exactly(number: int) -> Figure:
    return Figure(number, number, "exact")


def test_bounds_are_told_by_shape() -> None:
    shapes = {
        "dot": exactly(9),
        "about": Figure(9, 9, "about"),
        "arrow": Figure(10, None, "more than"),
        "bar": Figure(5, 9, "between"),
        "vague": Figure(None, None, "dozens"),
    }
    for shape, figure in shapes.items():
        drawn = strip(figure, 20, "words")
        assert f'class="{shape}"' in drawn, shape
        assert 'role="img"' in drawn
        assert 'aria-label="words"' in drawn


def test_an_open_end_points_away() -> None:
    less, more = strip(Figure(None, 9, "less than"), 20, "w"), strip(Figure(9, None, "at least"), 20, "w")
    assert less != more
    assert less.count("<polyline") == more.count("<polyline") == 1


def test_voices_of_a_history_differ_in_dash_and_mark() -> None:
    def moved(name: str, *figures: int) -> Account:
        steps = (TollStep(f"2024-05-0{n}", exactly(f), "up", (), ()) for n, f in enumerate(figures, start=1))
        return Account("side", name, (), toll=tuple(steps))

    drawn = toll_history((moved("Mali", 3, 9), moved("JNIM", 5, 4), moved("Niger", 1)), 10, "How it moved")
    assert drawn is not None
    assert "line voice0" in drawn
    assert "line voice1" in drawn
    assert "voice2" not in drawn, "what did not move is not drawn"
    assert len({sample(n).replace(f"voice{n}", "") for n in range(4)}) == 4


def test_a_timeline_names_its_rows_and_escapes_them() -> None:
    dots = [Dot("<b>", "2024-05-01"), Dot("<b>", "2024-05-03"), Dot("Mali", "2024-05-02T10:00:00Z")]
    drawn = timeline(dots, ["<b>", "Mali"], "Who spoke when")
    assert drawn is not None
    assert "<b>" not in drawn
    assert "Mali: 1 claims" in drawn
    assert drawn.count("<circle") == 3
