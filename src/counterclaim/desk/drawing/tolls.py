"""How each voice's figure moved: a stepped line a voice, over days; lines told apart by dash and mark."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from counterclaim.desk.drawing.moments import day_of, seconds
from counterclaim.desk.drawing.svg import drawing, element
from counterclaim.model import Account

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 360.0, 132.0, 40.0, 26.0
#: Ways of drawing a line; a fifth voice looks like the first again, and its name stands in the legend.
_WAYS = 4


def toll_history(accounts: Sequence[Account], top: int, words: str) -> Markup | None:
    """The moves of every account that has any, on one scale from 0 to ``top``; None where no figure moved.

    >>> toll_history((), 10, "nothing") is None
    True
    """
    moved = [a for a in accounts if len(a.toll) > 1]
    if not moved:
        return None
    moments = sorted({seconds(step.at) for a in moved for step in a.toll})
    # an hour at least, so that moves of one moment do not divide by nothing
    first, last = moments[0], max(moments[-1], moments[0] + 3600)

    def x(at: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - 10) * (at - first) / (last - first)

    def y(number: float) -> float:
        return 8 + (_HEIGHT - 8 - _BOTTOM) * (1 - min(number, top) / top)

    levels = (0, top / 2, top)
    inside = [element("line", x1=_LEFT, x2=_WIDTH - 10, y1=y(n), y2=y(n), class_="axis") for n in levels]
    inside += [
        element("text", f"{n:g}", x=_LEFT - 5, y=y(n) + 4, text_anchor="end", font_size=11) for n in levels
    ]
    inside.append(element("text", day_of(first), x=_LEFT, y=_HEIGHT - 6, font_size=11))
    if day_of(last) != day_of(first):
        end = element("text", day_of(last), x=_WIDTH - 10, y=_HEIGHT - 6, font_size=11, text_anchor="end")
        inside.append(end)
    for number, account in enumerate(moved):
        points: list[str] = []
        height = None
        for step in account.toll:
            value = step.figure.low if step.figure.low is not None else step.figure.high
            if value is None:
                continue
            at = x(seconds(step.at))
            if height is not None:
                points.append(f"{at:g},{height:g}")
            height = y(value)
            points.append(f"{at:g},{height:g}")
            inside.append(_mark(at, height, number))
        if height is not None:
            points.append(f"{_WIDTH - 10:g},{height:g}")
            inside.append(element("polyline", points=" ".join(points), class_=f"line voice{number % _WAYS}"))
    return drawing(words, _WIDTH, _HEIGHT, *inside, class_="toll")


def sample(number: int) -> Markup:
    """The line of the voice with this number, for a legend; what it means stands beside it in words.

    >>> "voice1" in sample(1)
    True
    """
    line = element("line", x1=0, x2=36, y1=8, y2=8, class_=f"line voice{number % _WAYS}")
    return Markup(  # noqa: S704 - built from escaped parts only
        element(
            "svg", line, _mark(18, 8, number), viewBox="0 0 36 16", class_="toll sample", aria_hidden="true"
        )
    )


def _mark(x: float, y: float, number: int) -> str:
    """A dot, square, triangle or cross."""
    way = number % _WAYS
    name = f"mark voice{way}"
    if way == 0:
        return element("circle", cx=x, cy=y, r=4.0, class_=name)
    if way == 1:
        return element("rect", x=x - 3.5, y=y - 3.5, width=7, height=7, class_=name)
    if way == 2:
        return element(
            "polygon", points=f"{x - 4:g},{y + 4:g} {x:g},{y - 4:g} {x + 4:g},{y + 4:g}", class_=name
        )
    return element(
        "path",
        d=f"M{x - 4:g} {y - 4:g}L{x + 4:g} {y + 4:g}M{x - 4:g} {y + 4:g}L{x + 4:g} {y - 4:g}",
        class_=name,
    )
