"""Figures by named policies: one number out of many accounts, by a rule that can be read and switched.

``ucdp``
    Low, best and high as in the Uppsala Conflict Data Program's GED: the lowest and the highest that a
    current account gives, and a best guess. UCDP's coders weigh each source's reliability by hand; here a
    fixed order stands for that: a named third party, else what the victims' own side reports of itself, else
    the lowest. "Up to 40" is an upper end only; words without a number ("dozens") are listed as left out.
    (Sundberg and Melander, Journal of Peace Research 50:4, 2013; the order is ours.)
``acled``
    One number, ACLED's "most conservative estimate available" (Fatalities FAQ, 2024): the lowest that a
    current account gives, words read by its table (12 for "dozens", `knowledge.vague_numbers`).
``per-side``
    No choice: one figure for each side's account, with its own bounds.

None is counterclaim's own opinion; none sees more than the current word of each account. What an account left
behind, a part, a longer total and the background are left out with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from counterclaim.knowledge.vague_numbers import vague_number
from counterclaim.model import Account, Contention, Figure, LeftOut, PolicyFigure, Question, Topic

Policy = Callable[[Contention], tuple[PolicyFigure, ...]]


def figures(policy: str, contention: Contention) -> tuple[PolicyFigure, ...]:
    """What a policy makes of the accounts of one question: one figure, or one for each side (``per-side``).

    Empty where no current account gives a figure the policy can read. Raises ``ValueError`` for a policy that
    is not in `POLICIES`.

    >>> figures("acled", Contention(Question("killed", "Mali"), (), ()))
    ()
    """
    made = POLICIES.get(policy)
    if made is None:
        raise ValueError(f"no policy {policy!r}; there are {', '.join(POLICIES)}")
    return made(contention)


def total(policy: str, contentions: Sequence[Contention], topic: Topic = "killed") -> PolicyFigure | None:
    """The sum over everyone's dead (or wounded, ...) by ``ucdp`` or ``acled``: what their event rows hold.

    Civilians count on top of a side's figure only where that speaks of armed people alone, so that nobody is
    counted twice; what was not added is listed. None where there is nothing to add. An end that is unknown
    for one side is unknown for the sum. Raises ``ValueError`` for ``per-side``, which has no sum.

    >>> total("ucdp", ()) is None
    True
    """
    if policy == "per-side":
        raise ValueError("per-side gives a figure for each side and has no sum")
    made: list[PolicyFigure] = []
    aside: list[LeftOut] = []
    whole = {c.question.of: c for c in contentions if c.question.topic == topic and not c.question.group}
    for contention in contentions:
        question = contention.question
        if question.topic != topic:
            continue
        found = figures(policy, contention)
        everyone = whole.get(question.of)
        if question.group and everyone is not None and not _armed_only(everyone):
            aside += [
                LeftOut(key, "may be counted among the side's others") for f in found for key in f.claims
            ]
        elif " and " in question.of and not set(question.of.split(" and ")).isdisjoint(whole):
            aside += [LeftOut(key, "counted for each side by itself") for f in found for key in f.claims]
        else:
            made += found
            if not found:
                aside += _unread(contention)
    if not made:
        return None
    claims = tuple(dict.fromkeys(key for f in made for key in f.claims))
    aside += [left for f in made for left in f.left_out]
    low, best, high = (_add([getattr(f, end) for f in made]) for end in ("low", "best", "high"))
    rule = "sum of " + "; ".join(f"{f.question.key}: {f.rule}" for f in made)
    return PolicyFigure(policy, Question(topic), low, best, high, claims, _unused(aside, claims), None, rule)


def _armed_only(contention: Contention) -> bool:
    groups = {s.group for a in contention.accounts for s in a.statements if s.standing == "current"}
    return groups <= {"combatants", "police"}


def _add(numbers: Sequence[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if len(known) == len(numbers) else None


def _ucdp(contention: Contention) -> tuple[PolicyFigure, ...]:
    given = [
        (a, a.figure) for a in _giving(contention) if a.figure is not None and _any(a.figure) is not None
    ]
    if not given:
        return ()
    points = [point for _, figure in given if (point := _point(figure)) is not None]
    tops = [
        top
        for _, figure in given
        if (top := figure.high if figure.high is not None else figure.low) is not None
    ]
    low, high = min(points, default=None), max(tops)
    best, why = _best(contention.question, given)
    claims = _claims([account for account, _ in given])
    rule = f"lowest and highest current figure; best {why}"
    left = _left(contention, claims)
    return (PolicyFigure("ucdp", contention.question, low, best, high, claims, left, None, rule),)


def _best(question: Question, given: Sequence[tuple[Account, Figure]]) -> tuple[int | None, str]:
    own = question.of.split(" and ")
    ranks: tuple[tuple[Callable[[Account], bool], str], ...] = (
        (lambda a: a.voice == "third party", "from a named third party"),
        (lambda a: a.voice == "side" and a.name in own, "from the side's own report of its loss"),
        (lambda a: True, "the lowest, for want of a third party's or the side's own"),
    )
    for fits, why in ranks:
        numbers = [point for a, figure in given if fits(a) and (point := _point(figure)) is not None]
        if numbers:
            return min(numbers), why
    return None, "unknown: nobody gives more than an upper end"


def _acled(contention: Contention) -> tuple[PolicyFigure, ...]:
    read = [(a, n) for a in _giving(contention) if a.figure and (n := _conservative(a.figure)) is not None]
    if not read:
        return ()
    lowest = min(number for _, number in read)
    claims = _claims([account for account, number in read if number == lowest])
    rule = "the most conservative current figure"
    left = [
        LeftOut(key, f"{number:,} is less conservative")
        for account, number in read
        if number > lowest
        for key in account.current
    ]
    return (
        PolicyFigure(
            "acled",
            contention.question,
            lowest,
            lowest,
            lowest,
            claims,
            _unused([*left, *_left(contention, claims)], claims),
            None,
            rule,
        ),
    )


def _per_side(contention: Contention) -> tuple[PolicyFigure, ...]:
    return tuple(
        _of_side(contention, account) for account in contention.accounts if account.figure and account.name
    )


def _of_side(contention: Contention, account: Account) -> PolicyFigure:
    figure = account.figure
    low, high = (figure.low, figure.high) if figure else (None, None)
    best = low if low == high or figure is None or figure.bound in ("at least", "more than") else None
    left = tuple(LeftOut(s.claim, s.reason) for s in account.statements if s.claim not in account.current)
    rule = f"the current word of {account.name}" + (f": {figure.bound}" if figure else "")
    return PolicyFigure(
        "per-side",
        contention.question,
        low,
        best,
        high,
        account.current,
        _unused(left, account.current),
        account.name,
        rule,
    )


#: The policies by name; the first is the default of the exports that need one number.
POLICIES: Mapping[str, Policy] = MappingProxyType({"ucdp": _ucdp, "acled": _acled, "per-side": _per_side})


def _giving(contention: Contention) -> list[Account]:
    """The accounts that count: outlets' own and unplaced voices only where nobody named gives a figure."""
    named = [a for a in contention.accounts if a.figure is not None and a.name is not None]
    return named or [a for a in contention.accounts if a.figure is not None]


def _any(figure: Figure) -> int | None:
    """The number printed, whichever end it is."""
    return figure.low if figure.low is not None else figure.high


def _point(figure: Figure) -> int | None:
    """The number, where it is more than an upper end ("nearly 300" is)."""
    return figure.high if figure.low is None and figure.bound == "nearly" else figure.low


def _conservative(figure: Figure) -> int | None:
    if (number := _any(figure)) is not None:
        return number
    word = vague_number(figure.bound)
    return word.acled if word else None


def _claims(accounts: Sequence[Account]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for account in accounts for key in account.current))


def _left(contention: Contention, claims: Sequence[str]) -> tuple[LeftOut, ...]:
    return _unused([*_reasons(contention), *_unread(contention)], claims)


def _reasons(contention: Contention) -> Iterator[LeftOut]:
    counted = {id(a) for a in _giving(contention)}
    for account in contention.accounts:
        for s in account.statements:
            if s.stance != "asserts":
                yield LeftOut(s.claim, "denies it" if s.stance == "denies" else "does not confirm it")
            elif s.standing != "current":
                yield LeftOut(s.claim, s.reason)
            elif account.figure is not None and id(account) not in counted:
                yield LeftOut(s.claim, "told by nobody named, where a named side gives a figure")


def _unread(contention: Contention) -> Iterator[LeftOut]:
    for account in contention.accounts:
        for s in account.statements:
            if s.standing == "current" and s.figure is not None and _any(s.figure) is None:
                yield LeftOut(s.claim, f"a word, not a number: {s.figure.bound}")


def _unused(left: Sequence[LeftOut], claims: Sequence[str]) -> tuple[LeftOut, ...]:
    """Each claim once, with its first reason, without those the figure was made from."""
    first: dict[str, LeftOut] = {}
    for item in left:
        if item.claim not in claims:
            first.setdefault(item.claim, item)
    return tuple(first.values())
