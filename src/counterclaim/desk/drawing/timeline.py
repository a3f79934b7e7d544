"""Who spoke when: a row a voice, a dot a moment, larger where more was said at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from counterclaim.desk.drawing.moments import day_of, seconds
from counterclaim.desk.drawing.svg import drawing, element

_WIDTH, _ROW, _LEFT, _BOTTOM = 720.0, 24.0, 165.0, 22.0
#: Characters of a row's name that fit beside it.
_NAME = 20


@dataclass(frozen=True, slots=True)
class Dot:
    """Something said in a row at a moment (ISO 8601).

    >>> Dot("Mali", "2024-05-01").row
    'Mali'
    """

    row: str
    at: str


def timeline(dots: Sequence[Dot], rows: Sequence[str], words: str) -> Markup | None:
    """The dots over time; None where all were made at one moment, which needs no picture.

    >>> timeline([Dot("Mali", "2024-05-01")], ["Mali"], "when") is None
    True
    """
    if len({d.at for d in dots}) < 2:
        return None
    moments = [seconds(d.at) for d in dots]
    first, last = min(moments), max(moments)
    height = _ROW * len(rows) + _BOTTOM

    def x(at: float) -> float:
        return _LEFT + 10 + (_WIDTH - _LEFT - 20) * (at - first) / (last - first)

    inside = []
    told = []
    for number, row in enumerate(rows):
        middle = _ROW * number + _ROW / 2
        name = row if len(row) <= _NAME else row[: _NAME - 1] + "…"
        inside.append(
            element("text", escape(name), x=_LEFT - 8, y=middle + 4, text_anchor="end", font_size=13)
        )
        inside.append(element("line", x1=_LEFT, x2=_WIDTH, y1=middle, y2=middle, class_="axis"))
        at_once = Counter(d.at for d in dots if d.row == row)
        for at, times in sorted(at_once.items()):
            inside.append(
                element("circle", cx=x(seconds(at)), cy=middle, r=min(4.0 + times / 2, 10.0), class_="said")
            )
        told.append(f"{row}: {sum(at_once.values())} claims, {min(at_once)[:10]} to {max(at_once)[:10]}")
    inside.append(element("text", day_of(first), x=_LEFT, y=height - 5, font_size=12))
    inside.append(element("text", day_of(last), x=_WIDTH, y=height - 5, text_anchor="end", font_size=12))
    return drawing(f"{words}. {'; '.join(told)}", _WIDTH, height, *inside, class_="timeline")
