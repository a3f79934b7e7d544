"""Figures on one scale: how many each voice says, with its bound told by the shape of the mark.

A number is a dot; ends that are known close a bar with a stroke; an end that is not known ends in an arrow
("at least 9" points to more); a vague word ("dozens") is a dotted band over the whole scale, since no number
was said.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from counterclaim.desk.drawing.svg import drawing, element
from counterclaim.model import Figure

_WIDTH, _HEIGHT, _MARGIN = 240.0, 20.0, 8.0


def top_of(figures: Iterable[Figure]) -> int:
    """The end of a scale that holds all figures: the next 1, 2 or 5 times a power of ten.

    >>> top_of([Figure(58, 58, "exact"), Figure(201, None, "more than")]), top_of([])
    (500, 10)
    """
    largest = max((n for f in figures for n in (f.low, f.high) if n is not None), default=0)
    # a figure open to more needs room for its arrow
    needed = max(1.0, largest * 1.08)
    step = 1
    while True:
        for times in (1, 2, 5):
            if step * times >= max(needed, 10):
                return step * times
        step *= 10


def strip(figure: Figure, top: int, words: str) -> Markup:
    """One figure on a scale from 0 to ``top``; ``words`` say it.

    >>> "arrow" in strip(Figure(9, None, "at least"), 20, "at least 9")
    True
    """

    def x(number: float) -> float:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * min(number, top) / top

    middle = _HEIGHT / 2
    inside = [element("line", x1=x(0), x2=x(top), y1=middle, y2=middle, class_="axis")]
    for tick in (0, top / 2, top):
        inside.append(element("line", x1=x(tick), x2=x(tick), y1=middle - 3, y2=middle + 3, class_="axis"))
    low, high = figure.low, figure.high
    if low is None and high is None:
        inside.append(element("line", x1=x(0), x2=x(top), y1=middle, y2=middle, class_="vague"))
    elif low == high and low is not None:
        shape = "about" if figure.bound == "about" else "dot"
        inside.append(element("circle", cx=x(low), cy=middle, r=5.0, class_=shape))
    else:
        start, end = x(low or 0), x(top if high is None else high)
        inside.append(element("line", x1=start, x2=end, y1=middle, y2=middle, class_="bar"))
        if low is not None:
            inside.append(element("line", x1=start, x2=start, y1=middle - 6, y2=middle + 6, class_="end"))
        if high is not None:
            inside.append(element("line", x1=end, x2=end, y1=middle - 6, y2=middle + 6, class_="end"))
        if high is None:
            inside.append(_arrow(end, middle, 1))
        if low is None:
            inside.append(_arrow(start, middle, -1))
    return drawing(words, _WIDTH, _HEIGHT, *inside, class_="strip")


def _arrow(x: float, y: float, way: int) -> str:
    points = f"{x - 7 * way:g},{y - 5:g} {x:g},{y:g} {x - 7 * way:g},{y + 5:g}"
    return element("polyline", points=points, class_="arrow")
