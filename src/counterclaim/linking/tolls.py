"""How one voice's figure moved: which of its statements stand, which it left behind, and when."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.linking.bounds import printed
from counterclaim.model import Figure, Statement, TollStep


@dataclass(slots=True)
class _Word:
    """All statements of one number, whatever their bounds."""

    statements: list[Statement]

    @property
    def figure(self) -> Figure:
        """The form most voices give; of equals the closest."""
        voices: dict[Figure, set[str]] = {}
        for s in self.statements:
            if s.figure is not None:
                voices.setdefault(s.figure, set()).add(s.origin)
        return max(voices, key=lambda f: (len(voices[f]), f.bound == "exact", f.bound))

    @property
    def first(self) -> str:
        return self.statements[0].at

    def voices(self, since: str = "") -> int:
        return len({s.origin for s in self.statements if s.at >= since[: len(s.at)]})

    def rank(self, replaced: bool) -> tuple[str, bool, int, str]:
        """Order of first telling; of one moment what a report replaced, then the lower, is the earlier."""
        figure = self.statements[0].figure
        number = printed(figure) if figure is not None else None
        return self.first, not replaced, -1 if number is None else number, str(_key(figure))


def toll(
    statements: Sequence[Statement], *, one_voice: bool = True
) -> tuple[tuple[Statement, ...], tuple[TollStep, ...]]:
    """The statements with their standing set, in time order, and the steps of the figure; newest last.

    Figures of one number ("23", "at least 23") are one word, in the form that most voices give. A new number
    takes the place of the one before, except where more independent voices still give the one before at that
    moment or after: then the new one stands ``aside``. Going back to a number already left is a ``repeat``
    (papers print old tolls for days) and no step. Of numbers first told at one moment the lower counts as the
    earlier. Of several numbers that one report gives the voice for one moment (``one_voice`` false: gives one
    speaker) the largest is its word, the others are of some of the victims. Statements that are ``part``,
    ``total`` or ``background`` pass through.

    >>> nine = Statement("r_1:c", "2024-05-01", "asserts", figure=Figure(9, 9, "exact"), origin="a")
    >>> twelve = Statement("r_2:c", "2024-05-03", "asserts", figure=Figure(12, 12, "exact"), origin="b")
    >>> [(s.change, s.figure.low, s.at) for s in toll([twelve, nine])[1]]
    [('first', 9, '2024-05-01'), ('up', 12, '2024-05-03')]
    """
    ordered = sorted(_largest(statements, one_voice), key=lambda s: (s.at, s.claim))
    words: dict[Hashable, _Word] = {}
    replaced: set[Hashable] = set()
    for statement in ordered:
        if statement.figure is None or statement.stance != "asserts":
            continue
        if statement.standing == "earlier":
            replaced.add(_key(statement.figure))
        if statement.standing in ("current", "earlier"):
            words.setdefault(_key(statement.figure), _Word([])).statements.append(statement)
    order = sorted(words, key=lambda key: words[key].rank(key in replaced))
    path = _path([words[key] for key in order], replaced)
    keys = [_key(word.statements[0].figure) for word in path]
    left_at = {key: later.first for key, later in zip(keys, path[1:], strict=False)}
    out = tuple(_stand(s, keys, left_at) for s in ordered)
    return out, tuple(_steps(path))


def _largest(statements: Sequence[Statement], one_voice: bool) -> list[Statement]:
    """Marks what is less than the largest number that a report gives a voice for the same moment.

    "None" is no part of anything: it is an earlier word.
    """
    most: dict[tuple[str, str, str | None], int] = {}
    tellers = [(s.claim.partition(":")[0], s.at, None if one_voice else s.speaker) for s in statements]
    numbers = [_counted(s) for s in statements]
    for teller, number in zip(tellers, numbers, strict=True):
        if number is not None:
            most[teller] = max(number, most.get(teller, 0))
    return [
        replace(s, standing="part", reason="the same report gives this voice a larger figure")
        if number is not None and number < most[teller]
        else s
        for s, teller, number in zip(statements, tellers, numbers, strict=True)
    ]


def _counted(s: Statement) -> int | None:
    if s.figure is None or s.standing != "current" or s.stance != "asserts" or s.figure.high == 0:
        return None
    return printed(s.figure) or 0


def _path(words: Sequence[_Word], replaced: set[Hashable]) -> list[_Word]:
    path: list[_Word] = []
    for word in words:
        before = path[-1] if path else None
        left = before is None or _key(before.statements[0].figure) in replaced
        if left or (before is not None and before.voices(word.first) <= word.voices()):
            path.append(word)
    return path


def _stand(s: Statement, path: Sequence[Hashable], left_at: Mapping[Hashable, str]) -> Statement:
    if s.standing not in ("current", "earlier") or s.figure is None or s.stance != "asserts":
        return s
    key = _key(s.figure)
    if path and key == path[-1]:
        return replace(s, standing="current", reason="")
    if key not in left_at:
        return replace(s, standing="aside", reason="more reports give this voice another figure at that time")
    if s.at > left_at[key]:
        return replace(s, standing="repeat", reason="repeats a figure that this voice has moved on from")
    return replace(s, standing="earlier", reason=s.reason or "this voice gave another figure later")


def _steps(path: Sequence[_Word]) -> Iterable[TollStep]:
    before: Figure | None = None
    for word in path:
        yield TollStep(
            word.first,
            word.figure,
            _change(before, word.figure),
            tuple(dict.fromkeys(key for s in word.statements for key in (s.claim, s.adds) if key)),
            tuple(sorted({s.origin for s in word.statements})),
        )
        before = word.figure


def _change(before: Figure | None, after: Figure) -> Literal["first", "up", "down", "restated"]:
    if before is None:
        return "first"
    old, new = printed(before), printed(after)
    if old is None or new is None or old == new:
        return "restated"
    return "up" if new > old else "down"


def _key(figure: Figure | None) -> Hashable:
    """What makes two figures one word: the number printed, and whether it is the least or the most."""
    if figure is None:
        return None
    number = printed(figure)
    return (figure.bound,) if number is None else (number, figure.low is None, figure.bound == "between")
