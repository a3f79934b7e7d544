"""What the accounts of one question amount to. Nothing here says who is right.

Several verdicts may hold of one question, each with the claims it rests on; they stand in the order of
`VERDICTS`:

contested
    two sides, or a side and a named third party, give answers that cannot both hold, or a side denies what
    another voice says. What outlets say in their own voice, and speakers of no known side, contest nothing by
    a differing figure: they are shown.
agreed
    all parties that speak, two or more, give answers that can hold together ("at least 9" and 11 can); a
    third party may still contest them, and the parties the place or the day.
admitted
    a side reports its own loss, or an act of its own.
one-sided
    one party alone speaks, or none does and only others do (``why`` says which).
unconfirmed
    a side would not confirm it, or nobody stands for it by name without a hedge.

Unknown is not nought and silence is no denial: an account without a figure agrees and disputes with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from counterclaim.linking.bounds import compatible, figure_text
from counterclaim.linking.deeds import Deed, deed, place_sign, time_sign
from counterclaim.linking.questions import hostile_acts, mutual_acts
from counterclaim.model import (
    VERDICTS,
    Account,
    ContestKind,
    Question,
    Told,
    Verdict,
)

_KINDS: dict[str, ContestKind] = {
    "who began": "responsibility",
    "who did it": "responsibility",
    "is the charge true": "responsibility",
    "did it happen": "occurrence",
    "is it over": "status",
    "is it open": "status",
}


def verdicts(
    question: Question, accounts: Sequence[Account], told: Mapping[str, Told] = MappingProxyType({})
) -> tuple[Verdict, ...]:
    """The verdicts that hold, leading one first; empty where nothing current is said.

    ``told`` are the claims by key: with them, places and days are compared too.

    >>> verdicts(Question("killed", "Mali"), ())
    ()
    """
    spoken = [account for account in accounts if account.current]
    if not spoken:
        return ()
    shared = [*_contested(question, spoken), *_scene(question, spoken, told), *_agreed(question, spoken)]
    found = [*shared, *_admitted(question, spoken), *_unconfirmed(spoken)]
    if not shared:
        found += _one_sided(spoken)
    return tuple(sorted(found, key=lambda v: (VERDICTS.index(v.word), v.kind or "", v.between)))


def voice_name(account: Account) -> str:
    """How a voice is called in a sentence.

    >>> voice_name(Account("report", None, ()))
    'the reports themselves'
    """
    if account.name:
        return account.name
    return "the reports themselves" if account.voice == "report" else "speakers of no known side"


def answer_text(account: Account) -> str:
    """An account's current answer in words."""
    if account.figure is not None:
        return figure_text(account.figure)
    words = account.value or "nothing"
    return {"asserts": words, "denies": f"denies it ({words})", "does_not_confirm": "does not confirm"}[
        account.stance
    ]


def _named(accounts: Sequence[Account]) -> list[Account]:
    return [account for account in accounts if account.voice in ("side", "third party")]


def _sides(accounts: Sequence[Account]) -> list[Account]:
    return [account for account in accounts if account.voice == "side"]


def _contested(question: Question, accounts: Sequence[Account]) -> Iterator[Verdict]:
    kind = _KINDS.get(question.topic, "figure")
    against: list[tuple[Account, Account]] = []
    named = _named(accounts)
    for one, other in combinations(named, 2):
        if "side" in (one.voice, other.voice) and _clash(question, one, other):
            against.append((one, other))
    for denier in named:
        if denier.stance == "denies":
            against += [(denier, other) for other in accounts if other.stance == "asserts"]
    if against:
        voices = list({id(a): a for pair in against for a in pair}.values())
        voices.sort(key=accounts.index)
        said = "; ".join(f"{voice_name(a)}: {answer_text(a)}" for a in voices)
        yield Verdict("contested", kind, tuple(voice_name(a) for a in voices), _keys(voices), said)


def _clash(question: Question, one: Account, other: Account) -> bool:
    if one.stance != "asserts" or other.stance != "asserts":
        return False
    if one.figure is not None and other.figure is not None:
        return not compatible(one.figure, other.figure)
    if one.value is None or other.value is None or question.topic in ("did it happen", "is the charge true"):
        return False
    if question.topic == "is it open":
        return _states_clash(one.value, other.value)
    return one.value != other.value


def _states_clash(one: str, other: str) -> bool:
    """ "closed" beside "open", unless each names modes that the other does not."""
    state, _, scope = one.partition(" to ")
    other_state, _, other_scope = other.partition(" to ")
    if (state == "closed") == (other_state == "closed") or "unknown" in (state, other_state):
        return False
    return _same_traffic(scope, other_scope)


def _same_traffic(scope: str, other: str) -> bool:
    return not scope or not other or bool(set(scope.split(", ")) & set(other.split(", ")))


def _apart(question: Question, sides: Sequence[Account]) -> bool:
    """Whether every side speaks of other traffic ("closed to trade", "open to patients")."""
    if question.topic != "is it open":
        return False
    scopes = [(a.value or "").partition(" to ")[2] for a in sides]
    return not any(_same_traffic(one, other) for one, other in combinations(scopes, 2))


def _scene(question: Question, accounts: Sequence[Account], told: Mapping[str, Told]) -> Iterator[Verdict]:
    """Whether two parties put one act of force far apart, or on days that do not meet.

    Mutual acts are in many places at once and say nothing.
    """
    if question.topic != "did it happen" or question.act not in hostile_acts() - mutual_acts():
        return
    sides = [a for a in _sides(accounts) if a.stance == "asserts"]
    kinds: tuple[tuple[ContestKind, Callable[[Deed, Deed], int]], ...] = (
        ("place", place_sign),
        ("time", time_sign),
    )
    for one, other in combinations(sides, 2):
        pairs = [
            (deed(told[key]), deed(told[against]))
            for key in one.current
            for against in other.current
            if key in told and against in told and key != against
        ]
        for kind, sign in kinds:
            signs = {sign(*pair) for pair in pairs}
            if -1 in signs and 1 not in signs:
                names = (voice_name(one), voice_name(other))
                what = "places" if kind == "place" else "days"
                why = f"{names[0]} and {names[1]} tell it of different {what}"
                yield Verdict("contested", kind, names, _keys((one, other)), why)


def _agreed(question: Question, accounts: Sequence[Account]) -> Iterator[Verdict]:
    sides = [a for a in _sides(accounts) if a.stance != "does_not_confirm"]
    if len(sides) < 2 or len({a.stance for a in sides}) > 1 or _apart(question, sides):
        return
    if any(_clash(question, one, other) for one, other in combinations(sides, 2)):
        return
    said = "; ".join(f"{voice_name(a)}: {answer_text(a)}" for a in sides)
    yield Verdict("agreed", None, tuple(voice_name(a) for a in sides), _keys(sides), said)


def _admitted(question: Question, accounts: Sequence[Account]) -> Iterator[Verdict]:
    for account in _sides(accounts):
        if account.stance != "asserts" or account.name is None:
            continue
        if account.figure is not None:
            own = account.name in question.of.split(" and ") and account.figure.high != 0
        elif question.topic == "did it happen":
            own = account.name == question.of and question.act in hostile_acts()
        elif question.topic in ("who did it", "who began"):
            own = account.value is not None and account.name in account.value.split(" and ")
        elif question.topic == "is the charge true":
            own = account.name == question.of
        else:
            own = False
        if own:
            what = "its own loss" if account.figure is not None else "an act of its own"
            why = f"{account.name} reports {what}: {answer_text(account)}"
            yield Verdict("admitted", None, (account.name,), account.current, why)


def _unconfirmed(accounts: Sequence[Account]) -> Iterator[Verdict]:
    answered = any(account.stance != "does_not_confirm" for account in accounts)
    for account in _named(accounts) if answered else accounts:
        refused = [
            s for s in account.statements if s.stance == "does_not_confirm" and s.standing == "current"
        ]
        if refused and account.stance == "does_not_confirm":
            name = voice_name(account)
            keys = tuple(dict.fromkeys(s.claim for s in refused))
            yield Verdict("unconfirmed", None, (name,), keys, f"{name} does not confirm it")
    said = [s for a in accounts for s in a.statements if s.stance == "asserts" and s.claim in a.current]
    if said and all(s.hedge or s.anonymous for s in said):
        names = tuple(dict.fromkeys(voice_name(a) for a in accounts if a.stance == "asserts"))
        why = "only unnamed speakers or hedged words say it"
        yield Verdict("unconfirmed", None, names, tuple(dict.fromkeys(s.claim for s in said)), why)


def _one_sided(accounts: Sequence[Account]) -> Iterator[Verdict]:
    speaking = [a for a in accounts if a.stance == "asserts"]
    does = "says so"
    if not speaking:
        speaking, does = [a for a in accounts if a.stance == "denies"], "denies it, and nobody says it"
    sides = _sides(speaking)
    if len(sides) > 1:
        for side in sides:
            name = voice_name(side)
            yield Verdict("one-sided", None, (name,), side.current, f"of this traffic only {name} speaks")
    elif sides:
        others = [voice_name(a) for a in speaking if a is not sides[0]]
        why = f"of the parties only {sides[0].name} {does}"
        why += f"; also {' and '.join(others)}" if others else ""
        yield Verdict("one-sided", None, (voice_name(sides[0]),), _keys(sides), why)
    elif speaking:
        names = tuple(voice_name(a) for a in speaking)
        why = f"no party speaks; only {' and '.join(names)}"
        yield Verdict("one-sided", None, names, _keys(speaking), why)


def _keys(accounts: Sequence[Account]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for account in accounts for key in account.current))
