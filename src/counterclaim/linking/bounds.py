"""Whether two figures can both be true, by their bounds."""

from __future__ import annotations

from counterclaim.knowledge.vague_numbers import vague_number
from counterclaim.model import Figure

#: How far a rounded word reaches: "about 30" and 32 do not contradict, "about 30" and 58 do. A tenth is the
#: rounding that newsrooms do (to the next ten below a hundred); nothing was tuned on a set.
_ROUNDING = 0.1


def reach(figure: Figure) -> tuple[int, int | None]:
    """The least and the most that the figure's words allow, generously; None where there is no most.

    "nearly 300" allows 270 to 300, "about 30" 27 to 33, "dozens" 20 and up, a word of no table at least
    one, "up to 40" anything to 40.

    >>> reach(Figure(30, 30, "about")), reach(Figure(None, 300, "nearly"))
    ((27, 33), (270, 300))
    >>> reach(Figure(None, None, "dozens")), reach(Figure(9, None, "at least"))
    ((20, None), (9, None))
    """
    low, high = figure.low, figure.high
    if low is None and high is None:
        word = vague_number(figure.bound)
        return (word.floor if word else 1), None
    if figure.bound == "nearly" and high is not None:
        return high - _slack(high), high
    if figure.bound == "about" and low is not None and high is not None:
        return max(0, low - _slack(low)), high + _slack(high)
    return low or 0, high


def _slack(number: int) -> int:
    return max(1, round(number * _ROUNDING))


def compatible(one: Figure, other: Figure) -> bool:
    """Whether some number fits both: "at least 9" and 11 can both be true, 9 and 58 cannot.

    >>> compatible(Figure(9, None, "at least"), Figure(11, 11, "exact"))
    True
    >>> compatible(Figure(None, None, "dozens"), Figure(9, 9, "exact"))
    False
    """
    (low, high), (other_low, other_high) = reach(one), reach(other)
    return (high is None or other_low <= high) and (other_high is None or low <= other_high)


def joined(one: Figure, other: Figure) -> Figure:
    """The sum of a figure and one that adds to it ("a further 12"); an end is known when both are.

    >>> joined(Figure(9, 9, "exact"), Figure(3, None, "at least"))
    Figure(low=12, high=None, bound='at least')
    """
    low = one.low + other.low if one.low is not None and other.low is not None else None
    high = one.high + other.high if one.high is not None and other.high is not None else None
    if low is None and high is None:
        return other
    if low == high:
        rounded = "about" in (one.bound, other.bound)
        return Figure(low, high, "about" if rounded else "exact")
    if low is not None and high is not None:
        return Figure(low, high, "between")
    return Figure(low, high, "at least" if high is None else "up to")


def printed(figure: Figure) -> int | None:
    """The number as it stood in print: 200 of "more than 200"; None of "dozens".

    >>> printed(Figure(201, None, "more than")), printed(Figure(None, 300, "nearly"))
    (200, 300)
    """
    if figure.bound == "more than" and figure.low is not None:
        return figure.low - 1
    if figure.bound == "less than" and figure.high is not None:
        return figure.high + 1
    return figure.low if figure.low is not None else figure.high


def figure_text(figure: Figure) -> str:
    """A figure in words.

    >>> figure_text(Figure(201, None, "more than")), figure_text(Figure(None, None, "dozens"))
    ('more than 200', 'dozens')
    """
    low, high, number = figure.low, figure.high, printed(figure)
    if figure.bound == "none" or (low == 0 and high == 0):
        return "none"
    if number is None:
        return figure.bound
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,}"
    return f"{number:,}" if figure.bound == "exact" else f"{figure.bound} {number:,}"
