"""How long each state was the last word: shut is a full bar, open an outline, half open half of each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from counterclaim.desk.drawing.moments import day_of, seconds
from counterclaim.desk.drawing.svg import drawing, element
from counterclaim.model import CrossingPeriod

_WIDTH, _ROW, _LEFT, _BOTTOM = 720.0, 28.0, 165.0, 22.0
#: Characters of a row's name that fit beside it.
_NAME = 20
#: How far a state that still holds is drawn beyond the last change, as a share of the whole.
_ON = 0.06


def periods(rows: Sequence[tuple[str, Sequence[CrossingPeriod]]], words: str) -> Markup | None:
    """The periods of each row on one line of time; None where nothing ever changed.

    >>> periods([("cargo", [CrossingPeriod("closed", "2024-05-01", None, ())])], "Torkham") is None
    True
    """
    starts = [seconds(p.start) for _, some in rows for p in some]
    if len(set(starts)) < 2:
        return None
    first, last = min(starts), max(starts)
    end = last + (last - first) * _ON
    height = _ROW * len(rows) + _BOTTOM

    def x(at: float) -> float:
        return _LEFT + (_WIDTH - _LEFT) * (at - first) / (end - first)

    inside, told = [], []
    for number, (name, some) in enumerate(rows):
        top = _ROW * number + 5
        shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
        inside.append(
            element("text", escape(shown), x=_LEFT - 8, y=top + 13, text_anchor="end", font_size=13)
        )
        for period in some:
            left = x(seconds(period.start))
            width = max(x(seconds(period.until) if period.until else end) - left, 2.0)
            state = f"state {period.state.replace(' ', '-')}"
            inside.append(element("rect", x=left, y=top, width=width, height=18, class_=state))
            if period.state == "partially open":
                inside.append(
                    element("rect", x=left, y=top + 9, width=width, height=9, class_="state closed")
                )
        told.append(f"{name}: " + ", ".join(f"{p.state} from {p.start}" for p in some))
    inside.append(element("text", day_of(first), x=_LEFT, y=height - 5, font_size=12))
    inside.append(element("text", day_of(last), x=x(last), y=height - 5, text_anchor="end", font_size=12))
    return drawing(f"{words}. {'; '.join(told)}", _WIDTH, height, *inside, class_="timeline periods")
